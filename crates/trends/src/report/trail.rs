//! From every figure back to its inputs.

use super::build::Report;

/// A figure or table of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Its number.
    pub id: &'static str,
    /// Name of its title in the files of words.
    pub title: &'static str,
    /// The files it rests on.
    pub inputs: Vec<&'static str>,
    /// The methods, by their names in the field.
    pub method: &'static str,
    /// Whether it may be shown to everyone.
    pub public: bool,
}

/// Id, title, inputs, method, whether it is public, whether the report has it.
type Row = (
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static str,
    bool,
    bool,
);

/// All figures that the report has.
#[must_use]
pub fn trail(report: &Report) -> Vec<Figure> {
    const SURVEY: &[&str] = &["respondents.csv", "answers.csv"];
    let recorded = !report.recorded.is_empty();
    let interception = !report.interception.is_empty();
    let ranks = "Wilson; beta-binomial ranks";
    let regions = "Wilson; Beta(1/2, 1/2), Bonferroni";
    let rows: [Row; 9] = [
        ("T1", "figure-now", SURVEY, ranks, true, true),
        ("T2", "figure-change", SURVEY, ranks, true, true),
        (
            "T3",
            "figure-published",
            &["published-2022"],
            "Wilson, n = 195",
            true,
            report.published.is_some(),
        ),
        ("T4", "figure-children", SURVEY, "Wilson", true, true),
        ("T5", "figure-regions", SURVEY, regions, true, true),
        (
            "T6",
            "figure-recorded",
            &["counts.csv"],
            "Garwood; Mann-Kendall; Sen",
            false,
            recorded,
        ),
        (
            "T7",
            "figure-hidden",
            &["lists.csv"],
            "Poisson log-linear, BIC, BCa",
            false,
            report.hidden.is_some(),
        ),
        (
            "T8",
            "figure-together",
            &["occurrences.csv"],
            "Woolf; Benjamini-Hochberg",
            false,
            report.together.is_some(),
        ),
        (
            "T9",
            "figure-interception",
            &["interception.csv"],
            "sums",
            true,
            interception,
        ),
    ];
    let present = rows.into_iter().filter(|row| row.5);
    present
        .map(|(id, title, inputs, method, public, _)| Figure {
            id,
            title,
            inputs: inputs.to_vec(),
            method,
            public,
        })
        .collect()
}

/// The trail as CSV: one row per figure and input.
#[must_use]
pub fn trail_csv(report: &Report) -> String {
    let mut rows = vec![
        ["figure", "input", "sha256", "rows", "method", "handling"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for figure in trail(report) {
        for input in &figure.inputs {
            let file = report.files.iter().find(|file| file.name == *input);
            rows.push(vec![
                figure.id.to_owned(),
                (*input).to_owned(),
                file.map_or(String::new(), |file| file.sha256.clone()),
                file.map_or(String::new(), |file| file.rows.to_string()),
                figure.method.to_owned(),
                if figure.public {
                    "public"
                } else {
                    "law-enforcement-only"
                }
                .to_owned(),
            ]);
        }
    }
    super::tables::csv_text(&rows)
}
