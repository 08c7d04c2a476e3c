//! Members: countries, bureaus, officers, institutions.
pub mod commands;
pub mod pages;
pub mod profile;
pub mod queries;
pub mod service;
