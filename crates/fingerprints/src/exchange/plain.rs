//! Plain lists: one `hex[,quality][,id]` a line, of one algorithm.

use super::{ImportRefusal, Imported};
use crate::algorithm::{Algorithm, Fingerprint};
use crate::hash_list::HashList;
use crate::lists::{Medium, Print, Record, RecordKey};

/// Reads a plain list. Lines with the same id are one record with several hashes.
///
/// # Errors
/// [`ImportRefusal`] with the line.
pub fn read(bytes: &[u8], list: &str, algorithm: Algorithm) -> Result<Imported, ImportRefusal> {
    let mut hashes = HashList::new(algorithm);
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    for (number, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        hashes
            .push_line(line)
            .map_err(|fault| ImportRefusal::new("bad-value", format!("line {}", number + 1), fault.to_string()))?;
    }
    let mut imported = Imported::default();
    let mut places = std::collections::HashMap::new();
    for place in 0..hashes.len() {
        let (Some(id), Some(hash)) = (hashes.id(place), hashes.hash(place)) else {
            continue;
        };
        let Ok(fingerprint) = Fingerprint::from_bytes(algorithm, hash) else {
            continue;
        };
        let at = *places.entry(id.to_string()).or_insert_with(|| {
            let key = RecordKey {
                list: list.to_owned(),
                id: id.to_string(),
            };
            imported.records.push(Record::new(key, Medium::Unknown));
            imported.records.len() - 1
        });
        if let Some(record) = imported.records.get_mut(at) {
            record.prints.push(Print {
                fingerprint,
                quality: hashes.quality(place),
            });
        }
    }
    Ok(imported)
}
