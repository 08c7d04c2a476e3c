//! A text of aligned paragraphs in four languages: which language is behind, and which revision is out in each.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::language::{Language, Texts};
use crate::refusal::Refusal;
use crate::turn::{check_text, check_texts};

/// Most paragraphs in one text.
const PARAGRAPH_LIMIT: usize = 1_000;

/// A paragraph's text in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The text.
    pub text: String,
    /// The revision of the paragraph that it renders.
    pub renders: u32,
}

/// One paragraph, aligned across languages by its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Its number, which never changes and is never given again.
    pub id: u32,
    /// The revision of the whole in which it last changed.
    pub revision: u32,
    /// Its text by language.
    pub versions: BTreeMap<Language, Version>,
}

/// How a language stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum LanguageState {
    /// These paragraphs have no text.
    Missing {
        /// Paragraphs.
        paragraphs: Vec<u32>,
    },
    /// These paragraphs changed after their text was written.
    Stale {
        /// Paragraphs.
        paragraphs: Vec<u32>,
    },
    /// Up to date and not distributed in this revision.
    Ready,
    /// Distributed in this very revision.
    Out,
}

/// A text in four languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Multilingual {
    /// Revision of the whole; every change of meaning raises it.
    pub revision: u32,
    /// Paragraphs in order.
    pub paragraphs: Vec<Paragraph>,
    /// The revision distributed in each language.
    pub distributed: BTreeMap<Language, u32>,
    last_id: u32,
}

impl Multilingual {
    /// A text of the paragraphs given.
    ///
    /// # Errors
    /// Refuses empty and overlong texts.
    pub fn new(paragraphs: &[Texts]) -> Result<Self, Refusal> {
        let mut text = Self {
            revision: 1,
            ..Self::default()
        };
        for paragraph in paragraphs {
            text.place(text.paragraphs.len(), paragraph, 1)?;
        }
        Ok(text)
    }

    /// A paragraph.
    ///
    /// # Errors
    /// Refuses an unknown number.
    pub fn paragraph(&self, id: u32) -> Result<&Paragraph, Refusal> {
        let found = self.paragraphs.iter().find(|paragraph| paragraph.id == id);
        found.ok_or_else(|| Refusal::Unknown {
            what: "paragraph",
            id: id.to_string(),
        })
    }

    /// Changes what a paragraph says. Languages that the change does not bring fall behind. Gives the new revision.
    ///
    /// # Errors
    /// Refuses unknown paragraphs, empty and overlong texts.
    pub fn change(&mut self, id: u32, texts: &Texts) -> Result<u32, Refusal> {
        check_texts("text", texts)?;
        self.paragraph(id)?;
        let revision = self.revision.saturating_add(1);
        self.revision = revision;
        if let Some(paragraph) = self.paragraphs.iter_mut().find(|paragraph| paragraph.id == id) {
            paragraph.revision = revision;
            for (language, text) in &texts.0 {
                paragraph.versions.insert(
                    *language,
                    Version {
                        text: text.clone(),
                        renders: revision,
                    },
                );
            }
        }
        Ok(revision)
    }

    /// Brings a paragraph's text in one language up to date; what it says does not change.
    ///
    /// # Errors
    /// Refuses unknown paragraphs, empty and overlong texts, and a text already distributed in this revision.
    pub fn translate(&mut self, id: u32, language: Language, text: &str) -> Result<(), Refusal> {
        check_text("text", text)?;
        self.paragraph(id)?;
        if self.distributed.get(&language) == Some(&self.revision) {
            // What is out cannot be exchanged silently: a correction is a new revision.
            return Err(Refusal::WrongState {
                what: "text",
                state: "distributed",
                act: "exchange it; change the paragraph",
            });
        }
        if let Some(paragraph) = self.paragraphs.iter_mut().find(|paragraph| paragraph.id == id) {
            let renders = paragraph.revision;
            paragraph.versions.insert(
                language,
                Version {
                    text: text.to_owned(),
                    renders,
                },
            );
        }
        Ok(())
    }

    /// Adds a paragraph after another, or first. Gives its number.
    ///
    /// # Errors
    /// Refuses unknown paragraphs, empty and overlong texts.
    pub fn insert_after(&mut self, after: Option<u32>, texts: &Texts) -> Result<u32, Refusal> {
        let place = match after {
            None => 0,
            Some(id) => {
                let found = self.paragraphs.iter().position(|paragraph| paragraph.id == id);
                found.ok_or_else(|| Refusal::Unknown {
                    what: "paragraph",
                    id: id.to_string(),
                })? + 1
            }
        };
        let revision = self.revision.saturating_add(1);
        let id = self.place(place, texts, revision)?;
        self.revision = revision;
        Ok(id)
    }

    /// Takes a paragraph out.
    ///
    /// # Errors
    /// Refuses an unknown number.
    pub fn remove(&mut self, id: u32) -> Result<(), Refusal> {
        self.paragraph(id)?;
        self.paragraphs.retain(|paragraph| paragraph.id != id);
        self.revision = self.revision.saturating_add(1);
        Ok(())
    }

    /// Sends this revision out in one language.
    ///
    /// # Errors
    /// Refuses while a paragraph has no text in it or an old one.
    pub fn distribute(&mut self, language: Language) -> Result<(), Refusal> {
        match self.state(language) {
            LanguageState::Missing { paragraphs } => Err(Refusal::LanguageMissing {
                language,
                paragraph: paragraphs.first().copied().unwrap_or(0),
            }),
            LanguageState::Stale { paragraphs } => Err(Refusal::LanguageStale {
                language,
                paragraph: paragraphs.first().copied().unwrap_or(0),
            }),
            LanguageState::Ready | LanguageState::Out => {
                self.distributed.insert(language, self.revision);
                Ok(())
            }
        }
    }

    /// How a language stands.
    #[must_use]
    pub fn state(&self, language: Language) -> LanguageState {
        let which = |wanted: fn(Option<&Version>, u32) -> bool| -> Vec<u32> {
            let wanted = |paragraph: &&Paragraph| wanted(paragraph.versions.get(&language), paragraph.revision);
            self.paragraphs
                .iter()
                .filter(wanted)
                .map(|paragraph| paragraph.id)
                .collect()
        };
        let missing = which(|version, _| version.is_none());
        let stale = which(|version, revision| version.is_some_and(|version| version.renders < revision));
        if !missing.is_empty() {
            LanguageState::Missing { paragraphs: missing }
        } else if !stale.is_empty() {
            LanguageState::Stale { paragraphs: stale }
        } else if self.distributed.get(&language) == Some(&self.revision) {
            LanguageState::Out
        } else {
            LanguageState::Ready
        }
    }

    fn place(&mut self, place: usize, texts: &Texts, revision: u32) -> Result<u32, Refusal> {
        check_texts("text", texts)?;
        if self.paragraphs.len() >= PARAGRAPH_LIMIT {
            return Err(Refusal::TooMany {
                what: "paragraphs",
                limit: PARAGRAPH_LIMIT,
            });
        }
        self.last_id = self.last_id.saturating_add(1);
        let version = |(language, text): (&Language, &String)| {
            (
                *language,
                Version {
                    text: text.clone(),
                    renders: revision,
                },
            )
        };
        let paragraph = Paragraph {
            id: self.last_id,
            revision,
            versions: texts.0.iter().map(version).collect(),
        };
        self.paragraphs.insert(place.min(self.paragraphs.len()), paragraph);
        Ok(self.last_id)
    }
}
