//! The live word beside the request form: how many rows are ready, what is missing, on what it would be refused.
//!
//! It sees the request only. What the desk holds (sealed facts, earlier cases, rulings) is not asked, so that nobody can
//! probe for it by filling in a form.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    check::{Facts, FindingView, Outcome, RequestFacts, judge},
    request::{Desk, Request, SchemaFault},
    rulebook::{RuleNo, Rules},
};

/// How far a request has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readiness {
    /// Rows that nothing stands against.
    pub ready: usize,
    /// Rows that concern the request and that the requester can make ready.
    pub of: usize,
    /// The rulebook's version.
    pub rulebook: String,
    /// Row by row.
    pub rows: Vec<RowReadiness>,
    /// Why it would be refused as it stands.
    pub refused_because: Vec<FindingView>,
    /// What is missing.
    pub missing: Vec<FindingView>,
    /// Rows on which a reviewer will rule afterwards.
    pub rulings_to_come: Vec<RuleNo>,
}

/// One row of the form's side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowReadiness {
    /// The row.
    pub rule: RuleNo,
    /// Its article.
    pub article: String,
    /// Its title.
    pub title: String,
    /// Whether nothing stands against it.
    pub ready: bool,
}

impl std::fmt::Display for Readiness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {} ready", self.ready, self.of)?;
        if let Some(first) = self.refused_because.first() {
            write!(f, "; would be refused because {}: {}", first.article, first.message)?;
        } else if let Some(first) = self.missing.first() {
            write!(f, "; still missing, {}: {}", first.article, first.message)?;
        }
        Ok(())
    }
}

/// Says how far a request has come.
#[must_use]
pub fn readiness(request: &Request, faults: &[SchemaFault], now: Timestamp, rules: &Rules) -> Readiness {
    let desk = Desk::default();
    let report = judge(
        &Facts::Request(RequestFacts {
            request,
            desk: &desk,
            faults,
        }),
        now,
        rules,
    );
    let mut answer = Readiness {
        ready: 0,
        of: 0,
        rulebook: report.rulebook.clone(),
        rows: Vec::new(),
        refused_because: Vec::new(),
        missing: Vec::new(),
        rulings_to_come: Vec::new(),
    };
    for row in &report.rows {
        let concerns_ruling =
            |outcome: Outcome, code: &str| outcome == Outcome::RulingNeeded || code == "ruling_needed";
        if row.findings.iter().any(|f| concerns_ruling(f.outcome, f.code)) {
            answer.rulings_to_come.push(row.rule);
        }
        // A row that only a reviewer settles is nothing the requester can make ready.
        let only_ruling = !row.findings.is_empty() && row.findings.iter().all(|f| concerns_ruling(f.outcome, f.code));
        let purely_human = rules
            .book()
            .rows
            .iter()
            .any(|r| r.rule == row.rule && r.kind == crate::rulebook::RowKind::Human);
        if purely_human {
            continue;
        }
        let ready = only_ruling || row.findings.iter().all(|f| f.outcome == Outcome::Warns);
        answer.of += 1;
        answer.ready += usize::from(ready);
        answer.rows.push(RowReadiness {
            rule: row.rule,
            article: row.article.clone(),
            title: row.title.clone(),
            ready,
        });
    }
    answer.refused_because = report
        .findings()
        .filter(|f| f.outcome == Outcome::Refused)
        .map(|f| f.view())
        .collect();
    answer.missing = report
        .findings()
        .filter(|f| f.outcome == Outcome::Missing)
        .map(|f| f.view())
        .collect();
    answer
}
