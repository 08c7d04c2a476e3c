//! Lists of known material as rules and values: whose record it is, what its source says of it, who confirmed it, and
//! what a match with it is worth. No database, no clock: facts come in, decisions go out.

mod gravest;
mod known;
mod lead;
mod ledger;
mod record;
mod report;
mod source;
mod vote;

pub use gravest::{
    Assessed, GravestAssessment, GravestCriteria, GravestMembership, GravestRefusal, admit_to_gravest, assess,
};
pub use known::{KnownMaterial, KnownRefusal, Leads, MatchRule, Sought};
pub use lead::{Caution, Lead, Queue, concerned_bureaus, lead, queue};
pub use ledger::{Effect, ListLedger, Tombstone};
pub use record::{Findings, Grade, GradeRefusal, Label, Medium, Print, Record, RecordKey};
pub use report::{NewReport, Outcome, Report, ReportAnswer, ReportRefusal};
pub use source::{HeldCopy, KnownList, LONGEST_LIST_NAME, ListRefusal};
pub use vote::{Basis, Say, Standing, TrustRule, Vote, VoteRefusal, cast, standing};
