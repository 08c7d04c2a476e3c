//! The program, serving for as long as somebody looks at it.

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, bail, ensure};

use crate::place::{cargo, must, target};

/// The program: the release build where there is one, otherwise the quicker one.
///
/// # Errors
/// When it does not build.
pub fn build() -> anyhow::Result<PathBuf> {
    let release = target().join("release/cordon");
    if release.is_file() {
        must(cargo().args(["build", "--release", "-p", "cordon"]), "the build")?;
        return Ok(release);
    }
    // The same build as the tests': another choice of packages would choose other features, and compile everything twice.
    must(cargo().args(["build", "--workspace", "--all-targets"]), "the build")?;
    Ok(target().join("debug/cordon"))
}

/// A serving program; ended when dropped.
pub struct Served {
    child: Child,
    /// Where it answers.
    pub address: String,
    folder: Option<PathBuf>,
}

/// A real store, founded and served, with the way in of its first administrator.
pub struct Founded {
    /// The program.
    pub served: Served,
    /// The one-time enrolment link.
    pub link: String,
}

impl Served {
    /// The demonstration.
    ///
    /// # Errors
    /// When it does not start.
    pub fn demo(cordon: &Path) -> anyhow::Result<Self> {
        let port = free_port()?;
        let mut command = Command::new(cordon);
        command.args(["demo", "--port", &port.to_string()]);
        Self::start(command, port, None)
    }

    /// A national centre of an exercise state, as `init` founds it and `serve` serves it.
    ///
    /// # Errors
    /// When it cannot be founded or does not start.
    pub fn founded(cordon: &Path) -> anyhow::Result<Founded> {
        let port = free_port()?;
        let origin = format!("http://localhost:{port}");
        let folder = std::env::temp_dir().join(format!("cordon-walk-{}-{port}", std::process::id()));
        let store = folder.to_string_lossy().into_owned();
        let told = Command::new(cordon)
            .args(["init", "--profile", "national", "--country", "QM"])
            .args(["--store", &store, "--origin", &origin])
            .output()?;
        ensure!(told.status.success(), "init: {}", String::from_utf8_lossy(&told.stderr));
        let told = String::from_utf8(told.stdout)?;
        let link = told.split_whitespace().find(|word| word.contains("/enrol/"));
        let link = link.context("init prints no enrolment link")?.to_owned();
        let mut command = Command::new(cordon);
        command.args(["serve", "--store", &store]);
        command.args(["--listen", &format!("127.0.0.1:{port}")]);
        let served = Self::start(command, port, Some(folder))?;
        Ok(Founded { served, link })
    }

    fn start(mut command: Command, port: u16, folder: Option<PathBuf>) -> anyhow::Result<Self> {
        command.stdout(Stdio::piped());
        let mut child = command.spawn().context("the program does not start")?;
        let Some(printed) = child.stdout.take() else {
            bail!("the program has no output");
        };
        let served = Self {
            child,
            address: format!("http://localhost:{port}"),
            folder,
        };
        let mut lines = BufReader::new(printed).lines();
        for line in lines.by_ref() {
            if line?.contains(&format!(":{port}")) {
                // Goes on reading, so that the program never waits for a reader.
                std::thread::spawn(move || lines.for_each(drop));
                return Ok(served);
            }
        }
        bail!("the program ended before it served")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        if self.child.kill().is_ok() {
            let _ = self.child.wait();
        }
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
