//! Files, encrypted at rest with AES-256-GCM and addressed by their content.

use std::path::Path;

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use sha2::{Digest, Sha256};

use crate::engine::Tx;
use crate::note::{random, read_secret, write_secret};
use crate::{NewFile, StoreError};

const NAME: &str = "files.key";
const NONCE: usize = 12;

/// A stored file.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    /// Media type, as found from the content when it was stored.
    pub media_type: String,
    /// The content.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "File({}, {} bytes)", self.media_type, self.bytes.len())
    }
}

/// The key that files are encrypted with.
pub(crate) struct FileKey {
    cipher: Aes256Gcm,
}

impl FileKey {
    /// Reads the key in this folder, or makes one.
    pub(crate) fn open(folder: &Path) -> Result<FileKey, StoreError> {
        match FileKey::read(folder)? {
            Some(key) => Ok(key),
            None => {
                let secret: [u8; 32] = random()?;
                write_secret(&folder.join(NAME), &format!("{}\n", hex::encode(secret)))?;
                Ok(FileKey::new(&secret))
            }
        }
    }

    /// Reads the key in this folder.
    pub(crate) fn read(folder: &Path) -> Result<Option<FileKey>, StoreError> {
        let path = folder.join(NAME);
        let Some(text) = read_secret(&path)? else {
            return Ok(None);
        };
        let mut secret = [0; 32];
        hex::decode_to_slice(text.trim(), &mut secret).map_err(|_| StoreError::Key {
            path,
            reason: "must hold 64 hexadecimal digits: restore it from a backup".to_owned(),
        })?;
        Ok(Some(FileKey::new(&secret)))
    }

    fn new(secret: &[u8; 32]) -> FileKey {
        FileKey {
            cipher: Aes256Gcm::new(&Key::<Aes256Gcm>::from(*secret)),
        }
    }

    /// Nonce and ciphertext. Content hash and media type are bound to it.
    pub(crate) fn encrypt(&self, file: &NewFile) -> Result<Vec<u8>, StoreError> {
        let found: [u8; 32] = Sha256::digest(&file.bytes).into();
        if found != file.sha256 {
            return Err(StoreError::Invalid(
                "a file's SHA-256 is not that of its content".to_owned(),
            ));
        }
        let nonce: [u8; NONCE] = random()?;
        let payload = Payload {
            msg: &file.bytes,
            aad: &bound_to(&file.sha256, &file.media_type),
        };
        let ciphertext = self
            .cipher
            .encrypt(&Nonce::from(nonce), payload)
            .map_err(|_| StoreError::Invalid("the file is too large to encrypt".to_owned()))?;
        Ok([nonce.as_slice(), &ciphertext].concat())
    }

    /// The content, or `None` when it is not what was stored.
    pub(crate) fn decrypt(&self, sha256: &[u8], media_type: &str, stored: &[u8]) -> Option<Vec<u8>> {
        let (nonce, ciphertext) = stored.split_first_chunk::<NONCE>()?;
        let payload = Payload {
            msg: ciphertext,
            aad: &bound_to(sha256, media_type),
        };
        let bytes = self.cipher.decrypt(&Nonce::from(*nonce), payload).ok()?;
        (Sha256::digest(&bytes).as_slice() == sha256).then_some(bytes)
    }
}

fn bound_to(sha256: &[u8], media_type: &str) -> Vec<u8> {
    [sha256, media_type.as_bytes()].concat()
}

/// See [`crate::Store::file`].
pub(crate) async fn read(
    tx: &mut Tx<'_>,
    key: &Option<FileKey>,
    sha256: &[u8; 32],
) -> Result<Option<File>, StoreError> {
    let rows = tx
        .query("SELECT media_type, bytes FROM file WHERE sha256 = $1", &[sha256.into()])
        .await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let media_type = row.text(0)?;
    let key = key
        .as_ref()
        .ok_or_else(|| StoreError::Damaged("the key of the files is missing".to_owned()))?;
    match key.decrypt(sha256, media_type, row.bytes(1)?) {
        Some(bytes) => Ok(Some(File {
            media_type: media_type.to_owned(),
            bytes,
        })),
        None => Err(StoreError::Damaged(format!(
            "file {} is not what was stored",
            hex::encode(sha256)
        ))),
    }
}
