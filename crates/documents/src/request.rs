//! What is asked for, as it comes on standard input: read, measured, cleaned.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::date;
use crate::fault::Fault;
use crate::name;
use crate::report::ReportFields;

/// A request has at most so many bytes.
pub const LARGEST_REQUEST: usize = 8 * 1024 * 1024;
/// One text has at most so many characters.
const LONGEST_TEXT: usize = 20_000;
/// A reference, a name or an address has at most so many characters.
const LONGEST_LINE: usize = 300;
/// A list has at most so many items.
const MOST_ITEMS: usize = 20_000;

/// A language of papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Arabic, set from right to left.
    Ar,
    /// English.
    En,
    /// Spanish.
    Es,
    /// French.
    Fr,
}

impl Language {
    /// The four.
    pub const ALL: [Self; 4] = [Self::Ar, Self::En, Self::Es, Self::Fr];

    /// The code, as in `lang="ar"`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Ar => "ar",
            Self::En => "en",
            Self::Es => "es",
            Self::Fr => "fr",
        }
    }
}

/// A request. The same request gives the same bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// The languages, each a part of its own, in this order.
    pub languages: Vec<Language>,
    /// The organisation's own name.
    pub organisation: String,
    /// The paper's reference, by which anybody may check it.
    pub reference: String,
    /// Where it is checked: printed, and as a QR code.
    pub verify_url: String,
    /// Whether this is an exercise: it is then printed across every page.
    pub exercise: bool,
    /// When it was issued, an instant in UTC.
    pub issued: String,
    /// Which template, and what it says.
    pub paper: Fields,
}

/// The templates with their contents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "template", content = "fields")]
pub enum Fields {
    /// A notice or a diffusion.
    Notice(NoticeFields),
    /// A decision on a request for a notice.
    DecisionLetter(DecisionFields),
    /// A request to a bank to hold money, from coded fields alone.
    StopRequestLetter(StopRequestFields),
    /// A report, minutes, adopted resolutions.
    Report(ReportFields),
}

/// The kinds of notices; each has its band of colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is the kind of the same name in the rulebook")]
pub enum Kind {
    Red,
    Blue,
    Green,
    Yellow,
    Black,
    Orange,
    Purple,
    Silver,
    Un,
    Art,
}

/// A bureau, a bank or a country, with its names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Its code.
    pub code: String,
    /// Its names by language; where one is missing, the code stands alone.
    #[serde(default)]
    pub names: BTreeMap<Language, String>,
}

/// A notice in force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeFields {
    /// The kind.
    pub kind: Kind,
    /// Whether it goes to chosen bureaus only.
    #[serde(default)]
    pub diffusion: bool,
    /// Its number.
    pub number: String,
    /// Who asked for it.
    pub source: Party,
    /// When it was published.
    pub published: String,
    /// The revision of its content.
    pub revision: u32,
    /// The rulebook under which it was approved; a model.
    pub rulebook: String,
    /// Its text by language.
    pub texts: BTreeMap<Language, String>,
    /// Addenda, the newest first: they are read before anything else.
    #[serde(default)]
    pub addenda: Vec<Addendum>,
    /// Who or what it is about.
    #[serde(default)]
    pub identity: Vec<Fact>,
    /// The judicial facts.
    #[serde(default)]
    pub judicial: Vec<Fact>,
}

/// A fact that stands beside a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Addendum {
    /// Its number.
    pub number: u32,
    /// Its text, in the language in which it was written.
    pub text: String,
}

/// A labelled value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// The label's id among the words of papers (`label.…`).
    pub label: String,
    /// The value.
    pub value: FactValue,
}

/// A value that is written out in the reader's language where it is coded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactValue {
    /// As it was written.
    Text(String),
    /// A number, an account, a code: always from left to right.
    Number(String),
    /// A day, or a month or year where no more is known.
    Date(String),
    /// An id among the words of papers (`code.…`); one that is unknown is printed as it is.
    Code(String),
    /// Countries or bureaus.
    Parties(Vec<Party>),
    /// A penalty: life, death, or a time.
    Penalty {
        /// Whole years.
        #[serde(default)]
        years: u16,
        /// Whole months beside the years.
        #[serde(default)]
        months: u16,
        /// Days beside the months.
        #[serde(default)]
        days: u16,
    },
}

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// The request is refused.
    Refused,
    /// The request is approved.
    Approved,
    /// A notice in force was cancelled.
    Cancelled,
}

/// A decision letter to the bureau that asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionFields {
    /// What was decided.
    pub decision: Decision,
    /// The kind of notice.
    pub kind: Kind,
    /// Whether a diffusion was asked for.
    #[serde(default)]
    pub diffusion: bool,
    /// The request as the bureau knows it.
    pub request: String,
    /// The notice's number, once it has one.
    #[serde(default)]
    pub number: Option<String>,
    /// The bureau written to.
    pub addressee: Party,
    /// When it was decided, as far as the bureau is told.
    pub decided: String,
    /// The rulebook under which it was decided.
    pub rulebook: String,
    /// On what a refusal rests. The common wording for constitutional grounds names no article.
    #[serde(default)]
    pub grounds: Vec<Ground>,
}

/// A ground of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// An article, as the rulebook writes it.
    Article(String),
    /// The one wording for every decision on constitutional grounds.
    Constitutional,
}

/// A sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    /// A decimal number.
    pub value: String,
    /// Currency or token.
    pub currency: String,
}

/// A request to hold money, from coded fields alone: nothing that anybody wrote in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StopRequestFields {
    /// The bureau that asks.
    pub bureau: Party,
    /// The bank asked, or the bureau that has to find it.
    pub bank: Party,
    /// The country asked.
    pub country: Party,
    /// The request's reference.
    pub request: String,
    /// The code by which the bank can check the request.
    pub code: String,
    /// The revision: a later one replaces the earlier.
    pub revision: u32,
    /// The account.
    pub account: String,
    /// What is special about it (`flag.…` among the words of papers).
    #[serde(default)]
    pub flags: Vec<String>,
    /// What is asked for, in the account's currency.
    pub amount: Amount,
    /// When the payment was executed.
    pub executed: String,
    /// The payment's end-to-end reference.
    #[serde(default)]
    pub uetr: Option<String>,
    /// The crime as an ICCS code.
    pub crime: String,
    /// How many confirmed replies it rests on.
    #[serde(default)]
    pub replies: u32,
    /// Until when an answer is awaited.
    #[serde(default)]
    pub answer_by: Option<String>,
    /// Until when the account's holder is not to be told.
    #[serde(default)]
    pub silent_until: Option<String>,
    /// What is asked: to hold, or to give up a hold.
    pub asked: Asked,
}

/// What a bank is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// To hold the sum.
    Hold,
    /// To release it: the request is withdrawn.
    Release,
}

impl Request {
    /// Reads a request and holds it against every limit.
    ///
    /// # Errors
    /// See [`Fault`].
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        if bytes.len() > LARGEST_REQUEST {
            let most = LARGEST_REQUEST / 1024 / 1024;
            return Err(Fault::new(
                "too-large",
                "request",
                format!("a request has at most {most} MB; leave drawings out or split the paper"),
            ));
        }
        let value: Value = serde_json::from_slice(bytes).map_err(|e| Fault::new("json", "request", e.to_string()))?;
        // Measured before it is understood, so that a fault is named by its path.
        measure("", &value)?;
        let request: Self = serde_json::from_value(value).map_err(|e| Fault::new("json", "request", e.to_string()))?;
        request.check()?;
        Ok(request)
    }

    fn check(&self) -> Result<(), Fault> {
        let mut seen = self.languages.clone();
        seen.sort();
        seen.dedup();
        if seen.is_empty() || seen.len() != self.languages.len() {
            return Err(Fault::new(
                "language",
                "languages",
                "name one to four languages, each once",
            ));
        }
        for (field, text) in [
            ("organisation", &self.organisation),
            ("reference", &self.reference),
            ("verify_url", &self.verify_url),
        ] {
            if text.trim().is_empty() || text.chars().count() > LONGEST_LINE {
                return Err(Fault::new("too-long", field, format!("1 to {LONGEST_LINE} characters")));
            }
        }
        if name::passes_for_another(&self.organisation) {
            return Err(Fault::new(
                "name",
                "organisation",
                "a paper carries the organisation's own name, never that of the International Criminal Police Organization or one that passes for it",
            ));
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || "-/.".contains(c);
        if !self.reference.chars().all(plain) {
            return Err(Fault::new(
                "reference",
                "reference",
                "letters, digits, hyphens, dots and slashes only",
            ));
        }
        let address = ["https://", "http://"].iter().any(|s| self.verify_url.starts_with(s));
        if !address || !self.verify_url.chars().all(|c| c.is_ascii_graphic()) {
            return Err(Fault::new(
                "address",
                "verify_url",
                "an address that begins with https:// or http://",
            ));
        }
        instant("issued", &self.issued)?;
        self.paper.check(&self.languages)
    }
}

/// Holds a date against the calendar.
fn instant(field: &str, text: &str) -> Result<(), Fault> {
    match date::moment(text) {
        Some(_) => Ok(()),
        None => Err(Fault::new(
            "date",
            field,
            "a day such as 2026-03-03 or an instant such as 2026-03-03T01:14:00Z, that exists",
        )),
    }
}

impl Fields {
    fn check(&self, languages: &[Language]) -> Result<(), Fault> {
        match self {
            Self::Notice(notice) => notice.check(languages),
            Self::DecisionLetter(letter) => instant("fields.decided", &letter.decided),
            Self::StopRequestLetter(letter) => {
                instant("fields.executed", &letter.executed)?;
                for (field, date) in [
                    ("fields.answer_by", &letter.answer_by),
                    ("fields.silent_until", &letter.silent_until),
                ] {
                    if let Some(date) = date {
                        instant(field, date)?;
                    }
                }
                Ok(())
            }
            Self::Report(report) => report.check(languages),
        }
    }
}

impl NoticeFields {
    fn check(&self, languages: &[Language]) -> Result<(), Fault> {
        instant("fields.published", &self.published)?;
        for language in languages {
            if self.texts.get(language).is_none_or(|t| t.trim().is_empty()) {
                let field = format!("fields.texts.{}", language.code());
                return Err(Fault::new(
                    "language",
                    field,
                    "a notice is printed in a language only once its text is there",
                ));
            }
        }
        for fact in self.identity.iter().chain(&self.judicial) {
            if let FactValue::Date(date) = &fact.value
                && !date::partial(date)
            {
                return Err(Fault::new(
                    "date",
                    format!("fields.{}", fact.label),
                    "a day, a month or a year, such as 1984-05-17, 1984-05 or 1984",
                ));
            }
        }
        Ok(())
    }
}

/// Holds every text and list against its limit; `drawing` texts have a limit of their own.
fn measure(path: &str, value: &Value) -> Result<(), Fault> {
    let at = |key: &str| {
        if path.is_empty() {
            key.to_owned()
        } else {
            format!("{path}.{key}")
        }
    };
    match value {
        Value::String(text) => {
            let most = if path.ends_with(".svg") {
                crate::report::LARGEST_DRAWING
            } else {
                LONGEST_TEXT
            };
            if text.chars().count() > most {
                return Err(Fault::new(
                    "too-long",
                    path,
                    format!("at most {most} characters; split it or shorten it"),
                ));
            }
            Ok(())
        }
        Value::Array(items) => {
            if items.len() > MOST_ITEMS {
                return Err(Fault::new(
                    "too-many",
                    path,
                    format!("at most {MOST_ITEMS} items; split the paper"),
                ));
            }
            items
                .iter()
                .enumerate()
                .try_for_each(|(n, item)| measure(&at(&n.to_string()), item))
        }
        Value::Object(fields) => fields.iter().try_for_each(|(key, value)| {
            let short: String = key.chars().take(60).collect();
            measure(&at(&short), value)
        }),
        _ => Ok(()),
    }
}
