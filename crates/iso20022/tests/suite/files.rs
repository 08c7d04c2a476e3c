//! Where the messages of the tests lie.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// One of the invented messages of this repository.
pub fn fixture(name: &str) -> String {
    fs::read_to_string(root().join("fixtures/payments").join(name)).expect("a fixture")
}

/// Every invented message of this repository, by name.
pub fn fixtures() -> Vec<(String, Vec<u8>)> {
    xml_files(&root().join("fixtures/payments"))
}

/// Foreign messages and schemas, if they lie beside the repository; says so if they do not.
pub fn foreign(folder: &str) -> Option<PathBuf> {
    let path = root().join("../shared/data/payments").join(folder);
    if path.is_dir() {
        return Some(path);
    }
    eprintln!("skipped: ../shared/data/payments/{folder} is not here");
    None
}

pub fn xml_files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "xml"))
        .map(|path| {
            let name = path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default();
            (name, fs::read(&path).expect("a file"))
        })
        .collect();
    files.sort();
    files
}
