//! The OpenAPI document and the page to read and try it.

use crate::app::{App, answer};
use crate::openapi;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use platform::http::{Answer, Asker};
use store::query::{Scope, Visibility as _};

/// `GET /openapi.json`
pub async fn show_openapi(State(app): State<App>, asker: Asker) -> Answer {
    let address = app.address.clone();
    let (rights, features) = (asker.rights.clone(), app.features);
    let document = app
        .read(&asker, move |reading| {
            Ok(openapi::document(reading.dictionary(), features, &address, &|object| {
                rights.scope(&object.key) != Scope::Nothing
            }))
        })
        .await?;
    answer(200, &document)
}

/// `GET /docs`
pub async fn show_docs() -> Answer {
    Ok(page("text/html; charset=utf-8", include_str!("document/page.html")))
}

/// `GET /docs.js`
pub async fn show_docs_script() -> Answer {
    Ok(page("text/javascript; charset=utf-8", include_str!("document/page.js")))
}

/// `GET /docs.css`
pub async fn show_docs_style() -> Answer {
    Ok(page("text/css; charset=utf-8", include_str!("document/page.css")))
}

fn page(content_type: &'static str, text: &'static str) -> Response {
    let mut response = Response::new(Body::from(text));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    // The page loads nothing but its own script and style, and talks to nothing but this server.
    let policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response
}
