//! `cordon trace`: reads transfers, runs the rules, prints what came out.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufWriter, Write, stdout};
use std::time::Instant;

use clap::{Args, Subcommand};
use cordon_asset_tracing::engine::Request;
use cordon_asset_tracing::engine::ledgers::Ledgers;
use cordon_asset_tracing::engine::plan::{Choice, Plan, choose, trace};
use cordon_asset_tracing::findings::Findings;
use cordon_asset_tracing::freeze::freeze_list;
use cordon_asset_tracing::input::description::InputDescription;
use cordon_asset_tracing::input::fault::InputError;
use cordon_asset_tracing::input::load::Loaded;
use cordon_asset_tracing::path::{find_target, supporting_path};
use cordon_asset_tracing::reach::reach;
use cordon_asset_tracing::refusal::Refusal;
use cordon_asset_tracing::report::{Report, Stated};
use cordon_asset_tracing::report_path::{Answer, FreezeRow, PathReport, ReachReport, SetAsideReport};
use cordon_asset_tracing::rules::{Meeting, Overdraft, Rule};
use cordon_asset_tracing::transfers::Transfers;

use super::arguments::{MeetingArg, OverdraftArg, PlanArg, Rules, TraceArgs};
use super::{generate, human, inputs};
use crate::Outcome;

/// Arguments of `cordon trace`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Command {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    trace: TraceArgs,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Make up transfers of any size with planted thefts: same seed, same bytes.
    Generate(generate::GenerateArgs),
}

/// Runs one verb.
///
/// # Errors
/// Says what went wrong and where.
pub fn run(command: Command) -> anyhow::Result<Outcome> {
    if let Some(Verb::Generate(args)) = command.verb {
        return generate::run(&args);
    }
    let mut out = BufWriter::with_capacity(1 << 16, stdout().lock());
    Ok(run_trace(&command.trace, &mut out))
}

fn run_trace(args: &TraceArgs, out: &mut impl Write) -> Outcome {
    match answer(args, out) {
        Ok(()) => Outcome::Done,
        Err(error) if is_closed_pipe(&error) => Outcome::Done,
        Err(error) => {
            eprintln!("cordon: {error:#}");
            if args.json {
                let refused = serde_json::json!({ "refused": code(&error), "reason": format!("{error:#}") });
                // Nobody is left to tell where this fails.
                let _ = writeln!(out, "{refused}").and_then(|()| out.flush());
            }
            Outcome::Refused
        }
    }
}

/// A reader that closes the pipe, as `head` does, has what it wanted.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let kind = |source: &(dyn std::error::Error + 'static)| {
        let json = source
            .downcast_ref::<serde_json::Error>()
            .and_then(serde_json::Error::io_error_kind);
        source
            .downcast_ref::<std::io::Error>()
            .map(std::io::Error::kind)
            .or(json)
    };
    error
        .chain()
        .any(|source| kind(source) == Some(std::io::ErrorKind::BrokenPipe))
}

fn code(error: &anyhow::Error) -> &'static str {
    error
        .chain()
        .find_map(|source| {
            let refusal = source.downcast_ref::<Refusal>().map(Refusal::code);
            refusal.or_else(|| source.downcast_ref::<InputError>().map(InputError::code))
        })
        .unwrap_or("unreadable")
}

/// What every rule's answer shares.
struct Session<'a> {
    args: &'a TraceArgs,
    loaded: &'a Loaded,
    input: InputDescription,
    index: Option<Ledgers>,
    choice: Choice,
    stated: Stated,
}

fn answer(args: &TraceArgs, out: &mut impl Write) -> anyhow::Result<()> {
    let started = Instant::now();
    let (loaded, input) = inputs::load(args)?;
    let transfers = &loaded.transfers;
    let base = request(args, transfers)?;
    let rules: Vec<Rule> = match &args.rule {
        Some(Rules::One(rule)) => vec![*rule],
        Some(Rules::All) => Rule::ALL.to_vec(),
        None => Vec::new(),
    };
    let choice = plan(args, transfers, &base, rules.len());
    let index = (choice.plan == Plan::Frontier && !rules.is_empty()).then(|| Ledgers::build(transfers));
    let stated = Stated {
        until: args.until.clone(),
        strict: args.strict,
        currency: args.currency.clone(),
        top: args.top,
        summary: args.summary,
        seconds: (started.elapsed().as_secs_f64(), 0.0),
    };
    let mut session = Session {
        args,
        loaded: &loaded,
        input,
        index,
        choice,
        stated,
    };
    match &args.rule {
        None => session.reach_alone(&base, out)?,
        Some(Rules::One(_)) | Some(Rules::All) => session.rules(&rules, &base, out)?,
    }
    out.flush()?;
    Ok(())
}

fn request(args: &TraceArgs, transfers: &Transfers) -> anyhow::Result<Request> {
    let wanted = inputs::claims(args, transfers)?;
    let claims = transfers.claims(
        &wanted,
        args.currency.as_deref().map(str::to_ascii_uppercase).as_deref(),
    )?;
    let mut request = Request::new(Rule::Fifo, claims, transfers);
    request.meeting = match args.meeting {
        MeetingArg::Newest => Meeting::Newest,
        MeetingArg::Oldest => Meeting::Oldest,
    };
    request.overdraft = match args.overdraft {
        OverdraftArg::Gap => Overdraft::Gap,
        OverdraftArg::Refuse => Overdraft::Refuse,
        OverdraftArg::Clean => Overdraft::Clean,
    };
    request.stops = inputs::stops(args, transfers)?.into_iter().collect::<HashSet<_>>();
    request.minimum = inputs::minimum(args);
    request.end = transfers.end(inputs::until(args, transfers)?);
    request.record_transfers = !args.summary || !args.path.is_empty() || args.freeze;
    Ok(request)
}

fn plan(args: &TraceArgs, transfers: &Transfers, request: &Request, traces: usize) -> Choice {
    let asked = |plan| Choice {
        plan,
        reason: "asked for".to_owned(),
    };
    match args.plan {
        PlanArg::Auto => choose(transfers, request, traces, false),
        PlanArg::Scan => asked(Plan::Scan),
        PlanArg::Frontier => asked(Plan::Frontier),
    }
}

impl Session<'_> {
    fn rules(&mut self, rules: &[Rule], base: &Request, out: &mut impl Write) -> anyhow::Result<()> {
        let is_list = matches!(self.args.rule, Some(Rules::All));
        // Under this policy a later rule may refuse, and then nothing is to be printed.
        if self.args.overdraft as u8 == OverdraftArg::Refuse as u8 {
            for rule in rules {
                trace(
                    &self.loaded.transfers,
                    &Request {
                        rule: *rule,
                        ..base.clone()
                    },
                    self.index.as_ref(),
                )?;
            }
        }
        if is_list && !self.args.path.is_empty() {
            self.any_path(base)?;
        }
        if self.args.json && is_list {
            out.write_all(b"[")?;
        }
        for (number, rule) in rules.iter().enumerate() {
            if number > 0 {
                out.write_all(if self.args.json { b"," } else { b"\n" })?;
            }
            self.rule(
                &Request {
                    rule: *rule,
                    ..base.clone()
                },
                out,
            )?;
        }
        if self.args.json {
            out.write_all(if is_list { b"]\n" } else { b"\n" })?;
        }
        Ok(())
    }

    /// Poison bounds every rule: what it does not reach, no rule does, and then nothing is to be printed.
    fn any_path(&self, base: &Request) -> anyhow::Result<()> {
        let transfers = &self.loaded.transfers;
        let request = Request {
            rule: Rule::Poison,
            ..base.clone()
        };
        let widest = trace(transfers, &request, self.index.as_ref())?;
        for text in &self.args.path {
            find_target(transfers, &widest, text)?;
        }
        Ok(())
    }

    fn rule(&mut self, request: &Request, out: &mut impl Write) -> anyhow::Result<()> {
        let transfers = &self.loaded.transfers;
        let started = Instant::now();
        let findings = trace(transfers, request, self.index.as_ref())?;
        self.stated.seconds.1 = started.elapsed().as_secs_f64();
        let answer = self.further(request, &findings)?;
        if self.args.json {
            serde_json::to_writer(&mut *out, &answer)?;
        } else {
            human::print(&answer, out)?;
        }
        Ok(())
    }

    fn further<'a>(&'a self, request: &'a Request, findings: &'a Findings) -> anyhow::Result<Answer<'a>> {
        let transfers = &self.loaded.transfers;
        let mut paths = Vec::new();
        for text in &self.args.path {
            let target = match find_target(transfers, findings, text) {
                // One rule of six may well take nothing there: the others still answer.
                Err(refusal @ Refusal::NotTainted { .. }) if matches!(self.args.rule, Some(Rules::All)) => {
                    eprintln!("cordon: {refusal}");
                    continue;
                }
                found => found?,
            };
            let path = supporting_path(transfers, request, self.index.as_ref(), findings, target)?;
            paths.push(PathReport::new(transfers, request, &path));
        }
        let freeze = self.args.freeze.then(|| {
            let lines = freeze_list(transfers, request, findings);
            let top = self.args.top.unwrap_or(usize::MAX);
            lines
                .iter()
                .take(top)
                .map(|line| FreezeRow::new(transfers, line))
                .collect()
        });
        let report = Report {
            transfers,
            request,
            choice: &self.choice,
            findings,
            stated: &self.stated,
        };
        let set_aside = self.args.lenient.then(|| SetAsideReport::new(self.loaded));
        Ok(Answer {
            report,
            paths,
            freeze,
            reach: self.args.reach.then(|| self.reach(request)),
            input: &self.input,
            set_aside,
        })
    }

    fn reach(&self, request: &Request) -> ReachReport<'_> {
        let transfers = &self.loaded.transfers;
        let found = reach(transfers, request, self.args.strict);
        ReachReport::new(transfers, &found, self.args.strict, self.args.summary, self.args.top)
    }

    fn reach_alone(&self, request: &Request, out: &mut impl Write) -> anyhow::Result<()> {
        let started = Instant::now();
        let found = reach(&self.loaded.transfers, request, self.args.strict);
        let seconds = serde_json::json!({ "load": self.stated.seconds.0, "trace": started.elapsed().as_secs_f64() });
        let transfers = &self.loaded.transfers;
        let report = ReachReport::new(transfers, &found, self.args.strict, self.args.summary, self.args.top);
        if self.args.json {
            serde_json::to_writer(&mut *out, &serde_json::json!({ "reach": report, "seconds": seconds }))?;
            out.write_all(b"\n")?;
        } else {
            human::print_reach(transfers, &found, self.args.top, out)?;
        }
        Ok(())
    }
}

/// A file, or standard input for `-`.
pub(super) fn source(path: &std::path::Path) -> anyhow::Result<Box<dyn std::io::Read>> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(std::io::stdin().lock()));
    }
    let file = File::open(path).map_err(|error| anyhow::anyhow!("cannot read `{}`: {error}", path.display()))?;
    Ok(Box::new(file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        command: Command,
    }

    fn parse(line: &str) -> Result<Command, clap::error::ErrorKind> {
        let words = std::iter::once("trace").chain(line.split_whitespace());
        Line::try_parse_from(words)
            .map(|line| line.command)
            .map_err(|error| error.kind())
    }

    fn fixture(name: &str) -> String {
        format!("{}/../../fixtures/tracing/{name}", env!("CARGO_MANIFEST_DIR"))
    }

    fn answer_to(line: &str) -> (Outcome, String) {
        let mut out = Vec::new();
        let outcome = run_trace(&parse(line).expect("the line is well formed").trace, &mut out);
        (outcome, String::from_utf8(out).expect("the answer is text"))
    }

    fn outcome(line: &str) -> Outcome {
        answer_to(line).0
    }

    #[test]
    fn what_is_needed_is_asked_for_and_generate_needs_none_of_it() {
        use clap::error::ErrorKind;
        assert!(matches!(
            parse("generate --transfers 10 --accounts 5 --seed 1"),
            Ok(Command { verb: Some(_), .. })
        ));
        assert!(parse("--transfers f --claim 1=5 --claim 2 --rule all --json --summary --top 3").is_ok());
        assert!(parse("--transfers f --claims c --reach --strict").is_ok());
        for (line, kind) in [
            ("--rule fifo --claim 1", ErrorKind::MissingRequiredArgument),
            ("--transfers f --rule fifo", ErrorKind::MissingRequiredArgument),
            ("--transfers f --claim 1", ErrorKind::MissingRequiredArgument),
            (
                "--transfers f --claim 1 --claims c --rule fifo",
                ErrorKind::ArgumentConflict,
            ),
            ("--transfers f --claim 1 --rule clayton", ErrorKind::ValueValidation),
            (
                "--transfers f --claim 1 --rule fifo --scale 19",
                ErrorKind::ValueValidation,
            ),
            (
                "--transfers f --claim 1 --rule fifo --columns when=t",
                ErrorKind::ValueValidation,
            ),
            (
                "--transfers f --claim 1 --rule fifo --plan best",
                ErrorKind::InvalidValue,
            ),
        ] {
            assert_eq!(parse(line).expect_err(line), kind, "{line}");
        }
    }

    #[test]
    fn the_fixtures_are_traced_and_refusals_are_told_from_answers() {
        let night = format!(
            "--transfers {} --balances {}",
            fixture("night.csv"),
            fixture("night-balances.csv")
        );
        let claims = fixture("night-claims.csv");
        let (done, text) = answer_to(&format!("{night} --claims {claims} --rule all --json --freeze --reach"));
        let list: serde_json::Value = serde_json::from_str(&text).expect("one JSON document");
        let rules: Vec<_> = list
            .as_array()
            .into_iter()
            .flatten()
            .map(|report| report["rule"].as_str())
            .collect();
        assert_eq!(rules, Rule::ALL.map(|rule| Some(rule.name())));
        assert_eq!(
            (done, &list[0]["totals"]["claimed"]),
            (Outcome::Done, &serde_json::json!("95500.00"))
        );
        assert_eq!(
            (&list[0]["conserved"], &list[5]["conserved"]),
            (&true.into(), &serde_json::Value::Null)
        );
        assert_eq!(
            outcome(&format!("{night} --claim T1=84000 --rule fifo --path QS00EXER0003")),
            Outcome::Done
        );
        let statement = fixture("statement-de.csv");
        assert_eq!(
            outcome(&format!(
                "--transfers {statement} --claim 4 --rule lifo --plan frontier"
            )),
            Outcome::Done
        );
        for refused in [
            "--claim T99 --rule fifo",
            "--claim T1 --rule fifo --path nobody",
            "--claim T1 --rule all --overdraft refuse",
        ] {
            assert_eq!(outcome(&format!("{night} {refused}")), Outcome::Refused, "{refused}");
        }
        // Under lowest balance nothing reaches the shop, under taint first it does: the answer stays one document.
        let (done, text) = answer_to(&format!("{night} --claim T1 --rule all --path transfer:T9 --json"));
        let list: serde_json::Value = serde_json::from_str(&text).expect("one JSON document");
        assert_eq!((done, list.as_array().map(Vec::len)), (Outcome::Done, Some(6)));
        assert!(list[5]["paths"].is_array());
        let (refused, text) = answer_to(&format!("{night} --claim T1 --rule all --path nobody --json"));
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{text}");
        assert_eq!(refused, Outcome::Refused);
        let (refused, text) = answer_to("--transfers nowhere.csv --claim 1 --rule fifo --json");
        assert_eq!(
            (refused, text.contains("\"refused\":\"unreadable\"")),
            (Outcome::Refused, true)
        );
    }

    fn json(line: &str) -> serde_json::Value {
        let (done, text) = answer_to(&format!("{line} --json"));
        assert_eq!(done, Outcome::Done, "{line}: {text}");
        serde_json::from_str(&text).expect("one JSON document")
    }

    /// A file of one line each, made for a test.
    fn written(name: &str, text: &str) -> String {
        let path = std::env::temp_dir().join(format!("cordon-trace-{}-{name}", std::process::id()));
        std::fs::write(&path, text).expect("a file");
        path.display().to_string()
    }

    #[test]
    fn every_option_changes_what_it_says() {
        let night = format!("--transfers {} --claim T1 --rule fifo", fixture("night.csv"));
        let whole = json(&night);
        assert_eq!(whole["totals"]["claimed"], "84000.00");
        let stopped = json(&format!("{night} --stop {}", fixture("night-stops.csv")));
        assert_ne!(stopped["totals"]["stopped"], "0.00");
        assert_eq!(stopped["policies"]["stops"], 1);
        let minimum = json(&format!("{night} --min 30000.01"));
        assert_ne!(minimum["totals"]["stopped"], whole["totals"]["stopped"]);
        let until = json(&format!("{night} --until 2026-03-02T21:04:00Z"));
        assert_eq!(until["transfers"].as_array().map(Vec::len), Some(1));
        let top = json(&format!("{night} --summary --top 1"));
        assert_eq!(top["accounts"].as_array().map(Vec::len), Some(1));
        assert!(top["transfers"].is_null());
        assert_eq!(
            json(&format!("{night} --meeting oldest"))["policies"]["meeting"],
            "oldest"
        );
        assert_eq!(json(&format!("{night} --overdraft clean"))["gaps"]["count"], 0);
        assert_eq!(json(&format!("{night} --scale 3"))["totals"]["claimed"], "84000.000");
        assert_eq!(json(&format!("{night} --currency eur"))["policies"]["currency"], "eur");
        let frontier = json(&format!("{night} --plan frontier"));
        assert_eq!(
            (&frontier["plan"], &frontier["accounts"]),
            (&"frontier".into(), &whole["accounts"])
        );
        let reach = |more: &str| {
            json(&format!(
                "--transfers {} --claim T1 --reach{more}",
                fixture("night.csv")
            ))["reach"]
                .clone()
        };
        assert_eq!((&reach("")["count"], &reach("")["strict"]), (&5.into(), &false.into()));
        assert_eq!(reach(" --strict")["strict"], true);
        let freeze = json(&format!("{night} --freeze --top 2"));
        assert_eq!(freeze["freeze"].as_array().map(Vec::len), Some(2));
    }

    #[test]
    fn columns_balances_and_bad_lines_are_named() {
        let file = written(
            "named.csv",
            "n;when;payer;payee;sum\nA;1;v;a;5.00\nB;2;a;b;x\nC;3;a;b;8.00\n",
        );
        let balances = written("balances.csv", "who;has\na;3.00\n");
        let columns = "--columns id=n,time=when,from=payer,to=payee,amount=sum";
        let line = format!("--transfers {file} {columns} --claim A --rule lowest-balance");
        let (refused, text) = answer_to(&format!("{line} --json"));
        assert_eq!(refused, Outcome::Refused);
        assert!(
            text.contains("line 3 (data line 2)") && text.contains("bad-line"),
            "{text}"
        );
        let lenient = json(&format!(
            "{line} --lenient --balances {balances} --balance-columns account=who,balance=has"
        ));
        assert_eq!(lenient["set_aside"]["count"], 1);
        assert_eq!(lenient["set_aside"]["lines"][0]["line"], 3);
        // 3.00 own and 5.00 stolen leave together: nothing is missing.
        assert_eq!(
            (&lenient["gaps"]["count"], &lenient["transfers"][1]["tainted"]),
            (&0.into(), &"5.00".into())
        );
        let without = json(&format!("{line} --lenient"));
        assert_eq!(without["gaps"]["amount"], "3.00");
        let claims = written("claims.csv", "id,amount\nA,2.00\n");
        let part = json(&format!(
            "--transfers {file} {columns} --claims {claims} --rule fifo --lenient"
        ));
        assert_eq!(part["totals"]["claimed"], "2.00");
        for path in [file, balances, claims] {
            std::fs::remove_file(path).expect("the test's own file");
        }
    }
}
