//! A wish becomes an act: its texts are sealed, its evidence is found, its number is given.

use cordon_notices::lifecycle::{Act, Evidence, Notice, PayloadRef};
use cordon_notices::rulebook::Rules;
use cordon_store::{RecordWrite, SealedPart};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;

use crate::answer::No;
use crate::app::App;
use crate::notices::by::By;
use crate::notices::service::{own_words, seal};
use crate::notices::wish::Wish;
use crate::notices::{desk, listed, queries};

/// What an addendum on a refused extradition says: a message that pages show in the reader's language.
pub const EXTRADITION_REFUSED: &str = "notices-addendum-extradition-refused";

/// An act as the rulebook takes it, with what goes beside it.
pub struct Prepared {
    /// The act.
    pub act: Act,
    /// Its texts.
    pub sealed: Vec<SealedPart>,
    /// Records that are written with it.
    pub records: Vec<RecordWrite>,
}

/// Turns a wish into an act.
///
/// # Errors
/// When a text is no request, the content was erased, or the store fails.
pub async fn act(
    app: &App,
    notice: &Notice,
    wish: &Wish,
    by: &By,
    at: Timestamp,
    rules: &Rules,
) -> Result<Prepared, No> {
    let mut records = Vec::new();
    let mut parts = Vec::new();
    let act = match wish {
        Wish::Publish { urgent } => {
            let year = at.to_zoned_datetime(TimeZone::UTC).year();
            let (number, counter) = queries::next_number(app, &notice.kind, year).await?;
            records.push(counter);
            Act::Publish {
                number,
                bureaus: queries::bureaus(app).await?,
                urgent: urgent.clone(),
            }
        }
        Wish::Deliver => Act::Deliver {
            bureaus: queries::bureaus(app).await?,
        },
        Wish::Approve { answered } => Act::Approve {
            evidence: Evidence::of(&desk::report(app, notice, at, rules, false).await?, notice.revision),
            answered_asks: answered.clone(),
        },
        Wish::ApproveUpdate { answered } => {
            let revision = notice.pending.as_ref().map_or(notice.revision, |p| p.revision);
            Act::ApproveUpdate {
                evidence: Evidence::of(&desk::report(app, notice, at, rules, true).await?, revision),
                answered_asks: answered.clone(),
            }
        }
        Wish::Screened => screened(app, notice, at, rules, &mut parts).await?,
        other => plain(notice, other.clone(), by, &mut parts)?,
    };
    Ok(Prepared {
        act,
        sealed: parts,
        records,
    })
}

fn sealed(notice: &Notice, text: &str, parts: &mut Vec<SealedPart>) -> PayloadRef {
    let person = notice.subject.map_or_else(|| notice.id.to_string(), |s| s.to_string());
    seal(&person, text.as_bytes().to_vec(), parts)
}

/// What the machine found, with the list of what is missing for the requester.
async fn screened(
    app: &App,
    notice: &Notice,
    at: Timestamp,
    rules: &Rules,
    parts: &mut Vec<SealedPart>,
) -> Result<Act, No> {
    let report = desk::report(app, notice, at, rules, false).await?;
    let file = desk::request(app, notice, &notice.payload.id.to_string(), notice.revision).await?;
    Ok(Act::Screened {
        list_of_missing: sealed(notice, &listed::write(&report)?, parts).id,
        recognised: desk::recognised(app, notice, &file).await?,
        evidence: Evidence::of(&report, notice.revision),
    })
}

/// Wishes that need nothing from the store.
fn plain(notice: &Notice, wish: Wish, by: &By, parts: &mut Vec<SealedPart>) -> Result<Act, No> {
    let mut seal = |text: &str| sealed(notice, text, parts);
    let words = |request: &Value| own_words(&request.to_string(), by);
    Ok(match wish {
        Wish::Submit => Act::Submit,
        Wish::Amend { request } => Act::Amend {
            payload: seal(&words(&request)?),
        },
        Wish::ProposeUpdate { request } => Act::ProposeUpdate {
            payload: seal(&words(&request)?),
        },
        Wish::AskQuestion { fields, text } => Act::AskQuestion {
            fields,
            text: seal(&text).id,
        },
        Wish::AnswerQuestion { number, text } => Act::AnswerQuestion {
            number,
            answer: seal(&text).id,
        },
        Wish::Refuse { articles } => Act::Refuse { articles },
        Wish::RejectUpdate { articles } => Act::RejectUpdate { articles },
        Wish::BeginTranslation => Act::BeginTranslation,
        Wish::SetText { language, text } => Act::SetText {
            language,
            text: seal(&text),
        },
        Wish::CheckText { language } => Act::CheckText { language },
        Wish::AddAddendum {
            text,
            sealed_from_owner,
        } => Act::AddAddendum {
            text: seal(&text),
            sealed_from_owner,
        },
        Wish::Suspend { until, reason } => Act::Suspend { until, reason },
        Wish::Resume => Act::Resume,
        Wish::Block => Act::Block,
        Wish::Unblock => Act::Unblock,
        Wish::Withdraw { reason, text } => Act::Withdraw { reason, text },
        Wish::Cancel {
            reason,
            text,
            articles,
            broken_rows,
            silent_days,
            ruled,
        } => Act::Cancel {
            reason,
            text,
            articles,
            broken_rows,
            silent_days,
            ruled,
        },
        Wish::Delete { articles } => Act::Delete { articles },
        Wish::Destroy { second } => Act::Destroy { second },
        Wish::Restrict { deny } => Act::Restrict { deny },
        Wish::LiftRestriction { allow } => Act::LiftRestriction { allow },
        Wish::AnswerRetention {
            until,
            reason,
            warrant_checked,
        } => Act::AnswerRetention {
            until,
            reason,
            warrant_checked,
        },
        Wish::AnswerWarrant { answer } => Act::AnswerWarrant { answer },
        Wish::Sealed { kind, against } => Act::SealedFact {
            kind,
            against,
            addendum: seal(EXTRADITION_REFUSED),
        },
        Wish::ConfirmReceipt => Act::ConfirmReceipt,
        Wish::ConfirmPurge => Act::ConfirmPurge,
        Wish::Screen => Act::Screen,
        // The others are prepared with what the store holds, or stand beside the notice.
        Wish::Tick
        | Wish::Publish { .. }
        | Wish::Deliver
        | Wish::Approve { .. }
        | Wish::ApproveUpdate { .. }
        | Wish::Screened
        | Wish::Rule { .. }
        | Wish::ApproveProtected { .. }
        | Wish::Except { .. } => Act::Tick,
    })
}
