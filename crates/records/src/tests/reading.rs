//! Lists, counts, groups, search, history, timeline, linked records, trash.

use super::house::{House, shown};
use crate::{FindRequest, GroupRequest, HistoryRequest, SearchRequest, TimelineRequest, TrashRequest};
use serde_json::{Value as Json, json};
use store::testing::Fresh;

store::on_both_databases! {
    pages_follow_each_other_and_tell_how_many_there_are,
    links_come_along_when_asked,
    groups_tell_keys_and_measures,
    search_finds_words_mails_and_numbers_and_tells_twins_apart,
    history_is_told_in_pages_with_links_named,
    a_timeline_merges_what_happened_with_what_was_written,
    what_links_here_is_counted,
    the_trash_is_one_list_over_all_objects,
    an_export_walks_over_everything,
    a_record_shows_its_system_fields_first,
}

fn request(json: Json) -> FindRequest {
    serde_json::from_value(json).unwrap()
}

fn club_with_fans(house: &House, fans: i64) -> vocabulary::Id {
    let club = house.create("club", json!({"name": "Olimpija"}));
    for age in 0..fans {
        house.create("fan", json!({"name": format!("Fan {age:02}"), "age": age, "club": club.id()}));
    }
    club.id()
}

fn pages_follow_each_other_and_tell_how_many_there_are(fresh: Fresh) {
    let house = House::new(fresh);
    club_with_fans(&house, 7);
    let mut names = Vec::new();
    let mut cursor = Json::Null;
    loop {
        let asked = request(
            json!({"sort": "-age", "limit": 3, "cursor": cursor, "count": "capped", "fields": "name,age,club.name"}),
        );
        let list = house.engine.read(&house.ana(), |reading| reading.find("fan", &asked)).unwrap();
        let answer = serde_json::to_value(&list).unwrap();
        assert_eq!(answer["count"], json!({"value": 7, "capped": false}));
        for record in answer["data"].as_array().unwrap() {
            assert_eq!(record["club.name"], "Olimpija");
            assert!(record.get("level").is_none(), "only what was asked for");
            names.push(record["age"].as_i64().unwrap());
        }
        cursor = answer["next"].clone();
        if cursor.is_null() {
            break;
        }
    }
    assert_eq!(names, [6, 5, 4, 3, 2, 1, 0]);
    for wrong in
        [json!({"limit": 0}), json!({"limit": 201}), json!({"cursor": "x"}), json!({"sort": "emails"})]
    {
        let asked = request(wrong.clone());
        assert!(house.engine.read(&house.ana(), |reading| reading.find("fan", &asked)).is_err(), "{wrong}");
    }
    assert!(
        serde_json::from_value::<FindRequest>(json!({"limits": 1})).is_err(),
        "unknown members are refused"
    );
}

fn links_come_along_when_asked(fresh: Fresh) {
    let house = House::new(fresh);
    let club = club_with_fans(&house, 2);
    let asked = request(json!({"fields": ["name"], "include": ["club"]}));
    let list = house.engine.read(&house.ana(), |reading| reading.find("fan", &asked)).unwrap();
    let answer = serde_json::to_value(&list).unwrap();
    assert_eq!(answer["included"]["club"][club.to_string()]["name"], "Olimpija");
    assert_eq!(answer["data"][0]["club"]["title"], "Olimpija");
}

fn groups_tell_keys_and_measures(fresh: Fresh) {
    let house = House::new(fresh);
    club_with_fans(&house, 4);
    house.create("fan", json!({"name": "Free", "age": 50}));
    let asked: GroupRequest = serde_json::from_value(json!({
        "by": [{"field": "club"}], "measures": [{"measure": "count"}, {"measure": "sum", "field": "age"}], "sort": "-count",
    }))
    .unwrap();
    let groups = house.engine.read(&house.ana(), |reading| reading.groups("fan", &asked)).unwrap();
    let answer = serde_json::to_value(&groups).unwrap();
    assert_eq!(answer["groups"][0]["key"][0]["title"], "Olimpija");
    assert_eq!(answer["groups"][0]["key"][0]["object"], "club");
    assert_eq!(answer["groups"][0]["values"], json!([4, 6]));
    assert_eq!(answer["groups"][1]["values"], json!([1, 50]));
    assert_eq!(answer["truncated"], false);
}

fn search_finds_words_mails_and_numbers_and_tells_twins_apart(fresh: Fresh) {
    let house = House::new(fresh);
    let club = house.create("club", json!({"name": "Olimpija"}));
    house.create("fan", json!({
        "name": "Jelena Petrović", "emails": ["jelena@example.com"], "phones": ["040 123 456"], "club": club.id(), "level": "gold",
        "external_ids": ["shop:77"],
    }));
    for q in ["petrovic", "Петр", "jel pet", "jelena@example", "040 123 456", "+38640123456", "shop:77"] {
        let asked = SearchRequest { q: q.to_string(), ..SearchRequest::default() };
        let found = house.engine.read(&house.ana(), |reading| reading.search(&asked)).unwrap();
        assert_eq!(found.len(), 1, "{q}");
        assert_eq!(found[0].title.as_deref(), Some("Jelena Petrović"));
        assert_eq!(found[0].subtitle.as_deref(), Some("Olimpija · Gold"));
    }
    let asked = |objects: Option<&str>| SearchRequest {
        q: "o".to_string(),
        objects: objects.map(crate::Names::parse),
        limit: None,
    };
    let count = |asked: SearchRequest| {
        house.engine.read(&house.ana(), |reading| reading.search(&asked)).map(|found| found.len())
    };
    assert_eq!(count(asked(Some("club"))).unwrap(), 1);
    assert!(count(asked(Some("nothing"))).is_err());
    assert_eq!(count(SearchRequest::default()).unwrap(), 0);
}

fn history_is_told_in_pages_with_links_named(fresh: Fresh) {
    let house = House::new(fresh);
    let club = house.create("club", json!({"name": "Olimpija"}));
    let fan = house.create("fan", json!({"name": "Eva"}));
    for age in 1..6 {
        house.change("fan", fan.id(), json!({ "age": age }));
    }
    house.change("fan", fan.id(), json!({"club": club.id()}));
    let page = |json: Json| {
        let asked: HistoryRequest = serde_json::from_value(json).unwrap();
        let page =
            house.engine.read(&house.ana(), |reading| reading.history("fan", fan.id(), &asked)).unwrap();
        serde_json::to_value(&page).unwrap()
    };
    let newest = page(json!({"limit": 2}));
    let change = json!({"field": "club", "old": null, "new": {"id": club.id(), "object": "club", "title": "Olimpija"}});
    assert_eq!(newest["data"][0]["changes"], json!([change]));
    assert_eq!(newest["data"][1]["changes"], json!([{"field": "age", "old": 4, "new": 5}]));
    let rest = page(json!({"cursor": newest["next"], "limit": 200}));
    assert_eq!(rest["data"].as_array().unwrap().len(), 5);
    assert_eq!(rest["next"], json!(null));
    let ages = page(json!({"field": "age", "limit": 4}));
    assert_eq!(ages["data"].as_array().unwrap().len(), 4);
    let last = page(json!({"field": "age", "limit": 4, "cursor": ages["next"]}));
    assert_eq!((last["data"].as_array().unwrap().len(), last["next"].clone()), (1, json!(null)));
}

fn a_timeline_merges_what_happened_with_what_was_written(fresh: Fresh) {
    let house = House::new(fresh);
    let club = house.create("club", json!({"name": "Olimpija"}));
    let visit = |subject: &str, at: Json| {
        house.create("visit", json!({"subject": subject, "club": club.id(), "happened_at": at}));
    };
    visit("Long ago", json!("2001-01-01T10:00:00Z"));
    visit("In the future", json!("2040-01-01T10:00:00Z"));
    visit("Some time", Json::Null);
    house.change("club", club.id(), json!({"code": "X"}));
    let all = |limit: usize, kinds: Option<&str>| {
        let mut told: Vec<String> = Vec::new();
        let mut cursor = None;
        loop {
            let kinds = kinds.map(crate::Names::parse);
            let asked = TimelineRequest { kinds, limit: Some(limit), cursor };
            let page = house
                .engine
                .read(&house.ana(), |reading| reading.timeline("club", club.id(), &asked))
                .unwrap();
            for entry in &page.data {
                told.push(match (&entry.record, &entry.event) {
                    (Some(record), _) => record.title().unwrap_or_default().to_string(),
                    (_, Some(event)) => event.verb.to_string(),
                    _ => String::new(),
                });
            }
            cursor = page.next;
            if cursor.is_none() {
                return told;
            }
        }
    };
    for limit in 1..8 {
        assert_eq!(
            all(limit, None),
            ["In the future", "changed", "Some time", "created", "Long ago"],
            "limit {limit}"
        );
    }
    assert_eq!(all(2, Some("visit")), ["In the future", "Some time", "Long ago"]);
    assert_eq!(all(2, Some("event")), ["changed", "created"]);
    let asked = TimelineRequest { kinds: Some(crate::Names::parse("nothing")), ..TimelineRequest::default() };
    assert!(house.engine.read(&house.ana(), |reading| reading.timeline("club", club.id(), &asked)).is_err());
}

fn what_links_here_is_counted(fresh: Fresh) {
    let house = House::new(fresh);
    let club = club_with_fans(&house, 3);
    let linked = house.engine.read(&house.ana(), |reading| reading.linked("club", club)).unwrap();
    let answer = serde_json::to_value(&linked).unwrap();
    let fans = answer.as_array().unwrap().iter().find(|link| link["link"] == "fan.club").unwrap();
    assert_eq!(
        (fans["label"].clone(), fans["count"].clone()),
        (json!("Fans"), json!({"value": 3, "capped": false}))
    );
    assert_eq!(answer.as_array().unwrap().len(), 3);
}

fn the_trash_is_one_list_over_all_objects(fresh: Fresh) {
    let house = House::new(fresh);
    let club = house.create("club", json!({"name": "Olimpija"}));
    let fan = house.create("fan", json!({"name": "Eva"}));
    house.remove("club", club.id());
    house.remove("fan", fan.id());
    let page = |cursor: Option<String>| {
        let asked = TrashRequest { limit: Some(1), cursor, object: None };
        house.engine.read(&house.ana(), |reading| reading.trash(&asked)).unwrap()
    };
    let first = page(None);
    assert_eq!((first.data[0].object.as_str(), first.data[0].title.as_deref()), ("fan", Some("Eva")));
    let second = page(first.next);
    assert_eq!((second.data[0].object.as_str(), second.data[0].removed_by.name.as_str()), ("club", "Ana"));
    assert!(second.next.is_none());
}

fn an_export_walks_over_everything(fresh: Fresh) {
    let house = House::new(fresh);
    club_with_fans(&house, 5);
    let asked = request(json!({"sort": "name", "fields": "name,age,club.name"}));
    let mut rows = Vec::new();
    house
        .engine
        .read(&house.ana(), |reading| {
            let columns: Vec<String> =
                reading.columns("fan", &asked)?.into_iter().map(|column| column.name).collect();
            assert_eq!(columns, ["name", "age", "club.name"]);
            reading.each("fan", &asked, &mut |record| {
                rows.push(record.values().map(dictionary::Value::to_text).collect::<Vec<_>>().join("|"));
                Ok(rows.len() < 4)
            })
        })
        .unwrap();
    assert_eq!(rows, ["Fan 00|0|Olimpija", "Fan 01|1|Olimpija", "Fan 02|2|Olimpija", "Fan 03|3|Olimpija"]);
}

fn a_record_shows_its_system_fields_first(fresh: Fresh) {
    let house = House::new(fresh);
    let fan = house.create("fan", json!({"name": "Eva"}));
    let text = String::from_utf8(fan.to_bytes()).unwrap();
    assert!(text.starts_with(&format!(
        "{{\"object\":\"fan\",\"id\":\"{}\",\"version\":1,\"title\":\"Eva\",\"created_at\":",
        fan.id()
    )));
    assert_eq!(shown(&fan)["external_ids"], json!(null));
}
