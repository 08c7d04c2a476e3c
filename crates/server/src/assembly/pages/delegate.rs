//! The delegate on a telephone: what do I vote on next, what does a yes change, and my vote.

use std::collections::VecDeque;

use cordon_assembly::floor::{Request, Speaker};
use cordon_assembly::member::MemberCode;
use cordon_assembly::next_step::{DelegateView, delegate_view};
use cordon_assembly::resolution::{AmendmentState, ResolutionState};
use cordon_assembly::session::SessionState;
use cordon_assembly::votes::{Ballot, BallotState, Casting, Choice, Mode};
use cordon_members::role::Role;
use maud::{Markup, html};
use serde_json::json;

use super::form;
use super::parts;
use super::seen::Seen;
use crate::assembly::capacity::Part;

pub fn body(seen: &Seen<'_>) -> Markup {
    let Some(member) = seen.own() else {
        return html! { p.lead { (seen.t("no-seat")) } @if seen.is(Role::Observer) { (speaking(seen)) } };
    };
    let next = delegate_view(seen.state, &member, seen.tongue(), seen.now);
    html! {
        p.me { b { (seen.seat(&member)) } " · " (presence(seen, &member)) }
        @match &next {
            Some(view) => (vote(seen, &member, view)),
            None => div.band { p { (seen.t("no-vote-in-sight")) } },
        }
        @if seen.state.session.state == SessionState::Open { (speaking(seen)) (conduct(seen, &member)) (amendments(seen, &member)) }
        (mine(seen, &member))
    }
}

/// What is voted now or next, what a yes changes, and the three buttons where the mode lets a telephone vote.
fn vote(seen: &Seen<'_>, member: &MemberCode, view: &DelegateView) -> Markup {
    let ballot = view.ballot.and_then(|id| seen.state.ballots.all.get(&id));
    html! {
        section.vote aria-labelledby="vote" {
            h2 #vote { @if ballot.is_some() { (seen.t("voting-now")) } @else { (seen.t("voting-next")) } }
            p.question { @match ballot {
                Some(ballot) => (seen.text(&ballot.question)),
                None => (seen.subject(&view.subject)),
            } }
            p.small { (seen.t(&format!("why-{}", view.code))) }
            @if !view.change.is_empty() {
                h3 { (seen.t("yes-changes")) }
                (parts::difference(seen, &view.change))
            }
            @match (view.ballot, ballot) {
                (Some(id), Some(ballot)) => (voice(seen, member, id, ballot)),
                _ => @if seen.state.finances.is_sanctioned(member) { div.band.bad { p { (seen.t("out-arrears")) } } },
            }
        }
    }
}

fn voice(seen: &Seen<'_>, member: &MemberCode, id: u32, ballot: &Ballot) -> Markup {
    let standing = ballot.electorate.standings.get(member);
    if let Some(why) = standing.and_then(|one| parts::hindrance(*one)) {
        return html! { div.band.bad { p { (seen.t(&format!("out-{why}"))) } } };
    }
    let BallotState::Open { casting } = &ballot.state else {
        return html! {};
    };
    match casting {
        Casting::Named { votes } => given(seen, ballot.mode, votes.get(member).copied()).unwrap_or_else(|| buttons(seen, member, id)),
        Casting::RollCall { votes, to_call, .. } => given(seen, ballot.mode, votes.get(member).copied()).unwrap_or_else(|| {
            match to_call.first() {
                Some(called) if called == member => html! { div.band.soon { p { (seen.t("called-now")) } } (buttons(seen, member, id)) },
                Some(called) => {
                    let before = to_call.iter().position(|one| one == member);
                    html! { p { (seen.with("called", &[("seat", &seen.seat(called))])) @if let Some(n) = before { " " (seen.count("called-before", n)) } } }
                }
                None => html! { p { (seen.t("roll-done")) } },
            }
        }),
        Casting::Counted { issued, .. } if ballot.mode == Mode::Paper => html! {
            div.band { p { @if issued.contains(member) { (seen.t("paper-received")) } @else { (seen.t("paper-waiting")) } } }
        },
        Casting::Counted { .. } => html! { div.band { p { (seen.t("hands-up")) } } },
    }
}

/// A vote as it was given, where the mode says so; a device keeps it secret even from the one who gave it.
fn given(seen: &Seen<'_>, mode: Mode, choice: Option<Choice>) -> Option<Markup> {
    let choice = choice?;
    Some(html! {
        div.band.good role="status" { p {
            @if mode.names() { (seen.t("voted")) " " b { (seen.t(word(choice))) } } @else { (seen.t("voted-secretly")) }
        } p.small { (seen.t("voted-once")) } }
    })
}

pub const fn word(choice: Choice) -> &'static str {
    match choice {
        Choice::Yes => "yes",
        Choice::No => "no",
        Choice::Abstain => "abstain",
    }
}

fn buttons(seen: &Seen<'_>, member: &MemberCode, id: u32) -> Markup {
    let cast = |choice: Choice| json!({"area": "vote", "act": {"do": "cast", "ballot": id, "member": member, "choice": choice}});
    let button = |choice: Choice| (cast(choice), seen.t(word(choice)), "big");
    html! {
        div.ballot { (form::presses(seen, Part::Delegate, &[button(Choice::Yes), button(Choice::No), button(Choice::Abstain)])) }
        p.small { (seen.t("vote-is-final")) }
    }
}

fn presence(seen: &Seen<'_>, member: &MemberCode) -> Markup {
    let Some(delegation) = seen.state.delegations.of.get(member) else {
        return html! { (seen.t("out-no-delegation")) };
    };
    html! {
        (seen.t(&format!("credentials-{}", delegation.credentials.name())))
        " · " @if delegation.present.is_empty() { (seen.t("absent")) } @else { (seen.t("is-present")) }
    }
}

/// The floor: the list, my place on it, and asking to speak.
fn speaking(seen: &Seen<'_>) -> Markup {
    let floor = |act: &str| json!({"area": "floor", "act": {"do": act}});
    let Some(debate) = &seen.state.floor.debate else {
        return html! {};
    };
    let title = seen
        .state
        .agenda
        .items
        .get(&debate.item)
        .map_or_else(String::new, |item| seen.text(&item.title));
    let own = seen.own();
    let mine = |speaker: &Speaker| match speaker {
        Speaker::Member(member) => own.as_ref() == Some(member),
        Speaker::Observer(organisation) => seen.observes(organisation),
    };
    // Only what can be done from where the delegation stands: on the list, at the microphone, or neither.
    let speaks = debate.speaking.as_ref().is_some_and(|one| mine(&one.speaker));
    let listed = |list: &VecDeque<Request>| list.iter().any(|one| mine(&one.speaker));
    let buttons = [
        ("end-speech", "main", speaks),
        (
            "ask-for-floor",
            "main",
            !speaks && !listed(&debate.list) && !debate.list_closed,
        ),
        ("ask-to-reply", "", !listed(&debate.replies)),
    ];
    let offered: Vec<_> = buttons
        .into_iter()
        .filter(|(_, _, open)| *open)
        .map(|(act, class, _)| (floor(act), seen.t(act), class))
        .collect();
    html! {
        section.panel {
            h2 { (seen.t("debate")) }
            p { (title) }
            @if let Some(speech) = &debate.speaking {
                p { (seen.t("has-floor")) " " b { (seen.speaker(&speech.speaker)) } " · " (seen.with("seconds-left", &[("n", &speech.left(seen.now).to_string())])) }
            }
            ol { @for request in &debate.list { li { @if mine(&request.speaker) { b { (seen.speaker(&request.speaker)) } } @else { (seen.speaker(&request.speaker)) } } } }
            @if debate.replies.iter().any(|one| mine(&one.speaker)) { p { (seen.t("reply-listed")) } }
            (form::presses(seen, Part::Delegate, &offered))
        }
    }
}

/// Motions, points of order, a record vote.
fn conduct(seen: &Seen<'_>, member: &MemberCode) -> Markup {
    let floor = &seen.state.floor;
    let moves = ["suspend-meeting", "adjourn-meeting", "adjourn-debate", "close-debate"];
    let options: Vec<_> = moves
        .iter()
        .map(|kind| (json!(kind), seen.t(&format!("motion-{kind}"))))
        .collect();
    let last = floor
        .points
        .last_key_value()
        .filter(|(_, point)| point.ruling.is_some() && !point.appealed);
    html! {
        details.panel {
            summary { (seen.t("conduct")) }
            (form::press(seen, Part::Delegate, &json!({"area": "vote", "act": {"do": "ask-for-record"}}), &seen.t("ask-for-record"), ""))
            (form::form(seen, Part::Delegate, &json!({"area": "floor", "act": {"do": "raise-point"}}), &seen.t("raise-point"),
                &form::field("text-long", "/act/text", &seen.t("point-about"))))
            @if let Some((id, point)) = last {
                p { (seen.with("ruling-of", &[("n", &id.to_string())])) " " bdi { (point.ruling.as_ref().map_or("", |one| one.reason.as_str())) } }
                (form::press(seen, Part::Delegate, &json!({"area": "floor", "act": {"do": "appeal-ruling", "point": id}}), &seen.t("appeal-ruling"), ""))
            }
            (form::form(seen, Part::Delegate, &json!({"area": "floor", "act": {"do": "move"}}), &seen.t("make-motion"),
                &form::choose("/act/motion", &seen.t("motion"), &options)))
            @for (id, motion) in floor.pending_motions() {
                p { (seen.t(&format!("motion-{}", parts::motion(motion.kind)))) " · " (seen.seat(&motion.mover)) }
                @if &motion.mover == member {
                    (form::press(seen, Part::Delegate, &json!({"area": "floor", "act": {"do": "withdraw-motion", "motion": id}}), &seen.t("withdraw"), ""))
                } @else {
                    (form::press(seen, Part::Delegate, &json!({"area": "floor", "act": {"do": "ask-against", "motion": id}}), &seen.t("ask-against"), ""))
                }
            }
            @if seen.state.finances.is_sanctioned(member) {
                (form::form(seen, Part::Delegate, &json!({"area": "finance", "act": {"do": "appeal", "leave_on_new_fact": false}}), &seen.t("appeal-sanction"), &html! {
                    (form::field("day", "/act/committee_meets", &seen.t("committee-meets")))
                    (form::field("text-long", "/act/ground", &seen.t("ground")))
                    (form::field("flag", "/act/leave_on_new_fact", &seen.t("leave-on-new-fact")))
                }))
            }
        }
    }
}

/// Moving an amendment from the telephone: paragraph by paragraph of what is before the assembly.
fn amendments(seen: &Seen<'_>, member: &MemberCode) -> Markup {
    let tabled = seen
        .state
        .resolutions
        .iter()
        .filter(|(_, one)| one.state == ResolutionState::Tabled);
    html! { @for (id, resolution) in tabled {
        details.panel {
            summary { (seen.with("amend", &[("title", &seen.text(&resolution.title))])) }
            @for (number, amendment) in resolution.amendments.iter().filter(|(_, one)| &one.mover == member && one.state == AmendmentState::Open) {
                (form::press(seen, Part::Delegate, &json!({"area": "resolution", "act": {"do": "withdraw-amendment", "resolution": id, "amendment": number}}),
                    &seen.with("withdraw-amendment", &[("n", &number.to_string()), ("by", amendment.mover.as_str())]), ""))
            }
            @for paragraph in &resolution.body.paragraphs {
                @let (tongue, text) = seen.paragraph(paragraph);
                h3 { (seen.with("paragraph-n", &[("n", &paragraph.id.to_string())])) }
                p lang=(tongue.code()) dir="auto" { (text) }
                details { summary { (seen.t("amend-replace")) }
                    (form::form(seen, Part::Delegate,
                        &json!({"area": "resolution", "act": {"do": "amend", "resolution": id, "oral": false, "change": {"change": "replace", "paragraph": paragraph.id, "texts": {}}}}),
                        &seen.t("amend-replace"), &html! {
                            (form::field("flag", "/act/oral", &seen.t("oral")))
                            (form::four(seen, "/act/change/texts", &seen.t("new-words")))
                        }))
                }
                (form::press(seen, Part::Delegate,
                    &json!({"area": "resolution", "act": {"do": "amend", "resolution": id, "oral": false, "change": {"change": "delete", "paragraph": paragraph.id}}}),
                    &seen.t("amend-delete"), ""))
            }
            details { summary { (seen.t("amend-insert")) }
                (form::form(seen, Part::Delegate,
                    &json!({"area": "resolution", "act": {"do": "amend", "resolution": id, "oral": false, "change": {"change": "insert", "after": null, "texts": {}}}}),
                    &seen.t("amend-insert"), &html! {
                        (form::choose("/act/change/role", &seen.t("kind"), &[
                            (json!({"kind": "operative", "does": {"clause": "states"}, "depends_on": []}), seen.t("role-operative")),
                            (json!({"kind": "preambular"}), seen.t("role-preambular")),
                        ]))
                        (form::field("maybe-number", "/act/change/after", &seen.t("after-paragraph")))
                        (form::field("flag", "/act/oral", &seen.t("oral")))
                        (form::four(seen, "/act/change/texts", &seen.t("new-words")))
                    }))
            }
            (form::form(seen, Part::Delegate, &json!({"area": "resolution", "act": {"do": "divide", "resolution": id}}), &seen.t("ask-division"),
                &form::field("sets", "/act/parts", &seen.t("division-hint"))))
        }
    } }
}

/// My votes of this session, where the mode of voting keeps them.
fn mine(seen: &Seen<'_>, member: &MemberCode) -> Markup {
    let cast: Vec<_> = seen
        .state
        .ballots
        .all
        .keys()
        .rev()
        .filter_map(|id| seen.state.ballots.certificate(*id))
        .filter_map(|one| Some((one, *one.names.as_ref()?.get(member)?)))
        .collect();
    html! { @if !cast.is_empty() { section.panel {
        h2 { (seen.t("my-votes")) }
        ul { @for (certificate, choice) in cast { li {
            a href=(format!("/assembly/{}/ballot/{}", seen.id, certificate.ballot)) { (seen.text(&certificate.question)) } " " b { (seen.t(word(choice))) }
        } } }
    } } }
}
