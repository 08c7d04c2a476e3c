//! The description of the interface, made from the access table and the types on the wire: OpenAPI 3.1.

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use utoipa::OpenApi;

use crate::access::{Access, Row, TABLE};
use crate::answer::Problem;
use crate::asset_tracing::wire::{AdoptIn, TraceSettingsIn};
use crate::stop_payment::wire::{AnswerIn, NewCaseIn};

/// The types on the wire.
#[derive(OpenApi)]
#[openapi(
    info(title = "Cordon", version = "1"),
    components(schemas(Problem, NewCaseIn, AnswerIn, TraceSettingsIn, AdoptIn))
)]
struct Types;

/// Bodies whose form is described in full.
const BODIES: [(&str, &str); 4] = [
    ("/v1/cases", "NewCaseIn"),
    ("/v1/cases/{id}/asks/{ask}/answers", "AnswerIn"),
    ("/v1/cases/{id}/traces/{trace}/confirm", "TraceSettingsIn"),
    ("/v1/cases/{id}/traces/{trace}/adopt", "AdoptIn"),
];

/// The whole description.
#[must_use]
pub fn document() -> Value {
    let mut document = serde_json::to_value(Types::openapi()).unwrap_or_default();
    document["openapi"] = json!("3.1.0");
    document["components"]["securitySchemes"] = json!({"token": {"type": "http", "scheme": "bearer"}, "session": {"type": "apiKey", "in": "cookie", "name": crate::gate::SESSION}});
    let mut paths = serde_json::Map::new();
    let rows = TABLE.iter().chain(crate::modules::ACCESS.iter().copied().flatten());
    for row in rows.filter(|r| for_programs(r.path)) {
        let methods = paths.entry(row.path).or_insert_with(|| json!({}));
        methods[row.method.to_lowercase()] = operation(row);
    }
    document["paths"] = Value::Object(paths);
    document
}

/// Whether programs call it: the house's own interface, and the standard one of screening under the paths that its
/// clients know.
fn for_programs(path: &str) -> bool {
    path.starts_with("/v1/") || is_screening(path)
}

/// The standard interface of screening.
fn is_screening(path: &str) -> bool {
    ["/match/", "/search/", "/entities/", "/catalog", "/algorithms"]
        .iter()
        .any(|start| path.starts_with(start))
}

/// A question, not an act: repeating it does nothing twice.
fn only_asks(path: &str) -> bool {
    is_screening(path) || matches!(path, "/v1/screen" | "/v1/screen/batch" | "/v1/lists/{list}")
}

fn operation(row: &Row) -> Value {
    let mut parameters: Vec<Value> = row
        .path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .map(|name| json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}}))
        .collect();
    if row.method == "POST" && !only_asks(row.path) {
        parameters.push(json!({"name": "Idempotency-Key", "in": "header", "required": true, "schema": {"type": "string", "maxLength": 200}}));
    }
    parameters.push(json!({"name": "Cordon-Purpose", "in": "header", "required": false, "description": "what the call is for, as the journal keeps it", "schema": {"type": "string", "maxLength": 200}}));
    let mut operation = json!({
        "summary": row.purpose,
        "description": format!("Who may call: {}.", who(row.access)),
        "parameters": parameters,
        "responses": {
            "200": {"description": "done, or the answer of the first call with this key"},
            "default": {"description": "refused", "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}},
        },
        "security": [{"token": []}, {"session": []}],
    });
    if let Some((_, body)) = BODIES
        .iter()
        .find(|(path, _)| row.method == "POST" && *path == row.path)
    {
        operation["requestBody"] = json!({"required": true, "content": {"application/json": {"schema": {"$ref": format!("#/components/schemas/{body}")}}}});
    }
    operation
}

fn who(access: Access) -> String {
    match access {
        Access::Public => "anyone".into(),
        Access::Officer => "any officer".into(),
        Access::Right(right) => format!("an officer with the right {right:?}"),
        Access::RightWithPicture(right) => {
            format!("an officer with the right {right:?}, who may send a picture")
        }
        Access::Institution => "a machine client of an institution".into(),
        Access::RightOrInstitution(right) => {
            format!("an officer with the right {right:?}, or a machine client of an institution")
        }
        Access::Link => "the bearer of a one-time link".into(),
        Access::DemoOnly => "anyone, in an invented world alone".into(),
    }
}

/// `GET /openapi.json`.
pub async fn show() -> Response {
    Json(document()).into_response()
}
