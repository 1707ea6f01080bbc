//! Days of the calendar as people write them.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Problem;

/// In which order day, month and year stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 2024-01-31
    Ymd,
    /// 31.1.2024
    Dmy,
    /// 1/31/2024
    Mdy,
}

impl fmt::Display for DateOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ymd => "year, month, day",
            Self::Dmy => "day, month, year",
            Self::Mdy => "month, day, year",
        })
    }
}

impl FromStr for DateOrder {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        match text.trim().to_ascii_lowercase().as_str() {
            "ymd" => Ok(Self::Ymd),
            "dmy" => Ok(Self::Dmy),
            "mdy" => Ok(Self::Mdy),
            _ => Err(Problem::new("date_order", text, "is not an order of a date; choose ymd, dmy or mdy")),
        }
    }
}

/// The months' first letters in English, Slovenian, Slovak, Swedish, German and Serbian.
const MONTHS: [&[&str]; 12] = [
    &["jan", "јан"],
    &["feb", "феб"],
    &["mar", "mär", "мар"],
    &["apr", "апр"],
    &["may", "maj", "máj", "mai", "мај"],
    &["jun", "jún", "јун"],
    &["jul", "júl", "јул"],
    &["aug", "avg", "авг"],
    &["sep", "сеп"],
    &["oct", "okt", "окт"],
    &["nov", "нов"],
    &["dec", "dez", "дец"],
];

const NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Reads a day. A time after it is passed over.
///
/// Day, month and year may be separated by `-`, `/`, `.` or spaces, or be the eight digits
/// `20240131`; the month may be a word. A year that comes first with four digits is taken as such
/// in any order. Two digits of a year mean 1970 to 2069.
pub fn parse_date(text: &str, order: DateOrder) -> Result<Date, Problem> {
    let (date, rest) = split_date(text, order)?;
    if rest.is_empty() || super::timestamp::is_time(rest) {
        Ok(date)
    } else {
        Err(Problem::new("date", text, "is not a date"))
    }
}

/// The three parts of a date as written, what separates them, and what follows.
pub(crate) struct Parts<'a> {
    pub parts: [&'a str; 3],
    pub separator: char,
    pub rest: &'a str,
}

/// Cuts a text into three parts of a date, without asking what they mean.
pub(crate) fn cut(text: &str) -> Option<Parts<'_>> {
    let text = text.trim();
    if let Some(digits) = text.get(..8).filter(|head| head.bytes().all(|byte| byte.is_ascii_digit())) {
        let rest = text.get(8..).unwrap_or_default();
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let parts = [digits.get(..4)?, digits.get(4..6)?, digits.get(6..)?];
        return Some(Parts { parts, separator: ' ', rest: rest.trim_start_matches(['T', ' ']) });
    }
    let (first, after) = part(text)?;
    let (separator, after) = separator(after)?;
    let (second, after) = part(after)?;
    let (_, after) = self::separator(after)?;
    let (third, after) = part(after)?;
    let rest = after.strip_prefix('.').unwrap_or(after);
    let rest = rest.strip_prefix('T').or_else(|| rest.strip_prefix(',')).unwrap_or(rest).trim();
    (after.is_empty() || !after.starts_with(char::is_alphanumeric) || after.starts_with('T'))
        .then_some(Parts { parts: [first, second, third], separator, rest })
}

/// A run of at most four digits, or a word.
fn part(text: &str) -> Option<(&str, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=4).contains(&digits) {
        return text.split_at_checked(digits);
    }
    let letters = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    if digits == 0 && (3..=24).contains(&letters) { text.split_at_checked(letters) } else { None }
}

fn separator(text: &str) -> Option<(char, &str)> {
    let length =
        text.find(|c: char| !matches!(c, '-' | '/' | '.' | ',' | ' ' | '\u{A0}')).unwrap_or(text.len());
    let (between, rest) = text.split_at_checked(length)?;
    let sign = between.trim().chars().next().unwrap_or(' ');
    (1..=3).contains(&between.chars().count()).then_some((sign, rest))
}

/// Reads the day at the beginning and gives what follows it.
pub(super) fn split_date(text: &str, order: DateOrder) -> Result<(Date, &str), Problem> {
    let fail = |wrong: String| Problem::new("date", text, wrong);
    let cut = cut(text).ok_or_else(|| fail("is not a date".to_owned()))?;
    let [a, b, c] = cut.parts;
    let order =
        if a.len() == 4 && a.bytes().all(|byte| byte.is_ascii_digit()) { DateOrder::Ymd } else { order };
    let word = |part: &str| part.starts_with(char::is_alphabetic);
    let (year, month, day) = match order {
        DateOrder::Ymd => (a, b, c),
        _ if word(a) => (c, a, b),
        _ if word(b) => (c, b, a),
        DateOrder::Dmy => (c, b, a),
        DateOrder::Mdy => (c, a, b),
    };
    let fits = matches!(year.len(), 2 | 4) && day.len() <= 2 && (month.len() <= 2 || word(month));
    if !fits {
        return Err(fail(format!("is not a date in the order {order}")));
    }
    let number = |part: &str| part.parse::<i16>().ok();
    let month = if word(month) { month_by_name(month) } else { number(month) };
    let (Some(year), Some(month), Some(day)) = (number(year).map(|n| full_year(n, year)), month, number(day))
    else {
        return Err(fail("is not a date".to_owned()));
    };
    build(year, month, day)
        .map(|date| (date, cut.rest))
        .map_err(|wrong| fail(format!("is not a date: {wrong}")))
}

fn build(year: i16, month: i16, day: i16) -> Result<Date, String> {
    let Some(name) =
        month.checked_sub(1).and_then(|at| usize::try_from(at).ok()).and_then(|at| NAMES.get(at))
    else {
        return Err(format!("there is no month {month}"));
    };
    let no_year = || format!("there is no year {year}");
    if year < 1 {
        return Err(no_year());
    }
    let month = i8::try_from(month).map_err(|_| no_year())?;
    let first = Date::new(year, month, 1).map_err(|_| no_year())?;
    let last = first.days_in_month();
    match i8::try_from(day) {
        Ok(day) if (1..=last).contains(&day) => Date::new(year, month, day).map_err(|_| no_year()),
        _ => Err(format!("{name} {year} has {last} days")),
    }
}

fn full_year(number: i16, written: &str) -> i16 {
    match (written.len(), number) {
        (2, 70..) => 1900 + number,
        (2, _) => 2000 + number,
        _ => number,
    }
}

/// The month a word names by its first three letters.
pub(crate) fn month_by_name(word: &str) -> Option<i16> {
    let start: String = word.to_lowercase().chars().take(3).collect();
    let at = MONTHS.iter().position(|names| names.contains(&start.as_str()))?;
    i16::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, order: DateOrder) -> String {
        parse_date(text, order).map_or_else(|problem| problem.message, |date| date.to_string())
    }

    #[test]
    fn each_order_is_read_as_chosen() {
        for (text, order, wanted) in [
            ("2024-01-31", DateOrder::Ymd, "2024-01-31"),
            ("2024/1/31", DateOrder::Dmy, "2024-01-31"),
            ("2024.01.31", DateOrder::Mdy, "2024-01-31"),
            ("20240131", DateOrder::Dmy, "2024-01-31"),
            ("31/01/2024", DateOrder::Dmy, "2024-01-31"),
            ("31. 1. 2024", DateOrder::Dmy, "2024-01-31"),
            ("31. 1. 2024.", DateOrder::Dmy, "2024-01-31"),
            ("1/2/2024", DateOrder::Dmy, "2024-02-01"),
            ("1/2/2024", DateOrder::Mdy, "2024-01-02"),
            ("1/2/24", DateOrder::Mdy, "2024-01-02"),
            ("1/2/70", DateOrder::Mdy, "1970-01-02"),
            ("31 Jan 2024", DateOrder::Mdy, "2024-01-31"),
            ("Jan 31, 2024", DateOrder::Dmy, "2024-01-31"),
            ("31-Oct-2024", DateOrder::Dmy, "2024-10-31"),
            ("3. december 2024", DateOrder::Dmy, "2024-12-03"),
            ("5. май 2024", DateOrder::Dmy, "“5. май 2024” is not a date"),
            ("5. мај 2024.", DateOrder::Dmy, "2024-05-05"),
            ("5 okt 2024", DateOrder::Dmy, "2024-10-05"),
            ("2024-01-15 10:00", DateOrder::Ymd, "2024-01-15"),
            ("2024-01-15T10:00:00Z", DateOrder::Ymd, "2024-01-15"),
            ("29.2.2024", DateOrder::Dmy, "2024-02-29"),
        ] {
            assert_eq!(read(text, order), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_told_why() {
        for (text, order, wanted) in [
            ("31/02/2024", DateOrder::Dmy, "“31/02/2024” is not a date: February 2024 has 29 days"),
            ("13/25/2024", DateOrder::Dmy, "“13/25/2024” is not a date: there is no month 25"),
            ("2024-00-10", DateOrder::Ymd, "“2024-00-10” is not a date: there is no month 0"),
            ("2024-01-00", DateOrder::Ymd, "“2024-01-00” is not a date: January 2024 has 31 days"),
            ("0000-01-01", DateOrder::Ymd, "“0000-01-01” is not a date: there is no year 0"),
            ("31.12.2024", DateOrder::Ymd, "“31.12.2024” is not a date in the order year, month, day"),
            ("soon", DateOrder::Ymd, "“soon” is not a date"),
            ("12.50", DateOrder::Dmy, "“12.50” is not a date"),
            ("1.2.3", DateOrder::Dmy, "“1.2.3” is not a date in the order day, month, year"),
            ("192.168.10.1", DateOrder::Dmy, "“192.168.10.1” is not a date in the order day, month, year"),
            ("2024-01-15 lunch", DateOrder::Ymd, "“2024-01-15 lunch” is not a date"),
            ("", DateOrder::Ymd, "An empty value is not a date"),
        ] {
            assert_eq!(read(text, order), wanted);
        }
    }

    #[test]
    fn orders_have_short_names() {
        assert_eq!("DMY".parse(), Ok(DateOrder::Dmy));
        assert!("dym".parse::<DateOrder>().is_err());
    }
}
