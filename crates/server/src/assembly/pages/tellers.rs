//! The tellers: papers handed out, two counts, and whether they agree; the two seeds of a lot.

use cordon_assembly::election::ElectionState;
use cordon_assembly::member::MemberCode;
use cordon_assembly::votes::{Ballot, BallotState, Casting, Mode, Subject};
use maud::{Markup, html};
use serde_json::json;

use super::form;
use super::parts;
use super::seen::Seen;
use crate::assembly::capacity::Part;

pub fn body(seen: &Seen<'_>) -> Markup {
    html! {
        @match seen.state.ballots.open() {
            Some((id, ballot)) => (counting(seen, id, ballot)),
            None => div.band { p { (seen.t("nothing-to-count")) } },
        }
        (lots(seen))
    }
}

fn counting(seen: &Seen<'_>, id: u32, ballot: &Ballot) -> Markup {
    let BallotState::Open {
        casting: Casting::Counted {
            issued,
            tellers,
            recounts,
        },
    } = &ballot.state
    else {
        return html! { div.band { p { (seen.with("counted-by-program", &[("mode", &seen.t(&format!("mode-{}", parts::mode(ballot.mode))))])) } } };
    };
    let counts: Vec<_> = tellers.values().collect();
    let agree = matches!(counts.as_slice(), [first, second] if first == second);
    html! {
        section.panel {
            h2 { (seen.with("title-ballot", &[("n", &id.to_string())])) " · " (seen.t(&format!("mode-{}", parts::mode(ballot.mode)))) }
            p.question { (seen.text(&ballot.question)) }
            @if ballot.mode == Mode::Paper { (papers(seen, id, ballot, issued)) }
            h3 { (seen.t("counts")) }
            @if counts.len() == 2 {
                @if agree { div.band { p { (seen.t("tellers-agree")) } } }
                @else { div.band.bad role="alert" { p { b { (seen.t("tellers-disagree")) } } } }
            }
            table {
                thead { tr { th { (seen.t("teller")) } th { (seen.t("count")) } } }
                tbody { @for (teller, count) in tellers { tr { td { bdi { (teller) } } td { (parts::papers(seen, count)) } } } }
            }
            @if *recounts > 0 { p.note { (seen.count("recounts", usize::try_from(*recounts).unwrap_or(usize::MAX))) } }
            (entry(seen, id, ballot))
        }
    }
}

/// Handing out papers: one member, one paper.
fn papers(seen: &Seen<'_>, id: u32, ballot: &Ballot, issued: &std::collections::BTreeSet<MemberCode>) -> Markup {
    let waiting: Vec<&MemberCode> = ballot
        .electorate
        .standings
        .iter()
        .filter(|(member, one)| one.votes() && !issued.contains(*member))
        .map(|(member, _)| member)
        .collect();
    let issue = |members: &serde_json::Value| json!({"area": "vote", "act": {"do": "issue-papers", "ballot": id, "members": members}});
    html! {
        p { (seen.count("papers-issued", issued.len())) " · " (seen.count("papers-waiting", waiting.len())) }
        @if !waiting.is_empty() {
            (form::press(seen, Part::Tellers, &issue(&json!(waiting)), &seen.t("issue-all"), ""))
            (form::form(seen, Part::Tellers, &issue(&json!([])), &seen.t("issue-some"), &form::field("words", "/act/members", &seen.t("members-codes"))))
        }
    }
}

fn entry(seen: &Seen<'_>, id: u32, ballot: &Ballot) -> Markup {
    let figure =
        |place: &str, label: &str| form::field_with("number", &format!("/act/papers/{place}"), &seen.t(label), "0");
    let election = match &ballot.subject {
        Subject::Round { election } => seen
            .state
            .elections
            .all
            .get(election)
            .filter(|one| !one.is_confirmation()),
        _ => None,
    };
    let act = json!({"area": "vote", "act": {"do": "count", "ballot": id, "papers": {"count": {"yes": 0, "no": 0, "abstain": 0}, "candidates": {}, "blank": 0, "invalid": 0, "total": 0}}});
    form::form(
        seen,
        Part::Tellers,
        &act,
        &seen.t("enter-count"),
        &html! {
            div.row {
                @match election {
                    Some(election) => {
                        @let standing = match &election.state { ElectionState::TieBallot { tied } => tied.clone(), _ => election.standing() };
                        @for candidate in standing {
                            (form::field_with("number", &format!("/act/papers/candidates/{candidate}"), &seen.with("candidate-n", &[("n", &candidate.to_string())]), "0"))
                        }
                    },
                    None => { (figure("count/yes", "yes")) (figure("count/no", "no")) (figure("count/abstain", "abstain")) },
                }
                (figure("blank", "blank")) (figure("invalid", "invalid")) (figure("total", "total"))
            }
        },
    )
}

/// A lot: two tellers commit to a seed each, then both reveal.
fn lots(seen: &Seen<'_>) -> Markup {
    html! { @for (id, election) in &seen.state.elections.all {
        @if let ElectionState::Lot { lot } = &election.state { section.panel {
            h2 { (seen.t("lot")) " · " (seen.t(&format!("post-{}", parts::post(election.post)))) }
            p { (seen.t("lot-how")) }
            ul { @for (person, commitment) in &lot.commitments { li { bdi { (person) } " " code { (commitment) } @if lot.seeds.contains_key(person) { " " span.sign.good { (seen.t("revealed")) } } } } }
            (form::form(seen, Part::Tellers, &json!({"area": "election", "act": {"do": "commit-seed", "election": id}}), &seen.t("commit"), &form::field("text", "/act/commitment", &seen.t("commitment-hash"))))
            (form::form(seen, Part::Tellers, &json!({"area": "election", "act": {"do": "reveal-seed", "election": id}}), &seen.t("reveal"), &form::field("text", "/act/seed", &seen.t("seed"))))
        } }
    } }
}
