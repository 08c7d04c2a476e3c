//! The chapters that rest on the survey.

use super::build::{FEWEST_ANSWERS, Report};
use super::findings::{CHILDREN, CHILDREN_ICCS};
use super::html::Edition;
use super::html_parts::{figure, figure_of_table, note, section, table};
use super::page::Page;
use super::words::Words;
use crate::chart::{BandRow, Frame, bands};
use crate::questionnaire::Tally;
use crate::ranking::{Placed, Ranking};

pub(super) fn percent_ticks(words: &Words) -> Vec<(f64, String)> {
    [0.0, 0.25, 0.5, 0.75, 1.0]
        .iter()
        .map(|share| (*share, words.percent(*share, 0)))
        .collect()
}

pub(super) fn frame<'a>(words: &Words, title: &'a str, description: &'a str) -> Frame<'a> {
    Frame {
        title,
        description,
        direction: words.language.direction(),
    }
}

fn tally_row(words: &Words, label: String, tally: Option<&Tally>, group: usize, region: bool) -> BandRow {
    let suppressed = tally.is_some_and(|t| region && t.responses.answered < FEWEST_ANSWERS);
    let share = tally.filter(|_| !suppressed).and_then(Tally::share);
    let text = match (share, suppressed) {
        (Some(share), _) => {
            let (top, of) = (
                words.number(share.numerator as f64, 0),
                words.number(share.denominator as f64, 0),
            );
            format!("{} ({top}/{of})", words.percent(share.value, 0))
        }
        (None, true) => words.line("suppressed").to_owned(),
        (None, false) => words.line("no-data").to_owned(),
    };
    BandRow {
        label,
        value: share.map(|s| s.value),
        interval: share.map(|s| s.interval),
        text,
        group,
    }
}

/// A ranking on one scale: the chart and its table.
pub(super) fn ranking(page: &mut Page, report: &Report, words: &Words, scale: usize) {
    let Some((scale_id, ranking)) = report.rankings.get(scale) else {
        return;
    };
    let (id, heading, text, title) = if scale == 0 {
        ("T1", "heading-now", "note-now", "figure-now")
    } else {
        ("T2", "heading-change", "note-change", "figure-change")
    };
    section(page, words, if scale == 0 { "now" } else { "change" }, heading);
    // Rows that cannot be told apart from the first stand on a ground of their own.
    let reach = ranking.placed.first().map_or(0, |first| first.band.1);
    let group = |placed: &Placed| usize::from(placed.band.0 > reach);
    let rows: Vec<BandRow> = ranking
        .placed
        .iter()
        .map(|placed| {
            let label = words.item(&report.questionnaire, &placed.name);
            tally_row(
                words,
                label,
                report.tally(&placed.name, scale_id, None),
                group(placed),
                false,
            )
        })
        .collect();
    let description = words.line(text);
    let title = words.line(title);
    let columns = [words.line("column-item"), words.line("column-share")];
    let chart = bands(
        frame(words, title, description),
        &rows,
        1.0,
        &percent_ticks(words),
        columns,
    );
    figure_of_table(page, id, title, chart);
    note(page, description);
    ranking_table(page, report, words, ranking);
    page.end();
}

fn ranking_table(page: &mut Page, report: &Report, words: &Words, ranking: &Ranking) {
    let rows: Vec<Vec<String>> = ranking
        .placed
        .iter()
        .map(|placed| ranking_row(report, words, placed))
        .collect();
    let columns = [
        "column-item",
        "column-place",
        "column-share",
        "column-interval",
        "column-mean-rank",
        "column-top",
        "column-answered",
        "column-dont-know",
        "column-asked",
    ]
    .map(|id| words.line(id));
    table(page, &columns, &rows, 1);
    if !ranking.not_ranked.is_empty() {
        let names: Vec<String> = ranking
            .not_ranked
            .iter()
            .map(|unit| words.item(&report.questionnaire, &unit.name))
            .collect();
        note(page, &words.with("not-ranked", &[("items", names.join(", "))]));
    }
}

fn ranking_row(report: &Report, words: &Words, placed: &Placed) -> Vec<String> {
    let counted = placed.responses.unwrap_or_default();
    let number = |n: u64| words.number(n as f64, 0);
    let (from, to) = placed.band;
    let alone = placed.overlapping == 0;
    let place = if alone && from == to {
        from.to_string()
    } else {
        words.range(&from.to_string(), &to.to_string())
    };
    vec![
        words.item(&report.questionnaire, &placed.name),
        place,
        words.percent(placed.value, 1),
        words.percent_range(placed.interval, 1),
        words.number(placed.mean_rank, 1),
        words.percent(placed.p_top, 0),
        number(counted.answered),
        number(counted.dont_know),
        number(counted.asked),
    ]
}

/// The published shares of 2022 beside their narrowest margins.
pub(super) fn published(page: &mut Page, report: &Report, words: &Words) {
    let Some(published) = &report.published else {
        return;
    };
    section(page, words, "T3", "heading-published");
    let rows: Vec<Vec<String>> = published
        .rows
        .iter()
        .map(|row| {
            let scale = report.questionnaire.scale(&row.question);
            vec![
                words.item(&report.questionnaire, &row.item),
                scale.map_or(String::new(), |scale| words.data(&scale.prompt).to_owned()),
                row.source.clone(),
                row.text.clone(),
                published
                    .narrowest_margin(row)
                    .map_or(String::new(), |margin| words.percent_range(margin, 1)),
            ]
        })
        .collect();
    let columns = [
        "column-item",
        "column-question",
        "column-source",
        "column-printed",
        "column-margin",
    ]
    .map(|id| words.line(id));
    table(page, &columns, &rows, 3);
    note(
        page,
        &words.with("note-published", &[("n", published.members.to_string())]),
    );
    page.end();
}

/// The chapter on children.
pub(super) fn children(page: &mut Page, report: &Report, words: &Words, edition: Edition) {
    section(page, words, "children", "heading-children");
    item(page, report, words, CHILDREN, "T4");
    if edition == Edition::Full
        && let Some(crime) = report
            .recorded
            .iter()
            .find(|crime| crime.iccs.as_str() == CHILDREN_ICCS)
    {
        super::html_records::series(page, words, crime, "T4");
    }
    page.end();
}

/// One item on every scale: all who answered, then region by region.
pub(super) fn item(page: &mut Page, report: &Report, words: &Words, item: &str, id: &str) {
    for (i, scale) in report.questionnaire.scales.iter().enumerate() {
        let rows: Vec<BandRow> = std::iter::once(None)
            .chain(report.regions.iter().map(Some))
            .enumerate()
            .map(|(k, region)| {
                let label = region.map_or_else(
                    || words.item(&report.questionnaire, item),
                    |region| words.region(region),
                );
                let tally = report.tally(item, &scale.id, region.map(String::as_str));
                tally_row(words, label, tally, 1 + 2 * k, region.is_some())
            })
            .collect();
        let title = if item == CHILDREN {
            words.line("figure-children").to_owned()
        } else {
            words.item(&report.questionnaire, item)
        };
        let prompt = words.data(&scale.prompt);
        let columns = [words.line("column-region"), words.line("column-share")];
        let chart = bands(frame(words, &title, prompt), &rows, 1.0, &percent_ticks(words), columns);
        figure(
            page,
            &if i == 0 { id.to_owned() } else { format!("{id}-change") },
            &format!("{title}. {prompt}"),
            chart,
        );
    }
}

/// One panel for each region.
pub(super) fn regions(page: &mut Page, report: &Report, words: &Words) {
    let Some((scale, ranking)) = report.rankings.first() else {
        return;
    };
    section(page, words, "regions", "heading-regions");
    for (i, region) in report.regions.iter().enumerate() {
        let rows: Vec<BandRow> = ranking
            .placed
            .iter()
            .enumerate()
            .map(|(k, placed)| {
                let label = words.item(&report.questionnaire, &placed.name);
                tally_row(
                    words,
                    label,
                    report.tally(&placed.name, scale, Some(region)),
                    1 + 2 * k,
                    true,
                )
            })
            .collect();
        let title = format!("{}: {}", words.region(region), words.line("figure-regions"));
        let columns = [words.line("column-item"), words.line("column-share")];
        let chart = bands(
            frame(words, &title, words.line("note-now")),
            &rows,
            1.0,
            &percent_ticks(words),
            columns,
        );
        let id = if i == 0 {
            "T5".to_owned()
        } else {
            format!("T5-{}", i + 1)
        };
        figure_of_table(page, &id, &title, chart);
    }
    regions_table(page, report, words, scale, ranking);
    page.end();
}

/// Every item in every region: the share with its numerator and denominator.
fn regions_table(page: &mut Page, report: &Report, words: &Words, scale: &str, ranking: &Ranking) {
    let rows: Vec<Vec<String>> = ranking
        .placed
        .iter()
        .map(|placed| {
            let name = words.item(&report.questionnaire, &placed.name);
            let cells = report.regions.iter().map(|region| {
                let tally = report.tally(&placed.name, scale, Some(region));
                tally_row(words, String::new(), tally, 1, true).text
            });
            std::iter::once(name).chain(cells).collect()
        })
        .collect();
    let names: Vec<String> = report.regions.iter().map(|region| words.region(region)).collect();
    let columns: Vec<&str> = std::iter::once(words.line("column-item"))
        .chain(names.iter().map(String::as_str))
        .collect();
    table(page, &columns, &rows, 1);
}
