//! What a record is called that has no title of its own.

use crate::support::World;
use serde_json::json;

#[test]
fn a_note_without_a_subject_is_called_by_its_first_words_everywhere() {
    let world = World::start("untitled");
    let alpha = &world.alpha;
    let company = alpha.create("companies", &json!({"name": "Kovačnica"}));
    let body = "## **Zvonko** asks for\n[the offer](https://a.example) again";
    let note = alpha.create("notes", &json!({"body": body, "company": company["id"]}));
    let title = json!("Zvonko asks for");
    assert_eq!(note["title"], title);
    let path = format!("/notes/{}", note["id"].as_str().unwrap());
    assert_eq!(alpha.get(&path).expect(200)["title"], title);
    assert_eq!(alpha.get("/notes").expect(200)["data"][0]["title"], title);
    assert_eq!(alpha.get("/search?q=zvonko").expect(200)["data"][0]["title"], title);
    alpha.delete(&path).expect(204);
    assert_eq!(alpha.get("/trash").expect(200)["data"][0]["title"], title);
    alpha.send("PUT", &format!("{path}/restoration"), None).expect(200);
    // A subject goes before the text.
    alpha.patch(&path, &json!({"subject": "Offer"})).expect(200);
    assert_eq!(alpha.get("/search?q=zvonko").expect(200)["data"][0]["title"], json!("Offer"));
}

#[test]
fn words_that_may_not_be_read_name_nothing() {
    let world = World::start("untitled_hidden");
    let note = world.alpha.create("notes", &json!({"body": "Secret words"}));
    let role =
        json!({"administrator": false, "objects": {"*": {"read": "all"}}, "fields": {"note.body": "hidden"}});
    let (eva, _) = world.user("eva", &role, None);
    let path = format!("/notes/{}", note["id"].as_str().unwrap());
    for path in [path.as_str(), "/notes", "/search?q=secret", "/trash"] {
        let answer = eva.get(path).expect(200).to_string();
        assert!(!answer.contains("Secret"), "{path}: {answer}");
    }
}
