//! The rulebook for asking the world to hold stolen money.
//!
//! A [`Case`] is a stolen amount cut into [`Part`]s. Each part lies in exactly one [`Bucket`] at any instant, at one
//! [`Ask`] (one request at one account), and every act only splits or moves parts: the [`Sheet`] always adds up to
//! what was lost. [`decide`] is the one door: a case as it stands, an act, an actor and a time go in, the case as it
//! will stand and what happened come out, or a [`Refusal`] with its reason. No clock, no database, no network.

pub mod acts;
pub mod allocation;
pub mod ask;
pub mod bucket;
pub mod case;
pub mod clocks;
pub mod event;
pub mod mandate;
pub mod part;
pub mod pursuit;
pub mod refusal;
pub mod reply;
pub mod sheet;
pub mod term;

pub use acts::{Act, Decision, decide};
pub use acts::{HoldRules, file};
pub use ask::{Ask, AskId, AskState, HeldBack, Question, QuestionKind, Route};
pub use bucket::{Bucket, Movement, next};
pub use case::{Case, CaseState, Character, Filing, Payment, PursuitRule};
pub use clocks::{ClockKind, ClockTerms, DueClock};
pub use event::Event;
pub use mandate::Mandate;
pub use part::{Hop, Part, PartId};
pub use refusal::Refusal;
pub use reply::{Destination, Line, NoReason, Reply, SpentHow};
pub use sheet::Sheet;
pub use term::{HoldTerm, TermCalendar};
