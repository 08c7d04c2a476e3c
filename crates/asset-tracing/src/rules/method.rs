//! What a rule must be able to do with one account, so that both plans run the same code.

use crate::rules::Meeting;
use crate::rules::labels::{ClaimNumber, Labels};

/// One account's money as a rule sees it, for a reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// Balance in minor units.
    pub balance: i64,
    /// The tainted part by claim. Under poison the whole balance, without division.
    pub tainted: Labels,
    /// Under FIFO and LIFO: the account's chunks in the order in which a debit takes them; a claim, or none for clean money.
    pub chunks: Vec<(Option<ClaimNumber>, i64)>,
}

/// A rule's machine. `Book` is one account that was tainted at least once; `Carried` is what one transfer carries.
pub(crate) trait Method {
    type Book;
    type Carried: Default;

    /// An account with nothing but clean money.
    fn open(&self, clean: i64) -> Self::Book;
    fn balance(&self, book: &Self::Book) -> i64;
    fn tainted(&self, book: &Self::Book) -> Labels;
    fn view(&self, book: &Self::Book) -> Holding;
    /// Untainted money from outside the data, put where the next debit finds it as the rules of shortfalls say.
    fn top_up(&self, book: &mut Self::Book, amount: i64);
    /// Takes `amount`, at most the balance, out of the account.
    fn debit(&self, book: &mut Self::Book, amount: i64, carried: &mut Self::Carried);
    fn credit(&self, book: &mut Self::Book, carried: &Self::Carried);

    /// Fills `carried` with `amount` of clean money.
    fn clean(&self, amount: i64, carried: &mut Self::Carried);
    fn labels(&self, carried: &Self::Carried) -> Labels;
    fn is_tainted(&self, carried: &Self::Carried) -> bool;
    /// Hands the first `amount` units to `claim`; returns what was superseded, by the claim that loses it.
    fn relabel(&self, carried: &mut Self::Carried, amount: i64, claim: ClaimNumber, meeting: Meeting) -> Labels;
    /// Turns the carried amount into `credit` units of another currency, the labels in proportion.
    fn convert(&self, carried: &mut Self::Carried, credit: i64);
    /// The carried amount with all labels taken off.
    fn strip(&self, carried: &mut Self::Carried);
}
