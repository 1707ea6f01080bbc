//! Serves the web app that was built into the binary.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};

/// A file of the web app.
pub struct Asset {
    path: &'static str,
    plain: &'static [u8],
    gzip: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// What a browser gets for a path outside the interface: the file of that name, else the app itself, which reads the URL.
pub fn serve(method: &Method, path: &str, headers: &HeaderMap, nonce: &str) -> Response<Body> {
    if method != Method::GET && method != Method::HEAD {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "This address can only be read.");
    }
    let name = path.trim_start_matches('/');
    let odd = name.contains("..") || name.contains("//") || name.contains('%') || name.contains(';');
    let found = ASSETS.iter().find(|asset| asset.path == name);
    match found {
        Some(asset) if name != "index.html" => file(asset, headers, name.starts_with("assets/")),
        _ if odd || name.starts_with("assets/") || name.starts_with("api/") => {
            plain(StatusCode::NOT_FOUND, "There is nothing here.")
        }
        _ => match ASSETS.iter().find(|asset| asset.path == "index.html") {
            Some(index) => page(index, nonce),
            None => plain(
                StatusCode::NOT_FOUND,
                "This binary was built without the web app. Run `make run`, or `npm ci && npm run build` in web/ and build again.",
            ),
        },
    }
}

/// The app's page. The nonce lets its component library add style elements, which the policy forbids to everybody else.
fn page(asset: &Asset, nonce: &str) -> Response<Body> {
    let text = String::from_utf8_lossy(asset.plain).replacen(
        "</head>",
        &format!("<meta name=\"csp-nonce\" content=\"{nonce}\"></head>"),
        1,
    );
    let mut response = Response::new(Body::from(text));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

fn file(asset: &Asset, headers: &HeaderMap, forever: bool) -> Response<Body> {
    let gzip = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accepted| accepted.split(',').any(|part| part.trim().starts_with("gzip")));
    let small = gzip && asset.gzip.len() < asset.plain.len();
    let mut response = Response::new(Body::from(if small { asset.gzip } else { asset.plain }));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(asset.path)));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if small {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    // Names under assets/ carry a hash of the content, so they may be kept for good.
    let keep = if forever { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    response
}

fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
