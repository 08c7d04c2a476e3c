//! The report as one HTML page without scripts or outside resources.

use std::fmt::Write;

use super::build::Report;
use super::html_parts::{STYLE, banner, section};
use super::html_records as records;
use super::html_tables as tables;
use super::inputs::Refusal;
use super::page::{Block, FindingLine, Page, html};
use super::words::{Language, Words};
use crate::chart::{Direction, escape};

/// Which edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// For everyone: no state, no list, no case.
    Public,
    /// For law enforcement only: everything.
    Full,
}

impl Edition {
    /// The word in file names.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Public => "summary",
            Self::Full => "full",
        }
    }
}

/// Renders an edition in a language.
///
/// # Errors
/// [`Refusal::Words`] if the words of the language cannot be read, which a test rules out for the shipped ones.
pub fn render(report: &Report, language: Language, edition: Edition) -> Result<String, Refusal> {
    let words = Words::load(language)?;
    let mut page = String::with_capacity(200_000);
    head(&mut page, report, &words, edition);
    page.push_str("<main id=\"main\">");
    page.push_str(&html(&chapters(report, &words, edition), &words));
    page.push_str("</main></body></html>\n");
    Ok(page)
}

/// All chapters of an edition.
fn chapters(report: &Report, words: &Words, edition: Edition) -> Page {
    let mut page = Page::default();
    findings(&mut page, report, words, edition);
    tables::ranking(&mut page, report, words, 0);
    tables::published(&mut page, report, words);
    tables::ranking(&mut page, report, words, 1);
    tables::children(&mut page, report, words, edition);
    tables::regions(&mut page, report, words);
    if edition == Edition::Full {
        records::recorded(&mut page, report, words);
        records::hidden(&mut page, report, words);
        records::together(&mut page, report, words);
    }
    records::interception(&mut page, report, words);
    super::html_parts::method(&mut page, report, words, edition);
    super::html_parts::trail(&mut page, report, words, edition);
    page
}

/// An edition as blocks, for a printing program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The title.
    pub title: String,
    /// Who answered, under the title.
    pub subtitle: String,
    /// Handling, edition and its number.
    pub mark: String,
    /// The chapters.
    pub blocks: Vec<Block>,
}

/// An edition in a language as blocks.
///
/// # Errors
/// As [`render`].
pub fn blocks(report: &Report, language: Language, edition: Edition) -> Result<Printed, Refusal> {
    let words = Words::load(language)?;
    Ok(Printed {
        title: title(report, &words),
        subtitle: state(report, &words),
        mark: mark(report, &words, edition),
        blocks: chapters(report, &words, edition).blocks,
    })
}

fn title(report: &Report, words: &Words) -> String {
    words.with("report-title", &[("year", report.year.to_string())])
}

/// Handling, edition and its number.
fn mark(report: &Report, words: &Words, edition: Edition) -> String {
    let (edition_word, handling) = match edition {
        Edition::Public => (words.line("edition-public"), words.line("handling-public")),
        Edition::Full => (words.line("edition-full"), words.line("handling-restricted")),
    };
    let number = words.with("edition-number", &[("n", report.edition.clone())]);
    format!("{handling} · {edition_word} · {number}")
}

/// Who was asked and who answered, in a sentence.
fn state(report: &Report, words: &Words) -> String {
    let (asked, heard) = report.response;
    let share = if asked > 0 { heard as f64 / asked as f64 } else { 0.0 };
    words.with(
        "state-sentence",
        &[
            ("asked", words.number(asked as f64, 0)),
            ("heard", words.number(heard as f64, 0)),
            ("share", words.percent(share, 0)),
        ],
    )
}

fn head(page: &mut String, report: &Report, words: &Words, edition: Edition) {
    let title = title(report, words);
    let direction = if words.language.direction() == Direction::Rtl {
        "rtl"
    } else {
        "ltr"
    };
    let _ = write!(
        page,
        "<!doctype html>\n<html lang=\"{}\" dir=\"{direction}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{}</title>\
         <style>{STYLE}</style></head><body>",
        words.language.code(),
        escape(&title)
    );
    banner(page, report, words);
    let _ = write!(
        page,
        "<header><p class=\"mark\">{}</p><h1>{}</h1><p class=\"state\">{}</p></header>",
        escape(&mark(report, words, edition)),
        escape(&title),
        escape(&state(report, words))
    );
}

/// The findings, each with the word that says how sure it is.
pub(super) fn findings(page: &mut Page, report: &Report, words: &Words, edition: Edition) {
    section(page, words, "findings", "heading-findings");
    let mut lines = Vec::new();
    let shown = report
        .findings
        .iter()
        .filter(|finding| finding.public || edition == Edition::Full);
    for finding in shown {
        let arguments: Vec<(&str, String)> = finding
            .arguments
            .iter()
            .map(|(name, argument)| (*name, words.argument(&report.questionnaire, argument)))
            .collect();
        let probability = finding.probability.map_or(String::new(), |p| {
            let shown = if p > 0.995 {
                words.with("more-than", &[("p", words.percent(0.99, 0))])
            } else {
                words.percent(p, 0)
            };
            format!(" ({shown})")
        });
        lines.push(FindingLine {
            word: format!("{}{probability}", words.line(finding.certainty.id())),
            sentence: words.with(finding.sentence, &arguments),
            figure: finding.figure.to_owned(),
        });
    }
    page.blocks.push(Block::Findings(lines));
    page.end();
}
