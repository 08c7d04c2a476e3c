//! Division: parts voted separately at a delegate's request, and what falls with a part.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Resolution, ResolutionState, Role};
use crate::refusal::Refusal;

/// A part that is voted separately.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its paragraphs.
    pub paragraphs: BTreeSet<u32>,
    /// The ballot that decided it, and whether it was kept.
    pub decided: Option<(u32, bool)>,
}

/// Sets the parts to be voted.
pub(super) fn divide(resolution: &mut Resolution, id: u32, parts: &[BTreeSet<u32>]) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    let known = |paragraph: &u32| resolution.body.paragraph(*paragraph).is_ok();
    for part in parts {
        if part.is_empty() || !part.iter().all(|paragraph| known(paragraph) && seen.insert(*paragraph)) {
            return Err(Refusal::DivisionUnfit { resolution: id });
        }
    }
    if parts.is_empty() || resolution.division.iter().any(|part| part.decided.is_some()) {
        return Err(Refusal::DivisionUnfit { resolution: id });
    }
    resolution.division = parts
        .iter()
        .map(|part| Part {
            paragraphs: part.clone(),
            decided: None,
        })
        .collect();
    Ok(())
}

/// Writes the outcome of a part's vote into the resolution. A part that is not kept falls, with all that depends on it;
/// where no operative paragraph is left, the whole has fallen.
pub(crate) fn settle_part(resolution: &mut Resolution, index: usize, kept: bool, ballot: u32) {
    let Some(part) = resolution.division.get_mut(index) else {
        return;
    };
    part.decided = Some((ballot, kept));
    if kept {
        return;
    }
    let paragraphs = part.paragraphs.clone();
    for paragraph in paragraphs {
        fall(
            resolution,
            paragraph,
            format!("voted out separately in ballot {ballot}"),
        );
    }
    if resolution.operative().is_empty() {
        resolution.state = ResolutionState::Fallen;
    }
}

fn fall(resolution: &mut Resolution, paragraph: u32, reason: String) {
    if resolution.body.remove(paragraph).is_ok() {
        resolution.fallen.insert(paragraph, reason);
        resolution.roles.remove(&paragraph);
        drop_dependents(resolution, paragraph);
    }
}

/// Drops operative paragraphs that only made sense with one that is gone.
pub(super) fn drop_dependents(resolution: &mut Resolution, gone: u32) {
    let orphaned = |role: &mut Role| match role {
        Role::Operative { depends_on, .. } => depends_on.remove(&gone) && depends_on.is_empty(),
        Role::Preambular => false,
    };
    let orphans: Vec<u32> = resolution
        .roles
        .iter_mut()
        .filter_map(|(id, role)| orphaned(role).then_some(*id))
        .collect();
    for orphan in orphans {
        fall(
            resolution,
            orphan,
            format!("falls with paragraph {gone}, on which it depends"),
        );
    }
}
