//! A list is asked: what is found, what is not, and that nothing breaks.

use cordon_screening::entity::{Entity, read_entities};
use cordon_screening::index::{Hit, ListIndex, Options, Tombstones};
use cordon_screening::mrz::{Mode, read};
use cordon_screening::scoring::Evidence;
use proptest::prelude::*;

fn fixture(name: &str) -> Vec<Entity> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures/screening")
        .join(name);
    read_entities(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn index() -> ListIndex {
    ListIndex::build(fixture("list.ftm.jsonl"))
}

fn hits(index: &ListIndex, query: &Entity) -> Vec<Hit> {
    index.ask(query, &Options::default(), &Tombstones::default()).hits
}

fn alert(query: &str) -> Option<String> {
    let queries = fixture("queries.ftm.jsonl");
    let query = queries.iter().find(|entity| entity.id == query).unwrap();
    hits(&index(), query)
        .into_iter()
        .find(|hit| hit.alert)
        .map(|hit| hit.id)
}

#[test]
fn the_right_person_is_found_in_any_script() {
    assert_eq!(alert("q-equal").as_deref(), Some("ex-1"));
    assert_eq!(alert("q-script").as_deref(), Some("ex-3"));
    assert_eq!(alert("q-latin").as_deref(), Some("ex-4"));
    assert_eq!(alert("q-kana").as_deref(), Some("ex-6"));
}

#[test]
fn another_birth_date_keeps_an_equal_name_below_the_alert() {
    let query = fixture("queries.ftm.jsonl")
        .into_iter()
        .find(|entity| entity.id == "q-other-birth")
        .unwrap();
    let hits = hits(&index(), &query);
    assert_eq!(
        hits.first().map(|hit| (hit.id.as_str(), hit.alert)),
        Some(("ex-1", false))
    );
}

#[test]
fn a_document_finds_its_holder_whatever_the_name() {
    assert_eq!(alert("q-document").as_deref(), Some("ex-1"));
}

#[test]
fn no_hit_is_no_hit() {
    assert_eq!(alert("q-none"), None);
}

#[test]
fn persons_are_not_companies() {
    let query = &read_entities(r#"{"id":"q","schema":"Person","properties":{"name":["Abelard Trading"]}}"#).unwrap()[0];
    assert!(hits(&index(), query).iter().all(|hit| hit.id != "ex-5"));
    let query =
        &read_entities(r#"{"id":"q","schema":"Company","properties":{"name":["Abelard Trading"]}}"#).unwrap()[0];
    assert_eq!(
        hits(&index(), query).first().map(|hit| hit.id.clone()).as_deref(),
        Some("ex-5")
    );
}

#[test]
fn what_is_struck_out_is_not_found() {
    let mut tombstones = Tombstones::default();
    tombstones.strike("ex-1");
    let query = &fixture("queries.ftm.jsonl")[0];
    let answer = index().ask(query, &Options::default(), &tombstones);
    assert!(answer.hits.iter().all(|hit| hit.id != "ex-1"));
}

#[test]
fn a_cut_name_of_a_zone_finds_the_whole_one() {
    let list = r#"{"id":"long","schema":"Person","properties":{"lastName":["Bennelongwooloomoolo"],"firstName":["Chayapa Dejthamrong Krasuang"],"birthDate":["1974-08-12"]}}"#;
    let index = ListIndex::build(read_entities(list).unwrap());
    let zone = "P<UTOBENNELONGWOOLOOMOOLO<<CHAYAPA<DEJTHAMRO\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
    let reading = read(zone, Mode::Strict);
    assert!(reading.valid && reading.truncated, "{:?}", reading.problems);
    let hits = hits(&index, &Entity::from_reading("desk", &reading, 2026));
    let first = hits.first().unwrap();
    assert!(
        first.alert && first.evidence.contains(&Evidence::NameTruncated),
        "{first:?}"
    );
}

#[test]
fn every_name_of_a_larger_list_finds_its_entity() {
    let given = [
        "Ivan", "Johanna", "Marius", "Chayapa", "Fabien", "Leocadia", "Tobiasz", "Yusuf", "Nneka", "Sanjay",
    ];
    let family = [
        "Abelard",
        "Tolander",
        "Dejtham",
        "Fontanera",
        "Korbutov",
        "Hamdani",
        "Quillar",
        "Ostrowicz",
        "Brannigan",
        "Vellathur",
    ];
    let mut entities = Vec::new();
    for (i, a) in given.iter().enumerate() {
        for (j, b) in family.iter().enumerate() {
            for k in 0..20 {
                let year = 1940 + (i * 7 + j * 3 + k) % 60;
                let line = format!(
                    r#"{{"id":"{i}-{j}-{k}","schema":"Person","properties":{{"name":["{a} {b}"],"birthDate":["{year}-0{}-1{}"]}}}}"#,
                    1 + k % 9,
                    k % 9
                );
                entities.extend(read_entities(&line).unwrap());
            }
        }
    }
    let index = ListIndex::build(entities.clone());
    for query in entities.iter().step_by(37) {
        let found = hits(&index, query);
        assert_eq!(found.first().map(|hit| &hit.id), Some(&query.id), "{:?}", query.names);
        assert!(found.first().is_some_and(|hit| hit.alert));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_name_is_answered(name in "\\PC{0,60}", listed in "\\PC{0,40}") {
        let line = |id: &str, name: &str| serde_json::json!({"id": id, "schema": "Person", "properties": {"name": [name]}}).to_string();
        let index = ListIndex::build(read_entities(&line("a", &listed)).unwrap());
        let query = read_entities(&line("q", &name)).unwrap();
        for hit in hits(&index, &query[0]) {
            prop_assert!((0.0..=1.0).contains(&hit.score));
        }
    }

    #[test]
    fn any_json_is_an_entity_or_a_refusal(text in "\\PC{0,80}") {
        let _ = read_entities(&text);
        let _ = read_entities(&format!("{{\"id\":\"a\",\"properties\":{{\"name\":[{text:?}],\"birthDate\":{text:?}}}}}"));
    }
}
