//! Calendars for other programs, working hours, and pages on which customers book.

use crate::support::{Asker, World, sign_in};
use serde_json::{Value as Json, json};

fn id(json: &Json) -> &str {
    json["id"].as_str().unwrap()
}

fn all() -> Json {
    json!({"administrator": false, "objects": {"*": {"read": "all", "create": true, "change": "all", "remove": "all"}}, "fields": {}})
}

fn every_day() -> Json {
    let day = |weekday: i8| json!({"weekday": weekday, "from": "00:00", "until": "24:00"});
    json!({"stretches": (1..=7).map(day).collect::<Vec<_>>()})
}

/// A page of somebody who is always there, and the secret of its link.
fn page(asker: &Asker, fields: &Json) -> (Json, String) {
    asker.json("PUT", "/working_hours", &every_day()).expect(200);
    let page = asker.create("booking_pages", fields);
    let link = asker.post(&format!("/booking_pages/{}/links", id(&page)), &json!({})).expect(201);
    (page, link["path"].as_str().unwrap().trim_start_matches("/book/").to_string())
}

fn slots(page: &Json) -> Vec<String> {
    page["slots"].as_array().unwrap().iter().map(|slot| slot.as_str().unwrap().to_string()).collect()
}

#[test]
fn a_customer_books_moves_and_cancels_and_of_two_at_once_one_wins() {
    let world = World::start("booking");
    let (eva, eva_id) = world.user("eva", &all(), None);
    let stranger = Asker::stranger(&world.server.address);
    let person = eva.create(
        "people",
        &json!({"name": {"given": "Živa", "family": "Žagar"}, "emails": ["ziva@example.com"]}),
    );
    let fields = json!({"name": "Ogled", "duration": 3600, "notice": 0, "days_ahead": 3, "place": "Shop",
        "questions": "What do you need?\n\nWhich machine?"});
    let (booking_page, secret) = page(&eva, &fields);
    let at = format!("/public/booking_pages/{secret}");
    let told = stranger.get(&at).expect(200);
    assert_eq!(
        (&told["host"], &told["duration"], &told["zone"]),
        (&json!("eva"), &json!(3600), &json!("UTC"))
    );
    assert_eq!(told["questions"], json!(["What do you need?", "Which machine?"]));
    let free = slots(&told);
    assert!(free.len() > 80, "{}", free.len());

    // Two at once for one time: one wins, the other is told.
    let slot = free[10].clone();
    let answers: Vec<(u16, Json)> = std::thread::scope(|scope| {
        let tries: Vec<_> = ["Živa Žagar", "Peter Prepozen"]
            .iter()
            .zip(["ZIVA@example.com", "peter@example.com"])
            .map(|(name, email)| {
                let (stranger, slot, at) = (&stranger, &slot, &at);
                let body = json!({"at": slot, "name": name, "email": email, "answers": ["A saw", ""], "language": "sl"});
                scope.spawn(move || {
                    let answer = stranger.post(&format!("{at}/bookings"), &body);
                    (answer.status, answer.json())
                })
            })
            .collect();
        tries.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let mut codes: Vec<u16> = answers.iter().map(|(status, _)| *status).collect();
    codes.sort_unstable();
    assert_eq!(codes, [201, 409], "{answers:?}");
    assert!(answers.iter().any(|(_, json)| json.to_string().contains("just taken this time")), "{answers:?}");
    let meetings =
        || eva.list("meetings", &json!({"sort": "created_at"}))["data"].as_array().unwrap().clone();
    assert_eq!(meetings().len(), 1);
    let after = slots(&stranger.get(&at).expect(200));
    assert!(
        !after.contains(&slot) && !after.contains(&free[9]) && after.contains(&free[12]),
        "an hour is taken"
    );

    // Who is known by the mail address is no second person.
    let body = json!({"at": free[20], "name": "Z. Zagar", "email": "ziva@example.com"});
    let booked = stranger.post(&format!("{at}/bookings"), &body).expect(201);
    let people =
        eva.list("people", &json!({"filter": {"field": "emails", "op": "is", "value": "ziva@example.com"}}));
    assert_eq!(people["data"].as_array().unwrap().len(), 1);
    let meeting = meetings().pop().unwrap();
    assert_eq!(meeting["person"]["id"], person["id"]);
    assert_eq!((&meeting["owner"]["id"], &meeting["place"]), (&json!(eva_id), &json!("Shop")));
    assert_eq!(meeting["booking_page"]["id"], booking_page["id"]);
    let attendees = eva.list(
        "meeting_attendees",
        &json!({"filter": {"field": "meeting", "op": "is", "value": meeting["id"]}}),
    );
    assert_eq!(
        (&attendees["data"][0]["answer"], &attendees["data"][0]["name"]),
        (&json!("accepted"), &json!("Živa Žagar"))
    );

    // Moved, as a file for the calendar, and cancelled.
    let own =
        format!("/public/bookings/{}", booked["path"].as_str().unwrap().trim_start_matches("/booking/"));
    let shown = stranger.get(&own).expect(200);
    assert_eq!((&shown["at"], &shown["can_change"]), (&json!(free[20]), &json!(true)));
    assert!(slots(&shown).contains(&free[20]), "the booking does not stand in its own way");
    assert_eq!(stranger.json("PUT", &own, &json!({"at": slot})).status, 409, "somebody else's time");
    assert_eq!(stranger.json("PUT", &own, &json!({"at": "2020-01-01T08:00:00Z"})).status, 409);
    let moved = stranger.json("PUT", &own, &json!({"at": free[30]})).expect(200);
    assert_eq!(moved["at"], json!(free[30]));
    let file = stranger.get(&format!("{own}/ics"));
    assert_eq!(file.header("content-type"), Some("text/calendar; charset=utf-8"));
    let text = file.text.replace("\r\n ", "");
    assert!(text.contains("METHOD:REQUEST") && text.contains("mailto:ziva@example.com"), "{text}");
    assert!(text.contains(&format!("UID:{}@kith", id(&meeting))) && !text.contains("SEQUENCE:0"), "{text}");
    let off = stranger.delete(&own).expect(200);
    assert_eq!((&off["cancelled"], &off["can_change"]), (&json!(true), &json!(false)));
    stranger.delete(&own).expect(409);
    assert!(slots(&stranger.get(&at).expect(200)).contains(&free[30]), "the time is free again");
    let told = eva.get("/notifications").expect(200).to_string();
    assert!(told.contains("booking_cancelled") && told.contains("booking_moved"), "{told}");

    for wrong in [
        json!({"at": free[40], "name": "x", "email": "x@example.com"}),
        json!({"at": free[40], "name": "Xaver", "email": "nobody"}),
        json!({"at": free[40], "name": "Xaver", "email": "x@example.com", "answers": ["1", "2", "3"]}),
        json!({"at": free[40], "name": "Xaver", "email": "x@example.com", "answers": ["x".repeat(2001)]}),
        json!({"at": free[40], "name": "Xaver", "email": "x@example.com", "more": 1}),
    ] {
        assert_eq!(stranger.post(&format!("{at}/bookings"), &wrong).status, 422, "{wrong}");
    }
    let unknown = stranger.get(&format!("/public/booking_pages/{}", "0".repeat(48)));
    eva.patch(&format!("/booking_pages/{}", id(&booking_page)), &json!({"active": false})).expect(200);
    let closed = stranger.get(&at);
    assert_eq!((unknown.status, unknown.text.clone()), (closed.status, closed.text));
    eva.patch(&format!("/booking_pages/{}", id(&booking_page)), &json!({"active": true})).expect(200);
    stranger.get(&at).expect(200);
    eva.delete(&format!("/booking_pages/{}/links", id(&booking_page))).expect(204);
    stranger.get(&at).expect(404);
}

#[test]
fn what_stands_in_the_calendar_is_not_offered() {
    let world = World::start("booking-busy");
    let (eva, eva_id) = world.user("eva", &all(), None);
    let stranger = Asker::stranger(&world.server.address);
    let (_, secret) =
        page(&eva, &json!({"name": "Call", "duration": 1800, "notice": 0, "days_ahead": 4, "buffer": 1800}));
    let at = format!("/public/booking_pages/{secret}");
    let free = slots(&stranger.get(&at).expect(200));
    let me = world.alpha.get("/session").expect(200)["user"]["id"].clone();
    let busy = json!({"subject": "Fair", "happened_at": free[20], "duration": 3600, "owner": me});
    let busy = world.alpha.create("meetings", &busy);
    assert_eq!(slots(&stranger.get(&at).expect(200)).len(), free.len(), "somebody else's meeting");
    let asked = world.alpha.create("meeting_attendees", &json!({"meeting": busy["id"], "user": eva_id}));
    let left = slots(&stranger.get(&at).expect(200));
    assert!((19..=22).all(|slot| !left.contains(&free[slot])), "the meeting and the pauses around it");
    assert!(left.contains(&free[18]) && left.contains(&free[23]));
    world
        .alpha
        .patch(&format!("/meeting_attendees/{}", id(&asked)), &json!({"answer": "declined"}))
        .expect(200);
    assert_eq!(slots(&stranger.get(&at).expect(200)).len(), free.len());
    let day = &free[60][..10];
    world.alpha.create("absences", &json!({"user": eva_id, "from_date": day, "until_date": day}));
    assert!(slots(&stranger.get(&at).expect(200)).len() < free.len() - 30);
    eva.json("PUT", "/working_hours", &json!({"stretches": []})).expect(200);
    assert_eq!(stranger.get(&at).expect(200)["slots"], json!([]));
    for wrong in [
        json!([{"weekday": 8, "from": "08:00", "until": "16:00"}]),
        json!([{"weekday": 1, "from": "16:00", "until": "08:00"}]),
        json!([{"weekday": 1, "from": "8", "until": "16:00"}]),
        json!([{"weekday": 1, "from": "08:00", "until": "12:00"}, {"weekday": 1, "from": "11:00", "until": "16:00"}]),
    ] {
        assert_eq!(eva.json("PUT", "/working_hours", &json!({"stretches": wrong})).status, 422, "{wrong}");
    }
}

#[test]
fn a_calendar_under_a_secret_address_shows_what_its_user_may_see() {
    let world = World::start("feed");
    let alpha = &world.alpha;
    let own = json!({"administrator": false, "objects": {
        "meeting": {"read": "own", "create": true, "change": "own"}, "task": {"read": "own", "create": true},
    }, "fields": {}});
    let (eva, eva_id) = world.user("eva", &own, None);
    let stranger = Asker::stranger(&world.server.address);
    let soon = alpha.create("notes", &json!({"body": "now"}))["created_at"].as_str().unwrap().to_string();
    eva.create("meetings", &json!({"subject": "Mine, with; signs", "happened_at": soon, "duration": 1800}));
    eva.create("tasks", &json!({"subject": "To do", "due_at": soon}));
    alpha.create("meetings", &json!({"subject": "Secret", "happened_at": soon}));
    assert_eq!(eva.get("/calendar_feed").expect(200)["created_at"], Json::Null);
    let path =
        eva.post("/calendar_feed", &json!({})).expect(201)["path"].as_str().unwrap().replace("/api/v1", "");
    let feed = stranger.get(&path);
    assert_eq!((feed.status, feed.header("cache-control")), (200, Some("no-store")));
    let text = feed.text.replace("\r\n ", "");
    assert!(text.contains("SUMMARY:Mine\\, with\\; signs") && text.contains("SUMMARY:To do"), "{text}");
    assert!(!text.contains("Secret"), "{text}");
    assert!(eva.get("/calendar_feed").expect(200)["created_at"].is_string());
    // A new address ends the old one; so does a user who may not sign in any more.
    let next =
        eva.post("/calendar_feed", &json!({})).expect(201)["path"].as_str().unwrap().replace("/api/v1", "");
    stranger.get(&path).expect(404);
    assert_eq!(stranger.get(&next).status, 200);
    alpha.patch(&format!("/users/{eva_id}"), &json!({"active": false})).expect(200);
    let gone = stranger.get(&next);
    let unknown = stranger.get(&format!("/public/calendars/{}.ics", "0".repeat(48)));
    assert_eq!((gone.status, gone.text), (unknown.status, unknown.text));
    alpha.patch(&format!("/users/{eva_id}"), &json!({"active": true})).expect(200);
    assert_eq!(stranger.get(&next).status, 200);

    let meeting = alpha.create(
        "meetings",
        &json!({"subject": "Fair", "happened_at": "2099-05-01T07:00:00Z", "duration": 5400}),
    );
    alpha.create("meeting_attendees", &json!({"meeting": meeting["id"], "email": "guest@example.com"}));
    alpha.create("meeting_attendees", &json!({"meeting": meeting["id"], "user": eva_id}));
    let twice = json!({"meeting": meeting["id"], "email": "guest@example.com"});
    assert_eq!(alpha.post("/meeting_attendees", &twice).status, 422, "nobody comes twice");
    assert_eq!(alpha.post("/meeting_attendees", &json!({"meeting": meeting["id"]})).status, 422);
    let file = alpha.get(&format!("/meetings/{}/ics", id(&meeting))).text.replace("\r\n ", "");
    for expected in [
        "DTSTART:20990501T070000Z",
        "DTEND:20990501T083000Z",
        "mailto:guest@example.com",
        "mailto:eva@alpha.example",
        "METHOD:REQUEST",
    ] {
        assert!(file.contains(expected), "{expected}: {file}");
    }
    // Who was locked out signs in anew; the meeting of others is still not theirs to see.
    let eva = sign_in(&world.server.address, "alpha", "eva@alpha.example");
    eva.get(&format!("/meetings/{}/ics", id(&meeting))).expect(404);
}
