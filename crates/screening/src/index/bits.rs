//! A plain set of small numbers.

/// One bit for each entity.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    pub(crate) fn new(size: usize) -> Self {
        Self {
            words: vec![0; size.div_ceil(64)],
        }
    }

    pub(crate) fn insert(&mut self, at: u32) {
        if let Some(word) = self.words.get_mut(at as usize / 64) {
            *word |= 1 << (at % 64);
        }
    }

    pub(crate) fn contains(&self, at: u32) -> bool {
        self.words
            .get(at as usize / 64)
            .is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    /// Adds the members of another set.
    pub(crate) fn add(&mut self, other: &Self) {
        for (word, more) in self.words.iter_mut().zip(&other.words) {
            *word |= more;
        }
    }

    /// Members of all sets given, the lowest first, at most `most`; and whether there were more.
    pub(crate) fn common(sets: &[&Self], most: usize) -> (Vec<u32>, bool) {
        let mut out = Vec::new();
        let Some((first, rest)) = sets.split_first() else {
            return (out, false);
        };
        for (at, word) in first.words.iter().enumerate() {
            let mut word = *word;
            for set in rest {
                word &= set.words.get(at).copied().unwrap_or(0);
            }
            while word != 0 {
                if out.len() == most {
                    return (out, true);
                }
                let bit = word.trailing_zeros();
                out.push(
                    u32::try_from(at * 64)
                        .unwrap_or(u32::MAX)
                        .saturating_add(bit),
                );
                word &= word - 1;
            }
        }
        (out, false)
    }
}
