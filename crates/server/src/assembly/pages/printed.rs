//! The buttons that print the record and the resolutions as papers, the papers that were printed, and the calls behind them.

use axum::Extension;
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use super::Answer;
use super::seen::Seen;
use super::view::View;
use crate::answer::No;
use crate::app::{App, new_id};
use crate::assembly::print::{self, Sheet};
use crate::assembly::service;
use crate::documents::queries::{self, IssuedPaper};
use crate::documents::service::Issuer;
use crate::frame::locale::Language;
use crate::frame::parts;
use crate::gate::Acting;
use crate::stop_payment::service::Repeat;

/// Papers listed under a button.
const LISTED: usize = 5;

/// What a button sends.
#[derive(Debug, Serialize, Deserialize)]
pub struct Wanted {
    key: String,
    /// A language, or nothing for all four in one paper.
    language: String,
}

pub async fn minutes(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
    Form(wanted): Form<Wanted>,
) -> Answer {
    issue(&app, &acting, &id, Sheet::Minutes, &wanted).await
}

pub async fn resolutions(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
    Form(wanted): Form<Wanted>,
) -> Answer {
    issue(&app, &acting, &id, Sheet::Resolutions, &wanted).await
}

pub async fn resolution(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path((id, n)): Path<(String, u32)>,
    Form(wanted): Form<Wanted>,
) -> Answer {
    issue(&app, &acting, &id, Sheet::Resolution(n), &wanted).await
}

async fn issue(app: &App, acting: &Acting, id: &str, sheet: Sheet, wanted: &Wanted) -> Answer {
    let languages = match wanted.language.as_str() {
        "" => Language::ALL.to_vec(),
        code => vec![
            Language::parse(code)
                .ok_or_else(|| No::field("language", "malformed", "choose one of the four languages, or all"))?,
        ],
    };
    if !(1..=200).contains(&wanted.key.len()) {
        return Err(No::field(
            "key",
            "malformed",
            "this form has lost its key; open the page again",
        ));
    }
    let state = service::load(app, id).await?.value;
    let paper = print::paper(id, &state, sheet, &languages)?;
    let repeat = Repeat::new(
        &acting.client,
        wanted.key.clone(),
        &paper.about.key(),
        &serde_json::to_vec(wanted)?,
    );
    let issued = crate::documents::service::issue(app, &Issuer::of(acting), &paper, Some(&repeat)).await?;
    Ok(Redirect::to(&issued.address()).into_response())
}

/// The sheet that a page offers.
fn of(view: View) -> Option<Sheet> {
    match view {
        View::Minutes => Some(Sheet::Minutes),
        View::Resolutions => Some(Sheet::Resolutions),
        View::Resolution(n) => Some(Sheet::Resolution(n)),
        _ => None,
    }
}

/// The papers printed of what a page shows that its reader may fetch, the newest first.
pub async fn issued(app: &App, acting: Option<&Acting>, id: &str, view: View) -> Result<Vec<IssuedPaper>, No> {
    let Some(sheet) = of(view) else {
        return Ok(vec![]);
    };
    let now = app.now();
    let found = queries::about(&app.store, &sheet.about(id))
        .await?
        .into_iter()
        .map(|paper| paper.value);
    let mut papers: Vec<IssuedPaper> = found
        .filter(|paper| paper.is_for(acting) && !paper.is_recalled(now))
        .collect();
    papers.sort_by_key(|paper| std::cmp::Reverse(paper.issued));
    papers.truncate(LISTED);
    Ok(papers)
}

/// One button with its languages, and the papers printed before.
pub fn panel(seen: &Seen<'_>, sheet: Sheet) -> Markup {
    html! { @if sheet.is_there(seen.state) { section.panel.print-out {
        h2 { (seen.t("print-title")) }
        form.row method="post" action=(format!("/assembly/{}{}/paper", seen.id, seen.view.path())) {
            input type="hidden" name="key" value=(new_id());
            label.said { span { (seen.t("languages")) }
                select name="language" {
                    option value="" { (seen.t("print-all-four")) }
                    @for language in Language::ALL { option value=(language.code()) lang=(language.code()) selected[language == seen.frame.language] { (language.own_name()) } }
                }
            }
            button.main { (seen.t("print-button")) }
        }
        p.note { (seen.t("print-note")) }
        @if !seen.papers.is_empty() {
            ul { @for paper in seen.papers { li {
                a href=(format!("/documents/{}", paper.reference)) { bdi dir="ltr" { (paper.reference) } }
                " · " bdi dir="ltr" { (paper.languages.join(", ")) } " · " (parts::time(paper.issued, &seen.frame.zone, seen.frame.language))
            } } }
        }
    } } }
}
