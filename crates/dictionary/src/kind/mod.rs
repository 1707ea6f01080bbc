//! The kinds of values. Each file holds how one kind reads its JSON form, normalizes it and which operators suit it.

mod address;
mod choice;
mod email;
mod link;
mod list;
mod money;
mod name;
mod number;
mod phone;
mod text;
mod time;

/// Marker types for kinds that share a Rust type with another.
pub mod marker;

use crate::{FieldDef, Operator, Value};
use serde::{Deserialize, Serialize};
use vocabulary::Currency;

/// The kind of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One line of text.
    Text,
    /// Markdown of any length.
    LongText,
    /// A whole number.
    Integer,
    /// A number with up to six decimals.
    Decimal,
    /// A percentage: 12.5 means 12.5 %.
    Percent,
    /// An amount with its currency.
    Money,
    /// Yes or no.
    Boolean,
    /// A calendar day.
    Date,
    /// A moment.
    Timestamp,
    /// One of a list of choices.
    Choice,
    /// Several of a list of choices.
    Choices,
    /// A link to a record of another object.
    Link,
    /// E-mail addresses; the first is the primary one.
    EmailAddresses,
    /// Phone numbers; the first is the primary one.
    PhoneNumbers,
    /// Postal addresses; the first is the primary one.
    PostalAddress,
    /// A web address.
    WebAddress,
    /// Free tags.
    Tags,
    /// An uploaded file.
    File,
    /// Given and family name.
    PersonName,
    /// A span of time in seconds.
    Duration,
    /// Computed by a rollup or a formula; read-only.
    Computed,
}

/// What reading a value depends on besides the value.
#[derive(Clone, Debug)]
pub struct ReadContext {
    /// Assumed when an amount names none.
    pub currency: Currency,
    /// ISO 3166 code assumed for phone numbers without a country code.
    pub country: Option<String>,
}

/// Longest list a field takes (addresses, tags, choices).
pub(crate) const MAX_ITEMS: usize = 200;

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 21] = [
        Kind::Text,
        Kind::LongText,
        Kind::Integer,
        Kind::Decimal,
        Kind::Percent,
        Kind::Money,
        Kind::Boolean,
        Kind::Date,
        Kind::Timestamp,
        Kind::Choice,
        Kind::Choices,
        Kind::Link,
        Kind::EmailAddresses,
        Kind::PhoneNumbers,
        Kind::PostalAddress,
        Kind::WebAddress,
        Kind::Tags,
        Kind::File,
        Kind::PersonName,
        Kind::Duration,
        Kind::Computed,
    ];

    /// The word used in the dictionary document.
    pub const fn word(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::LongText => "long_text",
            Kind::Integer => "integer",
            Kind::Decimal => "decimal",
            Kind::Percent => "percent",
            Kind::Money => "money",
            Kind::Boolean => "boolean",
            Kind::Date => "date",
            Kind::Timestamp => "timestamp",
            Kind::Choice => "choice",
            Kind::Choices => "choices",
            Kind::Link => "link",
            Kind::EmailAddresses => "email_addresses",
            Kind::PhoneNumbers => "phone_numbers",
            Kind::PostalAddress => "postal_address",
            Kind::WebAddress => "web_address",
            Kind::Tags => "tags",
            Kind::File => "file",
            Kind::PersonName => "person_name",
            Kind::Duration => "duration",
            Kind::Computed => "computed",
        }
    }

    /// The operators that suit the kind.
    pub fn operators(self) -> &'static [Operator] {
        match self {
            Kind::Text | Kind::LongText | Kind::WebAddress | Kind::PersonName => text::OPERATORS,
            Kind::Integer | Kind::Decimal | Kind::Percent | Kind::Duration => number::OPERATORS,
            Kind::Money => money::OPERATORS,
            Kind::Boolean => number::BOOLEAN_OPERATORS,
            Kind::Date => time::DATE_OPERATORS,
            Kind::Timestamp => time::TIMESTAMP_OPERATORS,
            Kind::Choice => choice::OPERATORS,
            Kind::Choices | Kind::Tags => list::OPERATORS,
            Kind::Link | Kind::File => link::OPERATORS,
            Kind::EmailAddresses | Kind::PhoneNumbers => email::OPERATORS,
            Kind::PostalAddress => address::OPERATORS,
            Kind::Computed => &[],
        }
    }

    /// Whether a list can be sorted by a field of this kind.
    pub fn sortable(self) -> bool {
        !matches!(
            self,
            Kind::Choices
                | Kind::EmailAddresses
                | Kind::PhoneNumbers
                | Kind::PostalAddress
                | Kind::Tags
                | Kind::Computed
        )
    }

    /// Whether records can be grouped by a field of this kind.
    pub fn groupable(self) -> bool {
        matches!(
            self,
            Kind::Text
                | Kind::Integer
                | Kind::Boolean
                | Kind::Date
                | Kind::Timestamp
                | Kind::Choice
                | Kind::Link
                | Kind::File
                | Kind::WebAddress
                | Kind::Percent
                | Kind::Decimal
                | Kind::Duration
                | Kind::Choices
                | Kind::Tags
        )
    }

    /// Whether sums and means make sense.
    pub fn summable(self) -> bool {
        matches!(self, Kind::Integer | Kind::Decimal | Kind::Percent | Kind::Money | Kind::Duration)
    }

    /// Whether a field of this kind may be marked unique.
    pub fn can_be_unique(self) -> bool {
        matches!(
            self,
            Kind::Text
                | Kind::Integer
                | Kind::WebAddress
                | Kind::EmailAddresses
                | Kind::PhoneNumbers
                | Kind::Tags
                | Kind::Date
                | Kind::Link
        )
    }

    /// Whether several values stand in one field, found through the side table of keys.
    pub fn multiple(self) -> bool {
        matches!(
            self,
            Kind::Choices | Kind::Tags | Kind::EmailAddresses | Kind::PhoneNumbers | Kind::PostalAddress
        )
    }

    /// Reads the JSON form of a value of `field`, normalized. The error is a code and a sentence for the user.
    ///
    /// Links come back by id only when the JSON is an id; other forms are resolved by the records engine first.
    pub fn read(
        self,
        field: &FieldDef,
        json: &serde_json::Value,
        context: &ReadContext,
    ) -> Result<Value, (&'static str, String)> {
        if json.is_null() {
            return Ok(Value::Null);
        }
        match self {
            Kind::Text => text::read_line(field, json),
            Kind::LongText => text::read_long(field, json),
            Kind::WebAddress => text::read_web_address(json),
            Kind::Integer => number::read_integer(json),
            Kind::Duration => number::read_duration(json),
            Kind::Decimal | Kind::Percent => number::read_decimal(json),
            Kind::Boolean => number::read_boolean(json),
            Kind::Money => money::read(json, context),
            Kind::Date => time::read_date(json),
            Kind::Timestamp => time::read_timestamp(json),
            Kind::Choice => choice::read(field, json),
            Kind::Choices => choice::read_several(field, json),
            Kind::Tags => list::read(json),
            Kind::Link | Kind::File => link::read(json),
            Kind::EmailAddresses => email::read(json),
            Kind::PhoneNumbers => phone::read(json, context),
            Kind::PostalAddress => address::read(json),
            Kind::PersonName => name::read(json),
            Kind::Computed => Err(("read_only", "This field is computed; it cannot be written.".to_string())),
        }
    }
}

/// The sentence for a value of the wrong JSON type.
pub(crate) fn expected(what: &str, json: &serde_json::Value) -> (&'static str, String) {
    let got = match json {
        serde_json::Value::Null => "nothing".to_string(),
        serde_json::Value::Bool(value) => value.to_string(),
        serde_json::Value::Number(number) => format!("the number {number}"),
        serde_json::Value::String(text) => format!("“{}”", text.chars().take(60).collect::<String>()),
        serde_json::Value::Array(_) => "a list".to_string(),
        serde_json::Value::Object(_) => "an object".to_string(),
    };
    ("malformed", format!("Expected {what}, got {got}."))
}

/// The items of a list, or a single item taken as a list of one.
pub(crate) fn items(json: &serde_json::Value) -> Result<&[serde_json::Value], (&'static str, String)> {
    match json {
        serde_json::Value::Array(items) if items.len() > MAX_ITEMS => {
            Err(("too_long", format!("At most {MAX_ITEMS} values fit here, got {}.", items.len())))
        }
        serde_json::Value::Array(items) => Ok(items),
        one => Ok(std::slice::from_ref(one)),
    }
}
