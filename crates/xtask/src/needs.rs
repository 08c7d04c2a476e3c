//! Programs that the tests use: installed where that is possible, named where it is not.

use std::path::PathBuf;
use std::process::Command;

use crate::place::{is_root, must, program};

struct Need {
    package: &'static str,
    what_for: &'static str,
    there: fn() -> bool,
}

const NEEDS: [Need; 6] = [
    Need {
        package: "libxml2-utils",
        what_for: "xmllint checks written bank messages against their schemas",
        there: || program("xmllint").is_some(),
    },
    Need {
        package: "postgresql",
        what_for: "the second engine of the store",
        there: || postgres_binaries().is_some(),
    },
    Need {
        package: "chromium",
        what_for: "the tour and the accessibility check",
        there: || browser().is_some(),
    },
    Need {
        package: "npm",
        what_for: "the driver of the browser that walks through the pages",
        there: || program("npm").is_some() && program("node").is_some(),
    },
    Need {
        package: "poppler-utils",
        what_for: "pdftotext reads printed papers back",
        there: || program("pdftotext").is_some(),
    },
    Need {
        package: "fonts-noto-core",
        what_for: "Arabic in screenshots",
        there: || PathBuf::from("/usr/share/fonts/truetype/noto").is_dir(),
    },
];

/// A Chromium.
pub fn browser() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find_map(program)
}

/// The folder with the newest PostgreSQL server binaries.
pub fn postgres_binaries() -> Option<PathBuf> {
    let packaged = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let newest = packaged
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version: u32 = entry.file_name().to_str()?.parse().ok()?;
            let bin = entry.path().join("bin");
            bin.join("initdb").is_file().then_some((version, bin))
        })
        .max();
    match newest {
        Some((_, bin)) => Some(bin),
        None => program("initdb").and_then(|p| p.parent().map(PathBuf::from)),
    }
}

/// Installs what is missing, or says what is missing and goes on.
pub fn meet() {
    let missing: Vec<&Need> = NEEDS.iter().filter(|need| !(need.there)()).collect();
    if missing.is_empty() {
        println!("needs: all there (xmllint, PostgreSQL, Chromium, npm, pdftotext, Noto fonts)");
        return;
    }
    if !is_root() || program("apt-get").is_none() {
        for need in missing {
            println!(
                "needs: {} is missing ({}); what rests on it is skipped",
                need.package, need.what_for
            );
        }
        return;
    }
    let packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    println!("needs: installing {}", packages.join(", "));
    let apt = || {
        let mut apt = Command::new("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive").arg("-qq");
        apt
    };
    let installed = must(apt().arg("update"), "apt-get update").and_then(|()| {
        let mut install = apt();
        install
            .args(["install", "-y", "--no-install-recommends"])
            .args(&packages);
        must(&mut install, "apt-get install")
    });
    match installed {
        Ok(()) => println!("needs: installed"),
        Err(error) => println!("needs: {error:#}; what rests on {} is skipped", packages.join(", ")),
    }
}
