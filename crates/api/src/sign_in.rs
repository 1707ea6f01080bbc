//! Set-up, signing in and out, and one's own settings.

use crate::app::{App, answer, empty, typed};
use axum::body::Body;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
use axum::response::Response;
use platform::http::{
    Answer, Asker, Failure, Limits, blocking, caller_address, check_same_origin, clear_session_cookie,
    device_of, network_of, read_json, session_cookie, session_token,
};
use platform::identity::{self, Authenticated, Device, NewWorkspace, ProfileChange, SetUp, SignIn, SignedIn};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use std::net::SocketAddr;
use std::sync::Arc;
use vocabulary::{Error, Id};

/// `GET /setup`
pub async fn show_setup(State(app): State<App>) -> Answer {
    let platform = Arc::clone(&app.platform);
    let needed = blocking(move || identity::set_up_needed(&platform)).await?;
    answer(200, &json!({"needed": needed}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetupInput {
    workspace_name: String,
    name: String,
    email: String,
    password: String,
    #[serde(default)]
    currency: Option<String>,
    #[serde(default)]
    zone: Option<String>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    country: Option<String>,
    code: String,
}

/// `POST /setup`
pub async fn create_setup(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    method: Method,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    not_foreign(&app, &method, &headers)?;
    let input: SetupInput = typed(read_json(&headers, body, Limits::ONE).await?)?;
    let (network, device) = origin(&app, peer, &headers);
    let input = SetUp {
        workspace: NewWorkspace {
            key: key_of(&input.workspace_name),
            name: input.workspace_name,
            currency: input.currency.unwrap_or_else(|| "EUR".to_string()),
            zone: input.zone.unwrap_or_else(|| "UTC".to_string()),
            language: input.language.unwrap_or_else(|| "en".to_string()),
            country: input.country.unwrap_or_default(),
            first_weekday: 1,
            administrator: input.name,
            email: input.email,
            password: input.password,
        },
        code: input.code,
        network,
        device,
    };
    let (platform, code) = (Arc::clone(&app.platform), Arc::clone(&app.set_up_code));
    let signed = blocking(move || identity::set_up(&platform, &code, input)).await?;
    signed_in(&app, &signed).await
}

/// A key for addresses out of a name.
fn key_of(name: &str) -> String {
    let key = vocabulary::words(name).join("-");
    let key: String = key.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect();
    if key.is_empty() { "workspace".to_string() } else { key }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignInInput {
    email: String,
    password: String,
    #[serde(default)]
    workspace: Option<String>,
}

/// `POST /session`
pub async fn create_session(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    method: Method,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    not_foreign(&app, &method, &headers)?;
    let input: SignInInput = typed(read_json(&headers, body, Limits::ONE).await?)?;
    let (network, device) = origin(&app, peer, &headers);
    let sign_in =
        SignIn { email: input.email, password: input.password, workspace: input.workspace, network, device };
    let platform = Arc::clone(&app.platform);
    let signed = blocking(move || identity::sign_in(&platform, &sign_in)).await?;
    signed_in(&app, &signed).await
}

/// Browsers say where a request comes from; a script that says nothing carries no cookie that could be misused.
fn not_foreign(app: &App, method: &Method, headers: &HeaderMap) -> Result<(), Failure> {
    if headers.contains_key(header::ORIGIN) || headers.contains_key("sec-fetch-site") {
        check_same_origin(method, headers, app.platform.settings.public_origin.as_deref())?;
    }
    Ok(())
}

/// The network whose failed sign-ins are counted together, and what the owner of a session is told of it.
fn origin(app: &App, peer: SocketAddr, headers: &HeaderMap) -> (String, Device) {
    let address = caller_address(peer, headers, &app.platform.settings);
    (network_of(address), device_of(headers, address))
}

async fn signed_in(app: &App, signed: &SignedIn) -> Answer {
    let mut response = answer(200, &session(app, &signed.authenticated, Some(&signed.token)).await?)?;
    response
        .headers_mut()
        .insert(header::SET_COOKIE, session_cookie(&signed.token, signed.lifetime, app.secure));
    Ok(response)
}

/// `GET /session`
pub async fn show_session(State(app): State<App>, asker: Asker, headers: HeaderMap) -> Answer {
    answer(200, &session(&app, &asker, session_token(&headers)).await?)
}

/// `DELETE /session`
pub async fn remove_session(State(app): State<App>, asker: Asker) -> Answer {
    app.work(&asker, identity::end_session).await?;
    let mut response: Response = empty();
    let headers = response.headers_mut();
    headers.insert(header::SET_COOKIE, clear_session_cookie(app.secure));
    headers.insert("clear-site-data", HeaderValue::from_static("\"cookies\", \"storage\""));
    Ok(response)
}

/// `GET /sessions`
pub async fn list_sessions(State(app): State<App>, asker: Asker) -> Answer {
    let data = app.work(&asker, identity::list_own_sessions).await?;
    answer(200, &json!({"data": data}))
}

/// `DELETE /sessions/{id}`
pub async fn end_session(State(app): State<App>, asker: Asker, Path(id): Path<String>) -> Answer {
    let id: Id = id.parse()?;
    app.work(&asker, move |platform, asker| identity::end_own_session(platform, asker, id)).await?;
    Ok(empty())
}

/// `DELETE /sessions`
pub async fn end_other_sessions(State(app): State<App>, asker: Asker) -> Answer {
    app.work(&asker, identity::end_other_sessions).await?;
    Ok(empty())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnUserInput {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    zone: Option<String>,
    #[serde(default)]
    theme: Option<String>,
    #[serde(default)]
    password: Option<PasswordInput>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PasswordInput {
    current: String,
    new: String,
}

/// `PATCH /session/user`
pub async fn change_session_user(
    State(app): State<App>,
    asker: Asker,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let call = app.call(&asker, &method, &uri, &headers, body, Limits::ONE).await?;
    let input: OwnUserInput = typed(call.json)?;
    let (network, _) = origin(&app, peer, &headers);
    let change =
        ProfileChange { name: input.name, language: input.language, zone: input.zone, theme: input.theme };
    let user = app
        .work(&asker, move |platform, asker| {
            if let Some(password) = &input.password {
                identity::change_password(platform, asker, &password.current, &password.new, &network)?;
            }
            identity::change_profile(platform, asker, change)
        })
        .await?;
    let changed = Authenticated { user: Arc::new(user), ..(*asker.0).clone() };
    answer(200, &session(&app, &changed, session_token(&headers)).await?)
}

/// Who is signed in, as the browser needs it.
async fn session(app: &App, who: &Authenticated, token: Option<&str>) -> Result<Json, Failure> {
    let platform = Arc::clone(&app.platform);
    let asker = who.clone();
    let workspaces = blocking(move || identity::workspaces_of(&platform, &asker)).await?;
    let (user, workspace) = (&who.user, &who.workspace);
    let or = |own: &str, common: &str| if own.is_empty() { common.to_string() } else { own.to_string() };
    Ok(json!({
        "user": {
            "id": user.id, "name": user.name, "email": user.email, "theme": user.theme,
            "language": or(&user.language, &workspace.language), "zone": or(&user.zone, &workspace.zone),
        },
        "workspace": {
            "id": workspace.id, "key": workspace.key, "name": workspace.name, "currency": workspace.currency, "zone": workspace.zone,
            "first_weekday": workspace.first_weekday, "language": workspace.language, "country": workspace.country,
        },
        "role": {"id": who.role.id, "name": who.role.name, "administrator": who.rights.administrator()},
        "csrf": token.map(identity::csrf_of),
        "workspaces": workspaces.iter().map(|other| json!({"key": other.key, "name": other.name})).collect::<Vec<_>>(),
    }))
}

/// `GET /empty`
pub async fn show_empty(_asker: Asker) -> Answer {
    Ok(empty())
}

/// What answers for addresses below the interface that do not exist.
pub async fn nothing_here() -> Failure {
    Error::not_found().into()
}

/// What answers a method that an address does not take.
pub async fn not_this_method() -> Failure {
    Failure::MethodNotAllowed
}
