//! The secretariat: convocation and watched deadlines, the agenda, what the session must fix, elections called.

use cordon_assembly::commitment::reminders;
use cordon_assembly::election::ElectionState;
use cordon_assembly::rulebook::Officer;
use cordon_assembly::session::SessionState;
use maud::{Markup, html};
use serde_json::{Value, json};

use super::form;
use super::parts;
use super::seen::Seen;
use super::sessions::{agenda, kebab, watched};
use crate::assembly::capacity::Part;

pub fn body(seen: &Seen<'_>) -> Markup {
    let over = seen.state.session.state == SessionState::Closed;
    html! {
        div.grid {
            div.c6 { (convocation(seen)) (settings(seen)) @if !over { (call(seen)) } }
            div.c6 { (watched(seen)) (reminded(seen)) }
        }
        (agenda(seen)) @if !over { (items(seen)) }
        @if seen.state.session.state == SessionState::Postponed { p { (seen.t("terms-run-on")) } }
    }
}

fn session(act: &str) -> Value {
    json!({"area": "session", "act": {"do": act}})
}

fn press(seen: &Seen<'_>, act: &str, label: &str) -> Markup {
    form::press(seen, Part::Secretariat, &session(act), &seen.t(label), "")
}

/// What is sent before a session, in its order, with the buttons that the state leaves open.
fn convocation(seen: &Seen<'_>) -> Markup {
    let state = seen.state.session.state;
    html! { section.panel {
        h2 { (seen.t("convocation")) }
        p { bdi dir="ltr" { (seen.state.session.opening) " – " (seen.state.session.closing) } " · " (seen.t(&format!("session-{}", state.name()))) }
        @for was in &seen.state.session.postponements { p.small { (seen.t("session-postponed")) " " bdi dir="ltr" { (was.was_to_open) } " " bdi { (was.reason) } } }
        @if state == SessionState::Planned { (press(seen, "convoke", "convoke")) }
        @if state == SessionState::Convened { (press(seen, "send-provisional-agenda", "send-agenda")) }
        @if matches!(state, SessionState::Convened | SessionState::Open) { (press(seen, "send-working-papers", "send-papers")) }
        (form::form(seen, Part::Secretariat, &session("schedule-next"), &seen.t("date-next"), &form::field("day", "/act/opening", &seen.t("opening"))))
    } }
}

/// What no published rule gives: the session fixes it before it opens.
fn settings(seen: &Seen<'_>) -> Markup {
    let now = &seen.state.session.settings;
    let missing = now.fixed().err().unwrap_or_default();
    let number = |value: Option<u32>| value.map_or_else(String::new, |n| n.to_string());
    let quorums = [
        "majority-members",
        "majority-entitled",
        "1/3-members",
        "1/2-entitled",
        "2/3-entitled",
        "none",
    ];
    let quorums: Vec<_> = quorums
        .iter()
        .map(|one| (json!(one), seen.t(&format!("quorum-{}", one.replace('/', "-")))))
        .collect();
    let thirds = [
        (json!("plurality"), seen.t("third-plurality")),
        (json!("more-than-half"), seen.t("third-half")),
    ];
    let blanks = [
        (json!(false), seen.t("blanks-not-valid")),
        (json!(true), seen.t("blanks-valid")),
    ];
    let fixed = matches!(
        seen.state.session.state,
        SessionState::Open | SessionState::Suspended | SessionState::Closed
    );
    html! { section.panel {
        h2 { (seen.t("settings")) } p.note { (seen.t("settings-note")) }
        @if fixed || missing.is_empty() { dl.facts {
            dt { (seen.t("quorum")) } dd { (now.quorum.map_or_else(|| "–".to_owned(), |one| seen.quorum(one))) }
            dt { (seen.t("speech-seconds")) } dd { (number(now.speech_seconds)) } dt { (seen.t("reply-seconds")) } dd { (number(now.reply_seconds)) }
            dt { (seen.t("debate-seconds")) } dd { (number(now.debate_seconds)) }
        } }
        @if !fixed { (form::form(seen, Part::Secretariat, &json!({"area": "session", "act": {"do": "fix-settings", "settings": {}}}), &seen.t("fix-settings"), &html! {
            (form::choose("/act/settings/quorum", &seen.t("quorum"), &quorums)) (form::choose("/act/settings/third_ballot", &seen.t("third-ballot"), &thirds))
            (form::choose("/act/settings/blanks_are_valid", &seen.t("blank"), &blanks))
            (form::field_with("number", "/act/settings/speech_seconds", &seen.t("speech-seconds"), &number(now.speech_seconds.or(Some(180)))))
            (form::field_with("number", "/act/settings/reply_seconds", &seen.t("reply-seconds"), &number(now.reply_seconds.or(Some(60)))))
            (form::field_with("number", "/act/settings/debate_seconds", &seen.t("debate-seconds"), &number(now.debate_seconds.or(Some(300)))))
        })) }
    } }
}

fn items(seen: &Seen<'_>) -> Markup {
    let kinds = ["presentation", "workshop", "debate"];
    let kinds: Vec<_> = kinds
        .iter()
        .map(|kind| (json!(kind), seen.t(&format!("item-{kind}"))))
        .collect();
    let planned = html! {
        (form::field("time", "/act/item/starts", &seen.t("starts-utc"))) (form::field_with("number", "/act/item/minutes", &seen.t("minutes"), "45"))
        (form::field("list", "/act/item/speakers", &seen.t("speakers-lines")))
    };
    html! {
        details.panel { summary { (seen.t("add-item")) }
            (form::form(seen, Part::Secretariat, &json!({"area": "agenda", "act": {"do": "add", "item": {"title": {}, "starts": null, "speakers": []}}}), &seen.t("add-item"), &html! {
                (form::four(seen, "/act/item/title", &seen.t("title-of"))) (form::choose("/act/item/kind", &seen.t("kind"), &kinds)) (planned)
            }))
        }
        details.panel { summary { (seen.t("plan-item")) }
            (form::form(seen, Part::Secretariat, &json!({"area": "agenda", "act": {"do": "plan", "starts": null, "speakers": []}}), &seen.t("plan-item"), &html! {
                (form::field("number", "/act/item", &seen.t("nr"))) (form::field("time", "/act/starts", &seen.t("starts-utc")))
                (form::field_with("number", "/act/minutes", &seen.t("minutes"), "45")) (form::field("list", "/act/speakers", &seen.t("speakers-lines")))
            }))
        }
    }
}

fn call(seen: &Seen<'_>) -> Markup {
    let posts = [
        "president",
        "vice-president",
        "committee-delegate",
        "files-commission",
        "auditor",
        "secretary-general",
    ];
    let options: Vec<_> = posts
        .iter()
        .map(|post| (json!(post), seen.t(&format!("post-{post}"))))
        .collect();
    html! { details.panel { summary { (seen.t("call-candidacies")) }
        (form::form(seen, Part::Secretariat, &json!({"area": "election", "act": {"do": "call", "closes": null}}), &seen.t("call-candidacies"), &html! {
            (form::choose("/act/post", &seen.t("post"), &options)) (form::field_with("number", "/act/seats", &seen.t("posts-to-fill"), "1"))
            (form::field("maybe-day", "/act/closes", &seen.t("closes")))
        }))
        @if seen.state.elections.all.values().all(|one| one.rounds.is_empty()) {
            (form::form(seen, Part::Secretariat, &json!({"area": "election", "act": {"do": "enter-officers"}}), &seen.t("enter-officers"), &html! {
                (form::field_with("officers", "/act/continuing", &seen.t("officers-continuing"), &officers(&seen.state.elections.seated)))
                (form::field_with("officers", "/act/leaving", &seen.t("officers-leaving"), &officers(&seen.state.elections.leaving)))
            }))
        }
        @for (id, one) in seen.state.elections.all.iter().filter(|(_, one)| one.state == ElectionState::Candidacies) { p { (seen.t(&format!("post-{}", parts::post(one.post))))
            (form::press(seen, Part::Secretariat, &json!({"area": "election", "act": {"do": "close-candidacies", "election": id}}), &seen.t("close-candidacies"), "")) } }
    } }
}

/// Posts as the form takes them, one on each line.
fn officers(of: &[Officer]) -> String {
    let line = |one: &Officer| format!("{} {} {}", parts::post(one.post), one.member, kebab(&one.region));
    of.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Reminders that leave today: what members promised and have not done.
fn reminded(seen: &Seen<'_>) -> Markup {
    let today = reminders(seen.state, seen.today);
    html! { section.panel {
        h2 { (seen.t("reminders")) }
        p { (seen.count("reminders-today", today.len())) }
        ul { @for one in today.iter().take(12) { li { (seen.seat(&one.member)) " · " (seen.with("commitment-n", &[("n", &one.commitment.to_string())])) " · " (seen.with("days-n", &[("n", &one.days_left.to_string())])) } } }
    } }
}
