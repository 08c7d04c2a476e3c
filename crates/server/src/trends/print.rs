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
    let mut parts = vec![paper::Block::Callout {
        tone: Tone::Plain,
        title: None,
        text: plain(&printed.mark),
    }];
    let mut heading = String::new();
    for block in printed.blocks {
        if let Block::Chapter { heading: text, .. } | Block::Heading(text) = &block {
            heading = plain(text);
        }
        add(&mut parts, block, &heading, direction);
    }
    let part = Part {
        language,
        title: plain(&printed.title),
        subtitle: Some(plain(&printed.subtitle)),
        blocks: parts,
    };
    let (edition, audience) = match edition {
        Edition::Public => (paper::Edition::Public, Audience::Public),
        Edition::Full => (paper::Edition::Restricted, Audience::House),
    };
    Ok(Paper {
        about: About::Report {
            id: format!("trends-{}", report.year),
        },
        audience,
        languages: vec![language],
        drill: report.exercise,
        content: Content::Report(paper::Report {
            edition,
            contents: true,
            parts: vec![part],
        }),
    })
}

/// One block of the report as blocks of the paper; a table is named by the heading that it stands under.
fn add(parts: &mut Vec<paper::Block>, block: Block, heading: &str, direction: Direction) {
    match block {
        Block::Chapter { heading, .. } => parts.push(paper::Block::heading(1, plain(&heading))),
        Block::Heading(text) => parts.push(paper::Block::heading(2, plain(&text))),
        Block::Note(text) => parts.push(paper::Block::paragraph(plain(&text))),
        Block::Findings(lines) => {
            parts.extend(lines.into_iter().enumerate().map(|(n, line)| paper::Block::Paragraph {
                number: Some((n + 1).to_string()),
                lead: Some(plain(&line.word)),
                text: format!("{} ({})", plain(&line.sentence), line.figure),
                sources: vec![],
            }))
        }
        Block::List(items) => parts.push(paper::Block::List {
            numbered: false,
            items: items.iter().map(|i| plain(i)).collect(),
        }),
        Block::Table { columns, rows, numbers } => parts.push(table(heading.to_owned(), &columns, &rows, numbers)),
        Block::Figure {
            id,
            caption,
            chart,
            told,
        } => {
            // A caption is read in the direction of its first letter.
            let caption = match direction {
                Direction::Ltr => format!("{} · {}", short(&id), plain(&caption)),
                Direction::Rtl => format!("{} · {}", plain(&caption), short(&id)),
            };
            let Chart { svg, columns, rows } = chart;
            parts.push(paper::Block::Figure {
                svg: for_paper(&svg, direction),
                alt: caption.clone(),
                caption: caption.clone(),
                note: None,
            });
            // The same in figures, for those who do not see the drawing.
            if !told {
                parts.push(table(caption, &columns, &rows, 1));
            }
        }
        Block::End => {}
    }
}

fn table(caption: String, columns: &[String], rows: &[Vec<String>], numbers: usize) -> paper::Block {
    let columns = columns.iter().enumerate().map(|(i, label)| Column {
        label: plain(label),
        numeric: i >= numbers,
    });
    let rows = rows.iter().map(|row| row.iter().map(|cell| plain(cell)).collect());
    paper::Block::Table {
        caption,
        columns: columns.collect(),
        rows: rows.collect(),
        note: None,
    }
}

/// A text without the marks that keep what is put into it apart: the printing program shows every such mark, and sets numbers
/// from left to right by itself. Its fonts have no minus sign of its own width either.
fn plain(text: &str) -> String {
    text.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "")
        .replace('\u{2212}', "-")
}

/// A drawing as the printing program draws it: with the fonts of the paper, and with its words anchored from the left, because it
/// knows no direction of reading.
fn for_paper(svg: &str, direction: Direction) -> String {
    let svg = plain(svg).replace("font-family=\"inherit\"", "font-family=\"Noto Sans\"");
    if direction == Direction::Ltr {
        return svg;
    }
    svg.replace(" direction=\"rtl\"", "")
        .replace(
            "font-family=\"Noto Sans\"",
            "font-family=\"Noto Naskh Arabic, Noto Sans\"",
        )
        .replace("text-anchor=\"start\"", "text-anchor=\"-\"")
        .replace("text-anchor=\"end\"", "text-anchor=\"start\"")
        .replace("text-anchor=\"-\"", "text-anchor=\"end\"")
}
