//! Is this traveller, or this document, on a list? Names in any script, and machine-readable travel documents.
//!
//! An engine without clock, network or database: lists, queries and the day come in as values.
//!
//! - [`mrz`] reads and writes the machine-readable zones of Doc 9303.
//! - [`names`] compares two names in any script and keeps the evidence.
//! - [`crossscript`] and [`lexicon`] hold what has been learned: letters across scripts, spellings of one name.
//! - [`entity`] reads lists and queries; [`index`] finds the few entities that a query can mean; [`scoring`] weighs the evidence.
//! - [`decision`] is the rule of "not this person", [`lost`] of stolen and lost documents, [`action`] of what comes next;
//!   [`yente`] holds the shapes of the de-facto standard interface.
//!
//! ```
//! use cordon_screening::entity::read_entities;
//! use cordon_screening::index::{ListIndex, Options, Tombstones};
//!
//! let list = r#"{"id":"ex-1","schema":"Person","properties":{"name":["Ivan Petrovich Abelard"],"birthDate":["1970-02-03"]}}"#;
//! let index = ListIndex::build(read_entities(list)?);
//! let query = r#"{"id":"q","schema":"Person","properties":{"name":["АБЕЛАР Иван"],"birthDate":["1970-02-03"]}}"#;
//! let answer = index.ask(&read_entities(query)?[0], &Options::default(), &Tombstones::default());
//! assert!(answer.hits[0].alert);
//! # Ok::<(), cordon_screening::entity::EntityRefusal>(())
//! ```

pub mod action;
pub mod crossscript;
pub mod decision;
pub mod entity;
mod fast;
pub mod index;
pub mod lexicon;
pub mod lost;
pub mod mrz;
pub mod names;
pub mod nationality;
pub mod scoring;
pub mod yente;
