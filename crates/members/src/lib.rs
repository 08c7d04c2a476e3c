//! Who may act for whom: countries, bureaus, officers, institutions, roles and mandates.

pub mod bureau;
pub mod countries;
pub mod dated;
pub mod directory;
pub mod institution;
pub mod officer;
pub mod profile;
pub mod profile_value;
pub mod refusal;
pub mod role;
pub mod withdrawal;
