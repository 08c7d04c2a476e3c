//! The report of a check: findings, and the verdict that follows from them.

use serde::{Deserialize, Serialize};

use super::{Fault, Weight, softened};
use crate::rulebook::{RuleNo, RuleRow, Rulebook};

/// What may happen with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// No row stands against it and every ruling is there.
    Publishable,
    /// Something is missing; the requester is told what.
    Incomplete,
    /// A row is broken.
    Refused,
    /// A person has to rule or to answer first.
    NeedsReview,
}

/// Which half of a row found it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FindingKind {
    /// The mechanical half.
    #[serde(rename = "M")]
    Mechanical,
    /// The human half.
    #[serde(rename = "H")]
    Human,
}

/// What follows from a finding; the order is that of weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The row passes.
    Passed,
    /// Said, stops nothing.
    Warns,
    /// A person has to answer.
    Asks,
    /// A recorded ruling is needed.
    RulingNeeded,
    /// A datum is missing.
    Missing,
    /// The row refuses.
    Refused,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The row.
    pub rule: RuleNo,
    /// Its article.
    pub article: String,
    /// Which half found it.
    pub kind: FindingKind,
    /// What follows.
    pub outcome: Outcome,
    /// The field concerned.
    pub field: String,
    /// Stable code of the message.
    pub code: &'static str,
    /// What is wrong and what to do, in English.
    pub message: String,
    /// What the message names, for those who say it in another language.
    pub values: Vec<(&'static str, String)>,
    /// Whether its row decides here.
    pub decides: bool,
    /// Whether it rests on a sealed fact.
    pub sealed: bool,
}

impl Finding {
    pub(crate) fn new(row: &RuleRow, fault: Fault, decides: bool) -> Self {
        let human = matches!(fault.weight, Weight::Ruling) || fault.code == "ruled_against";
        let outcome = match (fault.weight, decides) {
            (Weight::Note, _) => Outcome::Warns,
            (Weight::Unclear, _) => Outcome::Asks,
            (Weight::Ruling, true) => Outcome::RulingNeeded,
            (Weight::Missing, true) => Outcome::Missing,
            (Weight::Broken, true) => Outcome::Refused,
            (_, false) => softened(row),
        };
        let message = if decides {
            fault.message
        } else {
            format!("{} (This row was not adopted here: it does not decide.)", fault.message)
        };
        Self {
            rule: row.rule,
            article: row.article.clone(),
            kind: if human {
                FindingKind::Human
            } else {
                FindingKind::Mechanical
            },
            outcome,
            field: fault.field,
            code: fault.code,
            message,
            values: fault.values,
            decides,
            sealed: fault.sealed,
        }
    }

    /// The finding as reports show it.
    #[must_use]
    pub fn view(&self) -> FindingView {
        FindingView {
            rule: self.rule,
            article: self.article.clone(),
            kind: self.kind,
            outcome: self.outcome,
            field: self.field.clone(),
            message: self.message.clone(),
            code: self.code,
            values: self.values.clone(),
            decides: self.decides,
        }
    }
}

/// What one row said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowResult {
    /// The row.
    pub rule: RuleNo,
    /// Its article.
    pub article: String,
    /// Its title.
    pub title: String,
    /// Whether it decides here.
    pub decides: bool,
    /// What it found; empty when it passes.
    pub findings: Vec<Finding>,
}

/// Everything that the rows of one stage said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The rulebook's version.
    pub rulebook: String,
    /// Row by row, by number.
    pub rows: Vec<RowResult>,
}

impl Report {
    pub(crate) fn new(book: &Rulebook, rows: Vec<RowResult>) -> Self {
        Self {
            rulebook: book.rulebook.clone(),
            rows,
        }
    }

    /// All findings, by row.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.rows.iter().flat_map(|row| &row.findings)
    }

    /// The verdict: the heaviest outcome decides.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let has = |outcomes: &[Outcome]| self.findings().any(|f| outcomes.contains(&f.outcome));
        if has(&[Outcome::Refused]) {
            Verdict::Refused
        } else if has(&[Outcome::Missing]) {
            Verdict::Incomplete
        } else if has(&[Outcome::RulingNeeded, Outcome::Asks]) {
            Verdict::NeedsReview
        } else {
            Verdict::Publishable
        }
    }

    /// The first finding that stops the work, if any.
    #[must_use]
    pub fn stops(&self) -> Option<&Finding> {
        self.findings()
            .find(|f| matches!(f.outcome, Outcome::Refused | Outcome::Missing))
    }

    /// The articles on which it would be refused, each once, in the order of the rows.
    #[must_use]
    pub fn refusing_articles(&self) -> Vec<String> {
        let mut articles: Vec<String> = Vec::new();
        for finding in self.findings().filter(|f| f.outcome == Outcome::Refused) {
            if !articles.contains(&finding.article) {
                articles.push(finding.article.clone());
            }
        }
        articles
    }

    /// The report as the command and the API give it; `every_row` adds a line for each row that passes.
    #[must_use]
    pub fn view(&self, every_row: bool) -> ReportView {
        let mut findings = Vec::new();
        for row in &self.rows {
            findings.extend(row.findings.iter().map(Finding::view));
            if row.findings.is_empty() && every_row {
                findings.push(FindingView {
                    rule: row.rule,
                    article: row.article.clone(),
                    kind: FindingKind::Mechanical,
                    outcome: Outcome::Passed,
                    field: String::new(),
                    message: format!("{}: nothing stands against it.", row.title),
                    code: "passed",
                    values: Vec::new(),
                    decides: row.decides,
                });
            }
        }
        ReportView {
            verdict: self.verdict(),
            rulebook: self.rulebook.clone(),
            findings,
        }
    }
}

/// The report as it leaves the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportView {
    /// What may happen with the request.
    pub verdict: Verdict,
    /// The rulebook's version.
    pub rulebook: String,
    /// What was found.
    pub findings: Vec<FindingView>,
}

/// A finding as it leaves the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingView {
    /// The row.
    pub rule: RuleNo,
    /// Its article.
    pub article: String,
    /// `M` or `H`.
    pub kind: FindingKind,
    /// What follows.
    pub outcome: Outcome,
    /// The field concerned.
    pub field: String,
    /// What is wrong and what to do.
    pub message: String,
    /// The code of the message: pages say it in the reader's language. Reports on the wire carry the words alone.
    #[serde(skip)]
    pub code: &'static str,
    /// What the message names.
    #[serde(skip)]
    pub values: Vec<(&'static str, String)>,
    /// Whether the row decides here.
    #[serde(skip)]
    pub decides: bool,
}
