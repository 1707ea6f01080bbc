//! Segments: after any history of writes who belongs to one is who its rule finds; a write is followed at once, also one of another record;
//! and a seller is told of nothing they may not see.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// Whole numbers that repeat.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn of<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        &things[self.below(things.len())]
    }
}

fn id(record: &Json) -> String {
    record["id"].as_str().unwrap().to_string()
}

fn segment(asker: &Asker, name: &str, object: &str, rule: &Json) -> String {
    id(&asker.create("segments", &json!({"name": name, "of_object": object, "rule": rule.to_string()})))
}

/// Keeps what was made; what links into the trash is refused.
fn made(asker: &Asker, plural: &str, body: &Json, ids: &mut Vec<String>) {
    let answer = asker.post(&format!("/{plural}"), body);
    if answer.status == 201 {
        ids.push(id(&answer.json()));
    }
}

fn found(asker: &Asker, plural: &str, filter: &Json) -> BTreeSet<String> {
    let mut query = json!({"filter": filter, "fields": ["id"], "sort": "id", "limit": 200});
    let mut found = BTreeSet::new();
    loop {
        let page = asker.list(plural, &query);
        found.extend(page["data"].as_array().unwrap().iter().map(id));
        if page["next"].is_null() {
            return found;
        }
        query["cursor"] = page["next"].clone();
    }
}

fn eventually(what: &str, there: impl Fn() -> bool) {
    let begun = Instant::now();
    while !there() {
        assert!(begun.elapsed() < Duration::from_secs(20), "{what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn overview(asker: &Asker, segment: &str) -> Json {
    let all = asker.get("/segments/overview").expect(200);
    all["data"].as_array().unwrap().iter().find(|one| one["id"] == segment).cloned().unwrap_or_default()
}

fn gathered(asker: &Asker, segment: &str) {
    eventually("it is gathered", || overview(asker, segment)["gathering"] == false);
}

fn rules() -> Vec<(&'static str, &'static str, Json)> {
    let total = |bound: &str| json!({"measure": "sum", "field": "total", "op": "gt", "value": {"amount": bound, "currency": "EUR"}});
    vec![
        ("company", "companies", json!({"field": "sector", "op": "is", "value": "retail"})),
        (
            "company",
            "companies",
            json!({"and": [{"not": {"field": "sector", "op": "is", "value": "retail"}}, {"field": "bought_count", "op": "gte", "value": 2}]}),
        ),
        (
            "person",
            "people",
            json!({"or": [{"field": "company.sector", "op": "is", "value": "retail"}, {"field": "company.parent.sector", "op": "is", "value": "technology"}]}),
        ),
        (
            "person",
            "people",
            json!({"linked": "purchase.person", "where": {"field": "kind", "op": "is", "value": "sale"}, "having": [total("100")]}),
        ),
        (
            "person",
            "people",
            json!({"and": [{"linked": "purchase.person", "where": {"field": "company.sector", "op": "is", "value": "retail"}},
                {"field": "tags", "op": "has_none", "value": ["gone"]}]}),
        ),
        (
            "purchase",
            "purchases",
            json!({"and": [{"field": "person.company.sector", "op": "is_not_empty"}, {"field": "purchased_at", "op": "within", "value": {"last": 400, "unit": "day"}}]}),
        ),
    ]
}

#[test]
fn after_any_history_who_belongs_is_who_the_rule_finds() {
    let world = World::start("segment_history");
    let alpha = &world.alpha;
    let mut chance = Chance(20_261_127);
    let mut segments: Vec<(String, &str, Json)> = Vec::new();
    for (place, (object, plural, rule)) in rules().into_iter().enumerate() {
        segments.push((segment(alpha, &format!("Segment {place}"), object, &rule), plural, rule));
    }
    // Segments of segments, also over a link.
    let nested =
        json!({"and": [{"member_of": segments[3].0}, {"member_of": segments[0].0, "via": "company"}]});
    segments.push((segment(alpha, "Both", "person", &nested), "people", nested));
    let sectors = ["retail", "technology", "finance"];
    let (mut companies, mut people, mut purchases): (Vec<String>, Vec<String>, Vec<String>) =
        (Vec::new(), Vec::new(), Vec::new());
    let mut sets: Vec<String> = Vec::new();
    for step in 0..260 {
        let maybe = |chance: &mut Chance, of: &[String]| {
            if of.is_empty() || chance.below(5) == 0 { Json::Null } else { json!(chance.of(of)) }
        };
        let word = match chance.below(14) {
            0 | 1 => {
                let body = json!({"name": format!("Company {step}"), "sector": chance.of(&sectors), "parent": maybe(&mut chance, &companies)});
                made(alpha, "companies", &body, &mut companies);
                "create company"
            }
            2 | 3 => {
                let body = json!({"name": {"given": "P", "family": format!("{step}")}, "company": maybe(&mut chance, &companies)});
                made(alpha, "people", &body, &mut people);
                "create person"
            }
            4..=6 => {
                let kind = if chance.below(4) == 0 { "return" } else { "sale" };
                let body = json!({"number": format!("R{step}"), "person": maybe(&mut chance, &people), "company": maybe(&mut chance, &companies), "kind": kind,
                    "purchased_at": "2026-05-01T10:00:00Z", "total": {"amount": format!("{}.00", chance.below(120)), "currency": "EUR"}});
                made(alpha, "purchases", &body, &mut purchases);
                "create purchase"
            }
            7 if !companies.is_empty() => {
                let body = json!({"sector": chance.of(&sectors), "parent": null});
                let answer = alpha.patch(&format!("/companies/{}", chance.of(&companies)), &body);
                sets.extend(answer.header("kith-change-set").map(str::to_string));
                "change company"
            }
            8 if !people.is_empty() => {
                let tags = if chance.below(2) == 0 { json!(["gone"]) } else { json!([]) };
                let body = json!({"company": maybe(&mut chance, &companies), "tags": tags});
                let answer = alpha.patch(&format!("/people/{}", chance.of(&people)), &body);
                sets.extend(answer.header("kith-change-set").map(str::to_string));
                "change person"
            }
            9 if !purchases.is_empty() => {
                let body =
                    json!({"person": maybe(&mut chance, &people), "company": maybe(&mut chance, &companies)});
                let answer = alpha.patch(&format!("/purchases/{}", chance.of(&purchases)), &body);
                sets.extend(answer.header("kith-change-set").map(str::to_string));
                "move purchase"
            }
            10 | 11 => {
                let (plural, object, ids) = match chance.below(3) {
                    0 => ("companies", "company", &companies),
                    1 => ("people", "person", &people),
                    _ => ("purchases", "purchase", &purchases),
                };
                if !ids.is_empty() {
                    let one = chance.of(ids).clone();
                    let answer = alpha.delete(&format!("/{plural}/{one}"));
                    sets.extend(answer.header("kith-change-set").map(str::to_string));
                    match chance.below(3) {
                        0 => drop(alpha.send("PUT", &format!("/{plural}/{one}/restoration"), None)),
                        1 => drop(alpha.delete(&format!("/trash/{object}/{one}"))),
                        _ => {}
                    }
                }
                "remove"
            }
            12 if !sets.is_empty() => {
                let set = chance.of(&sets).clone();
                alpha.post(&format!("/change_sets/{set}/undo"), &json!({}));
                "undo"
            }
            13 if people.len() > 2 => {
                let (keep, gone) = (chance.of(&people).clone(), chance.of(&people).clone());
                if keep != gone {
                    alpha.post("/people/merges", &json!({"winner": keep, "losers": [gone]}));
                }
                "merge"
            }
            _ => "nothing",
        };
        if step % 13 == 0 || step > 250 {
            for (place, (id, plural, rule)) in segments.iter().enumerate() {
                let expected = || found(alpha, plural, rule);
                let kept = || found(alpha, plural, &json!({"member_of": id}));
                eventually(&format!("segment {place} after {word} ({step})"), || kept() == expected());
            }
        }
    }
    let job = alpha.post("/segments/check", &json!({})).expect(202)["job"].clone();
    let job = job.as_str().unwrap();
    eventually("the check has ended", || {
        ["done", "failed"]
            .contains(&alpha.get(&format!("/jobs/{job}")).expect(200)["state"].as_str().unwrap())
    });
    for (id, ..) in &segments {
        let shown = overview(alpha, id);
        assert_eq!((&shown["differences"], shown["checked_at"].is_null()), (&json!(0), false), "{shown}");
        assert!(shown["count"].as_u64().unwrap() > 0, "a rule that finds nobody proves nothing: {shown}");
    }
}

#[test]
fn a_write_is_followed_at_once_and_told_with_its_reasons() {
    let world = World::start("segment_follow");
    let alpha = &world.alpha;
    let person = alpha.create("people", &json!({"name": {"given": "Ana", "family": "Kos"}}));
    let rule = json!({"and": [
        {"field": "bought_total", "op": "gt", "value": {"amount": "100", "currency": "EUR"}},
        {"linked": "purchase.person", "having": [{"measure": "count", "op": "gte", "value": 2}]}]});
    let loyal = segment(alpha, "Loyal", "person", &rule);
    let named = segment(alpha, "Named", "person", &json!({"field": "name", "op": "is_not_empty"}));
    gathered(alpha, &loyal);
    gathered(alpha, &named);
    // Whoever enters or leaves starts automations, though nobody wrote the person.
    for (on, subject) in [("enters", "Thank her"), ("leaves", "Ask her why")] {
        let definition = json!({"object": "person", "trigger": {"on": on, "filter": {"member_of": loyal}},
            "steps": [{"do": "task", "subject": subject}]});
        let made = alpha.post("/automations", &json!({"name": on, "definition": definition})).expect(201);
        let address = format!("/automations/{}", id(&made));
        alpha.send("PUT", &format!("{address}/publication"), None).expect(200);
        // Whoever meets its filter before it has gathered who does belongs to it from the beginning.
        eventually("it is ready", || alpha.get(&address).expect(200)["gathering"] == false);
    }
    let begun_by = |subject: &str| {
        let asked = json!({"filter": {"field": "subject", "op": "is", "value": subject}});
        alpha.list("tasks", &asked)["data"].as_array().unwrap().len()
    };
    let of_record = format!("/segments/of/person/{}", id(&person));
    let names = || {
        let all = alpha.get(&of_record).expect(200);
        all["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["name"].as_str().unwrap().to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(), ["Named"]);
    let mut purchase = json!({"number": "R1", "person": person["id"], "purchased_at": "2026-05-01T10:00:00Z", "total": {"amount": "60.00", "currency": "EUR"}});
    alpha.create("purchases", &purchase);
    purchase["number"] = json!("R2");
    let second = alpha.create("purchases", &purchase);
    let begun = Instant::now();
    eventually("she is in", || names() == ["Loyal", "Named"]);
    let took = begun.elapsed();
    println!("followed after {took:?}");
    eventually("a task for entering", || begun_by("Thank her") == 1);
    let reasons = alpha.get(&format!("/segments/{loyal}/reasons?ids={}", id(&person))).expect(200);
    let told = &reasons["records"][id(&person)];
    assert_eq!((&told[0]["met"], &told[1]["met"]), (&json!(true), &json!(true)), "{reasons}");
    assert_eq!(told[0]["facts"][0]["value"], json!({"amount": "120.00", "currency": "EUR"}), "{reasons}");
    assert_eq!(told[1]["facts"][0]["value"], json!(2), "{reasons}");
    let frozen = alpha.post(&format!("/segments/{loyal}/audiences"), &json!({"name": "Spring"})).expect(201);
    assert_eq!(frozen["size"], 1);
    assert!(alpha.delete(&format!("/purchases/{}", id(&second))).status < 300);
    eventually("she is out", || names() == ["Named"]);
    eventually("a task for leaving", || begun_by("Ask her why") == 1);
    let moves = alpha.get(&format!("/segments/{loyal}/moves")).expect(200);
    let told: Vec<(&Json, &Json)> =
        moves["data"].as_array().unwrap().iter().map(|one| (&one["title"], &one["entered"])).collect();
    assert_eq!(told, [(&json!("Ana Kos"), &json!(false)), (&json!("Ana Kos"), &json!(true))]);
    assert_eq!(
        alpha.get(&format!("/segments/{named}/moves")).expect(200)["data"],
        json!([]),
        "the first members did not enter"
    );
    assert_eq!(overview(alpha, &loyal)["entered"].as_array().unwrap()[29], 1);
    // Who was frozen stays, whatever the segment does.
    let audience = json!({"member_of": frozen["id"]});
    assert_eq!(found(alpha, "people", &audience), BTreeSet::from([id(&person)]));
    alpha
        .patch(&format!("/audiences/{}", frozen["id"].as_str().unwrap()), &json!({"rule": "{}"}))
        .expect(422);
    let overlaps = alpha.get(&format!("/segments/{named}/overlaps")).expect(200);
    assert_eq!((&overlaps["data"][0]["name"], &overlaps["data"][0]["both"]), (&json!("Loyal"), &json!(0)));
    // A removed segment is unknown, and comes back with all that meets it.
    assert!(alpha.delete(&format!("/segments/{named}")).status < 300);
    let asked = json!({"filter": {"member_of": named}});
    alpha.post("/people/query", &asked).expect(422);
    assert!(alpha.send("PUT", &format!("/segments/{named}/restoration"), None).status < 300);
    eventually("it is back", || found(alpha, "people", &json!({"member_of": named})).len() == 1);
}

#[test]
fn a_rule_is_sound_and_stays_of_its_object() {
    let world = World::start("segment_rule");
    let alpha = &world.alpha;
    let refused = |rule: &str, object: &str| {
        alpha.post("/segments", &json!({"name": "No", "of_object": object, "rule": rule})).expect(422)
    };
    refused("no filter", "person");
    refused(&json!({"field": "unheard_of", "op": "is", "value": 1}).to_string(), "person");
    refused(&json!({"field": "name", "op": "is_not_empty"}).to_string(), "unheard_of");
    refused(&json!({"field": "owner", "op": "is", "value": "me"}).to_string(), "person");
    let one = segment(alpha, "One", "person", &json!({"field": "name", "op": "is_not_empty"}));
    let two = segment(alpha, "Two", "person", &json!({"not": {"member_of": one}}));
    let circle = json!({"rule": json!({"member_of": two}).to_string()});
    alpha.patch(&format!("/segments/{one}"), &circle).expect(422);
    alpha.patch(&format!("/segments/{one}"), &json!({"of_object": "company"})).expect(422);
    alpha.post("/companies/query", &json!({"filter": {"member_of": one}})).expect(422);
    alpha.post("/people/query", &json!({"filter": {"member_of": one, "more": 1}})).expect(422);
}

#[test]
fn a_seller_is_told_of_own_members_only_and_of_nothing_the_rule_would_betray() {
    let world = World::start("segment_seller");
    let alpha = &world.alpha;
    let own = json!({"read": "own", "create": true, "change": "own", "remove": "own", "export": "own"});
    let all = json!({"read": "all", "create": false, "change": "none", "remove": "none", "export": "none"});
    let role = json!({"objects": {"person": own, "purchase": own, "segment": all, "audience": all}});
    let (seller, user) = world.user("seller", &role, None);
    let mine = alpha.create("people", &json!({"name": {"given": "Mine", "family": "A"}, "owner": user}));
    let other = alpha.create("people", &json!({"name": {"given": "Other", "family": "B"}}));
    for person in [&mine, &other] {
        let body = json!({"number": id(person), "person": person["id"], "purchased_at": "2026-05-01T10:00:00Z", "total": {"amount": "60.00", "currency": "EUR"}});
        alpha.create("purchases", &body);
    }
    let plain = segment(alpha, "Plain", "person", &json!({"field": "name", "op": "is_not_empty"}));
    let bought = segment(alpha, "Bought", "person", &json!({"linked": "purchase.person"}));
    let summed =
        segment(alpha, "Summed", "person", &json!({"field": "bought_count", "op": "gte", "value": 1}));
    for one in [&plain, &bought, &summed] {
        gathered(alpha, one);
    }
    let audience = id(&alpha.post(&format!("/segments/{bought}/audiences"), &json!({})).expect(201));
    let list = |list: &str| found(&seller, "people", &json!({"member_of": list}));
    assert_eq!(list(&plain), BTreeSet::from([id(&mine)]));
    assert_eq!(overview(&seller, &plain)["count"], 1);
    // The purchases of their customer are not theirs: with their eyes nobody bought.
    assert_eq!(list(&bought), BTreeSet::new());
    assert_eq!(overview(&seller, &bought)["count"], 0);
    let names: Vec<Json> = seller.get(&format!("/segments/of/person/{}", id(&mine))).expect(200)["data"]
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(names.len(), 1, "{names:?}");
    seller.get(&format!("/segments/of/person/{}", id(&other))).expect(404);
    // A sum over everybody's purchases, and a list made with eyes that saw more, are not there at all.
    for hidden in [&summed, &audience] {
        seller.post("/people/query", &json!({"filter": {"member_of": hidden}})).expect(422);
    }
    assert_eq!(overview(&seller, &summed)["count"], Json::Null);
    seller.get(&format!("/segments/{summed}/reasons?ids={}", id(&mine))).expect(404);
    let moved = alpha.create("people", &json!({"name": {"given": "New", "family": "C"}}));
    eventually("the newcomer is in", || {
        found(alpha, "people", &json!({"member_of": plain})).contains(&id(&moved))
    });
    assert_eq!(seller.get(&format!("/segments/{plain}/moves")).expect(200)["data"], json!([]));
    assert_eq!(
        alpha.get(&format!("/segments/{plain}/moves")).expect(200)["data"].as_array().unwrap().len(),
        1
    );
    seller.post(&format!("/segments/{bought}/audiences"), &json!({})).expect(403);
    // Whose workspace is another's knows nothing of it.
    world.beta.post("/people/query", &json!({"filter": {"member_of": plain}})).expect(422);
    world.beta.get(&format!("/segments/{plain}/moves")).expect(404);
}
