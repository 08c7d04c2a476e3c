//! A notice from request to purge, and one refused: the invented story, told through the module's own service.

use std::collections::{BTreeMap, BTreeSet};

use cordon_notices::check::Outcome;
use cordon_notices::hit::{HitAct, HitOutcome, Notify};
use cordon_notices::lifecycle::{EndReason, Notice, Role, Sight, Viewer, outstanding, sight};
use cordon_notices::request::RulingOutcome;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::app::App;
use crate::notices::by::By;
use crate::notices::change::{Around, code};
use crate::notices::files::Purpose;
use crate::notices::service::{self, Done};
use crate::notices::wish::Wish;
use crate::notices::{adoption, desk, drawn, files, hits, live, queries};

const RED: &str = include_str!("../../../../fixtures/notices/requests/red-complete-before-review.json");
const BLUE: &str = include_str!("../../../../fixtures/notices/requests/blue-suspect.json");
const PRIVATE: &str = include_str!("../../../../fixtures/notices/requests/excluded-private-dispute.json");

/// The article under which a private dispute is refused.
const ARTICLE: &str = "83(1)(a)(i)";

/// One officer of each bureau that receives.
const OFFICERS: [(&str, &str); 7] = [
    ("dmitra", "QN"),
    ("omar", "QO"),
    ("pema", "QP"),
    ("qiu", "QQ"),
    ("rangi", "QR"),
    ("sol", "QS"),
    ("tess", "QT"),
];

const TEXTS: [(&str, &str); 4] = [
    (
        "en",
        "Wanted for prosecution: fraud by a false payment instruction. Invented person, exercise.",
    ),
    (
        "fr",
        "Recherchée aux fins de poursuites : escroquerie au faux ordre de paiement. Personne inventée, exercice.",
    ),
    (
        "es",
        "Buscada para su enjuiciamiento: fraude mediante orden de pago falsa. Persona inventada, ejercicio.",
    ),
    ("ar", "مطلوبة للمحاكمة: احتيال بأمر دفع مزور. شخص مختلق، تمرين."),
];

fn no(no: crate::answer::No) -> anyhow::Error {
    anyhow::anyhow!("{}: {}", no.code, no.detail)
}

/// As what the invented officers act.
fn role_of(officer: &str, bureau: &str) -> Role {
    match (officer, bureau) {
        ("ylva" | "bilal", _) => Role::Translator,
        ("odile", _) => Role::Oversight,
        (_, "HQ") => Role::Reviewer,
        _ => Role::Officer,
    }
}

/// The story's hands: one store, one clock that is set by hand.
struct Teller<'a> {
    app: &'a App,
    start: Timestamp,
}

impl Teller<'_> {
    /// Minutes after the fraud became known.
    fn at(&self, minutes: i64) -> anyhow::Result<Timestamp> {
        Ok(self.start.checked_add(SignedDuration::from_mins(minutes))?)
    }

    fn by(officer: &str, bureau: &str) -> anyhow::Result<By> {
        By::named(officer, bureau, role_of(officer, bureau)).map_err(no)
    }

    async fn file(&self, request: &Value, officer: &str, bureau: &str, minute: i64) -> anyhow::Result<String> {
        let (by, at) = (Self::by(officer, bureau)?, self.at(minute)?);
        let Done::Now(notice) = service::file(self.app, &request.to_string(), &by, at, None)
            .await
            .map_err(no)?
        else {
            anyhow::bail!("filed before");
        };
        let id = notice.id.to_string();
        // A drawn silhouette stands where a photograph would: no face is in this world.
        let picture = drawn::silhouette(300, 400).ok_or_else(|| anyhow::anyhow!("no silhouette"))?;
        files::attach(self.app, &id, Purpose::Photograph, &picture, &by, at, Around::default())
            .await
            .map_err(no)?;
        self.act(&id, Wish::Submit, officer, bureau, minute).await?;
        Ok(id)
    }

    async fn act(&self, id: &str, wish: Wish, officer: &str, bureau: &str, minute: i64) -> anyhow::Result<()> {
        let (by, at) = (Self::by(officer, bureau)?, self.at(minute)?);
        service::act(self.app, id, &wish, &by, at, Around::default())
            .await
            .map_err(|e| anyhow::anyhow!("{wish:?}: {}", no(e)))?;
        Ok(())
    }

    async fn notice(&self, id: &str) -> anyhow::Result<Notice> {
        Ok(queries::load(self.app, id).await.map_err(no)?.value)
    }

    /// Every row that demands a ruling gets one; then two persons approve.
    async fn approved(&self, id: &str, minute: i64) -> anyhow::Result<()> {
        let rules = adoption::rules(self.app).await.map_err(no)?;
        let notice = self.notice(id).await?;
        let report = desk::report(self.app, &notice, self.at(minute)?, &rules, false)
            .await
            .map_err(no)?;
        let rows: BTreeSet<u16> = report
            .findings()
            .filter(|f| f.outcome == Outcome::RulingNeeded)
            .map(|f| f.rule)
            .collect();
        for row in rows {
            self.act(id, ruling(row), "ines", "HQ", minute).await?;
        }
        for reviewer in ["ines", "farid"] {
            self.act(
                id,
                Wish::Approve {
                    answered: BTreeSet::new(),
                },
                reviewer,
                "HQ",
                minute + 5,
            )
            .await?;
        }
        Ok(())
    }

    /// Approved by two, written and compared in four languages, published.
    async fn to_publication(&self, id: &str, minute: i64) -> anyhow::Result<()> {
        self.approved(id, minute).await?;
        self.act(id, Wish::BeginTranslation, "farid", "HQ", minute + 6).await?;
        for (language, text) in TEXTS {
            let wish = Wish::SetText {
                language: language.into(),
                text: text.into(),
            };
            self.act(id, wish, "ylva", "HQ", minute + 40).await?;
        }
        for (language, _) in TEXTS {
            self.act(
                id,
                Wish::CheckText {
                    language: language.into(),
                },
                "bilal",
                "HQ",
                minute + 50,
            )
            .await?;
        }
        self.act(id, Wish::Publish { urgent: None }, "farid", "HQ", minute + 60)
            .await
    }
}

/// A reviewer's ruling with both forms filled in.
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
    let wanted: &[&str] = match rule {
        1 => &items[..7],
        2 => &items[7..],
        _ => &[],
    };
    let items: BTreeMap<String, String> = wanted
        .iter()
        .map(|i| ((*i).to_owned(), "Looked at; no concern found.".to_owned()))
        .collect();
    Wish::Rule {
        rule,
        outcome: RulingOutcome::Compliant,
        grounds: "Read in full against the file; nothing stands against it.".into(),
        items,
        sources: vec!["https://example.org/country-report".into()],
    }
}

/// A fixture brought to the days of the story.
fn dated(fixture: &str, country: &str, reference: &str, at: Timestamp) -> anyhow::Result<Value> {
    let mut request: Value = serde_json::from_str(fixture)?;
    let day = cordon_notices::check::day_of(at);
    request["reference"] = json!(reference);
    request["requester"] = json!({"type": "bureau", "country": country});
    request["declaration"]["signed_at"] = json!(at);
    if let Some(source) = request.pointer_mut("/sources/0/date") {
        *source = json!(day);
    }
    if let Some(confirmed) = request.pointer_mut("/case/warrant/last_confirmed_on") {
        *confirmed = json!(day);
    }
    Ok(request)
}

/// Tells the story; gives what came of it, read back from the store.
///
/// # Errors
/// When an act ends otherwise than the story says.
pub async fn set_scene(app: &App, _seed: u64) -> anyhow::Result<Value> {
    let alder = crate::stop_payment::queries::by_key(&app.store, "reference", "QM-2026-000001").await?;
    let start = match alder.first() {
        Some(filed) => filed.case.filed.1.timestamp(),
        None => app.now().timestamp().checked_sub(SignedDuration::from_hours(12 * 24))?,
    };
    let teller = Teller { app, start };
    let id = published(&teller).await?;
    let seen = seen_by(&teller, &id).await?;
    let languages = teller.notice(&id).await?.texts.len();
    app.sequence().await?;
    let found = border(&teller, &id).await?;
    let (hit, outcome) = justice(&teller, &id).await?;
    let purged = recalled(&teller, &id).await?;
    app.sequence().await?;
    let found_after_recall = border(&teller, &id).await?;
    let notice = teller.notice(&id).await?;
    // Before the refusal: the same person's refused case is remembered, and any later request must answer for it.
    in_force(&teller).await?;
    desks(&teller).await?;
    let (refused_article, refused_seen_by) = refused(&teller).await?;
    Ok(json!({
        "from_case": alder.first().map(|f| f.case.filing.reference.to_string()),
        "number": notice.number,
        "questions": notice.review.questions.len(),
        "published_to": seen.len(),
        "languages": languages,
        "found_at_the_border": found,
        "found_after_recall": found_after_recall,
        "hit": code(&outcome),
        "hit_steps": hit,
        "state": code(&notice.state),
        "purge_confirmed": purged,
        "purge_outstanding": outstanding(&notice).len(),
        "still_seen_by": seen_by(&teller, &id).await?.len(),
        "refused_article": refused_article,
        "refused_seen_by": refused_seen_by,
    }))
}

/// Asked for by bureau QM, one question, two reviewers, four languages, every bureau.
async fn published(teller: &Teller<'_>) -> anyhow::Result<String> {
    let mut request = dated(RED, "QM", "QM-2026-000001", teller.at(8 * 60)?)?;
    let day = cordon_notices::check::day_of(teller.start);
    request["case"]["warrant"]["issued_on"] = json!(day);
    request["case"]["acts"][0]["date"] = json!(day);
    request["case"]["facts"] = json!(
        "The subject sent Alder Joinery, an invented firm, a false payment instruction in the name of a supplier; 2 320 000.00 units left for an account that the subject had opened for that purpose."
    );
    let id = teller.file(&request, "mira", "QM", 8 * 60).await?;
    let question = Wish::AskQuestion {
        fields: vec!["case.acts[0].what".into()],
        text: "Which of the two false instructions did the subject send in person, and how is that known?".into(),
    };
    teller.act(&id, question, "ines", "HQ", 10 * 60).await?;
    request["case"]["acts"][0]["what"] = json!(
        "wrote and sent the second false instruction from a device seized at the subject's flat, and opened the first account in person"
    );
    // The silhouette that the draft got stays with the request.
    let text = desk::text(teller.app, &teller.notice(&id).await?.payload.id.to_string())
        .await
        .map_err(no)?;
    let held: Value = serde_json::from_str(&text.unwrap_or_default())?;
    request["subject"]["photographs"] = held["subject"]["photographs"].clone();
    teller.act(&id, Wish::Amend { request }, "mira", "QM", 13 * 60).await?;
    let answer = Wish::AnswerQuestion {
        number: 1,
        text: "The second; the device was seized and examined.".into(),
    };
    teller.act(&id, answer, "mira", "QM", 13 * 60 + 5).await?;
    teller.to_publication(&id, 15 * 60).await?;
    for (officer, bureau) in OFFICERS {
        teller
            .act(&id, Wish::ConfirmReceipt, officer, bureau, 16 * 60 + 10)
            .await?;
    }
    Ok(id)
}

async fn seen_by(teller: &Teller<'_>, id: &str) -> anyhow::Result<Vec<String>> {
    let mut seen = Vec::new();
    for (_, bureau) in OFFICERS {
        let by = Teller::by("reader", bureau)?;
        let list = queries::in_force(teller.app, &by.bureau, queries::PAGE)
            .await
            .map_err(no)?;
        if list.iter().any(|n| n.id.to_string() == id) {
            seen.push(bureau.to_owned());
        }
    }
    Ok(seen)
}

/// The traveller's document of the specimen state, as the reader at the border of QT sends it.
const ZONE: &str = "P<UTOVOSSMARK<<ILDA<<<<<<<<<<<<<<<<<<<<<<<<<\nX0012345<0UTO8405173F3101012<<<<<<<<<<<<<<08";

/// Whether the check of the document answers with the notice.
async fn border(teller: &Teller<'_>, id: &str) -> anyhow::Result<bool> {
    let asked = crate::screening::lists::query(ZONE, teller.app.today().year()).map_err(no)?;
    let tess = Teller::by("tess", "QT")?;
    let hits = live::ask(teller.app, &asked, &tess.bureau).await.map_err(no)?;
    Ok(hits.iter().any(|h| h.id == id && h.alert))
}

/// A traveller at the border of QT at 06:40, with a document of the specimen state UTO.
async fn justice(teller: &Teller<'_>, id: &str) -> anyhow::Result<(usize, HitOutcome)> {
    let app = teller.app;
    let (tess, mira) = (Teller::by("tess", "QT")?, Teller::by("mira", "QM")?);
    // 06:40 in the capital of QT is 11:40 UTC in March.
    let day = cordon_notices::check::day_of(teller.at(2 * 24 * 60)?);
    let border = day.at(6, 40, 0, 0).in_tz("America/New_York")?.timestamp();
    let later = |hours: i64| border.checked_add(SignedDuration::from_hours(hours));
    let case = hits::open(
        app,
        id,
        "border_control",
        Notify::Told,
        &tess,
        border,
        Around::default(),
    )
    .await
    .map_err(no)?;
    let hit = case.id.to_string();
    let steps: Vec<(&By, Timestamp, HitAct)> = vec![
        (&tess, border, HitAct::AskSource),
        (
            &mira,
            later(1)?,
            HitAct::SourceAnswers {
                same_person: true,
                data_stands: true,
            },
        ),
        (&tess, later(1)?, HitAct::Locate),
        (
            &tess,
            later(2)?,
            HitAct::Arrest {
                national_basis: Some("provisional arrest order of the exercise court of QT".into()),
            },
        ),
        (&mira, later(26)?, HitAct::AskExtradition),
        (&tess, later(27)?, HitAct::AwaitPapers),
        (&tess, later(96)?, HitAct::PapersReceived),
        (&tess, later(144)?, HitAct::Surrender),
        (
            &tess,
            later(145)?,
            HitAct::Close {
                outcome: HitOutcome::Surrendered,
            },
        ),
    ];
    let mut end = None;
    for (by, at, act) in &steps {
        let decision = hits::step(app, &hit, act, by, *at, Around::default())
            .await
            .map_err(no)?;
        end = end.or(decision.end_notice);
    }
    anyhow::ensure!(
        end == Some(EndReason::PurposeAchieved),
        "the surrender did not end the notice"
    );
    let wish = Wish::Withdraw {
        reason: EndReason::PurposeAchieved,
        text: "The person was surrendered.".into(),
    };
    service::act(app, id, &wish, &mira, later(146)?, Around::default())
        .await
        .map_err(no)?;
    let case = queries::hit(app, &hit).await.map_err(no)?.value;
    let outcome = case.outcome.ok_or_else(|| anyhow::anyhow!("the case has no outcome"))?;
    Ok((case.steps.len(), outcome))
}

/// Every holder erases its copy and says so.
async fn recalled(teller: &Teller<'_>, id: &str) -> anyhow::Result<usize> {
    let ended = teller.notice(id).await?.touched_at;
    let at = ended.checked_add(SignedDuration::from_hours(3))?;
    for (officer, bureau) in OFFICERS {
        let by = Teller::by(officer, bureau)?;
        service::act(teller.app, id, &Wish::ConfirmPurge, &by, at, Around::default())
            .await
            .map_err(no)?;
    }
    let notice = teller.notice(id).await?;
    Ok(notice
        .copies
        .values()
        .filter(|c| c.purge.as_ref().is_some_and(|p| p.confirmed_at.is_some()))
        .count())
}

/// A private dispute: an approval is refused with its article, two reviewers refuse on it, nobody else ever sees it.
async fn refused(teller: &Teller<'_>) -> anyhow::Result<(Option<String>, usize)> {
    let request = dated(PRIVATE, "QO", "QO-2026-000311", teller.at(9 * 60)?)?;
    let id = teller.file(&request, "omar", "QO", 9 * 60).await?;
    let (ines, at) = (Teller::by("ines", "HQ")?, teller.at(11 * 60)?);
    let approve = Wish::Approve {
        answered: BTreeSet::new(),
    };
    let Err(refusal) = service::act(teller.app, &id, &approve, &ines, at, Around::default()).await else {
        anyhow::bail!("an approval of a private dispute went through");
    };
    for reviewer in ["ines", "farid"] {
        let articles = BTreeSet::from([ARTICLE.to_owned()]);
        teller
            .act(&id, Wish::Refuse { articles }, reviewer, "HQ", 12 * 60)
            .await?;
    }
    let notice = teller.notice(&id).await?;
    let seen = OFFICERS
        .iter()
        .filter(|(_, bureau)| *bureau != "QO")
        .filter_map(|(_, bureau)| cordon_notices::ids::BureauId::try_from(*bureau).ok())
        .filter(|bureau| sight(&notice, &Viewer::Bureau(bureau.clone())) != Sight::Nothing)
        .count();
    Ok((refusal.rests_on, seen))
}

/// The same request for another invented person.
fn about(mut request: Value, family_name: &str, forename: &str, (sex, birth): (&str, &str), number: &str) -> Value {
    for (at, value) in [
        ("family_name", family_name),
        ("forename", forename),
        ("birth_date", birth),
        ("sex", sex),
    ] {
        request["subject"][at] = json!(value);
        request["subject"]["documents"][0]["holder"][at] = json!(value);
    }
    request["subject"]["documents"][0]["number"] = json!(number);
    request["case"]["warrant"]["number"] = json!(format!("W-{number}"));
    request
}

/// What the desks have before them when the doors open: a request under review, one being translated, a hit that owes its
/// outcome, a recall that two holders have not confirmed.
async fn desks(teller: &Teller<'_>) -> anyhow::Result<()> {
    let day = 24 * 60;
    let red = |country: &str, reference: &str, minute: i64| -> anyhow::Result<Value> {
        dated(RED, country, reference, teller.at(minute)?)
    };
    let request = about(
        red("QN", "QN-2026-000090", 11 * day)?,
        "Harrowgate",
        "Anton",
        ("M", "1979-11-02"),
        "X0077001",
    );
    teller.file(&request, "dmitra", "QN", 11 * day).await?;

    let request = about(
        red("QP", "QP-2026-000014", 10 * day)?,
        "Lindqvarn",
        "Sefa",
        ("F", "1990-02-28"),
        "X0077002",
    );
    let id = teller.file(&request, "pema", "QP", 10 * day).await?;
    teller.approved(&id, 10 * day + 30).await?;
    teller
        .act(&id, Wish::BeginTranslation, "ylva", "HQ", 10 * day + 60)
        .await?;
    for (language, text) in &TEXTS[..2] {
        let wish = Wish::SetText {
            language: (*language).into(),
            text: (*text).into(),
        };
        teller.act(&id, wish, "ylva", "HQ", 10 * day + 90).await?;
    }
    teller
        .act(
            &id,
            Wish::CheckText { language: "en".into() },
            "bilal",
            "HQ",
            10 * day + 95,
        )
        .await?;

    let request = about(
        red("QO", "QO-2026-000320", 8 * day)?,
        "Osterman",
        "Ravik",
        ("M", "1971-07-19"),
        "X0077003",
    );
    let id = teller.file(&request, "omar", "QO", 8 * day).await?;
    teller.to_publication(&id, 8 * day + 60).await?;
    let (tess, at) = (Teller::by("tess", "QT")?, teller.at(11 * day + 23 * 60)?);
    let case = hits::open(
        teller.app,
        &id,
        "identity_check",
        Notify::Told,
        &tess,
        at,
        Around::default(),
    )
    .await
    .map_err(no)?;
    hits::step(
        teller.app,
        &case.id.to_string(),
        &HitAct::AskSource,
        &tess,
        at,
        Around::default(),
    )
    .await
    .map_err(no)?;

    let request = about(
        red("QS", "QS-2026-000007", 7 * day)?,
        "Pellworm",
        "Orla",
        ("F", "1966-01-30"),
        "X0077004",
    );
    let id = teller.file(&request, "sol", "QS", 7 * day).await?;
    teller.to_publication(&id, 7 * day + 60).await?;
    let ended = Wish::Withdraw {
        reason: EndReason::WarrantRevoked,
        text: String::new(),
    };
    teller.act(&id, ended, "sol", "QS", 10 * day).await?;
    for (officer, bureau) in [
        ("dmitra", "QN"),
        ("omar", "QO"),
        ("pema", "QP"),
        ("qiu", "QQ"),
        ("tess", "QT"),
    ] {
        teller
            .act(&id, Wish::ConfirmPurge, officer, bureau, 10 * day + 300)
            .await?;
    }
    Ok(())
}

/// One more alert that stays in force, so that the lists of the other bureaus are not empty.
async fn in_force(teller: &Teller<'_>) -> anyhow::Result<()> {
    let request = dated(BLUE, "QN", "QN-2026-000088", teller.at(20 * 60)?)?;
    let id = teller.file(&request, "dmitra", "QN", 20 * 60).await?;
    teller.to_publication(&id, 21 * 60).await
}
