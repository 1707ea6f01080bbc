//! Searching the whole database over HTTP: groups with reasons, what is not the same stays so, many are merged and taken back.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};
use std::time::{Duration, Instant};

/// Waits for a job and answers it.
fn finished(asker: &Asker, job: &Json) -> Json {
    let begun = Instant::now();
    loop {
        let now = asker.get(&format!("/jobs/{}", job["id"].as_str().unwrap())).expect(200);
        match now["state"].as_str().unwrap() {
            "done" => return now["result"].clone(),
            "queued" | "running" => {}
            _ => panic!("{now}"),
        }
        assert!(begun.elapsed() < Duration::from_secs(40), "{now}");
        std::thread::sleep(Duration::from_millis(30));
    }
}

fn search(asker: &Asker, plural: &str) -> Json {
    finished(asker, &asker.post(&format!("/{plural}/duplicates/search"), &json!({})).expect(202))
}

fn groups(asker: &Asker, plural: &str, level: &str) -> Vec<Json> {
    let mut all = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = asker.get(&format!("/{plural}/duplicates?level={level}&limit=1{cursor}")).expect(200);
        all.extend(page["data"].as_array().unwrap().iter().cloned());
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return all,
        }
    }
}

fn members(group: &Json) -> Vec<&str> {
    group["records"].as_array().unwrap().iter().map(|record| record["id"].as_str().unwrap()).collect()
}

fn overview(asker: &Asker, object: &str) -> Json {
    let all = asker.get("/duplicates").expect(200);
    all["data"].as_array().unwrap().iter().find(|one| one["object"] == object).unwrap().clone()
}

fn person(asker: &Asker, given: &str, family: &str, more: Json) -> String {
    let mut body = json!({"name": {"given": given, "family": family}});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    asker.create("people", &body)["id"].as_str().unwrap().to_string()
}

#[test]
fn groups_are_found_told_apart_and_merged() {
    let world = World::start("duplicates");
    let alpha = &world.alpha;
    let robert = person(
        alpha,
        "Robert",
        "Kovač",
        json!({"emails": ["robert@kovac.example"], "phones": ["+38640123456"], "birth_date": "1980-05-06"}),
    );
    let bob = person(
        alpha,
        "Bob",
        "Kovac",
        json!({"emails": ["bob@kovac.example"], "phones": ["+38640123456"], "birth_date": "1980-05-06"}),
    );
    let mira =
        person(alpha, "Mira", "Zupan", json!({"phones": ["+38641555111"], "birth_date": "1970-01-02"}));
    let same = person(
        alpha,
        "Mira",
        "Zupan",
        json!({"phones": ["+38641555111"], "birth_date": "1970-01-02", "job_title": "Buyer"}),
    );
    for number in 0..40 {
        person(alpha, &format!("Given{number}"), &format!("Family{}", number * 7), json!({}));
    }
    assert_eq!(overview(alpha, "person")["searched_at"], json!(null));
    let found = search(alpha, "people");
    assert_eq!(found["records"], 44);
    assert!(found["pairs"].as_u64().unwrap() >= 2, "{found}");
    let told = overview(alpha, "person");
    assert_eq!(
        (&told["certain"], &told["job"], &told["automatic"]),
        (&json!(2), &json!(null), &json!(false)),
        "{told}"
    );
    assert!(told["searched_at"].is_string());
    let certain = groups(alpha, "people", "certain");
    assert_eq!(certain.len(), 2);
    assert!(certain.iter().any(|group| members(group) == [robert.as_str(), bob.as_str()]), "{certain:?}");
    let reasons = certain[0]["pairs"][0]["reasons"].as_array().unwrap();
    assert!(reasons.iter().any(|reason| reason["signal"] == "date" && reason["manner"] == "same"));
    assert_eq!(world.beta.get("/people/duplicates?level=certain").expect(200)["data"], json!([]));
    // Who does not see what makes them certain is not told that they are.
    let rights = json!({"objects": {"*": {"read": "all"}}, "fields": {"person.birth_date": "hidden", "person.phones": "hidden"}});
    let (blind, _) = world.user("blind", &rights, None);
    assert_eq!(groups(&blind, "people", "certain"), Vec::<Json>::new());
    assert_eq!(overview(&blind, "person")["certain"], json!(null));
    let (own, _) = world.user(
        "own",
        &json!({"objects": {"*": {"read": "own", "change": "own", "remove": "own"}}}),
        None,
    );
    assert_eq!(groups(&own, "people", "certain"), Vec::<Json>::new());
    assert_eq!(own.post("/people/duplicates/search", &json!({})).status, 403);
    assert_eq!(blind.post("/people/duplicates/merge", &json!({"level": "certain"})).status, 403);
    assert_eq!(
        alpha.post("/deals/duplicates/search", &json!({})).status,
        422,
        "deals have nothing to be told by"
    );

    let apart = json!({"ids": [robert, bob]});
    alpha.post("/people/duplicates/dismissals", &apart).expect(204);
    assert_eq!(groups(alpha, "people", "certain").len(), 1);
    search(alpha, "people");
    assert_eq!(groups(alpha, "people", "certain").len(), 1, "a later search remembers");
    alpha.json("DELETE", "/people/duplicates/dismissals", &apart).expect(204);
    search(alpha, "people");
    assert_eq!(groups(alpha, "people", "certain").len(), 2);
    alpha.post("/people/duplicates/dismissals", &apart).expect(204);
    alpha.json("DELETE", "/people/duplicates/dismissals", &apart).expect(204);
    assert_eq!(groups(alpha, "people", "certain").len(), 2, "taken back at once");
    alpha.post("/people/duplicates/dismissals", &apart).expect(204);

    let merged =
        finished(alpha, &alpha.post("/people/duplicates/merge", &json!({"level": "certain"})).expect(202));
    assert_eq!(
        (&merged["merged"], &merged["records"], &merged["refused"]),
        (&json!(1), &json!(1), &json!(0)),
        "{merged}"
    );
    assert_eq!(groups(alpha, "people", "certain").len(), 0);
    assert_eq!(
        alpha.get(&format!("/people/{mira}")).json()["merged_into"]["id"],
        json!(same),
        "the one that knows most stays"
    );
    let set = merged["change_set"].as_str().unwrap();
    let act = alpha.get(&format!("/change_sets/{set}")).expect(200);
    assert_eq!(act["action"], "merge", "{act}");
    let undone = alpha.post(&format!("/change_sets/{set}/undo"), &json!({})).expect(200);
    assert_eq!(undone["kept"], json!([]), "{undone}");
    assert_eq!(alpha.get(&format!("/people/{mira}")).status, 200);
    assert_eq!(groups(alpha, "people", "certain").len(), 1, "what was taken back can be merged again");
}

#[test]
fn the_automatic_level_is_off_until_an_administrator_switches_it_on() {
    let world = World::start("automatic");
    let (user, _) = world.user(
        "user",
        &json!({"objects": {"*": {"read": "all", "change": "all", "remove": "all"}}}),
        None,
    );
    assert_eq!(user.patch("/people/duplicates", &json!({"automatic": true})).status, 403);
    assert_eq!(overview(&world.alpha, "person")["automatic"], json!(false));
    world.alpha.patch("/people/duplicates", &json!({"automatic": true})).expect(204);
    assert_eq!(overview(&world.alpha, "person")["automatic"], json!(true));
    assert_eq!(overview(&world.beta, "person")["automatic"], json!(false));
    world.alpha.patch("/people/duplicates", &json!({"automatic": false})).expect(204);
    assert_eq!(overview(&world.alpha, "person")["automatic"], json!(false));
}

#[test]
fn custom_objects_are_searched_too() {
    let world = World::start("custom-duplicates");
    let alpha = &world.alpha;
    let fields = json!([{"key": "x_mails", "label": "Mails", "kind": "email_addresses"}, {"key": "x_phones", "label": "Phones", "kind": "phone_numbers"}]);
    let object = json!({"key": "x_partner", "plural": "x_partners", "label": "Partner", "label_plural": "Partners", "fields": fields});
    alpha.post("/dictionary/objects", &object).expect(201);
    for name in ["Zelena Dolina d.o.o.", "ZELENA DOLINA"] {
        alpha.create(
            "x_partners",
            &json!({"name": name, "x_mails": ["prodaja@zelenadolina.si"], "x_phones": ["+38614445566"]}),
        );
    }
    search(alpha, "x_partners");
    let found: Vec<Json> =
        ["certain", "likely"].iter().flat_map(|level| groups(alpha, "x_partners", level)).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    let (winner, loser) = (found[0]["records"][0]["id"].clone(), found[0]["records"][1]["id"].clone());
    let merged = alpha.post("/x_partners/merges", &json!({"winner": winner, "losers": [loser]})).expect(200);
    assert_eq!(merged["record"]["x_mails"].as_array().unwrap().len(), 1);
    let gone = alpha.get(&format!("/x_partners/{}", loser.as_str().unwrap())).expect(404);
    assert_eq!(gone["merged_into"]["object"], "x_partner");
}
