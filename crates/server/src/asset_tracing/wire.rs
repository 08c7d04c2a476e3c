//! What programs and forms send about the traces of a case.

use cordon_asset_tracing::adoption::Settings;
use cordon_asset_tracing::rules::{Meeting, Rule};
use serde::Deserialize;

use crate::answer::No;

/// How a kept file is read, and what was stolen.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TraceSettingsIn {
    /// `id=…,time=…,from=…,to=…,amount=…,currency=…,to_amount=…,to_currency=…`; empty where the guess is right.
    #[serde(default)]
    pub columns: String,
    /// Decimals of amounts; without it, those of the stolen currency.
    #[serde(default)]
    pub scale: Option<u8>,
    /// The currency of the trace, and of lines that state none; without it, the stolen currency.
    #[serde(default)]
    pub currency: Option<String>,
    /// The stolen transfers.
    pub claims: Vec<ClaimIn>,
    /// Accounts beyond which nothing is followed.
    #[serde(default)]
    pub stops: Vec<String>,
    /// Transfers that carry less are not followed.
    #[serde(default)]
    pub minimum: Option<String>,
    /// Transfers up to and including this time.
    #[serde(default)]
    pub until: Option<String>,
    /// Who keeps a unit that two claims meet on: `newest` (default) or `oldest`.
    #[serde(default)]
    pub meeting: Option<String>,
    /// Set bad lines aside instead of refusing the file.
    #[serde(default)]
    pub lenient: bool,
}

/// A stolen transfer, or the part of it that was stolen.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimIn {
    /// The transfer's id; without an id column, the number of the data line.
    pub id: String,
    /// How much of it, unless all.
    #[serde(default)]
    pub amount: Option<String>,
}

/// The trace that is to be the case's legal trace.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdoptIn {
    /// `fifo`, `lifo`, `pro-rata`, `lowest-balance` or `taint-first`.
    pub rule: String,
    /// The digest of the result that was looked at.
    pub result_sha256: String,
    /// Why this rule applies.
    pub grounds: String,
}

/// A text without the blanks around it; nothing where it is blank.
#[must_use]
pub fn some(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}

impl TraceSettingsIn {
    /// The settings, with the stolen currency where none is named.
    ///
    /// # Errors
    /// Names the field.
    pub fn settings(&self, stolen: cordon_vocabulary::Asset) -> Result<Settings, No> {
        let meeting = match self.meeting.as_deref().map(str::trim) {
            None | Some("" | "newest") => Meeting::Newest,
            Some("oldest") => Meeting::Oldest,
            Some(other) => {
                let why = format!("`{other}` is not one of newest, oldest");
                return Err(No::field("meeting", "meeting", why));
            }
        };
        let currency = self.currency.as_deref().and_then(some);
        let currency = currency.map_or_else(|| stolen.code().to_owned(), |code| code.to_ascii_uppercase());
        let named = cordon_vocabulary::Asset::parse(&currency);
        let scale = named.map_or_else(|_| stolen.scale(), cordon_vocabulary::Asset::scale);
        let claims = self
            .claims
            .iter()
            .map(|claim| (claim.id.trim().to_owned(), claim.amount.as_deref().and_then(some)));
        Ok(Settings {
            columns: self.columns.trim().to_owned(),
            scale: self.scale.unwrap_or(scale),
            currency: Some(currency),
            claims: claims.collect(),
            stops: self.stops.clone(),
            minimum: self.minimum.as_deref().and_then(some),
            until: self.until.as_deref().and_then(some),
            meeting,
            lenient: self.lenient,
        })
    }
}

impl AdoptIn {
    /// The rule.
    ///
    /// # Errors
    /// When it is none of the six.
    pub fn rule(&self) -> Result<Rule, No> {
        self.rule
            .trim()
            .parse()
            .map_err(|e: cordon_asset_tracing::rules::UnknownWord| No::field("rule", "rule", e.to_string()))
    }
}
