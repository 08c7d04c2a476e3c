//! Is this body a picture, a video or an archive, whatever it is wrapped in?
//!
//! Cordon takes hashes, never media. [`recognise`] looks at a request's body as bytes and says whether media lies in
//! it: plainly, behind other bytes, in a part of a multipart form, percent-encoded, as base64 or a data URI inside JSON,
//! XML or a form, as a long run of hexadecimal digits, or in one such wrapping inside another. A server calls it on every
//! body before anything else sees it, answers with a refusal, and keeps nothing: the finding holds names and a place,
//! never content.
//!
//! It is a door-keeper, not a proof: bytes under encryption or a private encoding are recognised by no one.

mod signature;
mod wrapping;

use serde::Serialize;

/// What sort of media was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A still picture.
    Picture,
    /// Moving pictures.
    Video,
    /// A file that holds other files, or a compressed one.
    Archive,
}

/// A format, by its common short name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Format {
    /// Picture, video or archive.
    pub kind: Kind,
    /// For instance `jpeg`, `mp4`, `zip`.
    pub name: &'static str,
}

/// How the media lies in the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Wrapping {
    /// The body itself.
    Plain,
    /// Behind other bytes: a part of a form, or something put before it.
    Embedded,
    /// As base64, in either alphabet.
    Base64,
    /// As hexadecimal digits.
    Hex,
}

/// Media found in a body. Holds no content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct MediaFound {
    /// What it is.
    pub format: Format,
    /// The outermost wrapping.
    pub wrapping: Wrapping,
    /// Where it, or its wrapping, begins in the body, in bytes from 0.
    pub offset: usize,
}

impl MediaFound {
    /// The refusal's code for answers and logs: never changes between versions.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self.format.kind {
            Kind::Picture => "picture-refused",
            Kind::Video => "video-refused",
            Kind::Archive => "archive-refused",
        }
    }
}

/// How many wrappings inside each other are opened.
const DEEPEST: usize = 3;

/// Looks for media in a body. `None` means that the body may go on.
///
/// ```
/// use cordon_fingerprints::media::{Kind, Wrapping, recognise};
///
/// assert!(recognise(br#"{"pdq": "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22"}"#).is_none());
/// let found = recognise(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").expect("a picture");
/// assert_eq!((found.format.kind, found.wrapping), (Kind::Picture, Wrapping::Plain));
/// ```
#[must_use]
pub fn recognise(body: &[u8]) -> Option<MediaFound> {
    match signature::short_at_start(body) {
        Some(format) => Some(MediaFound {
            format,
            wrapping: Wrapping::Plain,
            offset: 0,
        }),
        None => look(body, DEEPEST),
    }
}

fn look(body: &[u8], deeper: usize) -> Option<MediaFound> {
    let lead = body.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    for offset in [0, lead] {
        if let Some(format) = body.get(offset..).and_then(signature::at_start) {
            return Some(MediaFound {
                format,
                wrapping: Wrapping::Plain,
                offset,
            });
        }
    }
    wrapping::embedded(body).or_else(|| deeper.checked_sub(1).and_then(|rest| wrapping::encoded(body, rest)))
}
