//! Creating, changing, removing, linking; conflicts, rules, provenance.

use super::house::{House, input, is, problems, shown};
use crate::{ChangeRequest, Fill, FillBy, HistoryRequest, Outcome, Rule};
use dictionary::Value;
use serde_json::json;
use std::sync::Arc;
use store::testing::Fresh;
use vocabulary::{Conflict, Error};

store::on_both_databases! {
    a_record_comes_back_in_the_form_of_the_interface,
    all_problems_are_told_at_once_each_with_its_field,
    links_are_found_by_id_external_id_and_unique_fields,
    a_stale_write_learns_what_changed_and_by_whom,
    of_two_who_change_one_version_one_gets_the_conflict,
    a_unique_value_belongs_to_one_living_record,
    the_trash_hides_a_record_until_it_is_restored_or_purged,
    formulas_are_computed_at_each_write,
    rules_run_in_sequence_inside_the_transaction,
    a_rule_that_runs_in_a_circle_is_stopped,
    an_upsert_fills_as_it_is_told,
    links_are_set_and_cleared_one_by_one,
    history_tells_door_and_source,
    other_workspaces_are_other_worlds,
}

fn a_record_comes_back_in_the_form_of_the_interface(fresh: Fresh) {
    let house = House::new(fresh);
    let club = house.create("club", json!({"name": "Olimpija", "code": "OL-1"}));
    let fan = house.create("fan", json!({
        "name": "Maja Novak", "emails": ["Maja@Example.com"], "phones": ["040 123 456"], "club": club.id(), "age": 31,
        "addresses": {"city": "Ljubljana", "country": "SI"}, "tags": ["vip"], "external_ids": ["shop:7"],
    }));
    let json = shown(&fan);
    assert_eq!(json["object"], "fan");
    assert_eq!((json["version"].clone(), json["title"].clone()), (json!(1), json!("Maja Novak")));
    assert_eq!(json["name"], json!({"given": "Maja", "family": "Novak", "display": "Maja Novak"}));
    assert_eq!(json["emails"][0]["address"], "Maja@example.com");
    assert_eq!(json["phones"][0]["number"], "+38640123456");
    assert_eq!(json["club"], json!({"id": club.id(), "object": "club", "title": "Olimpija"}));
    assert_eq!(json["level"], "silver", "the default");
    assert_eq!(json["owner"]["title"], "Ana");
    assert_eq!(json["external_ids"], json!(["shop:7"]));
    assert_eq!(json["created_by"], json!({"kind": "user", "id": house.users[0], "name": "Ana"}));
    assert_eq!(json["can"], json!(["change", "remove", "export"]));
    assert_eq!(json["removed_at"], json!(null));
    let club = house.get_as(&house.ana(), "club", club.id()).unwrap();
    assert_eq!(club.value("fans_count"), Some(&Value::Integer(1)));
    assert!(shown(&club)["readonly"].as_array().unwrap().contains(&json!("fans_count")));
}

fn all_problems_are_told_at_once_each_with_its_field(fresh: Fresh) {
    let house = House::new(fresh);
    let error = house
        .create_as(
            &house.ana(),
            "fan",
            json!({"emails": ["nobody"], "age": "old", "club": "x", "nothing": 1, "created_at": null}),
        )
        .unwrap_err();
    let mut found = problems(error);
    found.sort();
    assert_eq!(
        found,
        [
            "age: malformed",
            "club: malformed",
            "created_at: read_only",
            "emails: email_malformed",
            "name: required",
            "nothing: unknown_field"
        ]
    );
    assert!(house.list_as(&house.ana(), "fan", json!({})).unwrap().is_empty());
}

fn links_are_found_by_id_external_id_and_unique_fields(fresh: Fresh) {
    let house = House::new(fresh);
    let club = house.create("club", json!({"name": "Olimpija", "code": "OL-1", "external_ids": ["crm:9"]}));
    let same = json!({"id": club.id(), "object": "club", "title": "Olimpija"});
    for link in [
        json!(club.id()),
        json!({"id": club.id()}),
        same.clone(),
        json!({"external_id": "crm:9"}),
        json!({"code": "ol-1"}),
    ] {
        let fan = house.create("fan", json!({"name": "Eva", "club": link}));
        assert_eq!(shown(&fan)["club"], same, "{link}");
    }
    let nobody = house.users[0];
    let links = [
        json!(nobody),
        json!({"external_id": "crm:8"}),
        json!({"name": "Olimpija"}),
        json!({"code": "x", "id2": 1}),
        json!(7),
    ];
    let codes: Vec<String> = links
        .into_iter()
        .flat_map(|link| {
            problems(house.create_as(&house.ana(), "fan", json!({"name": "Eva", "club": link})).unwrap_err())
        })
        .collect();
    assert_eq!(
        codes,
        ["club: not_found", "club: not_found", "club: unknown_field", "club: malformed", "club: malformed"]
    );
    house.remove("club", club.id());
    let error = house.create_as(&house.ana(), "fan", json!({"name": "Eva", "club": club.id()})).unwrap_err();
    assert_eq!(problems(error), ["club: not_found"], "what lies in the trash cannot be linked to");
}

fn a_stale_write_learns_what_changed_and_by_whom(fresh: Fresh) {
    let house = House::new(fresh);
    let fan = house.create("fan", json!({"name": "Eva", "age": 30}));
    let bo = house.context(1, crate::Rights::unlimited());
    house.change_as(&bo, "fan", fan.id(), Some(1), json!({"age": 31, "level": "gold"})).unwrap();
    house.change_as(&bo, "fan", fan.id(), None, json!({"age": 32})).unwrap();
    let error = house.change_as(&house.ana(), "fan", fan.id(), Some(1), json!({"age": 40})).unwrap_err();
    let Error::Conflict(Conflict::Stale { version, changed }, _) = error else { panic!("{error:?}") };
    assert_eq!(version, 3);
    let told: Vec<_> = changed
        .iter()
        .map(|c| (c.field.as_str(), c.yours.clone(), c.theirs.clone(), c.by.as_str()))
        .collect();
    assert_eq!(told, [("age", json!(40), json!(32), "Bo"), ("level", json!("silver"), json!("gold"), "Bo")]);
    // Without a version the change simply applies, and leaves alone what it does not name.
    let after = house.change("fan", fan.id(), json!({"name": "Eva Kos"}));
    assert_eq!((after.version(), after.value("age")), (4, Some(&Value::Integer(32))));
    let unchanged = house.change("fan", fan.id(), json!({"name": "Eva Kos", "age": 32}));
    assert_eq!(unchanged.version(), 4, "nothing differs, nothing is written");
    let history = house
        .engine
        .read(&house.ana(), |reading| reading.history("fan", fan.id(), &HistoryRequest::default()))
        .unwrap();
    assert_eq!(history.data.len(), 4);
    assert!(house.change_as(&house.ana(), "fan", fan.id(), Some(9), json!({"age": 1})).is_err());
}

fn of_two_who_change_one_version_one_gets_the_conflict(fresh: Fresh) {
    let house = House::new(fresh);
    let fan = house.create("fan", json!({"name": "Eva", "age": 1}));
    for round in 0..20 {
        let version = fan.version() + round;
        let outcomes: Vec<bool> = std::thread::scope(|scope| {
            let write = |age: i64| {
                let (engine, context, id) = (Arc::clone(&house.engine), house.ana(), fan.id());
                scope.spawn(move || {
                    let request =
                        ChangeRequest { id, version: Some(version), fields: input(json!({ "age": age })) };
                    match engine.write(&context, move |writing| writing.change("fan", &request)) {
                        Ok(_) => true,
                        Err(Error::Conflict(Conflict::Stale { .. }, _)) => false,
                        Err(error) => panic!("{error}"),
                    }
                })
            };
            let threads = [write(1000 + round), write(2000 + round)];
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(outcomes.iter().filter(|won| **won).count(), 1);
    }
}

fn a_unique_value_belongs_to_one_living_record(fresh: Fresh) {
    let house = House::new(fresh);
    let first = house.create("fan", json!({"name": "Eva", "emails": ["eva@example.com"]}));
    let error = house
        .create_as(&house.ana(), "fan", json!({"name": "Other", "emails": ["EVA@example.com"]}))
        .unwrap_err();
    let Error::Conflict(Conflict::Duplicate { field, record }, _) = error else { panic!("{error:?}") };
    let record = record.unwrap();
    assert_eq!((field.as_str(), record.id, record.title.as_deref()), ("emails", first.id(), Some("Eva")));
    house.remove("fan", first.id());
    let second = house.create("fan", json!({"name": "Other", "emails": ["eva@example.com"]}));
    let restore =
        |id| house.engine.write(&house.ana(), move |writing| writing.restore("fan", id).map(|_| ()));
    assert!(matches!(restore(first.id()), Err(Error::Conflict(Conflict::Duplicate { .. }, _))));
    house.change("fan", second.id(), json!({"emails": null}));
    restore(first.id()).unwrap();
    assert_eq!(house.list_as(&house.ana(), "fan", is("emails", "eva@example.com")).unwrap(), ["Eva"]);
}

fn the_trash_hides_a_record_until_it_is_restored_or_purged(fresh: Fresh) {
    let house = House::new(fresh);
    let fan = house.create("fan", json!({"name": "Eva"}));
    house.remove("fan", fan.id());
    assert!(matches!(house.get_as(&house.ana(), "fan", fan.id()), Err(Error::NotFound(_))));
    assert!(house.change_as(&house.ana(), "fan", fan.id(), None, json!({"age": 1})).is_err());
    assert_eq!(house.list_as(&house.ana(), "fan", json!({"trash": true})).unwrap(), ["Eva"]);
    let id = fan.id();
    let view = house.engine.write(&house.ana(), move |writing| {
        let written = writing.restore("fan", id)?;
        writing.view("fan", &written)
    });
    assert_eq!(view.unwrap().version(), 3);
    assert!(
        house.engine.write(&house.limited_all(), move |writing| writing.purge("fan", id)).is_err(),
        "not in the trash"
    );
    house.remove("fan", id);
    house.engine.write(&house.limited_all(), move |writing| writing.purge("fan", id)).unwrap();
    assert!(house.list_as(&house.ana(), "fan", json!({"trash": true})).unwrap().is_empty());
}

impl House {
    /// A user who may do everything with records but is no administrator.
    pub fn limited_all(&self) -> crate::Context {
        let all = json!({"read": "all", "create": true, "change": "all", "remove": "all", "export": "all"});
        self.limited(1, json!({"objects": {"*": all}}), &[])
    }
}

fn formulas_are_computed_at_each_write(fresh: Fresh) {
    let house = House::new(fresh);
    let club = house.create("club", json!({"name": "Olimpija"}));
    let visit =
        house.create("visit", json!({"subject": "Derby", "club": club.id(), "price": "12.50", "seats": 3}));
    assert_eq!(shown(&visit)["total"], json!({"amount": "37.50", "currency": "EUR"}));
    let visit = house.change("visit", visit.id(), json!({"seats": 4}));
    assert_eq!(shown(&visit)["total"]["amount"], "50.00");
    let club = house.get_as(&house.ana(), "club", club.id()).unwrap();
    assert_eq!(shown(&club)["turnover"]["amount"], "50.00");
    assert_eq!(
        problems(
            house.change_as(&house.ana(), "visit", visit.id(), None, json!({"total": "1"})).unwrap_err()
        ),
        ["total: read_only"]
    );
}

fn rules_run_in_sequence_inside_the_transaction(fresh: Fresh) {
    let rules = vec![
        Rule {
            name: "grown up",
            object: "fan",
            run: |input| match input.value("age") {
                Value::Integer(age) if *age < 0 => {
                    Err(Error::invalid("age", "malformed", "Nobody is younger than nothing."))
                }
                Value::Integer(age) if *age >= 18 => input.set("level", Value::Text("gold".to_string())),
                _ => Ok(()),
            },
        },
        Rule {
            name: "first visit",
            object: "fan",
            run: |input| {
                if input.before.is_none() && *input.value("level") == Value::Text("gold".to_string()) {
                    let fields = super::house::input(json!({"subject": "Welcome"}));
                    input.writing.create("visit", &fields)?;
                }
                Ok(())
            },
        },
    ];
    let house = House::with_rules(fresh, rules);
    let fan = house.create("fan", json!({"name": "Eva", "age": 20}));
    assert_eq!(shown(&fan)["level"], "gold");
    assert_eq!(house.list_as(&house.ana(), "visit", json!({})).unwrap(), ["Welcome"]);
    house.create("fan", json!({"name": "Tim", "age": 5}));
    assert!(house.create_as(&house.ana(), "fan", json!({"name": "Nil", "age": -1})).is_err());
    assert_eq!(house.list_as(&house.ana(), "visit", json!({})).unwrap().len(), 1);
}

fn a_rule_that_runs_in_a_circle_is_stopped(fresh: Fresh) {
    let rule = Rule {
        name: "again",
        object: "visit",
        run: |input| {
            input.writing.create("visit", &super::house::input(json!({"subject": "Again"}))).map(|_| ())
        },
    };
    let house = House::with_rules(fresh, vec![rule]);
    assert!(matches!(
        house.create_as(&house.ana(), "visit", json!({"subject": "One"})),
        Err(Error::Internal(_))
    ));
    assert!(house.list_as(&house.ana(), "visit", json!({})).unwrap().is_empty());
}

fn an_upsert_fills_as_it_is_told(fresh: Fresh) {
    let house = House::new(fresh);
    let upsert = |json: serde_json::Value, fill: Fill| {
        let fields = input(json);
        house.engine.write(&house.ana(), move |writing| {
            let matching = ["external_ids".to_string(), "emails".to_string()];
            let written = writing.upsert("fan", &matching, &fields, &FillBy::from(fill))?;
            Ok((written.outcome, writing.view("fan", &written)?))
        })
    };
    let base = json!({"name": "Eva", "external_ids": ["a:1"], "emails": ["eva@example.com"], "age": 30});
    let (outcome, fan) = upsert(base.clone(), Fill::Overwrite).unwrap();
    assert_eq!(outcome, Outcome::Created);
    assert_eq!(upsert(base, Fill::Overwrite).unwrap().0, Outcome::Unchanged);
    let (outcome, same) = upsert(
        json!({"name": "Eva K", "external_ids": "b:2", "emails": ["eva@example.com"], "tags": ["x"]}),
        Fill::FillEmpty,
    )
    .unwrap();
    assert_eq!((outcome, same.id(), same.title()), (Outcome::Changed, fan.id(), Some("Eva")));
    assert_eq!(shown(&same)["external_ids"], json!(["a:1", "b:2"]), "ids of other systems add up");
    assert_eq!(shown(&same)["tags"], json!(["x"]));
    let (outcome, same) = upsert(json!({"name": "Eva K", "external_ids": "b:2"}), Fill::Keep).unwrap();
    assert_eq!((outcome, same.title()), (Outcome::Unchanged, Some("Eva")));
    let (outcome, same) = upsert(json!({"name": "Eva K", "external_ids": "b:2"}), Fill::Overwrite).unwrap();
    assert_eq!((outcome, same.title()), (Outcome::Changed, Some("Eva K")));
    house.create("fan", json!({"name": "Tim", "external_ids": ["c:3"]}));
    let error = upsert(json!({"name": "Both", "external_ids": ["b:2", "c:3"]}), Fill::Overwrite).unwrap_err();
    assert_eq!(problems(error), ["external_ids: ambiguous"]);
}

fn links_are_set_and_cleared_one_by_one(fresh: Fresh) {
    let house = House::new(fresh);
    let club = house.create("club", json!({"name": "Olimpija"}));
    let fan = house.create("fan", json!({"name": "Eva"}));
    let (club, fan) = (club.id(), fan.id());
    let link =
        house.engine.write(&house.ana(), move |writing| writing.link("fan", fan, "club", club)).unwrap();
    assert_eq!(link.outcome, Outcome::Changed);
    assert_eq!(house.list_as(&house.ana(), "fan", is("club", club.to_string())).unwrap(), ["Eva"]);
    let other =
        house.engine.write(&house.ana(), move |writing| writing.unlink("fan", fan, "club", fan)).unwrap();
    assert_eq!(other.outcome, Outcome::Unchanged, "it points elsewhere");
    house.engine.write(&house.ana(), move |writing| writing.unlink("fan", fan, "club", club)).unwrap();
    assert!(house.list_as(&house.ana(), "fan", is("club", club.to_string())).unwrap().is_empty());
    let error =
        house.engine.write(&house.ana(), move |writing| writing.link("fan", fan, "age", club)).unwrap_err();
    assert!(matches!(error, Error::NotFound(_)));
}

fn history_tells_door_and_source(fresh: Fresh) {
    let house = House::new(fresh);
    let mut context = house.ana();
    context.actor.kind = vocabulary::ActorKind::Import;
    context.actor.channel = vocabulary::Channel::Import;
    context.actor.source = Some("fans.csv line 2".to_string());
    let fan = house.create_as(&context, "fan", json!({"name": "Eva"})).unwrap();
    let history = house
        .engine
        .read(&house.ana(), |reading| reading.history("fan", fan.id(), &HistoryRequest::default()))
        .unwrap();
    let entry = serde_json::to_value(&history.data[0]).unwrap();
    assert_eq!(
        (entry["channel"].clone(), entry["source"].clone()),
        (json!("import"), json!("fans.csv line 2"))
    );
    assert_eq!((entry["verb"].clone(), entry["actor"]["kind"].clone()), (json!("created"), json!("import")));
}

fn other_workspaces_are_other_worlds(fresh: Fresh) {
    let house = House::new(fresh);
    let fan = house.create("fan", json!({"name": "Eva", "emails": ["eva@example.com"]}));
    let mut elsewhere = house.ana();
    elsewhere.workspace = vocabulary::WorkspaceId(2);
    assert!(matches!(house.get_as(&elsewhere, "fan", fan.id()), Err(Error::NotFound(_))));
    assert!(matches!(
        house.change_as(&elsewhere, "fan", fan.id(), None, json!({"age": 1})),
        Err(Error::NotFound(_))
    ));
    assert!(house.list_as(&elsewhere, "fan", json!({})).unwrap().is_empty());
    house.create_as(&elsewhere, "fan", json!({"name": "Eva", "emails": ["eva@example.com"]})).unwrap();
}
