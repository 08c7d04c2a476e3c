//! Answers, from the indexes of the lists that are asked.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::parameters::knows_schema;
use super::{
    Dataset, EntityResponse, Facet, FacetItem, MOST_QUERIES, MOST_RESULTS, MatchParameters, MatchRequest,
    MatchResponse, QueryResponse, ScoredEntity, SearchParameters, SearchResponse, Selection, Total, YenteRefusal,
};
use crate::entity::{Entity, EntityRefusal, Schema, properties, read_entity};
use crate::index::{Hit, Options};
use crate::nationality::Nationality;
use crate::scoring::english;

/// Answers `POST /match/{dataset}`.
///
/// # Errors
/// Refuses too many queries, none, and queries that are no entities.
pub fn answer_match(
    datasets: &[Dataset<'_>],
    request: &MatchRequest,
    parameters: &MatchParameters,
) -> Result<MatchResponse, YenteRefusal> {
    if request.queries.len() > MOST_QUERIES {
        return Err(YenteRefusal::TooManyQueries {
            count: request.queries.len(),
        });
    }
    let mut queries = Vec::new();
    for (name, example) in &request.queries {
        if let Some(example) = example {
            queries.push((name, query_entity(name, example)?));
        }
    }
    if queries.is_empty() {
        return Err(YenteRefusal::NoQueries);
    }
    let options = Options {
        limit: parameters.limit.min(MOST_RESULTS),
        threshold: parameters.threshold,
        cutoff: parameters.cutoff,
        candidates: parameters.limit.max(Options::default().candidates),
        ..Options::default()
    };
    let responses = queries.into_iter().map(|(name, (entity, query))| {
        let found = found(datasets, &entity, &options, &parameters.selection);
        let results: Vec<ScoredEntity> = found.iter().map(Found::scored).collect();
        let response = QueryResponse {
            status: 200,
            total: Total::of(results.len()),
            results,
            query,
        };
        (name.clone(), response)
    });
    Ok(MatchResponse {
        responses: responses.collect(),
        matcher: features(),
        limit: parameters.limit,
    })
}

/// The entity that a query means, and the query as it is given back.
fn query_entity(name: &str, example: &Value) -> Result<(Entity, Value), YenteRefusal> {
    let shape = |reason: &str| YenteRefusal::Shape {
        query: name.to_owned(),
        reason: reason.to_owned(),
    };
    let parse = |reason: String| YenteRefusal::Query {
        query: name.to_owned(),
        reason,
    };
    let object = example.as_object().ok_or_else(|| shape("it must be an object"))?;
    let schema = object.get("schema").and_then(Value::as_str);
    let schema = schema.ok_or_else(|| shape("it needs a text in \"schema\""))?;
    let properties = object.get("properties").and_then(Value::as_object);
    let properties = properties.ok_or_else(|| shape("it needs an object in \"properties\""))?;
    if !knows_schema(schema) {
        return Err(parse(format!("no such schema: {schema}")));
    }
    let mut lists = serde_json::Map::new();
    for (property, value) in properties {
        let values = match value {
            Value::Array(values) => values.clone(),
            Value::String(_) | Value::Number(_) => vec![value.clone()],
            Value::Null => vec![],
            _ => return Err(shape(&format!("property {property:?} needs a text or a list"))),
        };
        lists.insert(property.clone(), Value::Array(values));
    }
    let id = object.get("id").cloned().unwrap_or(Value::Null);
    let query = json!({ "id": id, "schema": schema, "properties": lists });
    let mut named = query.clone();
    if !named["id"].is_string() {
        named["id"] = json!(if name.is_empty() { "query" } else { name });
    }
    let entity = read_entity(&named, 1).map_err(|refusal| {
        parse(match refusal {
            EntityRefusal::Json { reason, .. } => reason,
            EntityRefusal::Id { .. } => "it needs a text in \"id\"".to_owned(),
            EntityRefusal::Properties { .. } => "it needs an object in \"properties\"".to_owned(),
        })
    })?;
    Ok((entity, query))
}

/// A hit with the list and the entity that it is about.
struct Found<'a> {
    dataset: &'a str,
    old_days: Option<i32>,
    entity: &'a Entity,
    hit: Hit,
}

impl Found<'_> {
    fn scored(&self) -> ScoredEntity {
        let hit = &self.hit;
        let lines: Vec<String> = hit.evidence.iter().map(|e| english(e).text).collect();
        let name = json!({ "score": hit.name_score, "detail": lines.join("; "), "query": null, "candidate": hit.name });
        let mut explanations = BTreeMap::from([("name_match".to_owned(), name)]);
        if let Some(days) = self.old_days {
            // The shape has no place of its own for it; clients show explanations.
            let detail = format!(
                "The list {} was stated {days} days ago; its term is over.",
                self.dataset
            );
            explanations.insert(
                "list_old".to_owned(),
                json!({ "score": 0.0, "detail": detail, "query": null, "candidate": null }),
            );
        }
        ScoredEntity {
            entity: response(self.entity, self.dataset),
            score: hit.score,
            matched: hit.alert,
            features: BTreeMap::from([("name_match".to_owned(), hit.name_score)]),
            explanations,
        }
    }
}

/// What all lists answer together, the best first.
fn found<'a>(datasets: &[Dataset<'a>], asked: &Entity, options: &Options, selection: &Selection) -> Vec<Found<'a>> {
    let mut out = Vec::new();
    for dataset in datasets.iter().filter(|d| selection.takes_dataset(d.name)) {
        // What is left out takes no place among the results.
        let mut struck = dataset.tombstones.clone();
        selection.exclude_entity_ids.iter().for_each(|id| struck.strike(id));
        for hit in dataset.index.ask(asked, options, &struck).hits {
            let Some(entity) = dataset.index.entity(&hit.id) else {
                continue;
            };
            let schema = entity.schema.name();
            if selection.exclude_schema.iter().all(|one| one != schema) {
                out.push(Found {
                    dataset: dataset.name,
                    old_days: dataset.old_days,
                    entity,
                    hit,
                });
            }
        }
    }
    out.sort_by(|a, b| {
        let by_score = b.hit.score.total_cmp(&a.hit.score);
        by_score.then_with(|| a.hit.id.cmp(&b.hit.id))
    });
    out.truncate(options.limit);
    out
}

/// Features of the scorer and what they mean.
#[must_use]
pub fn features() -> BTreeMap<String, Value> {
    let name = json!({ "description": "Likeness of the best pair of names, word by word and across scripts.", "coefficient": 1.0 });
    BTreeMap::from([("name_match".to_owned(), name)])
}

/// Answers `GET /search/{dataset}`: the words as a name, in any order and script.
#[must_use]
pub fn answer_search(datasets: &[Dataset<'_>], parameters: &SearchParameters) -> SearchResponse {
    let mut query = Entity {
        id: "search".to_owned(),
        schema: Schema::parse(&parameters.schema),
        ..Entity::default()
    };
    query.add_name(&parameters.q, false);
    let options = Options {
        limit: MOST_RESULTS,
        cutoff: 0.3,
        candidates: MOST_RESULTS,
        ..Options::default()
    };
    let mut found = if parameters.q.trim().is_empty() || parameters.target == Some(false) {
        Vec::new()
    } else {
        found(datasets, &query, &options, &parameters.selection)
    };
    found.retain(|one| {
        let mut countries = one.entity.nationalities.iter();
        parameters.countries.is_empty()
            || countries.any(|c| parameters.countries.contains(&c.code().to_ascii_lowercase()))
    });
    let facets = parameters.facets.iter();
    let results = found.iter().skip(parameters.offset).take(parameters.limit);
    SearchResponse {
        limit: parameters.limit,
        offset: parameters.offset,
        total: Total::of(found.len()),
        results: results.map(|one| response(one.entity, one.dataset)).collect(),
        facets: facets.map(|name| (name.clone(), facet(name, &found))).collect(),
    }
}

fn facet(name: &str, found: &[Found<'_>]) -> Facet {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut count = |code: &str, label: &str| {
        *counts.entry((code.to_owned(), label.to_owned())).or_default() += 1;
    };
    for one in found {
        let entity = one.entity;
        match name {
            "datasets" => count(one.dataset, one.dataset),
            "schema" => count(entity.schema.name(), entity.schema.name()),
            "countries" => entity.nationalities.iter().for_each(|country| {
                count(&country.code().to_ascii_lowercase(), Nationality::name(country));
            }),
            "genders" => entity.sex.iter().for_each(|sex| count(sex.name(), sex.name())),
            "names" => entity.names.iter().for_each(|n| count(&n.text, &n.text)),
            "identifiers" => entity.documents.iter().for_each(|d| count(&d.number, &d.number)),
            _ => {}
        }
    }
    let values = counts
        .into_iter()
        .map(|((name, label), count)| FacetItem { name, label, count });
    let mut values: Vec<FacetItem> = values.collect();
    values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    let label = match name {
        "datasets" => "Data sources",
        "schema" => "Types",
        "countries" => "Countries",
        "names" => "Names",
        "identifiers" => "Identifiers",
        "topics" => "Topics",
        _ => "Genders",
    };
    Facet {
        label: label.to_owned(),
        values,
    }
}

/// Answers `GET /entities/{id}`; what has been struck out is not there.
///
/// # Errors
/// Refuses an identifier that no list has.
pub fn answer_entity(datasets: &[Dataset<'_>], id: &str) -> Result<EntityResponse, YenteRefusal> {
    let there = datasets.iter().filter(|one| !one.tombstones.contains(id));
    let mut found = there.filter_map(|one| Some(response(one.index.entity(id)?, one.name)));
    found.next().ok_or(YenteRefusal::Entity)
}

fn response(entity: &Entity, dataset: &str) -> EntityResponse {
    let properties = properties(entity);
    let first = |property: &str| properties.get(property).and_then(|n| n.first()).cloned();
    EntityResponse {
        id: entity.id.clone(),
        caption: first("name")
            .or_else(|| first("weakAlias"))
            .unwrap_or_else(|| entity.id.clone()),
        schema: entity.schema.name().to_owned(),
        properties,
        datasets: vec![dataset.to_owned()],
        referents: Vec::new(),
        target: true,
        first_seen: None,
        last_seen: None,
        last_change: None,
    }
}
