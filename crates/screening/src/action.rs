//! What the officer at the desk does next: one of four actions, from all that was found.

use serde::{Deserialize, Serialize};

use crate::index::Hit;
use crate::lost::Agreement;

/// Least score, below the alert, from which a second look is asked for.
pub const NEAR: f64 = 0.6;

/// What to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Nothing stands against the traveller.
    LetPass,
    /// Something is near or unclear: compare with the person and the document.
    LookCloser,
    /// A hit: keep the traveller waiting and ask the source before anything else.
    AskSource,
    /// The document itself is stolen, lost or revoked: keep it.
    KeepDocument,
}

/// What was found about one traveller.
#[derive(Debug, Clone, Copy)]
pub struct Findings<'a> {
    /// Hits, each with whether an officer has decided before that this is not the person.
    pub hits: &'a [(&'a Hit, bool)],
    /// Agreements with stolen and lost documents.
    pub lost: &'a [Agreement],
    /// Whether the document's zone holds: `None` when none was read.
    pub zone_holds: Option<bool>,
}

/// The action that the findings call for. A former "not this person" lowers a hit to a second look; it never silences it.
#[must_use]
pub fn action(findings: Findings<'_>) -> Action {
    if findings.lost.contains(&Agreement::Equal) {
        return Action::KeepDocument;
    }
    let hits = findings.hits.iter();
    if hits.clone().any(|(hit, decided)| hit.alert && !decided) {
        return Action::AskSource;
    }
    let near = hits.clone().any(|(hit, _)| hit.alert || hit.score >= NEAR);
    if near || !findings.lost.is_empty() || findings.zone_holds == Some(false) {
        return Action::LookCloser;
    }
    Action::LetPass
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hit(score: f64, alert: bool) -> Hit {
        Hit {
            id: "x".into(),
            score,
            alert,
            name: String::new(),
            name_score: score,
            evidence: vec![],
        }
    }

    #[test]
    fn each_finding_has_its_action() {
        let (alert, near, far) = (hit(0.9, true), hit(0.65, false), hit(0.4, false));
        let of = |hits: &[(&Hit, bool)], lost: &[Agreement], zone_holds| action(Findings { hits, lost, zone_holds });
        assert_eq!(of(&[(&far, false)], &[], Some(true)), Action::LetPass);
        assert_eq!(of(&[(&near, false)], &[], None), Action::LookCloser);
        assert_eq!(of(&[], &[], Some(false)), Action::LookCloser);
        assert_eq!(of(&[], &[Agreement::Confusable], None), Action::LookCloser);
        assert_eq!(of(&[], &[Agreement::NumberAlone], None), Action::LookCloser);
        assert_eq!(of(&[(&alert, false)], &[], None), Action::AskSource);
        assert_eq!(of(&[(&alert, true)], &[], None), Action::LookCloser);
        assert_eq!(of(&[(&alert, true), (&alert, false)], &[], None), Action::AskSource);
        assert_eq!(of(&[(&alert, false)], &[Agreement::Equal], None), Action::KeepDocument);
    }
}
