//! Chapters by themselves, as pages embed them: the same figures and tables as in the report, without its frame.

use super::build::Report;
use super::html::Edition;
use super::html_records as records;
use super::html_tables as tables;
use super::inputs::Refusal;
use super::page::{Page, html};
use super::words::{Language, Words};
use crate::iccs::IccsCode;

/// A chapter of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chapter {
    /// The findings.
    Findings,
    /// Present threats, ranked with their bands.
    Now,
    /// The published shares of 2022 with the margin no one printed.
    Published,
    /// Expected change, ranked with its bands.
    Change,
    /// What occurs together.
    Together,
    /// What was held of what was asked and of what was lost.
    Interception,
    /// Every question with its responses, and how the figures were made.
    Method,
}

/// Which part of the recorded crime is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The crime.
    pub iccs: IccsCode,
    /// One state or region alone.
    pub area: Option<String>,
    /// First year.
    pub from: Option<i32>,
    /// Last year.
    pub to: Option<i32>,
}

/// A chapter as HTML without scripts and outside resources: `section` elements.
///
/// # Errors
/// [`Refusal::Words`], as [`super::render`].
pub fn chapter(report: &Report, language: Language, chapter: Chapter, edition: Edition) -> Result<String, Refusal> {
    let words = Words::load(language)?;
    let mut page = Page::default();
    match chapter {
        Chapter::Findings => super::html::findings(&mut page, report, &words, edition),
        Chapter::Now => tables::ranking(&mut page, report, &words, 0),
        Chapter::Published => tables::published(&mut page, report, &words),
        Chapter::Change => tables::ranking(&mut page, report, &words, 1),
        Chapter::Together => records::together(&mut page, report, &words),
        Chapter::Interception => records::interception(&mut page, report, &words),
        Chapter::Method => super::html_parts::method(&mut page, report, &words, edition),
    }
    Ok(html(&page, &words))
}

/// One item of the questionnaire on every scale: all bureaus, then region by region, each share with its interval.
///
/// # Errors
/// [`Refusal::Words`], as [`super::render`].
pub fn item_by_region(report: &Report, language: Language, item: &str) -> Result<String, Refusal> {
    let words = Words::load(language)?;
    let mut page = Page::default();
    tables::item(&mut page, report, &words, item, "E1");
    Ok(html(&page, &words))
}

/// Recorded crime looked at by crime, area and years: the map, the table, the series. Empty if nothing of it was recorded.
///
/// # Errors
/// [`Refusal::Words`], as [`super::render`].
pub fn recorded_crime(report: &Report, language: Language, look: &Look) -> Result<String, Refusal> {
    let words = Words::load(language)?;
    let mut page = Page::default();
    let Some(crime) = report.recorded.iter().find(|crime| crime.iccs == look.iccs) else {
        return Ok(String::new());
    };
    let mut crime = crime.clone();
    crime
        .areas
        .retain(|area| look.area.as_ref().is_none_or(|wanted| *wanted == area.area));
    let inside = |year: i32| look.from.is_none_or(|from| from <= year) && look.to.is_none_or(|to| year <= to);
    for area in &mut crime.areas {
        let records = area
            .records
            .iter()
            .filter(|record| inside(record.year))
            .cloned()
            .collect();
        *area = super::recorded::area_rate(&area.area, records, report.year);
    }
    records::crime(&mut page, report, &words, &crime, "E2");
    Ok(html(&page, &words))
}
