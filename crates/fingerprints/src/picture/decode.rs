//! From a picture file to brightness values.

use std::io::Cursor;

use image::{DynamicImage, ImageReader, Limits};

use super::NotHashable;
use super::transform::Luma;

/// The decoder may unpack a picture to this many bytes.
const MOST_DECODED_BYTES: u64 = 1 << 30;
const MOST_PIXELS_A_SIDE: u32 = 50_000;
const FEWEST_PIXELS_A_SIDE: u32 = 5;

/// Brightness of every pixel, from the full picture. Turned by no metadata: the hash is of the pixels as stored, as in
/// the reference implementation.
pub(super) fn luma(file: &[u8]) -> Result<Luma, NotHashable> {
    let mut reader = ImageReader::new(Cursor::new(file))
        .with_guessed_format()
        .map_err(|error| NotHashable::Damaged(error.to_string()))?;
    if !reader.format().is_some_and(|format| format.reading_enabled()) {
        return Err(NotHashable::NotAPicture);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_PIXELS_A_SIDE);
    limits.max_image_height = Some(MOST_PIXELS_A_SIDE);
    limits.max_alloc = Some(MOST_DECODED_BYTES);
    reader.limits(limits);
    let picture = reader
        .decode()
        .map_err(|error| NotHashable::Damaged(error.to_string()))?;
    let (width, height) = (picture.width(), picture.height());
    if width < FEWEST_PIXELS_A_SIDE || height < FEWEST_PIXELS_A_SIDE {
        return Err(NotHashable::TooSmall { width, height });
    }
    Ok(Luma {
        columns: width as usize,
        rows: height as usize,
        values: brightness(picture),
    })
}

/// The weights of red, green and blue are those of the reference (`pdq/cpp/hashing/pdqhashing.cpp`), in its precision.
fn brightness(picture: DynamicImage) -> Vec<f32> {
    match picture {
        DynamicImage::ImageLuma8(grey) => grey.into_raw().into_iter().map(f32::from).collect(),
        coloured => coloured
            .into_rgb8()
            .pixels()
            .map(|pixel| {
                let [red, green, blue] = pixel.0;
                0.299_f32 * f32::from(red) + 0.587_f32 * f32::from(green) + 0.114_f32 * f32::from(blue)
            })
            .collect(),
    }
}
