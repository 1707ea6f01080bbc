//! A feature, declared: what it adds, in one value. The binary keeps the one list of all features.

use crate::Platform;
use crate::job::JobKind;
use axum::Router;
use dictionary::Object;
use records::Rule;
use std::sync::Arc;
use store::migrate::Migration;

/// What a feature adds to Kith.
#[derive(Clone, Copy)]
pub struct Feature {
    /// Its name.
    pub name: &'static str,
    /// Objects it declares.
    pub objects: &'static [&'static Object],
    /// Rules that run inside writes, in this sequence.
    pub rules: &'static [Rule],
    /// Kinds of jobs it runs.
    pub jobs: &'static [JobKind],
    /// Steps of the schema, in sequence.
    pub migrations: &'static [Migration],
    /// Routes below `/api/v1`, behind the guard.
    pub routes: Option<fn() -> Router<Arc<Platform>>>,
}

impl Feature {
    /// A feature that adds nothing yet.
    pub const fn new(name: &'static str) -> Feature {
        Feature { name, objects: &[], rules: &[], jobs: &[], migrations: &[], routes: None }
    }

    /// Declares objects.
    pub const fn objects(mut self, objects: &'static [&'static Object]) -> Feature {
        self.objects = objects;
        self
    }

    /// Runs rules inside writes.
    pub const fn rules(mut self, rules: &'static [Rule]) -> Feature {
        self.rules = rules;
        self
    }

    /// Runs kinds of jobs.
    pub const fn jobs(mut self, jobs: &'static [JobKind]) -> Feature {
        self.jobs = jobs;
        self
    }

    /// Brings tables.
    pub const fn migrations(mut self, migrations: &'static [Migration]) -> Feature {
        self.migrations = migrations;
        self
    }

    /// Adds routes.
    pub const fn routes(mut self, routes: fn() -> Router<Arc<Platform>>) -> Feature {
        self.routes = Some(routes);
        self
    }
}

/// The platform's own feature: its tables, and the daily clean-up. It comes first in the list of the binary.
pub static FEATURE: Feature =
    Feature::new("platform").migrations(crate::migrations::MIGRATIONS).jobs(crate::maintenance::JOBS);
