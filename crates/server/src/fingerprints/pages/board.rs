//! The room of known pictures: what waits, matching by a file of hashes, reports and their outcomes, lists.

use std::collections::BTreeMap;

use axum::Extension;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Redirect, Response};
use cordon_fingerprints::lists::{Leads, MatchRule, Outcome};
use cordon_vocabulary::BureauId;
use maud::{Markup, html};

use super::{field, fields, parts as own};
use crate::answer::No;
use crate::app::App;
use crate::fingerprints::import::{self, Incoming, Taken};
use crate::fingerprints::index::Counts;
use crate::fingerprints::list_commands::ListFormat;
use crate::fingerprints::queries::{self, Filed};
use crate::fingerprints::reports::{self, Wish};
use crate::fingerprints::{service, sought};
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::journal::act::{By, Done};

/// What the page shows beside what always stands there.
#[derive(Default)]
struct Shown {
    text: String,
    why: Option<String>,
    matched: Option<Matched>,
    taken: Option<Taken>,
    import_why: Option<String>,
}

struct Matched {
    files: Vec<(String, Leads)>,
    /// The matched files alone, for a report.
    lines: String,
}

/// The page as it opens.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
) -> Result<Response, No> {
    show(&app, language, &acting, Shown::default()).await
}

/// The page with leads.
pub async fn matched(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, No> {
    let fields = fields(form).await?;
    let text = format!("{}\n{}", field(&fields, "hashes"), field(&fields, "file"));
    let text = text.trim().to_owned();
    let shown = match matches(&app, &acting, &text).await {
        Ok(matched) => Shown {
            text,
            matched: Some(matched),
            ..Shown::default()
        },
        Err(no) if no.field.is_some() => Shown {
            text,
            why: Some(worded(&no)),
            ..Shown::default()
        },
        Err(no) => return Err(no),
    };
    show(&app, language, &acting, shown).await
}

fn worded(no: &No) -> String {
    format!("{}: {}", no.field.clone().unwrap_or_default(), no.detail)
}

async fn matches(app: &App, acting: &Acting, text: &str) -> Result<Matched, No> {
    let files = sought::read(text)?;
    let by = By::of(acting)?;
    let found = service::matches(app, &by, files.clone(), MatchRule::default()).await?;
    let hit: Vec<_> = files
        .into_iter()
        .zip(&found)
        .filter(|(_, (_, leads))| !leads.leads.is_empty())
        .map(|(file, _)| file)
        .collect();
    Ok(Matched {
        lines: sought::write(&hit),
        files: found,
    })
}

/// Opens a report and goes to it.
pub async fn report(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, No> {
    let fields = fields(form).await?;
    let wish = Wish {
        files: sought::read(field(&fields, "hashes"))?,
        imminent_danger: field(&fields, "imminent") == "yes",
        words: field(&fields, "words").to_owned(),
    };
    match reports::open(&app, &By::of(&acting)?, wish).await? {
        Done::Now(filed) => Ok(Redirect::to(&format!("/children/report/{}", filed.id)).into_response()),
        Done::Before { .. } => Err(No::not_found()),
    }
}

/// Takes a list over and says what came of it.
pub async fn imported(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, No> {
    let fields = fields(form).await?;
    let content = match field(&fields, "file") {
        "" => field(&fields, "content"),
        file => file,
    };
    let shown = match take(&app, &acting, &fields, content).await {
        Ok(taken) => Shown {
            taken: Some(taken),
            ..Shown::default()
        },
        Err(no) if no.status.is_client_error() => Shown {
            import_why: Some(worded(&no)),
            ..Shown::default()
        },
        Err(no) => return Err(no),
    };
    show(&app, language, &acting, shown).await
}

async fn take(app: &App, acting: &Acting, fields: &BTreeMap<String, String>, content: &str) -> Result<Taken, No> {
    let incoming = incoming(
        field(fields, "list"),
        field(fields, "format"),
        field(fields, "region"),
        field(fields, "algorithm"),
    )?;
    match import::take(app, &By::of(acting)?, &incoming, content.as_bytes()).await? {
        Done::Now(taken) => Ok(taken),
        Done::Before { .. } => Err(No::not_found()),
    }
}

/// A file's description from the fields of a form or an address.
///
/// # Errors
/// When the format or algorithm is not known.
pub fn incoming(list: &str, format: &str, region: &str, algorithm: &str) -> Result<Incoming, No> {
    let format = <ListFormat as clap::ValueEnum>::from_str(format, true)
        .map_err(|_| No::field("format", "unknown", "the formats are ncmec, vics, icse and plain"))?;
    let algorithm = match algorithm {
        "" => "pdq",
        named => named,
    };
    Ok(Incoming {
        list: list.trim().to_owned(),
        format,
        region: Some(region.trim().to_owned()).filter(|r| !r.is_empty()),
        algorithm: algorithm
            .parse()
            .map_err(|e: cordon_fingerprints::algorithm::UnknownAlgorithm| {
                No::field("algorithm", "unknown", e.to_string())
            })?,
    })
}

async fn show(app: &App, language: Language, acting: &Acting, shown: Shown) -> Result<Response, No> {
    let frame = Frame::of(app, language, Some(acting)).await;
    let bureau = acting.officer()?.bureau.clone();
    let reports = queries::reports(app, &bureau).await?;
    let counts = app.known.counts(app).await?;
    let lists = queries::lists(app).await?;
    let title = frame.t("children-title");
    let waiting: Vec<Filed> = reports
        .iter()
        .filter(|f| f.report.waits_for(&bureau))
        .cloned()
        .collect();
    let body = html! {
        h1 { (title) }
        p.lead { (frame.t("children-lead")) }
        @if !waiting.is_empty() { div.band.bad role="status" {
            p { b { (frame.language.count("children-waiting", waiting.len())) } }
            (own::reports(&frame, &waiting, &frame.t("children-reports")))
        } }
        (match_panel(&frame, &shown))
        @if let Some(matched) = &shown.matched { (found(&frame, matched)) }
        (report_panel(&frame, &reports, &bureau))
        (list_panel(&frame, &lists, &counts, &bureau))
        (import_panel(&frame, &shown))
    };
    Ok(frame.page(Room::Children, &title, &body))
}

fn match_panel(frame: &Frame<'_>, shown: &Shown) -> Markup {
    let text = html! { textarea #hashes .code name="hashes" rows="5" spellcheck="false" { (shown.text) } };
    let file = html! { input #file type="file" name="file" accept=".txt,.csv,.json,.jsonl"; };
    html! {
        div.panel {
            h2 { (frame.t("children-match-title")) }
            form method="post" action="/children" enctype="multipart/form-data" {
                div.grid {
                    div.c7 { (parts::field("hashes", &frame.t("children-hashes"), &frame.t("children-hint"), shown.why.as_deref(), &text)) }
                    div.c5 {
                        (parts::field("file", &frame.t("children-hash-file"), &frame.t("children-hash-file-hint"), None, &file))
                        p.note { (frame.t("children-hasher")) " " code { "cordon fingerprint hash FILE… --json" } }
                        button.main { (frame.t("children-match")) }
                    }
                }
            }
        }
    }
}

fn found(frame: &Frame<'_>, matched: &Matched) -> Markup {
    let rows: Vec<_> = matched
        .files
        .iter()
        .flat_map(|(name, leads)| leads.leads.iter().map(move |lead| (name.as_str(), lead)))
        .collect();
    let featureless: usize = matched.files.iter().map(|(_, leads)| leads.featureless_left_out).sum();
    let title = frame.language.count("children-leads", rows.len());
    html! {
        section.panel aria-live="polite" {
            h2 { (title) }
            @if featureless > 0 { p.note { (frame.language.count("children-featureless", featureless)) } }
            @if rows.is_empty() { p { span.sign { (frame.t("children-none")) } } } @else {
                p { (frame.t("children-lead-worth")) }
                (own::leads(frame, &rows, &title))
                form method="post" action="/children/report" enctype="multipart/form-data" {
                    input type="hidden" name="hashes" value=(matched.lines);
                    (parts::field("words", &frame.t("children-words"), &frame.t("children-words-hint"), None, &html! { textarea #words name="words" rows="3" {} }))
                    div.choice.field { input #imminent type="checkbox" name="imminent" value="yes"; label for="imminent" { (frame.t("children-imminent")) } }
                    button.main { (frame.t("children-open-report")) }
                }
            }
        }
    }
}

fn report_panel(frame: &Frame<'_>, all: &[Filed], bureau: &BureauId) -> Markup {
    let title = frame.t("children-reports");
    let tally = |wanted: Outcome| {
        let last = all.iter().flat_map(|filed| {
            filed
                .report
                .concerned
                .iter()
                .filter_map(|b| filed.report.last_answer(b))
        });
        last.filter(|outcome| *outcome == wanted).count()
    };
    let ours = all.iter().filter(|filed| filed.report.reporter == *bureau).count();
    html! {
        div.panel {
            h2 { (title) }
            @if all.is_empty() { p.note { (frame.t("children-no-reports")) } } @else {
                p { (frame.with("children-report-count", &[("ours", &ours.to_string()), ("others", &(all.len() - ours).to_string())]))
                    @for outcome in Outcome::ALL { @let n = tally(outcome); @if n > 0 { " " span.tag { (own::outcome(frame, outcome)) ": " b { (n) } } } } }
                (own::reports(frame, all, &title))
            }
        }
    }
}

fn list_panel(
    frame: &Frame<'_>,
    lists: &[cordon_fingerprints::lists::KnownList],
    counts: &BTreeMap<String, Counts>,
    bureau: &BureauId,
) -> Markup {
    let title = frame.t("children-lists");
    html! {
        div.panel {
            h2 { (title) }
            @if lists.is_empty() { p.note { (frame.t("children-no-lists")) } } @else {
                div.scroll tabindex="0" role="region" aria-label=(title) { table {
                    thead { tr {
                        th scope="col" { (frame.t("children-list")) }
                        th scope="col" { (frame.t("children-source")) }
                        th.num scope="col" { (frame.t("children-records")) }
                        th.num scope="col" { (frame.t("children-standing-trusted")) }
                        th.num scope="col" { (frame.t("children-standing-disputed")) }
                        th.num scope="col" { (frame.t("children-gravest")) }
                        th.num scope="col" { (frame.t("children-withdrawn")) }
                        th scope="col" { (frame.t("children-holders")) }
                    } }
                    tbody { @for list in lists { @let n = counts.get(&list.name).copied().unwrap_or_default(); tr {
                        td { a href=(format!("/children/list/{}", list.name)) { bdi { (list.name) } } @if let Some(region) = &list.region { small { (frame.t("children-region")) " " bdi { (region) } } } }
                        td { span.code { (list.source) } @if list.source == *bureau { small { (frame.t("children-yours")) } } }
                        td.num { (n.standing) } td.num { (n.trusted) } td.num { (n.disputed) } td.num { (n.gravest) } td.num { (n.withdrawn) }
                        td { @for holder in list.holders.keys() { span.code { (holder) } } }
                    } } }
                } }
            }
        }
    }
}

fn import_panel(frame: &Frame<'_>, shown: &Shown) -> Markup {
    let formats = html! { select #format name="format" { @for (value, name) in [("ncmec", "NCMEC XML"), ("vics", "VICS 1.3 / 2.0 JSON"), ("icse", "ICSE CSV"), ("plain", "hex[,quality][,id]")] { option value=(value) { (name) } } } };
    let algorithms = html! { select #algorithm name="algorithm" { @for one in cordon_fingerprints::Algorithm::ALL { option value=(one) selected[one.has_distance()] { (one) } } } };
    html! {
        details.panel open[shown.taken.is_some() || shown.import_why.is_some()] {
            summary { (frame.t("children-import")) }
            @if let Some(taken) = &shown.taken { (came_in(frame, taken)) }
            @if let Some(why) = &shown.import_why { div.band.bad role="alert" { p { b { (why) } } } }
            form method="post" action="/children/import" enctype="multipart/form-data" {
                div.row {
                    (parts::field("list", &frame.t("children-list-name"), "", None, &html! { input #list name="list" required maxlength="64" pattern="[A-Za-z0-9._\\-]+"; }))
                    (parts::field("format", &frame.t("children-format"), "", None, &formats))
                    (parts::field("region", &frame.t("children-region"), "", None, &html! { input #region name="region" size="8"; }))
                    (parts::field("algorithm", &frame.t("children-algorithm"), "", None, &algorithms))
                }
                p {}
                (parts::field("list-file", &frame.t("children-list-file"), "", None, &html! { input #list-file type="file" name="file"; }))
                (parts::field("content", &frame.t("children-list-text"), "", None, &html! { textarea #content .code name="content" rows="3" spellcheck="false" {} }))
                button { (frame.t("children-take-over")) }
            }
        }
    }
}

fn came_in(frame: &Frame<'_>, taken: &Taken) -> Markup {
    let figures = [
        ("children-taken-added", taken.added),
        ("children-taken-changed", taken.changed),
        ("children-taken-unchanged", taken.unchanged),
        ("children-taken-older", taken.older),
        ("children-taken-withdrawn", taken.withdrawn + taken.tombstones),
    ];
    html! {
        div.band role="status" {
            p { @for (id, n) in figures { (frame.t(id)) ": " b { (n) } ". " } }
            @for left in taken.left_out.iter().take(20) { p { (frame.t("children-left-out")) " " bdi { (left) } } }
        }
    }
}

/// What waits for a bureau, for the desk: the most urgent first. Nothing when nothing waits.
///
/// # Errors
/// When the store fails.
pub async fn waiting(frame: &Frame<'_>, acting: &Acting) -> Result<Markup, No> {
    let Some(officer) = &acting.officer else {
        return Ok(html! {});
    };
    let mut all = Vec::new();
    if officer.may(cordon_members::role::Right::WorkFingerprints).is_ok() {
        all = queries::reports(frame.app, &officer.bureau).await?;
        all.retain(|filed| filed.report.waits_for(&officer.bureau));
    }
    if officer.roles.contains(&cordon_members::role::Role::DutyDesk) {
        all.extend(queries::of_the_desk(frame.app).await?);
    }
    Ok(html! { @if !all.is_empty() { div.band.bad {
        p { b { (frame.language.count("children-waiting", all.len())) } }
        (own::reports(frame, &all, &frame.t("children-reports")))
    } } })
}
