//! Exports over the small dictionary of the engine's tests.

use super::{ExportFormat, ExportRequest};
use crate::Context;
use crate::tests::house::House;
use serde_json::{Value as Json, json};
use store::testing::Fresh;
use vocabulary::{Error, Result};

store::on_both_databases! {
    values_stand_in_cells_of_their_own,
    columns_and_rows_are_those_asked_for,
    the_same_records_give_the_same_bytes,
    what_may_not_be_seen_or_taken_out_stays,
}

fn export_as(house: &House, context: &Context, object: &str, request: Json) -> Result<Vec<u8>> {
    let request: ExportRequest = serde_json::from_value(request).unwrap();
    let mut bytes = Vec::new();
    house
        .engine
        .read(context, |reading| reading.export(object, &request, &mut bytes, &std::env::temp_dir()))?;
    Ok(bytes)
}

fn text(house: &House, object: &str, request: Json) -> String {
    String::from_utf8(export_as(house, &house.ana(), object, request).unwrap()).unwrap()
}

fn filled(fresh: Fresh) -> House {
    let house = House::new(fresh);
    let club = house.create("club", json!({"name": "Olimpija", "code": "OL"})).id();
    house.create(
        "fan",
        json!({"name": "Maja Novak", "age": 31, "level": "gold", "club": club, "emails": ["a@x.si", "b@x.si"],
        "addresses": {"street": "Trg 1", "city": "Ljubljana"}, "tags": ["vip", "north"], "secret": "=1+1",
        "external_ids": ["shop:7"]}),
    );
    house.create("fan", json!({"name": "Žiga"}));
    house.create("visit", json!({"subject": "One", "price": "-2.50", "happened_at": "2024-01-31T20:15:00Z"}));
    house
}

fn values_stand_in_cells_of_their_own(fresh: Fresh) {
    let house = filled(fresh);
    let fields = "name,level,emails,addresses,club,club.code,tags,secret,external_ids";
    let csv = text(&house, "fan", json!({"fields": fields, "sort": "name"}));
    assert_eq!(
        csv,
        "\u{feff}Name: given,Name: family,Level,E-mail,Address: street,Address: city,Address: region,Address: postal code,\
         Address: country,Club,club.code,Tags,Secret,External ids\n\
         Maja,Novak,Gold,a@x.si; b@x.si,Trg 1,Ljubljana,,,,Olimpija,OL,vip; north,'=1+1,shop:7\n\
         Žiga,,Silver,,,,,,,,,,,\n"
    );
    let csv =
        text(&house, "visit", json!({"fields": "subject,price,happened_at", "headers": "keys", "raw": true}));
    assert_eq!(csv, "subject,price,price.currency,happened_at\nOne,-2.50,EUR,2024-01-31T20:15:00Z\n");
    let book = export_as(&house, &house.ana(), "fan", json!({"format": "xlsx"})).unwrap();
    let rows = tabular::Workbook::open(std::io::Cursor::new(book))
        .unwrap()
        .rows(None, &tabular::Format::default())
        .unwrap();
    assert_eq!(rows.count(), 2);
}

fn columns_and_rows_are_those_asked_for(fresh: Fresh) {
    let house = filled(fresh);
    let csv = text(
        &house,
        "fan",
        json!({"fields": ["age", "created_at", "name"], "headers": "keys",
        "filter": {"field": "age", "op": "is_not_empty"}}),
    );
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!((lines[0], lines.len()), ("age,created_at,name.given,name.family", 2));
    assert!(lines[1].starts_with("31,20") && lines[1].ends_with("Z,Maja,Novak"), "{csv}");
    let usual = text(&house, "club", json!({"headers": "keys"}));
    assert_eq!(usual.lines().next().unwrap(), "id,name,parent,code,owner,external_ids,created_at,updated_at");
}

fn the_same_records_give_the_same_bytes(fresh: Fresh) {
    let house = filled(fresh);
    for format in ["csv", "xlsx", "jsonl"] {
        let once = export_as(&house, &house.ana(), "fan", json!({"format": format})).unwrap();
        let again = export_as(&house, &house.ana(), "fan", json!({"format": format})).unwrap();
        assert!(!once.is_empty() && once == again, "{format}");
    }
    let lines = text(&house, "fan", json!({"format": "jsonl"}));
    let first: Json = serde_json::from_str(lines.lines().last().unwrap()).unwrap();
    assert_eq!(
        (first["object"].clone(), first["emails"][1]["address"].clone()),
        (json!("fan"), json!("b@x.si"))
    );
    assert_eq!(ExportFormat::Jsonl.extension(), "jsonl");
}

fn what_may_not_be_seen_or_taken_out_stays(fresh: Fresh) {
    let house = filled(fresh);
    let own = json!({"objects": {"*": {"read": "all", "export": "own"}}, "fields": {"fan.secret": "hidden"}});
    let bo = house.limited(1, own, &[]);
    let csv = export_as(&house, &bo, "fan", json!({"headers": "keys"})).unwrap();
    let csv = String::from_utf8(csv).unwrap();
    assert_eq!(csv.lines().count(), 1, "nothing is Bo's: {csv}");
    assert!(!csv.contains("secret"), "{csv}");
    let error = export_as(&house, &bo, "fan", json!({"fields": "secret"})).unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "{error:?}");
    let readers = house.limited(1, json!({"objects": {"*": {"read": "all"}}}), &[]);
    let error = export_as(&house, &readers, "fan", json!({})).unwrap_err();
    assert!(matches!(error, Error::Forbidden(_)), "{error:?}");
}
