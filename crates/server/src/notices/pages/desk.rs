//! The review desk: findings beside the text, the forms of the rulings, who has approved, what was seen before.

use cordon_notices::check::{FindingView, Outcome};
use cordon_notices::rulebook::{Human, Rulebook};
use cordon_vocabulary::Instant;
use maud::{Markup, html};

use crate::frame::page::Frame;
use crate::frame::parts;
use crate::notices::change::code;
use crate::notices::pages::{list, spoken};
use crate::notices::view::{DeskView, RowView, View};

/// Findings of the desk, open ones first, with the ruling that each waits for.
pub fn findings(frame: &Frame<'_>, view: &View, book: &Rulebook) -> Markup {
    let Some(desk) = &view.desk else { return html! {} };
    let (open, met): (Vec<&RowView>, Vec<&RowView>) = desk.rows.iter().partition(|r| !r.findings.is_empty());
    let may_rule = view.open.iter().any(|act| act == "record");
    html! { section.panel aria-labelledby="findings" {
        h2 #findings { (frame.t("notices-findings")) }
        p.note { (frame.with("notices-rulebook", &[("version", &view.rulebook)])) @if desk.update { " · " b { (frame.t("notices-of-update")) } } }
        @let open_now = open.iter().filter(|r| r.findings.iter().any(|f| f.outcome > Outcome::Asks)).count();
        @if open_now > 0 { p { (frame.language.count("notices-open-findings", open_now)) } }
        @if open.is_empty() { p { span.sign.good { (frame.t("notices-nothing-open")) } } }
        @for row in &open { (open_row(frame, view, row, book, may_rule)) }
        details { summary { (frame.with("notices-met", &[("n", &met.len().to_string())])) }
            ul.plain { @for row in &met { li { span.sign.good { b { (row.rule) } } " " (spoken::title(frame, book, row.rule, &row.title)) " " span.small { bdi dir="ltr" { (row.article) } } } } }
        }
        @if may_rule { (exception(frame, view, book)) }
    } }
}

fn sign(outcome: Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::Refused => ("sign bad", "notices-outcome-refused"),
        Outcome::Missing => ("sign soon", "notices-outcome-missing"),
        Outcome::RulingNeeded => ("sign soon", "notices-outcome-ruling"),
        Outcome::Asks => ("sign soon", "notices-outcome-asks"),
        Outcome::Warns | Outcome::Passed => ("sign", "notices-outcome-warns"),
    }
}

fn open_row(frame: &Frame<'_>, view: &View, row: &RowView, book: &Rulebook, may_rule: bool) -> Markup {
    let needs = row
        .findings
        .iter()
        .find(|f| f.outcome == Outcome::RulingNeeded || f.outcome == Outcome::Asks);
    html! { article.finding {
        h3 { b.code { (row.rule) } " " (spoken::title(frame, book, row.rule, &row.title)) " " span.small { bdi dir="ltr" { (row.article) } } }
        @for f in &row.findings { (one(frame, f)) }
        @if may_rule { @if let Some(finding) = needs {
            @match finding.field.strip_prefix("desk.approvals[for=").map(|g| g.trim_end_matches(']')) {
                Some(ground) => { form.act method="post" action=(format!("/notices/{}/act", view.line.id)) {
                    input type="hidden" name="act" value="approve_protected";
                    input type="hidden" name="ground" value=(ground);
                    button { (frame.with("notices-approve-protected", &[("ground", &frame.t(&format!("notices-ground-{}", ground.replace('_', "-"))))])) }
                } }
                None => { details { summary { (frame.t("notices-act-rule")) } (ruling(frame, view, row, human(book, row.rule))) } }
            }
        } }
    } }
}

fn one(frame: &Frame<'_>, f: &FindingView) -> Markup {
    let (class, id) = sign(f.outcome);
    html! { p { span class=(class) { (frame.t(id)) } " " @if !f.field.starts_with("desk.") { code { (f.field) } " " } (spoken::says(frame, f)) } }
}

fn human(book: &Rulebook, rule: u16) -> Option<&Human> {
    book.rows.iter().find(|r| r.rule == rule).and_then(|r| r.human.as_ref())
}

/// The form of a ruling: its items (seven factors, human-rights checklist), sources, grounds.
fn ruling(frame: &Frame<'_>, view: &View, row: &RowView, human: Option<&Human>) -> Markup {
    let items: &[String] = human.map_or(&[], |h| &h.items);
    let id = |name: &str| format!("rule-{}-{name}", row.rule);
    html! { form.act method="post" action=(format!("/notices/{}/act", view.line.id)) {
        input type="hidden" name="act" value="rule";
        input type="hidden" name="rule" value=(row.rule);
        @for item in items { div.field {
            label for=(id(item)) { (frame.t(&format!("notices-item-{}", item.replace('_', "-")))) }
            textarea id=(id(item)) name=(format!("item.{item}")) rows="2" dir="auto" {}
        } }
        @if human.is_some_and(|h| h.needs_sources) { div.field {
            label for=(id("sources")) { (frame.t("notices-sources")) span.hint { (frame.t("notices-sources-hint")) } }
            textarea id=(id("sources")) name="sources" rows="2" dir="ltr" {}
        } }
        fieldset { legend { (frame.t("notices-outcome")) }
            div.row { @for outcome in ["compliant", "not_compliant", "question"] { div.choice {
                input id=(id(outcome)) type="radio" name="outcome" value=(outcome) required;
                label for=(id(outcome)) { (frame.t(&format!("notices-outcome-{}", outcome.replace('_', "-")))) }
            } } }
        }
        div.field { label for=(id("grounds")) { (frame.t("notices-ruling-grounds")) } textarea id=(id("grounds")) name="text" rows="3" dir="auto" required {} }
        button.main { (frame.t("notices-act-rule")) }
    } }
}

/// The exception clause: a named official publishes although a criterion fails.
fn exception(frame: &Frame<'_>, view: &View, book: &Rulebook) -> Markup {
    let Some(row) = book
        .rows
        .iter()
        .find(|r| matches!(r.check, cordon_notices::rulebook::Check::Exception { .. }))
    else {
        return html! {};
    };
    let lifts: Vec<u16> = match &row.check {
        cordon_notices::rulebook::Check::Exception { lifts, .. } => lifts.iter().copied().collect(),
        _ => vec![],
    };
    html! { details { summary { (frame.t("notices-act-except")) }
        p.note { (spoken::title(frame, book, row.rule, &row.title)) " · " bdi dir="ltr" { (row.article) } }
        form.act method="post" action=(format!("/notices/{}/act", view.line.id)) {
            input type="hidden" name="act" value="except";
            fieldset { legend { (frame.t("notices-lifts")) } @for rule in &lifts { div.choice.small {
                input id=(format!("lift-{rule}")) type="checkbox" name="lifts" value=(rule);
                label for=(format!("lift-{rule}")) { (rule) " · " (spoken::plain_title(frame, book, *rule)) }
            } } }
            div.field { label for="office" { (frame.t("notices-office")) } input.wide #office name="office" required; }
            div.field { label for="consulted" { (frame.t("notices-consulted")) } input #consulted name="consulted_on" type="date" required; }
            div.field { label for="importance" { (frame.t("notices-importance")) } textarea #importance name="text" rows="3" dir="auto" required {} }
            button.bad { (frame.t("notices-act-except")) }
        }
    } }
}

/// Who has ruled and approved, the exception, a proposed refusal.
pub fn rulings(frame: &Frame<'_>, view: &View) -> Markup {
    let Some(desk) = &view.desk else { return html! {} };
    html! {
        (seen_before(frame, desk))
        section.panel aria-labelledby="ruled" {
            h2 #ruled { (frame.t("notices-who-ruled")) }
            p { (frame.with("notices-approvals", &[("n", &desk.approvals.len().to_string())])) @for by in &desk.approvals { " " span.tag { bdi { (by) } } } }
            @if let Some((by, articles)) = &desk.refusal { div.band.bad { p { (frame.t("notices-refusal-proposed")) " " bdi { (by) } ": " bdi dir="ltr" { (articles.join("; ")) } } } }
            @if let Some(taken) = &desk.exception { div.band.soon {
                p { b { (frame.t("notices-act-except")) } " · " bdi { (taken.official.as_ref().map(ToString::to_string).unwrap_or_default()) } " · " bdi { (taken.office.clone().unwrap_or_default()) } }
                p { bdi { (taken.grounds.clone().unwrap_or_default()) } }
            } }
            @for r in &desk.rulings { details { summary { b.code { (r.rule) } " " (frame.t(&format!("notices-outcome-{}", code(&r.outcome).replace('_', "-")))) " · " bdi { (r.by) } " · " (frame.t("notices-revision")) " " (r.revision) }
                p { bdi { (r.grounds) } }
                @if !r.items.is_empty() { dl.facts { @for (item, said) in &r.items { dt { (frame.t(&format!("notices-item-{}", item.replace('_', "-")))) } dd { bdi { (said) } } } } }
                @for source in &r.sources { p.small { bdi dir="ltr" { (source) } } }
            } }
        }
    }
}

fn seen_before(frame: &Frame<'_>, desk: &DeskView) -> Markup {
    html! { section.panel aria-labelledby="before" {
        h2 #before { (frame.t("notices-seen-before")) }
        @if desk.recognised.is_empty() { p.note { (frame.t("notices-not-seen-before")) } }
        @for old in &desk.recognised { div.band.bad {
            p { b { (list::kind(frame, &old.kind)) } " · " (parts::time(Instant::from_micros(old.ended_at.as_microsecond()), &frame.zone, frame.language)) }
            p { (frame.t("notices-grounds")) " " bdi dir="ltr" { (old.articles.join("; ")) } }
            p.small { (frame.t("notices-same-by")) " " @for by in &old.by { span.tag { (frame.t(&format!("notices-mark-{}", code(by).replace('_', "-")))) } " " } }
        } }
    } }
}
