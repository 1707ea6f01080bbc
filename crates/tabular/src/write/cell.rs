//! One value of a table that leaves.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;

/// A value to write. Each format shows it in its own best way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Cell<'a> {
    /// Nothing.
    #[default]
    Empty,
    /// Text, which stays text: it never becomes a formula, a number or a date.
    Text(Cow<'a, str>),
    /// A number as exact text with a decimal point, such as `-12.50`.
    Number(Cow<'a, str>),
    /// Yes or no.
    Boolean(bool),
    /// A day.
    Date(Date),
    /// A moment.
    Timestamp(Timestamp),
}

impl<'a> Cell<'a> {
    /// A cell of text.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    /// A cell of a number.
    pub fn number(number: impl Into<Cow<'a, str>>) -> Self {
        Self::Number(number.into())
    }
}

/// Whether a text is a number as JSON writes it.
pub(super) fn is_plain_number(text: &str) -> bool {
    let body = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = body.split_once(['e', 'E']).unwrap_or((body, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && digits(fraction)
        && digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_text() {
        for yes in ["0", "-12.50", "1e5", "1.5E-7", "123456789012345678901234567890"] {
            assert!(is_plain_number(yes), "{yes}");
        }
        for no in ["", "-", "01", "1.", ".5", "1,5", "NaN", "1e", "0x1", "1 2", "--1"] {
            assert!(!is_plain_number(no), "{no}");
        }
    }
}
