//! The request and answer shapes of yente, the de-facto standard of open screening interfaces, and what fills them.
//!
//! Shapes follow the public interface of opensanctions/yente (MIT): `POST /match/{dataset}`, `GET /search/{dataset}`,
//! `GET /entities/{id}`. A server only routes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::entity::{Entity, EntityRefusal, Schema, Sex, read_entity};
use crate::index::{Answer, Hit, ListIndex, Options, Tombstones};
use crate::scoring::english;

/// Most queries in one request.
pub const MOST_QUERIES: usize = 100;
/// Most results of a query.
pub const MOST_RESULTS: usize = 500;

/// Body of `POST /match/{dataset}`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct MatchRequest {
    /// Queries by example, under names that the answer repeats.
    pub queries: BTreeMap<String, Value>,
}

/// Parameters of `POST /match/{dataset}`.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct MatchParameters {
    /// Most results a query.
    #[serde(default = "five")]
    pub limit: usize,
    /// Least score of a match.
    #[serde(default = "threshold")]
    pub threshold: f64,
    /// Least score of a result.
    #[serde(default = "cutoff")]
    pub cutoff: f64,
}

const fn five() -> usize {
    5
}

const fn ten() -> usize {
    10
}

const fn threshold() -> f64 {
    0.70
}

const fn cutoff() -> f64 {
    0.50
}

impl Default for MatchParameters {
    fn default() -> Self {
        Self {
            limit: five(),
            threshold: threshold(),
            cutoff: cutoff(),
        }
    }
}

/// Why a request is not answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum YenteRefusal {
    /// More queries than one request may hold.
    #[error("{count} queries, at most {MOST_QUERIES} are answered at once")]
    TooManyQueries {
        /// Queries given.
        count: usize,
    },
    /// A query that is no entity.
    #[error("query {query:?}: {reason}")]
    Query {
        /// Name of the query.
        query: String,
        /// What is wrong.
        reason: String,
    },
}

impl YenteRefusal {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooManyQueries { .. } => "screening.yente.too_many_queries",
            Self::Query { .. } => "screening.yente.query",
        }
    }
}

/// A count with its standing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// Number of results.
    pub value: usize,
    /// Always `eq`: counts here are exact.
    pub relation: String,
}

impl Total {
    fn of(value: usize) -> Self {
        Self {
            value,
            relation: "eq".to_owned(),
        }
    }
}

/// An entity in an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EntityResponse {
    /// Identifier.
    pub id: String,
    /// A name to show.
    pub caption: String,
    /// `FollowTheMoney` schema.
    pub schema: String,
    /// Properties.
    pub properties: BTreeMap<String, Vec<String>>,
    /// Data sets that hold it.
    pub datasets: Vec<String>,
    /// Other identifiers; none here.
    pub referents: Vec<String>,
    /// Whether it is itself listed: always, here.
    pub target: bool,
    /// Not tracked.
    pub first_seen: Option<String>,
    /// Not tracked.
    pub last_seen: Option<String>,
    /// Not tracked.
    pub last_change: Option<String>,
}

/// An entity with its score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScoredEntity {
    /// The entity.
    #[serde(flatten)]
    pub entity: EntityResponse,
    /// From 0 to 1.
    pub score: f64,
    /// At or above the threshold.
    #[serde(rename = "match")]
    pub matched: bool,
    /// Scores by feature.
    pub features: BTreeMap<String, f64>,
    /// Explanations by feature.
    pub explanations: BTreeMap<String, Value>,
}

/// Answer to one query.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QueryResponse {
    /// 200, as for a request of its own.
    pub status: u16,
    /// Results, the best first.
    pub results: Vec<ScoredEntity>,
    /// How many.
    pub total: Total,
    /// The query as it was understood.
    pub query: Value,
}

/// Answer to `POST /match/{dataset}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MatchResponse {
    /// Answers under the names of the queries.
    pub responses: BTreeMap<String, QueryResponse>,
    /// Features and what they mean.
    pub matcher: BTreeMap<String, Value>,
    /// Most results a query.
    pub limit: usize,
}

/// Parameters of `GET /search/{dataset}`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct SearchParameters {
    /// Words to look for.
    #[serde(default)]
    pub q: String,
    /// `FollowTheMoney` schema.
    #[serde(default)]
    pub schema: Option<String>,
    /// Most results.
    #[serde(default = "ten")]
    pub limit: usize,
    /// Results to pass over.
    #[serde(default)]
    pub offset: usize,
}

/// Answer to `GET /search/{dataset}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SearchResponse {
    /// Most results.
    pub limit: usize,
    /// Results passed over.
    pub offset: usize,
    /// How many there are.
    pub total: Total,
    /// Results, the best first.
    pub results: Vec<EntityResponse>,
    /// Facets: none.
    pub facets: BTreeMap<String, Value>,
}

/// Answers `POST /match/{dataset}`.
///
/// # Errors
/// Refuses too many queries and queries that are no entities.
pub fn answer_match(
    index: &ListIndex,
    tombstones: &Tombstones,
    dataset: &str,
    request: &MatchRequest,
    parameters: MatchParameters,
) -> Result<MatchResponse, YenteRefusal> {
    if request.queries.len() > MOST_QUERIES {
        return Err(YenteRefusal::TooManyQueries {
            count: request.queries.len(),
        });
    }
    let limit = parameters.limit.clamp(1, MOST_RESULTS);
    let options = Options {
        limit,
        threshold: parameters.threshold,
        cutoff: parameters.cutoff,
        candidates: limit.max(Options::default().candidates),
        ..Options::default()
    };
    let mut responses = BTreeMap::new();
    for (name, query) in &request.queries {
        let entity = query_entity(name, query)?;
        let answer = index.ask(&entity, &options, tombstones);
        let results = scored(index, dataset, &answer);
        let total = Total::of(results.len());
        responses.insert(
            name.clone(),
            QueryResponse {
                status: 200,
                results,
                total,
                query: query.clone(),
            },
        );
    }
    Ok(MatchResponse {
        responses,
        matcher: features(),
        limit,
    })
}

fn query_entity(name: &str, query: &Value) -> Result<Entity, YenteRefusal> {
    let mut query = query.clone();
    if let Some(object) = query.as_object_mut() {
        object.entry("id").or_insert_with(|| json!(name));
        object.entry("schema").or_insert_with(|| json!("Thing"));
    }
    read_entity(&query, 1).map_err(|refusal| {
        let reason = match refusal {
            EntityRefusal::Json { reason, .. } => reason,
            EntityRefusal::Id { .. } => "it needs a text in \"id\"".to_owned(),
            EntityRefusal::Properties { .. } => "it needs an object in \"properties\"".to_owned(),
        };
        YenteRefusal::Query {
            query: name.to_owned(),
            reason,
        }
    })
}

fn scored(index: &ListIndex, dataset: &str, answer: &Answer) -> Vec<ScoredEntity> {
    let one = |hit: &Hit| {
        let entity = index.entity(&hit.id)?;
        let features = BTreeMap::from([("name_match".to_owned(), hit.name_score)]);
        let lines: Vec<String> = hit
            .evidence
            .iter()
            .map(|evidence| english(evidence).text)
            .collect();
        let name = json!({ "score": hit.name_score, "detail": lines.join("; "), "query": null, "candidate": hit.name });
        Some(ScoredEntity {
            entity: response(entity, dataset),
            score: hit.score,
            matched: hit.alert,
            features,
            explanations: BTreeMap::from([("name_match".to_owned(), name)]),
        })
    };
    answer.hits.iter().filter_map(one).collect()
}

fn features() -> BTreeMap<String, Value> {
    let name = json!({ "description": "Likeness of the best pair of names, word by word and across scripts.", "coefficient": 1.0 });
    BTreeMap::from([("name_match".to_owned(), name)])
}

/// Answers `GET /search/{dataset}`: the words as a name, in any order and script.
#[must_use]
pub fn answer_search(
    index: &ListIndex,
    tombstones: &Tombstones,
    dataset: &str,
    parameters: &SearchParameters,
) -> SearchResponse {
    let schema = parameters
        .schema
        .as_deref()
        .map_or(Schema::Any, Schema::parse);
    let mut query = Entity {
        id: "search".to_owned(),
        schema,
        ..Entity::default()
    };
    query.add_name(&parameters.q, false);
    let (limit, offset) = (
        parameters.limit.min(MOST_RESULTS),
        parameters.offset.min(MOST_RESULTS),
    );
    let options = Options {
        limit: MOST_RESULTS,
        cutoff: 0.3,
        candidates: MOST_RESULTS,
        ..Options::default()
    };
    let answer = index.ask(&query, &options, tombstones);
    let total = Total::of(answer.hits.len());
    let page = answer.hits.iter().skip(offset).take(limit);
    let results = page
        .filter_map(|hit| index.entity(&hit.id))
        .map(|entity| response(entity, dataset))
        .collect();
    SearchResponse {
        limit,
        offset,
        total,
        results,
        facets: BTreeMap::new(),
    }
}

/// Answers `GET /entities/{id}`; `None` where there is none, or it has been struck out.
#[must_use]
pub fn answer_entity(
    index: &ListIndex,
    tombstones: &Tombstones,
    dataset: &str,
    id: &str,
) -> Option<EntityResponse> {
    if tombstones.contains(id) {
        return None;
    }
    index.entity(id).map(|entity| response(entity, dataset))
}

fn response(entity: &Entity, dataset: &str) -> EntityResponse {
    let mut properties: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut add =
        |name: &str, value: String| properties.entry(name.to_owned()).or_default().push(value);
    for (at, name) in entity.names.iter().enumerate() {
        let property = match (name.weak, at) {
            (true, _) => "weakAlias",
            (false, 0) => "name",
            (false, _) => "alias",
        };
        match &name.given {
            Some(given) => add(property, format!("{given} {}", name.text).trim().to_owned()),
            None => add(property, name.text.clone()),
        }
    }
    entity
        .birth_dates
        .iter()
        .for_each(|date| add("birthDate", date.to_string()));
    entity
        .nationalities
        .iter()
        .for_each(|country| add("nationality", country.code().to_ascii_lowercase()));
    entity
        .birth_places
        .iter()
        .for_each(|place| add("birthPlace", place.clone()));
    if let Some(sex) = entity.sex {
        add(
            "gender",
            if sex == Sex::Male { "male" } else { "female" }.to_owned(),
        );
    }
    for document in &entity.documents {
        use crate::entity::DocumentKind as K;
        let property = match document.kind {
            K::Passport => "passportNumber",
            K::Tax => "taxNumber",
            K::Identity | K::Unknown => "idNumber",
        };
        add(property, document.number.clone());
    }
    let first = |property: &str| {
        properties
            .get(property)
            .and_then(|names| names.first())
            .cloned()
    };
    EntityResponse {
        id: entity.id.clone(),
        caption: first("name")
            .or_else(|| first("weakAlias"))
            .unwrap_or_else(|| entity.id.clone()),
        schema: match entity.schema {
            Schema::Person => "Person",
            Schema::Any => "LegalEntity",
            Schema::Other => "Organization",
        }
        .to_owned(),
        properties,
        datasets: vec![dataset.to_owned()],
        referents: Vec::new(),
        target: true,
        first_seen: None,
        last_seen: None,
        last_change: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::read_entities;

    fn index() -> ListIndex {
        let line = r#"{"id":"ex-1","schema":"Person","properties":{"name":["Ivan Abelard"],"birthDate":["1970-02-03"],"nationality":["ru"]}}"#;
        ListIndex::build(read_entities(line).unwrap())
    }

    fn request(queries: Value) -> MatchRequest {
        serde_json::from_value(json!({ "queries": queries, "weights": {} })).unwrap()
    }

    #[test]
    fn a_match_request_is_answered_in_the_known_shape() {
        let request =
            request(json!({"q1": {"schema": "Person", "properties": {"name": ["Abelard Ivan"]}}}));
        let answer = answer_match(
            &index(),
            &Tombstones::default(),
            "exercise",
            &request,
            MatchParameters::default(),
        )
        .unwrap();
        let json = serde_json::to_value(&answer).unwrap();
        let result = &json["responses"]["q1"]["results"][0];
        assert_eq!(
            (result["id"].as_str(), result["match"].as_bool()),
            (Some("ex-1"), Some(true))
        );
        assert_eq!(result["properties"]["birthDate"][0], "1970-02-03");
        assert_eq!(json["responses"]["q1"]["status"], 200);
        assert_eq!(json["limit"], 5);
    }

    #[test]
    fn search_and_entities_answer() {
        let parameters = SearchParameters {
            q: "abelard ivan".into(),
            schema: None,
            limit: 10,
            offset: 0,
        };
        let found = answer_search(&index(), &Tombstones::default(), "exercise", &parameters);
        assert_eq!(
            (found.total.value, found.results[0].caption.as_str()),
            (1, "Ivan Abelard")
        );
        assert!(answer_entity(&index(), &Tombstones::default(), "exercise", "ex-1").is_some());
        let mut struck = Tombstones::default();
        struck.strike("ex-1");
        assert!(answer_entity(&index(), &struck, "exercise", "ex-1").is_none());
    }

    #[test]
    fn each_refusal_is_provoked() {
        let ask = |request: &MatchRequest| {
            answer_match(
                &index(),
                &Tombstones::default(),
                "exercise",
                request,
                MatchParameters::default(),
            )
            .unwrap_err()
        };
        assert_eq!(
            ask(&request(json!({"q": 5}))).code(),
            "screening.yente.query"
        );
        let many: BTreeMap<String, Value> = (0..101)
            .map(|at| (at.to_string(), json!({"properties": {}})))
            .collect();
        assert_eq!(
            ask(&MatchRequest { queries: many }).code(),
            "screening.yente.too_many_queries"
        );
    }
}
