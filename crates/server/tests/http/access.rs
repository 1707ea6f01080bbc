//! Who may see a record and why, what may be done with the rows of a list, and the settings of the workspace.

use crate::support::World;
use serde_json::{Value as Json, json};

fn role(read: &str, change: &str) -> Json {
    json!({"administrator": false, "objects": {"*": {"read": read, "create": true, "change": change, "remove": "own", "export": "none"}}, "fields": {"deal.amount": "read"}})
}

#[test]
fn a_record_tells_who_sees_it_and_why() {
    let world = World::start("access");
    let alpha = &world.alpha;
    let team = alpha.post("/teams", &json!({"name": "Sales"})).expect(201)["id"].clone();
    let below = alpha.post("/teams", &json!({"name": "Field", "parent": team})).expect(201)["id"].clone();
    let (eva, eva_id) = world.user("eva", &role("own", "own"), Some(&below));
    let (_, _) = world.user("head", &role("team", "team"), Some(&team));
    let (reader, _) = world.user("reader", &role("all", "none"), None);
    let (stranger, _) = world.user("stranger", &role("own", "own"), None);
    let hide = json!({"fields": {"deal.amount": "hidden"}});
    let roles = alpha.get("/roles").expect(200);
    let of_reader =
        roles["data"].as_array().unwrap().iter().find(|role| role["name"] == "role of reader").unwrap();
    alpha.patch(&format!("/roles/{}", of_reader["id"].as_str().unwrap()), &hide).expect(200);

    let deal = eva.create("deals", &json!({"name": "Saw"}));
    let path = format!("/deals/{}/access", deal["id"].as_str().unwrap());
    let told = alpha.get(&path).expect(200);
    let rows: Vec<(&str, &str, bool, bool)> = told["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            assert_eq!(row["read"], true);
            let text = |json: &'_ Json| json.as_bool().unwrap();
            (
                row["user"]["name"].as_str().unwrap(),
                row["why"]["code"].as_str().unwrap(),
                text(&row["change"]),
                text(&row["remove"]),
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("eva", "owner", true, true),
            ("head", "team", true, false),
            ("reader", "all", false, false),
            ("Root", "administrator", true, true)
        ]
    );
    assert_eq!(told["data"][0]["role"]["name"], "role of eva");
    assert_eq!(told["data"][1]["team"]["name"], "Sales");
    assert_eq!(told["hidden_fields"], json!([{"field": "amount", "roles": ["role of reader"]}]));

    let told = reader.get(&path).expect(200);
    assert_eq!((&told["data"][0]["role"], &told["hidden_fields"]), (&Json::Null, &json!([])));
    assert!(!told.to_string().contains("role of") && !told.to_string().contains("amount"));
    assert_eq!(stranger.get(&path).status, 404);
    assert_eq!(world.beta.get(&path).status, 404);
    alpha.patch(&format!("/users/{eva_id}"), &json!({"active": false})).expect(200);
    assert!(!alpha.get(&path).text.contains("\"eva\""), "who is switched off sees nothing");
}

#[test]
fn rows_of_a_list_tell_what_may_be_done_like_single_records() {
    let world = World::start("rows");
    let (eva, eva_id) = world.user("eva", &role("all", "own"), None);
    let mine = world.alpha.create("deals", &json!({"name": "Of Eva", "owner": eva_id}));
    world.alpha.create("deals", &json!({"name": "Of somebody"}));
    for asker in [&eva, &world.alpha] {
        let rows = asker.get("/deals?sort=name").expect(200);
        assert_eq!(rows["data"].as_array().unwrap().len(), 2);
        for row in rows["data"].as_array().unwrap() {
            let one = asker.get(&format!("/deals/{}", row["id"].as_str().unwrap())).expect(200);
            assert_eq!(row["can"], one["can"], "{row}");
            let fixed: Vec<&Json> = one["readonly"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|name| row.get(name.as_str().unwrap()).is_some())
                .collect();
            assert_eq!(row["readonly"].as_array().unwrap().iter().collect::<Vec<_>>(), fixed, "{row}");
        }
    }
    let rows = eva.get("/deals?sort=name&fields=name,amount,company.name").expect(200);
    assert_eq!(
        (&rows["data"][0]["can"], &rows["data"][1]["can"]),
        (&json!(["change", "remove"]), &json!([]))
    );
    assert_eq!(rows["data"][0]["id"], mine["id"]);
    assert_eq!(rows["data"][0]["readonly"], json!(["amount", "company.name"]));
    assert_eq!(
        world.alpha.get("/deals?fields=name,amount").expect(200)["data"][0]["can"],
        json!(["change", "remove", "export"])
    );
}

#[test]
fn administrators_change_the_settings_of_the_workspace() {
    let world = World::start("workspace");
    let (eva, _) = world.user("eva", &role("all", "own"), None);
    assert_eq!(eva.patch("/workspace", &json!({"name": "Mine"})).status, 403);
    let change = json!({"name": "Celje Saws", "currency": "SEK", "zone": "Europe/Stockholm", "language": "sv", "country": "SE", "first_weekday": 7});
    let changed = world.alpha.patch("/workspace", &change).expect(200);
    for (name, value) in change.as_object().unwrap() {
        assert_eq!(&changed[name], value);
        assert_eq!(&eva.get("/workspace").expect(200)[name], value);
        assert_eq!(&eva.get("/session").expect(200)["workspace"][name], value);
    }
    let deal = world.alpha.create("deals", &json!({"name": "Saw", "amount": "10"}));
    assert_eq!(deal["amount"]["currency"], "SEK", "an amount without a currency is in that of the workspace");
    for (wrong, field) in [
        (json!({"currency": "crowns"}), "currency"),
        (json!({"zone": "Mars"}), "zone"),
        (json!({"first_weekday": 8}), "first_weekday"),
        (json!({"name": " "}), "name"),
    ] {
        assert_eq!(world.alpha.patch("/workspace", &wrong).expect(422)["problems"][0]["field"], field);
    }
    assert_eq!(world.beta.get("/workspace").expect(200)["name"], "beta");
}
