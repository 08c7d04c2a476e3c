//! Every invented request of `fixtures/notices` against the findings that are expected of it, each named when it fails.

use std::{fs, path::PathBuf};

use cordon_notices::{
    check::check_request,
    image::ImageFacts,
    request::{World, read},
    rulebook::{Rulebook, Rules},
};
use serde_json::Value;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/notices")
}

fn names() -> Vec<String> {
    let entries = fs::read_dir(folder().join("requests")).unwrap_or_else(|e| panic!("fixtures/notices/requests: {e}"));
    let mut names: Vec<String> = entries
        .filter_map(|entry| {
            entry
                .ok()?
                .file_name()
                .into_string()
                .ok()?
                .strip_suffix(".json")
                .map(str::to_owned)
        })
        .collect();
    names.sort();
    names
}

fn picture(file: &str) -> Option<ImageFacts> {
    let plain = !file.contains(['/', '\\']) && file != "..";
    plain
        .then(|| fs::read(folder().join("requests").join(file)).ok())
        .flatten()
        .map(|bytes| ImageFacts::of(&bytes))
}

fn found(name: &str) -> Value {
    let bytes = fs::read(folder().join(format!("requests/{name}.json"))).unwrap_or_else(|e| panic!("{name}: {e}"));
    let mut file = read(&bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
    file.request.look_up_pictures(picture);
    let book = Rulebook::model().unwrap_or_else(|e| panic!("{e}"));
    let rules = match file.world.unwrap_or_default() {
        World::Exercise => Rules::exercise(book),
        World::Real => Rules::adopted(book, Vec::new()).unwrap_or_else(|e| panic!("{e}")),
    };
    let now = file.at.unwrap_or_else(|| panic!("{name} names no instant"));
    serde_json::to_value(check_request(&file, now, &rules).view(false)).unwrap_or_else(|e| panic!("{e}"))
}

#[test]
fn every_invented_request_gets_the_findings_expected_of_it() {
    let names = names();
    assert!(names.len() >= 30, "only {} requests are there", names.len());
    let mut wrong = Vec::new();
    for name in &names {
        let text = fs::read_to_string(folder().join(format!("expected/{name}.json")))
            .unwrap_or_else(|e| panic!("{name}: {e}"));
        let expected: Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        let found = found(name);
        let mut bare = found.clone();
        for finding in bare["findings"].as_array_mut().into_iter().flatten() {
            let message = finding.as_object_mut().and_then(|f| f.remove("message"));
            if message.and_then(|m| m.as_str().map(|m| m.len() < 15)).unwrap_or(true) {
                wrong.push(format!("{name}: a finding says nothing: {finding}"));
            }
        }
        if bare != expected {
            wrong.push(format!("{name}:\n   expected {expected}\n   found    {found}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} requests differ:\n{}",
        wrong.len(),
        names.len(),
        wrong.join("\n")
    );
}

#[test]
fn a_report_has_the_three_keys_and_six_fields_that_are_promised() {
    let report = found("threshold-23-months-and-27-days");
    let keys = |v: &Value| {
        v.as_object()
            .map(|o| o.keys().cloned().collect::<Vec<_>>())
            .unwrap_or_default()
    };
    assert_eq!(keys(&report), ["findings", "rulebook", "verdict"]);
    assert_eq!(
        keys(&report["findings"][0]),
        ["article", "field", "kind", "message", "outcome", "rule"]
    );
}

#[test]
fn no_fixture_names_a_real_country_as_requester() {
    for name in names() {
        let text = fs::read_to_string(folder().join(format!("requests/{name}.json"))).unwrap_or_else(|e| panic!("{e}"));
        let value: Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}"));
        if let Some(country) = value["requester"]["country"].as_str() {
            assert!(country.starts_with('Q'), "{name} names {country}");
        }
    }
}
