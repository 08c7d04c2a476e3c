//! Profiles: what the shipped ones say, and what no row says.

use cordon_members::countries::CountryBook;
use cordon_members::profile::{ProfileBook, Topic};
use cordon_members::profile_value::{Allocation, HoldObject, Holder, RedNoticeValue, TermUnit};
use cordon_vocabulary::Country;
use jiff::civil::Date;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn country(code: &str) -> Country {
    Country::parse(code).unwrap()
}

const HEADING: &str = "# version 7; test\ncountry,kind,valid_from,valid_until,value,source,verified\n";

fn book(rows: &str) -> ProfileBook {
    ProfileBook::load(&[("test.csv", &format!("{HEADING}{rows}"))]).unwrap()
}

fn refused(rows: &str) -> (u64, String) {
    let bad = ProfileBook::load(&[("test.csv", &format!("{HEADING}{rows}"))]).unwrap_err();
    (bad.line, bad.reason)
}

#[test]
fn every_shipped_profile_belongs_to_a_known_country() {
    let (profiles, countries) = (ProfileBook::shipped().unwrap(), CountryBook::shipped().unwrap());
    let mut seen = 0;
    for code in profiles.countries() {
        assert!(countries.get(code).is_some(), "{code}");
        seen += 1;
    }
    assert_eq!(
        seen,
        countries.members_on(day("2026-11-23")).count() + countries.exercise_states().count()
    );
}

#[test]
fn real_countries_have_sourced_rows_only_and_the_rest_is_unknown() {
    let profile = ProfileBook::shipped()
        .unwrap()
        .profile(country("TH"), day("2026-11-23"));
    let hold = profile.hold_on_accounts().expect("a sourced hold power");
    assert_eq!(
        (hold.value.count, hold.value.unit, hold.value.by),
        (7, TermUnit::Days, Holder::Bank)
    );
    assert!(!hold.verified && hold.source.starts_with("https://"));
    assert!(profile.red_notice.is_none() && profile.unknown.contains(&Topic::RedNotice));
    let profile = ProfileBook::shipped()
        .unwrap()
        .profile(country("PW"), day("2026-11-23"));
    assert!(profile.holds.is_empty() && profile.unknown.contains(&Topic::Hold));
    assert_eq!(profile.weekend.map(|row| row.value.0), Some(vec![6, 7]));
}

#[test]
fn a_power_over_the_victims_own_account_is_no_power_over_the_thiefs() {
    let profile = ProfileBook::shipped()
        .unwrap()
        .profile(country("SG"), day("2026-11-23"));
    assert_eq!(
        profile.holds.first().map(|power| power.value.on),
        Some(HoldObject::OwnAccount)
    );
    assert_eq!(profile.hold_on_accounts(), None);
}

#[test]
fn exercise_states_have_whole_profiles() {
    let book = ProfileBook::shipped().unwrap();
    for code in ["QM", "QN", "QO", "QP", "QQ", "QR", "QS", "QT"] {
        let profile = book.profile(country(code), day("2026-11-23"));
        let open: Vec<_> = profile
            .unknown
            .iter()
            .filter(|topic| !matches!(topic, Topic::Holiday | Topic::Extradition))
            .collect();
        assert!(open.is_empty(), "{code}: {open:?}");
        assert!(profile.hold_on_accounts().is_some(), "{code}");
    }
    let profile = book.profile(country("QO"), day("2026-11-23"));
    assert_eq!(profile.weekend.map(|row| row.value.0), Some(vec![5, 6]));
    assert_eq!(
        profile.red_notice.map(|row| row.value),
        Some(RedNoticeValue::ProvisionalArrest)
    );
    let profile = book.profile(country("QS"), day("2026-11-23"));
    assert_eq!(profile.allocation.map(|row| row.value), Some(Allocation::ProRata));
}

#[test]
fn rows_hold_between_their_dates() {
    let book = book("QM,weekend,,2022-01-01,5 6,a,true\nQM,weekend,2022-01,,6 7,b,true\n");
    let weekend = |on: &str| book.profile(country("QM"), day(on)).weekend.map(|row| row.value.0);
    assert_eq!(weekend("2021-12-31"), Some(vec![5, 6]));
    assert_eq!(
        weekend("2022-01-15"),
        None,
        "the month alone is known: on its days neither row is certain"
    );
    assert_eq!(weekend("2022-01-31"), Some(vec![6, 7]));
    assert_eq!(book.version(), "7");
}

#[test]
fn rows_that_cannot_be_right_are_refused_with_their_line() {
    let cases = [
        ("QM,weekend,,,8,a,true\n", "days of the week"),
        ("QM,weekend,,,1 2 3 4 5 6 7,a,true\n", "days of the week"),
        ("QM,hold,,,by=bank on=account,a,true\n", "`count=` is missing"),
        (
            "QM,hold,,,by=bank on=account count=0 unit=days first_day=no ends=same_time roll=none,a,true\n",
            "not a number",
        ),
        (
            "QM,hold,,,by=bank on=account count=1 unit=weeks first_day=no ends=same_time roll=none,a,true\n",
            "hours, days, working_days",
        ),
        (
            "QM,hold,,,by=bank on=account count=1 unit=days first_day=no ends=same_time roll=none colour=red,a,true\n",
            "not known here",
        ),
        ("QM,languages,,,french,a,true\n", "language codes"),
        ("QM,holiday,,,2026-02-30 No Day,a,true\n", "not a date"),
        ("QM,allocation,,,by_luck,a,true\n", "receipt_order"),
        ("QM,automated_asks,,,maybe,a,true\n", "neither yes nor no"),
        ("QM,contact,,,desk=ncb,a,true\n", "phone"),
        ("QM,contact,,,desk,a,true\n", "key=value"),
        ("QM,weekend,2022,2021,6 7,a,true\n", "ends before"),
        ("QM,weekend,soon,,6 7,a,true\n", "not a date"),
        ("QM,weekend,,,6 7,,true\n", "source"),
        ("QM,colour,,,red,a,true\n", "unknown variant"),
        ("Q1,weekend,,,6 7,a,true\n", "two-letter"),
    ];
    for (row, reason) in cases {
        let (line, found) = refused(row);
        assert_eq!(line, 3, "{row}");
        assert!(found.contains(reason), "{row}: {found}");
    }
    let (line, found) = refused("QM,weekend,,,6 7,a,true\nQM,weekend,2020,,5 6,a,true\n");
    assert!(line == 4 && found.contains("two rows"), "{found}");
    assert!(ProfileBook::load(&[("test.csv", "country\n")]).is_err());
}
