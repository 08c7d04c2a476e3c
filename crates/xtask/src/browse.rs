//! `cargo xtask browse`: a real browser goes through the doors and pages as a person would.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, bail};

use crate::driver;
use crate::needs::browser;
use crate::place::program;
use crate::served::{self, Served};

const WALK: (&str, &str) = ("walk.mjs", include_str!("../browse/walk.mjs"));
const WALKS: [(&str, &str); 3] = [
    ("doors.mjs", include_str!("../browse/doors.mjs")),
    ("money.mjs", include_str!("../browse/money.mjs")),
    ("pages.mjs", include_str!("../browse/pages.mjs")),
];

/// Walks, as a chore of its own.
///
/// # Errors
/// When something is missing, or a step of a walk fails.
pub fn run() -> anyhow::Result<()> {
    walk(&served::build()?)
}

/// Walks with a program that is built, or says why not: part of the suite.
///
/// # Errors
/// When a step of a walk fails.
pub fn where_possible(cordon: &Path) -> anyhow::Result<()> {
    let missing = [
        (browser().is_none(), "Chromium"),
        (program("node").is_none(), "node"),
        (program("npm").is_none(), "npm"),
    ];
    if let Some((_, what)) = missing.into_iter().find(|(missing, _)| *missing) {
        println!("browse: skipped, {what} is missing");
        return Ok(());
    }
    if let Err(error) = driver::install() {
        println!("browse: skipped, {error:#}");
        return Ok(());
    }
    walk(cordon)
}

fn walk(cordon: &Path) -> anyhow::Result<()> {
    let browser = browser().context("a walk needs Chromium; install the package chromium")?;
    let work = driver::install()?;
    for (name, script) in WALKS.iter().chain([&WALK]) {
        std::fs::write(work.join(name), script)?;
    }
    let mut failed = Vec::new();
    for (name, _) in WALKS {
        println!("browse: {name}");
        if !one(cordon, &browser, &work, name)? {
            failed.push(name);
        }
    }
    if !failed.is_empty() {
        bail!("steps failed in {}", failed.join(", "));
    }
    Ok(())
}

/// One walk, with a program of its own.
fn one(cordon: &Path, browser: &PathBuf, work: &Path, name: &str) -> anyhow::Result<bool> {
    let mut node = Command::new("node");
    node.current_dir(work).arg(name);
    let status = if name == "doors.mjs" {
        let founded = Served::founded(cordon)?;
        node.arg(&founded.served.address)
            .arg(browser)
            .args([founded.link.as_str(), "admin"])
            .status()?
    } else {
        let demo = Served::demo(cordon)?;
        node.arg(&demo.address).arg(browser).status()?
    };
    Ok(status.success())
}
