//! Streams: what an audience is told, in the journal's order, without gap and without double.

use std::convert::Infallible;
use std::time::Duration;

use axum::Extension;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use cordon_store::Delivery;
use futures::Stream;
use serde_json::{Value, json};

use crate::app::App;
use crate::gate::Acting;

/// A delivery as one audience reads it: of the events only those that are told to it.
#[must_use]
pub fn item(audience: &str, delivery: &Delivery) -> Value {
    let events: Vec<Value> = delivery
        .public
        .get("events")
        .and_then(Value::as_array)
        .map(|events| {
            events
                .iter()
                .filter(|e| is_told(audience, e))
                .map(without_audiences)
                .collect()
        })
        .unwrap_or_default();
    json!({
        "seq": delivery.seq,
        "kind": delivery.kind,
        "case": delivery.case,
        "reference": delivery.public.get("reference"),
        "exercise": delivery.public.get("exercise"),
        "at": cordon_vocabulary::Instant::from_micros(delivery.at_us),
        "events": events,
    })
}

fn is_told(audience: &str, event: &Value) -> bool {
    event
        .get("to")
        .and_then(Value::as_array)
        .is_none_or(|to| to.iter().any(|t| t == audience))
}

/// Who else was told is nobody's business.
fn without_audiences(event: &Value) -> Value {
    let mut event = event.clone();
    if let Some(object) = event.as_object_mut() {
        object.remove("to");
    }
    event
}

/// The caller's stream as server-sent events. `Last-Event-ID` resumes; without it the stream begins now.
pub async fn live(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let audience = crate::stop_payment::api::audience(&acting);
    follow(app, audience, &headers).await
}

/// The stream of one audience.
pub async fn follow(
    app: App,
    audience: String,
    headers: &HeaderMap,
) -> Sse<impl Stream<Item = Result<Event, Infallible>> + use<>> {
    let resumed = headers
        .get("last-event-id")
        .and_then(|v| v.to_str().ok())
        .and_then(|v| v.parse::<i64>().ok());
    let from = match resumed {
        Some(seq) => seq,
        None => newest(&app, &audience).await,
    };
    let numbered = app.numbered.subscribe();
    let state = (app, audience, from, numbered, Vec::<Delivery>::new());
    let stream = futures::stream::unfold(
        state,
        |(app, audience, mut from, mut numbered, mut waiting)| async move {
            loop {
                if let Some(next) = waiting.pop() {
                    from = next.seq;
                    let event = Event::default()
                        .id(next.seq.to_string())
                        .event("told")
                        .json_data(item(&audience, &next));
                    let event = event.unwrap_or_else(|_| Event::default().comment("unreadable"));
                    return Some((Ok(event), (app, audience, from, numbered, waiting)));
                }
                match app.store.delivered(&audience, from, 100).await {
                    Ok(mut found) if !found.is_empty() => {
                        found.reverse();
                        waiting = found;
                    }
                    // Woken early by this process; another process' numbers are found by looking.
                    _ => {
                        let _ = tokio::time::timeout(Duration::from_secs(1), numbered.changed()).await;
                    }
                }
            }
        },
    );
    Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
}

/// The newest number that an audience has been told.
async fn newest(app: &App, audience: &str) -> i64 {
    let mut after = 0;
    loop {
        match app.store.delivered(audience, after, 1000).await {
            Ok(found) => match found.last() {
                Some(last) => after = last.seq,
                None => return after,
            },
            Err(_) => return after,
        }
    }
}
