//! Every refusal of the hidden-figure estimators, provoked; and hostile tables that must end in an answer or a refusal.

use cordon_trends::hidden::*;
use proptest::prelude::*;

fn request(interval: IntervalKind) -> Request {
    Request {
        choice: Choice::Auto,
        criterion: None,
        order: None,
        interval,
        resamples: 100,
        seed: 1,
    }
}

fn from_csv(text: &str) -> Result<CaptureTable, Refusal> {
    CaptureTable::new(read_cells(text.as_bytes())?)
}

fn refusal(text: &str) -> &'static str {
    match from_csv(text).and_then(|table| estimate(&table, &request(IntervalKind::Profile), &|_| {})) {
        Ok(answer) => panic!("answered {} instead of refusing", answer.fit.estimate),
        Err(refusal) => refusal.code(),
    }
}

#[test]
fn tables_that_cannot_be_read_say_where() {
    for (text, code) in [
        ("", "malformed"),
        ("a,b\n1,0\n", "malformed"),
        ("a,b,count\n", "malformed"),
        ("a,b,count\n1,0,NaN\n", "malformed"),
        ("a,b,count\n1,0,inf\n", "malformed"),
        ("a,b,count\n1,0,\n", "malformed"),
        ("a,b,count\n1,0,2.5\n", "malformed"),
        ("a,b,count\n1,2,5\n", "malformed"),
        ("a,b,count\n1,0\n", "malformed"),
        ("a,b,count\n1,0,-5\n", "negative_count"),
        ("a,b,count\n1,0,99999999999999999999\n", "count_too_large"),
        ("a,b,count\n1,0,1e12\n0,1,1e12\n", "count_too_large"),
        ("a,b,count\n0,0,7\n1,0,5\n", "counted_unseen"),
        ("a,count\n1,5\n", "too_few_lists"),
        ("a,b,count\n1,0,0\n0,1,0\n", "empty"),
        ("a,b,c,count\n1,0,0,4\n0,1,0,4\n1,1,0,4\n", "empty_list"),
        ("a,b,count\n1,0,30\n0,1,20\n", "no_overlap"),
    ] {
        assert_eq!(refusal(text), code, "{text:?}");
    }
    let refused = from_csv("a,b,count\n1,0,5\n1,x,6\n").unwrap_err();
    assert!(refused.to_string().contains("line 3, column b"), "{refused}");
}

#[test]
fn thirty_lists_are_refused_for_models_but_answered_by_pairs() {
    let names: Vec<String> = (1..=30).map(|i| format!("l{i}")).collect();
    let row = |set: &[usize]| -> String {
        (0..30)
            .map(|i| if set.contains(&i) { "1," } else { "0," })
            .collect::<String>()
    };
    let text = format!(
        "{},count\n{}40\n{}30\n{}9\n",
        names.join(","),
        row(&[0]),
        row(&[1]),
        row(&[0, 1])
    );
    assert_eq!(refusal(&text), "too_many_lists");
    assert_eq!(pairs(&read_cells(text.as_bytes()).unwrap()).len(), 435);
    let many: Vec<String> = (0..70).map(|i| format!("l{i}")).collect();
    let text = format!("{},count\n{}1\n", many.join(","), "1,".repeat(70));
    assert_eq!(read_cells(text.as_bytes()).unwrap_err().code(), "too_many_lists");
}

#[test]
fn models_without_an_estimate_are_refused() {
    let table = from_csv("a,b,c,count\n1,0,0,40\n0,1,0,30\n0,0,1,20\n1,1,0,6\n").unwrap();
    let asked = |model: &str| {
        let choice = Choice::Fixed(Model::parse(model, 3)?);
        estimate(
            &table,
            &Request {
                choice,
                ..request(IntervalKind::None)
            },
            &|_| {},
        )
    };
    assert_eq!(asked("[12,3]").unwrap_err().code(), "no_estimate");
    assert_eq!(asked("[12,13,23]").unwrap_err().code(), "not_identifiable");
    assert_eq!(asked("[123]").unwrap_err().code(), "bad_model");
    let answered = asked("[13,23]").unwrap();
    assert!(
        (answered.fit.estimate - 290.0 - 6.0).abs() < 1e-6,
        "{}",
        answered.fit.estimate
    );
    let codes: Vec<&str> = answered.warnings.iter().map(|w| w.code).collect();
    assert!(codes.contains(&"isolated_list") && codes.contains(&"boundary_terms") && codes.contains(&"thin_overlap"));
}

#[test]
fn settings_out_of_range_are_refused() {
    let table = from_csv("a,b,c,count\n1,0,0,40\n0,1,0,30\n0,0,1,20\n1,1,0,6\n1,0,1,7\n0,1,1,5\n").unwrap();
    for order in [0, 3, 99] {
        let asked = Request {
            order: Some(order),
            ..request(IntervalKind::None)
        };
        assert_eq!(estimate(&table, &asked, &|_| {}).unwrap_err().code(), "bad_setting");
    }
    let asked = Request {
        resamples: 5,
        ..request(IntervalKind::Bca)
    };
    assert_eq!(estimate(&table, &asked, &|_| {}).unwrap_err().code(), "bad_setting");
    assert_eq!(Catalogue::new(6, 2).unwrap_err().code(), "bad_setting");
    assert_eq!(stepwise(&table, f64::NAN).unwrap_err().code(), "bad_setting");
}

#[test]
fn no_model_at_all_is_refused() {
    // One person on two lists and a third list that shares nobody: with pairs alone no model survives the checks ...
    let table = from_csv("a,b,c,count\n1,0,0,4\n1,1,1,4\n").unwrap();
    let refused = estimate(&table, &request(IntervalKind::None), &|_| {}).unwrap_err();
    assert!(
        matches!(refused.code(), "no_model" | "no_estimate" | "not_identifiable"),
        "{refused}"
    );
}

#[test]
fn a_model_for_other_lists_is_refused() {
    let table = from_csv("a,b,count\n1,0,30\n0,1,20\n1,1,10\n").unwrap();
    assert_eq!(
        fit(&table, &Model::independence(3).unwrap()).unwrap_err().code(),
        "bad_model"
    );
    assert_eq!(sample_coverage(&table).unwrap_err().code(), "too_few_lists");
}

#[test]
fn huge_counts_keep_their_digits() {
    let table = from_csv("a,b,count\n1,0,300000000000\n0,1,200000000000\n1,1,100000000000\n").unwrap();
    let answer = estimate(&table, &request(IntervalKind::Profile), &|_| {}).unwrap();
    assert!((answer.fit.estimate / 1.2e12 - 1.0).abs() < 1e-9);
    let interval = answer.interval.unwrap();
    assert!(interval.lower.unwrap() < 1.2e12 && interval.upper.unwrap() > 1.2e12);
}

fn finite(answer: &Estimate) -> bool {
    let fit = &answer.fit;
    let numbers = [fit.estimate, fit.se, fit.deviance, fit.aic, fit.bic, fit.unseen];
    let ends = answer.interval.iter().flat_map(|i| [i.lower, i.upper]).flatten();
    numbers
        .into_iter()
        .chain(ends)
        .chain(answer.models.iter().map(|m| m.estimate))
        .all(f64::is_finite)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_table_is_answered_finitely_or_refused(
        lists in 2_usize..5,
        counts in proptest::collection::vec(prop_oneof![3 => Just(0_u64), 3 => 1_u64..4, 2 => 1_u64..500, 1 => 1_u64..1_000_000], 31),
        kind in prop_oneof![Just(IntervalKind::Profile), Just(IntervalKind::Wald), Just(IntervalKind::Bca)],
    ) {
        let names = (0..lists).map(|i| format!("l{i}")).collect();
        let cells = (1..1_u64 << lists).zip(counts);
        let Ok(records) = CaptureRecords::new(names, cells) else { return Ok(()) };
        for pair in pairs(&records) {
            prop_assert!(pair.chapman.is_finite() && pair.se.is_finite());
        }
        let Ok(table) = CaptureTable::new(records) else { return Ok(()) };
        if let Ok(answer) = estimate(&table, &request(kind), &|_| {}) {
            prop_assert!(finite(&answer), "{answer:?}");
            prop_assert!(answer.fit.estimate >= table.observed() as f64);
            let ends = answer.interval.and_then(|i| Some((i.lower?, i.upper?)));
            prop_assert!(ends.is_none_or(|(lower, upper)| lower <= upper));
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = read_cells(&bytes);
    }
}
