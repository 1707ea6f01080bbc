//! Duplicates over HTTP: warned of while somebody types, and only as far as they may see.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};

fn matches(asker: &Asker, plural: &str, values: Json) -> Vec<Json> {
    let answer = asker.post(&format!("/{plural}/matches"), &json!({"values": values})).expect(200);
    answer["data"].as_array().unwrap().clone()
}

fn ids(found: &[Json]) -> Vec<&str> {
    found.iter().map(|found| found["record"]["id"].as_str().unwrap()).collect()
}

#[test]
fn who_is_there_already_is_told_while_one_types() {
    let world = World::start("matches");
    let alpha = &world.alpha;
    let robert = alpha.create(
        "people",
        &json!({"name": {"given": "Robert", "family": "Kovač"}, "phones": ["+386 40 123 456"], "emails": ["robert.kovac@example.com"]}),
    );
    alpha.create("people", &json!({"name": {"given": "Robert", "family": "Zupan"}}));
    let robert = robert["id"].as_str().unwrap();
    for typed in [
        json!({"name": {"given": "Bob", "family": "Kovac"}, "phones": ["040/123-456"]}),
        json!({"name": {"given": "Роберт", "family": "Ковач"}, "emails": ["Robert.Kovac@Example.com"]}),
        json!({"name": {"given": "Robrt", "family": "Kovač"}, "phones": ["0038640123456"]}),
        // Half an address is no reason to fall silent.
        json!({"name": {"given": "Robert", "family": "Kovač"}, "emails": ["robert@"], "phones": ["040 123 456"]}),
    ] {
        let found = matches(alpha, "people", typed.clone());
        assert_eq!(ids(&found), [robert], "{typed}");
        assert_ne!(found[0]["level"], "possible", "{typed}: {found:?}");
        assert!(!found[0]["reasons"][0]["text"].as_str().unwrap().is_empty());
    }
    let itself = json!({"values": {"name": {"given": "Robert", "family": "Kovač"}, "phones": ["+38640123456"]}, "id": robert});
    assert_eq!(alpha.post("/people/matches", &itself).expect(200)["data"], json!([]));
    assert!(matches(alpha, "people", json!({"name": {"given": "Maja", "family": "Horvat"}})).is_empty());
    assert!(
        matches(alpha, "deals", json!({"name": "Anything"})).is_empty(),
        "deals have nothing to be told by"
    );

    alpha.create("companies", &json!({"name": "Tatra Stav, spol. s r.o.", "domains": ["tatrastav.sk"]}));
    let found = matches(
        alpha,
        "companies",
        json!({"name": "TATRA STAV", "website": "https://www.tatrastav.sk/o-nas"}),
    );
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["record"]["title"], "Tatra Stav, spol. s r.o.");
    let stranger =
        matches(&world.beta, "companies", json!({"name": "Tatra Stav", "domains": ["tatrastav.sk"]}));
    assert!(stranger.is_empty(), "another workspace is told nothing");
}

#[test]
fn what_one_may_not_see_gives_no_sign() {
    let world = World::start("silent");
    world.alpha.create(
        "people",
        &json!({"name": {"given": "Ana", "family": "Novak"}, "birth_date": "1980-05-06", "emails": ["ana@novak.example"]}),
    );
    let typed = json!({"name": {"given": "Ana", "family": "Novak"}, "birth_date": "1980-05-06", "emails": ["ana@novak.example"]});
    let rights = json!({"objects": {"*": {"read": "all"}}, "fields": {"person.emails": "hidden", "person.birth_date": "hidden"}});
    let (blind, _) = world.user("blind", &rights, None);
    let (own, _) = world.user("own", &json!({"objects": {"*": {"read": "own"}}}), None);
    let seen = matches(&world.alpha, "people", typed.clone());
    assert_eq!(seen[0]["level"], "certain");
    let found = matches(&blind, "people", typed.clone());
    assert!(found.iter().all(|found| found["level"] == "possible"), "{found:?}");
    assert!(!found.iter().any(|found| found.to_string().contains("novak.example")), "{found:?}");
    let by_mail = json!({"name": {"given": "Nobody", "family": "Else"}, "emails": ["ana@novak.example"]});
    assert!(matches(&blind, "people", by_mail).is_empty(), "a hidden mail address answers nothing");
    assert!(matches(&own, "people", typed).is_empty(), "records of others answer nothing");
}

#[test]
fn objects_of_ones_own_are_searched_like_built_in_ones() {
    let world = World::start("own-object");
    let alpha = &world.alpha;
    let fields = json!([
        {"key": "x_mails", "label": "Mails", "kind": "email_addresses"}, {"key": "x_serial", "label": "Serial", "kind": "text", "identifying": true},
    ]);
    let object = json!({"key": "x_partner", "plural": "x_partners", "label": "Partner", "label_plural": "Partners", "fields": fields});
    alpha.post("/dictionary/objects", &object).expect(201);
    let made = alpha.create("x_partners", &json!({"name": "Zelena Dolina d.o.o.", "x_mails": ["prodaja@zelenadolina.si"], "x_serial": "SN-001-77"}));
    let found = matches(
        alpha,
        "x_partners",
        json!({"name": "Zelena dolina", "x_mails": ["prodaja@zelenadolina.si"]}),
    );
    assert_eq!(ids(&found), [made["id"].as_str().unwrap()]);
    let found = matches(alpha, "x_partners", json!({"name": "Zelena dolina", "x_serial": "sn-001-77"}));
    assert_eq!(ids(&found), [made["id"].as_str().unwrap()]);
    assert_eq!(
        found[0]["reasons"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|reason| reason["signal"] == "external_id")
            .count(),
        1
    );
}
