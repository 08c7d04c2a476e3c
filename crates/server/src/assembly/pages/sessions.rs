//! The list of sessions, the first page of one, and opening the record of a new one.

use std::collections::BTreeMap;

use axum::Extension;
use axum::extract::{Form, State};
use axum::response::{IntoResponse, Redirect};
use cordon_assembly::assembly::Assembly;
use cordon_assembly::finances::Finances;
use cordon_assembly::language::{Language as Tongue, Texts};
use cordon_assembly::member::{MemberCode, Region, Roll, Seat};
use cordon_assembly::next_step::next_steps;
use cordon_assembly::rulebook::Rulebook;
use cordon_assembly::session::{Deadline, DeadlineState, Session, SessionKind, SessionState, deadlines};
use cordon_members::role::{Right, Role};
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use super::Answer;
use super::form;
use super::parts;
use super::seen::Seen;
use crate::answer::No;
use crate::app::App;
use crate::assembly::capacity::Part;
use crate::assembly::service;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::gate::Acting;

/// Every session, the newest first.
pub async fn list(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
) -> Answer {
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let title = frame.t("assembly-title");
    let all = service::sessions(&app).await?;
    let body = html! {
        h1 { (title) }
        @if all.is_empty() { p.lead { (frame.t("assembly-none")) } } @else { p.lead { (frame.t("assembly-sessions-lead")) } }
        div.cards { @for (id, state) in &all {
            div.card {
                h2 { a href=(format!("/assembly/{id}")) { (frame.with("assembly-session-line", &[("number", &state.session.number.to_string()), ("place", &state.session.place)])) } }
                p { bdi dir="ltr" { (state.session.opening) " – " (state.session.closing) } " · " (frame.t(&format!("assembly-session-{}", state.session.state.name()))) }
                p { (frame.with("assembly-seats", &[("n", &state.roll.len().to_string())])) }
                p { a href=(format!("/assembly/{id}/results")) { (frame.t("assembly-view-results")) }
                    @if acting.require(Right::ActInAssembly).is_ok() { " · " a href=(format!("/assembly/{id}/delegate")) { (frame.t("assembly-view-delegate")) } } }
            }
        } }
        @if acting.require(Right::RunAssembly).is_ok() { p { a.button href="/assembly/new" { (frame.t("assembly-new-session")) } } }
    };
    Ok(frame.page(Room::Assembly, &title, &body))
}

/// The first page of a session: what comes next, the agenda, the deadlines.
pub fn one(seen: &Seen<'_>) -> Markup {
    let steps = next_steps(seen.state, seen.now);
    html! {
        div.band { h2 { (seen.t("next")) } @for step in steps.iter().take(2) { p { (parts::step(seen, step)) } } }
        div.grid {
            div.c7 { (agenda(seen)) }
            div.c5 { (watched(seen)) (postponement(seen)) }
        }
    }
}

/// The Executive Committee puts a session off, and gives it new dates.
fn postponement(seen: &Seen<'_>) -> Markup {
    let act = |act: &str| json!({"area": "session", "act": {"do": act}});
    html! { @if seen.is(Role::ExecutiveCommittee) {
        @match seen.state.session.state {
            SessionState::Planned | SessionState::Convened => details.panel { summary { (seen.t("postpone")) }
                (form::form(seen, Part::Committee, &act("postpone"), &seen.t("postpone"), &form::field("text-long", "/act/reason", &seen.t("reason")))) },
            SessionState::Postponed => section.panel { h2 { (seen.t("reschedule")) } p { (seen.t("terms-run-on")) }
                (form::form(seen, Part::Committee, &act("reschedule"), &seen.t("reschedule"), &html! {
                    (form::field("day", "/act/opening", &seen.t("opening"))) (form::field("day", "/act/closing", &seen.t("new-closing")))
                })) },
            _ => "",
        }
    } }
}

pub fn agenda(seen: &Seen<'_>) -> Markup {
    html! { section.panel {
        h2 { (seen.t("agenda")) }
        @if seen.state.agenda.items.is_empty() { p { (seen.t("agenda-empty")) } } @else {
            div.scroll tabindex="0" role="region" aria-label=(seen.t("agenda")) { table.wide {
                thead { tr { th { (seen.t("nr")) } th { (seen.t("item")) } th { (seen.t("kind")) } th { (seen.t("starts")) } th { (seen.t("speakers-of")) } th { (seen.t("state")) } } }
                tbody { @for (id, item) in &seen.state.agenda.items { tr {
                    td { (id) } td { (seen.text(&item.title)) }
                    td { (seen.t(&format!("item-{}", kebab(&item.kind)))) }
                    td { @match item.starts { Some(at) => (seen.time(at)), None => (seen.t("unplanned")) } small { (seen.with("minutes-n", &[("n", &item.minutes.to_string())])) } }
                    td { @for speaker in &item.speakers { bdi { (speaker) } " " } }
                    td { (seen.t(&format!("item-state-{}", kebab(&item.state)))) }
                } } }
            } }
        }
    } }
}

/// A unit variant as its name in kebab case.
pub fn kebab<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// Every deadline, and how it stands today.
pub fn watched(seen: &Seen<'_>) -> Markup {
    html! { section.panel {
        h2 { (seen.t("deadlines")) }
        div.scroll tabindex="0" role="region" aria-label=(seen.t("deadlines")) { table {
            thead { tr { th { (seen.t("due")) } th { (seen.t("rule")) } th { (seen.t("state")) } } }
            tbody { @for d in deadlines(seen.state, seen.today) { tr {
                td.nowrap { bdi dir="ltr" { (d.due) } @if d.done.is_none() && d.days_left >= 0 { small { (seen.count("days-left", usize::try_from(d.days_left).unwrap_or(0))) } } }
                td { span.tag { (d.row.0) } " " (seen.rule(d.row, &d.name)) @if !d.verified { small { (seen.t("unverified")) } } }
                td.nowrap { span.sign.(deadline_sign(&d)) { (seen.t(&format!("deadline-{}", kebab(&d.state)))) } }
            } } }
        } }
    } }
}

/// A day that passed is a fault only where something had to be sent by it; members' own last days are just over.
fn deadline_sign(one: &Deadline) -> &'static str {
    match one.state {
        DeadlineState::Kept => "good",
        DeadlineState::Ahead => "soon",
        DeadlineState::DoneLate | DeadlineState::Passed if one.is_missed() => "bad",
        DeadlineState::DoneLate | DeadlineState::Passed => "gone",
    }
}

/// What the record of a new session is opened with.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct New {
    id: String,
    number: String,
    place: String,
    opening: String,
    closing: String,
    kind: String,
    requested: String,
    supporters: String,
    subject_ar: String,
    subject_en: String,
    subject_fr: String,
    subject_es: String,
    after: String,
    roll: String,
    currency: String,
    exercise: String,
}

/// The form of a new session.
pub async fn blank(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
) -> Answer {
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let title = frame.t("assembly-new-session");
    let before = service::sessions(&app).await?;
    let text = |name: &str, id: &str, kind: &str, required: bool| {
        html! {
            label.said { span { (frame.t(&format!("assembly-{id}"))) } input type=(kind) name=(name) required[required]; }
        }
    };
    let body = html! {
        h1 { (title) }
        form.act method="post" action="/assembly/new" {
            (text("id", "new-id", "text", true)) (text("number", "new-number", "text", true)) (text("place", "new-place", "text", true))
            (text("opening", "opening", "date", true)) (text("closing", "new-closing", "date", true))
            label.said { span { (frame.t("assembly-kind")) } select name="kind" {
                option value="ordinary" { (frame.t("assembly-ordinary")) } option value="extraordinary" { (frame.t("assembly-extraordinary")) }
            } }
            details { summary { (frame.t("assembly-extraordinary")) }
                (text("requested", "new-requested", "date", false)) (text("supporters", "new-supporters", "text", false))
                @for code in ["ar", "en", "fr", "es"] { label.said { span { (frame.t("assembly-new-subject")) " · " (frame.t(&format!("assembly-language-{code}"))) } input name=(format!("subject_{code}")) lang=(code); } }
            }
            label.said { span { (frame.t("assembly-new-after")) } select name="after" {
                option value="" { (frame.t("assembly-new-fresh")) }
                @for (id, state) in &before { option value=(id) { (frame.with("assembly-session-line", &[("number", &state.session.number.to_string()), ("place", &state.session.place)])) } }
            } }
            label.said { span { (frame.t("assembly-new-roll")) } textarea name="roll" rows="6" dir="ltr" {} }
            (text("currency", "new-currency", "text", false))
            label.said { span { (frame.t("assembly-new-exercise")) } input type="checkbox" name="exercise" value="true"; }
            p { button.main { (frame.t("assembly-new-session")) } }
        }
    };
    Ok(frame.page(Room::Assembly, &title, &body))
}

/// Opens the record of a new session.
pub async fn open(State(app): State<App>, Form(new): Form<New>) -> Answer {
    let before = match new.after.trim() {
        "" => None,
        id => Some(service::load(&app, id).await?.value),
    };
    let start = new.start(before, app.world == crate::app::World::Demo)?;
    let id = new.id.trim();
    if !(2..=60).contains(&id.len())
        || !id
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        || id == "new"
        || id == "live"
    {
        return Err(No::field(
            "id",
            "malformed",
            "2 to 60 small letters, digits and hyphens, and not new or live",
        ));
    }
    service::found(&app, id, &start, app.now().timestamp()).await?;
    Ok(Redirect::to(&format!("/assembly/{id}/secretariat")).into_response())
}

impl New {
    /// The state from which the session starts: rules, members and books of the session before go on; hall and papers are new.
    fn start(&self, before: Option<Assembly>, demo: bool) -> Result<Assembly, No> {
        let day = |name: &str, text: &str| {
            text.trim()
                .parse::<Date>()
                .map_err(|_| No::field(name, "malformed", "write a day as 2026-11-24"))
        };
        let (opening, closing) = (day("opening", &self.opening)?, day("closing", &self.closing)?);
        let number = self
            .number
            .trim()
            .parse()
            .map_err(|_| No::field("number", "malformed", "write the session's number"))?;
        if self.place.trim().is_empty() || closing < opening {
            return Err(No::field(
                "place",
                "malformed",
                "name the place, and a last day that is not before the first",
            ));
        }
        let exercise = demo || self.exercise == "true";
        let mut session = Session::ordinary(number, self.place.trim(), opening, closing, exercise);
        if self.kind == "extraordinary" {
            session.kind = self.extraordinary(day("requested", &self.requested)?)?;
        }
        let Some(before) = before else {
            let rulebook = Rulebook::model().map_err(|e| No::field("rulebook", "malformed", e.to_string()))?;
            let currency = if self.currency.trim().is_empty() {
                "EUR"
            } else {
                self.currency.trim()
            };
            return Ok(Assembly::new(
                rulebook,
                roll(&self.roll)?,
                session,
                Finances::new(currency),
            ));
        };
        let members = if self.roll.trim().is_empty() {
            before.roll.clone()
        } else {
            roll(&self.roll)?
        };
        if before.session.year == session.year && matches!(before.session.kind, SessionKind::Ordinary { .. }) {
            if let SessionKind::Ordinary { already_held_this_year } = &mut session.kind {
                *already_held_this_year = 1;
            }
        }
        let mut start = Assembly::new(before.rulebook, members, session, before.finances);
        start.elections.seated = before.elections.seated;
        Ok(start)
    }

    fn extraordinary(&self, requested: Date) -> Result<SessionKind, No> {
        let supporters = self.supporters.split([',', ' ']).filter(|w| !w.is_empty());
        let supporters = supporters
            .map(MemberCode::new)
            .collect::<Result<std::collections::BTreeSet<_>, _>>();
        let subject = [
            (Tongue::Arabic, &self.subject_ar),
            (Tongue::English, &self.subject_en),
            (Tongue::French, &self.subject_fr),
            (Tongue::Spanish, &self.subject_es),
        ];
        let supporters = supporters.map_err(|e| No::field("supporters", "malformed", e.to_string()))?;
        Ok(SessionKind::Extraordinary {
            requested,
            by_committee: supporters.is_empty(),
            supporters,
            subject: Texts(
                subject
                    .into_iter()
                    .filter(|(_, text)| !text.trim().is_empty())
                    .map(|(t, text)| (t, text.trim().to_owned()))
                    .collect(),
            ),
        })
    }
}

/// The roll as lines of member, seat and region: `QM 1 africa`.
fn roll(text: &str) -> Result<Roll, No> {
    let no = |line: &str, why: String| No::field("roll", "malformed", format!("{line:?}: {why}"));
    let mut seats = BTreeMap::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let words: Vec<&str> = line.split([',', ' ', ';', '\t']).filter(|w| !w.is_empty()).collect();
        let [member, number, region] = words.as_slice() else {
            return Err(no(line, "write member, seat and region".into()));
        };
        let member = MemberCode::new(member).map_err(|e| no(line, e.to_string()))?;
        let number = number.parse().map_err(|_| no(line, "the seat is a number".into()))?;
        let region: Region = serde_json::from_value(serde_json::json!(region))
            .map_err(|_| no(line, "the regions are africa, americas, asia and europe".into()))?;
        if seats.insert(member, Seat { number, region }).is_some() {
            return Err(no(line, "the member stands there twice".into()));
        }
    }
    if seats.is_empty() {
        return Err(No::field(
            "roll",
            "missing",
            "give the roll of members: member, seat and region on each line",
        ));
    }
    Roll::new(seats).map_err(|e| No::field("roll", "malformed", e.to_string()))
}
