//! Conditions on every request: purpose, interest, kind, requester, declaration, recipients, public extract.

use std::collections::BTreeSet;

use super::{Bench, Checked, Fault, RequestFacts, fault::length, fault::said};
use crate::{
    request::{Requester, SealedFactKind, World},
    rulebook::{KindRow, OffenceClass, RequesterSort},
};

pub(super) fn kind_row<'a>(f: &RequestFacts<'_>, bench: &Bench<'a>) -> Option<&'a KindRow> {
    bench.book.kind(f.request.head.kind.as_deref()?, bench.today)
}

/// Rows that only a person decides; the machine says what the ruling must speak of.
pub(super) fn ruling_only(
    f: &RequestFacts<'_>,
    watch: &BTreeSet<OffenceClass>,
    sealed_position: bool,
    bench: &Bench<'_>,
) -> Vec<Fault> {
    let offences = f.request.payload.case.iter().flat_map(|c| &c.offences).enumerate();
    let mut faults: Vec<Fault> = offences
        .filter(|(_, o)| {
            let class = o.code.as_deref().and_then(|c| bench.book.offence(c)).map(|row| row.class);
            class.is_some_and(|class| watch.contains(&class))
        })
        .map(|(at, o)| {
            let code = o.code.as_deref().unwrap_or_default();
            let message = format!("The charge {code} raises the question of political, military, religious or racial character; the ruling must weigh what predominates under nature_of_offence.");
            Fault::ruling("constitutional_charge", format!("case.offences[{at}].code"), message).value("code", code).to_be_named_as("nature_of_offence")
        })
        .collect();
    if sealed_position && refused_extradition(f) {
        let message = "A sealed fact bears on this request; the ruling must speak of it under position_of_others.";
        faults.push(
            Fault::ruling("sealed_position", "request", message)
                .to_be_named_as("position_of_others")
                .sealed(),
        );
    }
    faults
}

fn refused_extradition(f: &RequestFacts<'_>) -> bool {
    super::person::sealed_matches(f).any(|(fact, _)| fact.kind == SealedFactKind::ExtraditionRefused)
}

/// Exactly one main purpose, and one that the kind allows.
pub(super) fn one_main_purpose(f: &RequestFacts<'_>, bench: &Bench<'_>) -> Vec<Fault> {
    let allowed = kind_row(f, bench).map(|k| k.purposes.as_slice()).unwrap_or_default();
    match f.request.head.purposes.as_slice() {
        [] if allowed.is_empty() => {
            let message = "Name the one purpose; which there are depends on the kind.";
            vec![Fault::missing("purpose_missing", "purposes", message)]
        }
        [] => {
            let message = format!("Name the one purpose: {}.", allowed.join(", "));
            vec![Fault::missing("purpose_missing", "purposes", message)]
        }
        [one] if allowed.is_empty() || allowed.contains(one) => Vec::new(),
        [one] => {
            let message = format!(
                "The purpose {} is not one of this kind's: {}.",
                shown(one),
                allowed.join(", ")
            );
            vec![Fault::broken("purpose_not_allowed", "purposes[0]", message)]
        }
        many => {
            let message = format!(
                "{} purposes are named; name the one main purpose, and ask for the others apart.",
                many.len()
            );
            vec![Fault::broken("purposes_several", "purposes", message)]
        }
    }
}

/// The aim of a red notice; says nothing where no single purpose is named, because row 3 does.
pub(super) fn aim_in(f: &RequestFacts<'_>, aims: &BTreeSet<String>) -> Checked {
    let [aim] = f.request.head.purposes.as_slice() else {
        let message = format!("State the aim of the arrest: {}.", listed(aims));
        return Some(vec![Fault::missing("aim_missing", "purposes", message)]);
    };
    if aims.contains(aim) {
        return Some(Vec::new());
    }
    let message = format!(
        "A red notice aims at {}; {} is none of these. Another kind may serve it.",
        listed(aims),
        shown(aim)
    );
    Some(vec![Fault::broken("aim_not_arrest", "purposes[0]", message)])
}

/// Why the matter concerns more than one country.
pub(super) fn interest_stated(f: &RequestFacts<'_>, min_chars: usize) -> Vec<Fault> {
    let mut faults = Vec::new();
    let interest = f.request.payload.interest.as_deref().unwrap_or_default();
    if length(interest) < min_chars {
        let message =
            format!("State in at least {min_chars} characters why the matter needs cooperation across borders.");
        faults.push(Fault::missing("interest_missing", "interest", message).value("n", min_chars));
    }
    let own = f.request.requesting_country();
    if own.is_some() && f.request.head.countries_concerned.iter().all(|c| Some(c) == own) {
        let message =
            "No other country is named as concerned; name one, or a reviewer rules that the interest is international.";
        faults.push(Fault::ruling("no_foreign_link", "countries_concerned", message));
    }
    faults
}

/// The kind must be in the catalogue on the day, and travel as the catalogue allows.
pub(super) fn kind_in_catalogue(f: &RequestFacts<'_>, bench: &Bench<'_>) -> Vec<Fault> {
    let known = || {
        let kinds: Vec<&str> = bench.book.kinds.iter().map(|k| k.kind.as_str()).collect();
        kinds.join(", ")
    };
    let Some(code) = f.request.head.kind.as_deref() else {
        return vec![Fault::missing(
            "kind_missing",
            "kind",
            format!("Name the kind: {}.", known()),
        )];
    };
    let Some(kind) = bench.book.kind(code, bench.today) else {
        let message = format!(
            "The kind {} does not exist on {}; the kinds are: {}.",
            shown(code),
            bench.today,
            known()
        );
        return vec![Fault::broken("kind_unknown", "kind", message)];
    };
    if !kind.channels.contains(&f.request.head.channel) {
        let message = format!("{} cannot travel as a diffusion; ask for a notice.", kind.title);
        return vec![Fault::broken("channel_not_allowed", "channel", message)];
    }
    Vec::new()
}

/// A bureau, an authorised entity or the secretariat; and of these, whom the kind allows.
pub(super) fn requester_may_ask(f: &RequestFacts<'_>, bench: &Bench<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let head = &f.request.head;
    if head.author.is_none() {
        faults.push(Fault::missing(
            "author_missing",
            "author",
            "Name the officer who wrote the request.",
        ));
    }
    let Some(requester) = &head.requester else {
        let message = "Name who asks: a bureau with its country, an authorised entity, or the secretariat.";
        faults.push(Fault::missing("requester_missing", "requester", message));
        return faults;
    };
    let sort = match requester {
        Requester::Bureau { country } => {
            if f.desk
                .members
                .as_ref()
                .is_some_and(|members| !members.contains(country))
            {
                let message = format!(
                    "{country} is not a member on {}; only a member's bureau may ask.",
                    bench.today
                );
                faults.push(
                    Fault::broken("requester_not_member", "requester.country", message).value("country", country),
                );
            }
            RequesterSort::Bureau
        }
        Requester::Entity { name } => {
            let invented = bench.world == World::Exercise && bench.book.exercise.entities.contains(name);
            if !invented && !bench.book.entities.contains(name) {
                let message = format!("{} is not on the list of authorised entities.", shown(name));
                faults.push(Fault::broken("entity_not_authorised", "requester.name", message));
            }
            RequesterSort::Entity
        }
        Requester::Secretariat => RequesterSort::Secretariat,
    };
    if let Some(kind) = kind_row(f, bench).filter(|k| !k.requesters.contains(&sort)) {
        let message = format!("{} cannot be asked for by this requester.", kind.title);
        faults.push(Fault::broken("requester_not_for_kind", "requester", message));
    }
    faults
}

/// The requester's declaration on quality and lawfulness, signed before now.
pub(super) fn declaration_signed(f: &RequestFacts<'_>, bench: &Bench<'_>) -> Vec<Fault> {
    let Some(declaration) = &f.request.head.declaration else {
        let message = "Attach the signed declaration that the data is accurate, lawful and may be processed.";
        return vec![Fault::missing("declaration_missing", "declaration", message)];
    };
    let mut faults = Vec::new();
    if declaration.signed_by.is_none() {
        faults.push(Fault::missing(
            "declaration_unsigned",
            "declaration.signed_by",
            "Name who signed the declaration.",
        ));
    }
    match declaration.signed_at {
        None => faults.push(Fault::missing(
            "declaration_undated",
            "declaration.signed_at",
            "Say when the declaration was signed.",
        )),
        Some(at) if at > bench.now => {
            let message = format!("The declaration is dated {at}, which is still to come; correct its time.");
            faults.push(Fault::broken("declaration_in_future", "declaration.signed_at", message));
        }
        Some(_) => {}
    }
    faults
}

/// A diffusion names its recipients, and not only its sender.
pub(super) fn diffusion_addressed(f: &RequestFacts<'_>) -> Vec<Fault> {
    let head = &f.request.head;
    let mut faults = Vec::new();
    if head.recipients.is_empty() {
        faults.push(Fault::missing(
            "recipients_missing",
            "recipients",
            "Name the bureaus that are to receive the diffusion.",
        ));
    } else if head
        .recipients
        .iter()
        .all(|r| Some(r) == f.request.requesting_country())
    {
        faults.push(Fault::broken(
            "recipients_only_self",
            "recipients",
            "The only recipient is the sender; name another bureau.",
        ));
    }
    if head.purposes.is_empty() {
        faults.push(Fault::missing(
            "diffusion_purpose_missing",
            "purposes",
            "Name the purpose of the diffusion.",
        ));
    }
    faults
}

/// A public extract needs consent and a ground, and some kinds never have one.
pub(super) fn public_extract(f: &RequestFacts<'_>, grounds: &BTreeSet<String>, never: &BTreeSet<String>) -> Checked {
    let extract = f.request.head.public_extract.as_ref().filter(|e| e.requested)?;
    let mut faults = Vec::new();
    if f.request.head.kind.as_ref().is_some_and(|kind| never.contains(kind)) {
        let message = "This kind has no public extract; take the wish out.";
        return Some(vec![Fault::broken(
            "extract_never",
            "public_extract.requested",
            message,
        )]);
    }
    if !extract.consent {
        faults.push(Fault::missing(
            "extract_without_consent",
            "public_extract.consent",
            "The requester's consent to the extract is needed.",
        ));
    }
    match &extract.ground {
        Some(ground) if grounds.contains(ground) => {}
        Some(ground) => {
            let message = format!("The ground {} is none of: {}.", shown(ground), listed(grounds));
            faults.push(Fault::broken("extract_ground", "public_extract.ground", message));
        }
        None => {
            let message = format!("Name the ground of the extract: {}.", listed(grounds));
            faults.push(Fault::missing(
                "extract_ground_missing",
                "public_extract.ground",
                message,
            ));
        }
    }
    Some(faults)
}

pub(super) fn listed(words: &BTreeSet<String>) -> String {
    words.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// A text from a request, cut and without invisible characters, so that it can stand in a message.
pub(super) fn shown(text: &str) -> String {
    let clean: String = text
        .chars()
        .filter(|c| !crate::scripts::is_invisible(*c))
        .take(60)
        .collect();
    format!("{clean:?}")
}

pub(super) fn need_text(
    faults: &mut Vec<Fault>,
    text: Option<&String>,
    code: &'static str,
    field: impl Into<String>,
    message: &str,
) {
    if !said(text) {
        faults.push(Fault::missing(code, field, message));
    }
}
