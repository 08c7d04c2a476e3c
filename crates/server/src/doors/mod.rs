//! The doors: front page, sign-in, passkeys, enrolment, language.

pub mod enrol;
pub mod front;
pub mod passkey;
pub mod session;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// Their routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(front::front))
        .route("/sign-in", get(front::sign_in))
        .route("/demo/sign-in", post(session::demo_sign_in))
        .route("/sign-out", post(session::sign_out))
        .route("/language", post(session::language))
        .route("/passkey/login/begin", post(passkey::login_begin))
        .route("/passkey/login/finish", post(passkey::login_finish))
        .route("/enrol/{secret}", get(enrol::page))
        .route("/enrol/{secret}/begin", post(enrol::begin))
        .route("/enrol/{secret}/finish", post(enrol::finish))
}
