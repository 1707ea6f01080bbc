//! Users, teams, roles and API keys.

use crate::app::{App, answer, empty, id, typed};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, Uri};
use platform::http::{Answer, Asker, Limits};
use platform::identity::{
    self, NewApiKey, NewRole, NewTeam, NewUser, Role, RoleChange, Team, TeamChange, User, UserChange,
};
use serde_json::{Value as Json, json};
use std::collections::HashMap;
use vocabulary::{Id, Result};

/// Names of roles and teams, so that answers link by name and not by bare id.
struct Named {
    roles: HashMap<Id, String>,
    teams: HashMap<Id, String>,
}

fn named(platform: &platform::Platform, asker: &identity::Authenticated) -> Result<Named> {
    let roles =
        if asker.rights.administrator() { identity::list_roles(platform, asker)? } else { Vec::new() };
    let teams = identity::list_teams(platform, asker)?;
    Ok(Named {
        roles: roles.into_iter().map(|role: Role| (role.id, role.name)).collect(),
        teams: teams.into_iter().map(|team: Team| (team.id, team.name)).collect(),
    })
}

fn user_json(user: &User, named: &Named, administrator: bool) -> Json {
    let team = user.team.map(|team| json!({"id": team, "title": named.teams.get(&team)}));
    if !administrator {
        return json!({"id": user.id, "name": user.name, "team": team, "active": user.active});
    }
    json!({
        "id": user.id, "name": user.name, "email": user.email, "active": user.active, "team": team,
        "role": {"id": user.role, "title": named.roles.get(&user.role)},
        "language": user.language, "zone": user.zone, "created_at": user.created_at, "last_seen_at": user.signed_in_at,
    })
}

/// `GET /users`
pub async fn list_users(State(app): State<App>, asker: Asker) -> Answer {
    let data = app
        .work(&asker, |platform, asker| {
            let named = named(platform, asker)?;
            let users = identity::list_users(platform, asker)?;
            Ok(users
                .iter()
                .map(|user| user_json(user, &named, asker.rights.administrator()))
                .collect::<Vec<_>>())
        })
        .await?;
    answer(200, &json!({"data": data}))
}

/// `GET /users/{id}`
pub async fn show_user(State(app): State<App>, asker: Asker, Path(user): Path<String>) -> Answer {
    let user = id(&user)?;
    let user = app
        .work(&asker, move |platform, asker| {
            let named = named(platform, asker)?;
            Ok(user_json(&identity::find_user(platform, asker, user)?, &named, asker.rights.administrator()))
        })
        .await?;
    answer(200, &user)
}

/// `POST /users`
pub async fn create_user(
    State(app): State<App>,
    asker: Asker,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    asker.require_administrator()?;
    let new: NewUser = typed(app.call(&asker, &method, &uri, &headers, body, Limits::ONE).await?.json)?;
    let user = app
        .work(&asker, move |platform, asker| {
            Ok(user_json(&identity::create_user(platform, asker, new)?, &named(platform, asker)?, true))
        })
        .await?;
    answer(201, &user)
}

/// `PATCH /users/{id}`
pub async fn change_user(
    State(app): State<App>,
    asker: Asker,
    Path(user): Path<String>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    asker.require_administrator()?;
    let user = id(&user)?;
    let change: UserChange = typed(app.call(&asker, &method, &uri, &headers, body, Limits::ONE).await?.json)?;
    let user = app
        .work(&asker, move |platform, asker| {
            Ok(user_json(
                &identity::change_user(platform, asker, user, change)?,
                &named(platform, asker)?,
                true,
            ))
        })
        .await?;
    answer(200, &user)
}

fn team_json(team: &Team, named: &Named) -> Json {
    json!({"id": team.id, "name": team.name, "parent": team.parent.map(|parent| json!({"id": parent, "title": named.teams.get(&parent)}))})
}

/// `GET /teams`
pub async fn list_teams(State(app): State<App>, asker: Asker) -> Answer {
    let data = app
        .work(&asker, |platform, asker| {
            let named = named(platform, asker)?;
            Ok(identity::list_teams(platform, asker)?
                .iter()
                .map(|team| team_json(team, &named))
                .collect::<Vec<_>>())
        })
        .await?;
    answer(200, &json!({"data": data}))
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct StaffInput {
    rows: Vec<identity::StaffRow>,
}

/// `POST /staff`
pub async fn create_staff(State(app): State<App>, asker: Asker, request: axum::extract::Request) -> Answer {
    asker.require_administrator()?;
    let input: StaffInput = app.taken(&asker, request).await?;
    let brought =
        app.work(&asker, move |platform, asker| identity::create_staff(platform, asker, input.rows)).await?;
    answer(200, &brought)
}

/// `POST /teams`
pub async fn create_team(
    State(app): State<App>,
    asker: Asker,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    asker.require_administrator()?;
    let new: NewTeam = typed(app.call(&asker, &method, &uri, &headers, body, Limits::ONE).await?.json)?;
    let team = app
        .work(&asker, move |platform, asker| {
            Ok(team_json(&identity::create_team(platform, asker, new)?, &named(platform, asker)?))
        })
        .await?;
    answer(201, &team)
}

/// `PATCH /teams/{id}`
pub async fn change_team(
    State(app): State<App>,
    asker: Asker,
    Path(team): Path<String>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    asker.require_administrator()?;
    let team = id(&team)?;
    let change: TeamChange = typed(app.call(&asker, &method, &uri, &headers, body, Limits::ONE).await?.json)?;
    let team = app
        .work(&asker, move |platform, asker| {
            Ok(team_json(&identity::change_team(platform, asker, team, change)?, &named(platform, asker)?))
        })
        .await?;
    answer(200, &team)
}

/// `DELETE /teams/{id}`
pub async fn remove_team(State(app): State<App>, asker: Asker, Path(team): Path<String>) -> Answer {
    asker.require_administrator()?;
    let team = id(&team)?;
    app.work(&asker, move |platform, asker| identity::remove_team(platform, asker, team)).await?;
    Ok(empty())
}

/// `GET /roles`
pub async fn list_roles(State(app): State<App>, asker: Asker) -> Answer {
    asker.require_administrator()?;
    let data = app.work(&asker, identity::list_roles).await?;
    answer(200, &json!({"data": data}))
}

/// `POST /roles`
pub async fn create_role(
    State(app): State<App>,
    asker: Asker,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    asker.require_administrator()?;
    let new: NewRole = typed(app.call(&asker, &method, &uri, &headers, body, Limits::ONE).await?.json)?;
    let role = app.work(&asker, move |platform, asker| identity::create_role(platform, asker, new)).await?;
    answer(201, &role)
}

/// `PATCH /roles/{id}`
pub async fn change_role(
    State(app): State<App>,
    asker: Asker,
    Path(role): Path<String>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    asker.require_administrator()?;
    let role = id(&role)?;
    let change: RoleChange = typed(app.call(&asker, &method, &uri, &headers, body, Limits::ONE).await?.json)?;
    let role =
        app.work(&asker, move |platform, asker| identity::change_role(platform, asker, role, change)).await?;
    answer(200, &role)
}

/// `DELETE /roles/{id}`
pub async fn remove_role(State(app): State<App>, asker: Asker, Path(role): Path<String>) -> Answer {
    asker.require_administrator()?;
    let role = id(&role)?;
    app.work(&asker, move |platform, asker| identity::remove_role(platform, asker, role)).await?;
    Ok(empty())
}

fn key_json(key: &identity::ApiKey, named: &Named) -> Json {
    json!({
        "id": key.id, "name": key.name, "prefix": key.prefix, "role": {"id": key.role, "title": named.roles.get(&key.role)}, "user": key.user,
        "created_at": key.created_at, "expires_at": key.expires_at, "last_used_at": key.used_at,
    })
}

/// `GET /api_keys`
pub async fn list_api_keys(State(app): State<App>, asker: Asker) -> Answer {
    asker.require_administrator()?;
    let data = app
        .work(&asker, |platform, asker| {
            let named = named(platform, asker)?;
            Ok(identity::list_api_keys(platform, asker)?
                .iter()
                .map(|key| key_json(key, &named))
                .collect::<Vec<_>>())
        })
        .await?;
    answer(200, &json!({"data": data}))
}

/// `POST /api_keys`
pub async fn create_api_key(
    State(app): State<App>,
    asker: Asker,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    asker.require_administrator()?;
    let new: NewApiKey = typed(app.call(&asker, &method, &uri, &headers, body, Limits::ONE).await?.json)?;
    let key = app
        .work(&asker, move |platform, asker| {
            let (key, secret) = identity::create_api_key(platform, asker, new)?;
            let mut json = key_json(&key, &named(platform, asker)?);
            if let Json::Object(members) = &mut json {
                members.insert("secret".to_string(), json!(secret));
            }
            Ok(json)
        })
        .await?;
    answer(201, &key)
}

/// `DELETE /api_keys/{id}`
pub async fn remove_api_key(State(app): State<App>, asker: Asker, Path(key): Path<String>) -> Answer {
    asker.require_administrator()?;
    let key = id(&key)?;
    app.work(&asker, move |platform, asker| identity::remove_api_key(platform, asker, key)).await?;
    Ok(empty())
}
