//! What a column of text is likely to hold, how sure that is, and why.

mod date;
mod decide;
mod number;
mod pattern;
mod sample;

use serde::{Deserialize, Serialize};

pub use sample::ColumnSample;

use crate::Row;
use crate::value::DateOrder;

/// What was found out about a column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ColumnShape {
    /// Share of rows without a value, 0 to 1.
    pub empty_share: f64,
    /// How many different values there are; counted up to 10,000.
    pub distinct: usize,
    /// The first few different values.
    pub examples: Vec<String>,
    /// What the values look like.
    pub looks_like: Looks,
    /// How sure that is, 0 to 1.
    pub confidence: f64,
    /// Why, as a sentence for people.
    pub reason: String,
    /// Whether some of the values are written in HTML.
    pub html: bool,
}

/// What values of a column look like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Looks {
    /// There are no values.
    Empty,
    /// Whole numbers.
    Integer,
    /// Numbers with decimals or grouped thousands.
    Decimal(NumberStyle),
    /// Amounts with a currency beside them.
    Money {
        /// ISO 4217 code when all have the same one.
        currency: Option<String>,
        /// How the numbers are written.
        #[serde(flatten)]
        style: NumberStyle,
    },
    /// Numbers with a percent sign.
    Percent(NumberStyle),
    /// Yes and no.
    Boolean,
    /// Days.
    Date {
        /// In which order day, month and year stand.
        order: OrderGuess,
        /// What stands between them; a space if nothing does.
        separator: char,
    },
    /// Moments.
    Timestamp {
        /// In which order day, month and year stand.
        order: OrderGuess,
        /// What stands between them.
        separator: char,
        /// Whether the distance from UTC is written.
        zoned: bool,
    },
    /// Dates as a spreadsheet counts them, such as 45631.
    ExcelSerial,
    /// E-mail addresses.
    Email,
    /// Phone numbers.
    Phone,
    /// Web addresses.
    Url,
    /// Codes and numbers that name something.
    Identifier,
    /// Several values in one cell.
    MultiValue {
        /// What stands between them.
        separator: char,
    },
    /// Anything else.
    Text,
}

/// How numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NumberStyle {
    /// The comma separates decimals.
    pub decimal_comma: bool,
    /// What stands between thousands, if anything.
    pub thousands: Option<char>,
    /// All values, such as `1,234`, can be read both ways: a person should be asked.
    pub ambiguous: bool,
}

/// The order of a date, as far as it could be found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderGuess {
    /// 2024-01-31
    Ymd,
    /// 31.1.2024
    Dmy,
    /// 1/31/2024
    Mdy,
    /// Day and month could be either: a person must be asked.
    Ambiguous,
}

impl OrderGuess {
    /// The order, unless a person must be asked.
    pub fn known(self) -> Option<DateOrder> {
        match self {
            Self::Ymd => Some(DateOrder::Ymd),
            Self::Dmy => Some(DateOrder::Dmy),
            Self::Mdy => Some(DateOrder::Mdy),
            Self::Ambiguous => None,
        }
    }
}

/// Guesses one column by its header and its values.
pub fn guess<'a>(header: &str, values: impl IntoIterator<Item = &'a str>) -> ColumnShape {
    let mut sample = ColumnSample::new(header);
    values.into_iter().for_each(|value| sample.add(value));
    sample.shape()
}

/// Guesses all columns of some rows.
pub fn guess_columns(columns: &[String], rows: &[Row]) -> Vec<ColumnShape> {
    let column = |(at, header): (usize, &String)| {
        guess(header, rows.iter().map(|row| row.cells.get(at).map_or("", String::as_str)))
    };
    columns.iter().enumerate().map(column).collect()
}

#[cfg(test)]
mod tests;
