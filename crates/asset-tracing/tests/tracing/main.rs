//! The tracing engine from outside: vectors, claims, shortfalls, stops, and both plans on everything.

mod adoption;
mod claims;
mod files;
mod generated;
mod hostile;
mod paths;
mod plans;
mod policies;
mod reaching;
mod statements;
mod units;
mod vectors;
mod world;
