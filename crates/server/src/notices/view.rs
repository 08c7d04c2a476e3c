//! A notice as one viewer may see it: the same for pages and programs.

use std::collections::BTreeMap;

use cordon_notices::check::FindingView;
use cordon_notices::hit::{HitCase, OfficerCard, card};
use cordon_notices::lifecycle::{
    Notice, Outstanding, Sight, State, Viewer, outstanding_shown_to, requester_view, sight,
};
use cordon_notices::request::Ruling;
use jiff::Timestamp;
use serde::Serialize;

use crate::answer::No;
use crate::app::App;
use crate::notices::change::code;
use crate::notices::{desk, hits, queries};

/// A question with its texts.
#[derive(Debug, Serialize)]
pub struct QuestionView {
    /// Its number.
    pub number: u32,
    /// The fields it concerns.
    pub fields: Vec<String>,
    /// Its text.
    pub text: Option<String>,
    /// The answer.
    pub answer: Option<String>,
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
    /// When it was published.
    pub published_at: Option<Timestamp>,
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
    /// The grounds of its end, as far as this viewer is told.
    pub grounds: Vec<String>,
    /// The officer's card.
    pub card: Option<OfficerCard>,
    /// The texts by language.
    pub texts: BTreeMap<String, String>,
    /// The addenda, the newest first.
    pub addenda: Vec<(u32, String)>,
    /// The request, for its owner and the desk.
    pub request: Option<serde_json::Value>,
    /// Questions, for the owner and the desk.
    pub questions: Vec<QuestionView>,
    /// What the rules say, for the desk.
    pub findings: Vec<FindingView>,
    /// The rulings, for the desk.
    pub rulings: Vec<Ruling>,
    /// Approvals so far, for the desk.
    pub approvals: usize,
    /// Copies delivered, for the owner and the desk.
    pub copies: Option<usize>,
    /// Who has not confirmed the purge.
    pub outstanding: Vec<Outstanding>,
    /// Positive-query cases.
    pub hits: Vec<HitCase>,
}

/// Where a notice stands for a viewer: its owner learns no more than letters have said.
#[must_use]
pub fn line(notice: &Notice, viewer: &Viewer, now: Timestamp, book: &cordon_notices::rulebook::Rulebook) -> Line {
    let sight = sight(notice, viewer);
    let state = match viewer {
        Viewer::Bureau(bureau) if *bureau == notice.owner => requester_view(notice, now, book).state,
        _ => notice.state,
    };
    Line {
        id: notice.id.to_string(),
        number: notice.number.clone(),
        kind: notice.kind.clone(),
        owner: notice.owner.to_string(),
        // A holder of a recalled copy learns that it is recalled, not why.
        state: match (viewer, sight) {
            (Viewer::Bureau(bureau), Sight::Tombstone) if *bureau != notice.owner => "recalled".to_owned(),
            _ => code(&state),
        },
        exercise: notice.exercise,
        purge: sight == Sight::Tombstone && notice.state != State::Destroyed,
        published_at: notice.published.as_ref().map(|p| p.at),
    }
}

/// The notice for a viewer.
///
/// # Errors
/// When the viewer may not see it, or the store fails.
pub async fn of(app: &App, id: &str, viewer: &Viewer, now: Timestamp) -> Result<View, No> {
    let (notice, sight) = queries::seen(app, id, viewer).await?;
    let rules = desk::rules(app)?;
    let owner = matches!(viewer, Viewer::Bureau(bureau) if *bureau == notice.owner);
    let desk_sees = !matches!(viewer, Viewer::Bureau(_));
    let content = sight == Sight::Content;
    let mut view = View {
        line: line(&notice, viewer, now, rules.book()),
        rulebook: rules.book().rulebook.clone(),
        revision: notice.revision,
        grounds: vec![],
        card: card(&notice, viewer, &hits::profile(app), now),
        texts: BTreeMap::new(),
        addenda: vec![],
        request: None,
        questions: vec![],
        findings: vec![],
        rulings: vec![],
        approvals: 0,
        copies: (owner || desk_sees).then_some(notice.copies.len()),
        outstanding: if content { outstanding_shown_to(&notice, viewer, now) } else { vec![] },
        hits: queries::hits(app, &notice, viewer, now).await?,
    };
    if owner {
        view.grounds = requester_view(&notice, now, rules.book()).grounds.into_iter().collect();
    } else if desk_sees {
        view.grounds = notice.end.iter().flat_map(|e| e.articles.iter().cloned()).collect();
    }
    if content {
        texts(app, &notice, owner, &mut view).await?;
    }
    if content && (owner || desk_sees) {
        inside(app, &notice, &mut view).await?;
    }
    if content && desk_sees && !notice.state.is_end() {
        view.findings = desk::report(app, &notice, now, &rules, notice.pending.is_some()).await?.view(false).findings;
        view.rulings = desk::rulings(app, id).await?;
        view.approvals = notice.pending.as_ref().map_or(notice.review.approvals.len(), |p| p.approvals.len());
    }
    Ok(view)
}

async fn texts(app: &App, notice: &Notice, owner: bool, view: &mut View) -> Result<(), No> {
    for (language, text) in &notice.texts {
        if let Some(words) = desk::text(app, &text.payload.id.to_string()).await? {
            view.texts.insert(language.clone(), words);
        }
    }
    for addendum in notice.addenda.iter().rev().filter(|a| !(owner && a.sealed_from_owner)) {
        if let Some(words) = desk::text(app, &addendum.text.id.to_string()).await? {
            view.addenda.push((addendum.number, words));
        }
    }
    Ok(())
}

async fn inside(app: &App, notice: &Notice, view: &mut View) -> Result<(), No> {
    let request = desk::text(app, &notice.payload.id.to_string()).await?;
    view.request = request.and_then(|text| serde_json::from_str(&text).ok());
    for q in &notice.review.questions {
        let answer = match q.answer {
            Some(id) => desk::text(app, &id.to_string()).await?,
            None => None,
        };
        view.questions.push(QuestionView {
            number: q.number,
            fields: q.fields.clone(),
            text: desk::text(app, &q.text.to_string()).await?,
            answer,
            due_at: q.due_at,
            open: q.answered_at.is_none(),
        });
    }
    Ok(())
}
