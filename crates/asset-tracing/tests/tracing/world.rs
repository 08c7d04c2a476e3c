//! Small worlds: transfers by hand, traced by every rule.

use cordon_asset_tracing::amount::Scale;
use cordon_asset_tracing::engine::Request;
use cordon_asset_tracing::engine::ledgers::Ledgers;
use cordon_asset_tracing::engine::plan::trace;
use cordon_asset_tracing::findings::Findings;
use cordon_asset_tracing::refusal::Refusal;
use cordon_asset_tracing::rules::Rule;
use cordon_asset_tracing::transfers::{Collector, Transfers};

/// Transfers `1`, `2`, … at times 1, 2, …: payer, payee, minor units.
pub fn world(rows: &[(&str, &str, i64)]) -> Transfers {
    let mut collector = Collector::new(Scale::new(2).expect("two decimals"));
    for (number, (from, to, amount)) in (1_i64..).zip(rows) {
        collector
            .add(&number.to_string(), number, from, to, *amount)
            .expect("small numbers");
    }
    let mut transfers = collector.finish();
    transfers.check_balances().expect("small sums");
    transfers
}

pub fn with_balances(rows: &[(&str, &str, i64)], balances: &[(&str, i64)]) -> Transfers {
    let mut transfers = world(rows);
    for (account, balance) in balances {
        for number in transfers.names().pockets(account) {
            transfers.set_opening_balance(number, *balance);
        }
    }
    transfers
}

pub fn request(transfers: &Transfers, rule: Rule, claims: &[(&str, Option<i64>)]) -> Request {
    let claims: Vec<_> = claims.iter().map(|(id, amount)| ((*id).to_owned(), *amount)).collect();
    let found = transfers.claims(&claims, None).expect("the claims stand in the world");
    Request::new(rule, found, transfers)
}

/// Runs both plans, insists that they agree, and that sums are conserved.
pub fn run(transfers: &Transfers, request: &Request) -> Result<Findings, Refusal> {
    let ledgers = Ledgers::build(transfers);
    let scan = trace(transfers, request, None);
    let frontier = trace(transfers, request, Some(&ledgers));
    assert_eq!(scan, frontier, "scan and frontier differ under {}", request.rule);
    if let Ok(findings) = &scan {
        assert_ne!(
            findings.conserved(),
            Some(false),
            "{} does not conserve: {findings:?}",
            request.rule
        );
        assert_eq!(findings.conserved().is_none(), request.rule == Rule::Poison);
    }
    scan
}

pub fn findings(transfers: &Transfers, rule: Rule, claims: &[(&str, Option<i64>)]) -> Findings {
    run(transfers, &request(transfers, rule, claims)).expect("nothing is refused")
}

/// What a transfer carries of each claim; zeros where it carries nothing.
pub fn carried(transfers: &Transfers, findings: &Findings, id: &str) -> Vec<i64> {
    let mark = findings.marks.iter().find(|mark| transfers.id(mark.position) == id);
    (0..u32::try_from(findings.claims.len()).expect("few"))
        .map(|claim| mark.map_or(0, |mark| mark.labels.share(claim)))
        .collect()
}

/// What an account holds of each claim at the end.
pub fn held(transfers: &Transfers, findings: &Findings, account: &str) -> Vec<i64> {
    let holder = findings
        .holders
        .iter()
        .find(|holder| transfers.names().account(holder.account) == account);
    (0..u32::try_from(findings.claims.len()).expect("few"))
        .map(|claim| holder.map_or(0, |holder| holder.labels.share(claim)))
        .collect()
}
