//! A bureau registers the values of a case that it keeps in a system of its own: the file stays there.

use std::collections::BTreeSet;

use cordon_links::Level;
use cordon_links::normalise::ValueKind;
use cordon_vocabulary::CaseRef;
use serde::Deserialize;
use serde_json::json;

use crate::answer::No;
use crate::app::App;
use crate::journal::act::{By, Done, Tried};
use crate::links::arriving::{Arriving, NewValue, enter, spelled};
use crate::links::service::keys;

/// So many values at most in one call.
const MOST: usize = 10_000;

/// One value as it is sent.
#[derive(Debug, Clone, Deserialize)]
pub struct Sent {
    /// What it is.
    pub kind: ValueKind,
    /// As it is written.
    pub value: String,
    /// The part it plays: up to 32 small letters and dashes.
    #[serde(default)]
    pub role: String,
}

/// A case as it is sent: all its values as they stand now.
#[derive(Debug, Clone, Deserialize)]
pub struct Registered {
    /// The reference; it begins with the bureau's own name.
    pub case: CaseRef,
    /// Its values.
    pub values: Vec<Sent>,
    /// Nobody else may know even that a link exists.
    #[serde(default)]
    pub secret: bool,
}

/// Registers a case's values in place of those registered before. A value that has no usual spelling refuses the whole
/// call, so that a slip of the pen is mended and not lost.
///
/// # Errors
/// When the case is not the bureau's, a value is malformed, or the store fails.
pub async fn register(app: &App, by: &By, registered: &Registered) -> Result<Done<usize>, No> {
    if let Some(before) = by.before(app).await? {
        return Ok(before);
    }
    if !registered.case.as_str().starts_with(&format!("{}-", by.bureau)) {
        return Err(No::field(
            "case",
            "not-your-case",
            format!("your bureau's references begin with {}-", by.bureau),
        ));
    }
    if registered.values.len() > MOST {
        return Err(No::field("values", "too-many", format!("more than {MOST} values")));
    }
    let keys = keys(app).await?;
    let mut values = Vec::new();
    for (number, sent) in registered.values.iter().enumerate() {
        let at = format!("values[{number}]");
        let fits = sent.role.len() <= 32 && sent.role.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        if !fits {
            return Err(No::field(&at, "role", "a role is up to 32 small letters and dashes"));
        }
        let value = NewValue::new(sent.kind, sent.value.clone(), &sent.role);
        spelled(&keys, &value).map_err(|e| No::field(&at, e.code(), e.to_string()))?;
        values.push(value);
    }
    let arriving = Arriving {
        module: "register",
        id: registered.case.to_string(),
        case: registered.case.clone(),
        owner: by.bureau.clone(),
        readers: BTreeSet::new(),
        others: if registered.secret {
            Level::Nothing
        } else {
            Level::HitOnly
        },
        page: None,
        values,
        gone: false,
    };
    let count = enter(app, by, &arriving).await?;
    if by.repeat.is_none() {
        return Ok(Done::Now(count));
    }
    // The answer of a repeated call is kept with an entry of its own: entering twice would change nothing.
    let change = cordon_store::Change::new(by.entry(
        app,
        "links.registered",
        None,
        json!({"reference": registered.case}),
        vec![],
    ));
    match by
        .apply(app, change, &json!({"case": registered.case, "changed": count}))
        .await?
    {
        Tried::Done | Tried::Again => Ok(Done::Now(count)),
        Tried::Before(status, answer) => Ok(Done::Before { status, answer }),
    }
}
