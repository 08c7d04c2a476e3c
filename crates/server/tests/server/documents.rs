//! Papers: printed by the real program, sealed, fetched by who may, checked by anybody, recalled with what they are about.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use cordon::clock::Clock;
use cordon::documents::paper::{About, Audience, Block, Content, Edition, Paper, Part, Report};
use cordon::documents::service::{self, Finding, Issuer};
use cordon::documents::{child, key, queries};
use cordon::frame::locale::Language;
use cordon::notices::by::By;
use cordon::notices::change::Around;
use cordon::notices::service::{self as notices, Done};
use cordon::notices::wish::Wish;
use cordon::notices::{adoption, desk, queries as notice_queries};
use cordon_notices::check::Outcome;
use cordon_notices::lifecycle::{EndReason, Role};
use cordon_notices::request::RulingOutcome;
use cordon_vocabulary::Instant;
use serde_json::Value;

use crate::world::{Caller, FACTS, VICTIM, World};

const RED: &str = include_str!("../../../../fixtures/notices/requests/red-complete-before-review.json");
const PRIVATE: &str = include_str!("../../../../fixtures/notices/requests/excluded-private-dispute.json");
const MORNING: &str = "2026-11-20T09:00:00Z";
pub const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// The world on the morning of the notices' fixtures, with the printing program beside the tests.
async fn morning(test: &str) -> World {
    assert!(
        child::HOUSE.program().is_some(),
        "cordon-documents is not built: run the whole workspace's tests"
    );
    let world = World::on_sqlite(test).await;
    at(&world, MORNING);
    world
}

fn at(world: &World, instant: &str) {
    world
        .app
        .set_clock(Clock::driven(Instant::parse(instant).expect("an instant")));
}

fn by(officer: &str, bureau: &str) -> By {
    let role = match (officer, bureau) {
        ("ylva" | "bilal", _) => Role::Translator,
        (_, "HQ") => Role::Reviewer,
        _ => Role::Officer,
    };
    By::named(officer, bureau, role).expect("an officer")
}

/// An act, a minute after the one before.
async fn act(world: &World, id: &str, wish: Wish, by: &By) {
    world.app.set_clock(Clock::driven(world.app.now().plus_seconds(60)));
    let at = world.app.now().timestamp();
    let said = format!("{wish:?}");
    notices::act(&world.app, id, &wish, by, at, Around::default())
        .await
        .unwrap_or_else(|no| panic!("{said}: {} {}", no.code, no.detail));
}

async fn filed(world: &World, request: &str, by: &By) -> String {
    let at = world.app.now().timestamp();
    let done = notices::file(&world.app, request, by, at, None).await.expect("filed");
    let Done::Now(notice) = done else {
        panic!("filed before")
    };
    let id = notice.id.to_string();
    act(world, &id, Wish::Submit, by).await;
    id
}

/// A red notice of QM, published to all others.
async fn published(world: &World) -> String {
    let id = filed(world, RED, &by("mira", "QM")).await;
    let (ines, farid) = (by("ines", "HQ"), by("farid", "HQ"));
    let rules = adoption::rules(&world.app).await.expect("rules");
    let notice = notice_queries::load(&world.app, &id).await.expect("loads").value;
    let report = desk::report(&world.app, &notice, world.app.now().timestamp(), &rules, false)
        .await
        .expect("a report");
    let rows: BTreeSet<u16> = report
        .findings()
        .filter(|f| f.outcome == Outcome::RulingNeeded)
        .map(|f| f.rule)
        .collect();
    for rule in rows {
        act(world, &id, ruling(rule), &ines).await;
    }
    for reviewer in [&ines, &farid] {
        act(
            world,
            &id,
            Wish::Approve {
                answered: BTreeSet::new(),
            },
            reviewer,
        )
        .await;
    }
    act(world, &id, Wish::BeginTranslation, &farid).await;
    for (language, text) in [
        ("en", "Wanted."),
        ("fr", "Recherchée."),
        ("es", "Buscada."),
        ("ar", "مطلوبة."),
    ] {
        act(
            world,
            &id,
            Wish::SetText {
                language: language.into(),
                text: text.into(),
            },
            &by("ylva", "HQ"),
        )
        .await;
        act(
            world,
            &id,
            Wish::CheckText {
                language: language.into(),
            },
            &by("bilal", "HQ"),
        )
        .await;
    }
    act(world, &id, Wish::Publish { urgent: None }, &farid).await;
    world.number().await;
    id
}

fn ruling(rule: u16) -> Wish {
    let items = [
        "nature_of_offence",
        "status_of_person",
        "identity_of_source",
        "position_of_others",
        "international_duties",
        "effect_on_neutrality",
        "general_context",
        "fair_trial",
        "torture_risk",
        "authoritative_findings",
        "proportionality",
    ];
    Wish::Rule {
        rule,
        outcome: RulingOutcome::Compliant,
        grounds: "Looked at; nothing against it.".into(),
        items: items
            .into_iter()
            .map(|i| (i.to_owned(), "looked at".to_owned()))
            .collect(),
        sources: vec!["public reports, exercise".into()],
    }
}

/// Presses a button; gives the reference of the paper.
pub async fn press(caller: &Caller, path: &str, body: &str) -> String {
    let answer = caller.call("POST", path, &[FORM], body).await.expect(303);
    let to = answer.headers["location"].to_str().expect("text").to_owned();
    to.strip_prefix("/documents/")
        .unwrap_or_else(|| panic!("{to}"))
        .to_owned()
}

pub async fn file(caller: &Caller, reference: &str) -> Vec<u8> {
    let (status, headers, body) = caller.open("GET", &format!("/documents/{reference}"), &[], "").await;
    let bytes = axum::body::to_bytes(body, 64 << 20).await.expect("a body").to_vec();
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&bytes));
    assert_eq!(headers["content-type"], "application/pdf");
    assert!(bytes.starts_with(b"%PDF-"));
    bytes
}

/// The text of a paper, or nothing where pdftotext is not installed.
pub fn text(pdf: &[u8], name: &str) -> Option<String> {
    let path = std::env::temp_dir().join(format!("cordon-issued-{}-{name}.pdf", std::process::id()));
    std::fs::write(&path, pdf).expect("a file");
    let said = Command::new("pdftotext")
        .args(["-enc", "UTF-8"])
        .arg(&path)
        .arg("-")
        .output();
    std::fs::remove_file(&path).expect("removes");
    match said {
        Ok(said) => Some(
            String::from_utf8(said.stdout)
                .expect("text")
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
        ),
        Err(_) => {
            eprintln!("skipped: pdftotext is not installed (Debian: poppler-utils)");
            None
        }
    }
}

/// What the public page says of a reference.
pub async fn looked_up(world: &World, reference: &str) -> String {
    world
        .nobody()
        .get(&format!("/verify?document={reference}"))
        .await
        .expect(200)
        .text
}

fn issuer() -> Issuer {
    Issuer {
        journal: "officer:ada".into(),
        house: "QM".into(),
        purpose: "report".into(),
    }
}

fn report(audience: Audience) -> Paper {
    let part = Part {
        language: Language::English,
        title: "A year".into(),
        subtitle: None,
        blocks: vec![Block::heading(1, "Findings"), Block::paragraph("Nothing rose.")],
    };
    Paper {
        about: About::Report { id: "2026".into() },
        audience,
        languages: vec![Language::English],
        drill: false,
        content: Content::Report(Report {
            edition: Edition::Public,
            contents: false,
            parts: vec![part],
        }),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_notice_is_printed_by_its_holder_and_checked_by_anybody() {
    let world = morning("paper-notice").await;
    let id = published(&world).await;
    let dmitra = world.officer("dmitra").await;
    let path = format!("/notices/{id}/paper");
    assert!(
        dmitra.get(&format!("/notices/{id}")).await.text.contains(&path),
        "the page has the button"
    );
    let reference = press(&dmitra, &path, "what=notice&key=k1").await;
    assert_eq!(
        press(&dmitra, &path, "what=notice&key=k1").await,
        reference,
        "a repeated call prints nothing twice"
    );
    let pdf = file(&dmitra, &reference).await;
    if let Some(text) = text(&pdf, "notice") {
        for wanted in [
            "Red notice",
            "Vossmark",
            "Recherchée.",
            "Exercise Police Cooperation",
            "EJERCICIO",
            reference.as_str(),
            "W-2024-117",
        ] {
            assert!(text.contains(wanted), "{wanted}: {text}");
        }
        // Only the desk reads how the request argues.
        assert!(!text.contains("keeps accounts in two of them"), "{text}");
    }
    for other in [world.officer("omar").await, world.nobody()] {
        other
            .get(&format!("/documents/{reference}"))
            .await
            .refused(404, "not-found");
    }
    let nobody = world.nobody();
    assert!(
        looked_up(&world, &reference)
            .await
            .contains("Genuine. It was issued here")
    );
    assert!(looked_up(&world, &reference.to_lowercase()).await.contains("Genuine."));
    assert!(
        looked_up(&world, "P-0000-0000-0000-0000")
            .await
            .contains("Unknown. Nothing like it")
    );
    let check = async |pdf: &[u8]| nobody.upload("/verify/paper", "paper", pdf).await.expect(200).text;
    assert!(check(&pdf).await.contains("Genuine. It was issued here"));
    let mut changed = pdf.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    assert!(
        check(&changed)
            .await
            .contains("Changed. This file is not what was issued")
    );
    assert!(
        check(b"%PDF-1.7 something else")
            .await
            .contains("Unknown. Nothing like it")
    );
    for page in [check(&pdf).await, looked_up(&world, &reference).await] {
        assert!(
            !page.contains("Vossmark") && !page.contains("RED-2026") && !page.contains("QN"),
            "nothing else is revealed"
        );
    }
    nobody
        .upload("/verify/paper", "other", &pdf)
        .await
        .refused(422, "missing");
    world.number().await;
    let kinds: Vec<String> = world
        .app
        .store
        .journal(0, 10_000)
        .await
        .expect("reads")
        .into_iter()
        .map(|e| e.kind)
        .collect();
    assert_eq!(kinds.iter().filter(|k| *k == "documents.issued").count(), 1);
    assert_eq!(kinds.iter().filter(|k| *k == "documents.read").count(), 1);
    assert!(world.app.store.verify(&[]).await.expect("reads").verified());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_recalled_notice_takes_its_papers_along_and_a_destroyed_one_their_files() {
    let world = morning("paper-recall").await;
    let id = published(&world).await;
    let (mira, dmitra) = (world.officer("mira").await, world.officer("dmitra").await);
    let path = format!("/notices/{id}/paper");
    let theirs = press(&dmitra, &path, "what=notice").await;
    let own = press(&mira, &path, "what=notice").await;
    let pdf = file(&dmitra, &theirs).await;
    let withdraw = Wish::Withdraw {
        reason: EndReason::PurposeAchieved,
        text: String::new(),
    };
    act(&world, &id, withdraw, &by("mira", "QM")).await;
    for (caller, reference) in [(&dmitra, &theirs), (&mira, &own)] {
        caller
            .get(&format!("/documents/{reference}"))
            .await
            .refused(410, "paper-recalled");
        assert!(looked_up(&world, reference).await.contains("Recalled. It was genuine"));
    }
    let said = world.nobody().upload("/verify/paper", "paper", &pdf).await.text;
    assert!(said.contains("Recalled. It was genuine"), "{said}");
    dmitra
        .call("POST", &path, &[FORM], "what=notice")
        .await
        .refused(409, "not-in-force");
    // Destroyed: the file is gone from the store, the journal still verifies, the answer stays.
    let paper = queries::paper(&world.app.store, &theirs)
        .await
        .expect("reads")
        .expect("a record")
        .value;
    let sha256 = paper.file().expect("a hash");
    assert!(world.app.store.file(&sha256).await.expect("reads").is_some());
    let second = by("ines", "HQ").officer;
    act(&world, &id, Wish::Destroy { second }, &by("farid", "HQ")).await;
    world.number().await;
    assert!(world.app.store.file(&sha256).await.expect("reads").is_none());
    assert!(looked_up(&world, &theirs).await.contains("Recalled."));
    let verified = world.app.store.verify(&[]).await.expect("reads");
    assert!(verified.verified(), "{:?}", verified.problems);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_addendum_makes_printed_copies_untrue_and_a_new_print_shows_it() {
    let world = morning("paper-addendum").await;
    let id = published(&world).await;
    let dmitra = world.officer("dmitra").await;
    let path = format!("/notices/{id}/paper");
    let before = press(&dmitra, &path, "what=notice").await;
    let addendum = Wish::AddAddendum {
        text: "Extradition was refused by QO.".into(),
        sealed_from_owner: true,
    };
    let mira = world.officer("mira").await;
    let own = press(&mira, &path, "what=notice").await;
    act(&world, &id, addendum, &by("ines", "HQ")).await;
    assert!(looked_up(&world, &before).await.contains("Recalled."));
    assert!(
        looked_up(&world, &own).await.contains("Genuine."),
        "the owner must not learn of a sealed addendum"
    );
    let after = press(&dmitra, &path, "what=notice").await;
    if let Some(text) = text(&file(&dmitra, &after).await, "addendum") {
        assert!(text.contains("Extradition was refused by QO."), "{text}");
    }
    let own = press(&mira, &path, "what=notice").await;
    if let Some(text) = text(&file(&mira, &own).await, "addendum-own") {
        assert!(!text.contains("Extradition was refused"), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_decision_is_printed_for_its_owner_once_it_is_told() {
    let world = morning("paper-decision").await;
    let omar = world.officer("omar").await;
    let id = filed(&world, PRIVATE, &by("omar", "QO")).await;
    let path = format!("/notices/{id}/paper");
    omar.call("POST", &path, &[FORM], "what=decision")
        .await
        .refused(409, "not-decided");
    omar.call("POST", &path, &[FORM], "what=notice")
        .await
        .refused(409, "not-in-force");
    omar.call("POST", &path, &[FORM], "what=poster")
        .await
        .refused(422, "no_paper");
    let articles = BTreeSet::from(["83(1)(a)(i)".to_owned()]);
    for reviewer in ["ines", "farid"] {
        let at = world.app.now().timestamp();
        let wish = Wish::Refuse {
            articles: articles.clone(),
        };
        let done = notices::act(&world.app, &id, &wish, &by(reviewer, "HQ"), at, Around::default()).await;
        if done.is_err() {
            break;
        }
    }
    // The letter leaves at its hour.
    at(&world, "2026-12-20T09:00:00Z");
    let omar = world.officer("omar").await;
    let reference = press(&omar, &path, "what=decision").await;
    if let Some(text) = text(&file(&omar, &reference).await, "decision") {
        for wanted in [
            "Decision: the request is refused",
            "83(1)(a)(i)",
            "Ce que vous pouvez faire",
            "رفض الطلب",
        ] {
            assert!(text.contains(wanted), "{wanted}: {text}");
        }
    }
    let dmitra = world.officer("dmitra").await;
    dmitra
        .call("POST", &path, &[FORM], "what=decision")
        .await
        .refused(404, "not-found");
    let ines = world.officer("ines").await;
    ines.call("POST", &path, &[FORM], "what=decision")
        .await
        .refused(404, "not-found");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_to_a_bank_is_a_letter_of_coded_fields_in_its_language() {
    let world = morning("paper-letter").await;
    let id = world.pursued("2320000.00").await;
    let mira = world.officer("mira").await;
    let path = format!("/case/{id}/ask/1/letter");
    assert!(
        mira.get(&format!("/case/{id}/ask/1/call")).await.text.contains(&path),
        "the call sheet has the button"
    );
    let theirs = press(&mira, &path, "language=").await;
    let french = press(&mira, &path, "language=fr").await;
    if let Some(text) = text(&file(&mira, &french).await, "letter-fr") {
        for wanted in [
            "Demande de blocage de fonds",
            "2,320,000.00 EUR",
            "Birch Savings",
            "EXERCICE",
        ] {
            assert!(text.contains(wanted), "{wanted}: {text}");
        }
    }
    for reference in [&theirs, &french] {
        if let Some(text) = text(&file(&mira, reference).await, "letter") {
            for hidden in [VICTIM, "Alder Joinery", FACTS, "forged invoice"] {
                assert!(!text.contains(hidden), "{hidden}: {text}");
            }
        }
    }
    let dmitra = world.officer("dmitra").await;
    dmitra.call("POST", &path, &[FORM], "").await.refused(404, "not-found");
    mira.call("POST", &format!("/case/{id}/ask/99/letter"), &[FORM], "")
        .await
        .refused(404, "not-found");
    let waiting = mira
        .act("/v1/cases", &world.key(), &world.filing("10.00"))
        .await
        .expect(201);
    let waiting = waiting.json["id"].as_str().expect("an id").to_owned();
    mira.call("POST", &format!("/case/{waiting}/ask/1/letter"), &[FORM], "")
        .await
        .refused(409, "ask-not-out");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn outside_an_exercise_nothing_is_issued_before_the_key_is_adopted() {
    let real = World::real("paper-key").await;
    let no = service::issue(&real.app, &issuer(), &report(Audience::Public), None)
        .await
        .expect_err("no key");
    assert_eq!((no.status.as_u16(), no.code.as_str()), (409, "no-organisation-key"));
    assert!(no.detail.contains("cordon document key --adopt"));
    let adopted = key::adopt(&real.app.store, real.app.now().micros())
        .await
        .expect("adopts");
    assert_eq!(adopted, real.app.store.verifier_key());
    let issued = service::issue(&real.app, &issuer(), &report(Audience::Public), None)
        .await
        .expect("issued");
    // A public paper is for anybody.
    let pdf = file(&real.nobody(), &issued.reference).await;
    let (finding, seal) = service::check_file(&real.app.store, &pdf, real.app.now())
        .await
        .expect("checks");
    assert_eq!((finding, seal.map(|s| s.exercise)), (Finding::Genuine, Some(false)));
    if let Some(text) = text(&pdf, "real") {
        assert!(text.contains("Nothing rose.") && !text.contains("EXERCISE"), "{text}");
    }
    let drill = Paper {
        drill: true,
        ..report(Audience::Public)
    };
    let issued = service::issue(&real.app, &issuer(), &drill, None)
        .await
        .expect("issued");
    if let Some(text) = text(&file(&real.nobody(), &issued.reference).await, "drill") {
        assert!(text.contains("EXERCISE"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_an_invented_world_no_flag_takes_the_mark_away() {
    let world = morning("paper-mark").await;
    let paper = report(Audience::Members);
    assert!(!paper.drill);
    let issued = service::issue(&world.app, &issuer(), &paper, None)
        .await
        .expect("issued");
    let pdf = file(&world.officer("omar").await, &issued.reference).await;
    world.nobody().get(&issued.address()).await.refused(404, "not-found");
    let (_, seal) = service::check_file(&world.app.store, &pdf, world.app.now())
        .await
        .expect("checks");
    assert_eq!(seal.map(|s| s.exercise), Some(true));
    if let Some(text) = text(&pdf, "mark") {
        assert!(text.contains("EXERCISE") && text.contains("تمرين"), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn contents_that_cannot_be_printed_are_refused_by_field() {
    let world = morning("paper-contents").await;
    let mut paper = report(Audience::House);
    let Content::Report(contents) = &mut paper.content else {
        panic!("a report")
    };
    contents.parts[0].blocks.push(Block::Figure {
        svg: "no drawing".into(),
        alt: "x".into(),
        caption: "x".into(),
        note: None,
    });
    let no = service::issue(&world.app, &issuer(), &paper, None)
        .await
        .expect_err("no drawing");
    assert_eq!((no.status.as_u16(), no.code.as_str()), (422, "paper-contents"));
    assert_eq!(no.field.as_deref(), Some("fields.parts.0.blocks.2.svg"));
    assert!(
        queries::of_house(&world.app.store, "QM")
            .await
            .expect("reads")
            .is_empty(),
        "nothing was issued"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_the_house_that_issued_a_paper_recalls_it_and_only_once() {
    let world = morning("paper-by-hand").await;
    let bureaus = Audience::Bureaus(BTreeSet::from(["QO".to_owned()]));
    let issued = service::issue(&world.app, &issuer(), &report(bureaus), None)
        .await
        .expect("issued");
    let (mira, omar, dmitra) = (
        world.officer("mira").await,
        world.officer("omar").await,
        world.officer("dmitra").await,
    );
    file(&omar, &issued.reference).await;
    dmitra.get(&issued.address()).await.refused(404, "not-found");
    let path = format!("{}/recall", issued.address());
    omar.call("POST", &path, &[FORM], "")
        .await
        .refused(403, "not-your-paper");
    assert!(
        mira.get("/documents")
            .await
            .expect(200)
            .text
            .contains(&issued.reference)
    );
    assert!(
        !omar
            .get("/documents")
            .await
            .expect(200)
            .text
            .contains(&issued.reference)
    );
    mira.call("POST", &path, &[FORM], "").await.expect(303);
    mira.call("POST", &path, &[FORM], "")
        .await
        .refused(410, "paper-recalled");
    omar.get(&issued.address()).await.refused(410, "paper-recalled");
    mira.call("POST", "/documents/P-0/recall", &[FORM], "")
        .await
        .refused(404, "not-found");
    // A role that reads no trends reads no report, of whatever house.
    let issued = service::issue(
        &world.app,
        &Issuer {
            house: "QT".into(),
            ..issuer()
        },
        &report(Audience::Members),
        None,
    )
    .await
    .expect("issued");
    let ylva = world.officer("ylva").await;
    ylva.get(&issued.address()).await.refused(404, "not-found");
    assert!(
        !ylva
            .get("/documents")
            .await
            .expect(200)
            .text
            .contains(&issued.reference)
    );
    ylva.call("POST", &format!("{}/recall", issued.address()), &[FORM], "")
        .await
        .refused(404, "not-found");
    file(&mira, &issued.reference).await;
}

/// `cordon document …`, run as a program of its own.
fn cordon(arguments: &[&str]) -> (i32, Value) {
    let output = Command::new(env!("CARGO_BIN_EXE_cordon"))
        .args(arguments)
        .output()
        .expect("runs");
    let out = String::from_utf8_lossy(&output.stdout);
    let said = serde_json::from_str(&out).unwrap_or(Value::Null);
    assert!(said.is_object(), "{out} {}", String::from_utf8_lossy(&output.stderr));
    (output.status.code().expect("a status"), said)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_checked_far_from_any_store_by_the_public_key() {
    let world = morning("paper-offline").await;
    let issued = service::issue(&world.app, &issuer(), &report(Audience::House), None)
        .await
        .expect("issued");
    let pdf = file(&world.officer("mira").await, &issued.reference).await;
    let folder = std::env::temp_dir().join(format!("cordon-offline-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).expect("a file");
        path.display().to_string()
    };
    let mut changed = pdf.clone();
    let middle = changed.len() / 3;
    changed[middle] ^= 4;
    let (whole, changed, other) = (
        put("whole.pdf", &pdf),
        put("changed.pdf", &changed),
        put("other.pdf", b"%PDF-1.7"),
    );
    let key = world.app.store.verifier_key();
    let check = |file: &str| cordon(&["document", "verify", file, "--key", &key, "--json"]);
    let (status, said) = check(&whole);
    assert_eq!(
        (status, &said["finding"], &said["recall_known"]),
        (0, &"genuine".into(), &false.into())
    );
    assert_eq!(
        (&said["reference"], &said["exercise"]),
        (&issued.reference.clone().into(), &true.into())
    );
    assert_eq!(
        check(&changed),
        (1, {
            let mut v = check(&changed).1;
            v["finding"] = "changed".into();
            v
        })
    );
    assert_eq!(check(&other).1["finding"], "unknown");
    // With the store, a recall is known; it works beside the program that holds the store open.
    let store = store_of(&world).await;
    let with = |file: &str| cordon(&["document", "verify", file, "--store", &store, "--json"]);
    assert_eq!(
        (with(&whole).0, with(&whole).1["finding"].clone()),
        (0, "genuine".into())
    );
    service::recall(&world.app, &issuer(), &issued.reference)
        .await
        .expect("recalled");
    let (status, said) = with(&whole);
    assert_eq!(
        (status, &said["finding"], &said["recall_known"]),
        (1, &"recalled".into(), &true.into())
    );
    assert_eq!(with(&changed).1["finding"], "changed");
    assert_eq!(with(&other).1["finding"], "unknown");
    std::fs::remove_dir_all(&folder).expect("removes");
}

/// Where the store of a world lies.
async fn store_of(world: &World) -> String {
    let folder = world.folder();
    assert!(Path::new(folder).is_dir());
    folder.display().to_string()
}
