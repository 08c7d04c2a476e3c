//! The request form: fields for its kind, and beside them, live, how many rows are ready and on what it would be refused.

use std::collections::BTreeMap;

use axum::Extension;
use axum::extract::{Form, Query, State};
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Redirect, Response};
use cordon_notices::check::Verdict;
use cordon_notices::rulebook::{KindRow, RequesterSort, Rulebook};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::answer::No;
use crate::app::App;
use crate::frame::headers::in_words;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::notices::by::By;
use crate::notices::change::Around;
use crate::notices::checking::{self, Checked};
use crate::notices::pages::fields::{self, Field, Input, Section};
use crate::notices::pages::list::kind as kind_words;
use crate::notices::pages::spoken;
use crate::notices::service::{self, Done};
use crate::notices::wish::Wish;
use crate::notices::{adoption, view};

/// How the form is opened.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Opened {
    kind: Option<String>,
    case: Option<String>,
    edit: Option<String>,
}

/// The form as it stands.
struct Sheet<'a> {
    frame: &'a Frame<'a>,
    book: &'a Rulebook,
    kind: String,
    request: Value,
    edit: Option<(String, &'static str)>,
    checked: Option<Checked>,
    why: Option<String>,
}

/// The empty form, one prefilled from a case, or one of a request that may be changed.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Query(opened): Query<Opened>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let rules = adoption::rules(&app).await?;
    let (mut request, mut edit) = (json!({}), None);
    if let Some(case) = &opened.case {
        request = checking::from_case(&app, &acting, case).await?;
        crate::journal::note::search(&app, &acting, "notices.prefilled", case, json!({"case": case})).await?;
    }
    if let Some(id) = &opened.edit {
        let view = view::of(&app, id, &by, app.now().timestamp()).await?;
        let act = ["amend", "propose_update"]
            .into_iter()
            .find(|act| view.open.iter().any(|o| o == act));
        let act = act.ok_or_else(No::not_found)?;
        request = view.inside.and_then(|i| i.request).ok_or_else(No::not_found)?;
        crate::journal::note::search(&app, &acting, "notices.read", id, json!({"notice": id})).await?;
        edit = Some((id.clone(), act));
    }
    let kind = opened
        .kind
        .or_else(|| request["kind"].as_str().map(str::to_owned))
        .unwrap_or_else(|| "red".into());
    let vouched = checking::vouched(
        &app,
        fields::written(request.clone(), &kind, &BTreeMap::new()),
        &by,
        false,
    )
    .await?;
    if let Some(object) = request.as_object_mut() {
        object.insert("requester".into(), vouched["requester"].clone());
    }
    let checked = checking::check(&app, &vouched.to_string()).await.ok();
    let sheet = Sheet {
        frame: &frame,
        book: rules.book(),
        kind,
        request,
        edit,
        checked,
        why: None,
    };
    Ok(sheet.page())
}

/// What was written: the fields by their places, or a whole request file.
async fn said(app: &App, by: &By, said: &BTreeMap<String, String>) -> Result<(String, Value), No> {
    let kind = said.get("kind").cloned().unwrap_or_else(|| "red".into());
    let file = said.get("request").map(|t| t.trim()).filter(|t| !t.is_empty());
    let text = file.or(said.get("base").map(String::as_str)).unwrap_or("{}");
    let base: Value = serde_json::from_str(text).map_err(|e| No::field("request", "unreadable", e.to_string()))?;
    let kind = match file {
        Some(_) => base["kind"].as_str().unwrap_or(&kind).to_owned(),
        None => kind,
    };
    let written = match file {
        Some(_) => base,
        None => fields::written(base, &kind, said),
    };
    let request = checking::vouched(app, written, by, said.contains_key("declared")).await?;
    Ok((kind, request))
}

/// The live word: only how far the request has come. Nothing is kept and nobody is looked up.
pub async fn ready(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Form(form): Form<BTreeMap<String, String>>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let (_, request) = said(&app, &by, &form).await?;
    let checked = checking::check(&app, &request.to_string()).await?;
    Ok(Html(readiness(&frame, &checked).into_string()).into_response())
}

/// Checks, files, files and submits, or changes a request: as the button says.
pub async fn filed(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    Form(form): Form<BTreeMap<String, String>>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let (kind, request) = said(&app, &by, &form).await?;
    let act = form.get("do").map_or("check", String::as_str);
    let (at, text) = (app.now().timestamp(), request.to_string());
    let done = match (act, form.get("edit")) {
        ("check", _) => Err(None),
        (act, Some(id)) => {
            let wish = match act {
                "propose_update" => Wish::ProposeUpdate {
                    request: request.clone(),
                },
                _ => Wish::Amend {
                    request: request.clone(),
                },
            };
            service::act(&app, id, &wish, &by, at, Around::default())
                .await
                .map(|_| id.clone())
                .map_err(Some)
        }
        (act, None) => filing(&app, &text, &by, act == "submit").await.map_err(Some),
    };
    let why = match done {
        Ok(id) => return Ok(Redirect::to(&format!("/notices/{id}")).into_response()),
        Err(Some(no)) if !crate::gate::wants_page(&headers) => return Err(no),
        Err(why) => why,
    };
    // The words of a request are not kept: they may never be filed. Their hash shows what was checked.
    let hash = hex::encode(Sha256::digest(text.as_bytes()));
    crate::journal::note::search(&app, &acting, "notices.checked", &hash, json!({"bytes": text.len()})).await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let rules = adoption::rules(&app).await?;
    let checked = checking::check(&app, &text).await;
    let why = why
        .or_else(|| checked.as_ref().err().cloned())
        .map(|no| in_words(&frame, "notices", &no.code).unwrap_or(no.detail));
    let edit = form.get("edit").map(|id| {
        (
            id.clone(),
            if act == "propose_update" {
                "propose_update"
            } else {
                "amend"
            },
        )
    });
    let sheet = Sheet {
        frame: &frame,
        book: rules.book(),
        kind,
        request,
        edit,
        checked: checked.ok(),
        why,
    };
    Ok(sheet.page())
}

async fn filing(app: &App, text: &str, by: &By, submit: bool) -> Result<String, No> {
    let at = app.now().timestamp();
    let Done::Now(notice) = service::file(app, text, by, at, None).await? else {
        return Err(No::not_found());
    };
    let id = notice.id.to_string();
    if submit {
        service::act(app, &id, &Wish::Submit, by, at, Around::default()).await?;
    }
    Ok(id)
}

impl Sheet<'_> {
    fn page(&self) -> Response {
        let frame = self.frame;
        let title = frame.t(if self.edit.is_some() {
            "notices-edit-title"
        } else {
            "notices-new-title"
        });
        let body = html! {
            p.crumb { a href="/notices" { (frame.t("notices-title")) } }
            h1 { (title) " · " (kind_words(frame, &self.kind)) }
            p.lead { (frame.with("notices-model", &[("version", &self.book.rulebook)])) }
            @if let Some(why) = &self.why { div.band.bad role="alert" { p { bdi { (why) } } } }
            @if self.edit.is_none() { (self.kinds()) }
            form #request method="post" action="/notices/new" data-ready="/notices/ready" {
                input type="hidden" name="kind" value=(self.kind);
                input type="hidden" name="base" value=(self.request.to_string());
                @if let Some((id, _)) = &self.edit { input type="hidden" name="edit" value=(id); }
                div.grid {
                    div.c8 {
                        @for section in fields::sections(&self.kind) { (self.section(section)) }
                        (self.declaration())
                    }
                    div.c4 { div.stay {
                        div #readiness aria-live="polite" {
                            @if let Some(checked) = &self.checked { (readiness(frame, checked)) }
                        }
                        div.panel { (self.buttons()) }
                    } }
                }
            }
            @if self.edit.is_none() { (self.whole_file()) }
        };
        frame.page(Room::Notices, &title, &body)
    }

    fn kinds(&self) -> Markup {
        let frame = self.frame;
        let own = if self.request["requester"]["type"] == "bureau" {
            RequesterSort::Bureau
        } else {
            RequesterSort::Secretariat
        };
        let asks = |k: &&KindRow| k.requesters.contains(&own);
        html! {
            nav.tabs aria-label=(frame.t("notices-kind")) {
                @for k in self.book.kinds.iter().filter(asks) {
                    a href=(format!("/notices/new?kind={}", k.kind)) aria-current=[(k.kind == self.kind).then_some("page")] { (kind_words(frame, &k.kind)) }
                }
            }
        }
    }

    fn section(&self, section: &Section) -> Markup {
        let frame = self.frame;
        html! {
            fieldset.panel {
                legend { h2 { (frame.t(&format!("notices-section-{}", section.id))) } }
                div.pairs { @for field in section.fields { (self.field(field)) } }
            }
        }
    }

    fn why(&self, field: &Field) -> Option<String> {
        let checked = self
            .checked
            .as_ref()
            .filter(|_| self.request.as_object().is_some_and(|o| o.len() > 3))?;
        let found = checked
            .report
            .findings
            .iter()
            .find(|f| fields::place(&f.field) == field.at)?;
        Some(spoken::plain(self.frame, found))
    }

    fn field(&self, field: &Field) -> Markup {
        let frame = self.frame;
        let id = fields::control(field.at);
        let value = fields::shown(&self.request, field);
        let label = fields::label(field.at);
        let hint = format!("{label}-hint");
        let hint = Some(frame.t(&hint))
            .filter(|said| *said != hint)
            .unwrap_or_else(|| match field.input {
                Input::List => frame.t("notices-hint-list"),
                Input::Penalty => frame.t("notices-hint-penalty"),
                Input::Line if field.at.ends_with("_on") || field.at.ends_with("date") => frame.t("notices-hint-date"),
                _ => String::new(),
            });
        let input = match field.input {
            Input::Text => html! { textarea id=(id) name=(field.at) rows="3" dir="auto" { (value) } },
            Input::Number => html! { input id=(id) name=(field.at) value=(value) inputmode="numeric" size="6"; },
            Input::Line | Input::List | Input::Penalty => {
                html! { input.wide id=(id) name=(field.at) value=(value) dir="auto"; }
            }
            Input::YesNo => self.choice(&id, field.at, &value, &["yes", "no"], "notices-word"),
            Input::OneOf(words) => self.choice(&id, field.at, &value, words, "notices-word"),
            Input::OfKind => {
                let row = self.book.kinds.iter().find(|k| k.kind == self.kind);
                let words = row.map(|k| {
                    if field.at.ends_with("status") {
                        &k.statuses
                    } else {
                        &k.purposes
                    }
                });
                let words: Vec<&str> = words.into_iter().flatten().map(String::as_str).collect();
                self.choice(&id, field.at, &value, &words, "notices-word")
            }
            Input::Offence => html! { select.wide id=(id) name=(field.at) {
                option value="" { "–" }
                @for o in &self.book.offences { option value=(o.code) selected[o.code == value] { (spoken::offence(frame, self.book, &o.code)) } }
            } },
        };
        parts::field(&id, &frame.t(&label), &hint, self.why(field).as_deref(), &input)
    }

    fn choice(&self, id: &str, name: &str, value: &str, words: &[&str], prefix: &str) -> Markup {
        html! { select id=(id) name=(name) {
            option value="" { "–" }
            @if !value.is_empty() && !words.contains(&value) { option value=(value) selected { (value) } }
            @for word in words { option value=(word) selected[*word == value] { (self.frame.t(&format!("{prefix}-{}", word.to_lowercase().replace('_', "-")))) } }
        } }
    }

    fn declaration(&self) -> Markup {
        let signed = self.request["declaration"].is_object();
        html! { div.panel { div.choice {
            input #declared type="checkbox" name="declared" value="1" checked[signed];
            label for="declared" { (self.frame.t("notices-declared")) }
        } p.note { (self.frame.t("notices-files-later")) } } }
    }

    fn buttons(&self) -> Markup {
        let frame = self.frame;
        html! { div.acts {
            @match &self.edit {
                Some((_, act)) => { button.main name="do" value=(act) { (frame.t(if *act == "amend" { "notices-act-amend" } else { "notices-act-propose-update" })) } }
                None => {
                    button.main name="do" value="submit" { (frame.t("notices-submit")) }
                    button name="do" value="draft" { (frame.t("notices-save-draft")) }
                }
            }
            button name="do" value="check" { (frame.t("notices-check")) }
        } }
    }

    fn whole_file(&self) -> Markup {
        let frame = self.frame;
        html! { div.panel { details { summary { (frame.t("notices-whole-file")) }
            form method="post" action="/notices/new" {
                (parts::field("file", &frame.t("notices-request"), &frame.t("notices-request-hint"), None, &html! { textarea #file.code name="request" rows="12" data-drop="1" spellcheck="false" {} }))
                div.acts { button name="do" value="check" { (frame.t("notices-check")) } button name="do" value="draft" { (frame.t("notices-save-draft")) } }
            }
        } } }
    }
}

/// "14 of 17 ready", what it would be refused for, and what is missing.
fn readiness(frame: &Frame<'_>, checked: &Checked) -> Markup {
    let ready = &checked.readiness;
    let (class, id) = match checked.report.verdict {
        Verdict::Publishable => ("band", "notices-publishable"),
        Verdict::NeedsReview => ("band", "notices-needs-review"),
        Verdict::Incomplete => ("band soon", "notices-incomplete"),
        Verdict::Refused => ("band bad", "notices-refused"),
    };
    let counts = [("ready", ready.ready.to_string()), ("of", ready.of.to_string())];
    let counts: Vec<(&'static str, &str)> = counts.iter().map(|(k, v)| (*k, v.as_str())).collect();
    html! {
        div class=(class) {
            p { b.figure { (frame.with("notices-ready", &counts)) } }
            p { (frame.t(id)) }
        }
        @if !ready.refused_because.is_empty() { div.panel {
            h2 { (frame.t("notices-refused-because")) }
            (lines(frame, &ready.refused_because))
        } }
        @if !ready.missing.is_empty() { div.panel {
            h2 { (frame.t("notices-missing")) }
            (lines(frame, &ready.missing))
        } }
        @if !ready.rulings_to_come.is_empty() { p.note {
            (frame.with("notices-rulings-to-come", &[("rows", &ready.rulings_to_come.iter().map(u16::to_string).collect::<Vec<_>>().join(", "))]))
        } }
    }
}

fn lines(frame: &Frame<'_>, findings: &[cordon_notices::check::FindingView]) -> Markup {
    html! { ul.plain { @for f in findings { li {
        @let place = fields::place(&f.field);
        @let label = fields::label(&place);
        @let name = frame.t(&label);
        @if name == label { code { (f.field) } } @else if fields::is_field(&place) { a href=(format!("#{}", fields::control(&place))) { (name) } } @else { b { (name) } }
        " " span.small { bdi dir="ltr" { (f.article) } }
        br; (spoken::says(frame, f))
    } } } }
}
