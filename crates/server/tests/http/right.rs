//! Rights hold everywhere alike: what may not be seen cannot be found, counted, sorted by, exported or guessed.

use crate::support::World;
use serde_json::json;

#[test]
fn a_hidden_field_cannot_be_guessed() {
    let world = World::start("hidden");
    let role = json!({"administrator": false, "objects": {"*": {"read": "all", "create": true, "change": "all", "remove": "all", "export": "all"}},
        "fields": {"person.birth_date": "hidden", "deal.amount": "read"}});
    let (eva, _) = world.user("eva", &role, None);
    let person = world.alpha.create("people", &json!({"name": "Ana Novak", "birth_date": "1980-05-17"}));
    let id = person["id"].as_str().unwrap();

    assert!(eva.get(&format!("/people/{id}")).expect(200).get("birth_date").is_none());
    let hidden = |field: &str| {
        [
            eva.post(
                "/people/query",
                &json!({"filter": {"field": field, "op": "is", "value": "1980-05-17"}}),
            ),
            eva.post("/people/query", &json!({"sort": field})),
            eva.post("/people/query", &json!({"fields": field})),
            eva.post("/people/groups", &json!({"by": [{"field": field, "bucket": "year"}]})),
            eva.post(
                "/deals/query",
                &json!({"filter": {"field": format!("person.{field}"), "op": "is_empty"}}),
            ),
            eva.patch(&format!("/people/{id}"), &json!({field: "1999-01-01"})),
            eva.get(&format!("/people/export?fields=name,{field}")),
        ]
    };
    for (secret, nothing) in hidden("birth_date").iter().zip(hidden("birth_dote")) {
        assert_eq!(secret.status, nothing.status);
        assert_eq!(secret.status, 422, "{}", secret.text);
        assert_eq!(
            secret.text.replace("birth_date", "birth_dote"),
            nothing.text,
            "hidden and missing are told apart"
        );
    }
    let history = eva.get(&format!("/people/{id}/history")).expect(200);
    assert!(!history.to_string().contains("1980-"), "{history}");
    let export = eva.get("/people/export?format=jsonl");
    assert!(!export.text.contains("1980-"));
    assert!(!eva.get("/openapi.json").text.is_empty());
    assert!(!eva.get("/dictionary").text.contains("birth_date"));

    let deal = world.alpha.create("deals", &json!({"name": "Fixed price", "amount": "100"}));
    let path = format!("/deals/{}", deal["id"].as_str().unwrap());
    assert_eq!(eva.patch(&path, &json!({"amount": "1"})).status, 422);
    assert_eq!(eva.patch(&path, &json!({"name": "Renamed"})).status, 200);
}

#[test]
fn own_and_team_reach_as_far_as_they_say() {
    let world = World::start("team");
    let top = world.alpha.post("/teams", &json!({"name": "Sales"})).expect(201)["id"].clone();
    let below =
        world.alpha.post("/teams", &json!({"name": "North", "parent": top})).expect(201)["id"].clone();
    let reads = |extent: &str| json!({"administrator": false, "objects": {"*": {"read": extent, "create": true, "change": "own", "remove": "none", "export": "none"}}, "fields": {}});
    let (boss, _) = world.user("boss", &reads("team"), Some(&top));
    let (nina, _) = world.user("nina", &reads("own"), Some(&below));
    let (olga, _) = world.user("olga", &reads("own"), None);
    let hers = nina.create("companies", &json!({"name": "Of Nina"}));
    let others = olga.create("companies", &json!({"name": "Of Olga"}));
    let names = |asker: &crate::support::Asker| {
        let list = asker.list("companies", &json!({"sort": "name", "count": "exact"}));
        let names: Vec<String> = list["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|record| record["name"].as_str().unwrap().to_string())
            .collect();
        assert_eq!(list["count"]["value"], names.len());
        let groups = asker.post("/companies/groups", &json!({"by": []})).expect(200);
        let counted =
            groups["groups"].as_array().unwrap().first().map_or(json!(0), |group| group["values"][0].clone());
        assert_eq!(counted, names.len());
        assert_eq!(asker.get("/search?q=of").expect(200)["data"].as_array().unwrap().len(), names.len());
        names
    };
    assert_eq!(names(&boss), ["Of Nina"]);
    assert_eq!(names(&nina), ["Of Nina"]);
    assert_eq!(names(&olga), ["Of Olga"]);
    let path = |record: &serde_json::Value| format!("/companies/{}", record["id"].as_str().unwrap());
    assert_eq!(boss.get(&path(&others)).status, 404);
    assert_eq!(boss.patch(&path(&hers), &json!({"name": "Taken"})).status, 403, "seen, but not one's own");
    assert_eq!(nina.delete(&path(&hers)).status, 403);
    assert_eq!(nina.get("/companies/export").status, 403);
    // A link may not reach what one does not see.
    assert_eq!(nina.post("/people", &json!({"name": "X Y", "company": others["id"]})).status, 422);
}

#[test]
fn sums_kept_for_the_board_tell_nobody_more_than_the_list_does() {
    let world = World::start("sums");
    let reads = |extent: &str, amount: &str| json!({"administrator": false, "objects": {"*": {"read": "all", "create": true, "change": "own", "remove": "own", "export": "none"}, "deal": {"read": extent, "create": true, "change": "own", "remove": "own", "export": "none"}}, "fields": {"deal.amount": amount}});
    let (nina, _) = world.user("nina", &reads("own", "write"), None);
    let (olga, _) = world.user("olga", &reads("own", "write"), None);
    let (eva, _) = world.user("eva", &reads("all", "hidden"), None);
    let pipeline = world.alpha.create("pipelines", &json!({"name": "Sales"}));
    let stage = |name: &str| {
        world.alpha.create("stages", &json!({"name": name, "pipeline": pipeline["id"]}))["id"].clone()
    };
    let (first, last) = (stage("First"), stage("Last"));
    let deal = |asker: &crate::support::Asker, stage: &serde_json::Value, amount: &str| {
        let deal = json!({"name": "Deal", "pipeline": pipeline["id"], "stage": stage, "amount": amount});
        format!("/deals/{}", asker.create("deals", &deal)["id"].as_str().unwrap())
    };
    let moved = deal(&nina, &first, "10");
    let removed = deal(&nina, &first, "500");
    deal(&nina, &last, "7");
    deal(&olga, &first, "1000");
    nina.patch(&moved, &json!({"stage": last, "amount": "11"})).expect(200);
    assert_eq!(nina.delete(&removed).status, 204);
    // The kept sums answer the first question; the filter of the second makes the database add up the records.
    let anything =
        json!({"or": [{"field": "name", "op": "is_empty"}, {"field": "name", "op": "is_not_empty"}]});
    let sums = |asker: &crate::support::Asker| {
        let measures = json!([{"measure": "count"}, {"measure": "sum", "field": "amount"}]);
        let ask = |filter: serde_json::Value| {
            let ask = json!({"filter": filter, "by": [{"field": "stage"}], "measures": measures});
            let groups = asker.post("/deals/groups", &ask).expect(200)["groups"].clone();
            let mut told: Vec<(String, serde_json::Value, serde_json::Value)> = Vec::new();
            for group in groups.as_array().unwrap() {
                let title = group["key"][0]["title"].as_str().unwrap().to_string();
                told.push((title, group["values"][0].clone(), group["values"][1]["amount"].clone()));
            }
            told.sort_by(|one, other| one.0.cmp(&other.0));
            told
        };
        let kept = ask(serde_json::Value::Null);
        assert_eq!(kept, ask(anything.clone()));
        kept
    };
    assert_eq!(sums(&nina), [("Last".to_string(), json!(2), json!("18.00"))]);
    assert_eq!(sums(&olga), [("First".to_string(), json!(1), json!("1000.00"))]);
    let all =
        [("First".to_string(), json!(1), json!("1000.00")), ("Last".to_string(), json!(2), json!("18.00"))];
    assert_eq!(sums(&world.alpha), all);
    let hidden = json!({"by": [{"field": "stage"}], "measures": [{"measure": "sum", "field": "amount"}]});
    assert_eq!(eva.post("/deals/groups", &hidden).status, 422);
}

#[test]
fn what_was_worked_out_for_one_record_serves_nobody_who_sees_less() {
    let world = World::start("kept");
    let role = |access: &str| json!({"administrator": false, "objects": {"*": {"read": "all", "create": true, "change": "all", "remove": "all", "export": "all"}, "company": {"read": "own", "create": true, "change": "own", "remove": "own", "export": "own"}}, "fields": {"person.birth_date": access}});
    let (nina, id) = world.user("nina", &role("write"), None);
    let (olga, _) = world.user("olga", &role("read"), None);
    let person = nina.create("people", &json!({"name": "Ana Novak", "birth_date": "1980-05-17"}));
    let person = format!("/people/{}", person["id"].as_str().unwrap());
    let company = nina.create("companies", &json!({"name": "Of Nina"}));
    let company = format!("/companies/{}", company["id"].as_str().unwrap());
    let readonly = |asker: &crate::support::Asker| {
        let shown = asker.get(&person).expect(200);
        assert_eq!(shown["birth_date"], "1980-05-17");
        shown["readonly"].as_array().unwrap().contains(&json!("birth_date"))
    };
    // Twice each, so that what is kept is used, also by the administrator, to whom no limits hold.
    for _ in 0..2 {
        assert!(!readonly(&nina) && readonly(&olga) && !readonly(&world.alpha));
        assert_eq!(nina.get(&company).status, 200);
        assert_eq!(olga.get(&company).status, 404, "her own only");
        assert_eq!(world.alpha.get(&company).status, 200);
        assert_eq!(world.beta.get(&person).status, 404, "another workspace");
        assert_eq!(world.beta.get(&company).status, 404);
    }
    // A role that shrinks and a field that is added: from the next request on.
    let held =
        world.alpha.get(&format!("/users/{id}")).expect(200)["role"]["id"].as_str().unwrap().to_string();
    let hidden = json!({"fields": {"person.birth_date": "hidden"}});
    world.alpha.patch(&format!("/roles/{held}"), &hidden).expect(200);
    assert!(nina.get(&person).expect(200).get("birth_date").is_none());
    assert!(!nina.get(&person).text.contains("birth_date"));
    let field = json!({"key": "x_size", "label": "Size", "kind": "integer"});
    world.alpha.post("/dictionary/objects/person/fields", &field).expect(201);
    world.alpha.patch(&person, &json!({"x_size": 7})).expect(200);
    for asker in [&nina, &olga, &world.alpha] {
        assert_eq!(asker.get(&person).expect(200)["x_size"], 7);
    }
}

#[test]
fn all_facts_in_one_file_are_those_one_may_take_out() {
    let world = World::start("facts");
    let role = json!({"administrator": false, "fields": {"company.tax_number": "hidden"}, "objects": {
        "*": {"read": "none"}, "company": {"read": "all", "export": "own", "create": true},
        "deal": {"read": "all", "export": "none", "create": true},
    }});
    let (eva, _) = world.user("eva", &role, None);
    let number = "SI55501099";
    world.alpha.create("companies", &json!({"name": "Foreign forge"}));
    let own = eva.create("companies", &json!({"name": "Familiar forge"}));
    let path = format!("/companies/{}", own["id"].as_str().unwrap());
    world.alpha.patch(&path, &json!({"tax_number": number})).expect(200);
    eva.create("deals", &json!({"name": "Unmovable deal"}));

    // What is in a file of Parquet stands in it as it is, so an administrator's holds each of these.
    let all = world.alpha.get("/tables?objects=companies,deals");
    assert_eq!(all.status, 200, "{}", all.text);
    for held in ["Foreign forge", "Familiar forge", "Unmovable deal", number, "deals.parquet"] {
        assert!(all.text.contains(held), "{held}");
    }
    let hers = eva.get("/tables");
    assert_eq!(hers.status, 200, "{}", hers.text);
    assert!(hers.text.contains("Familiar forge") && hers.text.contains("companies.parquet"));
    for hidden in ["Foreign forge", "Unmovable deal", number, "deals.parquet"] {
        assert!(!hers.text.contains(hidden), "{hidden}");
    }
    assert_eq!(eva.get("/tables?objects=companies,deals").status, 403);
    let unknown = eva.get("/tables?objects=people").expect(422);
    assert_eq!(
        unknown["problems"][0]["message"],
        eva.get("/tables?objects=nothings").expect(422)["problems"][0]["message"]
    );
    assert!(!world.beta.get("/tables").text.contains("forge"));
}
