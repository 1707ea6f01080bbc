//! Headers that keep a browser from doing what nobody meant.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// What a browser may do with an answer.
#[derive(Clone, Copy, Debug)]
pub enum Policy<'a> {
    /// Data: nothing in it is ever run or shown by itself.
    Data,
    /// A page of ours: scripts and styles from here only; the nonce marks the style elements of the web app.
    Page {
        /// Unguessable, new for each answer.
        nonce: &'a str,
    },
}

/// Sets the headers every answer has. Those of authenticated answers are never kept by a cache, unless the handler said otherwise.
pub fn secure(headers: &mut HeaderMap, policy: Policy<'_>) {
    let fixed = [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-frame-options", "DENY"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
    ];
    for (name, value) in fixed {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY)
        && let Ok(value) = HeaderValue::from_str(&content_policy(policy))
    {
        headers.insert(header::CONTENT_SECURITY_POLICY, value);
    }
    if matches!(policy, Policy::Data) && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

fn content_policy(policy: Policy<'_>) -> String {
    match policy {
        Policy::Data => "default-src 'none'; frame-ancestors 'none'; sandbox".to_string(),
        Policy::Page { nonce } => format!(
            "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; \
             img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
             base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        ),
    }
}

/// A `Content-Disposition` that saves under this name (RFC 6266), whatever characters it has.
pub fn attachment(name: &str) -> HeaderValue {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || " .-_()".contains(c) { c } else { '_' })
        .take(150)
        .collect();
    let mut encoded = String::new();
    for byte in name.bytes().filter(|byte| !byte.is_ascii_control()).take(600) {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_' => encoded.push(char::from(byte)),
            other => encoded.push_str(&format!("%{other:02X}")),
        }
    }
    let text = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_never_shown_and_never_kept() {
        let mut headers = HeaderMap::new();
        secure(&mut headers, Policy::Data);
        assert_eq!(headers["cache-control"], "no-store");
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert!(headers["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
    }

    #[test]
    fn pages_run_only_our_scripts() {
        let policy = content_policy(Policy::Page { nonce: "n0" });
        let scripts = policy.split(';').find(|part| part.trim().starts_with("script-src")).unwrap();
        assert_eq!(scripts.trim(), "script-src 'self'");
        assert!(policy.contains("frame-ancestors 'none'"));
    }

    #[test]
    fn a_file_name_cannot_break_out_of_its_header() {
        let header = attachment("pogodba \"Žiga\"\r\nSet-Cookie: x.pdf");
        let text = header.to_str().unwrap();
        assert!(text.starts_with("attachment; filename=\"pogodba __iga___Set-Cookie_ x.pdf\"; filename*=UTF-8''pogodba%20%22%C5%BDiga%22Set-Cookie%3A%20x.pdf"), "{text}");
    }
}
