//! The invented night's transfers on its case: a file is kept, its columns confirmed, one rule's trace adopted.

use cordon_members::officer::Officer;
use cordon_stop_payment::{Case, Part};
use cordon_vocabulary::{Actor, Instant, Means, Money, Who};
use serde_json::{Value, json};

use crate::app::App;
use crate::asset_tracing::run::Inputs;
use crate::asset_tracing::service::{self, Done};
use crate::asset_tracing::wire::{AdoptIn, ClaimIn, TraceSettingsIn};
use crate::gate::Acting;
use crate::members::queries::read;

fn no(no: crate::answer::No) -> anyhow::Error {
    anyhow::anyhow!("{}: {}", no.code, no.detail)
}

/// An officer of the invented world, at the desk.
async fn officer(app: &App, id: &str) -> anyhow::Result<Acting> {
    let officer = read::<Officer>(&app.store, "officer", id).await?;
    let officer = officer.ok_or_else(|| anyhow::anyhow!("no officer {id}"))?.value;
    let actor = Actor {
        who: Who::Officer {
            officer: officer.id.clone(),
            bureau: officer.bureau.clone(),
        },
        means: Means::Passkey,
        purpose: "trace money in a case".into(),
    };
    Ok(Acting {
        client: actor.journal_name(),
        actor,
        officer: Some(officer),
    })
}

/// One line of the file.
struct Line {
    at: Instant,
    from: String,
    to: String,
    amount: Money,
}

/// The transfers behind the case: the theft, each hop of its parts in the stolen currency, wages and shopping between them, and
/// one payment to an account that nobody has asked.
fn lines(case: &Case) -> Vec<Line> {
    let lost = case.lost();
    let first = case.filing.payment.to.to_string();
    let at = case.filing.payment.executed;
    let line = |at, from: &str, to: &str, units| Line {
        at,
        from: from.into(),
        to: to.into(),
        amount: Money::new(units, lost.asset),
    };
    let mut lines = vec![
        line(at.plus_seconds(-3600), "QN00-WAGES", &first, lost.units / 16),
        line(at, "QM00-ALDER", &first, lost.units),
    ];
    for part in &case.parts {
        lines.extend(hops(case, part));
    }
    let last = lines.iter().map(|line| line.at).max().unwrap_or(at);
    lines.push(line(last.plus_seconds(60), "QN00-SALARY", &first, lost.units / 20));
    lines.push(line(last.plus_seconds(120), &first, "QN00-SHOP", lost.units / 40));
    lines.push(line(
        last.plus_seconds(180),
        &first,
        "QT00-NEVER-ASKED",
        lost.units / 12,
    ));
    lines
}

fn hops(case: &Case, part: &Part) -> Vec<Line> {
    let asks: Vec<_> = part.path.iter().filter_map(|hop| case.ask(hop.ask)).collect();
    let pairs = asks.windows(2).map(|pair| Line {
        at: pair[1].executed,
        from: pair[0].account.to_string(),
        to: pair[1].account.to_string(),
        amount: Money::new(part.units, case.lost().asset),
    });
    pairs.filter(|line| line.amount.units > 0).collect()
}

fn file(case: &Case) -> (String, String) {
    let mut lines = lines(case);
    lines.sort_by_key(|line| line.at);
    let mut text = "Reference;Booking date;Debtor account;Beneficiary account;Amount;Currency\n".to_owned();
    let mut theft = String::new();
    for (number, line) in (1..).zip(&lines) {
        let id = format!("A-{number:04}");
        if line.from == "QM00-ALDER" {
            theft.clone_from(&id);
        }
        text += &format!(
            "{id};{};{};{};{};{}\n",
            line.at,
            line.from,
            line.to,
            line.amount.decimal(),
            line.amount.asset
        );
    }
    (text, theft)
}

/// Keeps the file as the analyst, confirms it, and adopts the trace under the lowest balance as the officer on duty.
///
/// # Errors
/// When the service refuses one of the acts.
pub async fn set_scene(app: &App, case: &str) -> anyhow::Result<Value> {
    let (lea, mira) = (officer(app, "lea").await?, officer(app, "mira").await?);
    let filed = crate::stop_payment::service::own_case(app, case, &mira.actor)
        .await
        .map_err(no)?;
    let (text, theft) = file(&filed.case);
    let inputs = Inputs {
        transfers: text.into_bytes(),
        balances: None,
    };
    let Done::Now(number, _) = service::keep(app, &lea, case, &inputs, None).await.map_err(no)? else {
        anyhow::bail!("kept before");
    };
    let wish = TraceSettingsIn {
        claims: vec![ClaimIn {
            id: theft,
            amount: None,
        }],
        ..TraceSettingsIn::default()
    };
    service::confirm(app, &lea, case, number, &wish, None)
        .await
        .map_err(no)?;
    let opened = service::open(app, &mira, case, number).await.map_err(no)?;
    let (_, traced) = service::traced(&opened).await.map_err(no)?;
    let rule = cordon_asset_tracing::rules::Rule::LowestBalance;
    let ruled = traced.of(rule).ok_or_else(|| anyhow::anyhow!("no trace"))?;
    let adopt = AdoptIn {
        rule: rule.name().into(),
        result_sha256: ruled.outcome.digest.clone(),
        grounds: "The exercise court of QM applies the lowest intermediate balance to a mixed account.".into(),
    };
    service::adopt(app, &mira, case, number, &adopt, None)
        .await
        .map_err(no)?;
    Ok(
        json!({"trace": number, "rule": rule.name(), "transfers": traced.transfers().len(), "accounts": ruled.outcome.accounts}),
    )
}
