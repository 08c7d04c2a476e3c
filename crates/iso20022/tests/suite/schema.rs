//! The tables against an independent judge: `xmllint` with the schemas, where both are at hand.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::files::foreign;

/// The judge: the schemas and a folder of its own for the files it is shown.
pub struct Judge {
    schemas: PathBuf,
    folder: PathBuf,
}

impl Judge {
    /// `None`, with a printed reason, where `xmllint` or the schemas are absent.
    pub fn call(name: &str) -> Option<Self> {
        let schemas = foreign("xsd")?;
        if Command::new("xmllint").arg("--version").output().is_err() {
            eprintln!("skipped: xmllint is not installed (Debian package libxml2-utils)");
            return None;
        }
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).expect("a folder");
        Some(Self { schemas, folder })
    }

    /// Whether a document is valid; if not, why.
    pub fn judge(&self, text: &str, schema: &str) -> Result<(), String> {
        let file = self.folder.join("document.xml");
        fs::write(&file, text).expect("a file");
        let output = Command::new("xmllint")
            .args(["--noout", "--nonet", "--schema"])
            .arg(self.schemas.join(format!("{schema}.xsd")))
            .arg(&file)
            .output()
            .expect("xmllint runs");
        if output.status.success() {
            Ok(())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }
}

/// A document without envelope, from a fixture that has none of its own.
fn bare(document: &str) -> String {
    let (_, rest) = document.split_once("<Document").expect("a document");
    let (inside, _) = rest.split_once("</Document>").expect("its end");
    format!("<Document{inside}</Document>")
}

#[test]
fn the_tables_agree_with_the_schemas_on_spoiled_messages() {
    let Some(judge) = Judge::call("spoiled") else {
        return;
    };
    let files = [
        ("camt056-fraud.xml", "camt.056.001.08"),
        ("camt029-moved-on.xml", "camt.029.001.09"),
        ("pacs004-returned.xml", "pacs.004.001.10"),
        ("pacs008-invoice.xml", "pacs.008.001.08"),
    ];
    let (mut valid, mut invalid) = (0, 0);
    for (file, schema) in files {
        let sound = bare(&crate::files::fixture(file));
        let lines: Vec<&str> = sound.lines().collect();
        // Leave out, double and move every line that is one whole element.
        for (number, line) in lines
            .iter()
            .enumerate()
            .filter(|(_, line)| line.contains("</") && line.trim().starts_with('<'))
        {
            let without: Vec<&str> = lines
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != number)
                .map(|(_, line)| *line)
                .collect();
            let mut doubled = lines.clone();
            doubled.insert(number, line);
            let mut moved = without.clone();
            moved.insert((number + 1).min(without.len()), line);
            for text in [without, doubled, moved] {
                let text = text.join("\n");
                let ours = cordon_iso20022::read(text.as_bytes());
                match (judge.judge(&text, schema), ours) {
                    (Ok(()), Ok(_)) => valid += 1,
                    (Err(_), Err(_)) => invalid += 1,
                    (theirs, ours) => panic!("{file} line {number} {line}: schema {theirs:?}, table {ours:?}\n{text}"),
                }
            }
        }
    }
    assert!(valid > 30 && invalid > 60, "{valid} valid, {invalid} invalid");
}
