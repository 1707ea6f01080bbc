//! A territory: a part of the market, told by filters, in which leads are given, targets set and deals forecast.

use dictionary::marker::{Integer, Link, LongText, Text};
use dictionary::{ChoiceSpec, Field, Object};
use vocabulary::Timestamp;

/// The key of the object, and its table.
pub const KEY: &str = "territory";

/// Why a record is in its territory.
pub const REASONS: &[ChoiceSpec] = &[
    ChoiceSpec::new("rule", "It meets the territory's condition", "teal"),
    ChoiceSpec::new("company", "Its company is there", "blue"),
];

/// What it is called.
pub const NAME: Field<Text> = Field::new("name", "Name").required().searchable();
/// The territory around it: what is in this one counts there too.
pub const PARENT: Field<Link> =
    Field::new("parent", "Part of").to(KEY, "Territories").help("What is here counts there too.");
/// The team that works it.
pub const TEAM: Field<Link> = Field::new("team", "Team").to("team", "Territories");
/// Its place: the first territory whose condition a record meets is its own; those inside another come before it.
pub const POSITION: Field<Integer> = Field::new("position", "Position");
/// Which companies.
pub const COMPANIES: Field<LongText> = Field::new("company_filter", "Companies")
    .help("Which companies are in it: a filter as JSON. Their leads and deals come along. Empty for none.");
/// Which leads besides.
pub const LEADS: Field<LongText> =
    Field::new("lead_filter", "Leads").help("Which leads besides: a filter as JSON. Empty for none.");
/// Which deals besides.
pub const DEALS: Field<LongText> =
    Field::new("deal_filter", "Deals").help("Which deals besides: a filter as JSON. Empty for none.");
/// Since when its records are those its conditions say; empty while they are being looked through.
pub const SORTED_AT: Field<Timestamp> = Field::new("sorted_at", "Applied").kept();

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "territories", "Territory", "Territories")
    .fields(&[
        NAME.def,
        PARENT.def,
        TEAM.def,
        POSITION.def,
        COMPANIES.def,
        LEADS.def,
        DEALS.def,
        SORTED_AT.def,
    ])
    .titled_by(NAME.def.key)
    .shown_as("sales", "map")
    .listed(&[NAME.def.key, PARENT.def.key, TEAM.def.key, SORTED_AT.def.key], "position")
    .not_searchable()
    .checked();
