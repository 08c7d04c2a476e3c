//! Measures exact PDQ search beside a plain scan, and beside faiss where Python has it.
//!
//! Usage: `cargo run --release -p cordon-fingerprints --example bench_fingerprints -- [--largest N] [--python PATH]`
//! (sizes 10^4, 10^5, 10^6, 10^7 up to N; 10^7 unless said otherwise). Hashes are random, each query set is planted
//! with neighbours at distances 0 to 40 in half of its queries; every answer is compared with a scan.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use cordon_fingerprints::pdq::{EntryId, Found, Pdq, PdqIndex, scan_all};

const DISTANCE: u32 = 31;
const QUERIES: usize = 2_000;
/// Queries also answered by a scan, to compare.
const CHECKED: usize = 164;

struct Numbers(u64);

impl Numbers {
    /// SplitMix (Steele, Lea, Flood, 2014).
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn hash(&mut self) -> [u8; 32] {
        let mut bytes = [0_u8; 32];
        for chunk in bytes.chunks_exact_mut(8) {
            chunk.copy_from_slice(&self.next().to_le_bytes());
        }
        bytes
    }

    fn at_distance(&mut self, from: [u8; 32], distance: u32) -> [u8; 32] {
        let mut bytes = from;
        let mut flipped = 0;
        while flipped < distance {
            let bit = (self.next() % 256) as usize;
            if (bytes[bit / 8] ^ from[bit / 8]) >> (bit % 8) & 1 == 0 {
                bytes[bit / 8] ^= 1 << (bit % 8);
                flipped += 1;
            }
        }
        bytes
    }
}

struct World {
    entries: Vec<(EntryId, Pdq)>,
    queries: Vec<Pdq>,
    planted_within: usize,
}

fn world(size: usize) -> World {
    let mut numbers = Numbers(size as u64);
    let mut entries: Vec<(EntryId, Pdq)> = (0..size)
        .map(|id| (EntryId(id as u32), Pdq::from_bytes(numbers.hash())))
        .collect();
    let mut queries = Vec::with_capacity(QUERIES);
    let mut planted_within = 0;
    let stride = size / (QUERIES / 2);
    for pair in 0..QUERIES / 2 {
        let query = numbers.hash();
        let distance = (pair % 41) as u32;
        entries[pair * stride].1 = Pdq::from_bytes(numbers.at_distance(query, distance));
        planted_within += usize::from(distance <= DISTANCE);
        queries.push(Pdq::from_bytes(query));
        queries.push(Pdq::from_bytes(numbers.hash()));
    }
    World {
        entries,
        queries,
        planted_within,
    }
}

struct Args {
    largest: usize,
    python: PathBuf,
}

fn args() -> Args {
    let mut args = Args {
        largest: 10_000_000,
        python: PathBuf::from("python3"),
    };
    let mut given = std::env::args().skip(1);
    while let (Some(name), Some(value)) = (given.next(), given.next()) {
        match name.as_str() {
            "--largest" => args.largest = value.parse().unwrap_or(args.largest),
            "--python" => args.python = PathBuf::from(value),
            _ => eprintln!("{name}: not known; known are --largest and --python"),
        }
    }
    args
}

fn main() {
    let args = args();
    println!(
        "exact PDQ search at distance {DISTANCE}, {QUERIES} queries, {} threads",
        rayon::current_num_threads()
    );
    println!(
        "size        parts  build s  hashes MB  tables MB  resident MB  scan ms/q  one thread ms/q  all threads q/s  answers"
    );
    let mut size = 10_000;
    while size <= args.largest {
        let world = world(size);
        measure(size, &world);
        faiss(&args.python, size, &world);
        size *= 10;
    }
}

fn measure(size: usize, world: &World) {
    let before = resident_bytes();
    let started = Instant::now();
    let index = PdqIndex::from_entries(&world.entries, DISTANCE);
    let build = started.elapsed().as_secs_f64();
    let resident = resident_bytes().saturating_sub(before);

    let single = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool");
    let _warm = single.install(|| index.search_many(&world.queries[..100], DISTANCE));
    let started = Instant::now();
    let answers = single.install(|| index.search_many(&world.queries, DISTANCE));
    let each = started.elapsed().as_secs_f64() * 1e3 / QUERIES as f64;
    let started = Instant::now();
    let again = index.search_many(&world.queries, DISTANCE);
    let rate = QUERIES as f64 / started.elapsed().as_secs_f64();

    let checked = &world.queries[..CHECKED];
    let started = Instant::now();
    let scanned: Vec<Vec<Found>> = single.install(|| scan_all(&world.entries, checked, DISTANCE));
    let scan = started.elapsed().as_secs_f64() * 1e3 / CHECKED as f64;

    let found: usize = answers.iter().map(Vec::len).sum();
    let verdict = if answers == again && answers[..CHECKED] == scanned[..] && found == world.planted_within {
        "equal to the scan, all planted found"
    } else {
        "DIFFERENT FROM THE SCAN"
    };
    let size_of = index.size();
    println!(
        "{size:<10} {:>6} {build:>8.2} {:>10.1} {:>10.1} {:>12.1} {scan:>10.3} {each:>16.4} {rate:>16.0}  {verdict}",
        size_of.parts,
        size_of.hash_bytes as f64 / 1e6,
        size_of.table_bytes as f64 / 1e6,
        resident as f64 / 1e6,
    );
    assert_eq!(verdict, "equal to the scan, all planted found");
}

/// Resident memory of this process, where the system tells.
fn resident_bytes() -> u64 {
    std::fs::read_to_string("/proc/self/statm")
        .ok()
        .and_then(|text| text.split_whitespace().nth(1)?.parse::<u64>().ok())
        .map_or(0, |pages| pages * 4_096)
}

/// The same hashes and queries through faiss, by its own script.
fn faiss(python: &Path, size: usize, world: &World) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers/faiss_binary.py");
    let folder = std::env::temp_dir().join(format!("cordon-bench-{}", std::process::id()));
    let written = std::fs::create_dir_all(&folder)
        .and_then(|()| write(&folder.join("entries"), world.entries.iter().map(|(_, hash)| hash)))
        .and_then(|()| write(&folder.join("queries"), world.queries.iter()));
    if let Err(error) = written {
        println!("{size:<10} faiss skipped: {error}");
        return;
    }
    let run = Command::new(python)
        .arg(script)
        .arg(&folder)
        .arg(DISTANCE.to_string())
        .output();
    match run {
        Ok(output) if output.status.success() => {
            for line in String::from_utf8_lossy(&output.stdout).lines() {
                println!("{size:<10} {line}");
            }
        }
        Ok(output) => println!(
            "{size:<10} faiss skipped: {}",
            String::from_utf8_lossy(&output.stderr)
                .lines()
                .last()
                .unwrap_or("no reason given")
        ),
        Err(error) => println!("{size:<10} faiss skipped: {}: {error}", python.display()),
    }
    let _cleared = std::fs::remove_dir_all(&folder);
}

fn write<'a>(path: &Path, hashes: impl Iterator<Item = &'a Pdq>) -> std::io::Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    for hash in hashes {
        file.write_all(hash.bytes())?;
    }
    file.flush()
}
