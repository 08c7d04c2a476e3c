//! Measures loading, reach, full scans and a small frontier on made-up transfers, and the peers beside them.
//!
//! `bench_tracing [--sizes 1000000,10000000,100000000] [--dir DIR] [--peers DIR_OF_SCRIPTS|none] [--python PYTHON]`
//!
//! Every size has a tenth as many accounts. Files are made once and kept in the directory. Peers run one at a time, each in
//! its own process; their answers are compared before any time is printed.

use std::fs::File;
use std::hint::black_box;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use cordon_asset_tracing::amount::Scale;
use cordon_asset_tracing::engine::Request;
use cordon_asset_tracing::engine::ledgers::Ledgers;
use cordon_asset_tracing::engine::plan::trace;
use cordon_asset_tracing::findings::Findings;
use cordon_asset_tracing::generate::Generator;
use cordon_asset_tracing::input::load::LoadOptions;
use cordon_asset_tracing::input::open::open;
use cordon_asset_tracing::input::reading::ColumnNames;
use cordon_asset_tracing::reach::{reach, reached_rows};
use cordon_asset_tracing::rules::Rule;
use cordon_asset_tracing::transfers::Transfers;

/// The peers' scripts, one process each.
const PEERS: [&str; 4] = ["duckdb_reach", "postgres_reach", "igraph_static", "networkx_static"];

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

struct Settings {
    sizes: Vec<u64>,
    dir: PathBuf,
    peers: Option<PathBuf>,
    python: String,
}

fn main() -> Outcome<()> {
    let settings = settings()?;
    std::fs::create_dir_all(&settings.dir)?;
    let bandwidth = read_bandwidth();
    println!("memory read by one thread: {bandwidth:.1} GB/s");
    // The peak so far is of this measurement alone.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    for size in &settings.sizes {
        measure(&settings, *size, bandwidth)?;
    }
    Ok(())
}

fn settings() -> Outcome<Settings> {
    let mut settings = Settings {
        sizes: vec![1_000_000, 10_000_000],
        dir: std::env::temp_dir().join("cordon-bench-tracing"),
        peers: Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers")),
        python: "python3".to_owned(),
    };
    let mut args = std::env::args().skip(1);
    while let Some(name) = args.next() {
        let value = args.next().ok_or("every option has a value")?;
        match name.as_str() {
            "--sizes" => {
                settings.sizes = value.split(',').map(str::parse).collect::<Result<_, _>>()?;
            }
            "--dir" => settings.dir = value.into(),
            "--peers" => settings.peers = (value != "none").then(|| value.into()),
            "--python" => settings.python = value,
            _ => return Err(format!("no option {name}").into()),
        }
    }
    Ok(settings)
}

/// Sequential reading of 512 MB that no cache holds, best of three.
fn read_bandwidth() -> f64 {
    let words: Vec<u64> = (0..1 << 26).collect();
    (0..3)
        .map(|_| {
            let started = Instant::now();
            let sums = words.chunks_exact(8).fold([0_u64; 8], |mut sums, chunk| {
                sums.iter_mut()
                    .zip(chunk)
                    .for_each(|(sum, word)| *sum = sum.wrapping_add(*word));
                sums
            });
            black_box(sums);
            (words.len() * 8) as f64 / 1e9 / started.elapsed().as_secs_f64()
        })
        .fold(0.0, f64::max)
}

fn seconds<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let started = Instant::now();
    let result = work();
    (result, started.elapsed().as_secs_f64())
}

/// Peak resident memory of this process in GB, where the system tells it.
fn peak_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes: f64 = line
        .and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .unwrap_or(0.0);
    kilobytes / 1e6
}

fn world(settings: &Settings, size: u64) -> Outcome<PathBuf> {
    let path = settings.dir.join(format!("transfers-{size}.csv"));
    if !path.exists() {
        let unfinished = path.with_extension("part");
        let accounts = u32::try_from(size / 10)?;
        let generator = Generator::new(size, accounts, 42)?;
        let (made, time) = seconds(|| -> Outcome<()> {
            Ok(generator.write_transfers(&mut BufWriter::new(File::create(&unfinished)?), &mut |_| {})?)
        });
        made?;
        std::fs::rename(&unfinished, &path)?;
        println!("generated {size} transfers in {time:.1} s");
    }
    Ok(path)
}

fn measure(settings: &Settings, size: u64, bandwidth: f64) -> Outcome<()> {
    let path = world(settings, size)?;
    let scale = Scale::new(2).ok_or("two decimals")?;
    let options = LoadOptions {
        size: Some(std::fs::metadata(&path)?.len()),
        ..LoadOptions::new(scale)
    };
    let opened = open(File::open(&path)?, &ColumnNames::default(), scale)?;
    let (loaded, load_time) = seconds(|| opened.load(&options, &mut |_| {}));
    let mut transfers = loaded?.transfers;
    transfers.check_balances()?;
    let rows = transfers.len();
    println!("\n{rows} transfers, {} accounts", transfers.names().len());
    println!(
        "load from CSV                    {load_time:>9.3} s   peak memory {:.2} GB",
        peak_memory()
    );
    let seed = (size / 2).to_string();
    let claims = transfers.claims(&[(seed.clone(), None)], None)?;
    let mut request = Request::new(Rule::ProRata, claims, &transfers);
    request.record_transfers = false;
    let reached = measure_reach(&transfers, &request);
    if let Some(scripts) = &settings.peers {
        peers(settings, scripts, &path, &seed, reached, size)?;
    }
    measure_scans(&transfers, &request, bandwidth)?;
    measure_scans(&transfers, &broad(&transfers, &request)?, bandwidth)?;
    measure_frontier(&transfers, request)?;
    println!("peak memory {:.2} GB", peak_memory());
    Ok(())
}

fn best<T>(rounds: usize, mut work: impl FnMut() -> T) -> (T, f64) {
    let (mut result, mut time) = seconds(&mut work);
    for _ in 1..rounds {
        let (again, took) = seconds(&mut work);
        if took < time {
            (result, time) = (again, took);
        }
    }
    (result, time)
}

fn measure_reach(transfers: &Transfers, request: &Request) -> usize {
    let (found, time) = best(3, || reach(transfers, request, false));
    println!(
        "reach from the middle transfer   {time:>9.4} s   {} accounts",
        found.len()
    );
    // The first transfer makes the scan read every row.
    let Ok(claims) = transfers.claims(&[(transfers.id(0).into_owned(), None)], None) else {
        return found.len();
    };
    let first = Request {
        claims,
        ..request.clone()
    };
    let (all, time) = best(3, || reach(transfers, &first, false));
    println!(
        "reach from the first transfer    {time:>9.4} s   {} accounts, every row read",
        all.len()
    );
    found.len()
}

/// Twenty large thefts at the start: the taint spreads as widely as amounts allow.
fn broad(transfers: &Transfers, request: &Request) -> Outcome<Request> {
    let early = transfers.moves().get(..transfers.len() / 20).unwrap_or_default();
    // Planted thefts are larger, and spread among their own accounts only.
    const PUBLIC: i64 = 1 << 18;
    let mut largest: Vec<u32> = (0..u32::try_from(early.len())?).collect();
    largest.retain(|position| early[*position as usize].amount < PUBLIC);
    largest.sort_by_key(|position| std::cmp::Reverse(early[*position as usize].amount));
    let wanted: Vec<_> = largest
        .iter()
        .take(20)
        .map(|position| (transfers.id(*position).into_owned(), None))
        .collect();
    println!("twenty large thefts at the start:");
    Ok(Request {
        claims: transfers.claims(&wanted, None)?,
        ..request.clone()
    })
}

fn measure_scans(transfers: &Transfers, request: &Request, bandwidth: f64) -> Outcome<()> {
    for rule in Rule::ALL {
        let asked = Request {
            rule,
            ..request.clone()
        };
        let (found, time) = best(2, || trace(transfers, &asked, None));
        let found = found?;
        let gigabytes = transfers.len() as f64 * 16.0 / 1e9;
        println!(
            "scan {:<15}             {time:>9.3} s   {} tainted accounts, {} transfers; {:.1} % of the read bandwidth",
            rule.name(),
            found.holders.len(),
            found.tainted_transfers,
            100.0 * gigabytes / time / bandwidth
        );
    }
    Ok(())
}

/// A trace that touches about ten thousand accounts: a late theft, followed until the end.
fn measure_frontier(transfers: &Transfers, request: Request) -> Outcome<()> {
    let (ledgers, build) = seconds(|| Ledgers::build(transfers));
    println!("index for the frontier           {build:>9.3} s");
    let rows = transfers.len();
    let mut chosen = None;
    // Ever earlier thefts, until one reaches far enough; from each place some neighbours, since most reach nobody.
    'search: for step in 1..40_u32 {
        for neighbour in 0..8 {
            let back = (rows >> 14).saturating_mul(1 << (step / 3)) + neighbour + 1;
            let Some(place) = rows.checked_sub(back) else {
                break 'search;
            };
            let id = transfers.id(u32::try_from(place)?).into_owned();
            let asked = Request {
                rule: Rule::Poison,
                claims: transfers.claims(&[(id, None)], None)?,
                ..request.clone()
            };
            let touched = reach(transfers, &asked, false).len();
            if chosen
                .as_ref()
                .is_none_or(|(most, _)| touched.abs_diff(11_000) < 11_000_usize.abs_diff(*most))
            {
                chosen = Some((touched, asked));
            }
            if touched > 50_000 {
                break 'search;
            }
        }
    }
    let Some((touched, asked)) = chosen else {
        return Ok(());
    };
    println!(
        "a late theft that reaches {touched} accounts, {} later transfers of theirs",
        reached_rows(transfers, &asked)
    );
    for rule in Rule::ALL {
        let asked = Request { rule, ..asked.clone() };
        let (found, time) = best(3, || trace(transfers, &asked, Some(&ledgers)));
        let found: Findings = found?;
        if found != trace(transfers, &asked, None)? {
            return Err(format!("frontier and scan differ under {rule}").into());
        }
        println!(
            "frontier {:<15}         {time:>9.4} s   {} tainted accounts, {} transfers",
            rule.name(),
            found.holders.len(),
            found.tainted_transfers
        );
    }
    Ok(())
}

/// Runs each script with `FILE ID`; it prints `accounts load_seconds query_seconds peak_gb version`, or a reason and status 3.
fn peers(settings: &Settings, scripts: &Path, file: &Path, seed: &str, reached: usize, size: u64) -> Outcome<()> {
    for name in PEERS {
        let script = scripts.join(name).with_extension("py");
        let output = Command::new(&settings.python)
            .arg(&script)
            .arg(file)
            .arg(seed)
            .arg(size.to_string())
            .output();
        let output = match output {
            Ok(output) => output,
            Err(error) => {
                println!("peer {name:<28} skipped: {error}");
                continue;
            }
        };
        let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        if !output.status.success() {
            let error = String::from_utf8_lossy(&output.stderr);
            let reason = if text.is_empty() {
                error.lines().last().unwrap_or("no reason given").to_owned()
            } else {
                text
            };
            println!("peer {name:<28} skipped: {reason}");
            continue;
        }
        let fields: Vec<&str> = text.splitn(5, ' ').collect();
        let [accounts, load, query, memory, version] = fields.as_slice() else {
            println!("peer {name:<28} skipped: it answered `{text}`");
            continue;
        };
        let is_static = name.ends_with("static");
        let same = accounts.parse() == Ok(reached);
        let verdict = match (same, is_static) {
            (true, _) => "same answer".to_owned(),
            (false, true) => format!("static over-reach: {accounts} accounts instead of {reached}"),
            (false, false) => format!("ANOTHER ANSWER: {accounts} instead of {reached}"),
        };
        println!("peer {name:<28} load {load:>8} s, query {query:>8} s, {memory} GB   {verdict} ({version})");
    }
    Ok(())
}
