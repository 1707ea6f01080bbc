//! Phone numbers: several, the primary one first, kept as E.164.

use super::{ReadContext, email::labeled, items};
use crate::{Phone, Value};
use serde_json::Value as Json;
use vocabulary::PhoneNumber;

pub(super) fn read(json: &Json, context: &ReadContext) -> Result<Value, (&'static str, String)> {
    let mut phones: Vec<Phone> = Vec::new();
    for item in items(json)? {
        let (number, label, primary) = labeled(item, "number")?;
        if number.trim().is_empty() {
            continue;
        }
        let number = PhoneNumber::parse(number, context.country.as_deref())
            .map_err(|message| ("phone_malformed", message))?;
        if phones.iter().any(|known| known.number == number) {
            continue;
        }
        let phone = Phone { number, label: label.to_string() };
        if primary { phones.insert(0, phone) } else { phones.push(phone) }
    }
    Ok(if phones.is_empty() { Value::Null } else { Value::Phones(phones) })
}
