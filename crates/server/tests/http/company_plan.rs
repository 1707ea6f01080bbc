//! Plans for companies: who decides there, what similar companies buy, and the numbers beside the plan.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};

fn euro(amount: &str) -> Json {
    json!({"amount": amount, "currency": "EUR"})
}

fn bought(asker: &Asker, company: &Json, category: &Json, product: &Json, amount: &str) {
    let line = json!({"description": "Line", "purchased_at": "2025-05-01T10:00:00Z", "company": company, "category": category, "product": product, "total": euro(amount)});
    let number = format!("{}{}{}", company, product, amount);
    let purchase = asker.create("purchases", &json!({"number": number, "purchased_at": "2025-05-01T10:00:00Z", "company": company, "total": euro(amount)}));
    let mut line = line;
    line["purchase"] = purchase["id"].clone();
    asker.create("purchase_lines", &line);
}

#[test]
fn white_space_is_what_similar_companies_buy_and_this_one_does_not() {
    let world = World::start("plan");
    let alpha = &world.alpha;
    let company = |name: &str, sector: &str, employees: i64| {
        alpha.create("companies", &json!({"name": name, "sector": sector, "employees": employees}))["id"]
            .clone()
    };
    let own = company("Own", "retail", 100);
    let (near, large) = (company("Near", "retail", 120), company("Large", "retail", 299));
    let (huge, other) = (company("Huge", "retail", 5_000), company("Other", "finance", 100));
    company("Never bought", "retail", 100);
    let category = |name: &str| alpha.create("product_categories", &json!({"name": name}))["id"].clone();
    let (saws, drills, oils) = (category("Saws"), category("Drills"), category("Oils"));
    let product = |name: &str, category: &Json| {
        alpha.create("products", &json!({"name": name, "category": category}))["id"].clone()
    };
    let (saw, drill, oil) = (product("Saw", &saws), product("Drill", &drills), product("Oil", &oils));
    bought(alpha, &own, &saws, &saw, "10.00");
    bought(alpha, &near, &saws, &saw, "20.00");
    bought(alpha, &near, &drills, &drill, "30.00");
    bought(alpha, &near, &drills, &drill, "35.00");
    bought(alpha, &large, &drills, &drill, "40.00");
    bought(alpha, &large, &oils, &oil, "50.00");
    bought(alpha, &huge, &oils, &oil, "60.00");
    bought(alpha, &other, &oils, &oil, "70.00");
    let path = format!("/companies/{}/white_space", own.as_str().unwrap());
    let found = alpha.get(&path).expect(200);
    assert_eq!(
        (&found["similar"], &found["sector"], &found["employees"]),
        (&json!(2), &json!("retail"), &json!({"from": 33, "until": 300}))
    );
    let rows: Vec<(&Json, &Json, &Json)> = found["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (&row["title"], &row["bought_by"], &row["amount"]))
        .collect();
    assert_eq!(
        rows,
        [(&json!("Drills"), &json!(2), &euro("105.00")), (&json!("Oils"), &json!(1), &euro("50.00"))]
    );
    let products = alpha.get(&format!("{path}?by=product")).expect(200);
    assert_eq!(
        (&products["rows"][0]["title"], &products["rows"][0]["object"]),
        (&json!("Drill"), &json!("product"))
    );
    alpha.get(&format!("{path}?by=color")).expect(422);
    let bare = alpha.create("companies", &json!({"name": "Bare"}))["id"].clone();
    let bare = alpha.get(&format!("/companies/{}/white_space", bare.as_str().unwrap())).expect(200);
    assert_eq!((&bare["similar"], &bare["rows"]), (&json!(0), &json!([])));
    world.beta.get(&path).expect(404);
    // Who sees only their own purchases is told of no others.
    let own_only = json!({"objects": {"*": {"read": "all"}, "purchase_line": {"read": "own"}}});
    let (eva, _) = world.user("eva", &own_only, None);
    assert_eq!(eva.get(&path).expect(200)["rows"], json!([]));
}

#[test]
fn the_people_of_a_plan_make_a_map_and_the_numbers_are_live() {
    let world = World::start("plan2");
    let alpha = &world.alpha;
    let company = alpha.create("companies", &json!({"name": "Works"}))["id"].clone();
    let plan = |name: &str| {
        let plan = json!({"name": name, "company": company, "strengths": ["Fast", "Near"], "threats": ["Leasing"], "revenue_goal": euro("9000.00")});
        alpha.create("company_plans", &plan)
    };
    let (first, second) = (plan("2026"), plan("2027"));
    assert_eq!(first["strengths"], json!(["Fast", "Near"]));
    let person = |given: &str| {
        alpha.create("people", &json!({"name": {"given": given, "family": "Kos"}}))["id"].clone()
    };
    let add = |plan: &Json, given: &str, above: Json| json!({"company_plan": plan["id"], "person": person(given), "role": "decides", "influence": "high", "attitude": "supporter", "reports_to": above});
    let ana = alpha.create("plan_people", &add(&first, "Ana", Json::Null));
    assert_eq!(ana["name"], "Ana Kos");
    let ben = alpha.create("plan_people", &add(&first, "Ben", ana["id"].clone()));
    let path = format!("/plan_people/{}", ana["id"].as_str().unwrap());
    alpha.patch(&path, &json!({"reports_to": ben["id"]})).expect(422);
    alpha.patch(&path, &json!({"reports_to": ana["id"]})).expect(422);
    alpha.post("/plan_people", &add(&second, "Eva", ana["id"].clone())).expect(422);

    alpha.create(
        "deals",
        &json!({"name": "Open", "company": company, "amount": euro("100.00"), "probability": "50"}),
    );
    alpha.create(
        "deals",
        &json!({"name": "Won", "company": company, "amount": euro("30.00"), "outcome": "won"}),
    );
    alpha.create("tasks", &json!({"subject": "Call them", "company": company, "company_plan": first["id"]}));
    let now = alpha.get("/companies").expect(200)["data"][0]["created_at"].as_str().unwrap().to_string();
    alpha.create(
        "purchases",
        &json!({"number": "1", "purchased_at": now, "company": company, "total": euro("12.00")}),
    );
    alpha.create("calls", &json!({"subject": "Call", "company": company, "happened_at": now}));
    let figures = alpha.get(&format!("/companies/{}/figures", company.as_str().unwrap())).expect(200);
    assert_eq!(figures["this_year"], euro("12.00"));
    assert_eq!(figures["open"], json!({"amount": euro("100.00"), "weighted": euro("50.00"), "count": 1}));
    assert_eq!(figures["won"], json!({"amount": euro("30.00"), "count": 1}));
    assert_eq!(
        (&figures["open_tasks"], &figures["activities_90_days"], &figures["last_year"]),
        (&json!(1), &json!(1), &euro("0.00"))
    );
    let blind = json!({"objects": {"company": {"read": "all"}}});
    let (blind, _) = world.user("blind", &blind, None);
    let told = blind.get(&format!("/companies/{}/figures", company.as_str().unwrap())).expect(200);
    assert_eq!(
        (&told["this_year"], &told["open"], &told["open_tasks"]),
        (&Json::Null, &Json::Null, &Json::Null)
    );
}
