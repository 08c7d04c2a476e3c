//! The state machines, told as claims.

mod commitments;
mod debate;
mod elections;
mod hall;
mod money;
mod never_twice;
mod refusals;
mod resolutions;
mod sessions;
mod votes;
