//! A chapter before it becomes HTML or paper: its blocks in order.

use std::fmt::Write;

use super::words::Words;
use crate::chart::{Chart, escape};

/// One block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A chapter opens.
    Chapter {
        /// Its anchor.
        id: String,
        /// Its heading.
        heading: String,
    },
    /// A heading inside a chapter.
    Heading(String),
    /// A paragraph that says how to read what stands beside it.
    Note(String),
    /// Numbered findings.
    Findings(Vec<FindingLine>),
    /// A list.
    List(Vec<String>),
    /// A drawing with its table twin.
    Figure {
        /// Its anchor, such as `T1`.
        id: String,
        /// Its caption.
        caption: String,
        /// The drawing.
        chart: Chart,
        /// Whether a table of the same chapter says all of it, so that paper needs no other.
        told: bool,
    },
    /// A table.
    Table {
        /// The heads.
        columns: Vec<String>,
        /// The rows, one cell a column.
        rows: Vec<Vec<String>>,
        /// Columns from this one on hold numbers.
        numbers: usize,
    },
    /// The chapter ends.
    End,
}

/// A finding as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingLine {
    /// The word that says how sure it is, with its probability.
    pub word: String,
    /// The sentence.
    pub sentence: String,
    /// The figure that shows it.
    pub figure: String,
}

/// Blocks in the making.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    pub blocks: Vec<Block>,
}

impl Page {
    /// A heading inside a chapter.
    pub fn heading(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Heading(text.into()));
    }

    /// The chapter ends.
    pub fn end(&mut self) {
        self.blocks.push(Block::End);
    }
}

/// The blocks as HTML: `section` elements without scripts and outside resources.
pub(super) fn html(page: &Page, words: &Words) -> String {
    let mut out = String::with_capacity(50_000);
    for block in &page.blocks {
        let _ = match block {
            Block::Chapter { id, heading } => {
                write!(out, "<section id=\"{id}\"><h2>{}</h2>", escape(heading))
            }
            Block::Heading(text) => write!(out, "<h3>{}</h3>", escape(text)),
            Block::Note(text) => write!(out, "<p class=\"note\">{}</p>", escape(text)),
            Block::Findings(lines) => findings(&mut out, lines),
            Block::List(items) => {
                let items: String = items.iter().map(|i| format!("<li>{}</li>", escape(i))).collect();
                write!(out, "<ul>{items}</ul>")
            }
            Block::Figure { id, caption, chart, .. } => figure(&mut out, words, id, caption, chart),
            Block::Table { columns, rows, numbers } => table(&mut out, columns, rows, *numbers),
            Block::End => write!(out, "</section>"),
        };
    }
    out
}

fn findings(out: &mut String, lines: &[FindingLine]) -> std::fmt::Result {
    out.push_str("<ol class=\"findings\">");
    for line in lines {
        write!(
            out,
            "<li><b class=\"word\">{}</b> {} <a href=\"#{figure}\">{figure}</a></li>",
            escape(&line.word),
            escape(&line.sentence),
            figure = line.figure
        )?;
    }
    out.push_str("</ol>");
    Ok(())
}

fn figure(out: &mut String, words: &Words, id: &str, caption: &str, chart: &Chart) -> std::fmt::Result {
    write!(
        out,
        "<figure id=\"{id}\"><figcaption>{} · {}</figcaption>{}<details><summary>{}</summary>",
        short(id),
        escape(caption),
        chart.svg,
        escape(words.line("table-twin"))
    )?;
    table(out, &chart.columns, &chart.rows, 1)?;
    out.push_str("</details></figure>");
    Ok(())
}

/// The number of a figure without what tells its parts apart.
#[must_use]
pub fn short(id: &str) -> &str {
    id.split('-').next().unwrap_or(id)
}

fn table(out: &mut String, columns: &[String], rows: &[Vec<String>], numbers: usize) -> std::fmt::Result {
    // A table wider than its place is scrolled by keyboard too.
    out.push_str("<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>");
    let class = |i: usize| if i >= numbers { " class=\"n\"" } else { "" };
    for (i, column) in columns.iter().enumerate() {
        write!(out, "<th scope=\"col\"{}>{}</th>", class(i), escape(column))?;
    }
    out.push_str("</tr></thead><tbody>");
    for row in rows {
        out.push_str("<tr>");
        for (i, cell) in row.iter().enumerate() {
            write!(out, "<td{}>{}</td>", class(i), escape(cell))?;
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></div>");
    Ok(())
}
