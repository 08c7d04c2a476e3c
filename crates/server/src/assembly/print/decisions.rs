//! One ballot as a paper tells it: the question, the counts, the rule with its version, the arithmetic, seats where the mode
//! gives names, and the digest of the signed certificate.

use cordon_assembly::votes::{Certificate, Choice, HallChange, Mode, Outcome};

use super::said::{Said, moment, seats, table};
use crate::answer::No;
use crate::assembly::pages::parts;
use crate::assembly::pages::results::deciding;
use crate::documents::paper::Block;

type Rows = Vec<(String, String)>;

/// Carried, not carried, elected, nobody elected.
pub fn outcome(said: &Said<'_>, c: &Certificate) -> String {
    said.t(match (&c.outcome, c.carried()) {
        (Outcome::Round { .. }, true) => "elected-word",
        (Outcome::Round { .. }, false) => "nobody-elected",
        (_, true) => "carried",
        (_, false) => "not-carried",
    })
}

/// A ballot under a heading of its own.
pub fn ballot(said: &Said<'_>, c: &Certificate, level: u8, out: &mut Vec<Block>) -> Result<(), No> {
    let title = said.with("title-ballot", &[("n", &c.ballot.to_string())]);
    out.push(Block::heading(level, format!("{title} · {}", outcome(said, c))));
    out.push(Block::paragraph(said.text(&c.question)));
    if let Outcome::Round { votes, elected, .. } = &c.outcome {
        let rows = votes.iter().map(|(n, papers)| {
            let word = if elected.contains(n) {
                said.t("elected-word")
            } else {
                String::new()
            };
            vec![n.to_string(), papers.to_string(), word]
        });
        let columns = ["*candidate", "*votes", "outcome"].map(|id| column(said, id));
        out.push(table(&said.t("votes"), &columns, rows.collect()));
    }
    let mut rows = Rows::new();
    arithmetic(said, c, &mut rows);
    rule(said, c, &mut rows);
    counts(said, c, &mut rows);
    changes(said, &c.changes, &mut rows);
    by_seat(said, c, &mut rows);
    rows.push((said.t("closed"), moment(c.closed)));
    rows.push(("SHA-256".to_owned(), c.digest()?));
    out.push(Block::Facts { rows });
    Ok(())
}

pub fn column(said: &Said<'_>, id: &str) -> String {
    match id.strip_prefix('*') {
        Some(id) => format!("*{}", said.t(id)),
        None => said.t(id),
    }
}

/// The majority in words with the figures that decided; for an election the figures candidate by candidate.
pub fn arithmetic(said: &Said<'_>, c: &Certificate, rows: &mut Rows) {
    match &c.outcome {
        Outcome::Question { margins, .. } => {
            for margin in margins.iter().filter(|margin| margin.majority == c.majority) {
                let name = said.t(&format!("majority-{}", margin.majority.name()));
                rows.push((name, parts::figures(&margin.arithmetic).to_owned()));
            }
        }
        Outcome::Round { votes, why, .. } => {
            for (n, line) in votes.keys().zip(why) {
                if let Some(figures) = parts::round_figures(line) {
                    rows.push((said.with("candidate-n", &[("n", &n.to_string())]), figures.to_owned()));
                }
            }
        }
    }
}

/// The rule that decided, with its version and its standing.
pub fn rule(said: &Said<'_>, c: &Certificate, rows: &mut Rows) {
    let Some(used) = deciding(c) else { return };
    let row = said.with("row", &[("n", &used.row.0.to_string())]);
    let standing = said.t(&format!("rule-{}", parts::row_state(used.state)));
    let doubt = if used.verified {
        String::new()
    } else {
        format!(", {}", said.t("unverified"))
    };
    rows.push((
        said.t("rule"),
        format!("{row} · {} ({}) · {standing}{doubt}", used.article, used.version),
    ));
}

/// How votes were given, who could give one, and what was counted.
fn counts(said: &Said<'_>, c: &Certificate, rows: &mut Rows) {
    let told = |figures: &[(&str, u64)]| {
        let parts = figures.iter().map(|(id, n)| format!("{} {n}", said.t(id)));
        parts.collect::<Vec<_>>().join(" · ")
    };
    rows.push((said.t("mode"), said.t(&format!("mode-{}", parts::mode(c.mode)))));
    let hall = [
        ("members", c.members),
        ("entitled", c.entitled),
        ("present", c.present),
        ("cast", c.cast),
    ];
    rows.push((said.t("print-hall"), told(&hall)));
    let mut counted = Vec::new();
    if matches!(c.outcome, Outcome::Question { .. }) {
        counted.extend([("yes", c.count.yes), ("no", c.count.no), ("abstain", c.count.abstain)]);
    }
    if c.mode == Mode::Paper {
        counted.extend([("blank", c.blank), ("invalid", c.invalid)]);
    }
    if !counted.is_empty() {
        rows.push((said.t("counts"), told(&counted)));
    }
}

/// Who joined and who left the voters since the ballot before, by seat.
fn changes(said: &Said<'_>, changes: &[HallChange], rows: &mut Rows) {
    let of = |joined: bool| {
        let moved = changes
            .iter()
            .filter(|one| one.before.votes() != one.after.votes() && one.after.votes() == joined);
        seats(moved.map(|one| said.number(&one.member)))
    };
    for (id, list) in [("print-joined", of(true)), ("print-left", of(false))] {
        if !list.is_empty() {
            rows.push((said.t(id), list));
        }
    }
}

/// Who voted how, by seat, in modes that say so.
fn by_seat(said: &Said<'_>, c: &Certificate, rows: &mut Rows) {
    let Some(names) = c.by_seat(&said.state.roll) else {
        return;
    };
    for (id, wanted) in [("yes", Choice::Yes), ("no", Choice::No), ("abstain", Choice::Abstain)] {
        let list = seats(
            names
                .iter()
                .filter(|(_, choice)| **choice == wanted)
                .map(|(seat, _)| *seat),
        );
        if !list.is_empty() {
            rows.push((format!("{} · {}", said.t(id), said.t("print-seats")), list));
        }
    }
}
