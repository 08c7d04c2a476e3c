//! The assembly as its hall meets it: conflicting acts at once, forms, certificates, arrears at the gate, pages for everyone.

use std::collections::BTreeMap;

use cordon::assembly::certificates::{Paper, findings};
use cordon::assembly::tonight;
use cordon_assembly::actor::{Actor, Capacity};
use cordon_assembly::assembly::{Act, Assembly};
use cordon_assembly::finances::{FinanceAct, Finances, NewPayment};
use cordon_assembly::member::{MemberCode, PersonId, Region, Roll, Seat};
use cordon_assembly::rulebook::Rulebook;
use cordon_assembly::session::Session;
use cordon_members::officer::Officer;
use cordon_members::role::Role;
use cordon_vocabulary::{BureauId, OfficerId};
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::world::{Answer, Caller, World};

on_both_engines!(
    two_delegates_of_one_member_vote_at_once,
    a_vote_and_the_closing_at_once,
    two_closings_at_once,
    a_hall_that_votes_in_one_second,
    two_tellers_at_once_and_a_third,
    a_payment_and_the_opening_of_a_ballot_at_once,
    the_same_key_is_one_act,
    arrears_close_the_gate_of_services_and_no_other,
);

pub const STATES: [&str; 8] = ["QM", "QN", "QO", "QP", "QQ", "QR", "QS", "QT"];
pub const ACTS: &str = "/v1/assembly/exercise-tonight/acts";

fn member(code: &str) -> MemberCode {
    MemberCode::new(code).expect("a code")
}

/// A hall of the eight exercise states, in debate, nobody in arrears.
pub fn books(opening: Date) -> Assembly {
    let regions = [Region::Africa, Region::Americas, Region::Asia, Region::Europe];
    let seats: BTreeMap<_, _> = STATES
        .iter()
        .zip((1..).zip(regions.into_iter().cycle()))
        .map(|(code, (number, region))| (member(code), Seat { number, region }))
        .collect();
    let roll = Roll::new(seats).expect("a roll");
    let session = Session::ordinary(94, "Exercise City", opening, opening, true);
    Assembly::new(Rulebook::model().expect("rules"), roll, session, Finances::new("EUR"))
}

pub async fn hall(world: &World) -> tonight::Hall<'_> {
    let today = world.app.today();
    tonight::convene(&world.app, &books(today), today)
        .await
        .expect("the hall opens")
}

/// An officer's account with one role.
async fn account(world: &World, id: &str, bureau: &str, role: Role) -> Officer {
    let officer = Officer {
        id: OfficerId::parse(id).expect("an id"),
        bureau: BureauId::parse(bureau).expect("a bureau"),
        name: format!("Invented {id}"),
        roles: vec![role],
        language: "en".into(),
        suspended: None,
    };
    let found = cordon::members::service::found(&world.app, &[], std::slice::from_ref(&officer), &[], "global").await;
    found.expect("an account");
    officer
}

async fn delegate(world: &World, id: &str, code: &str) -> Caller {
    let officer = Officer {
        id: OfficerId::parse(id).expect("an id"),
        bureau: BureauId::parse(code).expect("a bureau"),
        name: id.into(),
        roles: vec![Role::Delegate],
        language: "en".into(),
        suspended: None,
    };
    world.session_of(&officer).await
}

fn cast(code: &str, choice: &str) -> Value {
    json!({"area": "vote", "act": {"do": "cast", "ballot": 1, "member": code, "choice": choice}})
}

fn open(mode: &str) -> Value {
    let question = json!({"ar": "هل توافقون؟", "en": "Do you?", "es": "¿Aprueban?", "fr": "Approuvez-vous ?"});
    json!({"area": "vote", "act": {"do": "open", "on": {"subject": "whole", "resolution": 1}, "question": question, "mode": mode}})
}

fn close() -> Value {
    json!({"area": "vote", "act": {"do": "close", "ballot": 1}})
}

pub async fn state(world: &World) -> Assembly {
    cordon::assembly::service::load(&world.app, tonight::SESSION)
        .await
        .expect("a session")
        .value
}

fn done(answers: &[&Answer]) -> usize {
    answers.iter().filter(|answer| answer.status == 200).count()
}

/// Opens the whole text to a vote straight from the debate.
pub async fn voting(world: &World, mode: &str) -> Caller {
    hall(world).await;
    world.pass(3600 * 9).await;
    let chair = world.officer("chandra").await;
    chair.act(ACTS, &world.key(), &open(mode)).await.expect(200);
    chair
}

async fn two_delegates_of_one_member_vote_at_once(world: World) {
    voting(&world, "record").await;
    // The head and the second delegate of one member press at the same time, the one yes and the other no.
    let (head, second) = (
        delegate_of(&world, "QN", "head-QN").await,
        delegate_of(&world, "QN", "second-QN").await,
    );
    let (yes, no) = (cast("QN", "yes"), cast("QN", "no"));
    let (a, b) = tokio::join!(head.act(ACTS, "a", &yes), second.act(ACTS, "b", &no));
    assert_eq!(done(&[&a, &b]), 1, "{} / {}", a.text, b.text);
    for refused in [&a, &b].into_iter().filter(|one| one.status != 200) {
        refused.refused(422, "voted-twice");
    }
    // And nobody votes for another member, seated or not.
    head.act(ACTS, "c", &cast("QO", "yes"))
        .await
        .refused(422, "not-for-another");
    world
        .officer("dele")
        .await
        .act(ACTS, "d", &cast("QN", "no"))
        .await
        .refused(422, "not-for-another");
    verified(&world).await;
}

/// An account whose identifier is the person that the delegation names.
async fn delegate_of(world: &World, code: &str, person: &str) -> Caller {
    account(world, person, code, Role::Delegate).await;
    delegate(world, person, code).await
}

async fn a_vote_and_the_closing_at_once(world: World) {
    let chair = voting(&world, "record").await;
    let dele = world.officer("dele").await;
    let (vote, close) = (cast("QM", "yes"), close());
    let (a, b) = tokio::join!(dele.act(ACTS, "a", &vote), chair.act(ACTS, "b", &close));
    b.clone().expect(200);
    let certificate = state(&world).await.ballots.certificate(1).expect("closed").clone();
    // Either the vote came first and is counted, or it came too late and is refused; never both.
    let counted = certificate
        .names
        .as_ref()
        .is_some_and(|names| names.contains_key(&member("QM")));
    assert_eq!(counted, a.status == 200, "{}", a.text);
    if a.status != 200 {
        a.refused(422, "ballot-closed");
    }
    let before = certificate.digest().expect("a digest");
    dele.act(ACTS, "c", &vote).await.refused(422, "ballot-closed");
    chair.act(ACTS, "d", &close).await.refused(422, "ballot-closed");
    let after = state(&world)
        .await
        .ballots
        .certificate(1)
        .expect("closed")
        .digest()
        .expect("a digest");
    assert_eq!(before, after, "a closed ballot never changes");
    verified(&world).await;
}

async fn two_closings_at_once(world: World) {
    let chair = voting(&world, "record").await;
    world
        .officer("dele")
        .await
        .act(ACTS, "v", &cast("QM", "yes"))
        .await
        .expect(200);
    let close = close();
    let (a, b) = tokio::join!(chair.act(ACTS, "a", &close), chair.act(ACTS, "b", &close));
    assert_eq!(done(&[&a, &b]), 1, "{} / {}", a.text, b.text);
    world.number().await;
    let entries = world.app.store.journal(0, 1000).await.expect("the journal");
    let certificates: Vec<_> = entries
        .iter()
        .filter(|one| one.public.get("certificate").is_some())
        .collect();
    assert_eq!(certificates.len(), 1, "one certificate is journalled");
    let digest = state(&world)
        .await
        .ballots
        .certificate(1)
        .expect("closed")
        .digest()
        .expect("a digest");
    assert_eq!(certificates[0].public["certificate"]["digest"], digest);
    verified(&world).await;
}

async fn a_hall_that_votes_in_one_second(world: World) {
    let chair = voting(&world, "electronic").await;
    let mut callers = Vec::new();
    for code in STATES {
        let person = tonight::head(&member(code)).expect("a head").to_string();
        callers.push((code, delegate_of_seated(&world, code, &person).await));
    }
    // Everyone presses twice at once: sixteen acts, eight votes.
    let votes = callers.iter().flat_map(|(code, caller)| {
        ["x", "y"].map(|press| {
            let (key, body) = (
                format!("{code}-{press}"),
                cast(code, if press == "x" { "yes" } else { "no" }),
            );
            async move { caller.act(ACTS, &key, &body).await }
        })
    });
    let answers = futures::future::join_all(votes).await;
    assert_eq!(answers.iter().filter(|a| a.status == 200).count(), 8);
    assert!(
        answers
            .iter()
            .filter(|a| a.status != 200)
            .all(|a| a.code() == "voted-twice")
    );
    chair.act(ACTS, "close", &close()).await.expect(200);
    let certificate = state(&world).await.ballots.certificate(1).expect("closed").clone();
    assert_eq!((certificate.cast, certificate.entitled, certificate.present), (8, 8, 8));
    assert!(certificate.names.is_none(), "a device keeps no names");
    let page = world
        .nobody()
        .call(
            "GET",
            "/assembly/exercise-tonight/ballot/1",
            &[("accept", "text/html")],
            "",
        )
        .await
        .expect(200);
    assert!(!page.text.contains("Votes by seat"));
    verified(&world).await;
}

async fn delegate_of_seated(world: &World, code: &str, person: &str) -> Caller {
    if tonight::SEATED.iter().any(|(_, officer)| *officer == person) {
        world.officer(person).await
    } else {
        delegate_of(world, code, person).await
    }
}

async fn two_tellers_at_once_and_a_third(world: World) {
    let chair = voting(&world, "hands").await;
    let (tomas, tala) = (world.officer("tomas").await, world.officer("tala").await);
    let count = |yes: u64, no: u64| json!({"area": "vote", "act": {"do": "count", "ballot": 1, "papers": {"count": {"yes": yes, "no": no, "abstain": 0}, "blank": 0, "invalid": 0, "total": yes + no}}});
    chair.act(ACTS, "early", &close()).await.refused(422, "tellers-missing");
    tomas
        .act(ACTS, "many", &count(8, 1))
        .await
        .refused(422, "too-many-votes");
    let (six, five) = (count(6, 2), count(5, 3));
    let (a, b) = tokio::join!(tomas.act(ACTS, "a", &six), tala.act(ACTS, "b", &five));
    assert_eq!(done(&[&a, &b]), 2, "{} / {}", a.text, b.text);
    chair.act(ACTS, "c", &close()).await.refused(422, "tellers-disagree");
    account(&world, "third", "HQ", Role::Teller).await;
    let third: Officer = world.member("officer", "third").await;
    world
        .session_of(&third)
        .await
        .act(ACTS, "d", &six)
        .await
        .refused(422, "third-teller");
    // The chair cannot count, and a teller cannot close.
    chair.act(ACTS, "e", &six).await.refused(422, "not-your-part");
    tala.act(ACTS, "f", &close()).await.refused(422, "not-your-part");
    tala.act(ACTS, "g", &six).await.expect(200);
    chair.act(ACTS, "h", &close()).await.expect(200);
    let certificate = state(&world).await.ballots.certificate(1).expect("closed").clone();
    assert_eq!((certificate.recounts, certificate.carried()), (1, true));
    verified(&world).await;
}

async fn a_payment_and_the_opening_of_a_ballot_at_once(world: World) {
    hall(&world).await;
    arrears(&world).await;
    world.pass(9 * 3600).await;
    let (chair, sana) = (world.officer("chandra").await, world.officer("sana").await);
    let pay = json!({"area": "finance", "act": {"do": "pay", "payments": [{"reference": "late", "member": "QT", "units": 1000}]}});
    let open = open("record");
    let (a, b) = tokio::join!(sana.act(ACTS, "a", &pay), chair.act(ACTS, "b", &open));
    assert_eq!(done(&[&a, &b]), 2, "{} / {}", a.text, b.text);
    // Whichever came first, the electorate is the one of that instant, and the vote follows it.
    let entitled = state(&world).await.ballots.all[&1].electorate.entitled();
    assert!((7..=8).contains(&entitled));
    let tess = delegate_of(&world, "QT", "head-QT").await;
    let vote = tess.act(ACTS, "c", &cast("QT", "yes")).await;
    assert_eq!(vote.status == 200, entitled == 8, "{}", vote.text);
    verified(&world).await;
}

async fn the_same_key_is_one_act(world: World) {
    voting(&world, "record").await;
    let dele = world.officer("dele").await;
    let yes = cast("QM", "yes");
    let (a, b) = tokio::join!(dele.act(ACTS, "same", &yes), dele.act(ACTS, "same", &yes));
    assert_eq!(done(&[&a, &b]), 2, "{} / {}", a.text, b.text);
    dele.act(ACTS, "same", &yes).await.expect(200);
    dele.act(ACTS, "same", &cast("QM", "no"))
        .await
        .refused(422, "key-reused");
    verified(&world).await;
}

/// Two years unpaid for QT alone, and the sanction applied.
async fn arrears(world: &World) {
    let person = |name: &str| PersonId::new(name).expect("a person");
    let secretariat = Actor {
        person: person("sana"),
        capacity: Capacity::Secretariat,
    };
    let general = Actor {
        person: person("goran"),
        capacity: Capacity::SecretaryGeneral,
    };
    let now = world.app.now().timestamp();
    let today = world.app.today();
    let mut acts = Vec::new();
    for year in [today.year() - 1, today.year()] {
        let points = STATES.iter().map(|code| (member(code), 1)).collect();
        acts.push(FinanceAct::SetScale {
            year,
            version: "test".into(),
            points,
            total: 8000,
        });
        acts.push(FinanceAct::Invoice { year, due: today });
        let of = |code: &&str| NewPayment {
            reference: format!("{year}-{code}"),
            member: member(code),
            units: 1000,
        };
        acts.push(FinanceAct::Pay {
            payments: STATES
                .iter()
                .filter(|code| **code != "QT")
                .map(|code| of(&code))
                .collect(),
        });
    }
    for act in acts {
        let act = Act::Finance(act);
        cordon::assembly::service::act(&world.app, tonight::SESSION, &secretariat, &act, now, None)
            .await
            .expect("booked");
    }
    // The day on which the invoices were due is over.
    world.pass(3 * 86_400).await;
    let now = world.app.now().timestamp();
    let sanction = Act::Finance(FinanceAct::ApplySanctions { year: today.year() });
    cordon::assembly::service::act(&world.app, tonight::SESSION, &general, &sanction, now, None)
        .await
        .expect("applied");
}

async fn arrears_close_the_gate_of_services_and_no_other(world: World) {
    hall(&world).await;
    let tess = world.officer("tess").await;
    tess.get("/trends").await.expect(200);
    arrears(&world).await;
    let tess = world.officer("tess").await;
    tess.get("/trends").await.refused(403, "service-withdrawn");
    tess.get("/links").await.refused(403, "service-withdrawn");
    // Others are not touched, and what always passes, passes: stop requests, notices, hits at the border, missing children.
    world.officer("omar").await.get("/trends").await.expect(200);
    for open in [
        "/desk",
        "/money/new",
        "/notices",
        "/check",
        "/children",
        "/assembly/exercise-tonight",
    ] {
        tess.get(open).await.expect(200);
    }
    let filed = tess.act("/v1/cases", &world.key(), &world.filing("1000.00")).await;
    assert_eq!(filed.status, 201, "{}", filed.text);
    let pay = json!({"area": "finance", "act": {"do": "pay", "payments": [{"reference": "late", "member": "QT", "units": 1000}]}});
    world
        .officer("sana")
        .await
        .act(ACTS, &world.key(), &pay)
        .await
        .expect(200);
    tess.get("/trends").await.expect(200);
    verified(&world).await;
}

pub async fn verified(world: &World) {
    world.number().await;
    let verified = world.app.store.verify(&[]).await.expect("the journal is read");
    assert!(verified.verified(), "{:?}", verified.problems);
}

/// A form as a browser without script sends it.
async fn sent(caller: &Caller, part: &str, fields: &[(&str, &str)]) -> Answer {
    let body = serde_urlencoded(fields);
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("accept", "text/html"),
    ];
    caller
        .call("POST", &format!("/assembly/exercise-tonight/{part}"), &headers, &body)
        .await
}

fn serde_urlencoded(fields: &[(&str, &str)]) -> String {
    let escape = |text: &str| {
        text.bytes()
            .map(|b| {
                if b.is_ascii_alphanumeric() {
                    char::from(b).to_string()
                } else {
                    format!("%{b:02X}")
                }
            })
            .collect::<String>()
    };
    fields
        .iter()
        .map(|(name, value)| format!("{}={}", escape(name), escape(value)))
        .collect::<Vec<_>>()
        .join("&")
}

#[tokio::test]
async fn a_telephone_votes_by_a_form_and_is_told_what_it_did() {
    let world = World::on_sqlite("assembly_forms").await;
    voting(&world, "record").await;
    let dele = world.officer("dele").await;
    let page = dele
        .call(
            "GET",
            "/assembly/exercise-tonight/delegate",
            &[("accept", "text/html")],
            "",
        )
        .await
        .expect(200);
    assert!(
        page.text.contains("Being voted now") && page.text.contains("What a yes changes"),
        "{}",
        page.text
    );
    let act = cast("QM", "yes").to_string();
    let fields = [("act", act.as_str()), ("back", "/delegate"), ("key", "k1")];
    assert_eq!(sent(&dele, "delegate", &fields).await.status, 303);
    let page = dele
        .call(
            "GET",
            "/assembly/exercise-tonight/delegate",
            &[("accept", "text/html")],
            "",
        )
        .await
        .expect(200);
    assert!(page.text.contains("You voted"), "{}", page.text);
    // Pressed again with the same page: the same act. From another page: the refusal, on the page it came from.
    assert_eq!(sent(&dele, "delegate", &fields).await.status, 303);
    let again = sent(
        &dele,
        "delegate",
        &[("act", &act), ("back", "/delegate"), ("key", "k2")],
    )
    .await
    .expect(422);
    assert!(
        again.text.contains("voted-twice") && again.text.contains("One member, one vote."),
        "{}",
        again.text
    );
    // A form sent to a part that the account does not play opens nothing.
    let close = close().to_string();
    assert_eq!(sent(&dele, "chair", &[("act", &close)]).await.status, 403);
    let peek = sent(&dele, "delegate", &[("act", &close), ("back", "/chair")]).await;
    assert!(
        peek.status == 422 && !peek.text.contains("Set the ballot aside"),
        "a form opens no page that its sender may not open"
    );
    let as_delegate = sent(&dele, "delegate", &[("act", &close), ("back", "/delegate")]).await;
    assert!(as_delegate.status == 422 && as_delegate.text.contains("not-your-part"));
}

#[tokio::test]
async fn a_certificate_checks_away_from_here_and_every_change_to_it_is_found() {
    let world = World::on_sqlite("assembly_certificate").await;
    let chair = voting(&world, "record").await;
    world
        .officer("dele")
        .await
        .act(ACTS, "v", &cast("QM", "yes"))
        .await
        .expect(200);
    chair.act(ACTS, "c", &close()).await.expect(200);
    let answer = world
        .nobody()
        .get("/assembly/exercise-tonight/ballot/1/certificate")
        .await
        .expect(200);
    let paper: Paper = serde_json::from_str(&answer.text).expect("a certificate");
    let own = world.app.store.verifier_key();
    assert_eq!(findings(&paper, Some(&own)), Ok(vec![]));
    let mut more = paper.clone();
    more.certificate.count.yes += 1;
    assert!(
        findings(&more, Some(&own)).expect("read").len() >= 3,
        "counts, names, arithmetic and signature"
    );
    let mut elsewhere = paper.clone();
    elsewhere.session = "another".into();
    assert_eq!(findings(&elsewhere, Some(&own)).expect("read").len(), 1);
    let mut unsigned = paper.clone();
    unsigned.note = unsigned.note.replace("ballot 1", "ballot 2");
    assert!(!findings(&unsigned, Some(&own)).expect("read").is_empty());
    assert!(findings(&paper, Some("no key")).is_err());
}

#[tokio::test]
async fn every_page_opens_for_whoever_may_and_no_name_stands_in_what_is_public() {
    let world = World::on_sqlite("assembly_pages").await;
    let mut hall = hall(&world).await;
    tonight::under_vote(&mut hall, 3).await.expect("under vote");
    for (officer, pages) in [
        (
            "dele",
            [
                "",
                "delegate",
                "country",
                "resolutions",
                "resolution/1",
                "results",
                "finances",
            ],
        ),
        (
            "chandra",
            [
                "chair",
                "delegations",
                "papers",
                "elections",
                "rules",
                "ballot/1",
                "projector",
            ],
        ),
        (
            "sana",
            [
                "secretariat",
                "delegations",
                "papers",
                "country",
                "minutes",
                "finances",
                "rules",
            ],
        ),
        (
            "tomas",
            ["tellers", "", "results", "elections", "minutes", "papers", "projector"],
        ),
    ] {
        let caller = world.officer(officer).await;
        for page in pages {
            for language in ["en", "ar", "fr", "es"] {
                let path = format!("/assembly/exercise-tonight/{page}")
                    .trim_end_matches('/')
                    .to_owned();
                let (cookie, accept) = (language, "text/html");
                let answer = caller
                    .call("GET", &path, &[("accept", accept), ("accept-language", cookie)], "")
                    .await;
                assert_eq!(answer.status, 200, "{path} {language}: {}", answer.text);
                assert!(!answer.text.contains(">assembly-"), "{path} {language} lacks a message");
            }
        }
    }
    let results = world
        .nobody()
        .call(
            "GET",
            "/assembly/exercise-tonight/results",
            &[("accept", "text/html")],
            "",
        )
        .await
        .expect(200);
    assert!(!results.text.contains("head-") && !results.text.contains("second-"));
    world
        .officer("mira")
        .await
        .get("/assembly/exercise-tonight/chair")
        .await
        .refused(403, "no-mandate");
}
