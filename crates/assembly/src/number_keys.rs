//! Maps with numbers as keys, written as JSON objects.
//!
//! Inside a tagged enum serde hands keys on as strings, which its own number types refuse; this reads them wherever they stand.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub(crate) fn serialize<K, V, S>(map: &BTreeMap<K, V>, serializer: S) -> Result<S::Ok, S::Error>
where
    K: Display,
    V: Serialize,
    S: Serializer,
{
    serializer.collect_map(map.iter().map(|(key, value)| (key.to_string(), value)))
}

pub(crate) fn deserialize<'de, K, V, D>(deserializer: D) -> Result<BTreeMap<K, V>, D::Error>
where
    K: FromStr + Ord,
    V: Deserialize<'de>,
    D: Deserializer<'de>,
{
    let named = BTreeMap::<String, V>::deserialize(deserializer)?;
    let number = |(key, value): (String, V)| match key.parse() {
        Ok(number) => Ok((number, value)),
        Err(_) => Err(D::Error::custom(format_args!("the key {key:?} is not a number"))),
    };
    named.into_iter().map(number).collect()
}
