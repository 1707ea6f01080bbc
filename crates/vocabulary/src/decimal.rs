//! Exact decimals with six places, as a scaled integer: the same sum on both databases and in memory.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A decimal number in millionths.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Decimal(i64);

impl Decimal {
    /// One whole, in millionths.
    pub const ONE: i64 = 1_000_000;

    /// From millionths.
    pub const fn from_millionths(value: i64) -> Decimal {
        Decimal(value)
    }

    /// From a whole number; `None` past nine trillion.
    pub const fn from_integer(value: i64) -> Option<Decimal> {
        match value.checked_mul(Decimal::ONE) {
            Some(value) => Some(Decimal(value)),
            None => None,
        }
    }

    /// The value in millionths.
    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// As a float, for display and statistics only.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / Decimal::ONE as f64
    }

    /// This times `other`, rounded half away from zero; `None` when it does not fit.
    pub fn times(self, other: Decimal) -> Option<Decimal> {
        divide_rounded(i128::from(self.0) * i128::from(other.0), i128::from(Decimal::ONE)).map(Decimal)
    }

    /// This divided by `other`, rounded half away from zero; `None` for zero or when it does not fit.
    pub fn over(self, other: Decimal) -> Option<Decimal> {
        if other.0 == 0 {
            return None;
        }
        divide_rounded(i128::from(self.0) * i128::from(Decimal::ONE), i128::from(other.0)).map(Decimal)
    }
}

/// Division of whole numbers, rounded half away from zero.
pub(crate) fn divide_rounded(value: i128, by: i128) -> Option<i64> {
    let quotient = value / by;
    let rest = value % by;
    let away = if rest.unsigned_abs() * 2 >= by.unsigned_abs() {
        if (value < 0) == (by < 0) { 1 } else { -1 }
    } else {
        0
    };
    i64::try_from(quotient + away).ok()
}

/// Reads digits with at most `places` decimals into a scaled integer.
pub(crate) fn parse_scaled(text: &str, places: u32) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > places as usize {
        return None;
    }
    let mut value: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    value = value.checked_mul(10i64.checked_pow(places)?)?;
    if !fraction.is_empty() {
        let scale = 10i64.checked_pow(places - fraction.len() as u32)?;
        value = value.checked_add(fraction.parse::<i64>().ok()?.checked_mul(scale)?)?;
    }
    Some(if negative { -value } else { value })
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let value = self.0.unsigned_abs();
        let (whole, fraction) = (value / Decimal::ONE as u64, value % Decimal::ONE as u64);
        if fraction == 0 {
            return write!(f, "{sign}{whole}");
        }
        let digits = format!("{fraction:06}");
        write!(f, "{sign}{whole}.{}", digits.trim_end_matches('0'))
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Decimal {
    type Err = String;
    fn from_str(text: &str) -> Result<Decimal, String> {
        parse_scaled(text, 6).map(Decimal).ok_or_else(|| {
            format!("“{}” is not a number such as 12.5 (at most six decimals)", crate::time::shortened(text))
        })
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        for (text, millionths) in
            [("12.5", 12_500_000), ("-0.000001", -1), ("7", 7_000_000), ("-12", -12_000_000)]
        {
            let value: Decimal = text.parse().unwrap();
            assert_eq!(value.millionths(), millionths);
            assert_eq!(value.to_string(), text);
        }
        assert_eq!(".5".parse::<Decimal>().unwrap().to_string(), "0.5");
        for wrong in ["", ".", "1,5", "1e5", "0.0000001", "99999999999999", "--1", "1.-5"] {
            assert!(wrong.parse::<Decimal>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn products_and_quotients_round_half_away_from_zero() {
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        assert_eq!(number("2.5").times(number("0.1")).unwrap().to_string(), "0.25");
        assert_eq!(number("1").over(number("3")).unwrap().to_string(), "0.333333");
        assert_eq!(number("-1").over(number("1.5")).unwrap().to_string(), "-0.666667");
        assert_eq!(number("1").over(number("0")), None);
    }
}
