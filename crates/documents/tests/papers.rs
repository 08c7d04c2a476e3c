//! The program as its caller meets it: a request in, a PDF out. What a page says is read back with pdftotext where it is
//! installed (Debian: poppler-utils; `cargo xtask test` installs it).

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

const TEMPLATES: [(&str, &str); 4] = [
    ("notice", include_str!("../../../fixtures/documents/notice.json")),
    (
        "decision-letter",
        include_str!("../../../fixtures/documents/decision-letter.json"),
    ),
    (
        "stop-request-letter",
        include_str!("../../../fixtures/documents/stop-request-letter.json"),
    ),
    ("report", include_str!("../../../fixtures/documents/report.json")),
];
const LANGUAGES: [&str; 4] = ["ar", "en", "es", "fr"];
const EXERCISE: [&str; 4] = ["EXERCISE", "EXERCICE", "EJERCICIO", "تمرين"];

fn request(template: &str) -> Value {
    let (_, text) = TEMPLATES
        .iter()
        .find(|(name, _)| *name == template)
        .expect("a template");
    serde_json::from_str(text).expect("a fixture")
}

/// The same paper in one language.
fn alone(mut request: Value, language: &str) -> Value {
    request["languages"] = json!([language]);
    if let Some(parts) = request.pointer_mut("/paper/fields/parts").and_then(Value::as_array_mut) {
        parts.retain(|p| p["language"] == language);
    }
    request
}

fn run(input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_cordon-documents"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    let feed = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("it ends");
    feed.join().expect("fed");
    output
}

fn print(request: &Value) -> Vec<u8> {
    let output = run(request.to_string().as_bytes());
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaint}");
    assert!(complaint.is_empty(), "{complaint}");
    assert!(output.stdout.starts_with(b"%PDF-1.7"));
    output.stdout
}

fn refused(input: &[u8], code: &str, field: &str) {
    let output = run(input);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let complaint = String::from_utf8(output.stderr).expect("text");
    assert_eq!(complaint.trim().lines().count(), 1, "{complaint}");
    let said: Value = serde_json::from_str(&complaint).expect("one line of JSON");
    assert_eq!(
        (said["code"].as_str(), said["field"].as_str()),
        (Some(code), Some(field)),
        "{said}"
    );
    assert!(said["message"].as_str().is_some_and(|m| !m.is_empty()));
}

/// The text of each page in reading order, or nothing where pdftotext is not installed.
fn pages(pdf: &[u8], name: &str) -> Option<Vec<String>> {
    extracted(pdf, name, &[])
}

/// The text of each page as it was drawn: words that stand aslant stay whole.
fn drawn(pdf: &[u8], name: &str) -> Option<Vec<String>> {
    extracted(pdf, name, &["-raw"])
}

fn extracted(pdf: &[u8], name: &str, how: &[&str]) -> Option<Vec<String>> {
    let file = std::env::temp_dir().join(format!("cordon-paper-{}-{name}.pdf", std::process::id()));
    std::fs::write(&file, pdf).expect("a file");
    let said = Command::new("pdftotext")
        .args(["-enc", "UTF-8"])
        .args(how)
        .arg(&file)
        .arg("-")
        .output();
    std::fs::remove_file(&file).expect("removes");
    let Ok(said) = said else {
        eprintln!("skipped: pdftotext is not installed (Debian: poppler-utils)");
        return None;
    };
    let text = String::from_utf8(said.stdout).expect("text");
    Some(
        text.split('\u{c}')
            .filter(|page| !page.trim().is_empty())
            .map(normal)
            .collect(),
    )
}

/// Without the marks that pdftotext puts around text that runs the other way, and the shapes that ligatures have.
fn normal(text: &str) -> String {
    let plain: String = text
        .chars()
        .filter(|c| !matches!(u32::from(*c), 0x200B..=0x200F | 0x202A..=0x202E | 0x2066..=0x2069))
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_template_prints_in_every_language_and_says_exercise_on_every_page() {
    for (template, _) in TEMPLATES {
        for language in LANGUAGES {
            let pdf = print(&alone(request(template), language));
            let name = format!("{template}-{language}");
            let Some(pages) = drawn(&pdf, &name) else { return };
            assert!(!pages.is_empty());
            for (n, page) in pages.iter().enumerate() {
                for word in EXERCISE {
                    // Once at the head, once across the page; aslant, Arabic is read back in the order it was drawn.
                    let aslant: String = word.chars().rev().collect();
                    let found = page.matches(word).count() + page.matches(&aslant).count();
                    assert!(found >= 2, "{name}, page {}: {word}: {page}", n + 1);
                }
            }
        }
    }
}

#[test]
fn a_paper_that_is_no_exercise_does_not_say_so() {
    let mut request = request("stop-request-letter");
    request["exercise"] = json!(false);
    let Some(pages) = pages(&print(&request), "real") else {
        return;
    };
    // The invented states of the fixture are called exercise states; the mark itself is in capitals.
    assert!(
        pages
            .iter()
            .all(|page| EXERCISE[..3].iter().all(|word| !page.contains(word))),
        "{pages:?}"
    );
}

#[test]
fn the_words_stand_in_their_language_and_arabic_in_its_order() {
    let expected = [
        (
            "notice",
            "en",
            [
                "Red notice",
                "The country named above seeks to locate and arrest this person",
                "6 years",
                "17 May 1984",
            ],
        ),
        (
            "notice",
            "fr",
            [
                "Notice rouge",
                "Recherchée aux fins de poursuites",
                "6 ans",
                "17 mai 1984",
            ],
        ),
        (
            "notice",
            "es",
            [
                "Notificación roja",
                "Buscada para su enjuiciamiento",
                "6 años",
                "17 de mayo de 1984",
            ],
        ),
        (
            "notice",
            "ar",
            ["نشرة حمراء", "مطلوبة للمحاكمة", "6 سنوات", "17 مايو 1984"],
        ),
        (
            "decision-letter",
            "en",
            [
                "the request is refused",
                "83(1)(a)(ii)",
                "What you can do",
                "quote the law and the penalty",
            ],
        ),
        (
            "decision-letter",
            "fr",
            [
                "la demande est refusée",
                "83(1)(a)(ii)",
                "Ce que vous pouvez faire",
                "citez la loi et la peine",
            ],
        ),
        (
            "decision-letter",
            "es",
            [
                "se rechaza la solicitud",
                "83(1)(a)(ii)",
                "Qué puede hacer",
                "cite la ley y la pena",
            ],
        ),
        (
            "decision-letter",
            "ar",
            ["رفض الطلب", "المادة", "ما يمكنكم فعله", "اذكروا القانون والعقوبة"],
        ),
        (
            "stop-request-letter",
            "en",
            [
                "Request to hold money",
                "2,320,000.00 EUR",
                "27182 81828",
                "20 December 2026",
            ],
        ),
        (
            "stop-request-letter",
            "fr",
            [
                "Demande de blocage de fonds",
                "2,320,000.00 EUR",
                "27182 81828",
                "20 décembre 2026",
            ],
        ),
        (
            "stop-request-letter",
            "es",
            [
                "Solicitud de retención de fondos",
                "2,320,000.00 EUR",
                "27182 81828",
                "20 de diciembre de 2026",
            ],
        ),
        (
            "stop-request-letter",
            "ar",
            ["طلب حجز أموال", "2,320,000.00 EUR", "27182 81828", "ديسمبر"],
        ),
        (
            "report",
            "en",
            ["Crime trends 2026", "Public edition", "Contents", "Own survey"],
        ),
        (
            "report",
            "fr",
            [
                "Tendances de la criminalité 2026",
                "Édition publique",
                "Sommaire",
                "Enquête propre",
            ],
        ),
        (
            "report",
            "es",
            [
                "Tendencias delictivas 2026",
                "Edición pública",
                "Índice",
                "Encuesta propia",
            ],
        ),
        (
            "report",
            "ar",
            ["اتجاهات الجريمة", "طبعة عامة", "المحتويات", "استبيان خاص"],
        ),
    ];
    for (template, language, words) in expected {
        let name = format!("words-{template}-{language}");
        let Some(pages) = pages(&print(&alone(request(template), language)), &name) else {
            return;
        };
        // Where the direction turns, pdftotext puts its spaces on either side.
        let close = |text: &str| text.split_whitespace().collect::<String>();
        let all = close(&pages.join(" "));
        for word in words {
            assert!(all.contains(&close(word)), "{name} lacks {word}: {all}");
        }
    }
}

#[test]
fn one_file_holds_the_four_languages_each_in_its_part() {
    let Some(pages) = pages(&print(&request("notice")), "four") else {
        return;
    };
    let at = |word: &str| {
        pages
            .iter()
            .position(|p| p.contains(word))
            .unwrap_or_else(|| panic!("{word}: {pages:?}"))
    };
    let (en, fr, es, ar) = (
        at("Red notice"),
        at("Notice rouge"),
        at("Notificación roja"),
        at("نشرة حمراء"),
    );
    assert!(en < fr && fr < es && es < ar, "{en} {fr} {es} {ar}");
}

#[test]
fn a_file_is_tagged_pdf_a_2a_with_its_fonts_inside() {
    let pdf = print(&request("report"));
    let has = |wanted: &str| pdf.windows(wanted.len()).any(|w| w == wanted.as_bytes());
    for wanted in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "startxref",
    ] {
        assert!(has(wanted), "{wanted}");
    }
    assert_eq!(
        pdf.windows(9).filter(|w| *w == b"startxref").count(),
        1,
        "the seal stands before the one end"
    );
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    for (template, text) in TEMPLATES {
        let (first, second) = (run(text.as_bytes()).stdout, run(text.as_bytes()).stdout);
        assert!(!first.is_empty() && first == second, "{template}");
    }
    let mut later = request("notice");
    later["issued"] = json!("2026-11-20T06:41:00Z");
    assert_ne!(print(&later), print(&request("notice")));
}

/// What users write is shown as it was written; nothing of it is ever carried out.
#[test]
fn hostile_text_is_text() {
    let hostile = [
        "#import \"/request.json\": *",
        "#panic(\"evaluated\") $ #read(\"/etc/passwd\") $ *bold* _it_ `raw` <label> @ref = head \\ // comment",
        "#{ while true {} } #eval(\"1+1\")",
        "a\u{202E}evil\u{202C}b \u{2066}c\u{2069} \u{0}\u{1b}[31m \u{FEFF} \u{E000} \u{10FFFF} 漢字 😀",
        "{organisation} {page} %startxref\n%cordon-seal AAAA",
        "\"}],\"exercise\":false,\"x\":[{\"y\":\"",
    ];
    let mut notice = alone(request("notice"), "en");
    for (n, text) in hostile.iter().enumerate() {
        notice["paper"]["fields"]["texts"]["en"] = json!(text);
        notice["paper"]["fields"]["identity"][0]["value"] = json!({"text": text});
        notice["paper"]["fields"]["identity"][1]["value"] = json!({"number": text});
        notice["paper"]["fields"]["identity"][2]["value"] = json!({"code": text});
        notice["paper"]["fields"]["addenda"][0]["text"] = json!(text);
        notice["paper"]["fields"]["number"] = json!(text);
        let Some(pages) = pages(&print(&notice), &format!("hostile-{n}")) else {
            continue;
        };
        let all = pages.join(" ");
        assert!(all.contains("EXERCISE"));
        if n == 0 {
            assert!(all.contains("#import \"/request.json\": *"), "{all}");
        }
        if n == 1 {
            assert!(
                all.contains("#panic(\"evaluated\") $ #read(\"/etc/passwd\") $ *bold*"),
                "{all}"
            );
        }
        if n == 3 {
            for mark in ["[U+202E]", "[U+0000]", "[U+FEFF]", "[U+E000]", "[U+6F22]", "[U+1F600]"] {
                assert!(all.contains(mark), "{mark}: {all}");
            }
        }
        if n == 4 {
            assert!(all.contains("{organisation} {page}"), "{all}");
        }
    }
}

#[test]
fn long_texts_are_set_or_refused_by_their_field() {
    let mut notice = alone(request("notice"), "en");
    notice["paper"]["fields"]["texts"]["en"] = json!("word ".repeat(3_900));
    print(&notice);
    notice["paper"]["fields"]["texts"]["en"] = json!("x".repeat(19_000));
    print(&notice);
    notice["paper"]["fields"]["texts"]["en"] = json!("x".repeat(100_000));
    refused(notice.to_string().as_bytes(), "too-long", "paper.fields.texts.en");
    refused(&vec![b' '; 8 * 1024 * 1024 + 1], "too-large", "request");
}

#[test]
fn a_drawing_reaches_nothing_outside_itself() {
    let mut report = alone(request("report"), "en");
    let at = "/paper/fields/parts/0/blocks/4/svg";
    for svg in [
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="/etc/passwd" width="9" height="9"/></svg>"#,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="http://example.org/a.png" width="9" height="9"/></svg>"#,
        "<svg><g></svg>",
    ] {
        *report.pointer_mut(at).expect("the drawing") = json!(svg);
        let output = run(report.to_string().as_bytes());
        // Refused, or set without what it asked for; never read.
        if output.status.success() {
            assert!(!output.stdout.windows(5).any(|w| w == b"root:"));
        } else {
            let said: Value = serde_json::from_slice(&output.stderr).expect("JSON");
            assert_eq!(said["code"], "drawing", "{said}");
        }
    }
    *report.pointer_mut(at).expect("the drawing") = json!("not a drawing");
    refused(report.to_string().as_bytes(), "drawing", "fields.parts.0.blocks.4.svg");
    let entities = format!(
        "<!DOCTYPE svg [<!ENTITY a \"{}\">{}]><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><text>&i;</text></svg>",
        "x".repeat(50),
        ('b'..='i')
            .map(|c| {
                let before = char::from(u8::try_from(c).unwrap_or(b'b') - 1);
                format!("<!ENTITY {c} \"{}\">", format!("&{before};").repeat(10))
            })
            .collect::<String>()
    );
    *report.pointer_mut(at).expect("the drawing") = json!(entities);
    refused(report.to_string().as_bytes(), "drawing", "request");
}

#[test]
fn faults_are_named_by_code_and_field() {
    let with = |pointer: &str, value: Value| {
        let mut request = request("notice");
        *request.pointer_mut(pointer).expect("a field") = value;
        request.to_string().into_bytes()
    };
    refused(b"", "json", "request");
    refused(b"{\"languages\":[]", "json", "request");
    refused(&with("/paper/template", json!("poster")), "json", "request");
    refused(&with("/languages", json!([])), "language", "languages");
    refused(&with("/languages", json!(["en", "en"])), "language", "languages");
    refused(&with("/languages", json!(["de"])), "json", "request");
    refused(
        &with("/paper/fields/texts", json!({"en": "x"})),
        "language",
        "fields.texts.fr",
    );
    refused(&with("/issued", json!("2026-02-30T00:00:00Z")), "date", "issued");
    refused(
        &with("/paper/fields/published", json!("yesterday")),
        "date",
        "fields.published",
    );
    refused(
        &with("/paper/fields/identity/4/value", json!({"date": "1984-13-01"})),
        "date",
        "fields.birth_date",
    );
    refused(&with("/organisation", json!("INTERPOL")), "name", "organisation");
    refused(&with("/organisation", json!(" ")), "too-long", "organisation");
    refused(&with("/reference", json!("P 1 <x>")), "reference", "reference");
    refused(
        &with("/verify_url", json!("javascript:alert(1)")),
        "address",
        "verify_url",
    );
    let mut report = request("report");
    *report
        .pointer_mut("/paper/fields/parts/0/blocks/0/level")
        .expect("a level") = json!(3);
    refused(report.to_string().as_bytes(), "json", "fields.parts.0.blocks.0.level");
    let mut report = request("report");
    *report
        .pointer_mut("/paper/fields/parts/0/blocks/3/rows/0")
        .expect("a row") = json!(["QM"]);
    refused(report.to_string().as_bytes(), "json", "fields.parts.0.blocks.3.rows.0");
    let mut report = request("report");
    *report.pointer_mut("/paper/fields/parts/0/blocks/4/alt").expect("words") = json!(" ");
    refused(report.to_string().as_bytes(), "drawing", "fields.parts.0.blocks.4.alt");
}

#[test]
fn common_grounds_name_no_article() {
    let mut letter = alone(request("decision-letter"), "en");
    letter["paper"]["fields"]["grounds"] = json!(["constitutional"]);
    let Some(pages) = pages(&print(&letter), "common") else {
        return;
    };
    let all = pages.join(" ");
    assert!(
        all.contains("No further reason is given, to any requester") && !all.contains("83("),
        "{all}"
    );
}
