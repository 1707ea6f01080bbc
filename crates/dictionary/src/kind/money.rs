//! Money: `{"amount":"12.34","currency":"EUR"}`, or a bare amount in the workspace's currency.

use super::{ReadContext, expected};
use crate::{Operator, Value};
use serde_json::Value as Json;
use vocabulary::{Currency, Money};

pub(super) const OPERATORS: &[Operator] = &[
    Operator::Is,
    Operator::IsNot,
    Operator::Lt,
    Operator::Lte,
    Operator::Gt,
    Operator::Gte,
    Operator::Between,
    Operator::IsEmpty,
    Operator::IsNotEmpty,
];

pub(super) fn read(json: &Json, context: &ReadContext) -> Result<Value, (&'static str, String)> {
    let (amount, currency) = match json {
        Json::Object(members) => {
            if let Some(unknown) = members.keys().find(|key| *key != "amount" && *key != "currency") {
                return Err(("unknown_field", format!("An amount of money has no “{unknown}”.")));
            }
            let currency = match members.get("currency") {
                None | Some(Json::Null) => context.currency,
                Some(Json::String(code)) => {
                    code.parse::<Currency>().map_err(|message| ("malformed", message))?
                }
                Some(other) => return Err(expected("a currency code such as EUR", other)),
            };
            (members.get("amount").unwrap_or(&Json::Null), currency)
        }
        other => (other, context.currency),
    };
    let text = match amount {
        Json::String(text) => text.trim().to_string(),
        Json::Number(number) => number.to_string(),
        _ => return Err(expected("an amount such as {\"amount\":\"12.34\",\"currency\":\"EUR\"}", json)),
    };
    let money = Money::parse(&text, currency).map_err(|message| ("malformed", message))?;
    if money.minor.unsigned_abs() > 1_000_000_000_000_000 {
        return Err(("too_large", "The amount is larger than 10^15 minor units.".to_string()));
    }
    Ok(Value::Money(money))
}
