//! The record of a session and its resolutions as papers: printed by who may read, checked by anybody, recalled when untrue.

use cordon::assembly::service;
use cordon::assembly::tonight;
use cordon::documents::child;
use cordon_assembly::assembly::Act;
use cordon_assembly::member::MemberCode;
use cordon_assembly::votes::{Choice, VoteAct};
use serde_json::json;

use crate::assembly::{ACTS, STATES, state, verified, voting};
use crate::documents::{FORM, file, looked_up, press, text};
use crate::world::World;

on_both_engines!(
    an_adopted_resolution_is_printed_in_four_languages_for_anybody,
    minutes_are_printed_for_members_as_they_stand,
    a_corrected_number_recalls_what_was_printed_under_the_old_one,
);

const RESOLUTION: &str = "/assembly/exercise-tonight/resolution/1/paper";
const RESOLUTIONS: &str = "/assembly/exercise-tonight/resolutions/paper";
const MINUTES: &str = "/assembly/exercise-tonight/minutes/paper";

/// Six seats of eight say yes, by record vote: two thirds of yes and no, exactly enough and a little more.
async fn adopted(world: &World) {
    assert!(
        child::HOUSE.program().is_some(),
        "cordon-documents is not built: run the whole workspace's tests"
    );
    let chair = voting(world, "record").await;
    for (place, code) in STATES.into_iter().enumerate() {
        let choice = if place < 6 { Choice::Yes } else { Choice::No };
        let act = Act::Vote(VoteAct::Cast {
            ballot: 1,
            member: MemberCode::new(code).expect("a code"),
            choice,
        });
        let actor = tonight::delegate(code).expect("a delegate");
        let now = world.app.now().timestamp();
        service::act(&world.app, tonight::SESSION, &actor, &act, now, None)
            .await
            .expect("a vote");
    }
    let close = json!({"area": "vote", "act": {"do": "close", "ballot": 1}});
    chair.act(ACTS, "close", &close).await.expect(200);
    assert!(state(world).await.resolutions[&1].number.is_some(), "adopted");
}

async fn an_adopted_resolution_is_printed_in_four_languages_for_anybody(world: World) {
    adopted(&world).await;
    let number = state(&world).await.resolutions[&1]
        .number
        .expect("a number")
        .to_string();
    let dele = world.officer("dele").await;
    let page = dele.page("/assembly/exercise-tonight/resolution/1").await;
    assert!(page.contains(RESOLUTION), "the page has the button");
    let reference = press(&dele, RESOLUTION, "language=&key=k1").await;
    assert_eq!(
        press(&dele, RESOLUTION, "language=&key=k1").await,
        reference,
        "a repeated call prints nothing twice"
    );
    assert!(
        dele.page("/assembly/exercise-tonight/resolution/1")
            .await
            .contains(&reference),
        "the page names the paper"
    );
    // Adopted resolutions are for anybody.
    let pdf = file(&world.nobody(), &reference).await;
    if let Some(text) = text(&pdf, "resolution") {
        for wanted in [
            number.as_str(),
            "Early warning",
            "Alerte précoce",
            "Aviso temprano",
            "within one hour",
            "dans l'heure",
            "una hora",
            "3 × 6 ≥ 2 × 8",
            "1–6",
            "7–8",
            "EXERCISE",
            "EJERCICIO",
            reference.as_str(),
        ] {
            assert!(text.contains(wanted), "{wanted}: {text}");
        }
        assert!(!text.contains("U+20"), "no mark is printed as its number: {text}");
        assert!(
            !text.contains("head-") && !text.contains("second-"),
            "no person is named: {text}"
        );
    }
    assert!(
        looked_up(&world, &reference)
            .await
            .contains("Genuine. It was issued here")
    );
    let checked = world
        .nobody()
        .upload("/verify/paper", "paper", &pdf)
        .await
        .expect(200)
        .text;
    assert!(checked.contains("Genuine."), "{checked}");
    let one = press(&dele, RESOLUTIONS, "language=fr&key=k2").await;
    if let Some(text) = text(&file(&dele, &one).await, "resolutions-fr") {
        assert!(
            text.contains("Résolutions adoptées") && text.contains("Alerte précoce") && !text.contains("Early warning"),
            "{text}"
        );
    }
    for (body, field) in [("language=de&key=k3", "language"), ("language=fr&key=", "key")] {
        let no = dele.call("POST", RESOLUTION, &[FORM], body).await;
        assert_eq!(
            (no.status, no.json["field"].as_str()),
            (422, Some(field)),
            "{}",
            no.text
        );
    }
    world
        .nobody()
        .call("POST", RESOLUTION, &[FORM], "language=fr&key=k4")
        .await
        .refused(401, "sign-in");
    dele.call(
        "POST",
        "/assembly/exercise-tonight/resolution/9/paper",
        &[FORM],
        "language=fr&key=k5",
    )
    .await
    .refused(404, "not-found");
    verified(&world).await;
}

async fn minutes_are_printed_for_members_as_they_stand(world: World) {
    voting(&world, "record").await;
    let dele = world.officer("dele").await;
    // Nothing is adopted yet: there is a record, and no resolution to print.
    assert!(
        !dele
            .page("/assembly/exercise-tonight/resolution/1")
            .await
            .contains(RESOLUTION)
    );
    for path in [RESOLUTION, RESOLUTIONS] {
        dele.call("POST", path, &[FORM], "language=&key=early")
            .await
            .refused(404, "not-found");
    }
    assert!(dele.page("/assembly/exercise-tonight/minutes").await.contains(MINUTES));
    let reference = press(&dele, MINUTES, "language=&key=k1").await;
    let pdf = file(&dele, &reference).await;
    if let Some(text) = text(&pdf, "minutes") {
        for wanted in [
            "Record of decisions",
            "Provisional: the session is not closed",
            "Relevé des décisions",
            "Acta de decisiones",
            "EXERCISE",
        ] {
            assert!(text.contains(wanted), "{wanted}: {text}");
        }
        assert!(!text.contains("head-") && !text.contains("U+20"), "{text}");
    }
    // The record is the members': another member's delegate reads it, nobody else does, and anybody can check it.
    file(&world.officer("sana").await, &reference).await;
    world
        .nobody()
        .get(&format!("/documents/{reference}"))
        .await
        .refused(404, "not-found");
    world
        .officer("ada")
        .await
        .get(&format!("/documents/{reference}"))
        .await
        .refused(404, "not-found");
    assert!(looked_up(&world, &reference).await.contains("Genuine."));
    verified(&world).await;
}

async fn a_corrected_number_recalls_what_was_printed_under_the_old_one(world: World) {
    adopted(&world).await;
    let (dele, sana) = (world.officer("dele").await, world.officer("sana").await);
    let mut printed = Vec::new();
    for (key, path) in [("a", RESOLUTION), ("b", RESOLUTIONS), ("c", MINUTES)] {
        printed.push(press(&dele, path, &format!("language=en&key={key}")).await);
    }
    let number = state(&world).await.resolutions[&1]
        .number
        .expect("a number")
        .to_string();
    let corrected = number.replace("RES-01", "RES-07");
    let act = json!({"area": "resolution", "act": {"do": "renumber", "resolution": 1, "number": corrected, "reason": "the number was given twice"}});
    sana.act(ACTS, "renumber", &act).await.expect(200);
    for reference in &printed[..2] {
        assert!(looked_up(&world, reference).await.contains("Recalled. It was genuine"));
        dele.get(&format!("/documents/{reference}"))
            .await
            .refused(410, "paper-recalled");
    }
    // The record said what stood when it was printed, and says so still.
    assert!(looked_up(&world, &printed[2]).await.contains("Genuine."));
    assert!(
        !dele
            .page("/assembly/exercise-tonight/resolution/1")
            .await
            .contains(&printed[0]),
        "a recalled paper is not offered"
    );
    let again = press(&dele, RESOLUTION, "language=en&key=d").await;
    if let Some(text) = text(&file(&dele, &again).await, "renumbered") {
        assert!(
            text.contains(&corrected) && text.contains(&number) && text.contains("the number was given twice"),
            "{text}"
        );
    }
    verified(&world).await;
}
