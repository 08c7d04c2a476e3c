//! Every "no" of this rulebook, with a stable code and what it rests on.

use cordon_vocabulary::{Instant, Money};

use crate::{AskId, CaseState, Character};

/// Why an act is refused. Nothing is changed by a refused act.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Political, military, religious or racial matters are not chased.
    #[error("matters of {0:?} character are not chased")]
    Character(Character),
    /// Nothing was stolen.
    #[error("the amount must be more than zero")]
    NoAmount,
    /// The execution instant lies in the future, and it is not a settlement in flight.
    #[error(
        "the payment is said to be executed at {executed}, more than {limit_minutes} minutes ahead; give its settlement date instead"
    )]
    ExecutedAhead {
        /// The instant given.
        executed: Instant,
        /// Minutes ahead that are borne.
        limit_minutes: i64,
    },
    /// The settlement date lies too far ahead.
    #[error("the settlement {settles} lies more than 30 days ahead")]
    SettlesTooFarAhead {
        /// The instant given.
        settles: Instant,
    },
    /// The mandate has ended before it began, allows nothing, or names no grounds.
    #[error("the mandate {0}")]
    BadMandate(&'static str),
    /// "Do not inform the customer" without basis or without end.
    #[error("'do not inform the customer' needs a legal basis and an end that lies ahead")]
    SilenceWithoutBasis,
    /// Another bureau's case.
    #[error("this case belongs to another bureau")]
    NotYourCase,
    /// The second person must be a second person.
    #[error("the officer who filed the case cannot release it; a second officer must")]
    SamePerson,
    /// The case is in the wrong state.
    #[error("the case is {0:?}; this act needs another state")]
    CaseState(CaseState),
    /// No such request.
    #[error("there is no request {0} in this case")]
    NoSuchAsk(AskId),
    /// The request was not sent to this institution or bureau.
    #[error("request {0} was not put to you")]
    NotYourAsk(AskId),
    /// The request is not out yet, or withdrawn.
    #[error("request {0} is not open to answers")]
    AskNotOut(AskId),
    /// The request does not wait for an officer.
    #[error("request {0} is not waiting for release")]
    AskNotHeldBack(AskId),
    /// The reply names a revision that was never sent.
    #[error("revision {0} of this request does not exist")]
    NoSuchRevision(u32),
    /// A reply without a line.
    #[error("the reply says nothing: give at least one line")]
    EmptyReply,
    /// The reply's sums do not agree.
    #[error("the reply contradicts itself: {what} ({stated} against {sum})")]
    Contradiction {
        /// What does not agree.
        what: &'static str,
        /// One sum.
        stated: Money,
        /// The other.
        sum: Money,
    },
    /// Money cannot leave before it comes.
    #[error("a payment of {left} cannot carry on money that arrived at {came}")]
    LeftBeforeItCame {
        /// When it is said to have left.
        left: Instant,
        /// When the money arrived.
        came: Instant,
    },
    /// A sum in another currency than the account's.
    #[error("the sum {given} is not in the account's currency, {wanted}")]
    WrongCurrency {
        /// The sum.
        given: Money,
        /// The currency's code.
        wanted: &'static str,
    },
    /// The money has moved on and the next bank has answered: the first bank's word alone cannot take it back.
    #[error("nothing is open at request {0}: what moved on has been answered further along")]
    NothingOpen(AskId),
    /// There is no hold.
    #[error("nothing is held at request {0}")]
    NothingHeld(AskId),
    /// More than is held.
    #[error("{asked} is more than the {held} held")]
    MoreThanHeld {
        /// The sum named.
        asked: Money,
        /// The sum held.
        held: Money,
    },
    /// An extension that does not extend.
    #[error("the new end {new} is not later than the present one, {old}")]
    NotLater {
        /// The new end.
        new: Instant,
        /// The present end.
        old: Instant,
    },
    /// The hold has not run out.
    #[error("the hold runs until {0}")]
    NotYetExpired(Instant),
    /// No such question, or it is closed.
    #[error("question {0} is not open")]
    NoSuchQuestion(u32),
    /// No appeal, or it is decided.
    #[error("there is no open appeal at request {0}")]
    NoAppeal(AskId),
    /// A second appeal while the first is open.
    #[error("an appeal at request {0} is open already")]
    AppealOpen(AskId),
    /// The profile of the country gives no way to appeal.
    #[error("the country's profile gives no appeal through the bank")]
    AppealNotPermitted,
    /// A correction that would take away money which banks have answered for.
    #[error("the correction would take away {missing} that banks have already answered for")]
    AlreadyPlaced {
        /// What cannot be taken away.
        missing: Money,
    },
    /// A term that cannot be computed.
    #[error("the term cannot be computed: {0}")]
    Term(String),
    /// Nothing at this request can be asked again.
    #[error("nothing at request {0} can be asked again")]
    NothingToReopen(AskId),
    /// The act needs an officer of a bureau.
    #[error("this act needs an officer of a bureau")]
    OfficerNeeded,
}

impl Refusal {
    /// A stable code for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Character(_) => "character-excluded",
            Self::NoAmount => "no-amount",
            Self::ExecutedAhead { .. } => "executed-ahead",
            Self::SettlesTooFarAhead { .. } => "settles-too-far-ahead",
            Self::BadMandate(_) => "bad-mandate",
            Self::SilenceWithoutBasis => "silence-without-basis",
            Self::NotYourCase => "not-your-case",
            Self::SamePerson => "same-person",
            Self::CaseState(_) => "case-state",
            Self::NoSuchAsk(_) => "no-such-request",
            Self::NotYourAsk(_) => "not-your-request",
            Self::AskNotOut(_) => "request-not-open",
            Self::AskNotHeldBack(_) => "request-not-waiting",
            Self::NoSuchRevision(_) => "no-such-revision",
            Self::EmptyReply => "empty-reply",
            Self::Contradiction { .. } => "contradiction",
            Self::LeftBeforeItCame { .. } => "left-before-it-came",
            Self::WrongCurrency { .. } => "wrong-currency",
            Self::NothingOpen(_) => "nothing-open",
            Self::NothingHeld(_) => "nothing-held",
            Self::MoreThanHeld { .. } => "more-than-held",
            Self::NotLater { .. } => "not-later",
            Self::NotYetExpired(_) => "not-yet-expired",
            Self::NoSuchQuestion(_) => "no-such-question",
            Self::NoAppeal(_) => "no-appeal",
            Self::AppealOpen(_) => "appeal-open",
            Self::AppealNotPermitted => "appeal-not-permitted",
            Self::AlreadyPlaced { .. } => "already-placed",
            Self::Term(_) => "term",
            Self::NothingToReopen(_) => "nothing-to-reopen",
            Self::OfficerNeeded => "officer-needed",
        }
    }

    /// The article or rule that the refusal rests on, where it rests on more than the form of the act.
    #[must_use]
    pub fn rests_on(&self) -> Option<&'static str> {
        match self {
            Self::Character(_) => {
                Some("Model rulebook, article 3: no matters of political, military, religious or racial character")
            }
            Self::SamePerson => Some("Two persons release the first request"),
            Self::NotYourCase | Self::NotYourAsk(_) => Some("Only the parties to a request act on it"),
            Self::SilenceWithoutBasis => Some("Silence towards a customer needs a basis and an end"),
            _ => None,
        }
    }
}
