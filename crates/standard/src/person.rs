//! A person: a customer, or somebody who works for one.

use crate::choice::LIFECYCLES;
use crate::{company, customer, household};
use dictionary::marker::{
    Addresses, Choice, Computed, Emails, Link, LongText, Phones, Tags, Text, WebAddress,
};
use dictionary::{ChoiceSpec, Field, Kind, Measure, Object, PersonName};
use vocabulary::Date;

/// The key of the object, and its table.
pub const KEY: &str = "person";

/// Languages to write and speak in. Serbian stands twice: the script is part of a person's choice.
pub const LANGUAGES: &[ChoiceSpec] = &[
    ChoiceSpec::new("en", "English", "blue"),
    ChoiceSpec::new("sl", "Slovenian", "green"),
    ChoiceSpec::new("sk", "Slovak", "violet"),
    ChoiceSpec::new("sv", "Swedish", "amber"),
    ChoiceSpec::new("sr", "Serbian (Cyrillic)", "red"),
    ChoiceSpec::new("sr_latn", "Serbian (Latin)", "red"),
    ChoiceSpec::new("de", "German", "gray"),
    ChoiceSpec::new("fr", "French", "gray"),
    ChoiceSpec::new("it", "Italian", "gray"),
    ChoiceSpec::new("hr", "Croatian", "gray"),
];

/// Genders, as the form of address needs them.
pub const GENDERS: &[ChoiceSpec] = &[
    ChoiceSpec::new("female", "Female", "violet"),
    ChoiceSpec::new("male", "Male", "teal"),
    ChoiceSpec::new("other", "Other", "gray"),
];

/// Given and family name.
pub const NAME: Field<PersonName> = Field::new("name", "Name").required().indexed().searchable();
/// The main company; further ones are employments.
pub const COMPANY: Field<Link> = Field::new("company", "Company").indexed().to(company::KEY, "People");
/// What the person does there.
pub const JOB_TITLE: Field<Text> = Field::new("job_title", "Job title").searchable();
/// E-mail addresses; an address belongs to one person.
pub const EMAILS: Field<Emails> = Field::new("emails", "E-mail").unique().searchable();
/// Phone numbers.
pub const PHONES: Field<Phones> = Field::new("phones", "Phone").searchable();
/// Postal addresses.
pub const ADDRESSES: Field<Addresses> = Field::new("addresses", "Addresses");
/// The day of birth.
pub const BIRTH_DATE: Field<Date> = Field::new("birth_date", "Birth date").indexed().identifying();
/// The language to write and speak in.
pub const LANGUAGE: Field<Choice> = Field::new("language", "Language").choices(LANGUAGES);
/// For the form of address.
pub const GENDER: Field<Choice> = Field::new("gender", "Gender").choices(GENDERS);
/// The people lived with.
pub const HOUSEHOLD: Field<Link> =
    Field::new("household", "Household").indexed().to(household::KEY, "People");
/// What the person cares about.
pub const INTERESTS: Field<Tags> = Field::new("interests", "Interests");
/// How the person likes to be served.
pub const PREFERENCES: Field<LongText> = Field::new("preferences", "Preferences");
/// How far the person has come with us.
pub const LIFECYCLE: Field<Choice> = Field::new("lifecycle", "Lifecycle").indexed().choices(LIFECYCLES);
/// Free tags.
pub const TAGS: Field<Tags> = Field::new("tags", "Tags").searchable();
/// A website or profile.
pub const WEBSITE: Field<WebAddress> = Field::new("website", "Website");
/// What else is worth knowing.
pub const DESCRIPTION: Field<LongText> = Field::new("description", "Description");
/// How many purchases the person has made.
pub const PURCHASES_COUNT: Field<Computed> =
    Field::new("purchases_count", "Purchases").rollup("purchase.person", Measure::Count, "", Kind::Integer);
/// What the person has bought, less returns.
pub const PURCHASES_TOTAL: Field<Computed> = Field::new("purchases_total", "Purchases total").rollup(
    "purchase.person",
    Measure::Sum,
    "total",
    Kind::Money,
);
/// When the person last bought.
pub const LAST_PURCHASE_ON: Field<Computed> = Field::new("last_purchase_on", "Last purchase").rollup(
    "purchase.person",
    Measure::Max,
    "purchased_at",
    Kind::Timestamp,
);

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "people", "Person", "People")
    .fields(&[
        NAME.def,
        COMPANY.def,
        JOB_TITLE.def,
        EMAILS.def,
        PHONES.def,
        ADDRESSES.def,
        BIRTH_DATE.def,
        LANGUAGE.def,
        GENDER.def,
        HOUSEHOLD.def,
        INTERESTS.def,
        PREFERENCES.def,
        LIFECYCLE.def,
        TAGS.def,
        WEBSITE.def,
        DESCRIPTION.def,
        PURCHASES_COUNT.def,
        PURCHASES_TOTAL.def,
        LAST_PURCHASE_ON.def,
        customer::FIRST.def,
        customer::LAST.def,
        customer::COUNT.def,
        customer::DAYS.def,
        customer::TOTAL.def,
        customer::GAP.def,
        customer::RETURNS.def,
        customer::RETURNED.def,
        customer::MARGIN.def,
        customer::COSTED.def,
        customer::MARGIN_SHARE.def,
        customer::DISCOUNTS.def,
        customer::DISCOUNTED.def,
        customer::PRODUCTS.def,
        customer::PRODUCT.def,
        customer::CATEGORIES.def,
        customer::CATEGORY.def,
        customer::BOUGHT_THROUGH.def,
        customer::USUAL_CHANNEL.def,
        customer::LAST_ACTIVITY.def,
        customer::OPEN_DEALS.def,
        customer::OPEN_AMOUNT.def,
        customer::WON_DEALS.def,
        customer::GROUP.def,
        customer::RFM.def,
        customer::GROUPED_AT.def,
        customer::ALIVE.def,
        customer::EXPECTED_PURCHASES.def,
        customer::EXPECTED_VALUE.def,
        customer::CHURN_RISK.def,
        customer::VALUED_BY.def,
        customer::VALUED_AT.def,
    ])
    .titled_by(NAME.def.key)
    .shown_as("customers", "user")
    .listed(
        &[
            NAME.def.key,
            COMPANY.def.key,
            JOB_TITLE.def.key,
            EMAILS.def.key,
            PHONES.def.key,
            LIFECYCLE.def.key,
            LAST_PURCHASE_ON.def.key,
        ],
        "name",
    )
    .checked();
