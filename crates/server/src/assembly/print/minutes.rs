//! The record of a session: what was on its agenda, who could vote, every decision with its arithmetic, and what follows.

use cordon_assembly::delegation::CredentialsState;
use cordon_assembly::election::Candidature;
use cordon_assembly::finances::BudgetState;
use cordon_assembly::floor::MotionState;
use cordon_assembly::resolution::ResolutionState;
use cordon_assembly::rulebook::ThirdBallot;
use cordon_assembly::session::SessionState;

use super::decisions::{self, column};
use super::said::{Said, seats, table};
use crate::answer::No;
use crate::assembly::pages::parts;
use crate::assembly::pages::resolution::state as resolution_state;
use crate::assembly::pages::sessions::kebab;
use crate::documents::paper::{Block, Tone};

/// The record, chapter by chapter.
pub fn blocks(said: &Said<'_>) -> Result<Vec<Block>, No> {
    let mut out = Vec::new();
    session(said, &mut out);
    credentials(said, &mut out);
    resolutions(said, &mut out);
    elections(said, &mut out);
    budgets(said, &mut out);
    floor(said, &mut out);
    out.push(Block::heading(1, said.t("decisions")));
    if said.state.ballots.all.is_empty() {
        out.push(Block::paragraph(said.t("no-ballots")));
    }
    for n in said.state.ballots.all.keys() {
        if let Some(c) = said.state.ballots.certificate(*n) {
            decisions::ballot(said, c, 2, &mut out)?;
        }
    }
    Ok(out)
}

fn session(said: &Said<'_>, out: &mut Vec<Block>) {
    let session = &said.state.session;
    out.push(Block::heading(1, said.t("view-session")));
    if session.state != SessionState::Closed {
        out.push(Block::Callout {
            tone: Tone::Warning,
            title: None,
            text: said.t("print-provisional"),
        });
    }
    let mut rows = vec![
        (said.t("new-place"), session.place.clone()),
        (said.t("opening"), session.opening.to_string()),
        (said.t("new-closing"), session.closing.to_string()),
        (said.t("state"), said.t(&format!("session-{}", session.state.name()))),
        (said.t("members"), said.state.roll.len().to_string()),
    ];
    if let Some(quorum) = session.settings.quorum {
        rows.push((said.t("quorum"), said.quorum(&quorum.to_string())));
    }
    if let Some(third) = session.settings.third_ballot {
        let word = match third {
            ThirdBallot::Plurality => "third-plurality",
            ThirdBallot::MoreThanHalf => "third-half",
        };
        rows.push((said.t("third-ballot"), said.t(word)));
    }
    out.push(Block::Facts { rows });
    out.push(Block::heading(2, said.t("agenda")));
    let items = said.state.agenda.items.values().map(|item| {
        format!(
            "{} ({})",
            said.text(&item.title),
            said.t(&format!("item-{}", kebab(&item.kind)))
        )
    });
    out.push(Block::List {
        numbered: true,
        items: items.collect(),
    });
}

/// How many delegations stand where; contested ones by seat, and those whose credentials were contested once.
fn credentials(said: &Said<'_>, out: &mut Vec<Block>) {
    use CredentialsState as S;
    let of = &said.state.delegations.of;
    out.push(Block::heading(1, said.t("credentials")));
    let rows = [
        S::Announced,
        S::Submitted,
        S::Examined,
        S::Accepted,
        S::Provisional,
        S::Contested,
    ]
    .into_iter()
    .filter_map(|wanted| {
        let n = of.values().filter(|one| one.credentials == wanted).count();
        (n > 0).then(|| vec![said.t(&format!("credentials-{}", wanted.name())), n.to_string()])
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        out.push(Block::paragraph(said.t("out-no-delegation")));
        return;
    }
    out.push(table(
        &said.t("print-delegations"),
        &["state", "*print-number"].map(|id| column(said, id)),
        rows,
    ));
    let contested = of
        .iter()
        .filter(|(_, one)| one.steps.iter().any(|step| step.state == S::Contested));
    let list = seats(contested.map(|(member, _)| said.number(member)));
    let mut facts = Vec::new();
    if !list.is_empty() {
        facts.push((said.t("print-were-contested"), list));
    }
    let observers: Vec<&str> = said.state.delegations.observers.keys().map(String::as_str).collect();
    if !observers.is_empty() {
        facts.push((said.t("observers"), observers.join(", ")));
    }
    if !facts.is_empty() {
        out.push(Block::Facts { rows: facts });
    }
}

fn resolutions(said: &Said<'_>, out: &mut Vec<Block>) {
    if said.state.resolutions.is_empty() {
        return;
    }
    out.push(Block::heading(1, said.t("view-resolutions")));
    let rows = said.state.resolutions.iter().map(|(n, one)| {
        let number = one.number.map_or_else(|| n.to_string(), |number| number.to_string());
        let ballots = one.ballots.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
        vec![
            number,
            said.text(&one.title),
            said.t(&format!("resolution-{}", resolution_state(one.state))),
            ballots,
        ]
    });
    let columns = ["*number", "title-of", "state", "*view-ballot"].map(|id| column(said, id));
    out.push(table(&said.t("view-resolutions"), &columns, rows.collect()));
    if said
        .state
        .resolutions
        .values()
        .any(|one| one.state == ResolutionState::Adopted)
    {
        out.push(Block::paragraph(said.t("print-texts-apart")));
    }
}

fn elections(said: &Said<'_>, out: &mut Vec<Block>) {
    if said.state.elections.all.is_empty() {
        return;
    }
    out.push(Block::heading(1, said.t("view-elections")));
    let rows = said.state.elections.all.values().flat_map(|election| {
        let rounds = election
            .rounds
            .iter()
            .map(u32::to_string)
            .collect::<Vec<_>>()
            .join(", ");
        election.candidates.iter().map(move |(n, one)| {
            let how = match &one.candidature {
                Candidature::Stands => "stands",
                Candidature::Elected { by_lot: true, .. } => "print-elected-by-lot",
                Candidature::Elected { .. } => "elected-word",
                Candidature::Withdrawn => "resolution-withdrawn",
                Candidature::Excluded { .. } => "excluded",
            };
            let post = said.t(&format!("post-{}", parts::post(election.post)));
            vec![
                post,
                n.to_string(),
                said.number(&one.member).to_string(),
                rounds.clone(),
                said.t(how),
            ]
        })
    });
    let columns = ["post", "*candidate", "*print-seat", "*view-ballot", "outcome"].map(|id| column(said, id));
    out.push(table(&said.t("view-elections"), &columns, rows.collect()));
}

fn budgets(said: &Said<'_>, out: &mut Vec<Block>) {
    if said.state.finances.budgets.is_empty() {
        return;
    }
    out.push(Block::heading(1, said.t("budget")));
    for (year, budget) in &said.state.finances.budgets {
        let state = match budget.state {
            BudgetState::Proposed => said.t("budget-proposed"),
            BudgetState::Approved { .. } => said.t("budget-approved"),
            BudgetState::Provisional { along } => said.with("budget-provisional", &[("year", &along.to_string())]),
        };
        let mut rows: Vec<Vec<String>> = budget
            .lines
            .iter()
            .map(|(programme, line)| vec![programme.clone(), said.sum(line.units), said.sum(line.spent)])
            .collect();
        rows.push(vec![said.t("sum"), said.sum(budget.total()), said.sum(budget.spent())]);
        let mut columns = ["programme", "*voted-amount", "*spent"].map(|id| column(said, id));
        for one in &mut columns[1..] {
            one.push_str(&format!(" ({})", said.state.finances.currency));
        }
        out.push(table(&format!("{year} · {state}"), &columns, rows));
    }
}

/// Points of order with their rulings, and motions.
fn floor(said: &Said<'_>, out: &mut Vec<Block>) {
    let floor = &said.state.floor;
    if floor.points.is_empty() && floor.motions.is_empty() {
        return;
    }
    out.push(Block::heading(1, said.t("print-conduct")));
    let points = floor.points.iter().map(|(n, point)| {
        let ruling = point.ruling.as_ref().map_or_else(String::new, |ruling| {
            format!(
                "{}: {}",
                said.t(if ruling.upheld { "upheld" } else { "not-upheld" }),
                ruling.reason
            )
        });
        let overruled = if point.overruled {
            said.t("overruled")
        } else {
            String::new()
        };
        vec![n.to_string(), said.number(&point.member).to_string(), ruling, overruled]
    });
    let points: Vec<_> = points.collect();
    if !points.is_empty() {
        let columns = ["*nr", "*print-seat", "ruling", "outcome"].map(|id| column(said, id));
        out.push(table(&said.t("points"), &columns, points));
    }
    let motions = floor.motions.iter().map(|(n, motion)| {
        let state = said.t(match motion.state {
            MotionState::Pending => "amendment-open",
            MotionState::Carried => "carried",
            MotionState::Lost => "not-carried",
            MotionState::Withdrawn => "resolution-withdrawn",
        });
        vec![
            n.to_string(),
            said.number(&motion.mover).to_string(),
            said.t(&format!("motion-{}", parts::motion(motion.kind))),
            state,
        ]
    });
    let motions: Vec<_> = motions.collect();
    if !motions.is_empty() {
        let columns = ["*nr", "*print-seat", "motion", "outcome"].map(|id| column(said, id));
        out.push(table(&said.t("motions"), &columns, motions));
    }
}
