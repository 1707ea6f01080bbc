//! The shell from outside: a small application behind `observe` and `guard`, asked as browsers, scripts and strangers would.

use super::operation::Repeat;
use super::*;
use crate::Settings;
use crate::files::{receive, send};
use crate::identity::{NewApiKey, create_api_key};
use crate::testing::World;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::{get, post};
use serde_json::{Value, json};
use std::sync::Arc;
use store::table::Select;
use store::testing::Fresh;
use tower::ServiceExt;
use vocabulary::{Conflict, Error};

type Shared = State<Arc<crate::Platform>>;

async fn who(asker: Asker) -> String {
    asker.user.name.clone()
}

async fn create(
    State(platform): Shared,
    asker: Asker,
    method: Method,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let bytes = read_body(body, 1 << 20).await?;
    let fields = parse_json(&bytes, Limits::ONE)?.as_object().cloned().unwrap_or_default();
    let key = idempotency_key(&platform, &asker, (&method, "/things"), &headers, &bytes)?;
    let context = asker.context(&platform);
    let answer = blocking(move || {
        platform.engine.write(&context, move |writing| {
            idempotent(writing, key.as_ref(), |writing| {
                let id = writing.create("thing", &fields)?.id();
                Ok(StoredAnswer::new(201, json!({ "id": id }).to_string())
                    .with("location", format!("/things/{id}")))
            })
        })
    });
    Ok(answer.await?.into_response())
}

/// Work of two transactions, which it tells of when asked to, and refuses when its name says so.
async fn labor(State(platform): Shared, asker: Asker, body: Body) -> Answer {
    let bytes = read_body(body, 1 << 20).await?;
    let fields = parse_json(&bytes, Limits::ONE)?.as_object().cloned().unwrap_or_default();
    let context = asker.context(&platform);
    blocking(move || {
        if fields.get("name").is_some_and(|name| name == "refused") {
            return Err(Error::invalid("name", "refused", "Not this one."));
        }
        let mut ids = Vec::new();
        for _ in 0..2 {
            let fields = fields.clone();
            ids.push(
                platform.engine.write(&context, move |writing| Ok(writing.create("thing", &fields)?.id()))?,
            );
        }
        Ok(StoredAnswer::new(201, json!({ "ids": ids }).to_string())
            .with("location", "/things")
            .into_response())
    })
    .await
}

async fn panics() -> String {
    panic!("the secret reason")
}

async fn fails() -> Answer {
    Err(Error::internal("the secret reason").into())
}

async fn conflicts() -> Answer {
    Err(Error::Conflict(Conflict::Stale { version: 3, changed: vec![] }, "It has changed.".to_string())
        .into())
}

async fn echo(State(platform): Shared, body: Body) -> Answer {
    let (workspace, key) = (vocabulary::WorkspaceId(1), platform.new_id());
    let content =
        receive(&platform.files, (workspace, key), body, 1 << 20, (Some("text/plain"), "a.txt")).await?;
    Ok(Response::new(send(platform.files.read(workspace, content.key)?)))
}

struct Outside {
    world: World,
    router: Router,
}

struct Heard {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Heard {
    fn code(&self) -> String {
        let json: Value = serde_json::from_str(&self.text).unwrap_or_default();
        json["code"].as_str().unwrap_or_default().to_string()
    }
}

impl Outside {
    fn new(fresh: Fresh, settings: Settings) -> Outside {
        let world = World::with(fresh, settings);
        let platform = world.platform.clone();
        let once_kept = |repeat| from_fn_with_state(Once { platform: platform.clone(), repeat }, once);
        let guarded = Router::new()
            .route("/labor", post(labor).layer(once_kept(Repeat::Kept)))
            .route("/secret", post(labor).layer(once_kept(Repeat::Secret)))
            .route("/breaks", post(panics).layer(once_kept(Repeat::Kept)))
            .route("/who", get(who))
            .route("/things", post(create))
            .route("/echo", post(echo))
            .layer(from_fn_with_state(platform.clone(), guard));
        let router = Router::new()
            .route("/panics", get(panics))
            .route("/fails", get(fails))
            .route("/conflicts", get(conflicts))
            .route("/forgotten", get(who))
            .merge(guarded)
            .layer(from_fn_with_state(platform.clone(), observe))
            .with_state(platform);
        Outside { world, router }
    }

    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Heard {
        let mut request = Request::builder().method(method).uri(path).header("host", "kith.test");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_string())).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, 10 << 20).await.unwrap();
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            Heard { status: parts.status, headers: parts.headers, text }
        })
    }

    /// The headers of a script of the administrator.
    fn key(&self) -> String {
        let asker = self.world.administrator();
        let new = NewApiKey { name: "script".to_string(), role: asker.role.id, expires_at: None };
        format!("Bearer {}", create_api_key(&self.world.platform, &asker, new).unwrap().1)
    }

    fn things(&self) -> usize {
        self.world
            .platform
            .store
            .read(|reader| reader.select(&Select::new("thing", &["id"], vec![])))
            .unwrap()
            .len()
    }
}

#[test]
fn strangers_get_nowhere() {
    let outside = Outside::new(Fresh::sqlite(), Settings::default());
    let secret = format!("kith_{}_{}", "0".repeat(8), "0".repeat(48));
    let cases: &[&[(&str, &str)]] = &[
        &[],
        &[("cookie", "kith_session=0000000000000000000000000000000000000000000000000000000000000000")],
        &[("authorization", "Bearer nonsense")],
        &[("authorization", &format!("Bearer {secret}"))],
        &[("authorization", "Basic YW5hOmFuYQ==")],
    ];
    for headers in cases {
        let heard = outside.ask("GET", "/who", headers, "");
        assert_eq!(
            (heard.status, heard.code().as_str()),
            (StatusCode::UNAUTHORIZED, "unauthenticated"),
            "{headers:?}"
        );
    }
    let forgotten = outside.ask("GET", "/forgotten", &[("authorization", &outside.key())], "");
    assert_eq!(
        forgotten.status,
        StatusCode::UNAUTHORIZED,
        "a route outside the guard has no asker, so it refuses all"
    );
}

#[test]
fn a_browser_must_prove_that_a_page_of_ours_asks() {
    let outside = Outside::new(Fresh::sqlite(), Settings::default());
    let signed_in = outside.world.sign_in("ana@example.com");
    let csrf = crate::identity::csrf_of(&signed_in.token);
    let cookie = format!("kith_session={}", signed_in.token);
    let (cookie, origin) = (("cookie", cookie.as_str()), ("origin", "http://kith.test"));
    assert_eq!(outside.ask("GET", "/who", &[cookie], "").text, "Ana Novak");
    let body = r#"{"name":"a"}"#;
    let refused: &[&[(&str, &str)]] = &[
        &[cookie],
        &[cookie, origin],
        &[cookie, ("x-kith-csrf", &csrf)],
        &[cookie, origin, ("x-kith-csrf", "0")],
        &[cookie, ("origin", "http://evil.test"), ("x-kith-csrf", &csrf)],
    ];
    for headers in refused {
        let heard = outside.ask("POST", "/things", headers, body);
        assert_eq!(
            (heard.status, heard.code().as_str()),
            (StatusCode::FORBIDDEN, "forbidden"),
            "{headers:?}"
        );
    }
    assert_eq!(outside.things(), 0);
    let allowed = outside.ask("POST", "/things", &[cookie, origin, ("x-kith-csrf", &csrf)], body);
    assert_eq!((allowed.status, outside.things()), (StatusCode::CREATED, 1));
    let planted = format!("kith_session={}; kith_session={}", signed_in.token, "1".repeat(64));
    assert_eq!(outside.ask("GET", "/who", &[("cookie", &planted)], "").status, StatusCode::UNAUTHORIZED);
}

#[test]
fn answers_are_not_kept_and_carry_an_id() {
    let outside = Outside::new(Fresh::sqlite(), Settings::default());
    for path in ["/who", "/conflicts", "/nowhere"] {
        let heard = outside.ask("GET", path, &[("authorization", &outside.key())], "");
        assert_eq!(heard.headers["cache-control"], "no-store", "{path}");
        assert_eq!(heard.headers["x-content-type-options"], "nosniff");
        assert!(heard.headers.contains_key("x-request-id"));
    }
}

#[test]
fn what_breaks_inside_stays_inside() {
    let outside = Outside::new(Fresh::sqlite(), Settings::default());
    for path in ["/panics", "/fails"] {
        let heard = outside.ask("GET", path, &[], "");
        assert_eq!((heard.status, heard.code().as_str()), (StatusCode::INTERNAL_SERVER_ERROR, "internal"));
        assert!(!heard.text.contains("secret reason"));
        assert!(
            heard.text.contains(heard.headers["x-request-id"].to_str().unwrap()),
            "the log is found by the id"
        );
    }
    let metrics = outside.world.platform.metrics.render();
    assert!(metrics.contains("kith_panics_total{route=\"/panics\"} 1"));
    assert!(metrics.contains("kith_http_requests_total{route=\"/fails\",method=\"GET\",status=\"500\"} 1"));
    let conflict = outside.ask("GET", "/conflicts", &[], "");
    let document: Value = serde_json::from_str(&conflict.text).unwrap();
    assert_eq!((conflict.status, &document["conflict"]["version"]), (StatusCode::CONFLICT, &json!(3)));
    assert_eq!(conflict.headers["content-type"], "application/problem+json");
}

#[test]
fn scripts_are_told_their_limits() {
    let settings = Settings { requests_per_second: 1, request_burst: 2, ..Settings::default() };
    let outside = Outside::new(Fresh::sqlite(), settings);
    let key = outside.key();
    let ask = || outside.ask("GET", "/who", &[("authorization", &key)], "");
    assert_eq!(ask().headers["ratelimit-remaining"], "1");
    assert_eq!(ask().headers["ratelimit-remaining"], "0");
    let refused = ask();
    assert_eq!(
        (refused.status, &refused.headers["retry-after"]),
        (StatusCode::TOO_MANY_REQUESTS, &"1".parse().unwrap())
    );
    let other = outside.key();
    assert_eq!(outside.ask("GET", "/who", &[("authorization", &other)], "").status, StatusCode::OK);
    outside.world.clock.advance(1);
    assert_eq!(ask().status, StatusCode::OK);
}

store::on_both_databases! {
    a_request_that_comes_twice_has_its_effect_once, many_at_once_with_one_key_have_one_effect, long_work_is_done_once_for_a_key,
}

fn long_work_is_done_once_for_a_key(fresh: Fresh) {
    let outside = Outside::new(fresh, Settings::default());
    let key = outside.key();
    let ask = |path: &str, name: &str, body: &str| {
        let headers = [
            ("authorization", key.as_str()),
            ("idempotency-key", name),
            ("content-type", "application/json"),
        ];
        outside.ask("POST", path, &headers, body)
    };
    let first = ask("/labor", "k1", r#"{"name":"a"}"#);
    let second = ask("/labor", "k1", r#"{"name":"a"}"#);
    assert_eq!((first.status, outside.things()), (StatusCode::CREATED, 2));
    assert_eq!((second.status, &second.text), (first.status, &first.text));
    assert_eq!(second.headers["location"], "/things");
    assert_eq!(second.headers["idempotent-replayed"], "true");
    assert!(!first.headers.contains_key("idempotent-replayed"));
    assert_eq!(ask("/labor", "k1", r#"{"name":"b"}"#).code(), "invalid", "the key of another request");
    for _ in 0..2 {
        let refused = ask("/labor", "k2", r#"{"name":"refused"}"#);
        assert_eq!((refused.code().as_str(), outside.things()), ("invalid", 2));
    }
    assert_eq!(
        ask("/labor", "k2", r#"{"name":"c"}"#).status,
        StatusCode::CREATED,
        "what was refused used nothing up"
    );
    assert_eq!(outside.things(), 4);

    // What was told once is neither kept nor told again.
    assert_eq!(ask("/secret", "k3", r#"{"name":"a"}"#).status, StatusCode::CREATED);
    let again = ask("/secret", "k3", r#"{"name":"a"}"#);
    assert_eq!((again.status, outside.things()), (StatusCode::CONFLICT, 6));
    assert!(again.text.contains("told only once"), "{}", again.text);

    // Where the work was cut off, nobody knows what it did: it is not begun again by itself.
    assert_eq!(ask("/breaks", "k4", "{}").status, StatusCode::INTERNAL_SERVER_ERROR);
    let unknown = ask("/breaks", "k4", "{}");
    assert_eq!(unknown.status, StatusCode::CONFLICT);
    assert!(unknown.text.contains("Look at what it did"), "{}", unknown.text);
}

fn a_request_that_comes_twice_has_its_effect_once(fresh: Fresh) {
    let outside = Outside::new(fresh, Settings::default());
    let key = outside.key();
    let ask = |name: &str, body: &str| {
        outside.ask("POST", "/things", &[("authorization", &key), ("idempotency-key", name)], body)
    };
    let first = ask("k1", r#"{"name":"a"}"#);
    let second = ask("k1", r#"{"name":"a"}"#);
    assert_eq!((first.status, outside.things()), (StatusCode::CREATED, 1));
    assert_eq!((second.status, &second.text), (first.status, &first.text));
    assert_eq!(second.headers["location"], first.headers["location"]);
    assert_eq!(second.headers["idempotent-replayed"], "true");
    assert!(!first.headers.contains_key("idempotent-replayed"));
    let other = ask("k1", r#"{"name":"b"}"#);
    assert_eq!((other.status, other.code().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "invalid"));
    assert_eq!(ask("k2", r#"{"name":"a"}"#).status, StatusCode::CREATED);
    assert_eq!(outside.things(), 2);
    assert_eq!(ask("k3", r#"{"nonsense":1}"#).status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        ask("k3", r#"{"name":"c"}"#).status,
        StatusCode::CREATED,
        "a request that failed has used nothing up"
    );
    assert_eq!(ask(&"x".repeat(256), "{}").status, StatusCode::UNPROCESSABLE_ENTITY);
    outside.world.clock.advance(24 * 3600 + 1);
    assert_eq!(remove_old_answers(&outside.world.platform).unwrap(), 3);
}

fn many_at_once_with_one_key_have_one_effect(fresh: Fresh) {
    let outside = Outside::new(fresh, Settings::default());
    let key = outside.key();
    let headers = [("authorization", key.as_str()), ("idempotency-key", "same")];
    let answers: Vec<Heard> = std::thread::scope(|scope| {
        let senders: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| outside.ask("POST", "/things", &headers, r#"{"name":"a"}"#)))
            .collect();
        senders.into_iter().map(|sender| sender.join().unwrap()).collect()
    });
    assert_eq!(outside.things(), 1);
    assert!(
        answers.iter().all(|answer| answer.status == StatusCode::CREATED && answer.text == answers[0].text)
    );
}

#[test]
fn files_stream_in_and_out() {
    let outside = Outside::new(Fresh::sqlite(), Settings::default());
    let key = outside.key();
    let text = "0123456789".repeat(50_000);
    let heard = outside.ask("POST", "/echo", &[("authorization", &key)], &text);
    assert_eq!((heard.status, heard.text == text), (StatusCode::OK, true));
    let large = "0123456789".repeat(200_000);
    let heard = outside.ask("POST", "/echo", &[("authorization", &key)], &large);
    assert_eq!((heard.status, heard.code().as_str()), (StatusCode::PAYLOAD_TOO_LARGE, "too_large"));
}
