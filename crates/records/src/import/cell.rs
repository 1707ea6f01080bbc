//! The text of a cell as the JSON form of a field's kind.

use super::mapping::{FieldMapping, UnknownChoice};
use crate::Context;
use dictionary::{FieldDef, Kind, SystemField};
use serde_json::{Value as Json, json};
use tabular::value::{self, DateOrder, Epoch};
use vocabulary::{Date, Decimal, Timestamp};

/// Reads a cell for a field: its JSON form, null when the cell says nothing. The error is a sentence for the user, and so are
/// the warnings about what was changed on the way.
pub(super) fn read(
    field: &FieldDef,
    part: Option<&str>,
    mapping: &FieldMapping,
    text: &str,
    context: &Context,
    warnings: &mut Vec<String>,
) -> Result<Json, String> {
    // What an export put before texts that spreadsheets would run is taken off again.
    let mut text = tabular::strip_neutral(text.trim()).to_string();
    match replacement(mapping, &text) {
        Some(replaced) => {
            if !mapping.silent && *replaced != text {
                let shown =
                    if text.is_empty() { "an empty cell".to_string() } else { format!("“{text}”") };
                warnings.push(format!("{}: {shown} was read as “{replaced}”", field.label));
            }
            text = replaced;
        }
        None if text.is_empty() => {}
        None => text.insert_str(0, &mapping.prefix),
    }
    if text.is_empty() {
        return Ok(mapping.default.clone().unwrap_or(Json::Null));
    }
    if mapping.parse.html && value::looks_like_html(&text) {
        text = value::html_to_markdown(&text);
    }
    let value = match field.value_kind() {
        _ if part.is_some() => json!(text),
        Kind::Text | Kind::LongText | Kind::WebAddress | Kind::PersonName => json!(text),
        Kind::Integer => json!(whole(&text, mapping)?),
        Kind::Duration => json!(whole(&text, mapping)?),
        Kind::Decimal => json!(decimal(&text, mapping)?.to_string()),
        Kind::Percent => json!(
            Decimal::from_millionths(sentence(value::parse_percent(&text, mapping.parse.decimal_comma))?)
                .to_string()
        ),
        Kind::Money => money(&text, mapping, context, &field.label, warnings)?,
        Kind::Boolean => json!(sentence(value::parse_boolean(&text))?),
        Kind::Date => json!(date(&text, mapping)?.to_string()),
        Kind::Timestamp => json!(timestamp(&text, mapping, context)?.to_string()),
        Kind::Choice => match choice(field, &text) {
            Some(key) => json!(key),
            None if mapping.unknown_choice == UnknownChoice::Blank => {
                warnings.push(format!("{}: “{text}” is no choice and was left out", field.label));
                Json::Null
            }
            None => return Err(unknown(field, &text)),
        },
        Kind::Choices => {
            let mut keys = Vec::new();
            for part in several(&text, mapping) {
                match choice(field, part) {
                    Some(key) => keys.push(key),
                    None if mapping.unknown_choice == UnknownChoice::Blank => {
                        warnings.push(format!("{}: “{part}” is no choice and was left out", field.label));
                    }
                    None => return Err(unknown(field, part)),
                }
            }
            json!(keys)
        }
        Kind::Tags if field.system == Some(SystemField::ExternalIds) => json!([text]),
        Kind::Tags => json!(several(&text, mapping).collect::<Vec<_>>()),
        Kind::EmailAddresses => labeled("address", &text, mapping),
        Kind::PhoneNumbers => labeled("number", &text, mapping),
        Kind::PostalAddress => json!([{"street": text, "label": mapping.label}]),
        Kind::Link | Kind::File => {
            match mapping.parse.separator.and_then(|separator| text.split_once(separator)) {
                Some((first, _)) => {
                    warnings.push(format!("{}: of several, “{}” was taken", field.label, first.trim()));
                    json!(first.trim())
                }
                None => json!(text),
            }
        }
        Kind::Computed => return Err("This field is computed; it cannot be imported.".to_string()),
    };
    Ok(value)
}

/// The parts of a cell that are no choice of the field it goes to.
pub(super) fn unknown_choices(field: &FieldDef, mapping: &FieldMapping, text: &str) -> Vec<String> {
    let text = tabular::strip_neutral(text.trim()).to_string();
    let text = replacement(mapping, &text)
        .unwrap_or_else(|| if text.is_empty() { text } else { format!("{}{text}", mapping.prefix) });
    let parts: Vec<&str> = match field.value_kind() {
        _ if text.is_empty() => Vec::new(),
        Kind::Choice => vec![text.as_str()],
        Kind::Choices => several(&text, mapping).collect(),
        _ => Vec::new(),
    };
    parts.into_iter().filter(|part| choice(field, part).is_none()).map(str::to_string).collect()
}

fn replacement(mapping: &FieldMapping, text: &str) -> Option<String> {
    if mapping.values.is_empty() {
        return None;
    }
    if let Some(exact) = mapping.values.get(text) {
        return Some(exact.clone());
    }
    // The longest beginning that fits wins, so that `*` alone may stand for everything else.
    let beginnings =
        mapping.values.iter().filter_map(|(key, value)| key.strip_suffix('*').map(|start| (start, value)));
    beginnings
        .filter(|(start, _)| text.starts_with(start))
        .max_by_key(|(start, _)| start.len())
        .map(|(_, value)| value.clone())
}

fn sentence<T>(result: Result<T, tabular::Problem>) -> Result<T, String> {
    result.map_err(|problem| problem.message)
}

fn several<'a>(text: &'a str, mapping: &FieldMapping) -> impl Iterator<Item = &'a str> {
    text.split(mapping.parse.separator.unwrap_or(';')).map(str::trim).filter(|part| !part.is_empty())
}

fn labeled(main: &str, text: &str, mapping: &FieldMapping) -> Json {
    let items: Vec<Json> =
        several(text, mapping).map(|part| json!({main: part, "label": mapping.label})).collect();
    json!(items)
}

fn decimal(text: &str, mapping: &FieldMapping) -> Result<Decimal, String> {
    sentence(value::parse_decimal(text, mapping.parse.decimal_comma)).map(Decimal::from_millionths)
}

fn whole(text: &str, mapping: &FieldMapping) -> Result<i64, String> {
    let number = decimal(text, mapping)?;
    if number.millionths() % Decimal::ONE != 0 {
        return Err(format!("“{text}” is not a whole number."));
    }
    Ok(number.millionths() / Decimal::ONE)
}

fn money(
    text: &str,
    mapping: &FieldMapping,
    context: &Context,
    label: &str,
    warnings: &mut Vec<String>,
) -> Result<Json, String> {
    let parsed = sentence(value::parse_money(text, mapping.parse.decimal_comma))?;
    let currency = match parsed.currency.map(str::to_string).or_else(|| mapping.parse.currency.clone()) {
        Some(code) => code.parse()?,
        None => context.moment.read.currency,
    };
    let exact = Decimal::from_millionths(parsed.amount);
    let unit = 10i64.pow(6u32.saturating_sub(currency.decimals()));
    let amount = if mapping.parse.round && parsed.amount % unit != 0 {
        let half = if parsed.amount < 0 { -unit / 2 } else { unit / 2 };
        let rounded = Decimal::from_millionths((parsed.amount + half) / unit * unit);
        warnings.push(format!("{label}: {exact} was rounded to {rounded} {currency}"));
        rounded
    } else {
        exact
    };
    Ok(json!({"amount": amount.to_string(), "currency": currency.code()}))
}

fn date(text: &str, mapping: &FieldMapping) -> Result<Date, String> {
    let no_such_day = || format!("“{text}” is no day.");
    if mapping.parse.excel_serial {
        let at = sentence(value::parse_excel_serial(text, Epoch::Y1900))?;
        return Ok(Date::from_jiff(at.date()));
    }
    let order = mapping.parse.date_order.unwrap_or(DateOrder::Ymd);
    match value::parse_date(text, order) {
        Ok(date) => Ok(Date::from_jiff(date)),
        // A moment where a day is wanted: the day it falls on, as written.
        Err(problem) => match value::parse_timestamp(text, order) {
            Ok(value::Moment::Local(at)) => Ok(Date::from_jiff(at.date())),
            Ok(value::Moment::Exact(at)) => Ok(Timestamp::from_jiff(at).date_in(&jiff::tz::TimeZone::UTC)),
            Err(_) if problem.message.is_empty() => Err(no_such_day()),
            Err(_) => Err(problem.message),
        },
    }
}

fn timestamp(text: &str, mapping: &FieldMapping, context: &Context) -> Result<Timestamp, String> {
    let order = mapping.parse.date_order.unwrap_or(DateOrder::Ymd);
    let local = |at: jiff::civil::DateTime| {
        // A local time that the change of clocks skips or repeats is taken as the earlier of the two readings.
        at.to_zoned(context.moment.zone.clone())
            .map(|at| Timestamp::from_jiff(at.timestamp()))
            .map_err(|_| format!("“{text}” is no moment."))
    };
    if mapping.parse.excel_serial {
        return local(sentence(value::parse_excel_serial(text, Epoch::Y1900))?);
    }
    match value::parse_timestamp(text, order) {
        Ok(value::Moment::Exact(at)) => Ok(Timestamp::from_jiff(at)),
        Ok(value::Moment::Local(at)) => local(at),
        Err(problem) => match value::parse_date(text, order) {
            Ok(date) => local(date.at(0, 0, 0, 0)),
            Err(_) => Err(problem.message),
        },
    }
}

fn choice(field: &FieldDef, text: &str) -> Option<String> {
    let folded = vocabulary::fold(text);
    let same = |choice: &&dictionary::Choice| {
        choice.key == text
            || vocabulary::fold(&choice.label) == folded
            || vocabulary::fold(&choice.key.replace('_', " ")) == folded
    };
    field.choices.iter().find(same).map(|choice| choice.key.clone())
}

fn unknown(field: &FieldDef, text: &str) -> String {
    let near = field.choices.iter().map(|choice| choice.key.as_str()).min_by_key(|key| distance(key, text));
    let hint = near
        .filter(|key| distance(key, text) <= 2)
        .map(|key| format!(" Did you mean “{key}”?"))
        .unwrap_or_default();
    format!("“{text}” is not one of the choices of {}.{hint}", field.label)
}

/// Edit distance of two short texts (Levenshtein 1966), for a hint in an error.
pub(super) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(60).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, a) in a.chars().take(60).enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (slot, b) in row.iter_mut().skip(1).zip(&b) {
            let above = *slot;
            let best = (above + 1).min(left + 1).min(diagonal + usize::from(a != *b));
            diagonal = above;
            *slot = best;
            left = best;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}
