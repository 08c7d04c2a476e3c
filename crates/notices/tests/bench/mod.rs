//! What the tests on rows share: requests made from fixtures by one change, and three worlds.
#![allow(dead_code, reason = "each test file uses its part")]

use std::{fs, path::PathBuf};

use cordon_notices::{
    check::{Facts, Finding, Report, RequestFacts, judge},
    ids::OfficerId,
    image::ImageFacts,
    request::{RequestFile, read},
    rulebook::{Adoption, Rulebook, Rules},
};
use jiff::{Timestamp, civil::date};
use serde_json::Value;

/// One row with facts that it passes or fails on.
pub struct Case {
    pub rule: u16,
    pub name: &'static str,
    pub passes: bool,
    pub facts: Given,
}

/// The facts of a case.
pub enum Given {
    Request(Box<RequestFile>),
    Step(Box<Facts<'static>>),
}

pub fn now() -> Timestamp {
    "2026-11-20T09:00:00Z".parse().unwrap_or_else(|e| panic!("{e}"))
}

pub fn book() -> Rulebook {
    Rulebook::model().unwrap_or_else(|e| panic!("{e}"))
}

pub fn unadopted() -> Rules {
    Rules::adopted(book(), Vec::new()).unwrap_or_else(|e| panic!("{e}"))
}

pub fn rules_with_only(rule: u16) -> Rules {
    let officer = |name: &str| OfficerId::try_from(name).unwrap_or_else(|e| panic!("{e}"));
    let adoption = Adoption {
        rulebook: book().rulebook,
        rule,
        officers: [officer("legal-1"), officer("legal-2")],
        text_compared: "Invented statute, edition 1".into(),
        adopted_on: date(2026, 1, 1),
    };
    Rules::adopted(book(), vec![adoption]).unwrap_or_else(|e| panic!("{e}"))
}

pub fn request(base: &str, change: fn(&mut Value)) -> RequestFile {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/notices/requests");
    let text = fs::read_to_string(folder.join(format!("{base}.json"))).unwrap_or_else(|e| panic!("{base}: {e}"));
    let mut value: Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{base}: {e}"));
    // Outside exercises the desk holds these lists itself.
    match value["kind"].as_str() {
        Some("un") => value["desk"]["un_references"] = serde_json::json!(["QXe.002"]),
        Some("silver") => {
            value["desk"]["silver_participants"] = serde_json::json!(["QM"]);
            value["desk"]["silver_quota"] = serde_json::json!(10);
        }
        _ => {}
    }
    change(&mut value);
    let mut file = read(value.to_string().as_bytes()).unwrap_or_else(|e| panic!("{base}: {e}"));
    file.request
        .look_up_pictures(|name| fs::read(folder.join(name)).ok().map(|bytes| ImageFacts::of(&bytes)));
    file
}

pub fn judge_case(case: &Case, rules: &Rules) -> Report {
    match &case.facts {
        Given::Request(file) => judge(
            &Facts::Request(RequestFacts {
                request: &file.request,
                desk: &file.desk,
                faults: &file.faults,
            }),
            now(),
            rules,
        ),
        Given::Step(facts) => judge(facts, now(), rules),
    }
}

pub fn only(report: Report, rule: u16) -> Vec<Finding> {
    report
        .rows
        .into_iter()
        .filter(|r| r.rule == rule)
        .flat_map(|r| r.findings)
        .collect()
}
