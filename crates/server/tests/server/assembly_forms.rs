//! Every act of the assembly that a person does has a form on a page of somebody who may do it. Halls in many states are shown
//! to every office, and the acts in their forms are held against the rulebook's own list.

use std::collections::{BTreeMap, BTreeSet};

use cordon::assembly::{service, tonight};
use cordon_assembly::actor::{Actor, Capacity};
use cordon_assembly::assembly::{Act, Assembly, decide};
use cordon_assembly::finances::{Budget, BudgetState, Sanction};
use cordon_assembly::member::MemberCode;
use cordon_assembly::rulebook::RowNumber;
use cordon_assembly::session::SessionState;
use serde_json::{Value, json};

use crate::assembly::{STATES, books, hall, state};
use crate::world::World;

/// Acts that no person does on a page, and why.
const WITHOUT_A_FORM: [(&str, &str); 3] = [
    // The gate asks, when a member in arrears uses a service.
    ("finance", "use-service"),
    // The program enters its own figures.
    ("commitment", "enter-use"),
    // A new version of a rule is prepared as data and read before it is entered.
    ("rulebook", "replace"),
];

/// Who is shown which pages.
const SHOWN: [(&str, &[&str]); 7] = [
    (
        "dele",
        &[
            "delegate",
            "resolutions",
            "resolution/1",
            "resolution/2",
            "elections",
            "country",
        ],
    ),
    ("chandra", &["chair", "elections"]),
    ("tomas", &["tellers"]),
    (
        "sana",
        &[
            "secretariat",
            "delegations",
            "papers",
            "paper/1",
            "resolutions",
            "resolution/1",
            "resolution/2",
            "elections",
            "finances",
            "rules",
            "country",
        ],
    ),
    ("kira", &["delegations"]),
    ("esi", &["", "finances", "resolution/2"]),
    ("goran", &["finances"]),
];

/// The names that the rulebook would have accepted in place of one that it does not know.
fn known(written: &Value) -> Vec<String> {
    let refused = serde_json::from_value::<Act>(written.clone())
        .expect_err("no such act")
        .to_string();
    refused.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

fn every_act() -> BTreeSet<(String, String)> {
    let areas = known(&json!({"area": "?", "act": {}}));
    assert!(areas.len() >= 10, "{areas:?}");
    let of = |area: &String| {
        let acts = known(&json!({"area": area, "act": {"do": "?"}}));
        assert!(!acts.is_empty(), "{area}");
        acts.into_iter().map(|act| (area.clone(), act)).collect::<Vec<_>>()
    };
    areas.iter().flat_map(of).collect()
}

/// The acts in the forms of a page.
fn offered(page: &str) -> Vec<(String, String)> {
    let values = page
        .split("name=\"act\" value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    let acts = values.map(|value| {
        let plain = value
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
        let act: Value = serde_json::from_str(&plain).unwrap_or_else(|e| panic!("{e}: {plain}"));
        let text = |value: &Value| value.as_str().expect("a name").to_owned();
        (text(&act["area"]), text(&act["act"]["do"]))
    });
    acts.collect()
}

/// A hall that goes on from a state, act by act.
struct On {
    state: Assembly,
    at: jiff::Timestamp,
}

impl On {
    #[track_caller]
    fn act(&mut self, actor: &Actor, act: Value) -> &mut Self {
        let act: Act = serde_json::from_value(act.clone()).unwrap_or_else(|e| panic!("{e}: {act}"));
        self.state = decide(&self.state, &act, actor, self.at)
            .unwrap_or_else(|e| panic!("{e}: {act:?}"))
            .state;
        self
    }
}

fn office(capacity: Capacity) -> Actor {
    Actor {
        capacity,
        ..tonight::delegate("QM").expect("a delegate")
    }
}

fn member(code: &str) -> MemberCode {
    MemberCode::new(code).expect("a code")
}

/// The halls: from one that is only planned to one whose resolutions are adopted.
async fn halls(world: &World) -> Vec<Assembly> {
    let planned = books(world.app.today());
    hall(world).await;
    world.pass(9 * 3600).await;
    let sitting = state(world).await;
    let mut all = before(&planned, &sitting);
    let at = world.app.now().timestamp();
    let from = |state: &Assembly| On {
        state: state.clone(),
        at,
    };
    all.extend(debating(from(&sitting)));
    for mode in ["record", "roll-call", "paper"] {
        all.push(opened(from(&sitting), mode).state);
    }
    all.push(adopted(opened(from(&sitting), "record")));
    all
}

/// Planned, put off, convened with candidacies, and on the day of its opening.
fn before(planned: &Assembly, sitting: &Assembly) -> Vec<Assembly> {
    let with = |change: &dyn Fn(&mut Assembly)| {
        let mut state = planned.clone();
        change(&mut state);
        state
    };
    let convened = with(&|state| {
        state.session.state = SessionState::Convened;
        state.session.settings = sitting.session.settings.clone();
        state.delegations = sitting.delegations.clone();
        state
            .rulebook
            .adopt(RowNumber(22), state.session.opening)
            .expect("in force");
        state.finances.sanctions.insert(
            member("QM"),
            vec![Sanction {
                applied: jiff::Timestamp::UNIX_EPOCH,
                year: 2026,
                ended: None,
            }],
        );
        state.finances.budgets.insert(
            2027,
            Budget {
                lines: BTreeMap::new(),
                state: BudgetState::Provisional { along: 2026 },
                spendings: vec![],
            },
        );
    });
    let mut electing = serde_json::to_value(&convened).expect("json");
    let candidate =
        json!({"person": "candidate-1", "member": "QM", "region": "africa", "candidature": {"standing": "stands"}});
    let election = |state: Value| json!({"post": "president", "seats": 1, "closes": null, "candidates": {"1": candidate, "2": candidate}, "rounds": [], "state": state});
    electing["elections"]["all"] = json!({
        "1": election(json!({"state": "candidacies"})),
        "2": election(json!({"state": "lot", "lot": {"tied": [1, 2], "commitments": {}, "seeds": {}}})),
    });
    let mut agenda_open = sitting.clone();
    agenda_open.agenda.adopted = false;
    agenda_open.floor.debate = None;
    let mut suspended = sitting.clone();
    suspended.session.state = SessionState::Suspended;
    vec![
        planned.clone(),
        with(&|state| state.session.state = SessionState::Postponed),
        convened,
        serde_json::from_value(electing).expect("a hall with elections"),
        agenda_open,
        suspended,
    ]
}

/// A debate with speakers, amendments in one language, a draft of our own, papers, a motion, points of order, a sanction.
fn debating(mut on: On) -> Vec<Assembly> {
    let floor = |act: Value| json!({"area": "floor", "act": act});
    let (ours, theirs) = (
        tonight::delegate("QM").expect("ours"),
        tonight::delegate("QO").expect("theirs"),
    );
    let (chair, secretariat) = (office(Capacity::Chair), office(Capacity::Secretariat));
    let words = json!({"en": "Asks members to answer;"});
    let decision = json!({"kind": "operative", "does": {"clause": "states"}, "depends_on": []});
    on.act(&ours, floor(json!({"do": "ask-for-floor"})))
        .act(&chair, floor(json!({"do": "give-floor"})))
        .act(&ours, json!({"area": "resolution", "act": {"do": "amend", "resolution": 1, "oral": true, "change": {"change": "replace", "paragraph": 2, "texts": words}}}))
        .act(&secretariat, json!({"area": "resolution", "act": {"do": "draft", "title": words, "about": {"matter": "ordinary"}, "sponsors": ["QM"], "costs": true,
            "paragraphs": [{"role": decision, "texts": words}]}}))
        .act(&secretariat, json!({"area": "document", "act": {"do": "file", "symbol": "DOC-1", "of": "report", "title": words, "paragraphs": [words]}}));
    let speaking = on.state.clone();
    on.act(&ours, floor(json!({"do": "end-speech"})))
        .act(&ours, floor(json!({"do": "move", "motion": "close-debate"})))
        .act(&theirs, floor(json!({"do": "move", "motion": "adjourn-debate"})))
        .act(&theirs, floor(json!({"do": "raise-point", "text": "the order"})));
    on.state.finances.sanctions.insert(
        member("QM"),
        vec![Sanction {
            applied: on.at,
            year: 2026,
            ended: None,
        }],
    );
    let pointed = on.state.clone();
    on.act(
        &chair,
        floor(json!({"do": "rule", "point": 1, "upheld": false, "reason": "the order stands"})),
    );
    vec![speaking, pointed, on.state]
}

fn opened(mut on: On, mode: &str) -> On {
    let question = json!({"ar": "هل توافقون؟", "en": "Do you?", "es": "¿Aprueban?", "fr": "Approuvez-vous ?"});
    on.act(&office(Capacity::Chair), json!({"area": "vote", "act": {"do": "open", "on": {"subject": "whole", "resolution": 1}, "question": question, "mode": mode}}));
    on
}

fn adopted(mut on: On) -> Assembly {
    for code in STATES {
        let actor = tonight::delegate(code).expect("a delegate");
        on.act(
            &actor,
            json!({"area": "vote", "act": {"do": "cast", "ballot": 1, "member": code, "choice": "yes"}}),
        );
    }
    on.act(
        &office(Capacity::Chair),
        json!({"area": "vote", "act": {"do": "close", "ballot": 1}}),
    );
    assert!(!on.state.commitments.is_empty(), "what was adopted asks for something");
    on.state
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_act_that_a_person_does_has_a_form() {
    let world = World::on_sqlite("assembly_offered").await;
    let mut found = BTreeSet::new();
    let at = world.app.now().timestamp();
    for (place, state) in halls(&world).await.into_iter().enumerate() {
        let id = format!("hall-{place}");
        service::found(&world.app, &id, &state, at).await.expect("a record");
        for (officer, pages) in SHOWN {
            let caller = world.officer(officer).await;
            for page in pages {
                let path = format!("/assembly/{id}/{page}");
                let answer = caller
                    .call("GET", path.trim_end_matches('/'), &[("accept", "text/html")], "")
                    .await;
                // A hall may have no second draft or no paper yet.
                if answer.status == 404 {
                    continue;
                }
                assert_eq!(answer.status, 200, "{path} for {officer}: {}", answer.text);
                found.extend(offered(&answer.text));
            }
        }
    }
    let every = every_act();
    let unknown: Vec<_> = found.difference(&every).collect();
    assert!(
        unknown.is_empty(),
        "forms of acts that the rulebook does not know: {unknown:?}"
    );
    let own = WITHOUT_A_FORM.map(|(area, act)| (area.to_owned(), act.to_owned()));
    assert!(own.iter().all(|one| every.contains(one) && !found.contains(one)));
    let missing: Vec<_> = every
        .iter()
        .filter(|one| !found.contains(*one) && !own.contains(one))
        .collect();
    assert!(missing.is_empty(), "acts without a form: {missing:?}");
}
