//! The forms of the acts that the rulebook leaves open to the viewer.

use cordon_notices::rulebook::Rulebook;
use maud::{Markup, html};

use crate::frame::page::Frame;
use crate::notices::pages::spoken;
use crate::notices::view::View;

/// What a form asks for.
enum Ask {
    Line(&'static str, &'static str),
    Text(&'static str, &'static str),
    Day(&'static str, &'static str),
    Tick(&'static str, &'static str),
    OneOf(&'static str, &'static str, Vec<(String, String)>),
    AnyOf(&'static str, &'static str, Vec<(String, String)>),
}

/// An act with its form.
struct Offer {
    act: &'static str,
    asks: Vec<Ask>,
    /// The act the page is open for; the others are folded.
    first: bool,
    /// Whether it ends something.
    grave: bool,
}

/// What forms choose among.
pub struct Choices<'a> {
    /// The rulebook, for its articles.
    pub book: &'a Rulebook,
    /// Bureaus that can be excluded.
    pub bureaus: Vec<String>,
    /// Officers who can be the second person of a destruction.
    pub seconds: Vec<(String, String)>,
}

const fn first(act: &'static str, asks: Vec<Ask>) -> Offer {
    Offer {
        act,
        asks,
        first: true,
        grave: false,
    }
}

const fn folded(act: &'static str, asks: Vec<Ask>) -> Offer {
    Offer {
        act,
        asks,
        first: false,
        grave: false,
    }
}

const fn grave(act: &'static str, asks: Vec<Ask>) -> Offer {
    Offer {
        act,
        asks,
        first: false,
        grave: true,
    }
}

fn words(frame: &Frame<'_>, prefix: &str, words: &[&str]) -> Vec<(String, String)> {
    words
        .iter()
        .map(|w| ((*w).to_owned(), frame.t(&format!("{prefix}-{}", w.replace('_', "-")))))
        .collect()
}

/// Articles of the rulebook, each once, those that stand against the request first.
fn articles(frame: &Frame<'_>, view: &View, choices: &Choices<'_>) -> Vec<(String, String)> {
    let against = view.desk.iter().flat_map(|d| &d.findings).map(|f| f.article.clone());
    let mut all: Vec<String> = against
        .chain(choices.book.rows.iter().map(|r| r.article.clone()))
        .collect();
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|a| seen.insert(a.clone()));
    let title = |a: &String| {
        let row = choices.book.rows.iter().find(|r| r.article == *a);
        row.map(|r| spoken::plain_title(frame, choices.book, r.rule))
            .unwrap_or_default()
    };
    all.iter().map(|a| (a.clone(), format!("{a} · {}", title(a)))).collect()
}

fn offer(frame: &Frame<'_>, view: &View, act: &str, choices: &Choices<'_>) -> Option<Offer> {
    let text = |label| Ask::Text("text", label);
    let bureaus = |list: &[String]| list.iter().map(|b| (b.clone(), b.clone())).collect::<Vec<_>>();
    let by_article = || Ask::AnyOf("articles", "notices-article", articles(frame, view, choices));
    let asks: Vec<(String, String)> = view
        .desk
        .iter()
        .flat_map(|d| &d.asks)
        .map(|r| (r.to_string(), frame.with("notices-row-nr", &[("n", &r.to_string())])))
        .collect();
    let answered = || {
        if asks.is_empty() {
            vec![]
        } else {
            vec![Ask::AnyOf("answered", "notices-answered", asks.clone())]
        }
    };
    let ends = [
        "purpose_achieved",
        "warrant_revoked",
        "time_barred",
        "deceased",
        "ne_bis_in_idem",
        "other",
    ];
    let cancels = [
        "art83",
        "art2",
        "art3",
        "ncb_no_answer",
        "ncb_inactive_after_location",
        "superfluous",
        "deceased",
        "ne_bis_in_idem",
        "other",
    ];
    let open_questions = || {
        let all = view.inside.iter().flat_map(|i| &i.questions).filter(|q| q.open);
        all.map(|q| {
            (
                q.number.to_string(),
                frame.with("notices-question-nr", &[("n", &q.number.to_string())]),
            )
        })
        .collect::<Vec<_>>()
    };
    Some(match act {
        "submit" => first("submit", vec![]),
        "approve" => first("approve", answered()),
        "approve_update" => first("approve_update", answered()),
        "ask_question" => folded(
            "ask_question",
            vec![Ask::Line("fields", "notices-fields"), text("notices-question")],
        ),
        "answer_question" => first(
            "answer_question",
            vec![
                Ask::OneOf("number", "notices-questions", open_questions()),
                text("notices-answer"),
            ],
        ),
        "refuse" => grave("refuse", vec![by_article()]),
        "reject_update" => grave("reject_update", vec![by_article()]),
        "begin_translation" => first("begin_translation", vec![]),
        "publish" => first("publish", vec![Ask::Line("urgent", "notices-urgent")]),
        "confirm_receipt" => first("confirm_receipt", vec![]),
        "confirm_purge" => first("confirm_purge", vec![]),
        "answer_warrant" => first(
            "answer_warrant",
            vec![Ask::OneOf(
                "answer",
                "notices-warrant-answer",
                words(
                    frame,
                    "notices-warrant",
                    &["stands", "revoked", "time_barred", "served"],
                ),
            )],
        ),
        "answer_retention" => first(
            "answer_retention",
            vec![
                Ask::Day("until", "notices-until"),
                text("notices-why-kept"),
                Ask::Tick("warrant_checked", "notices-warrant-checked"),
            ],
        ),
        "add_addendum" => {
            let mut asks = vec![text("notices-addendum")];
            asks.extend(
                view.desk
                    .is_some()
                    .then_some(Ask::Tick("sealed", "notices-seal-from-owner")),
            );
            folded("add_addendum", asks)
        }
        "suspend" => folded(
            "suspend",
            vec![Ask::Day("until", "notices-until"), text("notices-reason")],
        ),
        "resume" => first("resume", vec![]),
        "block" => grave("block", vec![]),
        "unblock" => first("unblock", vec![]),
        "restrict" => folded(
            "restrict",
            vec![Ask::AnyOf("bureaus", "notices-bureaus", bureaus(&choices.bureaus))],
        ),
        "lift_restriction" => folded(
            "lift_restriction",
            vec![Ask::AnyOf(
                "bureaus",
                "notices-bureaus",
                bureaus(view.inside.as_ref().map_or(&[], |i| &i.denied)),
            )],
        ),
        "withdraw" => grave(
            "withdraw",
            vec![
                Ask::OneOf("reason", "notices-reason", words(frame, "notices-end", &ends)),
                text("notices-words"),
            ],
        ),
        "cancel" => grave(
            "cancel",
            vec![
                Ask::OneOf("reason", "notices-reason", words(frame, "notices-end", &cancels)),
                by_article(),
                Ask::Line("broken", "notices-broken-rows"),
                Ask::Line("silent_days", "notices-silent-days"),
                Ask::Tick("ruled", "notices-ruled"),
                text("notices-words"),
            ],
        ),
        "delete" => grave("delete", vec![by_article()]),
        "destroy" => grave(
            "destroy",
            vec![Ask::OneOf("second", "notices-second", choices.seconds.clone())],
        ),
        _ => return None,
    })
}

/// The forms of the open acts: first those that the page waits for, the others folded.
pub fn forms(frame: &Frame<'_>, view: &View, choices: &Choices<'_>) -> Markup {
    let offers: Vec<Offer> = view
        .open
        .iter()
        .filter_map(|act| offer(frame, view, act, choices))
        .collect();
    let edit = ["amend", "propose_update"]
        .into_iter()
        .find(|a| view.open.iter().any(|o| o == a));
    if offers.is_empty() && edit.is_none() {
        return html! {};
    }
    html! { section.panel aria-labelledby="acts" {
        h2 #acts { (frame.t("notices-acts")) }
        @for o in offers.iter().filter(|o| o.first) { (form(frame, view, o)) }
        @if let Some(act) = edit { p { a.button href=(format!("/notices/new?edit={}", view.line.id)) { (frame.t(if act == "amend" { "notices-edit" } else { "notices-act-propose-update" })) } } }
        @for o in offers.iter().filter(|o| !o.first) {
            details { summary { (frame.t(&label(o.act))) } (form(frame, view, o)) }
        }
    } }
}

fn label(act: &str) -> String {
    format!("notices-act-{}", act.replace('_', "-"))
}

fn form(frame: &Frame<'_>, view: &View, offer: &Offer) -> Markup {
    html! {
        form.act method="post" action=(format!("/notices/{}/act", view.line.id)) {
            input type="hidden" name="act" value=(offer.act);
            @for ask in &offer.asks { (asked(frame, offer.act, ask)) }
            p { button.main[offer.first].bad[offer.grave] { (frame.t(&label(offer.act))) } }
        }
    }
}

fn asked(frame: &Frame<'_>, act: &str, ask: &Ask) -> Markup {
    let id = |name: &str| format!("{act}-{name}");
    html! { @match ask {
        Ask::Line(name, label) => { div.field { label for=(id(name)) { (frame.t(label)) } input.wide id=(id(name)) name=(name) dir="auto"; } }
        Ask::Text(name, label) => { div.field { label for=(id(name)) { (frame.t(label)) } textarea id=(id(name)) name=(name) rows="3" dir="auto" {} } }
        Ask::Day(name, label) => { div.field { label for=(id(name)) { (frame.t(label)) } input id=(id(name)) name=(name) type="date"; } }
        Ask::Tick(name, label) => { div.field { div.choice { input id=(id(name)) type="checkbox" name=(name) value="1"; label for=(id(name)) { (frame.t(label)) } } } }
        Ask::OneOf(name, label, words) => { div.field { label for=(id(name)) { (frame.t(label)) } select.wide id=(id(name)) name=(name) { @for (value, word) in words { option value=(value) { (word) } } } } }
        Ask::AnyOf(name, label, words) => { fieldset { legend { (frame.t(label)) }
            div.many { @for (n, (value, word)) in words.iter().enumerate() { div.choice.small {
                input id=(format!("{}-{n}", id(name))) type="checkbox" name=(name) value=(value);
                label for=(format!("{}-{n}", id(name))) { bdi { (word) } }
            } } }
        } }
    } }
}
