//! The pages of stop-payment: queue, case, new request, answer page, call sheet, verification.

mod act_forms;
mod acts;
mod answer;
mod answer_fields;
mod answer_form;
mod call;
mod case;
mod desk;
mod fields;
mod flow;
pub(crate) mod letter;
mod message;
mod names;
mod new;
mod new_form;
mod recall;
mod requests;
mod sheet;
mod timeline;
mod todo;
mod verify;

use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};

use crate::answer::No;
use crate::app::App;

pub(crate) use new::prefilled;
pub(crate) use sheet::panel as sheet_panel;

/// What a handler gives back.
type Answer = Result<Response, No>;

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/desk", get(desk::desk))
        .route("/money", get(desk::money))
        .route("/money/new", get(new::blank).post(new::file))
        .route("/money/read", post(new::read))
        .route("/case/{id}", get(case::case))
        .route("/case/{id}/act", post(acts::act))
        .route("/case/{id}/ask/{ask}/call", get(call::sheet).post(call::answer))
        .route("/case/{id}/ask/{ask}/camt056", get(recall::draft))
        .route("/answer/{secret}", get(answer::door).post(answer::answer))
        .route("/verify", get(verify::verify))
        .route("/message/{id}", get(message::show).post(message::read))
}
