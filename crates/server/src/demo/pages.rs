//! The demonstration's own page: "It is 02:14. Who are you?"

use axum::response::Response;
use maud::{Markup, html};

use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::gate::Acting;

/// Role cards: officer, message id of the task, where the task begins.
const CARDS: [(&str, &str, &str); 14] = [
    ("mira", "card-duty", "/desk"),
    ("noor", "card-second", "/desk"),
    ("omar", "card-abroad", "/desk"),
    ("lea", "card-analyst", "/trends"),
    ("hana", "card-collect", "/trends/collect"),
    ("farid", "card-legal", "/notices"),
    ("bilal", "card-translator", "/notices/translations"),
    ("odile", "card-oversight", "/notices"),
    ("tess", "card-border", "/check"),
    ("dele", "card-delegate", "/assembly/exercise-tonight/delegate"),
    ("chandra", "card-chair", "/assembly/exercise-tonight/chair"),
    ("tomas", "card-teller", "/assembly/exercise-tonight/tellers"),
    ("sana", "card-secretariat", "/assembly"),
    ("ada", "card-keeper", "/members"),
];

/// The front page of an invented world: who do you want to be for a minute?
pub async fn who_are_you(app: &App, language: Language, acting: Option<&Acting>) -> Response {
    let frame = Frame::of(app, language, acting).await;
    let title = frame.t("demo-title");
    let mut cards: Vec<Markup> = Vec::new();
    for (id, task, to) in CARDS {
        if let Ok(Some(officer)) = crate::doors::session::officer(app, id).await {
            cards.push(html! {
                form method="post" action="/demo/sign-in" {
                    input type="hidden" name="officer" value=(id);
                    input type="hidden" name="to" value=(to);
                    h2 { bdi { (officer.name) } " " span.code { (officer.bureau) } }
                    p { b { (frame.t(&format!("{task}-role"))) } }
                    p { (frame.t(task)) }
                    button.main { (frame.t("demo-be")) }
                }
            });
        }
    }
    let body = html! {
        h1 { (title) }
        p.lead { (frame.t("demo-lead")) }
        div.cards { @for card in &cards { (card) } }
    };
    frame.page(Room::Outside, &title, &body)
}
