//! `cargo xtask bench NAME`: a crate's measurement in the release profile, and its peers where they are installed.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::bail;

use crate::cluster::Cluster;
use crate::needs::postgres_binaries;
use crate::place::{cargo, must, program, root, target};

/// Name, folder, example.
const BENCHES: [(&str, &str, &str); 12] = [
    ("tracing", "asset-tracing", "bench_tracing"),
    ("screening", "screening", "bench_screening"),
    ("screening-http", "server", "bench_screening_http"),
    ("fingerprints", "fingerprints", "bench_fingerprints"),
    ("links", "links", "bench_links"),
    ("trends", "trends", "bench_trends"),
    ("notices", "server", "bench_notices"),
    ("notice-rules", "notices", "bench_notices"),
    ("documents", "documents", "bench_documents"),
    ("store", "store", "bench_store"),
    ("session", "assembly", "bench_session"),
    ("tally", "assembly", "bench_tally"),
];

/// Runs one measurement; further arguments go to it.
///
/// # Errors
/// When the name is unknown, or the measurement fails.
pub fn run(arguments: &[String]) -> anyhow::Result<()> {
    let names: Vec<&str> = BENCHES.iter().map(|(name, ..)| *name).collect();
    let Some((name, further)) = arguments.split_first() else {
        bail!("which measurement? one of {}", names.join(", "));
    };
    let Some((_, folder, example)) = BENCHES.iter().find(|(known, ..)| known == name) else {
        bail!("there is no measurement {name}; there are {}", names.join(", "));
    };
    let home = root().join("crates").join(folder);
    let source = home.join("examples").join(format!("{example}.rs"));
    let Ok(source) = std::fs::read_to_string(source) else {
        bail!("crates/{folder} has no examples/{example}.rs");
    };
    let path = peers_path(&home);
    let mut measure = cargo();
    // One peer of screening is an index in PostgreSQL.
    let cluster = match *folder {
        "screening" => Cluster::start()?,
        _ => None,
    };
    if let Some(cluster) = &cluster {
        measure.env("CORDON_TEST_POSTGRES", cluster.url());
    }
    measure
        .env("PATH", &path)
        .args(["run", "--release", "-p", &package(folder), "--example", example, "--"])
        .args(further);
    must(&mut measure, example)?;
    drop(cluster);
    peers(&home, &source, &path)
}

/// The search path with the peers' programs in front: PostgreSQL's server, and a Python with the packages that
/// `benches/peers/requirements.txt` names. What cannot be had is said with its reason, and its peers are skipped.
fn peers_path(home: &Path) -> OsString {
    let mut places: Vec<PathBuf> = Vec::new();
    let wanted = home.join("benches/peers/requirements.txt");
    if wanted.is_file() {
        match python_with(&wanted) {
            Ok(bin) => places.push(bin),
            Err(why) => println!("peers from the Python registry: {why}"),
        }
        places.extend(postgres_binaries());
    }
    let own = std::env::var_os("PATH").unwrap_or_default();
    places.extend(std::env::split_paths(&own));
    std::env::join_paths(places).unwrap_or(own)
}

/// A virtual environment with the packages, made once in the target folder.
fn python_with(wanted: &Path) -> anyhow::Result<PathBuf> {
    let Some(python) = program("python3") else {
        bail!("skipped, python3 is not installed");
    };
    let folder = target().join("peers");
    let bin = folder.join("bin");
    let quiet = |command: &mut Command| -> anyhow::Result<()> {
        let done = command.output()?;
        let said = String::from_utf8_lossy(&done.stderr);
        if !done.status.success() {
            bail!("skipped, {}", said.lines().last().unwrap_or("no reason given"));
        }
        Ok(())
    };
    if !bin.join("python3").exists() {
        quiet(Command::new(python).args(["-m", "venv"]).arg(&folder))?;
    }
    let mut install = Command::new(bin.join("python3"));
    install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]);
    quiet(install.arg(wanted))?;
    Ok(bin)
}

/// The package in a folder: all carry the prefix but the program itself.
fn package(folder: &str) -> String {
    match folder {
        "server" => "cordon".to_owned(),
        folder => format!("cordon-{folder}"),
    }
}

/// Runs the peers that the measurement does not run by itself.
fn peers(home: &Path, source: &str, path: &OsString) -> anyhow::Result<()> {
    let Ok(entries) = std::fs::read_dir(home.join("benches/peers")) else {
        return Ok(());
    };
    let mut scripts: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
    scripts.retain(|path| path.extension().is_some_and(|e| e == "py"));
    scripts.sort();
    for script in scripts {
        let stem = script.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
        if source.contains(stem) {
            continue;
        }
        let Some(python) = program("python3") else {
            println!("{stem}: skipped, python3 is not installed");
            continue;
        };
        let status = Command::new(python).env("PATH", path).arg(&script).status()?;
        match status.code() {
            Some(0) => {}
            Some(3) => println!("{stem}: skipped, its package is not installed"),
            _ => bail!("{stem}: {status}"),
        }
    }
    Ok(())
}
