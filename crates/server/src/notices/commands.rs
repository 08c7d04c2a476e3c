//! The commands of this module: check a request, show how ready it is, list the rows of a rulebook.

use std::{
    fs,
    io::{IsTerminal, Read as _, Write as _},
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use cordon_notices::{
    check::{ReportView, Verdict, check_request},
    image::ImageFacts,
    readiness::readiness,
    request::{LARGEST_FILE, RequestFile, World, read},
    rulebook::{Adoption, Rulebook, Rules},
};
use jiff::Timestamp;

use crate::Outcome;

/// The largest picture that is looked at.
const LARGEST_PICTURE: u64 = 32 * 1024 * 1024;

/// Verbs of this module.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Check a notice request and list every finding with its row and article.
    ///
    /// Exit status: 0 when it may be published or goes to review, 1 when it is refused or incomplete.
    Check(Check),
    /// Say how many rows of a request are ready, what is missing and on what it would be refused.
    Ready(Check),
    /// List the rows of the rulebook.
    Rulebook(RowList),
}

/// A request and the rules to check it by.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// The request, as JSON; "-" reads standard input.
    file: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// Also list the rows that nothing stands against.
    #[arg(long)]
    every_row: bool,
    /// Where the request belongs: in an exercise every row decides, in the real world only adopted rows.
    #[arg(long, value_enum)]
    world: Option<WorldArgument>,
    /// The instant of the check (RFC 3339); by default the one in the file, or now.
    #[arg(long)]
    at: Option<Timestamp>,
    /// Another rulebook than the model.
    #[arg(long)]
    rulebook: Option<PathBuf>,
    /// The rows that the organisation adopted, as a JSON list; they decide in the real world.
    #[arg(long)]
    adoptions: Option<PathBuf>,
}

/// Which rulebook to list.
#[derive(Debug, clap::Args)]
pub struct RowList {
    /// Another rulebook than the model.
    #[arg(long)]
    rulebook: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum WorldArgument {
    Exercise,
    Real,
}

/// Runs one verb.
///
/// # Errors
/// Says what went wrong and where.
pub fn run(command: Command) -> anyhow::Result<Outcome> {
    match command {
        Command::Check(arguments) => check(&arguments),
        Command::Ready(arguments) => ready(&arguments),
        Command::Rulebook(arguments) => list_rows(&arguments),
    }
}

fn check(arguments: &Check) -> anyhow::Result<Outcome> {
    let (file, now, rules) = load(arguments)?;
    let view = check_request(&file, now, &rules).view(arguments.every_row);
    if arguments.json {
        print(&serde_json::to_string_pretty(&view)?)?
    } else {
        print(&as_text(&view, &rules))?
    }
    Ok(match view.verdict {
        Verdict::Publishable | Verdict::NeedsReview => Outcome::Done,
        Verdict::Refused | Verdict::Incomplete => Outcome::Refused,
    })
}

fn ready(arguments: &Check) -> anyhow::Result<Outcome> {
    let (file, now, rules) = load(arguments)?;
    let answer = readiness(&file.request, &file.faults, now, &rules);
    if arguments.json {
        print(&serde_json::to_string_pretty(&answer)?)?
    } else {
        print(&answer.to_string())?
    }
    Ok(if answer.refused_because.is_empty() {
        Outcome::Done
    } else {
        Outcome::Refused
    })
}

fn list_rows(arguments: &RowList) -> anyhow::Result<Outcome> {
    let book = rulebook(arguments.rulebook.as_deref())?;
    if arguments.json {
        print(&serde_json::to_string_pretty(&book)?)?;
        return Ok(Outcome::Done);
    }
    let mut text = format!("{} ({})\n{}\n", book.title, book.rulebook, book.notice);
    for row in &book.rows {
        let verified = if row.verified { "sourced" } else { "unverified" };
        let until = row.effective_to.map(|day| format!(" to {day}")).unwrap_or_default();
        text.push_str(&format!(
            "{:>3}  {}  [{}]  from {}{until}, {verified}\n",
            row.rule, row.title, row.article, row.effective_from
        ));
    }
    print(text.trim_end())?;
    Ok(Outcome::Done)
}

fn load(arguments: &Check) -> anyhow::Result<(RequestFile, Timestamp, Rules)> {
    let bytes = file_bytes(&arguments.file)?;
    let mut file = read(&bytes).with_context(|| arguments.file.display().to_string())?;
    let folder = arguments.file.parent().unwrap_or(Path::new(".")).to_owned();
    file.request.look_up_pictures(|name| picture(&folder, name));
    let world = match arguments.world {
        Some(WorldArgument::Exercise) => World::Exercise,
        Some(WorldArgument::Real) => World::Real,
        None => file.world.unwrap_or_default(),
    };
    let book = rulebook(arguments.rulebook.as_deref())?;
    let rules = match world {
        World::Exercise => Rules::exercise(book),
        World::Real => Rules::adopted(book, adoptions(arguments.adoptions.as_deref())?)?,
    };
    let now = arguments.at.or(file.at).unwrap_or_else(Timestamp::now);
    Ok((file, now, rules))
}

fn file_bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    // One byte more than allowed is read, so that the reader can say that the file is too large.
    let most = LARGEST_FILE as u64 + 1;
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin()
            .lock()
            .take(most)
            .read_to_end(&mut bytes)
            .context("standard input")?;
    } else {
        let file = fs::File::open(path).with_context(|| path.display().to_string())?;
        file.take(most)
            .read_to_end(&mut bytes)
            .with_context(|| path.display().to_string())?;
    }
    Ok(bytes)
}

fn rulebook(path: Option<&Path>) -> anyhow::Result<Rulebook> {
    let Some(path) = path else {
        return Ok(Rulebook::model()?);
    };
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    Rulebook::from_json(&text).with_context(|| path.display().to_string())
}

fn adoptions(path: Option<&Path>) -> anyhow::Result<Vec<Adoption>> {
    let Some(path) = path else {
        return Ok(Vec::new());
    };
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    serde_json::from_str(&text).with_context(|| path.display().to_string())
}

/// Looks at a picture beside the request. A name that leaves the folder, a link or a device is not opened.
fn picture(folder: &Path, name: &str) -> Option<ImageFacts> {
    let plain =
        !name.is_empty() && Path::new(name).file_name().is_some_and(|file| file == name) && !name.contains('\\');
    let path = folder.join(name);
    let meta = plain.then(|| fs::symlink_metadata(&path).ok()).flatten()?;
    if !meta.is_file() || meta.len() > LARGEST_PICTURE {
        return None;
    }
    fs::read(&path).ok().map(|bytes| ImageFacts::of(&bytes))
}

fn as_text(view: &ReportView, rules: &Rules) -> String {
    let verdict = match view.verdict {
        Verdict::Publishable => "publishable",
        Verdict::Incomplete => "incomplete",
        Verdict::Refused => "refused",
        Verdict::NeedsReview => "needs review",
    };
    let mut text = format!("{verdict}, under {} ({})", rules.book().title, view.rulebook);
    for finding in &view.findings {
        let outcome = format!("{:?}", finding.outcome).to_lowercase();
        text.push_str(&format!(
            "\n  row {:>2}, article {}: {outcome}, {}: {}",
            finding.rule, finding.article, finding.field, finding.message
        ));
    }
    text
}

fn print(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}") {
        // A reader that closes the pipe early has seen what it wanted.
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe && !std::io::stdout().is_terminal() => Ok(()),
        other => Ok(other?),
    }
}
