//! Measures the link index: entries a second, look-ups with access applied, a value seen a million times, memory.
//!
//! Usage: `cargo run --release -p cordon-links --example bench_links -- [--values N]` (ten million unless said
//! otherwise; five values a case, 200 compartments of which the reader reads 60 and may know of 70 more).

use std::time::Instant;

use cordon_links::normalise::{Locale, ValueKind, normalise};
use cordon_links::{CompartmentId, KeyMaker, Level, LinkIndex, LinkKey, Page, Place, Rights};
use cordon_vocabulary::CaseRef;

const COMPARTMENTS: u32 = 200;
const VALUES_A_CASE: usize = 5;
const HUB_CASES: usize = 1_000_000;
const LOOK_UPS: usize = 200_000;

fn main() {
    let values = values();
    let keys = KeyMaker::new(&[5; 32]);
    let mut index = LinkIndex::new();
    fill(&mut index, &keys, values);
    hub(&mut index, &keys);
    let size = index.size();
    println!(
        "holds {} values, {} entries, {} cases in {:.0} MB of tables ({:.0} MB resident)",
        size.values,
        size.occurrences,
        size.cases,
        size.bytes as f64 / 1e6,
        resident_bytes() as f64 / 1e6,
    );
    look_ups(&index, &keys, values);
    pages_of_the_hub(&index, &keys);
}

fn values() -> usize {
    let mut given = std::env::args().skip(1);
    match (given.next().as_deref(), given.next()) {
        (Some("--values"), Some(number)) => number.parse().unwrap_or(10_000_000),
        _ => 10_000_000,
    }
}

fn case(number: usize) -> CaseRef {
    CaseRef::parse(&format!("case-{number}")).expect("a case")
}

fn place() -> Place {
    Place {
        module: "stop-payment".into(),
        role: "beneficiary".into(),
    }
}

/// The value's text is normalised and keyed for every entry, as on arrival.
fn key(keys: &KeyMaker, number: usize) -> LinkKey {
    let text = format!("+999 {number:09}");
    let value = normalise(ValueKind::Telephone, &text, &Locale::default()).expect("a telephone number");
    keys.key(&value)
}

fn reader() -> Rights {
    (0..COMPARTMENTS)
        .map(|number| {
            let level = match number {
                0..60 => Level::Read,
                60..130 => Level::HitOnly,
                _ => Level::Nothing,
            };
            (CompartmentId(number), level)
        })
        .collect()
}

/// Every tenth value is taken from an earlier case, so that there is something to find.
fn value_of(entry: usize) -> usize {
    if entry % 10 == 9 { entry / 2 } else { entry }
}

fn fill(index: &mut LinkIndex, keys: &KeyMaker, values: usize) {
    let place = place();
    let started = Instant::now();
    for entry in 0..values {
        let case = case(entry / VALUES_A_CASE);
        if entry % VALUES_A_CASE == 0 {
            let compartment = CompartmentId((entry / VALUES_A_CASE) as u32 % COMPARTMENTS);
            index.open_case(&case, compartment).expect("a new case");
        }
        index.enter(&case, key(keys, value_of(entry)), &place).expect("entered");
    }
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "{values} values normalised, keyed and entered in {seconds:.1} s: {:.0} a second, one thread",
        values as f64 / seconds
    );
}

fn hub_key(keys: &KeyMaker) -> LinkKey {
    key(keys, 999_999_999)
}

fn hub(index: &mut LinkIndex, keys: &KeyMaker) {
    let (place, key) = (place(), hub_key(keys));
    let started = Instant::now();
    for number in 0..HUB_CASES {
        let case = case(number);
        // Small runs have fewer cases than the hub needs.
        let _opened = index.open_case(&case, CompartmentId(number as u32 % COMPARTMENTS));
        index.enter(&case, key, &place).expect("entered");
    }
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "one value entered in {HUB_CASES} cases in {seconds:.1} s: {:.0} a second",
        HUB_CASES as f64 / seconds
    );
}

fn look_ups(index: &LinkIndex, keys: &KeyMaker, values: usize) {
    let rights = reader();
    let mut times = Vec::with_capacity(LOOK_UPS);
    let (mut hits, mut elsewhere) = (0_usize, 0_usize);
    for number in 0..LOOK_UPS {
        // Spread over the values, and one in four that no case holds.
        let wanted = (number.wrapping_mul(2_654_435_761)) % (values + values / 3);
        let started = Instant::now();
        let found = index
            .find(key(keys, wanted), &rights, &Page::default())
            .expect("a page");
        times.push(started.elapsed());
        hits += usize::from(found.count > 0);
        elsewhere += usize::from(found.elsewhere);
    }
    times.sort_unstable();
    let micros = |at: usize| times[at.min(times.len() - 1)].as_secs_f64() * 1e6;
    println!(
        "{LOOK_UPS} look-ups with access applied: median {:.1} us, 99 of 100 within {:.1} us, longest {:.1} us; {hits} readable, {elsewhere} known to exist elsewhere",
        micros(LOOK_UPS / 2),
        micros(LOOK_UPS * 99 / 100),
        micros(LOOK_UPS),
    );
}

/// For a reader of much, of one compartment, and of nothing; and pages deep inside.
fn pages_of_the_hub(index: &LinkIndex, keys: &KeyMaker) {
    let key = hub_key(keys);
    let one: Rights = [(CompartmentId(7), Level::Read)].into_iter().collect();
    for (who, rights) in [
        ("60 compartments", reader()),
        ("one compartment", one),
        ("none", Rights::none()),
    ] {
        let mut page = Page::default();
        let mut longest = 0.0_f64;
        let mut pages = 0;
        let mut count = 0;
        while pages < 1_000 {
            let started = Instant::now();
            let found = index.find(key, &rights, &page).expect("a page");
            longest = longest.max(started.elapsed().as_secs_f64() * 1e6);
            pages += 1;
            count = found.count;
            match found.cases.last() {
                Some(last) if found.more => page.after = Some(last.case.clone()),
                _ => break,
            }
        }
        println!(
            "the value of {HUB_CASES} cases, reader of {who}: {count} readable, {pages} pages of 50, longest page {longest:.0} us"
        );
    }
}

/// Resident memory of this process, where the system tells.
fn resident_bytes() -> u64 {
    std::fs::read_to_string("/proc/self/statm")
        .ok()
        .and_then(|text| text.split_whitespace().nth(1)?.parse::<u64>().ok())
        .map_or(0, |pages| pages * 4_096)
}
