//! The lists that travellers are checked against: files of the store, indexed once and exchanged whole.

use std::sync::{Arc, OnceLock, RwLock};

use cordon_notices::ids::BureauId;
use cordon_screening::entity::{Entity, read_entities};
use cordon_screening::index::{Answer, ListIndex, Options, Tombstones};
use cordon_store::{Change, Entry, NewFile, RecordWrite};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::answer::No;
use crate::app::App;
use crate::members::queries::{At, read};

/// The list in force.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct InForce {
    sha256: String,
    entities: usize,
}

/// An index in memory, with the file that it was built from.
type Built = Option<(String, Arc<ListIndex>)>;

/// One index for the process: a list in force is built once, beside the old one, then exchanged.
fn shelf() -> &'static RwLock<Built> {
    static SHELF: OnceLock<RwLock<Built>> = OnceLock::new();
    SHELF.get_or_init(RwLock::default)
}

/// Puts a list of `FollowTheMoney` entities, one JSON object a line, into force.
///
/// # Errors
/// The first line that cannot be read; the old list then stays.
pub async fn put_in_force(app: &App, text: &str, by: &str) -> Result<usize, No> {
    let entities = read_entities(text)
        .map_err(|e| No::field("list", "unreadable", e.to_string()))?
        .len();
    let file = NewFile::new("application/jsonl".into(), text.as_bytes().to_vec(), None);
    let sha256 = hex::encode(file.sha256);
    let old = read::<InForce>(&app.store, "screening_list", "in-force").await?;
    let mut change = Change::new(Entry {
        kind: "screening.list_in_force",
        actor: by.to_owned(),
        bureau: "HQ".into(),
        at_us: app.now().micros(),
        purpose: "exchange a list".into(),
        case: None,
        public: json!({"sha256": sha256, "entities": entities}),
        sealed: vec![],
    });
    change.records.push(RecordWrite {
        kind: "screening_list",
        id: "in-force".into(),
        expected_revision: old.map_or(0, |o: At<InForce>| o.revision),
        body: serde_json::to_string(&InForce { sha256, entities })?,
        keys: vec![],
    });
    change.files.push(file);
    app.apply(change).await?;
    Ok(entities)
}

/// The index of the list in force, if there is one.
///
/// # Errors
/// When the store fails or the file of the list is gone.
pub async fn index(app: &App) -> Result<Option<Arc<ListIndex>>, No> {
    let Some(now) = read::<InForce>(&app.store, "screening_list", "in-force").await? else {
        return Ok(None);
    };
    let sha256 = now.value.sha256;
    if let Some((built, index)) = shelf().read().ok().and_then(|s| s.clone()) {
        if built == sha256 {
            return Ok(Some(index));
        }
    }
    let mut hash = [0u8; 32];
    hex::decode_to_slice(&sha256, &mut hash)
        .map_err(|e| No::field("list", "hash", e.to_string()))?;
    let file = app.store.file(&hash).await?.ok_or_else(No::not_found)?;
    let built = tokio::task::spawn_blocking(move || {
        let text = String::from_utf8_lossy(&file.bytes).into_owned();
        read_entities(&text).map(ListIndex::build)
    });
    let index = built
        .await
        .map_err(|e| {
            No::new(
                axum::http::StatusCode::INTERNAL_SERVER_ERROR,
                "index",
                e.to_string(),
            )
        })?
        .map_err(|e| No::field("list", "unreadable", e.to_string()))?;
    let index = Arc::new(index);
    if let Ok(mut place) = shelf().write() {
        *place = Some((sha256, index.clone()));
    }
    Ok(Some(index))
}

/// Asks the list in force and the notices in force for the caller's bureau who this may be.
///
/// # Errors
/// When there is neither list nor notice, or the store fails.
pub async fn ask(app: &App, entity: &Entity, bureau: &str) -> Result<Answer, No> {
    let bureau = BureauId::try_from(bureau).map_err(|e| No::field("bureau", "malformed", e.to_string()))?;
    let notices = crate::notices::live::ask(app, entity, &bureau).await?;
    let mut answer = match index(app).await? {
        Some(index) => index.ask(entity, &Options::default(), &Tombstones::default()),
        None if app.notices.lock().await.is_empty() => {
            return Err(No::new(
                axum::http::StatusCode::SERVICE_UNAVAILABLE,
                "no-list",
                "no list is in force; put one in force first",
            ));
        }
        None => Answer::default(),
    };
    answer.hits.extend(notices);
    answer.hits.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    answer.hits.truncate(Options::default().limit);
    Ok(answer)
}

/// What an officer typed or a reader sent: a machine-readable zone, or a name.
///
/// # Errors
/// When it is empty.
pub fn query(text: &str, this_year: i16) -> Result<Entity, No> {
    let text = text.trim();
    if text.is_empty() {
        return Err(No::field(
            "query",
            "missing",
            "type a name, or read the zone of a document",
        ));
    }
    if text.contains('<') {
        let reading = cordon_screening::mrz::read(text, cordon_screening::mrz::Mode::Lenient);
        if reading.format.is_some() {
            return Ok(Entity::from_reading("query", &reading, this_year));
        }
    }
    let value = json!({"id": "query", "schema": "Person", "properties": {"name": [text]}});
    cordon_screening::entity::read_entity(&value, 1)
        .map_err(|e| No::field("query", "unreadable", e.to_string()))
}
