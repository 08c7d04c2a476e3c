//! In what role somebody acts on a notice.

use std::collections::BTreeSet;

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
    /// As what the account may act.
    pub roles: BTreeSet<Role>,
    /// The name in the journal.
    pub journal: String,
    /// For what purpose.
    pub purpose: String,
}

fn malformed(e: &cordon_notices::ids::BadId) -> No {
    No::field(e.what, "malformed", e.to_string())
}

impl By {
    /// The officer behind a call. The house's own roles act only at the headquarters: a bureau never sees others' requests.
    ///
    /// # Errors
    /// When no officer calls, or the store fails.
    pub async fn of(app: &App, acting: &Acting) -> Result<Self, No> {
        let officer = acting.officer()?;
        let bureau = read::<Bureau>(&app.store, "bureau", officer.bureau.as_str()).await?;
        let at_headquarters = bureau.is_some_and(|b| b.value.kind == BureauKind::Headquarters);
        let house = [
            (Right::ReviewNotices, Role::Reviewer),
            (Right::TranslateNotices, Role::Translator),
            (Right::OverseeNotices, Role::Oversight),
        ];
        let roles = if at_headquarters {
            let mut roles: BTreeSet<Role> = house
                .into_iter()
                .filter(|(right, _)| officer.may(*right).is_ok())
                .map(|(_, role)| role)
                .collect();
            // The duty desk asks in the headquarters' own name; who reviews, translates or oversees does not.
            if roles.is_empty() && officer.may(Right::WorkNotices).is_ok() {
                roles.insert(Role::Officer);
            }
            roles
        } else {
            BTreeSet::from([Role::Officer])
        };
        Ok(Self {
            officer: OfficerId::try_from(officer.id.as_str()).map_err(|e| malformed(&e))?,
            bureau: BureauId::try_from(officer.bureau.as_str()).map_err(|e| malformed(&e))?,
            roles,
            journal: acting.actor.journal_name(),
            purpose: acting.actor.purpose.clone(),
        })
    }

    /// A named account in one role, for scenes and tests.
    ///
    /// # Errors
    /// When a name is malformed.
    pub fn named(officer: &str, bureau: &str, role: Role) -> Result<Self, No> {
        Ok(Self {
            officer: OfficerId::try_from(officer).map_err(|e| malformed(&e))?,
            bureau: BureauId::try_from(bureau).map_err(|e| malformed(&e))?,
            roles: BTreeSet::from([role]),
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
            journal: "program:HQ".into(),
            purpose: "keep the clocks of a notice".into(),
            ..Self::named("program", "HQ", Role::System)?
        })
    }

    /// Whether the account may act so.
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Whose eyes look.
    #[must_use]
    pub fn viewer(&self) -> Viewer {
        if self.is(Role::Oversight) {
            Viewer::Oversight
        } else if self.is(Role::Reviewer) || self.is(Role::Translator) || self.is(Role::System) {
            Viewer::Desk
        } else {
            Viewer::Bureau(self.bureau.clone())
        }
    }

    /// The actor in one role.
    #[must_use]
    pub fn as_role(&self, role: Role) -> Actor {
        Actor {
            officer: self.officer.clone(),
            bureau: self.bureau.clone(),
            role,
        }
    }

    /// The actor for an act.
    ///
    /// # Errors
    /// When no role of the account does such an act.
    pub fn actor(&self, kind: ActKind) -> Result<Actor, No> {
        let role = kind.allowed().0.iter().copied().find(|role| self.is(*role));
        role.map(|role| self.as_role(role)).ok_or_else(not_for_you)
    }

    /// Holds one of the house's roles.
    ///
    /// # Errors
    /// When the account has none of them.
    pub fn require(&self, roles: &[Role]) -> Result<(), No> {
        if roles.iter().any(|role| self.is(*role)) {
            Ok(())
        } else {
            Err(not_for_you())
        }
    }
}

fn not_for_you() -> No {
    No::new(StatusCode::FORBIDDEN, "not_for_you", "this act is not for your role")
}
