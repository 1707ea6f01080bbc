//! One value of one field, of any kind.

use serde::{Deserialize, Serialize, Serializer};
use vocabulary::{Date, Decimal, EmailAddress, Id, Money, PhoneNumber, Timestamp};

/// A value. `Null` stands for an empty field of any kind.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Value {
    /// Empty.
    #[default]
    Null,
    /// Text, long text, web address, choice.
    Text(String),
    /// Integer, duration in seconds.
    Integer(i64),
    /// Decimal, percent.
    Decimal(Decimal),
    /// Money.
    Money(Money),
    /// Boolean.
    Boolean(bool),
    /// A calendar day.
    Date(Date),
    /// A moment.
    Timestamp(Timestamp),
    /// Choices, tags, external ids.
    List(Vec<String>),
    /// A link or a file.
    Link(LinkValue),
    /// E-mail addresses.
    Emails(Vec<Email>),
    /// Phone numbers.
    Phones(Vec<Phone>),
    /// Postal addresses.
    Addresses(Vec<PostalAddress>),
    /// A person's name.
    Name(PersonName),
}

/// A link: the target's id, and its title when it was read along.
#[derive(Clone, Debug)]
pub struct LinkValue {
    /// The target.
    pub id: Id,
    /// The target's title, if the reader asked for it and may see it.
    pub title: Option<String>,
}

impl PartialEq for LinkValue {
    fn eq(&self, other: &LinkValue) -> bool {
        self.id == other.id
    }
}

/// An e-mail address with its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email {
    /// The address.
    pub address: EmailAddress,
    /// `work`, `home`, … or the user's own word.
    pub label: String,
}

/// A phone number with its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// The number.
    pub number: PhoneNumber,
    /// `work`, `home`, `mobile`, … or the user's own word.
    pub label: String,
}

/// A postal address.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PostalAddress {
    /// `work`, `home`, `delivery`, … or the user's own word.
    pub label: String,
    /// Street and number; further lines separated by line breaks.
    pub street: String,
    /// City.
    pub city: String,
    /// State or region.
    pub region: String,
    /// Postal code.
    pub postal_code: String,
    /// ISO 3166 code (`SI`) or, from files, the name as written.
    pub country: String,
}

impl PostalAddress {
    /// The address on one line.
    pub fn one_line(&self) -> String {
        let city = format!("{} {}", self.postal_code, self.city);
        let parts = [self.street.as_str(), city.trim(), self.region.as_str(), self.country.as_str()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    }
}

/// A person's name.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct PersonName {
    /// Given names.
    pub given: String,
    /// Family names.
    pub family: String,
}

impl PersonName {
    /// Given and family name as one text.
    pub fn display(&self) -> String {
        match (self.given.is_empty(), self.family.is_empty()) {
            (false, false) => format!("{} {}", self.given, self.family),
            (false, true) => self.given.clone(),
            (true, _) => self.family.clone(),
        }
    }
}

impl Value {
    /// Whether the field is empty.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// The value as JSON, in the form of the HTTP interface.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or(serde_json::Value::Null)
    }

    /// The value as a line of text for people: titles, CSV, messages.
    pub fn to_text(&self) -> String {
        match self {
            Value::Null => String::new(),
            Value::Text(text) => text.clone(),
            Value::Integer(number) => number.to_string(),
            Value::Decimal(number) => number.to_string(),
            Value::Money(money) => money.to_string(),
            Value::Boolean(value) => value.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Timestamp(at) => at.to_string(),
            Value::List(values) => values.join("; "),
            Value::Link(link) => link.title.clone().unwrap_or_else(|| link.id.to_string()),
            Value::Emails(emails) => emails.iter().map(|e| e.address.as_str()).collect::<Vec<_>>().join("; "),
            Value::Phones(phones) => phones.iter().map(|p| p.number.as_str()).collect::<Vec<_>>().join("; "),
            Value::Addresses(addresses) => {
                addresses.iter().map(PostalAddress::one_line).collect::<Vec<_>>().join("; ")
            }
            Value::Name(name) => name.display(),
        }
    }
}

#[derive(Serialize)]
struct EmailJson<'a> {
    address: &'a str,
    label: &'a str,
    primary: bool,
}

#[derive(Serialize)]
struct PhoneJson<'a> {
    number: &'a str,
    national: std::borrow::Cow<'a, str>,
    label: &'a str,
    primary: bool,
}

#[derive(Serialize)]
struct AddressJson<'a> {
    #[serde(flatten)]
    address: &'a PostalAddress,
    primary: bool,
}

#[derive(Serialize)]
struct MoneyJson<'a> {
    amount: String,
    currency: &'a str,
}

#[derive(Serialize)]
struct NameJson<'a> {
    given: &'a str,
    family: &'a str,
    display: String,
}

#[derive(Serialize)]
struct LinkJson<'a> {
    id: &'a Id,
    title: &'a Option<String>,
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_none(),
            Value::Text(text) => serializer.serialize_str(text),
            Value::Integer(number) => serializer.serialize_i64(*number),
            Value::Decimal(number) => number.serialize(serializer),
            Value::Money(money) => {
                MoneyJson { amount: money.amount(), currency: money.currency.code() }.serialize(serializer)
            }
            Value::Boolean(value) => serializer.serialize_bool(*value),
            Value::Date(date) => date.serialize(serializer),
            Value::Timestamp(at) => at.serialize(serializer),
            Value::List(values) => values.serialize(serializer),
            Value::Link(link) => LinkJson { id: &link.id, title: &link.title }.serialize(serializer),
            Value::Emails(emails) => {
                serializer.collect_seq(emails.iter().enumerate().map(|(index, email)| EmailJson {
                    address: email.address.as_str(),
                    label: &email.label,
                    primary: index == 0,
                }))
            }
            Value::Phones(phones) => {
                serializer.collect_seq(phones.iter().enumerate().map(|(index, phone)| PhoneJson {
                    number: phone.number.as_str(),
                    national: phone.number.national(),
                    label: &phone.label,
                    primary: index == 0,
                }))
            }
            Value::Addresses(addresses) => serializer.collect_seq(
                addresses
                    .iter()
                    .enumerate()
                    .map(|(index, address)| AddressJson { address, primary: index == 0 }),
            ),
            Value::Name(name) => {
                NameJson { given: &name.given, family: &name.family, display: name.display() }
                    .serialize(serializer)
            }
        }
    }
}
