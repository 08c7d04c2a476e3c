//! The bureau's hasher gives what the reference implementation gives.

use std::path::PathBuf;

use cordon_fingerprints::pdq::Pdq;
use cordon_fingerprints::picture::{FileDigester, NotHashable, hash_picture};

fn fixtures() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/fingerprints")
}

fn picture(name: &str) -> Vec<u8> {
    std::fs::read(fixtures().join("pictures").join(name)).expect(name)
}

#[test]
fn each_fixture_has_the_hash_and_quality_of_the_reference() {
    let table = std::fs::read_to_string(fixtures().join("expected-pdq.csv")).expect("the table");
    let mut compared = 0;
    for line in table.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let [name, pdq, quality] = fields.as_slice() else {
            panic!("{line}");
        };
        let hashed = hash_picture(&picture(name)).expect(name);
        assert_eq!(hashed.quality.to_string(), *quality, "{name}");
        // A picture without structure compares noise with noise: its bits mean nothing.
        if hashed.quality > 0 {
            assert_eq!(hashed.pdq.to_string(), *pdq, "{name}");
        }
        compared += 1;
    }
    assert_eq!(compared, 8);
}

#[test]
fn the_bridge_is_within_ten_bits_of_the_file_tool_of_the_authors() {
    // `pdq/wasm/test/TestData/PDQMD5TestData.csv`, aaa-orig.jpg: the same picture, shrunk to 512 pixels before hashing.
    let tool: Pdq = "d8f8f0cee0f4a84f0637022a078f67f0b36e2ed596621e1d33e6339c4e9c9b22"
        .parse()
        .expect("a hash");
    let hashed = hash_picture(&picture("bridge.jpg")).expect("a picture");
    assert!(hashed.pdq.distance(&tool) <= 10);
}

#[test]
fn digests_of_a_file_are_those_of_the_usual_tools() {
    let mut digester = FileDigester::default();
    for chunk in picture("bridge.jpg").chunks(1_000) {
        digester.update(chunk);
    }
    let digests = digester.finish();
    assert_eq!(digests.bytes, 361_182);
    assert_eq!(digests.md5, "d35c785545392755e7e4164457657269");
    assert_eq!(digests.sha1, "ea45d7166b30f98aac6af52f952193ce3083cb4c");
    assert_eq!(
        digests.sha256,
        "b5b0799616df52d475a3968dc7e54f1d0724c912244ffa6175bc786375dd7298"
    );
}

#[test]
fn what_is_no_picture_or_a_broken_one_is_refused_by_name() {
    for bytes in [&b""[..], b"plain text", b"%PDF-1.7", b"PK\x03\x04rest"] {
        assert_eq!(hash_picture(bytes), Err(NotHashable::NotAPicture));
    }
    let bridge = picture("bridge.jpg");
    assert_eq!(
        hash_picture(&bridge[..200]).expect_err("cut off").code(),
        "damaged-picture"
    );
    let bmp = picture("waves_rgb_65x63.bmp");
    let mut small = bmp.clone();
    // Width and height stand at bytes 18 and 22 of a BMP file.
    small[18..26].copy_from_slice(&[4, 0, 0, 0, 4, 0, 0, 0]);
    assert_eq!(
        hash_picture(&small).expect_err("four pixels").code(),
        "picture-too-small"
    );
    let mut vast = bmp;
    vast[18..26].copy_from_slice(&[0xff, 0xff, 0, 0, 0xff, 0xff, 0, 0]);
    assert_eq!(hash_picture(&vast).expect_err("too vast").code(), "damaged-picture");
}

#[test]
fn damaged_pictures_never_stop_the_hasher() {
    for name in ["waves_rgb_13x6.png", "waves_rgb_65x63.webp", "waves_rgb_65x63.bmp"] {
        let good = picture(name);
        for place in (0..good.len()).step_by(7) {
            let mut bad = good.clone();
            bad[place] ^= 0x55;
            let _either = hash_picture(&bad);
            let _shorter = hash_picture(&good[..place]);
        }
    }
}
