//! What sellers and customers rely on as days pass and prices move, with a clock moved by hand.

use super::calendar::{EXPIRE, REMIND};
use super::create::{next_version, of_deal};
use super::public::{asked, looked_at};
use super::send::{Sender, send};
use super::take_over::{Prices, take_over};
use crate::activity::testing::World;
use crate::sales::plain::one;
use crate::sales::price;
use platform::identity::Authenticated;
use platform::job::run_due;
use records::Input;
use serde_json::{Value as Json, json};
use standard::{
    deal, deal_line, price_book, price_entry, product, product_bundle_item, quote, quote_line, task,
};
use std::sync::Arc;
use store::testing::Fresh;
use vocabulary::{Error, Id, Result};

fn eur(amount: &str) -> Json {
    json!({"amount": amount, "currency": "EUR"})
}

fn world(moment: &str) -> World {
    World::with(Fresh::sqlite(), moment, &[&price::FEATURE, &super::FEATURE])
}

/// A draft with one line of a product at 100 euros.
fn draft(world: &World, who: &Authenticated, product: Id, until: &str) -> Id {
    let deal = world.create(deal::KEY, json!({"name": "Saws", "owner": world.ana.user.id}));
    world.create(deal_line::KEY, json!({"deal": deal, "product": product, "quantity": "2"}));
    let input: Input = [("valid_until".to_string(), json!(until))].into_iter().collect();
    world.write_as(who, move |writing| Ok(of_deal(writing, deal, &input, "en")?.id())).unwrap()
}

fn saw(world: &World) -> Id {
    world.create(product::KEY, json!({"name": "Saw", "price": eur("100.00"), "unit": "piece"}))
}

fn sent(world: &World, who: &Authenticated, quote: Id) -> Result<()> {
    let role = who.role.id;
    world.write_as(who, move |writing| send(writing, quote, &Sender { role, administrator: true }))
}

fn at(world: &World, moment: &str) {
    world.is(moment);
    run_due(&world.platform, super::FEATURE.jobs, "here").unwrap();
}

fn state(world: &World, quote: Id) -> String {
    world.get(quote::KEY, quote)["state"].as_str().unwrap().to_string()
}

fn texts(world: &World) -> Vec<String> {
    let told = world.told(&world.ana);
    told.iter().map(|one| one["text"].as_str().unwrap().to_string()).collect()
}

fn view(world: &World, quote: Id) {
    world
        .write(move |writing| {
            let found = one(writing, quote::KEY, quote)?.ok_or_else(Error::not_found)?;
            looked_at(writing, &found)
        })
        .unwrap();
}

#[test]
fn a_quote_runs_out_at_midnight_of_the_house_whoever_sent_it_from_where() {
    for zone in ["Pacific/Auckland", "America/Los_Angeles", "Europe/Ljubljana"] {
        let world = world("2026-11-02T09:00:00Z");
        let colleague = world.colleague("Bor", zone);
        let quote = draft(&world, &colleague, saw(&world), "2026-11-20");
        sent(&world, &colleague, quote).unwrap();
        at(&world, "2026-11-20T11:30:00Z");
        assert_eq!(state(&world, quote), "sent", "the last day is over in Auckland only ({zone})");
        at(&world, "2026-11-20T22:59:59Z");
        assert_eq!(state(&world, quote), "sent", "{zone}");
        at(&world, "2026-11-20T23:00:00Z");
        assert_eq!(state(&world, quote), "expired", "midnight in Ljubljana ({zone})");
        at(&world, "2026-11-21T12:00:00Z");
        assert_eq!(texts(&world), ["quote_expired", "quote_expires"]);
    }
}

#[test]
fn a_quote_sent_shortly_before_its_end_is_reminded_of_too() {
    let world = world("2026-11-18T10:00:00Z");
    let ana = Arc::clone(&world.ana);
    let quote = draft(&world, &ana, saw(&world), "2026-11-20");
    sent(&world, &ana, quote).unwrap();
    at(&world, "2026-11-19T06:59:00Z");
    assert_eq!(texts(&world), Vec::<String>::new());
    at(&world, "2026-11-19T07:00:00Z");
    assert_eq!(texts(&world), ["quote_expires"], "one notification, not another one of the task");
    let tasks = world.find(task::KEY, json!({"field": "done", "op": "is", "value": false}));
    assert_eq!(tasks.len(), 1);
    assert!(tasks[0]["subject"].as_str().unwrap().ends_with("2026-11-20"), "{}", tasks[0]);
    at(&world, "2026-11-20T07:00:00Z");
    assert_eq!(texts(&world).len(), 1, "once");
}

#[test]
fn what_came_due_while_no_server_ran_is_done_by_what_is_true_then() {
    let world = world("2026-11-02T09:00:00Z");
    let ana = Arc::clone(&world.ana);
    let over = draft(&world, &ana, saw(&world), "2026-11-20");
    let open = draft(&world, &ana, saw(&world), "2026-12-04");
    for quote in [over, open] {
        sent(&world, &ana, quote).unwrap();
    }
    // From before both reminders to after the end of the first: nobody is reminded of what is over.
    at(&world, "2026-12-02T15:00:00Z");
    assert_eq!((state(&world, over), state(&world, open)), ("expired".to_string(), "sent".to_string()));
    let mut told = texts(&world);
    told.sort_unstable();
    assert_eq!(told, ["quote_expired", "quote_expires"]);
    assert_eq!(world.find(task::KEY, json!({"field": "done", "op": "is", "value": false})).len(), 1);
    let kinds: Vec<&str> = super::FEATURE.jobs.iter().map(|job| job.name).collect();
    assert!([EXPIRE, REMIND].iter().all(|kind| kinds.contains(kind)));
}

#[test]
fn a_look_counts_once_and_only_until_the_last_day_and_questions_are_told() {
    let world = world("2026-11-02T09:00:00Z");
    let ana = Arc::clone(&world.ana);
    let (seen, late) =
        (draft(&world, &ana, saw(&world), "2026-11-20"), draft(&world, &ana, saw(&world), "2026-11-20"));
    for quote in [seen, late] {
        sent(&world, &ana, quote).unwrap();
    }
    world.is("2026-11-20T22:30:00Z");
    view(&world, seen);
    view(&world, seen);
    assert_eq!(
        (state(&world, seen), texts(&world)),
        ("viewed".to_string(), vec!["quote_viewed".to_string()])
    );
    // The day is over, the job has not run yet.
    world.is("2026-11-20T23:00:30Z");
    view(&world, late);
    let after = world.get(quote::KEY, late);
    assert_eq!((after["state"].clone(), after["viewed_at"].clone()), (json!("sent"), Json::Null));
    world
        .write(move |writing| {
            let found = one(writing, quote::KEY, seen)?.ok_or_else(Error::not_found)?;
            asked(writing, &found, "Živa", "Can I still have it?")
        })
        .unwrap();
    assert_eq!(texts(&world), ["quote_asked", "quote_viewed"]);
    assert_eq!(world.get(quote::KEY, seen)["asked_at"], "2026-11-20T23:00:30Z");
    let tasks = world.find(task::KEY, json!({"field": "done", "op": "is", "value": false}));
    assert_eq!(tasks.len(), 1);
    assert_eq!(tasks[0]["priority"], "high");
}

/// Unit price, price of then, price of now, and whether the quote says that prices moved.
fn told(world: &World, quote: Id) -> (String, String, String, bool) {
    price::follow::follow(&world.platform).unwrap();
    let lines = world.find(quote_line::KEY, json!({"field": "quote", "op": "is", "value": quote}));
    let amount = |field: &str| lines[0][field]["amount"].as_str().unwrap_or("").to_string();
    let moved = world.get(quote::KEY, quote)["prices_changed"] == true;
    (amount("unit_price"), amount("list_price"), amount("new_price"), moved)
}

fn four(price: &str, list: &str, new: &str, moved: bool) -> (String, String, String, bool) {
    (price.to_string(), list.to_string(), new.to_string(), moved)
}

#[test]
fn a_quote_says_that_prices_moved_whatever_moved_them_and_for_as_long_as_they_have() {
    let world = world("2026-11-02T09:00:00Z");
    let ana = Arc::clone(&world.ana);
    let saw = saw(&world);
    let quote = draft(&world, &ana, saw, "2026-12-31");
    sent(&world, &ana, quote).unwrap();
    let calm = four("100.00", "100.00", "", false);
    assert_eq!(told(&world, quote), calm);
    // The product's own price, there and back.
    world.change(product::KEY, saw, json!({"price": eur("120.00")})).unwrap();
    assert_eq!(told(&world, quote), four("100.00", "100.00", "120.00", true));
    world.change(product::KEY, saw, json!({"price": eur("100.00")})).unwrap();
    assert_eq!(told(&world, quote), calm, "cleared again");
    // A book that begins on the 10th and ends on the 12th, seen on the days it holds, in the zone of the house.
    let fields =
        json!({"name": "Days", "currency": "EUR", "valid_from": "2026-11-10", "valid_until": "2026-11-12"});
    let book = world.create(price_book::KEY, fields);
    let entry = json!({"price_book": book, "product": saw, "price": eur("90.00")});
    let entry = world.create(price_entry::KEY, entry);
    assert_eq!(told(&world, quote), calm);
    world.is("2026-11-09T23:00:00Z");
    let moved = four("100.00", "100.00", "90.00", true);
    assert_eq!(told(&world, quote), moved);
    world.is("2026-11-12T22:59:00Z");
    assert_eq!(told(&world, quote), moved);
    world.is("2026-11-12T23:00:00Z");
    assert_eq!(told(&world, quote), calm);
    // The book again, its switch, another price in it, and the price thrown away.
    world.change(price_book::KEY, book, json!({"valid_until": null})).unwrap();
    assert_eq!(told(&world, quote), moved);
    world.change(price_book::KEY, book, json!({"active": false})).unwrap();
    assert_eq!(told(&world, quote), calm);
    world.change(price_book::KEY, book, json!({"active": true})).unwrap();
    world.change(price_entry::KEY, entry, json!({"price": eur("80.00")})).unwrap();
    assert_eq!(told(&world, quote), four("100.00", "100.00", "80.00", true));
    world.write(move |writing| writing.remove(price_entry::KEY, entry).map(|_| ())).unwrap();
    assert_eq!(told(&world, quote), calm);
    assert_eq!(world.get(quote::KEY, quote)["net"], eur("200.00"), "the offer stayed as it was");
}

#[test]
fn a_bundle_moves_with_what_it_holds() {
    let world = world("2026-11-02T09:00:00Z");
    let ana = Arc::clone(&world.ana);
    let (saw, set) = (saw(&world), world.create(product::KEY, json!({"name": "Set"})));
    let item = json!({"bundle": set, "product": saw, "quantity": "2"});
    let item = world.create(product_bundle_item::KEY, item);
    let quote = draft(&world, &ana, set, "2026-12-31");
    assert_eq!(told(&world, quote), four("200.00", "200.00", "", false));
    world.change(product::KEY, saw, json!({"price": eur("110.00")})).unwrap();
    assert_eq!(told(&world, quote), four("200.00", "200.00", "220.00", true));
    world.change(product_bundle_item::KEY, item, json!({"quantity": "3"})).unwrap();
    assert_eq!(told(&world, quote), four("200.00", "200.00", "330.00", true));
}

#[test]
fn a_price_that_moved_is_taken_over_kept_or_typed_and_frozen_quotes_need_another_version() {
    let world = world("2026-11-02T09:00:00Z");
    let ana = Arc::clone(&world.ana);
    let saw = saw(&world);
    let quotes: Vec<Id> = (0..4).map(|_| draft(&world, &ana, saw, "2026-12-31")).collect();
    sent(&world, &ana, quotes[3]).unwrap();
    world.change(product::KEY, saw, json!({"price": eur("120.00")})).unwrap();
    for quote in &quotes {
        assert_eq!(told(&world, *quote), four("100.00", "100.00", "120.00", true));
    }
    let act = |quote: Id, lines: Option<Vec<Id>>, keep: bool| {
        world.write(move |writing| take_over(writing, quote, &Prices { lines: lines.clone(), keep }))
    };
    act(quotes[0], Some(Vec::new()), false).unwrap();
    assert!(told(&world, quotes[0]).3, "no line was named");
    act(quotes[0], None, false).unwrap();
    assert_eq!(told(&world, quotes[0]), four("120.00", "120.00", "", false));
    assert_eq!(world.get(quote::KEY, quotes[0])["net"], eur("240.00"));
    act(quotes[1], None, true).unwrap();
    assert_eq!(told(&world, quotes[1]), four("100.00", "120.00", "", false));
    let lines = world.find(quote_line::KEY, json!({"field": "quote", "op": "is", "value": quotes[2]}));
    let line: Id = lines[0]["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(lines[0]["unit"], "piece", "what it is counted in comes along");
    world.change(quote_line::KEY, line, json!({"unit_price": eur("115.00")})).unwrap();
    assert_eq!(told(&world, quotes[2]), four("115.00", "120.00", "", false));

    let refused = act(quotes[3], None, false).unwrap_err();
    assert!(matches!(refused, Error::Conflict(..)), "{refused:?}");
    // What was offered stays; who looks after it may change, as when somebody leaves.
    let lines = world.find(quote_line::KEY, json!({"field": "quote", "op": "is", "value": quotes[3]}));
    let line: Id = lines[0]["id"].as_str().unwrap().parse().unwrap();
    assert!(world.change(quote_line::KEY, line, json!({"quantity": "5", "owner": null})).is_err());
    world.change(quote_line::KEY, line, json!({"owner": null})).unwrap();
    let old = quotes[3];
    let next = world.write(move |writing| Ok(next_version(writing, old, &Input::new())?.id())).unwrap();
    assert_eq!(told(&world, next), four("100.00", "100.00", "120.00", true), "the new version knows it too");
    act(next, None, false).unwrap();
    assert_eq!(told(&world, next), four("120.00", "120.00", "", false));
}
