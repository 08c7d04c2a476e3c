//! Bytes that mean harm: nothing panics, nothing is slow, nothing wrong is accepted as another thing.

use std::time::{Duration, Instant};

use cordon_iso20022::{Summary, read};
use proptest::prelude::*;

use crate::files::fixtures;

fn samples() -> Vec<Vec<u8>> {
    fixtures().into_iter().map(|(_, bytes)| bytes).collect()
}

/// Reads, and sums up what was read; the test is that both return.
fn survive(bytes: &[u8]) {
    if let Ok(message) = read(bytes) {
        let summary = Summary::of(&message);
        assert!(serde_json::to_string(&summary).is_ok());
    }
}

/// One way to spoil a message.
#[derive(Debug, Clone)]
enum Spoil {
    Flip(prop::sample::Index, u8),
    Cut(prop::sample::Index),
    Remove(prop::sample::Index, usize),
    Double(prop::sample::Index, usize),
    Insert(prop::sample::Index, &'static [u8]),
}

const INSERTS: &[&[u8]] = &[
    b"<",
    b">",
    b"&",
    b"&amp;",
    b"&#0;",
    b"&#xFFFFFFFFFF;",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"<?x",
    b"<!DOCTYPE a>",
    b"\0",
    b"\xC3\x28",
    b"\xEF\xBB\xBF",
    b"</Document>",
    b"<Document>",
    b"xmlns=\"\"",
    b"xmlns:xml=\"x\"",
    b"999999999999999999999",
    b"-",
    b"<TxInf/>",
    b"<a:b>",
];

fn spoil() -> impl Strategy<Value = Spoil> {
    let index = any::<prop::sample::Index>;
    prop_oneof![
        (index(), any::<u8>()).prop_map(|(at, byte)| Spoil::Flip(at, byte)),
        index().prop_map(Spoil::Cut),
        (index(), 1..200_usize).prop_map(|(at, length)| Spoil::Remove(at, length)),
        (index(), 1..400_usize).prop_map(|(at, length)| Spoil::Double(at, length)),
        (index(), prop::sample::select(INSERTS)).prop_map(|(at, piece)| Spoil::Insert(at, piece)),
    ]
}

fn apply(mut bytes: Vec<u8>, spoils: &[Spoil]) -> Vec<u8> {
    for spoil in spoils {
        if bytes.is_empty() {
            break;
        }
        let length = bytes.len();
        match spoil {
            Spoil::Flip(at, byte) => bytes[at.index(length)] ^= byte,
            Spoil::Cut(at) => bytes.truncate(at.index(length)),
            Spoil::Remove(at, count) => {
                let from = at.index(length);
                bytes.drain(from..(from + count).min(length));
            }
            Spoil::Double(at, count) => {
                let from = at.index(length);
                let piece = bytes[from..(from + count).min(length)].to_vec();
                bytes.splice(from..from, piece);
            }
            Spoil::Insert(at, piece) => {
                let from = at.index(length);
                bytes.splice(from..from, piece.iter().copied());
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn spoiled_messages_are_read_or_refused(
        sample in prop::sample::select(samples()),
        spoils in prop::collection::vec(spoil(), 1..6),
    ) {
        survive(&apply(sample, &spoils));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        survive(&bytes);
    }

    #[test]
    fn any_markup_is_read_or_refused(pieces in prop::collection::vec(prop::sample::select(INSERTS), 0..40)) {
        survive(&pieces.concat());
    }
}

#[test]
fn every_cut_of_every_sample_is_refused() {
    for (name, bytes) in fixtures() {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let end = text.trim_end().len();
        for cut in (0..end).step_by(7).chain([end - 1]) {
            if let Some(part) = text.get(..cut) {
                assert!(read(part.as_bytes()).is_err(), "{name} cut at {cut}");
            }
        }
    }
}

#[test]
fn large_hostile_inputs_are_answered_quickly() {
    let bomb = format!("<a b='{}'/>", "&amp;".repeat(1_900_000));
    let deep = "<a>".repeat(3_300_000);
    let wide = "<a/>".repeat(2_400_000);
    let attributes: String = format!(
        "<a {}/>",
        (0..800_000).map(|number| format!("b{number}='' ")).collect::<String>()
    );
    let prefixes = format!(
        "<a {}/>",
        (0..400_000)
            .map(|number| format!("xmlns:b{number}='x' "))
            .collect::<String>()
    );
    let namespaces = format!(
        "<a>{}</a>",
        (0..99_000)
            .map(|number| format!("<b xmlns='u{number}'/>"))
            .collect::<String>()
    );
    let siblings = format!("<a>{}</a>", "<b/>".repeat(99_000));
    let text = format!("<a>{}</a>", "&#65;".repeat(1_900_000));
    let comment = format!("<a><!--{}--></a>", "x".repeat(9_000_000));
    for (what, input) in [
        ("an attribute full of entities", bomb),
        ("nesting", deep),
        ("many roots", wide),
        ("many attributes", attributes),
        ("many prefixes", prefixes),
        ("many namespaces", namespaces),
        ("many elements of one name", siblings),
        ("many character references", text),
        ("a long comment", comment),
    ] {
        let begun = Instant::now();
        assert!(read(input.as_bytes()).is_err(), "{what}");
        let taken = begun.elapsed();
        assert!(taken < Duration::from_secs(4), "{what} took {taken:?}");
    }
}
