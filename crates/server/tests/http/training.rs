//! Training: who learns what, questions that keep their answers to themselves, what counts as completed, and who sees how others come
//! along.

use crate::support::{Answer, Asker, World};
use serde_json::{Value as Json, json};

struct Course {
    course: Json,
    lesson: Json,
}

/// A course with one lesson of two questions.
fn course(asker: &Asker) -> Course {
    let course =
        asker.create("courses", &json!({"name": "Asking first", "passing_mark": "60"}))["id"].clone();
    let lesson =
        asker.create("lessons", &json!({"name": "Consent", "course": course, "body": "Ask, then send."}));
    assert_eq!(lesson["revision"], 1);
    let lesson = lesson["id"].clone();
    let make = |text: &str, kind: &str, answers: &str| {
        let fields = json!({"text": text, "lesson": lesson, "kind": kind, "answers": answers,
            "explanation": "Secret explanation"});
        asker.create("lesson_questions", &fields);
    };
    make("May we write?", "single", "* Only when they said yes\nAlways\nWhen they bought once");
    make("What is noted?", "multiple", "* Who said it\n* When\nTheir mood");
    Course { course, lesson }
}

fn seller(world: &World, name: &str) -> (Asker, String) {
    let role = json!({"administrator": false, "fields": {}, "objects": {
        "*": {"read": "all", "create": true, "change": "own", "remove": "own"},
    }});
    world.user(name, &role, None)
}

fn id(value: &Json) -> &str {
    value.as_str().unwrap()
}

/// The keys of the answers with these words.
fn keys(question: &Json, words: &[&str]) -> Vec<String> {
    let options = question["options"].as_array().unwrap();
    let found = options.iter().filter(|option| words.contains(&option["text"].as_str().unwrap()));
    found.map(|option| option["key"].as_str().unwrap().to_string()).collect()
}

fn begin(asker: &Asker, lesson: &Json) -> Json {
    asker.post(&format!("/lessons/{}/attempts", id(lesson)), &json!({})).expect(201)
}

fn give(asker: &Asker, attempt: &Json, question: usize, words: &[&str]) -> Json {
    let asked = &attempt["questions"][question];
    let path = format!("/training/attempts/{}/answers/{}", id(&attempt["id"]), id(&asked["id"]));
    asker.json("PUT", &path, &json!({"chosen": keys(asked, words)})).expect(200)
}

fn pass(asker: &Asker, lesson: &Json) -> Json {
    let attempt = begin(asker, lesson);
    give(asker, &attempt, 0, &["Only when they said yes"]);
    give(asker, &attempt, 1, &["Who said it", "When"])
}

#[test]
fn answers_are_told_after_one_has_answered() {
    let world = World::start("training");
    let asked = course(&world.alpha);
    let (eva, _) = seller(&world, "eva");
    let attempt = begin(&eva, &asked.lesson);
    let text = attempt.to_string();
    for secret in ["Secret explanation", "\"correct\":true", "*"] {
        assert!(!text.contains(secret), "{secret} is told before the answer: {text}");
    }
    for question in attempt["questions"].as_array().unwrap() {
        for member in ["right", "correct", "explanation", "chosen"] {
            assert!(question[member].is_null(), "{member}");
        }
    }
    // Begun again, it is the same attempt with the answers in the same sequence.
    assert_eq!(begin(&eva, &asked.lesson), attempt);
    // No other way leads to them either: neither record, nor list, nor filter, nor history, nor export, nor the log.
    let question = id(&attempt["questions"][0]["id"]);
    let one = format!("/lesson_questions/{question}");
    let (history, access) = (format!("{one}/history"), format!("{one}/access"));
    for path in ["/lesson_questions", "/lesson_questions/export?format=csv", &one, &history, &access] {
        assert_eq!(eva.get(path).status, 404, "{path}");
    }
    let linked = eva.get("/lessons?filter=%7B%22linked%22%3A%22lesson_question.lesson%22%7D");
    assert!(linked.status >= 400, "{}", linked.text);
    let events = eva.get("/change_sets?who=all");
    assert!(!events.text.contains("Only when they said yes"), "{}", events.text);

    let told = give(&eva, &attempt, 0, &["Always"]);
    let first = &told["questions"][0];
    assert_eq!((&first["correct"], &first["explanation"]), (&json!(false), &json!("Secret explanation")));
    assert_eq!(first["right"], json!(keys(first, &["Only when they said yes"])));
    assert!(told["questions"][1]["right"].is_null() && told["finished_at"].is_null());
    // An answer stands; what was not offered is none; another's attempt does not exist.
    let path = format!("/training/attempts/{}/answers/{}", id(&attempt["id"]), id(&first["id"]));
    eva.json("PUT", &path, &json!({"chosen": ["0"]})).expect(409);
    let second = id(&attempt["questions"][1]["id"]);
    let path = format!("/training/attempts/{}/answers/{second}", id(&attempt["id"]));
    for chosen in [json!([]), json!(["9"]), json!(["00"]), json!(["0", "0"])] {
        eva.json("PUT", &path, &json!({"chosen": chosen})).expect(422);
    }
    let (ivo, _) = seller(&world, "ivo");
    ivo.json("PUT", &path, &json!({"chosen": ["0"]})).expect(404);
    ivo.get(&format!("/training/attempts/{}", id(&attempt["id"]))).expect(404);

    let ended = give(&eva, &attempt, 1, &["Who said it", "When"]);
    assert_eq!((&ended["score"], &ended["passed"]), (&json!(50), &json!(false)));
    let again = begin(&eva, &asked.lesson);
    assert_ne!(again["id"], attempt["id"]);
}

#[test]
fn what_was_completed_is_kept_with_its_version() {
    let world = World::start("training_version");
    let admin = &world.alpha;
    let asked = course(admin);
    let (eva, eva_id) = seller(&world, "eva");
    let mine = |asker: &Asker| asker.get("/training").expect(200)["courses"][0].clone();
    assert_eq!((&mine(&eva)["assigned"], &mine(&eva)["state"]), (&json!(false), &json!("new")));
    let assignment = json!({"course": asked.course, "user": eva_id, "due_on": "2020-01-31"});
    let made = admin.create("course_assignments", &assignment);
    assert_eq!(made["name"], "eva");
    admin.post("/course_assignments", &json!({"course": asked.course})).expect(422);
    let heard = eva.get("/notifications").expect(200);
    assert_eq!(
        (&heard["data"][0]["text"], &heard["data"][0]["title"]),
        (&json!("training"), &json!("Asking first"))
    );
    assert_eq!((&mine(&eva)["overdue"], &mine(&eva)["due_on"]), (&json!(true), &json!("2020-01-31")));

    let ended = pass(&eva, &asked.lesson);
    assert_eq!((&ended["score"], &ended["passed"]), (&json!(100), &json!(true)));
    let done = mine(&eva);
    assert_eq!(
        (&done["state"], &done["done"], &done["overdue"]),
        (&json!("passed"), &json!(1), &json!(false))
    );
    // A typing mistake in the name changes nothing; another text does, and so does another question.
    let lesson = format!("/lessons/{}", id(&asked.lesson));
    let revision = || admin.get(&lesson).expect(200)["revision"].as_i64().unwrap();
    let before = revision();
    admin.patch(&lesson, &json!({"name": "Consent!"})).expect(200);
    assert_eq!((revision(), &mine(&eva)["state"]), (before, &json!("passed")));
    admin.patch(&lesson, &json!({"body": "Ask, write it down, then send."})).expect(200);
    let old = mine(&eva);
    assert_eq!((&old["state"], &old["lessons"][0]["passed_revision"]), (&json!("outdated"), &json!(before)));
    pass(&eva, &asked.lesson);
    assert_eq!(mine(&eva)["state"], "passed");
    let question = admin.list("lesson_questions", &json!({}))["data"][0]["id"].clone();
    let question = format!("/lesson_questions/{}", id(&question));
    admin.patch(&question, &json!({"explanation": "Other words"})).expect(200);
    assert_eq!(mine(&eva)["state"], "passed");
    admin.patch(&question, &json!({"text": "May we write to them?"})).expect(200);
    assert_eq!(mine(&eva)["state"], "outdated");
    admin.patch(&question, &json!({"answers": "no star\nat all"})).expect(422);

    // What is not published is not there.
    admin.patch(&format!("/courses/{}", id(&asked.course)), &json!({"published": false})).expect(200);
    assert_eq!(eva.get("/training").expect(200)["courses"], json!([]));
    eva.post(&format!("/lessons/{}/attempts", id(&asked.lesson)), &json!({})).expect(404);
}

#[test]
fn a_manager_sees_the_own_team_and_a_role_is_everybody_who_has_it() {
    let world = World::start("training_team");
    let admin = &world.alpha;
    let asked = course(admin);
    let team = |name: &str, parent: Json| {
        admin.post("/teams", &json!({"name": name, "parent": parent})).expect(201)["id"].clone()
    };
    let north = team("North", Json::Null);
    let south = team("South", Json::Null);
    let rights = |extent: &str| {
        json!({"administrator": false, "fields": {}, "objects": {
            "*": {"read": "all", "create": true, "change": extent, "remove": extent},
        }})
    };
    let (head, head_id) = world.user("head", &rights("team"), Some(&north));
    let (eva, _) = world.user("eva", &rights("own"), Some(&north));
    let (ivo, _) = world.user("ivo", &rights("own"), Some(&south));
    admin.create(
        "course_assignments",
        &json!({"course": asked.course, "team": north, "due_on": "2020-01-31"}),
    );
    pass(&eva, &asked.lesson);
    let seen = |asker: &Asker| -> Vec<(String, Json)> {
        let report = asker.get("/training/progress").expect(200);
        let rows = report["data"].as_array().unwrap();
        rows.iter().map(|row| (row["name"].as_str().unwrap().to_string(), row["courses"].clone())).collect()
    };
    let of_head = seen(&head);
    let names: Vec<&str> = of_head.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["eva", "head"]);
    assert_eq!((&of_head[0].1[0]["state"], &of_head[0].1[0]["score"]), (&json!("passed"), &json!(100)));
    assert_eq!((&of_head[1].1[0]["overdue"], &of_head[1].1[0]["state"]), (&json!(true), &json!("new")));
    assert_eq!(seen(&ivo), [("ivo".to_string(), json!([]))]);
    assert!(seen(admin).len() >= 4);
    assert_eq!(head.get("/training").expect(200)["manages"], true);
    assert_eq!(eva.get("/training").expect(200)["manages"], false);
    // By role: whoever has it now.
    let users = admin.get("/users").expect(200);
    let role =
        users["data"].as_array().unwrap().iter().find(|user| user["id"] == json!(head_id)).unwrap()["role"]
            .clone();
    let role = role["id"].as_str().or(role.as_str()).unwrap().to_string();
    let given = admin.create("course_assignments", &json!({"course": asked.course, "role": role}));
    assert!(!given["name"].as_str().unwrap().is_empty());
    admin
        .post(
            "/course_assignments",
            &json!({"course": asked.course, "role": "0190aaaa-0000-7000-8000-000000000000"}),
        )
        .expect(422);
}

fn draft(asker: &Asker, lesson: &Json) -> Json {
    asker.get(&format!("/lessons/{}/draft", id(lesson))).expect(200)
}

fn keep(asker: &Asker, lesson: &Json, version: &Json, content: &Json) -> Answer {
    let path = format!("/lessons/{}/draft", id(lesson));
    asker.json("PUT", &path, &json!({"version": version, "content": content}))
}

fn publish(asker: &Asker, lesson: &Json, version: &Json, minor: bool) -> Answer {
    let path = format!("/lessons/{}/publication", id(lesson));
    asker.json("PUT", &path, &json!({"version": version, "minor": minor}))
}

/// What the editor sends back of a draft.
fn content(draft: &Json) -> Json {
    json!({"name": draft["name"], "body": draft["body"], "minutes": draft["minutes"], "questions": draft["questions"]})
}

#[test]
fn what_is_being_written_is_learned_when_it_is_published_as_one_version() {
    let world = World::start("training_draft");
    let admin = &world.alpha;
    let asked = course(admin);
    let (eva, _) = seller(&world, "eva");
    pass(&eva, &asked.lesson);
    let mine = || eva.get("/training").expect(200)["courses"][0].clone();
    let before = mine()["lessons"][0]["revision"].as_i64().unwrap();

    let shown = draft(admin, &asked.lesson);
    assert_eq!(
        (&shown["version"], &shown["changed"], &shown["completed"]),
        (&json!(0), &json!(false), &json!(1))
    );
    assert_eq!(
        shown["questions"][0]["answers"][0],
        json!({"text": "Only when they said yes", "right": true})
    );
    // Half written, it is kept, and learners see nothing of it.
    let mut new = content(&shown);
    new["body"] = json!("Ask, write it down, then send.");
    new["questions"][1] = json!({"text": "", "answers": [{"text": "Yes"}]});
    let kept = keep(admin, &asked.lesson, &json!(0), &new).expect(200);
    assert_eq!(
        (&kept["version"], &kept["changed"], &kept["changed_by"]),
        (&json!(1), &json!(true), &json!("Root"))
    );
    assert_eq!((&mine()["state"], &mine()["lessons"][0]["questions"]), (&json!("passed"), &json!(2)));
    let lesson = format!("/lessons/{}", id(&asked.lesson));
    assert_eq!(eva.get(&lesson).expect(200)["body"], "Ask, then send.");
    let outline = format!("/courses/{}/outline", id(&asked.course));
    assert_eq!(admin.get(&outline).expect(200)["lessons"][0]["draft"], true);
    // Who saw an older draft is told; what is not finished is refused where it is.
    keep(admin, &asked.lesson, &json!(0), &new).expect(409);
    let refused = publish(admin, &asked.lesson, &json!(1), false).expect(422);
    let fields: Vec<&str> =
        refused["problems"].as_array().unwrap().iter().map(|one| one["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["questions.1.text", "questions.1.answers"]);

    new["questions"][1] = json!({"text": "Who is asked first?", "answers": [{"text": "The person", "right": true}, {"text": "Their boss"}]});
    let third = json!({"text": "And then?", "multiple": true, "explanation": "In that sequence.",
        "answers": [{"text": "Write it down", "right": true}, {"text": "Send", "right": true}, {"text": "Wait"}]});
    new["questions"].as_array_mut().unwrap().insert(0, third);
    let kept = keep(admin, &asked.lesson, &json!(1), &new).expect(200);
    publish(admin, &asked.lesson, &json!(1), false).expect(409);
    let published = publish(admin, &asked.lesson, &kept["version"], false).expect(200);
    assert_eq!(
        (&published["version"], &published["changed"], &published["revision"]),
        (&json!(0), &json!(false), &json!(before + 1))
    );
    assert_eq!((&mine()["state"], &mine()["lessons"][0]["questions"]), (&json!("outdated"), &json!(3)));
    let attempt = begin(&eva, &asked.lesson);
    let texts: Vec<&str> =
        attempt["questions"].as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["And then?", "May we write?", "Who is asked first?"]);
    for (question, words) in
        [&["Write it down", "Send"][..], &["Only when they said yes"], &["The person"]].iter().enumerate()
    {
        give(&eva, &attempt, question, words);
    }
    assert_eq!(mine()["state"], "passed");

    // A slip of the pen that is mended leaves who completed it where they are.
    let mut mended = content(&published);
    mended["body"] = json!("Ask, write it down, then send!");
    let kept = keep(admin, &asked.lesson, &json!(0), &mended).expect(200);
    let published = publish(admin, &asked.lesson, &kept["version"], true).expect(200);
    assert_eq!((&published["revision"], &mine()["state"]), (&json!(before + 1), &json!("passed")));
    publish(admin, &asked.lesson, &json!(0), false).expect(409);
    // What was changed elsewhere meanwhile is told, and a draft can be given up.
    keep(admin, &asked.lesson, &json!(0), &mended).expect(200);
    admin.patch(&lesson, &json!({"body": "Otherwise."})).expect(200);
    assert_eq!(draft(admin, &asked.lesson)["overtaken"], true);
    let given_up = admin.delete(&format!("{lesson}/draft")).expect(200);
    assert_eq!((&given_up["body"], &given_up["version"]), (&json!("Otherwise."), &json!(0)));
}

#[test]
fn a_new_lesson_is_seen_when_it_says_something_and_drafts_by_those_who_write() {
    let world = World::start("training_new");
    let admin = &world.alpha;
    let asked = course(admin);
    let (eva, _) = seller(&world, "eva");
    let new = admin.create("lessons", &json!({"name": "Later", "course": asked.course}));
    assert_eq!(new["revision"], 0);
    let lessons = || eva.get("/training").expect(200)["courses"][0]["lessons"].as_array().unwrap().len();
    assert_eq!(lessons(), 1);
    eva.post(&format!("/lessons/{}/attempts", id(&new["id"])), &json!({})).expect(404);
    let said = json!({"name": "Later", "body": "Soon.", "questions": []});
    let kept = keep(admin, &new["id"], &json!(0), &said).expect(200);
    assert_eq!(lessons(), 1);
    let path = format!("/lessons/{}", id(&new["id"]));
    for answer in [
        eva.get(&format!("{path}/draft")),
        eva.json("PUT", &format!("{path}/draft"), &json!({"version": 1, "content": said})),
        eva.delete(&format!("{path}/draft")),
        eva.json("PUT", &format!("{path}/publication"), &json!({"version": 1})),
        eva.get(&format!("/courses/{}/outline", id(&asked.course))),
    ] {
        assert_eq!(answer.status, 404, "{}", answer.text);
    }
    // Who reads all questions and may change none sees what is written, and writes nothing.
    let reader = json!({"administrator": false, "fields": {}, "objects": {
        "*": {"read": "all"}, "lesson_question": {"read": "all"},
    }});
    let (reader, _) = world.user("reader", &reader, None);
    reader.json("PUT", &format!("{path}/publication"), &json!({"version": 1})).expect(403);
    publish(admin, &new["id"], &kept["version"], false).expect(200);
    assert_eq!((lessons(), &admin.get(&path).expect(200)["revision"]), (2, &json!(1)));
}
