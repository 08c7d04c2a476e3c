//! What happened to a case, from the journal, newest first.

use cordon_stop_payment::{Ask, AskId, Case, Event};
use cordon_store::JournalEntry;
use cordon_vocabulary::Instant;
use maud::{Markup, html};

use super::names::{self, Banks};
use crate::frame::page::Frame;
use crate::frame::parts;

/// So many lines are shown at first.
const FIRST: usize = 40;

/// The timeline.
pub(super) fn panel(frame: &Frame<'_>, case: &Case, entries: &[JournalEntry], banks: &Banks, all: bool) -> Markup {
    let opened = entries.iter().filter(|e| e.kind == "stop_payment.opened").count();
    let mut lines: Vec<Markup> = Vec::new();
    for entry in entries.iter().rev() {
        let events = entry.public["events"].as_array().cloned().unwrap_or_default();
        for event in events.iter().rev() {
            if let Ok(event) = serde_json::from_value::<Event>(event.clone()) {
                lines.push(line(frame, case, entry, &event, banks));
            }
        }
    }
    let hidden = if all { 0 } else { lines.len().saturating_sub(FIRST) };
    lines.truncate(lines.len() - hidden);
    html! {
        section.panel aria-labelledby="timeline" {
            h2 #timeline { (frame.t("timeline-title")) }
            ol.timeline { @for line in &lines { (line) } }
            @if hidden > 0 { p { a href="?all=1#timeline" { (frame.language.count("timeline-more", hidden)) } } }
            p.note { (frame.language.count("timeline-opened", opened)) }
        }
    }
}

fn line(frame: &Frame<'_>, case: &Case, entry: &JournalEntry, event: &Event, banks: &Banks) -> Markup {
    let at = Instant::from_micros(entry.at_us);
    let since = at.seconds_since(case.filed.1);
    html! {
        li {
            time datetime=(at) {
                (parts::time(at, &frame.zone, frame.language))
                small { "+" (parts::span(since.max(0), frame.language)) }
            }
            div {
                span class=(format!("sign {}", sign(event))) { b { (said(frame, case, event, banks)) } }
                div.note { bdi.mono { (entry.actor) } " · " bdi { (frame.t(&format!("means-{}", entry.public["means"].as_str().unwrap_or("program")))) } }
            }
        }
    }
}

/// Good news, bad news, or neither.
fn sign(event: &Event) -> &'static str {
    use cordon_stop_payment::Bucket as B;
    match event {
        Event::Placed { bucket: B::Held, .. } | Event::HoldOrdered { .. } | Event::HoldExtended { .. } => "held",
        Event::Placed {
            bucket: B::Returned, ..
        } => "returned",
        Event::Placed { bucket: B::Chased, .. } | Event::AskHeldBack { .. } | Event::QuestionOpened { .. } => "soon",
        Event::HoldBroken { .. } | Event::Escalated { .. } | Event::PursuitStopped => "bad",
        Event::Placed { .. } => "gone",
        _ => "",
    }
}

/// An event in a sentence.
fn said(frame: &Frame<'_>, case: &Case, event: &Event, banks: &Banks) -> String {
    let language = frame.language;
    let bank = |ask: AskId| -> String { case.ask(ask).map(|a: &Ask| banks.name(a, language)).unwrap_or_default() };
    let money = |m: &cordon_vocabulary::Money| format!("{} {}", parts::grouped(&m.decimal()), m.asset);
    let name = event.ask().map(bank).unwrap_or_default();
    let (id, amount, what) = match event {
        Event::Filed { amount } => ("filed", money(amount), String::new()),
        Event::Corrected { amount } => ("corrected", money(amount), String::new()),
        Event::AskSent { asked, .. } => ("ask-sent", money(asked), String::new()),
        Event::AskRaised { asked, .. } => ("ask-raised", money(asked), String::new()),
        Event::AskHeldBack { why, .. } => ("ask-held-back", String::new(), super::todo::held_back(*why, language)),
        Event::Placed { bucket, amount, .. } => ("placed", money(amount), names::bucket(*bucket, language)),
        Event::ExcessFrozen { excess, .. } => ("excess", money(excess), String::new()),
        Event::HoldBroken { amount, .. } => ("hold-broken", money(amount), String::new()),
        Event::ReleaseAsked { amount, .. } => ("release-asked", money(amount), String::new()),
        Event::Answered { proven: false, .. } => ("answered-link", String::new(), String::new()),
        Event::AppealDecided { granted: true, .. } => ("appeal-granted", String::new(), String::new()),
        Event::AppealDecided { .. } => ("appeal-declined", String::new(), String::new()),
        Event::Escalated { clock, .. } => (
            "escalated",
            String::new(),
            language.t(&format!("clock-{}", names::wire(clock).replace('_', "-"))),
        ),
        Event::QuestionOpened { kind, .. } => (
            "question",
            String::new(),
            language.t(&format!("clock-{}", names::wire(kind).replace('_', "-"))),
        ),
        plain => (plain_id(plain), String::new(), String::new()),
    };
    language.with(
        &format!("event-{id}"),
        &[("bank", &name), ("amount", &amount), ("what", &what)],
    )
}

/// Events that need no figure.
fn plain_id(event: &Event) -> &'static str {
    match event {
        Event::Released => "released",
        Event::PursuitStopped => "pursuit-stopped",
        Event::PursuitResumed => "pursuit-resumed",
        Event::AskWithdrawn { .. } => "ask-withdrawn",
        Event::AskForwarded { .. } => "ask-forwarded",
        Event::Acknowledged { .. } => "acknowledged",
        Event::Answered { .. } => "answered",
        Event::Confirmed { .. } => "confirmed",
        Event::QuestionClosed { .. } => "question-closed",
        Event::HoldExtended { .. } => "hold-extended",
        Event::HoldOrdered { .. } => "hold-ordered",
        Event::AppealOpened { .. } => "appeal-opened",
        Event::ReportedElsewhere => "reported-elsewhere",
        Event::FiuAsked { .. } => "fiu-asked",
        _ => "case-withdrawn",
    }
}
