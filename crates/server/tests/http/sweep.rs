//! Every operation as a stranger, as somebody without rights, and from another workspace. The list is the interface's own,
//! so that no operation escapes.

use crate::part::{PARTS, operations};
use crate::support::{Answer, Asker, World};
use api::operation::{Door, Method, Operation, Shape};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// An id that exists nowhere.
const NOWHERE: &str = "01890000-0000-7000-8000-000000000000";

/// What stands in the paths: things of alpha.
pub struct Things {
    company: String,
    deal: String,
    user: String,
    pub team: String,
    role: String,
    key: String,
    file: String,
    import: String,
    view: String,
    change_set: String,
    /// What the features of the wings know, by the first step of its address.
    pub more: BTreeMap<&'static str, String>,
}

pub fn things(alpha: &Asker) -> Things {
    let text = |json: &Json| json["id"].as_str().unwrap().to_string();
    let company =
        text(&alpha.create("companies", &json!({"name": "Secret Alpha Works", "x_note": "planted"})));
    let deal = text(&alpha.create("deals", &json!({"name": "Secret deal", "company": company})));
    let users = alpha.get("/users").expect(200);
    let roles = alpha.get("/roles").expect(200);
    let team = text(&alpha.post("/teams", &json!({"name": "Secret team"})).expect(201));
    let keys = alpha.get("/api_keys").expect(200);
    let file = text(
        &alpha
            .send("POST", "/files/content?name=secret.txt", Some(("text/plain", b"secret".to_vec())))
            .expect(201),
    );
    let import = text(
        &alpha
            .send("POST", "/imports?name=secret.csv", Some(("text/csv", b"name\nSecret import\n".to_vec())))
            .expect(201),
    );
    let view = text(
        &alpha.post("/views", &json!({"object": "deal", "name": "Secret view", "kind": "table"})).expect(201),
    );
    let act = alpha.post("/companies", &json!({"name": "Secret act"}));
    let change_set = act.header("kith-change-set").unwrap().to_string();
    let more = PARTS.iter().flat_map(|part| (part.things)(alpha)).collect();
    Things {
        more,
        change_set,
        company,
        deal,
        user: text(&users["data"][0]),
        team,
        role: text(&roles["data"][0]),
        // Where nobody has a key, none is asked for.
        key: keys["data"][0]["id"].as_str().unwrap_or(NOWHERE).to_string(),
        file,
        import,
        view,
    }
}

fn path(operation: &Operation, things: &Things) -> String {
    let id = match operation.path.split('/').nth(1).unwrap() {
        "users" => &things.user,
        "teams" => &things.team,
        "roles" => &things.role,
        "api_keys" => &things.key,
        "files" => &things.file,
        "imports" => &things.import,
        "views" => &things.view,
        "change_sets" => &things.change_set,
        other => things.more.get(other).unwrap_or(&things.deal),
    };
    operation
        .path
        .replace("{plural}", "deals")
        .replace("{id}", id)
        .replace("{object}", "deal")
        .replace("{field}", if operation.path.starts_with("/dictionary") { "x_note" } else { "company" })
        .replace("{name}", "kith-20260131-093005.db")
        .replace("{target}", &things.company)
        .replace("{analysis}", "rfm")
}

fn body(operation: &Operation, things: &Things) -> Option<(&'static str, Vec<u8>)> {
    let brought = PARTS.iter().find_map(|part| (part.body)(operation.id, things));
    let json = match operation.id {
        _ if brought.is_some() => brought.unwrap_or_default(),
        "bulk_records" => {
            json!({"operations": [{"change": {"id": things.deal, "fields": {"name": "Stolen"}}}, {"remove": {"id": things.deal}}]})
        }
        "upsert_records" => {
            json!({"match": ["external_ids"], "records": [{"name": "Stolen", "external_ids": ["a:1"], "company": things.company}]})
        }
        "dismiss_duplicates" | "restore_duplicates" => json!({"ids": [things.deal, things.company]}),
        "change_duplicate_search" => json!({"automatic": true}),
        "merge_duplicates" => json!({"level": "certain"}),
        "merge_records" => json!({"winner": things.deal, "losers": [things.company]}),
        "match_records" => json!({"values": {"name": "Secret deal"}}),
        "group_records" => json!({"by": [{"field": "stage"}]}),
        "query_records" | "undo_change_set" => json!({}),
        "start_bulk_change_of_records" => {
            json!({"ids": [things.deal], "change": {"name": "Stolen"}, "dry_run": true})
        }
        "create_session" => json!({"email": "x@example.com", "password": "wrong password"}),
        "create_setup" => {
            json!({"workspace_name": "x", "name": "x", "email": "x@example.com", "password": "long enough 77", "code": "x"})
        }
        "change_session_user" => json!({"name": "Stolen"}),
        "create_object" => {
            json!({"key": "x_stolen", "plural": "x_stolens", "label": "Stolen", "label_plural": "Stolen"})
        }
        "change_object" | "change_field" => json!({"label": "Stolen"}),
        "create_field" => json!({"key": "x_stolen", "label": "Stolen", "kind": "text"}),
        "create_user" => {
            json!({"name": "Stolen", "email": "stolen@example.com", "password": "long enough 77", "role": things.role})
        }
        "create_role" => json!({"name": "Stolen", "administrator": true}),
        "create_staff" => json!({"rows": [{"name": "Stolen", "team": "Stolen"}]}),
        "create_api_key" => json!({"name": "Stolen", "role": things.role}),
        "change_import_mapping" => {
            json!({"objects": [{"object": "company", "fields": [{"field": "name", "column": 0}]}]})
        }
        "change_import_format" => json!({}),
        "create_view" => json!({"object": "deal", "name": "Stolen", "kind": "table"}),
        "put_presence" | "remove_presence" => json!({"object": "deal", "id": things.deal}),
        "create_sample_data" => json!({"size": 0.01}),
        "see_mentions" => json!({"ids": [things.deal]}),
        "change_view" => json!({"position": 3}),
        "put_layout" => json!({"sections": [{"key": "stolen", "label": "Stolen", "fields": []}]}),
        _ => json!({"name": "Stolen"}),
    };
    match operation.takes {
        Shape::Empty => None,
        Shape::Binary => Some(("text/csv", b"name\nStolen\n".to_vec())),
        _ => Some(("application/json", json.to_string().into_bytes())),
    }
}

pub fn call(asker: &Asker, operation: &Operation, things: &Things) -> Answer {
    let mut path = path(operation, things);
    match operation.id {
        "search_records" => path.push_str("?q=secret"),
        "list_duplicates" => path.push_str("?level=certain"),
        "upload_file" | "create_import" => path.push_str("?name=stolen.csv"),
        _ => {}
    }
    asker.send(&operation.method.word().to_uppercase(), &path, body(operation, things))
}

/// Everything alpha holds, as far as a change would show.
fn state(alpha: &Asker) -> Vec<String> {
    [
        "/companies/export?format=jsonl",
        "/deals/export?format=jsonl",
        "/users",
        "/teams",
        "/roles",
        "/dictionary",
        "/trash",
        "/views",
        "/favorites",
        "/layouts",
    ]
    .iter()
    .map(|path| alpha.get(path).text)
    .collect()
}

#[test]
fn every_operation_keeps_others_out() {
    let world = World::start("sweep");
    let field = json!({"key": "x_note", "label": "Note", "kind": "text"});
    for object in ["company", "deal"] {
        world.alpha.post(&format!("/dictionary/objects/{object}/fields"), &field).expect(201);
    }
    let things = things(&world.alpha);
    let before = state(&world.alpha);

    let stranger = Asker::stranger(&world.server.address);
    for operation in operations().filter(|operation| operation.door != Door::Open) {
        let answer = call(&stranger, operation, &things);
        assert_eq!(answer.status, 401, "{} as a stranger: {}", operation.id, answer.text);
        assert_eq!(answer.json()["code"], "unauthenticated");
    }
    assert_eq!(state(&world.alpha), before, "a stranger changed something");

    let (powerless, _) =
        world.user("powerless", &json!({"administrator": false, "objects": {}, "fields": {}}), None);
    let before = state(&world.alpha);
    // What belongs to oneself, or tells nothing of anybody.
    let harmless = [
        "show_session",
        "change_session_user",
        "remove_session",
        "list_sessions",
        "end_other_sessions",
        "show_dictionary",
        "search_records",
        "list_trash",
        "list_change_sets",
        "list_changes",
        "list_jobs",
        "list_users",
        "show_user",
        "list_teams",
        "show_openapi",
        "show_empty",
        "list_imports",
        "create_import",
        "list_duplicate_searches",
        "show_workspace",
        "list_mentions",
        "see_mentions",
        // To leave a record tells nothing of it, and changes nothing but one's own presence.
        "remove_presence",
        "list_views",
        "list_favorites",
        "list_layouts",
        // Refused for its object, which this user may not see.
        "create_view",
    ];
    for operation in operations().filter(|operation| operation.door != Door::Open) {
        if operation.id == "list_changes" || operation.id == "remove_session" {
            continue;
        }
        let answer = call(&powerless, operation, &things);
        // Who works here and in which team is no secret among colleagues; everything else is.
        let told = answer.text.replace("Secret team", "");
        assert!(!told.contains("Secret"), "{} told {}", operation.id, answer.text);
        if harmless.contains(&operation.id) || PARTS.iter().any(|part| part.harmless.contains(&operation.id))
        {
            assert!(answer.status < 500, "{}: {}", operation.id, answer.text);
        } else {
            let wanted: &[u16] = if operation.door == Door::Administrator { &[403] } else { &[403, 404] };
            assert!(
                wanted.contains(&answer.status),
                "{} without rights: {} {}",
                operation.id,
                answer.status,
                answer.text
            );
        }
    }
    let after = state(&world.alpha);
    for (before, after) in before.iter().zip(&after).filter(|(before, _)| !before.contains("powerless@")) {
        assert_eq!(after, before, "somebody without rights changed something");
    }

    let before = state(&world.alpha);
    for operation in operations().filter(|operation| operation.path.contains("{id}")) {
        let answer = call(&world.beta, operation, &things);
        // A field of alpha's does not exist in beta either; its absence may be told first.
        assert!(
            [404, 422].contains(&answer.status),
            "{} from another workspace: {} {}",
            operation.id,
            answer.status,
            answer.text
        );
        assert!(!answer.text.contains("Secret"), "{} told {}", operation.id, answer.text);
        let missing = call_missing(&world.beta, operation, &things);
        assert_eq!(missing.status, answer.status, "{} tells what exists elsewhere", operation.id);
        assert_eq!(missing.text, answer.text, "{} tells what exists elsewhere", operation.id);
    }
    for operation in
        operations().filter(|operation| operation.method == Method::Get && !operation.path.contains("{id}"))
    {
        if operation.id == "list_changes" {
            continue;
        }
        let answer = call(&world.beta, operation, &things);
        assert!(!answer.text.contains("Secret"), "{} told {}", operation.id, answer.text);
    }
    assert_eq!(state(&world.alpha), before, "another workspace changed something");
}

/// The same call with an id that exists nowhere.
fn call_missing(asker: &Asker, operation: &Operation, things: &Things) -> Answer {
    let nowhere = NOWHERE.to_string();
    let missing = Things {
        company: nowhere.clone(),
        deal: nowhere.clone(),
        user: nowhere.clone(),
        team: nowhere.clone(),
        role: things.role.clone(),
        key: nowhere.clone(),
        file: nowhere.clone(),
        import: nowhere.clone(),
        view: nowhere.clone(),
        change_set: nowhere.clone(),
        more: things.more.keys().map(|step| (*step, nowhere.clone())).collect(),
    };
    let mut missing = missing;
    missing.role = nowhere;
    call(asker, operation, &missing)
}
