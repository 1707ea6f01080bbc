//! Custom objects and fields: equal citizens, checked as a whole.

use super::house::{House, is, problems, shown};
use crate::{FindRequest, GroupRequest, ObjectChangeRequest};
use dictionary::{FieldChangeRequest, OverlayField, OverlayObject};
use serde_json::{Value as Json, json};
use std::sync::Arc;
use store::testing::Fresh;
use vocabulary::{Error, Result};

store::on_both_databases! {
    a_custom_object_is_an_equal_citizen,
    a_new_formula_is_computed_for_records_that_exist,
    custom_fields_of_every_sort_are_written_read_filtered_and_sorted,
    wrong_declarations_are_refused_and_change_nothing,
    choices_in_use_stay_and_removed_fields_come_back,
    the_document_tells_a_viewer_what_there_is,
    another_server_notices_a_change,
}

fn field(json: Json) -> OverlayField {
    serde_json::from_value(json).unwrap()
}

fn add(house: &House, object: &'static str, json: Json) -> Result<()> {
    let field = field(json);
    house.engine.change_overlay(&house.ana(), move |writing| writing.add_field(object, &field)).map(|_| ())
}

fn add_machine(house: &House) {
    let object: OverlayObject = serde_json::from_value(json!({
        "key": "x_machine", "plural": "x_machines", "label": "Machine", "label_plural": "Machines",
        "fields": [
            {"key": "x_club", "label": "Club", "kind": "link", "to": "club", "inverse_label": "Machines"},
            {"key": "x_serial", "label": "Serial", "kind": "text", "unique": true},
            {"key": "x_price", "label": "Price", "kind": "money"},
            {"key": "x_twice", "label": "Twice", "kind": "computed", "computed": {"kind": "money", "formula": "x_price * 2"}},
        ],
    }))
    .unwrap();
    house.engine.change_overlay(&house.ana(), move |writing| writing.create_object(&object)).unwrap();
}

fn a_custom_object_is_an_equal_citizen(fresh: Fresh) {
    let house = House::new(fresh);
    add_machine(&house);
    let club = house.create("club", json!({"name": "Olimpija"}));
    let machine = house.create(
        "x_machine",
        json!({"name": "Drill", "x_club": club.id(), "x_serial": "A1", "x_price": "10.50"}),
    );
    let json = shown(&machine);
    assert_eq!(
        (json["x_club"]["title"].clone(), json["x_twice"]["amount"].clone()),
        (json!("Olimpija"), json!("21.00"))
    );
    let error =
        house.create_as(&house.ana(), "x_machine", json!({"name": "Saw", "x_serial": "a1"})).unwrap_err();
    assert!(matches!(error, Error::Conflict(..)));
    assert_eq!(house.list_as(&house.ana(), "x_machine", is("x_club.name", "Olimpija")).unwrap(), ["Drill"]);
    let linked = house.engine.read(&house.ana(), |reading| reading.linked("club", club.id())).unwrap();
    assert!(linked.iter().any(|link| link.link == "x_machine.x_club" && link.count.value == 1));
    let groups: GroupRequest = serde_json::from_value(
        json!({"by": [{"field": "x_club"}], "measures": [{"measure": "sum", "field": "x_price"}]}),
    )
    .unwrap();
    let groups = house.engine.read(&house.ana(), |reading| reading.groups("x_machine", &groups)).unwrap();
    assert_eq!(serde_json::to_value(&groups).unwrap()["groups"][0]["currency"], "EUR");
    let change = ObjectChangeRequest { label: Some("Device".into()), ..ObjectChangeRequest::default() };
    let dictionary = house
        .engine
        .change_overlay(&house.ana(), move |writing| writing.change_object("x_machine", &change))
        .unwrap();
    assert_eq!((dictionary.object("x_machine").unwrap().label.as_str(), dictionary.version), ("Device", 2));
    house.engine.change_overlay(&house.ana(), |writing| writing.remove_object("x_machine")).unwrap();
    assert!(matches!(house.list_as(&house.ana(), "x_machine", json!({})), Err(Error::NotFound(_))));
}

fn custom_fields_of_every_sort_are_written_read_filtered_and_sorted(fresh: Fresh) {
    let house = House::new(fresh);
    for json in [
        json!({"key": "x_score", "label": "Score", "kind": "integer", "indexed": true}),
        json!({"key": "x_day", "label": "Day", "kind": "date"}),
        json!({"key": "x_size", "label": "Size", "kind": "choice", "choices": [{"key": "s", "label": "S"}, {"key": "m", "label": "M"}], "default": "s"}),
        json!({"key": "x_mails", "label": "Mails", "kind": "email_addresses", "unique": true}),
        json!({"key": "x_who", "label": "Who", "kind": "person_name", "searchable": true}),
        json!({"key": "x_ratio", "label": "Ratio", "kind": "percent"}),
        json!({"key": "x_on", "label": "On", "kind": "boolean"}),
        json!({"key": "x_labels", "label": "Labels", "kind": "tags"}),
        json!({"key": "x_friend", "label": "Friend", "kind": "link", "to": "fan"}),
    ] {
        add(&house, "fan", json).unwrap();
    }
    let eva = house.create("fan", json!({"name": "Eva", "x_score": 7, "x_day": "2024-02-29", "x_mails": ["e@example.com"], "x_who": "Miha Kos",
        "x_ratio": "12.5", "x_on": true, "x_labels": ["a", "b"]}));
    let tim = house.create("fan", json!({"name": "Tim", "x_score": 9, "x_size": "m", "x_friend": eva.id()}));
    let json = shown(&house.get_as(&house.ana(), "fan", eva.id()).unwrap());
    assert_eq!(
        (json["x_size"].clone(), json["x_day"].clone(), json["x_ratio"].clone()),
        (json!("s"), json!("2024-02-29"), json!("12.5"))
    );
    assert_eq!(json["x_who"]["display"], "Miha Kos");
    assert_eq!(shown(&tim)["x_friend"]["title"], "Eva");
    assert_eq!(house.list_as(&house.ana(), "fan", json!({"sort": "-x_score"})).unwrap(), ["Tim", "Eva"]);
    for filter in [
        is("x_score", 7),
        is("x_mails", "E@example.com"),
        is("x_on", true),
        json!({"q": "miha"}),
        json!({"filter": {"field": "x_labels", "op": "has_any", "value": ["b"]}}),
    ] {
        assert_eq!(house.list_as(&house.ana(), "fan", filter.clone()).unwrap(), ["Eva"], "{filter}");
    }
    let history: crate::HistoryPage = house
        .engine
        .read(&house.ana(), |reading| reading.history("fan", eva.id(), &Default::default()))
        .unwrap();
    assert!(history.data[0].changes.iter().any(|change| change.field == "x_score" && change.new == json!(7)));
    assert!(matches!(
        house.create_as(&house.ana(), "fan", json!({"name": "N", "x_mails": ["e@example.com"]})),
        Err(Error::Conflict(..))
    ));
}

fn a_new_formula_is_computed_for_records_that_exist(fresh: Fresh) {
    let house = House::new(fresh);
    let ages: Vec<Json> =
        (0..450).map(|age| json!({"create": {"name": format!("F{age:03}"), "age": age}})).collect();
    let request = serde_json::from_value(json!({ "operations": ages })).unwrap();
    house.engine.bulk(&house.ana(), "fan", request).unwrap();
    let computed = json!({"kind": "integer", "formula": "age * 2"});
    add(
        &house,
        "fan",
        json!({"key": "x_double", "label": "Double", "kind": "computed", "computed": computed}),
    )
    .unwrap();
    let asked = json!({"filter": {"field": "x_double", "op": "gte", "value": 894}, "sort": "name"});
    assert_eq!(house.list_as(&house.ana(), "fan", asked).unwrap(), ["F447", "F448", "F449"]);
    let all = json!({"filter": {"field": "x_double", "op": "is_empty"}});
    assert!(house.list_as(&house.ana(), "fan", all).unwrap().is_empty());
}

fn wrong_declarations_are_refused_and_change_nothing(fresh: Fresh) {
    let house = House::new(fresh);
    for (json, code) in [
        (json!({"key": "score", "label": "Score", "kind": "integer"}), "fields.score: malformed"),
        (json!({"key": "x_to", "label": "To", "kind": "link", "to": "nothing"}), "fields.x_to: not_found"),
        (json!({"key": "x_n", "label": "N", "kind": "integer", "default": "many"}), "default: malformed"),
        (
            json!({"key": "x_c", "label": "C", "kind": "choice", "choices": [{"key": "a", "label": "A"}], "default": "b"}),
            "default: malformed",
        ),
    ] {
        assert_eq!(problems(add(&house, "fan", json).unwrap_err()), [code]);
    }
    assert!(matches!(
        add(&house, "nothing", json!({"key": "x_a", "label": "A", "kind": "text"})),
        Err(Error::NotFound(_))
    ));
    assert_eq!(house.engine.dictionary(vocabulary::WorkspaceId(1), house.ana().now).unwrap().version, 0);
    let limited = house.limited_all();
    let add = field(json!({"key": "x_a", "label": "A", "kind": "text"}));
    let result = house.engine.change_overlay(&limited, move |writing| writing.add_field("fan", &add));
    assert!(matches!(result, Err(Error::Forbidden(_))));
}

fn choices_in_use_stay_and_removed_fields_come_back(fresh: Fresh) {
    let house = House::new(fresh);
    let choices = json!([{"key": "s", "label": "S"}, {"key": "m", "label": "M"}]);
    let declared = json!({"key": "x_size", "label": "Size", "kind": "choice", "choices": choices});
    add(&house, "fan", declared.clone()).unwrap();
    let fan = house.create("fan", json!({"name": "Eva", "x_size": "m"}));
    let change = |json: Json| {
        let change: FieldChangeRequest = serde_json::from_value(json).unwrap();
        house
            .engine
            .change_overlay(&house.ana(), move |writing| writing.change_field("fan", "x_size", &change))
            .map(|_| ())
    };
    assert_eq!(
        problems(change(json!({"choices": [{"key": "s", "label": "S"}]})).unwrap_err()),
        ["choices: in_use"]
    );
    change(json!({"choices": [{"key": "m", "label": "Medium"}], "label": "How large", "required": true, "indexed": true})).unwrap();
    assert_eq!(
        problems(house.create_as(&house.ana(), "fan", json!({"name": "Tim"})).unwrap_err()),
        ["x_size: required"]
    );
    house.engine.change_overlay(&house.ana(), |writing| writing.remove_field("fan", "x_size")).unwrap();
    assert!(shown(&house.get_as(&house.ana(), "fan", fan.id()).unwrap()).get("x_size").is_none());
    let other = add(&house, "fan", json!({"key": "x_size", "label": "Size", "kind": "integer"})).unwrap_err();
    assert_eq!(problems(other), ["key: taken"]);
    add(&house, "fan", declared).unwrap();
    assert_eq!(shown(&house.get_as(&house.ana(), "fan", fan.id()).unwrap())["x_size"], "m");
}

fn the_document_tells_a_viewer_what_there_is(fresh: Fresh) {
    let house = House::new(fresh);
    add_machine(&house);
    let document = house
        .engine
        .read(&house.ana(), |reading| Ok(serde_json::to_value(reading.document()).unwrap()))
        .unwrap();
    let objects = document["objects"].as_array().unwrap();
    assert_eq!((document["version"].clone(), objects.len()), (json!(1), 4));
    let fan = objects.iter().find(|object| object["key"] == "fan").unwrap();
    let fields = fan["fields"].as_array().unwrap();
    let level = fields.iter().find(|field| field["key"] == "level").unwrap();
    assert_eq!((level["kind"].clone(), level["access"].clone()), (json!("choice"), json!("write")));
    assert!(level["operators"].as_array().unwrap().contains(&json!("in")));
    assert_eq!(level["choices"][0]["label"], "Gold");
    let club = objects.iter().find(|object| object["key"] == "club").unwrap();
    assert!(club["links"].as_array().unwrap().iter().any(|link| link["link"] == "x_machine.x_club"));
    let limited =
        house.limited(1, json!({"objects": {"fan": {"read": "own"}}, "fields": {"fan.age": "hidden"}}), &[]);
    let document =
        house.engine.read(&limited, |reading| Ok(serde_json::to_value(reading.document()).unwrap())).unwrap();
    let objects = document["objects"].as_array().unwrap();
    assert_eq!(objects.len(), 1);
    assert_eq!(
        objects[0]["can"],
        json!({"read": "own", "create": false, "change": "none", "remove": "none", "export": "none"})
    );
    assert!(
        objects[0]["fields"]
            .as_array()
            .unwrap()
            .iter()
            .all(|field| field["key"] != "age" && field["access"] == "read")
    );
}

fn another_server_notices_a_change(fresh: Fresh) {
    let house = House::new(fresh);
    let other = crate::Engine::new(Arc::clone(house.engine.store()), super::house::OBJECTS, Vec::new());
    let request = FindRequest::default();
    assert!(other.read(&house.ana(), |reading| reading.find("x_machine", &request)).is_err());
    add_machine(&house);
    let later = std::iter::repeat_with(|| house.ana()).nth(5).unwrap();
    assert!(other.read(&later, |reading| reading.find("x_machine", &request)).is_ok());
}
