//! Trends: load, decide, apply. What is sent, taken, chased and computed is the engine's word alone.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use axum::http::StatusCode;
use cordon_store::{Applied, ApplyError, Change, Entry, Expected, Idempotency, NewJob, RecordWrite};
use cordon_trends::collect::{self, Collected, Refusal, Reply, Round, Sending};
use cordon_trends::hidden::{CaptureTable, Choice, Estimate, IntervalKind, Request, estimate, read_cells};
use cordon_trends::interception::InterceptionPage;
use cordon_trends::questionnaire::{Answer, Questionnaire, Respondent, read_answers, read_respondents};
use cordon_trends::report::{Report, build, exercise_files, read_inputs};
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::{App, World};
use crate::stop_payment::service::Repeat;
use crate::trends::by::By;
use crate::trends::queries;

/// The year of the assessment that ships with an invented world.
pub const EXERCISE_YEAR: i32 = 2025;

/// What an act led to.
#[derive(Debug)]
pub enum Done<T> {
    /// Done now.
    Now(T),
    /// The same call was answered before, with this.
    Before {
        /// The status of that answer.
        status: u16,
        /// Its body.
        answer: String,
    },
}

fn refused(refusal: &Refusal) -> No {
    let status = match refusal {
        Refusal::NotHeadquarters | Refusal::NotAsked { .. } => StatusCode::FORBIDDEN,
        Refusal::SentAlready { .. } | Refusal::Closed { .. } | Refusal::NothingDue => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    No::new(status, refusal.code(), refusal.to_string())
}

fn stale() -> No {
    No::new(StatusCode::CONFLICT, "stale", "many hand in at once; try again")
}

/// The questionnaire in force.
///
/// # Errors
/// When the shipped one cannot be read, which a test rules out.
pub fn questionnaire() -> Result<Questionnaire, No> {
    Questionnaire::world_threat_assessment()
        .map_err(|e| No::new(StatusCode::INTERNAL_SERVER_ERROR, e.code(), e.to_string()))
}

/// One act as a change: its entry, a record, who is told.
fn change(app: &App, by: &By, kind: &'static str, public: Value) -> Change {
    let mut public = public;
    if let Some(object) = public.as_object_mut() {
        object.insert("exercise".into(), json!(app.world.exercise()));
    }
    Change::new(Entry {
        kind,
        actor: by.journal.clone(),
        bureau: by.bureau.clone(),
        at_us: app.now().micros(),
        purpose: by.purpose.clone(),
        case: None,
        public,
        sealed: vec![],
    })
}

fn kept(app: &App, repeat: Option<&Repeat>, status: u16, answer: &Value) -> Option<Idempotency> {
    repeat.map(|r| Idempotency {
        client: r.client.clone(),
        key: r.key.clone(),
        request_hash: r.request,
        status,
        answer: answer.to_string(),
        at_us: app.now().micros(),
    })
}

fn round_record(round: &Round, revision: i64) -> Result<RecordWrite, No> {
    Ok(RecordWrite {
        kind: queries::ROUND,
        id: round.year.to_string(),
        expected_revision: revision,
        body: serde_json::to_string(round)?,
        keys: vec![],
    })
}

fn clock(round: &Round) -> Option<NewJob> {
    round.next_clock_us().map(|due_us| NewJob {
        kind: "trends.clock",
        key: format!("{}/{}", round.year, round.chased.len()),
        due_us,
        body: json!({"year": round.year}).to_string(),
    })
}

/// Sends the questionnaire of a year to the bureaus of a list (`respondent,region`).
///
/// # Errors
/// A refusal of the engine, or a failure of the store.
pub async fn send(
    app: &App,
    by: &By,
    year: i32,
    days: i64,
    list: &str,
    repeat: Option<Repeat>,
) -> Result<Done<Round>, No> {
    let asked: Vec<Respondent> =
        read_respondents(list.as_bytes()).map_err(|e| No::field("asked", e.code(), e.to_string()))?;
    let before = queries::round(app, year).await?;
    let there = queries::askable(app).await?;
    let sending = Sending {
        year,
        asked,
        days,
        exercise: app.world == World::Demo,
    };
    let now = app.now().micros();
    let before = before.as_ref().map(|b| &b.value);
    let round = collect::send(sending, by.sender(), before, &there, &questionnaire()?, now).map_err(|e| refused(&e))?;
    let public = json!({"year": year, "asked": round.asked.len(), "version": round.version, "due": round.due_us});
    let mut change = change(app, by, "trends.asked", public);
    change.records.push(round_record(&round, 0)?);
    change.audiences = round.asked.iter().map(|r| format!("bureau:{}", r.id)).collect();
    change.jobs.extend(clock(&round));
    change.idempotency = kept(
        app,
        repeat.as_ref(),
        201,
        &json!({"year": year, "asked": round.asked.len()}),
    );
    Ok(match app.apply(change).await? {
        Applied::Done { .. } => Done::Now(round),
        Applied::Replayed { status, answer } => Done::Before { status, answer },
    })
}

/// What a bureau does with its reply.
#[derive(Debug, Clone)]
pub enum Saying {
    /// Writes answers: a draft until it is signed off.
    Save(Vec<Answer>),
    /// Writes answers and signs off.
    HandIn(Vec<Answer>),
}

/// Writes a bureau's reply, or signs it off.
///
/// # Errors
/// A refusal of the engine, or a failure of the store.
pub async fn reply(app: &App, by: &By, year: i32, saying: &Saying, repeat: Option<Repeat>) -> Result<Done<Reply>, No> {
    let questionnaire = questionnaire()?;
    for _ in 0..8 {
        let round = queries::round(app, year).await?.ok_or_else(No::not_found)?;
        let before = queries::reply(app, year, &by.bureau).await?;
        let who = (by.bureau.as_str(), by.officer.as_str(), app.now().micros());
        let decided = said(
            &round.value,
            &questionnaire,
            before.as_ref().map(|b| &b.value),
            saying,
            who,
        );
        let reply = decided.map_err(|e| refused(&e))?;
        let public = json!({"year": year, "answers": reply.given.len(), "handed_in": reply.handed_in.is_some()});
        let kind = if reply.handed_in.is_some() {
            "trends.handed_in"
        } else {
            "trends.saved"
        };
        let mut change = change(app, by, kind, public.clone());
        // The round may close meanwhile: the reply rests on it.
        change.expects.push(Expected {
            kind: queries::ROUND,
            id: year.to_string(),
            revision: round.revision,
        });
        change.records.push(RecordWrite {
            kind: queries::REPLY,
            id: queries::reply_id(year, &by.bureau),
            expected_revision: before.map_or(0, |b| b.revision),
            body: serde_json::to_string(&reply)?,
            keys: vec![("year", year.to_string()), ("bureau", by.bureau.clone())],
        });
        change.audiences = vec![format!("bureau:{}", by.bureau), "desk:hq".into()];
        change.idempotency = kept(app, repeat.as_ref(), 200, &public);
        match app.apply(change).await {
            Ok(Applied::Done { .. }) => return Ok(Done::Now(reply)),
            Ok(Applied::Replayed { status, answer }) => return Ok(Done::Before { status, answer }),
            Err(ApplyError::Stale { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(stale())
}

fn said(
    round: &Round,
    questionnaire: &Questionnaire,
    before: Option<&Reply>,
    saying: &Saying,
    who: (&str, &str, i64),
) -> Result<Reply, Refusal> {
    match saying {
        Saying::Save(answers) => collect::save(round, questionnaire, before, answers, who),
        Saying::HandIn(answers) => {
            let saved = collect::save(round, questionnaire, before, answers, who)?;
            collect::hand_in(round, questionnaire, Some(&saved), who)
        }
    }
}

/// Reads a file of answers of one bureau.
///
/// # Errors
/// Names the line and what is wrong with it.
pub fn answers_of(bureau: &str, text: &str) -> Result<Vec<Answer>, No> {
    let own = vec![Respondent {
        id: bureau.to_owned(),
        region: "-".into(),
    }];
    let sheet = read_answers(&questionnaire()?, own, text.as_bytes());
    Ok(sheet.map_err(|e| No::field("file", e.code(), e.to_string()))?.answers)
}

/// Takes a file of a state's recorded crime.
///
/// # Errors
/// A refusal of the engine, or a failure of the store.
pub async fn hand_in_counts(app: &App, by: &By, text: &str, repeat: Option<Repeat>) -> Result<Done<usize>, No> {
    for _ in 0..8 {
        let held = queries::counts(app, &by.area).await?;
        let all = collect::take_counts(&by.area, &held.value, text.as_bytes()).map_err(|e| No {
            field: Some("counts".into()),
            ..refused(&e)
        })?;
        let breaks = all.iter().filter(|c| c.after_break).count();
        let public = json!({"area": by.area, "counts": all.len(), "breaks": breaks});
        let mut change = change(app, by, "trends.counts", public.clone());
        change.records.push(RecordWrite {
            kind: queries::COUNTS,
            id: by.area.clone(),
            expected_revision: held.revision,
            body: serde_json::to_string(&all)?,
            keys: vec![],
        });
        change.audiences = vec![format!("bureau:{}", by.bureau), "desk:hq".into()];
        change.idempotency = kept(app, repeat.as_ref(), 200, &public);
        match app.apply(change).await {
            Ok(Applied::Done { .. }) => return Ok(Done::Now(all.len())),
            Ok(Applied::Replayed { status, answer }) => return Ok(Done::Before { status, answer }),
            Err(ApplyError::Stale { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(stale())
}

/// The clock calls on a round: the silent are written to, or the round closes.
///
/// # Errors
/// `nothing_due` when the clock was met already; a failure of the store.
pub async fn tick(app: &App, year: i32, job: Option<&str>) -> Result<collect::Ticked, No> {
    let by = By {
        journal: "program:HQ".into(),
        purpose: "chase the yearly threat assessment".into(),
        ..By::named("program", "HQ")
    };
    for _ in 0..8 {
        let round = queries::round(app, year).await?.ok_or_else(No::not_found)?;
        let replies = queries::replies(app, year).await?;
        let signed = replies.iter().filter(|r| r.handed_in.is_some());
        let signed: BTreeSet<String> = signed.map(|r| r.respondent.clone()).collect();
        let ticked = collect::tick(&round.value, &signed, app.now().micros()).map_err(|e| refused(&e))?;
        let kind = if ticked.closed {
            "trends.closed"
        } else {
            "trends.chased"
        };
        let public = json!({"year": year, "handed_in": signed.len(), "written_to": ticked.chase});
        let mut change = change(app, &by, kind, public);
        change.records.push(round_record(&ticked.round, round.revision)?);
        change.audiences = ticked.chase.iter().map(|b| format!("bureau:{b}")).collect();
        change.audiences.push("desk:hq".into());
        change.jobs.extend(clock(&ticked.round));
        change.done_jobs.extend(job.map(str::to_owned));
        match app.apply(change).await {
            Ok(_) => return Ok(ticked),
            Err(ApplyError::Stale { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(stale())
}

/// The years that a report can be made of, the latest first.
///
/// # Errors
/// When the store fails.
pub async fn years(app: &App) -> Result<Vec<i32>, No> {
    let mut years: Vec<i32> = queries::rounds(app).await?.iter().map(|r| r.year).collect();
    if app.world == World::Demo {
        years.push(EXERCISE_YEAR);
    }
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    Ok(years)
}

/// The same years in the order in which a reader wants them: first those whose assessment is closed, or that ship with an
/// invented world; behind them those that still change.
///
/// # Errors
/// When the store fails.
pub async fn settled_first(app: &App) -> Result<Vec<i32>, No> {
    let rounds = queries::rounds(app).await?;
    let open = |year: &i32| rounds.iter().any(|round| round.year == *year && !round.is_closed());
    let (behind, mut first): (Vec<i32>, Vec<i32>) = years(app).await?.into_iter().partition(open);
    first.extend(behind);
    Ok(first)
}

/// The report of a year: of what was collected; in an invented world also of the exercise year that ships with the program.
///
/// # Errors
/// When nothing was collected for the year, or too little.
pub async fn report(app: &App, year: i32) -> Result<Arc<Report>, No> {
    let Some(round) = queries::round(app, year).await? else {
        if app.world == World::Demo && year == EXERCISE_YEAR {
            return apart(exercise_report).await?;
        }
        return Err(No::not_found());
    };
    let replies = queries::replies(app, year).await?;
    let counts = queries::all_counts(app).await?;
    let mut interception = queries::interception(app, year, None).await?;
    // With fewer cases one of them could be read from a sum.
    interception.retain(|sums| sums.cases >= collect::FEWEST);
    let files = collect::input_files(&Collected {
        round: &round.value,
        replies: &replies,
        counts: &counts,
        interception: &interception,
        lists: None,
        occurrences: None,
    });
    apart(move || {
        let report = read_inputs(year, &files).and_then(|inputs| build(inputs, &|_| {}));
        report
            .map(Arc::new)
            .map_err(|e| No::new(StatusCode::CONFLICT, e.code(), e.to_string()))
    })
    .await?
}

/// The exercise year's report, made once: its inputs ship with the program.
fn exercise_report() -> Result<Arc<Report>, No> {
    static REPORT: OnceLock<Option<Arc<Report>>> = OnceLock::new();
    let made = REPORT.get_or_init(|| {
        let inputs = read_inputs(EXERCISE_YEAR, &exercise_files()).ok()?;
        build(inputs, &|_| {}).ok().map(Arc::new)
    });
    made.clone().ok_or_else(No::not_found)
}

/// Money held of what was asked and of what was lost: by one bureau, or by all where enough cases stand behind a sum.
///
/// # Errors
/// When sums cannot come from cases, or the store fails.
pub async fn interception(app: &App, year: i32, bureau: Option<&str>) -> Result<Vec<(InterceptionPage, bool)>, No> {
    let mut pages = Vec::new();
    for sums in queries::interception(app, year, bureau).await? {
        let printed = bureau.is_some() || sums.cases >= collect::FEWEST;
        let page = cordon_trends::interception::interception_page(sums)
            .map_err(|e| No::new(StatusCode::CONFLICT, e.code(), e.to_string()))?;
        pages.push((page, printed));
    }
    Ok(pages)
}

/// Lists up to which a page waits for resamples that repeat the choice of the model.
const RESAMPLED_LISTS: usize = 4;

/// Estimates what no list has seen. Every model is fitted. Up to four lists the interval repeats the choice of the model in 1,000
/// resamples; with more lists, or where too few resamples have an estimate, it is the profile likelihood's.
///
/// # Errors
/// The engine's refusal, at the field `cells`.
pub async fn hidden(text: String) -> Result<Estimate, No> {
    apart(move || {
        let request = |interval| Request {
            choice: Choice::Auto,
            criterion: None,
            order: None,
            interval,
            resamples: 1_000,
            seed: 1,
        };
        let said = |e: cordon_trends::hidden::Refusal| No::field("cells", e.code(), e.to_string());
        let table = read_cells(text.as_bytes()).and_then(CaptureTable::new).map_err(said)?;
        if table.lists() <= RESAMPLED_LISTS
            && let Ok(found) = estimate(&table, &request(IntervalKind::Bca), &|_| {})
        {
            return Ok(found);
        }
        estimate(&table, &request(IntervalKind::Profile), &|_| {}).map_err(said)
    })
    .await?
}

/// Runs what takes a while on a thread that answers nobody else.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, No> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|e| No::new(StatusCode::INTERNAL_SERVER_ERROR, "computation", e.to_string()))
}
