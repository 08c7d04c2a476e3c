//! Papers of the session in four languages.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::actor::Capacity;
use crate::assembly::Assembly;
use crate::language::{Language, Texts};
use crate::multilingual::Multilingual;
use crate::refusal::Refusal;
use crate::rulebook::{Facts, RowNumber};
use crate::turn::{Turn, check_text, check_texts, next_id};

/// What a paper is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// A working paper.
    WorkingPaper,
    /// A report.
    Report,
    /// A summary record of a meeting; private unless the meeting was opened.
    SummaryRecord {
        /// Whether the meeting was opened to the public.
        opened: bool,
    },
    /// One of the basic texts.
    Constitution,
}

/// A paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its symbol.
    pub symbol: String,
    /// What it is.
    pub kind: DocumentKind,
    /// Title.
    pub title: Texts,
    /// Body.
    pub body: Multilingual,
    /// When it was filed.
    pub filed: Date,
    /// Whether anybody may read it.
    pub public: bool,
}

/// Whether a text is authentic in a language, under the rulebook in force on a day: the Constitution is so in fewer languages
/// than it is worked with.
///
/// # Errors
/// Refuses when the row is not in force.
pub fn is_authentic(assembly: &Assembly, language: Language, day: Date) -> Result<bool, Refusal> {
    Ok(assembly
        .rulebook
        .test(RowNumber(39), &Facts::AuthenticLanguage { language }, day)?
        .met)
}

/// Acts on papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum DocumentAct {
    /// Files a paper.
    File {
        /// Its symbol.
        symbol: String,
        /// What it is.
        of: DocumentKind,
        /// Title.
        title: Texts,
        /// Paragraphs.
        paragraphs: Vec<Texts>,
    },
    /// Changes what a paragraph says.
    Change {
        /// The paper.
        document: u32,
        /// The paragraph.
        paragraph: u32,
        /// New texts; languages left out fall behind.
        texts: Texts,
    },
    /// Brings a paragraph up to date in a language.
    Translate {
        /// The paper.
        document: u32,
        /// The paragraph.
        paragraph: u32,
        /// The language.
        language: Language,
        /// The text.
        text: String,
    },
    /// Sends this revision out in a language.
    Distribute {
        /// The paper.
        document: u32,
        /// The language.
        language: Language,
    },
}

pub(crate) fn apply(turn: &mut Turn<'_>, act: &DocumentAct) -> Result<(), Refusal> {
    turn.only(&[Capacity::Secretariat], "handle the papers of the session")?;
    match act {
        DocumentAct::File {
            symbol,
            of,
            title,
            paragraphs,
        } => file(turn, symbol, *of, title, paragraphs),
        DocumentAct::Change {
            document,
            paragraph,
            texts,
        } => {
            let revision = body(turn, *document)?.change(*paragraph, texts)?;
            turn.enter(
                "document-changed",
                [("document", document.to_string()), ("revision", revision.to_string())],
            );
            Ok(())
        }
        DocumentAct::Translate {
            document,
            paragraph,
            language,
            text,
        } => {
            body(turn, *document)?.translate(*paragraph, *language, text)?;
            turn.enter(
                "document-translated",
                [("document", document.to_string()), ("language", language.to_string())],
            );
            Ok(())
        }
        DocumentAct::Distribute { document, language } => {
            let text = body(turn, *document)?;
            text.distribute(*language)?;
            let revision = text.revision.to_string();
            turn.enter(
                "document-distributed",
                [
                    ("document", document.to_string()),
                    ("language", language.to_string()),
                    ("revision", revision),
                ],
            );
            Ok(())
        }
    }
}

fn body<'a>(turn: &'a mut Turn<'_>, document: u32) -> Result<&'a mut Multilingual, Refusal> {
    match turn.next.documents.get_mut(&document) {
        Some(document) => Ok(&mut document.body),
        None => Err(Refusal::Unknown {
            what: "document",
            id: document.to_string(),
        }),
    }
}

fn file(
    turn: &mut Turn<'_>,
    symbol: &str,
    kind: DocumentKind,
    title: &Texts,
    paragraphs: &[Texts],
) -> Result<(), Refusal> {
    check_text("symbol", symbol)?;
    check_texts("title", title)?;
    let filed = turn.today();
    let opened = matches!(
        kind,
        DocumentKind::SummaryRecord { opened: true } | DocumentKind::Constitution
    );
    let public = turn.consult(41, &Facts::Visibility { opened })?.met;
    let body = Multilingual::new(paragraphs)?;
    let id = next_id(&turn.next.documents);
    let document = Document {
        symbol: symbol.to_owned(),
        kind,
        title: title.clone(),
        body,
        filed,
        public,
    };
    turn.next.documents.insert(id, document);
    turn.enter(
        "document-filed",
        [("document", id.to_string()), ("symbol", symbol.to_owned())],
    );
    Ok(())
}
