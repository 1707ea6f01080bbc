//! E-mail addresses: what a mail system would accept, in one spelling.

use std::fmt;

/// An e-mail address with its domain in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Reads an address; also `Ana <ana@example.com>` and `mailto:`. The error says what is wrong with it.
    pub fn parse(text: &str) -> Result<EmailAddress, String> {
        let mut text = text.trim();
        if let (Some(open), true) = (text.rfind('<'), text.ends_with('>')) {
            text = text.get(open + 1..text.len() - 1).unwrap_or(text).trim();
        }
        let text = text.strip_prefix("mailto:").unwrap_or(text);
        let wrong =
            |why: &str| Err(format!("“{}” is not an e-mail address: {why}", crate::time::shortened(text)));
        let Some((local, domain)) = text.rsplit_once('@') else { return wrong("there is no @") };
        if local.is_empty() || local.len() > 64 || text.len() > 254 {
            return wrong("the part before @ is empty or too long");
        }
        if text.chars().any(|c| c.is_whitespace() || c.is_control() || "<>(),;:\"[]\\".contains(c))
            || local.contains('@')
        {
            return wrong("it has a character that addresses cannot have");
        }
        if local.starts_with('.') || local.ends_with('.') || text.contains("..") {
            return wrong("dots stand at the wrong place");
        }
        let labels: Vec<&str> = domain.split('.').collect();
        let label_ok = |label: &&str| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        if labels.len() < 2 || !labels.iter().all(label_ok) {
            return wrong("the part after @ is not a domain such as example.com");
        }
        Ok(EmailAddress(format!("{local}@{}", domain.to_lowercase())))
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which two addresses are compared: lower case throughout.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }

    /// The domain, in lower case.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_or_refused_with_a_reason() {
        assert_eq!(
            EmailAddress::parse(" Ana <Ana.Novak@Example.COM> ").unwrap().as_str(),
            "Ana.Novak@example.com"
        );
        assert_eq!(EmailAddress::parse("mailto:a+b@xn--e1afmkfd.si").unwrap().key(), "a+b@xn--e1afmkfd.si");
        for wrong in
            ["", "ana", "@x.si", "a@b", "a b@c.si", "a@b..si", "a@-b.si", "a@b.si,c@d.si", "a@b@c.si"]
        {
            assert!(EmailAddress::parse(wrong).is_err(), "{wrong}");
        }
    }
}
