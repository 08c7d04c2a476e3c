use super::*;

/// The worked example of C2SP `signed-note.md`, made by another implementation.
const FOREIGN_KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const FOREIGN_NOTE: &str = "This is an example message.\n\n\u{2014} example.com/foo \
    Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
/// A signing key of the tests of Go's `sumdb/note`, and its public half.
const FOREIGN_SECRET: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const FOREIGN_PUBLIC: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

fn signer() -> Signer {
    Signer {
        name: "example.org/journal".to_owned(),
        key: SigningKey::from_bytes(&[7; 32]),
    }
}

fn checkpoint() -> Checkpoint {
    Checkpoint {
        origin: "example.org/journal".to_owned(),
        size: 3,
        root: [9; 32],
    }
}

#[test]
fn the_worked_example_of_the_standard_opens() {
    let verifier = Verifier::parse(FOREIGN_KEY).expect("parses");
    assert_eq!(verifier.to_string(), FOREIGN_KEY);
    assert_eq!(verifier.open(FOREIGN_NOTE), Ok("This is an example message.\n"));
    assert!(verifier.open(&FOREIGN_NOTE.replace("an", "no")).is_err());
}

#[test]
fn a_foreign_signing_key_has_its_foreign_public_half() {
    let signer = Signer::parse(FOREIGN_SECRET).expect("parses");
    assert_eq!(signer.to_text().trim(), FOREIGN_SECRET);
    assert_eq!(signer.verifier().to_string(), FOREIGN_PUBLIC);
}

#[test]
fn a_signed_checkpoint_opens_and_says_the_same() {
    let note = signer().sign(&checkpoint());
    let text = signer().verifier().open(&note).expect("opens").to_owned();
    assert_eq!(text, checkpoint().to_text());
    assert_eq!(Checkpoint::parse(&text), Ok(checkpoint()));
    assert_eq!(Checkpoint::parse(&note), Ok(checkpoint()));
}

#[test]
fn keys_survive_their_text_forms() {
    let text = signer().to_text();
    assert_eq!(Signer::parse(&text).expect("parses").to_text(), text);
    let verifier = signer().verifier();
    assert_eq!(Verifier::parse(&verifier.to_string()), Ok(verifier));
}

#[test]
fn every_flipped_bit_of_a_note_is_refused() {
    let note = signer().sign(&checkpoint());
    let verifier = signer().verifier();
    for at in 0..note.len() {
        for bit in 0..8 {
            let mut bytes = note.clone().into_bytes();
            bytes[at] ^= 1 << bit;
            if let Ok(text) = String::from_utf8(bytes) {
                assert!(verifier.open(&text).is_err(), "byte {at} bit {bit}: {text}");
            }
        }
    }
}

#[test]
fn signatures_of_others_are_ignored_but_do_not_suffice() {
    let other = Signer {
        name: "example.org/other".to_owned(),
        key: SigningKey::from_bytes(&[8; 32]),
    };
    let (own, foreign) = (signer().sign(&checkpoint()), other.sign(&checkpoint()));
    let foreign_line = foreign.rsplit_once("\n\n").expect("signature").1;
    let both = format!("{own}{foreign_line}");
    assert!(signer().verifier().open(&both).is_ok());
    assert!(signer().verifier().open(&foreign).is_err());
}

#[test]
fn malformed_checkpoints_are_refused_with_the_line() {
    for (text, line) in [
        ("", "line 1"),
        ("two words\n1\nAAAA\n", "line 1"),
        ("name\n01\n", "line 2"),
        ("name\n-1\n", "line 2"),
        ("name\n99999999999999999999\n", "line 2"),
        ("name\n1\nAAAA\n", "line 3"),
        ("name\n1", "line 3"),
    ] {
        let error = Checkpoint::parse(text).expect_err(text);
        assert!(error.starts_with(line), "{text:?}: {error}");
    }
}

#[test]
fn malformed_keys_are_refused() {
    for text in [
        "",
        "name",
        "name+00000000",
        "name+00000000+AQ==",
        "PRIVATE+KEY+name+00000000+AQ==",
        "PRIVATE+KEY+",
    ] {
        assert!(Verifier::parse(text).is_err(), "{text}");
        assert!(Signer::parse(text).is_err(), "{text}");
    }
}
