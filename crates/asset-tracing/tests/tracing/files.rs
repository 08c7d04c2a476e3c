//! Files in: transfers, statements, balances, bad lines, conversions; and both AMLSim samples where they are at hand.

use std::path::PathBuf;

use crate::world::{carried, held, run};
use cordon_asset_tracing::amount::Scale;
use cordon_asset_tracing::engine::Request;
use cordon_asset_tracing::findings::{Findings, StopReason};
use cordon_asset_tracing::input::balances;
use cordon_asset_tracing::input::description::InputDescription;
use cordon_asset_tracing::input::fault::InputError;
use cordon_asset_tracing::input::lists;
use cordon_asset_tracing::input::load::{self as loading, LoadOptions, Loaded};
use cordon_asset_tracing::input::open::open;
use cordon_asset_tracing::input::reading::{BalanceColumnNames, ColumnNames, Reading};
use cordon_asset_tracing::refusal::Refusal;
use cordon_asset_tracing::rules::Rule;
use cordon_asset_tracing::transfers::Transfers;
use proptest::prelude::*;

pub fn scale() -> Scale {
    Scale::new(2).expect("two decimals")
}

pub fn try_load(bytes: &[u8], options: &LoadOptions) -> Result<Loaded, InputError> {
    let reading = Reading::find(bytes, &ColumnNames::default(), options.scale)?;
    loading::load(&mut &*bytes, &reading, options, &mut |_| {})
}

pub fn load_with(bytes: &[u8], opening: Option<&[u8]>) -> Loaded {
    let mut loaded = try_load(bytes, &LoadOptions::new(scale())).expect("the file is good");
    if let Some(list) = opening {
        let names = BalanceColumnNames::default();
        balances::load(list, &names, &mut loaded.transfers, None, false).expect("the balances are good");
    }
    loaded.transfers.check_balances().expect("the sums fit");
    loaded
}

pub fn load(bytes: &[u8]) -> Loaded {
    load_with(bytes, None)
}

fn traced(transfers: &Transfers, rule: Rule, ids: &[&str]) -> Findings {
    let wanted: Vec<_> = ids.iter().map(|id| ((*id).to_owned(), None)).collect();
    let claims = transfers.claims(&wanted, None).expect("the claims stand in the file");
    run(transfers, &Request::new(rule, claims, transfers)).expect("nothing is refused")
}

#[test]
fn lines_number_transfers_that_have_no_id() {
    let world =
        load(b"time,from,to,amount\n5,v,a,1.00\n\n4,a,b,2.00\n5,\"a\",\"b, the \"\"second\"\"\",1.00").transfers;
    assert_eq!(
        (world.id(0), world.id(1), world.id(2)),
        ("2".into(), "1".into(), "3".into())
    );
    let found = traced(&world, Rule::Fifo, &["1"]);
    assert_eq!(held(&world, &found, "b, the \"second\""), [100]);
}

#[test]
fn a_bad_line_is_named_and_a_lenient_reading_goes_on() {
    for (line, code_text) in [
        ("2,a,b,1.234", "3 decimals"),
        ("2,a,b,-1", "negative"),
        ("2,a,b,x", "not an amount"),
        ("2,a,b,92233720368547758.08", "larger than"),
        ("2,,b,1", "from is empty"),
        ("2,a,b", "3 fields where the header has 4"),
        ("2,a,b,1,9", "5 fields"),
        ("2026-01-01,a,b,1", "`2026-01-01` mixes"),
        ("noon,a,b,1", "neither a whole number"),
        ("2,a\0,b,1", "zero byte"),
        ("2,a\u{7},b,1", "control character"),
    ] {
        let file = format!("time,from,to,amount\n1,v,a,1.00\n{line}\n3,a,b,1.00\n");
        let error = try_load(file.as_bytes(), &LoadOptions::new(scale()))
            .expect_err(line)
            .to_string();
        assert!(
            error.starts_with("line 3 (data line 2)") && error.contains(code_text),
            "{error}"
        );
        let lenient = LoadOptions {
            lenient: true,
            ..LoadOptions::new(scale())
        };
        let loaded = try_load(file.as_bytes(), &lenient).expect("set aside");
        assert_eq!(
            (loaded.set_aside, loaded.described[0].line, loaded.transfers.len()),
            (1, 3, 2),
            "{line}"
        );
        assert_eq!(loaded.transfers.id(1), "3", "{line}");
    }
    let invalid = b"time,from,to,amount\n1,v,\xff,1.00\n";
    assert!(
        try_load(invalid, &LoadOptions::new(scale()))
            .expect_err("bytes")
            .to_string()
            .contains("not UTF-8")
    );
}

#[test]
fn endless_lines_and_open_quotes_are_faults_not_panics() {
    let lenient = LoadOptions {
        lenient: true,
        ..LoadOptions::new(scale())
    };
    let long = format!("time,from,to,amount\n1,v,{},1\n2,a,b,1\n", "x".repeat(3 << 20));
    let error = try_load(long.as_bytes(), &LoadOptions::new(scale()))
        .expect_err("too long")
        .to_string();
    assert!(error.starts_with("line 2 (data line 1) is longer"), "{error}");
    assert_eq!(
        try_load(long.as_bytes(), &lenient).expect("set aside").transfers.len(),
        1
    );
    let endless = format!("time,from,to,amount\n1,v,\"{}", "x".repeat(40 << 20));
    assert!(try_load(endless.as_bytes(), &LoadOptions::new(scale())).is_err());
    assert_eq!(try_load(endless.as_bytes(), &lenient).expect("set aside").set_aside, 1);
    let open = "time,from,to,amount\n1,v,a,1\n2,\"a,b,1\n3,a,b,1\n";
    let error = try_load(open.as_bytes(), &LoadOptions::new(scale()))
        .expect_err("open")
        .to_string();
    assert!(
        error.starts_with("line 3 (data line 2) opens a quotation mark"),
        "{error}"
    );
    let loaded = try_load(open.as_bytes(), &lenient).expect("set aside");
    assert_eq!((loaded.set_aside, loaded.transfers.len()), (1, 2));
}

#[test]
fn a_conversion_scales_the_label() {
    let file = b"id,time,from,to,amount,currency,to_amount,to_currency\n\
        c,1,w,a,100.00,EUR,,\n\
        t,2,v,a,100.00,EUR,,\n\
        x,3,a,b,150.00,EUR,300.00,USD\n\
        y,4,b,c,200.00,USD,,\n";
    let world = load(file).transfers;
    for (rule, out, scaled, onward) in [
        (Rule::Fifo, 5000, 10000, 0),
        (Rule::Lifo, 10000, 20000, 20000),
        (Rule::ProRata, 7500, 15000, 10000),
        (Rule::TaintFirst, 10000, 20000, 20000),
    ] {
        let found = traced(&world, rule, &["t"]);
        assert_eq!(carried(&world, &found, "x"), [out], "{rule}");
        assert_eq!(carried(&world, &found, "y"), [onward], "{rule}");
        assert_eq!(
            (found.total.converted_out, found.total.converted_in),
            (i128::from(out), i128::from(scaled)),
            "{rule}"
        );
        assert_eq!(found.conserved(), Some(true));
    }
}

#[test]
fn a_conversion_without_an_amount_is_a_named_stop() {
    let file = b"id,time,from,to,amount,currency,to_amount,to_currency\n\
        t,1,v,a,100.00,EUR,,EUR\nx,2,a,b,60.00,EUR,,USD\ny,3,b,c,60.00,USD,,\n";
    let world = load(file).transfers;
    for rule in Rule::ALL {
        let found = traced(&world, rule, &["t"]);
        assert_eq!(
            (found.stops[0].reason, found.stops[0].amount),
            (StopReason::Conversion(1), 6000),
            "{rule}"
        );
        assert_eq!(carried(&world, &found, "y"), [0], "{rule}");
    }
}

#[test]
fn currencies_of_one_account_are_never_summed() {
    let file = b"id,time,from,to,amount,currency\nt,1,v,a,100,EUR\nu,2,w,a,100,USD\nx,3,a,b,100,USD\ny,4,a,b,100,EUR\n";
    let world = load(file).transfers;
    let found = traced(&world, Rule::Fifo, &["t"]);
    assert_eq!(
        (carried(&world, &found, "x"), carried(&world, &found, "y")),
        (vec![0], vec![10_000])
    );
    let mixed = world
        .claims(&[("t".into(), None), ("u".into(), None)], None)
        .expect_err("two currencies");
    assert!(matches!(mixed, Refusal::ClaimCurrency { .. }));
    assert_eq!(
        world
            .claims(&[("t".into(), None)], Some("USD"))
            .expect_err("not in dollars")
            .code(),
        "claim-currency"
    );
}

#[test]
fn a_statement_is_turned_into_transfers() {
    let file = "Buchungstag;Auftragskonto;Gegenkonto;Betrag;Saldo\n\
        03.02.2026;QM11;QM33;-1.050,00;50,00\n\
        02.02.2026;QM11;QM22;-100,00;1.100,00\n\
        02.02.2026;QM11;QM99;1.000,00;1.200,00\n";
    let loaded = load(file.as_bytes());
    assert!(loaded.newest_first);
    let world = loaded.transfers;
    assert_eq!((world.id(0), world.times().show(0)), ("3".into(), "2026-02-02".into()));
    assert_eq!(world.opening_balance(world.names().pockets("QM11")[0]), 20_000);
    let found = traced(&world, Rule::Fifo, &["3"]);
    // The account's own 200.00 are older: 100.00 to QM22, then 100.00 own and 950.00 stolen to QM33.
    assert_eq!(
        (carried(&world, &found, "2"), carried(&world, &found, "1")),
        (vec![0], vec![95_000])
    );
    let sides =
        "Date,Description,Paid out,Paid in,Balance\n2026-02-01,Salary,,10.00,10.00\n2026-02-02,Rent,4.00,,6.00\n";
    let world = load(sides.as_bytes()).transfers;
    assert_eq!(world.names().account(world.moves()[1].from), "statement");
    let both = "Date,Description,Paid out,Paid in\n2026-02-01,Salary,1,10.00\n";
    assert!(try_load(both.as_bytes(), &LoadOptions::new(scale())).is_err());
}

#[test]
fn an_input_is_described_for_the_printed_page() {
    let file = fixture("statement-de.csv");
    let reading = Reading::find(&file, &ColumnNames::default(), scale()).expect("a statement");
    let told = InputDescription::new(&reading, &load(&file));
    assert_eq!(
        (told.kind, told.numbers, told.dates),
        ("statement", "decimal comma", "day, month, year")
    );
    assert_eq!(
        (told.lines, told.transfers, told.accounts, told.newest_first),
        (6, 6, 6, true)
    );
    assert!(told.columns.contains(&("counterparty", "Gegenkonto".into())) && told.guessed);
}

#[test]
fn balances_are_checked_line_by_line() {
    let set = |list: &str| {
        let mut world = load(b"time,from,to,amount\n1,v,a,1\n").transfers;
        balances::load(list.as_bytes(), &BalanceColumnNames::default(), &mut world, None, false)
            .map(|found| (found, world))
    };
    let (found, world) = set("nodeid,isFraud,init_balance,fraudStep\nv,0,5.00,-1\nz,0,1,-1\n").expect("known words");
    assert!(found.guessed && found.unknown == 1);
    assert_eq!(world.opening_balance(world.names().pockets("v")[0]), 500);
    for bad in [
        "account,balance\nv,-1\n",
        "account,balance\nv,1\nv,1\n",
        "account,balance\nv\n",
        "account,balance\nv,1.234\n",
        "a,b\n",
        "",
    ] {
        assert!(set(bad).is_err(), "{bad}");
    }
}

fn sample(name: &str) -> Option<Transfers> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/tracing")
        .join(name);
    let (Ok(file), Ok(nodes)) = (
        std::fs::read(root.join("transactions.csv")),
        std::fs::read(root.join("nodes.csv")),
    ) else {
        eprintln!("skipped: the AMLSim sample {name} is not at hand");
        return None;
    };
    Some(load_with(&file, Some(&nodes)).transfers)
}

/// The guide's own measure of the samples: with each shortfall topped up, so many debits fall short, by so much.
#[test]
fn amlsim_shortfalls_agree_with_the_published_measure() {
    for (name, count, amount) in [
        ("amlsim-cycle200", 44_179, 1_181_546_736_i64),
        ("amlsim-fanin200", 44_003, 1_173_735_024),
    ] {
        let Some(world) = sample(name) else { continue };
        let mut balances: Vec<i64> = (0..)
            .zip(0..world.names().len())
            .map(|(account, _)| world.opening_balance(account))
            .collect();
        let (mut short, mut sum) = (0, 0);
        for row in world.moves() {
            let missing = (row.amount - balances[row.from as usize]).max(0);
            short += usize::from(missing > 0);
            sum += missing;
            balances[row.from as usize] += missing - row.amount;
            balances[row.to as usize] += row.amount;
        }
        assert_eq!((short, sum), (count, amount), "{name}");
    }
}

#[test]
fn amlsim_both_plans_agree_and_poison_bounds_every_rule() {
    for name in ["amlsim-cycle200", "amlsim-fanin200"] {
        let Some(world) = sample(name) else { continue };
        for ids in [&["1"][..], &["1000", "50000", "50001"], &["110000", "117000", "3"]] {
            let poison = traced(&world, Rule::Poison, ids);
            for rule in Rule::ALL {
                let found = traced(&world, rule, ids);
                assert!(
                    found.marks.iter().all(|mark| {
                        let place = poison
                            .marks
                            .binary_search_by_key(&mark.position, |other| other.position);
                        place.is_ok_and(|place| mark.labels.total() <= poison.marks[place].labels.total())
                    }),
                    "{name} {rule}"
                );
            }
        }
    }
}

fn fixture(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures/tracing")
        .join(name);
    std::fs::read(path).expect("the fixture stands in the repository")
}

/// Worked by hand under FIFO. Account 0001 pays on its own 120.00 first; 0003 then holds, oldest first: 800.00 own, 30,000.00 of T1,
/// 120.00 own, 24,880.00 of T1, 11,500.00 of T6, 500.00 own; its payment to itself puts 800.00 own and 200.00 of T1 at the
/// end. It pays 50,000.00 (49,880.00 of T1), then 15,000.00 to the exchange office (4,800.00 of T1, 10,200.00 of T6).
#[test]
fn the_night_of_two_thefts() {
    let world = load_with(&fixture("night.csv"), Some(&fixture("night-balances.csv"))).transfers;
    let claims = lists::claims(&fixture("night-claims.csv"), scale()).expect("a good list");
    let stops = lists::accounts(&fixture("night-stops.csv")).expect("a good list");
    let claims = world.claims(&claims, None).expect("there");
    let mut asked = Request::new(Rule::Fifo, claims, &world);
    asked.stops = stops.iter().flat_map(|name| world.names().pockets(name)).collect();
    let found = run(&world, &asked).expect("nothing is refused");
    assert_eq!(carried(&world, &found, "T8"), [4_988_000, 0]);
    assert_eq!(carried(&world, &found, "T9"), [480_000, 1_020_000]);
    assert_eq!(held(&world, &found, "QS00EXER0003"), [20_000, 130_000]);
    // T10 pays 20,000.00 out of 15,000.00 of T1: 5,000.00 are missing from the data.
    assert_eq!(held(&world, &found, "QT00CASH0004"), [6_488_000, 0]);
    assert_eq!((found.gap_count, found.gap_amount), (1, 500_000));
    assert_eq!((found.total.claimed, found.total.stopped), (9_550_000, 1_500_000));
    for rule in Rule::ALL {
        run(&world, &Request { rule, ..asked.clone() }).expect("nothing is refused");
    }
}

#[test]
fn the_statements_of_the_fixtures_are_understood() {
    let german = load(&fixture("statement-de.csv"));
    assert!(german.newest_first);
    let world = german.transfers;
    let own = world.names().pockets("QR00EXER0001")[0];
    assert_eq!((world.opening_balance(own), world.len()), (20_000, 6));
    // Line 4 is the stolen credit: 150.00 own, 250.00 wages, 9,000.00 stolen; clean money is spent first.
    let found = traced(&world, Rule::LowestBalance, &["4"]);
    assert_eq!(
        (carried(&world, &found, "3"), carried(&world, &found, "2")),
        (vec![0], vec![768_080])
    );
    assert_eq!(
        (carried(&world, &found, "1"), held(&world, &found, "QR00EXER0001")),
        (vec![125_000], vec![6_920])
    );
    let french = load(&fixture("statement-fr.csv")).transfers;
    assert_eq!(french.opening_balance(french.names().pockets("statement")[0]), 12_000);
    assert_eq!(french.times().show(1), "2026-03-03");
}

/// Every other pair of neighbours that share no account and have the same time changes places.
fn with_neighbours_swapped(file: &str) -> (String, String) {
    let rows: Vec<Vec<&str>> = file.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    for place in (0..rows.len().saturating_sub(1)).step_by(2) {
        let (one, two) = (&rows[place], &rows[place + 1]);
        if one[3] == two[3] && !one[..2].iter().any(|account| two[..2].contains(account)) {
            order.swap(place, place + 1);
        }
    }
    let write = |order: &[usize]| {
        let lines = order
            .iter()
            .map(|place| format!("{},{}\n", place + 1, rows[*place].join(",")));
        lines.fold("id,from,to,amount,time\n".to_owned(), |text, line| text + &line)
    };
    (write(&(0..rows.len()).collect::<Vec<_>>()), write(&order))
}

#[test]
fn amlsim_the_order_of_unrelated_accounts_does_not_matter() {
    for name in ["amlsim-cycle200", "amlsim-fanin200"] {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../../../shared/data/tracing")
            .join(name);
        let Ok(file) = std::fs::read_to_string(root.join("transactions.csv")) else {
            eprintln!("skipped: the AMLSim sample {name} is not at hand");
            continue;
        };
        let (one, two) = with_neighbours_swapped(&file);
        assert_ne!(one, two);
        let (one, two) = (load(one.as_bytes()).transfers, load(two.as_bytes()).transfers);
        for rule in Rule::ALL {
            let told = |world: &Transfers| -> Vec<(String, i64)> {
                let found = traced(world, rule, &["900", "40000", "77777"]);
                let mut marks: Vec<_> = found
                    .marks
                    .iter()
                    .map(|mark| (world.id(mark.position).into_owned(), mark.labels.total()))
                    .collect();
                marks.sort_unstable();
                marks
            };
            assert_eq!(told(&one), told(&two), "{name} {rule}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn conversions_keep_the_books_under_every_rule_and_plan(
        rows in prop::collection::vec((0..4_u8, 0..4_u8, 0..400_u32, 0..3_u8, 0..3_u8, 0..500_u32), 1..80),
        claims in prop::collection::vec(any::<prop::sample::Index>(), 1..4),
    ) {
        let currency = ["EUR", "USD", ""];
        let mut file = "id,time,from,to,amount,currency,to_amount,to_currency\n".to_owned();
        for (number, (from, to, amount, own, other, credit)) in rows.iter().enumerate() {
            let credit = if credit % 3 == 0 { String::new() } else { format!("{}.{:02}", credit / 100, credit % 100) };
            let (own, other) = (currency[usize::from(*own)], currency[usize::from(*other)]);
            file += &format!("{number},{number},a{from},a{to},{}.{:02},{own},{credit},{other}\n", amount / 100, amount % 100);
        }
        let world = load(file.as_bytes()).transfers;
        let mut ids: Vec<String> = claims.iter().map(|claim| claim.index(rows.len()).to_string()).collect();
        ids.sort_unstable();
        ids.dedup();
        let wanted: Vec<_> = ids.into_iter().map(|id| (id, None)).collect();
        // Claims in several currencies are refused; the first one alone never is.
        let found = world.claims(&wanted, None).or_else(|_| world.claims(&wanted[..1], None)).expect("one currency");
        for rule in Rule::ALL {
            run(&world, &Request::new(rule, found.clone(), &world)).expect("nothing is refused");
        }
    }

    #[test]
    fn no_bytes_make_the_reader_panic(
        head in prop::sample::select(vec!["time,from,to,amount\n", "id;time;from;to;amount;currency\n", "Date,Description,Debit,Credit,Balance\n", ""]),
        parts in prop::collection::vec(prop_oneof![
            prop::collection::vec(any::<u8>(), 0..40),
            "[0-9,.;\"\n\r-]{0,40}".prop_map(String::into_bytes),
            Just(b"1,a,b,5.00\n".to_vec()),
            Just(b"2026-01-01,x,1.00,,9.00\n".to_vec()),
        ], 0..12),
    ) {
        let bytes = [head.as_bytes().to_vec(), parts.concat()].concat();
        for lenient in [false, true] {
            let options = LoadOptions { lenient, ..LoadOptions::new(scale()) };
            if let Ok(opened) = open(&bytes[..], &ColumnNames::default(), scale())
                && let Ok(loaded) = opened.load(&options, &mut |_| {})
            {
                prop_assert!(lenient || loaded.set_aside == 0);
                prop_assert_eq!(loaded.rows, loaded.transfers.len() as u64 + loaded.set_aside);
            }
        }
        let _ = lists::claims(&bytes, scale());
        let _ = lists::accounts(&bytes);
        let mut world = load(b"time,from,to,amount\n1,v,a,1\n").transfers;
        let _ = balances::load(&bytes, &BalanceColumnNames::default(), &mut world, None, true);
    }
}

struct BrokenDisk;

impl std::io::Read for BrokenDisk {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("the disk is gone"))
    }
}

#[test]
fn a_source_that_fails_is_said_with_its_reason() {
    let error = open(BrokenDisk, &ColumnNames::default(), scale()).expect_err("nothing to read");
    assert_eq!(
        (error.code(), error.to_string()),
        ("unreadable", "cannot read: the disk is gone".into())
    );
}

#[test]
fn a_balance_of_an_account_with_two_currencies_must_name_one() {
    let file = b"time,from,to,amount,currency\n1,v,a,1,EUR\n2,v,a,1,USD\n";
    let set = |list: &str, currency| {
        let mut world = load(file).transfers;
        let names = BalanceColumnNames::default();
        balances::load(list.as_bytes(), &names, &mut world, currency, false).map(|_| {
            let balances = world
                .names()
                .pockets("v")
                .into_iter()
                .map(|account| world.opening_balance(account));
            balances.collect::<Vec<_>>()
        })
    };
    let refused = set("account,balance\nv,5\n", None).expect_err("which one?");
    assert_eq!(refused.code(), "balance-currency");
    assert_eq!(set("account,balance\nv,5\n", Some("USD")), Ok(vec![0, 500]));
    assert_eq!(
        set("account,balance,currency\nv,5,EUR\nv,6,USD\n", None),
        Ok(vec![500, 600])
    );
}

#[test]
fn a_statement_in_an_older_encoding_is_decoded() {
    let file = b"Buchungstag;Beg\xfcnstigter;Betrag;W\xe4hrung\n02.02.2026;QM B\xe4cker;-1,50;EUR\n03.02.2026;QM Lohn;2,00;EUR\n";
    let opened = open(&file[..], &ColumnNames::default(), scale()).expect("a statement");
    assert!(
        opened.reading.to_string().contains("decoded from Windows-1252"),
        "{}",
        opened.reading
    );
    let world = opened
        .load(&LoadOptions::new(scale()), &mut |_| {})
        .expect("good lines")
        .transfers;
    assert_eq!(world.names().account(world.moves()[0].to), "QM Bäcker");
}
