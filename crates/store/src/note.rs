//! Signed checkpoints: C2SP `signed-note` and `tlog-checkpoint`, with Ed25519.

use std::fmt;
use std::io::Write;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

use crate::engine::Tx;
use crate::merkle::Hash;
use crate::{StoreError, read};

/// Type byte of an Ed25519 signature.
const ED25519: u8 = 0x01;
const KEY_FILE: &str = "journal.key";
const META: &str = "journal_key";
/// What precedes the key name on a signature line: an em dash and a space.
const DASH: &str = "\u{2014} ";

/// What a checkpoint says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The journal's name.
    pub origin: String,
    /// The number of leaves.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

impl Checkpoint {
    /// The text that is signed: origin, size, root, each on its line.
    #[must_use]
    pub fn to_text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root))
    }

    /// Reads a checkpoint's text, with or without signatures behind it; checks no signature.
    ///
    /// # Errors
    /// Says which line is wrong.
    pub fn parse(text: &str) -> Result<Checkpoint, String> {
        let mut lines = text.split('\n');
        let origin = lines.next().unwrap_or_default();
        if !is_key_name(origin) {
            return Err("line 1 must name the journal".to_owned());
        }
        let size = lines.next().unwrap_or_default();
        let number: u64 = size
            .parse()
            .map_err(|_| "line 2 must be the number of entries".to_owned())?;
        if number.to_string() != size {
            return Err("line 2 must be a plain decimal number".to_owned());
        }
        let root = STANDARD
            .decode(lines.next().unwrap_or_default())
            .ok()
            .and_then(|root| Hash::try_from(root).ok())
            .ok_or("line 3 must be the root, 32 bytes in base64")?;
        Ok(Checkpoint {
            origin: origin.to_owned(),
            size: number,
            root,
        })
    }
}

/// A key name: not empty, without white space and plus signs.
fn is_key_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+')
}

/// The first four bytes of SHA-256(name || LF || type || key).
fn key_id(name: &str, key: &[u8]) -> [u8; 4] {
    let mut hash = Sha256::new();
    hash.update(name.as_bytes());
    hash.update([b'\n', ED25519]);
    hash.update(key);
    let digest: [u8; 32] = hash.finalize().into();
    [digest[0], digest[1], digest[2], digest[3]]
}

/// A public key under its name; its text form is the C2SP verifier key `name+id+key`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verifier {
    name: String,
    id: [u8; 4],
    key: VerifyingKey,
}

impl fmt::Display for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[ED25519], self.key.as_bytes().as_slice()].concat();
        write!(f, "{}+{}+{}", self.name, hex::encode(self.id), STANDARD.encode(key))
    }
}

impl Verifier {
    /// The key's name, which is also the journal's origin.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads a verifier key.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn parse(text: &str) -> Result<Verifier, String> {
        // The key itself is base64 and may hold plus signs, so only the first two separate.
        let mut parts = text.trim().splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err("a verifier key has the form name+id+key".to_owned());
        };
        let bytes = STANDARD.decode(key).map_err(|_| "the key is not base64")?;
        let Some((&ED25519, key)) = bytes.split_first() else {
            return Err("the key is not an Ed25519 key".to_owned());
        };
        let key = <[u8; 32]>::try_from(key)
            .ok()
            .and_then(|key| VerifyingKey::from_bytes(&key).ok())
            .ok_or("the key is not an Ed25519 key")?;
        if !is_key_name(name) || hex::encode(key_id(name, key.as_bytes())) != id {
            return Err("the key's id does not fit its name and key".to_owned());
        }
        Ok(Verifier {
            name: name.to_owned(),
            id: key_id(name, key.as_bytes()),
            key,
        })
    }

    /// The signed text of a note, if this key has signed it. Signatures by other keys are ignored.
    ///
    /// # Errors
    /// Says why the note is refused.
    pub fn open<'n>(&self, note: &'n str) -> Result<&'n str, String> {
        if note.contains(|c: char| c.is_control() && c != '\n') {
            return Err("the note holds control characters".to_owned());
        }
        let at = note
            .rfind("\n\n")
            .ok_or("the note has no signatures: an empty line must stand before them")?;
        let (text, signatures) = (&note[..=at], &note[at + 2..]);
        let Some(lines) = signatures.strip_suffix('\n') else {
            return Err("the note must end with a line feed".to_owned());
        };
        let mut verified = false;
        for line in lines.split('\n') {
            let (name, signature) = line
                .strip_prefix(DASH)
                .and_then(|line| line.split_once(' '))
                .ok_or("a signature line must be: dash, name, signature")?;
            let bytes = STANDARD.decode(signature).map_err(|_| "a signature is not base64")?;
            let (id, signature) = bytes.split_first_chunk::<4>().ok_or("a signature is too short")?;
            if name != self.name || *id != self.id {
                continue;
            }
            let signature = Signature::from_slice(signature).map_err(|_| "the signature does not have 64 bytes")?;
            self.key
                .verify_strict(text.as_bytes(), &signature)
                .map_err(|_| "the signature does not verify")?;
            verified = true;
        }
        if verified {
            Ok(text)
        } else {
            Err(format!("the note is not signed by {}", self.name))
        }
    }
}

/// The journal's signing key.
pub(crate) struct Signer {
    name: String,
    key: SigningKey,
}

impl Signer {
    /// Reads the key of this journal, or makes it when the journal is new. The key file must be the
    /// one whose public half the database remembers.
    pub(crate) async fn open(tx: &mut Tx<'_>, folder: &Path) -> Result<Signer, StoreError> {
        let path = folder.join(KEY_FILE);
        let known = read::meta(tx, META).await?;
        let signer = match (read_secret(&path)?, &known) {
            (Some(text), _) => Signer::parse(&text).map_err(|reason| StoreError::Key {
                path: path.clone(),
                reason,
            })?,
            (None, Some(known)) => {
                return Err(StoreError::Key {
                    path,
                    reason: format!("is missing; restore the key of {known} from a backup"),
                });
            }
            (None, None) => {
                let signer = Signer::generate()?;
                write_secret(&path, &signer.to_text())?;
                signer
            }
        };
        let own = signer.verifier().to_string();
        tx.execute(
            "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
            &[META.into(), own.as_str().into()],
        )
        .await?;
        let known = read::meta(tx, META).await?.unwrap_or_default();
        if known == own {
            Ok(signer)
        } else {
            Err(StoreError::Key {
                path,
                reason: format!("is the key of {own}, but this journal is signed by {known}"),
            })
        }
    }

    fn generate() -> Result<Signer, StoreError> {
        let id: [u8; 16] = random()?;
        Ok(Signer {
            name: format!("cordon/journal/{}", hex::encode(id)),
            key: SigningKey::from_bytes(&random()?),
        })
    }

    pub(crate) fn verifier(&self) -> Verifier {
        let key = self.key.verifying_key();
        Verifier {
            name: self.name.clone(),
            id: key_id(&self.name, key.as_bytes()),
            key,
        }
    }

    /// The text form that Go's `sumdb/note` uses: `PRIVATE+KEY+name+id+key`.
    fn to_text(&self) -> String {
        let verifier = self.verifier();
        let key = [&[ED25519], self.key.as_bytes().as_slice()].concat();
        format!(
            "PRIVATE+KEY+{}+{}+{}\n",
            self.name,
            hex::encode(verifier.id),
            STANDARD.encode(key)
        )
    }

    fn parse(text: &str) -> Result<Signer, String> {
        let damaged = || "is not a signing key: restore it from a backup".to_owned();
        let rest = text.trim().strip_prefix("PRIVATE+KEY+").ok_or_else(damaged)?;
        let mut parts = rest.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(damaged());
        };
        let bytes = STANDARD.decode(key).map_err(|_| damaged())?;
        let Some((&ED25519, secret)) = bytes.split_first() else {
            return Err(damaged());
        };
        let secret: [u8; 32] = secret.try_into().map_err(|_| damaged())?;
        let signer = Signer {
            name: name.to_owned(),
            key: SigningKey::from_bytes(&secret),
        };
        if is_key_name(name) && hex::encode(signer.verifier().id) == id {
            Ok(signer)
        } else {
            Err(damaged())
        }
    }

    pub(crate) fn origin(&self) -> &str {
        &self.name
    }

    /// The checkpoint as a signed note.
    pub(crate) fn sign(&self, checkpoint: &Checkpoint) -> String {
        self.note(&checkpoint.to_text())
    }

    /// Another text as a signed note. A text that could be taken for a checkpoint is refused: only the sequencer
    /// signs those.
    pub(crate) fn sign_text(&self, text: &str) -> Result<String, String> {
        if Checkpoint::parse(text).is_ok() {
            return Err("only the sequencer signs checkpoints".to_owned());
        }
        let plain = text.ends_with('\n') && !text.contains(|c: char| c.is_control() && c != '\n');
        if !plain {
            return Err("a signed text holds no control characters and ends with a line feed".to_owned());
        }
        Ok(self.note(text))
    }

    fn note(&self, text: &str) -> String {
        let signature = self.key.sign(text.as_bytes());
        let bytes = [self.verifier().id.as_slice(), &signature.to_bytes()].concat();
        format!("{text}\n{DASH}{} {}\n", self.name, STANDARD.encode(bytes))
    }
}

/// The public key that this journal's checkpoints are checked with. The key file in the folder
/// counts more than the database's word, because it lies apart from what is checked.
pub(crate) async fn verifier(tx: &mut Tx<'_>, folder: &Path) -> Result<Verifier, StoreError> {
    let path = folder.join(KEY_FILE);
    if let Ok(Some(text)) = read_secret(&path) {
        return Signer::parse(&text)
            .map(|signer| signer.verifier())
            .map_err(|reason| StoreError::Key { path, reason });
    }
    let known = read::meta(tx, META).await?.unwrap_or_default();
    Verifier::parse(&known).map_err(|reason| StoreError::Key { path, reason })
}

/// Random bytes from the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| StoreError::Random(error.to_string()))?;
    Ok(bytes)
}

pub(crate) fn read_secret(path: &Path) -> Result<Option<String>, StoreError> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(StoreError::Io {
            path: path.to_owned(),
            source,
        }),
    }
}

/// Writes a secret for its owner only, on the disk before this returns, whole or not at all.
pub(crate) fn write_secret(path: &Path, text: &str) -> Result<(), StoreError> {
    let failed = |source| StoreError::Io {
        path: path.to_owned(),
        source,
    };
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(failed)?;
    let draft = path.with_extension("new");
    match std::fs::remove_file(&draft) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(&draft).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    file.sync_all().map_err(failed)?;
    std::fs::rename(&draft, path).map_err(failed)?;
    #[cfg(unix)]
    std::fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(failed)?;
    Ok(())
}

#[cfg(test)]
#[path = "note_tests.rs"]
mod tests;
