//! What a report is made from.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::association;
use crate::counts::{CountRecord, read_counts};
use crate::hidden::{self, CaptureTable};
use crate::interception::{InterceptionPage, InterceptionSums, interception_page};
use crate::questionnaire::{self, AnswerSheet, Questionnaire, read_answers, read_respondents};
use crate::table::{CsvTable, TableError};

/// Years for which a report is made.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// Why no report is made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// A year outside the range.
    #[error("the year {year} is not between 1900 and 2200")]
    BadYear {
        /// The year asked for.
        year: i32,
    },
    /// The answers are of another year.
    #[error("the answers are of {found}, not of {asked}")]
    OtherYear {
        /// Year of the answers.
        found: String,
        /// Year asked for.
        asked: i32,
    },
    /// A file that is no table.
    #[error("{file}: {source}")]
    Table {
        /// The file.
        file: &'static str,
        /// What is wrong.
        source: TableError,
    },
    /// Answers that are not taken.
    #[error("{file}: {source}")]
    Answers {
        /// The file.
        file: &'static str,
        /// What is wrong.
        source: questionnaire::Refusal,
    },
    /// Lists that are not taken.
    #[error("lists.csv: {0}")]
    Lists(hidden::Refusal),
    /// Occurrences that are not taken.
    #[error("occurrences.csv: {0}")]
    Occurrences(association::Refusal),
    /// Sums that cannot be.
    #[error("interception.csv: {0}")]
    Interception(crate::interception::Refusal),
    /// Too few answers for a ranking.
    #[error("answers.csv: {0}")]
    Ranking(crate::ranking::Refusal),
    /// The words of the report cannot be read.
    #[error("the words of the report in {language} cannot be read: {problem}")]
    Words {
        /// The language.
        language: &'static str,
        /// What is wrong.
        problem: String,
    },
}

impl Refusal {
    /// The stable code of this refusal.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadYear { .. } => "bad_year",
            Self::OtherYear { .. } => "other_year",
            Self::Table { .. } => "malformed",
            Self::Answers { source, .. } => source.code(),
            Self::Lists(source) => source.code(),
            Self::Occurrences(source) => source.code(),
            Self::Interception(source) => source.code(),
            Self::Ranking(source) => source.code(),
            Self::Words { .. } => "words",
        }
    }
}

/// The bytes of the files a report is made from. Only the first three are needed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InputFiles {
    /// `about.csv`: year, exercise mark, edition.
    pub about: Vec<u8>,
    /// `respondents.csv`: everyone who was asked.
    pub respondents: Vec<u8>,
    /// `answers.csv`: raw answers.
    pub answers: Vec<u8>,
    /// `counts.csv`: recorded crime.
    pub counts: Option<Vec<u8>>,
    /// `lists.csv`: overlapping lists of people.
    pub lists: Option<Vec<u8>>,
    /// `occurrences.csv`: crime types by case.
    pub occurrences: Option<Vec<u8>>,
    /// `interception.csv`: sums lost, asked, held, returned.
    pub interception: Option<Vec<u8>>,
}

/// A file as the report names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Its name.
    pub name: &'static str,
    /// SHA-256 of its bytes, as hex.
    pub sha256: String,
    /// Rows of it.
    pub rows: usize,
}

/// The inputs, read and checked.
#[derive(Debug, Clone)]
pub struct ReportInputs {
    /// Year of the report.
    pub year: i32,
    /// Whether everything in it is an exercise.
    pub exercise: bool,
    /// Number of the edition.
    pub edition: String,
    /// The questionnaire.
    pub questionnaire: Questionnaire,
    /// Who was asked, and all answers.
    pub sheet: AnswerSheet,
    /// Recorded crime up to the year.
    pub counts: Vec<CountRecord>,
    /// Overlapping lists.
    pub lists: Option<CaptureTable>,
    /// Crime types by case.
    pub cases: Vec<BTreeSet<String>>,
    /// Interception by currency.
    pub interception: Vec<InterceptionPage>,
    /// The files.
    pub files: Vec<InputFile>,
}

/// The files of the exercise world that ships with the program: invented states and regions only.
#[must_use]
pub fn exercise_files() -> InputFiles {
    InputFiles {
        about: include_bytes!("../../../../fixtures/trends/about.csv").to_vec(),
        respondents: include_bytes!("../../../../fixtures/trends/respondents.csv").to_vec(),
        answers: include_bytes!("../../../../fixtures/trends/answers.csv").to_vec(),
        counts: Some(include_bytes!("../../../../fixtures/trends/counts.csv").to_vec()),
        lists: Some(include_bytes!("../../../../fixtures/trends/lists.csv").to_vec()),
        occurrences: Some(include_bytes!("../../../../fixtures/trends/occurrences.csv").to_vec()),
        interception: Some(include_bytes!("../../../../fixtures/trends/interception.csv").to_vec()),
    }
}

/// Reads and checks the files for a year.
///
/// # Errors
/// A [`Refusal`] that names the file, the line and the column.
pub fn read_inputs(year: i32, files: &InputFiles) -> Result<ReportInputs, Refusal> {
    if !YEARS.contains(&year) {
        return Err(Refusal::BadYear { year });
    }
    let about = CsvTable::read(&files.about).map_err(|source| Refusal::Table {
        file: "about.csv",
        source,
    })?;
    let value = |key: &str| {
        let row = about
            .rows
            .iter()
            .find(|row| row.fields.first().is_some_and(|field| field == key))?;
        row.fields.get(1).cloned()
    };
    let shift = shift(year, value("year").unwrap_or_else(|| "any".into()))?;
    let questionnaire = Questionnaire::world_threat_assessment().map_err(|source| Refusal::Answers {
        file: "questionnaire",
        source,
    })?;
    let refused = |file| move |source| Refusal::Answers { file, source };
    let asked = read_respondents(&files.respondents).map_err(refused("respondents.csv"))?;
    let sheet = read_answers(&questionnaire, asked, &files.answers).map_err(refused("answers.csv"))?;
    let mut counts = match &files.counts {
        Some(bytes) => read_counts(bytes, shift).map_err(|source| Refusal::Table {
            file: "counts.csv",
            source,
        })?,
        None => Vec::new(),
    };
    counts.retain(|record| record.year <= year);
    let lists = match &files.lists {
        Some(bytes) => Some(
            hidden::read_cells(bytes)
                .and_then(CaptureTable::new)
                .map_err(Refusal::Lists)?,
        ),
        None => None,
    };
    let cases = match &files.occurrences {
        Some(bytes) => association::read_occurrences(bytes).map_err(Refusal::Occurrences)?,
        None => Vec::new(),
    };
    let interception = match &files.interception {
        Some(bytes) => read_interception(bytes)?,
        None => Vec::new(),
    };
    Ok(ReportInputs {
        year,
        exercise: value("exercise").is_none_or(|mark| mark != "0"),
        edition: value("edition").unwrap_or_else(|| "1".into()),
        questionnaire,
        sheet,
        counts,
        lists,
        cases,
        interception,
        files: described(files),
    })
}

/// How far the periods of the counts are moved: answers of `any` year bring counts whose periods are years before the report's.
fn shift(year: i32, of: String) -> Result<i32, Refusal> {
    match of.as_str() {
        "any" => Ok(year),
        text if *text == year.to_string() => Ok(0),
        _ => Err(Refusal::OtherYear { found: of, asked: year }),
    }
}

fn read_interception(bytes: &[u8]) -> Result<Vec<InterceptionPage>, Refusal> {
    let refuse = |source| Refusal::Table {
        file: "interception.csv",
        source,
    };
    let table = CsvTable::read(bytes).map_err(refuse)?;
    let column = |name: &str| {
        let missing = || refuse(TableError::new("header", format!("no column is named {name}")));
        table.column(&[name]).ok_or_else(missing)
    };
    let asset = column("asset")?;
    let columns = [
        column("cases")?,
        column("lost")?,
        column("asked")?,
        column("held")?,
        column("returned")?,
    ];
    let mut pages = Vec::new();
    for row in &table.rows {
        let mut sums = [0_i64; 5];
        for (sum, column) in sums.iter_mut().zip(columns) {
            let text = row.fields.get(column).map_or("", String::as_str);
            *sum = text.parse().map_err(|_| {
                refuse(TableError::new(
                    table.place(row, column),
                    format!("\"{text}\" is not a whole number"),
                ))
            })?;
        }
        let [cases, lost, asked, held, returned] = sums;
        let asset = row.fields.get(asset).cloned().unwrap_or_default();
        let sums = InterceptionSums {
            asset,
            cases: cases.unsigned_abs(),
            lost,
            asked,
            held,
            returned,
        };
        pages.push(interception_page(sums).map_err(Refusal::Interception)?);
    }
    Ok(pages)
}

fn described(files: &InputFiles) -> Vec<InputFile> {
    let given = [
        ("about.csv", Some(&files.about)),
        ("respondents.csv", Some(&files.respondents)),
        ("answers.csv", Some(&files.answers)),
        ("counts.csv", files.counts.as_ref()),
        ("lists.csv", files.lists.as_ref()),
        ("occurrences.csv", files.occurrences.as_ref()),
        ("interception.csv", files.interception.as_ref()),
    ];
    let present = given.into_iter().filter_map(|(name, bytes)| Some((name, bytes?)));
    present
        .map(|(name, bytes)| InputFile {
            name,
            sha256: Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
            rows: bytes.iter().filter(|byte| **byte == b'\n').count().saturating_sub(1),
        })
        .collect()
}
