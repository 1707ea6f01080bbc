//! Promises of automations, with a clock that the tests move.

mod dates;
mod steps;
mod world;
