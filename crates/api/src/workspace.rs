//! The workspace's own settings.

use crate::app::{App, answer};
use axum::extract::{Request, State};
use platform::http::{Answer, Asker};
use platform::identity::{self, Workspace, WorkspaceChange};
use serde_json::{Value as Json, json};

fn workspace_json(workspace: &Workspace) -> Json {
    json!({
        "key": workspace.key, "name": workspace.name, "currency": workspace.currency, "zone": workspace.zone,
        "language": workspace.language, "country": workspace.country, "first_weekday": workspace.first_weekday,
        "trash_days": workspace.trash_days, "created_at": workspace.created_at,
    })
}

/// `GET /workspace`
pub async fn show_workspace(asker: Asker) -> Answer {
    answer(200, &workspace_json(&asker.workspace))
}

/// `PATCH /workspace`
pub async fn change_workspace(State(app): State<App>, asker: Asker, request: Request) -> Answer {
    asker.require_administrator()?;
    let change: WorkspaceChange = app.taken(&asker, request).await?;
    let workspace =
        app.work(&asker, move |platform, asker| identity::change_workspace(platform, asker, change)).await?;
    answer(200, &workspace_json(&workspace))
}
