//! Links over the store: values enter under the installation's secret, and rights are applied when they are read.

use cordon_links::normalise::{Locale, ValueKind, normalise};
use cordon_links::{
    CompartmentId, Found, KeyMaker, Level, LinkIndex, LinkKey, Page, Place, Rights,
};
use cordon_store::{Change, Entry, RecordWrite};
use cordon_vocabulary::{BureauId, CaseRef};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::answer::No;
use crate::app::{App, secret};

/// One value in one case, as it is kept: the value itself only as its key.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Entered {
    case: CaseRef,
    bureau: BureauId,
    module: String,
    role: String,
}

/// What a reader learns of a value, and whom to ask for the rest.
pub struct Answer {
    /// The spelling that was looked for.
    pub canonical: String,
    /// Cases he may read, and whether more exist.
    pub found: Found,
}

/// The installation's own key maker; its secret is made once and never leaves the store.
async fn keys(app: &App) -> Result<KeyMaker, No> {
    let kept = match app.store.meta("links_secret").await? {
        Some(kept) => kept,
        None => {
            app.store.set_meta("links_secret", &secret()?).await?;
            app.store.meta("links_secret").await?.unwrap_or_default()
        }
    };
    let mut bytes = [0u8; 32];
    hex::decode_to_slice(&kept, &mut bytes).map_err(|e| {
        No::new(
            axum::http::StatusCode::INTERNAL_SERVER_ERROR,
            "links-secret",
            e.to_string(),
        )
    })?;
    Ok(KeyMaker::new(&bytes))
}

fn canonical(kind: ValueKind, text: &str) -> Result<cordon_links::normalise::LinkValue, No> {
    normalise(kind, text, &Locale::default())
        .map_err(|e| No::field("value", "malformed", e.to_string()))
}

fn name_of(key: LinkKey) -> String {
    hex::encode(key.bytes())
}

/// Enters the values of a case.
///
/// # Errors
/// When a value has no usual spelling, or the store fails.
pub async fn enter(
    app: &App,
    case: &CaseRef,
    bureau: &BureauId,
    module: &str,
    values: &[(ValueKind, String, &str)],
) -> Result<(), No> {
    let keys = keys(app).await?;
    let mut change = Change::new(Entry {
        kind: "links.entered",
        actor: format!("program:{bureau}"),
        bureau: bureau.to_string(),
        at_us: app.now().micros(),
        purpose: "link the values of a case".into(),
        case: None,
        public: json!({"reference": case, "module": module, "values": values.len()}),
        sealed: vec![],
    });
    for (kind, text, role) in values {
        let key = name_of(keys.key(&canonical(*kind, text)?));
        let id = format!("{key}/{case}/{role}");
        if app.store.record("link", &id).await?.is_some() {
            continue;
        }
        let entered = Entered {
            case: case.clone(),
            bureau: bureau.clone(),
            module: module.to_owned(),
            role: (*role).to_owned(),
        };
        change.records.push(RecordWrite {
            kind: "link",
            id,
            expected_revision: 0,
            body: serde_json::to_string(&entered)?,
            keys: vec![("value", key), ("case", case.to_string())],
        });
    }
    if !change.records.is_empty() {
        app.apply(change).await?;
    }
    Ok(())
}

/// Looks a value up as one bureau may know it: its own cases to read, others' only as "a link exists".
///
/// # Errors
/// When the value has no usual spelling, or the store fails.
pub async fn find(app: &App, reader: &BureauId, kind: ValueKind, text: &str) -> Result<Answer, No> {
    let value = canonical(kind, text)?;
    let key = keys(app).await?.key(&value);
    let records = app.store.find("link", "value", &name_of(key)).await?;
    let mut index = LinkIndex::new();
    let (ours, theirs) = (CompartmentId(0), CompartmentId(1));
    for record in &records {
        let entered: Entered = serde_json::from_str(&record.body)?;
        let place = Place {
            module: entered.module,
            role: entered.role,
        };
        let compartment = if entered.bureau == *reader {
            ours
        } else {
            theirs
        };
        let refused = |e: cordon_links::LinkRefusal| {
            No::new(
                axum::http::StatusCode::INTERNAL_SERVER_ERROR,
                "links",
                e.to_string(),
            )
        };
        index
            .open_case(&entered.case, compartment)
            .map_err(refused)?;
        index.enter(&entered.case, key, &place).map_err(refused)?;
    }
    let rights = Rights::from_iter([(ours, Level::Read), (theirs, Level::HitOnly)]);
    let found = index
        .find(key, &rights, &Page::default())
        .map_err(|e| No::new(axum::http::StatusCode::NOT_FOUND, "links", e.to_string()))?;
    Ok(Answer {
        canonical: value.canonical.clone(),
        found,
    })
}
