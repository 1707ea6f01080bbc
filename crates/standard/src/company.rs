//! A company: somebody we sell to, or might, that is a firm, an office or a school.

use crate::choice::LIFECYCLES;
use crate::customer;
use crate::territory;
use dictionary::marker::{
    Addresses, Choice, Computed, Emails, Integer, Link, LongText, Phones, Tags, Text, WebAddress,
};
use dictionary::{ChoiceSpec, Field, Kind, Measure, Object};
use vocabulary::Money;

/// The key of the object, and its table.
pub const KEY: &str = "company";

/// Lines of business.
pub const SECTORS: &[ChoiceSpec] = &[
    ChoiceSpec::new("technology", "Technology", "blue"),
    ChoiceSpec::new("medical", "Medical", "red"),
    ChoiceSpec::new("retail", "Retail", "amber"),
    ChoiceSpec::new("software", "Software", "violet"),
    ChoiceSpec::new("entertainment", "Entertainment", "pink"),
    ChoiceSpec::new("marketing", "Marketing", "pink"),
    ChoiceSpec::new("telecommunications", "Telecommunications", "blue"),
    ChoiceSpec::new("finance", "Finance", "green"),
    ChoiceSpec::new("employment", "Employment", "gray"),
    ChoiceSpec::new("services", "Services", "teal"),
    ChoiceSpec::new("manufacturing", "Manufacturing", "gray"),
    ChoiceSpec::new("construction", "Construction", "amber"),
    ChoiceSpec::new("hospitality", "Hospitality", "amber"),
    ChoiceSpec::new("education", "Education", "violet"),
    ChoiceSpec::new("food", "Food", "green"),
    ChoiceSpec::new("other", "Other", "gray"),
];

/// What the company is called.
pub const NAME: Field<Text> = Field::new("name", "Name").required().indexed().searchable();
/// Mail and web domains, by which mails and imports find the company.
pub const DOMAINS: Field<Tags> = Field::new("domains", "Domains")
    .searchable()
    .identifying()
    .help("Mail and web domains of the company, without www.");
/// The line of business.
pub const SECTOR: Field<Choice> = Field::new("sector", "Sector").indexed().choices(SECTORS);
/// How many people work there.
pub const EMPLOYEES: Field<Integer> = Field::new("employees", "Employees");
/// A year's revenue.
pub const REVENUE: Field<Money> = Field::new("revenue", "Revenue").help("A year's revenue.");
/// The year it was founded.
pub const FOUNDED: Field<Integer> = Field::new("founded", "Founded");
/// The company it belongs to.
pub const PARENT: Field<Link> = Field::new("parent", "Parent company").indexed().to(KEY, "Subsidiaries");
/// Addresses of the company itself; those of its people stand with them.
pub const EMAILS: Field<Emails> = Field::new("emails", "E-mail").searchable();
/// Numbers of the company itself.
pub const PHONES: Field<Phones> = Field::new("phones", "Phone").searchable();
/// Where it is.
pub const ADDRESSES: Field<Addresses> = Field::new("addresses", "Addresses");
/// Its website.
pub const WEBSITE: Field<WebAddress> = Field::new("website", "Website");
/// The number it is taxed under; no two companies share one.
pub const TAX_NUMBER: Field<Text> = Field::new("tax_number", "Tax number").unique().searchable();
/// How far it has come with us.
pub const LIFECYCLE: Field<Choice> = Field::new("lifecycle", "Lifecycle").indexed().choices(LIFECYCLES);
/// Free tags.
pub const TAGS: Field<Tags> = Field::new("tags", "Tags").searchable();
/// What else is worth knowing.
pub const DESCRIPTION: Field<LongText> = Field::new("description", "Description");
/// How many deals it has.
pub const DEALS_COUNT: Field<Computed> =
    Field::new("deals_count", "Deals").rollup("deal.company", Measure::Count, "", Kind::Integer);
/// What it has bought, less what it returned.
pub const PURCHASES_TOTAL: Field<Computed> = Field::new("purchases_total", "Purchases total").rollup(
    "purchase.company",
    Measure::Sum,
    "total",
    Kind::Money,
);
/// When it last bought.
pub const LAST_PURCHASE_ON: Field<Computed> = Field::new("last_purchase_on", "Last purchase").rollup(
    "purchase.company",
    Measure::Max,
    "purchased_at",
    Kind::Timestamp,
);
/// The part of the market it belongs to.
pub const TERRITORY: Field<Link> =
    Field::new("territory", "Territory").indexed().to(territory::KEY, "Companies in it").kept();
/// Why it belongs there.
pub const TERRITORY_BECAUSE: Field<Choice> =
    Field::new("territory_because", "In its territory because").choices(territory::REASONS).kept();

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "companies", "Company", "Companies")
    .fields(&[
        NAME.def,
        DOMAINS.def,
        SECTOR.def,
        EMPLOYEES.def,
        REVENUE.def,
        FOUNDED.def,
        PARENT.def,
        EMAILS.def,
        PHONES.def,
        ADDRESSES.def,
        WEBSITE.def,
        TAX_NUMBER.def,
        LIFECYCLE.def,
        TERRITORY.def,
        TERRITORY_BECAUSE.def,
        TAGS.def,
        DESCRIPTION.def,
        DEALS_COUNT.def,
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
    .shown_as("customers", "building")
    .listed(
        &[
            NAME.def.key,
            SECTOR.def.key,
            LIFECYCLE.def.key,
            EMPLOYEES.def.key,
            DEALS_COUNT.def.key,
            PURCHASES_TOTAL.def.key,
            LAST_PURCHASE_ON.def.key,
        ],
        "name",
    )
    .checked();
