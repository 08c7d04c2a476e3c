//! Stop-payment: cases, requests, answers, holds.
pub mod api;
mod api_acts;
mod api_call;
pub mod arriving;
pub mod commands;
pub mod holds;
pub mod jobs;
pub mod links;
pub mod making;
pub mod messages;
pub mod pages;
pub mod queries;
pub mod service;
pub mod view;
pub mod wire;
