//! What the interface's document promises, where the other tests do not come by: each answer is held against it on the way in.

use crate::document::Document;
use crate::part::{PARTS, operations};
use crate::support::{Asker, World};
use crate::sweep::{call, things};
use api::operation::{Method, Operation};
use serde_json::{Value as Json, json};
use std::time::{Duration, Instant};

/// What cannot go well with a key, with nothing to restore or pause, twice, or after what came before it. Other tests do it.
const REFUSED: &[&str] = &[
    "create_setup",
    "create_api_key",
    "merge_records",
    "search_duplicates",
    "merge_duplicates",
    "change_duplicate_search",
    "dismiss_duplicates",
    "restore_duplicates",
    "link_record",
    "remove_record",
    "change_team",
    "change_role",
    "create_session",
    "remove_session",
    "change_session_user",
    "list_sessions",
    "end_session",
    "end_other_sessions",
    "restore_record",
    "create_object",
    "change_object",
    "remove_object",
    "pause_import",
    "resume_import",
    "undo_import",
    "remove_user",
    "remove_role",
    "remove_api_key",
    "show_job",
    "remove_job",
    "unlink_record",
    "run_import",
    // Nothing is kept at hand any more, or the view is gone: the sequence here is not that of life.
    "add_favorite",
    "put_presence",
    // There is no backup of that name, and the sample data is still on its way in.
    "show_backup_content",
    "remove_backup",
    "remove_sample_data",
    "remove_favorite",
    "unpin_view",
];

#[test]
fn every_operation_answers_as_documented() {
    let world = World::start("truth");
    let field = json!({"key": "x_note", "label": "Note", "kind": "text"});
    for object in ["company", "deal"] {
        world.alpha.post(&format!("/dictionary/objects/{object}/fields"), &field).expect(201);
    }
    let things = things(&world.alpha);
    // After these nobody would ask any more: the key that asks goes, or who it belongs to.
    let ends_all = ["remove_user", "remove_role", "remove_api_key"];
    let later = |operation: &Operation| match operation.method {
        _ if ends_all.contains(&operation.id) => 3,
        Method::Get => 0,
        Method::Delete => 2,
        _ => 1,
    };
    let mut operations: Vec<_> = operations().filter(|operation| operation.id != "list_changes").collect();
    operations.sort_by_key(|operation| later(operation));
    let team = format!("/teams/{}", things.team);
    world.alpha.patch(&team, &json!({"name": "Another name", "parent": null})).expect(200);
    let role =
        world.alpha.post("/roles", &json!({"name": "Reader", "objects": {"*": {"read": "all"}}})).expect(201);
    let path = format!("/roles/{}", role["id"].as_str().unwrap());
    world.alpha.patch(&path, &json!({"fields": {"deal.amount": "hidden"}})).expect(200);
    let mut failed = Vec::new();
    for operation in operations {
        let answer = call(&world.alpha, operation, &things);
        assert!(answer.status < 500, "{}: {}", operation.id, answer.text);
        let refused = PARTS.iter().any(|part| part.refused.contains(&operation.id));
        if answer.status >= 300 && !refused && !REFUSED.contains(&operation.id) {
            failed.push(format!("{}: {} {}", operation.id, answer.status, answer.text));
        }
    }
    assert!(failed.is_empty(), "these answers were not looked at: {failed:#?}");
}

#[test]
fn what_a_customer_adds_stands_in_the_document_of_the_server() {
    let world = World::start("added");
    let alpha = &world.alpha;
    let fields = json!([{"key": "x_price", "label": "Price", "kind": "money"}, {"key": "x_company", "label": "Company", "kind": "link", "to": "company", "inverse_label": "Tools"}]);
    let object = json!({"key": "x_tool", "plural": "x_tools", "label": "Tool", "label_plural": "Tools", "fields": fields});
    alpha.post("/dictionary/objects", &object).expect(201);
    let company = alpha.create("companies", &json!({"name": "Celje Saws"}));
    let tool =
        json!({"name": "Saw", "x_price": {"amount": "5.00", "currency": "EUR"}, "x_company": company["id"]});
    let made = alpha.create("x_tools", &tool);
    let document = Document::answered(alpha.get("/openapi.json").expect(200));
    let one = format!("/x_tools/{}", made["id"].as_str().unwrap());
    for path in [one.as_str(), "/x_tools", "/x_tools?fields=name,x_price,x_company.name&include=x_company"] {
        let answer = alpha.get(path);
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert_eq!(document.faults("GET", path, 200, "application/json", &answer.text), Vec::<String>::new());
    }
    let wrong = alpha.get(&one).text.replace("\"amount\":\"5.00\"", "\"amount\":5");
    assert_eq!(document.faults("GET", &one, 200, "application/json", &wrong).len(), 1);
}

#[test]
fn a_file_is_made_by_its_upload_alone() {
    let world = World::start("file");
    let alpha = &world.alpha;
    let refused = alpha.post("/files", &json!({"name": "ghost.pdf"})).expect(422);
    assert_eq!(refused["problems"][0]["code"], "made_elsewhere");
    assert!(refused["problems"][0]["message"].as_str().unwrap().contains("/files/content"), "{refused}");
    let many = alpha
        .post("/files/bulk", &json!({"atomic": false, "operations": [{"create": {"name": "ghost.pdf"}}]}));
    assert_eq!(many.expect(200)["results"][0]["status"], 422);
    assert_eq!(alpha.list("files", &json!({}))["data"], json!([]));

    let company = alpha.create("companies", &json!({"name": "Celje Saws"}))["id"].clone();
    let path = format!("/files/content?name=offer.txt&company={}", company.as_str().unwrap());
    let file = alpha.send("POST", &path, Some(("text/plain", b"an offer".to_vec()))).expect(201);
    assert_eq!((&file["size"], &file["content_type"]), (&json!(8), &json!("text/plain")));
    assert_eq!(file["sha256"].as_str().unwrap().len(), 64);
    let path = format!("/files/{}", file["id"].as_str().unwrap());
    for (field, value) in [("size", json!(1)), ("content_type", json!("text/html")), ("sha256", json!("00"))]
    {
        let refused = alpha.patch(&path, &json!({field: value})).expect(422);
        assert_eq!(
            (&refused["problems"][0]["field"], &refused["problems"][0]["code"]),
            (&json!(field), &json!("read_only"))
        );
    }
    assert_eq!(alpha.patch(&path, &json!({"name": "final offer.txt"})).expect(200)["size"], 8);
    assert_eq!(alpha.get(&format!("{path}/content")).text, "an offer");
    let dictionary = alpha.get("/dictionary").expect(200);
    let object =
        dictionary["objects"].as_array().unwrap().iter().find(|object| object["key"] == "file").unwrap();
    assert!(object["made_by"].as_str().unwrap().contains("/files/content"));
    let input =
        alpha.get("/openapi.json").expect(200)["components"]["schemas"]["FileInput"]["properties"].clone();
    assert!(input["name"].is_object() && input["sha256"].is_null() && input["size"].is_null(), "{input}");
}

#[test]
fn what_search_tells_of_a_record_is_in_words() {
    let world = World::start("subtitle");
    world.alpha.create("companies", &json!({"name": "Subtitle Works", "sector": "technology"}));
    let found = world.alpha.get("/search?q=subtitle").expect(200);
    assert_eq!(found["data"][0]["subtitle"].as_str().unwrap().split(" · ").next().unwrap(), "Technology");
}

fn wait_for(asker: &Asker, path: &str, state: &str) -> Json {
    let begun = Instant::now();
    loop {
        let import = asker.get(path).expect(200);
        if import["state"] == state {
            return import;
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "the import stays at {}", import["state"]);
        std::thread::sleep(Duration::from_millis(30));
    }
}

#[test]
fn a_dry_run_tells_which_values_are_no_choices() {
    let world = World::start("unknown");
    let alpha = &world.alpha;
    let mut csv = "Name,Sector\n".to_string();
    for number in 0..300 {
        csv.push_str(&format!("Company {number},odd {number}\n"));
    }
    csv.push_str("A,Technology\nB,techno\nC,techno\nD,techno\nE,\nF,medicine\nG,medicine\n");
    let import =
        alpha.send("POST", "/imports?name=companies.csv", Some(("text/csv", csv.into()))).expect(201);
    let path = format!("/imports/{}", import["id"].as_str().unwrap());
    let mapping = |values: Json| {
        json!({"objects": [{"object": "company", "fields": [
            {"field": "name", "column": "Name"}, {"field": "sector", "column": "Sector", "unknown_choice": "blank", "values": values},
        ]}]})
    };
    alpha.json("PUT", &format!("{path}/mapping"), &mapping(json!({}))).expect(200);
    alpha.json("POST", &format!("{path}/dry_run"), &json!({})).expect(202);
    let told = wait_for(alpha, &path, "dry_run_done");
    let unknown = &told["columns"][1]["unknown"][0];
    assert_eq!(
        (&unknown["object"], &unknown["field"], &unknown["more"]),
        (&json!("company"), &json!("sector"), &json!(true))
    );
    assert_eq!(unknown["values"][0], json!({"value": "techno", "rows": 3}));
    assert_eq!(unknown["values"][1], json!({"value": "medicine", "rows": 2}));
    assert_eq!(unknown["values"].as_array().unwrap().len(), 200);
    assert_eq!(told["columns"][0].get("unknown"), None);

    // Once somebody has said what becomes of them, nothing is left to ask.
    let said = mapping(json!({"techno": "technology", "medicine": "", "odd*": ""}));
    alpha.json("PUT", &format!("{path}/mapping"), &said).expect(200);
    alpha.json("POST", &format!("{path}/dry_run"), &json!({})).expect(202);
    assert_eq!(wait_for(alpha, &path, "dry_run_done")["columns"][1].get("unknown"), None);
    let results = alpha.get(&format!("{path}/results?limit=5")).expect(200);
    assert_eq!((&results["data"][0]["line"], &results["data"][0]["rows"]), (&json!(2), &json!(1)));
}
