//! What a condition finds wrong, before it is known whether the row decides.

/// How heavy a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Worth saying, stops nothing.
    Note,
    /// The machine cannot tell: a person must.
    Unclear,
    /// A person's ruling is needed.
    Ruling,
    /// A datum is missing or unreadable.
    Missing,
    /// The rule is broken.
    Broken,
}

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// How heavy it is.
    pub weight: Weight,
    /// Stable code, by which pages translate the message.
    pub code: &'static str,
    /// The field it concerns.
    pub field: String,
    /// What is wrong and what to do, in English.
    pub message: String,
    /// What the message names, for those who say it in another language: limits, days, countries, quoted words.
    pub values: Vec<(&'static str, String)>,
    /// The item of a ruling that must speak of it.
    pub item: Option<&'static str>,
    /// Whether it rests on a sealed fact, of which the requester may learn nothing.
    pub sealed: bool,
}

impl Fault {
    fn new(weight: Weight, code: &'static str, field: impl Into<String>, message: impl Into<String>) -> Self {
        let (field, message) = (plain(&field.into()), plain(&message.into()));
        Self {
            weight,
            code,
            field,
            message,
            values: Vec::new(),
            item: None,
            sealed: false,
        }
    }

    /// The rule is broken.
    #[must_use]
    pub fn broken(code: &'static str, field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Weight::Broken, code, field, message)
    }

    /// A datum is missing.
    #[must_use]
    pub fn missing(code: &'static str, field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Weight::Missing, code, field, message)
    }

    /// A ruling is needed.
    #[must_use]
    pub fn ruling(code: &'static str, field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Weight::Ruling, code, field, message)
    }

    /// The machine cannot tell.
    #[must_use]
    pub fn unclear(code: &'static str, field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Weight::Unclear, code, field, message)
    }

    /// Worth saying.
    #[must_use]
    pub fn note(code: &'static str, field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Weight::Note, code, field, message)
    }

    /// Something that the message names.
    #[must_use]
    pub fn value(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.values.push((name, plain(&value.to_string())));
        self
    }

    /// The ruling must speak of it under this item.
    #[must_use]
    pub fn to_be_named_as(mut self, item: &'static str) -> Self {
        self.item = Some(item);
        self
    }

    /// It rests on a sealed fact.
    #[must_use]
    pub fn sealed(mut self) -> Self {
        self.sealed = true;
        self
    }
}

/// The longest message, in characters.
const LONGEST: usize = 900;

/// A message may quote what a request says: invisible characters are taken out of it, and it is cut.
fn plain(text: &str) -> String {
    let mut visible = text.chars().filter(|c| !crate::scripts::is_invisible(*c));
    let mut cut: String = visible.by_ref().take(LONGEST).collect();
    if visible.next().is_some() {
        cut.push('…');
    }
    cut
}

/// Whether an optional text says something.
pub(crate) fn said(text: Option<&String>) -> bool {
    text.is_some_and(|t| !t.trim().is_empty())
}

/// The number of visible characters of a text, runs of spaces counted once, so that padding does not count.
pub(crate) fn length(text: &str) -> usize {
    text.split_whitespace()
        .map(|word| word.chars().filter(|c| !crate::scripts::is_invisible(*c)).count() + 1)
        .sum::<usize>()
        .saturating_sub(1)
}
