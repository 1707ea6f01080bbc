//! Undo: the state of before to the byte, and what others changed since stays theirs.

use super::*;
use crate::tests::house::shown;
use serde_json::json;
use store::testing::Fresh;

store::on_both_databases! {
    everything_is_as_it_was_to_the_byte,
    what_others_changed_since_stays_and_is_told,
    what_others_link_to_stays_and_is_told,
    what_the_house_counted_since_goes_too,
}

fn everything_is_as_it_was_to_the_byte(fresh: Fresh) {
    let house = House::new(fresh);
    let club = house.create("club", json!({"name": "Olimpija", "code": "OL"})).id();
    let maja = house
        .create("fan", json!({"name": "Maja", "age": 30, "external_ids": ["shop:7"], "club": club, "emails": ["m@x.si"],
            "phones": ["040 123 456"], "addresses": [{"city": "Ljubljana"}, {"city": "Kranj", "label": "work"}], "tags": ["a"]}))
        .id();
    house.change("fan", maja, json!({"age": 31}));
    house.create("visit", json!({"subject": "One", "fan": maja, "price": "3", "seats": "2"}));
    let before = all_exported(&house);
    let mapping = json!({"objects": [
        {"object": "fan", "match": ["external_ids"], "fields": [
            {"field": "external_ids", "column": "No", "prefix": "shop:"},
            {"field": "name", "column": "Name"}, {"field": "age", "column": "Age"},
            {"field": "emails", "column": "Mail"}, {"field": "addresses.city", "column": "City"},
            {"field": "phones", "column": "Phone"},
            {"field": "owner", "column": "Owner", "link": {"by": "title", "when_missing": "blank"}},
            {"field": "club", "column": "Club", "link": {"by": "title", "when_missing": "create"}}]},
        {"object": "visit", "match": ["title"], "fields": [
            {"field": "subject", "column": "Visit"}, {"field": "seats", "column": "Seats"}, {"field": "fan", "link": {"to": "fan"}}]},
    ]});
    let text = "No|Name|Age|Mail|City|Phone|Owner|Club|Visit|Seats\n7|Maja Kos|40|new@x.si|Celje|041 111 222|Bo|Celje|One|5\n\
                7|Maja Kos|41|||||Olimpija|Two|1\n8|Bor|5|b@x.si||||Celje|Two|4\n9|wrong|many|||||Koper|Three|1";
    let context = importing(house.ana());
    let batch = context.batch.unwrap();
    let results = run_as(&house, context, text, mapping);
    assert_eq!(outcomes(&results)[3], RowOutcome::Refused);
    assert_ne!(all_exported(&house), before);
    assert_eq!(take_back(&house, batch), [""; 0]);
    assert_eq!(all_exported(&house), before);
    // The keys are those of before too: the old mail is found, the new one is free.
    let fan =
        house.create("fan", json!({"name": "Free", "emails": ["new@x.si"], "external_ids": ["shop:8"]}));
    assert_eq!(shown(&fan)["version"], 1);
}

fn fans() -> Json {
    json!({"objects": [{"object": "fan", "match": ["external_ids"], "fields": [
        {"field": "external_ids", "column": "No", "prefix": "shop:"},
        {"field": "name", "column": "Name"}, {"field": "age", "column": "Age"}]}]})
}

fn what_others_changed_since_stays_and_is_told(fresh: Fresh) {
    let house = House::new(fresh);
    let maja = house.create("fan", json!({"name": "Maja", "age": 30, "external_ids": ["shop:7"]})).id();
    let context = importing(house.ana());
    let batch = context.batch.unwrap();
    let results = run_as(&house, context, "No|Name|Age\n7|Maja Kos|40\n8|Bor|5", fans());
    let bor = results[1].records[0].id.unwrap();
    house.change("fan", maja, json!({"age": 41}));
    house.change("fan", bor, json!({"age": 6}));
    let kept = take_back(&house, batch);
    assert_eq!(kept.len(), 2, "{kept:?}");
    assert!(kept[0].contains("“Bor” was changed by others since and stays"), "{kept:?}");
    assert!(kept[1].contains("age"), "{kept:?}");
    let fan = shown(&house.get_as(&house.ana(), "fan", maja).unwrap());
    assert_eq!((fan["title"].clone(), fan["age"].clone()), (json!("Maja"), json!(41)));
}

fn what_others_link_to_stays_and_is_told(fresh: Fresh) {
    let house = House::new(fresh);
    let context = importing(house.ana());
    let batch = context.batch.unwrap();
    let results = run_as(&house, context, "No|Name|Age\n8|Bor|5\n9|Cene|6", fans());
    let bor = results[0].records[0].id.unwrap();
    house.create("visit", json!({"subject": "Mine", "fan": bor}));
    let kept = take_back(&house, batch);
    assert_eq!(kept, ["Fan “Bor” stays: visits link to it."]);
    assert_eq!(house.list_as(&house.ana(), "fan", json!({})).unwrap(), ["Bor"]);
}

/// A job of nobody, such as one that scores anew, is no work of others: what was imported goes with what it wrote.
fn what_the_house_counted_since_goes_too(fresh: Fresh) {
    let house = House::new(fresh);
    let before = all_exported(&house);
    let context = importing(house.ana());
    let batch = context.batch.unwrap();
    let results = run_as(&house, context, "No|Name|Age\n8|Bor|5\n9|Eva|7", fans());
    let [bor, eva] = [0, 1].map(|row: usize| results[row].records[0].id.unwrap());
    let job = |user| {
        let mut context = house.ana();
        context.batch = Some(context.ids.next(context.now));
        context.actor.kind = ActorKind::Job;
        context.actor.user = user;
        context
    };
    house.change_as(&job(None), "fan", bor, None, json!({"age": 6})).unwrap();
    house.change_as(&job(house.ana().actor.user), "fan", eva, None, json!({"age": 8})).unwrap();
    let kept = take_back(&house, batch);
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert!(kept[0].contains("“Eva” was changed by others since and stays"), "{kept:?}");
    house.get_as(&house.ana(), "fan", bor).unwrap_err();
    house.remove("fan", eva);
    assert_eq!(all_exported(&house), before);
}
