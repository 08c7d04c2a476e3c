//! The seal inside a paper: a note signed with the organisation's key over the reference and the rest of the file.
//!
//! It stands in one comment line before the last `startxref`, where a PDF reader passes over it and no offset moves. So a
//! paper can be checked with the public key alone, far from any store.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cordon_store::note::Verifier;
use cordon_store::{Store, StoreError};
use sha2::{Digest as _, Sha256};

const LINE: &[u8] = b"%cordon-seal ";
const TRAILER: &[u8] = b"startxref";
/// The first line of what is signed. It holds spaces, so that it can never be a checkpoint of the journal.
const HEAD: &str = "cordon paper 1";

/// What a seal says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// The paper's reference.
    pub reference: String,
    /// Its template.
    pub template: String,
    /// When it was issued.
    pub issued: String,
    /// Whether it belongs to an exercise.
    pub exercise: bool,
    /// SHA-256 of the file without the seal, as hexadecimal digits.
    pub sha256: String,
}

impl Seal {
    fn text(&self) -> String {
        format!(
            "{HEAD}\nreference {}\ntemplate {}\nissued {}\nexercise {}\nsha256 {}\n",
            self.reference,
            self.template,
            self.issued,
            if self.exercise { "yes" } else { "no" },
            self.sha256
        )
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        (lines.next()? == HEAD).then_some(())?;
        let mut value = |name: &str| {
            let (found, value) = lines.next()?.split_once(' ')?;
            (found == name).then(|| value.to_owned())
        };
        Some(Self {
            reference: value("reference")?,
            template: value("template")?,
            issued: value("issued")?,
            exercise: value("exercise")? == "yes",
            sha256: value("sha256")?,
        })
    }
}

/// What the seal of a file says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sealed {
    /// The seal is this key's and the file is as it was sealed.
    Whole(Seal),
    /// The seal is this key's; the file around it is another.
    Changed(Seal),
    /// There is no seal of this key.
    None,
}

/// SHA-256 as hexadecimal digits.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Puts the seal into a printed paper.
///
/// # Errors
/// When the store cannot sign, or the file is no PDF.
pub fn seal(store: &Store, mut pdf: Vec<u8>, of: impl FnOnce(String) -> Seal) -> Result<Vec<u8>, StoreError> {
    let at = last(&pdf, TRAILER).ok_or_else(|| StoreError::Invalid("a paper without the end of a PDF".into()))?;
    let note = store.sign(&of(digest(&pdf)).text())?;
    let line = [LINE, STANDARD.encode(note).as_bytes(), b"\n"].concat();
    pdf.splice(at..at, line);
    Ok(pdf)
}

/// Reads the seal of a file and holds the file against it.
#[must_use]
pub fn read(file: &[u8], key: &Verifier) -> Sealed {
    let found = || {
        let at = last(file, TRAILER)?;
        let begin = last(file.get(..at)?, LINE)?;
        let line = file.get(begin..at)?;
        let note = STANDARD.decode(line.strip_prefix(LINE)?.strip_suffix(b"\n")?).ok()?;
        let note = String::from_utf8(note).ok()?;
        let seal = Seal::parse(key.open(&note).ok()?)?;
        let rest = [file.get(..begin)?, file.get(at..)?].concat();
        Some(if digest(&rest) == seal.sha256 {
            Sealed::Whole(seal)
        } else {
            Sealed::Changed(seal)
        })
    };
    found().unwrap_or(Sealed::None)
}

fn last(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).rposition(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use cordon_store::StoreAt;

    use super::*;

    async fn store(name: &str) -> (Store, std::path::PathBuf) {
        let folder = std::env::temp_dir().join(format!("cordon-seal-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder");
        (
            Store::open(&StoreAt::Sqlite(folder.clone())).await.expect("a store"),
            folder,
        )
    }

    fn seal_of(sha256: String) -> Seal {
        Seal {
            reference: "P-1".into(),
            template: "notice".into(),
            issued: "2026-03-03T01:14:00Z".into(),
            exercise: true,
            sha256,
        }
    }

    const PAPER: &[u8] = b"%PDF-1.7\n1 0 obj\nendobj\nstartxref\n9\n%%EOF\n";

    #[tokio::test]
    async fn a_seal_tells_whole_changed_and_foreign() {
        let (own, folder) = store("own").await;
        let (other, elsewhere) = store("other").await;
        let key = Verifier::parse(&own.verifier_key()).expect("a key");
        let sealed = seal(&own, PAPER.to_vec(), seal_of).expect("sealed");
        assert!(sealed.ends_with(b"startxref\n9\n%%EOF\n"));
        assert_eq!(read(&sealed, &key), Sealed::Whole(seal_of(digest(PAPER))));
        for (n, byte) in sealed.iter().enumerate() {
            let mut changed = sealed.clone();
            changed[n] = byte ^ 1;
            assert!(!matches!(read(&changed, &key), Sealed::Whole(_)), "byte {n}");
        }
        let grown = [sealed.as_slice(), b"2 0 obj\nendobj\nstartxref\n80\n%%EOF\n"].concat();
        assert!(!matches!(read(&grown, &key), Sealed::Whole(_)));
        let longer = [sealed.as_slice(), b" "].concat();
        assert!(matches!(read(&longer, &key), Sealed::Changed(_)));
        let foreign = seal(&other, PAPER.to_vec(), seal_of).expect("sealed");
        assert_eq!(read(&foreign, &key), Sealed::None);
        assert_eq!(read(PAPER, &key), Sealed::None);
        for (store, folder) in [(own, folder), (other, elsewhere)] {
            store.close().await;
            std::fs::remove_dir_all(folder).expect("removes");
        }
    }

    #[tokio::test]
    async fn the_key_signs_no_checkpoint_for_papers() {
        let (own, folder) = store("checkpoint").await;
        let text = format!("{}\n1\n{}\n", "cordon/journal/x", STANDARD.encode([0u8; 32]));
        assert!(own.sign(&text).is_err());
        assert!(own.sign("no end of line").is_err());
        own.close().await;
        std::fs::remove_dir_all(folder).expect("removes");
    }
}
