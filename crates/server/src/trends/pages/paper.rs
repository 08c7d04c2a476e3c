//! The report as papers and tables, one click each.

use axum::Extension;
use axum::extract::{Form, Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use cordon_trends::report::{
    Edition, LANGUAGES, Report, SDMX_CSV_MEDIA_TYPE, counts_csv, models_csv, render, sdmx_csv, shares_csv, trail_csv,
};
use serde::{Deserialize, Serialize};

use super::broken;
use crate::answer::No;
use crate::app::App;
use crate::documents;
use crate::documents::service::Issuer;
use crate::frame::locale::Language;
use crate::gate::Acting;
use crate::stop_payment::service::Repeat;
use crate::trends::by::By;
use crate::trends::{print, service};

/// Tables: file, label, whether they belong to the restricted edition.
pub const TABLES: [(&str, &str, bool); 6] = [
    ("shares.csv", "shares.csv", false),
    ("summary.sdmx.csv", "SDMX-CSV", false),
    ("counts.csv", "counts.csv", true),
    ("models.csv", "models.csv", true),
    ("trail.csv", "trail.csv", true),
    ("full.sdmx.csv", "SDMX-CSV +", true),
];

/// One file of a year's report. The full edition and its tables are for those who work on trends.
pub async fn file(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path((year, name)): Path<(i32, String)>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let full = name.starts_with("full.") || TABLES.iter().any(|(file, _, full)| *full && *file == name);
    if full && !by.works {
        return Err(No::not_found());
    }
    let report = service::report(&app, year).await?;
    match made(&report, &name)? {
        Some((kind, text)) => Ok(sent(kind, text)),
        None => Err(No::not_found()),
    }
}

/// What is to be printed.
#[derive(Debug, Serialize, Deserialize)]
pub struct Wanted {
    key: String,
    edition: String,
    language: String,
}

/// Prints an edition in a language: a sealed paper that anybody can check.
pub async fn print(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(year): Path<i32>,
    Form(wanted): Form<Wanted>,
) -> Result<Response, No> {
    let report = service::report(&app, year).await?;
    let edition = match wanted.edition.as_str() {
        "summary" => Edition::Public,
        "full" => Edition::Full,
        _ => {
            return Err(No::field(
                "edition",
                "malformed",
                "choose the summary or the full edition",
            ));
        }
    };
    let language = Language::parse(&wanted.language)
        .ok_or_else(|| No::field("language", "malformed", "choose one of the four languages"))?;
    let paper = print::paper(&report, language, edition)?;
    let path = format!("/trends/report/{year}");
    let repeat = Repeat::new(&acting.client, wanted.key.clone(), &path, &serde_json::to_vec(&wanted)?);
    let issued = documents::service::issue(&app, &Issuer::of(&acting), &paper, Some(&repeat)).await?;
    Ok(Redirect::to(&issued.address()).into_response())
}

/// The file of a name, with its media type.
fn made(report: &Report, name: &str) -> Result<Option<(&'static str, String)>, No> {
    for edition in [Edition::Public, Edition::Full] {
        for language in LANGUAGES {
            if name == format!("{}.{}.html", edition.word(), language.code()) {
                let page = render(report, language, edition).map_err(|e| broken(&e))?;
                return Ok(Some(("text/html; charset=utf-8", page)));
            }
        }
    }
    let csv = "text/csv; charset=utf-8";
    Ok(match name {
        "shares.csv" => Some((csv, shares_csv(report))),
        "counts.csv" => Some((csv, counts_csv(report))),
        "models.csv" => Some((csv, models_csv(report))),
        "trail.csv" => Some((csv, trail_csv(report))),
        "summary.sdmx.csv" => Some((SDMX_CSV_MEDIA_TYPE, sdmx_csv(report, false))),
        "full.sdmx.csv" => Some((SDMX_CSV_MEDIA_TYPE, sdmx_csv(report, true))),
        _ => None,
    })
}

fn sent(kind: &'static str, text: String) -> Response {
    // The paper carries its own style and needs nothing beside it.
    let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'";
    let heads = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (heads, text).into_response()
}
