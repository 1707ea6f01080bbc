//! Who has none of what a summary counts is found as having none, in lists and in segments.

use crate::support::World;
use serde_json::{Value as Json, json};

#[test]
fn who_has_none_is_found_as_having_none() {
    let world = World::start("customer-none");
    let alpha = &world.alpha;
    let company = |name: &str| alpha.create("companies", &json!({"name": name}))["id"].clone();
    let (one, two) = (company("One"), company("Two"));
    company("None");
    for (company, deals) in [(&one, 1), (&two, 2)] {
        for number in 0..deals {
            alpha.create("deals", &json!({"name": format!("d{number}"), "company": company}));
        }
    }
    let found = |op: &str, value: Json| -> Vec<String> {
        let filter = json!({"field": "open_deals_count", "op": op, "value": value});
        let list = alpha.list("companies", &json!({"filter": filter, "sort": "name", "count": "exact"}));
        let names: Vec<String> = list["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["name"].as_str().unwrap().to_string())
            .collect();
        assert_eq!(list["count"]["value"], names.len());
        names
    };
    assert_eq!(found("is", json!(0)), ["None"]);
    assert_eq!(found("is_not", json!(0)), ["One", "Two"]);
    assert_eq!(found("is_not", json!(1)), ["None", "Two"]);
    assert_eq!(found("in", json!([0, 2])), ["None", "Two"]);
    assert_eq!(found("lt", json!(2)), ["None", "One"]);
    assert_eq!(found("lte", json!(-1)), Vec::<String>::new());
    assert_eq!(found("gte", json!(0)), ["None", "One", "Two"]);
    assert_eq!(found("gt", json!(0)), ["One", "Two"]);
    assert_eq!(found("between", json!([0, 1])), ["None", "One"]);
    assert_eq!(found("between", json!([1, 5])), ["One", "Two"]);
    // As a segment, which a new deal leaves and its loss enters again.
    let rule = json!({"field": "open_deals_count", "op": "is", "value": 0}).to_string();
    let segment =
        alpha.create("segments", &json!({"name": "Nobody's", "of_object": "company", "rule": rule}));
    let held = || {
        let filter = json!({"member_of": segment["id"]});
        alpha.list("companies", &json!({"filter": filter, "count": "exact"}))["count"]["value"]
            .as_u64()
            .unwrap()
    };
    let until = |count: u64| {
        while held() != count {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    };
    until(1);
    let third = company("Third");
    until(2);
    let deal = alpha.create("deals", &json!({"name": "d", "company": third}));
    until(1);
    alpha.delete(&format!("/deals/{}", deal["id"].as_str().unwrap())).expect(204);
    until(2);
}
