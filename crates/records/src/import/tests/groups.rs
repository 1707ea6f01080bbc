//! Rows that belong together: one record for the group, one for each row.

use super::*;
use crate::tests::house::shown;
use RowOutcome::{Created, Refused, Unchanged};
use serde_json::json;
use store::testing::Fresh;

store::on_both_databases! {
    a_group_gives_one_record_with_the_sum_of_its_rows,
    rows_of_a_group_that_do_not_stand_together_are_added,
    one_wrong_row_refuses_its_group,
    left_out_rows_do_not_count,
}

/// A ticket of a club (here a visit) with its fans; the club stands once per group.
fn tickets() -> Json {
    json!({"objects": [
        {"object": "club", "match": ["code"], "per_group": true, "fields": [
            {"field": "code", "column": "Ticket"}, {"field": "name", "column": "Ticket", "prefix": "Ticket "}]},
        {"name": "ticket", "object": "visit", "match": ["external_ids"], "per_group": true, "fields": [
            {"field": "external_ids", "column": "Ticket", "prefix": "t:"},
            {"field": "subject", "column": "Ticket"},
            {"field": "club", "link": {"to": "club"}},
            {"field": "price", "formula": "Seats * Price", "sum": true, "parse": {"round": true}},
            {"field": "seats", "column": "Seats", "sum": true}]},
        {"object": "fan", "match": ["external_ids"], "fields": [
            {"field": "external_ids", "column": "#line", "prefix": "line:"},
            {"field": "name", "column": "Fan"},
            {"field": "age", "column": "Seats"},
            {"field": "club", "link": {"to": "club"}}]},
    ], "options": {"group_by": "Ticket"}})
}

fn ticket(house: &House, number: &str) -> Json {
    let request =
        serde_json::from_value(json!({"filter": {"field": "subject", "op": "is", "value": number}})).unwrap();
    let list = house.engine.read(&house.ana(), |reading| reading.find("visit", &request)).unwrap();
    assert_eq!(list.data.len(), 1);
    shown(&list.data[0])
}

fn a_group_gives_one_record_with_the_sum_of_its_rows(fresh: Fresh) {
    let house = House::new(fresh);
    let text = "Ticket|Fan|Seats|Price\nA1|Maja|2|1.005\nA1|Bor|1|3\nA1|Bor|-1|0.5\nA2|Cene|1|2";
    let results = run(&house, text, tickets());
    assert_eq!(outcomes(&results), [Created, Created]);
    assert_eq!((results[0].line, results[0].rows, results[1].line), (2, 3, 5));
    let first = ticket(&house, "A1");
    assert_eq!((first["price"]["amount"].clone(), first["seats"].clone()), (json!("4.51"), json!("2")));
    assert_eq!(house.list_as(&house.ana(), "fan", json!({})).unwrap().len(), 4);
    assert_eq!(
        outcomes(&run(&house, text, tickets())),
        [Unchanged, Unchanged],
        "lines are known by their number"
    );
    assert_eq!(outcomes(&dry_run(&house, text, tickets())), [Unchanged, Unchanged]);
}

fn rows_of_a_group_that_do_not_stand_together_are_added(fresh: Fresh) {
    let house = House::new(fresh);
    let text = "Ticket|Fan|Seats|Price\nA1|Maja|2|1\nA2|Cene|1|2\nA1|Bor|1|3";
    let results = run(&house, text, tickets());
    assert_eq!(ticket(&house, "A1")["price"]["amount"], "5.00");
    assert!(
        results[2].messages.iter().any(|message| message.contains("do not stand together")),
        "{:?}",
        results[2]
    );
    run(&house, text, tickets());
    assert_eq!(
        ticket(&house, "A1")["price"]["amount"],
        "5.00",
        "a second import of the file does not add again"
    );
}

fn one_wrong_row_refuses_its_group(fresh: Fresh) {
    let house = House::new(fresh);
    let results = run(&house, "Ticket|Fan|Seats|Price\nA1|Maja|2|1\nA1|Bor|many|3\nA2|Cene|1|2", tickets());
    assert_eq!(outcomes(&results), [Refused, Created]);
    assert_eq!(house.list_as(&house.ana(), "fan", json!({})).unwrap(), ["Cene"]);
}

fn left_out_rows_do_not_count(fresh: Fresh) {
    let house = House::new(fresh);
    let mut mapping = tickets();
    mapping["options"]["skip_rows_where"] = json!([{"column": "Fan", "op": "is_empty"}]);
    let results = run(&house, "Ticket|Fan|Seats|Price\nA1||2|1\nA1|Bor|1|3\nA2||1|2", mapping);
    assert_eq!(outcomes(&results), [Created, RowOutcome::Skipped]);
    assert_eq!(results[0].messages, ["1 of 2 rows were left out"]);
    assert_eq!(ticket(&house, "A1")["price"]["amount"], "3.00");
}
