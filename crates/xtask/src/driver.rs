//! The driver of the browser and the accessibility checker, from the npm registry; neither is kept in this repository.

use std::path::PathBuf;
use std::process::Command;

use anyhow::ensure;

use crate::place::{must, program, target};

const PACKAGES: [&str; 2] = ["playwright-core@1", "axe-core@4"];

/// Installs both into the target folder; gives the folder in which scripts find them.
///
/// # Errors
/// When node is missing or the registry cannot be reached.
pub fn install() -> anyhow::Result<PathBuf> {
    ensure!(program("npm").is_some(), "a walk through the pages needs node and npm");
    let work = target().join("tour");
    std::fs::create_dir_all(&work)?;
    let there = |name: &str| work.join("node_modules").join(name).is_dir();
    if there("playwright-core") && there("axe-core") {
        return Ok(work);
    }
    let mut npm = Command::new("npm");
    npm.current_dir(&work)
        .args([
            "install",
            "--no-save",
            "--no-audit",
            "--no-fund",
            "--silent",
            "--prefix",
            ".",
        ])
        .args(PACKAGES);
    must(&mut npm, "npm install")?;
    Ok(work)
}
