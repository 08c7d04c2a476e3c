//! Reading a request file: one pass collects every field that is not what it should be, instead of stopping at the first.

use jiff::Timestamp;
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Value};
use serde_path_to_error::Segment;

use super::{Desk, Payload, Request, RequestHead};
use crate::image::ImageFacts;

/// The largest file that is read: 4 MiB.
pub const LARGEST_FILE: usize = 4 * 1024 * 1024;
/// The name of the file format.
pub const FORMAT: &str = "cordon-notice-request/1";
/// Faults after which reading stops: a file with more is not a request.
const MOST_FAULTS: usize = 200;

/// Where the rows decide and where they only ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum World {
    /// A drill or an invented world: every row decides.
    #[default]
    Exercise,
    /// A real organisation: only rows that it adopted decide.
    Real,
}

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestFile {
    /// The request, with every unreadable field left out.
    pub request: Request,
    /// What the desk holds.
    pub desk: Desk,
    /// The world that the file names, if it names one.
    pub world: Option<World>,
    /// The instant of the check that the file names, if it names one.
    pub at: Option<Timestamp>,
    /// Fields that are not what they should be.
    pub faults: Vec<SchemaFault>,
}

/// One field that does not fit the format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaFault {
    /// The path of the field, for instance `case.offences[0].max_penalty`.
    pub field: String,
    /// Unreadable, or not of the format at all.
    pub kind: FaultKind,
    /// What is wrong with it.
    pub problem: String,
}

/// How a field fails the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// The value is not of the field's type; it was left out.
    Unreadable,
    /// The format has no such field; it was not read.
    Unknown,
}

/// Why a file could not be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Larger than [`LARGEST_FILE`].
    #[error("the request file has {size} bytes; {LARGEST_FILE} are the most: attach pictures as files beside it")]
    TooLarge {
        /// Its size in bytes.
        size: usize,
    },
    /// Not JSON, or a key stands twice in one object.
    #[error("the request file is not readable as JSON: {problem}")]
    NotJson {
        /// What the JSON reader says, with line and column.
        problem: String,
    },
    /// JSON, but not an object.
    #[error("the request file holds no JSON object: one object with the fields of a request is expected")]
    NotAnObject,
    /// Another file format.
    #[error("the field format says {found:?}; this program reads {FORMAT:?}")]
    OtherFormat {
        /// What the file says.
        found: String,
    },
    /// So many fields are wrong that the rest means nothing.
    #[error("more than {MOST_FAULTS} fields are not what they should be; the first: {field}: {problem}")]
    Hopeless {
        /// The first of them.
        field: String,
        /// What is wrong with it.
        problem: String,
    },
}

/// Reads a request file.
///
/// # Errors
/// [`ReadError`] when nothing can be made of it; single bad fields are [`RequestFile::faults`] instead.
pub fn read(bytes: &[u8]) -> Result<RequestFile, ReadError> {
    let mut root = json_object(bytes)?;
    match root.remove("format") {
        None => {}
        Some(Value::String(name)) if name == FORMAT => {}
        Some(other) => {
            return Err(ReadError::OtherFormat {
                found: other.to_string(),
            });
        }
    }
    let mut faults = Vec::new();
    let mut root = Value::Object(root);
    refuse_lists_for_objects("", &mut root, &mut faults)?;
    let Value::Object(mut root) = root else {
        return Err(ReadError::NotAnObject);
    };
    let world = take(&mut root, "world", &mut faults)?;
    let at = take(&mut root, "at", &mut faults)?;
    let desk = take(&mut root, "desk", &mut faults)?.unwrap_or_default();
    let root = Value::Object(root);
    let head: RequestHead = tolerant("", root.clone(), &mut faults)?.unwrap_or_default();
    let payload: Payload = tolerant("", root.clone(), &mut faults)?.unwrap_or_default();
    let mut request = Request { head, payload };
    note_unknown(
        "",
        &root,
        &serde_json::to_value(&request).unwrap_or_default(),
        &mut faults,
    )?;
    request.head.revision = request.head.revision.max(1);
    look_at_inline_pictures(&mut request);
    Ok(RequestFile {
        request,
        desk,
        world,
        at,
        faults,
    })
}

fn json_object(bytes: &[u8]) -> Result<Map<String, Value>, ReadError> {
    if bytes.len() > LARGEST_FILE {
        return Err(ReadError::TooLarge { size: bytes.len() });
    }
    let unmarked = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let not_json = |e: serde_json::Error| ReadError::NotJson { problem: e.to_string() };
    let mut reader = serde_json::Deserializer::from_slice(unmarked);
    let value = OneKeyEach.deserialize(&mut reader).map_err(not_json)?;
    reader.end().map_err(not_json)?;
    match value {
        Value::Object(map) => Ok(map),
        _ => Err(ReadError::NotAnObject),
    }
}

fn take<T: for<'de> Deserialize<'de>>(
    root: &mut Map<String, Value>,
    key: &str,
    faults: &mut Vec<SchemaFault>,
) -> Result<Option<T>, ReadError> {
    match root.remove(key) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => tolerant(key, value, faults),
    }
}

/// Deserialises; on a bad field notes it, takes it out and tries again.
fn tolerant<T: for<'de> Deserialize<'de>>(
    prefix: &str,
    mut value: Value,
    faults: &mut Vec<SchemaFault>,
) -> Result<Option<T>, ReadError> {
    loop {
        let error = match serde_path_to_error::deserialize::<_, T>(&value) {
            Ok(read) => return Ok(Some(read)),
            Err(error) => error,
        };
        let segments: Vec<Segment> = error
            .path()
            .iter()
            .take_while(|s| matches!(s, Segment::Map { .. } | Segment::Seq { .. }))
            .cloned()
            .collect();
        let field = joined(prefix, &segments);
        note(faults, field, FaultKind::Unreadable, error.inner().to_string())?;
        if !take_out(&mut value, &segments) {
            return Ok(None);
        }
    }
}

/// Fields that hold one object.
const OBJECT_FIELDS: [&str; 22] = [
    "requester",
    "declaration",
    "public_extract",
    "subject",
    "object",
    "safeguards",
    "case",
    "extradition",
    "investigation",
    "threat",
    "police_record",
    "pattern",
    "silver",
    "un",
    "agreement",
    "desk",
    "override",
    "parents",
    "description",
    "warrant",
    "holder",
    "image",
];

/// A list where one object belongs would be read by position; it is refused instead.
fn refuse_lists_for_objects(path: &str, value: &mut Value, faults: &mut Vec<SchemaFault>) -> Result<(), ReadError> {
    match value {
        Value::Object(map) => {
            for (key, below) in map.iter_mut() {
                let mut field = path.to_owned();
                push_key(&mut field, key);
                if below.is_array() && OBJECT_FIELDS.contains(&key.as_str()) {
                    let problem = "one object is expected, a list was given: one request is on one person or thing";
                    note(faults, field, FaultKind::Unreadable, problem.to_owned())?;
                    *below = Value::Null;
                } else {
                    refuse_lists_for_objects(&field, below, faults)?;
                }
            }
        }
        Value::Array(list) => {
            for (index, below) in list.iter_mut().enumerate() {
                let field = format!("{path}[{index}]");
                if below.is_array() {
                    let problem = "a list inside a list is not part of the format";
                    note(faults, field, FaultKind::Unreadable, problem.to_owned())?;
                    *below = Value::Object(Map::new());
                } else {
                    refuse_lists_for_objects(&field, below, faults)?;
                }
            }
        }
        _ => {}
    }
    Ok(())
}

fn note(faults: &mut Vec<SchemaFault>, field: String, kind: FaultKind, problem: String) -> Result<(), ReadError> {
    if faults.len() >= MOST_FAULTS {
        return Err(ReadError::Hopeless { field, problem });
    }
    faults.push(SchemaFault { field, kind, problem });
    Ok(())
}

fn joined(prefix: &str, segments: &[Segment]) -> String {
    let mut path = prefix.to_owned();
    for segment in segments {
        match segment {
            Segment::Seq { index } => path.push_str(&format!("[{index}]")),
            Segment::Map { key } => push_key(&mut path, key),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    if path.is_empty() { "request".to_owned() } else { path }
}

fn push_key(path: &mut String, key: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    // A key of the file is shown, never more than a line of it.
    path.extend(key.chars().filter(|c| !crate::scripts::is_invisible(*c)).take(60));
}

/// Takes the guilty value out; an element of a list that is an object is emptied first, so that later indexes stay true.
fn take_out(root: &mut Value, segments: &[Segment]) -> bool {
    let Some((last, way)) = segments.split_last() else {
        return false;
    };
    let parent = way.iter().try_fold(root, |at, segment| match segment {
        Segment::Map { key } => at.get_mut(key.as_str()),
        Segment::Seq { index } => at.get_mut(*index),
        _ => None,
    });
    match (parent, last) {
        (Some(Value::Object(map)), Segment::Map { key }) => map.remove(key).is_some(),
        (Some(Value::Array(list)), Segment::Seq { index }) => match list.get_mut(*index) {
            Some(Value::Object(map)) if !map.is_empty() => {
                map.clear();
                true
            }
            Some(_) => {
                list.remove(*index);
                true
            }
            None => false,
        },
        _ => false,
    }
}

/// Notes the fields that the format does not know, by comparing with what the typed request would write.
fn note_unknown(path: &str, given: &Value, known: &Value, faults: &mut Vec<SchemaFault>) -> Result<(), ReadError> {
    match (given, known) {
        (Value::Object(given), Value::Object(known)) => {
            for (key, value) in given {
                let mut field = path.to_owned();
                push_key(&mut field, key);
                match known.get(key) {
                    Some(below) => note_unknown(&field, value, below, faults)?,
                    None => note(
                        faults,
                        field,
                        FaultKind::Unknown,
                        "the format has no such field".to_owned(),
                    )?,
                }
            }
        }
        (Value::Array(given), Value::Array(known)) => {
            for (index, (value, below)) in given.iter().zip(known).enumerate() {
                note_unknown(&format!("{path}[{index}]"), value, below, faults)?;
            }
        }
        _ => {}
    }
    Ok(())
}

fn look_at_inline_pictures(request: &mut Request) {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    for photograph in request.photographs_mut() {
        photograph.image = None;
        if let Some(text) = &photograph.content_base64 {
            let bytes = STANDARD.decode(text.trim()).unwrap_or_default();
            photograph.image = Some(ImageFacts::of(&bytes));
        }
    }
}

/// A JSON value in which no key of an object stands twice: of two readings of one file, neither may be chosen silently.
struct OneKeyEach;

impl<'de> DeserializeSeed<'de> for OneKeyEach {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for OneKeyEach {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(OneKeyEach)? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let value = entries.next_value_seed(OneKeyEach)?;
            if map.insert(key.clone(), value).is_some() {
                return Err(A::Error::custom(format!("the key {key:?} stands twice in one object")));
            }
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults_of(text: &str) -> Vec<String> {
        let file = read(text.as_bytes()).unwrap_or_else(|e| panic!("{e}"));
        file.faults
            .into_iter()
            .map(|f| format!("{} {:?}", f.field, f.kind))
            .collect()
    }

    #[test]
    fn every_bad_field_is_named_not_only_the_first() {
        let text = r#"{"kind":7,"recipients":["QM","qm"],"subject":{"birth_date":"1990-02-30","sex":"?"},
                       "case":{"offences":[{"max_penalty":24},{"law":"Art. 1"}],"colour":"red"}}"#;
        assert_eq!(
            faults_of(text),
            [
                "kind Unreadable",
                "recipients[1] Unreadable",
                "case.offences[0].max_penalty Unreadable",
                "subject.birth_date Unreadable",
                "subject.sex Unreadable",
                "case.colour Unknown"
            ]
            .map(str::to_owned)
            .into_iter()
            .collect::<Vec<_>>()
        );
    }

    #[test]
    fn what_stands_beside_a_bad_field_is_kept() {
        let file =
            read(br#"{"case":{"offences":[{"max_penalty":24},{"law":"Art. 1"}]}}"#).unwrap_or_else(|e| panic!("{e}"));
        let laws: Vec<_> = file
            .request
            .payload
            .case
            .iter()
            .flat_map(|c| &c.offences)
            .map(|o| o.law.as_deref())
            .collect();
        assert_eq!(laws, [None, Some("Art. 1")]);
    }

    #[test]
    fn two_persons_in_one_request_are_one_bad_field() {
        assert_eq!(
            faults_of(r#"{"subject":[{"forename":"A"},{"forename":"B"}]}"#),
            ["subject Unreadable"]
        );
    }

    #[test]
    fn files_that_are_no_request_are_refused() {
        let deep = format!("{}1{}", "[".repeat(5000), "]".repeat(5000));
        assert!(matches!(read(deep.as_bytes()), Err(ReadError::NotJson { .. })));
        assert!(matches!(read(b"[]"), Err(ReadError::NotAnObject)));
        assert!(matches!(read(b""), Err(ReadError::NotJson { .. })));
        assert!(matches!(read(b"{} x"), Err(ReadError::NotJson { .. })));
        assert!(matches!(read(&[0xff, 0xfe]), Err(ReadError::NotJson { .. })));
        assert!(matches!(
            read(br#"{"kind":"red","kind":"blue"}"#),
            Err(ReadError::NotJson { .. })
        ));
        assert!(matches!(
            read(br#"{"format":"other/9"}"#),
            Err(ReadError::OtherFormat { .. })
        ));
        assert!(matches!(
            read(&vec![b' '; LARGEST_FILE + 1]),
            Err(ReadError::TooLarge { .. })
        ));
        let many = (0..300).map(|n| format!("\"x{n}\":1")).collect::<Vec<_>>().join(",");
        assert!(matches!(
            read(format!("{{{many}}}").as_bytes()),
            Err(ReadError::Hopeless { .. })
        ));
    }

    #[test]
    fn a_request_reads_back_as_it_was_written() {
        let text = r#"{"kind":"red","channel":"diffusion","requester":{"type":"bureau","country":"QM"},"recipients":["QN"],
                       "case":{"warrant":{"copy":{"file":"w.pdf"}},"sentence_imposed":"life"}}"#;
        let once = read(text.as_bytes()).unwrap_or_else(|e| panic!("{e}"));
        let written = serde_json::to_vec(&once.request).unwrap_or_else(|e| panic!("{e}"));
        let twice = read(&written).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(once.request, twice.request);
        assert!(twice.faults.is_empty(), "{:?}", twice.faults);
    }
}
