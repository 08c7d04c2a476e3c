//! Names of persons in any script: taken apart once, then compared token by token with the evidence kept.
//!
//! ```
//! use cordon_screening::names::{Name, compare};
//! let listed = Name::parse("ABELARD, Ivan Petrovich");
//! let asked = Name::parse("Ivan Abelard");
//! assert!(compare(&asked, &listed).score > 0.85);
//! ```

mod align;
mod compare;
mod edit;
mod likeness;
mod parse;
mod script;
mod token;
mod words;

pub use align::{Joins, Match, Places, Scratch, Side, Word};
pub use compare::{Comparison, Thresholds, compare, compare_tokens, score_tokens};
pub use edit::{Spelt, edit_cost};
pub use likeness::{Likeness, PlainWord, Relation, likeness};
pub use parse::{Name, Part, Role};
pub use script::Writing;
pub use token::{Kind, Token};
