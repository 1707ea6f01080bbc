//! Phone numbers: kept as E.164, shown as the country writes them.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// A phone number in E.164 form: `+38640123456`. It is that number by its E.164 form alone.
#[derive(Clone, Debug)]
pub struct PhoneNumber {
    e164: String,
    /// As people of that country write it, where that is known already: finding it out costs more than reading a record.
    national: Option<String>,
}

impl PartialEq for PhoneNumber {
    fn eq(&self, other: &PhoneNumber) -> bool {
        self.e164 == other.e164
    }
}

impl Eq for PhoneNumber {}

impl Hash for PhoneNumber {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.e164.hash(state);
    }
}

impl PartialOrd for PhoneNumber {
    fn partial_cmp(&self, other: &PhoneNumber) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PhoneNumber {
    fn cmp(&self, other: &PhoneNumber) -> Ordering {
        self.e164.cmp(&other.e164)
    }
}

impl PhoneNumber {
    /// Reads a number in any spelling; `country` (ISO 3166, two letters) is assumed when there is no `+`.
    pub fn parse(text: &str, country: Option<&str>) -> Result<PhoneNumber, String> {
        let wrong = || {
            format!(
                "“{}” is not a phone number{}",
                crate::time::shortened(text),
                if country.is_none() { "; write it with + and the country code" } else { "" }
            )
        };
        if text.len() > 64 {
            return Err(wrong());
        }
        let mut cleaned: String = text
            .trim()
            .chars()
            .filter(|c| !matches!(c, '\u{a0}' | '\u{200e}' | '\u{202c}' | '\u{202a}'))
            .collect();
        if let Some(rest) = cleaned.strip_prefix("00") {
            cleaned = format!("+{rest}");
        }
        let country = country.and_then(|code| code.parse::<phonenumber::country::Id>().ok());
        let number = phonenumber::parse(country, &cleaned).map_err(|_| wrong())?;
        let digits = number.format().mode(phonenumber::Mode::E164).to_string();
        let count = digits.bytes().filter(u8::is_ascii_digit).count();
        if !digits.starts_with('+') || !(6..=15).contains(&count) {
            return Err(wrong());
        }
        Ok(PhoneNumber {
            e164: digits.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect(),
            national: Some(number.format().mode(phonenumber::Mode::National).to_string()),
        })
    }

    /// From a text that already is E.164.
    pub fn from_e164(text: &str) -> PhoneNumber {
        PhoneNumber { e164: text.to_string(), national: None }
    }

    /// From both forms, as they come out of the database.
    pub fn from_stored(e164: String, national: Option<String>) -> PhoneNumber {
        PhoneNumber { e164, national }
    }

    /// The E.164 form.
    pub fn as_str(&self) -> &str {
        &self.e164
    }

    /// As people of that country write it: `040 123 456`.
    pub fn national(&self) -> Cow<'_, str> {
        if let Some(national) = &self.national {
            return Cow::Borrowed(national);
        }
        match phonenumber::parse(None, &self.e164) {
            Ok(number) => Cow::Owned(number.format().mode(phonenumber::Mode::National).to_string()),
            Err(_) => Cow::Borrowed(&self.e164),
        }
    }
}

impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.e164)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_number_are_one() {
        for text in ["040 123 456", "+386 40 123 456", "00386 40 123-456", "(040) 123456"] {
            assert_eq!(PhoneNumber::parse(text, Some("SI")).unwrap().as_str(), "+38640123456", "{text}");
        }
        assert_eq!(PhoneNumber::parse("+46701234567", None).unwrap().national(), "070-123 45 67");
        for wrong in ["", "abc", "12", "040 123 456"] {
            assert!(PhoneNumber::parse(wrong, None).is_err(), "{wrong}");
        }
    }
}
