//! Conditions on the crime: serious ordinary-law crime, the three exclusion lists, the two thresholds, the exception.

use std::collections::BTreeSet;

use super::{Bench, Checked, Fault, RequestFacts, fault::length, general::shown};
use crate::{
    penalty::{Penalty, Reach},
    request::{Mode, Offence},
    rulebook::{Connector, Grade, OffenceClass, RuleNo},
};

fn offences<'a>(f: &RequestFacts<'a>) -> &'a [Offence] {
    f.request
        .payload
        .case
        .as_ref()
        .map(|c| c.offences.as_slice())
        .unwrap_or_default()
}

/// Each charge is in the catalogue, serious, or named in words for a reviewer to rule on.
pub(super) fn ordinary_crime(f: &RequestFacts<'_>, bench: &Bench<'_>) -> Vec<Fault> {
    let charges = offences(f);
    if charges.is_empty() {
        return vec![Fault::missing(
            "offence_missing",
            "case.offences",
            "Name the offence by its code in the catalogue.",
        )];
    }
    let mut faults = Vec::new();
    for (at, charge) in charges.iter().enumerate() {
        let field = format!("case.offences[{at}].code");
        let Some(code) = &charge.code else {
            faults.push(Fault::missing(
                "offence_code_missing",
                field,
                "Give the offence's code in the catalogue, or \"other\".",
            ));
            continue;
        };
        match bench.book.offence(code) {
            None => {
                let message = format!(
                    "{} is not in the catalogue of offences; choose a code, or \"other\" and name it in words.",
                    shown(code)
                );
                faults.push(Fault::missing("offence_code_unknown", field, message));
            }
            Some(row) if row.grade == Grade::Minor => {
                let message = format!("{} is not a serious crime; take the charge out.", row.title);
                faults.push(Fault::broken("offence_not_serious", field, message).value("code", &row.code));
            }
            Some(_) => {}
        }
    }
    faults
}

/// A charge on an exclusion list stops the request, unless the list's own exception holds.
pub(super) fn exclusion(
    f: &RequestFacts<'_>,
    class: OffenceClass,
    unless: &BTreeSet<String>,
    bench: &Bench<'_>,
) -> Checked {
    let charges = offences(f);
    if charges.is_empty() {
        return None;
    }
    let mut faults = Vec::new();
    for (at, charge) in charges.iter().enumerate() {
        let Some(row) = charge.code.as_deref().and_then(|c| bench.book.offence(c)) else {
            continue;
        };
        let field = format!("case.offences[{at}].code");
        if row.class == OffenceClass::Unclassified {
            let message =
                "The charge is not in the catalogue; a reviewer must rule that it is on none of the exclusion lists.";
            faults.push(Fault::ruling("offence_unclassified", field, message));
        } else if row.class == class {
            let excepted = (unless.contains("enables_serious_crime") && charge.enables_serious_crime)
                || (unless.contains("organised_crime") && charge.organised_crime);
            faults.push(if excepted {
                let message = format!("{} is on an exclusion list, but is said to serve a serious crime or an organised group; a reviewer must rule on that.", row.title);
                Fault::ruling("exclusion_exception_claimed", field, message).value("code", &row.code)
            } else {
                let message = format!("{} is excluded from red notices ({}); take the charge out, or use national channels.", row.title, list_name(class));
                Fault::broken("offence_excluded", field, message).value("code", &row.code)
            });
        }
    }
    Some(faults)
}

fn list_name(class: OffenceClass) -> &'static str {
    match class {
        OffenceClass::Cultural => "matters on which members differ for cultural or behavioural reasons",
        OffenceClass::Family => "family or private matters",
        OffenceClass::Administrative => "administrative rules and private disputes",
        OffenceClass::Ordinary | OffenceClass::Unclassified | OffenceClass::Constitutional => "the statute's list",
    }
}

/// For trial: the heaviest penalty of at least one charge reaches the limit; charges below it are named.
pub(super) fn prosecution_threshold(f: &RequestFacts<'_>, months: u32) -> Checked {
    let case = f.request.payload.case.as_ref()?;
    if case.mode != Some(Mode::Prosecution) {
        return None;
    }
    let stated: Vec<(usize, Penalty)> = case
        .offences
        .iter()
        .enumerate()
        .filter_map(|(at, o)| Some((at, o.max_penalty?)))
        .collect();
    let field = |at: usize| format!("case.offences[{at}].max_penalty");
    let below = |at: usize, penalty: Penalty| {
        format!(
            "The heaviest penalty of charge {} is {penalty}; at least {months} months are needed.",
            at + 1
        )
    };
    let Some((first, _)) = stated.first() else {
        let message = format!("State the heaviest penalty that the law allows; at least {months} months are needed.");
        return Some(vec![
            Fault::missing("penalty_missing", "case.offences[0].max_penalty", message).value("n", months),
        ]);
    };
    let reach = |wanted: Reach| stated.iter().filter(move |(_, p)| p.reaches(months) == wanted);
    if reach(Reach::Yes).next().is_some() {
        let notes = reach(Reach::No).map(|(at, p)| {
            Fault::note(
                "charge_below_threshold",
                field(*at),
                format!("{} It is carried by the other charge.", below(*at, *p)),
            )
            .value("n", months)
        });
        return Some(notes.collect());
    }
    if let Some((at, penalty)) = reach(Reach::Unsure).next() {
        let message =
            format!("Whether {penalty} reaches {months} months depends on the calendar; state the penalty in months.");
        return Some(vec![
            Fault::unclear("penalty_unclear", field(*at), message).value("n", months),
        ]);
    }
    let remedy = "The request stays under the threshold unless an official takes the exception on himself or herself in writing.";
    let faults = stated.iter().map(|(at, p)| {
        Fault::broken(
            "penalty_below_threshold",
            field(*at),
            format!("{} {remedy}", below(*at, *p)),
        )
        .value("n", months)
    });
    debug_assert!(*first < case.offences.len());
    Some(faults.collect())
}

/// To serve a sentence: imposed or remaining reaches the limit.
pub(super) fn sentence_threshold(f: &RequestFacts<'_>, months: u32, connector: Connector) -> Checked {
    let case = f.request.payload.case.as_ref()?;
    if case.mode != Some(Mode::Sentence) {
        return None;
    }
    let halves = [
        ("case.sentence_imposed", case.sentence_imposed),
        ("case.sentence_remaining", case.sentence_remaining),
    ];
    let stated: Vec<(&str, Penalty)> = halves.into_iter().filter_map(|(field, p)| Some((field, p?))).collect();
    if stated.is_empty() {
        let message =
            format!("State the sentence that was imposed or what is left of it; at least {months} months are needed.");
        return Some(vec![
            Fault::missing("sentence_missing", "case.sentence_imposed", message).value("n", months),
        ]);
    }
    let reaches: Vec<Reach> = stated.iter().map(|(_, p)| p.reaches(months)).collect();
    let enough = match connector {
        Connector::Or => reaches.contains(&Reach::Yes),
        Connector::And => reaches.iter().all(|r| *r == Reach::Yes),
    };
    if enough {
        return Some(Vec::new());
    }
    let open = match connector {
        Connector::Or => reaches.contains(&Reach::Unsure),
        Connector::And => !reaches.contains(&Reach::No),
    };
    let faults = stated.iter().zip(&reaches).filter(|(_, r)| **r != Reach::Yes).map(|((field, penalty), reach)| {
        if open && *reach == Reach::Unsure {
            let message = format!("Whether {penalty} reaches {months} months depends on the calendar; state it in months.");
            Fault::unclear("sentence_unclear", *field, message).value("n", months)
        } else if open {
            Fault::note("sentence_half_below", *field, format!("{penalty} stays under {months} months.")).value("n", months)
        } else {
            let message = format!("{penalty} stays under the {months} months that are needed, unless an official takes the exception on himself or herself in writing.");
            Fault::broken("sentence_below_threshold", *field, message).value("n", months)
        }
    });
    Some(faults.collect())
}

/// The exception, where it is claimed: a named official other than the author, a consultation, written grounds.
pub(super) fn exception(
    f: &RequestFacts<'_>,
    may_lift: &BTreeSet<RuleNo>,
    min_chars: usize,
    bench: &Bench<'_>,
) -> Checked {
    let claimed = f.desk.exception.as_ref()?;
    let field = |part: &str| format!("desk.override.{part}");
    let mut faults = Vec::new();
    match &claimed.official {
        None => faults.push(Fault::missing(
            "override_nameless",
            field("official"),
            "The exception needs a named official; without one it lifts nothing.",
        )),
        Some(official) if f.request.head.author.as_ref() == Some(official) => {
            faults.push(Fault::broken(
                "override_by_author",
                field("official"),
                "The author of the request cannot take the exception; another official must.",
            ));
        }
        Some(_) => {}
    }
    if !super::fault::said(claimed.office.as_ref()) {
        faults.push(Fault::missing(
            "override_office",
            field("office"),
            "Name the office in which the official decides.",
        ));
    }
    match claimed.consulted_on {
        None => faults.push(Fault::missing(
            "override_not_consulted",
            field("consulted_on"),
            "The requester must be consulted first; give the day.",
        )),
        Some(day) if day > bench.today => {
            faults.push(Fault::broken(
                "override_consulted_in_future",
                field("consulted_on"),
                "The consultation is dated in the future; correct it.",
            ));
        }
        Some(_) => {}
    }
    if length(claimed.grounds.as_deref().unwrap_or_default()) < min_chars {
        let message = format!("Write in at least {min_chars} characters what is of particular importance.");
        faults.push(Fault::missing("override_grounds", field("grounds"), message).value("n", min_chars));
    }
    if claimed.lifts.is_empty() {
        faults.push(Fault::missing(
            "override_rows",
            field("lifts"),
            "Name the rows that are lifted.",
        ));
    }
    for rule in claimed.lifts.difference(may_lift) {
        let message = format!("Row {rule} cannot be lifted; the exception covers only the first two criteria.");
        faults.push(Fault::broken("override_too_wide", field("lifts"), message).value("row", rule));
    }
    Some(faults)
}

/// The rows that a valid exception lifts; none when it has any fault.
pub(super) fn lifted_rows(
    f: &RequestFacts<'_>,
    may_lift: &BTreeSet<RuleNo>,
    min_chars: usize,
    bench: &Bench<'_>,
) -> BTreeSet<RuleNo> {
    match (exception(f, may_lift, min_chars, bench), &f.desk.exception) {
        (Some(faults), Some(claimed)) if faults.is_empty() => claimed.lifts.clone(),
        _ => BTreeSet::new(),
    }
}
