//! JSON as strict as it can be read: no duplicate keys, no NUL, bounded depth and number of values.

use super::{Failure, Limits};
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::cell::Cell;
use std::fmt;
use vocabulary::Error;

/// Reads JSON within limits. What is wrong is said with line and column.
pub fn parse_json(bytes: &[u8], limits: Limits) -> Result<Value, Failure> {
    let nodes = Cell::new(limits.nodes);
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let strict = Strict { depth: limits.depth, nodes: &nodes };
    let value = strict.deserialize(&mut deserializer).and_then(|value| deserializer.end().map(|()| value));
    value.map_err(|error| Failure::Malformed(format!("The body is not the JSON it should be: {error}")))
}

/// Makes a typed value of JSON; unknown members and wrong types are named.
pub fn from_value<T: DeserializeOwned>(value: Value) -> vocabulary::Result<T> {
    serde_json::from_value(value).map_err(|error| {
        let message = error.to_string();
        let named = |start: &str| {
            message.strip_prefix(start).and_then(|rest| rest.split('`').next()).map(str::to_string)
        };
        if let Some(field) = named("unknown field `") {
            return Error::invalid(field, "unknown_field", "There is no such member here.");
        }
        if let Some(field) = named("missing field `") {
            return Error::invalid(field, "required", "This member is needed.");
        }
        Error::invalid("", "malformed", message)
    })
}

#[derive(Clone, Copy)]
struct Strict<'n> {
    depth: usize,
    nodes: &'n Cell<usize>,
}

impl Strict<'_> {
    fn inside<E: serde::de::Error>(self) -> Result<Self, E> {
        let depth = self.depth.checked_sub(1).ok_or_else(|| E::custom("it is nested too deep"))?;
        Ok(Strict { depth, ..self })
    }

    fn text<E: serde::de::Error>(text: &str) -> Result<(), E> {
        if text.contains('\0') { Err(E::custom("a text holds the character NUL")) } else { Ok(()) }
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        let left =
            self.nodes.get().checked_sub(1).ok_or_else(|| D::Error::custom("it holds too many values"))?;
        self.nodes.set(left);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("a number is out of range"))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Value, E> {
        Strict::text(value)?;
        Ok(Value::String(value.to_string()))
    }

    fn visit_string<E: serde::de::Error>(self, value: String) -> Result<Value, E> {
        Strict::text(&value)?;
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Value, A::Error> {
        let inside = self.inside()?;
        let mut values = Vec::new();
        while let Some(value) = sequence.next_element_seed(inside)? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let inside = self.inside()?;
        let mut members = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            Strict::text(&key)?;
            if members.contains_key(&key) {
                let short: String = key.chars().take(60).collect();
                return Err(A::Error::custom(format!("the member “{short}” stands twice")));
            }
            let value = map.next_value_seed(inside)?;
            members.insert(key, value);
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Value, Failure> {
        parse_json(text.as_bytes(), Limits::ONE)
    }

    #[test]
    fn what_is_allowed_reads_back() {
        let text = r#"{"a":[1,-2,2.5,"ž",true,null,{}],"b":18446744073709551615}"#;
        assert_eq!(parse(text).unwrap().to_string(), text);
    }

    #[test]
    fn what_is_doubtful_is_refused() {
        let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(parse(&deep(64)).is_ok());
        let many = format!("[{}1]", "1,".repeat(10_000));
        let too_deep = deep(65);
        let endless = deep(100_000);
        let cases = [
            r#"{"a":1,"a":2}"#,
            r#"{"a":{"b":1,"b":1}}"#,
            r#"{"a":"x\u0000y"}"#,
            r#""\ud800""#,
            "[1,]",
            "{} {}",
            "1e999",
            "",
            "{'a':1}",
            &too_deep,
            &endless,
            &many,
        ];
        for text in cases {
            let short: String = text.chars().take(40).collect();
            assert!(matches!(parse(text), Err(Failure::Malformed(_))), "{short}");
        }
        assert!(matches!(parse_json(b"\"\xff\"", Limits::ONE), Err(Failure::Malformed(_))), "not UTF-8");
    }

    #[test]
    fn unknown_members_are_named() {
        #[derive(serde::Deserialize, Debug)]
        #[serde(deny_unknown_fields)]
        struct Named {
            #[expect(dead_code, reason = "only its presence counts")]
            name: String,
        }
        let problem = |text: &str| match from_value::<Named>(parse(text).unwrap()) {
            Err(Error::Invalid(problems)) => (problems[0].field.clone(), problems[0].code.clone()),
            other => panic!("{other:?}"),
        };
        assert_eq!(problem(r#"{"name":"a","role":1}"#), ("role".to_string(), "unknown_field".to_string()));
        assert_eq!(problem("{}"), ("name".to_string(), "required".to_string()));
    }
}
