//! From a file on a case to the trace that counts there: kept, its columns confirmed, adopted under one rule.
//!
//! A trace moves nothing. A file that is dropped on a case is kept as it came; a person confirms how it is read and what was
//! stolen; then an officer may adopt what one legal rule says. [`decide`] is the one door: the traces of a case as they stand,
//! an act, who acts and the facts go in, the traces as they will stand come out, or a [`Refusal`] with its reason.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::amount::Scale;
use crate::findings::Findings;
use crate::rules::{Meeting, Rule};

/// So many files one case keeps at most.
pub const MOST_FILES: usize = 40;
/// Grounds are at least so many characters: a rule is chosen for a reason.
pub const SHORTEST_GROUNDS: usize = 8;

/// All files of one case, and the traces that were adopted, oldest first. The last adoption counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseTraces {
    /// The files, numbered from 1 in the order in which they came.
    pub files: Vec<KeptFile>,
    /// The adoptions.
    pub adoptions: Vec<Adoption>,
}

/// A statement or transfer file kept with a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptFile {
    /// Its number in the case, from 1.
    pub number: u32,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// SHA-256 of the opening balances that came with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balances: Option<String>,
    /// Its size.
    pub bytes: u64,
    /// Who brought it, and when.
    pub kept: By,
    /// How it is read and what was stolen, once a person confirmed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<(Settings, By)>,
}

/// Who acted, and when, in microseconds UTC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct By {
    /// The officer's identifier.
    pub officer: String,
    /// The instant.
    pub at_us: i64,
}

/// How a file is read and traced: everything beside the file and the rule that the result depends on. Texts as a person typed
/// them, as `cordon trace` takes them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// `id=…,time=…`; empty where the guess is right.
    #[serde(default)]
    pub columns: String,
    /// Decimals of amounts.
    pub scale: u8,
    /// The currency of the trace, and of lines that state none.
    #[serde(default)]
    pub currency: Option<String>,
    /// The stolen transfers: an id, and how much of it unless all.
    #[serde(default)]
    pub claims: Vec<(String, Option<String>)>,
    /// Accounts beyond which nothing is followed.
    #[serde(default)]
    pub stops: Vec<String>,
    /// Transfers that carry less are not followed.
    #[serde(default)]
    pub minimum: Option<String>,
    /// Transfers up to and including this time.
    #[serde(default)]
    pub until: Option<String>,
    /// Who keeps a unit that two claims meet on.
    #[serde(default)]
    pub meeting: Meeting,
    /// Bad lines are set aside and reported.
    #[serde(default)]
    pub lenient: bool,
}

/// What a trace under one rule came to: the sums that an adoption rests on, in minor units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// SHA-256 of the result as [`crate::record::write`] writes it, in hexadecimal.
    pub digest: String,
    /// Decimals of the sums.
    pub scale: u8,
    /// What was claimed.
    pub claimed: i64,
    /// What is tainted in accounts at the end.
    pub tainted: i64,
    /// What was not followed further.
    pub stopped: i64,
    /// How many transfers carry it.
    pub transfers: u64,
    /// How many accounts hold it at the end.
    pub accounts: u64,
    /// Whether the sums add up; nothing under poison.
    pub conserved: Option<bool>,
}

/// A trace that an officer adopted as the legal trace of the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adoption {
    /// The file.
    pub file: u32,
    /// Its SHA-256.
    pub sha256: String,
    /// The rule.
    pub rule: Rule,
    /// What the trace came to.
    pub outcome: Outcome,
    /// Who adopted it, and when.
    pub by: By,
    /// Where the grounds lie, sealed: why this rule.
    pub grounds: String,
}

/// What a person wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Keep a file with the case.
    Keep {
        /// SHA-256 of its bytes.
        sha256: String,
        /// SHA-256 of the opening balances beside it.
        balances: Option<String>,
        /// Its size.
        bytes: u64,
    },
    /// Confirm how it is read and what was stolen.
    Confirm {
        /// The file.
        file: u32,
        /// How.
        settings: Settings,
    },
    /// Adopt what one rule says.
    Adopt {
        /// The file.
        file: u32,
        /// The rule.
        rule: Rule,
        /// The digest that the officer saw.
        seen: String,
        /// What the trace, run again now, comes to.
        outcome: Outcome,
        /// Where the grounds lie, sealed.
        grounds: String,
        /// How many characters they have.
        grounds_length: usize,
    },
}

/// What the rulebook must know of the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// The case was taken back.
    pub withdrawn: bool,
    /// What was stolen in minor units, where the trace is in the stolen currency.
    pub lost: Option<i64>,
}

/// Why an act is refused. Nothing is changed by a refused act.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The case was taken back.
    #[error("the case was taken back: nothing is traced or adopted in it")]
    CaseWithdrawn,
    /// No file of this number.
    #[error("the case keeps no file {0}")]
    NoSuchFile(u32),
    /// The same bytes are kept already.
    #[error("the case keeps this file already, as number {0}")]
    KeptAlready(u32),
    /// More files than one case keeps.
    #[error("the case keeps {MOST_FILES} files already")]
    TooManyFiles,
    /// Nothing in it.
    #[error("the file is empty")]
    EmptyFile,
    /// Nobody confirmed its columns.
    #[error("nobody has confirmed how file {0} is read and what was stolen: do that first")]
    NotConfirmed(u32),
    /// The adopted trace rests on these settings.
    #[error("the adopted trace rests on how file {0} is read: adopt another trace before that is changed")]
    InForce(u32),
    /// Somebody confirmed other settings since the officer looked.
    #[error("the trace has changed since you looked at it: look again")]
    ChangedSince,
    /// Poison says where money can be, not how much is stolen.
    #[error("poison is a bound for a search, never a sum: adopt the trace of another rule")]
    PoisonIsABound,
    /// The claims carry nothing up to the end.
    #[error("the trace finds nothing: no claimed money stands in it")]
    NothingTraced,
    /// The sums do not add up.
    #[error("the sums of this trace do not add up; it cannot be adopted")]
    SumsDoNotAddUp,
    /// Recovery must not multiply.
    #[error("the claims exceed what was stolen in this case")]
    MoreThanLost,
    /// This very trace is in force.
    #[error("this trace is the case's legal trace already")]
    AlreadyAdopted,
    /// No reason is given for the rule.
    #[error("say why this rule applies, in at least {SHORTEST_GROUNDS} characters")]
    GroundsMissing,
}

impl Refusal {
    /// A stable code for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::CaseWithdrawn => "case-withdrawn",
            Self::NoSuchFile(_) => "no-such-file",
            Self::KeptAlready(_) => "file-kept-already",
            Self::TooManyFiles => "too-many-files",
            Self::EmptyFile => "empty-file",
            Self::NotConfirmed(_) => "not-confirmed",
            Self::InForce(_) => "trace-in-force",
            Self::ChangedSince => "trace-changed",
            Self::PoisonIsABound => "poison-is-a-bound",
            Self::NothingTraced => "nothing-traced",
            Self::SumsDoNotAddUp => "sums-do-not-add-up",
            Self::MoreThanLost => "more-than-lost",
            Self::AlreadyAdopted => "already-adopted",
            Self::GroundsMissing => "grounds-missing",
        }
    }

    /// The rule that the refusal rests on, where it rests on more than the form of the act.
    #[must_use]
    pub fn rests_on(&self) -> Option<&'static str> {
        match self {
            Self::PoisonIsABound => {
                Some("Poison exceeds the theft by design: it may bound a search, it never states a sum")
            }
            Self::MoreThanLost => Some(
                "Total recovery must not multiply (compare the notes to sections 304 and 305, Proceeds of Crime Act 2002)",
            ),
            Self::NotConfirmed(_) => Some("Guessed columns are shown before they are used"),
            _ => None,
        }
    }
}

impl Outcome {
    /// The sums of a finished trace; sums beyond 64 bits are drawn to the bound, and then exceed every loss.
    #[must_use]
    pub fn of(findings: &Findings, scale: Scale, digest: String) -> Self {
        let units = |sum: i128| i64::try_from(sum).unwrap_or(i64::MAX);
        Self {
            digest,
            scale: scale.decimals(),
            claimed: units(findings.total.claimed),
            tainted: units(findings.total.tainted),
            stopped: units(findings.total.stopped),
            transfers: findings.tainted_transfers,
            accounts: findings.holders.len() as u64,
            conserved: findings.conserved(),
        }
    }
}

impl CaseTraces {
    /// A file by its number.
    #[must_use]
    pub fn file(&self, number: u32) -> Option<&KeptFile> {
        self.files.iter().find(|file| file.number == number)
    }

    /// The legal trace of the case, once there is one.
    #[must_use]
    pub fn in_force(&self) -> Option<&Adoption> {
        self.adoptions.last()
    }

    /// How a file is read, once that is confirmed.
    ///
    /// # Errors
    /// [`Refusal::NoSuchFile`], [`Refusal::NotConfirmed`].
    pub fn settings(&self, number: u32) -> Result<&Settings, Refusal> {
        let file = self.file(number).ok_or(Refusal::NoSuchFile(number))?;
        let confirmed = file.confirmed.as_ref().map(|(settings, _)| settings);
        confirmed.ok_or(Refusal::NotConfirmed(number))
    }
}

/// Decides one act.
///
/// # Errors
/// See [`Refusal`].
pub fn decide(traces: &CaseTraces, act: &Act, by: &By, facts: &Facts) -> Result<CaseTraces, Refusal> {
    if facts.withdrawn {
        return Err(Refusal::CaseWithdrawn);
    }
    let mut next = traces.clone();
    match act {
        Act::Keep {
            sha256,
            balances,
            bytes,
        } => {
            let file = keep(traces, sha256, balances.as_deref(), *bytes, by)?;
            next.files.push(file);
        }
        Act::Confirm { file, settings } => {
            let in_force = traces.in_force().is_some_and(|adoption| adoption.file == *file);
            let kept = next.files.iter_mut().find(|kept| kept.number == *file);
            let kept = kept.ok_or(Refusal::NoSuchFile(*file))?;
            if in_force {
                return Err(Refusal::InForce(*file));
            }
            kept.confirmed = Some((settings.clone(), by.clone()));
        }
        Act::Adopt {
            file,
            rule,
            seen,
            outcome,
            grounds,
            grounds_length,
        } => {
            traces.settings(*file)?;
            adoptable(*rule, seen, outcome, *grounds_length, facts)?;
            let same = |one: &Adoption| (one.file, one.rule, &one.outcome.digest) == (*file, *rule, &outcome.digest);
            if traces.in_force().is_some_and(same) {
                return Err(Refusal::AlreadyAdopted);
            }
            next.adoptions.push(Adoption {
                file: *file,
                sha256: traces.file(*file).map(|kept| kept.sha256.clone()).unwrap_or_default(),
                rule: *rule,
                outcome: outcome.clone(),
                by: by.clone(),
                grounds: grounds.clone(),
            });
        }
    }
    Ok(next)
}

fn keep(traces: &CaseTraces, sha256: &str, balances: Option<&str>, bytes: u64, by: &By) -> Result<KeptFile, Refusal> {
    if bytes == 0 {
        return Err(Refusal::EmptyFile);
    }
    let same = |file: &&KeptFile| file.sha256 == sha256 && file.balances.as_deref() == balances;
    if let Some(known) = traces.files.iter().find(same) {
        return Err(Refusal::KeptAlready(known.number));
    }
    if traces.files.len() >= MOST_FILES {
        return Err(Refusal::TooManyFiles);
    }
    let last = traces.files.last().map_or(0, |file| file.number);
    Ok(KeptFile {
        number: last.saturating_add(1),
        sha256: sha256.to_owned(),
        balances: balances.map(str::to_owned),
        bytes,
        kept: by.clone(),
        confirmed: None,
    })
}

fn adoptable(rule: Rule, seen: &str, outcome: &Outcome, grounds: usize, facts: &Facts) -> Result<(), Refusal> {
    if !rule.keeps_the_sum() {
        return Err(Refusal::PoisonIsABound);
    }
    if seen != outcome.digest {
        return Err(Refusal::ChangedSince);
    }
    if outcome.claimed == 0 || outcome.transfers == 0 {
        return Err(Refusal::NothingTraced);
    }
    if outcome.conserved != Some(true) {
        return Err(Refusal::SumsDoNotAddUp);
    }
    if facts.lost.is_some_and(|lost| outcome.claimed > lost) {
        return Err(Refusal::MoreThanLost);
    }
    if grounds < SHORTEST_GROUNDS {
        return Err(Refusal::GroundsMissing);
    }
    Ok(())
}
