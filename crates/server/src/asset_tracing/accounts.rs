//! Where the money stands under one rule, beside what was asked: accounts that still hold it and were never asked.

use cordon_asset_tracing::instant::TimeKind;
use cordon_asset_tracing::names::AccountNumber;
use cordon_asset_tracing::transfers::{Position, Transfers};
use cordon_stop_payment::{Ask, AskId, Case, HeldBack};
use cordon_vocabulary::{Account, Instant, Money};

use crate::asset_tracing::run::{Ruled, Traced};

/// An account that holds traced money at the end of the file.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Its place in the list, from 0.
    pub place: usize,
    /// Its name as the file writes it.
    pub account: String,
    /// What is traced there, in minor units.
    pub tainted: i64,
    /// The same as a decimal.
    pub shown: String,
    /// Its whole balance as a decimal.
    pub balance: String,
    /// The transfer that first brought traced money.
    pub first: String,
    /// When, as the file writes it.
    pub time: String,
    /// The same as an instant, where the file has instants.
    pub at: Option<Instant>,
    /// The request at this account, where there is one.
    pub asked: Option<AskId>,
    /// The request at the account that paid it there, where there is one: its bank can tell of this payment.
    pub payer: Option<AskId>,
    /// The limit of the mandate that a request there would meet.
    pub outside: Option<HeldBack>,
    /// Less than the mandate chases.
    pub too_little: bool,
}

/// One text per account, whichever way a file or a request spells it.
fn key(text: &str) -> String {
    let squeezed = || {
        let kept = text.chars().filter(char::is_ascii_alphanumeric);
        kept.map(|c| c.to_ascii_uppercase()).collect()
    };
    Account::parse(text).map_or_else(|_| squeezed(), |account| account.key())
}

/// The request at an account.
fn ask_at<'a>(case: &'a Case, account: &str) -> Option<&'a Ask> {
    let wanted = key(account);
    case.asks
        .iter()
        .find(|ask| ask.account.key() == wanted || key(&ask.account.to_string()) == wanted)
}

/// The accounts that hold traced money under a rule, the largest first.
#[must_use]
pub fn standing(case: &Case, traced: &Traced, ruled: &Ruled, now: Instant) -> Vec<Standing> {
    let transfers = traced.transfers();
    let show = |units: i64| transfers.scale().show(i128::from(units));
    let holders = ruled.findings.holders.iter().enumerate();
    let line = |(place, holder): (usize, &cordon_asset_tracing::findings::Holder)| {
        let name = transfers.names().account(holder.account);
        let payer = payer(case, transfers, holder.first);
        let tainted = holder.labels.total();
        let least = Money::new(case.filing.mandate.least_units, case.lost().asset).decimal();
        let least = transfers.scale().parse(least.as_bytes()).unwrap_or(0);
        Standing {
            place,
            account: name.to_owned(),
            tainted,
            shown: show(tainted),
            balance: show(holder.balance),
            first: transfers.id(holder.first).into_owned(),
            time: transfers.times().show(holder.first as usize),
            at: instant(transfers, holder.first),
            asked: ask_at(case, name).map(|ask| ask.id),
            payer: payer.map(|ask| ask.id),
            outside: outside(case, name, payer, now),
            too_little: in_stolen_currency(case, transfers, holder.account) && tainted < least,
        }
    };
    holders.map(line).collect()
}

fn in_stolen_currency(case: &Case, transfers: &Transfers, account: AccountNumber) -> bool {
    transfers.currency(account) == Some(case.lost().asset.code())
}

/// The request at the account that paid the money on by this transfer.
fn payer<'a>(case: &'a Case, transfers: &Transfers, first: Position) -> Option<&'a Ask> {
    let payer = transfers.entry(first).transfer.from;
    ask_at(case, transfers.names().account(payer))
}

fn instant(transfers: &Transfers, position: Position) -> Option<Instant> {
    let nanos = transfers.times().values().get(position as usize)?;
    (transfers.times().kind() == Some(TimeKind::Instant)).then(|| Instant::from_micros(nanos.div_euclid(1000)))
}

/// The mandate's own word on one more request there.
fn outside(case: &Case, account: &str, payer: Option<&Ask>, now: Instant) -> Option<HeldBack> {
    let country = Account::parse(account).ok()?.country()?;
    let hops = payer.map_or(1, |ask| usize::from(ask.hop) + 1);
    case.filing.mandate.limits(hops, case.asks.len() + 1, country, now)
}

/// Transfers that look like the stolen payment itself: its sum, to an account of the case.
#[must_use]
pub fn alike(case: &Case, transfers: &Transfers) -> Vec<String> {
    let lost = case.lost().decimal();
    let Ok(units) = transfers.scale().parse(lost.as_bytes()) else {
        return vec![];
    };
    let first = key(&case.filing.payment.to.to_string());
    let rows = (0..).zip(transfers.moves());
    let alike = rows.filter(|(_, row)| row.amount == units && key(transfers.names().account(row.to)) == first);
    alike
        .take(5)
        .map(|(position, _)| transfers.id(position).into_owned())
        .collect()
}
