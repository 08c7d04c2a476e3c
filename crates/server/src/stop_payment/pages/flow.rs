//! The way of the money, hop by hop: one scale, height is amount, and the same figures as a table.

use std::collections::BTreeMap;

use cordon_stop_payment::{Ask, AskId, Bucket, Case};
use cordon_vocabulary::Money;
use maud::{Markup, PreEscaped, html};

use super::names::{self, Banks};
use crate::frame::locale::Language;
use crate::frame::page::Frame;
use crate::frame::parts;

const COLUMN: f64 = 215.0;
const BAR: f64 = 12.0;
const TALL: f64 = 300.0;
const LABEL: f64 = 34.0;
const GAP: f64 = 12.0;
const TOP: f64 = 30.0;
/// More accounts than this are a list, not a drawing.
const MOST: usize = 150;

/// A movement between two accounts; the victim's own account is 0.
type Edges = BTreeMap<(AskId, AskId), i64>;

/// The drawing with its twin.
pub(super) fn panel(frame: &Frame<'_>, case: &Case, banks: &Banks) -> Markup {
    let edges = edges(case);
    html! {
        section.panel aria-labelledby="flow" {
            h2 #flow { (frame.t("flow-title")) }
            @if case.asks.len() <= MOST {
                p.note { (frame.language.count("flow-note", edges.len())) }
                div.scroll tabindex="0" { (Drawing::of(case, &edges, banks, frame).svg()) }
            } @else { p.note { (frame.t("flow-too-many")) } }
            details open[case.asks.len() > MOST] {
                summary { (frame.t("flow-table")) }
                (table(frame, case, &edges, banks))
            }
        }
    }
}

/// What went from account to account, in the stolen currency.
fn edges(case: &Case) -> Edges {
    let mut edges = Edges::new();
    for part in &case.parts {
        let mut from = 0;
        for hop in &part.path {
            let sum = edges.entry((from, hop.ask)).or_insert(0);
            *sum = sum.saturating_add(part.units);
            from = hop.ask;
        }
    }
    edges
}

/// What came of the money that stayed at an account, in the order of the sheet.
fn stayed(case: &Case, ask: AskId) -> Vec<(Bucket, i64)> {
    Bucket::ALL
        .iter()
        .map(|bucket| {
            let units = case
                .parts_at(ask)
                .filter(|p| p.bucket == *bucket)
                .map(|p| p.units)
                .sum();
            (*bucket, units)
        })
        .filter(|(_, units)| *units > 0)
        .collect()
}

fn table(frame: &Frame<'_>, case: &Case, edges: &Edges, banks: &Banks) -> Markup {
    let asset = case.lost().asset;
    let mut rows: Vec<(&Ask, AskId, i64)> = edges
        .iter()
        .filter_map(|((from, to), units)| Some((case.ask(*to)?, *from, *units)))
        .collect();
    rows.sort_by_key(|(to, from, _)| (to.executed, to.id, *from));
    let name = |id: AskId| match case.ask(id) {
        Some(ask) => banks.name(ask, frame.language),
        None => frame.t("flow-victim"),
    };
    html! {
        div.scroll tabindex="0" { table {
            thead { tr {
                th scope="col" { (frame.t("flow-executed")) }
                th scope="col" { (frame.t("flow-from")) }
                th scope="col" { (frame.t("flow-to")) }
                th.num scope="col" { (asset) }
                th scope="col" { (frame.t("flow-stays")) }
            } }
            tbody { @for (to, from, units) in rows {
                tr {
                    td { (parts::time(to.executed, &frame.zone, frame.language)) }
                    td { bdi { (name(from)) } }
                    td { (parts::country(to.country)) bdi { (name(to.id)) } small { span.mono { (to.account) } } }
                    td.num { (parts::digits(Money::new(units, asset))) }
                    td { @for (bucket, units) in stayed(case, to.id) {
                        div { (parts::digits(Money::new(units, asset))) " " (names::bucket(bucket, frame.language)) }
                    } }
                }
            } }
        } }
    }
}

/// One account in the drawing.
struct Node {
    id: AskId,
    column: usize,
    x: f64,
    y: f64,
    units: i64,
    label: String,
    country: String,
    stays: Vec<(Bucket, i64)>,
    /// How much of the bar's height already has a line coming in, and going out.
    inward: f64,
    outward: f64,
}

struct Drawing<'a> {
    nodes: BTreeMap<AskId, Node>,
    edges: &'a Edges,
    scale: f64,
    width: f64,
    height: f64,
    case: &'a Case,
    language: Language,
}

#[allow(clippy::cast_precision_loss, reason = "the size of a drawing")]
fn real(units: i64) -> f64 {
    units as f64
}

impl<'a> Drawing<'a> {
    fn of(case: &'a Case, edges: &'a Edges, banks: &Banks, frame: &Frame<'_>) -> Self {
        let mut nodes = BTreeMap::new();
        nodes.insert(0, victim(case, frame));
        for ask in &case.asks {
            let arrived = edges
                .iter()
                .filter(|((_, to), _)| *to == ask.id)
                .map(|(_, units)| *units)
                .sum();
            nodes.insert(ask.id, node(case, ask, arrived, banks, frame.language));
        }
        let columns = nodes.values().map(|n| n.column).max().unwrap_or(0) + 1;
        let mut drawing = Self {
            scale: TALL / real(case.lost().units.max(1)),
            nodes,
            edges,
            width: real(i64::try_from(columns).unwrap_or(1)) * COLUMN,
            height: 0.0,
            case,
            language: frame.language,
        };
        drawing.place(columns);
        drawing
    }

    /// Places column after column; within one, accounts stand in the order of those that fed them.
    fn place(&mut self, columns: usize) {
        for column in 0..columns {
            let mut here: Vec<(f64, AskId)> = self
                .nodes
                .values()
                .filter(|n| n.column == column)
                .map(|n| (self.fed_from(n.id), n.id))
                .collect();
            here.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let mut y = TOP;
            for (_, id) in here {
                let Some(node) = self.nodes.get_mut(&id) else {
                    continue;
                };
                node.x = 4.0 + real(i64::try_from(column).unwrap_or(0)) * COLUMN;
                node.y = y;
                y += (real(node.units) * self.scale).max(LABEL) + GAP;
            }
            self.height = self.height.max(y);
        }
        let returns = self.edges.keys().filter(|(f, t)| self.back(*f, *t)).count();
        self.height += 12.0 + 26.0 * real(i64::try_from(returns).unwrap_or(0));
    }

    fn fed_from(&self, id: AskId) -> f64 {
        self.edges
            .keys()
            .filter(|(_, to)| *to == id)
            .filter_map(|(from, _)| self.nodes.get(from))
            .map(|n| n.y)
            .fold(f64::MAX, f64::min)
    }

    /// Whether a movement leads back, or along the same column.
    fn back(&self, from: AskId, to: AskId) -> bool {
        match (self.nodes.get(&from), self.nodes.get(&to)) {
            (Some(a), Some(b)) => b.column <= a.column,
            _ => false,
        }
    }

    fn mirrored(&self) -> bool {
        self.language == Language::Arabic
    }

    fn x(&self, x: f64) -> f64 {
        if self.mirrored() { self.width - x } else { x }
    }

    fn svg(mut self) -> Markup {
        let lines = self.lines();
        let nodes: Vec<Markup> = self.nodes.values().map(|n| self.drawn(n)).collect();
        html! {
            svg.flow direction="ltr" width=(format!("{:.0}", self.width)) height=(format!("{:.0}", self.height))
                viewBox=(format!("0 0 {:.0} {:.0}", self.width, self.height)) role="group" aria-label=(self.language.t("flow-title")) {
                (PreEscaped(lines))
                @for node in &nodes { (node) }
            }
        }
    }

    fn lines(&mut self) -> String {
        let mut text = String::new();
        let mut returns = 0.0;
        for ((from, to), units) in self.edges.clone() {
            let thick = (real(units) * self.scale).max(1.0);
            let back = self.back(from, to);
            let (Some((x1, y1)), Some((x2, y2))) = (self.take(from, thick, false), self.take(to, thick, true)) else {
                continue;
            };
            if back {
                returns += 1.0;
                text.push_str(&self.arc((x1 + BAR, y1), (x2, y2), thick, returns));
            } else {
                text.push_str(&self.ribbon((x1 + BAR, y1), (x2, y2), thick));
            }
        }
        text
    }

    /// Takes the next stretch of a bar's side for a line; gives where it begins.
    fn take(&mut self, id: AskId, thick: f64, inward: bool) -> Option<(f64, f64)> {
        let stays: i64 = self.nodes.get(&id)?.stays.iter().map(|(_, u)| *u).sum();
        let first = real(stays) * self.scale;
        let node = self.nodes.get_mut(&id)?;
        let place = if inward {
            let at = node.inward;
            node.inward += thick;
            at
        } else {
            let at = first + node.outward;
            node.outward += thick;
            at
        };
        Some((node.x, node.y + place))
    }

    fn ribbon(&self, from: (f64, f64), to: (f64, f64), thick: f64) -> String {
        let (x1, x2) = (self.x(from.0), self.x(to.0));
        let (y1, y2) = (from.1, to.1);
        let middle = f64::midpoint(x1, x2);
        format!(
            r#"<path class="f-ribbon" d="M{x1:.1} {y1:.1}C{middle:.1} {y1:.1} {middle:.1} {y2:.1} {x2:.1} {y2:.1}V{e2:.1}C{middle:.1} {e2:.1} {middle:.1} {e1:.1} {x1:.1} {e1:.1}Z"/>"#,
            e2 = y2 + thick,
            e1 = y1 + thick,
        )
    }

    /// Money that comes back: an arc under everything, with an arrow's head.
    fn arc(&self, from: (f64, f64), to: (f64, f64), thick: f64, number: f64) -> String {
        let low = self.height - 8.0 - 26.0 * (number - 1.0);
        let out = self.x(from.0 + 26.0);
        let into = self.x(to.0 - 14.0);
        let (x1, x2) = (self.x(from.0), self.x(to.0));
        let (y1, y2) = (from.1 + thick / 2.0, to.1 + thick / 2.0);
        let width = thick.min(9.0);
        let tip = if self.mirrored() { 7.0 } else { -7.0 };
        format!(
            r#"<path class="f-arc" stroke-width="{width:.1}" stroke-linejoin="round" d="M{x1:.1} {y1:.1}H{out:.1}V{low:.1}H{into:.1}V{y2:.1}H{x2:.1}"/><path class="f-arrow" d="M{x2:.1} {y2:.1}l{tip} -6v12z"/>"#
        )
    }

    fn drawn(&self, node: &Node) -> Markup {
        let tall = (real(node.units) * self.scale).max(1.5);
        let left = if self.mirrored() { self.x(node.x) - BAR } else { node.x };
        let anchor = if self.mirrored() { "end" } else { "start" };
        let text = self.x(node.x + BAR + 6.0);
        let asset = self.case.lost().asset;
        let sum = parts::grouped(&Money::new(node.units, asset).decimal());
        let short: String = node
            .label
            .split(" (")
            .next()
            .unwrap_or_default()
            .chars()
            .take(30)
            .collect();
        let second = match node.stays.first() {
            Some((bucket, units)) => format!(
                "{} {}",
                parts::grouped(&Money::new(*units, asset).decimal()),
                names::bucket(*bucket, self.language)
            ),
            None if node.id == 0 => sum.clone(),
            None => self.language.t("flow-passed"),
        };
        let address = if node.id == 0 {
            "#sheet".to_owned()
        } else {
            format!("#ask-{}", node.id)
        };
        html! {
            a href=(address) {
                title { (node.country) " " (node.label) ": " (sum) " " (asset) }
                rect.f-passed x=(px(left)) y=(px(node.y)) width=(px(BAR)) height=(px(tall)) {}
                (PreEscaped(self.segments(node, left)))
                text x=(px(text)) y=(px(node.y + 12.0)) text-anchor=(anchor) font-weight="600" { (node.country) " " (short) }
                text.dim x=(px(text)) y=(px(node.y + 27.0)) text-anchor=(anchor) { (second) }
            }
        }
    }

    fn segments(&self, node: &Node, left: f64) -> String {
        let mut y = node.y;
        let mut text = String::new();
        for (bucket, units) in &node.stays {
            let tall = (real(*units) * self.scale).max(1.0);
            let class = parts::fill(*bucket);
            text.push_str(&format!(
                r#"<rect class="{class}" x="{left:.1}" y="{y:.1}" width="{BAR:.1}" height="{tall:.1}"/>"#
            ));
            y += tall;
        }
        text
    }
}

fn px(value: f64) -> String {
    format!("{value:.1}")
}

fn victim(case: &Case, frame: &Frame<'_>) -> Node {
    Node {
        id: 0,
        column: 0,
        x: 0.0,
        y: 0.0,
        units: case.lost().units,
        label: frame.t("flow-victim"),
        country: String::new(),
        stays: vec![],
        inward: 0.0,
        outward: 0.0,
    }
}

fn node(case: &Case, ask: &Ask, units: i64, banks: &Banks, language: Language) -> Node {
    Node {
        id: ask.id,
        column: usize::from(ask.hop.max(1)),
        x: 0.0,
        y: 0.0,
        units,
        label: banks.name(ask, language),
        country: ask.country.to_string(),
        stays: stayed(case, ask.id),
        inward: 0.0,
        outward: 0.0,
    }
}
