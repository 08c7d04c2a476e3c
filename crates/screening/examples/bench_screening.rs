//! Speed and recall of screening on a generated list: build time, memory, latency, throughput, swap.
//!
//! `cargo run --release -p cordon-screening --example bench_screening -- [PERSONS] [QUERIES] [NAMES_FOLDER] [alone]`
//! Without the folder of training splits, names are made of syllables. All persons are invented by combination.
//! Peers follow in the same run unless `alone` is given: `nomenklatura_scorers` and `tantivy_fuzzy` by the Python that
//! `CORDON_PEERS_PYTHON` names, `pg_trgm` on the server that `CORDON_TEST_POSTGRES` names. What is not installed is passed
//! over with the reason.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

use cordon_screening::crossscript::Script;
use cordon_screening::entity::{Document, DocumentKind, Entity, GivenName, PartialDate, Schema};
use cordon_screening::index::{ListIndex, ListInfo, Options, Shelf, Tombstones};
use cordon_screening::names::{Name, compare};
use cordon_screening::nationality::Nationality;

/// A small generator of numbers (`SplitMix64`), so that every run is the same.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit.max(1) as u64).unwrap_or(0)
    }

    /// Small numbers more often, as names are borne.
    fn skewed(&mut self, limit: usize) -> usize {
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a rank"
        )]
        let rank = {
            let share = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
            ((limit as f64).powf(share) - 1.0) as usize
        };
        rank.min(limit.saturating_sub(1))
    }
}

/// A Latin word, and the same in another script where the splits give one.
struct Word {
    latin: String,
    other: Option<String>,
}

fn words(folder: Option<&str>) -> Vec<Word> {
    let mut words = Vec::new();
    if let Some(folder) = folder {
        for script in Script::ALL {
            let path = std::path::Path::new(folder).join(format!("{}.train.tsv", script.name()));
            let Ok(text) = std::fs::read_to_string(&path) else {
                eprintln!("no {}: that script is left out", path.display());
                continue;
            };
            for line in text.lines() {
                let mut columns = line.split('\t');
                if let (Some(latin), Some(other), Some(count)) = (columns.next(), columns.next(), columns.next()) {
                    let count: u32 = count.parse().unwrap_or(1);
                    words.push((
                        count,
                        Word {
                            latin: latin.to_owned(),
                            other: Some(other.replace(' ', "")),
                        },
                    ));
                }
            }
        }
        words.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.latin.cmp(&b.1.latin)));
        words.dedup_by(|a, b| a.1.latin == b.1.latin);
    }
    if words.is_empty() {
        eprintln!("no training splits: names are made of syllables");
        const SYLLABLES: [&str; 16] = [
            "ka", "ro", "min", "tel", "va", "sho", "dri", "len", "bu", "far", "nik", "osa", "zem", "qui", "hal", "ber",
        ];
        let mut dice = Dice(3);
        for _ in 0..150_000 {
            let latin: String = (0..2 + dice.below(3)).map(|_| SYLLABLES[dice.below(16)]).collect();
            words.push((1, Word { latin, other: None }));
        }
    }
    words.into_iter().map(|(_, word)| word).collect()
}

/// Invented persons are of invented states.
const COUNTRIES: [&str; 8] = ["QM", "QN", "QO", "QP", "QQ", "QR", "QS", "QT"];

fn person(at: usize, words: &[Word], dice: &mut Dice) -> (Entity, Vec<usize>) {
    let parts: Vec<usize> = (0..2 + dice.below(3)).map(|_| dice.skewed(words.len())).collect();
    let text = parts
        .iter()
        .map(|part| words[*part].latin.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    let (year, month, day) = (1935 + dice.below(70), 1 + dice.below(12), 1 + dice.below(28));
    let date = PartialDate::new(
        i16::try_from(year).unwrap_or(1970),
        u8::try_from(month).unwrap_or(1),
        u8::try_from(day).unwrap_or(1),
    );
    let documents = if dice.below(3) == 0 {
        Document::new(
            DocumentKind::Passport,
            &format!("{:09}", dice.below(1_000_000_000)),
            None,
        )
    } else {
        None
    };
    let entity = Entity {
        id: format!("p{at}"),
        schema: Schema::Person,
        names: vec![GivenName {
            text,
            ..GivenName::default()
        }],
        birth_dates: date.into_iter().collect(),
        nationalities: Nationality::parse(COUNTRIES[dice.below(COUNTRIES.len())])
            .into_iter()
            .collect(),
        documents: documents.into_iter().collect(),
        ..Entity::default()
    };
    (entity, parts)
}

/// One letter left out, doubled or exchanged with its neighbour.
fn slip(text: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let at = 1 + dice.below(letters.len().saturating_sub(2).max(1));
    match dice.below(3) {
        0 if letters.len() > 4 => {
            letters.remove(at.min(letters.len() - 1));
        }
        1 if at + 1 < letters.len() => letters.swap(at, at + 1),
        _ => letters.insert(at.min(letters.len()), 'e'),
    }
    letters.into_iter().collect()
}

fn resident_megabytes() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or("");
    line.split_whitespace()
        .nth(1)
        .and_then(|kilobytes| kilobytes.parse::<usize>().ok())
        .unwrap_or(0)
        / 1024
}

fn percentile(sorted: &[f64], share: f64) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rank"
    )]
    let at = (sorted.len() as f64 * share) as usize;
    sorted
        .get(at.min(sorted.len().saturating_sub(1)))
        .copied()
        .unwrap_or(0.0)
}

/// Seconds this thread has computed, however busy the machine is with other things; 0 where the kernel does not say.
fn computed() -> f64 {
    // The kernel brings the figure up to date when the thread has given way once.
    std::thread::sleep(std::time::Duration::from_millis(1));
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = text.split_whitespace().next();
    first.and_then(|time| time.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

fn latency(label: &str, index: &ListIndex, queries: &[Entity]) {
    let options = Options::default();
    let none = Tombstones::default();
    let before = computed();
    let mut times: Vec<f64> = Vec::with_capacity(queries.len());
    let mut alerts = 0usize;
    for query in queries {
        let started = Instant::now();
        let answer = index.ask(query, &options, &none);
        times.push(started.elapsed().as_secs_f64() * 1e6);
        alerts += usize::from(answer.hits.iter().any(|hit| hit.alert));
    }
    #[expect(clippy::cast_precision_loss, reason = "a mean")]
    let computed = (computed() - before) * 1e6 / times.len().max(1) as f64;
    times.sort_by(f64::total_cmp);
    println!(
        "{label:<34} n {:>6}  computing {computed:>6.1} us a query; elapsed p50 {:>6.0}  p95 {:>6.0}  p99 {:>6.0}  max {:>6.0}  queries with an alert {alerts}",
        times.len(),
        percentile(&times, 0.5),
        percentile(&times, 0.95),
        percentile(&times, 0.99),
        percentile(&times, 1.0),
    );
}

fn found_first(label: &str, index: &ListIndex, queries: &[(Entity, String)]) {
    let none = Tombstones::default();
    let (mut first, mut ten) = (0usize, 0usize);
    for (query, id) in queries {
        let answer = index.ask(
            query,
            &Options {
                cutoff: 0.0,
                ..Options::default()
            },
            &none,
        );
        let place = answer.hits.iter().position(|hit| hit.id == *id);
        first += usize::from(place == Some(0));
        ten += usize::from(place.is_some());
    }
    #[expect(clippy::cast_precision_loss, reason = "a share")]
    let share = |count: usize| count as f64 / queries.len().max(1) as f64;
    println!(
        "{label:<34} n {:>6}  recall@1 {:.3}  recall@10 {:.3}",
        queries.len(),
        share(first),
        share(ten)
    );
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let persons = arguments
        .next()
        .and_then(|count| count.parse().ok())
        .unwrap_or(1_000_000);
    let asked: usize = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(20_000);
    let folder = arguments.next();
    let words = words(folder.as_deref());
    let mut dice = Dice(1);
    let list: Vec<(Entity, Vec<usize>)> = (0..persons).map(|at| person(at, &words, &mut dice)).collect();
    let before = resident_megabytes();
    let started = Instant::now();
    let index = ListIndex::build(list.iter().map(|(entity, _)| entity.clone()).collect());
    let built = started.elapsed().as_secs_f64();
    println!(
        "build {built:.1} s, resident memory {before} MB before and {} MB after",
        resident_megabytes()
    );
    println!(
        "entities, names, tokens, keys of tokens, keys of names: {:?}",
        index.counts()
    );

    let mut known =
        |change: &mut dyn FnMut(&mut Entity, &[usize], &mut Dice) -> bool, most: usize| -> Vec<(Entity, String)> {
            let mut out = Vec::new();
            for _ in 0..most * 20 {
                if out.len() == most {
                    break;
                }
                let (entity, parts) = &list[dice.below(list.len())];
                let mut query = entity.clone();
                query.documents.clear();
                if change(&mut query, parts, &mut dice) {
                    out.push((query, entity.id.clone()));
                }
            }
            out
        };
    let equal = known(&mut |_, _, _| true, 1_000);
    let slipped = known(
        &mut |query, _, dice| {
            let text = query.names[0].text.clone();
            let mut parts: Vec<String> = text.split(' ').map(str::to_owned).collect();
            let at = dice.below(parts.len());
            parts[at] = slip(&parts[at], dice);
            query.names[0].text = parts.join(" ");
            true
        },
        1_000,
    );
    let other_script = known(
        &mut |query, parts, _| {
            let other: Option<Vec<&str>> = parts.iter().map(|part| words[*part].other.as_deref()).collect();
            match other {
                Some(other) => query.names[0].text = other.join(" "),
                None => return false,
            }
            true
        },
        1_000,
    );
    let no_date = known(
        &mut |query, parts, _| {
            query.birth_dates.clear();
            query.nationalities.clear();
            parts.len() >= 3
        },
        1_000,
    );
    // One in a thousand is on the list; the others are combined anew.
    let mut round = || mix(asked, &equal, &words, &mut dice);
    let (mixed, second) = (round(), round());
    // Every round asks other persons: words already asked are kept, and the same queries again would flatter the rate.
    let rounds = [(1, round()), (2, round())];
    latency("mixed, 99.9 % misses, first round", &index, &mixed);
    latency("mixed, other queries, second round", &index, &second);
    found_first("equal, with birth date", &index, &equal);
    found_first("one slip, with birth date", &index, &slipped);
    found_first("other script, with birth date", &index, &other_script);
    found_first("equal, name alone", &index, &no_date);
    let scripts: Vec<Entity> = other_script.iter().map(|(query, _)| query.clone()).collect();
    latency("other script only", &index, &scripts);
    let documents: Vec<Entity> = mixed
        .iter()
        .map(|query| Entity {
            names: Vec::new(),
            ..query.clone()
        })
        .collect();
    latency("documents only", &index, &documents);
    for (threads, queries) in &rounds {
        throughput(*threads, &index, queries);
    }
    if arguments.next().as_deref() != Some("alone") {
        if let Err(reason) = peers(&index, &list, &mixed) {
            println!("peers: skipped, {reason}");
        }
    }
    swap(index, &mixed);
}

/// Queries put to a peer that searches, and pairs put to one that scores.
const PEER_QUERIES: usize = 40;
const PEER_PAIRS: usize = 400;

/// Runs the peers on the same list and the same queries, and prints how many times longer they take.
fn peers(index: &ListIndex, list: &[(Entity, Vec<usize>)], queries: &[Entity]) -> Result<(), std::io::Error> {
    let folder = std::env::temp_dir().join(format!("cordon-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let (names, asked, pairs) = (
        folder.join("names.txt"),
        folder.join("queries.txt"),
        folder.join("pairs.csv"),
    );
    let name = |entity: &Entity| entity.names.first().map_or("", |name| name.text.as_str()).to_owned();
    let lines =
        |entities: &mut dyn Iterator<Item = &Entity>| entities.map(|entity| name(entity) + "\n").collect::<String>();
    std::fs::write(&names, lines(&mut list.iter().map(|(entity, _)| entity)))?;
    let some = &queries[..queries.len().min(PEER_QUERIES)];
    std::fs::write(&asked, lines(&mut some.iter()))?;
    let both: Vec<(String, String)> = queries
        .iter()
        .zip(list)
        .take(PEER_PAIRS)
        .map(|(query, (entity, _))| (name(query), name(entity)))
        .collect();
    let rows = both.iter().map(|(a, b)| format!("{a},{b}\n"));
    std::fs::write(
        &pairs,
        std::iter::once("name1,name2\n".to_owned())
            .chain(rows)
            .collect::<String>(),
    )?;

    let started = Instant::now();
    for (a, b) in &both {
        std::hint::black_box(compare(&Name::parse(a), &Name::parse(b)).score);
    }
    let own_pair = each(started, both.len());
    let started = Instant::now();
    for query in some {
        std::hint::black_box(index.ask(query, &Options::default(), &Tombstones::default()));
    }
    let own_query = each(started, some.len());
    println!("own: {own_pair:.1} us a pair of names taken apart and compared, {own_query:.0} us a query");
    let python = std::env::var("CORDON_PEERS_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let postgres = std::env::var("CORDON_TEST_POSTGRES").unwrap_or_else(|_| "postgresql:///postgres".to_owned());
    let home = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers");
    let path = |path: &std::path::Path| path.display().to_string();
    for (script, arguments, own) in [
        ("nomenklatura_scorers.py", vec![path(&pairs)], own_pair),
        ("pg_trgm.py", vec![path(&names), path(&asked), postgres], own_query),
        ("tantivy_fuzzy.py", vec![path(&names), path(&asked)], own_query),
    ] {
        let run = std::process::Command::new(&python)
            .arg(home.join(script))
            .args(arguments)
            .output();
        match run {
            Ok(run) if run.status.success() => told(&String::from_utf8_lossy(&run.stdout), own),
            Ok(run) => println!("{script}: skipped, {}", last_line(&run.stderr)),
            Err(reason) => println!("{script}: skipped, {python}: {reason}"),
        }
    }
    std::fs::remove_dir_all(&folder)
}

/// Microseconds since then for each of so many.
fn each(started: Instant, count: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a mean")]
    let count = count.max(1) as f64;
    started.elapsed().as_secs_f64() * 1e6 / count
}

/// Prints what a peer reported, and its time as a multiple of ours.
fn told(report: &str, own: f64) {
    for line in report.lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
        let time = ["us_per_pair", "us_per_query"]
            .iter()
            .find_map(|key| value.get(key).and_then(serde_json::Value::as_f64));
        match time {
            Some(time) => println!("{line}: {:.0} times ours", time / own.max(1e-9)),
            None => println!("{line}"),
        }
    }
}

fn last_line(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).into_owned();
    text.lines().last().unwrap_or("no reason given").to_owned()
}

/// Asks all queries on so many threads at once.
fn throughput(threads: usize, index: &ListIndex, queries: &[Entity]) {
    let (next, started) = (AtomicUsize::new(0), Instant::now());
    let mut busy = 0.0;
    std::thread::scope(|scope| {
        let work = || {
            let before = computed();
            while let Some(query) = queries.get(next.fetch_add(1, Ordering::Relaxed)) {
                let _ = index.ask(query, &Options::default(), &Tombstones::default());
            }
            computed() - before
        };
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        busy = threads.into_iter().filter_map(|thread| thread.join().ok()).sum::<f64>();
    });
    let elapsed = started.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let asked = queries.len() as f64;
    #[expect(clippy::cast_precision_loss, reason = "a count")]
    let threads = threads as f64;
    println!(
        "{threads} thread(s): {:.0} screenings/s elapsed; {:.0}/s by time computed",
        asked / elapsed,
        asked / busy.max(1e-9) * threads
    );
}

/// Queries of which one in a thousand is on the list; one in twenty each has a slip, is in another script, or lacks the
/// date of birth.
fn mix(asked: usize, equal: &[(Entity, String)], words: &[Word], dice: &mut Dice) -> Vec<Entity> {
    let mut mixed: Vec<Entity> = Vec::with_capacity(asked);
    for at in 0..asked {
        if at % 1_000 == 0 {
            mixed.push(equal[at / 1_000 % equal.len()].0.clone());
            continue;
        }
        let (mut query, parts) = person(at, words, dice);
        match at % 20 {
            0 => query.names[0].text = slip(&query.names[0].text, dice),
            1 => {
                if let Some(other) = parts
                    .iter()
                    .map(|part| words[*part].other.as_deref())
                    .collect::<Option<Vec<_>>>()
                {
                    query.names[0].text = other.join(" ");
                }
            }
            2 => query.birth_dates.clear(),
            _ => {}
        }
        mixed.push(query);
    }
    mixed
}

/// Swaps the list for another while queries go on, and counts those without an answer.
fn swap(index: ListIndex, queries: &[Entity]) {
    let info = |version| ListInfo {
        name: "bench".into(),
        version,
        stated: jiff::civil::date(2026, 1, 1),
        term_days: 30,
    };
    let small = ListIndex::build(
        (0..1_000)
            .map(|at| Entity {
                id: format!("s{at}"),
                ..Entity::default()
            })
            .collect(),
    );
    let shelf = Shelf::new(index, info(1));
    let (done, answered, asked) = (AtomicBool::new(false), AtomicUsize::new(0), AtomicUsize::new(0));
    let mut took = 0.0;
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for query in queries.iter().cycle() {
                if done.load(Ordering::Relaxed) {
                    break;
                }
                asked.fetch_add(1, Ordering::Relaxed);
                let list = shelf.read();
                let _ = list.index.ask(query, &Options::default(), &list.tombstones);
                answered.fetch_add(1, Ordering::Relaxed);
            }
        });
        std::thread::sleep(std::time::Duration::from_millis(200));
        let started = Instant::now();
        let swapped = shelf.swap(small, info(2), 1_000, Tombstones::default());
        took = started.elapsed().as_secs_f64() * 1e6;
        assert!(swapped.is_ok(), "{swapped:?}");
        std::thread::sleep(std::time::Duration::from_millis(100));
        done.store(true, Ordering::Relaxed);
    });
    println!(
        "swap in {took:.0} us; queries asked {}, answered {}",
        asked.into_inner(),
        answered.into_inner()
    );
}
