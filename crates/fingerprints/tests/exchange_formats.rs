//! Lists in the formats of the exchanges are read whole, and what is wrong in them is named.

use cordon_fingerprints::Algorithm;
use cordon_fingerprints::exchange::{icse, ncmec, plain, vics};
use cordon_fingerprints::lists::{Grade, Medium, Record, Standing, TrustRule, standing};
use proptest::prelude::*;
use serde_json::Value;

fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/../../fixtures/fingerprints/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).expect(name)
}

fn algorithms(record: &Record) -> Vec<Algorithm> {
    record
        .prints
        .iter()
        .map(|print| print.fingerprint.algorithm())
        .collect()
}

#[test]
fn an_ncmec_page_is_read_with_votes_tombstones_and_the_next_page() {
    let page = ncmec::read(&fixture("ncmec-entries.xml"), "ncmec").expect("a page");
    assert_eq!((page.records.len(), page.tombstones.len()), (2, 1));
    let picture = &page.records[0];
    assert_eq!(
        (picture.key.id.as_str(), picture.medium),
        ("picture-1", Medium::Picture)
    );
    assert_eq!(algorithms(picture), vec![Algorithm::Md5, Algorithm::Sha1]);
    assert_eq!(picture.other_prints["netclean"], "opaque-7");
    assert_eq!((picture.grades[0].scheme(), picture.grades[0].value()), ("ncmec", "A1"));
    assert!(matches!(
        standing(&picture.votes, TrustRule::default()),
        Standing::Disputed { by, confirmed_by } if by.len() == 1 && confirmed_by.len() == 2
    ));
    let video = &page.records[1];
    assert_eq!(video.medium, Medium::Video);
    assert!(video.other_prints["tmk-pdqf"].ends_with("TMK_PDQF"));
    assert_eq!(page.tombstones[0].key.id, "picture-4");
    assert!(page.tombstones[0].at.is_some());
    assert!(page.next_page.expect("a next page").contains("&start=2001&"));
    assert_eq!(page.left_out.len(), 1);
    assert_eq!(page.left_out[0].field, "pdna");
}

#[test]
fn vics_files_come_back_as_they_were() {
    for name in ["vics-2.0-hash-set.json", "vics-1.3-case.json"] {
        let bytes = fixture(name);
        let original: Value = serde_json::from_slice(&bytes).expect(name);
        let file = vics::read(&bytes, "vics", None).expect(name);
        assert_eq!(file.write(), original, "{name}");
        let mut wide = vec![0xff, 0xfe];
        wide.extend(
            String::from_utf8_lossy(&bytes)
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        );
        assert_eq!(vics::read(&wide, "vics", None).expect("UTF-16").write(), original);
    }
}

#[test]
fn vics_categories_carry_the_region_of_their_file() {
    let file = vics::read(&fixture("vics-2.0-hash-set.json"), "vics", Some("US")).expect("a hash set");
    assert_eq!((file.region.as_str(), file.version), ("UK", vics::Version::V2_0));
    let first = &file.imported.records[0];
    assert_eq!((first.grades[0].region(), first.grades[0].value()), (Some("UK"), "1"));
    assert_eq!(first.findings.victim_identified, Some(true));
    assert_eq!(first.findings.series.as_deref(), Some("lighthouse"));
    let case = vics::read(&fixture("vics-1.3-case.json"), "vics", None).expect("a case");
    assert_eq!(
        (case.contents, case.version),
        (vics::Contents::Case, vics::Version::V1_3)
    );
    assert_eq!(case.imported.records[0].grades[0].region(), Some("US"));
}

#[test]
fn a_changed_grade_is_written_and_a_foreign_one_is_not() {
    let mut file = vics::read(&fixture("vics-2.0-hash-set.json"), "vics", None).expect("a hash set");
    file.imported.records[0].grades = vec![Grade::new(Grade::VICS, Some("UK"), "5").expect("a grade")];
    file.imported.records[1].grades = vec![Grade::new(Grade::VICS, Some("US"), "9").expect("a grade")];
    let written = file.write();
    assert_eq!(written["value"][0]["Category"], 5);
    assert_eq!(written["value"][0]["Tags"][1]["as"], "it came");
    assert_eq!(written["value"][1]["Category"], 2);
}

#[test]
fn records_of_other_sources_are_exported_as_vics() {
    let mut set = vics::VicsFile::hash_set("UK");
    set.imported = icse::read(&fixture("icse-export.csv"), "icse").expect("an export");
    let written = set.write().to_string();
    let again = vics::read(written.as_bytes(), "vics", None).expect("a hash set");
    assert_eq!(again.imported.records.len(), 2);
    assert_eq!(
        algorithms(&again.imported.records[0]),
        vec![Algorithm::Md5, Algorithm::Sha1]
    );
    assert!(again.imported.records[0].grades.is_empty());
}

#[test]
fn an_icse_table_is_read_by_the_names_of_its_columns() {
    let export = icse::read(&fixture("icse-export.csv"), "icse").expect("an export");
    let [first, second] = export.records.as_slice() else {
        panic!("{} records", export.records.len());
    };
    assert_eq!(first.findings.series.as_deref(), Some("lighthouse"));
    assert_eq!(first.findings.submissions, Some(12));
    assert_eq!(
        (first.findings.victim_identified, first.findings.offender_identified),
        (Some(true), Some(false))
    );
    assert_eq!(
        (second.medium, second.findings.victim_identified),
        (Medium::Video, None)
    );
    assert_eq!(second.findings.gravest_by_source, Some(true));
    let turned = "Extra;Image ID;md5\nkept;5;000102030405060708090a0b0c0d0e0f\n";
    let export = icse::read(turned.as_bytes(), "icse").expect("an export");
    assert_eq!(export.records[0].kept["Extra"], "kept");
}

#[test]
fn a_plain_list_groups_the_hashes_of_one_id() {
    let text = format!(
        "{},100,a\n{},60,a\n{}\n",
        "0".repeat(64),
        "1".repeat(64),
        "2".repeat(64)
    );
    let list = plain::read(text.as_bytes(), "own", Algorithm::Pdq).expect("a list");
    assert_eq!(list.records.len(), 2);
    assert_eq!(list.records[0].prints.len(), 2);
    let refused = plain::read(b"00\n", "own", Algorithm::Md5).expect_err("two digits");
    assert_eq!((refused.code(), refused.place.as_str()), ("bad-value", "line 1"));
}

#[test]
fn faulty_files_are_refused_with_code_and_place() {
    let vics = |text: &str| vics::read(text.as_bytes(), "l", None).expect_err(text).code();
    assert_eq!(vics("{"), "malformed");
    assert_eq!(vics("[]"), "not-this-format");
    assert_eq!(vics("{\"value\":[]}"), "not-this-format");
    assert_eq!(
        vics(r##"{"@odata.context":"x/2.0.xml/UK/$metadata#Other","value":[]}"##),
        "unknown-version"
    );
    assert_eq!(
        vics(r##"{"@odata.context":"x/2.0.xml/$metadata#Media","value":[]}"##),
        "grade-without-region"
    );
    assert_eq!(
        vics(r##"{"@odata.context":"x/2.0.xml/UK/$metadata#Media"}"##),
        "missing-field"
    );
    assert_eq!(
        vics(r##"{"@odata.context":"x/2.0.xml/UK/$metadata#Media","value":[{}]}"##),
        "missing-field"
    );
    assert_eq!(
        vics(r##"{"@odata.context":"x/2.0.xml/UK/$metadata#Media","value":[{"MediaID":1,"Category":"bad"}]}"##),
        "bad-value"
    );
    let ncmec = |text: &str| ncmec::read(text.as_bytes(), "l").expect_err(text).code();
    assert_eq!(ncmec("<status/>"), "not-this-format");
    assert_eq!(
        ncmec("<queryResult><images><image/></images></queryResult>"),
        "missing-field"
    );
    assert_eq!(
        ncmec("<queryResult><images><audio/></images></queryResult>"),
        "not-this-format"
    );
    assert_eq!(ncmec("<queryResult><images>"), "malformed");
    assert_eq!(ncmec("<!DOCTYPE a [<!ENTITY b \"c\">]><queryResult/>"), "malformed");
    assert_eq!(ncmec(&"<a>".repeat(100)), "malformed");
    assert_eq!(
        ncmec::read(&[0xff, 0x00, 0xff], "l").expect_err("bytes").code(),
        "not-text"
    );
    let icse = |text: &str| icse::read(text.as_bytes(), "l").expect_err(text);
    assert_eq!(icse("a;b\n1;2\n").code(), "not-this-format");
    assert_eq!(icse("Image ID;MD5\n1\n").code(), "malformed");
    assert_eq!(icse("Image ID;MD5\n;1\n").code(), "missing-field");
    assert_eq!(icse("Image ID;MD5;Baseline\n1;;maybe\n").place, "line 2");
}

#[test]
fn a_picture_hidden_in_a_kept_field_is_refused() {
    use base64::Engine as _;
    let picture = fixture("pictures/waves_rgb_64x64.png");
    let coded = base64::engine::general_purpose::STANDARD.encode(picture);
    let text = format!(
        r##"{{"@odata.context":"x/2.0.xml/UK/$metadata#Media","value":[{{"MediaID":1,"Thumb":{{"data":"{coded}"}}}}]}}"##
    );
    assert_eq!(
        vics::read(text.as_bytes(), "l", None).expect_err("a picture").code(),
        "media-in-file"
    );
    let table = format!("Image ID;MD5;Thumb\n1;;{coded}\n");
    assert_eq!(
        icse::read(table.as_bytes(), "l").expect_err("a picture").code(),
        "media-in-file"
    );
}

proptest! {
    #[test]
    fn any_damage_to_a_file_is_an_answer_not_a_fault(place in 0_usize..4_000, byte in any::<u8>(), cut in 0_usize..4_000) {
        for name in ["ncmec-entries.xml", "vics-2.0-hash-set.json", "vics-1.3-case.json", "icse-export.csv"] {
            let mut bytes = fixture(name);
            let at = place % bytes.len();
            bytes[at] = byte;
            bytes.truncate(bytes.len() - cut % bytes.len() / 2);
            let _any = ncmec::read(&bytes, "l").map(|_| ());
            let _any = vics::read(&bytes, "l", None).map(|file| file.write());
            let _any = icse::read(&bytes, "l").map(|_| ());
            let _any = plain::read(&bytes, "l", Algorithm::Md5).map(|_| ());
        }
    }
}
