//! What the sweeps need to know of the features of the wings, each in a file of its own below this one.

mod activity;
mod analysis;
mod automation;
mod goal;
mod next;
mod notification;
mod offer;
mod playbook;
mod practice;
mod quote;
mod report;
mod sales;
mod segment;
mod training;
mod webhook;

use crate::features;
use crate::support::Asker;
use crate::sweep::Things;
use api::operation::{OPERATIONS, Operation};
use serde_json::Value as Json;
use std::collections::HashSet;

/// What a feature tells the sweeps.
pub struct Part {
    /// Makes things of alpha, each named by the first step of its address; their names say "Secret".
    pub things: fn(&Asker) -> Vec<(&'static str, String)>,
    /// What an operation is called with, when a name alone does not do.
    pub body: fn(&str, &Things) -> Option<Json>,
    /// Operations that anybody signed in may call: they belong to oneself, or tell nothing of anybody.
    pub harmless: &'static [&'static str],
    /// Operations that cannot go well in the sweep that holds answers against the document; other tests do them.
    pub refused: &'static [&'static str],
}

/// All of them.
pub static PARTS: &[&Part] = &[
    &activity::PART,
    &analysis::PART,
    &offer::PART,
    &sales::PART,
    &goal::PART,
    &quote::PART,
    &automation::PART,
    &next::PART,
    &notification::PART,
    &webhook::PART,
    &playbook::PART,
    &training::PART,
    &practice::PART,
    &report::PART,
    &segment::PART,
];

/// Every operation of the interface: the generic ones, and those of the features.
pub fn operations() -> impl Iterator<Item = &'static Operation> {
    OPERATIONS.iter().chain(features::all().iter().flat_map(|feature| feature.operations))
}

#[test]
fn what_features_list_is_answered_and_has_a_name_of_its_own() {
    let mut names = HashSet::new();
    let mut doors = HashSet::new();
    for operation in operations() {
        assert!(names.insert(operation.id), "{} stands twice", operation.id);
        assert!(doors.insert((operation.method, operation.path)), "{} stands twice", operation.path);
    }
    for feature in features::all() {
        let listed: HashSet<&str> = feature.operations.iter().map(|operation| operation.id).collect();
        let routes = feature.routes.map(|routes| routes()).unwrap_or_default();
        let routed: HashSet<&str> = routes.iter().map(|(id, _)| *id).collect();
        assert_eq!(listed, routed, "{}", feature.name);
    }
}
