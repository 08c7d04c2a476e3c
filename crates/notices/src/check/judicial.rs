//! Conditions on the judicial data: acts of this person, charges and law, a valid warrant, extradition.

use super::{Bench, Fault, RequestFacts, fault::length, general::need_text, general::shown};
use crate::request::{Mode, Role, Warrant, WarrantCopy};

/// Facts say what this person did, when, where and as what.
pub(super) fn individual_acts(f: &RequestFacts<'_>, min_chars: usize, bench: &Bench<'_>) -> Vec<Fault> {
    let Some(case) = &f.request.payload.case else {
        return vec![Fault::missing(
            "case_missing",
            "case",
            "Describe the case: facts, acts of the person, charges, warrant.",
        )];
    };
    let mut faults = Vec::new();
    if length(case.facts.as_deref().unwrap_or_default()) < min_chars {
        let message = format!("Summarise the facts in at least {min_chars} characters: what happened, when, where.");
        faults.push(Fault::missing("facts_too_short", "case.facts", message).value("n", min_chars));
    }
    if case.acts.is_empty() {
        let message = "No act of this person is named: say what he or she did, as what, when and where.";
        faults.push(Fault::missing("no_individual_act", "case.acts", message));
        return faults;
    }
    for (at, act) in case.acts.iter().enumerate() {
        let field = |part: &str| format!("case.acts[{at}].{part}");
        need_text(
            &mut faults,
            act.what.as_ref(),
            "act_what_missing",
            field("what"),
            "Say what the person did, in one sentence.",
        );
        need_text(
            &mut faults,
            act.place.as_ref(),
            "act_place_missing",
            field("place"),
            "Say where the act took place.",
        );
        if act.date.is_none() {
            faults.push(Fault::missing(
                "act_date_missing",
                field("date"),
                "Say when, to the year at least.",
            ));
        }
        if act.role.is_none() {
            faults.push(Fault::missing(
                "act_role_missing",
                field("role"),
                "Say as what: principal, accomplice, organiser, instigator.",
            ));
        }
    }
    if case.acts.iter().all(|act| act.role == Some(Role::Member)) {
        let message = "Membership of a group alone names no individual act; say what this person did in it.";
        faults.push(Fault::missing("membership_only", "case.acts", message));
    }
    let latest_act = case.acts.iter().filter_map(|a| a.date).map(|d| d.earliest()).max();
    let issued = case.warrant.as_ref().and_then(|w| w.issued_on);
    if let (Some(act), Some(issued)) = (latest_act, issued)
        && act > issued
        && issued <= bench.today
    {
        let message =
            format!("An act of {act} lies after the warrant of {issued}, which cannot cover it; correct one of them.");
        faults.push(
            Fault::broken("act_after_warrant", "case.acts", message)
                .value("act", act)
                .value("day", issued),
        );
    }
    faults
}

/// Charge, provision and penalty for each offence; mode for the case.
pub(super) fn charges_complete(f: &RequestFacts<'_>) -> Vec<Fault> {
    let Some(case) = &f.request.payload.case else {
        return vec![Fault::missing(
            "case_missing",
            "case.offences",
            "Name the charges, the provisions and the penalties.",
        )];
    };
    let mut faults = Vec::new();
    if case.mode.is_none() {
        faults.push(Fault::missing(
            "mode_missing",
            "case.mode",
            "Say whether the person is sought for trial (prosecution) or to serve a sentence (sentence).",
        ));
    }
    if case.offences.is_empty() {
        faults.push(Fault::missing(
            "charges_missing",
            "case.offences",
            "Name the charges, the provisions and the penalties.",
        ));
    }
    for (at, offence) in case.offences.iter().enumerate() {
        let field = |part: &str| format!("case.offences[{at}].{part}");
        need_text(
            &mut faults,
            offence.charge.as_ref(),
            "charge_missing",
            field("charge"),
            "Name the charge in words.",
        );
        need_text(
            &mut faults,
            offence.law.as_ref(),
            "law_missing",
            field("law"),
            "Cite the provision of law.",
        );
        match offence.max_penalty {
            // Whoever serves a sentence is measured by it, not by what the law would have allowed.
            None if case.mode == Some(Mode::Sentence) => {}
            None => faults.push(Fault::missing(
                "max_penalty_missing",
                field("max_penalty"),
                "State the heaviest penalty that the law allows.",
            )),
            Some(penalty) if penalty.is_nothing() => {
                faults.push(Fault::missing(
                    "max_penalty_zero",
                    field("max_penalty"),
                    "A penalty of no length was given; state the heaviest penalty.",
                ));
            }
            Some(_) => {}
        }
    }
    faults
}

/// Authority, number and date; in force today; confirmed not long ago; a copy, or the law that forbids one.
pub(super) fn valid_warrant(f: &RequestFacts<'_>, confirmed_within_days: u16, bench: &Bench<'_>) -> Vec<Fault> {
    let Some(warrant) = f.request.payload.case.as_ref().and_then(|c| c.warrant.as_ref()) else {
        return vec![Fault::missing(
            "warrant_missing",
            "case.warrant",
            "Give the warrant, the judgment or an equal decision.",
        )];
    };
    let mut faults = Vec::new();
    let field = |part: &str| format!("case.warrant.{part}");
    need_text(
        &mut faults,
        warrant.number.as_ref(),
        "warrant_number",
        field("number"),
        "Give the number of the warrant.",
    );
    need_text(
        &mut faults,
        warrant.authority.as_ref(),
        "warrant_authority",
        field("authority"),
        "Name the court or authority that issued it.",
    );
    match warrant.issued_on {
        None => faults.push(Fault::missing(
            "warrant_undated",
            field("issued_on"),
            "Give the day of issue.",
        )),
        Some(day) if day > bench.today => {
            faults.push(
                Fault::broken(
                    "warrant_in_future",
                    field("issued_on"),
                    format!("The warrant is dated {day}, which is still to come."),
                )
                .value("day", day),
            );
        }
        Some(_) => {}
    }
    faults.extend(warrant_ended(warrant, bench));
    match warrant.last_confirmed_on {
        None => faults.push(Fault::missing(
            "warrant_unconfirmed",
            field("last_confirmed_on"),
            "Say when the authority last confirmed that it stands.",
        )),
        Some(day) if day > bench.today => {
            faults.push(Fault::broken(
                "warrant_confirmed_in_future",
                field("last_confirmed_on"),
                "The confirmation is dated in the future; correct it.",
            ));
        }
        Some(day)
            if i64::from(bench.today.since(day).map_or(0, |s| s.get_days())) > i64::from(confirmed_within_days) =>
        {
            let message = format!(
                "The warrant was last confirmed on {day}, more than {confirmed_within_days} days ago; ask the authority again."
            );
            faults.push(
                Fault::missing("warrant_confirmation_old", field("last_confirmed_on"), message)
                    .value("day", day)
                    .value("n", confirmed_within_days),
            );
        }
        Some(_) => {}
    }
    match &warrant.copy {
        None => faults.push(Fault::missing(
            "warrant_copy",
            field("copy"),
            "Attach a copy, or name the law that forbids one.",
        )),
        Some(WarrantCopy::File(text) | WarrantCopy::ForbiddenBy(text)) if text.trim().is_empty() => {
            faults.push(Fault::missing(
                "warrant_copy",
                field("copy"),
                "Attach a copy, or name the law that forbids one.",
            ));
        }
        Some(_) => {}
    }
    faults
}

fn warrant_ended(warrant: &Warrant, bench: &Bench<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    if warrant.revoked {
        faults.push(Fault::broken(
            "warrant_revoked",
            "case.warrant.revoked",
            "The warrant was revoked; a valid decision is needed.",
        ));
    }
    if let Some(day) = warrant.expires_on.filter(|day| *day < bench.today) {
        let message = format!("The warrant expired on {day}; a valid decision is needed.");
        faults.push(Fault::broken("warrant_expired", "case.warrant.expires_on", message).value("day", day));
    }
    if let Some(day) = warrant.time_barred_from.filter(|day| *day <= bench.today) {
        let message = format!("The case has been time-barred since {day}; it cannot be pursued by a notice.");
        faults.push(Fault::broken("case_time_barred", "case.warrant.time_barred_from", message).value("day", day));
    }
    if let (Some(issued), Some(expires)) = (warrant.issued_on, warrant.expires_on)
        && expires < issued
    {
        faults.push(Fault::broken(
            "warrant_ends_first",
            "case.warrant.expires_on",
            "The warrant ends before it was issued; correct one of the dates.",
        ));
    }
    faults
}

/// The authority had the power; extradition is settled and will be sought; excluded countries are listed.
pub(super) fn extradition_assured(f: &RequestFacts<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    match f
        .request
        .payload
        .case
        .as_ref()
        .and_then(|c| c.warrant.as_ref())
        .and_then(|w| w.authority_competent)
    {
        Some(true) => {}
        Some(false) => faults.push(Fault::broken(
            "authority_without_power",
            "case.warrant.authority_competent",
            "The authority had no power to issue the warrant.",
        )),
        None => faults.push(Fault::missing(
            "authority_power_unsaid",
            "case.warrant.authority_competent",
            "Declare that the issuing authority had the power.",
        )),
    }
    let Some(extradition) = &f.request.payload.extradition else {
        faults.push(Fault::missing(
            "extradition_missing",
            "extradition",
            "Declare that extradition will be sought on arrest, and from where not.",
        ));
        return faults;
    };
    match extradition.will_be_sought {
        Some(true) => {}
        Some(false) => {
            let message = "Extradition will not be sought: a red notice would serve nothing. Ask for a blue notice, or give the assurance.";
            faults.push(Fault::broken(
                "extradition_not_sought",
                "extradition.will_be_sought",
                message,
            ));
        }
        None => faults.push(Fault::missing(
            "extradition_unsaid",
            "extradition.will_be_sought",
            "Declare that extradition will be sought on arrest.",
        )),
    }
    match extradition.coordinated {
        Some(true) => {}
        Some(false) => faults.push(Fault::broken(
            "extradition_not_coordinated",
            "extradition.coordinated",
            "Settle the request with the authorities for extradition first.",
        )),
        None => faults.push(Fault::missing(
            "coordination_unsaid",
            "extradition.coordinated",
            "Declare that it was settled with the authorities for extradition.",
        )),
    }
    match &extradition.excluded_countries {
        None => faults.push(Fault::missing(
            "exclusions_unsaid",
            "extradition.excluded_countries",
            "List the countries from which extradition will not be sought; an empty list says none.",
        )),
        Some(list) => {
            if let Some(own) = list.iter().find(|c| Some(*c) == f.request.requesting_country()) {
                let message = format!("{} is the requester itself; take it out.", shown(own.as_str()));
                faults.push(Fault::note(
                    "exclusion_of_self",
                    "extradition.excluded_countries",
                    message,
                ));
            }
        }
    }
    faults
}
