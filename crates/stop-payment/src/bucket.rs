//! Where a part of the stolen money stands, and the one table of how it may move.

use serde::{Deserialize, Serialize};

/// The bucket a part lies in. Exactly one at any instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bucket {
    /// Held by a bank or an authority, also when a court has ordered it.
    Held,
    /// Back with the victim's bank.
    Returned,
    /// Asked, to be asked, question open, or answer late.
    Chased,
    /// Taken out as cash, by card, or spent.
    Cash,
    /// Kept by a bank on the way as its charge.
    Charges,
    /// A bank or authority said no.
    Refused,
    /// The asked institution never had it.
    NotFound,
    /// The hold ran out before an order came.
    Lapsed,
    /// The hold was given up, by appeal or by the requester.
    Released,
    /// The requester took the request back.
    Withdrawn,
    /// Too small to chase under the mandate.
    BelowMinimum,
}

impl Bucket {
    /// All buckets, in the order in which a sheet prints them.
    pub const ALL: [Self; 11] = [
        Self::Held,
        Self::Returned,
        Self::Chased,
        Self::Cash,
        Self::Charges,
        Self::Refused,
        Self::NotFound,
        Self::Lapsed,
        Self::Released,
        Self::Withdrawn,
        Self::BelowMinimum,
    ];

    /// The name on the wire and in message ids: `not_found`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Returned => "returned",
            Self::Chased => "chased",
            Self::Cash => "cash",
            Self::Charges => "charges",
            Self::Refused => "refused",
            Self::NotFound => "not_found",
            Self::Lapsed => "lapsed",
            Self::Released => "released",
            Self::Withdrawn => "withdrawn",
            Self::BelowMinimum => "below_minimum",
        }
    }
}

/// What can happen to a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Movement {
    /// A bank holds it.
    Hold,
    /// A court or authority orders a held part.
    Order,
    /// A hold is prolonged.
    Extend,
    /// A held part is paid back.
    Return,
    /// The hold's term ends.
    Lapse,
    /// The hold is given up.
    Release,
    /// It has moved on: chased at the next account.
    MoveOn,
    /// It has moved, nobody has said where yet.
    AskWhereTo,
    /// It left as cash, by card or for goods.
    Spend,
    /// A bank kept it as a charge.
    Charge,
    /// The answer is no.
    Refuse,
    /// The institution does not know it.
    Miss,
    /// Too small to chase.
    Drop,
    /// The requester takes the request back.
    Withdraw,
    /// Asked again: a second request, a second answer, a legal basis brought.
    Reopen,
}

impl Movement {
    /// All movements.
    pub const ALL: [Self; 15] = [
        Self::Hold,
        Self::Order,
        Self::Extend,
        Self::Return,
        Self::Lapse,
        Self::Release,
        Self::MoveOn,
        Self::AskWhereTo,
        Self::Spend,
        Self::Charge,
        Self::Refuse,
        Self::Miss,
        Self::Drop,
        Self::Withdraw,
        Self::Reopen,
    ];
}

/// The transition table: the bucket after a movement, or nothing where the movement is not allowed.
///
/// Some buckets go back to `chased` on purpose: a refused, missed, lapsed, released or dropped part may be asked
/// again, and a held part that the bank then says has moved is chased again (and flagged as a breach by the caller).
/// `returned`, `cash` and `charges` are final: that money is not in an account any more.
#[must_use]
pub fn next(bucket: Bucket, movement: Movement) -> Option<Bucket> {
    use Bucket as B;
    use Movement as M;
    Some(match (bucket, movement) {
        (B::Chased, M::Hold) => B::Held,
        (B::Chased, M::MoveOn | M::AskWhereTo | M::Reopen) => B::Chased,
        (B::Chased, M::Spend) => B::Cash,
        (B::Chased, M::Charge) => B::Charges,
        (B::Chased, M::Refuse) => B::Refused,
        (B::Chased, M::Miss) => B::NotFound,
        (B::Chased, M::Drop) => B::BelowMinimum,
        // A bank may answer a recall by paying the money straight back.
        (B::Chased | B::Held, M::Return) => B::Returned,
        (B::Chased | B::Held, M::Withdraw) => B::Withdrawn,
        (B::Held, M::Order | M::Extend) => B::Held,
        (B::Held, M::Lapse) => B::Lapsed,
        (B::Held, M::Release) => B::Released,
        (B::Held | B::Refused | B::NotFound | B::Lapsed | B::Released | B::BelowMinimum, M::Reopen) => B::Chased,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn final_buckets_never_move_again() {
        for bucket in [Bucket::Returned, Bucket::Cash, Bucket::Charges, Bucket::Withdrawn] {
            for movement in Movement::ALL {
                assert_eq!(next(bucket, movement), None, "{bucket:?} {movement:?}");
            }
        }
    }

    #[test]
    fn the_table_is_what_the_guide_says() {
        let allowed: usize = Bucket::ALL
            .iter()
            .map(|b| Movement::ALL.iter().filter(|m| next(*b, **m).is_some()).count())
            .sum();
        assert_eq!(allowed, 23, "a changed table needs a changed guide");
    }
}
