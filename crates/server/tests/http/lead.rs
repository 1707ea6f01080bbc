//! Leads from their arrival to a deal, by the interface alone.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};
use std::time::{Duration, Instant};

fn id(record: &Json) -> &str {
    record["id"].as_str().unwrap()
}

fn path(lead: &Json) -> String {
    format!("/leads/{}", lead["lead"].as_str().unwrap_or_else(|| id(lead)))
}

fn problems(refused: &Json) -> Vec<(String, String)> {
    let text = |value: &Json| value.as_str().unwrap().to_string();
    let all = refused["problems"].as_array().unwrap();
    all.iter().map(|problem| (text(&problem["field"]), text(&problem["code"]))).collect()
}

fn count(asker: &Asker, plural: &str) -> u64 {
    asker.list(plural, &json!({"count": "exact"}))["count"]["value"].as_u64().unwrap()
}

/// What a lead becomes once something in the background has run.
fn wait_for(asker: &Asker, path: &str, there: impl Fn(&Json) -> bool) -> Json {
    let begun = Instant::now();
    loop {
        let record = asker.get(path).expect(200);
        if there(&record) {
            return record;
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "{record}");
        std::thread::sleep(Duration::from_millis(30));
    }
}

const SELLER: &str = r#"{"administrator": false, "objects": {"*": {"read": "all", "create": true, "change": "all", "remove": "all"}}, "fields": {}}"#;

fn seller() -> Json {
    serde_json::from_str(SELLER).unwrap()
}

#[test]
fn an_arrival_points_at_who_is_known_and_copies_nothing() {
    let world = World::start("arrival");
    let asker = &world.alpha;
    let company = asker.create("companies", &json!({"name": "Acme Works", "domains": ["acme.example"]}));
    let ana = asker.create("people", &json!({"name": {"given": "Ana", "family": "Novak"}, "emails": ["ana@acme.example"], "company": company["id"]}));
    let sent = json!({"name": "Anna Nowak", "email": "Ana@ACME.example", "phone": "+386 41 222 333", "company": "ACME", "message": "Ten drills, please.", "source": "web"});
    let told = asker.post("/leads/arrivals", &sent).expect(201);
    assert_eq!(
        (&told["outcome"], &told["person"], &told["company"]),
        (&json!("created"), &ana["id"], &company["id"])
    );
    assert_eq!((&told["person_known"], &told["company_known"]), (&json!(true), &json!(true)));
    let lead = asker.get(&path(&told)).expect(200);
    assert_eq!(
        (&lead["person"]["title"], &lead["message"]),
        (&json!("Ana Novak"), &json!("Ten drills, please."))
    );
    let same = asker.get(&format!("/people/{}", id(&ana))).expect(200);
    assert_eq!(
        (&same["name"]["display"], &same["phones"], &same["version"]),
        (&json!("Ana Novak"), &Json::Null, &json!(1))
    );

    // Who asks again meets the lead they have; who is new is made, with the company of the mail domain.
    let again = asker
        .post("/leads/arrivals", &json!({"email": "ana@acme.example", "message": "And two saws."}))
        .expect(201);
    assert_eq!((&again["outcome"], &again["lead"]), (&json!("joined"), &told["lead"]));
    let notes = asker.list("notes", &json!({"filter": {"field": "lead", "op": "is", "value": told["lead"]}}));
    assert_eq!(notes["data"][0]["body"], "And two saws.");
    let new = asker
        .post(
            "/leads/arrivals",
            &json!({"name": "Boris Kralj", "email": "boris@acme.example", "language": "sl", "country": "SI"}),
        )
        .expect(201);
    assert_eq!((&new["person_known"], &new["company"]), (&json!(false), &company["id"]));
    let boris = asker.get(&format!("/people/{}", new["person"].as_str().unwrap())).expect(200);
    assert_eq!((&boris["company"]["id"], &boris["language"]), (&company["id"], &json!("sl")));
    let bare = asker.post("/leads/arrivals", &json!({"email": "somebody@gmail.com", "name": ""})).expect(201);
    assert_eq!(
        (&bare["company"], asker.get(&path(&bare)).expect(200)["name"].clone()),
        (&Json::Null, json!("somebody@gmail.com"))
    );
    assert_eq!((count(asker, "people"), count(asker, "companies"), count(asker, "leads")), (3, 1, 3));

    let refused = asker.post("/leads/arrivals", &json!({"name": "X", "email": "no address"})).expect(422);
    assert_eq!(problems(&refused)[0].0, "email");
    asker.post("/leads/arrivals", &json!({"message": "hello"})).expect(422);
    asker.post("/leads/arrivals", &json!({"name": "X", "state": "converted"})).expect(422);
    asker.post("/leads/arrivals", &json!({"name": "X", "fields": {"score": 9, "nonsense": 1}})).expect(422);
    assert_eq!(count(asker, "people"), 3, "what was refused left somebody behind");

    // Twice with the same key is once.
    let key = asker.with("idempotency-key", "form-77");
    let once = json!({"name": "Cilka Zupan", "email": "cilka@zupan.example"});
    let first = key.post("/leads/arrivals", &once).expect(201);
    assert_eq!(key.post("/leads/arrivals", &once).expect(201), first);

    // The key of a form that may create leads and see nobody hears of nobody.
    let form =
        json!({"administrator": false, "objects": {"lead": {"read": "own", "create": true}}, "fields": {}});
    let (form, _) = world.user("form", &form, None);
    let blind = form.post("/leads/arrivals", &json!({"email": "cilka@zupan.example"})).expect(201);
    assert_eq!((&blind["person"], &blind["person_known"]), (&Json::Null, &Json::Null));
}

#[test]
fn a_score_is_kept_in_the_write_and_explains_itself() {
    let world = World::start("score");
    let asker = &world.alpha;
    let company = asker.create("companies", &json!({"name": "Acme Works", "sector": "technology"}));
    let early = asker.create("leads", &json!({"name": "Early", "source": "web", "score": 55}));
    assert_eq!(early["score"], 55);
    let rule = |name: &str, points: i64, filter: Json| {
        asker.create("score_rules", &json!({"name": name, "points": points, "filter": filter.to_string()}))
    };
    rule("Came by referral", 40, json!({"field": "source", "op": "is", "value": "referral"}));
    rule("Technology", 35, json!({"field": "company.sector", "op": "is", "value": "technology"}));
    let spam = rule("No person", -20, json!({"field": "person", "op": "is_empty"}));
    let called = rule(
        "Was called",
        30,
        json!({"linked": "call.lead", "having": [{"measure": "count", "op": "gte", "value": 1}]}),
    );
    let lead =
        asker.create("leads", &json!({"name": "Ten drills", "source": "referral", "company": company["id"]}));
    assert_eq!((&lead["score"], &lead["version"]), (&json!(55), &json!(1)));
    let told = asker.get(&format!("{}/score", path(&lead))).expect(200);
    let met = |told: &Json| -> Vec<(String, i64, bool)> {
        let rules = told["rules"].as_array().unwrap();
        rules
            .iter()
            .map(|rule| {
                (
                    rule["name"].as_str().unwrap().to_string(),
                    rule["points"].as_i64().unwrap(),
                    rule["met"].as_bool().unwrap(),
                )
            })
            .collect()
    };
    assert_eq!(told["score"], 55);
    assert_eq!(met(&told).iter().filter(|(_, _, met)| *met).map(|(_, points, _)| points).sum::<i64>(), 55);
    let person = asker.create("people", &json!({"name": "Ana Novak"}));
    let better = asker.patch(&path(&lead), &json!({"person": person["id"]})).expect(200);
    assert_eq!(better["score"], 75);
    // A call makes it worth more, at most a hundred; the lead that was there before the rules is scored by them too.
    asker.create("calls", &json!({"subject": "Hello", "lead": lead["id"], "direction": "out", "happened_at": "2099-01-01T10:00:00Z"}));
    wait_for(asker, &path(&early), |lead| lead["score"] == 0);
    asker.patch(&format!("/score_rules/{}", id(&called)), &json!({"points": 90})).expect(200);
    wait_for(asker, &path(&lead), |lead| lead["score"] == 100);
    asker.delete(&format!("/score_rules/{}", id(&spam))).expect(204);

    let wrong = json!({"name": "X", "points": 5, "filter": "{\"field\": \"nonsense\", \"op\": \"is\", \"value\": 1}"});
    assert_eq!(
        problems(&asker.post("/score_rules", &wrong).expect(422)),
        [("filter".into(), "malformed".into())]
    );
    asker.post("/score_rules", &json!({"name": "X", "points": 5, "filter": "no json"})).expect(422);

    // A rule that speaks of what the asker may not see tells its points only.
    let blind = json!({"administrator": false, "objects": {"*": {"read": "all"}}, "fields": {"company.sector": "hidden"}});
    let (blind, _) = world.user("blind", &blind, None);
    let told = blind.get(&format!("{}/score", path(&lead))).expect(200);
    assert_eq!(told["hidden"], 35);
    assert!(!told.to_string().contains("Technology"), "{told}");
}

#[test]
fn leads_go_round_and_to_nobody_who_is_away() {
    let world = World::start("assign");
    let asker = &world.alpha;
    let users: Vec<String> =
        ["nina", "marko", "petra"].iter().map(|name| world.user(name, &seller(), None).1).collect();
    let (nina, marko, petra) = (&users[0], &users[1], &users[2]);
    let tech = json!({"field": "company.sector", "op": "is", "value": "technology"});
    let rule = |name: &str, position: i64, method: &str, filter: Option<&Json>| {
        let filter = filter.map(Json::to_string);
        asker.create(
            "assignment_rules",
            &json!({"name": name, "position": position, "method": method, "filter": filter}),
        )
    };
    let seat = |rule: &Json, user: &String, languages: Json| {
        asker.create("assignment_seats", &json!({"rule": rule["id"], "user": user, "languages": languages}))
    };
    let first = rule("Technology", 1, "company_owner", Some(&tech));
    let all = rule("Everybody", 2, "round_robin", None);
    for user in &users {
        seat(&all, user, if user == petra { json!(["de"]) } else { json!([]) });
    }
    let arrive = |name: &str, more: Json| {
        let mut sent = json!({"name": name, "email": format!("{}@{}.example", name.to_lowercase(), name.to_lowercase())});
        for (key, value) in more.as_object().unwrap() {
            sent[key] = value.clone();
        }
        asker.post("/leads/arrivals", &sent).expect(201)
    };
    let owner = |told: &Json| told["owner"].as_str().unwrap().to_string();
    let round: Vec<String> =
        ["Anton", "Berta", "Cene", "Dora"].iter().map(|name| owner(&arrive(name, json!({})))).collect();
    assert_eq!(round, [nina.clone(), marko.clone(), petra.clone(), nina.clone()]);

    // Away today, or switched off: the turn passes on.
    let absence = asker
        .create("absences", &json!({"user": marko, "from_date": "2020-01-01", "until_date": "2099-01-01"}));
    assert_eq!(owner(&arrive("Eva", json!({}))), *petra);
    asker.patch(&format!("/absences/{}", id(&absence)), &json!({"until_date": "2020-01-05"})).expect(200);
    asker.patch(&format!("/users/{marko}"), &json!({"active": false})).expect(200);
    assert_eq!(owner(&arrive("Fran", json!({}))), *nina);
    asker.patch(&format!("/users/{marko}"), &json!({"active": true})).expect(200);

    // The first rule that finds somebody decides; its reason stands on the lead. The person that was made goes along.
    let owned =
        asker.create("companies", &json!({"name": "Tech One", "sector": "technology", "owner": marko}));
    let told = arrive("Gaja", json!({"company": "Tech One"}));
    assert_eq!((owner(&told), &told["rule"], &told["company"]), (marko.clone(), &first["id"], &owned["id"]));
    let lead = asker.get(&path(&told)).expect(200);
    assert_eq!(
        (&lead["assigned_because"], &lead["assigned_by"]["title"]),
        (&json!("company_owner"), &json!("Technology"))
    );
    let person = asker.get(&format!("/people/{}", told["person"].as_str().unwrap())).expect(200);
    assert_eq!(person["owner"]["id"], *marko);

    // Load and language.
    let load = rule("By load", 0, "load", Some(&json!({"field": "source", "op": "is", "value": "phone"})));
    asker.patch(&format!("/assignment_rules/{}", id(&load)), &json!({"match_language": true})).expect(200);
    for (user, languages) in [(nina, json!(["sl"])), (petra, json!(["DE", "sl"]))] {
        seat(&load, user, languages);
    }
    // Nina has four open ones, Petra two.
    assert_eq!(owner(&arrive("Hana", json!({"source": "phone"}))), *petra);
    let german = arrive("Ivo", json!({"source": "phone", "language": "de"}));
    assert_eq!(owner(&german), *petra);
    assert_eq!(asker.get(&path(&german)).expect(200)["assigned_because"], "language");
    // Who is named gets it, whatever the rules say; a lead that was typed in is given away when somebody asks.
    assert_eq!(owner(&arrive("Jana", json!({"owner": nina}))), *nina);
    let typed = asker.create("leads", &json!({"name": "Typed in"}));
    let given = asker.json("POST", &format!("{}/assignment", path(&typed)), &json!({}));
    let given = given.expect(200);
    assert_eq!((&given["rule"], &given["because"]), (&all["id"], &json!("round_robin")));
    assert_eq!(asker.get(&path(&typed)).expect(200)["owner"]["id"], given["owner"]["id"]);
}

#[test]
fn a_lead_is_converted_in_one_act_and_back() {
    let world = World::start("convert");
    let asker = &world.alpha;
    let pipeline = asker.create("pipelines", &json!({"name": "Sales", "position": 1}));
    let stage = asker.create("stages", &json!({"name": "First", "pipeline": pipeline["id"], "position": 1}));
    let told = asker.post("/leads/arrivals", &json!({"name": "Ana Novak", "email": "ana@acme.example", "company": "Acme", "source": "web", "subject": "Ten drills"})).expect(201);
    let lead = path(&told);
    let task = asker.create("tasks", &json!({"subject": "Call back", "lead": told["lead"]}));
    let conversion = format!("{lead}/conversion");
    asker.get(&conversion).expect(404);
    let refused = asker.patch(&lead, &json!({"state": "converted"})).expect(422);
    assert_eq!(problems(&refused), [("state".to_string(), "made_elsewhere".to_string())]);
    // A part that is wrong leaves nothing of the others behind, and says where it is wrong.
    let wrong = json!({"company": {"name": "New Works"}, "deal": {"amount": "a lot"}});
    let refused = asker.post(&conversion, &wrong).expect(422);
    assert_eq!(problems(&refused)[0].0, "deal.amount");
    assert_eq!((count(asker, "companies"), count(asker, "deals")), (1, 0));
    let made = asker.post(&conversion, &json!({"deal": {"amount": "1200"}})).expect(201);
    assert_eq!(
        (&made["lead"]["title"], &made["made_deal"], &made["person"]["id"]),
        (&json!("Ten drills"), &json!(true), &told["person"])
    );
    let deal = asker.get(&format!("/deals/{}", id(&made["deal"]))).expect(200);
    assert_eq!(
        (&deal["name"], &deal["stage"]["id"], &deal["source"]),
        (&json!("Ten drills"), &stage["id"], &json!("web"))
    );
    assert_eq!((&deal["person"]["id"], &deal["company"]["id"]), (&told["person"], &told["company"]));
    assert_eq!(asker.get(&lead).expect(200)["state"], "converted");
    let task_path = format!("/tasks/{}", id(&task));
    assert_eq!(asker.get(&task_path).expect(200)["deal"]["id"], deal["id"]);
    assert_eq!(asker.get(&conversion).expect(200)["id"], made["id"]);
    asker.post(&conversion, &json!({})).expect(409);
    asker.patch(&lead, &json!({"state": "new"})).expect(409);
    // A deal that is decided stands in the way; an open one goes with the conversion.
    let outcome = format!("/deals/{}/outcome", id(&deal));
    asker.json("PUT", &outcome, &json!({"outcome": "won"})).expect(200);
    asker.delete(&conversion).expect(409);
    asker.delete(&outcome).expect(200);
    asker.delete(&conversion).expect(204);
    assert_eq!(asker.get(&lead).expect(200)["state"], "new");
    asker.get(&format!("/deals/{}", id(&deal))).expect(404);
    assert_eq!(asker.get(&task_path).expect(200)["deal"], Json::Null);
    asker.delete(&conversion).expect(409);
    // Into a deal that is there already: it stays when the conversion is taken back.
    let known = asker.create("deals", &json!({"name": "Known"}));
    let made =
        asker.post(&conversion, &json!({"deal": known["id"], "company": {"name": "Beta Works"}})).expect(201);
    assert_eq!((&made["made_deal"], &made["company"]["title"]), (&json!(false), &json!("Beta Works")));
    assert_eq!(asker.get(&lead).expect(200)["company"]["title"], "Beta Works");
    asker.delete(&conversion).expect(204);
    asker.get(&format!("/deals/{}", id(&known))).expect(200);
    let foreign = world.beta.create("deals", &json!({"name": "Foreign"}));
    let refused = asker.post(&conversion, &json!({"deal": foreign["id"]})).expect(422);
    assert_eq!(problems(&refused), [("deal".to_string(), "not_found".to_string())]);
}

#[test]
fn a_disqualified_lead_says_why_and_comes_back_on_its_day() {
    let world = World::start("disqualify");
    let asker = &world.alpha;
    let lead = asker.create("leads", &json!({"name": "Ten drills"}));
    let path = path(&lead);
    let refused = asker.patch(&path, &json!({"state": "disqualified"})).expect(422);
    assert_eq!(problems(&refused), [("disqualification".to_string(), "required".to_string())]);
    let disqualification = format!("{path}/disqualification");
    asker.json("PUT", &disqualification, &json!({"reason": "nonsense"})).expect(422);
    asker.json("PUT", &disqualification, &json!({"reason": "not_now", "retry_on": "2020-01-01"})).expect(422);
    let told = asker
        .json("PUT", &disqualification, &json!({"reason": "not_now", "retry_on": "2099-01-01"}))
        .expect(200);
    assert_eq!((&told["state"], &told["reason"]), (&json!("disqualified"), &json!("not_now")));
    let again = asker.delete(&disqualification).expect(200);
    assert_eq!(
        (&again["state"], &again["reason"], &again["retry_on"]),
        (&json!("working"), &Json::Null, &Json::Null)
    );
    asker.delete(&disqualification).expect(409);
    // A day that is there already: the lead is back as soon as the job has run.
    asker
        .patch(
            &path,
            &json!({"state": "disqualified", "disqualification": "not_now", "retry_on": "2020-01-01"}),
        )
        .expect(200);
    let back = wait_for(asker, &path, |lead| lead["state"] == "new");
    assert_eq!((&back["disqualification"], &back["retry_on"]), (&Json::Null, &Json::Null));
}

#[test]
fn the_first_outgoing_call_answers_a_lead() {
    let world = World::start("response");
    let asker = &world.alpha;
    let person = asker.create("people", &json!({"name": "Ana Novak"}));
    let lead = asker.create("leads", &json!({"name": "Ten drills", "person": person["id"]}));
    let path = path(&lead);
    let call = |direction: &str, at: &str, more: Json| {
        let mut fields = json!({"subject": "Hello", "direction": direction, "happened_at": at});
        for (key, value) in more.as_object().unwrap() {
            fields[key] = value.clone();
        }
        asker.create("calls", &fields)
    };
    call("in", "2099-01-01T10:00:00Z", json!({"lead": lead["id"]}));
    call("out", "2020-01-01T10:00:00Z", json!({"lead": lead["id"]}));
    assert_eq!(asker.get(&path).expect(200)["responded_at"], Json::Null);
    // A call to the person answers it too; an earlier one counts when it is logged later.
    call("out", "2099-01-02T10:00:00Z", json!({"person": person["id"]}));
    let answered = asker.get(&path).expect(200);
    assert_eq!(
        (&answered["responded_at"], &answered["state"]),
        (&json!("2099-01-02T10:00:00Z"), &json!("working"))
    );
    call("out", "2099-01-01T10:00:00Z", json!({"lead": lead["id"]}));
    call("out", "2099-01-05T10:00:00Z", json!({"lead": lead["id"]}));
    let first = asker.get(&path).expect(200);
    assert_eq!(first["responded_at"], "2099-01-01T10:00:00Z");
    assert!(first["response_time"].as_i64().unwrap() > 0);
    asker.patch(&path, &json!({"response_time": 1})).expect(422);
    // A meeting answers when it is agreed on.
    let other = asker.create("leads", &json!({"name": "Two saws"}));
    asker.create(
        "meetings",
        &json!({"subject": "Visit", "happened_at": "2099-01-01T10:00:00Z", "lead": other["id"]}),
    );
    let told = asker.get(&format!("/leads/{}", id(&other))).expect(200);
    assert!(told["responded_at"].as_str().unwrap() < "2099", "{told}");
}

#[test]
fn a_goal_for_the_first_answer_shows_until_when_and_who_keeps_it() {
    let world = World::start("lead_answer");
    let admin = &world.alpha;
    assert!(admin.get("/lead_answer_goal").expect(200)["minutes"].is_null());
    for wrong in [json!({"minutes": 0}), json!({"minutes": 5000})] {
        admin.json("PUT", "/lead_answer_goal", &wrong).expect(422);
    }
    let before = admin.create("leads", &json!({"name": "Came before the goal"}));
    assert!(before["answer_by"].is_null());
    admin.json("PUT", "/lead_answer_goal", &json!({"minutes": 60})).expect(200);
    let path = format!("/leads/{}", before["id"].as_str().unwrap());
    assert!(admin.get(&path).expect(200)["answer_by"].is_string(), "what waits is counted anew");
    let seller = json!({"administrator": false, "fields": {}, "objects": {
        "*": {"read": "own", "create": true, "change": "own", "remove": "own"},
    }});
    let (eva, _) = world.user("eva", &seller, None);
    eva.json("PUT", "/lead_answer_goal", &json!({"minutes": 5})).expect(403);
    let own = eva.create("leads", &json!({"name": "Six lathes"}));
    eva.patch(&format!("/leads/{}", own["id"].as_str().unwrap()), &json!({"answer_by": null})).expect(422);
    let call = json!({"subject": "First", "direction": "out", "lead": own["id"], "happened_at": crate::support::wall().to_string()});
    eva.create("calls", &call);
    let counts = |asker: &Asker| {
        let told = asker.get("/lead_answers").expect(200);
        assert_eq!(told["minutes"], 60);
        let sum = |part: &str| -> i64 {
            told["data"].as_array().unwrap().iter().map(|row| row[part].as_i64().unwrap()).sum()
        };
        (sum("in_time"), sum("late"), sum("missed"), sum("waiting"))
    };
    // Each sees the share of what they may see.
    assert_eq!(counts(&eva), (1, 0, 0, 0));
    assert_eq!(counts(admin), (1, 0, 0, 1));
}
