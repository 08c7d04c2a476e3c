//! Papers in four languages: which are out, which are behind, paragraph beside paragraph.

use cordon_assembly::language::Language as Tongue;
use cordon_assembly::multilingual::{LanguageState, Multilingual};
use cordon_members::role::Right;
use maud::{Markup, html};
use serde_json::{Value, json};

use super::form;
use super::seen::Seen;
use super::sessions::kebab;
use crate::answer::No;
use crate::assembly::capacity::Part;

pub fn list(seen: &Seen<'_>) -> Markup {
    html! {
        p.lead { (seen.t("papers-lead")) }
        div.scroll tabindex="0" role="region" aria-label=(seen.t("view-papers")) { table {
            thead { tr { th { (seen.t("symbol")) } th { (seen.t("title-of")) } th { (seen.t("filed")) } th { (seen.t("languages")) } } }
            tbody {
                @for (id, one) in &seen.state.resolutions { tr {
                    td { (seen.t("draft-word")) " " (id) } td { a href=(format!("/assembly/{}/resolution/{id}", seen.id)) { (seen.text(&one.title)) } }
                    td { } td { (languages(seen, &one.body)) }
                } }
                @for (id, one) in &seen.state.documents { @if one.public || seen.may(Right::ReadAssembly) { tr {
                    td { bdi dir="ltr" { (one.symbol) } } td { a href=(format!("/assembly/{}/paper/{id}", seen.id)) { (seen.text(&one.title)) } small { (seen.t(if one.public { "public" } else { "private" })) } }
                    td { bdi dir="ltr" { (one.filed) } } td { (languages(seen, &one.body)) }
                } } }
            }
        } }
        @if seen.may(Right::RunAssembly) { (file(seen)) }
    }
}

pub fn one(seen: &Seen<'_>, id: u32) -> Result<Markup, No> {
    let one = seen.state.documents.get(&id).ok_or_else(No::not_found)?;
    Ok(html! {
        p { bdi dir="ltr" { (one.symbol) } " · " bdi dir="ltr" { (one.filed) } " · " (seen.with("revision-n", &[("n", &one.body.revision.to_string())])) }
        (languages(seen, &one.body))
        (aligned(seen, &one.body))
        @if seen.may(Right::RunAssembly) { (translate(seen, "document", id, &one.body)) }
    })
}

/// Each language with its state: out, ready, behind, missing. All four out in this revision is the gate before a vote.
pub fn languages(seen: &Seen<'_>, body: &Multilingual) -> Markup {
    let states = Tongue::ALL.map(|tongue| (tongue, body.state(tongue)));
    let all_out = states.iter().all(|(_, state)| *state == LanguageState::Out);
    html! {
        div.languages { @for (tongue, state) in &states {
            @let (sign, word) = match state {
                LanguageState::Out => ("good", "out"), LanguageState::Ready => ("soon", "ready"),
                LanguageState::Stale { .. } => ("bad", "stale"), LanguageState::Missing { .. } => ("bad", "missing"),
            };
            span.sign.(sign) { (tongue.code()) " " (seen.t(&format!("text-{word}"))) } " "
        } }
        @if !all_out { small { (seen.t("gate-shut")) } }
    }
}

/// The four languages side by side, paragraph by paragraph.
pub fn aligned(seen: &Seen<'_>, body: &Multilingual) -> Markup {
    html! { div.scroll tabindex="0" role="region" aria-label=(seen.t("aligned")) { table.aligned {
        thead { tr { th { (seen.t("nr")) } @for tongue in Tongue::ALL { th { (seen.t(&format!("language-{}", tongue.code()))) } } } }
        tbody { @for paragraph in &body.paragraphs { tr {
            td { (paragraph.id) }
            @for tongue in Tongue::ALL { td lang=(tongue.code()) dir=(if tongue == Tongue::Arabic { "rtl" } else { "ltr" }) {
                @match paragraph.versions.get(&tongue) {
                    Some(version) => { (version.text) @if version.renders < paragraph.revision { small { span.sign.bad { (seen.t("text-stale")) } } } },
                    None => span.sign.bad { (seen.t("text-missing")) },
                }
            } }
        } } }
    } } }
}

/// Bringing paragraphs up to date, changing them, and sending languages out.
pub fn translate(seen: &Seen<'_>, area: &str, id: u32, body: &Multilingual) -> Markup {
    let act = |mut of: Value| {
        of[area] = json!(id);
        json!({"area": area, "act": of})
    };
    html! { details.panel { summary { (seen.t("translate")) }
        @if area == "resolution" { (aligned(seen, body)) }
        @for tongue in Tongue::ALL {
            @let behind = match body.state(tongue) { LanguageState::Missing { paragraphs } | LanguageState::Stale { paragraphs } => paragraphs, _ => vec![] };
            @for paragraph in behind {
                (form::form(seen, Part::Secretariat, &act(json!({"do": "translate", "paragraph": paragraph, "language": tongue})), &seen.t("save"),
                    &form::field("text-long", "/act/text", &format!("{} · {}", seen.with("paragraph-n", &[("n", &paragraph.to_string())]), seen.t(&format!("language-{}", tongue.code()))))))
            }
            @if body.state(tongue) == LanguageState::Ready {
                (form::press(seen, Part::Secretariat, &act(json!({"do": "distribute", "language": tongue})), &seen.with("distribute", &[("language", &seen.t(&format!("language-{}", tongue.code())))]), ""))
            }
        }
        (form::form(seen, Part::Secretariat, &act(json!({"do": "change", "paragraph": 1, "texts": {}})), &seen.t("change-paragraph"), &html! {
            (form::field("number", "/act/paragraph", &seen.t("paragraph"))) (form::four(seen, "/act/texts", &seen.t("new-words")))
        }))
    } }
}

fn file(seen: &Seen<'_>) -> Markup {
    let kinds = [
        json!("working-paper"),
        json!("report"),
        json!({"summary-record": {"opened": false}}),
        json!("constitution"),
    ];
    let options: Vec<_> = kinds
        .iter()
        .map(|kind| {
            (
                kind.clone(),
                seen.t(&format!(
                    "paper-{}",
                    kind.as_object()
                        .and_then(|o| o.keys().next().cloned())
                        .unwrap_or_else(|| kebab(kind))
                )),
            )
        })
        .collect();
    html! { details.panel { summary { (seen.t("file-paper")) }
        (form::form(seen, Part::Secretariat, &json!({"area": "document", "act": {"do": "file", "title": {}, "paragraphs": [{}]}}), &seen.t("file-paper"), &html! {
            (form::field("text", "/act/symbol", &seen.t("symbol"))) (form::choose("/act/of", &seen.t("kind"), &options))
            (form::four(seen, "/act/title", &seen.t("title-of"))) (form::four(seen, "/act/paragraphs/0", &seen.with("paragraph-n", &[("n", "1")])))
        }))
    } }
}
