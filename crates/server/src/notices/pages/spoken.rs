//! The rulebook's words in the reader's language: titles of rows and offences, and what a check found. Codes are the
//! program's own; titles are translated for the model rulebook alone, another organisation's stand in its own words.

use cordon_notices::check::FindingView;
use cordon_notices::rulebook::{RuleNo, Rulebook};
use maud::{Markup, html};

use crate::frame::page::Frame;
use crate::notices::listed::Listed;

/// What a message may name. Fluent wants names that live as long as the program.
const NAMES: [&str; 11] = [
    "n", "day", "born", "act", "country", "row", "fields", "bureaus", "articles", "by", "grounds",
];

/// A message, if there is one under this name.
fn message(frame: &Frame<'_>, id: &str) -> Option<String> {
    Some(frame.t(id)).filter(|said| said != id)
}

fn dashed(code: &str) -> String {
    code.to_lowercase().replace(['_', '.'], "-")
}

/// The title of a row.
#[must_use]
pub fn title(frame: &Frame<'_>, book: &Rulebook, rule: RuleNo, own: &str) -> Markup {
    match message(frame, &format!("notices-rule-{rule}")).filter(|_| book.model) {
        Some(said) => html! { (said) },
        None => html! { bdi lang="en" { (own) } },
    }
}

/// The title of a row as plain text, for a choice in a form.
#[must_use]
pub fn plain_title(frame: &Frame<'_>, book: &Rulebook, rule: RuleNo) -> String {
    let own = || {
        book.rows
            .iter()
            .find(|r| r.rule == rule)
            .map(|r| r.title.clone())
            .unwrap_or_default()
    };
    message(frame, &format!("notices-rule-{rule}"))
        .filter(|_| book.model)
        .unwrap_or_else(own)
}

/// What the rulebook says of itself.
#[must_use]
pub fn notice(frame: &Frame<'_>, book: &Rulebook) -> Markup {
    if book.model {
        html! { (frame.t("notices-model-says")) }
    } else {
        html! { bdi lang="en" { (book.notice) } }
    }
}

/// An offence of the catalogue.
#[must_use]
pub fn offence(frame: &Frame<'_>, book: &Rulebook, code: &str) -> String {
    let own = || book.offence(code).map_or(code, |o| o.title.as_str()).to_owned();
    message(frame, &format!("notices-offence-{}", dashed(code)))
        .filter(|_| book.model)
        .unwrap_or_else(own)
}

/// A finding in a sentence.
#[must_use]
pub fn says(frame: &Frame<'_>, found: &FindingView) -> Markup {
    let values: Vec<(&str, &str)> = found
        .values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    match sentence(frame, found.code, &found.field, &values) {
        Some(said) => {
            html! { bdi { (said) } @if !found.decides { " " span.small { (frame.t("notices-not-deciding")) } } }
        }
        None => html! { bdi lang="en" { (found.message) } },
    }
}

/// The same as plain text, beside the field of a form.
#[must_use]
pub fn plain(frame: &Frame<'_>, found: &FindingView) -> String {
    let values: Vec<(&str, &str)> = found
        .values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    sentence(frame, found.code, &found.field, &values).unwrap_or_else(|| found.message.clone())
}

/// A line of the list that a requester got.
#[must_use]
pub fn listed(frame: &Frame<'_>, line: &Listed) -> Markup {
    let values: Vec<(&str, &str)> = line
        .values
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    match sentence(frame, &line.code, &line.field, &values) {
        Some(said) => html! { bdi { (said) } },
        None => html! { bdi lang="en" { (line.message) } },
    }
}

/// The sentence of a code with what it names, if the reader's language has one.
fn sentence(frame: &Frame<'_>, code: &str, field: &str, values: &[(&str, &str)]) -> Option<String> {
    let id = format!("notices-says-{}", dashed(code));
    let value = |wanted: &str| values.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value);
    if code == "kind_condition_missing" {
        let kind = value("kind").unwrap_or_default();
        let need = message(frame, &format!("notices-need-{kind}-{}", dashed(field)))
            .or_else(|| message(frame, &format!("notices-need-{}", dashed(field))))?;
        return Some(frame.with(&id, &[("need", &need)]));
    }
    let offence = value("code")
        .map(|code| message(frame, &format!("notices-offence-{}", dashed(code))).unwrap_or_else(|| code.to_owned()));
    let language = value("language").map(|code| frame.t(&format!("notices-in-{code}")));
    let own = [("offence", offence.as_deref()), ("language", language.as_deref())];
    let own = own.into_iter().filter_map(|(name, value)| Some((name, value?)));
    let named = NAMES.into_iter().filter_map(|name| Some((name, value(name)?)));
    let all: Vec<(&'static str, &str)> = own.chain(named).collect();
    Some(frame.with(&id, &all)).filter(|said| *said != id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::PathBuf;

    use cordon_notices::rulebook::Rulebook;

    use super::dashed;
    use crate::frame::locale::Language;

    /// Texts of a source of the rulebook's crate that follow one of these words, as far as they can be codes.
    fn codes(path: &str, after: &[&str]) -> BTreeSet<String> {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../notices/src")
            .join(path);
        let files = if root.is_dir() {
            std::fs::read_dir(&root).unwrap().map(|e| e.unwrap().path()).collect()
        } else {
            vec![root]
        };
        let code = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        let mut found = BTreeSet::new();
        for file in files {
            let text = std::fs::read_to_string(&file).unwrap();
            let text = text.split("pub fn code(&self)").last().unwrap();
            for word in after {
                let words = text.split(word).skip(1).filter_map(|rest| rest.split('"').nth(1));
                found.extend(words.filter(|w| code(w)).map(str::to_owned));
            }
        }
        found
    }

    #[test]
    fn findings_refusals_rows_and_offences_are_said_in_four_languages() {
        let makers = [
            "Fault::broken(",
            "Fault::missing(",
            "Fault::ruling(",
            "Fault::unclear(",
            "Fault::note(",
            "need_text(",
        ];
        let found = codes("check", &makers);
        let refusals: BTreeSet<String> = ["lifecycle/refusal.rs", "hit/mod.rs"]
            .iter()
            .flat_map(|file| codes(file, &[" => "]))
            .collect();
        assert!(
            found.len() > 150 && refusals.len() > 38,
            "{} and {} codes were read",
            found.len(),
            refusals.len()
        );
        let book = Rulebook::model().unwrap();
        let mut ids: BTreeSet<String> = found.iter().map(|c| format!("notices-says-{}", dashed(c))).collect();
        ids.extend(refusals.iter().map(|c| format!("notices-no-{}", dashed(c))));
        ids.extend(book.rows.iter().map(|r| format!("notices-rule-{}", r.rule)));
        ids.extend(
            book.offences
                .iter()
                .map(|o| format!("notices-offence-{}", dashed(&o.code))),
        );
        for language in Language::ALL {
            let named: Vec<(&'static str, &str)> = super::NAMES
                .into_iter()
                .chain(["offence", "language", "need"])
                .map(|name| (name, "7"))
                .collect();
            let silent: Vec<&String> = ids.iter().filter(|id| language.with(id, &named) == **id).collect();
            assert!(silent.is_empty(), "{language:?} has no words for {silent:?}");
            for kind in &book.kinds {
                for need in &kind.needs {
                    let field = dashed(&need.field);
                    let known = [
                        format!("notices-need-{}-{field}", kind.kind),
                        format!("notices-need-{field}"),
                    ];
                    assert!(
                        known.iter().any(|id| language.t(id) != *id),
                        "{language:?} has no words for {known:?}"
                    );
                }
            }
        }
    }
}
