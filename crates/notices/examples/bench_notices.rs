//! Measures the rulebook: checks a second, one publication to all bureaus, and what 70 000 notices in force cost to filter.
//!
//! Run with `cargo run --release -p cordon-notices --example bench_notices`.

use std::{collections::BTreeSet, hint::black_box, path::PathBuf, time::Instant};

use cordon_notices::{
    check::{Verdict, check_request},
    ids::{BureauId, Country, NoticeId, OfficerId, PayloadId},
    lifecycle::{
        Act, Actor, Evidence, NewNotice, Notice, PayloadRef, Recipients, Role, Sight, State, Viewer, decide, sight,
    },
    request::{Channel, read},
    rulebook::{Rulebook, Rules},
};
use uuid::Uuid;

const BUREAUS: usize = 196;
const IN_FORCE: usize = 70_000;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let rules = Rules::exercise(Rulebook::model()?);
    checks(&rules)?;
    let bureaus = (0..BUREAUS)
        .map(|n| BureauId::try_from(format!("B{n:03}")))
        .collect::<Result<BTreeSet<_>, _>>()?;
    let notice = publication(&rules, &bureaus)?;
    filtering(&notice, &bureaus);
    Ok(())
}

fn checks(rules: &Rules) -> Result<(), Failure> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/notices/requests/red-complete-and-ruled.json");
    let file = read(&std::fs::read(path)?)?;
    let now = "2026-11-20T09:00:00Z".parse()?;
    let rounds = 20_000;
    let begin = Instant::now();
    for _ in 0..rounds {
        black_box(check_request(black_box(&file), now, rules).verdict());
    }
    println!(
        "checks of a whole red request: {:.1} µs each",
        begin.elapsed().as_secs_f64() * 1e6 / f64::from(rounds)
    );
    Ok(())
}

/// Brings one notice to the approving click and measures the decision that publishes it to every bureau.
fn publication(rules: &Rules, bureaus: &BTreeSet<BureauId>) -> Result<Notice, Failure> {
    let officer = |name: &str| OfficerId::try_from(name);
    let hq = BureauId::try_from("HQ")?;
    let actor = |name: &str, bureau: &BureauId, role| {
        officer(name).map(|officer| Actor {
            officer,
            bureau: bureau.clone(),
            role,
        })
    };
    let owner = BureauId::try_from("B000")?;
    let payload = |n: u128| PayloadRef::of(PayloadId(Uuid::from_u128(n)), &n.to_be_bytes());
    let mut now: jiff::Timestamp = "2026-11-20T09:00:00Z".parse()?;
    let new = NewNotice {
        id: NoticeId(Uuid::from_u128(1)),
        kind: "red".into(),
        channel: Channel::Notice,
        exercise: true,
        owner: owner.clone(),
        country: Some(Country::try_from("QM")?),
        author: officer("officer-1")?,
        payload: payload(1),
        subject: None,
        recipients: Recipients::All,
        with_warrant: true,
    };
    let evidence = Evidence {
        revision: 1,
        rulebook: rules.book().rulebook.clone(),
        verdict: Verdict::Publishable,
        refused: BTreeSet::new(),
        missing: BTreeSet::new(),
        rulings_needed: BTreeSet::new(),
        asks: BTreeSet::new(),
    };
    let approve = Act::Approve {
        evidence: evidence.clone(),
        answered_asks: BTreeSet::new(),
    };
    let mut acts = vec![
        (Act::Submit, actor("officer-1", &owner, Role::Officer)?),
        (Act::Screen, actor("job", &hq, Role::System)?),
        (
            Act::Screened {
                evidence,
                recognised: vec![],
                list_of_missing: payload(2).id,
            },
            actor("job", &hq, Role::System)?,
        ),
        (approve.clone(), actor("reviewer-1", &hq, Role::Reviewer)?),
        (approve, actor("reviewer-2", &hq, Role::Reviewer)?),
        (Act::BeginTranslation, actor("job", &hq, Role::System)?),
    ];
    for (n, language) in ["ar", "en", "fr", "es"].into_iter().enumerate() {
        let text = Act::SetText {
            language: language.into(),
            text: payload(10 + n as u128),
        };
        acts.push((text, actor("translator-1", &hq, Role::Translator)?));
        acts.push((
            Act::CheckText {
                language: language.into(),
            },
            actor("translator-2", &hq, Role::Translator)?,
        ));
    }
    let mut notice = Notice::draft(new, now);
    for (act, by) in &acts {
        notice = decide(&notice, act, by, now, rules)?.notice;
    }
    now = now.checked_add(jiff::SignedDuration::from_secs(1))?;
    let publish = Act::Publish {
        number: "2026/1".into(),
        bureaus: bureaus.clone(),
        urgent: None,
    };
    let by = actor("reviewer-1", &hq, Role::Reviewer)?;
    let rounds = 2_000;
    let begin = Instant::now();
    for _ in 0..rounds {
        black_box(decide(black_box(&notice), &publish, &by, now, rules)?);
    }
    println!(
        "decision that publishes to {BUREAUS} bureaus: {:.1} µs",
        begin.elapsed().as_secs_f64() * 1e6 / f64::from(rounds)
    );
    let published = decide(&notice, &publish, &by, now, rules)?.notice;
    assert_eq!(published.state, State::Published);
    Ok(published)
}

fn filtering(notice: &Notice, bureaus: &BTreeSet<BureauId>) {
    let Some(viewer) = bureaus.iter().nth(7).cloned().map(Viewer::Bureau) else {
        return;
    };
    let begin = Instant::now();
    let seen = (0..IN_FORCE)
        .filter(|_| sight(black_box(notice), &viewer) == Sight::Content)
        .count();
    println!(
        "who-sees-what over {IN_FORCE} notices in force, one viewer: {:.1} ms ({seen} seen)",
        begin.elapsed().as_secs_f64() * 1e3
    );
}
