//! The same account, telephone, document, wallet or hash seen in several cases: hit or no hit.
//!
//! - [`normalise`]: one spelling for each value.
//! - [`KeyMaker`]: values enter the index only under the installation's secret.
//! - [`LinkIndex`]: value to cases, case to values; pairs are never stored.
//! - [`Rights`]: what one reader may read, may only know to exist, or may not know, applied when he reads.
//! - [`LinkIndex::find`], [`LinkIndex::others_share`], [`LinkIndex::neighbourhood`]: answers.
//! - [`request`]: asking the owner of a link of which only the existence is known.
//! - [`persons`]: "the same person" as a decision that can be taken back.
//!
//! ```
//! use cordon_links::normalise::{Locale, ValueKind, normalise};
//! use cordon_links::{CompartmentId, KeyMaker, Level, LinkIndex, Page, Place, Rights};
//! use cordon_vocabulary::CaseRef;
//!
//! let keys = KeyMaker::new(&[7; 32]);
//! let key = keys.key(&normalise(ValueKind::Telephone, "+999 20 1234567", &Locale::default())?);
//! let place = Place { module: "stop-payment".into(), role: "caller".into() };
//! let (ours, theirs) = (CompartmentId(0), CompartmentId(1));
//! let mut index = LinkIndex::new();
//! for (case, compartment) in [("QM-1", ours), ("QN-9", theirs)] {
//!     let case = CaseRef::parse(case)?;
//!     index.open_case(&case, compartment)?;
//!     index.enter(&case, key, &place)?;
//! }
//! let reader = Rights::from_iter([(ours, Level::Read), (theirs, Level::HitOnly)]);
//! let found = index.find(key, &reader, &Page::default())?;
//! assert_eq!((found.count, found.elsewhere), (1, true));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod common_value;
mod find;
mod index;
mod key;
mod neighbourhood;
pub mod normalise;
pub mod persons;
mod posting;
pub mod request;
mod rights;

pub use common_value::{COMMON_ABOVE, Common, CommonReason, CountBand};
pub use find::{Found, LARGEST_PAGE, Page, SharedCase, SharedValue};
pub use index::{Entered, LinkIndex, LinkRefusal, LinkSize, Place};
pub use key::{KeyMaker, LinkKey};
pub use neighbourhood::{DRAWING_BELOW, Drawing, Neighbourhood};
pub use rights::{CompartmentId, Level, Rights};
