//! Rights: what may not be seen does not exist, in no list, filter, group, search, history, export or link.

use super::house::{House, is, problems, shown};
use crate::{
    Context, FindRequest, GroupRequest, HistoryRequest, SearchRequest, TimelineRequest, TrashRequest,
};
use serde_json::{Value as Json, json};
use store::testing::Fresh;
use vocabulary::{Conflict, Error};

store::on_both_databases! {
    own_and_team_reach_by_owner,
    a_hidden_field_is_like_one_that_is_not_there,
    a_hidden_title_is_told_nowhere,
    links_go_along_rights,
    a_duplicate_does_not_name_a_record_out_of_reach,
    a_rollup_over_what_is_hidden_is_hidden,
}

fn everything() -> Json {
    json!({"read": "all", "create": true, "change": "all", "remove": "all", "export": "all"})
}

/// Somebody who may do everything but know of the field `secret`.
fn kept_out(house: &House) -> Context {
    house.limited(
        1,
        json!({"objects": {"*": everything()}, "fields": {"fan.secret": "hidden", "fan.age": "read"}}),
        &[],
    )
}

fn own_and_team_reach_by_owner(fresh: Fresh) {
    let house = House::new(fresh);
    let ana = house.create("fan", json!({"name": "Anas", "owner": house.users[0]}));
    let bo = house.create("fan", json!({"name": "Bos", "owner": house.users[1]}));
    let cilka = house.create("fan", json!({"name": "Cilkas", "owner": {"id": house.users[2]}}));
    let role = json!({"objects": {"fan": {"read": "team", "create": true, "change": "own", "remove": "none", "export": "own"}}});
    let context = || house.limited(1, role.clone(), &[2]);
    assert_eq!(house.list_as(&context(), "fan", json!({"sort": "name"})).unwrap(), ["Bos", "Cilkas"]);
    assert!(
        matches!(house.get_as(&context(), "fan", ana.id()), Err(Error::NotFound(_))),
        "unseen is not found"
    );
    assert!(matches!(
        house.change_as(&context(), "fan", ana.id(), None, json!({"age": 1})),
        Err(Error::NotFound(_))
    ));
    assert!(matches!(
        house.change_as(&context(), "fan", cilka.id(), None, json!({"age": 1})),
        Err(Error::Forbidden(_))
    ));
    house.change_as(&context(), "fan", bo.id(), None, json!({"age": 1})).unwrap();
    let id = bo.id();
    assert!(matches!(
        house.engine.write(&context(), move |writing| writing.remove("fan", id)),
        Err(Error::Forbidden(_))
    ));
    assert_eq!(shown(&house.get_as(&context(), "fan", cilka.id()).unwrap())["can"], json!([]));
    assert_eq!(shown(&house.get_as(&context(), "fan", bo.id()).unwrap())["can"], json!(["change", "export"]));
    let mut exported = Vec::new();
    house
        .engine
        .read(&context(), |reading| {
            reading.each("fan", &FindRequest::default(), &mut |record| {
                exported.push(record.title().unwrap_or_default().to_string());
                Ok(true)
            })
        })
        .unwrap();
    assert_eq!(exported, ["Bos"]);
    assert!(
        matches!(house.list_as(&context(), "club", json!({})), Err(Error::NotFound(_))),
        "an unseen object does not exist"
    );
    assert!(matches!(house.create_as(&context(), "club", json!({"name": "X"})), Err(Error::NotFound(_))));
    // Handing a record over shows it once more to whoever handed it over.
    let given = house.create_as(&context(), "fan", json!({"name": "Gift", "owner": house.users[0]})).unwrap();
    assert_eq!(given.title(), Some("Gift"));
    assert!(house.get_as(&context(), "fan", given.id()).is_err());
    let mine = house.create_as(&context(), "fan", json!({"name": "Mine", "owner": null})).unwrap();
    assert_eq!(shown(&mine)["owner"]["title"], "Bo");
}

fn a_hidden_field_is_like_one_that_is_not_there(fresh: Fresh) {
    let house = House::new(fresh);
    let fan = house.create("fan", json!({"name": "Eva", "secret": "moonlight", "age": 5}));
    house.change("fan", fan.id(), json!({"secret": "sunrise"}));
    house.change("fan", fan.id(), json!({"secret": "noon", "age": 6}));
    let context = kept_out(&house);
    let same = |hidden: Error, missing: Error| {
        let text = |error: Error| problems(error).join(" ").replace("secret", "?").replace("nothing", "?");
        assert_eq!(text(hidden), text(missing));
    };
    for request in [
        |field: &str| is(field, "noon"),
        |field: &str| json!({"sort": field}),
        |field: &str| json!({"fields": field}),
        |field: &str| json!({"include": field}),
        |field: &str| json!({"filter": {"linked": "visit.fan", "where": {"field": format!("fan.{field}"), "op": "is_empty"}}}),
    ] {
        same(
            house.list_as(&context, "fan", request("secret")).unwrap_err(),
            house.list_as(&context, "fan", request("nothing")).unwrap_err(),
        );
    }
    let groups = |field: &str| {
        let request: GroupRequest = serde_json::from_value(json!({"by": [{ "field": field }]})).unwrap();
        house.engine.read(&context, |reading| reading.groups("fan", &request)).unwrap_err()
    };
    same(groups("secret"), groups("nothing"));
    let write =
        |field: &str| house.change_as(&context, "fan", fan.id(), None, json!({ field: "x" })).unwrap_err();
    same(write("secret"), write("nothing"));
    assert_eq!(
        problems(house.change_as(&context, "fan", fan.id(), None, json!({"age": 7})).unwrap_err()),
        ["age: read_only"]
    );
    assert!(house.list_as(&context, "fan", json!({"q": "noon"})).unwrap().is_empty());
    assert_eq!(house.list_as(&house.ana(), "fan", json!({"q": "noon"})).unwrap(), ["Eva"]);
    let search = |context: &Context| {
        let request = SearchRequest { q: "noon".to_string(), ..SearchRequest::default() };
        house.engine.read(context, |reading| reading.search(&request)).unwrap().len()
    };
    assert_eq!((search(&context), search(&house.ana())), (0, 1));
    let seen = shown(&house.get_as(&context, "fan", fan.id()).unwrap());
    assert!(seen.get("secret").is_none());
    assert!(seen["readonly"].as_array().unwrap().contains(&json!("age")));
    let history = house
        .engine
        .read(&context, |reading| reading.history("fan", fan.id(), &HistoryRequest::default()))
        .unwrap();
    let fields: Vec<Vec<&str>> = history
        .data
        .iter()
        .map(|entry| entry.changes.iter().map(|change| change.field.as_str()).collect())
        .collect();
    assert_eq!(fields.len(), 2, "the change of the hidden field alone is no entry");
    assert_eq!(fields[0], ["age"]);
    assert!(!fields[1].contains(&"secret"));
    let of = |field: &str| {
        let request = HistoryRequest { field: Some(field.to_string()), ..HistoryRequest::default() };
        house.engine.read(&context, |reading| reading.history("fan", fan.id(), &request)).unwrap_err()
    };
    same(of("secret"), of("nothing"));
    let mut exported = String::new();
    house
        .engine
        .read(&context, |reading| {
            reading.each("fan", &FindRequest::default(), &mut |record| {
                exported.push_str(&shown(&record).to_string());
                Ok(true)
            })
        })
        .unwrap();
    assert!(!exported.contains("secret") && !exported.contains("noon"));
    let error = house.change_as(&context, "fan", fan.id(), Some(1), json!({"name": "E"})).unwrap_err();
    assert!(!format!("{error:?}").contains("secret") && !format!("{error:?}").contains("noon"));
    let document = house
        .engine
        .read(&context, |reading| Ok(serde_json::to_string(&reading.document()).unwrap()))
        .unwrap();
    assert!(!document.contains("secret"));
}

fn a_hidden_title_is_told_nowhere(fresh: Fresh) {
    let house = House::new(fresh);
    let club = house.create("club", json!({"name": "Skrivnost", "code": "S"}));
    let fan = house.create("fan", json!({"name": "Eva", "club": club.id()}));
    house.create("visit", json!({"subject": "Derby", "club": club.id(), "fan": fan.id(), "happened_at": "2023-11-01T10:00:00Z"}));
    house.change("fan", fan.id(), json!({"club": null}));
    house.change("fan", fan.id(), json!({"club": club.id()}));
    let removed = house.create("club", json!({"name": "Skrivnost 2"}));
    house.remove("club", removed.id());
    let context =
        house.limited(1, json!({"objects": {"*": everything()}, "fields": {"club.name": "hidden"}}), &[]);
    let mut told = String::new();
    house
        .engine
        .read(&context, |reading| {
            told += &shown(&reading.get("fan", fan.id())?).to_string();
            told += &shown(&reading.get("club", club.id())?).to_string();
            let wide: FindRequest =
                serde_json::from_value(json!({"fields": "name,club", "include": "club"})).unwrap();
            told += &serde_json::to_string(&reading.find("fan", &wide)?).unwrap();
            told += &serde_json::to_string(&reading.history("fan", fan.id(), &HistoryRequest::default())?)
                .unwrap();
            told +=
                &serde_json::to_string(&reading.timeline("club", club.id(), &TimelineRequest::default())?)
                    .unwrap();
            told += &serde_json::to_string(&reading.trash(&TrashRequest::default())?).unwrap();
            let by_club: GroupRequest = serde_json::from_value(json!({"by": [{"field": "club"}]})).unwrap();
            told += &serde_json::to_string(&reading.groups("fan", &by_club)?).unwrap();
            for q in ["skriv", "eva", "derby"] {
                let search = SearchRequest { q: q.to_string(), ..SearchRequest::default() };
                told += &serde_json::to_string(&reading.search(&search)?).unwrap();
            }
            Ok(())
        })
        .unwrap();
    let duplicate = house.create_as(&context, "club", json!({"code": "S"}));
    told += &format!("{duplicate:?}");
    assert!(!told.contains("Skrivnost"), "{told}");
    assert!(
        matches!(duplicate, Err(Error::Forbidden(_))),
        "a value it needs is not the user's to write: {duplicate:?}"
    );
}

fn links_go_along_rights(fresh: Fresh) {
    let house = House::new(fresh);
    let club = house.create("club", json!({"name": "Hidden club", "code": "H"}));
    let fan = house.create("fan", json!({"name": "Eva", "club": club.id(), "owner": house.users[1]}));
    let role = json!({"objects": {"fan": everything(), "club": {"read": "own"}, "visit": everything()}});
    let context = house.limited(1, role, &[]);
    let seen = shown(&house.get_as(&context, "fan", fan.id()).unwrap());
    assert_eq!(seen["club"]["title"], json!(null));
    assert!(house.list_as(&context, "fan", is("club.name", "Hidden club")).unwrap().is_empty());
    for link in [json!(club.id()), json!({"code": "H"})] {
        let error =
            house.create_as(&context, "visit", json!({"subject": "Derby", "club": link})).unwrap_err();
        assert_eq!(problems(error), ["club: not_found"]);
    }
    // What is there already may stay when something else changes.
    house.change_as(&context, "fan", fan.id(), None, json!({"club": club.id(), "age": 3})).unwrap();
    assert!(matches!(
        house.engine.read(&context, |reading| reading.linked("club", club.id())),
        Err(Error::NotFound(_))
    ));
}

fn a_duplicate_does_not_name_a_record_out_of_reach(fresh: Fresh) {
    let house = House::new(fresh);
    house.create("fan", json!({"name": "Eva", "emails": ["eva@example.com"]}));
    let context =
        house.limited(1, json!({"objects": {"fan": {"read": "own", "create": true, "change": "own"}}}), &[]);
    let error =
        house.create_as(&context, "fan", json!({"name": "Mine", "emails": ["eva@example.com"]})).unwrap_err();
    assert!(matches!(error, Error::Conflict(Conflict::Duplicate { record: None, .. }, _)), "{error:?}");
}

fn a_rollup_over_what_is_hidden_is_hidden(fresh: Fresh) {
    let house = House::new(fresh);
    let club = house.create("club", json!({"name": "Olimpija"}));
    house.create("visit", json!({"subject": "Derby", "club": club.id(), "price": "10", "seats": 2}));
    let context = house.limited(
        1,
        json!({"objects": {"*": everything()}, "fields": {"visit.price": "hidden", "fan.club": "hidden"}}),
        &[],
    );
    let seen = shown(&house.get_as(&context, "club", club.id()).unwrap());
    assert!(seen.get("fans_count").is_none());
    let visits = shown(
        &house
            .engine
            .read(&context, |reading| Ok(reading.find("visit", &FindRequest::default())?.data.remove(0)))
            .unwrap(),
    );
    for field in ["total", "nothing"] {
        let text = |error| problems(error).join(" ").replace(field, "?");
        let filter = house.list_as(&context, "visit", json!({"filter": {"field": field, "op": "is_empty"}}));
        assert_eq!(text(filter.unwrap_err()), "filter.field: unknown_field");
        let rollup = house.list_as(&context, "club", json!({"sort": "turnover"}));
        assert_eq!(text(rollup.unwrap_err()), "sort: unknown_field");
        let write = house.create_as(&context, "visit", json!({"subject": "X", field: 1}));
        assert_eq!(text(write.unwrap_err()), "?: unknown_field");
    }
    assert!(visits.get("total").is_none(), "a formula tells what it is made of: {visits}");
}
