//! Raw answers: who said what, on which version of which scale.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Questionnaire, Refusal};
use crate::table::{CsvRow, CsvTable, TableError};

/// Somebody who was asked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Respondent {
    /// The bureau or state.
    pub id: String,
    /// Its region.
    pub region: String,
}

/// One raw answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Who answered.
    pub respondent: String,
    /// The item.
    pub item: String,
    /// The scale.
    pub scale: String,
    /// The code as given: a point of the scale or an answer apart.
    pub code: String,
}

/// Everyone who was asked, and every answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerSheet {
    /// All who were asked, whether they answered or not.
    pub asked: Vec<Respondent>,
    /// Answers in the order of the file.
    pub answers: Vec<Answer>,
}

impl AnswerSheet {
    /// Regions in order.
    #[must_use]
    pub fn regions(&self) -> Vec<String> {
        let mut regions: Vec<String> = self.asked.iter().map(|respondent| respondent.region.clone()).collect();
        regions.sort();
        regions.dedup();
        regions
    }
}

/// Reads the list of those asked: columns `respondent` (or `country`, `bureau`) and `region`.
///
/// # Errors
/// [`Refusal::Malformed`], also for a respondent that stands twice.
pub fn read_respondents(bytes: &[u8]) -> Result<Vec<Respondent>, Refusal> {
    let table = CsvTable::read(bytes)?;
    let id = column(&table, &["respondent", "country", "bureau"])?;
    let region = column(&table, &["region"])?;
    let mut asked: Vec<Respondent> = Vec::new();
    for row in &table.rows {
        let respondent = Respondent {
            id: text(&table, row, id)?,
            region: text(&table, row, region)?,
        };
        asked.push(respondent);
    }
    let mut ids: Vec<&str> = asked.iter().map(|respondent| respondent.id.as_str()).collect();
    ids.sort_unstable();
    if let Some(pair) = ids.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(TableError::new("file", format!("{} stands twice among those asked", pair[0])).into());
    }
    Ok(asked)
}

/// Reads answers: columns `respondent`, `item`, `question` (the scale), `answer`, and `scale_version` if there is one.
///
/// # Errors
/// A [`Refusal`] that names the line: an unknown respondent, item, scale or code, a double answer, another scale version.
pub fn read_answers(
    questionnaire: &Questionnaire,
    asked: Vec<Respondent>,
    bytes: &[u8],
) -> Result<AnswerSheet, Refusal> {
    let table = CsvTable::read(bytes)?;
    let columns = [
        column(&table, &["respondent", "country", "bureau"])?,
        column(&table, &["item"])?,
        column(&table, &["question", "scale"])?,
        column(&table, &["answer", "code"])?,
    ];
    let version = table.column(&["scale_version"]);
    let mut seen: BTreeMap<(String, String, String), ()> = BTreeMap::new();
    let known: std::collections::BTreeSet<&str> = asked.iter().map(|respondent| respondent.id.as_str()).collect();
    let mut answers = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        // An empty place is no answer yet.
        if row.fields.get(columns[3]).is_none_or(String::is_empty) {
            continue;
        }
        let [respondent, item, scale, code] = columns.map(|c| text(&table, row, c));
        let answer = Answer {
            respondent: respondent?,
            item: item?,
            scale: scale?,
            code: code?,
        };
        let place = format!("line {}", row.line);
        check_answer(questionnaire, &known, &answer, &place)?;
        check_version(questionnaire, &answer, version.and_then(|c| row.fields.get(c)), &place)?;
        let key = (answer.respondent.clone(), answer.item.clone(), answer.scale.clone());
        if seen.insert(key, ()).is_some() {
            let Answer {
                respondent,
                item,
                scale,
                ..
            } = answer;
            return Err(Refusal::Double {
                place,
                respondent,
                item,
                scale,
            });
        }
        answers.push(answer);
    }
    Ok(AnswerSheet { asked, answers })
}

/// Holds an answer against the questionnaire and the list of those asked.
pub(crate) fn check_answer(
    questionnaire: &Questionnaire,
    known: &std::collections::BTreeSet<&str>,
    answer: &Answer,
    place: &str,
) -> Result<(), Refusal> {
    let unknown = |what, name: &str| {
        Err(Refusal::Unknown {
            place: place.into(),
            what,
            name: name.into(),
        })
    };
    if !known.contains(answer.respondent.as_str()) {
        return unknown("respondent", &answer.respondent);
    }
    if questionnaire.item(&answer.item).is_none() {
        return unknown("item", &answer.item);
    }
    let Some(scale) = questionnaire.scale(&answer.scale) else {
        return unknown("question", &answer.scale);
    };
    let point = scale.points.iter().any(|point| point.code == answer.code);
    if !point && !questionnaire.apart.iter().any(|apart| apart.code == answer.code) {
        return unknown("answer", &answer.code);
    }
    Ok(())
}

fn check_version(
    questionnaire: &Questionnaire,
    answer: &Answer,
    given: Option<&String>,
    place: &str,
) -> Result<(), Refusal> {
    let (Some(given), Some(scale)) = (given, questionnaire.scale(&answer.scale)) else {
        return Ok(());
    };
    if given.is_empty() || *given == scale.version.to_string() {
        return Ok(());
    }
    let (scale, expected) = (answer.scale.clone(), scale.version);
    Err(Refusal::OtherVersion {
        place: place.into(),
        scale,
        given: given.clone(),
        expected,
    })
}

fn column(table: &CsvTable, names: &[&str]) -> Result<usize, TableError> {
    table
        .column(names)
        .ok_or_else(|| TableError::new("header", format!("no column is named {}", names[0])))
}

fn text(table: &CsvTable, row: &CsvRow, column: usize) -> Result<String, TableError> {
    let found = row.fields.get(column).filter(|text| !text.is_empty());
    found
        .cloned()
        .ok_or_else(|| TableError::new(table.place(row, column), "the field is empty"))
}
