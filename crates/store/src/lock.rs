//! One process per SQLite folder.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use crate::StoreError;

const NAME: &str = "cordon.lock";

/// Held as long as the store is open. The system releases it when the process ends, however it
/// ends; the file itself stays.
#[derive(Debug)]
pub(crate) struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Takes the lock, or names the process that has it.
    pub(crate) fn take(folder: &Path) -> Result<FolderLock, StoreError> {
        let path = folder.join(NAME);
        let failed = |source| StoreError::Io {
            path: path.clone(),
            source,
        };
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut pid = String::new();
                // The pid is a courtesy: the refusal stands without it.
                let read = file.read_to_string(&mut pid);
                let pid = pid.trim().to_owned();
                return Err(StoreError::InUse {
                    folder: folder.to_owned(),
                    pid: if read.is_err() || pid.is_empty() {
                        "(unknown)".to_owned()
                    } else {
                        pid
                    },
                });
            }
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        file.set_len(0).map_err(failed)?;
        file.rewind().map_err(failed)?;
        writeln!(file, "{}", std::process::id()).map_err(failed)?;
        file.flush().map_err(failed)?;
        Ok(FolderLock { _file: file })
    }
}
