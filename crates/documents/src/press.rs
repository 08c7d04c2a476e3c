//! The typesetter's world: the templates, the words, one request. There is nothing else in it to read.

use std::collections::HashMap;

use serde_json::Value;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::clean::Printable;
use crate::date;
use crate::fault::Fault;
use crate::request::{Fields, Language, Request};

/// Everything that templates share, then one template each.
const TEMPLATES: [(&str, &str); 5] = [
    ("/paper.typ", include_str!("../templates/paper.typ")),
    ("/notice.typ", include_str!("../templates/notice.typ")),
    ("/decision-letter.typ", include_str!("../templates/decision-letter.typ")),
    (
        "/stop-request-letter.typ",
        include_str!("../templates/stop-request-letter.typ"),
    ),
    ("/report.typ", include_str!("../templates/report.typ")),
];

const FONTS: [&[u8]; 5] = [
    include_bytes!("../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../fonts/NotoNaskhArabic-Regular.ttf"),
    include_bytes!("../fonts/NotoNaskhArabic-Bold.ttf"),
    // Signs of comparison and sums, which the text faces lack.
    include_bytes!("../fonts/NotoSansMath-Signs.ttf"),
];

fn words(language: Language) -> &'static str {
    match language {
        Language::Ar => include_str!("../words/ar.json"),
        Language::En => include_str!("../words/en.json"),
        Language::Es => include_str!("../words/es.json"),
        Language::Fr => include_str!("../words/fr.json"),
    }
}

/// The fonts of the house.
pub(crate) fn fonts() -> Vec<Font> {
    FONTS
        .into_iter()
        .flat_map(|bytes| Font::iter(Bytes::new(bytes)))
        .collect()
}

struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
}

fn id(path: &str) -> Result<FileId, Fault> {
    let path = VirtualPath::new(path).map_err(|e| ours(format!("{path}: {e:?}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// A fault of the program itself.
fn ours(message: String) -> Fault {
    Fault::new("typesetting", "request", message)
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    /// There is no clock: dates come with the request.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

impl Desk {
    fn of(request: &Request) -> Result<Self, Fault> {
        let fonts = fonts();
        let mut request = request.clone();
        let mut files = HashMap::new();
        if let Fields::Report(report) = &mut request.paper {
            for (file, svg) in report.take_drawings() {
                files.insert(id(&file)?, Bytes::from_string(svg));
            }
        }
        for language in Language::ALL {
            let file = id(&format!("/words/{}.json", language.code()))?;
            files.insert(file, Bytes::from_string(words(language)));
        }
        files.insert(id("/code.svg")?, Bytes::from_string(code(&request.verify_url)?));
        let mut data = serde_json::to_value(&request).map_err(|e| ours(e.to_string()))?;
        print_texts(&mut data, &Printable::new(&fonts));
        // An address was checked to be plain; it is copied from the page and must come back whole.
        if let Some(address) = data.get_mut("verify_url") {
            *address = Value::String(request.verify_url.clone());
        }
        files.insert(id("/request.json")?, Bytes::from_string(data.to_string()));
        let mut sources = HashMap::new();
        for (path, text) in TEMPLATES {
            let id = id(path)?;
            sources.insert(id, Source::new(id, text.to_owned()));
        }
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            main: id(template(&request.paper))?,
            sources,
            files,
        })
    }
}

fn template(paper: &Fields) -> &'static str {
    match paper {
        Fields::Notice(_) => "/notice.typ",
        Fields::DecisionLetter(_) => "/decision-letter.typ",
        Fields::StopRequestLetter(_) => "/stop-request-letter.typ",
        Fields::Report(_) => "/report.typ",
    }
}

/// Makes every text fit for print.
fn print_texts(value: &mut Value, printable: &Printable<'_>) {
    match value {
        Value::String(text) => *text = printable.text(text),
        Value::Array(items) => items.iter_mut().for_each(|v| print_texts(v, printable)),
        Value::Object(fields) => fields.values_mut().for_each(|v| print_texts(v, printable)),
        _ => {}
    }
}

/// The address as a QR code.
fn code(address: &str) -> Result<String, Fault> {
    use qrcode::render::svg;
    let code = qrcode::QrCode::with_error_correction_level(address, qrcode::EcLevel::M)
        .map_err(|e| Fault::new("address", "verify_url", format!("it does not fit a QR code: {e}")))?;
    Ok(code
        .render()
        .min_dimensions(120, 120)
        .quiet_zone(false)
        .dark_color(svg::Color("#000000"))
        .light_color(svg::Color("#ffffff"))
        .build())
}

/// Sets a request: a tagged PDF/A-2a.
pub(crate) fn press(request: &Request) -> Result<Vec<u8>, Fault> {
    let desk = Desk::of(request)?;
    let document: PagedDocument = typst::compile(&desk).output.map_err(|e| said(&e))?;
    let standards =
        PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).map_err(|e| ours(e.message().to_string()))?;
    let issued = date::moment(&request.issued)
        .and_then(|m| Datetime::from_ymd_hms(m.year, m.month, m.day, m.hour, m.minute, m.second))
        .ok_or_else(|| Fault::new("date", "issued", "an instant in UTC"))?;
    let options = PdfOptions {
        // The identifier is hashed into the file; the same request gives the same.
        ident: Smart::Custom(request.reference.clone()),
        creator: Smart::Custom(Some("Cordon".to_owned())),
        timestamp: Some(Timestamp::new_utc(issued)),
        standards,
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&document, &options).map_err(|e| said(&e));
    // The typesetter keeps what it computed; a caller that prints many papers must not grow.
    comemo::evict(10);
    pdf
}

/// What the typesetter says, with the place in the template.
fn said(errors: &[SourceDiagnostic]) -> Fault {
    let drawing = |e: &SourceDiagnostic| e.message.contains("SVG") || e.message.contains("svg");
    let code = if errors.iter().any(drawing) {
        "drawing"
    } else {
        "typesetting"
    };
    let all: Vec<String> = errors
        .iter()
        .take(5)
        .map(|e| {
            let hints: Vec<String> = e.hints.iter().map(|h| h.v.to_string()).collect();
            format!("{} {}", e.message, hints.join("; ")).trim().to_owned()
        })
        .collect();
    Fault::new(code, "request", all.join(" | "))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn ids(prefix: &str, value: &Value, into: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                for (key, value) in fields {
                    ids(&format!("{prefix}/{key}"), value, into);
                }
            }
            Value::Array(items) => {
                into.insert(format!("{prefix} × {}", items.len()));
            }
            _ => {
                into.insert(prefix.to_owned());
            }
        }
    }

    #[test]
    fn the_four_languages_have_the_same_words() {
        let of = |language: Language| {
            let value: Value = serde_json::from_str(words(language)).expect("words are JSON");
            let mut all = BTreeSet::new();
            ids("", &value, &mut all);
            all
        };
        let english = of(Language::En);
        assert!(english.len() > 100, "{}", english.len());
        for language in Language::ALL {
            let other = of(language);
            let missing: Vec<_> = english.symmetric_difference(&other).collect();
            assert!(missing.is_empty(), "{language:?}: {missing:?}");
        }
    }

    #[test]
    fn the_words_use_only_letters_that_the_fonts_have() {
        let fonts = fonts();
        let printable = Printable::new(&fonts);
        for language in Language::ALL {
            let text = words(language);
            assert!(!printable.text(text).contains("[U+"), "{language:?}");
        }
    }

    #[test]
    fn the_world_holds_nothing_else() {
        let request = crate::Request::read(include_bytes!("../../../fixtures/documents/stop-request-letter.json"))
            .expect("a request");
        let desk = Desk::of(&request).expect("a desk");
        for path in ["/etc/passwd", "/proc/self/environ", "/notice.typ", "/words/de.json"] {
            assert!(desk.file(id(path).expect("a path")).is_err(), "{path}");
        }
        assert!(desk.today(None).is_none());
    }
}
