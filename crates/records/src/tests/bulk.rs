//! Many operations in one request.

use super::house::{House, shown};
use crate::{BulkRequest, BulkResult, Outcome, UpsertRequest};
use serde_json::json;
use store::testing::Fresh;
use vocabulary::Error;

store::on_both_databases! {
    all_or_none,
    each_for_itself,
    many_upserts,
    too_many_operations_are_refused,
}

fn request(json: serde_json::Value) -> BulkRequest {
    serde_json::from_value(json).unwrap()
}

fn all_or_none(fresh: Fresh) {
    let house = House::new(fresh);
    let old = house.create("fan", json!({"name": "Old"}));
    let operations = json!([
        {"create": {"name": "One"}}, {"change": {"id": old.id(), "version": 1, "fields": {"age": 9}}},
        {"remove": {"id": old.id()}}, {"restore": {"id": old.id()}},
    ]);
    let results =
        house.engine.bulk(&house.ana(), "fan", request(json!({"operations": operations}))).unwrap().0;
    assert!(
        matches!(results[0], BulkResult::Done(Outcome::Created, _))
            && matches!(results[2], BulkResult::Removed)
    );
    let BulkResult::Done(Outcome::Changed, last) = &results[3] else { panic!("{:?}", results[3]) };
    assert_eq!((last.version(), shown(last)["age"].clone()), (4, json!(9)));

    let broken = json!([{"create": {"name": "Two"}}, {"create": {"age": 1}}]);
    let error = house.engine.bulk(&house.ana(), "fan", request(json!({"operations": broken}))).unwrap_err();
    assert_eq!(super::house::problems(error), ["operations.1.name: required"]);
    assert_eq!(house.list_as(&house.ana(), "fan", json!({"sort": "name"})).unwrap(), ["Old", "One"]);
}

fn each_for_itself(fresh: Fresh) {
    let house = House::new(fresh);
    house.create("fan", json!({"name": "Old", "emails": ["a@example.com"]}));
    let operations = json!([
        {"create": {"name": "One", "emails": ["b@example.com"]}},
        {"create": {"name": "Two", "emails": ["c@example.com", "a@example.com"]}},
        {"create": {"age": 1}},
        {"create": {"name": "Three", "emails": ["c@example.com"]}},
    ]);
    let results = house
        .engine
        .bulk(&house.ana(), "fan", request(json!({"atomic": false, "operations": operations})))
        .unwrap()
        .0;
    assert!(matches!(results[1], BulkResult::Failed(Error::Conflict(..))), "{:?}", results[1]);
    assert!(matches!(results[2], BulkResult::Failed(Error::Invalid(_))));
    assert!(
        matches!(results[3], BulkResult::Done(Outcome::Created, _)),
        "what a failed one took is free again: {:?}",
        results[3]
    );
    assert_eq!(house.list_as(&house.ana(), "fan", json!({"sort": "name"})).unwrap(), ["Old", "One", "Three"]);
}

fn many_upserts(fresh: Fresh) {
    let house = House::new(fresh);
    let request: UpsertRequest = serde_json::from_value(json!({
        "match": ["code"],
        "records": [{"name": "A", "code": "1"}, {"name": "B", "code": "2"}, {"name": "A2", "code": "1"}, {"name": "B", "code": "2"}],
    }))
    .unwrap();
    let results = house.engine.upsert(&house.ana(), "club", request).unwrap().0;
    let outcomes: Vec<Outcome> = results
        .iter()
        .map(|result| match result {
            BulkResult::Done(outcome, _) => *outcome,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(outcomes, [Outcome::Created, Outcome::Created, Outcome::Changed, Outcome::Unchanged]);
    assert_eq!(house.list_as(&house.ana(), "club", json!({})).unwrap(), ["A2", "B"]);
    let unknown = UpsertRequest {
        r#match: vec!["name".into()],
        records: vec![super::house::input(json!({"name": "A"}))],
        fill: crate::Fill::Keep,
    };
    let results = house.engine.upsert(&house.ana(), "club", unknown).unwrap().0;
    assert!(
        matches!(&results[0], BulkResult::Failed(Error::Invalid(_))),
        "only unique fields tell records apart"
    );
}

fn too_many_operations_are_refused(fresh: Fresh) {
    let house = House::new(fresh);
    let operations: Vec<_> = (0..1001).map(|_| json!({"create": {"name": "X"}})).collect();
    let error =
        house.engine.bulk(&house.ana(), "fan", request(json!({"operations": operations}))).unwrap_err();
    assert_eq!(super::house::problems(error), ["operations: too_long"]);
    let limited = house.limited(1, json!({"objects": {}}), &[]);
    let error = house
        .engine
        .bulk(&limited, "fan", request(json!({"operations": [{"create": {"name": "X"}}]})))
        .unwrap_err();
    assert!(matches!(error, Error::NotFound(_)));
}
