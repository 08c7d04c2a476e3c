//! Who may read what, decided at the moment of reading.
//!
//! Every case lies in one compartment: all cases with the same readers share one. A reader's rights say for each
//! compartment whether he may read its cases, may only know that a link exists, or may know nothing.

use serde::{Deserialize, Serialize};

/// A set of cases with the same readers. The caller numbers them from 0 without gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CompartmentId(pub u32);

/// What a reader may learn of a compartment's cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Nothing, not even that there is anything.
    #[default]
    Nothing,
    /// That at least one link exists somewhere he may ask about; not where, not how many.
    HitOnly,
    /// The case.
    Read,
}

/// One reader's rights over all compartments. What is not granted is nothing.
#[derive(Debug, Clone, Default)]
pub struct Rights {
    levels: Vec<Level>,
}

impl Rights {
    /// A reader who may learn nothing.
    #[must_use]
    pub const fn none() -> Self {
        Self { levels: Vec::new() }
    }

    /// Grants a level for a compartment, replacing what was granted before.
    pub fn grant(&mut self, compartment: CompartmentId, level: Level) {
        let place = compartment.0 as usize;
        if self.levels.len() <= place {
            self.levels.resize(place + 1, Level::Nothing);
        }
        if let Some(slot) = self.levels.get_mut(place) {
            *slot = level;
        }
    }

    /// The level for a compartment.
    #[must_use]
    pub fn level(&self, compartment: CompartmentId) -> Level {
        self.levels.get(compartment.0 as usize).copied().unwrap_or_default()
    }
}

impl FromIterator<(CompartmentId, Level)> for Rights {
    fn from_iter<I: IntoIterator<Item = (CompartmentId, Level)>>(grants: I) -> Self {
        let mut rights = Self::none();
        for (compartment, level) in grants {
            rights.grant(compartment, level);
        }
        rights
    }
}
