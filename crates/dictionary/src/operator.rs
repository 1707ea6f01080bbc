//! The operators of filters. Each kind lists those that suit it.

use serde::{Deserialize, Serialize};

/// What a filter asks of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    /// The field has no value.
    IsEmpty,
    /// The field has a value.
    IsNotEmpty,
    /// Equal (texts: folded).
    Is,
    /// Not equal; empty fields count as not equal.
    IsNot,
    /// One of a list.
    In,
    /// None of a list; empty fields count.
    NotIn,
    /// The folded text has the folded words inside.
    Contains,
    /// The opposite of `contains`; empty fields count.
    NotContains,
    /// The folded text starts so.
    StartsWith,
    /// The folded text ends so.
    EndsWith,
    /// Less than.
    Lt,
    /// At most.
    Lte,
    /// More than.
    Gt,
    /// At least.
    Gte,
    /// From the first to the second value, both included.
    Between,
    /// Before a day or moment.
    Before,
    /// After a day or moment.
    After,
    /// On that day or before it.
    OnOrBefore,
    /// On that day or after it.
    OnOrAfter,
    /// Inside a span relative to today, in the user's time zone.
    Within,
    /// Day and month fall inside a span relative to today (birthdays, anniversaries).
    AnniversaryWithin,
    /// At least one of a list.
    HasAny,
    /// All of a list.
    HasAll,
    /// None of a list; empty fields count.
    HasNone,
    /// One of the addresses lies in that city (folded).
    CityIs,
    /// One of the addresses lies in that country.
    CountryIs,
    /// One of the addresses has a postal code that starts so.
    PostalCodeStartsWith,
}

impl Operator {
    /// The word used in filters.
    pub fn word(self) -> &'static str {
        match self {
            Operator::IsEmpty => "is_empty",
            Operator::IsNotEmpty => "is_not_empty",
            Operator::Is => "is",
            Operator::IsNot => "is_not",
            Operator::In => "in",
            Operator::NotIn => "not_in",
            Operator::Contains => "contains",
            Operator::NotContains => "not_contains",
            Operator::StartsWith => "starts_with",
            Operator::EndsWith => "ends_with",
            Operator::Lt => "lt",
            Operator::Lte => "lte",
            Operator::Gt => "gt",
            Operator::Gte => "gte",
            Operator::Between => "between",
            Operator::Before => "before",
            Operator::After => "after",
            Operator::OnOrBefore => "on_or_before",
            Operator::OnOrAfter => "on_or_after",
            Operator::Within => "within",
            Operator::AnniversaryWithin => "anniversary_within",
            Operator::HasAny => "has_any",
            Operator::HasAll => "has_all",
            Operator::HasNone => "has_none",
            Operator::CityIs => "city_is",
            Operator::CountryIs => "country_is",
            Operator::PostalCodeStartsWith => "postal_code_starts_with",
        }
    }
}
