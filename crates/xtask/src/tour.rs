//! `cargo xtask tour`: the demonstration as a recording, six screenshots, and what an accessibility check finds.

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, bail, ensure};

use crate::needs::browser;
use crate::place::{cargo, must, program, root, target};
use crate::recording;

/// A screenshot may be as large as this.
const LARGEST: u64 = 300 * 1024;
/// The driver of the browser and the checker, from the npm registry; neither is kept in this repository.
const PACKAGES: [&str; 2] = ["playwright-core@1", "axe-core@4"];

/// Records everything into `docs/tour`.
///
/// # Errors
/// When a program is missing, a page does not come, a picture is too large, or a serious finding stands.
pub fn run() -> anyhow::Result<()> {
    let browser = browser().context("the tour needs Chromium; install the package chromium")?;
    ensure!(program("npm").is_some(), "the tour needs node and npm");
    let docs = root().join("docs/tour");
    std::fs::create_dir_all(&docs)?;
    let cordon = build()?;
    record(&cordon, &docs)?;
    let work = target().join("tour");
    std::fs::create_dir_all(&work)?;
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
    let script = work.join("tour.mjs");
    std::fs::write(&script, include_str!("../tour/tour.mjs"))?;
    let demo = Demo::start(&cordon)?;
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

/// The program: the release build where there is one, otherwise the quicker one.
fn build() -> anyhow::Result<std::path::PathBuf> {
    let release = target().join("release/cordon");
    if release.is_file() {
        must(
            cargo().args(["build", "--release", "-p", "cordon"]),
            "the build",
        )?;
        return Ok(release);
    }
    must(cargo().args(["build", "-p", "cordon"]), "the build")?;
    Ok(target().join("debug/cordon"))
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

/// The demonstration, serving; ended when dropped.
struct Demo {
    child: Child,
    address: String,
}

impl Demo {
    fn start(cordon: &Path) -> anyhow::Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut command = Command::new(cordon);
        command
            .args(["demo", "--port", &port.to_string()])
            .stdout(Stdio::piped());
        let mut child = command
            .spawn()
            .context("the demonstration does not start")?;
        let Some(printed) = child.stdout.take() else {
            bail!("the demonstration has no output");
        };
        let demo = Self {
            child,
            address: format!("http://localhost:{port}"),
        };
        let mut lines = BufReader::new(printed).lines();
        for line in lines.by_ref() {
            if line?.contains(&demo.address) {
                // Goes on reading, so that the program never waits for a reader.
                std::thread::spawn(move || lines.for_each(drop));
                return Ok(demo);
            }
        }
        bail!("the demonstration ended before it served")
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        if self.child.kill().is_ok() {
            let _ = self.child.wait();
        }
    }
}

fn weigh(docs: &Path) -> anyhow::Result<()> {
    let mut pictures = 0;
    for entry in std::fs::read_dir(docs)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".png") {
            pictures += 1;
            let bytes = entry.metadata()?.len();
            ensure!(
                bytes <= LARGEST,
                "{name} has {bytes} bytes; at most {LARGEST}"
            );
            println!("tour: {name}, {} KB", bytes.div_ceil(1024));
        }
    }
    ensure!(pictures == 6, "{pictures} screenshots instead of six");
    Ok(())
}
