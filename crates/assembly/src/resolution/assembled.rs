//! The adopted text, put together by the program and never by hand.

use serde::Serialize;

use super::{Resolution, Role};
use crate::language::Language;
use crate::multilingual::LanguageState;
use crate::refusal::Refusal;

/// A resolution's text in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assembled {
    /// Number, once adopted.
    pub number: Option<String>,
    /// Title.
    pub title: String,
    /// Language and whether the text is authentic in it.
    pub language: AssembledLanguage,
    /// Revision of the text.
    pub revision: u32,
    /// Reasons, in order.
    pub preambular: Vec<String>,
    /// Decisions, in order; their place is their number.
    pub operative: Vec<String>,
}

/// A language and the standing of the text in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct AssembledLanguage {
    /// The language.
    pub code: Language,
    /// Whether it renders this very revision.
    pub up_to_date: bool,
}

impl Resolution {
    /// Puts the text together in a language, as it stands now.
    ///
    /// # Errors
    /// Refuses a language in which a paragraph or the title is missing.
    pub fn assemble(&self, language: Language) -> Result<Assembled, Refusal> {
        let missing = |paragraph| Refusal::LanguageMissing { language, paragraph };
        let title = self.title.get(language).ok_or(missing(0))?.to_owned();
        let (mut preambular, mut operative) = (vec![], vec![]);
        for paragraph in &self.body.paragraphs {
            let text = &paragraph.versions.get(&language).ok_or(missing(paragraph.id))?.text;
            match self.roles.get(&paragraph.id) {
                Some(Role::Operative { .. }) => operative.push(text.clone()),
                _ => preambular.push(text.clone()),
            }
        }
        let up_to_date = matches!(self.body.state(language), LanguageState::Ready | LanguageState::Out);
        Ok(Assembled {
            number: self.number.map(|number| number.to_string()),
            title,
            language: AssembledLanguage {
                code: language,
                up_to_date,
            },
            revision: self.body.revision,
            preambular,
            operative,
        })
    }
}

impl Assembled {
    /// The text as plain lines, operative paragraphs numbered from 1.
    #[must_use]
    pub fn to_plain(&self) -> String {
        let mut lines: Vec<String> = self.number.iter().cloned().collect();
        lines.push(self.title.clone());
        lines.extend(self.preambular.iter().cloned());
        lines.extend(
            self.operative
                .iter()
                .enumerate()
                .map(|(index, text)| format!("{}. {text}", index + 1)),
        );
        lines.join("\n\n")
    }
}
