//! Hostile files: any bytes as a list, as the Treasury's rows, as pairs, as parameters. Nothing panics, and what is taken can
//! be indexed, asked, written and read again.

use cordon_screening::crossscript::train::read_pairs;
use cordon_screening::entity::{PartialDate, read_entities, treasury, write_entity};
use cordon_screening::index::{ListIndex, Options, Tombstones};
use cordon_screening::names::{Name, compare};
use cordon_screening::nationality::Nationality;
use cordon_screening::yente::{MatchParameters, SearchParameters};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Values that honest fields do not hold.
fn damage() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(1e308),
        json!(u64::MAX),
        json!(""),
        json!("\u{0}"),
        json!("\u{202e}\u{200b}\u{feff}"),
        json!("a".repeat(70_000)),
        json!("ا".repeat(5_000)),
        json!(vec!["Ivan Abelard"; 2_000]),
        json!([[["deep"]]]),
        json!({"caption": {"caption": "x"}}),
        json!(["9999-99-99", "0000", "-1", "1970-02-30", "19700203197002031970"]),
        json!(["<<<<<<", "----", "🏴🏴🏴🏴"]),
    ]
}

#[test]
fn every_damaged_property_is_read_indexed_and_asked() {
    let honest =
        json!({"id": "x", "schema": "Person", "properties": {"name": ["Ivan Abelard"], "birthDate": ["1970-02-03"]}});
    let fields = [
        "name",
        "alias",
        "weakAlias",
        "firstName",
        "lastName",
        "birthDate",
        "birthPlace",
        "nationality",
        "country",
        "gender",
        "passportNumber",
        "idNumber",
        "taxNumber",
        "unheardOf",
    ];
    let mut taken = 0;
    for field in fields {
        for value in damage() {
            let mut entity = honest.clone();
            entity["properties"][field] = value;
            let read = read_entities(&format!("{entity}\n{honest}")).unwrap();
            let again: String = read.iter().map(|e| write_entity(e) + "\n").collect();
            assert_eq!(read_entities(&again).unwrap().len(), read.len(), "{field}");
            let index = ListIndex::build(read.clone());
            let answer = index.ask(&read[0], &Options::default(), &Tombstones::default());
            assert!(
                answer.hits.iter().all(|hit| (0.0..=1.0).contains(&hit.score)),
                "{field}"
            );
            taken += 1;
        }
    }
    assert_eq!(taken, fields.len() * damage().len());
    for (key, value) in [
        ("id", json!(5)),
        ("schema", json!(["Person"])),
        ("schema", json!("Spoon")),
        ("properties", json!({})),
    ] {
        let mut entity = honest.clone();
        entity[key] = value;
        assert!(read_entities(&entity.to_string()).is_ok(), "{key}");
    }
}

/// Pieces of which rows of the Treasury's files are made, honest and not.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        Just(b"7,\"ABELARD, Ivan\",\"individual\",\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 1970; Passport A1 (QT); a.k.a. 'V'.\"".to_vec()),
        Just(b"7,1,\"aka\",\"ABELARD, Vanya\",-0- ".to_vec()),
        Just(b"DOB ; POB ; nationality ; Passport (".to_vec()),
        Just(b"\n".to_vec()),
        Just(b"\r\n\x1a".to_vec()),
        Just(b",\",\"\"".to_vec()),
        prop::collection::vec(any::<u8>(), 0..20),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_as_a_list_get_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let text = String::from_utf8_lossy(&bytes);
        let _ = read_entities(&text);
        let _ = read_pairs(&text);
        let _ = Nationality::parse(&text);
        let _ = PartialDate::parse(&text).map(|date| date.to_string());
    }

    #[test]
    fn any_rows_as_the_treasurys_get_an_answer(
        one in prop::collection::vec(piece(), 0..12),
        two in prop::collection::vec(piece(), 0..12),
        three in prop::collection::vec(piece(), 0..6),
    ) {
        let (one, two, three) = (one.concat(), two.concat(), three.concat());
        let taken = treasury::read(&one, &two, &three);
        // What is taken whole is what the lenient reader takes.
        if let Ok(whole) = treasury::read_whole(&one, &two, &three) {
            prop_assert_eq!(&whole, &taken);
        }
        let lines: String = taken.iter().map(|e| write_entity(e) + "\n").collect();
        prop_assert_eq!(read_entities(&lines).unwrap().len(), taken.len());
    }

    #[test]
    fn any_two_names_are_compared(one in "\\PC{0,80}", two in "\\PC{0,80}") {
        let score = compare(&Name::parse(&one), &Name::parse(&two)).score;
        prop_assert!((0.0..=1.0).contains(&score), "{score}");
    }

    #[test]
    fn any_parameters_get_an_answer(name in "[a-z_]{1,20}", value in "\\PC{0,40}") {
        let known = ["limit", "threshold", "cutoff", "algorithm", "changed_since", "fuzzy", "offset", "schema", "countries", "facets"];
        for name in known.into_iter().chain([name.as_str()]) {
            let pairs = [(name.to_owned(), value.clone())];
            let _ = MatchParameters::read(&pairs);
            let _ = SearchParameters::read(&pairs);
        }
    }
}
