//! What was collected as the files that a report is made from, so that a report of the store and one of a folder are the same.

use super::{Reply, Round};
use crate::counts::CountRecord;
use crate::interception::InterceptionSums;
use crate::questionnaire::Questionnaire;
use crate::report::InputFiles;

/// Everything collected for a year.
#[derive(Debug, Clone)]
pub struct Collected<'a> {
    /// The round.
    pub round: &'a Round,
    /// The replies, handed in or not.
    pub replies: &'a [Reply],
    /// Recorded crime.
    pub counts: &'a [CountRecord],
    /// Own operations on money, by currency.
    pub interception: &'a [InterceptionSums],
    /// A table of overlapping lists, as CSV.
    pub lists: Option<Vec<u8>>,
    /// Crime types by case, as CSV.
    pub occurrences: Option<Vec<u8>>,
}

/// Writes a table; a field is quoted where it must be.
fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing into memory cannot fail, and a row has as many fields as the head.
    let _ = writer.write_record(head);
    for row in rows {
        let _ = writer.write_record(row);
    }
    writer.into_inner().unwrap_or_default()
}

/// The files of the report.
#[must_use]
pub fn input_files(collected: &Collected<'_>) -> InputFiles {
    let round = collected.round;
    let about = [
        vec!["year".to_owned(), round.year.to_string()],
        vec!["exercise".to_owned(), u8::from(round.exercise).to_string()],
        vec!["edition".to_owned(), "1".to_owned()],
    ];
    let respondents = round.asked.iter().map(|r| vec![r.id.clone(), r.region.clone()]);
    let signed = collected.replies.iter().filter(|r| r.handed_in.is_some());
    let answers = signed.flat_map(|r| {
        r.given.iter().map(|g| {
            vec![
                r.respondent.clone(),
                g.item.clone(),
                g.scale.clone(),
                g.scale_version.to_string(),
                g.code.clone(),
            ]
        })
    });
    let counts = collected.counts.iter().map(|c| {
        vec![
            c.area.clone(),
            c.iccs.to_string(),
            c.year.to_string(),
            c.count.to_string(),
            c.population.map_or(String::new(), |p| p.to_string()),
            c.counting_unit.clone(),
            c.counting_rule.clone(),
            u8::from(c.after_break).to_string(),
        ]
    });
    let money = collected.interception.iter().map(|s| {
        vec![
            s.asset.clone(),
            s.cases.to_string(),
            s.lost.to_string(),
            s.asked.to_string(),
            s.held.to_string(),
            s.returned.to_string(),
        ]
    });
    InputFiles {
        about: table(&["key", "value"], about.into_iter()),
        respondents: table(&["respondent", "region"], respondents),
        answers: table(&["respondent", "item", "question", "scale_version", "answer"], answers),
        counts: (!collected.counts.is_empty()).then(|| {
            table(
                &[
                    "area",
                    "iccs",
                    "period",
                    "count",
                    "population",
                    "counting_unit",
                    "counting_rule",
                    "break",
                ],
                counts,
            )
        }),
        lists: collected.lists.clone(),
        occurrences: collected.occurrences.clone(),
        interception: (!collected.interception.is_empty())
            .then(|| table(&["asset", "cases", "lost", "asked", "held", "returned"], money)),
    }
}

/// The questionnaire as a file to fill in: what was answered so far stands in it.
#[must_use]
pub fn form_csv(questionnaire: &Questionnaire, bureau: &str, reply: Option<&Reply>) -> Vec<u8> {
    let questions = questionnaire
        .items
        .iter()
        .flat_map(|item| questionnaire.scales.iter().map(move |scale| (item, scale)));
    let rows = questions.map(|(item, scale)| {
        let code = reply.and_then(|r| r.code(&item.id, &scale.id)).unwrap_or_default();
        vec![
            bureau.to_owned(),
            item.id.clone(),
            scale.id.clone(),
            scale.version.to_string(),
            code.to_owned(),
        ]
    });
    table(&["respondent", "item", "question", "scale_version", "answer"], rows)
}
