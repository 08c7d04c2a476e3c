//! A recall as a draft for the bank that sent the payment. Nothing here sends it.

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::{Extension, http::HeaderValue};
use cordon_iso20022::{Institution, Instructing, MessageDate, NamedParty, OriginalPayment, ReasonCode, RecallDraft};
use cordon_stop_payment::{Ask, AskId, Case, Route};
use cordon_vocabulary::{Account, Bic, Money};

use super::{Answer, names};
use crate::answer::No;
use crate::app::App;
use crate::gate::Acting;
use crate::members::queries as members;
use crate::stop_payment::queries::{self, Sight};

/// The draft as a file to save.
pub(super) async fn draft(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path((id, ask)): Path<(String, AskId)>,
) -> Answer {
    let (filed, sight) = queries::case_for(&app.store, &id, &acting.actor)
        .await?
        .ok_or_else(No::not_found)?;
    let asked = filed.case.ask(ask).filter(|_| sight == Sight::Own);
    let asked = asked.ok_or_else(No::not_found)?;
    let recall = recall(&app, &filed.id, &filed.case, asked).await?;
    let draft = recall.write().map_err(|fault| {
        No::field(
            &fault.path,
            "draft",
            format!("{}; the draft cannot be written yet", fault.message),
        )
    })?;
    let name = format!("attachment; filename=\"camt056-draft-{}.xml\"", recall.case_id);
    let disposition = HeaderValue::from_str(&name).map_err(|_| {
        No::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "draft",
            "the reference cannot name a file",
        )
    })?;
    Ok((
        [
            (header::CONTENT_TYPE, HeaderValue::from_static("application/xml")),
            (header::CONTENT_DISPOSITION, disposition),
        ],
        draft.file(),
    )
        .into_response())
}

async fn recall(app: &App, id: &str, case: &Case, ask: &Ask) -> Result<RecallDraft, No> {
    let uetr = ask.uetr.clone().ok_or_else(|| {
        No::field(
            "uetr",
            "missing",
            "a recall names the payment by its UETR; ask the bank before for it",
        )
    })?;
    let sum = Money::new(ask.asked_units(), ask.currency);
    let reference: String = names::reference(case, ask).replace('/', "-");
    let short = |text: &str| text.chars().take(35).collect::<String>();
    let day = ask.executed.timestamp().to_zoned_datetime(jiff::tz::TimeZone::UTC);
    Ok(RecallDraft {
        message_id: short(&format!("R{}-{reference}", ask.revision())),
        created: app.now().timestamp(),
        instructing: instructing(app, case, ask).await?,
        asked: institution(app, ask).await?,
        case_id: short(&reference),
        original: OriginalPayment {
            uetr: Some(uetr),
            amount: Some(cordon_iso20022::Amount::new(sum.decimal(), sum.asset.code())),
            settlement_date: Some(MessageDate::new(day.date().to_string())),
            ..OriginalPayment::default()
        },
        reason: ReasonCode::Code("FRAD".into()),
        text: format!(
            "Police bureau {} asks to hold the amount. Reference {}, check code {}.",
            case.bureau,
            names::reference(case, ask),
            names::code(id, ask)
        ),
        details: None,
    })
}

/// The bank that sent the payment: the payer's bank for the first request, else the bank whose reply led here.
async fn instructing(app: &App, case: &Case, ask: &Ask) -> Result<Instructing, No> {
    let before = ask
        .revisions
        .first()
        .and_then(|r| r.chain.last())
        .and_then(|cause| case.ask(cause.ask));
    if let Some(before) = before {
        return Ok(Instructing::Bank(institution(app, before).await?));
    }
    Ok(match Bic::parse(&case.filing.payment.from_code) {
        Ok(bic) => Instructing::Bank(Institution::with_bic(bic.to_string())),
        Err(_) => Instructing::Bureau(NamedParty::with_name(format!("Bureau {}", case.bureau))),
    })
}

/// An asked bank, as a message names it: by BIC where the account or the code gives one, else by name.
async fn institution(app: &App, ask: &Ask) -> Result<Institution, No> {
    if let Account::BicNumber { bic, .. } = &ask.account {
        return Ok(Institution::with_bic(bic.to_string()));
    }
    let name = match &ask.route {
        Route::Institution { institution } => members::institution(&app.store, institution)
            .await?
            .map_or_else(|| institution.to_string(), |i| i.name),
        Route::Bureau { code, .. } => {
            if let Ok(bic) = Bic::parse(code) {
                return Ok(Institution::with_bic(bic.to_string()));
            }
            code.clone()
        }
    };
    Ok(Institution {
        name: Some(name),
        country: Some(ask.country.to_string()),
        ..Institution::default()
    })
}
