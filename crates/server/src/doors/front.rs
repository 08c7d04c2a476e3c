//! The front page and the sign-in page.

use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use crate::app::{App, World};
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::gate::Acting;

/// The front page: in an invented world the role cards, elsewhere the way to sign in.
pub async fn front(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    acting: Option<Extension<Acting>>,
) -> Response {
    let acting = acting.map(|Extension(a)| a);
    if app.world == World::Demo {
        return crate::demo::pages::who_are_you(&app, language, acting.as_ref()).await;
    }
    match acting.and_then(|a| a.officer) {
        Some(officer) => Redirect::to(crate::doors::session::home(&officer)).into_response(),
        None => Redirect::to("/sign-in").into_response(),
    }
}

/// The sign-in page: one account name, one passkey, no password.
pub async fn sign_in(State(app): State<App>, Extension(language): Extension<Language>) -> Response {
    let frame = Frame::of(&app, language, None).await;
    let title = frame.t("sign-in-title");
    let body = html! {
        div.outsider {
            h1 { (title) }
            p.lead { (frame.t("sign-in-lead")) }
            form data-passkey="login" data-begin="/passkey/login/begin" data-finish="/passkey/login/finish" method="post" action="/passkey/login/begin" {
                (field(&frame))
                p role="alert" {}
                button.main { (frame.t("sign-in-act")) }
            }
            noscript { p { (frame.t("sign-in-script")) } }
            @if app.world == World::Demo { p { a href="/" { (frame.t("demo-roles")) } } }
        }
    };
    frame.page(Room::Outside, &title, &body)
}

fn field(frame: &Frame<'_>) -> Markup {
    let input = html! { input #officer name="officer" autocomplete="username webauthn" required autofocus; };
    crate::frame::parts::field("officer", &frame.t("sign-in-officer"), "", None, &input)
}
