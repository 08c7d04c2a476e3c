//! A file of hashes to look for: plain lines, or what the bureau's own hasher prints.

use cordon_fingerprints::hash_list::HashList;
use cordon_fingerprints::lists::Sought;
use cordon_fingerprints::{Algorithm, Fingerprint};
use serde::Deserialize;

use crate::answer::No;

/// So many files at most are compared in one call.
pub const MOST_FILES: usize = 50_000;

/// One file by its hashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoughtFile {
    /// The caller's own name for it, or the hash.
    pub name: String,
    /// Its hashes.
    pub hashes: Vec<Sought>,
}

/// A line of `cordon fingerprint hash --json`.
#[derive(Debug, Deserialize)]
struct Hashed {
    #[serde(alias = "id")]
    file: Option<String>,
    md5: Option<String>,
    sha1: Option<String>,
    sha256: Option<String>,
    pdq: Option<String>,
    photodna: Option<String>,
    quality: Option<u8>,
}

/// Reads lines of `hex[,quality][,id]`, the algorithm by the number of digits (64 digits may be PDQ or SHA-256 and are
/// looked for as both), and lines of the bureau's hasher.
///
/// # Errors
/// Names the line that cannot be read.
pub fn read(text: &str) -> Result<Vec<SoughtFile>, No> {
    let mut files = Vec::new();
    let text = text.trim_start_matches('\u{feff}');
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let wrong = |why: String| No::field(&format!("line {}", number + 1), "malformed", why);
        if files.len() == MOST_FILES {
            return Err(wrong(format!("more than {MOST_FILES} files; send them in parts")));
        }
        let file = if line.starts_with('{') {
            hashed(line)
        } else {
            plain(line)
        };
        files.push(file.map_err(wrong)?);
    }
    if files.is_empty() {
        return Err(No::field("hashes", "empty", "no hash stands here; one a line"));
    }
    Ok(files)
}

/// Files as lines of the bureau's hasher, for a form that carries them on.
#[must_use]
pub fn write(files: &[SoughtFile]) -> String {
    let mut text = String::new();
    for file in files {
        let mut line = serde_json::Map::new();
        line.insert("file".into(), file.name.clone().into());
        for sought in &file.hashes {
            let algorithm = sought.fingerprint.algorithm();
            line.insert(algorithm.name().into(), sought.fingerprint.hex().into());
            if let Some(quality) = sought.quality {
                line.insert("quality".into(), quality.into());
            }
        }
        text.push_str(&serde_json::Value::Object(line).to_string());
        text.push('\n');
    }
    text
}

fn hashed(line: &str) -> Result<SoughtFile, String> {
    let read: Hashed = serde_json::from_str(line).map_err(|e| e.to_string())?;
    let of = [
        (Algorithm::Sha256, &read.sha256),
        (Algorithm::Sha1, &read.sha1),
        (Algorithm::Md5, &read.md5),
        (Algorithm::Pdq, &read.pdq),
        (Algorithm::PhotoDna, &read.photodna),
    ];
    let mut hashes = Vec::new();
    for (algorithm, text) in of {
        let Some(text) = text else { continue };
        let fingerprint = Fingerprint::parse(algorithm, text).map_err(|e| format!("{algorithm}: {e}"))?;
        let quality = read.quality.filter(|_| algorithm.has_distance());
        hashes.push(Sought { fingerprint, quality });
    }
    let Some(first) = hashes.first() else {
        return Err("no md5, sha1, sha256, pdq or photodna".to_owned());
    };
    let name = read.file.unwrap_or_else(|| first.fingerprint.hex());
    Ok(SoughtFile {
        name: shown(&name),
        hashes,
    })
}

fn plain(line: &str) -> Result<SoughtFile, String> {
    let digits = line.split(',').next().unwrap_or_default().trim().len();
    let candidates: &[Algorithm] = match digits {
        32 => &[Algorithm::Md5],
        40 => &[Algorithm::Sha1],
        192 | 288 => &[Algorithm::PhotoDna],
        _ => &[Algorithm::Pdq, Algorithm::Sha256],
    };
    let mut file = SoughtFile {
        name: String::new(),
        hashes: Vec::new(),
    };
    for algorithm in candidates {
        let mut list = HashList::new(*algorithm);
        list.push_line(line.as_bytes()).map_err(|e| e.to_string())?;
        let bytes = list.hash(0).unwrap_or_default();
        let fingerprint = Fingerprint::from_bytes(*algorithm, bytes).map_err(|e| e.to_string())?;
        file.name = list.id(0).map(|id| shown(&id)).unwrap_or_default();
        file.hashes.push(Sought {
            fingerprint,
            quality: list.quality(0).filter(|_| algorithm.has_distance()),
        });
    }
    Ok(file)
}

/// The last part of a path, and no more than fits a table.
fn shown(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    last.chars().filter(|c| !c.is_control()).take(100).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_read_by_its_form() {
        let pdq = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22";
        let text = format!(
            "\u{feff}{pdq},90,one\r\n\nd35c785545392755e7e4164457657269\n{{\"file\":\"a/b.jpg\",\"md5\":\"d35c785545392755e7e4164457657269\",\"pdq\":\"{pdq}\",\"quality\":80,\"bytes\":3}}\n"
        );
        let files = read(&text).expect("files");
        let told: Vec<(String, usize)> = files.iter().map(|f| (f.name.clone(), f.hashes.len())).collect();
        assert_eq!(
            told,
            [
                ("one".to_owned(), 2),
                ("d35c785545392755e7e4164457657269".to_owned(), 1),
                ("b.jpg".to_owned(), 2)
            ]
        );
        assert_eq!(files[0].hashes[0].quality, Some(90));
        let same = read(&write(&files)).expect("files");
        assert_eq!(same[1], files[1]);
        assert_eq!(same[0].hashes.len(), 2);
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named() {
        for (text, line) in [
            ("zz", "line 1"),
            ("\n{}", "line 2"),
            ("{\"pdq\":\"1\"}", "line 1"),
            ("", "hashes"),
        ] {
            assert_eq!(read(text).expect_err(text).field.as_deref(), Some(line));
        }
    }
}
