//! The human half of a row: which recorded ruling counts, and what it settles.

use super::{Bench, Fault, RequestFacts, Weight, fault::length};
use crate::{
    request::{Ruling, RulingOutcome},
    rulebook::{Human, HumanForm, RuleRow, When},
};

/// Shortest grounds of a ruling, in characters.
const SHORTEST_GROUNDS: usize = 10;

/// Adds what the human half of a row wants, and takes out what a valid ruling has settled.
pub(super) fn settle(row: &RuleRow, faults: Vec<Fault>, facts: &RequestFacts<'_>, bench: &Bench<'_>) -> Vec<Fault> {
    let Some(human) = &row.human else {
        return faults;
    };
    let flagged = faults
        .iter()
        .any(|f| matches!(f.weight, Weight::Ruling | Weight::Unclear));
    if human.when == When::Flagged && !flagged {
        return faults;
    }
    let asked_items: Vec<&'static str> = faults.iter().filter_map(|f| f.item).collect();
    match latest(row, facts) {
        None => wanted(row, human, faults),
        Some(ruling) => match unusable(ruling, human, &asked_items, facts, bench) {
            Some(why) => with(faults, Fault::ruling("ruling_not_valid", field(row), why)),
            None => answered(row, ruling, faults),
        },
    }
}

/// The newest ruling on this revision; of two at one instant the later in the list.
fn latest<'a>(row: &RuleRow, facts: &RequestFacts<'a>) -> Option<&'a Ruling> {
    facts
        .desk
        .rulings
        .iter()
        .filter(|r| r.rule == row.rule && r.revision == facts.request.head.revision)
        .max_by_key(|r| r.at)
}

fn field(row: &RuleRow) -> String {
    format!("desk.rulings[rule={}]", row.rule)
}

fn wanted(row: &RuleRow, human: &Human, faults: Vec<Fault>) -> Vec<Fault> {
    if faults.iter().any(|f| f.weight == Weight::Ruling) {
        return faults;
    }
    let form = match human.form {
        HumanForm::Tick => "a ruling with its grounds",
        HumanForm::SevenFactors => "a ruling on all seven factors",
        HumanForm::HumanRightsChecklist => "the human-rights checklist with linked sources",
    };
    let message = format!(
        "{}: {form} is needed from a reviewer who did not write the request.",
        row.title
    );
    with(faults, Fault::ruling("ruling_needed", field(row), message))
}

fn unusable(
    ruling: &Ruling,
    human: &Human,
    asked: &[&str],
    facts: &RequestFacts<'_>,
    bench: &Bench<'_>,
) -> Option<String> {
    if facts.request.head.author.as_ref() == Some(&ruling.by) {
        return Some(format!(
            "The ruling is by {}, who wrote the request; another reviewer must rule.",
            ruling.by
        ));
    }
    if facts.request.head.author.is_none() {
        return Some(
            "The request names no author, so it cannot be seen that another person ruled; name the author.".into(),
        );
    }
    if ruling.at > bench.now {
        return Some(format!(
            "The ruling is dated {}, which is still to come; correct its time.",
            ruling.at
        ));
    }
    if length(&ruling.grounds) < SHORTEST_GROUNDS {
        return Some("The ruling gives no grounds; write why.".into());
    }
    let items = human.items.iter().map(String::as_str).chain(asked.iter().copied());
    let open: Vec<&str> = items
        .filter(|item| ruling.items.get(*item).is_none_or(|text| text.trim().is_empty()))
        .collect();
    if !open.is_empty() {
        return Some(format!("The ruling leaves open: {}. Answer each.", open.join(", ")));
    }
    if human.needs_sources && ruling.sources.iter().all(|s| s.trim().is_empty()) {
        return Some("The ruling links no source; link at least one that was read.".into());
    }
    None
}

fn answered(row: &RuleRow, ruling: &Ruling, faults: Vec<Fault>) -> Vec<Fault> {
    let mut left: Vec<Fault> = faults
        .into_iter()
        .filter(|f| !matches!(f.weight, Weight::Ruling | Weight::Unclear))
        .collect();
    match ruling.outcome {
        RulingOutcome::Compliant => {}
        RulingOutcome::NotCompliant => {
            let message = format!(
                "{}: ruled not compliant by {}: {}",
                row.title, ruling.by, ruling.grounds
            );
            left.push(
                Fault::broken("ruled_against", field(row), message)
                    .value("by", &ruling.by)
                    .value("grounds", &ruling.grounds),
            );
        }
        RulingOutcome::Question => {
            let message = format!("{}: the reviewer asks the requester: {}", row.title, ruling.grounds);
            left.push(Fault::ruling("question_open", field(row), message).value("grounds", &ruling.grounds));
        }
    }
    left
}

fn with(mut faults: Vec<Fault>, fault: Fault) -> Vec<Fault> {
    faults.push(fault);
    faults
}
