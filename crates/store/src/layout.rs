//! How a value stands in columns. The same for both databases, and for the JSON column of custom fields.
//!
//! A field `k` takes the column `k` plus, by kind: `k_fold` (folded text, for filters and sorting), `k_currency`,
//! `k_given` and `k_family`. Custom fields keep the same parts under the same keys in the JSON object of the column `custom`.
//! Rollups have no columns.

use crate::Datum;
use dictionary::{Email, FieldDef, Kind, LinkValue, PersonName, Phone, PostalAddress, SystemField, Value};
use vocabulary::{Date, Decimal, EmailAddress, Error, Money, PhoneNumber, Result, Timestamp, fold};

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// BIGINT.
    Integer,
    /// TEXT.
    Text,
    /// UUID (PostgreSQL) or 16-byte BLOB (SQLite).
    Id,
}

/// The suffixes and types of the columns of a field; empty for rollups and for system fields that live in `Meta`.
pub fn columns(field: &FieldDef) -> &'static [(&'static str, ColumnType)] {
    if field.is_rollup() || matches!(field.system, Some(system) if system != SystemField::ExternalIds) {
        return &[];
    }
    match field.value_kind() {
        Kind::Text | Kind::LongText | Kind::WebAddress => {
            &[("", ColumnType::Text), ("_fold", ColumnType::Text)]
        }
        Kind::PersonName => {
            &[("_given", ColumnType::Text), ("_family", ColumnType::Text), ("_fold", ColumnType::Text)]
        }
        Kind::Money => &[("", ColumnType::Integer), ("_currency", ColumnType::Text)],
        Kind::Integer
        | Kind::Decimal
        | Kind::Percent
        | Kind::Boolean
        | Kind::Date
        | Kind::Timestamp
        | Kind::Duration => &[("", ColumnType::Integer)],
        Kind::Link | Kind::File => &[("", ColumnType::Id)],
        Kind::Choice
        | Kind::Choices
        | Kind::Tags
        | Kind::EmailAddresses
        | Kind::PhoneNumbers
        | Kind::PostalAddress => &[("", ColumnType::Text)],
        Kind::Computed => &[],
    }
}

/// The suffix of the column that filters, sorting and keys use.
pub fn sort_suffix(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::LongText | Kind::WebAddress | Kind::PersonName => "_fold",
        _ => "",
    }
}

/// A value as the contents of its columns, parallel to [`columns`].
pub fn encode(field: &FieldDef, value: &Value) -> Vec<Datum> {
    let parts = columns(field);
    let encoded = match value {
        Value::Null => vec![Datum::Null; parts.len()],
        Value::Text(text) if parts.len() == 2 => vec![Datum::Text(text.clone()), Datum::Text(fold(text))],
        Value::Text(text) => vec![Datum::Text(text.clone())],
        Value::Integer(number) => vec![Datum::Integer(*number)],
        Value::Decimal(number) => vec![Datum::Integer(number.millionths())],
        Value::Money(money) => {
            vec![Datum::Integer(money.minor), Datum::Text(money.currency.code().to_string())]
        }
        Value::Boolean(value) => vec![Datum::from(*value)],
        Value::Date(date) => vec![Datum::Integer(date.number())],
        Value::Timestamp(at) => vec![Datum::Integer(at.micros())],
        Value::Link(link) => vec![Datum::Id(link.id)],
        Value::Name(name) => {
            vec![
                Datum::Text(name.given.clone()),
                Datum::Text(name.family.clone()),
                Datum::Text(fold(&name.display())),
            ]
        }
        Value::List(_) | Value::Emails(_) | Value::Phones(_) | Value::Addresses(_) => {
            vec![Datum::Text(list_text(value))]
        }
    };
    debug_assert_eq!(encoded.len(), parts.len(), "value of the wrong kind for {}", field.key);
    encoded
}

/// Lists are kept as compact JSON: `["a"]`, `[["ana@example.com","work"]]`, `[["+38640123456","work","040 123 456"]]`,
/// `[{"street":…}]`.
fn list_text(value: &Value) -> String {
    let json = match value {
        Value::List(values) => serde_json::json!(values),
        Value::Emails(emails) => {
            serde_json::json!(
                emails.iter().map(|email| [email.address.as_str(), &email.label]).collect::<Vec<_>>()
            )
        }
        Value::Phones(phones) => {
            let kept = |phone: &Phone| {
                serde_json::json!([phone.number.as_str(), &phone.label, phone.number.national()])
            };
            phones.iter().map(kept).collect()
        }
        Value::Addresses(addresses) => serde_json::json!(addresses),
        _ => serde_json::Value::Null,
    };
    json.to_string()
}

/// The value from the contents of its columns, parallel to [`columns`].
pub fn decode(field: &FieldDef, data: &[Datum]) -> Result<Value> {
    let wrong = || Error::internal(format!("column {} holds {data:?}", field.key));
    let first = data.first().ok_or_else(wrong)?;
    if first.is_null() && data.get(1).is_none_or(Datum::is_null) {
        return Ok(Value::Null);
    }
    let integer = || first.integer().ok_or_else(wrong);
    let text = || first.text().map(str::to_string).ok_or_else(wrong);
    Ok(match field.value_kind() {
        Kind::Text | Kind::LongText | Kind::WebAddress | Kind::Choice => Value::Text(text()?),
        Kind::Integer | Kind::Duration => Value::Integer(integer()?),
        Kind::Decimal | Kind::Percent => Value::Decimal(Decimal::from_millionths(integer()?)),
        Kind::Boolean => Value::Boolean(integer()? != 0),
        Kind::Date => Value::Date(Date::from_number(integer()?).ok_or_else(wrong)?),
        Kind::Timestamp => Value::Timestamp(Timestamp::from_micros(integer()?)),
        Kind::Money => {
            let currency =
                data.get(1).and_then(Datum::text).and_then(|code| code.parse().ok()).ok_or_else(wrong)?;
            Value::Money(Money::new(integer()?, currency))
        }
        Kind::Link | Kind::File => Value::Link(LinkValue { id: first.id().ok_or_else(wrong)?, title: None }),
        Kind::PersonName => Value::Name(PersonName {
            given: first.text().unwrap_or_default().to_string(),
            family: data.get(1).and_then(Datum::text).unwrap_or_default().to_string(),
        }),
        Kind::Choices | Kind::Tags => {
            Value::List(serde_json::from_str(first.text().ok_or_else(wrong)?).map_err(|_| wrong())?)
        }
        Kind::EmailAddresses => {
            let pairs: Vec<(String, String)> =
                serde_json::from_str(first.text().ok_or_else(wrong)?).map_err(|_| wrong())?;
            let email = |(address, label): (String, String)| {
                EmailAddress::parse(&address).map(|address| Email { address, label }).map_err(|_| wrong())
            };
            Value::Emails(pairs.into_iter().map(email).collect::<Result<_>>()?)
        }
        Kind::PhoneNumbers => {
            let kept: Vec<(String, String, String)> =
                serde_json::from_str(first.text().ok_or_else(wrong)?).map_err(|_| wrong())?;
            let phone = |(number, label, national)| Phone {
                number: PhoneNumber::from_stored(number, Some(national)),
                label,
            };
            Value::Phones(kept.into_iter().map(phone).collect())
        }
        Kind::PostalAddress => {
            let addresses: Vec<PostalAddress> =
                serde_json::from_str(first.text().ok_or_else(wrong)?).map_err(|_| wrong())?;
            Value::Addresses(addresses)
        }
        Kind::Computed => return Err(wrong()),
    })
}

/// The keys under which a value is found exactly: in `unique_key` when the field is unique, in `record_key` when the kind
/// holds several values. Folded and bounded, so that spellings of one value meet.
pub fn keys(field: &FieldDef, value: &Value) -> Vec<String> {
    let mut keys: Vec<String> = match value {
        Value::Null => Vec::new(),
        // A code or a number of an invoice is matched as people retype it: case and accents do not count.
        Value::Text(text) => vec![fold(text)],
        Value::List(values) if field.system == Some(SystemField::ExternalIds) => values.clone(),
        Value::List(values) => values.iter().map(|value| fold(value)).collect(),
        Value::Emails(emails) => emails.iter().map(|email| email.address.key()).collect(),
        Value::Phones(phones) => phones.iter().map(|phone| phone.number.as_str().to_string()).collect(),
        Value::Addresses(addresses) => addresses
            .iter()
            .flat_map(|address| {
                [
                    format!("city:{}", fold(&address.city)),
                    format!("country:{}", fold(&address.country)),
                    format!("postal:{}", fold(&address.postal_code)),
                    format!("line:{}", fold(&address.one_line())),
                ]
            })
            .filter(|key| !key.ends_with(':'))
            .collect(),
        other => vec![fold(&other.to_text())],
    };
    for key in &mut keys {
        if let Some((end, _)) = key.char_indices().nth(400) {
            key.truncate(end);
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}
