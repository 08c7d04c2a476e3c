//! Project VIC's data model as JSON, versions 1.3 and 2.0: hash sets and cases, read and written.
//!
//! Read from public importers and exporters, so conformance is by example: every field that is not known here is kept
//! and written back as it came. A category number is never held without the region that the context names.

use cordon_vocabulary::Instant;
use serde_json::{Map, Value};

use super::{ImportRefusal, Imported, LeftOut, text};
use crate::algorithm::{Algorithm, Fingerprint};
use crate::lists::{Grade, Medium, Print, Record, RecordKey};

/// A version of the data model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// 1.3 (and 1.2), context under `odata.metadata`.
    V1_3,
    /// 2.0, context under `@odata.context`.
    V2_0,
}

/// What a file is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contents {
    /// A set of hashes: the context ends in `#Media`.
    HashSet,
    /// A case with its media: the context ends in `#Cases`.
    Case,
}

/// A file, with all that is needed to write it again.
#[derive(Debug, Clone)]
pub struct VicsFile {
    /// Version of the model.
    pub version: Version,
    /// Hash set or case.
    pub contents: Contents,
    /// Region that gives the category numbers their meaning, for instance `UK`.
    pub region: String,
    /// Records and what was left out.
    pub imported: Imported,
    /// The context as it stood.
    context: String,
    /// Other fields beside the context and the value.
    envelope: Map<String, Value>,
    /// The case's own fields.
    case: Map<String, Value>,
    /// Other cases in the same file, kept whole.
    more_cases: Vec<Value>,
}

impl VicsFile {
    /// An empty hash set of version 2.0 for a region, to export records into.
    #[must_use]
    pub fn hash_set(region: &str) -> Self {
        Self {
            version: Version::V2_0,
            contents: Contents::HashSet,
            region: region.to_owned(),
            imported: Imported::default(),
            context: format!("http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/{region}/$metadata#Media"),
            envelope: Map::new(),
            case: Map::new(),
            more_cases: Vec::new(),
        }
    }
}

/// Reads a file. `list` is the name under which the records stand here; `region` is used only where the file's context
/// names none.
///
/// # Errors
/// [`ImportRefusal`] when it is no such file, has no region, or holds media.
pub fn read(bytes: &[u8], list: &str, region: Option<&str>) -> Result<VicsFile, ImportRefusal> {
    let text = text(bytes)?;
    let value: Value = serde_json::from_str(&text)
        .map_err(|error| ImportRefusal::new("malformed", format!("line {}", error.line()), error.to_string()))?;
    let Value::Object(mut envelope) = value else {
        return Err(ImportRefusal::new(
            "not-this-format",
            "file",
            "the file is not a JSON object",
        ));
    };
    let (version, key) = if envelope.contains_key("@odata.context") {
        (Version::V2_0, "@odata.context")
    } else {
        (Version::V1_3, "odata.metadata")
    };
    let Some(Value::String(context)) = envelope.remove(key) else {
        return Err(ImportRefusal::new(
            "not-this-format",
            "file",
            "no @odata.context (version 2.0) and no odata.metadata (1.3) as text",
        ));
    };
    let contents = contents_of(&context)?;
    let region = region_of(&context).or(region).map(str::to_owned).ok_or_else(|| {
        ImportRefusal::new(
            "grade-without-region",
            key,
            "the context names no region, and a category number means nothing without it; give the region",
        )
    })?;
    let Some(Value::Array(values)) = envelope.remove("value") else {
        return Err(ImportRefusal::new("missing-field", "value", "no list under \"value\""));
    };
    let mut file = VicsFile {
        version,
        contents,
        region,
        imported: Imported::default(),
        context,
        envelope,
        case: Map::new(),
        more_cases: Vec::new(),
    };
    let media = match contents {
        Contents::HashSet => values,
        Contents::Case => file.take_case(values)?,
    };
    for (number, medium) in media.into_iter().enumerate() {
        file.read_media(number, medium, list)?;
    }
    Ok(file)
}

fn contents_of(context: &str) -> Result<Contents, ImportRefusal> {
    match context.rsplit_once('#').map(|(_, end)| end) {
        Some("Media") => Ok(Contents::HashSet),
        Some("Cases") => Ok(Contents::Case),
        _ => Err(ImportRefusal::new(
            "unknown-version",
            "context",
            "the context ends neither in #Media nor in #Cases",
        )),
    }
}

/// The region stands between the model file and `$metadata`: `…/DataModels/2.0.xml/UK/$metadata#Media`.
fn region_of(context: &str) -> Option<&str> {
    let (before, _) = context.split_once("/$metadata")?;
    let (model, region) = before.rsplit_once('/')?;
    (model.ends_with(".xml") && !region.is_empty()).then_some(region)
}

impl VicsFile {
    fn take_case(&mut self, values: Vec<Value>) -> Result<Vec<Value>, ImportRefusal> {
        let mut values = values.into_iter();
        let Some(Value::Object(mut case)) = values.next() else {
            return Err(ImportRefusal::new("missing-field", "value[0]", "no case"));
        };
        let media = match case.remove("Media") {
            Some(Value::Array(media)) => media,
            None => Vec::new(),
            Some(_) => {
                return Err(ImportRefusal::new("bad-value", "value[0].Media", "not a list"));
            }
        };
        for value in case.values() {
            guard(value, "value[0]", 0)?;
        }
        self.case = case;
        self.more_cases = values.collect();
        for value in &self.more_cases {
            guard(value, "value", 0)?;
        }
        Ok(media)
    }

    fn read_media(&mut self, number: usize, value: Value, list: &str) -> Result<(), ImportRefusal> {
        let place = format!("Media[{number}]");
        let Value::Object(fields) = value else {
            return Err(ImportRefusal::new("bad-value", place, "not a JSON object"));
        };
        for value in fields.values() {
            guard(value, &place, 0)?;
        }
        let id = match fields.get("MediaID") {
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::String(text)) if !text.trim().is_empty() => text.trim().to_owned(),
            _ => return Err(ImportRefusal::new("missing-field", place, "no MediaID")),
        };
        let key = RecordKey {
            list: list.to_owned(),
            id: id.clone(),
        };
        let mut record = Record::new(key, medium_of(&fields));
        for (name, algorithm) in HASH_FIELDS {
            match string_field(&fields, name).map(|text| Fingerprint::parse(algorithm, text)) {
                None => {}
                Some(Ok(fingerprint)) => record.prints.push(Print {
                    fingerprint,
                    quality: None,
                }),
                Some(Err(fault)) => self.imported.left_out.push(LeftOut {
                    record: id.clone(),
                    field: (*name).to_owned(),
                    reason: fault.to_string(),
                }),
            }
        }
        if let Some(category) = category_of(&fields, &place)? {
            let grade = Grade::new(Grade::VICS, Some(&self.region), &category)
                .map_err(|refusal| ImportRefusal::new(refusal.code(), place.clone(), refusal.to_string()))?;
            record.grades.push(grade);
        }
        record.findings.series = string_field(&fields, "Series").map(str::to_owned);
        record.findings.victim_identified = fields.get("VictimIdentified").and_then(truth);
        record.findings.offender_identified = fields.get("OffenderIdentified").and_then(truth);
        record.findings.distributed = fields.get("IsDistributed").and_then(truth);
        record.updated = string_field(&fields, "DateUpdated").and_then(instant_of);
        record.kept = fields;
        self.imported.records.push(record);
        Ok(())
    }

    /// The file as JSON. Records read from a file keep every field that was not changed; others get the fields of the
    /// model.
    #[must_use]
    pub fn write(&self) -> Value {
        let media: Vec<Value> = self
            .imported
            .records
            .iter()
            .enumerate()
            .map(|(number, record)| Value::Object(self.media_of(number, record)))
            .collect();
        let values = match self.contents {
            Contents::HashSet => media,
            Contents::Case => {
                let mut case = self.case.clone();
                case.insert("Media".into(), Value::Array(media));
                std::iter::once(Value::Object(case))
                    .chain(self.more_cases.iter().cloned())
                    .collect()
            }
        };
        let mut file = self.envelope.clone();
        let key = match self.version {
            Version::V2_0 => "@odata.context",
            Version::V1_3 => "odata.metadata",
        };
        file.insert(key.into(), Value::String(self.context.clone()));
        file.insert("value".into(), Value::Array(values));
        Value::Object(file)
    }

    fn media_of(&self, number: usize, record: &Record) -> Map<String, Value> {
        let mut fields = if record.kept.contains_key("MediaID") {
            record.kept.clone()
        } else {
            // A record of another source: its own id is text, the model's is a number.
            Map::from_iter([("MediaID".to_owned(), Value::from(number + 1))])
        };
        for (name, algorithm) in HASH_FIELDS {
            let print = record
                .prints
                .iter()
                .find(|print| print.fingerprint.algorithm() == algorithm);
            let Some(print) = print else { continue };
            let unchanged = string_field(&fields, name)
                .and_then(|text| Fingerprint::parse(algorithm, text).ok())
                .is_some_and(|before| before == print.fingerprint);
            if !unchanged {
                let digits = print.fingerprint.hex().to_uppercase();
                fields.insert((*name).to_owned(), Value::String(digits));
            }
        }
        // Only a grade of this scheme and region has a number here.
        let category = record
            .grades
            .iter()
            .find(|grade| grade.scheme() == Grade::VICS && grade.region() == Some(&self.region))
            .and_then(|grade| grade.value().parse::<i64>().ok());
        if let Some(category) = category
            && fields.get("Category").and_then(Value::as_i64) != Some(category)
        {
            fields.insert("Category".into(), Value::from(category));
        }
        fields
    }
}

const HASH_FIELDS: [(&str, Algorithm); 5] = [
    ("MD5", Algorithm::Md5),
    ("SHA1", Algorithm::Sha1),
    ("SHA256", Algorithm::Sha256),
    ("PhotoDNA", Algorithm::PhotoDna),
    ("PDQ", Algorithm::Pdq),
];

fn string_field<'a>(fields: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    fields
        .get(name)
        .and_then(Value::as_str)
        .map(str::trim)
        .filter(|text| !text.is_empty())
}

fn category_of(fields: &Map<String, Value>, place: &str) -> Result<Option<String>, ImportRefusal> {
    match fields.get("Category") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Number(number)) if number.is_i64() => Ok(Some(number.to_string())),
        Some(Value::String(text)) if text.trim().parse::<i64>().is_ok() => Ok(Some(text.trim().to_owned())),
        Some(_) => Err(ImportRefusal::new("bad-value", place, "Category is not a whole number")),
    }
}

fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(value) => Some(*value),
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" => Some(true),
            "false" | "no" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// Some writers leave the offset out; the model's dates are UTC.
fn instant_of(text: &str) -> Option<Instant> {
    Instant::parse(text)
        .or_else(|_| Instant::parse(&format!("{text}Z")))
        .ok()
}

fn medium_of(fields: &Map<String, Value>) -> Medium {
    match string_field(fields, "MimeType").and_then(|kind| kind.split('/').next()) {
        Some(kind) if kind.eq_ignore_ascii_case("image") => Medium::Picture,
        Some(kind) if kind.eq_ignore_ascii_case("video") => Medium::Video,
        _ => Medium::Unknown,
    }
}

/// Looks for media in every string that is kept.
fn guard(value: &Value, place: &str, depth: usize) -> Result<(), ImportRefusal> {
    if depth > 16 {
        return Err(ImportRefusal::new(
            "malformed",
            place,
            "nested more than 16 levels deep",
        ));
    }
    match value {
        Value::String(text) => super::refuse_media(place, text),
        Value::Array(values) => values.iter().try_for_each(|value| guard(value, place, depth + 1)),
        Value::Object(fields) => fields.values().try_for_each(|value| guard(value, place, depth + 1)),
        _ => Ok(()),
    }
}
