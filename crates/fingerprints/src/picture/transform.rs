//! From brightness values to the 256 bits: blur and shrink to 64 by 64, cosine transform, compare with the median.
//!
//! The steps, their order and their precision are those of the reference implementation of the algorithm's authors
//! (facebook/ThreatExchange, `pdq/cpp/hashing/pdqhashing.cpp` and `pdq/cpp/downscaling/downscaling.cpp`), so that the
//! same pixels give the same bits.

use std::f64::consts::PI;

use crate::pdq::Pdq;

const SIDE: usize = 64;
const KEPT: usize = 16;
const BLUR_PASSES: usize = 2;

type Small = [[f32; SIDE]; SIDE];

/// Brightness 0 to 255 of each pixel, row by row.
#[derive(Debug)]
pub(super) struct Luma {
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) values: Vec<f32>,
}

pub(super) fn pdq(picture: Luma) -> (Pdq, u8) {
    let small = shrink(picture);
    (bits(&cosine_transform(&small)), quality(&small))
}

fn shrink(picture: Luma) -> Small {
    let Luma {
        columns,
        rows,
        mut values,
    } = picture;
    if (columns, rows) != (SIDE, SIDE) {
        let mut other = vec![0.0_f32; values.len()];
        for _ in 0..BLUR_PASSES {
            blur_rows(&values, &mut other, columns);
            blur_columns(&other, &mut values, columns, rows);
        }
    }
    let mut small = [[0.0; SIDE]; SIDE];
    for (i, row) in small.iter_mut().enumerate() {
        let from_row = centre(i, rows);
        for (j, cell) in row.iter_mut().enumerate() {
            *cell = values
                .get(from_row * columns + centre(j, columns))
                .copied()
                .unwrap_or_default();
        }
    }
    small
}

/// The middle of the `i`-th of 64 equal stretches of `length` pixels.
fn centre(i: usize, length: usize) -> usize {
    (2 * i + 1) * length / (2 * SIDE)
}

/// Half of a 64th of the side, rounded up: two passes then cover the whole 64th.
fn window(length: usize) -> usize {
    length.div_ceil(2 * SIDE)
}

fn blur_rows(from: &[f32], to: &mut [f32], columns: usize) {
    let window = window(columns);
    for (from, to) in from.chunks_exact(columns).zip(to.chunks_exact_mut(columns)) {
        let mut sum = RunningMean::default();
        for step in Steps::over(columns, window) {
            if let Some(value) = step.enters.and_then(|i| from.get(i)) {
                sum.enter(*value);
            }
            if let Some(value) = step.leaves.and_then(|i| from.get(i)) {
                sum.leave(*value);
            }
            if let Some(cell) = step.writes.and_then(|i| to.get_mut(i)) {
                *cell = sum.mean();
            }
        }
    }
}

/// All columns advance together, a row at a time, so that memory is read in order.
fn blur_columns(from: &[f32], to: &mut [f32], columns: usize, rows: usize) {
    let window = window(rows);
    let mut sums = vec![RunningMean::default(); columns];
    for step in Steps::over(rows, window) {
        if let Some(row) = step.enters.and_then(|i| row(from, i, columns)) {
            sums.iter_mut().zip(row).for_each(|(sum, value)| sum.enter(*value));
        }
        if let Some(row) = step.leaves.and_then(|i| row(from, i, columns)) {
            sums.iter_mut().zip(row).for_each(|(sum, value)| sum.leave(*value));
        }
        if let Some(cells) = step.writes.and_then(|i| to.get_mut(i * columns..(i + 1) * columns)) {
            cells.iter_mut().zip(&sums).for_each(|(cell, sum)| *cell = sum.mean());
        }
    }
}

fn row(values: &[f32], i: usize, columns: usize) -> Option<&[f32]> {
    values.get(i * columns..(i + 1) * columns)
}

#[derive(Debug, Clone, Copy, Default)]
struct RunningMean {
    sum: f32,
    count: f32,
}

impl RunningMean {
    fn enter(&mut self, value: f32) {
        self.sum += value;
        self.count += 1.0;
    }

    fn leave(&mut self, value: f32) {
        self.sum -= value;
        self.count -= 1.0;
    }

    fn mean(self) -> f32 {
        self.sum / self.count
    }
}

/// One step of a sliding window: which place enters it, which leaves, and for which the mean is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Step {
    enters: Option<usize>,
    leaves: Option<usize>,
    writes: Option<usize>,
}

struct Steps;

impl Steps {
    /// The window is cut off at both ends of the line. An even window reaches one place further ahead than behind.
    fn over(length: usize, window: usize) -> impl Iterator<Item = Step> {
        let ahead = window / 2;
        (0..length + ahead).map(move |right| Step {
            enters: (right < length).then_some(right),
            leaves: right.checked_sub(window).filter(|left| *left < length),
            writes: right.checked_sub(ahead),
        })
    }
}

/// How much the small picture changes from cell to cell, in whole hundredths of the range, scaled to 0..=100.
fn quality(small: &Small) -> u8 {
    let mut sum = 0_i32;
    for (i, row) in small.iter().enumerate() {
        for (j, value) in row.iter().enumerate() {
            let below = small.get(i + 1).and_then(|next| next.get(j));
            for neighbour in [below, row.get(j + 1)].into_iter().flatten() {
                sum += (((value - neighbour) * 100.0 / 255.0) as i32).abs();
            }
        }
    }
    u8::try_from((sum / 90).clamp(0, 100)).unwrap_or(100)
}

/// Frequencies 1 to 16 of 64, of both directions (C. Zauner, Implementation and Benchmarking of Perceptual Image Hash
/// Functions, 2010).
fn cosine_transform(small: &Small) -> [f32; KEPT * KEPT] {
    let matrix = cosine_matrix();
    let mut half = [[0.0_f32; SIDE]; KEPT];
    for (row, weights) in half.iter_mut().zip(&matrix) {
        for (j, cell) in row.iter_mut().enumerate() {
            *cell = weights
                .iter()
                .zip(small)
                .fold(0.0, |sum, (weight, line)| sum + weight * line[j]);
        }
    }
    let mut out = [0.0; KEPT * KEPT];
    for (cells, line) in out.chunks_exact_mut(KEPT).zip(&half) {
        for (cell, weights) in cells.iter_mut().zip(&matrix) {
            *cell = line
                .iter()
                .zip(weights)
                .fold(0.0, |sum, (value, weight)| sum + value * weight);
        }
    }
    out
}

fn cosine_matrix() -> [[f32; SIDE]; KEPT] {
    let scale = f64::from((2.0 / SIDE as f64).sqrt() as f32);
    let mut matrix = [[0.0; SIDE]; KEPT];
    for (i, row) in matrix.iter_mut().enumerate() {
        for (j, cell) in row.iter_mut().enumerate() {
            let angle = (PI / 2.0 / SIDE as f64) * ((i + 1) * (2 * j + 1)) as f64;
            *cell = (scale * angle.cos()) as f32;
        }
    }
    matrix
}

/// A bit for each frequency stronger than the (lower) median. The text begins with the highest frequency.
fn bits(frequencies: &[f32; KEPT * KEPT]) -> Pdq {
    let mut sorted = *frequencies;
    sorted.sort_unstable_by(f32::total_cmp);
    let median = sorted[KEPT * KEPT / 2 - 1];
    let mut bytes = [0_u8; 32];
    for (byte, chunk) in bytes.iter_mut().rev().zip(frequencies.chunks_exact(8)) {
        for (place, value) in chunk.iter().enumerate() {
            *byte |= u8::from(*value > median) << place;
        }
    }
    Pdq::from_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The window of the reference, drawn in its own comments for lengths 16 and windows 7 and 8: which places each
    /// mean covers.
    #[test]
    fn windows_cover_what_the_reference_covers() {
        for (window, ahead) in [(7_usize, 3_usize), (8, 4), (1, 0), (2, 1), (3, 1)] {
            let length = 16;
            let mut covered: Vec<(usize, usize)> = Vec::new();
            let (mut left, mut right) = (0, 0);
            for step in Steps::over(length, window) {
                right += usize::from(step.enters.is_some());
                left += usize::from(step.leaves.is_some());
                if step.writes.is_some() {
                    covered.push((left, right));
                }
            }
            let behind = window - 1 - ahead;
            let expected: Vec<(usize, usize)> = (0..length)
                .map(|i| (i.saturating_sub(behind), (i + ahead + 1).min(length)))
                .collect();
            assert_eq!(covered, expected, "window {window}");
        }
    }

    #[test]
    fn a_flat_picture_has_no_quality_and_no_bits() {
        let (pdq, quality) = pdq(Luma {
            columns: 100,
            rows: 70,
            values: vec![127.0; 7_000],
        });
        assert_eq!(quality, 0);
        assert!(pdq.bytes().iter().map(|byte| byte.count_ones()).sum::<u32>() <= 128);
    }
}
