//! What every handler is given, and the few steps they share.

use super::{
    Answer, Asker, Failure, Limits, StoredAnswer, at_once, blocking, idempotency_key, idempotent, parse_json,
    read_body,
};
use crate::{Feature, Platform};
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::Response;
use records::{Context, Reading, Writing};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use std::sync::Arc;
use vocabulary::{Error, Id, Result};

/// What the interface runs on.
#[derive(Clone)]
pub struct App {
    /// Database, engine, identity, jobs, files.
    pub platform: Arc<Platform>,
    /// Whether cookies only travel over TLS.
    pub secure: bool,
    /// The address people use.
    pub address: String,
    /// The code that proves, at the first set-up, that one can read the server's terminal.
    pub set_up_code: Arc<str>,
    /// Headers that files are known to have, for guesses.
    pub known_headers: Arc<[records::import::KnownHeader]>,
    /// The features, whose operations stand beside the generic ones.
    pub features: &'static [&'static Feature],
}

/// A request with a JSON body, as far as every such handler needs it.
pub struct Call {
    /// The parsed body.
    pub json: Json,
    /// The idempotency key, if there is one.
    pub key: Option<super::IdempotencyKey>,
}

/// The header that names the change set a request wrote, by which it can be taken back.
pub const CHANGE_SET: HeaderName = HeaderName::from_static("kith-change-set");

/// What a write gave, and the change set that holds all it wrote.
pub struct Done<T> {
    /// What the write answered.
    pub value: T,
    /// The change set; none when nothing was written.
    pub change_set: Option<Id>,
}

impl<T> Done<T> {
    /// An answer that names the change set.
    pub fn answer(self, make: impl FnOnce(T) -> Response) -> Response {
        naming(make(self.value), self.change_set)
    }
}

/// An answer with the change set in its header.
pub fn naming(mut response: Response, change_set: Option<Id>) -> Response {
    let value = change_set.and_then(|id| HeaderValue::from_str(&id.to_string()).ok());
    if let Some(value) = value {
        response.headers_mut().insert(CHANGE_SET, value);
    }
    response
}

impl App {
    /// The circumstances of a write: all it writes is one change set.
    pub fn acting(&self, asker: &Asker) -> Context {
        Context { batch: Some(self.platform.new_id()), ..asker.context(&self.platform) }
    }

    /// Reads the body of a request that acts.
    pub async fn call(
        &self,
        asker: &Asker,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
        body: Body,
        limits: Limits,
    ) -> std::result::Result<Call, Failure> {
        if super::content_type(headers) != Some("application/json") {
            return Err(Failure::UnsupportedMedia(
                "Send JSON with the header Content-Type: application/json.".to_string(),
            ));
        }
        let bytes = read_body(body, limits.bytes).await?;
        let json = parse_json(&bytes, limits)?;
        let key = if *method == Method::POST {
            idempotency_key(&self.platform, asker, (method, uri.path()), headers, &bytes)?
        } else {
            None
        };
        Ok(Call { json, key })
    }

    /// What a request that acts carries, as the type that is wanted.
    pub async fn taken<T: DeserializeOwned>(
        &self,
        asker: &Asker,
        request: Request,
    ) -> std::result::Result<T, Failure> {
        let (parts, body) = request.into_parts();
        let call = self.call(asker, &parts.method, &parts.uri, &parts.headers, body, Limits::ONE).await?;
        Ok(typed(call.json)?)
    }

    /// Reads in the asker's name, off the threads that serve connections.
    pub async fn read<T: Send + 'static>(
        &self,
        asker: &Asker,
        read: impl FnOnce(&mut Reading<'_>) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, Failure> {
        let (engine, context) = (Arc::clone(&self.platform.engine), asker.context(&self.platform));
        blocking(move || engine.read(&context, read)).await
    }

    /// Reads a single record in the asker's name. That takes less than handing it to another thread does, so with the
    /// embedded database it stays where it is.
    pub async fn read_one<T: Send + 'static>(
        &self,
        asker: &Asker,
        read: impl FnOnce(&mut Reading<'_>) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, Failure> {
        if !self.platform.store.is_embedded() {
            return self.read(asker, read).await;
        }
        let context = asker.context(&self.platform);
        at_once(move || self.platform.engine.read_at_once(&context, read))
    }

    /// Writes in the asker's name; answers once it is durable.
    pub async fn write<T: Send + 'static>(
        &self,
        asker: &Asker,
        write: impl FnMut(&mut Writing<'_>) -> Result<T> + Send + 'static,
    ) -> std::result::Result<Done<T>, Failure> {
        let context = self.acting(asker);
        let (tell, told) = tokio::sync::oneshot::channel();
        let mut write = write;
        let write = move |writing: &mut Writing<'_>| {
            let value = write(writing)?;
            Ok(Done { value, change_set: writing.change_set() })
        };
        self.platform.engine.write_then(&context, write, move |result| {
            // Whoever asked may have gone; the write stands all the same.
            let _ = tell.send(result);
        });
        match told.await {
            Ok(result) => result.map_err(Failure::from),
            Err(_) => Err(Error::Unavailable("The server is shutting down.".to_string()).into()),
        }
    }

    /// Writes once per idempotency key.
    pub async fn write_once(
        &self,
        asker: &Asker,
        key: Option<super::IdempotencyKey>,
        mut effect: impl FnMut(&mut Writing<'_>) -> Result<StoredAnswer> + Send + 'static,
    ) -> Answer {
        let effect = move |writing: &mut Writing<'_>| {
            let answer = effect(writing)?;
            // The change set belongs to the answer: who asks twice can take it back all the same.
            Ok(match writing.change_set() {
                Some(id) => answer.with(CHANGE_SET.as_str(), id.to_string()),
                None => answer,
            })
        };
        let mut effect = effect;
        let done = self
            .write(asker, move |writing| idempotent(writing, key.as_ref(), |writing| effect(writing)))
            .await?;
        Ok(done.value.into_response())
    }

    /// Does work of the platform that blocks, in the asker's name.
    pub async fn work<T: Send + 'static>(
        &self,
        asker: &Asker,
        work: impl FnOnce(&Platform, &crate::identity::Authenticated) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, Failure> {
        let (platform, asker) = (Arc::clone(&self.platform), Arc::clone(&asker.0));
        blocking(move || work(&platform, &asker)).await
    }
}

/// A JSON answer.
pub fn answer(status: u16, value: &impl Serialize) -> Answer {
    let text = serde_json::to_vec(value)
        .map_err(|error| Error::internal(format!("an answer is no JSON: {error}")))?;
    Ok(json_bytes(status, text))
}

/// A JSON answer that is serialized already.
pub fn json_bytes(status: u16, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// An answer without content.
pub fn empty() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

/// An id in an address; what is no id names nothing.
pub fn id(text: &str) -> Result<Id> {
    text.parse()
}

/// A JSON object as the fields of a record.
pub fn fields(json: Json) -> Result<records::Input> {
    match json {
        Json::Object(members) => Ok(members),
        _ => Err(Error::invalid("", "malformed", "Send a JSON object whose members are fields.")),
    }
}

/// The object of a plural in an address, inside a write.
pub fn object_of(writing: &mut Writing<'_>, plural: &str) -> Result<String> {
    writing.reading().object_by_plural(plural).map(|object| object.key.clone())
}

/// Reads a body into a type whose unknown members are refused.
pub fn typed<T: DeserializeOwned>(json: Json) -> Result<T> {
    super::from_value(json)
}
