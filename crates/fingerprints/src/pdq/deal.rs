//! How the 256 bits are dealt to the parts of a multi-index: in stride, like cards.
//!
//! Neighbouring bits of a PDQ hash belong to neighbouring frequencies and go together; a part made of a contiguous run
//! would therefore take few of its values, and its buckets would be long. Bit `j` goes to part `j mod m` instead. The
//! hashes are stored with their bits in dealt order, so that each part is one run there; distances do not change, since
//! both sides of every comparison are dealt alike.

/// One part: a run of bits in dealt order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) start: u32,
    pub(crate) bits: u32,
}

impl Part {
    /// The part's bits of a dealt hash, as a number below `2^bits`.
    #[inline(always)]
    pub(crate) fn key(self, dealt: &[u64; 4]) -> u32 {
        let word = (self.start >> 6) as usize & 3;
        let shift = self.start & 63;
        let low = dealt[word] >> shift;
        // Two shifts: one by 64 would be undefined when the run starts on a word.
        let high = (dealt[(word + 1) & 3] << 1) << (63 - shift);
        ((low | high) & ((1_u64 << self.bits) - 1)) as u32
    }
}

/// The dealing of 256 bits to a number of parts, there and back.
#[derive(Debug)]
pub(crate) struct Deal {
    parts: Vec<Part>,
    forward: Vec<[u64; 4]>,
    back: Vec<[u64; 4]>,
}

impl Deal {
    /// Deals to `count` parts, held between 8 and 64.
    pub(crate) fn new(count: u32) -> Self {
        let count = count.clamp(8, 64);
        let mut parts = Vec::new();
        let mut target = [0_u32; 256];
        let mut next = 0_u32;
        for part in 0..count {
            let start = next;
            for bit in (part..256).step_by(count as usize) {
                target[bit as usize] = next;
                next += 1;
            }
            parts.push(Part {
                start,
                bits: next - start,
            });
        }
        let mut source = [0_u32; 256];
        for (bit, to) in target.iter().enumerate() {
            source[*to as usize] = bit as u32;
        }
        Self {
            parts,
            forward: byte_table(&target),
            back: byte_table(&source),
        }
    }

    pub(crate) fn parts(&self) -> &[Part] {
        &self.parts
    }

    pub(crate) fn deal(&self, words: &[u64; 4]) -> [u64; 4] {
        permute(&self.forward, words)
    }

    pub(crate) fn undo(&self, dealt: &[u64; 4]) -> [u64; 4] {
        permute(&self.back, dealt)
    }
}

/// For each of the 32 bytes and each of its 256 values: the bits it contributes.
fn byte_table(target: &[u32; 256]) -> Vec<[u64; 4]> {
    let mut table = vec![[0_u64; 4]; 32 * 256];
    for (slot, entry) in table.iter_mut().enumerate() {
        let (byte, value) = (slot / 256, slot % 256);
        for bit in 0..8 {
            if value >> bit & 1 == 1 {
                let to = target[byte * 8 + bit];
                entry[(to >> 6) as usize] |= 1_u64 << (to & 63);
            }
        }
    }
    table
}

fn permute(table: &[[u64; 4]], words: &[u64; 4]) -> [u64; 4] {
    let mut out = [0_u64; 4];
    for (place, word) in words.iter().enumerate() {
        for (byte, value) in word.to_le_bytes().into_iter().enumerate() {
            let entry = &table[(place * 8 + byte) * 256 + usize::from(value)];
            for (to, from) in out.iter_mut().zip(entry) {
                *to |= from;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdq::hash::words_distance;

    #[test]
    fn dealing_keeps_distances_and_comes_back() {
        for count in 8..=40 {
            let deal = Deal::new(count);
            let bits: u32 = deal.parts().iter().map(|part| part.bits).sum();
            assert_eq!(bits, 256);
            let a = [0x0123_4567_89ab_cdef, 7, u64::MAX, 1 << 63];
            let b = [0xfedc_ba98_7654_3210, 5, 0, 1];
            assert_eq!(deal.undo(&deal.deal(&a)), a);
            assert_eq!(words_distance(&deal.deal(&a), &deal.deal(&b)), words_distance(&a, &b));
        }
    }

    #[test]
    fn each_part_holds_every_mth_bit() {
        let deal = Deal::new(11);
        for bit in 0..256_u32 {
            let mut one = [0_u64; 4];
            one[(bit >> 6) as usize] = 1 << (bit & 63);
            let dealt = deal.deal(&one);
            for (number, part) in deal.parts().iter().enumerate() {
                let expected = if number as u32 == bit % 11 {
                    1_u32 << (bit / 11)
                } else {
                    0
                };
                assert_eq!(part.key(&dealt), expected, "bit {bit}, part {number}");
            }
        }
    }
}
