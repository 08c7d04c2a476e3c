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
    (width > 0 && height > 0).then_some(ImageFacts { media, width, height })
}

/// A picture without what is not picture: camera, place and time (Exif, XMP), comments, thumbnails, bytes after the end.
/// `None` when the bytes are no PNG or JPEG, or end too soon.
///
/// PNG: critical chunks and transparency stay (W3C PNG, section 5.4). JPEG: application segments but JFIF and Adobe's
/// colour transform go, and comments (ITU-T T.81, B.2.4.6).
#[must_use]
pub fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    match ImageFacts::of(bytes).media {
        ImageMedia::Png => stripped_png(bytes),
        ImageMedia::Jpeg => stripped_jpeg(bytes),
        ImageMedia::NotAnImage => None,
    }
}

fn stripped_png(bytes: &[u8]) -> Option<Vec<u8>> {
    let (head, mut rest) = bytes.split_at_checked(8)?;
    let mut kept = head.to_vec();
    loop {
        let length = usize::try_from(u32::from_be_bytes(rest.get(..4)?.try_into().ok()?)).ok()?;
        let whole = rest.get(..length.checked_add(12)?)?;
        let name = whole.get(4..8)?;
        if matches!(name, b"IHDR" | b"PLTE" | b"IDAT" | b"IEND" | b"tRNS") {
            kept.extend_from_slice(whole);
        }
        if name == b"IEND" {
            return Some(kept);
        }
        rest = rest.get(whole.len()..)?;
    }
}

fn stripped_jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = bytes.get(..2)?.to_vec();
    let mut rest = bytes.get(2..)?;
    loop {
        let start = rest.iter().position(|b| *b != 0xff).filter(|at| *at > 0)?;
        let marker = *rest.get(start)?;
        rest = rest.get(start + 1..)?;
        if marker == 0xd9 {
            kept.extend([0xff, marker]);
            return Some(kept);
        }
        let length = usize::from(u16::from_be_bytes(rest.get(..2)?.try_into().ok()?)).max(2);
        let segment = rest.get(..length)?;
        if !matches!(marker, 0xe1..=0xed | 0xef | 0xfe) {
            kept.extend([0xff, marker]);
            kept.extend_from_slice(segment);
        }
        rest = rest.get(length..)?;
        if marker == 0xda {
            let end = end_of_scan(rest)?;
            kept.extend_from_slice(rest.get(..end)?);
            rest = rest.get(end..)?;
        }
    }
}

/// Where coded data ends: at the first marker that is neither a stuffed byte nor a restart.
fn end_of_scan(data: &[u8]) -> Option<usize> {
    data.windows(2)
        .position(|pair| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7 | 0xff))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
        let length = u32::try_from(data.len()).unwrap_or_else(|e| panic!("{e}"));
        [&length.to_be_bytes()[..], name, data, &[0; 4]].concat()
    }

    #[test]
    fn a_picture_leaves_its_metadata_behind() {
        let head = b"\x89PNG\r\n\x1a\n".to_vec();
        let ihdr = chunk(b"IHDR", &[0, 0, 0, 2, 0, 0, 0, 2, 8, 0, 0, 0, 0]);
        let (idat, iend) = (chunk(b"IDAT", b"pixels"), chunk(b"IEND", b""));
        let (exif, text) = (chunk(b"eXIf", b"GPS 60.1"), chunk(b"tEXt", b"Comment\0a name"));
        let png = [&head[..], &ihdr, &exif, &idat, &text, &iend, b"trailing"].concat();
        assert_eq!(stripped(&png), Some([head, ihdr, idat, iend].concat()));

        let frame = [0xff, 0xc0, 0, 11, 8, 0, 2, 0, 2, 1, 1, 0x11, 0];
        let scan = [
            &[0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0][..],
            b"\x12\xff\x00\x34\xff\xd0\x56",
        ]
        .concat();
        let exif = [&[0xff, 0xe1, 0, 8][..], b"Exif\0\0"].concat();
        let comment = [&[0xff, 0xfe, 0, 6][..], b"name"].concat();
        let jpeg = [
            &[0xff, 0xd8][..],
            &exif,
            &frame,
            &comment,
            &scan,
            &[0xff, 0xd9],
            b"trailing",
        ]
        .concat();
        let clean = [&[0xff, 0xd8][..], &frame, &scan, &[0xff, 0xd9]].concat();
        assert_eq!(stripped(&jpeg), Some(clean));
    }

    #[test]
    fn a_picture_that_ends_too_soon_is_none() {
        let cut = [
            &b"\x89PNG\r\n\x1a\n"[..],
            &chunk(b"IHDR", &[0, 0, 0, 2, 0, 0, 0, 2, 8, 0, 0, 0, 0]),
        ]
        .concat();
        assert_eq!(stripped(&cut), None);
        assert_eq!(stripped(b"%PDF-1.7"), None);
        assert_eq!(
            stripped(&[0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 2, 0, 2, 1, 1, 0x11, 0, 0xff, 0xda]),
            None
        );
    }

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
