//! The hasher of the bureau: file in, hashes out. Pictures are read here and nowhere else, at the bureau that holds
//! them; what leaves is hashes. Nothing in a server's path may call this module with bytes that came over a network.
//!
//! The PDQ transform is written here after the authors' description, because the one crate that offers it (`pdqhash`
//! 0.1.1) stands on a picture decoder of 2021 and rounds the quality in another way than the reference.

mod decode;
mod transform;

use md5::{Digest as _, Md5};
use serde::Serialize;
use sha1::Sha1;
use sha2::Sha256;

use crate::pdq::Pdq;

/// A PDQ hash with its quality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PictureHash {
    /// The hash.
    pub pdq: Pdq,
    /// 0 to 100: how much structure the picture has to compare.
    pub quality: u8,
}

/// Why a file has no PDQ hash.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotHashable {
    /// Not a picture format this hasher reads (BMP, GIF, JPEG, PNG, TIFF, WebP).
    #[error("not a picture this hasher reads (BMP, GIF, JPEG, PNG, TIFF, WebP)")]
    NotAPicture,
    /// The picture is damaged, or larger than the decoder may unpack.
    #[error("the picture cannot be decoded: {0}")]
    Damaged(String),
    /// Fewer than five pixels wide or high.
    #[error("{width} by {height} pixels; PDQ needs at least 5 by 5")]
    TooSmall {
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
    },
}

impl NotHashable {
    /// A name that does not change between versions.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAPicture => "not-a-picture",
            Self::Damaged(_) => "damaged-picture",
            Self::TooSmall { .. } => "picture-too-small",
        }
    }
}

/// Computes the PDQ hash of a picture file, from its full size.
///
/// # Errors
/// [`NotHashable`].
pub fn hash_picture(file: &[u8]) -> Result<PictureHash, NotHashable> {
    let luma = decode::luma(file)?;
    let (pdq, quality) = transform::pdq(luma);
    Ok(PictureHash { pdq, quality })
}

/// Digests of a file, computed while it is read.
#[derive(Debug, Clone, Default)]
pub struct FileDigester {
    md5: Md5,
    sha1: Sha1,
    sha256: Sha256,
    bytes: u64,
}

/// MD5, SHA-1 and SHA-256 of one file, as lower-case hexadecimal digits, and its length.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileDigests {
    /// Length in bytes.
    pub bytes: u64,
    /// 32 digits.
    pub md5: String,
    /// 40 digits.
    pub sha1: String,
    /// 64 digits.
    pub sha256: String,
}

impl FileDigester {
    /// Takes the next bytes of the file.
    pub fn update(&mut self, bytes: &[u8]) {
        self.md5.update(bytes);
        self.sha1.update(bytes);
        self.sha256.update(bytes);
        self.bytes = self.bytes.saturating_add(bytes.len() as u64);
    }

    /// The digests of all bytes taken.
    #[must_use]
    pub fn finish(self) -> FileDigests {
        FileDigests {
            bytes: self.bytes,
            md5: hex::encode(self.md5.finalize()),
            sha1: hex::encode(self.sha1.finalize()),
            sha256: hex::encode(self.sha256.finalize()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_equal_the_published_vectors() {
        // RFC 1321 appendix A.5 and FIPS 180 examples: "abc".
        let mut digester = FileDigester::default();
        digester.update(b"a");
        digester.update(b"bc");
        let digests = digester.finish();
        assert_eq!(digests.bytes, 3);
        assert_eq!(digests.md5, "900150983cd24fb0d6963f7d28e17f72");
        assert_eq!(digests.sha1, "a9993e364706816aba3e25717850c26c9cd0d89d");
        assert_eq!(
            digests.sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
