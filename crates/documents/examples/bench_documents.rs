//! How long a paper takes: one notice in four languages, with the start of the program and without.
//!
//! `cargo xtask bench documents [RUNS]`

use std::error::Error;
use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const NOTICE: &str = include_str!("../../../fixtures/documents/notice.json");
const PAPERS: [(&str, &str); 4] = [
    ("notice", NOTICE),
    (
        "decision-letter",
        include_str!("../../../fixtures/documents/decision-letter.json"),
    ),
    (
        "stop-request-letter",
        include_str!("../../../fixtures/documents/stop-request-letter.json"),
    ),
    ("report", include_str!("../../../fixtures/documents/report.json")),
];
/// What the server waits for at most, for a notice in four languages.
const AIM: Duration = Duration::from_millis(300);

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let first = arguments.next();
    if first.as_deref() == Some("as-child") {
        return child();
    }
    let runs: usize = first.map_or(Ok(30), |n| n.parse())?;
    println!("{runs} runs each, four languages a paper; milliseconds");
    for (name, request) in PAPERS {
        let mut times = Vec::with_capacity(runs);
        let mut bytes = 0;
        for _ in 0..runs {
            let began = Instant::now();
            bytes = printed(request)?;
            times.push(began.elapsed());
        }
        let (p50, p99) = spread(&mut times);
        println!(
            "{name:20} program started for each: p50 {:6.1}  p99 {:6.1}   {:4} kB",
            ms(p50),
            ms(p99),
            bytes / 1024
        );
        if request == NOTICE {
            println!(
                "{:20} aim {:.0} ms with the start: {}",
                "",
                ms(AIM),
                if p99 < AIM { "met at p99" } else { "MISSED at p99" }
            );
        }
    }
    within(runs)
}

/// The same in one running program: the first paper pays for the fonts and templates, the others do not.
fn within(runs: usize) -> Result<(), Box<dyn Error>> {
    let mut times = Vec::with_capacity(runs);
    for n in 0..=runs {
        let mut request: serde_json::Value = serde_json::from_str(NOTICE)?;
        // Another paper each time, as in life: nothing is answered from what was kept.
        request["paper"]["fields"]["number"] = format!("RED-2026-{n:06}").into();
        let request = request.to_string();
        let began = Instant::now();
        cordon_documents::print(request.as_bytes())?;
        let took = began.elapsed();
        if n == 0 {
            println!("{:20} within one program: first {:6.1}", "notice", ms(took));
        } else {
            times.push(took);
        }
    }
    let (p50, p99) = spread(&mut times);
    println!(
        "{:20} within one program: p50 {:6.1}  p99 {:6.1}",
        "notice",
        ms(p50),
        ms(p99)
    );
    Ok(())
}

/// This same program as the child: its start costs what the real one's does.
fn child() -> Result<(), Box<dyn Error>> {
    let mut request = Vec::new();
    std::io::stdin().read_to_end(&mut request)?;
    std::io::stdout().write_all(&cordon_documents::print(&request)?)?;
    Ok(())
}

fn printed(request: &str) -> Result<usize, Box<dyn Error>> {
    let mut child = Command::new(std::env::current_exe()?)
        .arg("as-child")
        .env("RAYON_NUM_THREADS", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut input = child.stdin.take().ok_or("no pipe")?;
    input.write_all(request.as_bytes())?;
    drop(input);
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err("the child printed nothing".into());
    }
    Ok(output.stdout.len())
}

fn spread(times: &mut [Duration]) -> (Duration, Duration) {
    times.sort();
    let at = |share: usize| {
        times
            .get((times.len() * share / 100).min(times.len().saturating_sub(1)))
            .copied()
            .unwrap_or_default()
    };
    (at(50), at(99))
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
