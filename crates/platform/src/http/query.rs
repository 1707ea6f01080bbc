//! The parameters of an address: each at most once, and only those that are known.

use super::Failure;
use axum::http::Uri;
use std::collections::BTreeMap;
use vocabulary::{Error, Problem, Result};

/// The parameters of a request. Take what you know, then call [`Query::end`]: what is left is unknown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query(BTreeMap<String, String>);

impl Query {
    /// Takes a parameter out.
    pub fn take(&mut self, name: &str) -> Option<String> {
        self.0.remove(name)
    }

    /// Takes a number out.
    pub fn take_number(&mut self, name: &str) -> Result<Option<u64>> {
        let wrong = |_| Error::invalid(name, "malformed", "Give a whole number.");
        self.take(name).map(|text| text.parse().map_err(wrong)).transpose()
    }

    /// Takes `true` or `false` out.
    pub fn take_flag(&mut self, name: &str) -> Result<Option<bool>> {
        let wrong = |_| Error::invalid(name, "malformed", "Give true or false.");
        self.take(name).map(|text| text.parse().map_err(wrong)).transpose()
    }

    /// Refuses what nobody took.
    pub fn end(self) -> Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let unknown = self.0.into_keys();
        Err(Error::Invalid(
            unknown
                .map(|name| Problem::new(name, "unknown_field", "There is no such parameter here."))
                .collect(),
        ))
    }
}

/// Reads the parameters of an address; a name that comes twice is refused.
pub fn parse_query(uri: &Uri) -> Result<Query, Failure> {
    let mut parameters = BTreeMap::new();
    for pair in uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (decode(name)?, decode(value)?);
        if parameters.insert(name.clone(), value).is_some() {
            return Err(Failure::Malformed(format!("The parameter {name} stands twice in the address.")));
        }
    }
    Ok(Query(parameters))
}

fn decode(text: &str) -> Result<String, Failure> {
    let wrong = || Failure::Malformed("The address has a wrong % sequence.".to_string());
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next().ok_or_else(wrong)?, rest.next().ok_or_else(wrong)?];
                // `from_str_radix` alone would take a sign.
                let digits = std::str::from_utf8(&digits)
                    .ok()
                    .filter(|text| text.chars().all(|c| c.is_ascii_hexdigit()));
                u8::from_str_radix(digits.ok_or_else(wrong)?, 16).map_err(|_| wrong())?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok().filter(|text| !text.contains('\0')).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(query: &str) -> Result<Query, Failure> {
        parse_query(&format!("/people?{query}").parse().unwrap())
    }

    #[test]
    fn parameters_are_decoded_once() {
        let mut query = parse("q=%C5%BDiga+Novak&limit=50&trash=true&empty").unwrap();
        assert_eq!(query.take("q").as_deref(), Some("Žiga Novak"));
        assert_eq!(query.take_number("limit").unwrap(), Some(50));
        assert_eq!(query.take_flag("trash").unwrap(), Some(true));
        assert_eq!(query.take_flag("other").unwrap(), None);
        assert!(query.clone().end().is_err(), "`empty` was not asked for");
        query.take("empty");
        assert!(query.end().is_ok());
    }

    #[test]
    fn doubtful_addresses_are_refused() {
        for query in ["a=1&a=2", "a=%zz", "a=%+1", "a=%C5", "a=%", "a=%00"] {
            assert!(matches!(parse(query), Err(Failure::Malformed(_))), "{query}");
        }
        assert!(parse("limit=many").unwrap().take_number("limit").is_err());
    }
}
