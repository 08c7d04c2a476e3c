//! Photographs of notices as pages show them: drawn anew from their points, so that no byte of a sent file reaches a page.

use std::io::Cursor;

use image::{ImageFormat, ImageReader, Limits};

/// The longest side on a page, in points.
const SIDE: u32 = 480;
/// The longest side that is decoded.
const LARGEST_SIDE: u32 = 12_000;
/// The decoder may unpack a picture to this many bytes.
const MOST_BYTES: u64 = 256 << 20;

/// The picture as a PNG of this program, or nothing when its points cannot be read.
#[must_use]
pub fn anew(file: &[u8]) -> Option<Vec<u8>> {
    let mut reader = ImageReader::new(Cursor::new(file)).with_guessed_format().ok()?;
    if !matches!(reader.format(), Some(ImageFormat::Png | ImageFormat::Jpeg)) {
        return None;
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(LARGEST_SIDE);
    limits.max_image_height = Some(LARGEST_SIDE);
    limits.max_alloc = Some(MOST_BYTES);
    reader.limits(limits);
    let picture = reader.decode().ok()?;
    let small = if picture.width() > SIDE || picture.height() > SIDE {
        picture.thumbnail(SIDE, SIDE)
    } else {
        picture
    };
    let mut png = Vec::new();
    small
        .to_rgb8()
        .write_to(&mut Cursor::new(&mut png), ImageFormat::Png)
        .ok()?;
    Some(png)
}

/// A silhouette for invented worlds: head and shoulders in grey, drawn by arithmetic; nobody's face.
#[must_use]
pub fn silhouette(width: u32, height: u32) -> Option<Vec<u8>> {
    let inside = |x: u32, y: u32| {
        // Thousandths of half the width from the middle, and of the height from the top.
        let u = (2 * i64::from(x) - i64::from(width)) * 1000 / i64::from(width.max(1));
        let v = i64::from(y) * 1000 / i64::from(height.max(1));
        let ellipse = |centre: i64, across: i64, down: i64| {
            u * u * down * down + (v - centre) * (v - centre) * across * across < across * across * down * down
        };
        ellipse(360, 400, 200) || ellipse(1000, 780, 360)
    };
    let drawing = image::GrayImage::from_fn(width, height, |x, y| image::Luma([if inside(x, y) { 96 } else { 214 }]));
    let mut png = Vec::new();
    drawing.write_to(&mut Cursor::new(&mut png), ImageFormat::Png).ok()?;
    Some(png)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawn_silhouette_is_drawn_anew_small_and_other_bytes_are_not() {
        let large = silhouette(600, 800).unwrap();
        let png = anew(&large).unwrap();
        let facts = cordon_notices::image::ImageFacts::of(&png);
        assert_eq!((facts.width, facts.height), (360, 480));
        assert_eq!(anew(b"%PDF-1.7"), None);
        assert_eq!(anew(&large[..200]), None);
    }
}
