//! Every way in which the rulebook says no: a closed list with stable codes and the row each rests on.

use jiff::civil::Date;

use crate::language::Language;
use crate::member::{MemberCode, PersonId};
use crate::rulebook::{RowNumber, RulebookFault};

macro_rules! refusals {
    ($($name:ident { $($field:ident: $type:ty),* } = $code:literal, $row:expr, $text:literal;)*) => {
        /// A refusal. The text says what is wrong and what to do; the code is stable.
        #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
        pub enum Refusal {
            $(
                #[doc = $text]
                #[error($text)]
                $name {
                    $(
                        #[allow(missing_docs, reason = "the refusal's text names it")]
                        $field: $type
                    ),*
                }
            ),*
        }

        impl Refusal {
            /// Every code, in the order of the list.
            pub const CODES: &'static [&'static str] = &[$($code),*];

            /// Stable code.
            #[must_use]
            pub const fn code(&self) -> &'static str {
                match self { $(Self::$name { .. } => $code),* }
            }

            /// The row of the rulebook it rests on, if one.
            #[must_use]
            pub const fn row(&self) -> Option<RowNumber> {
                let row: u8 = match self { $(Self::$name { .. } => $row),* };
                if row == 0 { None } else { Some(RowNumber(row)) }
            }
        }
    };
}

refusals! {
    // Who may act.
    NotYourPart { capacity: &'static str, act: &'static str } = "not-your-part", 0,
        "{capacity} may not {act}";
    UnknownMember { member: MemberCode } = "unknown-member", 0,
        "{member} is not on the roll of members";
    Unknown { what: &'static str, id: String } = "unknown", 0,
        "there is no {what} {id}";
    Rulebook { fault: RulebookFault } = "rulebook", 0,
        "the rulebook cannot be applied: {fault}";
    EmptyText { what: &'static str } = "empty-text", 0,
        "the {what} is empty";
    TooLong { what: &'static str, limit: usize } = "too-long", 0,
        "the {what} is longer than {limit} characters";
    TooMany { what: &'static str, limit: usize } = "too-many", 0,
        "there are more than {limit} {what}";

    // The session.
    WrongState { what: &'static str, state: &'static str, act: &'static str } = "wrong-state", 0,
        "the {what} is {state}: it is not possible to {act} now";
    SecondOrdinarySession { why: String } = "second-ordinary-session", 1,
        "a second ordinary session in one year cannot be convened ({why})";
    RequestTooWeak { why: String } = "request-too-weak", 2,
        "the request for an extraordinary session lacks support ({why})";
    OutsideWindow { why: String } = "outside-window", 3,
        "an extraordinary session must open within its window and on its own subject ({why})";
    NoticeTooLate { why: String } = "notice-too-late", 4,
        "the notice of session is too late: choose a later opening ({why})";
    AgendaTooLate { why: String } = "agenda-too-late", 5,
        "the provisional agenda is too late ({why})";
    DatesReversed { opening: Date, closing: Date } = "dates-reversed", 0,
        "a session cannot close on {closing} when it opens on {opening}";
    TooEarly { opening: Date, today: Date } = "too-early", 0,
        "the session opens on {opening} and today is {today}";
    SettingsOpen { missing: String } = "settings-open", 40,
        "before it opens, the session must fix: {missing}";
    SettingsFixed {} = "settings-fixed", 40,
        "the settings were fixed at the opening and stay as they are until the session closes";

    // Agenda.
    AgendaForm { why: String } = "agenda-form", 8,
        "the agenda cannot be put in this way ({why})";
    LeaveNeeded { item: u32 } = "leave-needed", 6,
        "item {item} came after the closing day: the assembly must first give leave";

    // Delegations.
    DelegationShape { why: String } = "delegation-shape", 13,
        "a delegation has one head and is named by the government ({why})";
    PersonElsewhere { person: PersonId } = "person-elsewhere", 13,
        "{person} already sits for another delegation or organisation";
    CredentialsOrder { state: &'static str, act: &'static str } = "credentials-order", 14,
        "credentials that are {state} cannot be {act}";
    NotOfDelegation { person: PersonId, member: MemberCode } = "not-of-delegation", 15,
        "{person} is not a delegate of {member}";

    // Documents.
    LanguageMissing { language: Language, paragraph: u32 } = "language-missing", 20,
        "paragraph {paragraph} has no text in {language}";
    LanguageStale { language: Language, paragraph: u32 } = "language-stale", 20,
        "paragraph {paragraph} changed after its text in {language} was written: bring it up to date first";
    MembershipRequestLate { why: String } = "membership-request-late", 11,
        "the request for membership came too late for this session ({why})";
    DraftTooLate { why: String } = "draft-too-late", 10,
        "the draft was sent too late or lacks its opinion ({why})";
    ConstitutionDraftTooLate { why: String } = "constitution-draft-too-late", 9,
        "the draft changing the Constitution cannot be put to this session ({why})";

    // Resolutions.
    NoOperativePart { resolution: u32 } = "no-operative-part", 19,
        "resolution {resolution} decides nothing: it has no operative paragraph";
    OutOfOrder { why: String } = "out-of-order", 34,
        "this amendment is not next ({why})";
    OrderIncomplete { resolution: u32 } = "order-incomplete", 34,
        "the chair's order must name every open amendment to resolution {resolution} exactly once";
    ReasonMissing { what: &'static str } = "reason-missing", 34,
        "{what} needs a reason, which is kept";
    AmendmentsOpen { resolution: u32 } = "amendments-open", 34,
        "amendments to resolution {resolution} come before the text";
    PartsOpen { resolution: u32 } = "parts-open", 33,
        "parts of resolution {resolution} are still to be voted before the whole";
    DivisionUnfit { resolution: u32 } = "division-unfit", 33,
        "a division of resolution {resolution} names each of its paragraphs once at most, in parts that are not empty";
    WholeVoted { why: String } = "whole-voted", 33,
        "the whole cannot be put to the vote ({why})";
    LanguagesBehind { why: String } = "languages-behind", 20,
        "no vote before all four languages of this very revision are out ({why})";
    OpinionMissing { why: String } = "opinion-missing", 21,
        "a draft with a cost needs the Executive Committee's opinion first ({why})";
    NumberTaken { number: String } = "number-taken", 0,
        "the number {number} belongs to another resolution";

    // Votes.
    NotOpenForVotes {} = "not-open-for-votes", 0,
        "votes are held while the session is open and sitting";
    BallotOpen { ballot: u32 } = "ballot-open", 35,
        "ballot {ballot} is open: finish it first";
    BallotClosed { ballot: u32 } = "ballot-closed", 15,
        "ballot {ballot} is closed; what it decided is not changed: a second ballot is a new record";
    NoQuorum { why: String } = "no-quorum", 40,
        "there is no quorum ({why})";
    AppealFirst { member: MemberCode } = "appeal-first", 18,
        "the upheld appeal of {member} against its sanction is decided before any other vote";
    PointFirst { point: u32 } = "point-first", 35,
        "point of order {point} is decided before anything else";
    QuestionNotInLanguage { language: Language } = "question-not-in-language", 20,
        "the question has no text in {language}";
    PersonsInSecret { why: String } = "persons-in-secret", 27,
        "persons are elected by secret ballot, on paper ({why})";
    RecordAsked { member: MemberCode } = "record-asked", 26,
        "{member} asked for a record vote: open it by record or roll call";
    RecordTooLate { why: String } = "record-too-late", 26,
        "a record vote is asked for before voting begins ({why})";
    ObserverNeverVotes { why: String } = "observer-never-votes", 12,
        "observers never vote ({why})";
    NotForAnother { why: String } = "not-for-another", 15,
        "a delegate votes for its own delegation only ({why})";
    NotEntitled { member: MemberCode, why: &'static str } = "not-entitled", 17,
        "{member} is not entitled to vote in this ballot: {why}";
    NotPresent { member: MemberCode } = "not-present", 15,
        "{member} was not present when the ballot was opened";
    VotedTwice { member: MemberCode } = "voted-twice", 15,
        "{member} has voted in this ballot already";
    WrongMode { mode: &'static str, act: &'static str } = "wrong-mode", 26,
        "in a vote by {mode} nobody can {act}";
    NotCalled { called: MemberCode } = "not-called", 26,
        "in a roll call members answer when called: {called} is called now";
    RollDone {} = "roll-done", 26,
        "every member on the roll has been called";
    TooManyVotes { counted: u128, limit: u64 } = "too-many-votes", 15,
        "{counted} votes were counted where {limit} could be cast: count again";
    CountMismatch { why: String } = "count-mismatch", 15,
        "the count does not add up: {why}; count again";
    TellersMissing { entered: usize } = "tellers-missing", 26,
        "two tellers count: {entered} of them entered a result";
    ThirdTeller {} = "third-teller", 26,
        "two tellers have entered their counts; only they may count again";
    TellersDisagree { first: String, second: String } = "tellers-disagree", 26,
        "the two tellers disagree ({first} against {second}): both count again";
    NoSecondBallot { why: String } = "no-second-ballot", 25,
        "there is no second ballot here ({why})";
    NotReconsidered { resolution: u32 } = "not-reconsidered", 37,
        "resolution {resolution} was decided: it is voted again only if the assembly decides to reconsider it";

    // Elections.
    CandidacyLate { why: String } = "candidacy-late", 29,
        "the candidacy came too late ({why})";
    CandidacyTwice { why: String } = "candidacy-twice", 30,
        "a member proposes one candidate for a post ({why})";
    NotEligible { why: String } = "not-eligible", 29,
        "the candidate cannot hold this post ({why})";
    OneCandidateOnly { why: String } = "one-candidate-only", 31,
        "the Executive Committee proposes one candidate ({why})";
    NotAnAuditOffice { why: String } = "not-an-audit-office", 32,
        "the external auditor is a national audit office ({why})";
    NoCandidates { election: u32 } = "no-candidates", 29,
        "nobody stands in election {election}";
    ElectionDone { election: u32 } = "election-done", 29,
        "election {election} is not waiting for this";
    LotFirst { election: u32 } = "lot-first", 27,
        "election {election} is tied again: the lot decides, not another ballot";
    SeedMismatch { person: PersonId } = "seed-mismatch", 27,
        "the seed of {person} is not the one committed to";
    SeedTwice { person: PersonId } = "seed-twice", 27,
        "{person} has committed already, or two others have";
    SeedMalformed {} = "seed-malformed", 27,
        "a seed or commitment is 64 hexadecimal digits";

    // Debate.
    NoDebate {} = "no-debate", 0,
        "no debate is open";
    ListClosed {} = "list-closed", 0,
        "the list of speakers is closed";
    AlreadyListed { who: String } = "already-listed", 0,
        "{who} is on the list already";
    NobodyAsks {} = "nobody-asks", 0,
        "nobody asks for the floor";
    FloorTaken { who: String } = "floor-taken", 0,
        "{who} has the floor";
    NoFloor {} = "no-floor", 12,
        "this organisation is not invited as an observer, or its observers have no floor";
    MotionTwice {} = "motion-twice", 36,
        "the same motion is pending already";
    MotionBefore { why: String } = "motion-before", 36,
        "another motion goes before this one ({why})";
    HearAgainst { why: String } = "hear-against", 36,
        "those against closing the debate are heard first ({why})";
    PointDuringBallot { why: String } = "point-during-ballot", 35,
        "no point of order during a ballot, except on how it is held ({why})";

    // Money.
    NotPositive { what: &'static str } = "not-positive", 0,
        "the {what} must be above nought";
    Overflow {} = "overflow", 0,
        "the amounts are too large to be added";
    NoScale { year: i16 } = "no-scale", 0,
        "no scale of contributions stands for {year}";
    AlreadyInvoiced { year: i16 } = "already-invoiced", 0,
        "the contributions of {year} have been invoiced; the scale stays as it is";
    PaymentTwice { reference: String } = "payment-twice", 0,
        "the payment {reference} is in the books already";
    NotSanctioned { member: MemberCode } = "not-sanctioned", 16,
        "{member} is under no sanction";
    AppealTooLate { why: String } = "appeal-too-late", 18,
        "the appeal cannot be taken ({why})";
    NoAppeal { member: MemberCode } = "no-appeal", 18,
        "no appeal of {member} waits for this decision";
    NotWaivable { service: String } = "not-waivable", 17,
        "the Executive Committee cannot waive the loss of {service}";
    ServiceWithdrawn { why: String } = "service-withdrawn", 17,
        "the service is withdrawn while the member is in arrears ({why})";
    BudgetExists { year: i16 } = "budget-exists", 38,
        "the budget of {year} is decided already";
    NoPreviousBudget { why: String } = "no-previous-budget", 38,
        "there is nothing to carry on along ({why})";
    OverBudget { programme: String, left: i64 } = "over-budget", 38,
        "{programme} has {left} left: the assembly must approve more first";
}

impl From<RulebookFault> for Refusal {
    fn from(fault: RulebookFault) -> Self {
        Self::Rulebook { fault }
    }
}
