//! An address somebody typed, read strictly: what could be read in two ways is refused.

use std::net::IpAddr;
use url::{Host, Url};

/// Longest address.
const MOST: usize = 2_000;

/// Where something is sent: `http(s)://name:port/path`, without user and password, in its plain spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    url: Url,
}

impl Target {
    /// Reads it, or says why it is refused.
    pub fn read(text: &str) -> Result<Target, &'static str> {
        const WRONG: &str = "Write the whole address, such as https://example.com/hooks/kith.";
        // A reader of URLs leaves out such characters, or takes the backslash for a slash: others do not.
        let odd = |letter: char| letter.is_control() || letter.is_whitespace() || letter == '\\';
        if text.is_empty() || text.len() > MOST || text.contains(odd) {
            return Err(WRONG);
        }
        let (scheme, rest) = text.split_once("://").ok_or(WRONG)?;
        if !["http", "https"].contains(&scheme.to_ascii_lowercase().as_str()) {
            return Err("Only https:// and http:// are allowed.");
        }
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if authority.contains('@') {
            return Err("Leave user and password out of the address.");
        }
        let url = Url::parse(text).map_err(|_| WRONG)?;
        if !url.username().is_empty() || url.password().is_some() || url.port() == Some(0) {
            return Err(WRONG);
        }
        let written = host_of(authority);
        match url.host().ok_or(WRONG)? {
            // Numbers such as 2130706433, 0x7f.1 or 0177.0.0.1 are addresses too: in their plain spelling only.
            Host::Ipv4(address) if written != address.to_string() => {
                return Err("Write the numbers of the address plainly, such as 203.0.113.7.");
            }
            Host::Domain(name) if name.ends_with('.') => {
                return Err("Leave out the dot at the end of the name.");
            }
            Host::Domain(name) if name.contains('%') || name.len() > 253 => return Err(WRONG),
            _ => {}
        }
        Ok(Target { url })
    }

    /// Its address, when it has no name.
    pub fn address(&self) -> Option<IpAddr> {
        match self.url.host()? {
            Host::Ipv4(address) => Some(address.into()),
            Host::Ipv6(address) => Some(address.into()),
            Host::Domain(_) => None,
        }
    }

    /// Its name, or its address without brackets.
    pub fn host(&self) -> String {
        match self.url.host() {
            Some(Host::Domain(name)) => name.to_string(),
            Some(Host::Ipv4(address)) => address.to_string(),
            Some(Host::Ipv6(address)) => address.to_string(),
            None => String::new(),
        }
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.url.port_or_known_default().unwrap_or(443)
    }

    /// Whether it is spoken to by TLS.
    pub fn is_secure(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// The `Host` header.
    pub(super) fn authority(&self) -> String {
        let host = self.url.host_str().unwrap_or_default();
        self.url.port().map_or_else(|| host.to_string(), |port| format!("{host}:{port}"))
    }

    /// Path and query.
    pub(super) fn path(&self) -> String {
        match self.url.query() {
            Some(query) => format!("{}?{query}", self.url.path()),
            None => self.url.path().to_string(),
        }
    }

    /// The address without what may hold a secret: neither path nor query.
    pub fn place(&self) -> String {
        format!("{}://{}", self.url.scheme(), self.authority())
    }
}

impl std::fmt::Display for Target {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.url.fmt(formatter)
    }
}

/// Name or numbers as they were written, without the port.
fn host_of(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    }
}
