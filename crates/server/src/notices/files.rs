//! Photographs and copies of warrants: files of the store, named in the request by their content.

use axum::http::StatusCode;
use cordon_notices::image::{ImageFacts, ImageMedia, stripped};
use cordon_notices::lifecycle::{Notice, Sight, Viewer};
use cordon_store::{Change, NewFile};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::App;
use crate::notices::by::By;
use crate::notices::change::Around;
use crate::notices::service::{self, Done};
use crate::notices::wish::Wish;
use crate::notices::{desk, queries};

/// The largest photograph or warrant, in bytes.
pub const LARGEST: usize = 5 * 1024 * 1024;

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A photograph of the person or thing.
    Photograph,
    /// A copy of the warrant or judgment.
    Warrant,
}

impl Purpose {
    /// Reads the word of a form.
    ///
    /// # Errors
    /// When it is none of the two.
    pub fn parse(word: &str) -> Result<Self, No> {
        match word {
            "photograph" => Ok(Self::Photograph),
            "warrant" => Ok(Self::Warrant),
            _ => Err(No::field("purpose", "malformed", "say photograph or warrant")),
        }
    }
}

/// A file of a notice as a request names it: `sha256:` and 64 hexadecimal digits.
#[must_use]
pub fn name_of(hash: &[u8; 32]) -> String {
    format!("sha256:{}", hex::encode(hash))
}

/// The hash behind such a name.
#[must_use]
pub fn hash_of(name: &str) -> Option<[u8; 32]> {
    let mut hash = [0u8; 32];
    hex::decode_to_slice(name.strip_prefix("sha256:")?, &mut hash).ok()?;
    Some(hash)
}

fn not_taken(field: &str, code: &str, detail: &str) -> No {
    No {
        field: Some(field.to_owned()),
        ..No::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, code, detail)
    }
}

/// A file as it is kept: recognised by its content, without metadata.
///
/// # Errors
/// Names a file that is too large, a photograph that is no image, a warrant that is neither PDF nor image.
pub fn taken(purpose: Purpose, bytes: &[u8], person: String) -> Result<NewFile, No> {
    if bytes.len() > LARGEST {
        let detail = format!("the file has {} bytes; {LARGEST} are the most", bytes.len());
        return Err(No {
            field: Some("file".into()),
            ..No::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", detail)
        });
    }
    let media = match ImageFacts::of(bytes).media {
        ImageMedia::Png => Some("image/png"),
        ImageMedia::Jpeg => Some("image/jpeg"),
        ImageMedia::NotAnImage => None,
    };
    match (purpose, media) {
        (_, Some(media)) => {
            let clean = stripped(bytes)
                .ok_or_else(|| not_taken("file", "not_an_image", "the image ends too soon; send the whole file"))?;
            Ok(NewFile::new(media.into(), clean, Some(person)))
        }
        (Purpose::Warrant, None) if bytes.starts_with(b"%PDF-") => {
            Ok(NewFile::new("application/pdf".into(), bytes.to_vec(), Some(person)))
        }
        (Purpose::Photograph, None) => Err(not_taken(
            "file",
            "not_an_image",
            "the file is not an image by its content; attach a PNG or JPEG photograph",
        )),
        (Purpose::Warrant, None) => Err(not_taken(
            "file",
            "not_a_document",
            "the copy of a warrant is a PDF, PNG or JPEG file by its content; this is none",
        )),
    }
}

/// Attaches a file: the request names it from its next revision on. Whether the request may change now is the rulebook's
/// word; a notice in force is changed by a proposed update.
///
/// # Errors
/// When the file is not taken, the caller may not change the request, or the store fails.
pub async fn attach(
    app: &App,
    id: &str,
    purpose: Purpose,
    bytes: &[u8],
    by: &By,
    at: Timestamp,
    mut around: Around,
) -> Result<Done, No> {
    let notice = queries::load(app, id).await?.value;
    if notice.owner != by.bureau {
        return Err(No::not_found());
    }
    let person = notice.subject.map_or_else(|| notice.id.to_string(), |s| s.to_string());
    let file = taken(purpose, bytes, person)?;
    let text = desk::text(app, &notice.payload.id.to_string())
        .await?
        .ok_or_else(No::not_found)?;
    let request = named(serde_json::from_str(&text)?, purpose, &name_of(&file.sha256));
    let wish = match notice.published {
        None => Wish::Amend { request },
        Some(_) => Wish::ProposeUpdate { request },
    };
    around.files.push(file);
    service::act(app, id, &wish, by, at, around).await
}

/// A member of an object; whatever else stands there gives way.
fn member<'a>(value: &'a mut Value, key: &str) -> &'a mut Value {
    if !value.is_object() {
        *value = json!({});
    }
    &mut value[key]
}

/// The request with the file named in it.
fn named(mut request: Value, purpose: Purpose, name: &str) -> Value {
    if purpose == Purpose::Warrant {
        let warrant = member(member(&mut request, "case"), "warrant");
        *member(warrant, "copy") = json!({ "file": name });
        return request;
    }
    let (of, list) = if request["object"].is_object() {
        ("object", "images")
    } else {
        ("subject", "photographs")
    };
    let place = member(member(&mut request, of), list);
    let mut all = place.as_array().cloned().unwrap_or_default();
    all.retain(|p| p["file"] != name);
    all.push(json!({ "file": name }));
    *place = Value::Array(all);
    request
}

/// Puts files into a change, and under the notice so that they are erased with it.
///
/// # Errors
/// When the store fails.
pub async fn kept(app: &App, change: &mut Change, notice: &Notice, files: &[NewFile]) -> Result<(), No> {
    let id = notice.id.to_string();
    let mut held = desk::held(app, &id).await?;
    held.value.files.extend(files.iter().map(|f| name_of(&f.sha256)));
    change.records.push(held.value.record(&id, held.revision)?);
    change.files.extend(files.iter().cloned());
    Ok(())
}

/// The files that the present request names: photographs, and the copy of the warrant.
#[must_use]
pub fn of_request(request: &Value) -> (Vec<String>, Option<String>) {
    let photographs = ["/subject/photographs", "/object/images"]
        .iter()
        .filter_map(|at| request.pointer(at)?.as_array())
        .flatten()
        .filter_map(|p| p["file"].as_str())
        .filter(|name| hash_of(name).is_some())
        .map(str::to_owned)
        .collect();
    let warrant = request
        .pointer("/case/warrant/copy/file")
        .and_then(Value::as_str)
        .filter(|name| hash_of(name).is_some())
        .map(str::to_owned);
    (photographs, warrant)
}

/// Reads a file of a notice. Photographs are for all who see the notice; the warrant is for the owner, the house, and a
/// bureau with a hit.
///
/// # Errors
/// When the viewer may not see it, or the store fails.
pub async fn read(app: &App, id: &str, hash: &str, viewer: &Viewer, now: Timestamp) -> Result<cordon_store::File, No> {
    let (notice, sight) = queries::seen(app, id, viewer).await?;
    if sight != Sight::Content {
        return Err(No::not_found());
    }
    let name = format!("sha256:{hash}");
    let inside = match viewer {
        Viewer::Bureau(bureau) => *bureau == notice.owner,
        Viewer::Desk | Viewer::Oversight => true,
    };
    let text = desk::text(app, &notice.payload.id.to_string())
        .await?
        .ok_or_else(No::not_found)?;
    let (photographs, warrant) = of_request(&serde_json::from_str(&text)?);
    let may = photographs.contains(&name)
        || (inside && desk::held(app, id).await?.value.files.contains(&name))
        || (warrant.as_deref() == Some(&name) && has_hit(app, &notice, viewer, now).await?);
    let hash = hash_of(&name).filter(|_| may).ok_or_else(No::not_found)?;
    app.store.file(&hash).await?.ok_or_else(No::not_found)
}

async fn has_hit(app: &App, notice: &Notice, viewer: &Viewer, now: Timestamp) -> Result<bool, No> {
    let hits = queries::hits(app, notice, viewer, now).await?;
    Ok(hits
        .iter()
        .any(|h| matches!(viewer, Viewer::Bureau(b) if *b == h.querying)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PORTRAIT: &[u8] = include_bytes!("../../../../fixtures/notices/requests/portrait.png");
    const NO_PORTRAIT: &[u8] = include_bytes!("../../../../fixtures/notices/requests/not-a-portrait.jpg");

    #[test]
    fn a_photograph_that_is_not_an_image_is_named() {
        let code = |purpose, bytes: &[u8]| {
            taken(purpose, bytes, "p".into())
                .map(|f| f.media_type)
                .map_err(|no| no.code)
        };
        assert_eq!(code(Purpose::Photograph, PORTRAIT), Ok("image/png".into()));
        assert_eq!(code(Purpose::Photograph, NO_PORTRAIT), Err("not_an_image".into()));
        assert_eq!(code(Purpose::Photograph, b"%PDF-1.7"), Err("not_an_image".into()));
        assert_eq!(code(Purpose::Warrant, b"%PDF-1.7"), Ok("application/pdf".into()));
        assert_eq!(code(Purpose::Warrant, b"<script>"), Err("not_a_document".into()));
        assert_eq!(
            code(Purpose::Photograph, &vec![0; LARGEST + 1]),
            Err("too-large".into())
        );
    }

    #[test]
    fn a_file_is_named_where_the_request_has_its_place() {
        let name = name_of(&[7; 32]);
        let with = named(
            json!({"subject": {}, "case": {"warrant": {"number": "1"}}}),
            Purpose::Photograph,
            &name,
        );
        let with = named(with, Purpose::Photograph, &name);
        let with = named(with, Purpose::Warrant, &name);
        assert_eq!(of_request(&with), (vec![name.clone()], Some(name.clone())));
        assert_eq!(hash_of(&name), Some([7; 32]));
        assert_eq!(hash_of("portrait.png"), None);
    }
}
