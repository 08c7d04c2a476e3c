//! One-time answer links: bound to one request and one institution, opened with a code that goes another way.
//!
//! Of the link and the code only fingerprints are kept. Five wrong codes close a link for good.

use cordon_members::institution::ContactKind;
use cordon_stop_payment::{Ask, AskId, acts};
use cordon_store::{Applied, Change, Entry, Idempotency, RecordWrite};
use cordon_vocabulary::{Actor, Instant, InstitutionId, Means, Who};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::answer::No;
use crate::app::{self, App};
use crate::gate::Acting;
use crate::members::queries as members;
use crate::stop_payment::queries::{self, Filed, Sight};
use crate::stop_payment::service::Repeat;

/// So long a link can be used.
const HOURS: i64 = 12;
/// So many wrong codes are borne.
const ATTEMPTS: u8 = 5;
const KIND: &str = "answer_link";

/// What is kept of a link, under the fingerprint of its secret.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AnswerLink {
    /// The case.
    pub case: String,
    /// The request.
    pub ask: AskId,
    /// The institution that it was made for.
    pub institution: InstitutionId,
    /// Fingerprint of secret and code together: the store alone is not enough to guess the code.
    pub code_fingerprint: String,
    /// When it ends.
    pub until: Instant,
    /// Wrong codes so far.
    #[serde(default)]
    pub attempts: u8,
    /// When it was first opened with the right code.
    #[serde(default)]
    pub opened: Option<Instant>,
    /// When an answer was sent through it.
    #[serde(default)]
    pub spent: Option<Instant>,
}

/// A link as its maker sees it, once.
#[derive(Debug, Clone, Serialize)]
pub struct Made {
    /// The address.
    pub link: String,
    /// The code, to be given over the proven contact alone.
    pub code: String,
    /// That contact.
    pub call: String,
    /// When the link ends.
    pub until: Instant,
}

/// A link that can be used now.
pub struct Open {
    /// Its key in the store.
    pub id: String,
    revision: i64,
    /// What it says.
    pub link: AnswerLink,
}

/// Makes a link for a request that is out.
///
/// # Errors
/// When the request is not the caller's, is not out, its institution has no proven telephone, or the same call has made
/// a link before: its secret was told once and is kept nowhere.
pub async fn make(app: &App, acting: &Acting, id: &str, ask: AskId, repeat: Repeat) -> Result<Made, No> {
    let (filed, sight) = queries::case_for(&app.store, id, &acting.actor)
        .await?
        .ok_or_else(No::not_found)?;
    let asked = filed.case.ask(ask).filter(|_| sight == Sight::Own);
    let asked = asked.ok_or_else(No::not_found)?;
    let (institution, call) = proven(app, asked).await?;
    let secret = app::secret()?;
    let code = code()?;
    let until = app.now().plus_seconds(HOURS * 3600);
    let link = AnswerLink {
        case: id.to_owned(),
        ask,
        institution,
        code_fingerprint: of_code(&secret, &code),
        until,
        attempts: 0,
        opened: None,
        spent: None,
    };
    let mut change = change(
        app,
        &acting.actor,
        &filed,
        &app::fingerprint(&secret),
        0,
        &link,
        "stop_payment.link_made",
    )?;
    change.idempotency = Some(Idempotency {
        client: repeat.client,
        key: repeat.key,
        request_hash: repeat.request,
        status: 409,
        answer: json!({"id": id}).to_string(),
        at_us: app.now().micros(),
    });
    if let Applied::Replayed { .. } = app.apply(change).await? {
        return Err(No::new(
            axum::http::StatusCode::CONFLICT,
            "told-once",
            "this call has made a link already, and a link is told once; make a new one with a new key",
        ));
    }
    Ok(Made {
        link: format!("{}/answer/{secret}", app.settings.origin),
        code,
        call,
        until,
    })
}

async fn proven(app: &App, ask: &Ask) -> Result<(InstitutionId, String), No> {
    if !ask.is_out() {
        return Err(cordon_stop_payment::Refusal::AskNotOut(ask.id).into());
    }
    let known = match acts::asked_institution(ask) {
        Some(institution) => members::institution(&app.store, institution).await?,
        None => None,
    };
    let institution = known.ok_or_else(|| {
        No::new(
            axum::http::StatusCode::CONFLICT,
            "institution-unknown",
            "the directory does not know this institution; its country's bureau answers",
        )
    })?;
    let contact = institution.proven(ContactKind::Telephone).ok_or_else(|| {
        No::new(
            axum::http::StatusCode::FORBIDDEN,
            "number-not-proven",
            "the book has no proven telephone of this institution over which the code could be given",
        )
    })?;
    Ok((institution.id.clone(), contact.value.clone()))
}

/// Eight digits.
fn code() -> Result<String, No> {
    let mut bytes = [0u8; 8];
    getrandom::fill(&mut bytes)?;
    Ok(format!("{:08}", u64::from_be_bytes(bytes) % 100_000_000))
}

fn of_code(secret: &str, code: &str) -> String {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    app::fingerprint(&format!("{secret}:{digits}"))
}

/// A link that exists, has not ended, is not spent and not closed by wrong codes. Looking does not spend it.
///
/// # Errors
/// The same words whatever is wrong with it, so that guessing teaches nothing.
pub async fn usable(app: &App, secret: &str) -> Result<Open, No> {
    let gone = || {
        No::new(
            axum::http::StatusCode::NOT_FOUND,
            "link-gone",
            "this link has been used, has ended, or never was",
        )
    };
    let id = app::fingerprint(secret);
    let found = members::read::<AnswerLink>(&app.store, KIND, &id)
        .await?
        .ok_or_else(gone)?;
    let link = found.value;
    if link.until <= app.now() || link.spent.is_some() || link.attempts >= ATTEMPTS {
        return Err(gone());
    }
    Ok(Open {
        id,
        revision: found.revision,
        link,
    })
}

/// Holds the code against the link; a wrong one is counted before anything is said.
///
/// # Errors
/// `wrong-code`, with what is left, or a failure of the store.
pub async fn unlock(app: &App, secret: &str, code: &str, open: &mut Open) -> Result<(), No> {
    let right = of_code(secret, code) == open.link.code_fingerprint;
    if right && open.link.opened.is_some() {
        return Ok(());
    }
    if right {
        open.link.opened = Some(app.now());
    } else {
        open.link.attempts = open.link.attempts.saturating_add(1);
    }
    let kind = if right {
        "stop_payment.link_opened"
    } else {
        "stop_payment.link_code_wrong"
    };
    note(app, open, kind).await?;
    if right {
        return Ok(());
    }
    let left = ATTEMPTS.saturating_sub(open.link.attempts);
    Err(No::field(
        "code",
        "wrong-code",
        format!("this is not the code; {left} attempts are left"),
    ))
}

/// The link as used: written in the same change as the answer that came through it.
///
/// # Errors
/// Never in practice: a link can be written.
pub fn spent(app: &App, open: &Open) -> Result<RecordWrite, No> {
    let link = AnswerLink {
        spent: Some(app.now()),
        ..open.link.clone()
    };
    record(&open.id, open.revision, &link)
}

/// The institution at the other end of the link.
#[must_use]
pub fn actor(link: &AnswerLink) -> Actor {
    Actor {
        who: Who::Institution {
            institution: link.institution.clone(),
            user: "one-time link".into(),
        },
        means: Means::LinkAndCode,
        purpose: "answer a request".into(),
    }
}

async fn note(app: &App, open: &mut Open, kind: &'static str) -> Result<(), No> {
    let filed = queries::case(&app.store, &open.link.case)
        .await?
        .ok_or_else(No::not_found)?;
    let change = change(
        app,
        &actor(&open.link),
        &filed,
        &open.id,
        open.revision,
        &open.link,
        kind,
    )?;
    app.apply(change).await?;
    open.revision += 1;
    Ok(())
}

fn change(
    app: &App,
    actor: &Actor,
    filed: &Filed,
    id: &str,
    revision: i64,
    link: &AnswerLink,
    kind: &'static str,
) -> Result<Change, No> {
    let mut change = Change::new(Entry {
        kind,
        actor: actor.journal_name(),
        bureau: filed.case.bureau.to_string(),
        at_us: app.now().micros(),
        purpose: actor.purpose.clone(),
        case: Some(link.case.clone()),
        public: json!({"reference": filed.case.filing.reference, "request": link.ask, "until": link.until, "wrong_codes": link.attempts}),
        sealed: vec![],
    });
    change.records.push(record(id, revision, link)?);
    Ok(change)
}

fn record(id: &str, revision: i64, link: &AnswerLink) -> Result<RecordWrite, No> {
    Ok(RecordWrite {
        kind: KIND,
        id: id.to_owned(),
        expected_revision: revision,
        body: serde_json::to_string(link)?,
        keys: vec![("case", link.case.clone())],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_bound_to_its_link_and_may_be_written_with_blanks() {
        assert_eq!(of_code("a", "1234 5678"), of_code("a", "12345678"));
        assert_ne!(of_code("a", "12345678"), of_code("b", "12345678"));
        assert_eq!(code().unwrap().len(), 8);
    }
}
