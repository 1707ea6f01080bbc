//! E-mail addresses: several, the primary one first, each once.

use super::{expected, items};
use crate::{Email, Operator, Value};
use serde_json::Value as Json;
use vocabulary::EmailAddress;

pub(super) const OPERATORS: &[Operator] = &[
    Operator::Is,
    Operator::Contains,
    Operator::StartsWith,
    Operator::In,
    Operator::IsEmpty,
    Operator::IsNotEmpty,
];

pub(super) fn read(json: &Json) -> Result<Value, (&'static str, String)> {
    let mut emails: Vec<Email> = Vec::new();
    for item in items(json)? {
        let (address, label, primary) = labeled(item, "address")?;
        if address.trim().is_empty() {
            continue;
        }
        let address = EmailAddress::parse(address).map_err(|message| ("email_malformed", message))?;
        if emails.iter().any(|known| known.address.key() == address.key()) {
            continue;
        }
        let email = Email { address, label: label.to_string() };
        if primary { emails.insert(0, email) } else { emails.push(email) }
    }
    Ok(if emails.is_empty() { Value::Null } else { Value::Emails(emails) })
}

/// An item given as text or as an object with a label: its main text, its label, whether it is the primary one.
pub(super) fn labeled<'a>(
    item: &'a Json,
    main: &str,
) -> Result<(&'a str, &'a str, bool), (&'static str, String)> {
    match item {
        Json::String(text) => Ok((text, "", false)),
        Json::Object(members) => {
            if let Some(unknown) =
                members.keys().find(|key| ![main, "label", "primary", "national"].contains(&key.as_str()))
            {
                return Err(("unknown_field", format!("There is no “{unknown}” here.")));
            }
            let text = members.get(main).and_then(Json::as_str).ok_or_else(|| expected(main, item))?;
            let label = members.get("label").and_then(Json::as_str).unwrap_or_default();
            if label.chars().count() > 40 {
                return Err(("too_long", "A label is at most 40 characters.".to_string()));
            }
            Ok((text, label, members.get("primary").and_then(Json::as_bool).unwrap_or(false)))
        }
        other => Err(expected("a text", other)),
    }
}
