//! The bodies of requests and answers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Body of `POST /match/{dataset}`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct MatchRequest {
    /// Queries by example, under names that the answer repeats; those without an example are passed over.
    pub queries: BTreeMap<String, Option<Value>>,
    /// Weights for the features of another scorer: read, and not used.
    #[serde(default)]
    pub weights: BTreeMap<String, f64>,
    /// Settings of another scorer: read, and not used.
    #[serde(default)]
    pub config: BTreeMap<String, Value>,
}

/// A count with its standing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// Number of results.
    pub value: usize,
    /// `eq`: counts here are exact.
    pub relation: String,
}

impl Total {
    pub(super) fn of(value: usize) -> Self {
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
    /// The query, as an entity.
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

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetItem {
    /// Code.
    pub name: String,
    /// What people read.
    pub label: String,
    /// Results that have it.
    pub count: usize,
}

/// Counts of the results by one property.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    /// What people read.
    pub label: String,
    /// Values, the most frequent first.
    pub values: Vec<FacetItem>,
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
    /// Facets by name.
    pub facets: BTreeMap<String, Facet>,
}
