//! `cordon members`: member countries and their profiles.

use std::io::{self, Write};

use anyhow::{Context, bail};
use cordon_members::countries::{CountryBook, MemberCountry, Region};
use cordon_members::profile::{Profile, ProfileBook};
use cordon_vocabulary::Exercise;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::Outcome;
use crate::clock::Clock;

/// Verbs of this module.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List the member countries on a date.
    List {
        /// The date; today (UTC) if none is given.
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
        on: Option<Date>,
        /// Only those of a region: Africa, Americas, Asia and South Pacific, Europe, Middle East and North Africa.
        #[arg(long, value_parser = region)]
        region: Option<Region>,
        /// Print one JSON array.
        #[arg(long)]
        json: bool,
    },
    /// Show a country and its profile on a date.
    Show {
        /// Its code of two or three letters.
        code: String,
        /// The date; today (UTC) if none is given.
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
        on: Option<Date>,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
}

fn date(text: &str) -> Result<Date, String> {
    let plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let date = text.parse().ok().filter(|_| plain);
    date.ok_or_else(|| "a date is written YYYY-MM-DD, such as 2026-11-23".to_owned())
}

fn region(text: &str) -> Result<Region, String> {
    Region::parse(text).ok_or_else(|| {
        let names: Vec<_> = Region::ALL.iter().map(|region| region.name()).collect();
        format!("the regions are {}", names.join(", "))
    })
}

/// Runs one verb.
///
/// # Errors
/// If the code is not known, or the answer cannot be printed.
pub fn run(command: Command) -> anyhow::Result<Outcome> {
    let mut out = io::stdout().lock();
    match command {
        Command::List { on, region, json } => list(&mut out, day(on)?, region, json)?,
        Command::Show { code, on, json } => show(&mut out, &code, day(on)?, json)?,
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn day(on: Option<Date>) -> anyhow::Result<Date> {
    if let Some(date) = on {
        return Ok(date);
    }
    let now = jiff::Timestamp::from_microsecond(Clock::System.now().micros())
        .context("the clock of this machine is out of range")?;
    Ok(TimeZone::UTC.to_datetime(now).date())
}

fn list(out: &mut impl Write, on: Date, region: Option<Region>, json: bool) -> anyhow::Result<()> {
    let of_region = |country: &&MemberCountry| region.is_none_or(|region| country.region == region);
    let members: Vec<_> = CountryBook::shipped()?.members_on(on).filter(of_region).collect();
    if json {
        serde_json::to_writer(&mut *out, &members)?;
        writeln!(out)?;
        return Ok(());
    }
    for country in &members {
        let unsure = if country.verified { "" } else { " (unverified)" };
        let (code, alpha3, name) = (country.code, &country.alpha3, &country.names.en);
        let (region, zone, since) = (country.region.name(), country.zone(), &country.member_since);
        writeln!(
            out,
            "{code}  {alpha3}  {name:<34}{region:<30}{zone:<32}since {since}{unsure}"
        )?;
    }
    writeln!(out, "{} members on {on}", members.len())?;
    Ok(())
}

/// A country with its profile.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    country: &'a MemberCountry,
    member: bool,
    profile: &'a Profile,
}

fn show(out: &mut impl Write, code: &str, on: Date, json: bool) -> anyhow::Result<()> {
    let Some(country) = CountryBook::shipped()?.find(code) else {
        bail!("no member country has the code '{code}'; `cordon members list` shows them all");
    };
    let profile = ProfileBook::shipped()?.profile(country.code, on);
    let member = country.exercise == Exercise::Real && country.is_member_on(on);
    if json {
        serde_json::to_writer(
            &mut *out,
            &Shown {
                country,
                member,
                profile: &profile,
            },
        )?;
        writeln!(out)?;
        return Ok(());
    }
    print_country(out, country, on, member)?;
    print_profile(out, &profile)
}

fn print_country(out: &mut impl Write, country: &MemberCountry, on: Date, member: bool) -> anyhow::Result<()> {
    let names = &country.names;
    writeln!(
        out,
        "{} {}  {} / {} / {} / {}",
        country.code, country.alpha3, names.en, names.fr, names.es, names.ar
    )?;
    let standing = match (country.exercise, member) {
        (Exercise::Exercise, _) => "an exercise state: it exists only in drills".to_owned(),
        (Exercise::Real, true) => format!("a member on {on}, since {}", country.member_since),
        (Exercise::Real, false) => {
            format!("no member on {on}; member since {}", country.member_since)
        }
    };
    let unsure = if country.verified { "" } else { " (day not verified)" };
    writeln!(out, "  {standing}{unsure}; source: {}", country.source)?;
    let unsure = if country.region_verified { "" } else { " (not verified)" };
    writeln!(out, "  region: {}{unsure}", country.region.name())?;
    writeln!(out, "  zones: {}", country.zones.join(", "))?;
    Ok(())
}

fn print_profile(out: &mut impl Write, profile: &Profile) -> anyhow::Result<()> {
    // The profile prints as its JSON does, a line a row: what is stored is what is shown.
    let serde_json::Value::Object(fields) = serde_json::to_value(profile)? else {
        return Ok(());
    };
    for (topic, rows) in &fields {
        let rows = match rows {
            serde_json::Value::Array(rows) => rows.as_slice(),
            serde_json::Value::Object(_) => std::slice::from_ref(rows),
            _ => continue,
        };
        for row in rows.iter().filter(|row| row.is_object()) {
            let unsure = if row["verified"] == true { "" } else { " (unverified)" };
            let source = row["source"].as_str().unwrap_or_default();
            writeln!(out, "  {topic}: {}{unsure}; source: {source}", row["value"])?;
        }
    }
    if !profile.unknown.is_empty() {
        let unknown = serde_json::to_value(&profile.unknown)?;
        let topics: Vec<_> = unknown
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|topic| topic.as_str())
            .collect();
        writeln!(out, "  unknown, ask: {}", topics.join(", "))?;
    }
    Ok(())
}
