//! Hierarchical log-linear models and their bracket notation.

use std::fmt;

use super::{MOST_LISTS, Refusal};

/// A hierarchical log-linear model: with a term it holds all terms beneath it, and the main effect of every list.
///
/// Written as in the literature by its highest terms, longest first: `[123,14,34]`; a list that interacts with none
/// stands alone, as in `[12,3]`. From ten lists on the numbers in a term are kept apart by dots: `[1.12,2.3]`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Model {
    lists: usize,
    /// All terms as sets of lists, ascending; the first is the empty set, the intercept.
    terms: Vec<u16>,
}

impl Model {
    /// The model in which the lists are independent of one another.
    ///
    /// # Errors
    /// [`Refusal::TooFewLists`] and [`Refusal::TooManyLists`].
    pub fn independence(lists: usize) -> Result<Self, Refusal> {
        if lists < 2 {
            return Err(Refusal::TooFewLists { lists });
        }
        if lists > MOST_LISTS {
            let cells = format!("2^{lists} - 1");
            return Err(Refusal::TooManyLists {
                lists,
                cells,
                most: MOST_LISTS,
            });
        }
        let mut terms: Vec<u16> = std::iter::once(0).chain((0..lists).map(|i| 1 << i)).collect();
        terms.sort_unstable();
        Ok(Self { lists, terms })
    }

    /// The independence model with the given interaction terms and all that lie beneath them.
    ///
    /// # Errors
    /// [`Refusal::BadModel`] for a term outside the lists or one that joins all of them: the all-lists term cannot be told
    /// apart from the unseen.
    pub fn with_interactions(lists: usize, interactions: &[u16]) -> Result<Self, Refusal> {
        let mut model = Self::independence(lists)?;
        let all = all_lists(lists);
        for term in interactions {
            if *term & !all != 0 || *term == all {
                return Err(Refusal::BadModel {
                    text: term_text(*term, lists),
                    problem: "a term may join some of the lists, never all of them".into(),
                });
            }
            model.terms.extend(subsets(*term));
        }
        model.terms.sort_unstable();
        model.terms.dedup();
        Ok(model)
    }

    /// Reads the bracket notation, or the word `independence` (also `main`).
    ///
    /// # Errors
    /// [`Refusal::BadModel`].
    ///
    /// ```
    /// use cordon_trends::hidden::Model;
    /// assert_eq!(Model::parse("[34,14,123]", 4).unwrap().to_string(), "[123,14,34]");
    /// ```
    pub fn parse(text: &str, lists: usize) -> Result<Self, Refusal> {
        let refuse = |problem: String| Refusal::BadModel {
            text: text.into(),
            problem,
        };
        let bare = text.trim();
        if ["independence", "independent", "main"]
            .iter()
            .any(|word| bare.eq_ignore_ascii_case(word))
        {
            return Self::independence(lists);
        }
        let inner = bare
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
            .unwrap_or(bare)
            .trim();
        if inner.is_empty()
            || ["main", "independence"]
                .iter()
                .any(|word| inner.eq_ignore_ascii_case(word))
        {
            return Self::independence(lists);
        }
        let mut interactions = Vec::new();
        for part in inner.split(',') {
            interactions.push(parse_term(part.trim(), lists).map_err(refuse)?);
        }
        Self::with_interactions(lists, &interactions).map_err(|refusal| match refusal {
            Refusal::BadModel { problem, .. } => Refusal::BadModel {
                text: text.into(),
                problem,
            },
            other => other,
        })
    }

    /// Number of lists.
    #[must_use]
    pub fn lists(&self) -> usize {
        self.lists
    }

    /// All terms as sets of lists, ascending, the intercept (0) first.
    #[must_use]
    pub fn terms(&self) -> &[u16] {
        &self.terms
    }

    /// The terms of two lists and more.
    pub fn interactions(&self) -> impl Iterator<Item = u16> + '_ {
        self.terms.iter().copied().filter(|term| term.count_ones() > 1)
    }

    /// Whether the model holds the term.
    #[must_use]
    pub fn holds(&self, term: u16) -> bool {
        self.terms.binary_search(&term).is_ok()
    }

    /// The highest terms, longest first, then by list number.
    #[must_use]
    pub fn generators(&self) -> Vec<u16> {
        let covered = |term: u16| self.terms.iter().any(|other| *other != term && other & term == term);
        let mut highest: Vec<u16> = self.terms.iter().copied().filter(|t| *t != 0 && !covered(*t)).collect();
        highest.sort_by_key(|term| (std::cmp::Reverse(term.count_ones()), members(*term).collect::<Vec<_>>()));
        highest
    }
}

impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = self
            .generators()
            .into_iter()
            .map(|term| term_text(term, self.lists))
            .collect();
        write!(f, "[{}]", parts.join(","))
    }
}

/// A term in digits: `12`, or `1.12` where there are ten lists or more.
pub(crate) fn term_text(term: u16, lists: usize) -> String {
    let numbers: Vec<String> = members(term).map(|list| list.to_string()).collect();
    numbers.join(if lists > 9 { "." } else { "" })
}

/// The set of all lists.
pub(crate) fn all_lists(lists: usize) -> u16 {
    ((1_u32 << lists.min(16)) - 1) as u16
}

/// Numbers of the lists in a term, from 1.
pub(crate) fn members(term: u16) -> impl Iterator<Item = usize> {
    (0..16).filter(move |i| term >> i & 1 == 1).map(|i| i + 1)
}

/// All subsets of a set, the empty set and the set itself among them.
pub(crate) fn subsets(term: u16) -> impl Iterator<Item = u16> {
    let mut next = Some(term);
    std::iter::from_fn(move || {
        let current = next?;
        next = (current != 0).then(|| (current - 1) & term);
        Some(current)
    })
}

fn parse_term(part: &str, lists: usize) -> Result<u16, String> {
    let numbers: Vec<&str> = if part.contains('.') {
        part.split('.').collect()
    } else if lists > 9 {
        vec![part]
    } else {
        part.split("").filter(|s| !s.is_empty()).collect()
    };
    if numbers.is_empty() {
        return Err("a term is empty; write list numbers such as 12".into());
    }
    let mut term = 0_u16;
    for number in numbers {
        let list: usize = number
            .parse()
            .map_err(|_| format!("\"{number}\" is not the number of a list"))?;
        if list == 0 || list > lists {
            return Err(format!("there is no list {list}; the table has lists 1 to {lists}"));
        }
        let bit = 1_u16 << (list - 1);
        if term & bit != 0 {
            return Err(format!("list {list} stands twice in the term {part}"));
        }
        term |= bit;
    }
    Ok(term)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notation_survives_reading_and_writing() {
        for text in [
            "[123,14,34]",
            "[12,3]",
            "[1,2,3]",
            "[134,12,23]",
            "[12,13,24,25,35,36,45]",
        ] {
            let lists = if text.contains('6') {
                6
            } else if text.contains('4') {
                4
            } else {
                3
            };
            assert_eq!(Model::parse(text, lists).unwrap().to_string(), text);
        }
        assert_eq!(Model::parse("independence", 3).unwrap().to_string(), "[1,2,3]");
        assert_eq!(Model::parse("[1.12]", 12).unwrap().generators().len(), 11);
    }

    #[test]
    fn terms_that_cannot_be_are_refused() {
        for (text, lists) in [
            ("[123]", 3),
            ("[14]", 3),
            ("[11]", 3),
            ("[0]", 3),
            ("[1,,2]", 3),
            ("[ab]", 3),
            ("[12", 2),
        ] {
            let refused = Model::parse(text, lists).unwrap_err();
            assert_eq!(refused.code(), "bad_model", "{text}");
        }
    }
}
