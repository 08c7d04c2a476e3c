//! `cordon links find`: a value in, the cases that share it out, as the reader may know them.

use std::path::PathBuf;

use anyhow::anyhow;
use cordon_links::normalise::{LinkValue, Locale, Strength, ValueKind, guess, normalise};
use cordon_links::{Found, KeyMaker, LARGEST_PAGE, Page};
use cordon_vocabulary::{BureauId, CaseRef};
use serde::Serialize;

use super::value_file;
use crate::Outcome;

/// Arguments of `links find`.
#[derive(Debug, clap::Args)]
pub struct FindArgs {
    /// The value, in any usual spelling.
    #[arg(allow_hyphen_values = true)]
    value: String,
    /// Link values, one JSON object a line: case, kind, value, owner, readers, hit_only, module, role.
    #[arg(long, value_name = "FILE.jsonl")]
    from: PathBuf,
    /// Answer as this bureau may know it; without it, everything in the file is read.
    #[arg(long = "as", value_name = "BUREAU", value_parser = bureau)]
    reader: Option<BureauId>,
    /// The value's kind: account, telephone, email, wallet, document, address, hash or name. Guessed without it.
    #[arg(long)]
    kind: Option<ValueKind>,
    /// Country calling code for national telephone numbers, digits only.
    #[arg(long, value_name = "DIGITS")]
    calling_code: Option<String>,
    /// Cases on a page.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=LARGEST_PAGE as i64))]
    page_size: u16,
    /// Go on after this case (needs --kind where the value may be of several).
    #[arg(long, value_name = "CASE", value_parser = case)]
    after: Option<CaseRef>,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

fn bureau(text: &str) -> Result<BureauId, String> {
    BureauId::parse(text).map_err(|fault| fault.to_string())
}

fn case(text: &str) -> Result<CaseRef, String> {
    CaseRef::parse(text).map_err(|fault| fault.to_string())
}

#[derive(Debug, Serialize)]
struct Answer {
    value: String,
    links: Vec<KindAnswer>,
}

#[derive(Debug, Serialize)]
struct KindAnswer {
    kind: ValueKind,
    canonical: String,
    strength: Strength,
    #[serde(flatten)]
    found: Found,
}

pub(super) fn run(args: &FindArgs) -> anyhow::Result<Outcome> {
    let locale = Locale {
        calling_code: args.calling_code.clone(),
    };
    let wanted = wanted(args, &locale)?;
    let mut secret = [0_u8; 32];
    // The index lives as long as this command: any secret does.
    getrandom::fill(&mut secret).map_err(|error| anyhow!("no random numbers: {error}"))?;
    let keys = KeyMaker::new(&secret);
    let file = value_file::read(&args.from, &keys, &locale)?;
    let rights = file.rights(args.reader.as_ref());
    let page = Page {
        after: args.after.clone(),
        size: usize::from(args.page_size),
    };
    let mut links = Vec::new();
    for value in wanted {
        let found = file.index.find(keys.key(&value), &rights, &page)?;
        links.push(KindAnswer {
            kind: value.kind,
            canonical: value.canonical,
            strength: value.strength,
            found,
        });
    }
    let answer = Answer {
        value: args.value.clone(),
        links,
    };
    if args.json {
        println!("{}", serde_json::to_string(&answer)?);
    } else {
        print(&answer);
    }
    Ok(Outcome::Done)
}

fn wanted(args: &FindArgs, locale: &Locale) -> anyhow::Result<Vec<LinkValue>> {
    let values = match args.kind {
        Some(kind) => normalise(kind, &args.value, locale).map(|value| vec![value]),
        None => guess(&args.value, locale),
    };
    let mut values = values.map_err(|fault| anyhow!("VALUE: {fault} [{}]", fault.code()))?;
    values.sort_by_key(|value| value.kind);
    Ok(values)
}

fn print(answer: &Answer) {
    for link in &answer.links {
        let found = &link.found;
        println!(
            "{} {}: {} readable case(s)",
            link.kind, link.canonical, found.count
        );
        if let Some(common) = &found.common {
            println!("  common value: {:?} {}", common.reason, common.note);
        }
        for shared in &found.cases {
            let places: Vec<String> = shared
                .places
                .iter()
                .map(|place| format!("{} {}", place.module, place.role).trim().to_owned())
                .collect();
            println!("  {}  {}", shared.case, places.join("; "));
        }
        if found.more {
            println!("  more: go on with --after and the last case");
        }
        if found.elsewhere {
            println!("  a link exists elsewhere: ask its owner");
        }
    }
}
