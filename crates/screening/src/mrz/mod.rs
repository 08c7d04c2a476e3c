//! Machine-readable zones of travel documents (ICAO Doc 9303, 8th edition, parts 3 to 7).
//!
//! Five formats are read and written: TD1, TD2, TD3 and the visas MRV-A and MRV-B. Nothing here knows
//! today's date: a date stays the six characters that the document carries, and the century is the caller's
//! to choose with [`resolve_birth_year`].
//!
//! ```
//! use cordon_screening::mrz::{read, Format, Mode};
//! let zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n\
//!             L898902C36UTO7408122F1204159ZE184226B<<<<<10";
//! let reading = read(zone, Mode::Strict);
//! assert!(reading.valid);
//! assert_eq!(reading.format, Some(Format::Td3));
//! assert_eq!(reading.fields.surname, "ERIKSSON");
//! ```

mod check_digit;
mod codes;
mod dates;
mod layout;
mod names;
mod read;
mod repair;
pub mod transliterate;
mod write;

pub use check_digit::check_digit;
pub use codes::{CodeStanding, code_standing};
pub use dates::resolve_birth_year;
pub use layout::Format;
pub use names::{NameField, component_agrees, decode_arabic_components, read_name_field, write_name_field};
pub use read::{Check, Fields, Mode, Problem, ProblemCode, Reading, read};
pub use repair::{Correction, confusable_numbers};
pub use write::{Draft, WriteRefusal, write};

/// The filler of every zone.
pub(crate) const FILLER: u8 = b'<';
