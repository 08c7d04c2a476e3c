//! Dividing what is left in one account at a date: beside the rules, since it says nothing of which payment carried what.

use crate::rules::apportion::apportion;

/// Pari passu: each claimant's share of `balance` in proportion to what they paid in, whatever the order (*Barlow Clowes v
/// Vaughan* where the rolling charge is impracticable; *Charity Commission v Framjee* [2014] EWHC 2507 (Ch)). Minor units; floors, then one unit
/// each by largest remainder, equal remainders in the order given. Nobody receives more than they paid in.
#[must_use]
pub fn pari_passu(deposits: &[i64], balance: i64) -> Vec<i64> {
    let owed: i128 = deposits.iter().map(|deposit| i128::from((*deposit).max(0))).sum();
    let divided = i128::from(balance.max(0)).min(owed);
    let weights: Vec<i64> = deposits.iter().map(|deposit| (*deposit).max(0)).collect();
    apportion(i64::try_from(divided).unwrap_or(i64::MAX), &weights)
}

/// Inverse order of payment: the latest deposit is paid in full first (*In re Bolognesi*, 254 F. 770 (2d Cir. 1918)).
/// Deposits in the order of payment, minor units.
#[must_use]
pub fn inverse_order(deposits: &[i64], balance: i64) -> Vec<i64> {
    let mut left = balance.max(0);
    let mut shares: Vec<i64> = deposits
        .iter()
        .rev()
        .map(|deposit| {
            let share = (*deposit).clamp(0, left);
            left -= share;
            share
        })
        .collect();
    shares.reverse();
    shares
}
