//! The chair: what comes next and why, the ballot that is open, the floor, points, motions, amendments and their order.

use cordon_assembly::agenda::ItemState;
use cordon_assembly::next_step::{Step, next_steps};
use cordon_assembly::resolution::{AmendmentState, Resolution, ResolutionState, suggested_order};
use cordon_assembly::session::SessionState;
use cordon_assembly::votes::{Ballot, BallotState, Casting, Subject};
use maud::{Markup, html};
use serde_json::{Value, json};

use super::form;
use super::parts;
use super::seen::Seen;
use crate::assembly::capacity::Part;

pub fn body(seen: &Seen<'_>) -> Markup {
    let steps = next_steps(seen.state, seen.now);
    html! {
        section.band aria-labelledby="next" {
            h2 #next { (seen.t("next")) }
            ol.comes { @for (place, step) in steps.iter().enumerate().take(6) {
                li { (parts::step(seen, step)) @if place == 0 { (act_on(seen, &step.step)) } }
            } }
        }
        @if let Some((id, ballot)) = seen.state.ballots.open() { (open_ballot(seen, id, ballot)) }
        div.grid {
            div.c6 { (floor(seen)) (points(seen)) }
            div.c6 { (motions(seen)) (texts(seen)) (agenda(seen)) }
        }
    }
}

fn session(act: &str) -> Value {
    json!({"area": "session", "act": {"do": act}})
}

fn on_floor(act: &str) -> Value {
    json!({"area": "floor", "act": {"do": act}})
}

/// The button for what comes next.
fn act_on(seen: &Seen<'_>, step: &Step) -> Markup {
    let press = |act: &Value, id: &str| form::press(seen, Part::Chair, act, &seen.t(id), "main");
    match step {
        Step::OpenSession => press(&session("open"), "open-session"),
        Step::Resume => press(&session("resume"), "resume"),
        Step::CloseSession => press(&session("close"), "close-session"),
        Step::OpenBallot {
            subject: Subject::Agenda,
        } => html! {
            (press(&json!({"area": "agenda", "act": {"do": "adopt-without-objection"}}), "adopt-agenda"))
            (opener(seen, &Subject::Agenda))
        },
        Step::OpenBallot { subject } => opener(seen, subject),
        Step::HearAgainst { motion } => press(
            &json!({"area": "floor", "act": {"do": "hear-against", "motion": motion}}),
            "heard-against",
        ),
        Step::Listen { .. } => press(&on_floor("end-speech"), "end-speech"),
        Step::GiveFloor { .. } => press(&on_floor("give-floor"), "give-floor"),
        Step::OpenDebate { item } => press(
            &json!({"area": "floor", "act": {"do": "open-debate", "item": item}}),
            "open-debate",
        ),
        _ => html! {},
    }
}

/// Opens a ballot: the question stands in four languages already, the chair chooses how votes are given.
pub fn opener(seen: &Seen<'_>, subject: &Subject) -> Markup {
    let question = seen.question(subject);
    let act = json!({"area": "vote", "act": {"do": "open", "on": subject, "question": question, "mode": "hands"}});
    let modes: &[&str] = match subject {
        Subject::Round { .. } => &["paper"],
        _ => &["hands", "record", "roll-call", "electronic", "paper"],
    };
    let options: Vec<_> = modes
        .iter()
        .map(|mode| (json!(mode), seen.t(&format!("mode-{mode}"))))
        .collect();
    form::form(
        seen,
        Part::Chair,
        &act,
        &seen.t("open-ballot"),
        &html! {
            p.question { (seen.text(&question)) }
            (form::choose("/act/mode", &seen.t("mode"), &options))
        },
    )
}

fn open_ballot(seen: &Seen<'_>, id: u32, ballot: &Ballot) -> Markup {
    let BallotState::Open { casting } = &ballot.state else {
        return html! {};
    };
    let of = |act: &str| json!({"area": "vote", "act": {"do": act, "ballot": id}});
    html! {
        section.panel aria-labelledby="open" {
            h2 #open { (seen.with("title-ballot", &[("n", &id.to_string())])) " · " (seen.t(&format!("mode-{}", parts::mode(ballot.mode)))) }
            p.question { (seen.text(&ballot.question)) }
            p { (seen.with("electorate", &[
                ("entitled", &ballot.electorate.entitled().to_string()), ("present", &ballot.electorate.present().to_string()),
                ("members", &ballot.electorate.members().to_string()),
            ])) }
            @match casting {
                Casting::Named { votes } => p.figure { (votes.len()) " / " (ballot.electorate.present()) },
                Casting::RollCall { votes, to_call, .. } => {
                    p.figure { (votes.len()) " / " (ballot.electorate.present()) }
                    @if let Some(called) = to_call.first() {
                        p { (seen.with("called", &[("seat", &seen.seat(called))])) }
                        (form::press(seen, Part::Chair, &of("pass-over"), &seen.t("pass-over"), ""))
                    }
                },
                Casting::Counted { issued, tellers, .. } => {
                    @if !issued.is_empty() { p { (seen.count("papers-issued", issued.len())) } }
                    p { (seen.count("tellers-entered", tellers.len())) }
                    ul { @for papers in tellers.values() { li { (parts::papers(seen, papers)) } } }
                },
            }
            @if !ballot.changes.is_empty() { p { (seen.count("hall-changes", ballot.changes.len())) } }
            (form::press(seen, Part::Chair, &of("close"), &seen.t("close-ballot"), "main"))
            details { summary { (seen.t("annul")) }
                (form::form(seen, Part::Chair, &of("annul"), &seen.t("annul"), &form::field("text-long", "/act/reason", &seen.t("reason")))) }
        }
    }
}

/// The list of speakers with what each has used of its time, and the replies.
fn floor(seen: &Seen<'_>) -> Markup {
    let Some(debate) = &seen.state.floor.debate else {
        return html! { section.panel { h2 { (seen.t("speakers")) } p.note { (seen.t("no-debate")) } } };
    };
    let budget = seen.state.session.settings.debate_seconds.unwrap_or(0);
    let used = |speaker| debate.used.get(speaker).copied().unwrap_or(0);
    let title = seen
        .state
        .agenda
        .items
        .get(&debate.item)
        .map_or_else(String::new, |item| seen.text(&item.title));
    html! {
        section.panel {
            h2 { (seen.t("speakers")) } p.note { (title) @if debate.list_closed { " · " (seen.t("list-closed")) } }
            table {
                thead { tr { th { (seen.t("speaker")) } th { (seen.t("kind")) } th.num { (seen.t("seconds-used")) } th.num { (seen.t("seconds-left-of")) } } }
                tbody {
                    @if let Some(speech) = &debate.speaking {
                        tr.now { td { b { (seen.speaker(&speech.speaker)) } " " span.sign.held { (seen.t("has-floor")) } } td { (seen.t(if speech.reply { "reply" } else { "speech" })) }
                            td.num { (speech.spoken(seen.now)) } td.num { (speech.left(seen.now)) } }
                    }
                    @for request in debate.list.iter().chain(&debate.replies) {
                        tr { td { (seen.speaker(&request.speaker)) } td { (seen.t(if request.reply { "reply" } else { "speech" })) }
                            td.num { (used(&request.speaker)) } td.num { (budget.saturating_sub(used(&request.speaker))) } }
                    }
                }
            }
            (form::presses(seen, Part::Chair, &[
                (on_floor("give-floor"), seen.t("give-floor"), "main"), (on_floor("end-speech"), seen.t("end-speech"), ""),
                (on_floor("close-list"), seen.t("close-list"), ""), (on_floor("end-debate"), seen.t("end-debate"), ""),
            ]))
        }
    }
}

fn points(seen: &Seen<'_>) -> Markup {
    html! { @if !seen.state.floor.points.is_empty() { section.panel {
        h2 { (seen.t("points")) }
        @for (id, point) in seen.state.floor.points.iter().rev() {
            h3 { (seen.with("point-n", &[("n", &id.to_string())])) " · " (seen.seat(&point.member)) }
            p dir="auto" { (point.text) }
            @match &point.ruling {
                Some(ruling) => p { b { (seen.t(if ruling.upheld { "upheld" } else { "not-upheld" })) } " " bdi { (ruling.reason) }
                    @if point.appealed { " " span.sign.soon { (seen.t("appealed")) } } @if point.overruled { " " span.sign.bad { (seen.t("overruled")) } } },
                None => (form::form(seen, Part::Chair, &json!({"area": "floor", "act": {"do": "rule", "point": id}}), &seen.t("rule-now"), &html! {
                    (form::choose("/act/upheld", &seen.t("ruling"), &[(json!(true), seen.t("upheld")), (json!(false), seen.t("not-upheld"))]))
                    (form::field("text-long", "/act/reason", &seen.t("reason")))
                })),
            }
        }
    } } }
}

/// Motions in the order of their precedence.
fn motions(seen: &Seen<'_>) -> Markup {
    html! { section.panel {
        h2 { (seen.t("motions")) }
        p.note { (seen.t("precedence")) }
        @for (id, motion) in seen.state.floor.pending_motions() {
            p { b { (seen.t(&format!("motion-{}", parts::motion(motion.kind)))) } " · " (seen.seat(&motion.mover))
                " · " (seen.count("against", motion.against.len())) " · " (seen.count("heard", motion.heard.len())) }
            (form::press(seen, Part::Chair, &json!({"area": "floor", "act": {"do": "hear-against", "motion": id}}), &seen.t("heard-against"), ""))
            (opener(seen, &Subject::Motion { motion: id }))
        }
        @match seen.state.session.state {
            SessionState::Open => (form::press(seen, Part::Chair, &session("suspend"), &seen.t("suspend"), "")),
            SessionState::Suspended => (form::press(seen, Part::Chair, &session("resume"), &seen.t("resume"), "")),
            _ => "",
        }
        @for member in seen.state.finances.sanctioned() {
            @let subject = Subject::Waiver { member: member.clone() };
            details { summary { (seen.subject(&subject)) } (opener(seen, &subject)) }
        }
    } }
}

fn texts(seen: &Seen<'_>) -> Markup {
    html! { @for (id, one) in &seen.state.resolutions {
        @match one.state {
            ResolutionState::Draft => section.panel { h2 { (seen.text(&one.title)) }
                (form::press(seen, Part::Chair, &json!({"area": "resolution", "act": {"do": "table", "resolution": id}}), &seen.t("table"), "")) },
            ResolutionState::Tabled => (tabled(seen, *id, one)),
            ResolutionState::Adopted | ResolutionState::Rejected => details.panel { summary { (seen.text(&one.title)) }
                (opener(seen, &Subject::Reconsider { resolution: *id })) },
            _ => "",
        }
    } }
}

/// Amendments in the order in which they are voted, and ruling otherwise with a reason.
fn tabled(seen: &Seen<'_>, id: u32, one: &Resolution) -> Markup {
    let suggested = suggested_order(one);
    let ruled = one
        .order
        .as_ref()
        .map_or_else(|| suggested.clone(), |order| order.ruled.clone());
    let listed = |order: &[u32]| order.iter().map(u32::to_string).collect::<Vec<_>>().join(" ");
    let open = |n: &&u32| one.amendments.get(n).is_some_and(|a| a.state == AmendmentState::Open);
    html! { section.panel {
        h2 { a href=(format!("/assembly/{}/resolution/{id}", seen.id)) { (seen.text(&one.title)) } }
        @if !suggested.is_empty() {
            p { (seen.t("furthest-first")) ": " b dir="ltr" { (listed(&suggested)) }
                @if let Some(order) = &one.order { " · " (seen.t("ruled-order")) ": " b dir="ltr" { (listed(&order.ruled)) } @if let Some(reason) = &order.reason { " " bdi { (reason) } } } }
            ol { @for n in ruled.iter().filter(open) {
                li { (seen.with("amendment-n", &[("n", &n.to_string())])) @if let Some(a) = one.amendments.get(n) { " · " (seen.seat(&a.mover)) @if a.oral { " · " (seen.t("oral")) } } }
            } }
            details { summary { (seen.t("rule-order")) }
                (form::form(seen, Part::Chair, &json!({"area": "resolution", "act": {"do": "order-amendments", "resolution": id}}), &seen.t("rule-order"), &html! {
                    (form::field_with("numbers", "/act/ruled", &seen.t("order"), &listed(&suggested))) (form::field("maybe", "/act/reason", &seen.t("reason")))
                }))
                (form::form(seen, Part::Chair, &json!({"area": "resolution", "act": {"do": "rule-moot", "resolution": id}}), &seen.t("rule-moot"), &html! {
                    (form::field("number", "/act/amendment", &seen.t("amendment"))) (form::field("text-long", "/act/reason", &seen.t("reason")))
                }))
                @for n in one.amendments.iter().filter(|(_, a)| a.oral && !a.on_paper && a.state == AmendmentState::Open).map(|(n, _)| *n) {
                    (opener(seen, &Subject::OnPaper { resolution: id, amendment: n }))
                }
            }
        }
    } }
}

fn agenda(seen: &Seen<'_>) -> Markup {
    html! { section.panel {
        h2 { (seen.t("agenda")) }
        ul { @for (id, item) in seen.state.agenda.items.iter().filter(|(_, item)| item.state == ItemState::Adopted) { li {
            (id) ". " (seen.text(&item.title))
            (form::presses(seen, Part::Chair, &[
                (json!({"area": "floor", "act": {"do": "open-debate", "item": id}}), seen.t("open-debate"), ""),
                (json!({"area": "agenda", "act": {"do": "finish", "item": id}}), seen.t("finish-item"), ""),
            ]))
        } } }
        @if !seen.state.agenda.adopted && seen.state.session.state == SessionState::Open { details { summary { (seen.t("agenda-by-item")) }
            @for (id, item) in seen.state.agenda.items.iter().filter(|(_, item)| item.state == ItemState::Provisional) {
                h3 { (id) ". " (seen.text(&item.title)) } (opener(seen, &Subject::AgendaItem { item: *id }))
            }
        } }
        details { summary { (seen.t("close-session")) }
            (form::form(seen, Part::Chair, &json!({"area": "session", "act": {"do": "schedule-next"}}), &seen.t("date-next"), &form::field("day", "/act/opening", &seen.t("opening"))))
            (form::press(seen, Part::Chair, &session("close"), &seen.t("close-session"), "bad"))
        }
    } }
}
