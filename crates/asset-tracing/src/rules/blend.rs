//! Rolling charge, lowest balance and taint first: an account is a balance with tainted parts, without an order inside.

use crate::rules::Meeting;
use crate::rules::labels::{ClaimNumber, Labels};
use crate::rules::method::{Holding, Method};

/// Which part of a debit is tainted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Blend {
    /// In proportion to the balance.
    ProRata,
    /// What the clean part cannot pay.
    LowestBalance,
    /// As much as there is.
    TaintFirst,
}

/// Money with labels: an account's, or a transfer's. `0 <= labels.total() <= amount`.
#[derive(Debug, Default)]
pub(crate) struct Mixture {
    amount: i64,
    labels: Labels,
}

impl Mixture {
    fn clean_part(&self) -> i64 {
        self.amount - self.labels.total()
    }
}

impl Method for Blend {
    type Book = Mixture;
    type Carried = Mixture;

    fn open(&self, clean: i64) -> Mixture {
        Mixture {
            amount: clean,
            labels: Labels::default(),
        }
    }

    fn balance(&self, book: &Mixture) -> i64 {
        book.amount
    }

    fn tainted(&self, book: &Mixture) -> Labels {
        book.labels.clone()
    }

    fn view(&self, book: &Mixture) -> Holding {
        Holding {
            balance: book.amount,
            tainted: book.labels.clone(),
            chunks: Vec::new(),
        }
    }

    fn top_up(&self, book: &mut Mixture, amount: i64) {
        book.amount += amount;
    }

    fn debit(&self, book: &mut Mixture, amount: i64, carried: &mut Mixture) {
        carried.amount = amount;
        carried.labels = if book.labels.is_empty() {
            Labels::default()
        } else {
            let clean = book.clean_part();
            match self {
                Self::ProRata => book.labels.take_rateably(amount, clean),
                Self::LowestBalance => book.labels.take((amount - clean).max(0)),
                Self::TaintFirst => book.labels.take(amount.min(book.labels.total())),
            }
        };
        book.amount -= amount;
    }

    fn credit(&self, book: &mut Mixture, carried: &Mixture) {
        book.amount += carried.amount;
        book.labels.merge(&carried.labels);
    }

    fn clean(&self, amount: i64, carried: &mut Mixture) {
        carried.amount = amount;
        carried.labels = Labels::default();
    }

    fn labels(&self, carried: &Mixture) -> Labels {
        carried.labels.clone()
    }

    fn is_tainted(&self, carried: &Mixture) -> bool {
        !carried.labels.is_empty()
    }

    fn relabel(&self, carried: &mut Mixture, amount: i64, claim: ClaimNumber, meeting: Meeting) -> Labels {
        let clean = carried.clean_part();
        let met = match self {
            Self::ProRata => carried.labels.rateable_part(amount, clean),
            Self::LowestBalance | Self::TaintFirst => carried.labels.rateable_part((amount - clean).max(0), 0),
        };
        match meeting {
            Meeting::Newest => {
                carried.labels.remove(&met);
                carried.labels.add(claim, amount);
                met
            }
            Meeting::Oldest => {
                carried.labels.add(claim, amount - met.total());
                Labels::of(claim, met.total())
            }
        }
    }

    fn convert(&self, carried: &mut Mixture, credit: i64) {
        if !carried.labels.is_empty() {
            // Scaling is one apportionment of the credit over the labels and the clean part.
            let clean = carried.clean_part();
            carried.labels = carried.labels.rateable_part(credit, clean);
        }
        carried.amount = credit;
    }

    fn strip(&self, carried: &mut Mixture) {
        carried.labels = Labels::default();
    }
}
