//! The report of the exercise world, whole and in every language.

use cordon_trends::report::*;

fn made(year: i32) -> Report {
    build(read_inputs(year, &exercise_files()).unwrap(), &|_| {}).unwrap()
}

/// The report of 2026, made once for all tests.
fn report() -> &'static Report {
    static REPORT: std::sync::OnceLock<Report> = std::sync::OnceLock::new();
    REPORT.get_or_init(|| made(2026))
}

#[test]
fn the_exercise_report_is_whole_in_every_language_and_edition() {
    let report = report();
    assert!(report.findings.len() >= 8, "{:?}", report.findings);
    for language in LANGUAGES {
        for edition in [Edition::Public, Edition::Full] {
            let page = render(report, language, edition).unwrap();
            assert!(page.contains(&format!("lang=\"{}\"", language.code())));
            for wrong in ["NaN", "inf", "{ $", "<script", "style=\"", "http-equiv"] {
                let found = page
                    .find(wrong)
                    .map(|at| &page[at.saturating_sub(60)..(at + 60).min(page.len())]);
                assert!(
                    found.is_none() || (wrong == "inf" && !page.contains(">inf<")),
                    "{wrong}: {found:?}"
                );
            }
            let states = page.contains("QN");
            assert_eq!(states, edition == Edition::Full, "states only in the full edition");
        }
    }
    assert!(
        render(report, Language::Ar, Edition::Full)
            .unwrap()
            .contains("dir=\"rtl\"")
    );
}

#[test]
fn every_element_is_closed() {
    let page = render(report(), Language::En, Edition::Full).unwrap();
    for tag in [
        "section", "figure", "table", "svg", "details", "ol", "ul", "p", "main", "tr", "td", "th", "text",
    ] {
        let opened = page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
        assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "{tag}");
    }
}

#[test]
fn the_same_inputs_give_the_same_report() {
    let once = render(report(), Language::Fr, Edition::Full).unwrap();
    let again = made(2026);
    assert_eq!(once, render(&again, Language::Fr, Edition::Full).unwrap());
}

#[test]
fn any_year_may_be_asked_of_the_exercise_world() {
    assert!(
        render(&made(2031), Language::Es, Edition::Public)
            .unwrap()
            .contains("2031")
    );
    for year in [1899, 2201, i32::MAX] {
        assert_eq!(read_inputs(year, &exercise_files()).unwrap_err().code(), "bad_year");
    }
}

#[test]
fn figures_are_traceable() {
    let report = report();
    let lines: Vec<String> = trail_csv(report).lines().skip(1).map(str::to_owned).collect();
    assert!(lines.len() >= 12);
    for figure in trail(report) {
        for input in figure.inputs.iter().filter(|input| input.ends_with(".csv")) {
            let file = report.files.iter().find(|file| file.name == *input).unwrap();
            assert!(
                lines
                    .iter()
                    .any(|line| line.contains(figure.id) && line.contains(&file.sha256))
            );
        }
    }
    for finding in &report.findings {
        assert!(
            trail(report).iter().any(|figure| figure.id == finding.figure),
            "{finding:?}"
        );
    }
}

#[test]
fn the_tables_hold_every_share_and_count() {
    let report = report();
    let shares = shares_csv(report);
    assert_eq!(shares.lines().count(), 1 + 13 * 2 * 6);
    assert_eq!(counts_csv(report).lines().count(), 459);
    assert!(models_csv(report).lines().count() > 10);
    let mut reader = csv::Reader::from_reader(shares.as_bytes());
    for row in reader.records().map(Result::unwrap) {
        let number = |i: usize| row[i].parse::<f64>().unwrap();
        assert!((number(3) / number(4) - number(5)).abs() < 1e-6 && number(6) <= number(5) && number(5) <= number(7));
        let heard: f64 = (9..13).map(number).sum();
        assert_eq!(
            number(8),
            heard + number(13),
            "everyone asked is accounted for: {row:?}"
        );
    }
}

#[test]
fn sdmx_has_its_columns_and_one_row_per_key() {
    let report = report();
    let text = sdmx_csv(report, true);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().unwrap().clone();
    assert_eq!(&head[0], "STRUCTURE");
    assert_eq!(&head[11], "OBS_VALUE");
    let mut keys = std::collections::BTreeSet::new();
    for row in reader.records().map(Result::unwrap) {
        assert_eq!((&row[0], &row[2], row.len()), ("dataflow", "R", 19));
        assert!(row[11].parse::<f64>().unwrap().is_finite());
        let key: Vec<String> = row.iter().skip(3).take(8).map(str::to_owned).collect();
        assert!(keys.insert(key), "{row:?}");
    }
    assert!(!sdmx_csv(report, false).contains("RECORDED"));
}

#[test]
fn a_share_of_few_answers_is_suppressed_and_never_zero() {
    let mut files = exercise_files();
    files.respondents.extend_from_slice(b"EX900,R9\nEX901,R9\n");
    files.answers.extend_from_slice(b"EX900,fraud,present-threat,1,5\n");
    let report = build(read_inputs(2026, &files).unwrap(), &|_| {}).unwrap();
    let row = shares_csv(&report)
        .lines()
        .find(|line| line.starts_with("fraud,present-threat,R9"))
        .unwrap()
        .to_owned();
    assert!(row.starts_with("fraud,present-threat,R9,,,,,,2,"), "{row}");
    let sdmx = sdmx_csv(&report, false);
    let row = sdmx
        .lines()
        .find(|line| line.contains(",R9,") && line.contains("PRESENT_THREAT_FRAUD"))
        .unwrap();
    assert!(row.contains(",NaN,M,0,C,"), "{row}");
}

#[test]
fn inputs_that_cannot_be_are_refused_with_their_file() {
    let with = |change: &dyn Fn(&mut InputFiles)| {
        let mut files = exercise_files();
        change(&mut files);
        read_inputs(2026, &files).unwrap_err()
    };
    let refused = with(&|files| files.answers.extend_from_slice(b"EX001,fraud,present-threat,1,9\n"));
    assert_eq!(refused.code(), "unknown");
    assert!(refused.to_string().contains("answers.csv"), "{refused}");
    assert_eq!(
        with(&|files| files.about = b"key,value\nyear,2020\n".to_vec()).code(),
        "other_year"
    );
    assert_eq!(with(&|files| files.about.clear()).code(), "malformed");
    assert_eq!(
        with(&|files| files.counts = Some(b"area,iccs,period,count\nQM,0701,0,-4\n".to_vec())).code(),
        "malformed"
    );
    assert_eq!(
        with(&|files| files.lists = Some(b"a,count\n1,5\n".to_vec())).code(),
        "too_few_lists"
    );
    assert_eq!(
        with(&|files| files.occurrences = Some(b"x\n1\n".to_vec())).code(),
        "malformed"
    );
    let sums = b"asset,cases,lost,asked,held,returned\nEUR,1,5,6,0,0\n".to_vec();
    assert_eq!(with(&|files| files.interception = Some(sums.clone())).code(), "exceeds");
    let mut silent = exercise_files();
    silent.answers = b"respondent,item,question,answer\nEX001,fraud,present-threat,DK\n".to_vec();
    let refused = build(read_inputs(2026, &silent).unwrap(), &|_| {}).unwrap_err();
    assert_eq!(refused.code(), "too_few_units");
}
