//! Parts of the page: style, sections, tables, figures, method, trail.

use std::fmt::Write;

use super::build::{DRAWS, RESAMPLES, Report, SEED};
use super::certainty::Certainty;
use super::html::Edition;
use super::page::{Block, Page};
use super::trail::trail as figures;
use super::words::Words;
use crate::chart::{Chart, escape};
use crate::counts::Query;

/// The style sheet of the page: logical properties, light and dark, print.
pub(super) const STYLE: &str = "\
:root{color-scheme:light dark;--paper:light-dark(#f1f4f3,#0b1213);--sheet:light-dark(#fff,#111b1d);--well:light-dark(#e7edeb,#1b282a);\
--ink:light-dark(#0d1f20,#e8f0ef);--ink-2:light-dark(#3d5153,#b3c4c4);--line:light-dark(#d3dddb,#263639);--accent:light-dark(#00616a,#5fd0c9);\
--alarm:light-dark(#b01c17,#ff8b78);--band:light-dark(#56B4E9,#2f7fae)}\
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:400 .9375rem/1.5 \"Noto Sans\",\"Noto Naskh Arabic\",\"Noto Sans Arabic\",system-ui,sans-serif;\
font-variant-numeric:tabular-nums lining-nums}:lang(ar){line-height:1.7}header,main{max-inline-size:60rem;margin-inline:auto;padding-inline:1.25rem}\
header{padding-block:1.75rem .5rem}h1{font-size:2.1rem;line-height:1.2;margin:.2rem 0}h2{font-size:1.3rem;margin:0 0 .5rem;border-block-start:2px solid var(--ink);padding-block-start:.5rem}\
h3{font-size:1rem;margin:1.2rem 0 .3rem}section{margin-block:2.25rem}.mark{margin:0;font-size:.8125rem;font-weight:650;color:var(--ink-2)}.state{font-size:1.06rem;margin:.3rem 0}\
.exercise{background:#7a4800;color:#fff;font-weight:650;text-align:center;padding:.5rem 1rem;margin:0;max-inline-size:none}.findings{padding-inline-start:1.4rem}.findings li{margin-block:.55rem;max-inline-size:48rem}\
.word{color:var(--accent)}p{max-inline-size:48rem}.note{color:var(--ink-2);font-size:.875rem}a{color:var(--accent)}figure{margin:1rem 0;padding:1rem;background:var(--sheet);overflow-x:auto}\
figcaption{font-weight:650;margin-block-end:.6rem}svg{display:block;min-inline-size:34rem;block-size:auto}.c-label,.c-value{fill:var(--ink)}.c-axis{fill:var(--ink-2)}\
.c-grid{stroke:var(--line)}.c-ground{fill:var(--well)}.c-band{fill:var(--band)}.c-mark{fill:var(--accent)}.c-line{stroke:var(--accent)}.c-break{stroke:var(--alarm)}\
.scroll{overflow-x:auto}table{border-collapse:collapse;inline-size:100%;font-size:.875rem}th,td{text-align:start;padding:.3rem .6rem;border-block-end:1px solid var(--line);vertical-align:top}\
th{color:var(--ink-2);font-weight:600}td:not(.n){min-inline-size:7.5rem}td.n{text-align:end;white-space:nowrap}th.n{text-align:end}\
[dir=rtl] td.n{direction:ltr;text-align:start}details{margin-block-start:.6rem}summary{cursor:pointer;color:var(--accent)}\
code{font-size:.8em;overflow-wrap:anywhere}@media print{:root{color-scheme:light}svg{min-inline-size:0}details{display:none}figure{break-inside:avoid}section{break-inside:auto}}";

/// The mark of an exercise, on every page that is one.
pub(super) fn banner(page: &mut String, report: &Report, words: &Words) {
    if report.exercise {
        let _ = write!(
            page,
            "<aside class=\"exercise\">{}</aside>",
            escape(words.line("exercise-banner"))
        );
    }
}

/// Opens a section with its heading.
pub(super) fn section(page: &mut Page, words: &Words, id: &str, heading: &'static str) {
    page.blocks.push(Block::Chapter {
        id: id.to_owned(),
        heading: words.line(heading).to_owned(),
    });
}

/// A paragraph beneath a heading.
pub(super) fn note(page: &mut Page, text: &str) {
    page.blocks.push(Block::Note(text.to_owned()));
}

/// A chart with its caption and its table twin.
pub(super) fn figure(page: &mut Page, id: &str, caption: &str, chart: Chart) {
    page.blocks.push(Block::Figure {
        id: id.to_owned(),
        caption: caption.to_owned(),
        chart,
        told: false,
    });
}

/// A chart whose figures a table of the same chapter holds as well.
pub(super) fn figure_of_table(page: &mut Page, id: &str, caption: &str, chart: Chart) {
    figure(page, id, caption, chart);
    if let Some(Block::Figure { told, .. }) = page.blocks.last_mut() {
        *told = true;
    }
}

/// A table; columns from `numbers` on hold numbers.
pub(super) fn table(page: &mut Page, columns: &[&str], rows: &[Vec<String>], numbers: usize) {
    page.blocks.push(Block::Table {
        columns: columns.iter().map(|c| (*c).to_owned()).collect(),
        rows: rows.to_vec(),
        numbers,
    });
}

/// The method page: certainty words, methods, every question with its responses, values to ask about.
pub(super) fn method(page: &mut Page, report: &Report, words: &Words, edition: Edition) {
    section(page, words, "method", "heading-method");
    note(page, words.line("note-method-shares"));
    let draws = [("draws", words.number(DRAWS as f64, 0)), ("seed", SEED.to_string())];
    note(page, &words.with("note-method-ranks", &draws));
    if edition == Edition::Full {
        note(page, words.line("note-method-trends"));
        let resamples = [("n", words.number(RESAMPLES as f64, 0)), ("seed", SEED.to_string())];
        note(page, &words.with("note-method-hidden", &resamples));
    }
    note(page, words.line("note-caution"));
    note(page, words.line("note-wording"));
    page.heading(words.line("heading-certainty"));
    // The lowest word has no least probability of its own: it lies below that of the word before it.
    let lowest = Certainty::SCALE
        .iter()
        .filter_map(|(_, least)| *least)
        .filter(|least| *least > 0.0)
        .fold(1.0, f64::min);
    let meaning = |(word, least): &(Certainty, Option<f64>)| {
        let text = match least {
            None => words.line("certainty-counted-note").to_owned(),
            Some(least) if *least <= 0.0 => words.with("certainty-below", &[("p", words.percent(lowest, 0))]),
            Some(least) => words.with("certainty-from", &[("p", words.percent(*least, 0))]),
        };
        vec![words.line(word.id()).to_owned(), text]
    };
    let scale: Vec<Vec<String>> = Certainty::SCALE.iter().map(meaning).collect();
    table(
        page,
        &[words.line("column-word"), words.line("column-meaning")],
        &scale,
        2,
    );
    questions(page, report, words);
    if edition == Edition::Full {
        queries(page, report, words);
    }
    page.end();
}

fn questions(page: &mut Page, report: &Report, words: &Words) {
    page.heading(words.line("heading-questions"));
    for scale in &report.questionnaire.scales {
        let points: Vec<&str> = scale.points.iter().map(|point| words.data(&point.label)).collect();
        note(
            page,
            &format!(
                "{} [{}] (v{})",
                words.data(&scale.prompt),
                points.join(" · "),
                scale.version
            ),
        );
        let rows: Vec<Vec<String>> = report
            .questionnaire
            .items
            .iter()
            .filter_map(|item| {
                let counted = report.tally(&item.id, &scale.id, None)?.responses;
                let number = |n: u64| words.number(n as f64, 0);
                Some(vec![
                    words.data(&item.title).to_owned(),
                    number(counted.asked),
                    number(counted.answered),
                    counted
                        .response_rate()
                        .map_or(String::new(), |rate| words.percent(rate, 0)),
                    number(counted.dont_know),
                    number(counted.not_applicable),
                    number(counted.refused),
                    number(counted.no_answer()),
                ])
            })
            .collect();
        let columns = [
            "column-item",
            "column-asked",
            "column-answered",
            "column-share",
            "column-dont-know",
            "column-not-applicable",
            "column-refused",
            "column-no-answer",
        ]
        .map(|id| words.line(id));
        table(page, &columns, &rows, 1);
    }
}

fn queries(page: &mut Page, report: &Report, words: &Words) {
    page.heading(words.line("heading-queries"));
    let mut lines = Vec::new();
    if report.queries.is_empty() {
        lines.push(words.line("query-none").to_owned());
    }
    for query in &report.queries {
        let (id, area, iccs, year, a, b) = match query {
            Query::ParentBelowChildren {
                area,
                iccs,
                year,
                parent,
                children,
            } => {
                let number = |n: u64| words.number(n as f64, 0);
                ("query-parent", area, iccs, year, number(*parent), number(*children))
            }
            Query::Jump {
                area,
                iccs,
                year,
                ratio,
            } => ("query-jump", area, iccs, year, words.number(*ratio, 2), String::new()),
            Query::Repeated { area, iccs, year } => ("query-repeated", area, iccs, year, String::new(), String::new()),
        };
        let arguments = [
            ("area", area.clone()),
            ("crime", words.crime(iccs.as_str())),
            ("year", year.to_string()),
            ("a", a),
            ("b", b),
        ];
        lines.push(words.with(id, &arguments));
    }
    page.blocks.push(Block::List(lines));
}

/// The trail: every figure with its inputs, and every file with its hash.
pub(super) fn trail(page: &mut Page, report: &Report, words: &Words, edition: Edition) {
    section(page, words, "trail", "heading-trail");
    let shown = figures(report);
    let rows: Vec<Vec<String>> = shown
        .iter()
        .filter(|figure| figure.public || edition == Edition::Full)
        .map(|figure| {
            let handling = if figure.public {
                "handling-public"
            } else {
                "handling-restricted"
            };
            vec![
                format!("{} · {}", figure.id, words.line(figure.title)),
                figure.inputs.join(", "),
                figure.method.to_owned(),
                words.line(handling).to_owned(),
            ]
        })
        .collect();
    let columns = ["column-figure", "column-inputs", "column-how", "column-handling"].map(|id| words.line(id));
    table(page, &columns, &rows, 4);
    let files: Vec<Vec<String>> = report
        .files
        .iter()
        .map(|file| {
            vec![
                file.name.to_owned(),
                words.number(file.rows as f64, 0),
                file.sha256.clone(),
            ]
        })
        .collect();
    table(
        page,
        &[words.line("column-file"), words.line("column-rows"), "SHA-256"],
        &files,
        3,
    );
    page.end();
}
