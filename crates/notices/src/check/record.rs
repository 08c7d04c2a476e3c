//! The record is accurate: it fits the format, sources are dated, names deceive nobody, the data is of one person, dates agree.

use jiff::civil::Date;

use super::{Bench, Fault, RequestFacts, general::shown};
use crate::{
    image::ImageMedia,
    memory::spellings,
    request::{FaultKind, Holder, Subject},
    scripts::{NameFault, fault_in_name, folded_words},
};

/// The file fits the format, sources are dated, names deceive nobody, and the data is of one person whose dates agree.
pub(super) fn accurate_record(f: &RequestFacts<'_>, youngest_plausible: i16, bench: &Bench<'_>) -> Vec<Fault> {
    let mut faults = schema_faults(f);
    faults.extend(undated_sources(f, bench.today));
    if let Some(subject) = f.request.subject() {
        faults.extend(deceiving_names(subject));
        faults.extend(mixed_identities(subject));
        faults.extend(impossible_dates(f, subject, youngest_plausible, bench.today));
    }
    faults.extend(pictures(f));
    for earlier in &f.desk.recognised {
        let articles = earlier.articles.join("; ");
        let message = format!(
            "The case was known as {} ({}) and ended on {} under {articles}; the ruling must speak of it under earlier_case.",
            earlier.notice,
            earlier.kind,
            super::day_of(earlier.ended_at)
        );
        faults.push(
            Fault::ruling("earlier_case", "request", message)
                .value("day", super::day_of(earlier.ended_at))
                .value("articles", &articles)
                .to_be_named_as("earlier_case"),
        );
    }
    faults
}

fn schema_faults(f: &RequestFacts<'_>) -> Vec<Fault> {
    f.faults
        .iter()
        .map(|fault| match fault.kind {
            FaultKind::Unreadable => {
                let message = format!(
                    "This field is not readable and was left out: {}. Correct it.",
                    fault.problem
                );
                Fault::missing("field_unreadable", &fault.field, message)
            }
            FaultKind::Unknown => {
                let message = "The format has no such field; it was not read. Take it out or correct its name.";
                Fault::missing("field_unknown", &fault.field, message)
            }
        })
        .collect()
}

fn undated_sources(f: &RequestFacts<'_>, today: Date) -> Vec<Fault> {
    let sources = &f.request.payload.sources;
    if sources.is_empty() {
        return vec![Fault::missing(
            "sources_missing",
            "sources",
            "Name at least one source of the data, with its date.",
        )];
    }
    let mut faults = Vec::new();
    for (at, source) in sources.iter().enumerate() {
        if source.what.as_ref().is_none_or(|w| w.trim().is_empty()) {
            faults.push(Fault::missing(
                "source_unnamed",
                format!("sources[{at}].what"),
                "Say what the source is.",
            ));
        }
        match source.date {
            None => faults.push(Fault::missing(
                "source_undated",
                format!("sources[{at}].date"),
                "Give the date of the source.",
            )),
            Some(date) if date > today => {
                let message = format!("The source is dated {date}, which is still to come; correct its date.");
                faults
                    .push(Fault::broken("source_in_future", format!("sources[{at}].date"), message).value("day", date));
            }
            Some(_) => {}
        }
    }
    faults
}

fn deceiving_names(subject: &Subject) -> Vec<Fault> {
    let mut names: Vec<(String, &String)> = Vec::new();
    let main = [
        ("subject.family_name", &subject.family_name),
        ("subject.forename", &subject.forename),
    ];
    names.extend(
        main.into_iter()
            .filter_map(|(field, name)| Some((field.to_owned(), name.as_ref()?))),
    );
    for (at, other) in subject.other_scripts.iter().enumerate() {
        let both = [("family_name", &other.family_name), ("forename", &other.forename)];
        names.extend(
            both.into_iter()
                .filter_map(|(part, name)| Some((format!("subject.other_scripts[{at}].{part}"), name.as_ref()?))),
        );
    }
    names.extend(
        subject
            .aliases
            .iter()
            .enumerate()
            .map(|(at, alias)| (format!("subject.aliases[{at}]"), alias)),
    );
    names
        .into_iter()
        .filter_map(|(field, name)| name_fault(field, name))
        .collect()
}

fn name_fault(field: String, name: &str) -> Option<Fault> {
    if name.trim().is_empty() {
        return None;
    }
    if name.chars().count() > 200 {
        return Some(Fault::broken(
            "name_too_long",
            field,
            "A name has at most 200 characters; give the name alone.",
        ));
    }
    Some(match fault_in_name(name)? {
        NameFault::MixedScripts(one, other) => {
            let message = format!(
                "Letters of two scripts ({one:?} and {other:?}) stand in one name: it looks like another than it is. Write each spelling in its own field of other_scripts."
            );
            Fault::broken("scripts_mixed", field, message)
        }
        NameFault::Invisible(hidden) => {
            let message = format!(
                "The name holds the invisible character U+{:04X}; type it again without it.",
                hidden as u32
            );
            Fault::broken("invisible_character", field, message)
        }
        NameFault::NoLetters => Fault::broken(
            "name_without_letters",
            field,
            "The name holds no letter; give the name or leave it out.",
        ),
    })
}

/// Data of two persons in one record: a document or a biometric record that names somebody else.
fn mixed_identities(subject: &Subject) -> Vec<Fault> {
    let documents = subject.documents.iter().enumerate().filter(|(_, d)| !d.false_identity);
    let documents = documents.map(|(at, d)| (format!("subject.documents[{at}].holder"), d.holder.as_ref()));
    let prints = subject
        .fingerprints
        .iter()
        .enumerate()
        .map(|(at, b)| (format!("subject.fingerprints[{at}].holder"), b.holder.as_ref()));
    let dna = subject
        .dna
        .iter()
        .enumerate()
        .map(|(at, b)| (format!("subject.dna[{at}].holder"), b.holder.as_ref()));
    documents
        .chain(prints)
        .chain(dna)
        .filter_map(|(field, holder)| Some((field, holder?)))
        .filter_map(|(field, holder)| another_person(field, subject, holder))
        .collect()
}

fn another_person(field: String, subject: &Subject, holder: &Holder) -> Option<Fault> {
    let remedy = "Two persons' data stand in one record: take out what is not the subject's, or mark the document as a false identity.";
    if let (Some(own), Some(theirs)) = (subject.birth_date, holder.birth_date)
        && !own.may_equal(theirs)
    {
        let message = format!("It was issued to a person born {theirs}, the subject was born {own}. {remedy}");
        return Some(Fault::broken(
            "identities_mixed",
            format!("{field}.birth_date"),
            message,
        ));
    }
    if let (Some(own), Some(theirs)) = (subject.sex, holder.sex)
        && own.contradicts(theirs)
    {
        return Some(Fault::broken(
            "identities_mixed",
            format!("{field}.sex"),
            format!("It names another sex than the subject's. {remedy}"),
        ));
    }
    let (Some(family), Some(forename)) = (&holder.family_name, &holder.forename) else {
        return None;
    };
    let known = spellings(subject);
    let named = folded_words(&format!("{family} {forename}"));
    // Documents often leave out a second forename, so one name may be part of the other.
    let part_of = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
    let fits = known.iter().any(|name| part_of(&named, name) || part_of(name, &named));
    (!known.is_empty() && !named.is_empty() && !fits).then(|| {
        let message = format!(
            "It names {}, which is no name or alias of the subject. {remedy}",
            shown(&format!("{forename} {family}"))
        );
        Fault::broken("identities_mixed", field, message)
    })
}

fn impossible_dates(f: &RequestFacts<'_>, subject: &Subject, youngest_plausible: i16, today: Date) -> Vec<Fault> {
    let mut faults = Vec::new();
    if let Some(birth) = subject.birth_date.filter(|b| b.earliest() > today) {
        let message = format!("The birth date {birth} is still to come; correct it.");
        faults.push(Fault::broken("birth_in_future", "subject.birth_date", message).value("day", birth));
    }
    if let (Some(birth), Some(death)) = (subject.birth_date, subject.died_on)
        && death.latest() < birth.earliest()
    {
        faults.push(Fault::broken(
            "death_before_birth",
            "subject.died_on",
            "The death lies before the birth; correct one of them.",
        ));
    }
    let acts = f.request.payload.case.iter().flat_map(|c| &c.acts).enumerate();
    for (at, act) in acts {
        let Some(done) = act.date else { continue };
        let field = format!("case.acts[{at}].date");
        if done.earliest() > today {
            faults.push(
                Fault::broken(
                    "act_in_future",
                    field,
                    format!("The act is dated {done}, which is still to come; correct it."),
                )
                .value("day", done),
            );
            continue;
        }
        let Some(birth) = subject.birth_date else {
            continue;
        };
        if birth.earliest() > done.latest() {
            let message = format!(
                "The subject was born {birth}, after the act of {done}; correct one of them, or the data is of two persons."
            );
            faults.push(
                Fault::broken("birth_after_act", "subject.birth_date", message)
                    .value("born", birth)
                    .value("day", done),
            );
        } else if birth.oldest_age(done.latest()) < youngest_plausible {
            let message = format!(
                "The subject, born {birth}, was under {youngest_plausible} at the act of {done}; check both dates."
            );
            faults.push(
                Fault::broken("child_at_act", "subject.birth_date", message)
                    .value("born", birth)
                    .value("day", done)
                    .value("n", youngest_plausible),
            );
        }
    }
    faults
}

/// Every attached picture is an image, whatever its name says.
fn pictures(f: &RequestFacts<'_>) -> Vec<Fault> {
    let of_person = f
        .request
        .subject()
        .into_iter()
        .flat_map(|s| s.photographs.iter().enumerate())
        .map(|(at, p)| (format!("subject.photographs[{at}]"), p));
    let of_object = f
        .request
        .payload
        .object
        .iter()
        .flat_map(|o| o.images.iter().enumerate())
        .map(|(at, p)| (format!("object.images[{at}]"), p));
    of_person
        .chain(of_object)
        .filter_map(|(field, picture)| match picture.image {
            Some(image) if image.media == ImageMedia::NotAnImage => Some(Fault::broken(
                "not_an_image",
                field,
                "The file is not an image by its content; attach a PNG or JPEG photograph.",
            )),
            Some(_) => None,
            None => Some(Fault::missing(
                "picture_not_found",
                field,
                "The picture is not there; attach the file beside the request.",
            )),
        })
        .collect()
}
