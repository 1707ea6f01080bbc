//! A line finds its price by book, customer, day and quantity, and a deal follows its lines.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};

fn eur(amount: &str) -> Json {
    json!({"amount": amount, "currency": "EUR"})
}

fn product(asker: &Asker, name: &str, price: &str, cost: &str) -> Json {
    let product = json!({"name": name, "price": eur(price), "cost": eur(cost), "tax_rate": "22"});
    asker.create("products", &product)["id"].clone()
}

fn book(asker: &Asker, fields: Json) -> Json {
    let mut book = json!({"currency": "EUR"});
    book.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    asker.create("price_books", &book)["id"].clone()
}

fn entry(asker: &Asker, book: &Json, product: &Json, from: &str, price: &str) -> Json {
    let entry = json!({"price_book": book, "product": product, "from_quantity": from, "price": eur(price)});
    asker.create("price_entries", &entry)
}

/// Unit price, total, tax rate.
fn told(line: &Json) -> (String, String, String) {
    let text = |value: &Json| value.as_str().unwrap_or("").to_string();
    (text(&line["unit_price"]["amount"]), text(&line["total"]["amount"]), text(&line["tax_rate"]))
}

fn three(a: &str, b: &str, c: &str) -> (String, String, String) {
    (a.to_string(), b.to_string(), c.to_string())
}

#[test]
fn a_line_takes_the_price_of_the_book_that_fits_unless_it_is_typed() {
    let world = World::start("price_book");
    let asker = &world.alpha;
    let saw = product(asker, "Saw", "100.00", "60.00");
    let general = book(asker, json!({"name": "Volume"}));
    assert_eq!(entry(asker, &general, &saw, "10", "90.00")["name"], "10 × Saw");
    entry(asker, &general, &saw, "50", "80.00");
    let gold = book(asker, json!({"name": "Gold", "customer_tag": "gold"}));
    entry(asker, &gold, &saw, "1", "85.00");
    let old = book(asker, json!({"name": "Old", "priority": 9, "valid_until": "2020-12-31"}));
    entry(asker, &old, &saw, "1", "1.00");
    let off = book(asker, json!({"name": "Off", "priority": 9, "active": false}));
    entry(asker, &off, &saw, "1", "2.00");

    let plain = asker.create("companies", &json!({"name": "Plain"}))["id"].clone();
    let deal = asker.create("deals", &json!({"name": "Saws", "company": plain}))["id"].clone();
    let line = |quantity: &str| {
        asker.create("deal_lines", &json!({"deal": deal, "product": saw, "quantity": quantity}))
    };
    let one = line("1");
    assert_eq!(told(&one), three("100.00", "100.00", "22"));
    assert_eq!((one["description"].clone(), one["cost"]["amount"].clone()), (json!("Saw"), json!("60.00")));
    assert_eq!(told(&line("12")), three("90.00", "1080.00", "22"));

    // A price from the list follows the quantity, a typed one stays, an emptied one is looked up again.
    let path = format!("/deal_lines/{}", one["id"].as_str().unwrap());
    assert_eq!(
        told(&asker.patch(&path, &json!({"quantity": "50"})).expect(200)),
        three("80.00", "4000.00", "22")
    );
    let typed = asker.patch(&path, &json!({"unit_price": eur("70.00"), "discount": "12.5"})).expect(200);
    assert_eq!(
        (told(&typed), typed["list_price"]["amount"].clone()),
        (three("70.00", "3062.50", "22"), json!("80.00"))
    );
    assert_eq!(told(&asker.patch(&path, &json!({"quantity": "2"})).expect(200)).0, "70.00");
    assert_eq!(told(&asker.patch(&path, &json!({"unit_price": null})).expect(200)).0, "100.00");

    let golden = asker.create("companies", &json!({"name": "Golden", "tags": ["Gold"]}))["id"].clone();
    let deal = asker.create("deals", &json!({"name": "Gold saws", "company": golden}))["id"].clone();
    let line = asker.create("deal_lines", &json!({"deal": deal, "product": saw, "quantity": "20"}));
    assert_eq!(told(&line).0, "85.00", "the book for this customer comes before the general one");
    let chosen = asker.create("deals", &json!({"name": "By book", "price_book": general}))["id"].clone();
    let line = asker.create("deal_lines", &json!({"deal": chosen, "product": saw, "quantity": "20"}));
    assert_eq!(told(&line).0, "90.00");
}

#[test]
fn the_deal_follows_its_lines() {
    let world = World::start("price_deal");
    let asker = &world.alpha;
    let saw = product(asker, "Saw", "0.33", "0.20");
    let book = product(asker, "Manual", "10.00", "4.00");
    let deal = asker.create("deals", &json!({"name": "Lines", "amount": eur("5.00")}));
    let path = format!("/deals/{}", deal["id"].as_str().unwrap());
    let id = deal["id"].clone();
    let sums = || {
        let deal = asker.get(&path).expect(200);
        ["amount", "line_total", "line_tax", "line_gross", "line_cost"]
            .map(|field| deal[field]["amount"].as_str().unwrap_or("").to_string())
    };
    assert_eq!(sums(), ["5.00", "", "", "", ""]);
    let line = |product: &Json, more: Json| {
        let mut line = json!({"deal": id, "product": product});
        line.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        asker.create("deal_lines", &line)
    };
    let first = line(&saw, json!({}));
    line(&saw, json!({}));
    // Tax is rounded once per rate: 22 % of 0.66.
    assert_eq!(sums(), ["0.66", "0.66", "0.15", "0.81", "0.40"]);
    line(&book, json!({"quantity": "3", "discount": "10", "tax_rate": "9.5"}));
    assert_eq!(sums(), ["27.66", "27.66", "2.72", "30.38", "12.40"]);
    assert_eq!(asker.get(&path).expect(200)["margin"], "55.17");
    // Somebody types an amount: the lines still say what it is.
    asker.patch(&path, &json!({"amount": eur("999.00")})).expect(200);
    assert_eq!(sums()[0], "27.66");
    let line_path = format!("/deal_lines/{}", first["id"].as_str().unwrap());
    asker.delete(&line_path);
    assert_eq!(sums(), ["27.33", "27.33", "2.64", "29.97", "12.20"]);
    asker.json("PUT", &format!("{line_path}/restoration"), &json!({})).expect(200);
    assert_eq!(sums()[0], "27.66");

    let yen = json!({"deal": id, "unit_price": {"amount": "100", "currency": "JPY"}});
    let refused = asker.post("/deal_lines", &yen).expect(422);
    assert_eq!(refused["problems"][0]["code"], "other_currency", "{refused}");
    for (field, wrong) in [("discount", "101"), ("discount", "-1"), ("tax_rate", "120")] {
        asker.post("/deal_lines", &json!({"deal": id, "product": saw, field: wrong})).expect(422);
    }
    asker.post("/deal_lines", &json!({"deal": id, "product": saw, "total": eur("1.00")})).expect(422);
    let other = asker.create("deals", &json!({"name": "Other"}));
    asker.patch(&line_path, &json!({"deal": other["id"]})).expect(200);
    assert_eq!(sums()[0], "27.33");
    let other = asker.get(&format!("/deals/{}", other["id"].as_str().unwrap())).expect(200);
    assert_eq!(other["amount"]["amount"], "0.33");
}

#[test]
fn a_bundle_costs_what_it_holds_and_tax_follows_the_country() {
    let world = World::start("price_bundle");
    let asker = &world.alpha;
    let saw = product(asker, "Saw", "100.00", "60.00");
    let blade = product(asker, "Blade", "5.50", "2.00");
    let set = asker.create("products", &json!({"name": "Saw set"}))["id"].clone();
    asker.create("product_bundle_items", &json!({"bundle": set, "product": saw}));
    asker.create("product_bundle_items", &json!({"bundle": set, "product": blade, "quantity": "4"}));
    asker.post("/product_bundle_items", &json!({"bundle": set, "product": set})).expect(422);
    asker.create("tax_rates", &json!({"name": "SE 25", "percent": "25", "country": "SE", "standard": true}));
    let address = json!([{"label": "work", "street": "Gatan 1", "city": "Lund", "country": "SE"}]);
    let company =
        asker.create("companies", &json!({"name": "Sverige AB", "addresses": address}))["id"].clone();
    let deal = asker.create("deals", &json!({"name": "Set", "company": company}))["id"].clone();
    let line = asker.create("deal_lines", &json!({"deal": deal, "product": set, "quantity": "2"}));
    assert_eq!(told(&line), three("122.00", "244.00", "25"));
    assert_eq!(line["cost"]["amount"], "68.00");

    let wrong = json!({"name": "Wrong", "currency": "euro"});
    asker.post("/price_books", &wrong).expect(422);
    let book = book(asker, json!({"name": "Euro"}));
    let dollars = json!({"price_book": book, "product": saw, "price": {"amount": "1.00", "currency": "USD"}});
    assert_eq!(asker.post("/price_entries", &dollars).expect(422)["problems"][0]["code"], "other_currency");
}
