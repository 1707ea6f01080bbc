//! Rows become records: matching, modes, links, rights, and rows that are refused.

use super::*;
use crate::HistoryRequest;
use crate::tests::house::{is, shown};
use RowOutcome::{Changed, Created, Refused, Skipped, Unchanged};
use serde_json::json;
use store::testing::Fresh;

store::on_both_databases! {
    a_row_becomes_a_record_that_tells_where_it_came_from,
    the_same_row_again_changes_nothing,
    each_field_says_what_happens_to_values_that_exist,
    a_record_is_matched_by_the_first_field_that_finds_one,
    missing_records_are_refused_or_passed_over,
    links_are_found_made_refused_or_left_empty,
    owners_are_users_by_name,
    a_refused_row_leaves_nothing_behind,
    one_file_gives_several_objects,
    rows_are_skipped_and_reported_as_the_mapping_says,
    rights_of_the_importer_hold,
    a_dry_run_foretells_the_run_and_writes_nothing,
    all_mistakes_of_a_mapping_are_told_with_their_place,
}

fn fans() -> Json {
    json!({"objects": [{"object": "fan", "match": ["external_ids"], "fields": [
        {"field": "external_ids", "column": "No", "prefix": "shop:"},
        {"field": "name", "column": "Name"},
        {"field": "age", "column": "Age"},
    ]}]})
}

fn a_row_becomes_a_record_that_tells_where_it_came_from(fresh: Fresh) {
    let house = House::new(fresh);
    let results = run(&house, "No|Name|Age\n7|Maja Novak|31", fans());
    assert_eq!(outcomes(&results), [Created]);
    let id = results[0].records[0].id.unwrap();
    let fan = shown(&house.get_as(&house.ana(), "fan", id).unwrap());
    assert_eq!((fan["age"].clone(), fan["external_ids"].clone()), (json!(31), json!(["shop:7"])));
    assert_eq!(fan["created_by"]["kind"], "import");
    assert_eq!(fan["owner"]["title"], "Ana", "whoever imports looks after what is new");
    let history =
        house.engine.read(&house.ana(), |reading| reading.history("fan", id, &HistoryRequest::default()));
    let history = serde_json::to_value(history.unwrap()).unwrap();
    assert_eq!(history["data"][0]["source"], "fans.csv line 2");
    assert_eq!(history["data"][0]["channel"], "import");
}

fn the_same_row_again_changes_nothing(fresh: Fresh) {
    let house = House::new(fresh);
    let text = "No|Name|Age\n7|Maja Novak|31\n8|Bor Kos|\n7|Maja Novak|31";
    assert_eq!(outcomes(&run(&house, text, fans())), [Created, Created, Unchanged]);
    let before = all_exported(&house);
    assert_eq!(outcomes(&run(&house, text, fans())), [Unchanged, Unchanged, Unchanged]);
    assert_eq!(all_exported(&house), before);
    assert_eq!(outcomes(&run(&house, "No|Name|Age\n8|Bor Kos|40", fans())), [Changed]);
}

fn each_field_says_what_happens_to_values_that_exist(fresh: Fresh) {
    let house = House::new(fresh);
    let id = house.create("fan", json!({"name": "Maja Novak", "age": 30, "external_ids": ["shop:7"]})).id();
    let mapping = json!({"objects": [{"object": "fan", "match": ["external_ids"], "conflict": "fill_empty", "fields": [
        {"field": "external_ids", "column": "No", "prefix": "shop:"},
        {"field": "name", "column": "Name", "conflict": "overwrite"},
        {"field": "age", "column": "Age"},
        {"field": "secret", "column": "Secret"},
        {"field": "level", "column": "Level", "conflict": "keep"},
    ]}]});
    let text = "No|Name|Age|Secret|Level\n7|Maja Kos|31|tea|gold";
    assert_eq!(outcomes(&run(&house, text, mapping.clone())), [Changed]);
    let fan = shown(&house.get_as(&house.ana(), "fan", id).unwrap());
    assert_eq!(fan["name"]["family"], "Kos", "overwritten");
    assert_eq!(fan["age"], 30, "filled only when empty");
    assert_eq!(fan["secret"], "tea", "was empty");
    assert_eq!(fan["level"], "silver", "kept");
    // An empty cell says nothing, whatever the mode.
    assert_eq!(outcomes(&run(&house, "No|Name|Age|Secret|Level\n7||||", mapping)), [Unchanged]);
}

fn a_record_is_matched_by_the_first_field_that_finds_one(fresh: Fresh) {
    let house = House::new(fresh);
    let maja = house.create("fan", json!({"name": "Maja", "emails": ["maja@example.com"]})).id();
    let mapping = json!({"objects": [{"object": "fan", "match": ["external_ids", "emails", "title"], "fields": [
        {"field": "external_ids", "column": "No", "prefix": "shop:"},
        {"field": "emails", "column": "Mail"},
        {"field": "name", "column": "Name"},
    ]}]});
    let text =
        "No|Mail|Name\n7|MAJA@example.com|Maja Novak\n|x@example.com|maja novak\n9|y@example.com|Maja Hren";
    let results = run(&house, text, mapping);
    assert_eq!(outcomes(&results), [Changed, Changed, Created]);
    let ids: Vec<_> = results.iter().map(|result| result.records[0].id.unwrap()).collect();
    assert_eq!(ids[..2], [maja, maja], "by mail, then by title in another spelling");
    assert_eq!(shown(&house.get_as(&house.ana(), "fan", maja).unwrap())["external_ids"], json!(["shop:7"]));
}

fn missing_records_are_refused_or_passed_over(fresh: Fresh) {
    let house = House::new(fresh);
    for (when_missing, outcome) in [("refuse", Refused), ("skip", Skipped)] {
        let mut mapping = fans();
        mapping["objects"][0]["when_missing"] = json!(when_missing);
        let results = run(&house, "No|Name|Age\n7|Maja|31", mapping.clone());
        assert_eq!(outcomes(&results), [outcome]);
        assert_eq!(outcomes(&dry_run(&house, "No|Name|Age\n7|Maja|31", mapping)), [outcome]);
    }
    assert_eq!(exported(&house, "fan"), "");
}

fn with_club(by: &str, when_missing: &str) -> Json {
    json!({"objects": [{"object": "fan", "fields": [
        {"field": "name", "column": "Name"},
        {"field": "club", "column": "Club", "link": {"by": by, "when_missing": when_missing}},
    ]}]})
}

fn links_are_found_made_refused_or_left_empty(fresh: Fresh) {
    let house = House::new(fresh);
    house.create("club", json!({"name": "Olimpija", "code": "OL-1"}));
    house.create("club", json!({"name": "Twin"}));
    house.create("club", json!({"name": "Twin"}));
    let text = "Name|Club\nMaja|OLIMPIJA\nBor|Maribor\nCene|maribor\nDana|Twin\nEva|";
    let results = run(&house, text, with_club("title", "create"));
    assert_eq!(outcomes(&results), [Created, Created, Created, Refused, Created]);
    assert_eq!(results[1].messages, ["Club: “Maribor” was created"]);
    assert!(results[3].messages[0].contains("More than one club is called “Twin”"), "{:?}", results[3]);
    assert_eq!(
        house.list_as(&house.ana(), "club", json!({})).unwrap(),
        ["Maribor", "Olimpija", "Twin", "Twin"]
    );
    let of_maribor = house.list_as(&house.ana(), "fan", is("club.name", "Maribor")).unwrap();
    assert_eq!(of_maribor.len(), 2, "the second finds what the first made");

    let results = run(&house, "Name|Club\nFani|OL-1\nGaj|none", with_club("code", "blank"));
    assert_eq!(outcomes(&results), [Created, Created]);
    assert_eq!(results[1].messages, ["Club: there is no club “none”; it was left empty"]);
    let results = run(&house, "Name|Club\nHana|none", with_club("code", "refuse"));
    assert_eq!(results[0].messages, ["club: There is no club “none”."]);
}

fn owners_are_users_by_name(fresh: Fresh) {
    let house = House::new(fresh);
    let mapping = json!({"objects": [{"object": "fan", "fields": [
        {"field": "name", "column": "Name"},
        {"field": "owner", "column": "Owner", "link": {"by": "title", "when_missing": "blank"}},
    ]}]});
    let results = run(&house, "Name|Owner\nMaja|bo\nBor|Nobody", mapping);
    assert_eq!(outcomes(&results), [Created, Created]);
    let owner = |at: usize| {
        let id = results[at].records[0].id.unwrap();
        shown(&house.get_as(&house.ana(), "fan", id).unwrap())["owner"]["title"].clone()
    };
    assert_eq!(owner(0), "Bo");
    assert_eq!(results[1].messages, ["Owner: there is no user “Nobody”; it was left empty"]);
}

fn a_refused_row_leaves_nothing_behind(fresh: Fresh) {
    let house = House::new(fresh);
    let mut mapping = with_club("title", "create");
    mapping["objects"][0]["fields"].as_array_mut().unwrap().push(json!({"field": "age", "column": "Age"}));
    let results = run(&house, "Name|Club|Age\nMaja|Domžale|old\nBor|Domžale|12", mapping);
    assert_eq!(outcomes(&results), [Refused, Created]);
    assert_eq!(results[0].messages.len(), 1, "{:?}", results[0].messages);
    assert!(results[0].messages[0].starts_with("age: “old”"), "{:?}", results[0].messages);
    assert_eq!(
        results[1].messages,
        ["Club: “Domžale” was created"],
        "the club of the refused row was not made"
    );
    let before = all_exported(&house);
    // The second record of a row is wrong: the first goes with it.
    let two = json!({"objects": [
        {"object": "club", "match": ["code"], "fields": [
            {"field": "name", "column": "Club"}, {"field": "code", "column": "Code"}]},
        {"object": "fan", "fields": [
            {"field": "name", "column": "Name"}, {"field": "emails", "column": "Mail"},
            {"field": "club", "link": {"to": "club"}}]},
    ]});
    let results = run(&house, "Club|Code|Name|Mail\nKoper|K|Eva|not a mail", two);
    assert_eq!(outcomes(&results), [Refused]);
    assert_eq!(all_exported(&house), before);
}

fn one_file_gives_several_objects(fresh: Fresh) {
    let house = House::new(fresh);
    let mapping = json!({"objects": [
        {"name": "home", "object": "club", "match": ["code"], "when": [{"column": "Code", "op": "is_not_empty"}], "fields": [
            {"field": "name", "column": "Club"}, {"field": "code", "column": "Code"}]},
        {"object": "fan", "match": ["emails"], "fields": [
            {"field": "name", "column": "Name"}, {"field": "emails", "column": "Mail"},
            {"field": "club", "link": {"to": "home"}}]},
        {"object": "visit", "fields": [
            {"field": "subject", "constant": "Match"}, {"field": "fan", "link": {"to": "fan"}},
            {"field": "happened_at", "column": "When", "parse": {"date_order": "dmy"}}]},
    ]});
    let text = "Club|Code|Name|Mail|When\nKoper|K|Eva|e@x.si|31.1.2024 20:15\nKoper|K|Eva|e@x.si|7.2.2024\n||Jan|j@x.si|";
    let results = run(&house, text, mapping.clone());
    assert_eq!(outcomes(&results), [Created, Created, Created]);
    let made: Vec<Vec<&str>> = results
        .iter()
        .map(|result| result.records.iter().map(|record| record.object.as_str()).collect())
        .collect();
    assert_eq!(made, [vec!["club", "fan", "visit"], vec!["visit"], vec!["fan", "visit"]]);
    let visits = house.engine.read(&house.ana(), |reading| {
        let request =
            serde_json::from_value(json!({"sort": "happened_at", "fields": "happened_at,fan.club.name"}))
                .unwrap();
        reading.find("visit", &request)
    });
    let visits: Vec<Json> = visits.unwrap().data.iter().map(shown).collect();
    assert_eq!(visits[0]["happened_at"], "2024-01-31T20:15:00Z");
    assert_eq!(visits[1]["fan.club.name"], "Koper");
    assert_eq!(visits[2]["fan.club.name"], Json::Null);
}

fn rows_are_skipped_and_reported_as_the_mapping_says(fresh: Fresh) {
    let house = House::new(fresh);
    let mut mapping = fans();
    mapping["options"] = json!({
        "skip_rows_where": [{"column": "Name", "op": "is", "value": "TOTAL"}, {"column": "Age", "op": "lt", "value": "0"}],
        "corrections": [{"column": "Name", "values": {"Mjaa": "Maja"}}],
        "report_rows_where": [{"column": "No", "op": "is_one_of", "value": "T1, T2", "message": "A test number"}],
    });
    let results = run(&house, "No|Name|Age\n1|TOTAL|\n2|Maja|-4\nT2|Bor|5\n3|Mjaa|6", mapping);
    assert_eq!(outcomes(&results), [Skipped, Skipped, Created, Created]);
    assert_eq!(results[3].messages, ["Name: “Mjaa” was read as “Maja”"]);
    assert_eq!(house.list_as(&house.ana(), "fan", json!({"sort": "name"})).unwrap(), ["Bor", "Maja"]);
    assert_eq!(results[2].messages, ["A test number"]);
}

fn rights_of_the_importer_hold(fresh: Fresh) {
    let house = House::new(fresh);
    house.create("fan", json!({"name": "Maja", "external_ids": ["shop:7"]}));
    let readers = json!({"objects": {"*": {"read": "all", "create": false, "change": "none"}}});
    let context = importing(house.limited(1, readers, &[]));
    let results = run_as(&house, context, "No|Name|Age\n7|Maja Kos|\n8|Bor|", fans());
    assert_eq!(outcomes(&results), [Refused, Refused]);
    let hidden = json!({"objects": {"*": {"read": "all", "create": true, "change": "all"}}, "fields": {"fan.age": "hidden"}});
    let context = importing(house.limited(1, hidden, &[]));
    let results = run_as(&house, context, "No|Name|Age\n9|Cene|40", fans());
    assert_eq!(outcomes(&results), [Refused]);
    let strangers = json!({"objects": {"*": {"read": "own", "create": true, "change": "own"}}});
    let context = importing(house.limited(1, strangers, &[]));
    let results = run_as(&house, context, "No|Name|Age\n7|Mine now|", fans());
    assert_eq!(outcomes(&results), [Refused], "somebody else's record is not changed, and not made twice");
}

fn a_dry_run_foretells_the_run_and_writes_nothing(fresh: Fresh) {
    let house = House::new(fresh);
    house.create("fan", json!({"name": "Maja", "age": 31, "external_ids": ["shop:7"], "emails": ["m@x.si"]}));
    let mapping = json!({"objects": [{"object": "fan", "match": ["external_ids"], "fields": [
        {"field": "external_ids", "column": "No", "prefix": "shop:"},
        {"field": "name", "column": "Name"},
        {"field": "age", "column": "Age"},
        {"field": "emails", "column": "Mail"},
        {"field": "club", "column": "Club", "link": {"by": "title", "when_missing": "create"}},
        {"field": "level", "column": "Level"},
    ]}]});
    let text = "No|Name|Age|Mail|Club|Level\n7|Maja|31|m@x.si||\n7|Maja|32|||\n7|Maja|32|||\n8|Bor|x|||\n9||||Koper|\n10|Eva||m@x.si||\n\
                11|Jan||j@x.si|Koper|Gold\n11|Jan||j@x.si|Koper|Gold\n12|Jon||j@x.si||\n13|Ula|||Koper|bronze";
    let before = all_exported(&house);
    let foretold = dry_run(&house, text, mapping.clone());
    assert_eq!(all_exported(&house), before);
    let expected =
        [Unchanged, Changed, Unchanged, Refused, Refused, Refused, Created, Unchanged, Refused, Refused];
    assert_eq!(outcomes(&foretold), expected);
    let done = run(&house, text, mapping);
    assert_eq!(outcomes(&done), expected);
    for (dry, wet) in foretold.iter().zip(&done) {
        assert_eq!(dry.messages.len(), wet.messages.len(), "{dry:?} {wet:?}");
    }
    assert!(foretold[6].messages[0].contains("would be created"), "{:?}", foretold[6]);
}

fn all_mistakes_of_a_mapping_are_told_with_their_place(fresh: Fresh) {
    let house = House::new(fresh);
    let wrong = json!({"objects": [
        {"object": "nothing", "fields": []},
        {"object": "fan", "match": ["age", "code"], "per_group": true, "fields": [
            {"field": "shoe", "column": "Name"},
            {"field": "name", "column": "Missing"},
            {"field": "name.middle", "column": "Name"},
            {"field": "created_at", "column": "Name"},
            {"field": "age", "column": 9},
            {"field": "club", "column": "Name"},
            {"field": "club", "column": "Name", "link": {"by": "turnover"}},
            {"field": "secret", "formula": "Name +"},
            {"field": "secret", "formula": "Nothing"},
            {"field": "secret"},
            {"field": "secret", "column": "Name", "constant": "x"},
            {"field": "club", "link": {"to": "later"}},
            {"field": "secret", "column": "Name", "sum": true},
        ]},
    ], "options": {"skip_rows_where": [{"column": "Nope", "op": "is_empty"}]}});
    let error = plan(&house, &table("Name\nx"), wrong).unwrap_err();
    let told = places(error);
    for expected in [
        "options.skip_rows_where not_found",
        "objects.0.object not_found",
        "objects.1.per_group malformed",
        "objects.1.fields.0.field unknown_field",
        "objects.1.fields.1.column not_found",
        "objects.1.fields.2.field unknown_field",
        "objects.1.fields.3.field read_only",
        "objects.1.fields.4.column not_found",
        "objects.1.fields.5.link required",
        "objects.1.fields.6.link.by malformed",
        "objects.1.fields.7.formula malformed",
        "objects.1.fields.8.formula not_found",
        "objects.1.fields.9 malformed",
        "objects.1.fields.10 malformed",
        "objects.1.fields.11.link.to malformed",
        "objects.1.fields.12.sum malformed",
        "objects.1.match malformed",
        "objects.1.match required",
    ] {
        assert!(told.contains(&expected.to_string()), "{expected} is missing in {told:?}");
    }
}
