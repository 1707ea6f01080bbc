//! Postal addresses: several, the primary one first.

use super::{expected, items};
use crate::{Operator, PostalAddress, Value};
use serde_json::Value as Json;

pub(super) const OPERATORS: &[Operator] = &[
    Operator::CityIs,
    Operator::CountryIs,
    Operator::PostalCodeStartsWith,
    Operator::Contains,
    Operator::IsEmpty,
    Operator::IsNotEmpty,
];

pub(super) fn read(json: &Json) -> Result<Value, (&'static str, String)> {
    let mut addresses: Vec<PostalAddress> = Vec::new();
    for item in items(json)? {
        let Json::Object(members) = item else {
            return Err(expected("an address such as {\"street\",\"city\",\"country\"}", item));
        };
        let mut address = PostalAddress::default();
        let mut primary = false;
        for (key, value) in members {
            if key == "primary" {
                primary = value.as_bool().unwrap_or(false);
                continue;
            }
            let slot = match key.as_str() {
                "label" => &mut address.label,
                "street" => &mut address.street,
                "city" => &mut address.city,
                "region" => &mut address.region,
                "postal_code" => &mut address.postal_code,
                "country" => &mut address.country,
                unknown => return Err(("unknown_field", format!("An address has no “{unknown}”."))),
            };
            let text = match value {
                Json::Null => "",
                Json::String(text) => text.trim(),
                other => return Err(expected("a text", other)),
            };
            if text.chars().count() > 300 || text.contains('\0') {
                return Err(("too_long", "Each line of an address is at most 300 characters.".to_string()));
            }
            *slot = text.to_string();
        }
        if address == (PostalAddress { label: address.label.clone(), ..PostalAddress::default() }) {
            continue;
        }
        if primary { addresses.insert(0, address) } else { addresses.push(address) }
    }
    Ok(if addresses.is_empty() { Value::Null } else { Value::Addresses(addresses) })
}
