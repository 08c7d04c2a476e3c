//! Sharing what a bank holds on one account among the requests that meet there.

use cordon_vocabulary::{Instant, share};
use serde::{Deserialize, Serialize};

/// How new money held is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SharingRule {
    /// The request that the bank received first is served first.
    ByReceipt,
    /// In proportion to what is asked, where the country's profile says so.
    ProRata,
}

/// One request's claim on the money held at an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Its case and number, as one text.
    pub ask: String,
    /// When the bank received it.
    pub received: Instant,
    /// What it asks, in the account's ledger units.
    pub wanted: i64,
    /// What it has been given so far. Never taken away by a later claim.
    pub given: i64,
}

/// Shares what is stated as held and gives each claim's new total, in the order of the claims.
///
/// What is given stays given; only new money is shared. The sum never exceeds what the bank states, and no claim gets
/// more than it wants.
#[must_use]
pub fn share_out(stated: i64, claims: &[Claim], rule: SharingRule) -> Vec<i64> {
    let mut given: Vec<i64> = claims.iter().map(|c| c.given.max(0)).collect();
    let already: i128 = given.iter().map(|g| i128::from(*g)).sum();
    let mut new = i64::try_from((i128::from(stated.max(0)) - already).max(0)).unwrap_or(i64::MAX);
    match rule {
        SharingRule::ByReceipt => {
            let mut order: Vec<usize> = (0..claims.len()).collect();
            order.sort_by_key(|&i| claims[i].received);
            for i in order {
                let more = (claims[i].wanted - given[i]).clamp(0, new);
                given[i] += more;
                new -= more;
            }
        }
        SharingRule::ProRata => {
            let open: Vec<i64> = claims.iter().zip(&given).map(|(c, g)| (c.wanted - g).max(0)).collect();
            let wanted = open.iter().map(|w| i128::from(*w)).sum::<i128>();
            let new = i64::try_from(i128::from(new).min(wanted)).unwrap_or(i64::MAX);
            for (g, more) in given.iter_mut().zip(share::divide(new, &open)) {
                *g += more;
            }
        }
    }
    given
}

/// What several requests get when the bank answers one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// What is newly held on the account, for all of them.
    pub new: i64,
    /// What the answered request may count of it.
    pub room: i64,
    /// What the others get on top of what they have, by their names; never nothing.
    pub raises: Vec<Raise>,
}

/// New money held that goes to a request which was answered earlier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raise {
    /// The request, named as in its [`Claim`].
    pub ask: String,
    /// How much more, in the account's ledger units.
    pub units: i64,
}

/// Shares what an answer states between the request answered and the others at the same account.
///
/// `said` is what the answer's lines hold for this request; `total` is what the bank says it holds on the account for
/// all of them, and without it what they had plus `said`.
#[must_use]
pub fn meet(own: Claim, said: i64, total: Option<i64>, others: &[Claim], rule: SharingRule) -> Meeting {
    let had = others
        .iter()
        .chain([&own])
        .fold(0i64, |sum, c| sum.saturating_add(c.given.max(0)));
    let stated = total.unwrap_or_else(|| had.saturating_add(said.max(0)));
    let before = own.given.max(0);
    let claims: Vec<Claim> = std::iter::once(own).chain(others.iter().cloned()).collect();
    let shares = share_out(stated, &claims, rule);
    let raises = claims.iter().zip(&shares).skip(1);
    Meeting {
        new: stated.saturating_sub(had).max(0),
        room: shares[0].saturating_sub(before).max(0),
        raises: raises
            .map(|(claim, share)| Raise {
                ask: claim.ask.clone(),
                units: share.saturating_sub(claim.given.max(0)),
            })
            .filter(|raise| raise.units > 0)
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn claim(ask: &str, second: i64, wanted: i64, given: i64) -> Claim {
        Claim {
            ask: ask.into(),
            received: Instant::from_micros(second * 1_000_000),
            wanted,
            given,
        }
    }

    #[test]
    fn the_first_received_is_served_first() {
        let claims = [claim("late", 9, 60, 0), claim("early", 1, 80, 0)];
        assert_eq!(share_out(100, &claims, SharingRule::ByReceipt), [20, 80]);
        assert_eq!(share_out(70, &claims, SharingRule::ProRata), [30, 40]);
    }

    #[test]
    fn new_money_goes_first_to_the_request_that_the_bank_received_first() {
        let early = claim("early", 1, 80, 50);
        let own = claim("own", 9, 60, 0);
        let raise = |units| Raise {
            ask: "early".into(),
            units,
        };
        let met = meet(
            own.clone(),
            50,
            None,
            std::slice::from_ref(&early),
            SharingRule::ByReceipt,
        );
        assert_eq!((met.room, met.raises), (20, vec![raise(30)]));
        let met = meet(
            own.clone(),
            50,
            Some(100),
            std::slice::from_ref(&early),
            SharingRule::ProRata,
        );
        assert_eq!((met.room, met.raises), (33, vec![raise(17)]));
        // What the bank states for the account bounds everything, whatever the lines say.
        let met = meet(own, 50, Some(50), &[early], SharingRule::ByReceipt);
        assert_eq!((met.room, met.raises), (0, vec![]));
    }

    proptest! {
        #[test]
        fn allocations_never_exceed_what_the_bank_states(
            steps in proptest::collection::vec((0i64..1_000, 0i64..500, 0i64..100), 1..12),
            pro_rata in any::<bool>(),
        ) {
            let rule = if pro_rata { SharingRule::ProRata } else { SharingRule::ByReceipt };
            let mut claims: Vec<Claim> = vec![];
            let mut stated = 0;
            // Several cases meet at one account: each step a new claim arrives and the bank states a higher total.
            for (n, (more, wanted, second)) in steps.into_iter().enumerate() {
                stated += more;
                claims.push(claim(&n.to_string(), second, wanted, 0));
                let shares = share_out(stated, &claims, rule);
                prop_assert!(shares.iter().sum::<i64>() <= stated);
                for (c, share) in claims.iter_mut().zip(&shares) {
                    prop_assert!(*share <= c.wanted && *share >= c.given, "given stays given");
                    c.given = *share;
                }
                let open: i64 = claims.iter().map(|c| c.wanted - c.given).sum();
                let unshared = stated - shares.iter().sum::<i64>();
                prop_assert!(open == 0 || unshared == 0, "no money lies unshared while a claim is open");
            }
        }
    }
}
