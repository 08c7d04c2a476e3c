//! A new request: filed by one officer, released by a second.

use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum::{Extension, Form};
use cordon_iso20022::Summary;
use cordon_vocabulary::{Account, Money};

use super::Answer;
use super::fields::{Fields, Mistake, reason};
use super::new_form::{self, Known};
use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::Frame;
use crate::gate::Acting;
use crate::stop_payment::service::{self, Done};
use crate::stop_payment::wire::{AccountIn, Amount, MandateIn, NewCaseIn, SilenceIn};
use crate::stop_payment::{api, messages, queries};

/// Largest message that is read into the form.
const LARGEST: usize = 10 * 1024 * 1024;

/// The empty form.
pub(super) async fn blank(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
) -> Answer {
    let frame = Frame::of(&app, language, Some(&acting)).await;
    Ok(new_form::page(&frame, &defaults(&app), &[], None, None))
}

/// What stands in the form before anything is typed.
fn defaults(app: &App) -> Fields {
    let mut fields = Fields::default();
    let ends = app.now().plus_seconds(30 * 86_400).timestamp();
    let ends = ends.to_zoned_datetime(jiff::tz::TimeZone::UTC);
    fields.set("ends", ends.strftime("%Y-%m-%dT%H:%M").to_string());
    fields.set("hops", "6");
    fields.set("accounts", "50");
    fields.set("crime", "0701");
    fields
}

/// The form with some fields filled in by another module. Nothing is filed by it.
pub(crate) async fn prefilled(frame: &Frame<'_>, acting: &Acting, pairs: Vec<(String, String)>, note: &str) -> Answer {
    let mut fields = defaults(frame.app);
    for (name, value) in pairs {
        fields.set(&name, value);
    }
    let known = known(frame.app, acting, &fields).await?;
    Ok(new_form::page(frame, &fields, &[], known.as_ref(), Some(note)))
}

/// Reads a pacs.008 or camt.056, dropped or chosen, into the form. Nothing is filed by it.
pub(super) async fn read(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    mut form: Multipart,
) -> Answer {
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let mut text = Vec::new();
    while let Some(part) = form.next_field().await.map_err(|e| broken(&e.to_string()))? {
        let bytes = part.bytes().await.map_err(|e| broken(&e.to_string()))?;
        if !bytes.is_empty() && bytes.len() <= LARGEST && text.is_empty() {
            text = bytes.to_vec();
        }
    }
    let mut fields = defaults(&app);
    let mistake = match messages::read(&text) {
        Ok(message) => {
            prefill(&mut fields, &Summary::of(&message));
            None
        }
        Err(no) => Some(Mistake {
            field: "message".into(),
            why: format!("{} {}", no.field.unwrap_or_default(), no.detail),
        }),
    };
    let known = known(&app, &acting, &fields).await?;
    let mistakes: Vec<Mistake> = mistake.into_iter().collect();
    let note = mistakes.is_empty().then(|| frame.t("new-was-read"));
    Ok(new_form::page(
        &frame,
        &fields,
        &mistakes,
        known.as_ref(),
        note.as_deref(),
    ))
}

fn broken(why: &str) -> No {
    No::new(
        StatusCode::BAD_REQUEST,
        "form",
        format!("the form cannot be read: {why}"),
    )
}

/// Takes from a message what the form asks for.
fn prefill(fields: &mut Fields, summary: &Summary) {
    let payment = &summary.first;
    if let Some(amount) = payment.amount.as_ref().or(payment.original.amount.as_ref()) {
        fields.set("amount", amount.value.clone());
        fields.set("currency", amount.currency.clone());
    }
    if let Some(account) = payment.creditor.as_ref().and_then(|c| c.account.as_ref()) {
        fields.set("to", account.clone());
    }
    if let Some(uetr) = &payment.uetr {
        fields.set("uetr", uetr.clone());
    }
    if let Some(day) = payment
        .settlement_date
        .as_ref()
        .and_then(cordon_iso20022::MessageDate::day)
    {
        fields.set("executed", format!("{day}T00:00"));
    }
    if let Some(name) = payment.debtor.as_ref().and_then(|d| d.name.as_ref()) {
        fields.set("victim", name.clone());
    }
    if summary.kind.to_string().starts_with("camt.056") {
        fields.set("recall", "yes");
        if let Some(bank) = &summary.assigner {
            fields.set("from_code", bank.clone());
        }
        if let Some(bank) = &summary.assignee {
            fields.set("to_code", bank.clone());
        }
    }
}

/// Files the case, or shows the form again with everything that was typed.
pub(super) async fn file(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let fields = Fields::from(pairs);
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let known = known(&app, &acting, &fields).await?;
    if fields.get("do") == "look" {
        let mistakes = match (&known, fields.get("to")) {
            (None, text) => vec![account_mistake(text, language)],
            _ => vec![],
        };
        return Ok(new_form::page(&frame, &fields, &mistakes, known.as_ref(), None));
    }
    let mistakes = missing(&fields, language);
    if !mistakes.is_empty() {
        return Ok(new_form::page(&frame, &fields, &mistakes, known.as_ref(), None));
    }
    let repeat = fields.repeat(&acting, "/money/new")?;
    match api::file_case(&app, &acting.actor, &new_case(&fields), Some(repeat)).await {
        Ok(Done::Now(filed)) => Ok(Redirect::to(&format!("/case/{}", filed.id)).into_response()),
        Ok(Done::Before { answer, .. }) => {
            let said: serde_json::Value = serde_json::from_str(&answer)?;
            let id = said["id"].as_str().unwrap_or_default();
            Ok(Redirect::to(&format!("/case/{id}")).into_response())
        }
        Err(no) if matches!(no.status.as_u16(), 422 | 403) => {
            let mistakes = [mistake(&no, language)];
            Ok(new_form::page(&frame, &fields, &mistakes, known.as_ref(), None))
        }
        Err(no) => Err(no),
    }
}

fn account_mistake(text: &str, language: Language) -> Mistake {
    let why = match Account::parse(text) {
        Err(e) if !text.is_empty() => e.to_string(),
        _ => language.t("new-missing-to"),
    };
    Mistake {
        field: "to".into(),
        why,
    }
}

/// Everything that is missing at once, so that nobody mends a form field by field.
fn missing(fields: &Fields, language: Language) -> Vec<Mistake> {
    [
        "amount", "currency", "to", "executed", "victim", "facts", "grounds", "ends",
    ]
    .iter()
    .filter(|name| fields.some(name).is_none())
    .map(|name| Mistake {
        field: (*name).into(),
        why: language.t(&format!("new-missing-{name}")),
    })
    .collect()
}

/// The interface's form of what was typed.
fn new_case(fields: &Fields) -> NewCaseIn {
    let character = serde_json::from_value(serde_json::Value::String(fields.get("character").into()));
    let silence = fields.some("silence_basis").map(|basis| SilenceIn {
        basis,
        until: fields.instant("silence_until").unwrap_or_default(),
    });
    NewCaseIn {
        amount: Amount {
            value: fields.amount("amount").unwrap_or_default(),
            currency: fields.get("currency").to_ascii_uppercase(),
        },
        to: AccountIn::Text(fields.get("to").to_owned()),
        to_code: fields.get("to_code").to_owned(),
        to_country: fields.some("to_country"),
        to_flags: ["joint", "pooled", "virtual_iban", "merchant"]
            .iter()
            .filter(|flag| fields.get("flag") == **flag)
            .map(|flag| (*flag).to_owned())
            .collect(),
        from_code: fields.get("from_code").to_owned(),
        uetr: fields.some("uetr"),
        executed: fields.instant("executed").unwrap_or_default(),
        in_flight: fields.get("in_flight") == "yes",
        discovered: fields.instant("discovered"),
        recall_sent: fields.get("recall") == "yes",
        character: character.unwrap_or(cordon_stop_payment::Character::OrdinaryCrime),
        crime: fields.some("crime").unwrap_or_else(|| "0701".into()),
        victim: fields.get("victim").to_owned(),
        facts: fields.get("facts").to_owned(),
        mandate: MandateIn {
            grounds: fields.get("grounds").to_owned(),
            most_hops: fields.get("hops").parse().unwrap_or(6),
            most_accounts: fields.get("accounts").parse().unwrap_or(50),
            least_amount: fields.amount("least"),
            barred: fields
                .get("barred")
                .split([',', ' ', ';'])
                .filter(|c| !c.is_empty())
                .map(str::to_ascii_uppercase)
                .collect(),
            ends: fields.instant("ends").unwrap_or_default(),
        },
        silence,
    }
}

/// Where on the form a refusal belongs.
fn mistake(no: &No, language: Language) -> Mistake {
    let field = match no.field.as_deref() {
        Some("mandate.least_amount") => "least",
        Some("mandate.barred") => "barred",
        Some("mandate.ends") => "ends",
        Some("silence.until") => "silence_until",
        Some("country") => "to_country",
        Some(field) => field,
        None => match no.code.as_str() {
            "executed-ahead" | "settles-too-far-ahead" => "executed",
            "character-excluded" => "character",
            "bad-mandate" => "grounds",
            "silence-without-basis" => "silence_basis",
            _ => "amount",
        },
    };
    let said = reason(no, language);
    let mut why = if said == no.detail || no.field.is_none() {
        said
    } else {
        format!("{said} {}", no.detail)
    };
    if let Some(rests_on) = &no.rests_on {
        why = format!("{why} ({rests_on})");
    }
    Mistake {
        field: field.to_owned(),
        why,
    }
}

/// What the house knows of the account typed: its bank, its country, and this bureau's own other cases.
async fn known(app: &App, acting: &Acting, fields: &Fields) -> Result<Option<Known>, No> {
    let Ok(account) = Account::parse(fields.get("to")) else {
        return Ok(None);
    };
    let there = service::destination(app, account.clone(), fields.get("to_code"), None).await;
    let (country, institution, code) = match there {
        Ok(there) => (Some(there.country), there.institution, there.code),
        Err(_) => (None, None, String::new()),
    };
    let bank = match &institution {
        Some(id) => crate::members::queries::institution(&app.store, id)
            .await?
            .map(|i| i.name),
        None => None,
    };
    let cases = queries::by_key(&app.store, "account", &account.key()).await?;
    let own = acting.actor.bureau();
    let cases = cases
        .into_iter()
        .filter(|f| Some(&f.case.bureau) == own)
        .map(|f| (f.id, f.case.filing.reference.to_string(), f.case.lost()))
        .collect::<Vec<(String, String, Money)>>();
    Ok(Some(Known {
        account: account.to_string(),
        country,
        bank,
        code,
        cases,
    }))
}
