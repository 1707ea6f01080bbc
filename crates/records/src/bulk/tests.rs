//! One change to many records: what is meant when it is written, not when it was found; and that it comes to an end.

use super::*;
use crate::tests::house::{House, input, shown};
use serde_json::{Value as Json, json};
use store::testing::Fresh;
use vocabulary::Id;

store::on_both_databases! {
    what_no_longer_matches_is_left_alone,
    what_leaves_the_filter_is_not_met_again,
    values_are_added_and_taken_out,
    one_that_is_refused_holds_up_none_of_the_others,
}

fn request(json: Json) -> BulkChange {
    let mut request: BulkChange = serde_json::from_value(json).unwrap();
    request.sort();
    request
}

fn fans(house: &House, count: usize) -> Vec<Id> {
    (0..count)
        .map(|number| {
            house.create("fan", json!({"name": format!("Fan {number}"), "age": 1, "tags": ["a", "b"]})).id()
        })
        .collect()
}

fn piece(house: &House, request: &BulkChange, ids: Vec<Id>) -> BulkPiece {
    let request = request.clone();
    house.engine.write(&house.ana(), move |writing| writing.bulk_piece("fan", &request, &ids)).unwrap()
}

fn targets(house: &House, request: &BulkChange, after: Option<Id>, limit: usize) -> Vec<Id> {
    house.engine.read(&house.ana(), |reading| reading.bulk_targets("fan", request, after, limit)).unwrap()
}

fn fan(house: &House, id: Id) -> Json {
    shown(&house.get_as(&house.ana(), "fan", id).unwrap())
}

fn what_no_longer_matches_is_left_alone(fresh: Fresh) {
    let house = House::new(fresh);
    let ids = fans(&house, 3);
    let request =
        request(json!({"filter": {"field": "age", "op": "is", "value": 1}, "change": {"level": "gold"}}));
    let found = targets(&house, &request, None, 10);
    assert_eq!(found, ids);
    house.change("fan", ids[1], json!({"age": 2}));
    let done = piece(&house, &request, found);
    assert_eq!((done.changed, done.refused.len()), (2, 0));
    assert_eq!(fan(&house, ids[1])["level"], "silver");
}

fn what_leaves_the_filter_is_not_met_again(fresh: Fresh) {
    let house = House::new(fresh);
    fans(&house, 7);
    let request = request(json!({"filter": {"field": "age", "op": "is", "value": 1}, "change": {"age": 2}}));
    let (mut after, mut changed, mut pieces) = (None, 0, 0);
    loop {
        let found = targets(&house, &request, after, 3);
        let Some(last) = found.last().copied() else { break };
        (after, pieces) = (Some(last), pieces + 1);
        changed += piece(&house, &request, found).changed;
    }
    assert_eq!((changed, pieces), (7, 3));
    let again = house.engine.read(&house.ana(), |reading| reading.bulk_count("fan", &request)).unwrap();
    assert_eq!((again.count, again.reachable), (0, 0));
}

fn values_are_added_and_taken_out(fresh: Fresh) {
    let house = House::new(fresh);
    let ids = fans(&house, 2);
    let both =
        request(json!({"ids": [ids[0], ids[0]], "add": {"tags": ["c", "a"]}, "take": {"tags": ["b"]}}));
    assert_eq!(piece(&house, &both, ids[..1].to_vec()).changed, 1);
    assert_eq!(fan(&house, ids[0])["tags"], json!(["a", "c"]));
    let same = request(json!({"ids": [ids[0]], "add": {"tags": ["a"]}}));
    assert_eq!(piece(&house, &same, ids[..1].to_vec()).unchanged, 1);
    let all = request(json!({"ids": ids, "take": {"tags": ["a", "b", "c"]}}));
    assert_eq!(piece(&house, &all, ids.clone()).changed, 2);
    assert_eq!(fan(&house, ids[1])["tags"], Json::Null);
}

fn one_that_is_refused_holds_up_none_of_the_others(fresh: Fresh) {
    let house = House::new(fresh);
    let ids = fans(&house, 3);
    house.remove("fan", ids[1]);
    let mail = request(json!({"ids": ids, "change": {"emails": ["one@x.si"]}}));
    let done = piece(&house, &mail, ids.clone());
    let reasons: Vec<&str> = done.refused.iter().map(|refused| refused.reason.as_str()).collect();
    assert_eq!((done.changed, reasons.len()), (1, 2), "{reasons:?}");
    assert_eq!(done.refused[0].reason, "There is nothing here, or you may not see it.");
    assert_eq!(done.refused[1].reason, "Another record has this value already.");
    let wrong = input(json!({"nothing": 1}));
    let wrong = BulkChange { change: wrong, ..mail };
    let problems =
        house.engine.write(&house.ana(), move |writing| writing.bulk_problems("fan", &wrong)).unwrap();
    assert_eq!(problems[0].code, "unknown_field");
}
