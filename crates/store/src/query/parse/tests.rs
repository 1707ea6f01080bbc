//! Filters, sorts and selections as users write them.

use crate::query::{Filter, Moment, Operand, Parser, Scope, Visibility};
use dictionary::marker::{Choice, Link, Phones, Text};
use dictionary::{ChoiceSpec, Dictionary, Field, Object, Overlay, ReadContext, Value};
use serde_json::{Value as Json, json};
use vocabulary::{Currency, Date, Error, Id, Money, Timestamp};

const SECTORS: &[ChoiceSpec] = &[ChoiceSpec::new("retail", "Retail", "blue")];
const NAME: Field<Text> = Field::new("name", "Name").required();
const SECTOR: Field<Choice> = Field::new("sector", "Sector").choices(SECTORS);
const PARENT: Field<Link> = Field::new("parent", "Parent").to("company", "Subsidiaries");
const FOUNDED: Field<Date> = Field::new("founded", "Founded");
const CHECKED: Field<Timestamp> = Field::new("checked", "Checked");
const REVENUE: Field<Money> = Field::new("revenue", "Revenue");
const PHONES: Field<Phones> = Field::new("phones", "Phones");
const SECRET: Field<Text> = Field::new("secret", "Secret");
static COMPANY: Object = Object::new("company", "companies", "Company", "Companies")
    .fields(&[
        NAME.def,
        SECTOR.def,
        PARENT.def,
        FOUNDED.def,
        CHECKED.def,
        REVENUE.def,
        PHONES.def,
        SECRET.def,
    ])
    .checked();
static DEAL: Object =
    Object::new("deal", "deals", "Deal", "Deals").fields(&[NAME.def, PARENT.def, REVENUE.def]).checked();
static HIDDEN: Object =
    Object::new("hidden", "hiddens", "Hidden", "Hidden").fields(&[NAME.def, PARENT.def]).checked();

struct Viewer;

impl Visibility for Viewer {
    fn scope(&self, object: &str) -> Scope {
        if object == "hidden" { Scope::Nothing } else { Scope::All }
    }
    fn may_read(&self, _object: &str, field: &str) -> bool {
        field != "secret"
    }
}

fn read(json: &Json) -> Result<Filter, Error> {
    let dictionary = Dictionary::build(&[&COMPANY, &DEAL, &HIDDEN], &Overlay::default()).unwrap();
    let moment = Moment {
        // Sunday, close to midnight: in Ljubljana it is Monday already.
        now: "2025-03-30T22:30:00Z".parse().unwrap(),
        zone: jiff::tz::TimeZone::get("Europe/Ljubljana").unwrap(),
        first_weekday: 1,
        me: Some(Id::from_bytes([7; 16])),
        read: ReadContext { currency: Currency::EUR, country: Some("SI".to_string()) },
    };
    let parser = Parser { dictionary: &dictionary, visibility: &Viewer, moment: &moment };
    parser.filter(dictionary.object("company").unwrap(), json, "filter")
}

/// The operand of a condition.
fn operand(json: Json) -> Operand {
    match read(&json) {
        Ok(Filter::Field(test)) => test.operand,
        other => panic!("{json}: {other:?}"),
    }
}

/// Place and code of the first problem.
fn problem(json: &Json) -> (String, String, String) {
    match read(json) {
        Err(Error::Invalid(problems)) => {
            let first = &problems[0];
            (first.field.clone(), first.code.clone(), first.message.clone())
        }
        other => panic!("{json} was not refused: {other:?}"),
    }
}

#[test]
fn a_problem_names_its_place() {
    for (json, place, code) in [
        (
            json!({"and": [{"field": "nothing", "op": "is", "value": 1}]}),
            "filter.and.0.field",
            "unknown_field",
        ),
        (
            json!({"not": {"or": [{"and": []}, {"field": "name", "op": "gt", "value": "a"}]}}),
            "filter.not.or.1.op",
            "unknown_operator",
        ),
        (json!({"field": "sector", "op": "is", "value": "mining"}), "filter.value", "unknown_choice"),
        (json!({"field": "sector", "op": "is", "value": null}), "filter.value", "malformed"),
        (json!({"field": "founded", "op": "is", "value": "yesterday"}), "filter.value", "malformed"),
        (json!({"field": "name", "op": "is", "value": "a", "vlaue": 1}), "filter.vlaue", "unknown_field"),
        (json!({"field": "parent.parent.parent.parent.name", "op": "is_empty"}), "filter.field", "too_deep"),
        (json!({"field": "name.name", "op": "is_empty"}), "filter.field", "unknown_field"),
        (json!({"linked": "deal.nothing"}), "filter.linked", "unknown_field"),
        (
            json!({"linked": "deal.parent", "where": {"field": "x", "op": "is"}}),
            "filter.where.field",
            "unknown_field",
        ),
        (
            json!({"linked": "deal.parent", "having": [{"measure": "sum", "op": "gt", "value": 1}]}),
            "filter.having.0.field",
            "required",
        ),
        (
            json!({"linked": "deal.parent", "having": [{"measure": "sum", "field": "name", "op": "gt", "value": 1}]}),
            "filter.having.0.field",
            "malformed",
        ),
        (json!({"and": {}}), "filter", "malformed"),
        (json!([]), "filter", "malformed"),
        (json!({"and": [], "or": []}), "filter", "malformed"),
    ] {
        let (found, found_code, _) = problem(&json);
        assert_eq!((found.as_str(), found_code.as_str()), (place, code), "{json}");
    }
}

#[test]
fn hidden_and_unknown_look_alike() {
    let words = |key: &str| problem(&json!({"field": key, "op": "is", "value": "a"})).2.replace(key, "*");
    assert_eq!(words("secret"), words("nothing"));
    assert_eq!(words("parent.secret"), words("parent.nothing"));
    let linked = |link: &str| problem(&json!({"linked": link})).2;
    assert_eq!(linked("hidden.parent"), linked("nothing.parent"));
}

#[test]
fn size_is_bounded() {
    let mut deep = json!({"and": []});
    for _ in 0..16 {
        deep = json!({"not": deep});
    }
    assert_eq!(problem(&deep).1, "too_deep");
    let wide: Vec<Json> = (0..10_000).map(|_| json!({"field": "name", "op": "is_empty"})).collect();
    assert_eq!(problem(&json!({"and": wide})).1, "too_long");
    let values: Vec<String> = (0..1_001).map(|number| number.to_string()).collect();
    assert_eq!(problem(&json!({"field": "name", "op": "in", "value": values})).1, "too_long");
    let lists: Vec<Json> =
        (0..11).map(|_| json!({"field": "name", "op": "in", "value": values[..1000]})).collect();
    assert_eq!(problem(&json!({"or": lists})).1, "too_long");
}

#[test]
fn relative_days_follow_the_askers_calendar() {
    let day = |text: &str| Value::Date(text.parse().unwrap());
    for (span, from, until) in [
        (json!({"last": 90, "unit": "day"}), "2024-12-31", "2025-04-01"),
        (json!({"next": 2, "unit": "week"}), "2025-03-31", "2025-04-15"),
        (json!({"last": 1, "unit": "month"}), "2025-02-28", "2025-04-01"),
        (json!({"this": "week"}), "2025-03-31", "2025-04-07"),
        (json!({"previous": "week"}), "2025-03-24", "2025-03-31"),
        (json!({"this": "quarter"}), "2025-01-01", "2025-04-01"),
        (json!({"previous": "month"}), "2025-02-01", "2025-03-01"),
        (json!({"previous": "year"}), "2024-01-01", "2025-01-01"),
    ] {
        let found = operand(json!({"field": "founded", "op": "within", "value": span}));
        assert_eq!(found, Operand::Span(day(from), day(until)), "{span}");
    }
    for wrong in [
        json!({"last": -1, "unit": "day"}),
        json!({"last": 1, "unit": "hour"}),
        json!({"last": 1}),
        json!("today"),
    ] {
        assert_eq!(problem(&json!({"field": "founded", "op": "within", "value": wrong})).1, "malformed");
    }
}

#[test]
fn moments_span_whole_days_of_the_askers_zone() {
    let at = |text: &str| Value::Timestamp(text.parse().unwrap());
    // The clock goes forward on this day: it has 23 hours.
    let day = operand(json!({"field": "checked", "op": "is", "value": "2025-03-30"}));
    assert_eq!(day, Operand::Span(at("2025-03-29T23:00:00Z"), at("2025-03-30T22:00:00Z")));
    let this = operand(json!({"field": "checked", "op": "within", "value": {"this": "month"}}));
    assert_eq!(this, Operand::Span(at("2025-02-28T23:00:00Z"), at("2025-03-31T22:00:00Z")));
    let after = operand(json!({"field": "checked", "op": "after", "value": "2025-03-30"}));
    assert_eq!(after, Operand::Value(at("2025-03-30T22:00:00Z")));
    let between = operand(json!({"field": "checked", "op": "between", "value": ["2025-03-30", null]}));
    assert_eq!(between, Operand::Range(Some(at("2025-03-29T23:00:00Z")), None));
}

#[test]
fn birthdays_reach_across_new_year() {
    let next = |span: Json| operand(json!({"field": "founded", "op": "anniversary_within", "value": span}));
    assert_eq!(next(json!({"next": 14, "unit": "day"})), Operand::MonthDays(331, 414));
    assert_eq!(next(json!({"next": 300, "unit": "day"})), Operand::MonthDays(331, 125));
    assert_eq!(next(json!({"next": 2, "unit": "year"})), Operand::MonthDays(101, 1231));
}

#[test]
fn operands_are_read_by_kind() {
    let me = operand(json!({"field": "owner", "op": "is", "value": "me"}));
    assert_eq!(me, Operand::Ids(vec![Id::from_bytes([7; 16])]));
    assert_eq!(problem(&json!({"field": "parent", "op": "is", "value": "me"})).1, "malformed");
    let money = operand(json!({"field": "revenue", "op": "gt", "value": "12.50"}));
    assert_eq!(money, Operand::Value(Value::Money(Money::new(1250, Currency::EUR))));
    let mixed = json!([{"amount": "1", "currency": "EUR"}, {"amount": "2", "currency": "USD"}]);
    assert_eq!(problem(&json!({"field": "revenue", "op": "between", "value": mixed})).1, "malformed");
    let phone = operand(json!({"field": "phones", "op": "is", "value": "040 123 456"}));
    assert!(
        matches!(phone, Operand::Value(Value::Phones(phones)) if phones[0].number.as_str() == "+38640123456")
    );
    assert_eq!(
        operand(json!({"field": "title", "op": "is", "value": "A  b"})),
        Operand::Text("A  b".to_string())
    );
}
