//! A kept file read and traced under all six rules: bytes and settings in, results out. No store, no clock.

use cordon_asset_tracing::adoption::{Outcome, Settings};
use cordon_asset_tracing::amount::Scale;
use cordon_asset_tracing::engine::ledgers::Ledgers;
use cordon_asset_tracing::engine::plan::{Choice, Plan, trace};
use cordon_asset_tracing::engine::{Request, plan};
use cordon_asset_tracing::findings::Findings;
use cordon_asset_tracing::input::balances;
use cordon_asset_tracing::input::description::InputDescription;
use cordon_asset_tracing::input::fault::InputError;
use cordon_asset_tracing::input::lists;
use cordon_asset_tracing::input::load::{LoadOptions, Loaded};
use cordon_asset_tracing::input::open::open;
use cordon_asset_tracing::input::reading::{BadColumnList, ColumnNames, Reading};
use cordon_asset_tracing::record;
use cordon_asset_tracing::refusal::Refusal;
use cordon_asset_tracing::report::{Report, Stated};
use cordon_asset_tracing::rules::Rule;
use cordon_asset_tracing::statement::Statement;
use cordon_asset_tracing::transfers::Transfers;
use serde_json::Value;
use sha2::Digest as _;

use crate::answer::No;

/// The bytes that a trace rests on.
#[derive(Debug, Clone)]
pub struct Inputs {
    /// Transfers or a statement.
    pub transfers: Vec<u8>,
    /// Opening balances.
    pub balances: Option<Vec<u8>>,
}

/// A file as it was read.
#[derive(Debug)]
pub struct Read {
    /// Its lines as transfers.
    pub loaded: Loaded,
    /// How it was read, in words and counts.
    pub description: InputDescription,
    /// How it was read, in one line.
    pub reading: String,
    /// The same, for pages that say it in the reader's language.
    pub form: Reading,
}

/// One rule's result.
#[derive(Debug)]
pub struct Ruled {
    /// What was asked.
    pub request: Request,
    /// Which plan ran.
    pub choice: Choice,
    /// What came out.
    pub findings: Findings,
    /// Its sums and its digest.
    pub outcome: Outcome,
}

/// A file with what all six rules say of it.
#[derive(Debug)]
pub struct Traced {
    /// The file as it was read.
    pub read: Read,
    /// The index of its accounts.
    pub index: Ledgers,
    /// The six results, in the order of [`Rule::ALL`].
    pub ruled: Vec<Ruled>,
}

impl Traced {
    /// The transfers.
    #[must_use]
    pub fn transfers(&self) -> &Transfers {
        &self.read.loaded.transfers
    }

    /// One rule's result.
    #[must_use]
    pub fn of(&self, rule: Rule) -> Option<&Ruled> {
        self.ruled.iter().find(|ruled| ruled.request.rule == rule)
    }

    /// One rule's result as the interface and the command give it. Times and plans, which change nothing, are left out.
    ///
    /// # Errors
    /// Never in practice: the report is plain.
    pub fn report(&self, ruled: &Ruled, settings: &Settings) -> Result<Value, No> {
        let stated = Stated {
            until: settings.until.clone(),
            currency: settings.currency.clone(),
            ..Stated::default()
        };
        let report = Report {
            transfers: self.transfers(),
            request: &ruled.request,
            choice: &ruled.choice,
            findings: &ruled.findings,
            stated: &stated,
        };
        let mut value = serde_json::to_value(report)?;
        if let Some(object) = value.as_object_mut() {
            object.remove("seconds");
        }
        Ok(value)
    }
}

/// The SHA-256 of some bytes, in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(sha2::Sha256::digest(bytes))
}

fn unread(field: &str, error: &InputError) -> No {
    No::field(field, error.code(), error.to_string())
}

fn refused(field: &str, refusal: &Refusal) -> No {
    No::field(field, refusal.code(), refusal.to_string())
}

fn scale(settings: &Settings) -> Result<Scale, No> {
    Scale::new(settings.scale).ok_or_else(|| {
        let why = format!("the scale is a whole number from 0 to {}", Scale::MAX);
        No::field("scale", "scale", why)
    })
}

fn currency(settings: &Settings) -> Option<String> {
    settings.currency.as_deref().map(str::to_ascii_uppercase)
}

/// Reads the file as the settings say.
///
/// # Errors
/// The reader's own words, at the field that has to be mended.
pub fn read(inputs: &Inputs, settings: &Settings) -> Result<Read, No> {
    let scale = scale(settings)?;
    let names: ColumnNames = match settings.columns.trim() {
        "" => ColumnNames::default(),
        list => list
            .parse()
            .map_err(|e: BadColumnList| No::field("columns", "columns", e.to_string()))?,
    };
    let opened = open(&inputs.transfers[..], &names, scale).map_err(|e| unread("columns", &e))?;
    let options = LoadOptions {
        lenient: settings.lenient,
        currency: currency(settings),
        size: Some(inputs.transfers.len() as u64),
        ..LoadOptions::new(scale)
    };
    let reading = opened.reading.clone();
    let mut loaded = opened
        .load(&options, &mut |_| {})
        .map_err(|e| unread("transfers", &e))?;
    if let Some(bytes) = &inputs.balances {
        let (names, currency) = (Default::default(), currency(settings));
        let transfers = &mut loaded.transfers;
        balances::load(bytes, &names, transfers, currency.as_deref(), settings.lenient)
            .map_err(|e| unread("balances", &e))?;
    }
    loaded
        .transfers
        .check_balances()
        .map_err(|e| refused("transfers", &e))?;
    Ok(Read {
        description: InputDescription::new(&reading, &loaded),
        reading: reading.to_string(),
        form: reading,
        loaded,
    })
}

/// The request that the settings make, without its rule.
fn request(transfers: &Transfers, settings: &Settings) -> Result<Request, No> {
    let scale = transfers.scale();
    let amount = |field: &str, text: &str| {
        scale
            .parse(text.as_bytes())
            .map_err(|fault| No::field(field, "amount", format!("{text} {fault}")))
    };
    let mut wanted = Vec::new();
    for (id, part) in &settings.claims {
        let part = part.as_deref().map(|text| amount("claims", text)).transpose()?;
        wanted.push((id.clone(), part));
    }
    let claims = transfers
        .claims(&wanted, currency(settings).as_deref())
        .map_err(|e| refused("claims", &e))?;
    let mut request = Request::new(Rule::Fifo, claims, transfers);
    request.meeting = settings.meeting;
    for name in &settings.stops {
        let pockets = transfers.names().pockets(name);
        if pockets.is_empty() {
            let why = format!("account `{name}` is not in the file, so nothing can be stopped there");
            return Err(No::field("stops", "unknown-account", why));
        }
        request.stops.extend(pockets);
    }
    if let Some(text) = &settings.minimum {
        request.minimum = amount("minimum", text)?;
    }
    if let Some(text) = &settings.until {
        let until = transfers.times().parse(text);
        let until = until.map_err(|fault| No::field("until", "time", format!("{text} {fault}")))?;
        request.end = transfers.end(Some(until));
    }
    Ok(request)
}

/// Traces the file under every rule.
///
/// # Errors
/// Those of [`read`], and the engine's own, at the field that has to be mended.
pub fn all_rules(inputs: &Inputs, settings: &Settings) -> Result<Traced, No> {
    let read = read(inputs, settings)?;
    let transfers = &read.loaded.transfers;
    let base = request(transfers, settings)?;
    let index = Ledgers::build(transfers);
    let mut ruled = Vec::new();
    for rule in Rule::ALL {
        let request = Request { rule, ..base.clone() };
        let choice = plan::choose(transfers, &request, 1, true);
        let by_index = (choice.plan == Plan::Frontier).then_some(&index);
        let findings = trace(transfers, &request, by_index).map_err(|e| refused("claims", &e))?;
        let digest = digest(inputs, settings, transfers, &request, &findings);
        let outcome = Outcome::of(&findings, transfers.scale(), digest);
        ruled.push(Ruled {
            request,
            choice,
            findings,
            outcome,
        });
    }
    Ok(Traced { read, index, ruled })
}

/// The steps of one rule's trace, at most so many of them.
///
/// # Errors
/// The engine's own words.
pub fn statement(traced: &Traced, rule: Rule, most: usize) -> Result<Statement, No> {
    let ruled = traced.of(rule).ok_or_else(No::not_found)?;
    cordon_asset_tracing::statement::statement(traced.transfers(), &ruled.request, &traced.index, &ruled.findings, most)
        .map_err(|e| refused("claims", &e))
}

/// SHA-256 over the inputs' hashes and the result's record: the same result of other bytes is another digest.
fn digest(
    inputs: &Inputs,
    settings: &Settings,
    transfers: &Transfers,
    request: &Request,
    findings: &Findings,
) -> String {
    let balances = inputs.balances.as_deref().map_or_else(|| "-".to_owned(), sha256);
    let mut text = format!("input\t{}\t{balances}\n", sha256(&inputs.transfers)).into_bytes();
    text.extend(format!("currency\t{}\n", settings.currency.as_deref().unwrap_or("-")).into_bytes());
    // Memory takes every line.
    let _ = record::write(transfers, request, findings, &mut text);
    sha256(&text)
}

/// Reads a list of claims as a person types it: one a line, `ID` or `ID=AMOUNT`; commas part as lines do.
#[must_use]
pub fn claim_lines(text: &str) -> Vec<(String, Option<String>)> {
    let parts = text.split(['\n', ',']).map(str::trim).filter(|part| !part.is_empty());
    let claim = |part: &str| match part.rsplit_once('=') {
        Some((id, amount)) if !amount.trim().is_empty() => (id.trim().to_owned(), Some(amount.trim().to_owned())),
        _ => (part.to_owned(), None),
    };
    parts.map(claim).collect()
}

/// Reads a list of accounts, one a line.
///
/// # Errors
/// A line that cannot be read, with its number.
pub fn account_lines(text: &str) -> Result<Vec<String>, No> {
    lists::accounts(text.as_bytes()).map_err(|e| unread("stops", &e))
}
