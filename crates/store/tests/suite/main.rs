//! One suite, both engines. SQLite always; PostgreSQL when `CORDON_TEST_POSTGRES` holds a URL.

mod applying;
mod erasing;
mod opening;
mod place;
mod sequencing;
mod verifying;
mod working;
