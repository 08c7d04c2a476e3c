//! Another organisation's statute is another rulebook file: other articles, limits and kinds, no other code.

use cordon_notices::{
    check::{Verdict, check_request},
    request::read,
    rulebook::{Rulebook, Rules},
};

const STATUTE: &str = include_str!("statutes/invented-league-1.json");

fn verdict(text: &str) -> (Verdict, Vec<(u16, String)>) {
    let rules = Rules::exercise(Rulebook::from_json(STATUTE).unwrap_or_else(|e| panic!("{e}")));
    let file = read(text.as_bytes()).unwrap_or_else(|e| panic!("{e}"));
    let now = "2026-11-20T09:00:00Z".parse().unwrap_or_else(|e| panic!("{e}"));
    let report = check_request(&file, now, &rules);
    assert_eq!(report.rulebook, "invented-league-1");
    (
        report.verdict(),
        report.findings().map(|f| (f.rule, f.article.clone())).collect(),
    )
}

fn request(months: u16) -> String {
    format!(
        r#"{{"kind": "amber", "author": "officer-1", "purposes": ["detain"], "requester": {{"type": "bureau", "country": "QM"}},
            "case": {{"mode": "prosecution", "offences": [{{"code": "theft", "max_penalty": {{"months": {months}}}}}]}}}}"#
    )
}

#[test]
fn its_own_threshold_of_a_year_decides_under_its_own_article() {
    assert_eq!(verdict(&request(12)), (Verdict::Publishable, vec![]));
    assert_eq!(
        verdict(&request(11)),
        (Verdict::Refused, vec![(2, "League Charter 9(2)".into())])
    );
}

#[test]
fn kinds_of_the_model_do_not_exist_there() {
    let (verdict, findings) = verdict(&request(12).replace("amber", "red"));
    assert_eq!(
        (verdict, findings.first().cloned()),
        (Verdict::Refused, Some((1, "League Charter 4".into())))
    );
}
