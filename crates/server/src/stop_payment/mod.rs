//! Stop-payment: cases, requests, answers, holds.
pub mod api;
mod api_acts;
pub mod commands;
pub mod jobs;
pub mod links;
pub mod messages;
pub mod pages;
pub mod queries;
pub mod service;
pub mod view;
pub mod wire;
