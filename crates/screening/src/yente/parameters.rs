//! Parameters in the query of an address, read strictly: a value that cannot be meant is named, never guessed.

use std::str::FromStr;

use super::{MOST_OFFSET, MOST_RESULTS, YenteRefusal};

/// Names of scorers that clients ask for. One scorer answers to all of them.
pub const ALGORITHMS: [&str; 9] = [
    "best",
    "logic-v2",
    "logic-v1",
    "name-based",
    "name-qualified",
    "regression-v1",
    "er-unstable",
    "ofac-249",
    "ofac",
];

/// Types of `FollowTheMoney` entities that a request may name.
const SCHEMATA: [&str; 22] = [
    "Thing",
    "LegalEntity",
    "Person",
    "Organization",
    "Company",
    "PublicBody",
    "Asset",
    "Vehicle",
    "Vessel",
    "Airplane",
    "RealEstate",
    "Security",
    "CryptoWallet",
    "Address",
    "Passport",
    "Identification",
    "Position",
    "Trip",
    "Event",
    "Document",
    "Analyzable",
    "Interval",
];

/// Most identifiers that one request may leave out.
const MOST_EXCLUDED: usize = 50;

/// Which lists and entities are asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only these lists, where any is named.
    pub include_dataset: Vec<String>,
    /// Not these lists.
    pub exclude_dataset: Vec<String>,
    /// Not entities of these types.
    pub exclude_schema: Vec<String>,
    /// Not these entities.
    pub exclude_entity_ids: Vec<String>,
}

impl Selection {
    /// Whether a list is asked.
    #[must_use]
    pub fn takes_dataset(&self, name: &str) -> bool {
        let named = |names: &[String]| names.iter().any(|one| one == name);
        (self.include_dataset.is_empty() || named(&self.include_dataset)) && !named(&self.exclude_dataset)
    }

    /// Takes a parameter if it is one of these.
    fn read(&mut self, name: &str, value: &str) -> Result<bool, YenteRefusal> {
        let place = match name {
            "include_dataset" | "datasets" => &mut self.include_dataset,
            "exclude_dataset" => &mut self.exclude_dataset,
            "exclude_schema" => {
                schema(value)?;
                &mut self.exclude_schema
            }
            "exclude_entity_ids" => &mut self.exclude_entity_ids,
            _ => return Ok(false),
        };
        place.push(value.to_owned());
        if self.exclude_entity_ids.len() > MOST_EXCLUDED {
            return Err(bad(
                name,
                value,
                &format!("at most {MOST_EXCLUDED} are left out at once"),
            ));
        }
        Ok(true)
    }
}

/// Parameters of `POST /match/{dataset}`.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchParameters {
    /// Most results a query.
    pub limit: usize,
    /// Least score of a match.
    pub threshold: f64,
    /// Least score of a result.
    pub cutoff: f64,
    /// Which lists and entities.
    pub selection: Selection,
}

impl Default for MatchParameters {
    fn default() -> Self {
        Self {
            limit: 5,
            threshold: 0.70,
            cutoff: 0.50,
            selection: Selection::default(),
        }
    }
}

impl MatchParameters {
    /// Reads the pairs of an address. Names that are not known are passed over, as yente does.
    ///
    /// # Errors
    /// Names the parameter whose value cannot be taken.
    pub fn read(pairs: &[(String, String)]) -> Result<Self, YenteRefusal> {
        let mut out = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "limit" => out.limit = number(name, value, MOST_RESULTS)?,
                "threshold" => out.threshold = share(name, value)?,
                "cutoff" => out.cutoff = share(name, value)?,
                "algorithm" if !ALGORITHMS.contains(&value.as_str()) => {
                    return Err(YenteRefusal::Algorithm { name: value.clone() });
                }
                "changed_since" => since(name, value)?,
                "fuzzy" => drop(truth(name, value)?),
                _ => drop(out.selection.read(name, value)?),
            }
        }
        if out.limit == 0 {
            out.limit = Self::default().limit;
        }
        // A result below the cutoff is not shown; a match always is.
        out.cutoff = out.cutoff.min(out.threshold);
        Ok(out)
    }
}

/// Facets that can be counted.
const FACETS: [&str; 7] = [
    "datasets",
    "schema",
    "countries",
    "names",
    "identifiers",
    "topics",
    "genders",
];

/// Parameters of `GET /search/{dataset}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchParameters {
    /// Words to look for.
    pub q: String,
    /// Type of entities.
    pub schema: String,
    /// Only entities of these countries, as two small letters, where any is named.
    pub countries: Vec<String>,
    /// `false` asks for entities that are not themselves listed: there are none here.
    pub target: Option<bool>,
    /// Most results.
    pub limit: usize,
    /// Results to pass over.
    pub offset: usize,
    /// What is counted.
    pub facets: Vec<String>,
    /// Which lists and entities.
    pub selection: Selection,
}

impl Default for SearchParameters {
    fn default() -> Self {
        Self {
            q: String::new(),
            schema: "Thing".to_owned(),
            countries: Vec::new(),
            target: None,
            limit: 10,
            offset: 0,
            facets: Vec::new(),
            selection: Selection::default(),
        }
    }
}

impl SearchParameters {
    /// Reads the pairs of an address. Names that are not known are passed over, as yente does.
    ///
    /// # Errors
    /// Names the parameter whose value cannot be taken.
    pub fn read(pairs: &[(String, String)]) -> Result<Self, YenteRefusal> {
        let mut out = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "q" => out.q.clone_from(value),
                "schema" => {
                    schema(value)?;
                    out.schema.clone_from(value);
                }
                "countries" => out.countries.push(value.to_ascii_lowercase()),
                "target" => out.target = Some(truth(name, value)?),
                "limit" => out.limit = number(name, value, MOST_RESULTS)?,
                "offset" => out.offset = number(name, value, MOST_OFFSET)?,
                "changed_since" => since(name, value)?,
                "fuzzy" | "simple" => drop(truth(name, value)?),
                "facets" if !FACETS.contains(&value.as_str()) => {
                    return Err(bad(name, value, &format!("one of {}", FACETS.join(", "))));
                }
                "facets" => out.facets.push(value.clone()),
                _ => drop(out.selection.read(name, value)?),
            }
        }
        if out.facets.is_empty() {
            out.facets = ["countries", "topics", "datasets"].map(str::to_owned).to_vec();
        }
        Ok(out)
    }
}

fn bad(name: &str, value: &str, reason: &str) -> YenteRefusal {
    YenteRefusal::Parameter {
        name: name.to_owned(),
        value: value.chars().take(80).collect(),
        reason: reason.to_owned(),
    }
}

fn parsed<T: FromStr>(name: &str, value: &str, reason: &str) -> Result<T, YenteRefusal> {
    value.trim().parse().map_err(|_| bad(name, value, reason))
}

fn number(name: &str, value: &str, most: usize) -> Result<usize, YenteRefusal> {
    let reason = format!("a whole number from 0 to {most}");
    let number: usize = parsed(name, value, &reason)?;
    if number > most {
        return Err(bad(name, value, &reason));
    }
    Ok(number)
}

fn share(name: &str, value: &str) -> Result<f64, YenteRefusal> {
    let reason = "a number from 0 to 1";
    let number: f64 = parsed(name, value, reason)?;
    if !(0.0..=1.0).contains(&number) {
        return Err(bad(name, value, reason));
    }
    Ok(number)
}

fn truth(name: &str, value: &str) -> Result<bool, YenteRefusal> {
    match value.to_ascii_lowercase().as_str() {
        "true" | "1" | "on" | "yes" | "t" | "y" => Ok(true),
        "false" | "0" | "off" | "no" | "f" | "n" => Ok(false),
        _ => Err(bad(name, value, "true or false")),
    }
}

fn schema(name: &str) -> Result<(), YenteRefusal> {
    if SCHEMATA.contains(&name) {
        return Ok(());
    }
    Err(YenteRefusal::Schema {
        name: name.chars().take(80).collect(),
    })
}

/// Whether a type of entities is known.
pub(super) fn knows_schema(name: &str) -> bool {
    SCHEMATA.contains(&name)
}

fn since(name: &str, value: &str) -> Result<(), YenteRefusal> {
    let day = value.get(..10).unwrap_or_default();
    match day.parse::<jiff::civil::Date>() {
        Ok(_) => Ok(()),
        Err(_) => Err(bad(name, value, "a day such as 2026-03-01, with or without a time")),
    }
}
