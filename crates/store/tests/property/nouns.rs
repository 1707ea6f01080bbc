//! A dictionary with a field of every kind, standard and custom, and every sort of rollup.

use dictionary::marker::{
    Addresses, Choice, Choices, Computed, Duration, Emails, File, Integer, Link, LongText, Percent, Phones,
    Tags, Text, WebAddress,
};
use dictionary::{ChoiceSpec, Dictionary, Field, Kind, Measure, Object, Overlay, PersonName};
use serde_json::{Value as Json, json};
use vocabulary::{Currency, Date, Decimal, Money, Timestamp};

const CHOICES: &[ChoiceSpec] = &[
    ChoiceSpec::new("retail", "Retail", "blue"),
    ChoiceSpec::new("food", "Food", "green"),
    ChoiceSpec::new("čaj", "Čaj", "teal"),
];

const COMPANY_NAME: Field<Text> = Field::new("name", "Name").required().indexed();
const CODE: Field<Text> = Field::new("code", "Code").unique();
const NOTES: Field<LongText> = Field::new("notes", "Notes");
const EMPLOYEES: Field<Integer> = Field::new("employees", "Employees").indexed();
const RATIO: Field<Decimal> = Field::new("ratio", "Ratio");
const RATE: Field<Percent> = Field::new("rate", "Rate");
const REVENUE: Field<Money> = Field::new("revenue", "Revenue").indexed();
const ACTIVE: Field<bool> = Field::new("active", "Active");
const FOUNDED: Field<Date> = Field::new("founded", "Founded").indexed();
const CHECKED_AT: Field<Timestamp> = Field::new("checked_at", "Checked").indexed();
const SECTOR: Field<Choice> = Field::new("sector", "Sector").choices(CHOICES).indexed();
const INTERESTS: Field<Choices> = Field::new("interests", "Interests").choices(CHOICES);
const PARENT: Field<Link> = Field::new("parent", "Parent").to("company", "Subsidiaries").indexed();
const EMAILS: Field<Emails> = Field::new("emails", "E-mails");
const PHONES: Field<Phones> = Field::new("phones", "Phones");
const ADDRESSES: Field<Addresses> = Field::new("addresses", "Addresses");
const WEBSITE: Field<WebAddress> = Field::new("website", "Website");
const TAGS: Field<Tags> = Field::new("tags", "Tags");
const LOGO: Field<File> = Field::new("logo", "Logo");
const ANSWERED_IN: Field<Duration> = Field::new("answered_in", "Answers in");
const DOUBLE: Field<Computed> = Field::new("double", "Double").formula("ratio * 2", Kind::Decimal);
const DEALS: Field<Computed> =
    Field::new("deals", "Deals").rollup("deal.company", Measure::Count, "", Kind::Integer);
const DEALS_SUM: Field<Computed> =
    Field::new("deals_sum", "Sum").rollup("deal.company", Measure::Sum, "amount", Kind::Money);
const DEALS_AVG: Field<Computed> =
    Field::new("deals_avg", "Mean").rollup("deal.company", Measure::Avg, "amount", Kind::Money);
const DEALS_MOST: Field<Computed> =
    Field::new("deals_most", "Most").rollup("deal.company", Measure::Max, "quantity", Kind::Decimal);
const DEALS_PIECES: Field<Computed> =
    Field::new("deals_pieces", "Pieces").rollup("deal.company", Measure::Avg, "pieces", Kind::Decimal);
const DEALS_FIRST: Field<Computed> =
    Field::new("deals_first", "First").rollup("deal.company", Measure::Min, "closed_on", Kind::Date);
const DEALS_LAST: Field<Computed> =
    Field::new("deals_last", "Last").rollup("deal.company", Measure::Last, "amount", Kind::Money);
const DEALS_NAME: Field<Computed> =
    Field::new("deals_name", "Name").rollup("deal.company", Measure::Last, "name", Kind::Text);
const DEALS_LEAST: Field<Computed> =
    Field::new("deals_least", "Least").rollup("deal.company", Measure::Min, "name", Kind::Text);

static COMPANY: Object = Object::new("company", "companies", "Company", "Companies")
    .fields(&[
        COMPANY_NAME.def,
        CODE.def,
        NOTES.def,
        EMPLOYEES.def,
        RATIO.def,
        RATE.def,
        REVENUE.def,
        ACTIVE.def,
        FOUNDED.def,
        CHECKED_AT.def,
        SECTOR.def,
        INTERESTS.def,
        PARENT.def,
        EMAILS.def,
        PHONES.def,
        ADDRESSES.def,
        WEBSITE.def,
        TAGS.def,
        LOGO.def,
        ANSWERED_IN.def,
        DOUBLE.def,
        DEALS.def,
        DEALS_SUM.def,
        DEALS_AVG.def,
        DEALS_MOST.def,
        DEALS_PIECES.def,
        DEALS_FIRST.def,
        DEALS_LAST.def,
        DEALS_NAME.def,
        DEALS_LEAST.def,
    ])
    .checked();

const PERSON_NAME: Field<PersonName> = Field::new("name", "Name").required().indexed();
const WORKS_AT: Field<Link> = Field::new("company", "Company").to("company", "People").indexed();
const BORN_ON: Field<Date> = Field::new("born_on", "Birthday").indexed();
const PERSON_EMAILS: Field<Emails> = Field::new("emails", "E-mails").unique();

static PERSON: Object = Object::new("person", "people", "Person", "People")
    .fields(&[PERSON_NAME.def, WORKS_AT.def, BORN_ON.def, PERSON_EMAILS.def])
    .checked();

const DEAL_NAME: Field<Text> = Field::new("name", "Name").required().indexed();
const DEAL_COMPANY: Field<Link> = Field::new("company", "Company").to("company", "Deals").indexed();
const DEAL_PERSON: Field<Link> = Field::new("person", "Person").to("person", "Deals").indexed();
const AMOUNT: Field<Money> = Field::new("amount", "Amount").indexed();
const QUANTITY: Field<Decimal> = Field::new("quantity", "Quantity");
const PIECES: Field<Integer> = Field::new("pieces", "Pieces");
const CLOSED_ON: Field<Date> = Field::new("closed_on", "Closed on").indexed();
const CLOSED_AT: Field<Timestamp> = Field::new("closed_at", "Closed at").indexed();
const STAGE: Field<Choice> = Field::new("stage", "Stage").choices(CHOICES).indexed();

static DEAL: Object = Object::new("deal", "deals", "Deal", "Deals")
    .fields(&[
        DEAL_NAME.def,
        DEAL_COMPANY.def,
        DEAL_PERSON.def,
        AMOUNT.def,
        QUANTITY.def,
        PIECES.def,
        CLOSED_ON.def,
        CLOSED_AT.def,
        STAGE.def,
    ])
    .happens_at("closed_at")
    .totals(&[DEAL_COMPANY.def.key, STAGE.def.key], AMOUNT.def.key)
    .sorted_within(&[
        (STAGE.def.key, AMOUNT.def.key),
        (STAGE.def.key, DEAL_NAME.def.key),
        (DEAL_COMPANY.def.key, CLOSED_ON.def.key),
    ])
    .checked();

/// The dictionary, with custom fields of every kind on companies and on a custom object.
pub fn dictionary() -> Dictionary {
    let overlay: Overlay = serde_json::from_value(json!({
        "version": 1,
        "objects": [{
            "key": "x_machine", "plural": "x_machines", "label": "Machine", "label_plural": "Machines", "fields": custom_fields(),
        }],
        "fields": custom_fields().into_iter().map(|field| json!(["company", field])).collect::<Vec<_>>(),
    }))
    .unwrap();
    let mut dictionary = Dictionary::build(&[&COMPANY, &PERSON, &DEAL], &overlay).unwrap();
    dictionary.currency = Some(Currency::EUR);
    dictionary
}

fn custom_fields() -> Vec<Json> {
    let choices = json!([{"key": "low", "label": "Low"}, {"key": "HIGH", "label": "High"}]);
    let mut fields = Vec::new();
    for kind in Kind::ALL {
        let mut field =
            json!({"key": format!("x_{}", kind.word()), "label": kind.word(), "kind": kind.word()});
        match kind {
            Kind::Computed => {
                field["computed"] = json!({"kind": "text", "formula": "concat(x_text, '-', x_integer)"})
            }
            Kind::Link => field["to"] = json!("person"),
            Kind::Choice | Kind::Choices => field["choices"] = choices.clone(),
            _ => {}
        }
        field["indexed"] = json!(matches!(kind, Kind::Integer | Kind::Text));
        fields.push(field);
    }
    fields
}
