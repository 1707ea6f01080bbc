//! The cookie of a session.

use axum::http::{HeaderMap, HeaderValue, header};

const NAME: &str = "kith_session";

/// The token of the session, if the request carries one. Two different ones mean that somebody else planted one: none counts.
pub fn session_token(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let mut tokens = pairs.filter(|(name, _)| *name == NAME).map(|(_, token)| token);
    let token = tokens.next()?;
    tokens.all(|other| other == token).then_some(token)
}

/// The header that hands a session to a browser. `secure` when users come by HTTPS.
pub fn session_cookie(token: &str, lifetime: i64, secure: bool) -> HeaderValue {
    build(token, lifetime, secure)
}

/// The header that takes it back.
pub fn clear_session_cookie(secure: bool) -> HeaderValue {
    build("", 0, secure)
}

fn build(token: &str, age: i64, secure: bool) -> HeaderValue {
    let secure = if secure { "; Secure" } else { "" };
    let text = format!("{NAME}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}");
    // Tokens are hexadecimal: the text is always a valid header.
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("kith_session=; Path=/; Max-Age=0"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_token_is_found_and_two_are_none() {
        let cases = [
            ("kith_session=abc", Some("abc")),
            ("theme=dark; kith_session=abc; x=y", Some("abc")),
            ("kith_session=abc; kith_session=abc", Some("abc")),
            ("kith_session=abc; kith_session=evil", None),
            ("my_kith_session=abc", None),
        ];
        for (line, token) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, line.parse().unwrap());
            assert_eq!(session_token(&headers), token, "{line}");
        }
    }

    #[test]
    fn the_cookie_is_out_of_reach_of_scripts() {
        let cookie = session_cookie("ab12", 60, true);
        assert_eq!(cookie, "kith_session=ab12; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure");
        assert!(clear_session_cookie(false).to_str().unwrap().contains("Max-Age=0"));
    }
}
