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

/// All figures that the report has.
#[must_use]
pub fn trail(report: &Report) -> Vec<Figure> {
    let figure = |id, title, inputs: &[&'static str], method, public| Figure {
        id,
        title,
        inputs: inputs.to_vec(),
        method,
        public,
    };
    let survey = ["respondents.csv", "answers.csv"];
    let mut figures = vec![
        figure(
            "T1",
            "figure-now",
            &survey,
            "Wilson; beta-binomial ranks",
            true,
        ),
        figure(
            "T2",
            "figure-change",
            &survey,
            "Wilson; beta-binomial ranks",
            true,
        ),
        figure(
            "T3",
            "figure-published",
            &["published-2022"],
            "Wilson, n = 195",
            true,
        ),
        figure("T4", "figure-children", &survey, "Wilson", true),
        figure(
            "T5",
            "figure-regions",
            &survey,
            "Wilson; Beta(1/2, 1/2), Bonferroni",
            true,
        ),
    ];
    if !report.recorded.is_empty() {
        figures.push(figure(
            "T6",
            "figure-recorded",
            &["counts.csv"],
            "Garwood; Mann-Kendall; Sen",
            false,
        ));
    }
    if report.hidden.is_some() {
        figures.push(figure(
            "T7",
            "figure-hidden",
            &["lists.csv"],
            "Poisson log-linear, BIC, BCa",
            false,
        ));
    }
    if report.together.is_some() {
        figures.push(figure(
            "T8",
            "figure-together",
            &["occurrences.csv"],
            "Woolf; Benjamini-Hochberg",
            false,
        ));
    }
    if !report.interception.is_empty() {
        figures.push(figure(
            "T9",
            "figure-interception",
            &["interception.csv"],
            "sums",
            true,
        ));
    }
    figures
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
