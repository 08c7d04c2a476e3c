//! In whose name somebody works on trends.

use cordon_members::bureau::{Bureau, BureauKind};
use cordon_members::role::Right;
use cordon_trends::collect::Sender;

use crate::answer::No;
use crate::app::App;
use crate::gate::Acting;
use crate::members::queries::read;

/// Somebody who acts, with the facts that the rules rest on.
#[derive(Debug, Clone)]
pub struct By {
    /// The account, an identifier.
    pub officer: String,
    /// The bureau acted for.
    pub bureau: String,
    /// The state whose figures the bureau hands in.
    pub area: String,
    /// Acts for the headquarters.
    pub headquarters: bool,
    /// Has the mandate to work on trends.
    pub works: bool,
    /// The name in the journal.
    pub journal: String,
    /// For what purpose.
    pub purpose: String,
}

impl By {
    /// The officer behind a call.
    ///
    /// # Errors
    /// When no officer calls, or the store fails.
    pub async fn of(app: &App, acting: &Acting) -> Result<Self, No> {
        let officer = acting.officer()?;
        let bureau = officer.bureau.to_string();
        let found = read::<Bureau>(&app.store, "bureau", &bureau).await?;
        Ok(Self {
            officer: officer.id.to_string(),
            area: bureau.split('-').next().unwrap_or_default().to_owned(),
            headquarters: found.is_some_and(|b| b.value.kind == BureauKind::Headquarters),
            works: officer.may(Right::WorkTrends).is_ok(),
            journal: acting.actor.journal_name(),
            purpose: acting.actor.purpose.clone(),
            bureau,
        })
    }

    /// A named officer, for scenes and tests.
    #[must_use]
    pub fn named(officer: &str, bureau: &str) -> Self {
        Self {
            officer: officer.to_owned(),
            bureau: bureau.to_owned(),
            area: bureau.to_owned(),
            headquarters: bureau == "HQ",
            works: true,
            journal: format!("officer:{officer}"),
            purpose: "yearly threat assessment".into(),
        }
    }

    /// The facts about a sender.
    #[must_use]
    pub fn sender(&self) -> Sender {
        Sender {
            headquarters: self.headquarters,
            analyst: self.works,
        }
    }
}
