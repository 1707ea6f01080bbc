//! Texts of cells become values: replaced, rounded, split, and told about.

use super::*;
use crate::tests::house::shown;
use RowOutcome::{Created, Refused};
use serde_json::json;
use store::testing::Fresh;

store::on_both_databases! {
    texts_are_replaced_and_told,
    amounts_are_read_as_they_are_written,
    names_and_addresses_come_together_from_parts,
    days_and_moments_are_read_in_the_order_that_was_said,
    a_formula_computes_over_columns,
    what_an_export_made_harmless_is_read_as_it_was,
}

fn one(house: &House, object: &str, text: &str, fields: Json) -> (RowResult, Json) {
    let mapping = json!({"objects": [{"object": object, "fields": fields}]});
    let dry = dry_run(house, text, mapping.clone()).remove(0);
    let result = run(house, text, mapping).remove(0);
    assert_eq!(
        (dry.outcome, &dry.messages),
        (result.outcome, &result.messages),
        "the dry run tells the same"
    );
    let record = match result.records.first() {
        Some(record) => shown(&house.get_as(&house.ana(), object, record.id.unwrap()).unwrap()),
        None => Json::Null,
    };
    (result, record)
}

fn texts_are_replaced_and_told(fresh: Fresh) {
    let house = House::new(fresh);
    let level = json!([{"field": "name", "column": "Name"},
        {"field": "level", "column": "Level", "values": {"glod": "gold", "VIP*": "gold", "*": "silver"}}]);
    for (text, level_read, told) in [
        ("glod", "gold", vec!["Level: “glod” was read as “gold”"]),
        ("VIP 3", "gold", vec!["Level: “VIP 3” was read as “gold”"]),
        ("gold", "silver", vec!["Level: “gold” was read as “silver”"]),
    ] {
        let (result, fan) = one(&house, "fan", &format!("Name|Level\nMaja|{text}"), level.clone());
        assert_eq!(
            (fan["level"].clone(), result.messages),
            (json!(level_read), told.iter().map(|text| text.to_string()).collect())
        );
    }
    let silent = json!([{"field": "name", "column": "Name"},
        {"field": "level", "column": "Level", "values": {"1": "gold"}, "silent": true}]);
    let (result, fan) = one(&house, "fan", "Name|Level\nMaja|1", silent);
    assert_eq!((fan["level"].clone(), result.messages.len()), (json!("gold"), 0));
    let plain = |unknown: &str| json!([{"field": "name", "column": "Name"}, {"field": "level", "column": "Level", "unknown_choice": unknown}]);
    let (result, _) = one(&house, "fan", "Name|Level\nMaja|glod", plain("refuse"));
    assert_eq!(result.outcome, Refused);
    assert_eq!(result.messages, ["level: “glod” is not one of the choices of Level. Did you mean “gold”?"]);
    let (result, fan) = one(&house, "fan", "Name|Level\nMaja|glod", plain("blank"));
    assert_eq!((result.outcome, fan["level"].clone()), (Created, json!("silver")), "the default stands");
    let (_, fan) = one(&house, "fan", "Name|Level\nMaja|GOLD", plain("refuse"));
    assert_eq!(fan["level"], "gold", "labels are choices too");
}

fn amounts_are_read_as_they_are_written(fresh: Fresh) {
    let house = House::new(fresh);
    let price = |parse: Json| json!([{"field": "subject", "column": "Name"}, {"field": "price", "column": "Price", "parse": parse}]);
    for (text, parse, amount, currency, warnings) in [
        ("1.234,50 €", json!({"decimal_comma": true}), "1234.50", "EUR", 0),
        ("12.5", json!({"currency": "GBP"}), "12.50", "GBP", 0),
        ("0.001", json!({"currency": "GBP", "round": true}), "0.00", "GBP", 1),
        ("-11062.065", json!({"round": true}), "-11062.07", "EUR", 1),
        ("USD 3", json!({}), "3.00", "USD", 0),
    ] {
        let (result, visit) = one(&house, "visit", &format!("Name|Price\nx|{text}"), price(parse));
        assert_eq!(
            visit["price"],
            json!({"amount": amount, "currency": currency}),
            "{text} {:?}",
            result.messages
        );
        assert_eq!(result.messages.len(), warnings, "{:?}", result.messages);
    }
    let (result, _) = one(&house, "visit", "Name|Price\nx|0.001", price(json!({})));
    assert_eq!(result.outcome, Refused, "nothing is rounded unasked");
    for columns in ["Price|Currency\n5|SEK", "Currency|Price\nSEK|5"] {
        let fields = json!([{"field": "subject", "constant": "x"}, {"field": "price.currency", "column": "Currency"},
            {"field": "price", "column": "Price"}]);
        let (_, visit) = one(&house, "visit", columns, fields);
        assert_eq!(visit["price"], json!({"amount": "5.00", "currency": "SEK"}));
    }
    let fields = json!([{"field": "subject", "constant": "x"}, {"field": "price", "column": "Price"},
        {"field": "price.currency", "column": "Currency"}]);
    let (_, visit) = one(&house, "visit", "Price|Currency\n|SEK", fields);
    assert_eq!(visit["price"], Json::Null, "a currency alone is no amount");
}

fn names_and_addresses_come_together_from_parts(fresh: Fresh) {
    let house = House::new(fresh);
    let fields = json!([
        {"field": "name.given", "column": "First"}, {"field": "name.family", "column": "Last"},
        {"field": "addresses.street", "column": "Street", "label": "home"},
        {"field": "addresses.city", "column": "City", "label": "home"},
        {"field": "addresses.city", "column": "Office", "label": "work"},
        {"field": "emails", "column": "Mail", "label": "work"}, {"field": "emails", "column": "Mail 2", "label": "home"},
        {"field": "tags", "column": "Tags"},
    ]);
    let text = "First|Last|Street|City|Office|Mail|Mail 2|Tags\nAna Marija|Novak|Trg 1|Ljubljana|Kranj|a@x.si; b@x.si|c@x.si|vip; north;";
    let (_, fan) = one(&house, "fan", text, fields);
    assert_eq!(fan["title"], "Ana Marija Novak");
    assert_eq!(fan["addresses"][0]["street"], "Trg 1");
    assert_eq!(
        (fan["addresses"][0]["city"].clone(), fan["addresses"][1]["city"].clone()),
        (json!("Ljubljana"), json!("Kranj"))
    );
    let mails: Vec<Json> = fan["emails"]
        .as_array()
        .unwrap()
        .iter()
        .map(|mail| json!([mail["address"], mail["label"]]))
        .collect();
    assert_eq!(mails, [json!(["a@x.si", "work"]), json!(["b@x.si", "work"]), json!(["c@x.si", "home"])]);
    assert_eq!(fan["tags"], json!(["vip", "north"]));
}

fn days_and_moments_are_read_in_the_order_that_was_said(fresh: Fresh) {
    let house = House::new(fresh);
    for (text, parse, read) in [
        ("1/2/2024 8:26 PM", json!({"date_order": "mdy"}), "2024-01-02T20:26:00Z"),
        ("1/2/2024", json!({"date_order": "dmy"}), "2024-02-01T00:00:00Z"),
        ("2024-01-15 10:00", json!({}), "2024-01-15T10:00:00Z"),
        ("2024-01-15T10:00:00+02:00", json!({}), "2024-01-15T08:00:00Z"),
        ("45631.5", json!({"excel_serial": true}), "2024-12-05T12:00:00Z"),
    ] {
        let fields = json!([{"field": "subject", "constant": "x"}, {"field": "happened_at", "column": "When", "parse": parse}]);
        let (_, visit) = one(&house, "visit", &format!("When\n{text}"), fields);
        assert_eq!(visit["happened_at"], read, "{text}");
    }
    let fields = json!([{"field": "subject", "constant": "x"},
        {"field": "happened_at", "column": "When", "blank_when_wrong": true, "parse": {"date_order": "dmy"}}]);
    let (result, visit) = one(&house, "visit", "When\n31.2.2024", fields);
    assert_eq!(visit["happened_at"], Json::Null);
    assert!(result.messages[0].ends_with("It was left empty."), "{:?}", result.messages);
}

fn a_formula_computes_over_columns(fresh: Fresh) {
    let house = House::new(fresh);
    let fields = json!([
        {"field": "subject", "formula": "concat(coalesce(Title, 'No title'), ' ', Code)"},
        {"field": "price", "formula": "Quantity * unit_price", "parse": {"round": true, "currency": "GBP"}},
    ]);
    let (_, visit) = one(&house, "visit", "Title|Code|Quantity|Unit price\n|00123|3|2.555", fields);
    assert_eq!(visit["subject"], "No title 00123", "a code keeps its zeros");
    assert_eq!(visit["price"]["amount"], "7.67");
}

fn what_an_export_made_harmless_is_read_as_it_was(fresh: Fresh) {
    let house = House::new(fresh);
    let fields = json!([{"field": "name", "column": "Name"}, {"field": "secret", "column": "Secret"}]);
    let (_, fan) = one(&house, "fan", "Name|Secret\nMaja|'=1+1", fields);
    assert_eq!(fan["secret"], "=1+1");
}
