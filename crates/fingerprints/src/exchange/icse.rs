//! The semicolon table of hash exports from the international database, as a public police forensic tool reads it:
//! `MD5;SHA1;PhotoDNA;Image ID;Is distributed;Victim identified;Offender identified;Series name;Number of submissions;
//! File Available;Media Type;Baseline` (class HashDBTool of sepinf-inc/IPED, to be confirmed).

use std::collections::HashMap;

use serde_json::Value;

use super::{ImportRefusal, Imported, LeftOut, text};
use crate::algorithm::{Algorithm, Fingerprint};
use crate::lists::{Medium, Print, Record, RecordKey};

/// Reads an export. Columns are found by their names, in any order; unknown columns are kept with the record.
///
/// # Errors
/// [`ImportRefusal`] when the header lacks the id or every hash, or a line has the wrong number of fields.
pub fn read(bytes: &[u8], list: &str) -> Result<Imported, ImportRefusal> {
    let text = text(bytes)?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader
        .headers()
        .map_err(|error| ImportRefusal::new("malformed", "line 1", error.to_string()))?
        .clone();
    let columns: HashMap<String, usize> = header
        .iter()
        .enumerate()
        .map(|(place, name)| (plain(name), place))
        .collect();
    if !columns.contains_key("imageid") {
        return Err(ImportRefusal::new("not-this-format", "line 1", "no column Image ID"));
    }
    if !["md5", "sha1", "photodna"]
        .iter()
        .any(|name| columns.contains_key(*name))
    {
        return Err(ImportRefusal::new(
            "not-this-format",
            "line 1",
            "no column MD5, SHA1 or PhotoDNA",
        ));
    }
    let mut imported = Imported::default();
    for row in reader.records() {
        let row = row.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            ImportRefusal::new("malformed", format!("line {line}"), error.to_string())
        })?;
        let line = row.position().map_or(0, csv::Position::line);
        let line = Line {
            fields: Fields {
                header: &header,
                columns: &columns,
                row: &row,
            },
            place: format!("line {line}"),
        };
        line.read(list, &mut imported)?;
    }
    Ok(imported)
}

/// Column names are compared without case, spaces and punctuation.
fn plain(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

struct Fields<'a> {
    header: &'a csv::StringRecord,
    columns: &'a HashMap<String, usize>,
    row: &'a csv::StringRecord,
}

impl<'a> Fields<'a> {
    fn get(&self, name: &str) -> Option<&'a str> {
        self.row.get(*self.columns.get(name)?).filter(|value| !value.is_empty())
    }
}

struct Line<'a> {
    fields: Fields<'a>,
    place: String,
}

const KNOWN: [&str; 12] = [
    "md5",
    "sha1",
    "photodna",
    "imageid",
    "isdistributed",
    "victimidentified",
    "offenderidentified",
    "seriesname",
    "numberofsubmissions",
    "fileavailable",
    "mediatype",
    "baseline",
];

impl Line<'_> {
    fn read(&self, list: &str, imported: &mut Imported) -> Result<(), ImportRefusal> {
        let id = self
            .fields
            .get("imageid")
            .ok_or_else(|| ImportRefusal::new("missing-field", &self.place, "no Image ID"))?;
        let key = RecordKey {
            list: list.to_owned(),
            id: id.to_owned(),
        };
        let mut record = Record::new(key, self.medium());
        for (name, algorithm) in [
            ("md5", Algorithm::Md5),
            ("sha1", Algorithm::Sha1),
            ("photodna", Algorithm::PhotoDna),
        ] {
            match self.fields.get(name).map(|value| Fingerprint::parse(algorithm, value)) {
                None => {}
                Some(Ok(fingerprint)) => record.prints.push(Print {
                    fingerprint,
                    quality: None,
                }),
                Some(Err(fault)) => imported.left_out.push(LeftOut {
                    record: id.to_owned(),
                    field: name.to_owned(),
                    reason: format!("{}: {fault}", self.place),
                }),
            }
        }
        record.findings.series = self.fields.get("seriesname").map(str::to_owned);
        record.findings.distributed = self.flag("isdistributed")?;
        record.findings.victim_identified = self.flag("victimidentified")?;
        record.findings.offender_identified = self.flag("offenderidentified")?;
        record.findings.gravest_by_source = self.flag("baseline")?;
        record.findings.submissions = self
            .fields
            .get("numberofsubmissions")
            .map(|value| {
                value
                    .parse::<u32>()
                    .map_err(|_| self.bad("Number of submissions", value))
            })
            .transpose()?;
        self.keep_the_rest(&mut record)?;
        imported.records.push(record);
        Ok(())
    }

    fn keep_the_rest(&self, record: &mut Record) -> Result<(), ImportRefusal> {
        if let Some(available) = self.flag("fileavailable")? {
            record.kept.insert("File Available".into(), Value::Bool(available));
        }
        for (name, value) in self.fields.header.iter().zip(self.fields.row) {
            if !value.is_empty() && !KNOWN.contains(&plain(name).as_str()) {
                super::refuse_media(&self.place, value)?;
                record.kept.insert(name.to_owned(), Value::String(value.to_owned()));
            }
        }
        Ok(())
    }

    fn medium(&self) -> Medium {
        match self.fields.get("mediatype").map(plain).as_deref() {
            Some(kind) if kind.starts_with("video") || kind.starts_with("movie") => Medium::Video,
            Some(kind) if kind.starts_with("image") || kind.starts_with("picture") => Medium::Picture,
            _ => Medium::Unknown,
        }
    }

    fn flag(&self, name: &str) -> Result<Option<bool>, ImportRefusal> {
        let Some(value) = self.fields.get(name) else {
            return Ok(None);
        };
        match plain(value).as_str() {
            "true" | "yes" | "y" | "1" => Ok(Some(true)),
            "false" | "no" | "n" | "0" => Ok(Some(false)),
            "unknown" | "null" | "" => Ok(None),
            _ => Err(self.bad(name, value)),
        }
    }

    fn bad(&self, name: &str, value: &str) -> ImportRefusal {
        ImportRefusal::new("bad-value", &self.place, format!("{name}: {value:?} is not understood"))
    }
}
