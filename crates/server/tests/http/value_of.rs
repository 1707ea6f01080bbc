//! What customers are worth can be asked of one category: a service that is renewed each year is told from the goods it is sold beside.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};

fn bulk(asker: &Asker, plural: &str, records: &[Json]) -> Vec<Json> {
    let mut ids = Vec::new();
    for piece in records.chunks(100) {
        let operations: Vec<Json> = piece.iter().map(|record| json!({"create": record})).collect();
        let made = asker.post(&format!("/{plural}/bulk"), &json!({"operations": operations})).expect(200);
        ids.extend(made["results"].as_array().unwrap().iter().map(|one| one["record"]["id"].clone()));
    }
    ids
}

fn ask(asker: &Asker, parameters: Json) -> Json {
    let body = json!({"parameters": parameters, "as_of": "2026-06-30T12:00:00Z"});
    let run = asker.post("/analyses/lifetime_value/runs", &body).expect(201);
    let path = format!("/analysis-runs/{}", run["id"].as_str().unwrap());
    loop {
        let run = asker.get(&path).expect(200);
        if !["queued", "running"].contains(&run["state"].as_str().unwrap()) {
            return run["result"].clone();
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}

fn euros(amount: usize) -> Json {
    json!({"amount": format!("{amount}.00"), "currency": "EUR"})
}

/// Firms that renew a service each year until they stop, and, where `goods` are sold as well, buy some now and then; the category of the
/// service and the product.
fn shop(asker: &Asker, goods: bool) -> (Json, Json) {
    let names: Vec<Json> = (0..60).map(|n| json!({"name": format!("Firm {n}")})).collect();
    let firms = bulk(asker, "companies", &names);
    let kinds = bulk(asker, "product_categories", &[json!({"name": "Service"}), json!({"name": "Goods"})]);
    let products = bulk(
        asker,
        "products",
        &[
            json!({"name": "Yearly care", "code": "C", "category": kinds[0]}),
            json!({"name": "Lamp", "code": "L", "category": kinds[1]}),
        ],
    );
    let (mut purchases, mut lines) = (Vec::new(), Vec::new());
    let mut sold = |company: &Json, day: jiff::civil::Date, of: &[(usize, usize)]| {
        let total = of.iter().map(|one| one.1).sum();
        let number = purchases.len();
        purchases.push(json!({
            "number": format!("{number}"), "company": company, "purchased_at": format!("{day}T10:00:00Z"), "total": euros(total),
        }));
        for (product, price) in of {
            lines.push((
                number,
                json!({"product": products[*product], "quantity": "1", "unit_price": euros(*price)}),
            ));
        }
    };
    for (n, firm) in firms.iter().enumerate() {
        let first = jiff::civil::date(2020, 7, 1).saturating_add(jiff::Span::new().days((n * 5) as i64));
        // Some stop soon, some late, some never.
        for year in 0..[2, 3, 1, 6, 4][n % 5] {
            let day = first.saturating_add(
                jiff::Span::new().years(year as i64).days((n % 9) as i64 * year.min(1) as i64),
            );
            let with_goods = goods && (n + year) % 2 == 0;
            let all = [(0, 100 + n), (1, 30)];
            sold(firm, day, if with_goods { &all } else { &all[..1] });
        }
        for at in 0..(if goods { 3 + n % 7 } else { 0 }) {
            let day = first.saturating_add(jiff::Span::new().days((40 + at * (17 + n % 11)) as i64));
            sold(firm, day, &[(1, 30 + at)]);
        }
    }
    let purchases = bulk(asker, "purchases", &purchases);
    let lines: Vec<Json> = lines
        .into_iter()
        .map(|(number, mut line)| {
            line["purchase"] = purchases[number].clone();
            line
        })
        .collect();
    bulk(asker, "purchase_lines", &lines);
    (kinds[0].clone(), products[0].clone())
}

#[test]
fn a_service_that_is_renewed_is_found_among_goods() {
    let world = World::start("value-of");
    let (category, product) = shop(&world.alpha, true);
    shop(&world.beta, false);
    let alone = ask(&world.beta, json!({}));
    assert_eq!(alone["contract"]["rhythm"], "year", "{alone}");
    let mixed = ask(&world.alpha, json!({}));
    assert_eq!(mixed["contract"]["rhythm"], Json::Null, "{mixed}");
    for parameters in [
        json!({"category": category}),
        json!({"product": product}),
        json!({"category": category, "product": product}),
    ] {
        let of = ask(&world.alpha, parameters);
        for part in ["customers", "repeat_customers", "contract", "first", "until"] {
            assert_eq!(of[part], alone[part], "{part}");
        }
        let mean = |of: &Json| of["spend"]["plain_mean"].as_f64().unwrap();
        assert!((mean(&of) - mean(&alone)).abs() < 1e-6, "{} {}", of["spend"], alone["spend"]);
    }

    // A credit note is no purchase, however it is written down, and customers of others are nobody's who does not see them.
    let firm = world.alpha.list("companies", &json!({"limit": 1}))["data"][0]["id"].clone();
    let minus = json!({"amount": "-50.00", "currency": "EUR"});
    let note = world.alpha.create(
        "purchases",
        &json!({"number": "credit", "company": firm, "purchased_at": "2026-06-01T10:00:00Z", "total": minus}),
    );
    let line = json!({"purchase": note["id"], "product": product, "quantity": "1", "unit_price": minus, "total": minus});
    world.alpha.create("purchase_lines", &line);
    let of = ask(&world.alpha, json!({"category": category}));
    for part in ["customers", "repeat_customers", "contract", "until"] {
        assert_eq!(of[part], alone[part], "{part}");
    }
    let role = json!({"administrator": false, "objects": {"*": {"read": "all"}, "company": {"read": "own"}}, "fields": {}});
    let (seller, _) = world.user("seller", &role, None);
    let nobody = ask(&seller, json!({"category": category}));
    assert!(nobody["customers"].as_u64().unwrap_or_default() == 0, "{nobody}");

    // What there is not is refused by its name.
    for wrong in [json!({"category": product}), json!({"product": "all"})] {
        let refused = world.alpha.post("/analyses/leaving/runs", &json!({"parameters": wrong}));
        assert_eq!(refused.status, 422);
        assert!(refused.json()["problems"][0]["field"].as_str().unwrap().starts_with("parameters."));
    }
}
