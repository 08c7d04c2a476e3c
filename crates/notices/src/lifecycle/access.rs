//! Who sees what. Every query, count, stream and export asks here, before anything is ranked.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Notice, Recipients, State};
use crate::ids::BureauId;

/// Who looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Viewer {
    /// A bureau.
    Bureau(BureauId),
    /// The secretariat's reviewing desk.
    Desk,
    /// The oversight body; each look is logged.
    Oversight,
}

/// What is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sight {
    /// Nothing: not in results, not in counts.
    Nothing,
    /// Its id and that the copy is to be purged; no content.
    Tombstone,
    /// The content.
    Content,
}

/// What a viewer sees of a notice.
#[must_use]
pub fn sight(notice: &Notice, viewer: &Viewer) -> Sight {
    let bureau = match viewer {
        Viewer::Desk if notice.state == State::Draft => return Sight::Nothing,
        Viewer::Desk | Viewer::Oversight => {
            return if notice.state == State::Destroyed {
                Sight::Tombstone
            } else {
                Sight::Content
            };
        }
        Viewer::Bureau(bureau) => bureau,
    };
    if *bureau == notice.owner {
        return if notice.state == State::Destroyed {
            Sight::Tombstone
        } else {
            Sight::Content
        };
    }
    let copy = notice.copies.get(bureau);
    let to_purge = copy
        .and_then(|c| c.purge.as_ref())
        .is_some_and(|p| p.confirmed_at.is_none());
    if to_purge {
        return Sight::Tombstone;
    }
    let delivered = copy.is_some_and(|c| c.purge.is_none());
    if notice.state == State::Published && delivered && entitled(notice, bureau) {
        Sight::Content
    } else {
        Sight::Nothing
    }
}

/// Whether a bureau other than the owner is entitled to a notice once it is published.
#[must_use]
pub fn entitled(notice: &Notice, bureau: &BureauId) -> bool {
    let named = match &notice.recipients {
        Recipients::All => true,
        Recipients::Only(list) => list.contains(bureau),
    };
    named && *bureau != notice.owner && !notice.denied.contains(bureau)
}

impl Notice {
    /// The bureaus, of those given, that see its content now.
    #[must_use]
    pub fn seen_by(&self, bureaus: &BTreeSet<BureauId>) -> BTreeSet<BureauId> {
        bureaus
            .iter()
            .filter(|b| sight(self, &Viewer::Bureau((*b).clone())) == Sight::Content)
            .cloned()
            .collect()
    }
}
