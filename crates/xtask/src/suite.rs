//! `cargo xtask test`: everything that a change must pass.

use std::time::Instant;

use anyhow::bail;

use crate::browse;
use crate::cluster::Cluster;
use crate::needs;
use crate::place::{cargo, target};

/// Runs the whole suite.
///
/// # Errors
/// When a test fails, or the cluster does not start.
pub fn run() -> anyhow::Result<()> {
    let began = Instant::now();
    needs::meet();
    let cluster = Cluster::start()?;
    let mut tests = cargo();
    let nextest = cargo()
        .args(["nextest", "--version"])
        .output()
        .is_ok_and(|o| o.status.success());
    if nextest {
        tests.args(["nextest", "run"]);
    } else {
        println!("tests: cargo-nextest is not installed; cargo test does it");
        tests.arg("test");
    }
    tests.args(["--workspace", "--all-targets", "--no-fail-fast"]);
    if let Some(cluster) = &cluster {
        tests.env("CORDON_TEST_POSTGRES", cluster.url());
    }
    let status = tests.status()?;
    drop(cluster);
    let browsed = match status.success() {
        true => browse::where_possible(&target().join("debug/cordon")),
        false => Ok(()),
    };
    if let Err(error) = &browsed {
        println!("browse: {error:#}");
    }
    println!(
        "tests: {} after {} s",
        if status.success() && browsed.is_ok() {
            "all passed"
        } else {
            "FAILED"
        },
        began.elapsed().as_secs()
    );
    if !status.success() || browsed.is_err() {
        bail!("the tests failed");
    }
    Ok(())
}
