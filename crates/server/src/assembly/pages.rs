//! The assembly's pages: what comes next, what was decided and why, what became of it.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use cordon_assembly::assembly::Assembly;
use cordon_assembly::language::{Language as Tongue, Texts};
use cordon_assembly::votes::{Certificate, Outcome};
use maud::{Markup, html};

use crate::answer::No;
use crate::app::App;
use crate::assembly::{demo, service};
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::gate::Acting;

/// The session on one page.
pub async fn overview(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
) -> Result<Response, No> {
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let title = frame.t("assembly-title");
    let newest = app.store.all(service::KIND, "", 1).await?;
    let id = newest.first().map_or(demo::SESSION, |r| r.id.as_str());
    let Ok(found) = service::load(&app, id).await else {
        let body = html! { h1 { (title) } p.lead { (frame.t("assembly-none")) } };
        return Ok(frame.page(Room::Assembly, &title, &body));
    };
    let state = found.value;
    let body = html! {
        h1 { (title) }
        p.lead { (frame.with("assembly-lead", &[("number", &state.session.number.to_string()), ("place", &state.session.place), ("seats", &state.roll.len().to_string())])) }
        div.band { h2 { (frame.t("assembly-next")) } (next(&app, &state)) }
        (resolutions(&frame, &state))
        (ballots(&frame, &state))
        div.grid {
            div.c6 { (commitments(&frame, &app, &state)) }
            div.c6 { (budgets(&frame, &state)) }
        }
    };
    Ok(frame.page(Room::Assembly, &title, &body))
}

/// A text in the reader's language; papers exist in all four.
fn text(texts: &Texts, language: Language) -> String {
    let tongue = match language {
        Language::Arabic => Tongue::Arabic,
        Language::English => Tongue::English,
        Language::French => Tongue::French,
        Language::Spanish => Tongue::Spanish,
    };
    texts.get(tongue).unwrap_or_default().to_owned()
}

fn next(app: &App, state: &Assembly) -> Markup {
    let steps = cordon_assembly::next_step::next_steps(state, app.now().timestamp());
    html! { @for step in steps.iter().take(3) { p { bdi { (step.why) } @if let Some(row) = step.row { " " span.tag { "§ " (row.0) } } } } }
}

fn resolutions(frame: &Frame<'_>, state: &Assembly) -> Markup {
    html! {
        div.panel {
            h2 { (frame.t("assembly-resolutions")) }
            @for resolution in state.resolutions.values() {
                h3 {
                    @if let Some(number) = &resolution.number { span.code { (number) } }
                    (text(&resolution.title, frame.language))
                }
                ol {
                    @for paragraph in &resolution.body.paragraphs {
                        @if !resolution.fallen.contains_key(&paragraph.id) {
                            @if let Some(version) = tongue_of(frame.language, &paragraph.versions) { li { (version.text) } }
                        }
                    }
                }
            }
        }
    }
}

fn tongue_of<'a>(
    language: Language,
    versions: &'a std::collections::BTreeMap<Tongue, cordon_assembly::multilingual::Version>,
) -> Option<&'a cordon_assembly::multilingual::Version> {
    let tongue = Tongue::ALL
        .into_iter()
        .find(|t| t.code() == language.code())?;
    versions
        .get(&tongue)
        .or_else(|| versions.get(&Tongue::English))
}

fn ballots(frame: &Frame<'_>, state: &Assembly) -> Markup {
    let certificates: Vec<&Certificate> = state
        .ballots
        .all
        .keys()
        .filter_map(|n| state.ballots.certificate(*n))
        .collect();
    html! {
        div.panel {
            h2 { (frame.t("assembly-ballots")) }
            div.scroll tabindex="0" role="region" aria-label=(frame.t("assembly-ballots")) {
                table {
                    thead { tr {
                        th { (frame.t("assembly-question")) } th.num { (frame.t("assembly-yes")) } th.num { (frame.t("assembly-no")) }
                        th.num { (frame.t("assembly-abstain")) } th.num { (frame.t("assembly-entitled")) } th { (frame.t("assembly-outcome")) }
                    } }
                    tbody { @for c in certificates { (ballot(frame, c)) } }
                }
            }
            p.note { (frame.t("assembly-by-seat")) }
        }
    }
}

fn ballot(frame: &Frame<'_>, c: &Certificate) -> Markup {
    html! {
        tr {
            td { (text(&c.question, frame.language)) small { bdi dir="ltr" { (why(c)) } } }
            td.num { (c.count.yes) } td.num { (c.count.no) } td.num { (c.count.abstain) } td.num { (c.entitled) }
            td {
                @if c.carried() { span.sign.good { (frame.t("assembly-carried")) } }
                @else { span.sign.gone { (frame.t("assembly-not-carried")) } }
            }
        }
    }
}

/// The arithmetic as the certificate prints it.
fn why(c: &Certificate) -> String {
    match &c.outcome {
        Outcome::Question { verdict, .. } => verdict.why.clone(),
        Outcome::Round { why, .. } => why.join("; "),
    }
}

fn commitments(frame: &Frame<'_>, app: &App, state: &Assembly) -> Markup {
    use cordon_assembly::commitment::Standing;
    let today = app.today();
    html! {
        div.panel {
            h2 { (frame.t("assembly-commitments")) }
            p.note { (frame.t("assembly-commitments-note")) }
            table {
                thead { tr { th { (frame.t("assembly-promise")) } th.num { (frame.t("assembly-asked")) } th.num { (frame.t("assembly-kept")) } th { (frame.t("assembly-due")) } } }
                tbody {
                    @for c in state.commitments.values() {
                        tr {
                            td { bdi { (c.service) } }
                            td.num { (c.members.len()) }
                            td.num { (c.members.keys().filter(|m| c.standing(m, today) == Some(Standing::Completed)).count()) }
                            td { bdi { (c.due) } }
                        }
                    }
                }
            }
        }
    }
}

fn budgets(frame: &Frame<'_>, state: &Assembly) -> Markup {
    let currency = &state.finances.currency;
    let money = |units: i64| {
        cordon_vocabulary::Money::parse("0", currency).map_or_else(
            |_| units.to_string(),
            |m| {
                crate::frame::parts::grouped(
                    &cordon_vocabulary::Money::new(units, m.asset).decimal(),
                )
            },
        )
    };
    html! {
        div.panel {
            h2 { (frame.t("assembly-budget")) }
            @for (year, budget) in &state.finances.budgets {
                table {
                    caption { (year) " · " (currency) }
                    thead { tr { th { (frame.t("assembly-programme")) } th.num { (frame.t("assembly-voted")) } th.num { (frame.t("assembly-spent")) } } }
                    tbody {
                        @for (programme, line) in &budget.lines { tr { td { bdi { (programme) } } td.num { (money(line.units)) } td.num { (money(line.spent)) } } }
                        tr.sum { td { (frame.t("assembly-sum")) } td.num { (money(budget.total())) } td.num { (money(budget.spent())) } }
                    }
                }
            }
        }
    }
}
