//! Whether a request with a cookie was sent by a page of ours: by where it says it comes from, and by a token only our pages know.

use super::Failure;
use crate::identity::{Authenticated, Via};
use crate::secrets::same;
use axum::http::{HeaderMap, Method, header};
use vocabulary::Error;

/// Refuses an unsafe request that a page of another site had a browser send. `public_origin` is the configured address of
/// the installation; without one the `Host` of the request counts.
pub fn check_same_origin(
    method: &Method,
    headers: &HeaderMap,
    public_origin: Option<&str>,
) -> Result<(), Failure> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let site = text("sec-fetch-site");
    if is_safe(method) {
        // A link from elsewhere may open a page of ours, but a script of theirs may not read our answers.
        let opened = text("sec-fetch-mode") == Some("navigate");
        return if site == Some("cross-site") && !opened { Err(foreign()) } else { Ok(()) };
    }
    if site.is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return Err(foreign());
    }
    match headers.get(header::ORIGIN) {
        Some(origin) if ours(origin.to_str().unwrap_or_default(), headers, public_origin) => Ok(()),
        Some(_) => Err(foreign()),
        None if site.is_some() => Ok(()),
        None => Err(foreign()),
    }
}

/// Refuses an unsafe request of a session that does not repeat the session's token in `X-Kith-Csrf`. Keys need none: no
/// browser sends them by itself.
pub fn check_csrf(method: &Method, headers: &HeaderMap, asker: &Authenticated) -> Result<(), Failure> {
    let Via::Session { csrf, .. } = &asker.via else { return Ok(()) };
    let sent = headers.get("x-kith-csrf").map(|value| value.as_bytes()).unwrap_or_default();
    if is_safe(method) || same(sent, csrf.as_bytes()) {
        return Ok(());
    }
    let text = "The header X-Kith-Csrf is missing or old: load the page again.";
    Err(Error::Forbidden(text.to_string()).into())
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn ours(origin: &str, headers: &HeaderMap, public_origin: Option<&str>) -> bool {
    if let Some(public) = public_origin {
        return origin.eq_ignore_ascii_case(public.trim_end_matches('/'));
    }
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (scheme, authority) = origin.split_once("://").unwrap_or_default();
    matches!(scheme, "http" | "https") && !host.is_empty() && authority.eq_ignore_ascii_case(host)
}

fn foreign() -> Failure {
    Error::Forbidden("This request came from another site.".to_string()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn only_pages_of_ours_may_write() {
        let host = ("host", "crm.example.com");
        let cases: &[(&[(&'static str, &'static str)], bool)] = &[
            (&[host, ("origin", "https://crm.example.com")], true),
            (&[host, ("origin", "https://crm.example.com"), ("sec-fetch-site", "same-origin")], true),
            (&[host, ("sec-fetch-site", "same-origin")], true),
            (&[host, ("origin", "https://evil.example.com")], false),
            (&[host, ("origin", "https://crm.example.com.evil.com")], false),
            (&[host, ("origin", "null")], false),
            (&[host, ("origin", "https://crm.example.com"), ("sec-fetch-site", "same-site")], false),
            (&[host, ("sec-fetch-site", "cross-site")], false),
            (&[host], false),
            (&[("origin", "https://")], false),
        ];
        for (pairs, allowed) in cases {
            let headers = headers(pairs);
            assert_eq!(check_same_origin(&Method::POST, &headers, None).is_ok(), *allowed, "{pairs:?}");
        }
    }

    #[test]
    fn a_configured_address_counts_instead_of_the_host() {
        let public = Some("https://crm.example.com/");
        let rebound = headers(&[("host", "evil.example"), ("origin", "http://evil.example")]);
        assert!(check_same_origin(&Method::POST, &rebound, public).is_err());
        let proxied = headers(&[("host", "127.0.0.1:8080"), ("origin", "https://crm.example.com")]);
        assert!(check_same_origin(&Method::POST, &proxied, public).is_ok());
    }

    #[test]
    fn others_may_link_here_but_not_read() {
        let link = headers(&[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")]);
        let script = headers(&[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "cors")]);
        assert!(check_same_origin(&Method::GET, &link, None).is_ok());
        assert!(check_same_origin(&Method::GET, &script, None).is_err());
    }
}
