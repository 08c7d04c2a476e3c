//! The request and answer shapes of yente, the de-facto standard of open screening interfaces, and what fills them.
//!
//! Shapes follow the public interface of opensanctions/yente (MIT): `POST /match/{dataset}`, `GET /search/{dataset}`,
//! `GET /entities/{id}`, `GET /catalog`, `GET /algorithms`. A server only routes.
//!
//! What differs, always to the safe side: one scorer answers under every algorithm's name; `weights`, `config`, `fuzzy`,
//! `simple` and `sort` are read and not used; `topics` and `changed_since` are read and do not shorten an answer, since
//! lists here carry neither; an empty search answers nothing instead of the whole list.

mod answer;
mod parameters;
mod shapes;

pub use answer::{answer_entity, answer_match, answer_search, features};
pub use parameters::{ALGORITHMS, MatchParameters, SearchParameters, Selection};
pub use shapes::{
    EntityResponse, Facet, FacetItem, MatchRequest, MatchResponse, QueryResponse, ScoredEntity, SearchResponse, Total,
};

use crate::index::{ListIndex, Tombstones};

/// Most queries in one request.
pub const MOST_QUERIES: usize = 100;
/// Most results of a query.
pub const MOST_RESULTS: usize = 500;
/// Most results of a search that are passed over.
pub const MOST_OFFSET: usize = 9499;
/// Name under which all lists are asked.
pub const EVERY_DATASET: &str = "default";

/// A list as this interface names it.
#[derive(Debug, Clone, Copy)]
pub struct Dataset<'a> {
    /// Name.
    pub name: &'a str,
    /// Its index.
    pub index: &'a ListIndex,
    /// What has been struck out of it.
    pub tombstones: &'a Tombstones,
    /// Days since its owner stated it, where that is longer than its term.
    pub old_days: Option<i32>,
}

/// Why a request is not answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum YenteRefusal {
    /// More queries than one request may hold.
    #[error("Too many queries in one batch: {count}, at most {MOST_QUERIES} are answered at once")]
    TooManyQueries {
        /// Queries given.
        count: usize,
    },
    /// No query at all.
    #[error("No queries provided")]
    NoQueries,
    /// A body that has not the shape of a request.
    #[error("the body is not a match request: {reason}")]
    Body {
        /// What is wrong.
        reason: String,
    },
    /// A query without schema or properties.
    #[error("query {query:?}: {reason}")]
    Shape {
        /// Name of the query.
        query: String,
        /// What is wrong.
        reason: String,
    },
    /// A query that is no entity.
    #[error("Cannot parse example entity {query:?}: {reason}")]
    Query {
        /// Name of the query.
        query: String,
        /// What is wrong.
        reason: String,
    },
    /// A parameter out of its bounds.
    #[error("{name}={value}: {reason}")]
    Parameter {
        /// Name.
        name: String,
        /// Value given.
        value: String,
        /// What is allowed.
        reason: String,
    },
    /// A scorer that is not known.
    #[error("Unknown algorithm: {name}")]
    Algorithm {
        /// Name given.
        name: String,
    },
    /// A type of entities that is not known.
    #[error("Invalid schema: {name}")]
    Schema {
        /// Name given.
        name: String,
    },
    /// A list that is not there, or not for this caller.
    #[error("No such dataset: {name}")]
    Dataset {
        /// Name given.
        name: String,
    },
    /// No entity of this identifier.
    #[error("No such entity")]
    Entity,
}

impl YenteRefusal {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooManyQueries { .. } => "screening.yente.too_many_queries",
            Self::NoQueries => "screening.yente.no_queries",
            Self::Body { .. } => "screening.yente.body",
            Self::Shape { .. } => "screening.yente.shape",
            Self::Query { .. } => "screening.yente.query",
            Self::Parameter { .. } => "screening.yente.parameter",
            Self::Algorithm { .. } => "screening.yente.algorithm",
            Self::Schema { .. } => "screening.yente.schema",
            Self::Dataset { .. } => "screening.yente.dataset",
            Self::Entity => "screening.yente.entity",
        }
    }

    /// Status of HTTP, as yente gives it: 422 for a shape, 400 for a value, 404 for what is not there.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::Body { .. } | Self::Shape { .. } | Self::Parameter { .. } => 422,
            Self::Dataset { .. } | Self::Entity => 404,
            _ => 400,
        }
    }
}

#[cfg(test)]
mod tests;
