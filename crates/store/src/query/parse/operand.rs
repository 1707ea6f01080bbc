//! What a field is compared with, read by its kind.
//!
//! Reading may sharpen the operator: *after a day* of a moment becomes *from the beginning of the next day on*.

use super::relative;
use crate::query::{Moment, Operand};
use dictionary::{FieldDef, Kind, Operator, Value};
use serde_json::Value as Json;
use vocabulary::{Date, Id, Timestamp};

/// A code and a sentence for the user.
type Wrong = (&'static str, String);
type Outcome = Result<(Operator, Operand), Wrong>;
/// The two ends of a range.
type Ends<'j> = (Option<&'j Json>, Option<&'j Json>);
/// Reads one value.
type ReadOne<'r> = &'r dyn Fn(&Json) -> Result<Value, Wrong>;

/// One operand being read.
pub(super) struct Read<'a> {
    pub moment: &'a Moment,
    pub operator: Operator,
}

impl Read<'_> {
    /// The operand of a condition on a field.
    pub(super) fn operand(&self, field: &FieldDef, json: &Json) -> Outcome {
        if matches!(self.operator, Operator::IsEmpty | Operator::IsNotEmpty) {
            return if json.is_null() {
                self.done(Operand::None)
            } else {
                malformed("This operator takes no value.")
            };
        }
        match field.value_kind() {
            Kind::Text | Kind::LongText | Kind::WebAddress | Kind::PersonName => self.text(field, json),
            Kind::Integer
            | Kind::Decimal
            | Kind::Percent
            | Kind::Duration
            | Kind::Boolean
            | Kind::Money
            | Kind::Choice => self.value(field, json),
            Kind::Date => self.date(field, json),
            Kind::Timestamp => self.timestamp(json),
            Kind::Link | Kind::File => self.ids(json, field.to.as_deref() == Some("user")),
            Kind::Choices | Kind::Tags => self.list(field, json),
            Kind::EmailAddresses | Kind::PhoneNumbers => self.addresses(field, json),
            Kind::PostalAddress => self.words(json),
            Kind::Computed => malformed("This field cannot be filtered."),
        }
    }

    /// The bound of a measure over a field.
    pub(super) fn bound(&self, field: &FieldDef, json: &Json) -> Outcome {
        match field.value_kind() {
            Kind::Date | Kind::Timestamp => {
                let kind = field.value_kind();
                self.plain(&|json| self.of_kind(kind, field, json), json)
            }
            _ => self.value(field, json),
        }
    }

    /// The bound of a measure that is a number of its own, such as a count. Numbers are read alike for every field.
    pub(super) fn number(&self, kind: Kind, any: &FieldDef, json: &Json) -> Outcome {
        self.plain(&|json| self.of_kind(kind, any, json), json)
    }

    /// Ids of records; `me` where the link points to users.
    pub(super) fn ids(&self, json: &Json, users: bool) -> Outcome {
        let mut ids: Vec<Id> = Vec::new();
        let mut read = |json: &Json| -> Result<(), Wrong> {
            let text = match json {
                Json::String(text) => Some(text.as_str()),
                Json::Object(members) => members.get("id").and_then(Json::as_str),
                _ => None,
            };
            match text {
                // Nobody signed in: nothing is mine.
                Some("me") if users => ids.extend(self.moment.me),
                Some(text) => {
                    ids.push(text.parse().map_err(|_| malformed_words("Expected the id of a record."))?)
                }
                None => return Err(malformed_words("Expected the id of a record.")),
            }
            Ok(())
        };
        match json {
            Json::Array(items) if self.operator == Operator::In => items.iter().try_for_each(read)?,
            one if self.operator != Operator::In => read(one)?,
            _ => return malformed("Expected a list of ids."),
        }
        self.done(Operand::Ids(ids))
    }

    fn text(&self, field: &FieldDef, json: &Json) -> Outcome {
        match self.operator {
            Operator::Is | Operator::IsNot => self.done(Operand::Text(self.of_field(field, json)?.to_text())),
            Operator::In => {
                let values =
                    list_of(json)?.iter().map(|item| Ok(Value::Text(self.of_field(field, item)?.to_text())));
                self.done(Operand::Values(values.collect::<Result<_, Wrong>>()?))
            }
            _ => self.words(json),
        }
    }

    /// A part of a text, as typed.
    fn words(&self, json: &Json) -> Outcome {
        match json.as_str() {
            Some(text) if text.chars().count() > 1_000 => {
                Err(("too_long", "At most 1000 characters fit here.".to_string()))
            }
            Some(text) if text.contains('\0') => malformed("The text has a NUL character in it."),
            Some(text) => self.done(Operand::Text(text.to_string())),
            None => malformed("Expected a text."),
        }
    }

    fn value(&self, field: &FieldDef, json: &Json) -> Outcome {
        self.plain(&|json| self.of_field(field, json), json)
    }

    /// One value, several, or a range, each read by `read`.
    fn plain(&self, read: ReadOne<'_>, json: &Json) -> Outcome {
        match self.operator {
            Operator::In | Operator::NotIn => {
                let values = list_of(json)?.iter().map(read).collect::<Result<_, _>>()?;
                self.done(Operand::Values(values))
            }
            Operator::Between => {
                let (from, until) = range_of(json)?;
                let from = from.map(read).transpose()?;
                let until = until.map(read).transpose()?;
                if let (Some(Value::Money(from)), Some(Value::Money(until))) = (&from, &until)
                    && from.currency != until.currency
                {
                    return malformed("Both amounts must be of one currency.");
                }
                self.done(Operand::Range(from, until))
            }
            _ => self.done(Operand::Value(read(json)?)),
        }
    }

    fn date(&self, field: &FieldDef, json: &Json) -> Outcome {
        match self.operator {
            Operator::Within => {
                let days = relative::read(json, self.moment)?;
                self.done(Operand::Span(Value::Date(days.from), Value::Date(days.until)))
            }
            Operator::AnniversaryWithin => {
                let days = relative::read(json, self.moment)?;
                let last = days.until.plus_days(-1);
                // A whole year or more has every day in it.
                if days.from.plus_days(364) <= last {
                    return self.done(Operand::MonthDays(101, 1231));
                }
                let month_day = |date: Date| (date.number() % 10_000) as u16;
                self.done(Operand::MonthDays(month_day(days.from), month_day(last)))
            }
            _ => self.value(field, json),
        }
    }

    /// Moments may be compared with a moment, or with a whole day of the asker's calendar.
    fn timestamp(&self, json: &Json) -> Outcome {
        let until = |date: Date| self.midnight(date.plus_days(1));
        match self.operator {
            Operator::Within => {
                let days = relative::read(json, self.moment)?;
                self.done(Operand::Span(self.midnight(days.from), self.midnight(days.until)))
            }
            Operator::Between => {
                let (from, to) = range_of(json)?;
                let from = match from.map(day_or_moment).transpose()? {
                    Some(DayOrMoment::Day(date)) => Some(self.midnight(date)),
                    Some(DayOrMoment::Moment(at)) => Some(Value::Timestamp(at)),
                    None => None,
                };
                let to = match to.map(day_or_moment).transpose()? {
                    // Whole days end one microsecond, the smallest step there is, before the next day.
                    Some(DayOrMoment::Day(date)) => Some(just_before(until(date))),
                    Some(DayOrMoment::Moment(at)) => Some(Value::Timestamp(at)),
                    None => None,
                };
                self.done(Operand::Range(from, to))
            }
            operator => match (day_or_moment(json)?, operator) {
                (DayOrMoment::Moment(at), _) => self.done(Operand::Value(Value::Timestamp(at))),
                (DayOrMoment::Day(date), Operator::Is) => {
                    self.done(Operand::Span(self.midnight(date), until(date)))
                }
                (DayOrMoment::Day(date), Operator::After) => {
                    Ok((Operator::OnOrAfter, Operand::Value(until(date))))
                }
                (DayOrMoment::Day(date), Operator::OnOrBefore) => {
                    Ok((Operator::Before, Operand::Value(until(date))))
                }
                (DayOrMoment::Day(date), _) => self.done(Operand::Value(self.midnight(date))),
            },
        }
    }

    /// The moment a day begins in the asker's zone.
    fn midnight(&self, date: Date) -> Value {
        let at = date.to_jiff().to_zoned(self.moment.zone.clone());
        // The calendar's last day has no midnight after it in some zones.
        Value::Timestamp(
            at.map_or(Timestamp::from_micros(i64::MAX), |at| Timestamp::from_jiff(at.timestamp())),
        )
    }

    fn list(&self, field: &FieldDef, json: &Json) -> Outcome {
        let read = |item: &Json| self.of_field(field, item);
        let mut values = Vec::new();
        for item in if json.is_array() { list_of(json)? } else { std::slice::from_ref(json) } {
            match read(item)? {
                Value::List(items) => values.extend(items.into_iter().map(Value::Text)),
                _ => return malformed("Expected a list of texts."),
            }
        }
        self.done(Operand::Values(values))
    }

    /// Mail addresses and phone numbers in any spelling.
    fn addresses(&self, field: &FieldDef, json: &Json) -> Outcome {
        match self.operator {
            Operator::Is => self.done(Operand::Value(self.of_field(field, json)?)),
            Operator::In => {
                let values = list_of(json)?.iter().map(|item| self.of_field(field, item));
                self.done(Operand::Values(values.collect::<Result<_, _>>()?))
            }
            _ => self.words(json),
        }
    }

    fn of_field(&self, field: &FieldDef, json: &Json) -> Result<Value, Wrong> {
        self.of_kind(field.value_kind(), field, json)
    }

    fn of_kind(&self, kind: Kind, field: &FieldDef, json: &Json) -> Result<Value, Wrong> {
        match kind.read(field, json, &self.moment.read)? {
            Value::Null => {
                Err(malformed_words("A value is missing here; ask for empty fields with is_empty."))
            }
            value => Ok(value),
        }
    }

    fn done(&self, operand: Operand) -> Outcome {
        Ok((self.operator, operand))
    }
}

enum DayOrMoment {
    Day(Date),
    Moment(Timestamp),
}

fn day_or_moment(json: &Json) -> Result<DayOrMoment, Wrong> {
    let text = json.as_str().map(str::trim).unwrap_or_default();
    if let Ok(date) = text.parse() {
        return Ok(DayOrMoment::Day(date));
    }
    let wrong = || {
        malformed_words("Expected a day such as \"2026-01-31\" or a moment such as \"2026-01-31T09:30:00Z\".")
    };
    text.parse().map(DayOrMoment::Moment).map_err(|_| wrong())
}

fn just_before(value: Value) -> Value {
    match value {
        Value::Timestamp(at) => Value::Timestamp(Timestamp::from_micros(at.micros() - 1)),
        other => other,
    }
}

fn list_of(json: &Json) -> Result<&[Json], Wrong> {
    match json {
        Json::Array(items) if items.len() > super::MAX_VALUES => {
            Err(("too_long", format!("At most {} values fit here.", super::MAX_VALUES)))
        }
        Json::Array(items) => Ok(items),
        _ => Err(malformed_words("Expected a list of values.")),
    }
}

/// `[from, until]` or `{"from":…,"until":…}`; null leaves an end open.
fn range_of(json: &Json) -> Result<Ends<'_>, Wrong> {
    let (from, until) = match json {
        Json::Array(items) => match items.as_slice() {
            [from, until] => (Some(from), Some(until)),
            _ => (None, None),
        },
        Json::Object(members) if members.keys().all(|key| key == "from" || key == "until") => {
            (members.get("from"), members.get("until"))
        }
        _ => (None, None),
    };
    let given = |end: Option<&'_ Json>| end.is_some_and(|end| !end.is_null());
    if !given(from) && !given(until) {
        return Err(malformed_words("Expected two values: from and until, both included."));
    }
    Ok((from.filter(|end| !end.is_null()), until.filter(|end| !end.is_null())))
}

fn malformed(message: &str) -> Outcome {
    Err(malformed_words(message))
}

fn malformed_words(message: &str) -> Wrong {
    ("malformed", message.to_string())
}
