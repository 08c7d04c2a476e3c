//! Blocking: the few entities of a list that a query can mean, without walking the list.
//!
//! Tokens of all names stand in one dictionary. A query's token is looked up by its spelling, by its deletion
//! neighbourhood (Garbe's symmetric deletes), by its groups in the lexicon, and by its learned keys across scripts; what is
//! found is verified. A name is worth scoring when it holds two of the words asked for, each as itself or as a variant: for
//! every pair of variants one bit is read, which settles most queries, since hardly any traveller is on a list.

mod build;
mod candidates;
mod dictionary;
mod expand;
mod facts;
mod judge;
mod kept;
mod keytable;
mod names;
mod query;
mod shelf;
mod years;

pub use build::ListIndex;
pub use query::{Answer, Hit, Options};
pub use shelf::{InForce, ListInfo, Shelf, ShelfRefusal, Staleness, Tombstones, still_struck};
