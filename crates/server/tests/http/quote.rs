//! From a deal to a quote, to its customer and back: sent, looked at, asked about, accepted once.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};

fn eur(amount: &str) -> Json {
    json!({"amount": amount, "currency": "EUR"})
}

fn path_of(record: &Json, plural: &str) -> String {
    format!("/{plural}/{}", record["id"].as_str().unwrap())
}

/// A deal with two lines.
fn deal(asker: &Asker, name: &str) -> Json {
    let company = asker.create("companies", &json!({"name": format!("{name} d.o.o.")}))["id"].clone();
    let person = asker.create(
        "people",
        &json!({"name": {"given": "Živa", "family": "Žagar"}, "company": company, "language": "sl"}),
    )["id"]
        .clone();
    let saw = json!({"name": format!("Saw {name}"), "price": eur("100.00"), "cost": eur("60.00"), "tax_rate": "22"});
    let saw = asker.create("products", &saw)["id"].clone();
    let deal = asker.create("deals", &json!({"name": name, "company": company, "person": person}));
    asker.create("deal_lines", &json!({"deal": deal["id"], "product": saw, "quantity": "3", "position": 1}));
    asker.create("deal_lines", &json!({"deal": deal["id"], "description": "Priklop", "unit_price": eur("45.50"), "tax_rate": "9.5", "position": 2}));
    deal
}

fn quote_of(asker: &Asker, deal: &Json) -> Json {
    asker.post(&format!("{}/quotes", path_of(deal, "deals")), &json!({})).expect(201)
}

/// Sends a quote: how it is then, and the secret.
fn send(asker: &Asker, quote: &Json) -> (Json, String) {
    let sent = asker.json("PUT", &format!("{}/sending", path_of(quote, "quotes")), &json!({})).expect(200);
    (sent["quote"].clone(), sent["path"].as_str().unwrap().trim_start_matches("/q/").to_string())
}

#[test]
fn a_quote_is_made_sent_seen_and_accepted_once() {
    let world = World::start("quote");
    let (asker, stranger) = (&world.alpha, Asker::stranger(&world.server.address));
    let deal = deal(asker, "Žage");
    let quote = quote_of(asker, &deal);
    let told = |quote: &Json, field: &str| quote[field]["amount"].as_str().unwrap_or("").to_string();
    assert_eq!(quote["state"], "draft");
    assert_eq!(quote["language"], "sl", "the language of the person");
    assert_eq!(["net", "tax", "gross"].map(|field| told(&quote, field)), ["345.50", "70.32", "415.82"]);
    let at = path_of(&quote, "quotes");
    asker.post("/quotes", &json!({"deal": deal["id"]})).expect(422);
    asker.patch(&at, &json!({"state": "accepted"})).expect(422);

    let (sent, secret) = send(asker, &quote);
    assert!(sent["number"].as_str().unwrap().ends_with("-0001"), "{sent}");
    assert_eq!(sent["state"], "sent");
    asker.json("PUT", &format!("{at}/sending"), &json!({})).expect(409);
    asker.patch(&at, &json!({"terms": "Other"})).expect(422);
    asker.delete(&at).expect(409);
    let lines =
        asker.list("quote_lines", &json!({"filter": {"field": "quote", "op": "is", "value": quote["id"]}}));
    assert_eq!(lines["data"].as_array().unwrap().len(), 2);
    asker.patch(&path_of(&lines["data"][0], "quote_lines"), &json!({"discount": "50"})).expect(422);

    let public = format!("/public/quotes/{secret}");
    let page = stranger.get(&public).expect(200);
    assert_eq!((page["number"].clone(), page["can_decide"].clone()), (sent["number"].clone(), json!(true)));
    assert_eq!(page["lines"].as_array().unwrap().len(), 2);
    assert!(page.to_string().find("60.00").is_none(), "the customer is not told what it costs us");
    assert_eq!(asker.get(&at).expect(200)["state"], "sent", "a preview of the link is no view");
    stranger.json("PUT", &format!("{public}/view"), &json!({})).expect(204);
    let viewed = asker.get(&at).expect(200);
    assert_eq!(viewed["state"], "viewed");
    assert!(viewed["viewed_at"].is_string());
    let pdf = stranger.get(&format!("{public}/pdf"));
    assert_eq!((pdf.status, pdf.header("content-type")), (200, Some("application/pdf")));

    let question = json!({"name": "Živa", "text": "Ali je dostava vključena?"});
    stranger.post(&format!("{public}/questions"), &question).expect(204);
    let tasks = asker.list("tasks", &json!({}));
    assert!(tasks["data"][0]["body"].as_str().unwrap().contains("dostava"), "{tasks}");
    assert_eq!(tasks["data"][0]["deal"]["id"], deal["id"]);

    // Two at once: one wins, the other is told kindly.
    let decision = format!("{public}/decision");
    let answers: Vec<(u16, String)> = std::thread::scope(|scope| {
        let tries: Vec<_> = ["Živa Žagar", "Peter Prepozen"]
            .map(|name| {
                let (stranger, decision) = (&stranger, &decision);
                scope.spawn(move || {
                    let answer = stranger.json("PUT", decision, &json!({"accepted": true, "name": name}));
                    (answer.status, answer.text)
                })
            })
            .into_iter()
            .collect();
        tries.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let mut codes: Vec<u16> = answers.iter().map(|(status, _)| *status).collect();
    codes.sort_unstable();
    assert_eq!(codes, [200, 409], "{answers:?}");
    assert!(answers.iter().any(|(_, text)| text.contains("accepted already, by")), "{answers:?}");

    let after = asker.get(&at).expect(200);
    assert_eq!(after["state"], "accepted");
    assert!(after["decided_at"].is_string() && after["decided_from"].as_str().unwrap().contains("127.0.0.1"));
    let purchases = asker.list("purchases", &json!({}));
    assert_eq!(purchases["data"].as_array().unwrap().len(), 1);
    let purchase = &purchases["data"][0];
    assert_eq!(
        (told(purchase, "total"), purchase["deal"]["id"].clone()),
        ("345.50".to_string(), deal["id"].clone())
    );
    assert_eq!(after["purchase"]["id"], purchase["id"]);
    let bought = asker.list(
        "purchase_lines",
        &json!({"filter": {"field": "purchase", "op": "is", "value": purchase["id"]}}),
    );
    let sum: i64 = bought["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["total"]["amount"].as_str().unwrap().replace('.', "").parse::<i64>().unwrap())
        .sum();
    assert_eq!(sum, 34_550);
    assert_eq!(asker.get(&path_of(&deal, "deals")).expect(200)["outcome"], "won");
    stranger.get(&format!("/public/quotes/{}", "0".repeat(48))).expect(404);
    stranger.get("/public/quotes/short").expect(404);
}

#[test]
fn versions_share_a_number_and_the_newest_counts() {
    let world = World::start("quote_version");
    let (asker, stranger) = (&world.alpha, Asker::stranger(&world.server.address));
    let first_deal = deal(asker, "One");
    let (first, old_secret) = send(asker, &quote_of(asker, &first_deal));
    let next = asker
        .post(&format!("{}/versions", path_of(&first, "quotes")), &json!({"introduction": "Better"}))
        .expect(201);
    assert_eq!(
        (next["number"].clone(), next["version_number"].clone(), next["state"].clone()),
        (first["number"].clone(), json!(2), json!("draft"))
    );
    let lines =
        asker.list("quote_lines", &json!({"filter": {"field": "quote", "op": "is", "value": next["id"]}}));
    let line = path_of(&lines["data"][0], "quote_lines");
    asker.patch(&line, &json!({"discount": "10"})).expect(200);
    let (second, secret) = send(asker, &next);
    assert_eq!(second["name"], format!("{}/2", first["number"].as_str().unwrap()));
    assert_eq!(asker.get(&path_of(&first, "quotes")).expect(200)["state"], "superseded");
    let old = stranger.get(&format!("/public/quotes/{old_secret}")).expect(200);
    assert_eq!((old["state"].clone(), old["can_decide"].clone()), (json!("superseded"), json!(false)));
    let decision = json!({"accepted": true, "name": "Živa Žagar"});
    let late = stranger.json("PUT", &format!("/public/quotes/{old_secret}/decision"), &decision);
    assert_eq!(late.status, 409);
    assert!(late.text.contains("newer version"));

    // The next number has no gap, although a draft in between was thrown away.
    let other = deal(asker, "Two");
    let draft = quote_of(asker, &other);
    asker.delete(&path_of(&draft, "quotes"));
    let (other_sent, _) = send(asker, &quote_of(asker, &other));
    assert!(other_sent["number"].as_str().unwrap().ends_with("-0002"), "{other_sent}");

    // What is accepted is what the deal is won with.
    stranger.json("PUT", &format!("/public/quotes/{secret}/decision"), &decision).expect(200);
    let won = asker.get(&path_of(&first_deal, "deals")).expect(200);
    assert_eq!((won["amount"].clone(), won["outcome"].clone()), (second["net"].clone(), json!("won")));
    let declined = json!({"accepted": false, "name": "Živa", "reason": "Predrago"});
    let (third, secret) = send(asker, &quote_of(asker, &deal(asker, "Three")));
    let page = stranger.json("PUT", &format!("/public/quotes/{secret}/decision"), &declined).expect(200);
    assert_eq!(page["state"], "declined");
    assert_eq!(asker.get(&path_of(&third, "quotes")).expect(200)["decline_reason"], "Predrago");
}

#[test]
fn a_deep_discount_needs_somebody_who_may_give_it() {
    let world = World::start("quote_discount");
    let admin = &world.alpha;
    let rights = json!({"administrator": false, "objects": {"*": {"read": "all", "create": true, "change": "all", "remove": "all", "export": "all"}}});
    let (nina, _) = world.user("nina", &rights, None);
    let roles = admin.get("/roles").expect(200);
    let role = roles["data"].as_array().unwrap().iter().find(|role| role["name"] == "role of nina").unwrap()
        ["id"]
        .clone();
    let limits = json!({"data": [{"role": role, "percent": "10"}]});
    nina.json("PUT", "/discount_limits", &limits).expect(403);
    admin.json("PUT", "/discount_limits", &limits).expect(200);
    assert_eq!(nina.get("/discount_limits").expect(200)["data"][0]["percent"], "10");

    let deal = deal(&nina, "Deep");
    let quote = quote_of(&nina, &deal);
    let at = path_of(&quote, "quotes");
    let lines =
        nina.list("quote_lines", &json!({"filter": {"field": "quote", "op": "is", "value": quote["id"]}}));
    nina.patch(&path_of(&lines["data"][0], "quote_lines"), &json!({"discount": "25"})).expect(200);
    let refused = nina.json("PUT", &format!("{at}/sending"), &json!({}));
    assert_eq!(refused.status, 409);
    assert!(refused.text.contains("10 %") && refused.text.contains("25 %"), "{}", refused.text);
    nina.post(&format!("{at}/approvals"), &json!({"reason": " "})).expect(422);
    let asked = nina.post(&format!("{at}/approvals"), &json!({"reason": "They buy for years"})).expect(201);
    assert_eq!((asked["state"].clone(), asked["discount"].clone()), (json!("asked"), json!("25")));
    nina.post(&format!("{at}/approvals"), &json!({"reason": "Again"})).expect(409);
    let decision = format!("{}/decision", path_of(&asked, "discount_approvals"));
    nina.json("PUT", &decision, &json!({"approved": true})).expect(403);
    let decided = admin.json("PUT", &decision, &json!({"approved": true, "answer": "Fine"})).expect(200);
    assert_eq!((decided["state"].clone(), decided["answer"].clone()), (json!("approved"), json!("Fine")));
    admin.json("PUT", &decision, &json!({"approved": false})).expect(409);
    // A still deeper discount is another question, also where it hides in a lower price.
    let line = nina.get(&path_of(&lines["data"][0], "quote_lines")).expect(200);
    let price: f64 = line["unit_price"]["amount"].as_str().unwrap().parse().unwrap();
    let lower = json!({"discount": "0", "unit_price": eur(&format!("{:.2}", price * 0.7))});
    nina.patch(&path_of(&lines["data"][0], "quote_lines"), &lower).expect(200);
    let refused = nina.json("PUT", &format!("{at}/sending"), &json!({}));
    assert!(refused.status == 409 && refused.text.contains("30 %"), "{}", refused.text);
    nina.patch(&path_of(&lines["data"][0], "quote_lines"), &json!({"unit_price": line["unit_price"]}))
        .expect(200);
    nina.patch(&path_of(&lines["data"][0], "quote_lines"), &json!({"discount": "40"})).expect(200);
    assert_eq!(nina.json("PUT", &format!("{at}/sending"), &json!({})).status, 409);
    nina.patch(&path_of(&lines["data"][0], "quote_lines"), &json!({"discount": "25"})).expect(200);
    nina.json("PUT", &format!("{at}/sending"), &json!({})).expect(200);
}

#[test]
fn a_price_that_moved_is_flagged_and_the_look_is_checked() {
    let world = World::start("quote_look");
    let asker = &world.alpha;
    let deal = deal(asker, "Moved");
    let (quote, _) = send(asker, &quote_of(asker, &deal));
    let product = asker.list("products", &json!({}))["data"][0].clone();
    asker.patch(&path_of(&product, "products"), &json!({"price": eur("120.00")})).expect(200);
    // The quotes are looked at a moment after the price has moved.
    let until = std::time::Instant::now() + std::time::Duration::from_secs(20);
    let after = loop {
        let after = asker.get(&path_of(&quote, "quotes")).expect(200);
        if after["prices_changed"] == true {
            break after;
        }
        assert!(std::time::Instant::now() < until, "{after}");
        std::thread::sleep(std::time::Duration::from_millis(50));
    };
    assert_eq!(after["net"], quote["net"]);
    let own = json!({"filter": {"field": "quote", "op": "is", "value": quote["id"]}});
    let lines = asker.list("quote_lines", &own)["data"].as_array().unwrap().clone();
    let moved = lines.iter().find(|line| !line["new_price"].is_null()).unwrap();
    assert_eq!((moved["unit_price"].clone(), moved["new_price"].clone()), (eur("100.00"), eur("120.00")));
    let prices = format!("{}/prices", path_of(&quote, "quotes"));
    asker.json("PUT", &prices, &json!({})).expect(409);
    let next = asker.post(&format!("{}/versions", path_of(&quote, "quotes")), &json!({})).expect(201);
    assert_eq!(next["prices_changed"], true);
    let at = path_of(&next, "quotes");
    let taken = asker.json("PUT", &format!("{at}/prices"), &json!({})).expect(200);
    assert_eq!((taken["prices_changed"].clone(), taken["net"].clone()), (json!(false), eur("405.50")));
    // Lines are put in sequence in one act; one that is not of the quote is refused.
    let of = json!({"filter": {"field": "quote", "op": "is", "value": next["id"]}, "sort": "position"});
    let ids = |lines: &Json| -> Vec<Json> {
        lines["data"].as_array().unwrap().iter().map(|line| line["id"].clone()).collect()
    };
    let mut sequence = ids(&asker.list("quote_lines", &of));
    sequence.reverse();
    asker.json("PUT", &format!("{at}/line_sequence"), &json!({"lines": sequence})).expect(204);
    assert_eq!(ids(&asker.list("quote_lines", &of)), sequence);
    let foreign = json!({"lines": [lines[0]["id"]]});
    asker.json("PUT", &format!("{at}/line_sequence"), &foreign).expect(422);
    asker
        .json(
            "PUT",
            &format!("{}/line_sequence", path_of(&quote, "quotes")),
            &json!({"lines": ids(&asker.list("quote_lines", &own)).into_iter().rev().collect::<Vec<_>>()}),
        )
        .expect(422);

    let look = json!({"name": "Nakovalo d.o.o.", "color": "#8a3b12", "prefix": "PON-", "valid_days": 14});
    let kept = asker.json("PUT", "/quote_look", &look).expect(200);
    assert_eq!((kept["color"].clone(), kept["reminder_days"].clone()), (json!("#8a3b12"), json!(3)));
    for wrong in
        [json!({"color": "red"}), json!({"logo": "data:image/png;base64,AAAA"}), json!({"valid_days": 0})]
    {
        asker.json("PUT", "/quote_look", &wrong).expect(422);
    }
    let (next, _) = send(asker, &quote_of(asker, &deal));
    assert!(next["number"].as_str().unwrap().starts_with("PON-"));
    let empty = asker.create("deals", &json!({"name": "Empty"}));
    let nothing = quote_of(asker, &empty);
    asker.json("PUT", &format!("{}/sending", path_of(&nothing, "quotes")), &json!({})).expect(422);
    let past = quote_of(asker, &deal);
    asker.patch(&path_of(&past, "quotes"), &json!({"valid_until": "2020-01-01"})).expect(200);
    asker.json("PUT", &format!("{}/sending", path_of(&past, "quotes")), &json!({})).expect(422);
}
