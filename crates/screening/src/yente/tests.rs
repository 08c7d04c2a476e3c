//! Shapes and refusals, as yente's clients meet them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::*;
use crate::entity::read_entities;

fn index() -> ListIndex {
    let lines = [
        r#"{"id":"ex-1","schema":"Person","properties":{"name":["Ivan Abelard"],"birthDate":["1970-02-03"],"nationality":["qt"]}}"#,
        r#"{"id":"ex-2","schema":"Company","properties":{"name":["Abelard Trading"],"country":["qq"]}}"#,
        r#"{"id":"ex-3","schema":"Person","properties":{"name":["Ivan Abelard"],"birthDate":["1991-09-09"],"nationality":["qq"]}}"#,
    ];
    ListIndex::build(read_entities(&lines.join("\n")).unwrap())
}

fn request(queries: Value) -> MatchRequest {
    serde_json::from_value(json!({ "queries": queries, "weights": {"name_match": 0.5} })).unwrap()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
    pairs.iter().map(owned).collect()
}

fn matched(queries: Value, parameters: &[(&str, &str)]) -> Result<Value, YenteRefusal> {
    let (index, tombstones) = (index(), Tombstones::default());
    let list = [Dataset {
        name: "exercise",
        index: &index,
        tombstones: &tombstones,
        old_days: None,
    }];
    let parameters = MatchParameters::read(&pairs(parameters))?;
    let answer = answer_match(&list, &request(queries), &parameters)?;
    Ok(serde_json::to_value(answer).unwrap())
}

fn searched(parameters: &[(&str, &str)]) -> Result<Value, YenteRefusal> {
    let (index, tombstones) = (index(), Tombstones::default());
    let list = [Dataset {
        name: "exercise",
        index: &index,
        tombstones: &tombstones,
        old_days: None,
    }];
    let parameters = SearchParameters::read(&pairs(parameters))?;
    Ok(serde_json::to_value(answer_search(&list, &parameters)).unwrap())
}

fn abelard() -> Value {
    json!({"q1": {"schema": "Person", "properties": {"name": "Abelard Ivan", "birthDate": ["1970-02-03"]}}, "q2": null})
}

#[test]
fn a_match_request_is_answered_in_the_known_shape() {
    let json = matched(abelard(), &[]).unwrap();
    let result = &json["responses"]["q1"]["results"][0];
    assert_eq!(
        (result["id"].as_str(), result["match"].as_bool()),
        (Some("ex-1"), Some(true))
    );
    assert_eq!(result["properties"]["birthDate"][0], "1970-02-03");
    assert_eq!(result["datasets"], json!(["exercise"]));
    for (key, is) in [("caption", "Ivan Abelard"), ("schema", "Person")] {
        assert_eq!(result[key], is);
    }
    assert!(
        result["features"]["name_match"].is_f64() && result["score"].is_f64(),
        "{result}"
    );
    for key in ["referents", "target", "first_seen", "last_seen", "last_change"] {
        assert!(result.get(key).is_some(), "{key}");
    }
    let response = &json["responses"]["q1"];
    assert_eq!(response["status"], 200);
    assert_eq!(response["total"]["relation"], "eq");
    assert_eq!(response["query"]["properties"]["name"], json!(["Abelard Ivan"]));
    assert!(json["matcher"]["name_match"]["description"].is_string());
    assert_eq!(json["limit"], 5);
    assert!(json["responses"].get("q2").is_none());
}

#[test]
fn a_list_past_its_term_says_so_on_each_hit() {
    let (index, tombstones) = (index(), Tombstones::default());
    let ask = |old_days| {
        let list = [Dataset {
            name: "exercise",
            index: &index,
            tombstones: &tombstones,
            old_days,
        }];
        let parameters = MatchParameters::read(&[]).unwrap();
        serde_json::to_value(answer_match(&list, &request(abelard()), &parameters).unwrap()).unwrap()
    };
    let explained = |answer: Value| answer["responses"]["q1"]["results"][0]["explanations"].clone();
    let said = explained(ask(Some(41)));
    assert_eq!(
        said["list_old"]["detail"],
        "The list exercise was stated 41 days ago; its term is over."
    );
    assert!(explained(ask(None)).get("list_old").is_none());
}

#[test]
fn parameters_are_honoured() {
    let ids = |parameters: &[(&str, &str)]| -> Vec<String> {
        let json = matched(abelard(), parameters).unwrap();
        let results = json["responses"]["q1"]["results"].as_array().unwrap().clone();
        results.iter().map(|r| r["id"].as_str().unwrap().to_owned()).collect()
    };
    assert!(ids(&[("cutoff", "0")]).len() > 1);
    assert_eq!(
        ids(&[("limit", "1"), ("cutoff", "0"), ("algorithm", "logic-v2")]),
        ["ex-1"]
    );
    assert!(!ids(&[("exclude_entity_ids", "ex-1"), ("cutoff", "0")]).contains(&"ex-1".to_owned()));
    assert!(ids(&[("exclude_schema", "Person"), ("cutoff", "0")]).is_empty());
    assert!(ids(&[("include_dataset", "other")]).is_empty());
    assert!(ids(&[("exclude_dataset", "exercise")]).is_empty());
    // Topics, dates of change and settings of other scorers never shorten an answer.
    assert_eq!(
        ids(&[
            ("topics", "sanction"),
            ("changed_since", "2026-01-01"),
            ("fuzzy", "false")
        ])[0],
        "ex-1"
    );
    let strict = matched(abelard(), &[("threshold", "1")]).unwrap();
    assert_eq!(strict["responses"]["q1"]["results"][0]["match"], false);
}

#[test]
fn a_search_is_answered_with_facets_and_pages() {
    let json = searched(&[("q", "abelard ivan")]).unwrap();
    assert_eq!(json["results"][0]["caption"], "Ivan Abelard");
    assert_eq!((json["limit"].as_u64(), json["offset"].as_u64()), (Some(10), Some(0)));
    let countries = json["facets"]["countries"]["values"].as_array().unwrap();
    assert!(
        countries.contains(&json!({"name": "qt", "label": "Exercise state QT", "count": 1})),
        "{countries:?}"
    );
    assert_eq!(json["facets"]["datasets"]["values"][0]["name"], "exercise");
    assert_eq!(json["facets"]["topics"]["values"], json!([]));
    let all = json["total"]["value"].as_u64().unwrap();
    assert!(all >= 2);
    let rest = searched(&[("q", "abelard ivan"), ("offset", "1"), ("limit", "1")]).unwrap();
    assert_eq!(rest["total"]["value"].as_u64(), Some(all));
    assert_eq!(rest["results"].as_array().unwrap().len(), 1);
    let of_qq = searched(&[("q", "abelard ivan"), ("countries", "QQ"), ("schema", "Person")]).unwrap();
    assert_eq!(of_qq["results"][0]["id"], "ex-3");
    // The list itself is not handed out.
    assert_eq!(searched(&[]).unwrap()["total"]["value"], 0);
    assert_eq!(
        searched(&[("q", "abelard"), ("target", "false")]).unwrap()["total"]["value"],
        0
    );
}

#[test]
fn entities_are_given_until_they_are_struck_out() {
    let (index, mut struck) = (index(), Tombstones::default());
    let ask = |struck: &Tombstones| {
        let list = [Dataset {
            name: "exercise",
            index: &index,
            tombstones: struck,
            old_days: None,
        }];
        answer_entity(&list, "ex-1").map(|entity| entity.caption)
    };
    assert_eq!(ask(&struck), Ok("Ivan Abelard".to_owned()));
    struck.strike("ex-1");
    assert_eq!(ask(&struck), Err(YenteRefusal::Entity));
}

#[test]
fn each_refusal_is_provoked() {
    let many: BTreeMap<String, Value> = (0..101)
        .map(|at| (at.to_string(), json!({"schema": "Person", "properties": {}})))
        .collect();
    let person = json!({"q": {"schema": "Person", "properties": {"name": ["A B"]}}});
    let refused = |queries: Value, parameters: &[(&str, &str)]| {
        let refusal = matched(queries, parameters).unwrap_err();
        (refusal.status(), refusal.code())
    };
    let cases = [
        (refused(json!(many), &[]), (400, "screening.yente.too_many_queries")),
        (refused(json!({}), &[]), (400, "screening.yente.no_queries")),
        (refused(json!({"q": null}), &[]), (400, "screening.yente.no_queries")),
        (refused(json!({"q": 5}), &[]), (422, "screening.yente.shape")),
        (
            refused(json!({"q": {"properties": {}}}), &[]),
            (422, "screening.yente.shape"),
        ),
        (
            refused(json!({"q": {"schema": "Person"}}), &[]),
            (422, "screening.yente.shape"),
        ),
        (
            refused(json!({"q": {"schema": "Person", "properties": {"name": {}}}}), &[]),
            (422, "screening.yente.shape"),
        ),
        (
            refused(json!({"q": {"schema": "Spoon", "properties": {}}}), &[]),
            (400, "screening.yente.query"),
        ),
        (
            refused(person.clone(), &[("limit", "501")]),
            (422, "screening.yente.parameter"),
        ),
        (
            refused(person.clone(), &[("limit", "many")]),
            (422, "screening.yente.parameter"),
        ),
        (
            refused(person.clone(), &[("threshold", "1.5")]),
            (422, "screening.yente.parameter"),
        ),
        (
            refused(person.clone(), &[("cutoff", "NaN")]),
            (422, "screening.yente.parameter"),
        ),
        (
            refused(person.clone(), &[("changed_since", "yesterday")]),
            (422, "screening.yente.parameter"),
        ),
        (
            refused(person.clone(), &[("fuzzy", "perhaps")]),
            (422, "screening.yente.parameter"),
        ),
        (
            refused(person.clone(), &[("algorithm", "guess")]),
            (400, "screening.yente.algorithm"),
        ),
        (
            refused(person.clone(), &[("exclude_schema", "Spoon")]),
            (400, "screening.yente.schema"),
        ),
        (
            refused(person, &[("exclude_entity_ids", "x"); 51]),
            (422, "screening.yente.parameter"),
        ),
    ];
    for (got, expected) in cases {
        assert_eq!(got, expected);
    }
    for parameters in [("offset", "9500"), ("facets", "shoes"), ("target", "maybe")] {
        let refusal = searched(&[parameters]).unwrap_err();
        assert_eq!((refusal.status(), refusal.code()), (422, "screening.yente.parameter"));
    }
    assert_eq!(
        searched(&[("schema", "Spoon")]).unwrap_err().code(),
        "screening.yente.schema"
    );
    let body = YenteRefusal::Body { reason: String::new() };
    let dataset = YenteRefusal::Dataset { name: String::new() };
    assert_eq!((body.status(), dataset.status()), (422, 404));
    assert_eq!(
        (body.code(), dataset.code()),
        ("screening.yente.body", "screening.yente.dataset")
    );
}
