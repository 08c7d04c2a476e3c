//! The card of an answer: what to do, the document as it was read, what was found, and former decisions.

use cordon_screening::action::Action;
use cordon_screening::lost::{Agreement, Happened};
use cordon_screening::mrz::{Format, Reading};
use cordon_screening::scoring::{Evidence, Message, english};
use maud::{Markup, html};

use crate::answer::No;
use crate::frame::locale::Language;
use crate::frame::page::Frame;
use crate::screening::asked::Question;
use crate::screening::decisions::Offered;
use crate::screening::lost::LostHit;
use crate::screening::service::{Found, Screened};

/// Hits below the alert that are shown.
const MOST_NEAR: usize = 3;
/// Terms of a decision, in days.
const TERMS: [u32; 3] = [30, 90, 365];

/// What a card is made of.
pub struct Shown<'a> {
    /// The page.
    pub frame: &'a Frame<'a>,
    /// The words asked.
    pub query: &'a str,
    /// What they mean.
    pub question: &'a Question,
    /// The answer.
    pub answer: &'a Screened,
}

/// The whole card.
#[must_use]
pub fn card(shown: &Shown<'_>) -> Markup {
    let Shown { frame, answer, .. } = shown;
    let alerts = answer.hits.iter().filter(|h| h.found.hit.alert);
    let near = answer.hits.iter().filter(|h| !h.found.hit.alert).take(MOST_NEAR);
    html! {
        (verdict(frame, answer.action))
        @for lost in &answer.lost { (lost_document(frame, lost)) }
        @for found in alerts { (hit(shown, found)) }
        @if let Some(reading) = &answer.reading { (document(frame, reading)) } @else { (name(frame, shown.query)) }
        @for found in near { (hit(shown, found)) }
        (lists(frame, answer))
    }
}

/// A refusal of an act, in the place where it was tried.
#[must_use]
pub fn refused(frame: &Frame<'_>, no: &No) -> Markup {
    let id = format!(
        "check-no-{}",
        no.code.rsplit('.').next().unwrap_or_default().replace('_', "-")
    );
    let said = frame.t(&id);
    html! { div.band.bad role="alert" { p { b { (if said == id { no.detail.clone() } else { said }) } } } }
}

fn verdict(frame: &Frame<'_>, action: Action) -> Markup {
    let (class, sign, id) = match action {
        Action::LetPass => ("band verdict", "○", "check-pass"),
        Action::LookCloser => ("band soon verdict", "◐", "check-look"),
        Action::AskSource => ("band bad verdict", "▲", "check-source"),
        Action::KeepDocument => ("band bad verdict", "■", "check-keep"),
    };
    let role = if action == Action::LetPass { "status" } else { "alert" };
    html! {
        div class=(class) role=(role) {
            h2 { span aria-hidden="true" { (sign) } " " (frame.t(id)) }
            p { (frame.t(&format!("{id}-do"))) }
        }
    }
}

fn lost_document(frame: &Frame<'_>, lost: &LostHit) -> Markup {
    let happened = match lost.happened {
        Happened::Stolen => "check-lost-stolen",
        Happened::Lost => "check-lost-lost",
        Happened::StolenBlank => "check-lost-blank",
        Happened::Revoked => "check-lost-revoked",
    };
    let (class, agreement) = match lost.agreement {
        Agreement::Equal => ("sign bad", "check-lost-equal"),
        Agreement::Confusable => ("sign soon", "check-lost-confusable"),
        Agreement::NumberAlone => ("sign soon", "check-lost-number"),
    };
    html! {
        section.panel {
            h2 { (frame.t(happened)) " " span class=(class) { (frame.t(agreement)) } }
            dl.facts {
                dt { (frame.t("check-issuer")) } dd { span.code { (lost.issuer) } }
                dt { (frame.t("check-lost-since")) } dd { bdi dir="ltr" { (lost.since) } }
                dt { (frame.t("check-lost-ask")) } dd { span.code { (lost.bureau) } }
            }
        }
    }
}

fn hit(shown: &Shown<'_>, found: &Found) -> Markup {
    let Shown { frame, question, .. } = shown;
    let (hit, used) = (&found.found.hit, &found.found.used);
    let days = used.list_days.to_string();
    let decides = hit.alert && found.not_this_person.is_empty() && !question.entity.documents.is_empty();
    html! {
        section.panel {
            h2 { bdi { (hit.name) } " " @if hit.alert { span.sign.bad { (frame.t("check-alert")) } } @else { span.sign { (frame.t("check-near")) } } }
            p.note {
                (frame.t("check-score")) " " bdi dir="ltr" { (format!("{:.2}", hit.score)) } " · " (frame.t("check-list")) " " bdi { (used.list) } " · "
                @if uuid::Uuid::try_parse(&hit.id).is_ok() { a href=(format!("/notices/{}", hit.id)) { code { (hit.id) } } } @else { code { (hit.id) } }
            }
            @if used.list_old { p { span.sign.soon { (frame.with("check-list-old", &[("days", &days)])) } } }
            @for former in &found.not_this_person { (former_decision(shown, former)) }
            ul { @for evidence in &hit.evidence { li { (explained(frame.language, evidence)) } } }
            @if decides { (not_this_person(shown, &hit.id)) }
        }
    }
}

fn former_decision(shown: &Shown<'_>, former: &Offered) -> Markup {
    let frame = shown.frame;
    let (decided, expires) = (former.decided.to_string(), former.expires.to_string());
    let officer = former.officer.trim_start_matches("officer:");
    html! {
        div.band {
            p { b { (frame.t("check-former")) } }
            p { (frame.with("check-former-who", &[("officer", officer), ("bureau", &former.bureau), ("decided", &decided), ("expires", &expires)])) }
            p { bdi { (former.reason) } }
            details {
                summary { (frame.t("check-revoke")) }
                form method="post" action=(format!("/check/decision/{}/revoke", former.id)) {
                    input type="hidden" name="query" value=(shown.query);
                    @let id = format!("why-{}", former.id);
                    div.field { label for=(id) { (frame.t("check-revoke-why")) } input.wide id=(id) name="reason" required maxlength="500"; }
                    div.acts { button.bad { (frame.t("check-revoke")) } }
                }
            }
        }
    }
}

fn not_this_person(shown: &Shown<'_>, listed: &str) -> Markup {
    let frame = shown.frame;
    let (why, days) = (format!("reason-{listed}"), format!("days-{listed}"));
    html! {
        details {
            summary { (frame.t("check-not")) }
            form method="post" action="/check/decision" {
                input type="hidden" name="query" value=(shown.query);
                input type="hidden" name="listed" value=(listed);
                p.note { (frame.t("check-not-hint")) }
                div.field { label for=(why) { (frame.t("check-not-why")) } input.wide id=(why) name="reason" required maxlength="500"; }
                div.field {
                    label for=(days) { (frame.t("check-not-term")) }
                    select id=(days) name="days" { @for term in TERMS { option value=(term) { (frame.with("check-days", &[("days", &term.to_string())])) } } }
                }
                div.acts { button { (frame.t("check-not-do")) } }
            }
        }
    }
}

fn document(frame: &Frame<'_>, reading: &Reading) -> Markup {
    let fields = &reading.fields;
    let rows = [
        ("check-surname", &fields.surname),
        ("check-given", &fields.given_names),
        ("check-number", &fields.number),
        ("check-issuer", &fields.issuer),
        ("check-nationality", &fields.nationality),
        ("check-birth", &fields.birth_date),
        ("check-sex", &fields.sex),
        ("check-expiry", &fields.expiry_date),
    ];
    html! {
        section.panel {
            h2 {
                (frame.t("check-document")) " "
                @if let Some(format) = reading.format { span.code { (Format::name(format)) } }
                @if reading.valid { span.sign.good { (frame.t("check-zone-holds")) } } @else { span.sign.bad { (frame.t("check-zone-fails")) } }
            }
            dl.facts.short {
                @for (label, value) in rows { @if !value.is_empty() { dt { (frame.t(label)) } dd { code { (value) } } } }
            }
            @if reading.truncated { p.note { (frame.t("check-cut")) } }
            @if !reading.corrections.is_empty() {
                h3 { (frame.t("check-corrections")) }
                ul { @for one in &reading.corrections {
                    li { (frame.with("check-correction", &[("line", &one.line.to_string()), ("column", &one.column.to_string()), ("read", &one.read), ("corrected", &one.corrected)])) }
                } }
            }
            @if !reading.valid {
                h3 { (frame.t("check-problems")) }
                ul { @for one in &reading.problems {
                    li { (frame.with("check-problem", &[("line", &one.line.to_string()), ("column", &one.column.to_string())])) " " code { (one.field) } }
                } }
            }
        }
    }
}

fn name(frame: &Frame<'_>, query: &str) -> Markup {
    html! {
        section.panel {
            h2 { (frame.t("check-name-alone")) }
            p { bdi { (query) } }
            p.note { (frame.t("check-name-hint")) }
        }
    }
}

fn lists(frame: &Frame<'_>, answer: &Screened) -> Markup {
    html! {
        p.note {
            (frame.t("check-lists")) " "
            @for (at, used) in answer.lists.iter().enumerate() {
                @if at > 0 { " · " }
                bdi { (used.list) } " " bdi dir="ltr" { (used.stated) }
                @if used.list_old { " " span.sign.soon { (frame.t("check-old")) } }
            }
        }
    }
}

/// A line of evidence in the reader's language, or in English where a language lacks it.
fn explained(language: Language, evidence: &Evidence) -> String {
    let Message { id, parameters, text } = english(evidence);
    let given = |wanted: &str| {
        let found = parameters.iter().find(|(name, _)| name == wanted);
        found.map_or("", |(_, value)| value.as_str())
    };
    let values = ["asked", "listed", "words"].map(|name| (name, given(name)));
    let said = language.with(&id, &values);
    if said == id { text } else { said }
}
