//! In what role somebody acts on a notice.

use axum::http::StatusCode;
use cordon_members::bureau::{Bureau, BureauKind};
use cordon_members::role::Right;
use cordon_notices::ids::{BureauId, OfficerId};
use cordon_notices::lifecycle::{ActKind, Actor, Role, Viewer};

use crate::answer::No;
use crate::app::App;
use crate::gate::Acting;
use crate::members::queries::read;

/// Somebody who acts, or the program itself.
#[derive(Debug, Clone)]
pub struct By {
    /// The account.
    pub officer: OfficerId,
    /// The bureau acted for.
    pub bureau: BureauId,
    /// Whether the account reviews at the headquarters.
    pub reviewer: bool,
    /// Whether the program itself acts.
    pub system: bool,
    /// The name in the journal.
    pub journal: String,
    /// For what purpose.
    pub purpose: String,
}

fn malformed(e: &cordon_notices::ids::BadId) -> No {
    No::field(e.what, "malformed", e.to_string())
}

impl By {
    /// The officer behind a call. A reviewer reviews only at the headquarters: a bureau never sees others' requests.
    ///
    /// # Errors
    /// When no officer calls, or the store fails.
    pub async fn of(app: &App, acting: &Acting) -> Result<Self, No> {
        let officer = acting.officer()?;
        let bureau = read::<Bureau>(&app.store, "bureau", officer.bureau.as_str()).await?;
        let at_headquarters = bureau.is_some_and(|b| b.value.kind == BureauKind::Headquarters);
        Ok(Self {
            officer: OfficerId::try_from(officer.id.as_str()).map_err(|e| malformed(&e))?,
            bureau: BureauId::try_from(officer.bureau.as_str()).map_err(|e| malformed(&e))?,
            reviewer: at_headquarters && officer.may(Right::ReviewNotices).is_ok(),
            system: false,
            journal: acting.actor.journal_name(),
            purpose: acting.actor.purpose.clone(),
        })
    }

    /// A named officer of a bureau, for scenes and tests.
    ///
    /// # Errors
    /// When a name is malformed.
    pub fn named(officer: &str, bureau: &str, reviewer: bool) -> Result<Self, No> {
        Ok(Self {
            officer: OfficerId::try_from(officer).map_err(|e| malformed(&e))?,
            bureau: BureauId::try_from(bureau).map_err(|e| malformed(&e))?,
            reviewer,
            system: false,
            journal: format!("officer:{officer}"),
            purpose: "work a notice".into(),
        })
    }

    /// The program itself.
    ///
    /// # Errors
    /// Never in practice: its names are well formed.
    pub fn system() -> Result<Self, No> {
        Ok(Self {
            system: true,
            journal: "program:HQ".into(),
            purpose: "keep the clocks of a notice".into(),
            ..Self::named("program", "HQ", false)?
        })
    }

    /// Whose eyes look.
    #[must_use]
    pub fn viewer(&self) -> Viewer {
        if self.reviewer || self.system {
            Viewer::Desk
        } else {
            Viewer::Bureau(self.bureau.clone())
        }
    }

    /// The actor for an act. Texts are written and compared by the reviewing desk until translators have accounts of their own.
    ///
    /// # Errors
    /// When no role of the account does such an act.
    pub fn actor(&self, kind: ActKind) -> Result<Actor, No> {
        let roles = kind.allowed().0;
        let has = |role: &Role| match role {
            Role::System => self.system,
            Role::Reviewer | Role::Translator => self.reviewer,
            Role::Officer => !self.system && !self.reviewer,
            Role::Oversight => false,
        };
        let role = roles.iter().copied().find(|r| has(r)).ok_or_else(|| {
            No::new(StatusCode::FORBIDDEN, "not_for_you", "this act is not for your role")
        })?;
        Ok(Actor {
            officer: self.officer.clone(),
            bureau: self.bureau.clone(),
            role,
        })
    }
}
