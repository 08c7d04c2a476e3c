//! Traces of a case: load, decide, apply. What a trace finds is the engine's word, what may be adopted the rulebook's.

use axum::http::StatusCode;
use cordon_asset_tracing::adoption::{Act, By, CaseTraces, Facts, KeptFile, Refusal, Settings, decide};
use cordon_asset_tracing::rules::Rule;
use cordon_asset_tracing::statement::Statement;
use cordon_stop_payment::CaseState;
use cordon_store::{Applied, ApplyError, Change, Entry, Expected, Idempotency, NewFile, RecordWrite, SealedPart};
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::{App, new_id};
use crate::asset_tracing::queries;
use crate::asset_tracing::run::{self, Inputs, Read, Traced};
use crate::asset_tracing::wire::{AdoptIn, TraceSettingsIn};
use crate::gate::Acting;
use crate::stop_payment::queries::Filed;
use crate::stop_payment::service::{Repeat, own_case};

/// What an act led to.
#[derive(Debug)]
pub enum Done {
    /// Done now: the file's number and the traces as they stand.
    Now(u32, Box<CaseTraces>),
    /// The same call was answered before, with this.
    Before {
        /// The status of that answer.
        status: u16,
        /// Its body.
        answer: String,
    },
}

/// A kept file opened by an officer: the case, the record, and what the file says.
pub struct Opened {
    /// The case.
    pub filed: Filed,
    /// The traces of the case.
    pub traces: CaseTraces,
    /// The file.
    pub file: KeptFile,
    /// Its bytes.
    pub inputs: Inputs,
}

impl From<Refusal> for No {
    fn from(refusal: Refusal) -> Self {
        let status = match &refusal {
            Refusal::NoSuchFile(_) => StatusCode::NOT_FOUND,
            Refusal::CaseWithdrawn
            | Refusal::KeptAlready(_)
            | Refusal::NotConfirmed(_)
            | Refusal::InForce(_)
            | Refusal::ChangedSince
            | Refusal::AlreadyAdopted => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self {
            rests_on: refusal.rests_on().map(str::to_owned),
            ..Self::new(status, refusal.code(), refusal.to_string())
        }
    }
}

/// Runs something that takes the processor for a while beside the handlers.
async fn beside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, No> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|e| No::new(StatusCode::INTERNAL_SERVER_ERROR, "trace", e.to_string()))
}

/// Keeps a file with a case, as it came. Nothing is read or traced yet.
///
/// # Errors
/// A refusal of the rulebook, `not-found` for another bureau's case, or a failure of the store.
pub async fn keep(app: &App, acting: &Acting, case: &str, inputs: &Inputs, repeat: Option<Repeat>) -> Result<Done, No> {
    let act = Act::Keep {
        sha256: run::sha256(&inputs.transfers),
        balances: inputs.balances.as_deref().map(run::sha256),
        bytes: inputs.transfers.len() as u64,
    };
    let bytes = std::iter::once(&inputs.transfers).chain(&inputs.balances);
    let files = bytes.map(|bytes| NewFile::new("text/csv".into(), bytes.clone(), Some(new_id())));
    let wish = Wish {
        act,
        files: files.collect(),
        sealed: vec![],
        repeat,
    };
    apply(app, acting, case, wish).await
}

/// Confirms how a file is read and what was stolen, once the file can be traced that way.
///
/// # Errors
/// What the reader or the engine says of the settings, a refusal of the rulebook, or a failure of the store.
pub async fn confirm(
    app: &App,
    acting: &Acting,
    case: &str,
    file: u32,
    wish: &TraceSettingsIn,
    repeat: Option<Repeat>,
) -> Result<Done, No> {
    if let Some(before) = answered_before(app, repeat.as_ref()).await? {
        return Ok(before);
    }
    let opened = load(app, acting, case, file).await?;
    let settings = wish.settings(opened.filed.case.lost().asset)?;
    let (inputs, tried) = (opened.inputs, settings.clone());
    beside(move || run::all_rules(&inputs, &tried).map(drop)).await??;
    let act = Act::Confirm { file, settings };
    apply(
        app,
        acting,
        case,
        Wish {
            act,
            files: vec![],
            sealed: vec![],
            repeat,
        },
    )
    .await
}

/// Adopts what one rule says as the case's legal trace. The trace is run again from the kept bytes, and must come to what the
/// officer saw.
///
/// # Errors
/// A refusal of the rulebook, or a failure of the store.
pub async fn adopt(
    app: &App,
    acting: &Acting,
    case: &str,
    file: u32,
    wish: &AdoptIn,
    repeat: Option<Repeat>,
) -> Result<Done, No> {
    if let Some(before) = answered_before(app, repeat.as_ref()).await? {
        return Ok(before);
    }
    let rule = wish.rule()?;
    let opened = load(app, acting, case, file).await?;
    let (_, traced) = traced(&opened).await?;
    let outcome = traced
        .of(rule)
        .map(|ruled| ruled.outcome.clone())
        .ok_or_else(No::not_found)?;
    let grounds = wish.grounds.trim();
    let mut sealed = Vec::new();
    let part = crate::stop_payment::service::seal(&mut sealed, &new_id(), grounds)?;
    let act = Act::Adopt {
        file,
        rule,
        seen: wish.result_sha256.trim().to_ascii_lowercase(),
        outcome,
        grounds: part.to_string(),
        grounds_length: grounds.chars().count(),
    };
    apply(
        app,
        acting,
        case,
        Wish {
            act,
            files: vec![],
            sealed,
            repeat,
        },
    )
    .await
}

/// The traces of an own case.
///
/// # Errors
/// `not-found` for another bureau's case, or a failure of the store.
pub async fn of_case(app: &App, acting: &Acting, case: &str) -> Result<CaseTraces, No> {
    own_case(app, case, &acting.actor).await?;
    Ok(queries::traces(&app.store, case).await?.value)
}

/// The traces of a case whose page stands open already.
///
/// # Errors
/// When the store fails.
pub async fn kept(app: &App, case: &str) -> Result<CaseTraces, No> {
    Ok(queries::traces(&app.store, case).await?.value)
}

/// The victim's name, for a form that asks about the same theft. Opening the file has been recorded.
///
/// # Errors
/// When the store fails.
pub async fn victim(app: &App, opened: &Opened) -> Result<String, No> {
    let part = opened.filed.case.filing.victim.to_string();
    let text = app.store.sealed(&[part]).await?.into_iter().next().flatten();
    Ok(text
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .unwrap_or_default())
}

/// Opens a kept file. To open it is an act of its own: it speaks of persons' accounts.
///
/// # Errors
/// `not-found` for another bureau's case or an unknown number, or a failure of the store.
pub async fn open(app: &App, acting: &Acting, case: &str, file: u32) -> Result<Opened, No> {
    let opened = load(app, acting, case, file).await?;
    let public = json!({"trace": file, "sha256": opened.file.sha256});
    app.apply(Change::new(entry(
        app,
        acting,
        &opened.filed,
        "tracing.opened",
        public,
        vec![],
    )))
    .await?;
    Ok(opened)
}

/// Reads an opened file without tracing it, as the settings say.
///
/// # Errors
/// The reader's own words.
pub async fn look(opened: &Opened, settings: Settings) -> Result<Read, No> {
    let inputs = opened.inputs.clone();
    beside(move || run::read(&inputs, &settings)).await?
}

/// Traces an opened file under every rule, as confirmed.
///
/// # Errors
/// `not-confirmed`, or the engine's own words.
pub async fn traced(opened: &Opened) -> Result<(Settings, Traced), No> {
    let settings = opened.traces.settings(opened.file.number)?.clone();
    let (inputs, confirmed) = (opened.inputs.clone(), settings.clone());
    let traced = beside(move || run::all_rules(&inputs, &confirmed)).await??;
    Ok((settings, traced))
}

/// The steps of one rule's trace, at most so many of them.
///
/// # Errors
/// The engine's own words.
pub async fn stated(traced: Traced, rule: Rule, most: usize) -> Result<(Traced, Statement), No> {
    beside(move || {
        let stated = run::statement(&traced, rule, most)?;
        Ok((traced, stated))
    })
    .await?
}

/// Traces a text that belongs to no case. Nothing is kept of it but its hash in the journal.
///
/// # Errors
/// The reader's and the engine's own words, or a failure of the store.
pub async fn without_case(app: &App, acting: &Acting, text: String, claims: &str) -> Result<Traced, No> {
    let inputs = Inputs {
        transfers: text.into_bytes(),
        balances: None,
    };
    let public = json!({"input_sha256": run::sha256(&inputs.transfers)});
    crate::journal::note::search(app, acting, "tracing.traced", claims, public).await?;
    let settings = Settings {
        columns: String::new(),
        scale: 2,
        currency: None,
        claims: run::claim_lines(claims),
        stops: vec![],
        minimum: None,
        until: None,
        meeting: Default::default(),
        lenient: false,
    };
    beside(move || run::all_rules(&inputs, &settings)).await?
}

async fn load(app: &App, acting: &Acting, case: &str, file: u32) -> Result<Opened, No> {
    let filed = own_case(app, case, &acting.actor).await?;
    let traces = queries::traces(&app.store, case).await?.value;
    let kept = traces.file(file).ok_or_else(No::not_found)?.clone();
    let inputs = queries::inputs(&app.store, &kept).await?;
    Ok(Opened {
        filed,
        traces,
        file: kept,
        inputs,
    })
}

/// An act with what goes beside it.
struct Wish {
    act: Act,
    files: Vec<NewFile>,
    sealed: Vec<SealedPart>,
    repeat: Option<Repeat>,
}

async fn apply(app: &App, acting: &Acting, case: &str, wish: Wish) -> Result<Done, No> {
    let by = By {
        officer: acting.officer()?.id.to_string(),
        at_us: app.now().micros(),
    };
    for _ in 0..8 {
        if let Some(before) = answered_before(app, wish.repeat.as_ref()).await? {
            return Ok(before);
        }
        let filed = own_case(app, case, &acting.actor).await?;
        let stands = queries::traces(&app.store, case).await?;
        let facts = facts(&filed, &stands.value, &wish.act);
        let next = decide(&stands.value, &wish.act, &by, &facts)?;
        let (change, number) = change(app, acting, &filed, stands.revision, &next, &wish)?;
        match app.apply(change).await {
            Ok(Applied::Done { .. }) => return Ok(Done::Now(number, Box::new(next))),
            Ok(Applied::Replayed { status, answer }) => return Ok(Done::Before { status, answer }),
            Err(ApplyError::Stale { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(No::new(
        StatusCode::CONFLICT,
        "stale",
        "the traces of this case are being changed by many at once; try again",
    ))
}

async fn answered_before(app: &App, repeat: Option<&Repeat>) -> Result<Option<Done>, No> {
    let Some(repeat) = repeat else {
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

/// What the rulebook must know of the case: what was lost, where the trace is in the same currency, at the trace's own scale.
fn facts(filed: &Filed, traces: &CaseTraces, act: &Act) -> Facts {
    let lost = filed.case.lost();
    let settings = match act {
        Act::Adopt { file, .. } => traces.settings(*file).ok(),
        _ => None,
    };
    let same = settings.filter(|s| s.currency.as_deref() == Some(lost.asset.code()));
    let lost = same.and_then(|s| match s.scale.checked_sub(lost.asset.scale()) {
        Some(more) => lost.units.checked_mul(10_i64.checked_pow(u32::from(more))?),
        None => Some(lost.units / 10_i64.checked_pow(u32::from(lost.asset.scale() - s.scale))?),
    });
    Facts {
        withdrawn: filed.case.state == CaseState::Withdrawn,
        lost,
    }
}

/// The act in one change: the record, the files, the entry, who is told, the answer to a repeated call.
fn change(
    app: &App,
    acting: &Acting,
    filed: &Filed,
    revision: i64,
    next: &CaseTraces,
    wish: &Wish,
) -> Result<(Change, u32), No> {
    let (kind, number, public) = told(next, &wish.act);
    let mut change = Change::new(entry(app, acting, filed, kind, public.clone(), wish.sealed.clone()));
    change.audiences = vec![cordon_vocabulary::Audience::Bureau(filed.case.bureau.clone()).to_string()];
    change.files = wish.files.clone();
    if matches!(wish.act, Act::Adopt { .. }) {
        // The adoption rests on the case as it stands: its state, and what was lost.
        change.expects.push(Expected {
            kind: "case",
            id: filed.id.clone(),
            revision: filed.revision,
        });
    }
    change.records.push(RecordWrite {
        kind: queries::KIND,
        id: filed.id.clone(),
        expected_revision: revision,
        body: serde_json::to_string(next)?,
        keys: vec![("case", filed.id.clone())],
    });
    change.idempotency = wish.repeat.as_ref().map(|repeat| Idempotency {
        client: repeat.client.clone(),
        key: repeat.key.clone(),
        request_hash: repeat.request,
        status: if kind == "tracing.file_kept" { 201 } else { 200 },
        answer: json!({"case": filed.id, "trace": number, "done": public}).to_string(),
        at_us: app.now().micros(),
    });
    Ok((change, number))
}

/// The act's name in the journal, the file's number, and the public words: hashes, rules and sums, never an account.
fn told(next: &CaseTraces, act: &Act) -> (&'static str, u32, Value) {
    match act {
        Act::Keep {
            sha256,
            balances,
            bytes,
        } => {
            let number = next.files.last().map_or(0, |file| file.number);
            let public = json!({"trace": number, "sha256": sha256, "balances_sha256": balances, "bytes": bytes});
            ("tracing.file_kept", number, public)
        }
        Act::Confirm { file, settings } => {
            let public = json!({"trace": file, "scale": settings.scale, "currency": settings.currency,
                "claims": settings.claims.len(), "stops": settings.stops.len(), "meeting": settings.meeting});
            ("tracing.columns_confirmed", *file, public)
        }
        Act::Adopt {
            file, rule, outcome, ..
        } => {
            let sha256 = next.file(*file).map(|kept| kept.sha256.clone());
            let public = json!({"trace": file, "rule": rule, "sha256": sha256, "result": outcome});
            ("tracing.adopted", *file, public)
        }
    }
}

fn entry(
    app: &App,
    acting: &Acting,
    filed: &Filed,
    kind: &'static str,
    public: Value,
    sealed: Vec<SealedPart>,
) -> Entry {
    let mut public = public;
    public["reference"] = json!(filed.case.filing.reference);
    public["exercise"] = json!(app.world.exercise());
    public["means"] = json!(acting.actor.means);
    Entry {
        kind,
        actor: acting.actor.journal_name(),
        bureau: acting.house(),
        at_us: app.now().micros(),
        purpose: acting.actor.purpose.clone(),
        case: Some(filed.id.clone()),
        public,
        sealed,
    }
}

/// The rule of the trace in force, if there is one for this file.
#[must_use]
pub fn rule_in_force(opened: &Opened) -> Option<Rule> {
    let in_force = opened.traces.in_force()?;
    (in_force.file == opened.file.number).then_some(in_force.rule)
}
