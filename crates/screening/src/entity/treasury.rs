//! The US Treasury's list in its CSV form: `sdn.csv`, `alt.csv`, `add.csv`.
//!
//! `-0- ` means empty; birth dates, nationalities and documents stand as free text in the remarks.

use std::collections::HashMap;

use super::{Document, DocumentKind, Entity, PartialDate, Schema, Sex};
use crate::nationality::Nationality;

/// Reads the three files; `addresses` may be empty. Rows that are too short are passed over, as is the final 0x1A.
/// Alternative names whose entity is not in `primary` are left out.
#[must_use]
pub fn read(primary: &[u8], alternatives: &[u8], addresses: &[u8]) -> Vec<Entity> {
    let mut entities: Vec<Entity> = rows(primary).iter().filter_map(|row| from_row(row)).collect();
    let places: HashMap<String, usize> = entities
        .iter()
        .enumerate()
        .map(|(at, entity)| (entity.id.clone(), at))
        .collect();
    for row in rows(alternatives) {
        let (Some(id), Some(name)) = (row.first(), row.get(3)) else {
            continue;
        };
        let entity = places.get(id.trim()).and_then(|at| entities.get_mut(*at));
        if let (Some(entity), Some(name)) = (entity, filled(name)) {
            entity.add_name(name, false);
        }
    }
    for row in rows(addresses) {
        let (Some(id), Some(country)) = (row.first(), row.get(4)) else {
            continue;
        };
        let country = filled(country).and_then(Nationality::parse);
        if let (Some(entity), Some(country)) = (places.get(id.trim()).and_then(|at| entities.get_mut(*at)), country) {
            // An address is a weaker tie than a nationality: it counts only where nothing better is stated.
            if entity.schema == Schema::Other && !entity.nationalities.contains(&country) {
                entity.nationalities.push(country);
            }
        }
    }
    entities
}

/// Why three files are not a list of the Treasury's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TreasuryRefusal {
    /// A row with too few columns.
    #[error("{file}, line {line}: {found} columns, at least {needed} are needed")]
    Columns {
        /// The file.
        file: &'static str,
        /// Its line, from one.
        line: u64,
        /// Columns found.
        found: usize,
        /// Columns needed.
        needed: usize,
    },
    /// A row that does not begin with the number of an entity.
    #[error("{file}, line {line}: a row begins with the number of its entity, this one with {found:?}")]
    Number {
        /// The file.
        file: &'static str,
        /// Its line, from one.
        line: u64,
        /// What stands there.
        found: String,
    },
    /// No entity at all.
    #[error("sdn.csv: no entity")]
    Empty,
}

/// Reads the three files as [`read`], but takes none of them unless every row is the Treasury's.
///
/// # Errors
/// Names the first row that has too few columns or no number.
pub fn read_whole(primary: &[u8], alternatives: &[u8], addresses: &[u8]) -> Result<Vec<Entity>, TreasuryRefusal> {
    check("sdn.csv", primary, 3)?;
    check("alt.csv", alternatives, 4)?;
    check("add.csv", addresses, 5)?;
    let entities = read(primary, alternatives, addresses);
    if entities.is_empty() {
        return Err(TreasuryRefusal::Empty);
    }
    Ok(entities)
}

fn check(file: &'static str, bytes: &[u8], needed: usize) -> Result<(), TreasuryRefusal> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    for record in reader.byte_records() {
        let Ok(record) = record else { break };
        let line = record.position().map_or(0, csv::Position::line);
        let first = String::from_utf8_lossy(record.get(0).unwrap_or_default()).into_owned();
        if record.len() == 1 && filled(&first).is_none() {
            continue;
        }
        if record.len() < needed {
            let found = record.len();
            return Err(TreasuryRefusal::Columns {
                file,
                line,
                found,
                needed,
            });
        }
        if first.trim().is_empty() || !first.trim().bytes().all(|b| b.is_ascii_digit()) {
            let found = first.chars().filter(|c| !c.is_control()).take(30).collect();
            return Err(TreasuryRefusal::Number { file, line, found });
        }
    }
    Ok(())
}

fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    let mut rows = Vec::new();
    for record in reader.byte_records() {
        let Ok(record) = record else { break };
        rows.push(
            record
                .iter()
                .map(|field| String::from_utf8_lossy(field).into_owned())
                .collect(),
        );
    }
    rows
}

fn filled(text: &str) -> Option<&str> {
    let text = text.trim().trim_end_matches('\u{1a}');
    (!text.is_empty() && text != "-0-").then_some(text)
}

fn from_row(row: &[String]) -> Option<Entity> {
    let id = filled(row.first()?)?;
    let name = filled(row.get(1)?)?;
    let schema = match row.get(2).and_then(|kind| filled(kind)) {
        Some("individual") => Schema::Person,
        _ => Schema::Other,
    };
    let mut entity = Entity {
        id: id.to_owned(),
        schema,
        ..Entity::default()
    };
    entity.add_name(name, false);
    if let Some(remarks) = row.get(11).and_then(|text| filled(text)) {
        add_remarks(&mut entity, remarks);
    }
    Some(entity)
}

fn add_remarks(entity: &mut Entity, remarks: &str) {
    for remark in remarks.split(';') {
        let remark = remark.trim().trim_end_matches('.');
        let remark = remark.strip_prefix("alt. ").unwrap_or(remark);
        if let Some(date) = remark.strip_prefix("DOB ") {
            entity.birth_dates.extend(PartialDate::parse(date));
        } else if let Some(place) = remark.strip_prefix("POB ") {
            entity.birth_places.push(place.to_owned());
        } else if let Some(country) = remark
            .strip_prefix("nationality ")
            .or_else(|| remark.strip_prefix("citizen "))
        {
            let new = Nationality::parse(country).filter(|country| !entity.nationalities.contains(country));
            entity.nationalities.extend(new);
        } else if let Some(sex) = remark.strip_prefix("Gender ") {
            entity.sex = Sex::parse(sex);
        } else if let Some(name) = remark
            .strip_prefix("a.k.a. ")
            .or_else(|| remark.strip_prefix("f.k.a. "))
        {
            entity.add_name(name.trim_matches(['\'', '"', ' ']), true);
        } else {
            entity.documents.extend(document(remark));
        }
    }
}

/// `Passport A1234567 (Utopia)`, `Cedula No. 1234 (Utopia)` and the like.
fn document(remark: &str) -> Option<Document> {
    const KINDS: [(&str, DocumentKind); 20] = [
        ("Passport ", DocumentKind::Passport),
        ("Diplomatic Passport ", DocumentKind::Passport),
        ("Stateless Person ID Card ", DocumentKind::Passport),
        ("National ID No. ", DocumentKind::Identity),
        ("National Foreign ID Number ", DocumentKind::Identity),
        ("Identification Number ", DocumentKind::Identity),
        ("Personal ID Card ", DocumentKind::Identity),
        ("Cedula No. ", DocumentKind::Identity),
        ("C.U.R.P. ", DocumentKind::Identity),
        ("D.N.I. ", DocumentKind::Identity),
        ("I.F.E. ", DocumentKind::Identity),
        ("SSN ", DocumentKind::Identity),
        ("Electoral Registry No. ", DocumentKind::Identity),
        ("Credencial electoral ", DocumentKind::Identity),
        ("Driver's License No. ", DocumentKind::Identity),
        ("R.F.C. ", DocumentKind::Tax),
        ("RFC ", DocumentKind::Tax),
        ("Tax ID No. ", DocumentKind::Tax),
        ("NIT ", DocumentKind::Tax),
        ("Italian Fiscal Code ", DocumentKind::Tax),
    ];
    let (rest, kind) = KINDS
        .iter()
        .find_map(|(prefix, kind)| remark.strip_prefix(prefix).map(|rest| (rest, *kind)))?;
    let (number, after) = rest.split_once(" (").unwrap_or((rest, ""));
    let issuer = after
        .split_once(')')
        .and_then(|(country, _)| Nationality::parse(country));
    let number = number.split_whitespace().next()?;
    Document::new(kind, number, issuer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_remarks_are_read() {
        let primary = b"7,\"ABELARD, Ivan\",\"individual\",\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 03 Feb 1970; alt. DOB 1971; POB Nowhere; nationality QT; Gender Male; Passport A1234567 (QQ) expires 2001; a.k.a. 'VANYA'.\"\r\n8,\"NOWHERE TRADING\",-0- ,\"X\"\r\n\x1a";
        let alternatives = b"7,1,\"aka\",\"ABELARD, Vanya\",-0- \r\n99,2,\"aka\",\"NOBODY\",-0- \r\n";
        let entities = read(primary, alternatives, b"8,1,-0- ,\"Town\",\"QQ\",-0- \r\n");
        assert_eq!(entities.len(), 2);
        let person = &entities[0];
        assert_eq!(
            (person.names.len(), person.birth_dates.len(), person.schema),
            (3, 2, Schema::Person)
        );
        assert_eq!(person.documents[0].number, "A1234567");
        assert_eq!(person.documents[0].issuer, Nationality::parse("QQ"));
        assert_eq!(entities[1].nationalities, [Nationality::parse("QQ").unwrap()]);
    }

    #[test]
    fn files_of_another_form_are_refused_by_file_and_line() {
        let good = b"7,\"ABELARD, Ivan\",\"individual\"\n\x1a";
        assert_eq!(
            read_whole(good, b"7,1,\"aka\",\"ABELARD, Vanya\"\n\x1a", b"").map(|e| e.len()),
            Ok(1)
        );
        for (primary, alternatives, addresses, expected) in [
            (
                &b"7,ABELARD,individual\n8,TOLANDER\n"[..],
                &b""[..],
                &b""[..],
                "sdn.csv, line 2: 2 columns, at least 3 are needed",
            ),
            (
                b"ent_num,SDN_Name,SDN_Type\n7,ABELARD,individual\n",
                b"",
                b"",
                "sdn.csv, line 1: a row begins with the number of its entity, this one with \"ent_num\"",
            ),
            (good, b"7,1\n", b"", "alt.csv, line 1: 2 columns, at least 4 are needed"),
            (
                good,
                b"",
                b"7,1,x,y,z\n\xff\xfe,1,x,y,z\n",
                "add.csv, line 2: a row begins",
            ),
            (b"", b"", b"", "sdn.csv: no entity"),
            (b"\x00\x01\x02", b"", b"", "sdn.csv, line 1: 1 columns"),
        ] {
            let said = read_whole(primary, alternatives, addresses).unwrap_err().to_string();
            assert!(said.starts_with(expected), "{said}");
        }
    }

    #[test]
    fn hostile_bytes_are_read_as_far_as_they_go() {
        assert!(read(b"\xff\xfe\"\"\"", b"1,2", b"\x00").is_empty());
    }
}
