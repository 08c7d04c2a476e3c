//! The server as its callers meet it. One suite, both engines: SQLite always, PostgreSQL when `CORDON_TEST_POSTGRES`
//! holds a URL (`cargo xtask test` starts a cluster and sets it).

#[macro_use]
mod world;

mod access;
mod asks;
mod assembly;
mod assembly_forms;
mod assembly_papers;
mod assembly_shown;
mod bad_input;
mod case_traces;
mod clocks;
mod commands;
mod contract;
mod crash;
mod demo;
mod documents;
mod holds;
mod known;
mod linked;
mod media;
mod messages;
mod notice_world;
mod notices;
mod notices_never;
mod pairs;
mod repeats;
mod screening;
mod sight;
mod story;
mod stream;
mod trends;
