//! Adopted resolutions: the text as the program put it together, how it was adopted, what it asks of whom.

use cordon_assembly::resolution::{Resolution, ResolutionState};

use super::decisions;
use super::said::{Said, table};
use crate::answer::No;
use crate::assembly::pages::seen::tongue;
use crate::assembly::service;
use crate::documents::paper::{Block, Tone};

/// Every adopted resolution, each under its number.
pub fn all(said: &Said<'_>) -> Result<Vec<Block>, No> {
    let mut out = Vec::new();
    let adopted = said
        .state
        .resolutions
        .iter()
        .filter(|(_, one)| one.state == ResolutionState::Adopted);
    for (place, (n, one)) in adopted.enumerate() {
        if place > 0 {
            out.push(Block::PageBreak);
        }
        // The title stands first: the direction of a line is that of its first letter.
        let number = one.number.map_or_else(String::new, |number| format!(" · {number}"));
        out.push(Block::heading(1, format!("{}{number}", said.text(&one.title))));
        resolution(said, *n, one, 2, &mut out)?;
    }
    Ok(out)
}

/// One resolution, whose title stands on the first page.
pub fn one(said: &Said<'_>, n: u32) -> Result<Vec<Block>, No> {
    let one = said.state.resolutions.get(&n).ok_or_else(No::not_found)?;
    let mut out = Vec::new();
    resolution(said, n, one, 1, &mut out)?;
    Ok(out)
}

fn resolution(said: &Said<'_>, n: u32, one: &Resolution, level: u8, out: &mut Vec<Block>) -> Result<(), No> {
    text(said, one, level, out)?;
    out.push(Block::heading(level, said.t("print-how-adopted")));
    if let Some(c) = one
        .ballots
        .last()
        .and_then(|ballot| said.state.ballots.certificate(*ballot))
    {
        decisions::ballot(said, c, level + 1, out)?;
    }
    let numbers = one
        .renumbered
        .iter()
        .map(|was| vec![was.was.to_string(), was.at.to_string(), was.reason.clone()]);
    let numbers: Vec<_> = numbers.collect();
    if !numbers.is_empty() {
        let columns = ["*number", "*due", "reason"].map(|id| decisions::column(said, id));
        out.push(table(&said.t("renumbered"), &columns, numbers));
    }
    promises(said, n, level, out);
    Ok(())
}

/// Reasons first, then what is decided, numbered from 1.
pub fn text(said: &Said<'_>, one: &Resolution, level: u8, out: &mut Vec<Block>) -> Result<(), No> {
    let text = one.assemble(tongue(said.language)).map_err(service::refused)?;
    out.push(Block::heading(level, said.t("adopted-text")));
    if !text.language.up_to_date {
        out.push(Block::Callout {
            tone: Tone::Warning,
            title: None,
            text: said.t("print-behind"),
        });
    }
    out.extend(text.preambular.into_iter().map(Block::paragraph));
    out.extend((1..).zip(text.operative).map(|(n, text)| Block::Paragraph {
        number: Some(format!("{n}.")),
        lead: None,
        text,
        sources: vec![],
    }));
    Ok(())
}

/// What members were asked for, and by when.
fn promises(said: &Said<'_>, n: u32, level: u8, out: &mut Vec<Block>) {
    let mine: Vec<_> = said
        .state
        .commitments
        .values()
        .filter(|one| one.resolution == n)
        .collect();
    if mine.is_empty() {
        return;
    }
    out.push(Block::heading(level, said.t("print-asked")));
    let rows = mine.iter().map(|one| {
        let promised = one.per_quarter.map_or_else(|| "–".to_owned(), |n| n.to_string());
        vec![
            said.service(&one.service),
            promised,
            one.due.to_string(),
            one.members.len().to_string(),
        ]
    });
    let columns = ["promise", "*uses-per-quarter", "*due", "*asked"].map(|id| decisions::column(said, id));
    out.push(table(&said.t("print-asked-caption"), &columns, rows.collect()));
}
