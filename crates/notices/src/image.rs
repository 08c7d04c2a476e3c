//! Whether bytes are a photograph: recognised by content, never by name.
//!
//! Read: PNG (signature and IHDR, W3C PNG third edition, section 11.2.1) and JPEG (start-of-frame segments, ITU-T T.81
//! annex B). Only the head is read; nothing is decoded.

use serde::{Deserialize, Serialize};

/// What the bytes of an attached picture are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageFacts {
    /// The recognised format.
    pub media: ImageMedia,
    /// Width in pixels; 0 when it is not an image.
    pub width: u32,
    /// Height in pixels; 0 when it is not an image.
    pub height: u32,
}

/// Formats recognised by content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImageMedia {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
    /// Anything else.
    NotAnImage,
}

impl ImageFacts {
    const NONE: Self = Self {
        media: ImageMedia::NotAnImage,
        width: 0,
        height: 0,
    };

    /// Reads the head of a file.
    ///
    /// ```
    /// use cordon_notices::image::{ImageFacts, ImageMedia};
    /// assert_eq!(ImageFacts::of(b"%PDF-1.7").media, ImageMedia::NotAnImage);
    /// ```
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        png(bytes).or_else(|| jpeg(bytes)).unwrap_or(Self::NONE)
    }
}

fn png(bytes: &[u8]) -> Option<ImageFacts> {
    let rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let header = rest.get(..17)?;
    if header.get(4..8)? != b"IHDR" {
        return None;
    }
    let number = |at: usize| {
        header
            .get(at..at + 4)
            .and_then(|b| b.try_into().ok())
            .map(u32::from_be_bytes)
    };
    sized(ImageMedia::Png, number(8)?, number(12)?)
}

fn jpeg(bytes: &[u8]) -> Option<ImageFacts> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    loop {
        // Fill bytes 0xFF may stand before a marker.
        let start = rest.iter().position(|b| *b != 0xff).filter(|at| *at > 0)?;
        let marker = *rest.get(start)?;
        rest = rest.get(start + 1..)?;
        let length = usize::from(u16::from_be_bytes(rest.get(..2)?.try_into().ok()?));
        let is_frame = (0xc0..=0xcf).contains(&marker) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
        if is_frame {
            let height = u16::from_be_bytes(rest.get(3..5)?.try_into().ok()?);
            let width = u16::from_be_bytes(rest.get(5..7)?.try_into().ok()?);
            return sized(ImageMedia::Jpeg, width.into(), height.into());
        }
        if marker == 0xd9 || marker == 0xda || length < 2 {
            return None;
        }
        rest = rest.get(length..)?;
    }
}

fn sized(media: ImageMedia, width: u32, height: u32) -> Option<ImageFacts> {
    (width > 0 && height > 0).then_some(ImageFacts {
        media,
        width,
        height,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_png_tells_its_size() {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.extend([0, 0, 1, 0x40, 0, 0, 1, 0xe0, 8, 2, 0, 0, 0]);
        assert_eq!(
            ImageFacts::of(&bytes),
            ImageFacts {
                media: ImageMedia::Png,
                width: 320,
                height: 480
            }
        );
    }

    #[test]
    fn a_jpeg_tells_its_size() {
        let mut bytes = vec![0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2];
        bytes.extend([0xff, 0xff, 0xc2, 0, 17, 8, 1, 0xe0, 1, 0x40, 3]);
        assert_eq!(
            ImageFacts::of(&bytes),
            ImageFacts {
                media: ImageMedia::Jpeg,
                width: 320,
                height: 480
            }
        );
    }

    #[test]
    fn what_only_claims_to_be_a_picture_is_none() {
        let cut_png = b"\x89PNG\r\n\x1a\n\0\0";
        let empty_png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\0\x08\x02\0\0\0";
        let looping_jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 0];
        for bytes in [
            &b""[..],
            b"GIF89a",
            b"<svg/>",
            b"\xff\xd8",
            b"\xff\xd8\xff",
            cut_png,
            empty_png,
            &looping_jpeg,
        ] {
            assert_eq!(ImageFacts::of(bytes), ImageFacts::NONE, "{bytes:?}");
        }
    }
}
