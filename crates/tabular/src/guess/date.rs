//! In which order dates of a column stand, by the numbers that can only be days.

use super::OrderGuess;
use crate::value::{self, DateOrder, Moment};

/// What the dates of a column tell.
#[derive(Debug, Clone, Default)]
pub(super) struct DateEvidence {
    /// Dates of any writing, moments among them.
    pub count: u64,
    /// Dates that are nothing but eight digits.
    pub compact: u64,
    /// Dates with a time of day.
    pub timed: u64,
    /// Moments with their distance from UTC.
    pub zoned: u64,
    pub separator: Option<char>,
    ymd: u64,
    dmy: u64,
    mdy: u64,
    /// Dates that are valid with the day first and with the month first.
    either: u64,
    /// Dates with the month as a word.
    named: u64,
}

impl DateEvidence {
    /// Takes a value; false if it is no date.
    pub fn add(&mut self, value: &str) -> bool {
        if value.len() > 60 {
            return false;
        }
        let Some(cut) = value::cut_date(value) else { return false };
        let [first, second, _] = cut.parts;
        let compact = value.len() == 8 && value.bytes().all(|byte| byte.is_ascii_digit());
        let read = |order| value::parse_date(value, order).ok();
        if first.len() == 4 && first.starts_with(|c: char| c.is_ascii_digit()) {
            let Some(date) = read(DateOrder::Ymd) else { return false };
            if compact && !(1900..=2100).contains(&date.year()) {
                return false;
            }
            self.ymd += 1;
        } else {
            match (read(DateOrder::Dmy), read(DateOrder::Mdy)) {
                (None, None) => return false,
                (Some(_), _)
                    if first.starts_with(char::is_alphabetic) || second.starts_with(char::is_alphabetic) =>
                {
                    self.named += 1;
                }
                (Some(_), None) => self.dmy += 1,
                (None, Some(_)) => self.mdy += 1,
                (Some(_), Some(_)) => self.either += 1,
            }
        }
        self.count += 1;
        self.compact += u64::from(compact);
        self.separator.get_or_insert(cut.separator);
        if !cut.rest.is_empty() {
            self.timed += 1;
            let order = if self.mdy > self.dmy { DateOrder::Mdy } else { DateOrder::Dmy };
            self.zoned += u64::from(matches!(value::parse_timestamp(value, order), Ok(Moment::Exact(_))));
        }
        true
    }

    /// The order, how sure it is, and by what evidence.
    pub fn order(&self) -> (OrderGuess, f64, String) {
        let votes = [(self.ymd, OrderGuess::Ymd), (self.dmy, OrderGuess::Dmy), (self.mdy, OrderGuess::Mdy)];
        let all = self.ymd + self.dmy + self.mdy;
        let (best, order) =
            votes.into_iter().max_by_key(|(count, _)| *count).unwrap_or((0, OrderGuess::Ambiguous));
        if all == 0 && self.either == 0 {
            return (OrderGuess::Dmy, 1.0, "the month is a word".to_owned());
        }
        if all == 0 {
            let usual =
                if self.separator == Some('.') { "; with points the day usually comes first" } else { "" };
            return (
                OrderGuess::Ambiguous,
                0.5,
                format!(
                    "in all {} day and month could be either, so please say which comes first{usual}",
                    self.either
                ),
            );
        }
        // The year first says nothing about dates that have it last.
        if order == OrderGuess::Ymd && self.either > 0 && self.dmy == 0 && self.mdy == 0 {
            return (
                OrderGuess::Ambiguous,
                0.5,
                format!("{} begin with the year and {} do not", self.ymd, self.either),
            );
        }
        let sure = best as f64 / all as f64;
        let reason = match order {
            OrderGuess::Ymd => "the year comes first".to_owned(),
            OrderGuess::Dmy => format!("in {best} the first number is above 12, so the day comes first"),
            _ => format!("in {best} the second number is above 12, so the month comes first"),
        };
        let mixed = if best < all { format!("; {} others say otherwise", all - best) } else { String::new() };
        (order, sure, reason + &mixed)
    }
}
