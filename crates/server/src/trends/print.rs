//! The report as a printed paper: its blocks handed to the printing program, sealed and issued like every paper.

use cordon_trends::chart::{Chart, Direction};
use cordon_trends::report::{Block, Edition, Report, blocks, short};

use crate::answer::No;
use crate::documents::paper::{self, About, Audience, Column, Content, Paper, Part, Tone};
use crate::frame::locale::Language;
use crate::trends::pages::{broken, report_language};

/// An edition of a report as a paper in one language. The public summary is for anybody, the full edition for its house.
///
/// # Errors
/// When the words of the report cannot be read, which a test rules out.
pub fn paper(report: &Report, language: Language, edition: Edition) -> Result<Paper, No> {
    let printed = blocks(report, report_language(language), edition).map_err(|e| broken(&e))?;
    let direction = report_language(language).direction();
    let mut parts = vec![paper::Block::Callout { tone: Tone::Plain, title: None, text: printed.mark }];
    for block in printed.blocks {
        add(&mut parts, block, direction);
    }
    let part = Part {
        language,
        title: printed.title,
        subtitle: Some(printed.subtitle),
        blocks: parts,
    };
    let (edition, audience) = match edition {
        Edition::Public => (paper::Edition::Public, Audience::Public),
        Edition::Full => (paper::Edition::Restricted, Audience::House),
    };
    Ok(Paper {
        about: About::Report { id: format!("trends-{}", report.year) },
        audience,
        languages: vec![language],
        drill: report.exercise,
        content: Content::Report(paper::Report { edition, contents: true, parts: vec![part] }),
    })
}

/// One block of the report as blocks of the paper.
fn add(parts: &mut Vec<paper::Block>, block: Block, direction: Direction) {
    match block {
        Block::Chapter { heading, .. } => parts.push(paper::Block::heading(1, heading)),
        Block::Heading(text) => parts.push(paper::Block::heading(2, text)),
        Block::Note(text) => parts.push(paper::Block::paragraph(text)),
        Block::Findings(lines) => parts.extend(lines.into_iter().enumerate().map(|(n, line)| paper::Block::Paragraph {
            number: Some((n + 1).to_string()),
            lead: Some(line.word),
            text: format!("{} ({})", line.sentence, line.figure),
            sources: vec![],
        })),
        Block::List(items) => parts.push(paper::Block::List { numbered: false, items }),
        Block::Table { columns, rows, numbers } => parts.push(table(String::new(), columns, rows, numbers)),
        Block::Figure { id, caption, chart } => {
            let caption = format!("{} · {caption}", short(&id));
            let Chart { svg, columns, rows } = chart;
            parts.push(paper::Block::Figure {
                svg: for_paper(&svg, direction),
                alt: caption.clone(),
                caption: caption.clone(),
                note: None,
            });
            // The same in figures, for those who do not see the drawing.
            parts.push(table(caption, columns, rows, 1));
        }
        Block::End => {}
    }
}

fn table(caption: String, columns: Vec<String>, rows: Vec<Vec<String>>, numbers: usize) -> paper::Block {
    let columns = columns.into_iter().enumerate().map(|(i, label)| Column { label, numeric: i >= numbers });
    paper::Block::Table { caption, columns: columns.collect(), rows, note: None }
}

/// A drawing as the printing program draws it: with the fonts of the paper, and with its words anchored from the left, because it
/// knows no direction of reading.
fn for_paper(svg: &str, direction: Direction) -> String {
    let svg = svg.replace("font-family=\"inherit\"", "font-family=\"Noto Sans\"");
    if direction == Direction::Ltr {
        return svg;
    }
    svg.replace(" direction=\"rtl\"", "")
        .replace("font-family=\"Noto Sans\"", "font-family=\"Noto Naskh Arabic, Noto Sans\"")
        .replace("text-anchor=\"start\"", "text-anchor=\"-\"")
        .replace("text-anchor=\"end\"", "text-anchor=\"start\"")
        .replace("text-anchor=\"-\"", "text-anchor=\"end\"")
}
