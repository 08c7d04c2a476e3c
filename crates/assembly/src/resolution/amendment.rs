//! Amendments: against paragraphs, furthest from the text first, with the chair's ruling kept.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Resolution, Role};
use crate::difference::distance;
use crate::language::{Language, Texts};
use crate::member::MemberCode;
use crate::refusal::Refusal;

/// What an amendment would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum Change {
    /// Put other words in a paragraph's place.
    Replace {
        /// The paragraph.
        paragraph: u32,
        /// The words.
        texts: Texts,
    },
    /// Take a paragraph out.
    Delete {
        /// The paragraph.
        paragraph: u32,
    },
    /// Add a paragraph.
    Insert {
        /// After which one; first where nothing is named.
        after: Option<u32>,
        /// Its role.
        role: Role,
        /// The words.
        texts: Texts,
    },
}

impl Change {
    /// The paragraph it is made against.
    #[must_use]
    pub const fn paragraph(&self) -> Option<u32> {
        match self {
            Self::Replace { paragraph, .. } | Self::Delete { paragraph } => Some(*paragraph),
            Self::Insert { after, .. } => *after,
        }
    }

    /// The words it brings, if any.
    #[must_use]
    pub const fn texts(&self) -> Option<&Texts> {
        match self {
            Self::Replace { texts, .. } | Self::Insert { texts, .. } => Some(texts),
            Self::Delete { .. } => None,
        }
    }
}

/// Where an amendment stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum AmendmentState {
    /// Waits for its vote.
    Open,
    /// Carried; the text contains it.
    Adopted {
        /// The ballot.
        ballot: u32,
    },
    /// Not carried.
    Rejected {
        /// The ballot.
        ballot: u32,
    },
    /// Has nothing left to change.
    Moot {
        /// Why.
        reason: String,
    },
    /// Taken back.
    Withdrawn,
}

/// An amendment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendment {
    /// Who moves it.
    pub mover: MemberCode,
    /// When.
    pub moved: Timestamp,
    /// Whether it was moved in the hall, by word of mouth.
    pub oral: bool,
    /// Whether a majority asked for it on paper: then it waits for all four languages.
    pub on_paper: bool,
    /// What it would do.
    pub change: Change,
    /// Where it stands.
    pub state: AmendmentState,
}

impl Amendment {
    /// A language that is missing, where the amendment has to stand in all four: written ones, and oral ones that a
    /// majority wants on paper.
    pub(crate) fn language_behind(&self) -> Option<Language> {
        if self.oral && !self.on_paper {
            return None;
        }
        self.change.texts().and_then(|texts| texts.missing().first().copied())
    }
}

/// The order in which amendments are voted: what the program suggested and what the chair ruled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Furthest first, as computed.
    pub suggested: Vec<u32>,
    /// As ruled.
    pub ruled: Vec<u32>,
    /// Why the chair ruled otherwise, where it did.
    pub reason: Option<String>,
}

/// Open amendments, the one furthest from the text first: deletions, then replacements by the number of words they change,
/// then additions. Equal ones keep the order in which they were moved.
#[must_use]
pub fn suggested_order(resolution: &Resolution) -> Vec<u32> {
    let mut open: Vec<(u32, (u8, u64))> = resolution
        .amendments
        .iter()
        .filter(|(_, amendment)| amendment.state == AmendmentState::Open)
        .map(|(id, amendment)| (*id, remoteness(resolution, &amendment.change)))
        .collect();
    open.sort_by_key(|(id, remoteness)| (std::cmp::Reverse(*remoteness), *id));
    open.into_iter().map(|(id, _)| id).collect()
}

fn remoteness(resolution: &Resolution, change: &Change) -> (u8, u64) {
    let words = |text: &str| text.split_whitespace().count() as u64;
    match change {
        Change::Delete { paragraph } => (2, current(resolution, *paragraph).map_or(0, |(_, text)| words(text))),
        Change::Replace { paragraph, texts } => {
            let compared = current(resolution, *paragraph)
                .and_then(|(language, old)| texts.get(language).map(|new| distance(old, new)));
            (1, compared.unwrap_or(u64::MAX))
        }
        Change::Insert { texts, .. } => (0, texts.0.values().next().map_or(0, |text| words(text))),
    }
}

/// A paragraph's text in English, or in the first language that it has.
fn current(resolution: &Resolution, paragraph: u32) -> Option<(Language, &str)> {
    let versions = &resolution.body.paragraph(paragraph).ok()?.versions;
    let english = versions.get_key_value(&Language::English);
    english
        .or_else(|| versions.iter().next())
        .map(|(language, version)| (*language, version.text.as_str()))
}

/// The amendment whose turn it is.
pub(crate) fn next_amendment(resolution: &Resolution) -> Option<u32> {
    let open = |id: &&u32| {
        resolution
            .amendments
            .get(id)
            .is_some_and(|amendment| amendment.state == AmendmentState::Open)
    };
    let ruled = resolution
        .order
        .as_ref()
        .and_then(|order| order.ruled.iter().find(open).copied());
    // Amendments moved after the ruling come behind it, in the computed order.
    ruled.or_else(|| suggested_order(resolution).first().copied())
}

/// Writes the outcome of an amendment's vote into the resolution and finds those that became moot.
pub(crate) fn settle_amendment(
    resolution: &mut Resolution,
    id: u32,
    carried: bool,
    ballot: u32,
) -> Result<(), Refusal> {
    let Some(amendment) = resolution.amendments.get_mut(&id) else {
        return Err(Refusal::Unknown {
            what: "amendment",
            id: id.to_string(),
        });
    };
    if !carried {
        amendment.state = AmendmentState::Rejected { ballot };
        return Ok(());
    }
    amendment.state = AmendmentState::Adopted { ballot };
    match amendment.change.clone() {
        Change::Replace { paragraph, texts } => {
            resolution.body.change(paragraph, &texts)?;
            find_moot(resolution, id, paragraph, Some(&texts));
        }
        Change::Delete { paragraph } => {
            resolution.body.remove(paragraph)?;
            resolution.roles.remove(&paragraph);
            find_moot(resolution, id, paragraph, None);
            super::division::drop_dependents(resolution, paragraph);
        }
        Change::Insert { after, role, texts } => {
            let new = resolution.body.insert_after(after, &texts)?;
            resolution.roles.insert(new, role);
        }
    }
    Ok(())
}

/// Against a paragraph that is gone nothing can be amended; the same words again would change nothing.
fn find_moot(resolution: &mut Resolution, adopted: u32, paragraph: u32, texts: Option<&Texts>) {
    for (id, other) in &mut resolution.amendments {
        if other.state != AmendmentState::Open || *id == adopted || other.change.paragraph() != Some(paragraph) {
            continue;
        }
        let same_words =
            matches!((&other.change, texts), (Change::Replace { texts: other, .. }, Some(new)) if other == new);
        let reason = match (&other.change, texts) {
            (Change::Insert { .. }, None) => continue,
            (_, None) => format!("amendment {adopted} took the paragraph out"),
            _ if same_words => format!("amendment {adopted} brought the same words"),
            _ => continue,
        };
        other.state = AmendmentState::Moot { reason };
    }
    if texts.is_none() {
        // An addition behind a paragraph that is gone goes to the end instead.
        let last = resolution.body.paragraphs.last().map(|paragraph| paragraph.id);
        for other in resolution.amendments.values_mut() {
            if let (AmendmentState::Open, Change::Insert { after, .. }) = (&other.state, &mut other.change)
                && *after == Some(paragraph)
            {
                *after = last;
            }
        }
    }
}
