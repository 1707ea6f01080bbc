//! A feature, declared: what it adds, in one value. The binary keeps the one list of all features.

use crate::follower::Follower;
use crate::hand_over::{Duty, Holding};
use crate::http::App;
use crate::http::operation::Operation;
use crate::job::JobKind;
use axum::routing::MethodRouter;
use dictionary::Object;
use records::Rule;
use serde_json::Value as Json;
use store::migrate::Migration;

/// What answers operations, by their names.
pub type Routes = Vec<(&'static str, MethodRouter<App>)>;

/// Schemas of the document, by their names.
pub type Schemas = Vec<(&'static str, Json)>;

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
    /// What works beside the jobs for as long as the server runs.
    pub followers: &'static [Follower],
    /// Which records of its objects still ask for somebody when their owner leaves.
    pub holdings: &'static [Holding],
    /// What users hold beside records.
    pub duties: &'static [Duty],
    /// Steps of the schema, in sequence.
    pub migrations: &'static [Migration],
    /// Operations below `/api/v1`, listed in the document and held against the security sweeps like the generic ones.
    pub operations: &'static [Operation],
    /// What answers each operation, by its name.
    pub routes: Option<fn() -> Routes>,
    /// The schemas its operations name, for the document.
    pub schemas: Option<fn() -> Schemas>,
}

impl Feature {
    /// A feature that adds nothing yet.
    pub const fn new(name: &'static str) -> Feature {
        Feature {
            name,
            objects: &[],
            rules: &[],
            jobs: &[],
            followers: &[],
            holdings: &[],
            duties: &[],
            migrations: &[],
            operations: &[],
            routes: None,
            schemas: None,
        }
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

    /// Works beside the jobs.
    pub const fn followers(mut self, followers: &'static [Follower]) -> Feature {
        self.followers = followers;
        self
    }

    /// Says what is handed over when somebody leaves.
    pub const fn handed_over(mut self, holdings: &'static [Holding], duties: &'static [Duty]) -> Feature {
        self.holdings = holdings;
        self.duties = duties;
        self
    }

    /// Brings tables.
    pub const fn migrations(mut self, migrations: &'static [Migration]) -> Feature {
        self.migrations = migrations;
        self
    }

    /// Adds operations: their list, what answers each by its name, and the schemas they name.
    pub const fn operations(
        mut self,
        operations: &'static [Operation],
        routes: fn() -> Routes,
        schemas: fn() -> Schemas,
    ) -> Feature {
        self.operations = operations;
        self.routes = Some(routes);
        self.schemas = Some(schemas);
        self
    }
}

/// The platform's own feature: its tables, and the daily clean-up. It comes first in the list of the binary.
pub static FEATURE: Feature =
    Feature::new("platform").migrations(crate::migrations::MIGRATIONS).jobs(crate::maintenance::JOBS);
