//! Money: whole minor units of a currency. Never a float.

use crate::Decimal;
use crate::decimal::{divide_rounded, parse_scaled};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// An ISO 4217 currency code: three capital letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Euro.
    pub const EUR: Currency = Currency(*b"EUR");

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// How many decimals its minor unit has (ISO 4217): 2 for most, 0 for yen, 3 for dinar of Kuwait.
    pub fn decimals(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF"
            | b"UGX" | b"UYI" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Currency {
    type Err = String;
    fn from_str(text: &str) -> Result<Currency, String> {
        match <[u8; 3]>::try_from(text.as_bytes()) {
            Ok(code) if code.iter().all(u8::is_ascii_uppercase) => Ok(Currency(code)),
            _ => Err(format!("“{}” is not a currency code such as EUR", crate::time::shortened(text))),
        }
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Currency, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// An amount of money in minor units (cents) of its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    /// Minor units: 1234 is 12.34 euro.
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// So many minor units.
    pub const fn new(minor: i64, currency: Currency) -> Money {
        Money { minor, currency }
    }

    /// From an exact decimal text in major units, such as `12.34`; more decimals than the currency has are refused.
    pub fn parse(text: &str, currency: Currency) -> Result<Money, String> {
        parse_scaled(text, currency.decimals()).map(|minor| Money { minor, currency }).ok_or_else(|| {
            format!(
                "“{}” is not an amount of {currency}: digits with at most {} decimals",
                crate::time::shortened(text),
                currency.decimals()
            )
        })
    }

    /// The amount in major units as exact text: `12.34`.
    pub fn amount(self) -> String {
        let decimals = self.currency.decimals() as usize;
        if decimals == 0 {
            return self.minor.to_string();
        }
        let sign = if self.minor < 0 { "-" } else { "" };
        let scale = 10u64.pow(decimals as u32);
        let value = self.minor.unsigned_abs();
        format!("{sign}{}.{:0decimals$}", value / scale, value % scale)
    }

    /// This many times the amount, rounded half away from zero to minor units; `None` when it does not fit.
    pub fn times(self, factor: Decimal) -> Option<Money> {
        let minor = divide_rounded(
            i128::from(self.minor) * i128::from(factor.millionths()),
            i128::from(Decimal::ONE),
        )?;
        Some(Money { minor, currency: self.currency })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount(), self.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact() {
        let money = Money::parse("-1054.50", Currency::EUR).unwrap();
        assert_eq!((money.minor, money.amount()), (-105_450, "-1054.50".to_string()));
        assert_eq!(Money::parse("1500", "JPY".parse().unwrap()).unwrap().amount(), "1500");
        assert!(Money::parse("1.5", "JPY".parse().unwrap()).is_err());
        assert!(Money::parse("1.005", Currency::EUR).is_err());
        assert_eq!(Money::parse("-0.05", Currency::EUR).unwrap().amount(), "-0.05");
        assert!("eur".parse::<Currency>().is_err());
    }

    #[test]
    fn a_share_rounds_to_cents() {
        let price = Money::parse("2.55", Currency::EUR).unwrap();
        assert_eq!(price.times("3".parse().unwrap()).unwrap().amount(), "7.65");
        assert_eq!(price.times("0.5".parse().unwrap()).unwrap().amount(), "1.28");
    }
}
