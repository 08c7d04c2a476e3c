//! Media is recognised whatever it is wrapped in, and what bureaus do send is let through.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use cordon_fingerprints::media::{Kind, Wrapping, recognise};
use proptest::prelude::*;

fn fixture(name: &str) -> Vec<u8> {
    let path = format!(
        "{}/../../fixtures/fingerprints/pictures/{name}",
        env!("CARGO_MANIFEST_DIR")
    );
    std::fs::read(path).expect(name)
}

fn box_of(kind: &[u8], brand: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0, 0, 0, 24];
    bytes.extend_from_slice(kind);
    bytes.extend_from_slice(brand);
    bytes.extend_from_slice(&[0; 60]);
    bytes
}

fn zip() -> Vec<u8> {
    let mut bytes = b"PK\x03\x04\x14\0\0\0\x08\0".to_vec();
    bytes.extend_from_slice(&[7; 40]);
    bytes.extend_from_slice(b"a.txt");
    bytes
}

fn tar() -> Vec<u8> {
    let mut header = vec![0_u8; 1_024];
    header[..5].copy_from_slice(b"a.txt");
    header[257..262].copy_from_slice(b"ustar");
    header
}

/// Heads of files of each kind, written by hand from their specifications, and the whole fixtures.
fn media() -> Vec<(&'static str, Kind, Vec<u8>)> {
    let mut gzip = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    gzip.extend_from_slice(&[0x4b; 40]);
    let mut stream = vec![0_u8; 188 * 5];
    stream.iter_mut().step_by(188).for_each(|byte| *byte = 0x47);
    let mut seven = b"7z\xbc\xaf\x27\x1c\0\x04".to_vec();
    seven.extend_from_slice(&[1; 40]);
    let mut mkv = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01".to_vec();
    mkv.extend_from_slice(&[0x42; 40]);
    vec![
        ("jpeg", Kind::Picture, fixture("bridge.jpg")),
        ("png", Kind::Picture, fixture("waves_rgb_13x6.png")),
        ("webp", Kind::Picture, fixture("waves_rgb_65x63.webp")),
        ("bmp", Kind::Picture, fixture("waves_rgb_65x63.bmp")),
        (
            "gif",
            Kind::Picture,
            [&b"GIF89a\x05\0\x05\0\x80\0\0"[..], &[9; 40]].concat(),
        ),
        ("tiff", Kind::Picture, [&b"II*\0\x08\0\0\0"[..], &[1; 40]].concat()),
        ("heif", Kind::Picture, box_of(b"ftyp", b"heic")),
        ("mp4", Kind::Video, box_of(b"ftyp", b"isom")),
        ("quicktime", Kind::Video, box_of(b"moov", &[0, 0, 0, 9])),
        ("matroska", Kind::Video, mkv),
        (
            "avi",
            Kind::Video,
            [&b"RIFF\x10\x10\0\0AVI LIST"[..], &[3; 40]].concat(),
        ),
        ("mpeg", Kind::Video, [&b"\0\0\x01\xba\x44"[..], &[3; 40]].concat()),
        ("mpeg-ts", Kind::Video, stream),
        ("flv", Kind::Video, [&b"FLV\x01\x05\0\0\0\x09"[..], &[0; 40]].concat()),
        ("zip", Kind::Archive, zip()),
        ("gzip", Kind::Archive, gzip),
        ("7z", Kind::Archive, seven),
        ("rar", Kind::Archive, [&b"Rar!\x1a\x07\x01\0"[..], &[3; 40]].concat()),
        ("xz", Kind::Archive, [&b"\xfd7zXZ\0\0\x04"[..], &[3; 40]].concat()),
        ("zstd", Kind::Archive, [&b"\x28\xb5\x2f\xfd\x04"[..], &[3; 40]].concat()),
        ("tar", Kind::Archive, tar()),
    ]
}

fn expect(body: &[u8], name: &str, kind: Kind, wrapping: Wrapping, how: &str) {
    let found = recognise(body).unwrap_or_else(|| panic!("{name} {how} went through"));
    assert_eq!(
        (found.format.kind, found.wrapping),
        (kind, wrapping),
        "{name} {how}: {found:?}"
    );
}

#[test]
fn plain_media_is_recognised_by_name() {
    for (name, kind, bytes) in media() {
        let found = recognise(&bytes).unwrap_or_else(|| panic!("{name} went through"));
        assert_eq!((found.format.name, found.format.kind), (name, kind));
        assert_eq!((found.wrapping, found.offset), (Wrapping::Plain, 0), "{name}");
        expect(
            &[b"\r\n ", &bytes[..]].concat(),
            name,
            kind,
            Wrapping::Plain,
            "after white space",
        );
    }
}

#[test]
fn text_wrappings_are_opened() {
    for (name, kind, bytes) in media() {
        let standard = STANDARD.encode(&bytes);
        let url_safe = URL_SAFE_NO_PAD.encode(&bytes);
        let wrapped: String = standard
            .as_bytes()
            .chunks(76)
            .map(|line| format!("{}\r\n", String::from_utf8_lossy(line)))
            .collect();
        let escaped = standard.replace('/', "\\/");
        let json_lines = wrapped.replace("\r\n", "\\n");
        let percent = standard.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
        let bodies = [
            ("alone", standard.clone()),
            ("url-safe", url_safe),
            ("in lines", wrapped.clone()),
            ("in JSON", format!(r#"{{"series":"7","file":"{escaped}"}}"#)),
            ("in JSON lines", format!(r#"{{"note":"{json_lines}"}}"#)),
            ("as data URI", format!(r#"<img src="data:image/x;base64,{standard}"/>"#)),
            ("in XML", format!("<a><b>\n{wrapped}</b></a>")),
            ("in a form", format!("case=7&file={percent}&x=1")),
        ];
        for (how, body) in bodies {
            expect(body.as_bytes(), name, kind, Wrapping::Base64, how);
        }
        let twice = STANDARD.encode(&standard);
        expect(twice.as_bytes(), name, kind, Wrapping::Base64, "twice");
        let json_in_base64 = STANDARD.encode(format!(r#"{{"file":"{standard}"}}"#));
        expect(
            json_in_base64.as_bytes(),
            name,
            kind,
            Wrapping::Base64,
            "in JSON in base64",
        );
        let digits = hex::encode(bytes.iter().chain([0; 400].iter()).copied().collect::<Vec<u8>>());
        expect(
            format!(r#"{{"x":"{digits}"}}"#).as_bytes(),
            name,
            kind,
            Wrapping::Hex,
            "hex",
        );
    }
}

#[test]
fn media_on_a_later_line_or_in_a_part_is_recognised() {
    for (name, kind, bytes) in media() {
        let part = [
            &b"--b\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n"[..],
            &bytes,
            b"\r\n--b--\r\n",
        ]
        .concat();
        expect(&part, name, kind, Wrapping::Embedded, "in a part");
        let escaped: String = bytes.iter().map(|byte| format!("%{byte:02X}")).collect();
        expect(
            format!("a=1&file={escaped}").as_bytes(),
            name,
            kind,
            Wrapping::Embedded,
            "percent-encoded",
        );
        if !matches!(name, "tar" | "mpeg-ts") {
            let body = format!("hello\n{}", STANDARD.encode(&bytes));
            expect(body.as_bytes(), name, kind, Wrapping::Base64, "behind a word");
        }
    }
    let behind = [&b"harmless words, then \x01\x02"[..], &fixture("bridge.jpg")].concat();
    expect(&behind, "jpeg", Kind::Picture, Wrapping::Embedded, "behind bytes");
    let behind = [&b"MZ\x90\0 a program "[..], &zip()].concat();
    expect(&behind, "zip", Kind::Archive, Wrapping::Embedded, "behind a program");
}

#[test]
fn drawings_are_pictures() {
    for body in [
        "<?xml version=\"1.0\"?>\n<!-- x -->\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "<svg:svg>",
        r#"{"icon":"<svg viewBox='0 0 1 1'>"}"#,
        "P3\n# by hand\n2 2\n255\n0 0 0",
    ] {
        let found = recognise(body.as_bytes()).expect(body);
        assert_eq!(found.code(), "picture-refused");
    }
}

#[test]
fn what_bureaus_send_goes_through() {
    let pdq = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22";
    let jpeg_like = format!("ffd8ff{}", &pdq[6..]);
    let photo_dna = STANDARD.encode([0xa1_u8; 144]);
    let list: String = (0..500).map(|n| format!("{pdq},100,id{n}\r\n")).collect();
    let bare: String = (0..500).map(|n| format!("{:064x}\n", u128::MAX - n)).collect();
    let bodies = [
        String::new(),
        "{}".to_owned(),
        list,
        bare,
        jpeg_like.clone(),
        format!(r#"{{"pdq":"{jpeg_like}","quality":100}}"#),
        format!(r#"{{"photodna":"{photo_dna}"}}"#),
        "GIF89a and PK are the first letters of files. BM too. The ftyp box, RIFF, P3, moov.".to_owned(),
        "ftyp is a box; Rar! 7z PK\u{3}".to_owned(),
        "MD5;SHA1;PhotoDNA;Image ID\nd41d8cd98f00b204e9800998ecf8427e;;;7".to_owned(),
        "<queryResult><images><image><id>1</id></image></images></queryResult>".to_owned(),
        "from=2017-10-20T00%3A00%3A00.000Z&to=2017-10-30T00%3A00%3A00.000Z".to_owned(),
        "P5 is a seat; P1 too".to_owned(),
        "%PDF-1.7 a paper".to_owned(),
        "نص عربي طويل بلا صور ".repeat(50),
    ];
    for body in bodies {
        assert_eq!(recognise(body.as_bytes()), None, "{}", &body[..body.len().min(80)]);
    }
}

#[test]
fn a_large_hostile_body_is_judged_quickly() {
    let line = format!("{}\n", "A".repeat(76));
    let body = line.repeat(60_000);
    assert_eq!(recognise(body.as_bytes()), None);
    let tokens = format!("{},", "B".repeat(1_000)).repeat(4_000);
    assert_eq!(recognise(tokens.as_bytes()), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_are_judged_without_fault(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _either = recognise(&bytes);
    }

    #[test]
    fn hashes_in_any_writing_go_through(bytes in any::<[u8; 32]>(), more in proptest::collection::vec(any::<u8>(), 144)) {
        let body = format!(
            r#"{{"sha256":"{}","b64":"{}","photodna":"{}"}}"#,
            hex::encode(bytes), STANDARD.encode(bytes), STANDARD.encode(&more)
        );
        prop_assert_eq!(recognise(body.as_bytes()), None);
    }
}
