//! Colleagues named in long texts.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};

fn unseen(asker: &Asker) -> Vec<Json> {
    asker.get("/mentions?unseen=true").expect(200)["data"].as_array().unwrap().clone()
}

#[test]
fn who_is_named_hears_of_it_while_the_text_stands() {
    let world = World::start("mention");
    let alpha = &world.alpha;
    let all = json!({"administrator": false, "objects": {"*": {"read": "all", "create": true, "change": "all", "remove": "all"}}, "fields": {}});
    let (eva, eva_id) = world.user("eva", &all, None);
    let (ben, ben_id) = world.user("ben", &all, None);
    let text = format!(
        "Please call them, @[Eva Kos](user:{eva_id}) and @[Ben](user:{ben_id}), before Friday. @[Nobody](user:01890000-0000-7000-8000-000000000000)"
    );
    let note = ben.create("notes", &json!({"body": text}));
    let path = format!("/notes/{}", note["id"].as_str().unwrap());
    let told = unseen(&eva);
    assert_eq!(told.len(), 1);
    assert_eq!(
        (&told[0]["object"], &told[0]["record"], &told[0]["by"]["name"], &told[0]["seen"]),
        (&json!("note"), &note["id"], &json!("ben"), &json!(false))
    );
    assert!(
        told[0]["excerpt"]
            .as_str()
            .unwrap()
            .starts_with("Please call them, @Eva Kos and @Ben, before Friday."),
        "{told:?}"
    );
    assert_eq!(unseen(&ben), Vec::<Json>::new(), "nobody hears of their own words");
    assert_eq!(unseen(&world.beta), Vec::<Json>::new());

    // Another change of the text tells nobody again; a text without the name takes back what was not seen.
    ben.patch(&path, &json!({"body": format!("{text} Thanks!")})).expect(200);
    assert_eq!(unseen(&eva).len(), 1);
    assert_eq!(unseen(&eva)[0]["id"], told[0]["id"]);
    ben.patch(&path, &json!({"body": "Done."})).expect(200);
    assert_eq!(unseen(&eva), Vec::<Json>::new());
    ben.patch(&path, &json!({"body": text})).expect(200);
    let again = unseen(&eva)[0]["id"].clone();
    ben.json("PUT", "/mentions/seen", &json!({"ids": [again]})).expect(204);
    assert_eq!(unseen(&eva).len(), 1, "others see nothing in one's place");
    eva.json("PUT", "/mentions/seen", &json!({"ids": [again]})).expect(204);
    assert_eq!(unseen(&eva), Vec::<Json>::new());
    assert_eq!(eva.get("/mentions").expect(200)["data"][0]["seen"], true);
    // In the trash it tells nothing, and out of it again it does.
    ben.delete(&path).expect(204);
    assert_eq!(eva.get("/mentions").expect(200)["data"], json!([]));
    ben.send("PUT", &format!("{path}/restoration"), None).expect(200);
    assert_eq!(eva.get("/mentions").expect(200)["data"].as_array().unwrap().len(), 1);
    alpha.create("notes", &json!({"body": format!("@[Eva](user:{eva_id})")}));
    let first = eva.get("/mentions?limit=1").expect(200);
    assert_eq!(first["data"][0]["by"]["name"], "tests");
    let second =
        eva.get(&format!("/mentions?limit=1&cursor={}", first["next"].as_str().unwrap())).expect(200);
    assert_eq!(second["data"][0]["record"], note["id"]);
}

#[test]
fn who_may_not_read_it_hears_nothing() {
    let world = World::start("unheard");
    let alpha = &world.alpha;
    let own = json!({"administrator": false, "objects": {"*": {"read": "own", "create": true, "change": "own"}}, "fields": {}});
    let blind =
        json!({"administrator": false, "objects": {"*": {"read": "all"}}, "fields": {"note.body": "hidden"}});
    let (eva, eva_id) = world.user("eva", &own, None);
    let (ben, ben_id) = world.user("ben", &blind, None);
    let field = json!({"key": "x_story", "label": "Story", "kind": "long_text"});
    alpha.post("/dictionary/objects/deal/fields", &field).expect(201);
    let text = format!("Secret: @[Eva](user:{eva_id}) and @[Ben](user:{ben_id})");
    let deal = alpha.create("deals", &json!({"name": "Saw", "x_story": text}));
    alpha.create("notes", &json!({"body": text}));
    assert_eq!(unseen(&eva), Vec::<Json>::new());
    let told = unseen(&ben);
    assert_eq!(
        (told.len(), &told[0]["object"]),
        (1, &json!("deal")),
        "a custom field counts, a hidden one does not"
    );
    alpha.patch(&format!("/deals/{}", deal["id"].as_str().unwrap()), &json!({"owner": eva_id})).expect(200);
    assert_eq!(unseen(&eva).len(), 1, "once it is theirs to read");
}
