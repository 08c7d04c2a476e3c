//! Requests: one per account and case, raised by revisions.

use cordon_vocabulary::{Account, AccountFlag, Asset, Country, Instant, InstitutionId, PartRef};
use serde::{Deserialize, Serialize};

use crate::reply::{Line, Reply};

/// The number of a request within its case.
pub type AskId = u32;

/// Where a request goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "snake_case")]
pub enum Route {
    /// Straight to the institution, which the directory knows with a proven contact.
    Institution {
        /// The institution.
        institution: InstitutionId,
    },
    /// To the country's bureau or FIU, because the directory does not know the code: the normal path.
    Bureau {
        /// The country whose bureau finds the bank.
        country: Country,
        /// The unknown code as the bank before wrote it.
        code: String,
    },
}

/// Why a request waits for an officer before it goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeldBack {
    /// More hops than the mandate allows.
    MostHops,
    /// More accounts than the mandate allows.
    MostAccounts,
    /// The mandate bars this country.
    BarredCountry,
    /// The mandate has ended.
    MandateEnded,
    /// The receiving country's profile forbids automated requests.
    ProfileForbids,
    /// The reply it rests on came through a link and is not confirmed yet.
    Unconfirmed,
    /// One key stopped the pursuit.
    Stopped,
    /// The case waits for its second person.
    SecondPerson,
}

/// The state of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum AskState {
    /// Prepared in full, waiting for an officer.
    HeldBack {
        /// Why.
        why: HeldBack,
    },
    /// On its way: delivered to the audience's stream when the journal numbers it.
    Sent,
    /// The receiver has said that it is on it.
    Acknowledged,
    /// An answer covers everything asked so far.
    Answered,
    /// Taken back.
    Withdrawn,
}

/// One raise of a request: the first is number 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// 1, 2, 3…
    pub number: u32,
    /// Everything asked at this account with this revision, in the account's ledger units.
    pub asked_units: i64,
    /// When it was made.
    pub at: Instant,
    /// The replies it rests on, oldest first.
    pub chain: Vec<Cause>,
}

/// A reply that a request rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// The request answered.
    pub ask: AskId,
    /// The position of the answer among that request's answers.
    pub answer: u32,
}

/// What was asked beside the money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// "Moved" without saying where to.
    WhereTo,
    /// A conversion without its rate.
    Rate,
}

/// An open or answered question at one request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its number within the case.
    pub id: u32,
    /// What is asked.
    pub kind: QuestionKind,
    /// When it was opened.
    pub opened: Instant,
    /// Whether the country's financial intelligence unit was asked the same.
    #[serde(default)]
    pub fiu_asked: bool,
    /// When it was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Instant>,
    /// The onward payment that waits for its rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onward: Option<Box<Line>>,
}

/// One answer, kept whole: all are kept, the latest counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Who answered, as the journal names them.
    pub by: String,
    /// Whether the answer was authenticated: a token, a passkey, a proven telephone.
    pub proven: bool,
    /// When it came.
    pub at: Instant,
    /// What it said.
    pub reply: Reply,
    /// Held earlier, moved now: the holder broke its hold.
    #[serde(default)]
    pub breach: bool,
}

/// A hold at this request's account, as far as it concerns this case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Local units allocated to this request.
    pub units: i64,
    /// Frozen in fact beyond what was asked: its release is demanded.
    pub excess_units: i64,
    /// The legal basis as the holder states it.
    pub basis: String,
    /// When it was placed.
    pub placed: Instant,
    /// When it ends, computed once from the term.
    pub expires: Instant,
    /// The same moment as a local date and time with its zone, as stored at that time.
    pub expires_local: String,
    /// The calendar version that the computation used.
    pub calendar: String,
    /// Whether the term is a verified fact of the country's profile.
    pub verified_term: bool,
    /// The court's or authority's order, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// An appeal by the holder of the account, while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appeal: Option<Appeal>,
}

/// An appeal by someone who says the held money is rightly theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeal {
    /// When it came in.
    pub at: Instant,
    /// Where its words lie, sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<PartRef>,
    /// Granted or turned down, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<(bool, Instant)>,
}

/// One request at one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// Its number in the case.
    pub id: AskId,
    /// The account.
    pub account: Account,
    /// What is special about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<AccountFlag>,
    /// The true holder's country where it differs from the account's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder_country: Option<Country>,
    /// Where it goes.
    pub route: Route,
    /// The country asked.
    pub country: Country,
    /// The account's currency.
    pub currency: Asset,
    /// Payments from the victim's account to here, at the least: the first account is 1.
    pub hop: u16,
    /// The payment that brought the money here first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uetr: Option<String>,
    /// When that payment was executed.
    pub executed: Instant,
    /// Its state.
    pub state: AskState,
    /// Its raises.
    pub revisions: Vec<Revision>,
    /// When it was sent first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<Instant>,
    /// When its clock began: at once, also while it is held back as provisional.
    pub clock_began: Instant,
    /// When the receiver acknowledged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged: Option<Instant>,
    /// All answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answer>,
    /// Questions asked here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// The hold, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<Hold>,
    /// How often each clock has escalated.
    #[serde(default)]
    pub escalations: Vec<(crate::ClockKind, u8)>,
    /// A further contact asked or another office: the request was passed on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forwarded_from: Option<Route>,
}

impl Ask {
    /// The latest revision's number.
    #[must_use]
    pub fn revision(&self) -> u32 {
        self.revisions.last().map_or(0, |r| r.number)
    }

    /// Everything asked here, in local units.
    #[must_use]
    pub fn asked_units(&self) -> i64 {
        self.revisions.last().map_or(0, |r| r.asked_units)
    }

    /// Whether the receiver may see and answer it.
    #[must_use]
    pub fn is_out(&self) -> bool {
        matches!(self.state, AskState::Sent | AskState::Acknowledged | AskState::Answered)
    }
}
