//! NCMEC hash sharing, version 2: one page of entries as XML.
//!
//! Source: the public client in facebook/ThreatExchange
//! (`python-threatexchange/threatexchange/exchanges/clients/ncmec/hash_api.py`) and its samples.

use cordon_vocabulary::{BureauId, Instant};

use super::xml::{self, Element};
use super::{ImportRefusal, Imported, LeftOut, text};
use crate::algorithm::{Algorithm, Fingerprint};
use crate::lists::{Basis, Grade, Medium, Print, Record, RecordKey, Say, Tombstone, Vote};

/// Reads a page of entries. `list` is the name under which the records stand here.
///
/// Fingerprints of algorithms that are not matched (and references to large ones) are kept by their source's name.
/// A hash that cannot be read is left out and reported; the rest of the entry is taken.
///
/// # Errors
/// [`ImportRefusal`] when the file is not such a page, or an entry has no id or member.
pub fn read(bytes: &[u8], list: &str) -> Result<Imported, ImportRefusal> {
    let root = xml::read(&text(bytes)?)?;
    if root.name != "queryresult" {
        return Err(ImportRefusal::new(
            "not-this-format",
            format!("line {}", root.line),
            format!("the root element is {}, not queryResult", root.name),
        ));
    }
    let mut imported = Imported {
        next_page: root
            .child("paging")
            .and_then(|paging| paging.text_of("next"))
            .map(str::to_owned),
        ..Imported::default()
    };
    for group in root.children("images").chain(root.children("videos")) {
        for entry in &group.children {
            read_entry(entry, list, &mut imported)?;
        }
    }
    Ok(imported)
}

fn read_entry(entry: &Element, list: &str, imported: &mut Imported) -> Result<(), ImportRefusal> {
    let (deleted, kind) = match entry.name.strip_prefix("deleted") {
        Some(kind) => (true, kind),
        None => (false, entry.name.as_str()),
    };
    let medium = match kind {
        "image" => Medium::Picture,
        "video" => Medium::Video,
        other => {
            return Err(ImportRefusal::new(
                "not-this-format",
                format!("line {}", entry.line),
                format!("an entry is an image or a video, this is {other}"),
            ));
        }
    };
    let key = RecordKey {
        list: list.to_owned(),
        id: required(entry, "id")?.to_owned(),
    };
    let at = entry
        .text_of("timestamp")
        .map(|text| instant(entry, text))
        .transpose()?;
    if deleted {
        imported.tombstones.push(Tombstone { key, at, reason: None });
        return Ok(());
    }
    let mut record = Record::new(key, medium);
    record.updated = at;
    record.contributed_by = Some(member(entry.child("member"), entry)?);
    if let Some(classification) = entry.text_of("classification") {
        let grade = Grade::new("ncmec", None, classification).map_err(|refusal| {
            ImportRefusal::new(refusal.code(), format!("line {}", entry.line), refusal.to_string())
        })?;
        record.grades.push(grade);
    }
    if let Some(prints) = entry.child("fingerprints") {
        read_prints(prints, &mut record, &mut imported.left_out);
    }
    if let Some(feedback) = entry.child("feedback") {
        read_feedback(feedback, &mut record)?;
    }
    imported.records.push(record);
    Ok(())
}

fn required<'a>(entry: &'a Element, name: &str) -> Result<&'a str, ImportRefusal> {
    entry.text_of(name).ok_or_else(|| {
        ImportRefusal::new(
            "missing-field",
            format!("line {}", entry.line),
            format!("the entry has no {name}"),
        )
    })
}

fn instant(entry: &Element, text: &str) -> Result<Instant, ImportRefusal> {
    Instant::parse(text)
        .map_err(|fault| ImportRefusal::new("bad-value", format!("line {}", entry.line), fault.to_string()))
}

/// A member of the exchange is known here by the exchange's number for it.
fn member(member: Option<&Element>, entry: &Element) -> Result<BureauId, ImportRefusal> {
    let place = format!("line {}", entry.line);
    let number = member
        .and_then(|member| member.attribute("id"))
        .ok_or_else(|| ImportRefusal::new("missing-field", place.clone(), "the member has no id"))?;
    BureauId::parse(&format!("ncmec-{number}"))
        .map_err(|fault| ImportRefusal::new("bad-value", place, fault.to_string()))
}

fn read_prints(prints: &Element, record: &mut Record, left_out: &mut Vec<LeftOut>) {
    for print in &prints.children {
        let value = print.text.trim();
        let matched = print.name.parse::<Algorithm>();
        if value.is_empty() {
            let reference = print.attribute("href").unwrap_or_default();
            record.other_prints.insert(print.name.clone(), reference.to_owned());
            continue;
        }
        match matched.map(|algorithm| Fingerprint::parse(algorithm, value)) {
            Ok(Ok(fingerprint)) => record.prints.push(Print {
                fingerprint,
                quality: None,
            }),
            Ok(Err(fault)) => left_out.push(LeftOut {
                record: record.key.id.clone(),
                field: print.name.clone(),
                reason: fault.to_string(),
            }),
            Err(_) => {
                record.other_prints.insert(print.name.clone(), value.to_owned());
            }
        }
    }
}

fn read_feedback(feedback: &Element, record: &mut Record) -> Result<(), ImportRefusal> {
    for part in &feedback.children {
        let about = part.attribute("type").and_then(|name| name.parse::<Algorithm>().ok());
        match part.name.as_str() {
            "affirmativefeedback" => {
                let say = Say::Confirms {
                    basis: Basis::OwnAssessment,
                };
                votes_of(part, &say, about, record)?;
            }
            "negativefeedback" => {
                for reasons in part.children("reasons") {
                    let names: Vec<&str> = reasons
                        .children("reason")
                        .filter_map(|reason| reason.attribute("name"))
                        .collect();
                    let say = Say::Rejects {
                        reason: names.join("; "),
                    };
                    votes_of(reasons, &say, about, record)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn votes_of(part: &Element, say: &Say, about: Option<Algorithm>, record: &mut Record) -> Result<(), ImportRefusal> {
    for members in part.children("members") {
        let at = members
            .attribute("timestamp")
            .map(|text| instant(members, text))
            .transpose()?;
        for voter in members.children("member") {
            record.votes.push(Vote {
                bureau: member(Some(voter), voter)?,
                say: say.clone(),
                about,
                at,
            });
        }
    }
    Ok(())
}
