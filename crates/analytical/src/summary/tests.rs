//! Summaries that were spoiled are found, and segments follow what lines say, on both databases.

use super::rebuild::anew;
use crate::segment::tests::{World, both};
use platform::identity::{WorkspaceChange, change_workspace};
use records::{ChangeRequest, FindRequest, Input, Writing};
use serde_json::json;
use store::Datum;
use store::table::{Condition, Update};
use vocabulary::{Error, Id, Result};

#[test]
fn a_summary_that_was_spoiled_is_found_and_mended() {
    both(|fresh| {
        let world = World::over(fresh, "2026-03-01T11:00:00Z");
        let person = world.create("person", json!({"name": "Ana K"}));
        world.create("person", json!({"name": "Ben K"}));
        let product = world.create("product", json!({"name": "Saw"}));
        let purchase = json!({"number": "R1", "person": person, "purchased_at": "2026-02-27T08:00:00Z"});
        let purchase = world.create("purchase", purchase);
        world.create(
            "purchase_line",
            json!({"purchase": purchase, "product": product, "quantity": "1",
            "total": {"amount": "10.00", "currency": "EUR"}, "cost": {"amount": "4.00", "currency": "EUR"}}),
        );
        let workspace = world.ana.workspace.id;
        let check = || {
            let ids = world.found("person", &json!({"field": "created_at", "op": "is_not_empty"}));
            let ids: Vec<Datum> = ids.into_iter().map(Datum::from).collect();
            world.platform.store.write(move |writer| anew(writer, workspace, &ids)).unwrap()
        };
        let right = json!({"and": [{"field": "margin_share", "op": "is", "value": "60"},
            {"field": "bought_product", "op": "is", "value": product}, {"field": "bought_products", "op": "is", "value": 1}]});
        assert_eq!(check(), 0);
        assert_eq!(world.found("person", &right), [person]);
        for (table, column, value) in [
            ("person", "bought_products", Datum::from(7_i64)),
            ("person", "bought_product", Datum::Null),
            ("person", "bought_margin", Datum::from(5_i64)),
            ("person_part", "times", Datum::from(3_i64)),
        ] {
            world
                .platform
                .store
                .write(move |writer| {
                    let filter = vec![
                        Condition::Eq("workspace_id", workspace.into()),
                        Condition::Eq(if table == "person" { "id" } else { "person" }, person.into()),
                    ];
                    writer.update(&Update::new(table, vec![(column, value.clone())], filter))
                })
                .unwrap();
            assert_eq!(check(), 1, "{table} {column}");
            assert_eq!((check(), world.found("person", &right)), (0, vec![person]), "{table} {column}");
        }
    });
}

#[test]
fn a_segment_follows_what_the_lines_of_a_purchase_say() {
    both(|fresh| {
        let world = World::over(fresh, "2026-03-01T11:00:00Z");
        let company = world.create("company", json!({"name": "Works"}));
        let product = world.create("product", json!({"name": "Saw"}));
        let purchase = json!({"number": "R1", "company": company, "purchased_at": "2026-02-27T08:00:00Z"});
        let purchase = world.create("purchase", purchase);
        let mostly =
            world.segment("company", &json!({"field": "bought_product", "op": "is", "value": product}));
        let spoken = world.segment("company", &json!({"field": "last_activity_at", "op": "is_not_empty"}));
        let members = |segment| world.found("company", &json!({"member_of": segment}));
        world.follow();
        assert!(members(mostly).is_empty() && members(spoken).is_empty());
        world.create("purchase_line", json!({"purchase": purchase, "product": product, "quantity": "1"}));
        world.create(
            "call",
            json!({"subject": "Hello", "company": company, "happened_at": "2026-02-27T08:00:00Z"}),
        );
        world.follow();
        assert_eq!((members(mostly), members(spoken)), (vec![company], vec![company]));
    });
}

/// Whole numbers that repeat.
#[derive(Clone)]
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn of(&mut self, ids: &[Id]) -> Id {
        let place = self.below(ids.len());
        ids[place]
    }
}

/// What one write may do, whatever it did before: ids of customers, products, purchases and lines.
#[derive(Clone)]
struct Shop {
    people: Vec<Id>,
    companies: Vec<Id>,
    products: Vec<Id>,
    purchases: Vec<Id>,
    lines: Vec<Id>,
}

impl Shop {
    fn step(&mut self, writing: &mut Writing<'_>, chance: &mut Chance) -> Result<()> {
        let fields = |json: serde_json::Value| serde_json::from_value::<Input>(json).unwrap();
        let change = |id, json| ChangeRequest { id, version: None, fields: fields(json) };
        let cents = |chance: &mut Chance| format!("{}.25", chance.below(40));
        match chance.below(12) {
            0..=3 => {
                let kind = if chance.below(5) == 0 { "return" } else { "sale" };
                let channel = ["web", "shop", "phone"][chance.below(3)];
                let day = 1 + chance.below(4);
                let mut purchase = json!({"number": format!("R{}", self.purchases.len()), "kind": kind, "channel": channel,
                    "purchased_at": format!("2026-02-{day:02}T08:00:00Z"), "total": {"amount": cents(chance), "currency": "EUR"}});
                if chance.below(4) > 0 {
                    purchase["person"] = json!(chance.of(&self.people));
                }
                if chance.below(2) > 0 {
                    purchase["company"] = json!(chance.of(&self.companies));
                }
                self.purchases.push(writing.create("purchase", &fields(purchase))?.id());
            }
            4..=7 => {
                let quantity = if chance.below(6) == 0 { "-1" } else { "2" };
                let line = json!({"purchase": chance.of(&self.purchases), "product": chance.of(&self.products), "quantity": quantity,
                    "discount": if chance.below(2) == 0 { "10" } else { "0" }, "unit_price": {"amount": cents(chance), "currency": "EUR"},
                    "total": {"amount": cents(chance), "currency": "EUR"}, "cost": {"amount": "1.10", "currency": "EUR"}});
                self.lines.push(writing.create("purchase_line", &fields(line))?.id());
            }
            8 => {
                let (purchase, person) = (chance.of(&self.purchases), chance.of(&self.people));
                writing.change("purchase", &change(purchase, json!({"person": person, "channel": "web"})))?;
            }
            9 => {
                let (line, product) = (chance.of(&self.lines), chance.of(&self.products));
                writing
                    .change("purchase_line", &change(line, json!({"product": product, "discount": "5"})))?;
            }
            10 => {
                let id = chance.of(&self.purchases);
                writing.remove("purchase", id)?;
                writing.restore("purchase", id)?;
            }
            _ => {
                // Somebody asks in between; what was noted is there for them.
                let rich = json!({"field": "bought_count", "op": "gt", "value": 1});
                let request = FindRequest { filter: Some(rich), ..FindRequest::default() };
                writing.reading().find("person", &request)?;
            }
        }
        Ok(())
    }
}

#[test]
fn whatever_one_write_does_the_summaries_are_what_all_adds_up_to() {
    both(|fresh| {
        let world = World::over(fresh, "2026-03-01T11:00:00Z");
        let named = |object, names: &[&str]| -> Vec<Id> {
            names.iter().map(|name| world.create(object, json!({"name": *name}))).collect()
        };
        let purchase =
            world.create("purchase", json!({"number": "R", "purchased_at": "2026-02-01T08:00:00Z"}));
        let line = world.create("purchase_line", json!({"purchase": purchase, "quantity": "1"}));
        let mut shop = Shop {
            people: named("person", &["Ana K", "Ben K", "Cat K"]),
            companies: named("company", &["Works", "Mill"]),
            products: named("product", &["Saw", "Axe", "Nail", "Glue"]),
            purchases: vec![purchase],
            lines: vec![line],
        };
        let mut chance = Chance(3);
        let workspace = world.ana.workspace.id;
        for round in 0..12 {
            let context = world.ana.context(&world.platform);
            (shop, chance) = world
                .platform
                .engine
                .write(&context, move |writing| {
                    let (mut shop, mut chance) = (shop.clone(), chance.clone());
                    for step in 0..45 {
                        if step % 9 == 8 {
                            // A part that fails after it wrote and asked.
                            let known = (shop.purchases.len(), shop.lines.len());
                            let failed = writing.attempt(|inner| {
                                (0..6).try_for_each(|_| shop.step(inner, &mut chance))?;
                                inner.reading().find("person", &FindRequest::default())?;
                                Err::<(), _>(Error::not_found())
                            });
                            assert!(failed.is_err());
                            shop.purchases.truncate(known.0);
                            shop.lines.truncate(known.1);
                        } else {
                            shop.step(writing, &mut chance)?;
                        }
                    }
                    Ok((shop, chance))
                })
                .unwrap();
            let ids: Vec<Datum> =
                shop.people.iter().chain(&shop.companies).map(|id| Datum::from(*id)).collect();
            let read = || {
                let context = world.ana.context(&world.platform);
                let all = |object| {
                    let list = world
                        .platform
                        .engine
                        .read(&context, |reading| reading.find(object, &FindRequest::default()));
                    list.unwrap().data.iter().map(records::Viewed::to_bytes).collect::<Vec<_>>()
                };
                (all("person"), all("company"))
            };
            let kept = read();
            let differed = world.platform.store.write(move |writer| anew(writer, workspace, &ids)).unwrap();
            assert_eq!(differed, 0, "in round {round}");
            assert_eq!(kept, read(), "nothing was left for the next write, in round {round}");
        }
        // In another currency there is no money of it; all else stays, and the money comes back with its currency.
        let with_money = |currency: &str| {
            let change =
                WorkspaceChange { currency: Some(currency.to_string()), ..WorkspaceChange::default() };
            change_workspace(&world.platform, &world.ana, change).unwrap();
            let ids: Vec<Datum> =
                shop.people.iter().chain(&shop.companies).map(|id| Datum::from(*id)).collect();
            let differed = world.platform.store.write(move |writer| anew(writer, workspace, &ids)).unwrap();
            assert_eq!(differed, 0, "{currency}");
            world.found("person", &json!({"field": "bought_margin", "op": "is_not_empty"})).len()
        };
        let (dollars, euros) = (with_money("USD"), with_money("EUR"));
        assert!(dollars == 0 && euros > 0, "{dollars} {euros}");
        let bought = json!({"and": [{"field": "bought_count", "op": "gt", "value": 5}, {"field": "bought_products", "op": "gt", "value": 2}]});
        assert!(!world.found("person", &bought).is_empty());
    });
}

/// Until it is done: who writes at the same time may be told to try again.
fn again<T>(ask: impl Fn() -> Result<T>) {
    while let Err(error) = ask() {
        assert!(matches!(error, Error::Conflict(..) | Error::Unavailable(_)), "{error}");
    }
}

#[test]
fn another_currency_while_people_sell_leaves_every_summary_true() {
    const SALES: usize = 15;
    both(|fresh| {
        let world = World::over(fresh, "2026-03-01T11:00:00Z");
        let named = |object, names: &[&str]| -> Vec<Id> {
            names.iter().map(|name| world.create(object, json!({"name": *name}))).collect()
        };
        let (people, companies) =
            (named("person", &["Ana K", "Ben K"]), named("company", &["Works", "Mill"]));
        let product = named("product", &["Saw"])[0];
        let sell = |seller: usize, turn: usize| {
            let currency = if (seller + turn).is_multiple_of(2) { "EUR" } else { "USD" };
            let money = json!({"amount": format!("{}.75", 1 + turn), "currency": currency});
            let purchase = json!({"number": format!("{seller}-{turn}"), "purchased_at": "2026-02-01T08:00:00Z", "total": money,
                "person": people[turn % 2], "company": companies[seller % 2]});
            let line = json!({"product": product, "quantity": "1", "total": money, "cost": {"amount": "0.50", "currency": currency}});
            let context = world.ana.context(&world.platform);
            world.platform.engine.write(&context, move |writing| {
                let input = |json: &serde_json::Value| serde_json::from_value::<Input>(json.clone()).unwrap();
                let id = writing.create("purchase", &input(&purchase))?.id();
                for _ in 0..2 {
                    let mut line = line.clone();
                    line["purchase"] = json!(id);
                    writing.create("purchase_line", &input(&line))?;
                }
                Ok(())
            })
        };
        std::thread::scope(|scope| {
            for seller in 0..3 {
                let sell = &sell;
                scope.spawn(move || (0..SALES).for_each(|turn| again(|| sell(seller, turn))));
            }
            for turn in 0..8 {
                let currency = if turn % 2 == 0 { "USD" } else { "EUR" };
                let change =
                    || WorkspaceChange { currency: Some(currency.to_string()), ..WorkspaceChange::default() };
                again(|| change_workspace(&world.platform, &world.ana, change()));
            }
        });
        let workspace = world.ana.workspace.id;
        let ids: Vec<Datum> = people.iter().chain(&companies).map(|id| Datum::from(*id)).collect();
        let differed = world.platform.store.write(move |writer| anew(writer, workspace, &ids)).unwrap();
        assert_eq!(differed, 0);
        let all = |object| {
            world.found(object, &json!({"field": "bought_count", "op": "gte", "value": SALES})).len()
        };
        assert_eq!((all("person"), all("company")), (2, 2));
    });
}

#[test]
fn a_write_sees_the_summary_of_what_it_wrote() {
    both(|fresh| {
        let world = World::over(fresh, "2026-03-01T11:00:00Z");
        let person = world.create("person", json!({"name": "Ana K"}));
        let context = world.ana.context(&world.platform);
        let counts = world.platform.engine.write(&context, move |writing| {
            let purchase = json!({"number": "R1", "person": person, "purchased_at": "2026-02-27T08:00:00Z"});
            writing.create("purchase", &serde_json::from_value(purchase).unwrap())?;
            let filter = json!({"field": "bought_count", "op": "is", "value": 1});
            let request = FindRequest { filter: Some(filter), ..FindRequest::default() };
            let listed = writing.reading().find("person", &request)?.data.len();
            let purchase = json!({"number": "R2", "person": person, "purchased_at": "2026-02-27T09:00:00Z"});
            writing.create("purchase", &serde_json::from_value(purchase).unwrap())?;
            let read = writing.reading().get("person", person)?;
            let number = |field| read.value(field).map(dictionary::Value::to_json);
            Ok((listed, number("bought_count"), number("bought_days")))
        });
        assert_eq!(counts.unwrap(), (1, Some(json!(2)), Some(json!(1))));
    });
}
#[test]
fn the_largest_amounts_there_may_be_add_up() {
    both(|fresh| {
        let world = World::over(fresh, "2026-03-01T11:00:00Z");
        let person = world.create("person", json!({"name": "Ana K"}));
        let product = world.create("product", json!({"name": "Saw"}));
        let most = json!({"amount": "9999999999999.99", "currency": "EUR"});
        for number in 0..4 {
            let purchase = json!({"number": format!("R{number}"), "person": person, "purchased_at": "2026-02-27T08:00:00Z", "total": most});
            let purchase = world.create("purchase", purchase);
            // Price times quantity is beyond 64 bits, and what was taken off cannot be told.
            let line = json!({"purchase": purchase, "product": product, "quantity": "1000000", "discount": "10", "unit_price": most, "total": most,
                "cost": {"amount": "1.00", "currency": "EUR"}});
            world.create("purchase_line", line);
        }
        let context = world.ana.context(&world.platform);
        let read = |field: &str| {
            let told = world.platform.engine.read(&context, |reading| {
                Ok(reading.get("person", person)?.value(field).map(dictionary::Value::to_json))
            });
            told.unwrap()
        };
        assert_eq!(read("bought_total"), Some(json!({"amount": "39999999999999.96", "currency": "EUR"})));
        // Ten thousand times of it would not fit into 64 bits.
        assert_eq!(read("bought_margin"), Some(json!({"amount": "39999995999999.96", "currency": "EUR"})));
        assert_eq!(read("margin_share"), Some(json!("99.99")));
        assert!(read("discount_total").is_none_or(|taken_off| taken_off.is_null()));
        let (workspace, ids) = (world.ana.workspace.id, vec![Datum::from(person)]);
        assert_eq!(world.platform.store.write(move |writer| anew(writer, workspace, &ids)).unwrap(), 0);
    });
}
