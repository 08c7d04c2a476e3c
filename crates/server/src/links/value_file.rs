//! A file of link values, one JSON object a line (shape: `fixtures/links/README.md`), read into an index.

use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use anyhow::{Context, anyhow, bail};
use cordon_links::normalise::{Locale, ValueKind, normalise};
use cordon_links::{CompartmentId, KeyMaker, Level, LinkIndex, Place, Rights};
use cordon_vocabulary::{BureauId, CaseRef};
use serde::Deserialize;

/// No line is longer than this many bytes.
const LONGEST_LINE: u64 = 64 << 10;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    case: CaseRef,
    kind: String,
    value: String,
    owner: Option<BureauId>,
    readers: Option<BTreeSet<BureauId>>,
    hit_only: Option<BTreeSet<BureauId>>,
    #[serde(default)]
    module: String,
    #[serde(default)]
    role: String,
}

/// Who may know what of a case: cases with the same audience share a compartment.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
struct CaseAudience {
    owner: Option<BureauId>,
    readers: BTreeSet<BureauId>,
    hit_only: BTreeSet<BureauId>,
}

impl CaseAudience {
    fn level(&self, reader: &BureauId) -> Level {
        match &self.owner {
            None => Level::Read,
            Some(owner) if owner == reader || self.readers.contains(reader) => Level::Read,
            Some(_) if self.hit_only.contains(reader) => Level::HitOnly,
            Some(_) => Level::Nothing,
        }
    }
}

/// What a file holds.
#[derive(Debug)]
pub(super) struct ValueFile {
    pub(super) index: LinkIndex,
    compartments: Vec<CaseAudience>,
}

impl ValueFile {
    /// A bureau's rights over the file's cases; without a bureau, those of the file's holder, who reads all.
    pub(super) fn rights(&self, reader: Option<&BureauId>) -> Rights {
        self.compartments
            .iter()
            .zip(0..)
            .map(|(audience, number)| {
                let level = reader.map_or(Level::Read, |reader| audience.level(reader));
                (CompartmentId(number), level)
            })
            .collect()
    }
}

/// Reads a file; the first faulty line refuses it as a whole.
pub(super) fn read(path: &Path, keys: &KeyMaker, locale: &Locale) -> anyhow::Result<ValueFile> {
    let file = File::open(path).with_context(|| format!("{}: cannot be opened", path.display()))?;
    let mut reader = BufReader::new(file);
    let mut reading = Reading {
        keys,
        locale,
        index: LinkIndex::new(),
        numbers: HashMap::new(),
        compartments: Vec::new(),
        cases: HashMap::new(),
    };
    let mut bytes = Vec::new();
    for number in 1_u64.. {
        bytes.clear();
        let read = (&mut reader)
            .take(LONGEST_LINE + 1)
            .read_until(b'\n', &mut bytes)
            .with_context(|| format!("{}: line {number} cannot be read", path.display()))?;
        if read == 0 {
            break;
        }
        reading
            .line(number, &bytes)
            .with_context(|| format!("{}: line {number}", path.display()))?;
    }
    Ok(ValueFile {
        index: reading.index,
        compartments: reading.compartments,
    })
}

struct Reading<'a> {
    keys: &'a KeyMaker,
    locale: &'a Locale,
    index: LinkIndex,
    numbers: HashMap<CaseAudience, CompartmentId>,
    compartments: Vec<CaseAudience>,
    cases: HashMap<CaseRef, CompartmentId>,
}

impl Reading<'_> {
    fn line(&mut self, number: u64, bytes: &[u8]) -> anyhow::Result<()> {
        if bytes.len() as u64 > LONGEST_LINE {
            bail!("longer than {LONGEST_LINE} bytes");
        }
        let text = std::str::from_utf8(bytes).map_err(|_| anyhow!("not UTF-8 text"))?;
        let text = if number == 1 {
            text.trim_start_matches('\u{feff}')
        } else {
            text
        };
        if text.trim().is_empty() {
            return Ok(());
        }
        let line: Line = serde_json::from_str(text).map_err(|error| anyhow!("{error}"))?;
        let kind: ValueKind = line.kind.parse()?;
        let value =
            normalise(kind, &line.value, self.locale).map_err(|fault| anyhow!("value: {fault} [{}]", fault.code()))?;
        let compartment = self.compartment(&line)?;
        self.index.open_case(&line.case, compartment)?;
        let place = Place {
            module: line.module,
            role: line.role,
        };
        let keys = [Some(self.keys.key(&value)), self.keys.weaker_key(&value)];
        for key in keys.into_iter().flatten() {
            self.index.enter(&line.case, key, &place)?;
        }
        Ok(())
    }

    /// The compartment of the line's audience, which must be that of the case's earlier lines.
    fn compartment(&mut self, line: &Line) -> anyhow::Result<CompartmentId> {
        let before = self.cases.get(&line.case).copied();
        let says_nothing = line.owner.is_none() && line.readers.is_none() && line.hit_only.is_none();
        if let (Some(before), true) = (before, says_nothing) {
            return Ok(before);
        }
        if line.owner.is_none() && !says_nothing {
            bail!("readers or hit_only without an owner");
        }
        let audience = CaseAudience {
            owner: line.owner.clone(),
            readers: line.readers.clone().unwrap_or_default(),
            hit_only: line.hit_only.clone().unwrap_or_default(),
        };
        let compartment = match self.numbers.get(&audience) {
            Some(known) => *known,
            None => {
                let number = u32::try_from(self.compartments.len()).map_err(|_| anyhow!("too many audiences"))?;
                self.compartments.push(audience.clone());
                self.numbers.insert(audience, CompartmentId(number));
                CompartmentId(number)
            }
        };
        if before.is_some_and(|before| before != compartment) {
            bail!("case {} has another audience than on its earlier lines", line.case);
        }
        self.cases.insert(line.case.clone(), compartment);
        Ok(compartment)
    }
}

#[cfg(test)]
mod tests {
    use cordon_links::{LinkKey, Page};

    use super::*;

    fn keys() -> KeyMaker {
        KeyMaker::new(&[1; 32])
    }

    fn read_text(text: &str) -> anyhow::Result<ValueFile> {
        let path = std::env::temp_dir().join(format!("cordon-links-{}-{}.jsonl", std::process::id(), text.len()));
        std::fs::write(&path, text)?;
        let read = read(&path, &keys(), &Locale::default());
        std::fs::remove_file(&path)?;
        read
    }

    fn key(kind: ValueKind, text: &str) -> LinkKey {
        keys().key(&normalise(kind, text, &Locale::default()).expect(text))
    }

    const FILE: &str = concat!(
        r#"{"case":"a","kind":"telephone","value":"+999 201234567","owner":"QM","readers":["QN"],"hit_only":["QO"]}"#,
        "\n\n",
        r#"{"case":"a","kind":"document","value":"UTO:L898902C3","role":"passport"}"#,
        "\n",
        r#"{"case":"b","kind":"phone","value":"00999201234567"}"#,
    );

    #[test]
    fn each_bureau_sees_what_the_audience_says() {
        let file = read_text(FILE).expect("a file");
        let telephone = key(ValueKind::Telephone, "+999201234567");
        for (reader, count, elsewhere) in [
            (Some("QM"), 2, false),
            (Some("QN"), 2, false),
            (Some("QO"), 1, true),
            (Some("QP"), 1, false),
            (None, 2, false),
        ] {
            let bureau = reader.map(|name| BureauId::parse(name).expect("a bureau"));
            let rights = file.rights(bureau.as_ref());
            let found = file.index.find(telephone, &rights, &Page::default()).expect("a page");
            assert_eq!((found.count, found.elsewhere), (count, elsewhere), "{reader:?}");
        }
        let by_number = key(ValueKind::Document, "L898902C3");
        let found = file
            .index
            .find(by_number, &file.rights(None), &Page::default())
            .expect("a page");
        assert_eq!(found.cases[0].places[0].role, "passport");
    }

    #[test]
    fn a_faulty_line_is_named() {
        for (line, says) in [
            ("[1]", "line 2"),
            (r#"{"case":"a","kind":"phone"}"#, "missing field `value`"),
            (r#"{"case":"a","kind":"shoe","value":"1"}"#, "no kind of value"),
            (r#"{"case":"a","kind":"phone","value":"call me"}"#, "wrong-form"),
            (
                r#"{"case":"a/b","kind":"phone","value":"+999201234567"}"#,
                "case reference",
            ),
            (
                r#"{"case":"c","kind":"phone","value":"+999201234567","readers":["QM"]}"#,
                "without an owner",
            ),
            (
                r#"{"case":"a","kind":"phone","value":"+999201234567","owner":"QP"}"#,
                "another audience",
            ),
            (
                r#"{"case":"a","kind":"phone","value":"+999201234567","owners":"QP"}"#,
                "unknown field",
            ),
        ] {
            let (first, _) = FILE.split_once('\n').expect("lines");
            let error = read_text(&format!("{first}\n{line}\n")).expect_err(line);
            let said = format!("{error:#}");
            assert!(said.contains("line 2") && said.contains(says), "{line}: {said}");
        }
    }
}
