//! Blocking: the few entities of a list that a query can mean, without walking the list.
//!
//! Tokens of all names stand in one dictionary. A query's token is looked up by its spelling, by its deletion
//! neighbourhood (Garbe's symmetric deletes), by its groups in the lexicon, and by its learned keys across scripts; what is
//! found is verified, and the entities that hold it are counted, rarest token first. Tokens that very many entities hold
//! are never walked: they are bit sets, read where another token points, or cut with each other.

mod bits;
mod build;
mod candidates;
mod dictionary;
mod expand;
mod fast;
mod keytable;
mod query;
mod shelf;

pub use build::ListIndex;
pub use query::{Answer, Hit, Options};
pub use shelf::{InForce, ListInfo, Shelf, ShelfRefusal, Staleness, Tombstones};
