//! The life of a notice, as a pure state machine: one aggregate value, acts, decisions, refusals.
//!
//! ```text
//! draft → submitted → screening → legal review ⇄ information requested
//! legal review → refused | approved → translating → published
//! published ⇄ suspended (six months at most), published or suspended ⇄ blocked
//! published, suspended or blocked → withdrawn | cancelled | deleted | expired → destroyed
//! ```
//!
//! [`decide`] takes the notice as it stands, an act, who acts, the instant and the rules; it gives a [`Decision`] or a
//! [`Refusal`]. The notice holds no personal data: person, facts, texts and files are payloads, named by id and hash.

mod access;
mod act;
mod clocks;
mod desk_entry;
mod endings;
mod event;
mod notice;
mod open;
mod publish;
mod recall;
mod refusal;
mod requester;
mod review;
mod sealed;
mod work;

pub use access::{Sight, Viewer, entitled, sight};
pub use act::{Act, ActKind, Actor, Evidence, Role, WarrantAnswer};
pub use clocks::next_due;
pub use desk_entry::{DeskEntry, may_record};
pub use event::{Audience, Decision, Event, EventKind};
pub use notice::{
    Addendum, Approval, Block, Copy, End, EndReason, NewNotice, Notice, NoticeText, PayloadRef, PendingUpdate,
    Publication, Purge, Question, Recipients, Retention, Review, State, Suspension, WarrantWatch,
};
pub use open::open_acts;
pub use recall::{Outstanding, outstanding, outstanding_shown_to, recall_shown_to};
pub use refusal::Refusal;
pub use requester::{COMMON_WORDING, RequesterView, requester_view};

use jiff::Timestamp;

use crate::rulebook::Rules;

/// Decides one act.
///
/// # Errors
/// A [`Refusal`] with a stable code; the notice is then as it was.
pub fn decide(notice: &Notice, act: &Act, actor: &Actor, now: Timestamp, rules: &Rules) -> Result<Decision, Refusal> {
    work::Work::begin(notice, act, actor, now, rules)?.done(act)
}
