//! No picture, video or archive is taken anywhere: every route of the access table is sent each of them, plainly and
//! wrapped, by somebody who may call it. It is refused, and nothing of it is left in the store, the logs or a temporary
//! file.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Body;
use axum::http::Request;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cordon::access::{self, Row};
use cordon_members::officer::Officer;
use cordon_members::role::Role;
use tower::ServiceExt as _;

use crate::world::{Caller, World};

/// Bytes that stand in every sample and nowhere else.
const NEEDLE: [u8; 23] = *b"\xd7\x1b\xe6needle\x9c\x82\xf3of\xb1\x07this\xee\xa4\x93";

/// A sample: its name and its bytes.
type Sample = (String, Vec<u8>);

fn rows() -> impl Iterator<Item = &'static Row> {
    let modules = cordon::modules::ACCESS.iter().copied().flatten();
    access::TABLE.iter().chain(modules)
}

fn with_needle(head: &[u8]) -> Vec<u8> {
    [head, &NEEDLE, &[0; 64], &NEEDLE].concat()
}

/// The heads of the formats, written here byte by byte.
fn made() -> Vec<Sample> {
    let heads: [(&str, &[u8]); 13] = [
        (
            "png",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0",
        ),
        (
            "jpeg",
            b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xdb\0\x43\0",
        ),
        (
            "gif",
            b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\0\0\0\0\0",
        ),
        ("webp", b"RIFF\x80\0\0\0WEBPVP8 "),
        ("heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
        (
            "bmp",
            b"BM\x9a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\x18\0",
        ),
        ("tiff", b"II\x2a\0\x08\0\0\0\x01\0"),
        (
            "zip",
            b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0\x10\0\0\0\x10\0\0\0\x05\0\0\0a.jpg",
        ),
        ("7z", b"7z\xbc\xaf\x27\x1c\0\x04"),
        ("gzip", b"\x1f\x8b\x08\0\0\0\0\0\0\x03"),
        ("mp4", b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41"),
        (
            "webm",
            b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\x82\x84webm",
        ),
        ("avi", b"RIFF\x80\0\0\0AVI LIST"),
    ];
    let mut all: Vec<Sample> = heads
        .iter()
        .map(|(name, head)| ((*name).to_owned(), with_needle(head)))
        .collect();
    let mut tar = vec![0_u8; 512];
    tar[..5].copy_from_slice(b"a.jpg");
    tar[257..263].copy_from_slice(b"ustar\0");
    tar.extend(with_needle(b""));
    all.push(("tar".to_owned(), tar));
    all
}

/// The reference pictures of the hasher: real files of each format, none of them a photograph of a person.
fn reference() -> Vec<Sample> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/fingerprints/pictures");
    let mut all: Vec<Sample> = std::fs::read_dir(folder)
        .expect("the reference pictures")
        .map(|entry| {
            let path = entry.expect("a file").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            (name, std::fs::read(path).expect("a picture"))
        })
        .collect();
    all.sort();
    all
}

/// A body with its content type.
type Wrapped = (&'static str, &'static str, Vec<u8>);

/// How a client could send a file: plainly, in a form, or as text in what a route usually takes.
fn wrapped(bytes: &[u8]) -> Vec<Wrapped> {
    let text = STANDARD.encode(bytes);
    let escaped: String = bytes.iter().map(|byte| format!("%{byte:02X}")).collect();
    let form = [
        b"--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\nContent-Type: application/octet-stream\r\n\r\n",
        bytes,
        b"\r\n--edge--\r\n",
    ]
    .concat();
    vec![
        ("plainly", "application/octet-stream", bytes.to_vec()),
        ("as text", "text/plain", bytes.to_vec()),
        ("in a form", "multipart/form-data; boundary=edge", form),
        (
            "in JSON",
            "application/json",
            format!("{{\"note\":\"seen\",\"attachment\":\"{text}\"}}").into_bytes(),
        ),
        (
            "in a data address",
            "application/json",
            format!("{{\"hashes\":\"data:application/octet-stream;base64,{text}\"}}").into_bytes(),
        ),
        (
            "in a field",
            "application/x-www-form-urlencoded",
            format!(
                "hashes={}",
                text.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D")
            )
            .into_bytes(),
        ),
        (
            "escaped",
            "application/x-www-form-urlencoded",
            format!("hashes={escaped}").into_bytes(),
        ),
    ]
}

/// The route with something in every place.
fn filled(path: &str) -> String {
    let steps = path.split('/').map(|step| match step {
        "{ask}" => "1",
        step if step.starts_with('{') => "nothing-here",
        step => step,
    });
    steps.collect::<Vec<_>>().join("/")
}

async fn send(caller: &Caller, method: &str, path: &str, kind: &str, body: Vec<u8>) -> (u16, String) {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", "localhost:8195")
        .header("content-type", kind)
        .header("idempotency-key", "media");
    for (name, value) in caller.proof() {
        request = request.header(*name, value.as_str());
    }
    let request = request.body(Body::from(body)).expect("a request");
    let response = caller.router().oneshot(request).await.expect("an answer");
    let status = response.status().as_u16();
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 20)
        .await
        .unwrap_or_default();
    let answer: serde_json::Value = serde_json::from_slice(&bytes).unwrap_or_default();
    (status, answer["title"].as_str().unwrap_or_default().to_owned())
}

/// An officer with every role, so that no route is shut for want of a mandate.
async fn with_every_role(world: &World) -> Caller {
    let officer: Officer = world.member("officer", "noor").await;
    let officer = Officer {
        roles: Role::ALL.to_vec(),
        ..officer
    };
    world.rewrite("officer", "noor", &officer).await;
    world.session_of(&officer).await
}

/// What the program logs, at every level.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn holds(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

/// The needle in each writing in which a program could have kept it.
fn writings() -> Vec<Vec<u8>> {
    let mut all = vec![
        NEEDLE.to_vec(),
        hex::encode(NEEDLE).into_bytes(),
        hex::encode_upper(NEEDLE).into_bytes(),
    ];
    // Base64 depends on where in the file the bytes begin.
    for shift in 0..3 {
        let text = STANDARD.encode([vec![0; shift], NEEDLE.to_vec()].concat());
        all.push(text.as_bytes()[4..text.len() - 4].to_vec());
    }
    all
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// Files that came into the folder of temporary files since the test began, beside the stores of other tests.
fn temporary(before: &std::collections::BTreeSet<PathBuf>) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.path())
        .filter(|path| path.is_file() && !before.contains(path))
        .collect()
}

fn nothing_kept(world: &World, log: &Log, before: &std::collections::BTreeSet<PathBuf>) {
    let writings = writings();
    let kept = |bytes: &[u8]| writings.iter().any(|writing| holds(bytes, writing));
    let stored = files(world.folder());
    assert!(!stored.is_empty(), "the store's files were not found");
    for path in stored.iter().chain(&temporary(before)) {
        let bytes = std::fs::read(path).unwrap_or_default();
        assert!(!kept(&bytes), "{} keeps a part of what was sent", path.display());
    }
    let logged = log.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    assert!(!kept(&logged), "the log keeps a part of what was sent");
}

#[tokio::test]
async fn every_route_refuses_every_picture_video_and_archive_and_keeps_nothing() {
    let log = Log::default();
    let writer = log.clone();
    let logging = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let _logging = tracing::subscriber::set_default(logging);
    let before: std::collections::BTreeSet<PathBuf> =
        temporary(&std::collections::BTreeSet::new()).into_iter().collect();
    let world = World::on_sqlite("media").await;
    let officer = with_every_role(&world).await;
    let entries = world.app.store.journal(0, 10_000).await.expect("a journal").len();
    world.number().await;
    let numbered = world.app.store.journal(0, 10_000).await.expect("a journal").len();
    assert!(entries <= numbered);
    let samples = made();
    let mut refused = 0;
    for row in rows().filter(|row| !row.access.takes_a_picture()) {
        let path = filled(row.path);
        for (name, bytes) in &samples {
            for (how, kind, body) in wrapped(bytes) {
                if row.method == "GET" {
                    continue;
                }
                let (status, code) = send(&officer, row.method, &path, kind, body).await;
                let at = format!("{} {path}: {name} {how}", row.method);
                assert_eq!((status, code.as_str()), (415, "media"), "{at}");
                refused += 1;
            }
            // In the address, where no body is looked for.
            let address = format!(
                "{path}?value={}",
                STANDARD
                    .encode(bytes)
                    .replace('+', "%2B")
                    .replace('/', "%2F")
                    .replace('=', "")
            );
            let (status, code) = send(&officer, row.method, &address, "text/plain", Vec::new()).await;
            assert_eq!(
                (status, code.as_str()),
                (415, "media"),
                "{} {path}: {name} in the address",
                row.method
            );
            refused += 1;
        }
    }
    assert!(refused > 2_000, "only {refused} were sent");
    world.number().await;
    let after = world.app.store.journal(0, 10_000).await.expect("a journal").len();
    assert_eq!(after, numbered, "a refused body left an entry in the journal");
    nothing_kept(&world, &log, &before);
}

#[tokio::test]
async fn the_reference_pictures_are_refused_at_every_route_that_takes_a_body() {
    let world = World::on_sqlite("media_reference").await;
    let officer = with_every_role(&world).await;
    let samples = reference();
    assert!(samples.len() >= 8, "only {} reference pictures", samples.len());
    for row in rows().filter(|row| row.method != "GET" && !row.access.takes_a_picture()) {
        let path = filled(row.path);
        for (name, bytes) in &samples {
            for (how, kind, body) in wrapped(bytes)
                .into_iter()
                .filter(|(how, ..)| matches!(*how, "plainly" | "in a form" | "in JSON"))
            {
                let (status, code) = send(&officer, row.method, &path, kind, body).await;
                assert_eq!(
                    (status, code.as_str()),
                    (415, "media"),
                    "{} {path}: {name} {how}",
                    row.method
                );
            }
        }
    }
}

/// The exceptions to the rule, each declared in its row of the access table. Adding one is a decision: it shows here.
#[test]
fn the_routes_that_take_a_picture_are_declared_and_few() {
    let declared: Vec<String> = rows()
        .filter(|row| row.access.takes_a_picture())
        .map(|row| format!("{} {}", row.method, row.path))
        .collect();
    assert!(
        declared
            .iter()
            .all(|route| route.starts_with("POST /notices/") || route.starts_with("POST /v1/notices/")),
        "{declared:?}"
    );
    assert!(declared.len() <= 2, "{declared:?}");
}
