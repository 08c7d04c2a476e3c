//! `cargo xtask tour`: the demonstration as a recording, six screenshots, and what an accessibility check finds.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, ensure};

use crate::driver;
use crate::needs::browser;
use crate::place::{must, root};
use crate::recording;
use crate::served::{self, Served};

/// A screenshot may be as large as this.
const LARGEST: u64 = 300 * 1024;
/// Records everything into `docs/tour`.
///
/// # Errors
/// When a program is missing, a page does not come, a picture is too large, or a serious finding stands.
pub fn run() -> anyhow::Result<()> {
    let browser = browser().context("the tour needs Chromium; install the package chromium")?;
    let docs = root().join("docs/tour");
    std::fs::create_dir_all(&docs)?;
    let cordon = served::build()?;
    record(&cordon, &docs)?;
    let work = driver::install()?;
    let script = work.join("tour.mjs");
    std::fs::write(&script, include_str!("../tour/tour.mjs"))?;
    let demo = Served::demo(&cordon)?;
    let mut node = Command::new("node");
    node.current_dir(&work)
        .arg(&script)
        .arg(&demo.address)
        .arg(&docs)
        .arg(browser);
    must(&mut node, "the tour of the pages")?;
    drop(demo);
    weigh(&docs)
}

fn record(cordon: &Path, docs: &Path) -> anyhow::Result<()> {
    let told = Command::new(cordon)
        .args(["demo", "--headless", "--seed", "7"])
        .output()?;
    ensure!(
        told.status.success(),
        "the demonstration: {}",
        String::from_utf8_lossy(&told.stderr)
    );
    let told = String::from_utf8(told.stdout)?;
    std::fs::write(docs.join("demo.svg"), recording::draw("cordon demo", &told))?;
    println!("tour: demo.svg, {} lines", told.lines().count());
    Ok(())
}

fn weigh(docs: &Path) -> anyhow::Result<()> {
    let mut pictures = 0;
    for entry in std::fs::read_dir(docs)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".png") {
            pictures += 1;
            let bytes = entry.metadata()?.len();
            ensure!(bytes <= LARGEST, "{name} has {bytes} bytes; at most {LARGEST}");
            println!("tour: {name}, {} KB", bytes.div_ceil(1024));
        }
    }
    ensure!(pictures == 6, "{pictures} screenshots instead of six");
    Ok(())
}
