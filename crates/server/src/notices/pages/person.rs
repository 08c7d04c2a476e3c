//! What a notice says of its person or thing: photographs, identity, the case; as the request holds it.

use cordon_notices::rulebook::Rulebook;
use maud::{Markup, html};
use serde_json::Value;

use crate::frame::page::Frame;
use crate::notices::pages::fields::{self, Field, Input};
use crate::notices::pages::spoken;
use crate::notices::view::View;

/// The parts of a request that every bureau with sight reads.
const SHOWN: [&str; 9] = [
    "person",
    "case",
    "warrant",
    "investigation",
    "threat",
    "record",
    "pattern",
    "object",
    "listing",
];

/// The photographs, drawn anew; each with a link to the file itself.
pub fn photographs(frame: &Frame<'_>, view: &View) -> Markup {
    html! { @if !view.photographs.is_empty() || view.warrant.is_some() { section.panel aria-labelledby="pictures" {
        h2 #pictures { (frame.t("notices-photographs")) }
        div.pictures { @for (n, hash) in view.photographs.iter().enumerate() {
            @let file = format!("/notices/{}/files/{hash}", view.line.id);
            figure {
                img src=(format!("{file}/picture")) alt=(frame.with("notices-photograph-nr", &[("n", &(n + 1).to_string())])) width="180";
                figcaption { a href=(file) download { (frame.t("notices-save-file")) } }
            }
        } }
        @if let Some(hash) = &view.warrant { p { a.button href=(format!("/notices/{}/files/{hash}", view.line.id)) download { (frame.t("notices-save-warrant")) } } }
    } } }
}

/// Identity and case as a list of facts.
pub fn facts(frame: &Frame<'_>, book: &Rulebook, kind: &str, content: &Value) -> Markup {
    let sections = fields::sections(kind).filter(|s| SHOWN.contains(&s.id));
    html! { @for section in sections {
        @let told: Vec<(&Field, String)> = section.fields.iter().map(|f| (f, fields::shown(content, f))).filter(|(_, v)| !v.is_empty()).collect();
        @if !told.is_empty() { section.panel {
            h2 { (frame.t(&format!("notices-section-{}", section.id))) }
            dl.facts { @for (field, value) in &told {
                dt { (frame.t(&fields::label(field.at))) }
                dd { (word(frame, book, field, value)) }
            } }
            (further(frame, section.id, content))
        } }
    } }
}

/// A value in words where it is one of a list.
fn word(frame: &Frame<'_>, book: &Rulebook, field: &Field, value: &str) -> Markup {
    match field.input {
        Input::Offence => html! { (spoken::offence(frame, book, value)) },
        Input::Penalty => html! { @for part in value.split_whitespace() { (length(frame, part)) " " } },
        Input::YesNo | Input::OneOf(_) | Input::OfKind => {
            let id = format!("notices-word-{}", value.to_lowercase().replace('_', "-"));
            let said = frame.t(&id);
            if said == id {
                html! { bdi { (value) } }
            } else {
                html! { (said) }
            }
        }
        _ => html! { bdi { (value) } },
    }
}

/// `6y` as six years; `life` and `death` in words.
fn length(frame: &Frame<'_>, part: &str) -> String {
    let unit = part.trim_start_matches(|c: char| c.is_ascii_digit());
    match part.strip_suffix(unit).and_then(|n| n.parse::<usize>().ok()) {
        Some(0) => String::new(),
        Some(n) if matches!(unit, "y" | "m" | "d") => frame.language.count(&format!("notices-unit-{unit}"), n),
        _ => frame.t(&format!("notices-word-{part}")),
    }
}

/// Acts, charges and documents beyond the first.
fn further(frame: &Frame<'_>, section: &str, content: &Value) -> Markup {
    let lists: &[(&str, &str)] = match section {
        "case" => &[("/case/acts", "what"), ("/case/offences", "charge")],
        "person" => &[("/subject/documents", "number")],
        _ => &[],
    };
    let more: Vec<String> = lists
        .iter()
        .filter_map(|(at, key)| {
            Some(
                content
                    .pointer(at)?
                    .as_array()?
                    .iter()
                    .skip(1)
                    .filter_map(|v| v[*key].as_str().map(str::to_owned))
                    .collect::<Vec<_>>(),
            )
        })
        .flatten()
        .collect();
    html! { @if !more.is_empty() { p.note { (frame.t("notices-further")) } ul { @for text in &more { li { bdi { (text) } } } } } }
}
