//! A notice as one viewer may see it: the same for pages and programs.

use std::collections::BTreeMap;

use cordon_notices::check::{FindingView, Outcome, day_of};
use cordon_notices::hit::{HitCase, OfficerCard, PairProfile, card};
use cordon_notices::lifecycle::{
    Notice, Outstanding, Role, Sight, State, Viewer, open_acts, outstanding_shown_to, requester_view, sight,
};
use cordon_notices::memory::Recognised;
use cordon_notices::request::{Override, Ruling};
use cordon_notices::rulebook::{Rulebook, Rules};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::answer::No;
use crate::app::App;
use crate::notices::by::By;
use crate::notices::change::code;
use crate::notices::listed::{self, Listed};
use crate::notices::{adoption, desk, files, hits, queries};

/// A question with its texts.
#[derive(Debug, Serialize)]
pub struct QuestionView {
    /// Its number.
    pub number: u32,
    /// The fields it concerns.
    pub fields: Vec<String>,
    /// Its text.
    pub text: Option<String>,
    /// What is missing, where the machine asks.
    #[serde(skip)]
    pub listed: Vec<Listed>,
    /// The answer.
    pub answer: Option<String>,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// When it is due.
    pub due_at: Timestamp,
    /// Whether it is open.
    pub open: bool,
}

/// One line of a list.
#[derive(Debug, Serialize)]
pub struct Line {
    /// The notice.
    pub id: String,
    /// Its number.
    pub number: Option<String>,
    /// Its kind.
    pub kind: String,
    /// Who asked.
    pub owner: String,
    /// Where it stands, as far as this viewer is told.
    pub state: String,
    /// Whether it belongs to a drill.
    pub exercise: bool,
    /// Whether only the task to purge is left.
    pub purge: bool,
    /// Until when the purge is to be confirmed by this viewer's bureau.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purge_due: Option<Timestamp>,
    /// When it was published.
    pub published_at: Option<Timestamp>,
    /// When something last happened to it, for the owner and the house.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub touched_at: Option<Timestamp>,
}

/// A text in one language.
#[derive(Debug, Serialize)]
pub struct TextView {
    /// The text.
    pub text: String,
    /// The revision that it renders.
    pub revision: u32,
    /// Whether it renders the present revision.
    pub current: bool,
    /// Whether a second translator has compared it.
    pub compared: bool,
}

/// An addendum.
#[derive(Debug, Serialize)]
pub struct AddendumView {
    /// Its number.
    pub number: u32,
    /// When it was added.
    pub at: Timestamp,
    /// Its text.
    pub text: String,
    /// Whether the owner may not know of it.
    pub sealed: bool,
}

/// What one row of the rulebook says of a request.
#[derive(Debug, Serialize)]
pub struct RowView {
    /// The row.
    pub rule: u16,
    /// Its article.
    pub article: String,
    /// Its title.
    pub title: String,
    /// Whether it decides here.
    pub decides: bool,
    /// What it found; empty when it is met.
    pub findings: Vec<FindingView>,
}

/// What the reviewing desk has before it.
#[derive(Debug, Default, Serialize)]
pub struct DeskView {
    /// Row by row.
    pub rows: Vec<RowView>,
    /// Findings, the open ones.
    pub findings: Vec<FindingView>,
    /// The rulings.
    pub rulings: Vec<Ruling>,
    /// Rows that only ask: approving answers for them.
    pub asks: Vec<u16>,
    /// Who has approved.
    pub approvals: Vec<String>,
    /// A refusal that one reviewer proposes, with its articles.
    pub refusal: Option<(String, Vec<String>)>,
    /// The exception clause.
    pub exception: Option<Override>,
    /// Earlier cases that this one repeats.
    pub recognised: Vec<Recognised>,
    /// Whether an update of a notice in force is under review.
    pub update: bool,
}

/// What only the owner and the house see.
#[derive(Debug, Serialize)]
pub struct InsideView {
    /// The request.
    pub request: Option<serde_json::Value>,
    /// A proposed new content.
    pub proposed: Option<serde_json::Value>,
    /// Questions.
    pub questions: Vec<QuestionView>,
    /// Copies delivered.
    pub copies: usize,
    /// Copies whose receipt was confirmed.
    pub received: usize,
    /// Excluded bureaus.
    pub denied: Vec<String>,
    /// When the source is asked next whether the warrant stands, and whether it is asked now.
    pub warrant_question: Option<(Timestamp, bool)>,
    /// The last day of retention, and whether the source is asked now whether to keep it.
    pub retention: Option<(Date, bool)>,
    /// Until when it sleeps, and why.
    pub suspended: Option<(Date, String)>,
}

/// A notice in full, as far as its viewer may see it.
#[derive(Debug, Serialize)]
pub struct View {
    /// The line of the list.
    #[serde(flatten)]
    pub line: Line,
    /// The rulebook is a model.
    pub rulebook: String,
    /// Revision of the content.
    pub revision: u32,
    /// The acts that are open to the viewer.
    pub open: Vec<String>,
    /// The grounds of its end, as far as this viewer is told.
    pub grounds: Vec<String>,
    /// The officer's card.
    pub card: Option<OfficerCard>,
    /// What the alert is worth at the viewer's bureau, and the clocks between the two countries.
    pub pair: PairProfile,
    /// The texts by language.
    pub texts: BTreeMap<String, TextView>,
    /// The addenda, the newest first.
    pub addenda: Vec<AddendumView>,
    /// Photographs, by the hash of their content.
    pub photographs: Vec<String>,
    /// The copy of the warrant, for those who may see it.
    pub warrant: Option<String>,
    /// What the request says of person, case and object: for all who see the notice.
    pub content: serde_json::Value,
    /// For the owner and the house.
    pub inside: Option<InsideView>,
    /// For the reviewing desk and the oversight body.
    pub desk: Option<DeskView>,
    /// Who has not confirmed the purge.
    pub outstanding: Vec<Outstanding>,
    /// Positive-query cases.
    pub hits: Vec<HitCase>,
}

/// Where a notice stands for a viewer: its owner learns no more than letters have said.
#[must_use]
pub fn line(notice: &Notice, viewer: &Viewer, now: Timestamp, book: &Rulebook) -> Line {
    let sight = sight(notice, viewer);
    let (own, of_house) = match viewer {
        Viewer::Bureau(bureau) => (*bureau == notice.owner, false),
        _ => (false, true),
    };
    let state = if own {
        requester_view(notice, now, book).state
    } else {
        notice.state
    };
    let copy = match viewer {
        Viewer::Bureau(bureau) => notice.copies.get(bureau),
        _ => None,
    };
    Line {
        id: notice.id.to_string(),
        number: notice.number.clone(),
        kind: notice.kind.clone(),
        owner: notice.owner.to_string(),
        // A holder of a recalled copy learns that it is recalled, not why.
        state: match sight {
            Sight::Tombstone if !own && !of_house => "recalled".to_owned(),
            _ => code(&state),
        },
        exercise: notice.exercise,
        purge: sight == Sight::Tombstone && notice.state != State::Destroyed,
        purge_due: copy
            .and_then(|c| c.purge.as_ref())
            .filter(|p| p.confirmed_at.is_none())
            .map(|p| p.due_at),
        published_at: notice.published.as_ref().map(|p| p.at),
        // The hour of an act that the owner is not told of yet would tell.
        touched_at: of_house.then_some(notice.touched_at),
    }
}

/// The notice for a viewer.
///
/// # Errors
/// When the viewer may not see it, or the store fails.
pub async fn of(app: &App, id: &str, by: &By, now: Timestamp) -> Result<View, No> {
    let viewer = by.viewer();
    let (notice, sight) = queries::seen(app, id, &viewer).await?;
    let rules = adoption::rules(app).await?;
    let owner = matches!(&viewer, Viewer::Bureau(bureau) if *bureau == notice.owner);
    let house = !matches!(viewer, Viewer::Bureau(_));
    let content = sight == Sight::Content;
    let pair = hits::profile(&notice, &by.bureau, day_of(now));
    let grounds = if owner {
        requester_view(&notice, now, rules.book()).grounds.into_iter().collect()
    } else if house {
        notice.end.iter().flat_map(|e| e.articles.iter().cloned()).collect()
    } else {
        vec![]
    };
    let mut view = View {
        line: line(&notice, &viewer, now, rules.book()),
        rulebook: rules.book().rulebook.clone(),
        revision: notice.revision,
        open: open(&notice, by, now, &rules),
        grounds,
        card: card(&notice, &viewer, &pair, now),
        pair,
        texts: BTreeMap::new(),
        addenda: vec![],
        photographs: vec![],
        warrant: None,
        content: serde_json::Value::Null,
        inside: None,
        desk: None,
        outstanding: if content {
            outstanding_shown_to(&notice, &viewer, now)
        } else {
            vec![]
        },
        hits: queries::hits(app, &notice, &viewer, now).await?,
    };
    if !content {
        return Ok(view);
    }
    texts(app, &notice, owner, &mut view).await?;
    let request = words(app, &notice.payload.id.to_string()).await?;
    let (photographs, warrant) = request.as_ref().map(files::of_request).unwrap_or_default();
    let hit_here = view.hits.iter().any(|h| h.querying == by.bureau);
    view.photographs = photographs
        .iter()
        .filter_map(|n| Some(n.strip_prefix("sha256:")?.to_owned()))
        .collect();
    view.warrant = warrant
        .filter(|_| owner || house || hit_here)
        .and_then(|n| Some(n.strip_prefix("sha256:")?.to_owned()));
    view.content = request.as_ref().map(content_of).unwrap_or_default();
    if owner || house {
        view.inside = Some(inside(app, &notice, request, house).await?);
    }
    if house && (by.is(Role::Reviewer) || by.is(Role::Oversight)) && !notice.state.is_end() {
        view.desk = Some(before_the_desk(app, &notice, now, &rules).await?);
    }
    Ok(view)
}

/// The parts of a request that travel with the notice; sources, interest and declaration stay with the desk.
fn content_of(request: &serde_json::Value) -> serde_json::Value {
    const TRAVELS: [&str; 12] = [
        "subject",
        "entity_name",
        "object",
        "case",
        "extradition",
        "investigation",
        "threat",
        "police_record",
        "pattern",
        "un",
        "agreement",
        "safeguards",
    ];
    let of = |key: &&str| Some(((*key).to_owned(), request.get(*key)?.clone()));
    let mut content: serde_json::Map<String, serde_json::Value> = TRAVELS.iter().filter_map(of).collect();
    // The copy of the warrant has its own readers; its name must not be told to others.
    if let Some(warrant) = content
        .get_mut("case")
        .and_then(|c| c.get_mut("warrant"))
        .and_then(|w| w.as_object_mut())
    {
        warrant.remove("copy");
    }
    serde_json::Value::Object(content)
}

/// The acts that any of the account's roles leaves open.
fn open(notice: &Notice, by: &By, now: Timestamp, rules: &Rules) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for role in &by.roles {
        all.extend(open_acts(notice, &by.as_role(*role), now, rules).iter().map(code));
    }
    all.dedup();
    all
}

async fn words(app: &App, part: &str) -> Result<Option<serde_json::Value>, No> {
    Ok(desk::text(app, part)
        .await?
        .and_then(|text| serde_json::from_str(&text).ok()))
}

async fn texts(app: &App, notice: &Notice, owner: bool, view: &mut View) -> Result<(), No> {
    for (language, text) in &notice.texts {
        if let Some(words) = desk::text(app, &text.payload.id.to_string()).await? {
            let shown = TextView {
                text: words,
                revision: text.revision,
                current: text.revision == notice.revision,
                compared: text.checked_by.is_some(),
            };
            view.texts.insert(language.clone(), shown);
        }
    }
    for addendum in notice.addenda.iter().rev().filter(|a| !(owner && a.sealed_from_owner)) {
        if let Some(text) = desk::text(app, &addendum.text.id.to_string()).await? {
            let (number, at, sealed) = (addendum.number, addendum.at, addendum.sealed_from_owner);
            view.addenda.push(AddendumView {
                number,
                at,
                text,
                sealed,
            });
        }
    }
    Ok(())
}

async fn inside(app: &App, notice: &Notice, request: Option<serde_json::Value>, house: bool) -> Result<InsideView, No> {
    let proposed = match &notice.pending {
        Some(update) => words(app, &update.payload.id.to_string()).await?,
        None => None,
    };
    let mut questions = Vec::new();
    for q in &notice.review.questions {
        let answer = match q.answer {
            Some(id) => desk::text(app, &id.to_string()).await?,
            None => None,
        };
        let text = desk::text(app, &q.text.to_string()).await?;
        let listed = text.as_deref().and_then(listed::read);
        questions.push(QuestionView {
            number: q.number,
            fields: q.fields.clone(),
            text: listed.as_ref().map(|lines| listed::english(lines)).or(text),
            listed: listed.unwrap_or_default(),
            answer,
            asked_at: q.asked_at,
            due_at: q.due_at,
            open: q.answered_at.is_none(),
        });
    }
    let asked_of_the_warrant = |w: &cordon_notices::lifecycle::WarrantWatch| match (w.answer_due, w.ask_at) {
        (Some(due), _) if w.asked_at.is_some() => Some((due, true)),
        (_, Some(at)) => Some((at, w.asked_at.is_some())),
        _ => None,
    };
    Ok(InsideView {
        request,
        proposed,
        questions,
        copies: notice.copies.len(),
        received: notice.copies.values().filter(|c| c.received_at.is_some()).count(),
        denied: notice.denied.iter().map(ToString::to_string).collect(),
        warrant_question: notice
            .warrant
            .as_ref()
            .and_then(asked_of_the_warrant)
            .filter(|_| notice.published.is_some()),
        retention: notice.retention.as_ref().map(|r| (r.ends_on, r.asked_on.is_some())),
        // A block by the oversight body is not the owner's to see, nor a pause under it.
        suspended: notice
            .suspension
            .as_ref()
            .filter(|_| house || notice.block.is_none())
            .map(|s| (s.until, s.reason.clone())),
    })
}

async fn before_the_desk(app: &App, notice: &Notice, now: Timestamp, rules: &Rules) -> Result<DeskView, No> {
    let id = notice.id.to_string();
    let report = desk::report(app, notice, now, rules, notice.pending.is_some()).await?;
    let approvals = notice
        .pending
        .as_ref()
        .map_or(&notice.review.approvals, |p| &p.approvals);
    let rows = report.rows.iter().map(|row| RowView {
        rule: row.rule,
        article: row.article.clone(),
        title: row.title.clone(),
        decides: row.decides,
        findings: row.findings.iter().map(|f| f.view()).collect(),
    });
    Ok(DeskView {
        rows: rows.collect(),
        findings: report.view(false).findings,
        asks: report
            .findings()
            .filter(|f| f.outcome == Outcome::Asks)
            .map(|f| f.rule)
            .collect(),
        rulings: desk::rulings(app, &id).await?,
        approvals: approvals.iter().map(|a| a.by.to_string()).collect(),
        refusal: notice
            .review
            .refusal
            .as_ref()
            .map(|(by, articles)| (by.to_string(), articles.iter().cloned().collect())),
        exception: desk::exception(app, &id).await?,
        recognised: notice.review.recognised.clone(),
        update: notice.pending.is_some(),
    })
}
