//! Member countries: counted on a date, never written down.

use cordon_members::countries::{CountryBook, MemberCountry, Region};
use cordon_vocabulary::{Country, Exercise};

fn on(book: &CountryBook, date: &str) -> usize {
    book.members_on(date.parse().unwrap()).count()
}

#[test]
fn the_shipped_book_counts_as_the_sources_do() {
    let book = CountryBook::shipped().unwrap();
    assert_eq!(on(book, "2022-06-30"), 195, "the source year");
    assert_eq!(on(book, "2023-11-28"), 195);
    assert_eq!(on(book, "2023-11-29"), 196, "the day Palau joined");
    assert_eq!(on(book, "2026-11-23"), 196);
    assert_eq!(on(book, "2018-11-19"), 192);
    assert_eq!(on(book, "2018-11-20"), 194);
    assert_eq!(on(book, "1956-06-12"), 0);
}

#[test]
fn every_member_is_complete() {
    let book = CountryBook::shipped().unwrap();
    for country in book
        .members_on("2026-11-23".parse().unwrap())
        .chain(book.exercise_states())
    {
        for zone in &country.zones {
            assert!(jiff::tz::TimeZone::get(zone).is_ok(), "{}: {zone}", country.code);
        }
        assert!(
            country.names.ar.chars().any(|c| ('\u{600}'..'\u{700}').contains(&c)),
            "{}",
            country.code
        );
        assert_eq!(country.code.is_exercise(), country.exercise == Exercise::Exercise);
    }
    for region in Region::ALL {
        let members = book
            .members_on("2026-11-23".parse().unwrap())
            .filter(|country| country.region == region);
        assert!(members.count() >= 15, "{region:?}");
    }
}

#[test]
fn exercise_states_are_known_and_never_counted() {
    let book = CountryBook::shipped().unwrap();
    let codes: Vec<_> = book.exercise_states().map(|country| country.code.code()).collect();
    assert_eq!(codes, ["QM", "QN", "QO", "QP", "QQ", "QR", "QS", "QT"]);
    assert!(
        book.members_on("2026-11-23".parse().unwrap())
            .all(|country| country.exercise == Exercise::Real)
    );
    assert_eq!(
        book.find("qma").map(|country| country.names.in_language("fr")),
        Some("Quillonie")
    );
}

#[test]
fn a_country_is_found_by_either_code() {
    let book = CountryBook::shipped().unwrap();
    assert_eq!(book.find("plw").map(|country| country.code.code()), Some("PW"));
    assert_eq!(
        book.get(Country::parse("CW").unwrap()).map(MemberCountry::zone),
        Some("America/Curacao")
    );
    assert_eq!(book.find("KP"), None);
    assert_eq!(book.find("XX"), None);
}

const HEADING: &str = "# version 1; test\ncode,alpha3,name_ar,name_en,name_fr,name_es,region,region_verified,zones,member_since,member_until,source,verified\n";
const ROW: &str = "AA,AAA,ا,A,A,A,africa,true,Africa/Lagos,2000,,a source,true\n";

#[test]
fn a_former_member_is_no_member() {
    let ended = ROW.replace("2000,,", "2000,2010-03-01,");
    let book = CountryBook::load(&format!("{HEADING}{ended}"), HEADING).unwrap();
    assert_eq!(
        (on(&book, "2000-06-01"), on(&book, "2000-12-31")),
        (0, 1),
        "the day is unknown, the year certain"
    );
    assert_eq!((on(&book, "2010-02-28"), on(&book, "2010-03-01")), (1, 0));
}

#[test]
fn rows_that_cannot_be_right_are_refused_with_their_line() {
    let refused = |text: &str, reason: &str| {
        let bad = CountryBook::load(text, HEADING).unwrap_err();
        assert!(bad.reason.contains(reason), "{bad}");
        bad.line
    };
    assert_eq!(refused(&format!("{HEADING}{ROW}{ROW}"), "a second time"), 4);
    assert_eq!(
        refused(&format!("{HEADING}{}", ROW.replace("AA,AAA", "A1,AAA")), "two-letter"),
        3
    );
    assert_eq!(
        refused(&format!("{HEADING}{}", ROW.replace("AA,AAA", "AA,AA")), "three-letter"),
        3
    );
    assert_eq!(
        refused(&format!("{HEADING}{}", ROW.replace("AA,AAA", "QM,AAA")), "exercise"),
        3
    );
    assert_eq!(
        refused(
            &format!("{HEADING}{}", ROW.replace("africa", "atlantis")),
            "unknown variant"
        ),
        3
    );
    assert_eq!(
        refused(
            &format!("{HEADING}{}", ROW.replace("2000,,", "2000-13,,")),
            "not a date"
        ),
        3
    );
    assert_eq!(
        refused(
            &format!("{HEADING}{}", ROW.replace("2000,,", "2000,1999,")),
            "ends before"
        ),
        3
    );
    assert_eq!(
        refused(&format!("{HEADING}{}", ROW.replace("a source", " ")), "source"),
        3
    );
    assert_eq!(
        refused(&format!("{HEADING}{}", ROW.replace("Africa/Lagos", "Lagos")), "zones"),
        3
    );
    assert_eq!(refused(&HEADING.replace("# version", "#"), "version"), 1);
    assert_eq!(refused(&format!("{HEADING}AA,AAA\n"), "fields"), 3);
}

#[test]
fn regions_are_read_in_any_spelling() {
    for text in [
        "Middle East and North Africa",
        "middle-east-and-north-africa",
        "MIDDLE EAST AND NORTH AFRICA",
    ] {
        assert_eq!(Region::parse(text), Some(Region::MiddleEastAndNorthAfrica));
    }
    assert_eq!(Region::parse("Atlantis"), None);
}
