//! A deal person: somebody at the customer's who has a say in a deal, and which.

use crate::{deal, person};
use dictionary::marker::{Choice, Link, Text};
use dictionary::{ChoiceSpec, Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "deal_person";

/// What part somebody plays in a decision.
pub const ROLES: &[ChoiceSpec] = &[
    ChoiceSpec::new("decides", "Decides", "green"),
    ChoiceSpec::new("pays", "Holds the budget", "teal"),
    ChoiceSpec::new("champion", "Champion", "blue"),
    ChoiceSpec::new("influences", "Influences", "violet"),
    ChoiceSpec::new("uses", "Will use it", "gray"),
    ChoiceSpec::new("buys", "Purchasing", "amber"),
    ChoiceSpec::new("against", "Against it", "red"),
];

/// How much they weigh.
pub const INFLUENCES: &[ChoiceSpec] = &[
    ChoiceSpec::new("high", "High", "red"),
    ChoiceSpec::new("medium", "Medium", "amber"),
    ChoiceSpec::new("low", "Low", "gray"),
];

/// What else is worth knowing.
pub const REMARK: Field<Text> = Field::new("remark", "Remark");
/// The deal.
pub const DEAL: Field<Link> =
    Field::new("deal", "Deal").required().indexed().to(deal::KEY, "People in the decision");
/// The person.
pub const PERSON: Field<Link> =
    Field::new("person", "Person").required().indexed().to(person::KEY, "Decisions");
/// The part they play.
pub const ROLE: Field<Choice> = Field::new("role", "Role in the decision").choices(ROLES);
/// How much they weigh.
pub const INFLUENCE: Field<Choice> = Field::new("influence", "Influence").choices(INFLUENCES);

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "deal_people", "Person in a deal", "People in deals")
    .fields(&[REMARK.def, DEAL.def, PERSON.def, ROLE.def, INFLUENCE.def])
    .titled_by(REMARK.def.key)
    .shown_as("sales", "user-question")
    .listed(&[PERSON.def.key, DEAL.def.key, ROLE.def.key, INFLUENCE.def.key, REMARK.def.key], "-created_at")
    .not_searchable()
    .checked();
