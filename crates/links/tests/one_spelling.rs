//! Spellings of one thing meet; spellings of two things do not; junk is refused by name.

use cordon_links::normalise::{Locale, Strength, ValueKind, guess, normalise};
use proptest::prelude::*;

fn canonical(kind: ValueKind, text: &str) -> String {
    normalise(kind, text, &Locale::default())
        .unwrap_or_else(|fault| panic!("{text}: {fault}"))
        .canonical
}

fn code(kind: ValueKind, text: &str) -> &'static str {
    normalise(kind, text, &Locale::default()).expect_err(text).code()
}

const ONE_VALUE_EACH: [(ValueKind, &[&str]); 12] = [
    (
        ValueKind::Account,
        &[
            "GB33 BUKB 2020 1555 5555 55",
            "gb33-bukb-2020-1555-5555-55",
            "IBAN: GB33BUKB20201555555555",
        ],
    ),
    (ValueKind::Account, &["ALDRQM20XXX/12-34 5", "aldrqm20/12345"]),
    (
        ValueKind::Account,
        &["12-34-56 7890", "1234567890", "１２３４５６７８９０"],
    ),
    (
        ValueKind::Telephone,
        &[
            "+999 (0)20 1234-567",
            "00999 20 1234567",
            "tel:+999201234567;ext=5",
            "+٩٩٩٢٠١٢٣٤٥٦٧",
            "\u{200e}+999 20 1234 567 ext. 12",
        ],
    ),
    (
        ValueKind::Email,
        &[
            "Ann.Bee@Example.ORG",
            "mailto:ann.bee@example.org?subject=x",
            "Ann Bee <ann.bee@example.org>",
            "ann.bee@example.org.",
        ],
    ),
    (ValueKind::Email, &["a.n.n+shop@gmail.com", "ANN@googlemail.com"]),
    (ValueKind::Email, &["x@bücher.example", "X@xn--bcher-kva.example"]),
    (
        ValueKind::Wallet,
        &[
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
            "BITCOIN:BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4?amount=1",
        ],
    ),
    (
        ValueKind::Wallet,
        &[
            "0x52908400098527886E0F7030069857D2E4169EE7",
            "ethereum:0x52908400098527886e0f7030069857d2e4169ee7@1",
        ],
    ),
    (ValueKind::Document, &["UTO:L898902C3", "uto: L898-902 C3<"]),
    (
        ValueKind::Address,
        &[
            "12, Harbour St., Alderport",
            "12 harbour street ALDERPORT",
            "No. 12 Hárbour Street - Alderport",
        ],
    ),
    (
        ValueKind::Name,
        &["Dr. José Álvarez-Roca", "ALVAREZ ROCA, Jose", "jose  roca alvarez"],
    ),
];

#[test]
fn spellings_of_one_value_meet() {
    for (kind, spellings) in ONE_VALUE_EACH {
        let first = canonical(kind, spellings[0]);
        for spelling in spellings {
            assert_eq!(canonical(kind, spelling), first, "{spelling}");
        }
    }
}

#[test]
fn different_values_stay_apart() {
    assert_ne!(
        canonical(ValueKind::Wallet, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"),
        canonical(ValueKind::Wallet, "1BoatSLRHtKNngkdXEeobR76b53LETtpyT")
    );
    assert_ne!(
        canonical(ValueKind::Email, "a.b@example.org"),
        canonical(ValueKind::Email, "ab@example.org")
    );
    assert_ne!(
        canonical(ValueKind::Email, "a+b@example.org"),
        canonical(ValueKind::Email, "a@example.org")
    );
    assert_ne!(
        canonical(ValueKind::Document, "UTO:L898902C3"),
        canonical(ValueKind::Document, "QMX:L898902C3")
    );
    let digits = "0".repeat(64);
    assert_ne!(
        canonical(ValueKind::Hash, &digits),
        canonical(ValueKind::Hash, &format!("pdq:{digits}"))
    );
}

#[test]
fn a_document_with_issuer_is_also_found_by_its_number_alone() {
    let with = normalise(ValueKind::Document, "UTO:L898902C3", &Locale::default()).expect("a document");
    let without = normalise(ValueKind::Document, "L898902C3", &Locale::default()).expect("a document");
    assert_eq!(with.weaker, Some(without.canonical.clone()));
    assert_eq!(
        (with.strength, without.strength),
        (Strength::Identifying, Strength::Weak)
    );
}

#[test]
fn a_national_number_needs_a_calling_code() {
    assert_eq!(code(ValueKind::Telephone, "020 1234567"), "no-calling-code");
    let locale = Locale {
        calling_code: Some("999".into()),
    };
    let number = normalise(ValueKind::Telephone, "020 1234567", &locale).expect("a number");
    assert_eq!(number.canonical, "+999201234567");
}

#[test]
fn junk_is_refused_by_name() {
    assert_eq!(code(ValueKind::Name, "  \u{200b} "), "empty-value");
    assert_eq!(code(ValueKind::Name, "a\0b"), "control-character");
    assert_eq!(code(ValueKind::Name, &"x".repeat(600)), "value-too-long");
    assert_eq!(code(ValueKind::Account, "GB34BUKB20201555555555"), "wrong-check-digits");
    assert_eq!(code(ValueKind::Account, "account"), "wrong-form");
    assert_eq!(
        code(ValueKind::Wallet, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"),
        "wrong-check-digits"
    );
    assert_eq!(
        code(ValueKind::Wallet, "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5"),
        "wrong-check-digits"
    );
    assert_eq!(code(ValueKind::Telephone, "+12 call me"), "wrong-form");
    assert_eq!(code(ValueKind::Telephone, "+1234567890123456"), "wrong-form");
    assert_eq!(code(ValueKind::Email, "nobody"), "wrong-form");
    assert_eq!(code(ValueKind::Email, "a b@example.org"), "wrong-form");
    assert_eq!(code(ValueKind::Email, "a@nodot"), "wrong-form");
    assert_eq!(code(ValueKind::Hash, "abc"), "wrong-form");
    assert_eq!(code(ValueKind::Hash, &format!("md5:{}", "0".repeat(40))), "wrong-form");
    assert_eq!(code(ValueKind::Document, "?"), "wrong-form");
    assert_eq!(code(ValueKind::Address, "here"), "wrong-form");
}

#[test]
fn a_search_box_guesses_the_kind() {
    let kinds = |text: &str| -> Vec<ValueKind> {
        guess(text, &Locale::default())
            .expect(text)
            .into_iter()
            .map(|value| value.kind)
            .collect()
    };
    assert_eq!(kinds("GB33BUKB20201555555555"), vec![ValueKind::Account]);
    assert_eq!(kinds("+999201234567"), vec![ValueKind::Telephone]);
    assert_eq!(kinds("a@example.org"), vec![ValueKind::Email]);
    assert_eq!(kinds("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"), vec![ValueKind::Wallet]);
    assert_eq!(kinds(&"a1".repeat(16)), vec![ValueKind::Hash]);
    assert_eq!(kinds("UTO:L898902C3"), vec![ValueKind::Account, ValueKind::Document]);
    assert_eq!(kinds("Ann Bee"), vec![ValueKind::Address, ValueKind::Name]);
    assert_eq!(
        guess("!?", &Locale::default()).expect_err("nothing").code(),
        "wrong-form"
    );
}

proptest! {
    #[test]
    fn the_one_spelling_is_stable_and_any_text_has_an_answer(text in "\\PC{0,60}", any in any::<String>()) {
        for kind in ValueKind::ALL {
            let _answer = normalise(kind, &any, &Locale::default());
            if let Ok(value) = normalise(kind, &text, &Locale::default()) {
                prop_assert!(!value.canonical.is_empty());
                prop_assert_eq!(value.kind, kind);
                prop_assert_eq!(normalise(kind, &format!("  {text} "), &Locale::default()), Ok(value));
            }
        }
        let _answer = guess(&any, &Locale::default());
    }
}
