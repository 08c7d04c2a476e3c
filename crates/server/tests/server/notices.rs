//! Notices from request to purge over the real program: clocks, memory, sealed facts, roles, files, adoption.

use std::collections::BTreeSet;

use cordon::notices::change::Around;
use cordon::notices::wish::Wish;
use cordon::notices::{adoption, files, queries, sealed, service, view};
use cordon_notices::hit::{HitAct, HitOutcome, Notify};
use cordon_notices::lifecycle::{EndReason, Notice, State, WarrantAnswer};
use cordon_notices::request::SealedFact;
use jiff::SignedDuration;
use serde_json::json;

use crate::notice_world::*;
use crate::world::World;

const DAY: i64 = 86_400;

on_both_engines!(
    a_notice_is_found_at_the_border_and_gone_at_its_recall,
    a_silent_source_puts_its_notice_to_sleep_and_an_answer_wakes_it,
    a_notice_that_nobody_renews_expires_after_its_question,
    a_refused_case_is_recognised_in_another_colour_channel_and_number,
    a_confirmed_refugee_is_let_go_at_once_and_the_source_is_not_told_why,
    the_oversight_body_blocks_releases_and_deletes,
    a_photograph_travels_with_the_notice_and_dies_with_it,
    holders_that_do_not_confirm_are_reminded_and_listed,
    an_excluded_bureau_loses_sight_and_is_let_in_again,
    a_hit_runs_by_the_clocks_of_the_two_countries,
    the_standard_interface_answers_with_notices_that_the_bureau_may_see,
    the_headquarters_asks_for_a_un_special_notice_and_no_bureau_can,
    an_act_that_another_overtakes_is_done_after_it_and_a_wrong_clock_is_refused,
);

async fn state(world: &World, id: &str) -> State {
    notice(world, id).await.state
}

async fn notice(world: &World, id: &str) -> Notice {
    queries::load(&world.app, id).await.expect("a notice").value
}

/// The job and the officer's call may both screen a request; an act begun first may be stored second.
async fn an_act_that_another_overtakes_is_done_after_it_and_a_wrong_clock_is_refused(world: World) {
    let app = &world.app;
    let id = submitted(app, &red(app, "Tandemark"), &mira()).await;
    let before = notice(&world, &id).await;
    let again = service::screen(app, &id, app.now().timestamp())
        .await
        .expect("screened");
    assert_eq!((again.state, again.version), (before.state, before.version));
    let withdrawn = |seconds: i64| {
        let at = before.touched_at - SignedDuration::from_secs(seconds);
        let id = id.clone();
        let wish = Wish::Withdraw {
            reason: EndReason::PurposeAchieved,
            text: String::new(),
        };
        async move { service::act(app, &id, &wish, &mira(), at, Around::default()).await }
    };
    let refused = withdrawn(6).await.expect_err("the clock is wrong");
    assert_eq!(refused.code, "back_in_time");
    withdrawn(1).await.expect("overtaken by a second");
    let after = notice(&world, &id).await;
    assert_eq!((after.state, after.touched_at), (State::Withdrawn, before.touched_at));
}

async fn a_notice_is_found_at_the_border_and_gone_at_its_recall(world: World) {
    let app = &world.app;
    let request = red(app, "Quellmark");
    let id = published(app, &request, &mira()).await;
    world.number().await;
    let tess = world.officer("tess").await;
    let zone = zone("QUELLMARK", "ILDA", "X0000009");
    for (n, words) in ["Ilda Quellmark", zone.as_str()].into_iter().enumerate() {
        let hit = tess
            .act("/v1/screen", &format!("s{n}"), &json!({"text": words}))
            .await
            .expect(200);
        assert!(
            hit.json["hits"]
                .as_array()
                .is_some_and(|h| h.iter().any(|h| h["id"] == id.as_str() && h["alert"] == true)),
            "{words}: {}",
            hit.text
        );
    }
    done(
        app,
        &id,
        Wish::Withdraw {
            reason: EndReason::PurposeAchieved,
            text: String::new(),
        },
        &mira(),
    )
    .await;
    // Before the sequencer has numbered the recall, and after.
    for n in 0..2 {
        let gone = tess
            .act("/v1/screen", &format!("g{n}"), &json!({"text": "Ilda Quellmark"}))
            .await;
        assert!(!gone.text.contains(&id), "{}", gone.text);
        world.number().await;
    }
}

const UN: &str = include_str!("../../../../fixtures/notices/requests/un-special-notice.json");

async fn the_headquarters_asks_for_a_un_special_notice_and_no_bureau_can(world: World) {
    let app = &world.app;
    let mut request: serde_json::Value = serde_json::from_str(UN).expect("a fixture");
    request["declaration"]["signed_at"] = json!(app.now().timestamp());
    request["sources"][0]["date"] = json!(app.today());
    // A bureau cannot, whoever it says that it is.
    let refused = submitted(app, &request, &mira()).await;
    ruled(app, &refused).await;
    let against = act(
        app,
        &refused,
        Wish::Approve {
            answered: BTreeSet::new(),
        },
        &ines(),
    )
    .await;
    assert_eq!(against.err().as_deref(), Some("rows_against"));
    // The duty desk of the headquarters files it in its own name, on the page and over the interface.
    let greta = world.officer("greta").await;
    let page = greta.page("/notices/new?kind=un").await;
    assert!(page.contains("UN special notice"), "{page}");
    request["requester"] = json!({"type": "bureau", "country": "QM"});
    let filed = greta.act("/v1/notices", "un1", &request).await.expect(201);
    let id = filed.json["id"].as_str().expect("an id").to_owned();
    assert_eq!(
        notice(&world, &id).await.country,
        None,
        "the headquarters is no country"
    );
    done(app, &id, Wish::Submit, &officer("greta", "HQ")).await;
    approved(app, &id).await;
    done(app, &id, Wish::BeginTranslation, &ylva()).await;
    translated(app, &id).await;
    done(app, &id, Wish::Publish { urgent: None }, &farid()).await;
    assert!(listed(app, "QN", &id).await && found(app, "QT", "Exercise Trading House", &id).await);
    let card = world.officer("tess").await.page(&format!("/notices/{id}")).await;
    assert!(card.contains("UN special notice") && card.contains("QXe.002"), "{card}");
    let paper = cordon::notices::print::notice(app, &id, &officer("tess", "QT"), app.now().timestamp()).await;
    assert!(paper.is_ok());
    done(
        app,
        &id,
        Wish::Withdraw {
            reason: EndReason::PurposeAchieved,
            text: String::new(),
        },
        &officer("greta", "HQ"),
    )
    .await;
    assert!(!listed(app, "QN", &id).await);
}

/// Where the standard interface shows a notice to a caller: match, match of all lists, search with its count, entity.
async fn shown(caller: &crate::world::Caller, name: &str, id: &str) -> [bool; 4] {
    let query = json!({"queries": {"q": {"schema": "Person", "properties": {"name": [format!("Ilda {name}")], "birthDate": ["1984-05-17"]}}}});
    let one = caller
        .call("POST", "/match/notices?limit=1", &[], &query.to_string())
        .await
        .expect(200);
    let all = caller
        .call("POST", "/match/default?cutoff=0", &[], &query.to_string())
        .await
        .expect(200);
    let search = caller
        .get(&format!("/search/notices?q=Ilda%20{name}&facets=names&limit=1"))
        .await
        .expect(200);
    let entity = caller.get(&format!("/entities/{id}")).await;
    let has = |text: &str| text.contains(id);
    [
        has(&one.text),
        has(&all.text),
        has(&search.text),
        entity.status == 200 && has(&entity.text),
    ]
}

async fn the_standard_interface_answers_with_notices_that_the_bureau_may_see(world: World) {
    let app = &world.app;
    let id = published(app, &red(app, "Quellmark"), &mira()).await;
    world.number().await;
    let (tess, dmitra, bank) = (
        world.officer("tess").await,
        world.officer("dmitra").await,
        world.bank("b-birch").await,
    );
    assert_eq!(shown(&tess, "Quellmark", &id).await, [true; 4]);
    assert_eq!(shown(&dmitra, "Quellmark", &id).await, [true; 4]);
    let body =
        r#"{"queries":{"q":{"schema":"Person","properties":{"name":["Ilda Quellmark"],"birthDate":["1984-05-17"]}}}}"#;
    let best = tess.call("POST", "/match/notices", &[], body).await.expect(200);
    let best = &best.json["responses"]["q"]["results"][0];
    assert_eq!((&best["datasets"], &best["match"]), (&json!(["notices"]), &json!(true)));
    // An institution learns nothing of them, not even that there is such a list.
    bank.call("POST", "/match/notices", &[], body)
        .await
        .refused(404, "screening.yente.dataset");
    bank.get(&format!("/entities/{id}"))
        .await
        .refused(404, "screening.yente.entity");
    assert!(!bank.get("/catalog").await.expect(200).text.contains("notices"));
    assert!(tess.get("/catalog").await.expect(200).text.contains("Notices in force"));
    // What a bureau may not see takes no place before what it may, is in no count, and is not there by its id.
    let near = published(app, &red(app, "Quellmarck"), &mira()).await;
    let deny: BTreeSet<_> = [officer("x", "QN").bureau].into();
    done(app, &id, Wish::Restrict { deny }, &mira()).await;
    for numbered in [false, true] {
        assert_eq!(
            shown(&dmitra, "Quellmark", &id).await,
            [false; 4],
            "numbered: {numbered}"
        );
        world.number().await;
    }
    assert_eq!(
        shown(&dmitra, "Quellmark", &near).await,
        [true; 4],
        "the next one stands in its place"
    );
    let count = async |caller: &crate::world::Caller| {
        caller.get("/search/notices?q=Ilda%20Quellmark").await.expect(200).json["total"]["value"].clone()
    };
    assert_eq!((count(&dmitra).await, count(&tess).await), (json!(1), json!(2)));
    assert_eq!(shown(&tess, "Quellmark", &id).await[0], true);
    // A recall is followed at once.
    done(
        app,
        &id,
        Wish::Withdraw {
            reason: EndReason::PurposeAchieved,
            text: String::new(),
        },
        &mira(),
    )
    .await;
    for numbered in [false, true] {
        assert_eq!(shown(&tess, "Quellmark", &id).await, [false; 4], "numbered: {numbered}");
        world.number().await;
    }
    let entries = app.store.journal(0, 5000).await.expect("the journal");
    assert!(
        entries
            .iter()
            .any(|e| e.kind == "screening.matched" && e.public["lists"] == json!(["notices@0"]))
    );
}

/// The machine-readable zone of a passport of the specimen state.
fn zone(family: &str, given: &str, number: &str) -> String {
    let check = |text: &str| {
        let value = |c: char| c.to_digit(36).filter(|_| c != '<').unwrap_or(0);
        let sum: u32 = text
            .chars()
            .zip([7, 3, 1].into_iter().cycle())
            .map(|(c, w)| value(c) * w)
            .sum();
        format!("{text}{}", sum % 10)
    };
    let (number, birth, expiry, personal) = (
        check(&format!("{number:<<9}")),
        check("840517"),
        check("310101"),
        check("<<<<<<<<<<<<<<"),
    );
    let whole = check(&format!("{number}{birth}{expiry}{personal}"));
    let last = whole.chars().last().unwrap_or('<');
    format!(
        "{:<<44}\n{number}UTO{birth}F{expiry}{personal}{last}",
        format!("P<UTO{family}<<{given}")
    )
}

async fn a_silent_source_puts_its_notice_to_sleep_and_an_answer_wakes_it(world: World) {
    let app = &world.app;
    let id = published(app, &red(app, "Vossmark"), &mira()).await;
    world.pass(90 * DAY + 60).await;
    let events = told(&world, "QM", &id).await;
    assert!(
        events.iter().any(|e| e["events"].to_string().contains("warrant_asked")),
        "{events:?}"
    );
    assert!(listed(app, "QN", &id).await);
    world.pass(14 * DAY + 60).await;
    assert_eq!(state(&world, &id).await, State::Suspended);
    assert!(!listed(app, "QN", &id).await && !found(app, "QN", "Ilda Vossmark", &id).await);
    assert_eq!(
        act(app, &id, Wish::Resume, &mira()).await.err().as_deref(),
        Some("warrant_unconfirmed")
    );
    done(
        app,
        &id,
        Wish::AnswerWarrant {
            answer: WarrantAnswer::Stands,
        },
        &mira(),
    )
    .await;
    assert_eq!(state(&world, &id).await, State::Published);
    assert!(listed(app, "QN", &id).await);
    // The next question, again unanswered: after six months of sleep it ends.
    world.pass((90 + 14 + 190) * DAY).await;
    assert_eq!(state(&world, &id).await, State::Cancelled);
    assert!(notice(&world, &id).await.copies.values().all(|c| c.purge.is_some()));
}

async fn a_notice_that_nobody_renews_expires_after_its_question(world: World) {
    let app = &world.app;
    let mut request = red(app, "Vossmark");
    request["kind"] = json!("blue");
    request["purposes"] = json!(["locate"]);
    request["subject"]["status"] = json!("suspect");
    request["investigation"] = json!({"reference": "INV-7", "information_wanted": "Where the subject lives."});
    if let Some(object) = request.as_object_mut() {
        object.remove("case");
        object.remove("extradition");
    }
    let id = published(app, &request, &mira()).await;
    let kept = notice(&world, &id).await.retention.expect("a period");
    world.pass((5 * 365 - 150) * DAY).await;
    assert_eq!(state(&world, &id).await, State::Published);
    assert!(
        notice(&world, &id)
            .await
            .retention
            .is_some_and(|r| r.asked_on == Some(kept.ask_on))
    );
    world.pass(160 * DAY).await;
    assert_eq!(state(&world, &id).await, State::Expired);
    assert!(
        told(&world, "QN", &id)
            .await
            .iter()
            .any(|e| e["events"].to_string().contains("recalled"))
    );
}

async fn a_refused_case_is_recognised_in_another_colour_channel_and_number(world: World) {
    let app = &world.app;
    let request = red(app, "Wiedermark");
    let first = submitted(app, &request, &mira()).await;
    let articles: BTreeSet<String> = ["83(1)(a)(i)".to_owned()].into();
    for by in [ines(), farid()] {
        done(
            app,
            &first,
            Wish::Refuse {
                articles: articles.clone(),
            },
            &by,
        )
        .await;
    }
    assert_eq!(state(&world, &first).await, State::Refused);
    let mut blue = request.clone();
    blue["kind"] = json!("blue");
    blue["purposes"] = json!(["locate"]);
    let mut diffusion = request.clone();
    diffusion["channel"] = json!("diffusion");
    diffusion["recipients"] = json!(["QN", "QO"]);
    let mut number = request.clone();
    number["reference"] = json!("QM-2026-9999");
    for (what, again) in [("blue", blue), ("diffusion", diffusion), ("number", number)] {
        let id = submitted(app, &again, &mira()).await;
        let seen = notice(&world, &id).await.review.recognised;
        assert!(
            seen.iter()
                .any(|r| r.notice.to_string() == first && r.articles.iter().any(|a| a == "83(1)(a)(i)")),
            "{what}: {seen:?}"
        );
        for bureau in &BUREAUS[1..] {
            assert!(!listed(app, bureau, &id).await, "{what} at {bureau}");
        }
        let shown = view::of(app, &id, &ines(), app.now().timestamp())
            .await
            .expect("the desk sees it");
        assert!(shown.desk.is_some_and(|d| !d.recognised.is_empty()), "{what}");
    }
}

fn fact(kind: &str, family_name: &str) -> SealedFact {
    let value = json!({"kind": kind, "against": "QM", "family_name": family_name, "forename": "Ilda", "birth_date": "1984-05-17"});
    serde_json::from_value(value).expect("a fact")
}

async fn a_confirmed_refugee_is_let_go_at_once_and_the_source_is_not_told_why(world: World) {
    let app = &world.app;
    let live = published(app, &red(app, "Flucht"), &mira()).await;
    let other = published(app, &red(app, "Andermark"), &mira()).await;
    let at = app.now().timestamp();
    assert_eq!(
        sealed::enter(app, &fact("refugee_confirmed", "Flucht"), &mira(), at)
            .await
            .map_err(|no| no.code),
        Err("not_for_you".into())
    );
    assert_eq!(
        sealed::enter(app, &fact("refugee_confirmed", "Flucht"), &odile(), at)
            .await
            .expect("entered"),
        1
    );
    assert_eq!(
        (state(&world, &live).await, state(&world, &other).await),
        (State::Deleted, State::Published)
    );
    assert!(!listed(app, "QN", &live).await && !found(app, "QN", "Ilda Flucht", &live).await);
    // The owner reads, until the letter, that it is in force; then no more than the common wording.
    let shown = view::of(app, &live, &mira(), at).await.expect("the owner's page");
    assert_eq!((shown.line.state.as_str(), shown.grounds.len()), ("published", 0));
    world.pass(2 * DAY).await;
    let shown = view::of(app, &live, &mira(), app.now().timestamp())
        .await
        .expect("the owner's page");
    assert_eq!(
        (shown.line.state.as_str(), shown.grounds),
        ("cancelled", vec!["constitutional_grounds".to_owned()])
    );
    for event in told(&world, "QM", &live).await {
        assert!(
            !event.to_string().contains("sealed") && !event.to_string().contains("refugee"),
            "{event}"
        );
    }
    // A new request on the same person ends before anybody reads it.
    let again = submitted(app, &red(app, "Flucht"), &mira()).await;
    assert_eq!(state(&world, &again).await, State::Refused);
    // A refused extradition stands beside the notice, before the eyes of all but its owner.
    assert_eq!(
        sealed::enter(
            app,
            &fact("extradition_refused", "Andermark"),
            &ines(),
            app.now().timestamp()
        )
        .await
        .expect("entered"),
        1
    );
    let abroad = view::of(app, &other, &officer("dmitra", "QN"), app.now().timestamp())
        .await
        .expect("a card");
    assert_eq!(abroad.addenda.len(), 1);
    let own = view::of(app, &other, &mira(), app.now().timestamp())
        .await
        .expect("the owner's page");
    assert!(own.addenda.is_empty());
}

async fn the_oversight_body_blocks_releases_and_deletes(world: World) {
    let app = &world.app;
    let id = published(app, &red(app, "Vossmark"), &mira()).await;
    assert_eq!(
        act(app, &id, Wish::Block, &ines()).await.err().as_deref(),
        Some("not_for_you")
    );
    assert_eq!(
        act(
            app,
            &id,
            Wish::SetText {
                language: "en".into(),
                text: "x".into()
            },
            &ines()
        )
        .await
        .err()
        .as_deref(),
        Some("not_for_you")
    );
    done(app, &id, Wish::Block, &odile()).await;
    assert!(!listed(app, "QN", &id).await && !found(app, "QN", "Ilda Vossmark", &id).await);
    let own = view::of(app, &id, &mira(), app.now().timestamp())
        .await
        .expect("the owner's page");
    assert_eq!(own.line.state, "published", "a block is not the owner's to see");
    done(app, &id, Wish::Unblock, &odile()).await;
    assert!(listed(app, "QN", &id).await);
    done(
        app,
        &id,
        Wish::Delete {
            articles: ["C 2(1); 34(2)".to_owned()].into(),
        },
        &odile(),
    )
    .await;
    assert_eq!(state(&world, &id).await, State::Deleted);
    assert!(!listed(app, "QN", &id).await);
}

async fn a_photograph_travels_with_the_notice_and_dies_with_it(world: World) {
    let app = &world.app;
    let picture = cordon::notices::drawn::silhouette(300, 400).expect("a drawing");
    let mira_calls = world.officer("mira").await;
    let filed = mira_calls
        .act("/v1/notices", "f1", &red(app, "Bildmark"))
        .await
        .expect(201);
    let id = filed.json["id"].as_str().expect("an id").to_owned();
    let send = |bytes: Vec<u8>, purpose: &'static str, key: &'static str| {
        let (caller, path) = (mira_calls.clone(), format!("/v1/notices/{id}/files/{purpose}"));
        async move { caller.bytes(&path, key, bytes).await }
    };
    send(b"no picture at all".to_vec(), "photograph", "p0")
        .await
        .refused(415, "not_an_image");
    send(
        [b"PK\x03\x04\x14\0\0\0\0\0".to_vec(), vec![0; 64]].concat(),
        "photograph",
        "p1",
    )
    .await
    .refused(415, "not_an_image");
    send(picture.clone(), "photograph", "p2").await.expect(200);
    send(b"%PDF-1.7 an invented warrant".to_vec(), "warrant", "p3")
        .await
        .expect(200);
    done(app, &id, Wish::Submit, &mira()).await;
    approved(app, &id).await;
    done(app, &id, Wish::BeginTranslation, &ylva()).await;
    translated(app, &id).await;
    let hash = {
        let own = view::of(app, &id, &mira(), app.now().timestamp())
            .await
            .expect("the owner's page");
        assert_eq!((own.photographs.len(), own.warrant.is_some()), (1, true));
        own.photographs[0].clone()
    };
    let tess = world.officer("tess").await;
    let path = format!("/notices/{id}/files/{hash}/picture");
    assert_eq!(
        tess.get(&path).await.status,
        404,
        "nobody abroad sees it before publication"
    );
    done(app, &id, Wish::Publish { urgent: None }, &farid()).await;
    assert_eq!(tess.get(&path).await.status, 200);
    let saved = tess.get(&format!("/notices/{id}/files/{hash}")).await.expect(200);
    assert!(
        saved.headers["content-disposition"]
            .to_str()
            .expect("text")
            .starts_with("attachment")
    );
    let abroad = view::of(app, &id, &officer("tess", "QT"), app.now().timestamp())
        .await
        .expect("a card");
    assert_eq!(
        (abroad.photographs.len(), abroad.warrant),
        (1, None),
        "the warrant is for a bureau with a hit"
    );
    done(
        app,
        &id,
        Wish::Withdraw {
            reason: EndReason::PurposeAchieved,
            text: String::new(),
        },
        &mira(),
    )
    .await;
    assert_eq!(tess.get(&path).await.status, 404);
    done(
        app,
        &id,
        Wish::Destroy {
            second: farid().officer,
        },
        &ines(),
    )
    .await;
    let kept = files::hash_of(&format!("sha256:{hash}")).expect("a hash");
    assert!(app.store.file(&kept).await.expect("the store reads").is_none());
    world.number().await;
    assert!(app.store.verify(&[]).await.expect("read").problems.is_empty());
}

async fn holders_that_do_not_confirm_are_reminded_and_listed(world: World) {
    let app = &world.app;
    let id = published(app, &red(app, "Vossmark"), &mira()).await;
    done(
        app,
        &id,
        Wish::Withdraw {
            reason: EndReason::PurposeAchieved,
            text: String::new(),
        },
        &mira(),
    )
    .await;
    for bureau in &BUREAUS[1..6] {
        done(app, &id, Wish::ConfirmPurge, &officer("reader", bureau)).await;
    }
    world.pass(80 * 3600).await;
    let recall = world.officer("dmitra").await.page("/notices/recalls").await;
    assert!(
        recall.contains(">QS<") && recall.contains(">QT<") && !recall.contains(">QR<"),
        "{recall}"
    );
    let open = cordon_notices::lifecycle::outstanding(&notice(&world, &id).await);
    let waiting: Vec<(&str, u32)> = open.iter().map(|o| (o.bureau.as_str(), o.reminders)).collect();
    assert_eq!(waiting, [("QS", 3), ("QT", 3)]);
    assert!(
        told(&world, "QS", &id)
            .await
            .iter()
            .any(|e| e["events"].to_string().contains("purge_reminder"))
    );
    assert!(
        !told(&world, "QN", &id)
            .await
            .iter()
            .any(|e| e["events"].to_string().contains("purge_reminder"))
    );
}

async fn an_excluded_bureau_loses_sight_and_is_let_in_again(world: World) {
    let app = &world.app;
    let id = published(app, &red(app, "Vossmark"), &mira()).await;
    let deny: BTreeSet<_> = [officer("x", "QN").bureau].into();
    done(app, &id, Wish::Restrict { deny: deny.clone() }, &mira()).await;
    assert!(!listed(app, "QN", &id).await && listed(app, "QO", &id).await);
    assert!(!found(app, "QN", "Ilda Vossmark", &id).await && found(app, "QO", "Ilda Vossmark", &id).await);
    let recall = world.officer("omar").await.page("/notices/recalls").await;
    assert!(!recall.contains(">QN<"), "who is excluded is not for others");
    done(app, &id, Wish::ConfirmPurge, &officer("dmitra", "QN")).await;
    done(app, &id, Wish::LiftRestriction { allow: deny }, &mira()).await;
    assert!(listed(app, "QN", &id).await && found(app, "QN", "Ilda Vossmark", &id).await);
}

async fn a_hit_runs_by_the_clocks_of_the_two_countries(world: World) {
    let app = &world.app;
    let id = published(app, &red(app, "Vossmark"), &mira()).await;
    let (tess, at) = (officer("tess", "QT"), app.now().timestamp());
    let case = cordon::notices::hits::open(app, &id, "border_control", Notify::Told, &tess, at, Default::default())
        .await
        .expect("a case");
    let hit = case.id.to_string();
    let step = |act: HitAct, by: cordon::notices::by::By| {
        let hit = hit.clone();
        async move {
            cordon::notices::hits::step(app, &hit, &act, &by, app.now().timestamp(), Default::default())
                .await
                .map_err(|no| no.code)
        }
    };
    assert_eq!(
        step(HitAct::Locate, tess.clone()).await.err().as_deref(),
        Some("rule"),
        "nobody acts before the check"
    );
    let asked = step(HitAct::AskSource, tess.clone()).await.expect("asked").case;
    assert_eq!(
        asked.clocks[0]
            .due_at
            .map(|d| d.duration_since(app.now().timestamp()).as_hours()),
        Some(4)
    );
    world.pass(5 * 3600).await;
    assert!(
        told(&world, "QM", &id)
            .await
            .iter()
            .any(|e| e["events"].to_string().contains("answer_overdue"))
    );
    step(
        HitAct::SourceAnswers {
            same_person: true,
            data_stands: true,
        },
        mira(),
    )
    .await
    .expect("answered");
    step(HitAct::Locate, tess.clone()).await.expect("located");
    assert_eq!(
        step(HitAct::Arrest { national_basis: None }, tess.clone())
            .await
            .err()
            .as_deref(),
        Some("no_arrest_on_this_alone")
    );
    step(
        HitAct::Arrest {
            national_basis: Some("order of an invented court".into()),
        },
        tess.clone(),
    )
    .await
    .expect("held");
    assert_eq!(
        step(HitAct::AskExtradition, tess.clone()).await.err().as_deref(),
        Some("not_for_you")
    );
    step(HitAct::AskExtradition, mira()).await.expect("asked for");
    let due = step(HitAct::AwaitPapers, tess.clone()).await.expect("announced").case;
    let papers = due.clocks.iter().rfind(|c| c.due_at.is_some()).expect("a clock");
    assert_eq!(
        papers.due_at.map(|d| d.duration_since(papers.started_at).as_hours()),
        Some(18 * 24),
        "QT grants QM eighteen days"
    );
    step(HitAct::Surrender, tess.clone()).await.expect("surrendered");
    assert_eq!(
        step(
            HitAct::Close {
                outcome: HitOutcome::Released
            },
            tess.clone()
        )
        .await
        .err()
        .as_deref(),
        Some("outcome_does_not_fit")
    );
    let page = world.officer("tess").await.page("/notices/hits").await;
    assert!(page.contains("outcome owed"), "the outcome is owed");
    step(
        HitAct::Close {
            outcome: HitOutcome::Surrendered,
        },
        tess,
    )
    .await
    .expect("closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_the_real_world_only_adopted_rows_decide_on_sqlite() {
    only_rows_that_two_officers_adopted_decide(World::real("adoption").await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_the_real_world_only_adopted_rows_decide_on_postgres() {
    if let Some(world) = World::real_on_postgres("adoption_real").await {
        only_rows_that_two_officers_adopted_decide(world).await;
    }
}

async fn only_rows_that_two_officers_adopted_decide(world: World) {
    let app = &world.app;
    let (at, day) = (app.now().timestamp(), app.today());
    let decides = async |rule: u16| {
        let rules = adoption::rules(app).await.expect("rules");
        let row = rules.book().row(rule, day).expect("a row").clone();
        rules.decides(&row, day)
    };
    let no = |r: Result<(), cordon::answer::No>| r.map_err(|no| no.code);
    assert!(!decides(23).await);
    assert_eq!(
        no(adoption::first(app, 23, "Statute, edition 3", day, &mira(), at).await),
        Err("not_for_you".into())
    );
    assert_eq!(
        no(adoption::first(app, 23, " ", day, &ines(), at).await),
        Err("no_text".into())
    );
    assert_eq!(
        no(adoption::first(app, 99, "Statute, edition 3", day, &ines(), at).await),
        Err("no_row".into())
    );
    assert_eq!(
        no(adoption::second(app, 23, &farid(), at).await.map(|_| ())),
        Err("no_proposal".into())
    );
    assert_eq!(
        no(adoption::first(app, 23, "Statute, edition 3", day, &ines(), at).await),
        Ok(())
    );
    assert!(!decides(23).await, "one officer is not two");
    assert_eq!(
        no(adoption::second(app, 23, &ines(), at).await.map(|_| ())),
        Err("same_person".into())
    );
    assert_eq!(no(adoption::second(app, 23, &farid(), at).await.map(|_| ())), Ok(()));
    assert!(decides(23).await && !decides(24).await);
    assert_eq!(
        no(adoption::first(app, 23, "Statute, edition 4", day, &ines(), at).await),
        Err("adopted_before".into())
    );
    // The row that two adopted stops a request under its threshold; its neighbours only ask.
    let mut request = red(app, "Schwellmark");
    request["case"]["offences"][0]["max_penalty"] = json!({"months": 23});
    request["extradition"]["will_be_sought"] = json!(false);
    let id = submitted(app, &request, &mira()).await;
    let asked = act(
        app,
        &id,
        Wish::Approve {
            answered: BTreeSet::new(),
        },
        &ines(),
    )
    .await;
    assert_eq!(asked.err().as_deref(), Some("rows_against"));
    let rules = adoption::rules(app).await.expect("rules");
    let loaded = notice(&world, &id).await;
    let report = cordon::notices::desk::report(app, &loaded, app.now().timestamp(), &rules, false)
        .await
        .expect("a report");
    let of = |rule: u16| {
        report
            .findings()
            .filter(|f| f.rule == rule)
            .map(|f| f.outcome)
            .collect::<Vec<_>>()
    };
    assert_eq!(of(23), [cordon_notices::check::Outcome::Refused]);
    assert!(
        !of(30).is_empty() && of(30).iter().all(|o| *o <= cordon_notices::check::Outcome::Asks),
        "{:?}",
        of(30)
    );
}
