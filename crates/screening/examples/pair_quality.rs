//! How well pairs of names are told apart: precision and recall by kind of pair, on a development and a held-out half.
//!
//! `cargo run --release -p cordon-screening --example pair_quality -- DATA [dev|held-out] [KIND]`, where `DATA` holds
//! `ofac_sdn.csv`, `ofac_alt.csv` and `names/<script>.dev.tsv`. Persons of the list are halved by list number, tokens by
//! line. With a kind given, the pairs judged wrongly are printed to standard error for the developer at the terminal.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use cordon_screening::crossscript::Script;
use cordon_screening::crossscript::train::read_pairs;
use cordon_screening::entity::{Schema, treasury};
use cordon_screening::names::{Name, Thresholds, compare};

struct Pair {
    kind: &'static str,
    same: bool,
    left: String,
    right: String,
}

/// A small generator of numbers, so that every run is the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % limit.max(1) as u64).unwrap_or(0)
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments
        .next()
        .ok_or("usage: pair_quality DATA [dev|held-out] [KIND]")?;
    let half = arguments.next().unwrap_or_else(|| "dev".to_owned());
    let shown = arguments.next();
    let parity = usize::from(half != "dev");
    let folder = Path::new(&folder);
    let mut pairs = Vec::new();
    listed(folder, parity, &mut pairs)?;
    scripts(folder, parity, &mut pairs)?;
    report(&half, &pairs, shown.as_deref());
    Ok(())
}

/// Pairs drawn from the Treasury's list: aliases, neighbours, and names changed as clerks change them.
fn listed(folder: &Path, parity: usize, pairs: &mut Vec<Pair>) -> Result<(), std::io::Error> {
    let primary = std::fs::read(folder.join("ofac_sdn.csv"))?;
    let alternative = std::fs::read(folder.join("ofac_alt.csv"))?;
    let bare = treasury::read(&primary, b"", b"");
    let full = treasury::read(&primary, &alternative, b"");
    let mut dice = Dice(11 + parity as u64);
    let mut names: Vec<String> = Vec::new();
    for (plain, entity) in bare.iter().zip(&full) {
        let number: usize = entity.id.parse().unwrap_or(0);
        if plain.schema != Schema::Person || number % 2 != parity {
            continue;
        }
        let Some(own) = plain.names.first() else {
            continue;
        };
        for alias in entity.names.iter().skip(plain.names.len()).take(2) {
            pairs.push(Pair {
                kind: "alias",
                same: true,
                left: own.text.clone(),
                right: alias.text.clone(),
            });
        }
        names.push(own.text.clone());
    }
    neighbours(&names, &mut dice, pairs);
    changed(&names, &mut dice, pairs);
    Ok(())
}

fn words(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_alphabetic())
        .filter(|word| word.len() > 1)
        .map(str::to_lowercase)
        .collect()
}

/// Other persons with a word in common, and the nearest other person by groups of three letters.
fn neighbours(names: &[String], dice: &mut Dice, pairs: &mut Vec<Pair>) {
    let mut holders: HashMap<String, Vec<usize>> = HashMap::new();
    let mut threes: Vec<Vec<String>> = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let own = words(name);
        for word in own.iter().filter(|word| word.len() > 2) {
            holders.entry(word.clone()).or_default().push(at);
        }
        let mut sorted = own;
        sorted.sort_unstable();
        let letters: Vec<char> = format!(" {} ", sorted.join(" ")).chars().collect();
        let mut three: Vec<String> = letters.windows(3).map(|three| three.iter().collect()).collect();
        three.sort_unstable();
        three.dedup();
        threes.push(three);
    }
    let mut shared: Vec<&Vec<usize>> = holders.values().filter(|all| all.len() > 1).collect();
    shared.sort_unstable();
    let mut other = |left: usize, right: usize, kind: &'static str| {
        if names[left] != names[right] {
            pairs.push(Pair {
                kind,
                same: false,
                left: names[left].clone(),
                right: names[right].clone(),
            });
        }
    };
    for _ in 0..1_000 {
        let all = *dice.of(&shared);
        other(*dice.of(all), *dice.of(all), "word in common");
    }
    for at in (0..names.len()).step_by(4) {
        let overlap = |one: &Vec<String>| {
            let common = one
                .iter()
                .filter(|three| threes[at].binary_search(three).is_ok())
                .count();
            1_000 * common / (one.len() + threes[at].len() - common).max(1)
        };
        let nearest = (0..names.len())
            .filter(|other| *other != at && names[*other] != names[at])
            .max_by_key(|other| overlap(&threes[*other]));
        if let Some(nearest) = nearest {
            other(at, nearest, "neighbour");
        }
    }
}

/// Names of the list changed as clerks and travellers change them, and changed into other persons.
fn changed(names: &[String], dice: &mut Dice, pairs: &mut Vec<Pair>) {
    for name in names {
        let Some((family, given)) = name.split_once(", ") else {
            continue;
        };
        let givens: Vec<&str> = given.split(' ').filter(|word| word.len() > 2).collect();
        let Some(first) = givens.first() else {
            continue;
        };
        let other = dice.of(names).clone();
        let Some((other_family, other_given)) = other.split_once(", ") else {
            continue;
        };
        let (kind, same, right) = match dice.below(9) {
            0 => ("order", true, format!("{given} {family}")),
            1 if givens.len() > 1 => ("middle left out", true, format!("{family}, {first}")),
            2 => ("slip", true, format!("{given} {}", slip(family, dice))),
            3 => ("slip", true, format!("{} {family}", slip(given, dice))),
            4 => (
                "glued",
                true,
                format!("{} {}", given.replace([' ', '-'], ""), family.replace([' ', '-'], "")),
            ),
            5 => (
                "initial",
                true,
                format!("{}. {family}", &first[..first.chars().next().map_or(0, char::len_utf8)]),
            ),
            6 => ("other given name", false, format!("{other_given} {family}")),
            7 => ("other family name", false, format!("{given} {other_family}")),
            _ => ("stranger", false, format!("{other_given} {other_family}")),
        };
        let alike = |a: &str, b: &str| words(a).iter().any(|word| words(b).contains(word));
        let truly_other = match kind {
            "other given name" => !alike(given, other_given),
            "other family name" => !alike(family, other_family),
            _ => true,
        };
        if truly_other {
            pairs.push(Pair {
                kind,
                same,
                left: name.clone(),
                right,
            });
        }
    }
}

/// One letter left out, doubled, exchanged or replaced, away from the beginning.
fn slip(text: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() < 4 {
        return text.to_owned();
    }
    let at = 1 + dice.below(letters.len() - 2);
    match dice.below(4) {
        0 => drop(letters.remove(at)),
        1 => letters.swap(at, at + 1),
        2 => letters.insert(at, letters[at]),
        _ => letters[at] = *dice.of(&['a', 'e', 'n', 't', 'r', 'l']),
    }
    letters.into_iter().collect()
}

/// Names of two words in two scripts, the same and with one word exchanged.
fn scripts(folder: &Path, parity: usize, pairs: &mut Vec<Pair>) -> Result<(), Box<dyn std::error::Error>> {
    for script in Script::ALL {
        let path = folder.join("names").join(format!("{}.dev.tsv", script.name()));
        let all = read_pairs(&std::fs::read_to_string(path)?)?;
        let tokens: Vec<_> = all.iter().skip(parity).step_by(2).collect();
        let mut dice = Dice(5 + parity as u64);
        for at in 0..600 {
            let (a, b, c) = (*dice.of(&tokens), *dice.of(&tokens), *dice.of(&tokens));
            let same = at % 2 == 0;
            let spelled = |letters: &[char]| letters.iter().collect::<String>();
            pairs.push(Pair {
                kind: script.name(),
                same,
                left: format!("{} {}", a.latin, b.latin),
                right: format!(
                    "{} {}",
                    spelled(&a.other),
                    spelled(if same { &b.other } else { &c.other })
                ),
            });
        }
    }
    Ok(())
}

#[derive(Default)]
struct Tally {
    right: usize,
    missed: usize,
    wrong: usize,
    kept_apart: usize,
}

fn report(half: &str, pairs: &[Pair], shown: Option<&str>) {
    let mut by_kind: BTreeMap<&str, Tally> = BTreeMap::new();
    let scores: Vec<f32> = pairs
        .iter()
        .map(|pair| compare(&Name::parse(&pair.left), &Name::parse(&pair.right)).score)
        .collect();
    for (pair, score) in pairs.iter().zip(&scores) {
        let found = *score >= Thresholds::NAME;
        let tally = by_kind.entry(pair.kind).or_default();
        match (pair.same, found) {
            (true, true) => tally.right += 1,
            (true, false) => tally.missed += 1,
            (false, true) => tally.wrong += 1,
            (false, false) => tally.kept_apart += 1,
        }
        if shown == Some(pair.kind) && pair.same != found {
            eprintln!("{score:.3} {} | {}", pair.left, pair.right);
        }
    }
    println!("{half}: {} pairs, threshold {:.2}", pairs.len(), Thresholds::NAME);
    for (kind, tally) in &by_kind {
        println!(
            "  {kind:<18} the same {:>5} found, {:>5} missed; others {:>5} kept apart, {:>4} taken for one",
            tally.right, tally.missed, tally.kept_apart, tally.wrong
        );
    }
    for threshold in [0.60f32, 0.65, 0.70, 0.75, 0.80] {
        let count = |same: bool, found: bool| {
            pairs
                .iter()
                .zip(&scores)
                .filter(|(pair, score)| pair.same == same && (**score >= threshold) == found)
                .count()
        };
        let (right, missed, wrong) = (count(true, true), count(true, false), count(false, true));
        #[expect(clippy::cast_precision_loss, reason = "a share")]
        let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
        let (precision, recall) = (share(right, right + wrong), share(right, right + missed));
        println!(
            "  at {threshold:.2}: precision {precision:.3} recall {recall:.3} F1 {:.3}",
            2.0 * precision * recall / (precision + recall).max(1e-9)
        );
    }
}
