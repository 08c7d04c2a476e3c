//! What a paper says, as the printing program takes it. Texts are data there; they are never part of a template.

use std::collections::{BTreeMap, BTreeSet};

use cordon_members::role::Right;
use serde::{Deserialize, Serialize, Serializer};

use crate::frame::locale::Language;

/// Texts by language code.
pub type Texts = BTreeMap<String, String>;

/// A paper to be issued.
#[derive(Debug, Clone)]
pub struct Paper {
    /// What it is about; all papers about a thing can be recalled together.
    pub about: About,
    /// Who may fetch it, beside the house that issued it.
    pub audience: Audience,
    /// The languages, each a part of its own, in this order.
    pub languages: Vec<Language>,
    /// Whether it belongs to a drill in a real world. In an invented world every paper does, whatever stands here.
    pub drill: bool,
    /// The template with its contents.
    pub content: Content,
}

/// What a paper is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum About {
    /// A notice in force: recalled with it, erased with it.
    Notice {
        /// The notice.
        id: String,
    },
    /// The decision on a request for a notice.
    Decision {
        /// The notice.
        id: String,
    },
    /// A request to a bank.
    Request {
        /// The case.
        case: String,
        /// The request's number in it.
        ask: String,
    },
    /// A report of a year or an edition.
    Report {
        /// The report's own name.
        id: String,
    },
    /// Minutes or resolutions of a session of the assembly.
    Assembly {
        /// The session's or the resolution's own name.
        id: String,
    },
}

impl About {
    /// One text, by which papers are found.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Notice { id } => format!("notice:{id}"),
            Self::Decision { id } => format!("decision:{id}"),
            Self::Request { case, ask } => format!("request:{case}/{ask}"),
            Self::Report { id } => format!("report:{id}"),
            Self::Assembly { id } => format!("assembly:{id}"),
        }
    }
}

impl About {
    /// The right without which an officer reads no such paper.
    #[must_use]
    pub fn read_right(&self) -> Right {
        match self {
            Self::Notice { .. } | Self::Decision { .. } => Right::WorkNotices,
            Self::Request { .. } => Right::ReadCases,
            Self::Report { .. } => Right::ReadTrends,
            Self::Assembly { .. } => Right::ReadAssembly,
        }
    }

    /// The right without which an officer recalls no such paper.
    #[must_use]
    pub fn recall_right(&self) -> Right {
        match self {
            Self::Request { .. } => Right::WorkCases,
            Self::Assembly { .. } => Right::RunAssembly,
            other => other.read_right(),
        }
    }
}

/// Who may fetch a paper, of those officers who may read of such matters at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is", content = "bureaus")]
pub enum Audience {
    /// The house that issued it, nobody else.
    House,
    /// These bureaus.
    Bureaus(BTreeSet<String>),
    /// Every officer of every member.
    Members,
    /// Anybody.
    Public,
}

/// The templates with their contents.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case", tag = "template", content = "fields")]
pub enum Content {
    /// A notice or a diffusion.
    Notice(Box<NoticePaper>),
    /// A decision on a request for a notice.
    DecisionLetter(DecisionLetter),
    /// A request to a bank, from coded fields alone.
    StopRequestLetter(Box<StopRequestLetter>),
    /// A report, minutes, adopted resolutions.
    Report(Report),
}

impl Content {
    /// The template's name.
    #[must_use]
    pub fn template(&self) -> &'static str {
        match self {
            Self::Notice(_) => "notice",
            Self::DecisionLetter(_) => "decision-letter",
            Self::StopRequestLetter(_) => "stop-request-letter",
            Self::Report(_) => "report",
        }
    }
}

/// A bureau, a bank or a country, with its names by language code.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Party {
    /// Its code.
    pub code: String,
    /// Its names.
    pub names: Texts,
}

/// A notice in force.
#[derive(Debug, Clone, Serialize)]
pub struct NoticePaper {
    /// The kind's code, such as `red`.
    pub kind: String,
    /// Whether it goes to chosen bureaus only.
    pub diffusion: bool,
    /// Its number.
    pub number: String,
    /// Who asked for it.
    pub source: Party,
    /// When it was published.
    pub published: String,
    /// The revision of its content.
    pub revision: u32,
    /// The rulebook's version.
    pub rulebook: String,
    /// Its text by language code: one for every language of the paper.
    pub texts: Texts,
    /// Addenda, the newest first.
    pub addenda: Vec<Addendum>,
    /// Who or what it is about.
    pub identity: Vec<Fact>,
    /// The judicial facts.
    pub judicial: Vec<Fact>,
}

/// A fact that stands beside a notice.
#[derive(Debug, Clone, Serialize)]
pub struct Addendum {
    /// Its number.
    pub number: u32,
    /// Its text.
    pub text: String,
}

/// A labelled value; label and codes are ids among the words of papers.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    /// The label's id.
    pub label: &'static str,
    /// The value.
    pub value: FactValue,
}

/// A value that is written out in the reader's language where it is coded.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FactValue {
    /// As it was written.
    Text(String),
    /// A number or a code, from left to right.
    Number(String),
    /// A day, a month or a year.
    Date(String),
    /// An id among the words of papers.
    Code(String),
    /// Countries or bureaus.
    Parties(Vec<Party>),
    /// A time of deprivation of liberty.
    Penalty {
        /// Whole years.
        years: u16,
        /// Whole months.
        months: u16,
        /// Days.
        days: u16,
    },
}

/// A decision on a request for a notice.
#[derive(Debug, Clone, Serialize)]
pub struct DecisionLetter {
    /// `refused`, `approved` or `cancelled`.
    pub decision: &'static str,
    /// The kind's code.
    pub kind: String,
    /// Whether a diffusion was asked for.
    pub diffusion: bool,
    /// The request as the bureau knows it.
    pub request: String,
    /// The notice's number, once it has one.
    pub number: Option<String>,
    /// The bureau written to.
    pub addressee: Party,
    /// When it was decided, as far as the bureau is told.
    pub decided: String,
    /// The rulebook's version.
    pub rulebook: String,
    /// On what it rests.
    pub grounds: Vec<Ground>,
}

/// A ground of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// An article.
    Article(String),
    /// The one wording for every decision on constitutional grounds.
    Constitutional,
}

/// A request to a bank.
#[derive(Debug, Clone, Serialize)]
pub struct StopRequestLetter {
    /// The bureau that asks.
    pub bureau: Party,
    /// The bank asked.
    pub bank: Party,
    /// The country asked.
    pub country: Party,
    /// The request's reference.
    pub request: String,
    /// Its check code.
    pub code: String,
    /// Its revision.
    pub revision: u32,
    /// The account.
    pub account: String,
    /// What is special about it.
    pub flags: Vec<String>,
    /// What is asked for.
    pub amount: Amount,
    /// When the payment was executed.
    pub executed: String,
    /// The payment's end-to-end reference.
    pub uetr: Option<String>,
    /// The crime as an ICCS code.
    pub crime: String,
    /// How many confirmed replies it rests on.
    pub replies: u32,
    /// Until when an answer is awaited.
    pub answer_by: Option<String>,
    /// Until when the holder is not to be told.
    pub silent_until: Option<String>,
    /// `hold` or `release`.
    pub asked: &'static str,
}

/// A sum.
#[derive(Debug, Clone, Serialize)]
pub struct Amount {
    /// A decimal number.
    pub value: String,
    /// Currency or token.
    pub currency: String,
}

/// A report: title page, table of contents where wanted, blocks, one part for each language of the paper.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Whom it is for; printed at the head of every page.
    pub edition: Edition,
    /// Whether a table of contents stands behind the title.
    pub contents: bool,
    /// One part for each language, in the paper's order.
    pub parts: Vec<Part>,
}

/// Whom a report is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
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
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    /// The language.
    #[serde(serialize_with = "code")]
    pub language: Language,
    /// The title.
    pub title: String,
    /// What stands under it.
    pub subtitle: Option<String>,
    /// The contents in order.
    pub blocks: Vec<Block>,
}

fn code<S: Serializer>(language: &Language, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(language.code())
}

/// One block of a report.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case", tag = "block")]
pub enum Block {
    /// A heading of level 1, 2 or 3; a level is never skipped.
    Heading {
        /// The level.
        level: u8,
        /// The words.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// A number before it, such as that of an operative paragraph.
        number: Option<String>,
        /// Opening words that stand out, as in "Noting".
        lead: Option<String>,
        /// The words.
        text: String,
        /// Sources, each a footnote.
        sources: Vec<String>,
    },
    /// A list.
    List {
        /// Whether the items are numbered.
        numbered: bool,
        /// The items.
        items: Vec<String>,
    },
    /// Labels with their values.
    Facts {
        /// Label, value.
        rows: Vec<(String, String)>,
    },
    /// A table.
    Table {
        /// The caption.
        caption: String,
        /// The columns, at most 16.
        columns: Vec<Column>,
        /// The rows, one cell for each column.
        rows: Vec<Vec<String>>,
        /// What stands under it.
        note: Option<String>,
    },
    /// A drawing, of which a table or a text must say the same.
    Figure {
        /// SVG with nothing outside itself. Its letters are set in the fonts of the paper (`Noto Sans`).
        svg: String,
        /// What it shows, for those who do not see it.
        alt: String,
        /// The caption.
        caption: String,
        /// What stands under it.
        note: Option<String>,
    },
    /// A boxed remark.
    Callout {
        /// Whether it warns.
        tone: Tone,
        /// The heading in the box.
        title: Option<String>,
        /// The words.
        text: String,
    },
    /// A new page.
    PageBreak,
}

impl Block {
    /// A heading.
    #[must_use]
    pub fn heading(level: u8, text: impl Into<String>) -> Self {
        Self::Heading {
            level,
            text: text.into(),
        }
    }

    /// A paragraph without number, opening words or sources.
    #[must_use]
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph {
            number: None,
            lead: None,
            text: text.into(),
            sources: vec![],
        }
    }
}

/// A column of a table.
#[derive(Debug, Clone, Serialize)]
pub struct Column {
    /// The head.
    pub label: String,
    /// Whether its cells are numbers.
    pub numeric: bool,
}

/// The tone of a boxed remark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// It tells.
    Plain,
    /// It warns.
    Warning,
}
