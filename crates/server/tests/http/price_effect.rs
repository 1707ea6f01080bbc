//! What changes of prices do: known elasticities come back out of records, bands of prices are those that are counted, and where prices
//! say nothing that is said.

use crate::analysis::ask;
use crate::retail_sales::bands_agree;
use crate::shop::{Row, money, slice, write};
use crate::support::{Asker, World};
use serde_json::{Value as Json, json};

/// A generator for tests: the same numbers each time.
struct Dice(u64);

impl Dice {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// About normal: twelve uniform ones less six.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }
}

/// Weekly purchases of two products over two years; the second follows the price of the first as well.
fn simulated() -> Vec<Row> {
    let mut dice = Dice(7);
    let begin = jiff::civil::date(2024, 1, 3);
    let mut rows = Vec::new();
    for week in 0..104_i64 {
        let day = begin.checked_add(jiff::Span::new().days(week * 7)).unwrap();
        let (tea, coffee) = (10.0 * (0.15 * dice.normal()).exp(), 8.0 * (0.15 * dice.normal()).exp());
        let (tea, coffee) = ((tea * 100.0_f64).round(), (coffee * 100.0_f64).round());
        let of_tea = (9.0 - 2.0 * (tea / 100.0).ln() + 0.05 * dice.normal()).exp();
        let of_coffee =
            (8.0 - 0.5 * (coffee / 100.0).ln() + 0.8 * (tea / 100.0).ln() + 0.05 * dice.normal()).exp();
        for (code, price, quantity) in
            [("tea", tea, of_tea), ("coffee", coffee, of_coffee), ("salt", 150.0, 40.0)]
        {
            rows.push(Row {
                invoice: format!("W{week}"),
                code: code.to_string(),
                quantity: quantity.round() as i64,
                moment: format!("{day}T10:00:00Z"),
                price: price as i64,
                customer: format!("c{}", week % 7),
            });
        }
    }
    rows
}

fn number(json: &Json) -> f64 {
    json.as_f64().unwrap_or_else(|| panic!("{json}"))
}

#[test]
fn known_elasticities_come_back_out_of_records() {
    let world = World::start("price-effect");
    let rows = simulated();
    let shop =
        write(&world.alpha, &rows, &|code| json!({"cost": money(if code == "tea" { 400 } else { 300 })}));
    let coffee = &shop.products["coffee"];
    let asked = json!({"parameters": {"product": coffee, "change": "0.1", "season": "none"}});
    let run = ask(&world.alpha, "price", &asked);
    assert_eq!(run["state"], "done", "{run}");
    let products = run["result"]["estimates"]["products"].as_array().unwrap();
    let of = |code: &str| products.iter().find(|one| one["id"] == shop.products[code]).unwrap();
    for (code, truth, verdict) in [("tea", -2.0, "strong"), ("coffee", -0.5, "weak")] {
        let own = &of(code)["own"];
        let (low, high) = (number(&own["low"]), number(&own["high"]));
        // Within three standard errors: the interval is four of them wide.
        let reach = 3.0 * (high - low) / 4.0;
        assert!((number(&own["value"]) - truth).abs() < reach.max(0.05) && high - low < 1.0, "{code}: {own}");
        let drawn = &of(code)["drawn"];
        assert!(
            number(&drawn["low"]) <= number(&drawn["value"])
                && number(&drawn["value"]) <= number(&drawn["high"])
        );
        if code == "tea" {
            assert_eq!(of(code)["verdict"], verdict, "{}", of(code));
            // What happens to the quantity follows from the elasticity that is told.
            let expected = 1.1_f64.powf(number(&drawn["value"]));
            assert!((number(&of(code)["what_if"]["quantity"]["value"]) - expected).abs() < 1e-5);
            assert!(number(&of(code)["what_if"]["revenue"]["high"]) < 1.0);
            assert!(of(code)["what_if"]["margin"].is_object());
        }
    }
    // Coffee is bought instead of tea.
    let cross = &run["result"]["detail"]["cross"][0];
    assert_eq!(
        (cross["id"].as_str(), cross["kind"].as_str()),
        (shop.products["tea"].as_str().into(), Some("instead")),
        "{cross}"
    );
    assert!(number(&cross["value"]["low"]) < 0.8 && 0.8 < number(&cross["value"]["high"]) + 0.3, "{cross}");
    assert_eq!(run["result"]["detail"]["points"].as_array().unwrap().len(), 104);
    // Salt always cost the same: that is said, and no number.
    let refused = run["result"]["estimates"]["refused"].as_array().unwrap();
    assert_eq!(
        (refused[0]["key"].as_str(), refused[0]["named"][0]["name"].as_str()),
        (Some("no_variation"), Some("Product salt"))
    );
    let salt = ask(&world.alpha, "price", &json!({"parameters": {"product": shop.products["salt"]}}));
    let detail = &salt["result"]["detail"];
    assert!(detail["refusal"]["key"] == "no_variation" && detail["own"].is_null(), "{detail}");
    assert!(detail["refusal"]["text"].as_str().unwrap().contains("price"), "{detail}");
    assert!(salt["result"]["discounts"].is_null(), "no line carries a discount");
    // The same question has the same answer.
    let as_of = json!({"parameters": asked["parameters"], "as_of": run["as_of"]});
    assert_eq!(ask(&world.alpha, "price", &as_of)["hash"], run["hash"]);
    discounts(&world.alpha);
}

/// A customer who buys with discounts only, to the cent.
fn discounts(asker: &Asker) {
    let person =
        asker.create("people", &json!({"name": {"given": "Dora", "family": "Discount"}}))["id"].clone();
    let product = asker.create("products", &json!({"name": "Jam", "code": "jam"}))["id"].clone();
    for n in 0..4 {
        let purchase = asker.create(
            "purchases",
            &json!({"number": format!("D{n}"), "person": person, "purchased_at": "2026-01-02T10:00:00Z", "total": money(1799)}),
        );
        // 2 × 9.99 less 10 %: 17.98, so 2.00 are taken off.
        asker.create(
            "purchase_lines",
            &json!({"purchase": purchase["id"], "product": product, "quantity": "2", "unit_price": money(999), "discount": "10", "total": money(1798)}),
        );
    }
    let run = ask(asker, "price", &json!({}));
    let told = &run["result"]["discounts"];
    let group = |key: &str| told["groups"].as_array().unwrap().iter().find(|one| one["key"] == key).unwrap();
    assert_eq!(
        (&group("always")["customers"], &group("always")["given"]),
        (&json!(1), &money(800)),
        "{told}"
    );
    assert_eq!(group("never")["customers"], 7);
    let dora = &told["customers"][0];
    assert_eq!(
        (&dora["id"], &dora["purchases"], &dora["cheaper"], &dora["given"]),
        (&person, &json!(4), &json!(4), &money(800))
    );
    assert!(
        number(&dora["low"]) < 0.6 && number(&dora["high"]) == 1.0,
        "four of four is not for sure always"
    );
}

#[test]
fn bands_of_a_real_shop_are_those_that_are_counted() {
    let world = World::start("price-bands");
    let rows = slice();
    write(&world.alpha, &rows, &|_| json!({}));
    let run = ask(&world.alpha, "price", &json!({}));
    assert_eq!(run["state"], "done", "{run}");
    let result = &run["result"];
    // Three days in a file: no product can be judged, and each is among those it is said of.
    assert_eq!(result["estimates"]["products"], json!([]));
    let sold: Vec<&Row> =
        rows.iter().filter(|row| !row.is_return() && row.quantity > 0 && row.price > 0).collect();
    let codes: std::collections::BTreeSet<&str> = sold.iter().map(|row| row.code.as_str()).collect();
    let refused = result["estimates"]["refused"].as_array().unwrap();
    assert_eq!(refused.iter().map(|one| one["products"].as_u64().unwrap()).sum::<u64>(), codes.len() as u64);
    let sold: Vec<(i64, i64, i64)> = sold.iter().map(|row| (row.price, row.quantity, row.total())).collect();
    bands_agree(&world.alpha, result, &sold, &money);
}

#[test]
fn who_sees_no_prices_is_told_so_and_who_sold_nothing_too() {
    let world = World::start("price-few");
    assert_eq!(ask(&world.alpha, "price", &json!({}))["refusal"]["code"], "too_few");
    let rights = json!({"administrator": false, "objects": {"*": {"read": "all"}}, "fields": {"purchase_line.unit_price": "hidden"}});
    let (blind, _) = world.user("blind", &rights, None);
    assert_eq!(ask(&blind, "price", &json!({}))["refusal"]["code"], "hidden");
    let wrong = json!({"parameters": {"product": "01890000-0000-7000-8000-000000000001", "change": "-1", "season": "day"}});
    let problems = world.alpha.post("/analyses/price/runs", &wrong).expect(422);
    assert_eq!(problems["problems"].as_array().map_or(0, Vec::len), 3, "{problems}");
}
