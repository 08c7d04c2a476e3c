//! Poison: a bound on where stolen money can be, never a sum.

use crate::rules::Meeting;
use crate::rules::labels::{ClaimNumber, Labels};
use crate::rules::method::{Holding, Method};

/// One tainted unit taints the whole account until it is empty.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Poison;

#[derive(Debug)]
pub(crate) struct Vessel {
    balance: i64,
    poisoned: bool,
}

/// What a transfer carries under poison: its amount, and how much of it counts as tainted.
#[derive(Debug, Default)]
pub(crate) struct Dose {
    amount: i64,
    tainted: i64,
}

impl Method for Poison {
    type Book = Vessel;
    type Carried = Dose;

    fn open(&self, clean: i64) -> Vessel {
        Vessel {
            balance: clean,
            poisoned: false,
        }
    }

    fn balance(&self, book: &Vessel) -> i64 {
        book.balance
    }

    fn tainted(&self, book: &Vessel) -> Labels {
        // Claims are not kept apart: each would claim the whole balance.
        Labels::of(0, if book.poisoned { book.balance } else { 0 })
    }

    fn view(&self, book: &Vessel) -> Holding {
        Holding {
            balance: book.balance,
            tainted: self.tainted(book),
            chunks: Vec::new(),
        }
    }

    fn top_up(&self, book: &mut Vessel, amount: i64) {
        book.balance += amount;
    }

    fn debit(&self, book: &mut Vessel, amount: i64, carried: &mut Dose) {
        *carried = Dose {
            amount,
            tainted: if book.poisoned { amount } else { 0 },
        };
        book.balance -= amount;
        book.poisoned &= book.balance != 0;
    }

    fn credit(&self, book: &mut Vessel, carried: &Dose) {
        book.balance += carried.amount;
        book.poisoned |= carried.tainted > 0;
    }

    fn clean(&self, amount: i64, carried: &mut Dose) {
        *carried = Dose { amount, tainted: 0 };
    }

    fn labels(&self, carried: &Dose) -> Labels {
        Labels::of(0, carried.tainted)
    }

    fn is_tainted(&self, carried: &Dose) -> bool {
        carried.tainted > 0
    }

    /// A claim on a transfer out of a poisoned account changes nothing: all of it counts as tainted already.
    fn relabel(&self, carried: &mut Dose, amount: i64, _claim: ClaimNumber, _meeting: Meeting) -> Labels {
        carried.tainted = carried.tainted.max(amount);
        Labels::default()
    }

    fn convert(&self, carried: &mut Dose, credit: i64) {
        let tainted = if carried.tainted > 0 { credit } else { 0 };
        *carried = Dose {
            amount: credit,
            tainted,
        };
    }

    fn strip(&self, carried: &mut Dose) {
        carried.tainted = 0;
    }
}
