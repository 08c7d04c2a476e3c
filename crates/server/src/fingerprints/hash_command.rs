//! `cordon fingerprint hash`: the bureau's hasher. It reads files of its own machine and prints hashes, nothing else.

use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use cordon_fingerprints::picture::{FileDigester, FileDigests, NotHashable, hash_picture};
use serde::Serialize;

use crate::Outcome;

/// A file larger than this is digested but not decoded as a picture.
const LARGEST_PICTURE_FILE: u64 = 512 << 20;

/// Arguments of `fingerprint hash`.
#[derive(Debug, clap::Args)]
pub struct HashArgs {
    /// Files to hash, where they lie.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// One JSON object a file.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Serialize)]
struct Hashes {
    file: String,
    #[serde(flatten)]
    digests: FileDigests,
    pdq: Option<String>,
    quality: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    no_pdq: Option<&'static str>,
}

/// Every file is tried; one that cannot be read is named on standard error and makes the outcome a refusal.
pub(super) fn run(args: &HashArgs) -> anyhow::Result<Outcome> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut outcome = Outcome::Done;
    for path in &args.files {
        match hash(path) {
            Ok(hashes) => print(&mut out, &hashes, args.json)?,
            Err(error) => {
                eprintln!("cordon: {error:#}");
                outcome = Outcome::Refused;
            }
        }
    }
    out.flush()?;
    Ok(outcome)
}

fn hash(path: &Path) -> anyhow::Result<Hashes> {
    let mut file = File::open(path).with_context(|| format!("{}: cannot be opened", path.display()))?;
    let mut digester = FileDigester::default();
    let mut kept: Option<Vec<u8>> = Some(Vec::new());
    let mut chunk = vec![0_u8; 1 << 20];
    let mut length = 0_u64;
    loop {
        let read = file
            .read(&mut chunk)
            .with_context(|| format!("{}: cannot be read", path.display()))?;
        let Some(bytes) = chunk.get(..read).filter(|bytes| !bytes.is_empty()) else {
            break;
        };
        digester.update(bytes);
        length += bytes.len() as u64;
        kept = kept.filter(|_| length <= LARGEST_PICTURE_FILE).map(|mut kept| {
            kept.extend_from_slice(bytes);
            kept
        });
    }
    let picture = kept.map_or(Err(NotHashable::NotAPicture), |bytes| hash_picture(&bytes));
    if let Err(reason) = &picture {
        eprintln!("cordon: {}: no PDQ hash: {reason}", path.display());
    }
    Ok(Hashes {
        file: path.display().to_string(),
        digests: digester.finish(),
        pdq: picture.as_ref().ok().map(|picture| picture.pdq.to_string()),
        quality: picture.as_ref().ok().map(|picture| picture.quality),
        no_pdq: picture.as_ref().err().map(NotHashable::code),
    })
}

fn print(out: &mut impl Write, hashes: &Hashes, json: bool) -> anyhow::Result<()> {
    if json {
        serde_json::to_writer(&mut *out, hashes)?;
        out.write_all(b"\n")?;
    } else {
        writeln!(out, "{} ({} bytes)", hashes.file, hashes.digests.bytes)?;
        writeln!(out, "  md5     {}", hashes.digests.md5)?;
        writeln!(out, "  sha1    {}", hashes.digests.sha1)?;
        writeln!(out, "  sha256  {}", hashes.digests.sha256)?;
        if let (Some(pdq), Some(quality)) = (&hashes.pdq, hashes.quality) {
            writeln!(out, "  pdq     {pdq} (quality {quality})")?;
        }
    }
    Ok(())
}
