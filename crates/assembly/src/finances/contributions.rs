//! Contributions: sharing a total by points, invoicing, and booking payments.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Invoice, NewPayment, Payment, Scale};
use crate::member::MemberCode;
use crate::refusal::Refusal;
use crate::turn::{Turn, check_text};

/// Shares a total by points, to the last unit: each gets its whole share, and what is left goes one unit each to the largest
/// remainders (Hamilton's method; equal remainders by order of code).
///
/// The shares always add up to the total. Nobody gets anything where there are no points or nothing to share.
#[must_use]
pub fn distribute(total: i64, points: &BTreeMap<MemberCode, u32>) -> BTreeMap<MemberCode, i64> {
    let sum: i128 = points.values().map(|one| i128::from(*one)).sum();
    if sum == 0 || total <= 0 {
        return points.keys().map(|member| (member.clone(), 0)).collect();
    }
    let mut shares = BTreeMap::new();
    let mut remainders = Vec::new();
    let mut left = i128::from(total);
    for (member, one) in points {
        let product = i128::from(total) * i128::from(*one);
        let share = product / sum;
        left -= share;
        remainders.push((product % sum, member));
        shares.insert(member.clone(), share);
    }
    remainders.sort_by(|(a, one), (b, other)| b.cmp(a).then(one.cmp(other)));
    for (_, member) in remainders {
        if left == 0 {
            break;
        }
        if let Some(share) = shares.get_mut(member) {
            *share += 1;
            left -= 1;
        }
    }
    shares
        .into_iter()
        .map(|(member, share)| (member, i64::try_from(share).unwrap_or(i64::MAX)))
        .collect()
}

pub(super) fn set_scale(
    turn: &mut Turn<'_>,
    year: i16,
    version: &str,
    points: &BTreeMap<MemberCode, u32>,
    total: i64,
) -> Result<(), Refusal> {
    check_text("version", version)?;
    points.keys().try_for_each(|member| turn.known(member))?;
    if total <= 0 {
        return Err(Refusal::NotPositive {
            what: "total to assess",
        });
    }
    if points.values().all(|one| *one == 0) {
        return Err(Refusal::NotPositive { what: "sum of points" });
    }
    if turn.next.finances.invoices.contains_key(&year) {
        return Err(Refusal::AlreadyInvoiced { year });
    }
    let scale = Scale {
        version: version.to_owned(),
        points: points.clone(),
        total,
    };
    turn.next.finances.scales.insert(year, scale);
    turn.enter("scale-set", [("year", year.to_string()), ("total", total.to_string())]);
    Ok(())
}

pub(super) fn invoice(turn: &mut Turn<'_>, year: i16, due: Date) -> Result<(), Refusal> {
    let issued = turn.today();
    if due < issued {
        return Err(Refusal::DatesReversed {
            opening: issued,
            closing: due,
        });
    }
    let Some(scale) = turn.next.finances.scales.get(&year) else {
        return Err(Refusal::NoScale { year });
    };
    if turn.next.finances.invoices.contains_key(&year) {
        return Err(Refusal::AlreadyInvoiced { year });
    }
    let shares = distribute(scale.total, &scale.points);
    let mut invoices = BTreeMap::new();
    for (member, units) in shares {
        // A payment that came ahead of the invoice is used for it at once.
        let credit = turn.next.finances.credit.entry(member.clone()).or_insert(0);
        let paid = (*credit).clamp(0, units);
        *credit -= paid;
        invoices.insert(
            member,
            Invoice {
                units,
                paid,
                issued,
                due,
            },
        );
    }
    turn.next.finances.credit.retain(|_, credit| *credit > 0);
    turn.next.finances.invoices.insert(year, invoices);
    turn.enter(
        "contributions-invoiced",
        [("year", year.to_string()), ("due", due.to_string())],
    );
    Ok(())
}

pub(super) fn pay(turn: &mut Turn<'_>, new: &NewPayment) -> Result<(), Refusal> {
    let NewPayment {
        reference,
        member,
        units,
    } = new;
    let units = *units;
    check_text("reference", reference)?;
    turn.known(member)?;
    if units <= 0 {
        return Err(Refusal::NotPositive { what: "payment" });
    }
    let at = turn.now;
    let finances = &mut turn.next.finances;
    if finances.payments.contains_key(reference) {
        return Err(Refusal::PaymentTwice {
            reference: reference.clone(),
        });
    }
    let mut left = units;
    let mut used = BTreeMap::new();
    for (year, invoices) in &mut finances.invoices {
        let Some(invoice) = invoices.get_mut(member) else {
            continue;
        };
        let part = left.min(invoice.owed());
        if part > 0 {
            invoice.paid += part;
            left -= part;
            used.insert(*year, part);
        }
    }
    if left > 0 {
        let credit = finances.credit.entry(member.clone()).or_insert(0);
        *credit = credit.checked_add(left).ok_or(Refusal::Overflow {})?;
    }
    let payment = Payment {
        member: member.clone(),
        units,
        at,
        used,
        kept: left,
    };
    finances.payments.insert(reference.clone(), payment);
    turn.enter(
        "contribution-paid",
        [("member", member.to_string()), ("units", units.to_string())],
    );
    super::sanctions::lift_if_paid(turn, member)
}
