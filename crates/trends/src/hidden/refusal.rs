//! Why an estimate of the unseen is refused.

/// Every reason for which this module gives no number. The codes are stable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The file is no table of cells.
    #[error("{place}: {problem}")]
    Malformed {
        /// Where: a line, a column, or the whole file.
        place: String,
        /// What is wrong and what would be right.
        problem: String,
    },
    /// A count below zero.
    #[error("line {line}: the count {count} is negative; a cell counts people")]
    NegativeCount {
        /// Line of the file, the header being line 1.
        line: u64,
        /// The count as written.
        count: String,
    },
    /// A count too large for exact arithmetic.
    #[error("the counts add up to more than {most}; check the count column")]
    CountTooLarge {
        /// The largest total that is taken.
        most: u64,
    },
    /// People in the row of zeros: the very thing that is to be estimated.
    #[error("line {line}: {count} people are on no list; that row is what the method estimates, so leave it out")]
    CountedUnseen {
        /// Line of the file.
        line: u64,
        /// The count given there.
        count: u64,
    },
    /// One list has nothing to overlap with.
    #[error("{lists} list: an estimate needs two lists or more that can hold the same person")]
    TooFewLists {
        /// Lists found.
        lists: usize,
    },
    /// More lists than a full table can hold.
    #[error(
        "{lists} lists make {cells} cells; at most {most} lists are taken here: merge lists that hold the same kind of people"
    )]
    TooManyLists {
        /// Lists found.
        lists: usize,
        /// Cells these lists would make.
        cells: String,
        /// The largest number of lists taken.
        most: usize,
    },
    /// No person at all.
    #[error("the table holds no person")]
    Empty,
    /// A list without a person.
    #[error("list {list} ({name}) holds no person; leave its column out")]
    EmptyList {
        /// Number of the list, from 1.
        list: usize,
        /// Its column name.
        name: String,
    },
    /// No person is on two lists.
    #[error("no person is on two lists: without overlap nothing can be said about those on no list")]
    NoOverlap,
    /// The model's text cannot be read.
    #[error("model {text}: {problem}")]
    BadModel {
        /// The text given.
        text: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The likelihood has no maximum under this model.
    #[error("model {model} has no estimate for this table: the likelihood grows without end (existence check 1)")]
    NoEstimate {
        /// The model.
        model: String,
    },
    /// The observed cells do not fix the parameters of this model.
    #[error(
        "model {model} is not identifiable from this table: its terms outnumber what the cells can tell (existence check 2)"
    )]
    NotIdentifiable {
        /// The model.
        model: String,
    },
    /// No candidate model has an estimate.
    #[error("none of the {candidates} candidate models has an estimate for this table; the lists overlap too little")]
    NoModel {
        /// Models tried.
        candidates: usize,
    },
    /// The iteration did not settle.
    #[error("the fit of model {model} did not settle")]
    NoConvergence {
        /// The model.
        model: String,
    },
    /// A setting outside its range.
    #[error("{setting}: {problem}")]
    BadSetting {
        /// The setting.
        setting: &'static str,
        /// What is wrong and what would be right.
        problem: String,
    },
    /// Too few resamples gave an estimate.
    #[error(
        "only {usable} of {drawn} resamples have an estimate: the interval would describe the lucky ones; the lists overlap too little"
    )]
    FragileBootstrap {
        /// Resamples with an estimate.
        usable: usize,
        /// Resamples drawn.
        drawn: usize,
    },
}

impl Refusal {
    /// The stable code of this refusal.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed { .. } => "malformed",
            Self::NegativeCount { .. } => "negative_count",
            Self::CountTooLarge { .. } => "count_too_large",
            Self::CountedUnseen { .. } => "counted_unseen",
            Self::TooFewLists { .. } => "too_few_lists",
            Self::TooManyLists { .. } => "too_many_lists",
            Self::Empty => "empty",
            Self::EmptyList { .. } => "empty_list",
            Self::NoOverlap => "no_overlap",
            Self::BadModel { .. } => "bad_model",
            Self::NoEstimate { .. } => "no_estimate",
            Self::NotIdentifiable { .. } => "not_identifiable",
            Self::NoModel { .. } => "no_model",
            Self::NoConvergence { .. } => "no_convergence",
            Self::BadSetting { .. } => "bad_setting",
            Self::FragileBootstrap { .. } => "fragile_bootstrap",
        }
    }
}
