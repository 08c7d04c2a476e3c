//! The drawing of a neighbourhood: the case, its values, the cases they lead to. The table above it says the same; the
//! nodes are links that the keyboard reaches in the order of the table.

use std::collections::BTreeMap;

use cordon_links::{DRAWING_BELOW, Drawing, LinkKey};
use cordon_vocabulary::CaseRef;
use maud::{Markup, html};

use super::kind;
use crate::frame::page::Frame;
use crate::links::queries::{Text, name_of};

/// Distance between two nodes of a column.
const STEP: usize = 34;
/// Where the three columns begin.
const COLUMNS: [usize; 3] = [8, 250, 560];
/// The width of the drawing.
const WIDTH: usize = 760;

/// The drawing, and what it leaves out.
#[must_use]
pub fn panel(frame: &Frame<'_>, drawing: &Drawing, texts: &BTreeMap<String, Text>) -> Markup {
    html! { section.panel {
        h2 { (frame.t("links-drawing")) }
        @if drawing.values.is_empty() { p.note { (frame.t("links-nothing-to-draw")) } } @else {
            div.scroll tabindex="0" role="region" aria-label=(frame.t("links-drawing")) { (figure(frame, drawing, texts)) }
        }
        p.note {
            (frame.with("links-drawing-limit", &[("most", &DRAWING_BELOW.to_string())])) " "
            (frame.language.count("links-values-left-out", drawing.values_left_out)) " "
            (frame.language.count("links-links-left-out", drawing.links_left_out))
        }
    } }
}

fn figure(frame: &Frame<'_>, drawing: &Drawing, texts: &BTreeMap<String, Text>) -> Markup {
    let rows = drawing.values.len().max(drawing.cases.len()).max(1);
    let height = rows * STEP + 16;
    let middle = height / 2;
    let row = |place: usize, of: usize| (height * (2 * place + 1)) / (2 * of.max(1));
    let value_at: BTreeMap<LinkKey, usize> = places(&drawing.values, |n| row(n, drawing.values.len()));
    let case_at: BTreeMap<CaseRef, usize> = places(&drawing.cases, |n| row(n, drawing.cases.len()));
    let size = format!("0 0 {WIDTH} {height}");
    html! {
        svg.flow.mirrored width=(WIDTH) height=(height) viewBox=(size) role="group" aria-label=(frame.t("links-drawing-label")) {
            @for y in value_at.values() { path.f-arc d=(curve(COLUMNS[0] + 150, middle, COLUMNS[1], *y)) {} }
            @for (value, case) in &drawing.edges {
                @if let (Some(from), Some(to)) = (value_at.get(value), case_at.get(case)) { path.f-arc d=(curve(COLUMNS[1] + 220, *from, COLUMNS[2], *to)) {} }
            }
            (node(COLUMNS[0], middle, 150, &format!("/links/case/{}", drawing.centre), drawing.centre.as_str(), drawing.centre.as_str()))
            @for (key, y) in ordered(&drawing.values, &value_at) {
                @let text = texts.get(&name_of(key));
                @let label = text.map_or_else(String::new, |text| format!("{} {}", kind(frame, text.kind), text.text));
                @let search = text.map_or_else(|| "/links".to_owned(), |text| format!("/links?kind={}&value={}", text.kind, encoded(&text.text)));
                (node(COLUMNS[1], y, 220, &search, &label, &short(&label, 30)))
            }
            @for (case, y) in ordered(&drawing.cases, &case_at) {
                (node(COLUMNS[2], y, 190, &format!("/links/case/{case}"), case.as_str(), &short(case.as_str(), 26)))
            }
        }
    }
}

fn places<T: Clone + Ord>(all: &[T], at: impl Fn(usize) -> usize) -> BTreeMap<T, usize> {
    all.iter().enumerate().map(|(n, one)| (one.clone(), at(n))).collect()
}

fn ordered<T: Clone + Ord>(all: &[T], at: &BTreeMap<T, usize>) -> Vec<(T, usize)> {
    all.iter()
        .filter_map(|one| Some((one.clone(), *at.get(one)?)))
        .collect()
}

fn curve(x: usize, y: usize, to_x: usize, to_y: usize) -> String {
    let half = usize::midpoint(x, to_x);
    format!("M{x} {y}C{half} {y} {half} {to_y} {to_x} {to_y}")
}

fn node(x: usize, y: usize, width: usize, address: &str, name: &str, label: &str) -> Markup {
    html! {
        a href=(address) aria-label=(name) {
            rect.f-node x=(x) y=(y.saturating_sub(13)) width=(width) height="26" rx="3" {}
            text x=(x + 8) y=(y + 4) { (label) }
        }
    }
}

fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let head: String = text.chars().take(most - 1).collect();
    format!("{head}…")
}

/// A text inside an address.
#[must_use]
pub fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}
