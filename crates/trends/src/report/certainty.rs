//! Certainty words: one scale for the whole report, printed on its method page.

/// How sure a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// A count or a sum: nothing is estimated.
    Counted,
    /// 99 % and more.
    AlmostCertain,
    /// 90 % and more.
    VeryLikely,
    /// 66 % and more.
    Likely,
    /// 34 % and more.
    EvenChance,
    /// Less than 34 %.
    Unlikely,
}

impl Certainty {
    /// All words with the least probability of each; none where nothing is estimated.
    pub const SCALE: [(Self, Option<f64>); 6] = [
        (Self::Counted, None),
        (Self::AlmostCertain, Some(0.99)),
        (Self::VeryLikely, Some(0.90)),
        (Self::Likely, Some(0.66)),
        (Self::EvenChance, Some(0.34)),
        (Self::Unlikely, Some(0.0)),
    ];

    /// The word for a probability; anything that is no probability is unlikely.
    #[must_use]
    pub fn of(probability: f64) -> Self {
        let reached = |least: &Option<f64>| least.is_some_and(|least| probability >= least);
        Self::SCALE
            .iter()
            .find(|(_, least)| reached(least))
            .map_or(Self::Unlikely, |(word, _)| *word)
    }

    /// Name of the word in the files of words.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Counted => "certainty-counted",
            Self::AlmostCertain => "certainty-almost-certain",
            Self::VeryLikely => "certainty-very-likely",
            Self::Likely => "certainty-likely",
            Self::EvenChance => "certainty-even-chance",
            Self::Unlikely => "certainty-unlikely",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_probability_has_its_word() {
        let words = [
            (1.0, Certainty::AlmostCertain),
            (0.95, Certainty::VeryLikely),
            (0.7, Certainty::Likely),
        ];
        for (p, word) in words {
            assert_eq!(Certainty::of(p), word);
        }
        assert_eq!(Certainty::of(0.5), Certainty::EvenChance);
        assert_eq!(Certainty::of(0.1), Certainty::Unlikely);
        assert_eq!(Certainty::of(f64::NAN), Certainty::Unlikely);
    }
}
