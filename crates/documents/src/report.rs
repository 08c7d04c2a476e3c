//! A report: a title page, then headings, paragraphs, tables and drawings, in one part for each language.

use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::request::Language;

/// A drawing has at most so many characters.
pub(crate) const LARGEST_DRAWING: usize = 2_000_000;
/// A table has at most so many columns.
const MOST_COLUMNS: usize = 16;
/// All parts together have at most so many drawings.
const MOST_DRAWINGS: usize = 80;

/// A report, minutes of a session, adopted resolutions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportFields {
    /// Whom it is for.
    pub edition: Edition,
    /// Whether a table of contents stands behind the title.
    #[serde(default)]
    pub contents: bool,
    /// One part for each language of the request, in its order.
    pub parts: Vec<Part>,
}

/// Whom a report is for; printed at the head of every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edition {
    /// Anybody.
    Public,
    /// The members of the organisation.
    Members,
    /// Named readers.
    Restricted,
}

/// A report in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The language.
    pub language: Language,
    /// The title.
    pub title: String,
    /// What stands under it.
    #[serde(default)]
    pub subtitle: Option<String>,
    /// The contents in order.
    pub blocks: Vec<Block>,
}

/// One block of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "block", deny_unknown_fields)]
pub enum Block {
    /// A heading.
    Heading {
        /// 1, 2 or 3.
        level: u8,
        /// The words.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// A number before it, such as that of an operative paragraph.
        #[serde(default)]
        number: Option<String>,
        /// Opening words that are emphasised, as in "Noting".
        #[serde(default)]
        lead: Option<String>,
        /// The words.
        text: String,
        /// Sources, each a footnote at its end.
        #[serde(default)]
        sources: Vec<String>,
    },
    /// A list.
    List {
        /// Whether the items are numbered.
        #[serde(default)]
        numbered: bool,
        /// The items.
        items: Vec<String>,
    },
    /// Labels with their values.
    Facts {
        /// Label, value.
        rows: Vec<(String, String)>,
    },
    /// A table with a head row that is repeated on every page.
    Table {
        /// The caption.
        caption: String,
        /// The columns.
        columns: Vec<Column>,
        /// The rows; each has one cell for every column.
        rows: Vec<Vec<String>>,
        /// What stands under it: how to read it, how many answered.
        #[serde(default)]
        note: Option<String>,
    },
    /// A drawing.
    Figure {
        /// The drawing as SVG. It may link to nothing outside itself.
        svg: String,
        /// What it shows, for those who do not see it.
        alt: String,
        /// The caption.
        caption: String,
        /// What stands under it.
        #[serde(default)]
        note: Option<String>,
    },
    /// A boxed remark.
    Callout {
        /// Whether it warns.
        #[serde(default)]
        tone: Tone,
        /// The heading in the box.
        #[serde(default)]
        title: Option<String>,
        /// The words.
        text: String,
    },
    /// A new page.
    PageBreak,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The head.
    pub label: String,
    /// Whether its cells are numbers, set flush to the end.
    #[serde(default)]
    pub numeric: bool,
}

/// The tone of a boxed remark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// It tells.
    #[default]
    Plain,
    /// It warns.
    Warning,
}

impl ReportFields {
    pub(crate) fn check(&self, languages: &[Language]) -> Result<(), Fault> {
        let parts: Vec<Language> = self.parts.iter().map(|p| p.language).collect();
        if parts != languages {
            return Err(Fault::new(
                "language",
                "fields.parts",
                "one part for each language of the request, in its order",
            ));
        }
        let mut drawings = 0;
        for (n, part) in self.parts.iter().enumerate() {
            let mut under = 0;
            for (m, block) in part.blocks.iter().enumerate() {
                block.check(&format!("fields.parts.{n}.blocks.{m}"), &mut under)?;
                drawings += usize::from(matches!(block, Block::Figure { .. }));
            }
        }
        if drawings > MOST_DRAWINGS {
            return Err(Fault::new(
                "too-many",
                "fields.parts",
                format!("at most {MOST_DRAWINGS} drawings"),
            ));
        }
        Ok(())
    }

    /// Takes the drawings out, each replaced by the name of its file in the typesetter's world.
    pub(crate) fn take_drawings(&mut self) -> Vec<(String, String)> {
        let mut drawings = Vec::new();
        let blocks = self.parts.iter_mut().flat_map(|p| &mut p.blocks);
        for block in blocks {
            if let Block::Figure { svg, .. } = block {
                let file = format!("/drawings/{}.svg", drawings.len());
                drawings.push((file.clone(), std::mem::replace(svg, file)));
            }
        }
        drawings
    }
}

impl Block {
    /// `under` is the level of the heading before.
    fn check(&self, path: &str, under: &mut u8) -> Result<(), Fault> {
        match self {
            Self::Heading { level, .. } => {
                if !(1..=3).contains(level) || *level > *under + 1 {
                    return Err(Fault::new(
                        "json",
                        format!("{path}.level"),
                        "1, 2 or 3, and no level is skipped: readers that listen go by them",
                    ));
                }
                *under = *level;
                Ok(())
            }
            Self::Table { columns, rows, .. } => {
                if columns.is_empty() || columns.len() > MOST_COLUMNS {
                    return Err(Fault::new(
                        "too-many",
                        format!("{path}.columns"),
                        format!("1 to {MOST_COLUMNS} columns"),
                    ));
                }
                match rows.iter().position(|row| row.len() != columns.len()) {
                    Some(row) => Err(Fault::new(
                        "json",
                        format!("{path}.rows.{row}"),
                        format!("{} cells, one for each column", columns.len()),
                    )),
                    None => Ok(()),
                }
            }
            Self::Figure { svg, alt, .. } => {
                if alt.trim().is_empty() {
                    return Err(Fault::new(
                        "drawing",
                        format!("{path}.alt"),
                        "say what the drawing shows, for those who do not see it",
                    ));
                }
                if !svg.trim_start().starts_with('<') {
                    return Err(Fault::new("drawing", format!("{path}.svg"), "an SVG drawing"));
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}
