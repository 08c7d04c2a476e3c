//! Why an act is not done. Every refusal has a stable code.

use crate::{ids::BureauId, rulebook::RuleNo};

use super::{ActKind, State};

/// Why an act is not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The act does not belong to the state.
    #[error("{act:?} is not possible while the notice is {state:?}")]
    WrongState {
        /// The act.
        act: ActKind,
        /// The state.
        state: State,
    },
    /// The notice has ended.
    #[error("the notice has ended; {0:?} is not possible any more")]
    Ended(ActKind),
    /// A decision on it is on its way; nothing can be done until it has been told.
    #[error("the notice is in the hands of the reviewing desk; try again after the next letters")]
    InHand,
    /// The role or the bureau may not do it.
    #[error("{0:?} is not for this role or bureau")]
    NotForYou(ActKind),
    /// The reviewer wrote the request.
    #[error("the author of a request cannot review it; another officer must")]
    OwnWork,
    /// The second person is the first.
    #[error("a second, different person is needed")]
    SamePerson,
    /// The check was made on another revision or under another rulebook.
    #[error(
        "the check is of revision {given}, the notice stands at revision {here}, or the rulebook changed; check again"
    )]
    StaleEvidence {
        /// The revision that was checked.
        given: u32,
        /// The revision at hand.
        here: u32,
    },
    /// Rows stand against it.
    #[error("it stands against: {}; refuse it, or record the exception and check again", .0.join("; "))]
    RowsAgainst(Vec<String>),
    /// Something is missing.
    #[error("it is incomplete: {}; ask the requester", .0.join(", "))]
    Incomplete(Vec<String>),
    /// Rulings are missing.
    #[error("rulings are missing on rows {0:?}")]
    RulingsMissing(Vec<RuleNo>),
    /// Rows that only ask were not answered for.
    #[error("rows {0:?} ask and were not answered for")]
    AsksOpen(Vec<RuleNo>),
    /// Questions are open.
    #[error("questions {0:?} are not answered yet")]
    QuestionsOpen(Vec<u32>),
    /// No such question, or answered already.
    #[error("there is no open question {0}")]
    NoOpenQuestion(u32),
    /// A question without content.
    #[error("name at least one field that the question concerns")]
    EmptyQuestion,
    /// A refusal without an article of the rulebook.
    #[error("a refusal names at least one article of the rulebook; {0:?} is none")]
    NoArticle(String),
    /// The second reviewer refuses on other articles.
    #[error("the first reviewer refuses on {0:?}; refuse on the same articles, or approve")]
    OtherArticles(Vec<String>),
    /// The language is not one of the rulebook's.
    #[error("{0:?} is not one of the languages of publication")]
    UnknownLanguage(String),
    /// No such text, or it renders an older revision.
    #[error("there is no text in {0:?} of the present revision to check")]
    NoText(String),
    /// Texts are missing, unchecked or stale.
    #[error("these texts are not there, not checked or of an older revision: {}", .0.join(", "))]
    TextsMissing(Vec<String>),
    /// Publication without a number.
    #[error("a notice is published under a number of its own")]
    NoNumber,
    /// An urgent release without grounds.
    #[error("an urgent release needs its grounds in writing")]
    NoUrgentGrounds,
    /// A rule row refuses the step.
    #[error("row {rule}, article {article}: {message}")]
    Rule {
        /// The row.
        rule: RuleNo,
        /// Its article.
        article: String,
        /// The code of the finding.
        code: &'static str,
        /// What is wrong and what to do.
        message: String,
    },
    /// The new content is the old one.
    #[error("the new content is the same as the present one")]
    NothingChanged,
    /// An update is under review already.
    #[error("an update is under review; wait for its decision")]
    UpdateUnderReview,
    /// No update is under review.
    #[error("no update is under review")]
    NoUpdate,
    /// Only the secretariat and the oversight body may seal.
    #[error("an addendum is sealed from the owner only by the secretariat or the oversight body")]
    CannotSeal,
    /// The notice sleeps because its warrant was not confirmed.
    #[error("it sleeps because the source was silent; it wakes when the source confirms the warrant")]
    WarrantUnconfirmed,
    /// No question on the warrant is open, or the notice has none.
    #[error("no question on a warrant is open")]
    NoWarrantQuestion,
    /// No question on retention is open.
    #[error("the question whether to keep the notice was not asked yet")]
    NoRetentionQuestion,
    /// The owner cannot exclude itself, nor name nobody.
    #[error("name bureaus other than the owner")]
    CannotExclude,
    /// The bureau holds no copy.
    #[error("{0} holds no copy of this notice")]
    NotAHolder(BureauId),
    /// Confirmed before.
    #[error("{0} has confirmed this already")]
    ConfirmedBefore(BureauId),
    /// No purge is open for the bureau.
    #[error("no purge is open for {0}")]
    NoPurge(BureauId),
    /// The sealed fact acts on alerts of another state.
    #[error("the sealed fact does not act on alerts of this owner")]
    NotTheFearedState,
    /// The rulebook has no such row.
    #[error("the rulebook has no row {0}")]
    NoRow(RuleNo),
    /// Grounds are needed.
    #[error("give the grounds in writing")]
    NoGrounds,
    /// Nothing is due.
    #[error("nothing is due")]
    NothingDue,
    /// An earlier instant than the notice has seen.
    #[error("the act is dated before what already happened to the notice")]
    BackInTime,
}

impl Refusal {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "wrong_state",
            Self::Ended(_) => "ended",
            Self::InHand => "in_hand",
            Self::NotForYou(_) => "not_for_you",
            Self::OwnWork => "own_work",
            Self::SamePerson => "same_person",
            Self::StaleEvidence { .. } => "stale_evidence",
            Self::RowsAgainst(_) => "rows_against",
            Self::Incomplete(_) => "incomplete",
            Self::RulingsMissing(_) => "rulings_missing",
            Self::AsksOpen(_) => "asks_open",
            Self::QuestionsOpen(_) => "questions_open",
            Self::NoOpenQuestion(_) => "no_open_question",
            Self::EmptyQuestion => "empty_question",
            Self::NoArticle(_) => "no_article",
            Self::OtherArticles(_) => "other_articles",
            Self::UnknownLanguage(_) => "unknown_language",
            Self::NoText(_) => "no_text",
            Self::TextsMissing(_) => "texts_missing",
            Self::NoNumber => "no_number",
            Self::NoUrgentGrounds => "no_urgent_grounds",
            Self::Rule { .. } => "rule",
            Self::NothingChanged => "nothing_changed",
            Self::UpdateUnderReview => "update_under_review",
            Self::NoUpdate => "no_update",
            Self::CannotSeal => "cannot_seal",
            Self::WarrantUnconfirmed => "warrant_unconfirmed",
            Self::NoWarrantQuestion => "no_warrant_question",
            Self::NoRetentionQuestion => "no_retention_question",
            Self::CannotExclude => "cannot_exclude",
            Self::NotAHolder(_) => "not_a_holder",
            Self::ConfirmedBefore(_) => "confirmed_before",
            Self::NoPurge(_) => "no_purge",
            Self::NotTheFearedState => "not_the_feared_state",
            Self::NoRow(_) => "no_row",
            Self::NoGrounds => "no_grounds",
            Self::NothingDue => "nothing_due",
            Self::BackInTime => "back_in_time",
        }
    }
}
