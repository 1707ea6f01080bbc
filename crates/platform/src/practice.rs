//! The practice workspace: a made-up company of one's own, in a database of its own, where everything may be tried and nothing is real.
//!
//! Here stands what is asked of it; the binary knows the demo company, keeps the databases, and leads requests below `/practice` to them.

use crate::Platform;
use crate::feature::{Feature, Routes, Schemas};
use crate::http::app::{answer, empty};
use crate::http::operation::{Method, Operation, Shape, answered_by, operation};
use crate::http::schema;
use crate::http::{Answer, App, Asker};
use crate::identity::Authenticated;
use axum::extract;
use serde::Serialize;
use serde_json::json;
use std::sync::Arc;
use vocabulary::{Error, Result, Timestamp};

/// How far a practice workspace is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// This installation has none.
    Off,
    /// One has none.
    None,
    /// It is being made.
    Making,
    /// One can go in.
    Ready,
    /// It could not be made.
    Failed,
}

/// Somebody's practice workspace.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Practice {
    /// How far it is.
    pub state: State,
    /// Records that are made, while it is being made.
    pub done: u64,
    /// About how many there will be.
    pub total: u64,
    /// When it was made.
    pub made_at: Option<Timestamp>,
    /// When it goes, unless it is used.
    pub kept_until: Option<Timestamp>,
}

impl Practice {
    /// One of that state, of which nothing else is to be told.
    pub fn at(state: State) -> Practice {
        Practice { state, done: 0, total: 0, made_at: None, kept_until: None }
    }
}

/// Who keeps the practice workspaces: the binary.
pub trait Host: Send + Sync {
    /// How far somebody's is.
    fn find(&self, who: &Authenticated) -> Result<Practice>;
    /// Makes one, anew when there is one already; answers while it is being made.
    fn make(&self, who: &Authenticated) -> Result<Practice>;
    /// Takes it away.
    fn remove(&self, who: &Authenticated) -> Result<()>;
}

/// The feature.
pub static FEATURE: Feature = Feature::new("practice").operations(OPERATIONS, routes, schemas);

static OPERATIONS: &[Operation] = &[
    operation("show_practice", Method::Get, "/practice", "One's own practice workspace.")
        .of("Training")
        .gives(Shape::Named("Practice")),
    operation(
        "put_practice",
        Method::Put,
        "/practice",
        "Makes a practice workspace for oneself, anew when there is one. Its app lies below /practice, its interface below /practice/api/v1.",
    )
    .of("Training")
    .gives(Shape::Named("Practice"))
    .taken(),
    operation("remove_practice", Method::Delete, "/practice", "Takes one's practice workspace away.")
        .of("Training")
        .nothing(),
];

fn routes() -> Routes {
    vec![
        ("show_practice", answered_by(Method::Get, show_practice)),
        ("put_practice", answered_by(Method::Put, put_practice)),
        ("remove_practice", answered_by(Method::Delete, remove_practice)),
    ]
}

fn schemas() -> Schemas {
    let state = json!({"type": "string", "enum": ["off", "none", "making", "ready", "failed"]});
    vec![(
        "Practice",
        schema::answer(json!({
            "state": state, "done": schema::number(), "total": schema::number(), "made_at": schema::maybe_at(),
            "kept_until": schema::maybe_at(),
        })),
    )]
}

async fn show_practice(extract::State(app): extract::State<App>, asker: Asker) -> Answer {
    let find = |platform: &Platform, who: &Authenticated| match platform.practice.get() {
        Some(host) => host.find(who),
        None => Ok(Practice::at(State::Off)),
    };
    answer(200, &app.work(&asker, find).await?)
}

async fn put_practice(extract::State(app): extract::State<App>, asker: Asker) -> Answer {
    answer(202, &app.work(&asker, |platform, who| host(platform)?.make(who)).await?)
}

async fn remove_practice(extract::State(app): extract::State<App>, asker: Asker) -> Answer {
    app.work(&asker, |platform, who| host(platform)?.remove(who)).await?;
    Ok(empty())
}

fn host(platform: &Platform) -> Result<&Arc<dyn Host>> {
    let off = || Error::Forbidden("There are no practice workspaces here.".to_string());
    platform.practice.get().ok_or_else(off)
}
