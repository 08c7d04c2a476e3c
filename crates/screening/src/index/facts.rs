//! What a first look asks of an entity, in a few bytes.

use crate::entity::{Entity, PartialDate, Schema, Sex};
use crate::nationality::Nationality;

/// Birth date, nationality, sex and kind of an entity, where it has one of each.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts {
    pub birth: Option<PartialDate>,
    pub nationality: Option<Nationality>,
    pub sex: Option<Sex>,
    pub schema: Schema,
    /// It states more than one date or nationality: the entity itself has to be asked.
    pub more: bool,
}

impl Facts {
    pub(super) fn of(entity: &Entity) -> Self {
        Self {
            birth: entity.birth_dates.first().copied(),
            nationality: entity.nationalities.first().copied(),
            sex: entity.sex,
            schema: entity.schema,
            more: entity.birth_dates.len() > 1 || entity.nationalities.len() > 1,
        }
    }
}
