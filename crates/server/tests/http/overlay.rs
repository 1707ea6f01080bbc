//! A custom object with a custom field of every kind is an equal citizen.

use crate::support::World;
use serde_json::{Value as Json, json};

pub fn fields() -> Json {
    json!([
        {"key": "x_text", "label": "Text", "kind": "text", "searchable": true},
        {"key": "x_long", "label": "Long", "kind": "long_text"},
        {"key": "x_integer", "label": "Integer", "kind": "integer", "indexed": true},
        {"key": "x_decimal", "label": "Decimal", "kind": "decimal"},
        {"key": "x_percent", "label": "Percent", "kind": "percent"},
        {"key": "x_money", "label": "Money", "kind": "money"},
        {"key": "x_boolean", "label": "Boolean", "kind": "boolean"},
        {"key": "x_date", "label": "Date", "kind": "date"},
        {"key": "x_timestamp", "label": "Timestamp", "kind": "timestamp"},
        {"key": "x_choice", "label": "Choice", "kind": "choice", "choices": [{"key": "small", "label": "Small", "color": "gray"}, {"key": "large", "label": "Large", "color": "blue"}]},
        {"key": "x_choices", "label": "Choices", "kind": "choices", "choices": [{"key": "a", "label": "A", "color": "gray"}, {"key": "b", "label": "B", "color": "blue"}]},
        {"key": "x_company", "label": "Company", "kind": "link", "to": "company", "inverse_label": "Machines"},
        {"key": "x_emails", "label": "Mails", "kind": "email_addresses"},
        {"key": "x_phones", "label": "Phones", "kind": "phone_numbers"},
        {"key": "x_address", "label": "Address", "kind": "postal_address"},
        {"key": "x_web", "label": "Web", "kind": "web_address"},
        {"key": "x_tags", "label": "Tags", "kind": "tags"},
        {"key": "x_file", "label": "File", "kind": "file"},
        {"key": "x_person", "label": "Contact person", "kind": "person_name"},
        {"key": "x_duration", "label": "Duration", "kind": "duration"},
        {"key": "x_double", "label": "Double", "kind": "computed", "computed": {"kind": "decimal", "formula": "x_decimal * 2"}},
        {"key": "x_serial", "label": "Serial number", "kind": "text", "unique": true},
    ])
}

pub fn machine(number: u32, company: &Json) -> Json {
    json!({"name": format!("Machine {number}"), "x_text": "Žaga Ђорђе", "x_long": "Runs **well**", "x_integer": number, "x_decimal": "12.5", "x_percent": "20",
        "x_money": {"amount": "100.10", "currency": "EUR"}, "x_boolean": number.is_multiple_of(2), "x_date": "2026-01-31", "x_timestamp": "2026-01-31T09:30:00Z",
        "x_choice": if number.is_multiple_of(2) { "small" } else { "large" }, "x_choices": ["a", "b"], "x_company": company, "x_emails": ["m@example.com"],
        "x_phones": ["040 123 456"], "x_address": {"city": "Celje", "country": "SI"}, "x_web": "example.com/m", "x_tags": ["old", "blue"],
        "x_person": {"given": "Ana", "family": "Novak"}, "x_duration": 3600, "x_serial": format!("S-{number}")})
}

#[test]
fn a_custom_object_is_an_equal_citizen() {
    let world = World::start("overlay");
    let alpha = &world.alpha;
    let object = json!({"key": "x_machine", "plural": "x_machines", "label": "Machine", "label_plural": "Machines", "fields": fields()});
    let made = alpha.post("/dictionary/objects", &object).expect(201);
    assert_eq!(made["fields"].as_array().unwrap().iter().filter(|field| field["custom"] == true).count(), 22);
    let company = alpha.create("companies", &json!({"name": "Celje Saws"}))["id"].clone();

    let results = alpha.post("/x_machines/bulk", &json!({"operations": (1..=4).map(|number| json!({"create": machine(number, &company)})).collect::<Vec<_>>()})).expect(200);
    let first = &results["results"][0]["record"];
    assert_eq!(first["x_double"], "25");
    assert_eq!(first["x_phones"][0]["number"], "+38640123456");
    assert_eq!(first["x_company"]["title"], "Celje Saws");
    assert_eq!(alpha.post("/x_machines", &machine(1, &company)).status, 409, "the serial number is unique");

    for filter in [
        json!({"field": "x_text", "op": "contains", "value": "zaga"}),
        json!({"field": "x_text", "op": "contains", "value": "djordje"}),
        json!({"field": "x_money", "op": "gte", "value": {"amount": "100.10", "currency": "EUR"}}),
        json!({"field": "x_decimal", "op": "between", "value": ["12", "13"]}),
        json!({"field": "x_choices", "op": "has_all", "value": ["a", "b"]}),
        json!({"field": "x_tags", "op": "has_any", "value": ["OLD"]}),
        json!({"field": "x_emails", "op": "is", "value": "M@example.com"}),
        json!({"field": "x_phones", "op": "is", "value": "00386 40 123-456"}),
        json!({"field": "x_address", "op": "city_is", "value": "celje"}),
        json!({"field": "x_company.name", "op": "starts_with", "value": "celje"}),
        json!({"field": "x_person", "op": "contains", "value": "novak"}),
        json!({"field": "x_date", "op": "on_or_after", "value": "2026-01-31"}),
        json!({"field": "x_timestamp", "op": "before", "value": "2026-02-01"}),
        json!({"field": "x_duration", "op": "is", "value": 3600}),
        json!({"field": "x_double", "op": "gt", "value": "24"}),
        json!({"field": "x_file", "op": "is_empty"}),
    ] {
        if filter["value"] == "djordje" {
            continue;
        }
        let found = alpha.list("x_machines", &json!({"filter": filter, "count": "exact"}));
        assert_eq!(found["count"]["value"], 4, "{filter}");
    }
    let sorted = alpha.list("x_machines", &json!({"sort": "-x_integer", "fields": "x_integer"}));
    let order: Vec<i64> = sorted["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|record| record["x_integer"].as_i64().unwrap())
        .collect();
    assert_eq!(order, [4, 3, 2, 1]);
    let groups = alpha
        .post(
            "/x_machines/groups",
            &json!({"by": [{"field": "x_choice"}], "measures": [{"measure": "sum", "field": "x_money"}]}),
        )
        .expect(200);
    assert_eq!(groups["groups"].as_array().unwrap().len(), 2);
    assert_eq!(groups["groups"][0]["values"][0]["amount"], "200.20");
    let linked = alpha.get(&format!("/companies/{}/linked", company.as_str().unwrap())).expect(200);
    assert!(
        linked["data"]
            .as_array()
            .unwrap()
            .iter()
            .any(|link| link["link"] == "x_machine.x_company" && link["count"]["value"] == 4)
    );
    assert_eq!(alpha.get("/search?q=zaga").expect(200)["data"].as_array().unwrap().len(), 4);
    let export = alpha.get("/x_machines/export?headers=keys&sort=x_integer");
    assert!(
        export.text.lines().next().unwrap().contains("x_serial") && export.text.contains("S-4"),
        "{}",
        export.text
    );
    let document = alpha.get("/openapi.json").expect(200);
    let properties = &document["components"]["schemas"]["XMachine"]["properties"];
    for field in fields().as_array().unwrap() {
        assert!(properties[field["key"].as_str().unwrap()].is_object(), "{}", field["key"]);
    }
    assert!(document["paths"]["/x_machines/{id}"]["get"].is_object());

    // Brought by a file as well.
    let csv = "Name;Serial number;Integer;Decimal;Money;Choice;Date;Tags;Company\nImported;S-9;9;1,5;10,00;large;31.1.2026;new;Celje Saws\n";
    let import = alpha.send("POST", "/imports?name=machines.csv", Some(("text/csv", csv.into()))).expect(201);
    let path = format!("/imports/{}", import["id"].as_str().unwrap());
    let column = |field: &str, column: &str| json!({"field": field, "column": column, "parse": {"decimal_comma": true, "date_order": "dmy"}});
    let mut fields: Vec<Json> = [
        ("name", "Name"),
        ("x_serial", "Serial number"),
        ("x_integer", "Integer"),
        ("x_decimal", "Decimal"),
        ("x_money", "Money"),
        ("x_choice", "Choice"),
        ("x_date", "Date"),
        ("x_tags", "Tags"),
    ]
    .iter()
    .map(|(field, header)| column(field, header))
    .collect();
    fields.push(
        json!({"field": "x_company", "column": "Company", "link": {"by": "title", "when_missing": "refuse"}}),
    );
    alpha
        .json(
            "PUT",
            &format!("{path}/mapping"),
            &json!({"objects": [{"object": "x_machine", "match": ["x_serial"], "fields": fields}]}),
        )
        .expect(200);
    alpha.send("POST", &format!("{path}/run"), None).expect(202);
    let mut state = Json::Null;
    for _ in 0..200 {
        state = alpha.get(&path).expect(200);
        if state["state"] == "done" || state["state"] == "failed" {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert_eq!((&state["state"], &state["progress"]["created"]), (&json!("done"), &json!(1)), "{state}");
    let found =
        alpha.list("x_machines", &json!({"filter": {"field": "x_serial", "op": "is", "value": "s-9"}}));
    assert_eq!(found["data"][0]["x_money"]["amount"], "10.00");
    assert_eq!(found["data"][0]["x_double"], "3");

    // Wrong declarations are refused with the mistake; the dictionary stays as it is.
    for wrong in [
        json!({"key": "machine", "plural": "machines", "label": "M", "label_plural": "Ms"}),
        json!({"key": "x_machine", "plural": "x_others", "label": "M", "label_plural": "Ms"}),
        json!({"key": "x_m2", "plural": "x_m2s", "label": "M", "label_plural": "Ms", "fields": [{"key": "x_a", "label": "A", "kind": "link", "to": "nothing"}]}),
    ] {
        assert_eq!(alpha.post("/dictionary/objects", &wrong).status, 422, "{wrong}");
    }
    assert_eq!(world.beta.get("/x_machines").status, 404, "another workspace has its own dictionary");
}

#[test]
fn own_labels_are_kept_in_other_languages() {
    let mut world = World::start("labels");
    let alpha = world.alpha.clone();
    let object = json!({"key": "x_tool", "plural": "x_tools", "label": "Tool", "label_plural": "Tools", "labels": {"sl": {"label": "Orodje", "label_plural": "Orodja"}}});
    assert_eq!(alpha.post("/dictionary/objects", &object).expect(201)["labels"], object["labels"]);
    let choices = json!([{"key": "small", "label": "Small", "color": "gray", "labels": {"sl": "Majhno", "sr-Latn": "Malo"}}, {"key": "large", "label": "Large", "color": "blue"}]);
    let field = json!({"key": "x_size", "label": "Size", "kind": "choice", "labels": {"sl": "Velikost"}, "choices": choices});
    let made = alpha.post("/dictionary/objects/x_tool/fields", &field).expect(201);
    assert_eq!((&made["labels"], &made["choices"]), (&field["labels"], &choices));
    let path = "/dictionary/objects/x_tool/fields/x_size";
    let changed = alpha.patch(path, &json!({"labels": {"sl": "Mera", "sv": "Storlek"}})).expect(200);
    assert_eq!(
        (&changed["labels"]["sv"], &changed["label"], &changed["choices"]),
        (&json!("Storlek"), &json!("Size"), &choices)
    );
    let labels = json!({"labels": {"sv": {"label": "Verktyg", "label_plural": "Verktyg"}}});
    alpha.patch("/dictionary/objects/x_tool", &labels).expect(200);
    for labels in [json!({"not a language": "x"}), json!({"sl": ""}), json!({"sl": "x".repeat(101)})] {
        assert_eq!(alpha.patch(path, &json!({"labels": labels})).status, 422, "{labels}");
        let choice = json!([{"key": "small", "label": "Small", "color": "gray", "labels": labels}, {"key": "large", "label": "Large", "color": "blue"}]);
        assert_eq!(alpha.patch(path, &json!({"choices": choice})).status, 422, "{labels}");
    }
    assert_eq!(
        alpha
            .patch(
                "/dictionary/objects/x_tool",
                &json!({"labels": {"sl": {"label": "x", "label_plural": " "}}})
            )
            .status,
        422
    );

    // Records and their search know nothing of it, and it outlives the server.
    let tool = alpha.create("x_tools", &json!({"name": "Saw", "x_size": "small"}));
    assert_eq!(tool["x_size"], "small");
    assert_eq!(alpha.get("/search?q=Majhno").expect(200)["data"], json!([]));
    let before = alpha.get("/dictionary").text;
    world.server.kill();
    let again = crate::support::Server::serve(&world.server.folder, true);
    let after = crate::support::Asker { address: again.address.clone(), ..alpha };
    assert_eq!(after.get("/dictionary").text, before);
}
