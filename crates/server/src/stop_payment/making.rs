//! Acts in the making: what the rulebook needs beside an officer's or a bank's words, from the directory and from the
//! countries' profiles. Pages and programs come the same way.

use axum::http::StatusCode;
use cordon_members::institution::ContactKind;
use cordon_stop_payment::{Act, Ask, AskId, Line, Route};
use cordon_store::SealedPart;
use cordon_vocabulary::{Actor, Country, InstitutionId, Means};

use crate::answer::No;
use crate::app::App;
use crate::gate::Acting;
use crate::members::{profile, queries as members};
use crate::stop_payment::queries::{self, Filed};
use crate::stop_payment::service::{destination, seal};
use crate::stop_payment::wire::{AnswerIn, Correction, Onward};

/// An act with the personal texts that go with it.
pub type Sealed = (Act, Vec<SealedPart>);

async fn case(app: &App, id: &str) -> Result<Filed, No> {
    queries::case(&app.store, id).await?.ok_or_else(No::not_found)
}

fn asked(filed: &Filed, ask: AskId) -> Result<&Ask, No> {
    filed.case.ask(ask).ok_or_else(No::not_found)
}

/// An answer: the holder's name sealed, each onward account looked up, the country's rules beside.
///
/// # Errors
/// Names the field, or says that the request does not exist.
pub async fn answer(app: &App, id: &str, ask: AskId, reply: &AnswerIn) -> Result<Sealed, No> {
    let filed = case(app, id).await?;
    let asked = asked(&filed, ask)?;
    let mut sealed = Vec::new();
    let holder = match reply.holder.as_ref().filter(|h| !h.trim().is_empty()) {
        Some(name) => Some(seal(&mut sealed, &crate::app::new_id(), name)?),
        None => None,
    };
    let mut value = reply.reply(holder)?;
    for line in &mut value.lines {
        if let Line::Moved { to, .. } = line {
            let found = destination(app, to.account.clone(), &to.code, Some(to.country)).await?;
            to.institution = found.institution;
            to.officer_needed = found.officer_needed;
            to.country = found.country;
            to.code = found.code;
        }
    }
    let act = Act::Answer {
        ask,
        reply: value,
        rules: Box::new(profile::hold_rules_on(asked.country, app.today())),
        others: vec![],
    };
    Ok((act, sealed))
}

/// The officer as the writer of a telephone call; only a number that has been proven counts.
///
/// # Errors
/// When somebody else acts, or the book has no proven number.
pub async fn by_telephone(app: &App, acting: &Acting, id: &str, ask: AskId) -> Result<Actor, No> {
    acting.officer()?;
    let filed = case(app, id).await?;
    let known = match cordon_stop_payment::acts::asked_institution(asked(&filed, ask)?) {
        Some(institution) => members::institution(&app.store, institution).await?,
        None => None,
    };
    let proven = known.is_some_and(|i| i.proven(ContactKind::Telephone).is_some());
    if !proven {
        return Err(No::new(
            StatusCode::FORBIDDEN,
            "number-not-proven",
            "the book has no proven telephone of this institution; ask its country's bureau",
        ));
    }
    Ok(Actor {
        means: Means::Telephone,
        ..acting.actor.clone()
    })
}

/// A correction of the filing: another sum, and where it was wrong another account with its bank.
///
/// # Errors
/// Names the field that cannot be taken.
pub async fn correction(app: &App, id: &str, new: &Correction) -> Result<Act, No> {
    let mut payment = case(app, id).await?.case.filing.payment;
    payment.amount = new.amount.money("amount")?;
    if let Some(to) = &new.to {
        let account = to.account("to")?;
        let country = account.country();
        let there = destination(app, account, &new.to_code, country).await?;
        payment.country = there.country;
        payment.route = there.route();
        payment.to = there.account;
    }
    Ok(Act::Correct {
        payment: Box::new(payment),
    })
}

/// A later end of a hold, by the rules of the country that holds.
///
/// # Errors
/// When the request does not exist.
pub async fn extension(app: &App, id: &str, ask: AskId) -> Result<Act, No> {
    let filed = case(app, id).await?;
    let country = asked(&filed, ask)?.country;
    Ok(Act::Extend {
        ask,
        rules: Box::new(profile::hold_rules_on(country, app.today())),
    })
}

/// An innocent holder's appeal, his words sealed.
///
/// # Errors
/// When the request does not exist.
pub async fn appeal(app: &App, id: &str, ask: AskId, words: &str) -> Result<Sealed, No> {
    let filed = case(app, id).await?;
    let country = asked(&filed, ask)?.country;
    let mut sealed = Vec::new();
    let words = match words {
        "" => None,
        words => Some(seal(&mut sealed, &crate::app::new_id(), words)?),
    };
    let act = Act::Appeal {
        ask,
        words,
        permitted: profile::hold_rules_on(country, app.today()).appeal_through_bank,
    };
    Ok((act, sealed))
}

/// Where a request is passed on to, if the directory or the list of countries knows it.
///
/// # Errors
/// Names the field that is missing, malformed or unknown.
pub async fn route(app: &App, onward: &Onward) -> Result<Route, No> {
    if let Some(institution) = &onward.institution {
        let institution = InstitutionId::parse(institution).map_err(|e| No::malformed("institution", &e))?;
        let known = members::institution(&app.store, &institution).await?;
        known.ok_or_else(|| No::field("institution", "unknown", "the directory has no such institution"))?;
        return Ok(Route::Institution { institution });
    }
    let country = onward.country.as_deref().ok_or_else(|| {
        No::field(
            "country",
            "missing",
            "name the institution or the country it belongs to",
        )
    })?;
    let country = Country::parse(country).map_err(|e| No::malformed("country", &e))?;
    let code = onward.code.trim().to_owned();
    // A code that the directory knows in that country goes straight to its institution.
    let known = members::directory(&app.store, std::slice::from_ref(&code)).await?;
    Ok(match known.filter(|row| row.country == country) {
        Some(row) => Route::Institution {
            institution: row.institution,
        },
        None => Route::Bureau { country, code },
    })
}
