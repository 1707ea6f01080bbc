//! What a browser tells of itself, in words its owner recognizes.

use crate::identity::Device;
use axum::http::{HeaderMap, header};
use std::net::IpAddr;

/// Longer names are cut: they are shown, not believed.
const LONGEST: usize = 40;

/// With what, and from where, a request was sent.
pub fn device_of(headers: &HeaderMap, address: IpAddr) -> Device {
    let said = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    Device {
        browser: browser(said),
        system: first(SYSTEMS, said).unwrap_or_default().to_string(),
        address: address.to_canonical().to_string(),
    }
}

/// Each says that it is those after it, too: the first that is found counts.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
];

const SYSTEMS: &[(&str, &str)] = &[
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
];

fn first(known: &[(&str, &'static str)], said: &str) -> Option<&'static str> {
    known.iter().find(|(sign, _)| said.contains(sign)).map(|(_, name)| *name)
}

/// A browser by its name; of anything else the first word, as far as it is one.
fn browser(said: &str) -> String {
    if let Some(name) = first(BROWSERS, said) {
        return name.to_string();
    }
    let is_plain = |letter: &char| letter.is_ascii_alphanumeric() || "-_.".contains(*letter);
    said.chars().take_while(is_plain).take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_and_systems_are_recognized() {
        let cases = [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
                ("Chrome", "Windows"),
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0",
                ("Edge", "Windows"),
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
                ("Safari", "macOS"),
            ),
            (
                "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
                ("Firefox", "Linux"),
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/141.0.0.0 Mobile/15E148 Safari/604.1",
                ("Chrome", "iPhone"),
            ),
            (
                "Mozilla/5.0 (Linux; Android 15; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
                ("Samsung Internet", "Android"),
            ),
            ("curl/8.14.1", ("curl", "")),
            ("<script>alert(1)</script>", ("", "")),
            ("", ("", "")),
        ];
        for (said, (browser, system)) in cases {
            let headers = HeaderMap::from_iter([(header::USER_AGENT, said.parse().unwrap())]);
            let device = device_of(&headers, "::ffff:192.0.2.7".parse().unwrap());
            let expected =
                Device { browser: browser.into(), system: system.into(), address: "192.0.2.7".into() };
            assert_eq!(device, expected, "{said}");
        }
        let long = HeaderMap::from_iter([(header::USER_AGENT, "x".repeat(5_000).parse().unwrap())]);
        assert_eq!(device_of(&long, "::1".parse().unwrap()).browser.len(), LONGEST);
    }
}
