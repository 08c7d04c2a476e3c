//! Machine-readable zones: the standard's own examples, round trips, and hostile bytes.

use cordon_screening::mrz::{Draft, Format, Mode, ProblemCode, WriteRefusal, confusable_numbers, read, write};
use proptest::prelude::*;

const TD3: &str = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n";
const TD1: &str = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<\n";
const TD2: &str = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6\n";
const MRV_A: &str = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<\n";
const MRV_B: &str = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<\n";

#[test]
fn the_specimens_of_the_five_formats_are_valid() {
    for (zone, format) in [
        (TD1, Format::Td1),
        (TD2, Format::Td2),
        (TD3, Format::Td3),
        (MRV_A, Format::MrvA),
        (MRV_B, Format::MrvB),
    ] {
        for mode in [Mode::Strict, Mode::Lenient] {
            let reading = read(zone, mode);
            assert!(reading.valid, "{format:?} {:?}", reading.problems);
            assert_eq!(reading.format, Some(format));
            assert_eq!(
                (reading.fields.surname.as_str(), reading.fields.given_names.as_str()),
                ("ERIKSSON", "ANNA MARIA")
            );
            assert!(reading.corrections.is_empty() && !reading.truncated);
        }
    }
}

#[test]
fn fields_come_without_fillers() {
    let fields = read(TD3, Mode::Strict).fields;
    assert_eq!(fields.document_code, "P");
    assert_eq!(fields.issuer, "UTO");
    assert_eq!(fields.number, "L898902C3");
    assert_eq!(fields.nationality, "UTO");
    assert_eq!(fields.birth_date, "740812");
    assert_eq!(fields.sex, "F");
    assert_eq!(fields.expiry_date, "120415");
    assert_eq!(fields.optional, "ZE184226B");
}

#[test]
fn published_lower_lines_carry_the_published_composite_digits() {
    let td3 = format!(
        "P<YTO{:<<39}\nHA672242<6YTO5802254M9601086<<<<<<<<<<<<<<08",
        "STEVENSON<<PETER<JOHN"
    );
    let td2 = format!(
        "I<YTO{:<<31}\nHA672242<6YTO5802254M9601086<<<<<<<8",
        "STEVENSON<<PETER<JOHN"
    );
    let td1 = format!(
        "I<YTOD231458907<<<<<<<<<<<<<<<\n3407127M9507122YTO<<<<<<<<<<<2\n{:<<30}",
        "STEVENSON<<PETER<JOHN"
    );
    for zone in [td3, td2, td1] {
        let reading = read(&zone, Mode::Strict);
        assert!(reading.valid, "{:?}", reading.problems);
        assert!(
            reading
                .checks
                .iter()
                .any(|check| check.field == "composite" && check.ok)
        );
    }
}

#[test]
fn an_empty_personal_number_may_leave_its_digit_empty() {
    let zone = format!(
        "P<YTO{:<<39}\nHA672242<6YTO5802254M9601086<<<<<<<<<<<<<<<8",
        "STEVENSON<<PETER<JOHN"
    );
    assert!(read(&zone, Mode::Strict).valid);
}

#[test]
fn long_numbers_run_on_into_the_optional_data() {
    let zone = "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<\n";
    let reading = read(zone, Mode::Strict);
    assert_eq!(reading.fields.number, "D23145890734");
    assert_eq!(reading.fields.optional, "");
    assert!(
        reading
            .checks
            .iter()
            .any(|check| check.field == "number" && check.ok && check.found == "9"),
        "{:?}",
        reading.checks
    );
}

#[test]
fn a_wrong_digit_is_named_with_what_was_expected() {
    let zone = TD3.replace("L898902C36", "L898902C35");
    let reading = read(&zone, Mode::Strict);
    assert!(!reading.valid);
    let number = reading.checks.iter().find(|check| check.field == "number").unwrap();
    assert_eq!(
        (number.expected.as_deref(), number.found.as_str(), number.ok),
        (Some("6"), "5", false)
    );
    assert!(
        reading
            .problems
            .iter()
            .any(|problem| problem.code == ProblemCode::CheckDigit && problem.line == 2 && problem.column == 10)
    );
}

#[test]
fn each_problem_is_told_apart() {
    for (zone, code) in [
        (TD3.replace("P<UTO", "X<UTO"), ProblemCode::DocumentCode),
        (TD3.replace("740812", "741312"), ProblemCode::Date),
        (TD3.replace("2F12", "2Q12"), ProblemCode::Sex),
        (TD3.replace("ANNA", "ANN4"), ProblemCode::CharacterNotAllowed),
        (TD3.replace("ERIKSSON", "<RIKSSON"), ProblemCode::Name),
        (TD3.replace("L898902C36", "<<<<<<<<<0"), ProblemCode::NumberMissing),
        ("ABC\nDEF\n".to_owned(), ProblemCode::UnknownFormat),
        (String::new(), ProblemCode::UnknownFormat),
        ("<".repeat(5000), ProblemCode::UnknownFormat),
    ] {
        let reading = read(&zone, Mode::Strict);
        assert!(
            !reading.valid && reading.problems.iter().any(|problem| problem.code == code),
            "{code:?}: {reading:?}"
        );
    }
}

#[test]
fn the_lenient_reader_mends_and_says_so() {
    let zone = TD3
        .replace("L898902C36UTO7408122", "L8989O2C36UT07408I22")
        .to_lowercase();
    assert!(!read(&zone, Mode::Strict).valid);
    let reading = read(&zone, Mode::Lenient);
    assert!(reading.valid, "{:?}", reading.problems);
    assert_eq!(reading.fields.number, "L898902C3");
    assert!(
        reading
            .corrections
            .iter()
            .any(|c| c.line == 2 && c.column == 6 && c.read == "O" && c.corrected == "0")
    );
}

#[test]
fn the_lenient_reader_knows_fillers_in_other_dress() {
    let joined: String = TD3.split_whitespace().collect();
    assert!(read(&joined, Mode::Lenient).valid);
    let guillemets = TD3.replace("<<", "«");
    assert!(read(&guillemets, Mode::Lenient).valid);
    let short = TD3.replace("MARIA<<<<<<<<<<<<<<<<<<<", "MARIA<<<<<<<<<<<<<<<");
    assert!(read(&short, Mode::Lenient).valid);
    let letters = TD3.replace("MARIA<<<<<<<<<<<<<<<<<<<", "MARIA<<<<K<<<<KK<<<<<<<K");
    let reading = read(&letters, Mode::Lenient);
    assert!(
        reading.valid && reading.fields.given_names == "ANNA MARIA" && !reading.truncated,
        "{reading:?}"
    );
}

#[test]
fn drafts_that_no_zone_can_hold_are_refused() {
    let good = draft();
    let cases = [
        (
            Draft {
                number: "A23456789012345678901234".into(),
                ..good.clone()
            },
            "mrz.too_long",
        ),
        (
            Draft {
                number: "12#4".into(),
                ..good.clone()
            },
            "mrz.character",
        ),
        (
            Draft {
                birth_date: "19740812".into(),
                ..good.clone()
            },
            "mrz.date",
        ),
        (
            Draft {
                document_code: "V".into(),
                ..good.clone()
            },
            "mrz.document_code",
        ),
        (
            Draft {
                surname: String::new(),
                ..good.clone()
            },
            "mrz.missing",
        ),
    ];
    for (draft, code) in cases {
        let refusal: WriteRefusal = write(Format::Td1, &draft).unwrap_err();
        assert_eq!(refusal.code(), code);
    }
}

#[test]
fn names_of_other_alphabets_are_transliterated() {
    let zone = write(
        Format::Td3,
        &Draft {
            document_code: "P".into(),
            surname: "Müller-Åberg".into(),
            given_names: "Юлия".into(),
            ..draft()
        },
    )
    .unwrap();
    assert!(zone[0].starts_with("P<UTOMUELLER<AABERG<<IULIIA<<<"), "{}", zone[0]);
}

fn draft() -> Draft {
    Draft {
        document_code: "I".into(),
        issuer: "UTO".into(),
        number: "D23145890".into(),
        nationality: "UTO".into(),
        birth_date: "740812".into(),
        sex: "F".into(),
        expiry_date: "120415".into(),
        optional: String::new(),
        surname: "Eriksson".into(),
        given_names: "Anna Maria".into(),
    }
}

#[test]
fn numbers_that_readers_confuse_share_a_form() {
    assert_eq!(confusable_numbers("O1S8"), confusable_numbers("0I5B"));
    assert_ne!(confusable_numbers("0123"), confusable_numbers("0124"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_written_is_read_back(
        format in prop::sample::select(Format::ALL.to_vec()),
        number in "[A-Z0-9]{1,9}",
        surname in "[A-Z]{1,8}( [A-Z]{1,6})?",
        given in "([A-Z]{1,7})?",
        optional in "[A-Z0-9]{0,7}",
        sex in "[MF]?",
        month in 1u8..=12,
        day in 1u8..=28,
        year in 0u8..=99,
    ) {
        let code = match format { Format::Td3 => "P", Format::MrvA | Format::MrvB => "V", _ => "I" };
        let birth = format!("{year:02}{month:02}{day:02}");
        let draft = Draft {
            document_code: code.into(), issuer: "D".into(), number: number.clone(), nationality: "UTO".into(),
            birth_date: birth.clone(), sex: sex.clone(), expiry_date: "300101".into(), optional: optional.clone(),
            surname: surname.clone(), given_names: given.clone(),
        };
        let zone = write(format, &draft).unwrap().join("\n");
        let reading = read(&zone, Mode::Strict);
        prop_assert!(reading.valid, "{zone}\n{:?}", reading.problems);
        prop_assert_eq!(reading.format, Some(format));
        prop_assert_eq!(reading.fields.number, number);
        prop_assert_eq!(reading.fields.surname, surname);
        prop_assert_eq!(reading.fields.given_names, given);
        prop_assert_eq!(reading.fields.optional, optional);
        prop_assert_eq!(reading.fields.sex, sex);
        prop_assert_eq!(reading.fields.birth_date, birth);
        prop_assert_eq!(reading.fields.issuer, "D");
    }

    #[test]
    fn long_numbers_come_back_whole(number in "[A-Z0-9]{10,13}", format in prop::sample::select(vec![Format::Td1, Format::Td2])) {
        let zone = write(format, &Draft { number: number.clone(), ..draft() }).unwrap().join("\n");
        let reading = read(&zone, Mode::Strict);
        prop_assert!(reading.valid, "{zone}\n{:?}", reading.problems);
        prop_assert_eq!(reading.fields.number, number);
    }

    #[test]
    fn any_text_is_answered(text in "\\PC{0,200}", lenient in any::<bool>()) {
        let _ = read(&text, if lenient { Mode::Lenient } else { Mode::Strict });
    }

    #[test]
    fn any_bytes_in_the_shape_of_a_zone_are_answered(
        bytes in prop::collection::vec(any::<u8>(), 0..100),
        lenient in any::<bool>(),
        width in prop::sample::select(vec![30usize, 36, 44]),
    ) {
        let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        let shaped: String = text.chars().enumerate().flat_map(|(at, sign)| {
            [Some(sign), (at % width == width - 1).then_some('\n')].into_iter().flatten()
        }).collect();
        let reading = read(&shaped, if lenient { Mode::Lenient } else { Mode::Strict });
        prop_assert_eq!(reading.valid, reading.problems.is_empty());
    }

    #[test]
    fn one_changed_cell_is_seen_or_harmless(at in 0usize..44, sign in "[A-Z0-9<]") {
        let mut lines: Vec<String> = TD3.lines().map(str::to_owned).collect();
        let before = lines[1].clone();
        lines[1].replace_range(at..=at, &sign);
        let reading = read(&lines.join("\n"), Mode::Strict);
        if reading.valid && lines[1] != before {
            // Only a sign of equal value modulo ten, or a cell outside every check digit, may pass.
            let digit = |line: &str| cordon_screening::mrz::check_digit(line.as_bytes().get(at..=at).unwrap());
            prop_assert!(digit(&before) == digit(&lines[1]) || (10..13).contains(&at) || at == 20);
        }
    }
}
