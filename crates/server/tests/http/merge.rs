//! Merging over HTTP: several records become one, everything comes along, and taking it back brings everything back.

use crate::support::{Answer, Asker, World};
use serde_json::{Value as Json, json};

fn id(record: &Json) -> String {
    record["id"].as_str().unwrap().to_string()
}

fn merge(asker: &Asker, plural: &str, winner: &str, losers: &[&str], values: Json) -> Answer {
    asker.post(&format!("/{plural}/merges"), &json!({"winner": winner, "losers": losers, "values": values}))
}

/// All records of an object, without what each write changes.
fn all(asker: &Asker, plural: &str) -> Vec<Json> {
    let text = asker.get(&format!("/{plural}/export?format=jsonl&sort=created_at")).text;
    let mut records: Vec<Json> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for record in &mut records {
        for key in ["version", "updated_at", "updated_by"] {
            record.as_object_mut().unwrap().remove(key);
        }
    }
    records
}

fn undo(asker: &Asker, change_set: &Json) -> Json {
    asker.post(&format!("/change_sets/{}/undo", change_set.as_str().unwrap()), &json!({})).expect(200)
}

#[test]
fn everything_comes_along_and_everything_goes_back() {
    let world = World::start("merge");
    let alpha = &world.alpha;
    let parent = id(&alpha.create("companies", &json!({"name": "Holding"})));
    let winner = alpha.create(
        "companies",
        &json!({"name": "Tatra Stav", "emails": ["info@tatra.sk"], "external_ids": ["shop:1"]}),
    );
    let loser = alpha.create(
        "companies",
        &json!({"name": "Tatra Stav s.r.o.", "emails": ["INFO@tatra.sk", "office@tatra.sk"], "external_ids": ["shop:2"], "tax_number": "SK2020", "parent": parent, "tags": ["builder"]}),
    );
    let (winner, loser) = (id(&winner), id(&loser));
    // The one that stays is a branch of the one that goes; another branch sits between them in a circle to be.
    alpha.patch(&format!("/companies/{winner}"), &json!({"parent": loser})).expect(200);
    let branch = id(&alpha.create("companies", &json!({"name": "Branch", "parent": loser})));
    let deal = id(&alpha.create("deals", &json!({"name": "Bridge", "company": loser})));
    let person =
        id(&alpha.create("people", &json!({"name": {"given": "Ján", "family": "Novák"}, "company": loser})));
    for number in 0..230 {
        alpha.create("notes", &json!({"body": format!("Note {number}"), "company": loser}));
    }
    let plurals = ["companies", "deals", "people", "notes"];
    let before: Vec<Vec<Json>> = plurals.iter().map(|plural| all(alpha, plural)).collect();

    let tried = alpha
        .post("/companies/merges", &json!({"winner": winner, "losers": [loser], "values": {"name": "Tatra Stav, s.r.o."}, "dry_run": true}))
        .expect(200);
    assert_eq!(tried["record"]["name"], "Tatra Stav, s.r.o.");
    assert_eq!(tried["record"]["parent"]["id"], json!(parent));
    let name = tried["fields"].as_array().unwrap().iter().find(|field| field["field"] == "name").unwrap();
    assert_eq!((&name["differs"], name["values"].as_array().unwrap().len()), (&json!(true), 2));
    let moved = |moves: &Json, object: &str| {
        moves.as_array().unwrap().iter().find(|moved| moved["object"] == object).unwrap()["count"].clone()
    };
    assert_eq!(moved(&tried["moves"], "note"), 230);
    let after: Vec<Vec<Json>> = plurals.iter().map(|plural| all(alpha, plural)).collect();
    assert!(after == before, "a trial changed something");

    let merged = merge(alpha, "companies", &winner, &[&loser], json!({"name": "Tatra Stav, s.r.o."}));
    assert!(merged.header("kith-change-set").is_some());
    let merged = merged.expect(200);
    assert_eq!(moved(&merged["moves"], "deal"), 1);
    let record = &merged["record"];
    assert_eq!(record["name"], "Tatra Stav, s.r.o.");
    assert_eq!(record["emails"].as_array().unwrap().len(), 2, "{}", record["emails"]);
    assert_eq!(record["tax_number"], "SK2020");
    assert_eq!(record["tags"], json!(["builder"]));
    assert_eq!(record["parent"]["id"], json!(parent), "it is no branch of itself");
    assert_eq!(record["external_ids"], json!(["shop:1", "shop:2"]));
    for (path, field) in [
        (format!("/deals/{deal}"), "company"),
        (format!("/people/{person}"), "company"),
        (format!("/companies/{branch}"), "parent"),
    ] {
        assert_eq!(alpha.get(&path).expect(200)[field]["id"], json!(winner), "{path}");
    }
    let notes = alpha.list(
        "notes",
        &json!({"filter": {"field": "company", "op": "is", "value": winner}, "count": "exact"}),
    );
    assert_eq!(notes["count"]["value"], 230);
    let gone = alpha.get(&format!("/companies/{loser}"));
    assert_eq!((gone.status, &gone.json()["code"]), (404, &json!("merged")));
    assert_eq!(gone.json()["merged_into"], json!({"object": "company", "id": winner}));
    assert_eq!(world.beta.get(&format!("/companies/{loser}")).json()["code"], "not_found");

    // A change set of more than 500 events would be a job; this one is taken back at once.
    let undone = undo(alpha, &merged["change_set"]);
    assert_eq!(undone["kept"], json!([]), "{undone}");
    let after: Vec<Vec<Json>> = plurals.iter().map(|plural| all(alpha, plural)).collect();
    for ((plural, before), after) in plurals.iter().zip(&before).zip(&after) {
        assert_eq!(after, before, "{plural} are not as they were");
    }
    let found = alpha.get("/search?q=office@tatra.sk").expect(200);
    assert_eq!(found["data"].as_array().unwrap().len(), 1);
    assert_eq!(found["data"][0]["id"], json!(loser));
    let taken = alpha.post("/companies", &json!({"name": "Other", "tax_number": "SK2020"})).expect(409);
    assert_eq!(taken["conflict"]["record"]["id"], json!(loser), "its number is its own again");
    assert_eq!(alpha.get(&format!("/companies/{loser}")).status, 200);
    alpha.delete(&format!("/companies/{loser}")).expect(204);
    assert_eq!(alpha.get(&format!("/companies/{loser}")).json()["code"], "not_found", "it is merged no more");
}

#[test]
fn a_chain_of_merges_leads_to_its_end_and_no_circle_comes_of_it() {
    let world = World::start("merge-chain");
    let alpha = &world.alpha;
    let make = |name: &str| id(&alpha.create("companies", &json!({"name": name})));
    let (a, b, c, between) = (make("A"), make("B"), make("C"), make("Between"));
    merge(alpha, "companies", &b, &[&a], json!({})).expect(200);
    // C belongs to Between, which belongs to B: once B is C, C would belong to itself over a detour.
    alpha.patch(&format!("/companies/{between}"), &json!({"parent": b})).expect(200);
    alpha.patch(&format!("/companies/{c}"), &json!({"parent": between})).expect(200);
    let merged = merge(alpha, "companies", &c, &[&b], json!({})).expect(200);
    assert_eq!(merged["record"]["parent"], json!(null));
    assert_eq!(alpha.get(&format!("/companies/{between}")).expect(200)["parent"]["id"], json!(c));
    for gone in [&a, &b] {
        assert_eq!(alpha.get(&format!("/companies/{gone}")).json()["merged_into"]["id"], json!(c));
    }
    let refused = merge(alpha, "companies", &c, &[&c], json!({})).expect(422);
    assert_eq!(refused["problems"][0]["field"], "losers");
    assert_eq!(
        merge(alpha, "companies", &c, &[&a], json!({})).status,
        404,
        "what was merged is not there to be merged"
    );
}

#[test]
fn unique_values_change_hands_and_what_others_changed_since_stays() {
    let world = World::start("merge-unique");
    let alpha = &world.alpha;
    let ana = json!({"name": {"given": "Ana", "family": "Novak"}, "emails": ["ana@example.com"], "job_title": "Buyer"});
    let other = json!({"name": {"given": "Ana", "family": "Novak"}, "emails": ["ana.novak@example.com"], "phones": ["+38640111222"]});
    let (winner, loser) = (id(&alpha.create("people", &ana)), id(&alpha.create("people", &other)));
    let merged = merge(alpha, "people", &winner, &[&loser], json!({})).expect(200);
    assert_eq!(merged["record"]["emails"].as_array().unwrap().len(), 2);
    let (helper, _) = world.user(
        "helper",
        &json!({"objects": {"*": {"read": "all", "change": "all", "remove": "all", "create": true}}}),
        None,
    );
    helper
        .patch(
            &format!("/people/{winner}"),
            &json!({"job_title": "Head of buying", "phones": ["+38640999888"]}),
        )
        .expect(200);
    let undone = undo(alpha, &merged["change_set"]);
    let kept: Vec<&str> =
        undone["kept"].as_array().unwrap().iter().filter_map(|kept| kept["field"].as_str()).collect();
    assert_eq!(kept, ["phones"], "{undone}");
    let now = alpha.get(&format!("/people/{winner}")).expect(200);
    assert_eq!((&now["job_title"], now["emails"].as_array().unwrap().len()), (&json!("Head of buying"), 1));
    assert_eq!(now["phones"][0]["number"], "+38640999888");
    let back = alpha.get(&format!("/people/{loser}")).expect(200);
    assert_eq!(back["emails"][0]["address"], "ana.novak@example.com");
}

#[test]
fn who_may_not_change_or_remove_may_not_merge() {
    let world = World::start("merge-rights");
    let alpha = &world.alpha;
    let make = |name: &str| {
        id(&alpha.create("companies", &json!({"name": name, "description": format!("about {name}")})))
    };
    let (a, b) = (make("A"), make("B"));
    let (reader, _) = world.user("reader", &json!({"objects": {"*": {"read": "all"}}}), None);
    let (changer, _) =
        world.user("changer", &json!({"objects": {"*": {"read": "all", "change": "all"}}}), None);
    for asker in [&reader, &changer] {
        assert_eq!(merge(asker, "companies", &a, &[&b], json!({})).status, 403);
        let trial = json!({"winner": a, "losers": [b], "dry_run": true});
        assert_eq!(asker.post("/companies/merges", &trial).status, 403);
    }
    assert_eq!(merge(&world.beta, "companies", &a, &[&b], json!({})).status, 404);
    let rights = json!({"objects": {"*": {"read": "all", "change": "all", "remove": "all"}}, "fields": {"company.description": "hidden", "company.tax_number": "read"}});
    let (blind, _) = world.user("blind", &rights, None);
    let trial =
        blind.post("/companies/merges", &json!({"winner": a, "losers": [b], "dry_run": true})).expect(200);
    assert!(!trial.to_string().contains("about"), "{trial}");
    assert_eq!(merge(&blind, "companies", &a, &[&b], json!({"tax_number": "1"})).status, 422);
    let merged = merge(&blind, "companies", &a, &[&b], json!({})).expect(200);
    assert!(!merged.to_string().contains("about"), "{merged}");
    assert_eq!(alpha.get(&format!("/companies/{a}")).expect(200)["description"], "about A");
}
