//! What no sequence of acts may do: show a notice before its approval, to an excluded bureau, or after its recall; and
//! what no destroyed content may do: stand anywhere.

use std::collections::BTreeSet;

use cordon::notices::by::By;
use cordon::notices::queries;
use cordon::notices::wish::Wish;
use cordon_notices::lifecycle::{EndReason, Notice, State, WarrantAnswer};
use cordon_notices::rulebook::RuleNo;
use serde_json::{Value, json};

use crate::notice_world::*;
use crate::world::World;

on_both_engines!(
    no_sequence_of_acts_shows_a_notice_to_whom_it_is_not_for,
    destroyed_content_stands_nowhere,
);

/// A small generator of its own, so that a failing sequence can be run again by its seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

/// The act that carries a notice one step on.
async fn onward(world: &World, notice: &Notice, dice: &mut Dice) -> (Wish, By) {
    let app = &world.app;
    let id = notice.id.to_string();
    let language = LANGUAGES[usize::try_from(dice.roll(4)).expect("small")].to_owned();
    match notice.state {
        State::Draft => (Wish::Submit, mira()),
        State::LegalReview => {
            ruled(app, &id).await;
            let by = if dice.roll(2) == 0 { ines() } else { farid() };
            (
                Wish::Approve {
                    answered: BTreeSet::<RuleNo>::new(),
                },
                by,
            )
        }
        State::InformationRequested => {
            let open = notice
                .review
                .questions
                .iter()
                .find(|q| q.answered_at.is_none())
                .map_or(1, |q| q.number);
            (
                Wish::AnswerQuestion {
                    number: open,
                    text: "Answered.".into(),
                },
                mira(),
            )
        }
        State::Approved => (Wish::BeginTranslation, ylva()),
        State::Translating if notice.texts.len() < 4 => (
            Wish::SetText {
                language,
                text: "Wanted.".into(),
            },
            ylva(),
        ),
        State::Translating if notice.texts.values().any(|t| t.checked_by.is_none()) => {
            (Wish::CheckText { language }, bilal())
        }
        State::Translating => (Wish::Publish { urgent: None }, farid()),
        State::Suspended => (Wish::Resume, mira()),
        State::Blocked => (Wish::Unblock, odile()),
        State::Published => (Wish::ConfirmReceipt, officer("dmitra", "QN")),
        _ => (Wish::ConfirmPurge, officer("dmitra", "QN")),
    }
}

/// Any act by anybody.
fn anything(world: &World, dice: &mut Dice) -> (Wish, By) {
    let anybody = [
        mira(),
        officer("dmitra", "QN"),
        officer("omar", "QO"),
        ines(),
        farid(),
        ylva(),
        odile(),
    ];
    let by = anybody[usize::try_from(dice.roll(7)).expect("small")].clone();
    let articles: BTreeSet<String> = ["83(1)(a)(i)".to_owned()].into();
    let bureau: BTreeSet<_> = [officer("x", BUREAUS[1 + usize::try_from(dice.roll(7)).expect("small")]).bureau].into();
    let until = world
        .app
        .today()
        .checked_add(jiff::Span::new().days(30))
        .expect("a day");
    let wish = match dice.roll(20) {
        0 => Wish::Submit,
        1 => Wish::AskQuestion {
            fields: vec!["interest".into()],
            text: "Why?".into(),
        },
        2 => Wish::Approve {
            answered: BTreeSet::new(),
        },
        3 => Wish::Refuse { articles },
        4 => Wish::BeginTranslation,
        5 => Wish::SetText {
            language: "en".into(),
            text: "Wanted.".into(),
        },
        6 => Wish::Publish { urgent: None },
        7 => Wish::Publish {
            urgent: Some("at once".into()),
        },
        8 => Wish::AddAddendum {
            text: "New fact.".into(),
            sealed_from_owner: dice.roll(2) == 0,
        },
        9 => Wish::Suspend {
            until,
            reason: "a witness is heard".into(),
        },
        10 => Wish::Resume,
        11 => Wish::Block,
        12 => Wish::Unblock,
        13 => Wish::Withdraw {
            reason: EndReason::PurposeAchieved,
            text: String::new(),
        },
        14 => Wish::Delete { articles },
        15 => Wish::Restrict { deny: bureau },
        16 => Wish::LiftRestriction { allow: bureau },
        17 => Wish::AnswerWarrant {
            answer: WarrantAnswer::Revoked,
        },
        18 => Wish::Destroy {
            second: farid().officer,
        },
        _ => Wish::ConfirmPurge,
    };
    (wish, by)
}

/// What must hold of a notice at every bureau: in lists, in streams, at the border.
async fn holds(world: &World, notice: &Notice, name: &str) {
    let (app, id) = (&world.app, notice.id.to_string());
    for bureau in &BUREAUS[1..] {
        let excluded = notice.denied.iter().any(|b| b.as_str() == *bureau);
        let approved = notice.published.is_some() && notice.review.approvals.len() >= 2;
        let may = notice.state == State::Published && approved && !excluded && notice.end.is_none();
        let (list, border) = (listed(app, bureau, &id).await, found(app, bureau, name, &id).await);
        assert!(
            may || !(list || border),
            "{bureau} sees it ({list}, {border}) while it is {:?}",
            notice.state
        );
        if notice.published.is_none() {
            let stream = told(world, bureau, &id).await;
            assert!(stream.is_empty(), "{bureau} was told before publication: {stream:?}");
        }
        let page = world.officer_of(bureau).await.get(&format!("/v1/notices/{id}")).await;
        let words = page.text.contains(name) || page.text.contains("secretword");
        assert!(
            may || !words,
            "{bureau} reads it while it is {:?}: {}",
            notice.state,
            page.text
        );
    }
}

async fn no_sequence_of_acts_shows_a_notice_to_whom_it_is_not_for(world: World) {
    let app = &world.app;
    let mut reached = BTreeSet::new();
    for seed in 1..=6_u64 {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let name = format!(
            "Wuerfel{}",
            ["eins", "zwei", "drei", "vier", "fuenf", "sechs"][usize::try_from(seed - 1).expect("small")]
        );
        let mut request = red(app, &name);
        request["interest"] = json!("A secretword that stands in the request alone and must reach nobody too early.");
        if seed == 6 {
            request["channel"] = json!("diffusion");
            request["recipients"] = json!(["QN", "QO"]);
        }
        let filed = cordon::notices::service::file(app, &request.to_string(), &mira(), app.now().timestamp(), None)
            .await
            .expect("filed");
        let cordon::notices::service::Done::Now(notice) = filed else {
            panic!("filed before")
        };
        let id = notice.id.to_string();
        let mut ended = false;
        for _ in 0..34 {
            world.pass(i64::try_from(dice.roll(30_000)).expect("small")).await;
            let now = queries::load(app, &id).await.expect("a notice").value;
            let (wish, by) = if dice.roll(10) < 8 {
                onward(&world, &now, &mut dice).await
            } else {
                anything(&world, &mut dice)
            };
            let _ = act(app, &id, wish, &by).await;
            let now = queries::load(app, &id).await.expect("a notice").value;
            assert!(!ended || now.state.is_end(), "it came back as {:?}", now.state);
            ended |= now.end.is_some();
            reached.insert(now.state);
            if dice.roll(4) == 0 || ended {
                holds(&world, &now, &name).await;
            }
            if now.state == State::Destroyed {
                break;
            }
        }
    }
    for state in [State::LegalReview, State::Translating, State::Published] {
        assert!(reached.contains(&state), "no sequence reached {state:?}: {reached:?}");
    }
    world.number().await;
    assert!(app.store.verify(&[]).await.expect("read").problems.is_empty());
}

/// Words that stand in the content of the notice and in nothing else.
const WORDS: [&str; 6] = [
    "Zerstoermark",
    "flieszwort",
    "quergestreift",
    "antwortgeheim",
    "uebersetzungsgeheim",
    "ruhmreicher Grund",
];

async fn destroyed_content_stands_nowhere(world: World) {
    let app = &world.app;
    let mut request = red(app, "Zerstoermark");
    request["case"]["facts"] = json!(
        "On 2 March 2024 in Port Exemplar the subject sent a flieszwort instruction and received 48 200 units on an account opened for that purpose."
    );
    request["subject"]["description"]["marks"] = json!("quergestreift");
    let id = submitted(app, &request, &mira()).await;
    done(
        app,
        &id,
        Wish::AskQuestion {
            fields: vec!["interest".into()],
            text: "Why the flieszwort?".into(),
        },
        &ines(),
    )
    .await;
    done(
        app,
        &id,
        Wish::AnswerQuestion {
            number: 1,
            text: "antwortgeheim".into(),
        },
        &mira(),
    )
    .await;
    let picture = cordon::notices::drawn::silhouette(300, 400).expect("a drawing");
    ruled(app, &id).await;
    done(app, &id, with_grounds("ruhmreicher Grund"), &ines()).await;
    approved(app, &id).await;
    done(app, &id, Wish::BeginTranslation, &ylva()).await;
    translated(app, &id).await;
    done(
        app,
        &id,
        Wish::SetText {
            language: "en".into(),
            text: "uebersetzungsgeheim".into(),
        },
        &ylva(),
    )
    .await;
    done(app, &id, Wish::CheckText { language: "en".into() }, &bilal()).await;
    done(app, &id, Wish::Publish { urgent: None }, &farid()).await;
    let purpose = cordon::notices::files::Purpose::Photograph;
    cordon::notices::files::attach(
        app,
        &id,
        purpose,
        &picture,
        &mira(),
        app.now().timestamp(),
        Default::default(),
    )
    .await
    .expect("attached");
    assert!(found(app, "QN", "Ilda Zerstoermark", &id).await);
    world.number().await;
    for word in WORDS {
        assert!(
            stands_in(&everything(&world).await, word),
            "{word} was never kept, so the test shows nothing"
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
    done(
        app,
        &id,
        Wish::Destroy {
            second: farid().officer,
        },
        &ines(),
    )
    .await;
    world.number().await;
    assert!(!found(app, "QN", "Ilda Zerstoermark", &id).await);
    let (kept, memory) = (everything(&world).await, format!("{:?}", app.notices.lock().await));
    for word in WORDS {
        assert!(!stands_in(&kept, word), "{word} stands in the store");
        assert!(!memory.contains(word), "{word} stands in the index");
        for bureau in BUREAUS {
            let caller = world.officer_of(bureau).await;
            let export = caller.get("/v1/notices").await.text + &caller.get(&format!("/v1/notices/{id}")).await.text;
            let stream = format!("{:?}", told(&world, bureau, &id).await);
            assert!(
                !export.contains(word) && !stream.contains(word),
                "{word} is told at {bureau}"
            );
        }
    }
    let verified = app.store.verify(&[]).await.expect("read");
    assert!(verified.problems.is_empty(), "{:?}", verified.problems);
    world.closed_files_hold_none(&WORDS).await;
}

fn with_grounds(grounds: &str) -> Wish {
    match ruling(5) {
        Wish::Rule {
            rule,
            outcome,
            items,
            sources,
            ..
        } => Wish::Rule {
            rule,
            outcome,
            grounds: grounds.into(),
            items,
            sources,
        },
        other => other,
    }
}

/// Every byte of every table that can hold text.
async fn everything(world: &World) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for sql in [
        "SELECT body FROM record WHERE body IS NOT NULL",
        "SELECT value FROM record_key",
        "SELECT body FROM job",
        "SELECT answer FROM idempotency",
    ] {
        for row in world.app.store.query(sql, &[]).await.expect("a table") {
            all.push(row.text(0).expect("text").as_bytes().to_vec());
        }
    }
    for sql in [
        "SELECT bytes FROM sealed",
        "SELECT bytes FROM entry",
        "SELECT bytes FROM outbox",
    ] {
        for row in world.app.store.query(sql, &[]).await.expect("a table") {
            all.push(row.bytes(0).expect("bytes").to_vec());
        }
    }
    all
}

fn stands_in(all: &[Vec<u8>], word: &str) -> bool {
    let word = word.as_bytes();
    all.iter().any(|bytes| bytes.windows(word.len()).any(|w| w == word))
}

#[test]
fn a_word_is_found_where_it_stands() {
    assert!(stands_in(&[b"a flieszwort here".to_vec()], "flieszwort"));
    assert!(!stands_in(&[Value::Null.to_string().into_bytes()], "flieszwort"));
}
