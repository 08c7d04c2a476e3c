//! The description of the interface says what the program does.

use serde_json::Value;

use crate::world::World;

#[tokio::test]
async fn the_description_names_routes_that_exist_and_every_act_of_programs() {
    let world = World::on_sqlite("contract").await;
    let answer = world.nobody().get("/openapi.json").await.expect(200);
    let api = answer.json;
    assert!(
        api["openapi"].as_str().is_some_and(|v| v.starts_with("3.1")),
        "{}",
        api["openapi"]
    );
    let rows = || {
        cordon::access::TABLE
            .iter()
            .chain(cordon::modules::ACCESS.iter().copied().flatten())
    };
    let described: Vec<(String, &str)> = api["paths"]
        .as_object()
        .expect("paths")
        .iter()
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().expect("methods").keys();
            methods.map(move |m| (m.to_uppercase(), path.as_str()))
        })
        .collect();
    for (method, path) in &described {
        let known = rows().any(|r| r.method == method && r.path == *path);
        assert!(known, "{method} {path} is described, but there is no such route");
    }
    let missing: Vec<String> = rows()
        .filter(|r| r.path.starts_with("/v1/"))
        .filter(|r| !described.iter().any(|(m, p)| m == r.method && *p == r.path))
        .map(|r| format!("{} {}", r.method, r.path))
        .collect();
    assert!(missing.is_empty(), "not described: {missing:#?}");
    resolves(&api, &api);
}

/// Every reference inside the description leads somewhere.
fn resolves(api: &Value, at: &Value) {
    match at {
        Value::Object(object) => {
            if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
                let pointer = reference.trim_start_matches('#');
                assert!(api.pointer(pointer).is_some(), "{reference} leads nowhere");
            }
            object.values().for_each(|v| resolves(api, v));
        }
        Value::Array(items) => items.iter().for_each(|v| resolves(api, v)),
        _ => {}
    }
}
