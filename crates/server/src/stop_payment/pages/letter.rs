//! A request as a letter in the bank's language: coded fields alone, nothing that anybody wrote in words.

use axum::http::StatusCode;
use cordon_members::profile::ProfileBook;
use cordon_stop_payment::{Ask, AskId, AskState, ClockKind, ClockTerms, Route, clocks};
use cordon_vocabulary::{Account, Exercise};

use super::names;
use crate::answer::No;
use crate::app::App;
use crate::documents::paper::{About, Amount, Audience, Content, Paper, Party, StopRequestLetter};
use crate::documents::parties;
use crate::frame::locale::Language;
use crate::frame::parts;
use crate::gate::Acting;
use crate::members::queries as members;
use crate::stop_payment::queries::{self, Filed, Sight};

/// The letter of one request, in a language, or in that of the country asked as its profile says.
///
/// # Errors
/// When it is not the caller's request, or it is not out.
pub(crate) async fn paper(
    app: &App,
    acting: &Acting,
    id: &str,
    ask: AskId,
    language: Option<Language>,
    fallback: Language,
) -> Result<Paper, No> {
    let (filed, sight) = queries::case_for(&app.store, id, &acting.actor)
        .await?
        .ok_or_else(No::not_found)?;
    let asked = filed
        .case
        .ask(ask)
        .filter(|_| sight == Sight::Own)
        .ok_or_else(No::not_found)?;
    let withdrawn = asked.state == AskState::Withdrawn && asked.sent.is_some();
    if !asked.is_out() && !withdrawn {
        return Err(No::new(
            StatusCode::CONFLICT,
            "ask-not-out",
            "this request is not out; nothing is sent to the bank yet",
        ));
    }
    let language = language.or_else(|| spoken(app, asked)).unwrap_or(fallback);
    Ok(Paper {
        about: About::Request {
            case: id.to_owned(),
            ask: ask.to_string(),
        },
        audience: Audience::House,
        languages: vec![language],
        drill: filed.case.filing.exercise == Exercise::Exercise,
        content: Content::StopRequestLetter(Box::new(letter(app, &filed, asked, withdrawn).await?)),
    })
}

/// The first language of the country asked that papers can be printed in.
fn spoken(app: &App, ask: &Ask) -> Option<Language> {
    let profile = ProfileBook::shipped().ok()?.profile(ask.country, app.today());
    profile.languages?.value.iter().find_map(|tag| Language::parse(tag))
}

async fn letter(app: &App, filed: &Filed, ask: &Ask, withdrawn: bool) -> Result<StopRequestLetter, No> {
    let case = &filed.case;
    let open = names::askable(case, ask);
    let answer_by = clocks::running(case, &ClockTerms::default())
        .into_iter()
        .find(|c| c.ask == ask.id && c.kind == ClockKind::Answer)
        .map(|c| c.due.to_string());
    Ok(StopRequestLetter {
        bureau: parties::party(app, case.bureau.as_str()).await?,
        bank: bank(app, ask).await?,
        country: parties::country(ask.country.code()),
        request: names::reference(case, ask),
        code: names::code(&filed.id, ask),
        revision: ask.revision(),
        account: ask.account.to_string(),
        flags: ask.flags.iter().map(names::wire).collect(),
        amount: Amount {
            value: parts::grouped(&open.decimal()),
            currency: open.asset.to_string(),
        },
        executed: ask.executed.to_string(),
        uetr: ask.uetr.clone(),
        crime: case.filing.crime.clone(),
        replies: ask
            .revisions
            .last()
            .map_or(0, |r| u32::try_from(r.chain.len()).unwrap_or(u32::MAX)),
        answer_by,
        silent_until: case.filing.silence.as_ref().map(|s| s.until.to_string()),
        asked: if withdrawn { "release" } else { "hold" },
    })
}

/// The bank asked by its name, or the bureau that has to find an unknown code.
async fn bank(app: &App, ask: &Ask) -> Result<Party, No> {
    match &ask.route {
        Route::Institution { institution } => {
            let name = members::institution(&app.store, institution)
                .await?
                .map_or_else(|| institution.to_string(), |i| i.name);
            let names = Language::ALL
                .iter()
                .map(|l| (l.code().to_owned(), name.clone()))
                .collect();
            // Our own identifier of the bank says nothing to it; its BIC does.
            let code = match &ask.account {
                Account::BicNumber { bic, .. } => bic.to_string(),
                _ => String::new(),
            };
            Ok(Party { code, names })
        }
        Route::Bureau { country, .. } => parties::party(app, country.code()).await,
    }
}
