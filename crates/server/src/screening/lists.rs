//! Who of all that is in force a traveller may be.

use cordon_notices::ids::BureauId;
use cordon_screening::entity::Entity;
use cordon_screening::index::{ListInfo, Options};

use crate::answer::No;
use crate::app::App;
use crate::screening::asked::Question;
use crate::screening::shelves::{self, ListHit, Offer, Used};

/// Name of the list that is put in force without one.
const FIRST: &str = "persons";
/// Days after which a list without a term of its own says that it is old.
const TERM_DAYS: u16 = 30;

/// Puts a list of `FollowTheMoney` entities, one JSON object a line, into force under the usual name, stated today.
///
/// # Errors
/// The first line that cannot be read; the old list then stays.
pub async fn put_in_force(app: &App, text: &str, by: &str) -> Result<usize, No> {
    let info = ListInfo {
        name: FIRST.into(),
        version: app.now().micros().unsigned_abs(),
        stated: app.today(),
        term_days: TERM_DAYS,
    };
    let offer = Offer {
        info,
        counted: text.lines().filter(|line| !line.trim().is_empty()).count(),
        institutions: true,
        text,
    };
    shelves::put(app, offer, by).await
}

/// What is answered to one question.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Hits, the best first.
    pub hits: Vec<ListHit>,
    /// Lists that were asked.
    pub lists: Vec<Used>,
}

/// Asks every list in force, and the notices in force for the caller's bureau, who this may be. An institution has no
/// bureau: it is answered from the lists for institutions alone.
///
/// # Errors
/// When there is neither list nor notice, or the store fails.
pub async fn ask(app: &App, entity: &Entity, bureau: Option<&str>) -> Result<Asked, No> {
    let mut asked = Asked::default();
    if let Some(bureau) = bureau {
        let bureau = BureauId::try_from(bureau).map_err(|e| No::field("bureau", "malformed", e.to_string()))?;
        let used = Used::live(app.today());
        let notices = crate::notices::live::ask(app, entity, &bureau).await?;
        asked.hits.extend(notices.into_iter().map(|hit| ListHit {
            hit,
            used: used.clone(),
        }));
        asked.lists.push(used);
    }
    let held = shelves::in_force(app, bureau.is_some()).await?;
    if held.is_empty() && (bureau.is_none() || app.notices.lock().await.is_empty()) {
        return Err(No::new(
            axum::http::StatusCode::SERVICE_UNAVAILABLE,
            "no-list",
            "no list is in force; put one in force first",
        ));
    }
    for one in held {
        asked.hits.extend(one.ask(entity));
        asked.lists.push(one.used);
    }
    let hits = &mut asked.hits;
    hits.sort_by(|a, b| {
        b.hit
            .score
            .total_cmp(&a.hit.score)
            .then_with(|| a.hit.id.cmp(&b.hit.id))
    });
    hits.truncate(Options::default().limit);
    Ok(asked)
}

/// What an officer typed or a reader sent: a machine-readable zone, or a name.
///
/// # Errors
/// When it is empty.
pub fn query(text: &str, this_year: i16) -> Result<Entity, No> {
    Ok(Question::of_text(text, this_year)?.entity)
}
