//! Summaries that were spoiled are found, and segments follow what lines say, on both databases.

use super::rebuild::anew;
use crate::segment::tests::{World, both};
use serde_json::json;
use store::Datum;
use store::table::{Condition, Update};

#[test]
fn a_summary_that_was_spoiled_is_found_and_mended() {
    both(|fresh| {
        let world = World::over(fresh, "2026-03-01T11:00:00Z");
        let person = world.create("person", json!({"name": "Ana K"}));
        world.create("person", json!({"name": "Ben K"}));
        let product = world.create("product", json!({"name": "Saw"}));
        let purchase = json!({"number": "R1", "person": person, "purchased_at": "2026-02-27T08:00:00Z"});
        let purchase = world.create("purchase", purchase);
        world.create(
            "purchase_line",
            json!({"purchase": purchase, "product": product, "quantity": "1",
            "total": {"amount": "10.00", "currency": "EUR"}, "cost": {"amount": "4.00", "currency": "EUR"}}),
        );
        let workspace = world.ana.workspace.id;
        let check = || {
            let ids = world.found("person", &json!({"field": "created_at", "op": "is_not_empty"}));
            let ids: Vec<Datum> = ids.into_iter().map(Datum::from).collect();
            world.platform.store.write(move |writer| anew(writer, workspace, &ids)).unwrap()
        };
        let right = json!({"and": [{"field": "margin_share", "op": "is", "value": "60"},
            {"field": "bought_product", "op": "is", "value": product}, {"field": "bought_products", "op": "is", "value": 1}]});
        assert_eq!(check(), 0);
        assert_eq!(world.found("person", &right), [person]);
        for (table, column, value) in [
            ("person", "bought_products", Datum::from(7_i64)),
            ("person", "bought_product", Datum::Null),
            ("person", "bought_margin", Datum::from(5_i64)),
            ("person_part", "times", Datum::from(3_i64)),
        ] {
            world
                .platform
                .store
                .write(move |writer| {
                    let filter = vec![
                        Condition::Eq("workspace_id", workspace.into()),
                        Condition::Eq(if table == "person" { "id" } else { "person" }, person.into()),
                    ];
                    writer.update(&Update::new(table, vec![(column, value.clone())], filter))
                })
                .unwrap();
            assert_eq!(check(), 1, "{table} {column}");
            assert_eq!((check(), world.found("person", &right)), (0, vec![person]), "{table} {column}");
        }
    });
}

#[test]
fn a_segment_follows_what_the_lines_of_a_purchase_say() {
    both(|fresh| {
        let world = World::over(fresh, "2026-03-01T11:00:00Z");
        let company = world.create("company", json!({"name": "Works"}));
        let product = world.create("product", json!({"name": "Saw"}));
        let purchase = json!({"number": "R1", "company": company, "purchased_at": "2026-02-27T08:00:00Z"});
        let purchase = world.create("purchase", purchase);
        let mostly =
            world.segment("company", &json!({"field": "bought_product", "op": "is", "value": product}));
        let spoken = world.segment("company", &json!({"field": "last_activity_at", "op": "is_not_empty"}));
        let members = |segment| world.found("company", &json!({"member_of": segment}));
        world.follow();
        assert!(members(mostly).is_empty() && members(spoken).is_empty());
        world.create("purchase_line", json!({"purchase": purchase, "product": product, "quantity": "1"}));
        world.create(
            "call",
            json!({"subject": "Hello", "company": company, "happened_at": "2026-02-27T08:00:00Z"}),
        );
        world.follow();
        assert_eq!((members(mostly), members(spoken)), (vec![company], vec![company]));
    });
}
