//! Acts on stop-payment cases: load, decide, apply. What is allowed is the rulebook's word alone.

use cordon_members::directory;
use cordon_stop_payment::{
    Act, Ask, Case, ClockTerms, Decision, Destination, Event, Filing, HeldBack, Route, acts, clocks,
};
use cordon_store::{Applied, ApplyError, Change, Entry, Expected, Idempotency, NewJob, RecordWrite, SealedPart};
use cordon_vocabulary::{Account, Actor, Audience, Country, Instant, PartRef};
use serde_json::json;
use sha2::Digest as _;

use crate::answer::No;
use crate::app::App;
use crate::members::profile;
use crate::stop_payment::holds::MeetingHolds;
use crate::stop_payment::queries::{self, Filed};

/// A repeated call is answered again, not done again.
#[derive(Debug, Clone)]
pub struct Repeat {
    /// The caller's scope.
    pub client: String,
    /// The caller's key.
    pub key: String,
    /// SHA-256 of the request.
    pub request: [u8; 32],
}

impl Repeat {
    /// Of a call: who, which key, and what exactly was asked.
    #[must_use]
    pub fn new(client: &str, key: String, path: &str, body: &[u8]) -> Self {
        let mut hash = sha2::Sha256::new();
        hash.update(path.as_bytes());
        hash.update([0]);
        hash.update(body);
        Self {
            client: client.to_owned(),
            key,
            request: hash.finalize().into(),
        }
    }
}

/// What an act led to.
#[derive(Debug, Clone)]
pub enum Done {
    /// Done now.
    Now(Box<Filed>),
    /// The same call was answered before, with this.
    Before {
        /// The status of that answer.
        status: u16,
        /// Its body.
        answer: String,
    },
}

/// Everything about one act beside the act itself.
pub struct Circumstances<'a> {
    /// Who acts.
    pub actor: &'a Actor,
    /// The key of a repeated call.
    pub repeat: Option<Repeat>,
    /// Texts about persons that go with the act.
    pub sealed: Vec<SealedPart>,
    /// The job that this act completes.
    pub job: Option<String>,
    /// The revision that the caller has read, where the act must rest on it.
    pub seen: Option<i64>,
    /// Records that change with the act, for instance the link through which it came.
    pub also: Vec<RecordWrite>,
}

impl<'a> Circumstances<'a> {
    /// An act without anything beside it.
    #[must_use]
    pub fn of(actor: &'a Actor) -> Self {
        Self {
            actor,
            repeat: None,
            sealed: vec![],
            job: None,
            seen: None,
            also: vec![],
        }
    }
}

/// What an officer writes when filing; the service finds the bank and gives the reference.
pub struct NewCase {
    /// The filing; reference, route and profile fields are filled in here.
    pub filing: Filing,
    /// The code of the payee's bank as written, where there is one.
    pub to_code: String,
    /// The settlement lies ahead.
    pub in_flight: bool,
}

/// Files a case.
///
/// # Errors
/// A refusal of the rulebook, or the existing case when the same bureau reports the same payment again.
pub async fn file(app: &App, new: NewCase, mut about: Circumstances<'_>) -> Result<Done, No> {
    let now = app.now();
    let bureau = about.actor.bureau().ok_or_else(No::not_found)?.clone();
    if let Some(before) = answered_before(app, &about).await? {
        return Ok(before);
    }
    let mut filing = new.filing;
    if let Some(existing) = same_report(app, &filing, &bureau).await? {
        return Ok(Done::Now(Box::new(existing)));
    }
    let to = destination(
        app,
        filing.payment.to.clone(),
        &new.to_code,
        Some(filing.payment.country),
    )
    .await?;
    filing.payment.route = to.route();
    filing.officer_needed = to.officer_needed;
    filing.reported_elsewhere = match &filing.payment.uetr {
        Some(uetr) => queries::reported_elsewhere(&app.store, uetr, &bureau).await?,
        None => false,
    };
    for attempt in 0..8 {
        let year = now.timestamp().to_zoned_datetime(jiff::tz::TimeZone::UTC).year();
        let number = queries::filed_in(&app.store, &bureau, year).await? + 1 + attempt;
        filing.reference = cordon_vocabulary::CaseRef::parse(&format!("{bureau}-{year}-{number:06}"))
            .map_err(|e| No::malformed("bureau", &e))?;
        let decision = acts::file(filing.clone(), new.in_flight, about.actor, now)?;
        let id = crate::app::new_id();
        let mut change = change(app, &id, &decision, 0, "stop_payment.filed", &mut about, now)?;
        // The reference is a record of its own, so that two filings at once cannot share it.
        change.expects.push(Expected {
            kind: "case_reference",
            id: filing.reference.to_string(),
            revision: 0,
        });
        match app.apply(change).await {
            Ok(applied) => return Ok(done(applied, id, 1, decision.case)),
            Err(ApplyError::Stale { kind, .. }) if kind == "case_reference" => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(No::new(
        axum::http::StatusCode::CONFLICT,
        "stale",
        "many cases are being filed at once; try again",
    ))
}

/// The same payment reported again by the same bureau.
async fn same_report(app: &App, filing: &Filing, bureau: &cordon_vocabulary::BureauId) -> Result<Option<Filed>, No> {
    let Some(uetr) = &filing.payment.uetr else {
        return Ok(None);
    };
    let known = queries::by_key(&app.store, "uetr", uetr).await?;
    Ok(known
        .into_iter()
        .find(|f| f.case.bureau == *bureau && f.case.state != cordon_stop_payment::CaseState::Withdrawn))
}

/// Does one act on a case. A case that somebody else changed meanwhile is loaded and decided again.
///
/// # Errors
/// A refusal of the rulebook, or a failure of the store.
pub async fn act(app: &App, id: &str, act: &Act, mut about: Circumstances<'_>) -> Result<Done, No> {
    for _ in 0..12 {
        // First of all: what was answered before is answered again, whatever the rulebook would say now.
        if let Some(before) = answered_before(app, &about).await? {
            return Ok(before);
        }
        let now = app.now();
        let filed = queries::case(&app.store, id).await?.ok_or_else(No::not_found)?;
        if about.seen.is_some_and(|seen| seen != filed.revision) {
            return Err(No::new(
                axum::http::StatusCode::PRECONDITION_FAILED,
                "stale",
                "the case has changed since you read it; read it again",
            ));
        }
        let mut meeting = MeetingHolds::of(app, id, &filed.case, act).await?;
        let informed = meeting.as_ref().map(|m| m.inform(act));
        let decided = acts::decide(&filed.case, informed.as_ref().unwrap_or(act), about.actor, now);
        let decision = match decided {
            Ok(decision) => decision,
            // The same call, sent twice at once, may have been done by its twin between our two looks.
            Err(refusal) => {
                return match answered_before(app, &about).await? {
                    Some(before) => Ok(before),
                    None => Err(refusal.into()),
                };
            }
        };
        if decision.events.is_empty() && about.job.is_none() {
            return Ok(Done::Now(Box::new(filed)));
        }
        let mut change = change(app, id, &decision, filed.revision, name(act), &mut about, now)?;
        if let Some(meeting) = meeting.take() {
            meeting.write_into(&mut change, act, &decision, now)?;
        }
        match app.apply(change).await {
            Ok(applied) => {
                return Ok(done(applied, id.to_owned(), filed.revision + 1, decision.case));
            }
            Err(ApplyError::Stale { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(No::new(
        axum::http::StatusCode::CONFLICT,
        "stale",
        "this case is being changed by many at once; try again",
    ))
}

/// The answer kept under the key of a repeated call.
async fn answered_before(app: &App, about: &Circumstances<'_>) -> Result<Option<Done>, No> {
    let Some(repeat) = &about.repeat else {
        return Ok(None);
    };
    let Some(kept) = app.store.idempotent(&repeat.client, &repeat.key).await? else {
        return Ok(None);
    };
    if kept.request_hash != repeat.request {
        return Err(ApplyError::KeyReused.into());
    }
    Ok(Some(Done::Before {
        status: kept.status,
        answer: kept.answer,
    }))
}

fn done(applied: Applied, id: String, revision: i64, case: Case) -> Done {
    match applied {
        Applied::Done { .. } => Done::Now(Box::new(Filed { id, revision, case })),
        Applied::Replayed { status, answer } => Done::Before { status, answer },
    }
}

/// What an actor may do now about a request of a case.
#[must_use]
pub fn offer(app: &App, case: &Case, ask: &Ask, actor: &Actor) -> acts::Offer {
    let rules = profile::hold_rules_on(ask.country, app.today());
    acts::offer(case, ask.id, &rules, actor, app.now())
}

/// Puts a decision into one change: the case, its keys, the entry, who is told, and the clocks that now run.
fn change(
    app: &App,
    id: &str,
    decision: &Decision,
    revision: i64,
    kind: &'static str,
    about: &mut Circumstances<'_>,
    now: Instant,
) -> Result<Change, No> {
    let case = &decision.case;
    let told: Vec<serde_json::Value> = decision.events.iter().map(|e| told(case, e)).collect();
    let mut audiences: Vec<String> = decision
        .events
        .iter()
        .flat_map(|e| audiences(case, e))
        .map(|a| a.to_string())
        .collect();
    audiences.sort();
    audiences.dedup();
    let mut change = Change::new(Entry {
        kind,
        actor: about.actor.journal_name(),
        bureau: about.actor.bureau().map_or_else(String::new, ToString::to_string),
        at_us: now.micros(),
        purpose: about.actor.purpose.clone(),
        case: Some(id.to_owned()),
        public: json!({
            "reference": case.filing.reference,
            "exercise": app.world.exercise(),
            "means": about.actor.means,
            "events": told,
        }),
        sealed: about.sealed.clone(),
    });
    change.audiences = audiences;
    change.records.push(RecordWrite {
        kind: "case",
        id: id.to_owned(),
        expected_revision: revision,
        body: serde_json::to_string(case)?,
        keys: keys(case, now),
    });
    change.records.extend(about.also.iter().cloned());
    change.jobs = clocks::running(case, &ClockTerms::default())
        .into_iter()
        .map(|clock| clock_job(id, case, &clock))
        .collect();
    change.done_jobs.extend(about.job.clone());
    change.idempotency = about.repeat.as_ref().map(|repeat| Idempotency {
        client: repeat.client.clone(),
        key: repeat.key.clone(),
        request_hash: repeat.request,
        status: 200,
        answer: json!({"id": id, "reference": case.filing.reference, "state": case.state}).to_string(),
        at_us: now.micros(),
    });
    Ok(change)
}

/// A clock as a job. Its key names everything that could move it, so that a moved clock is a new job.
fn clock_job(id: &str, case: &Case, clock: &clocks::DueClock) -> NewJob {
    let revision = case.ask(clock.ask).map_or(0, Ask::revision);
    NewJob {
        kind: "stop_payment.clock",
        key: format!(
            "{id}/{}/{revision}/{:?}/{}/{}",
            clock.ask,
            clock.kind,
            clock.level,
            clock.due.micros()
        ),
        due_us: clock.due.micros(),
        body: json!({"case": id, "ask": clock.ask, "clock": clock.kind, "level": clock.level}).to_string(),
    }
}

/// An event as its readers see it, with those readers.
fn told(case: &Case, event: &Event) -> serde_json::Value {
    let to: Vec<String> = audiences(case, event).iter().map(ToString::to_string).collect();
    let mut value = serde_json::to_value(event).unwrap_or_default();
    if let Some(object) = value.as_object_mut() {
        object.insert("to".into(), json!(to));
    }
    value
}

/// Who is told of an event: always the requesting bureau; the receiver of a request that is or was out; the receiving
/// country's bureau also of what waits for it; and, as a clock escalates, the duty desk.
fn audiences(case: &Case, event: &Event) -> Vec<Audience> {
    let mut to = vec![Audience::Bureau(case.bureau.clone())];
    if *event == Event::ReportedElsewhere {
        to.push(Audience::DutyDesk);
    }
    let Some(ask) = event.ask().and_then(|id| case.ask(id)) else {
        return to;
    };
    let seen_there = ask.sent.is_some()
        || matches!(
            ask.state,
            cordon_stop_payment::AskState::HeldBack {
                why: HeldBack::ProfileForbids | HeldBack::Unconfirmed
            }
        );
    if seen_there {
        if let Ok(bureau) = cordon_vocabulary::BureauId::parse(ask.country.code()) {
            to.push(Audience::Bureau(bureau));
        }
    }
    if ask.sent.is_some() {
        if let Route::Institution { institution } = &ask.route {
            to.push(Audience::Institution(institution.clone()));
        }
    }
    if let Event::FiuAsked { .. } = event {
        if let Ok(unit) = cordon_vocabulary::BureauId::parse(&format!("{}-FIU", ask.country)) {
            to.push(Audience::Bureau(unit));
        }
    }
    if let Event::Escalated { level, .. } = event {
        if *level >= 3 {
            to.push(Audience::DutyDesk);
        }
    }
    to.dedup();
    to
}

/// The keys under which a case is found.
fn keys(case: &Case, _now: Instant) -> Vec<(&'static str, String)> {
    let filed = case.filed.1.timestamp().to_zoned_datetime(jiff::tz::TimeZone::UTC);
    let mut keys = vec![
        ("bureau", case.bureau.to_string()),
        ("reference", case.filing.reference.to_string()),
        ("year", format!("{}-{}", case.bureau, filed.year())),
    ];
    keys.extend(case.filing.payment.uetr.iter().map(|u| ("uetr", u.clone())));
    for ask in &case.asks {
        keys.push(("country", ask.country.to_string()));
        keys.push(("account", ask.account.key()));
        if let Some(institution) = acts::asked_institution(ask) {
            keys.push(("institution", institution.to_string()));
        }
        keys.extend(ask.uetr.iter().map(|u| ("uetr", u.clone())));
    }
    keys.sort();
    keys.dedup();
    keys
}

/// Completes a destination from the directory and the country's profile.
///
/// # Errors
/// When neither the account nor the reply names a country, or the store fails.
pub async fn destination(app: &App, account: Account, code: &str, country: Option<Country>) -> Result<Destination, No> {
    let codes = directory::codes_of(&account, code);
    let row = crate::members::queries::directory(&app.store, &codes).await?;
    let country = row
        .as_ref()
        .map(|r| r.country)
        .or_else(|| account.country())
        .or(country)
        .ok_or_else(|| No::field("country", "country-unknown", "the account names no country; give it"))?;
    // An institution that is not reachable by a machine or a proven contact is reached through its country's bureau.
    Ok(Destination {
        code: if code.is_empty() {
            codes.first().cloned().unwrap_or_default()
        } else {
            code.to_owned()
        },
        institution: row.map(|r| r.institution),
        officer_needed: profile::officer_needed_on(country, app.today()),
        flags: vec![],
        holder_country: None,
        account,
        country,
    })
}

/// Seals a text about a person; gives where it lies.
///
/// # Errors
/// Never in practice: identifiers made here are well formed.
pub fn seal(sealed: &mut Vec<SealedPart>, person: &str, text: &str) -> Result<PartRef, No> {
    let id = crate::app::new_id();
    sealed.push(SealedPart {
        id: id.clone(),
        person: person.to_owned(),
        bytes: text.as_bytes().to_vec(),
    });
    PartRef::parse(&id).map_err(|e| No::malformed("sealed", &e))
}

/// The act's name in the journal.
fn name(act: &Act) -> &'static str {
    match act {
        Act::Release => "stop_payment.released",
        Act::StopPursuit => "stop_payment.pursuit_stopped",
        Act::ResumePursuit => "stop_payment.pursuit_resumed",
        Act::ReleaseAsk { .. } => "stop_payment.request_released",
        Act::Acknowledge { .. } => "stop_payment.acknowledged",
        Act::Answer { .. } => "stop_payment.answered",
        Act::Share { .. } => "stop_payment.hold_shared",
        Act::Confirm { .. } => "stop_payment.answer_confirmed",
        Act::StateRate { .. } => "stop_payment.rate_stated",
        Act::Forward { .. } => "stop_payment.forwarded",
        Act::Extend { .. } => "stop_payment.hold_extended",
        Act::Order { .. } => "stop_payment.hold_ordered",
        Act::Return { .. } => "stop_payment.returned",
        Act::Lapse { .. } => "stop_payment.hold_lapsed",
        Act::ReleaseHold { .. } => "stop_payment.hold_released",
        Act::Appeal { .. } => "stop_payment.appealed",
        Act::DecideAppeal { .. } => "stop_payment.appeal_decided",
        Act::Reopen { .. } => "stop_payment.asked_again",
        Act::Correct { .. } => "stop_payment.corrected",
        Act::Withdraw => "stop_payment.withdrawn",
        Act::ClockRan { .. } => "stop_payment.clock_ran",
    }
}

/// An own case, for modules that work beside it. Others' cases do not exist here, not even for receivers of requests.
///
/// # Errors
/// `not-found`, or a failure of the store.
pub async fn own_case(app: &App, id: &str, actor: &Actor) -> Result<Filed, No> {
    let found = queries::case_for(&app.store, id, actor).await?;
    let own = found.filter(|(_, sight)| *sight == queries::Sight::Own);
    own.map(|(filed, _)| filed).ok_or_else(No::not_found)
}
