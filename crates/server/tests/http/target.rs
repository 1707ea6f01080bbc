//! Targets: what was reached is worked out from what was sold and done, for whoever may see it.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};

const DAY: &str = "2025-05-14T09:00:00Z";

fn seller() -> Json {
    json!({"objects": {"*": {"read": "all", "create": true, "change": "own", "remove": "own"}}})
}

fn row<'a>(attainment: &'a Json, id: &Json) -> &'a Json {
    let rows = attainment["targets"].as_array().unwrap();
    rows.iter().find(|row| row["id"] == *id).unwrap_or_else(|| panic!("{id} in {attainment}"))
}

fn attained(asker: &Asker, period: &str) -> Json {
    asker.get(&format!("/targets/attainment?period={period}")).expect(200)
}

#[test]
fn targets_of_all_kinds_are_measured_on_what_was_sold_and_done() {
    let world = World::start("targets");
    let alpha = &world.alpha;
    alpha.patch("/workspace", &json!({"zone": "Europe/Ljubljana"})).expect(200);
    let team = |name: &str, parent: Json| {
        alpha.post("/teams", &json!({"name": name, "parent": parent})).expect(201)["id"].clone()
    };
    let north = team("North", Json::Null);
    let coast = team("Coast", north.clone());
    let (_, eva) = world.user("eva", &seller(), Some(&north));
    let (_, ben) = world.user("ben", &seller(), Some(&coast));
    let filter = json!({"field": "sector", "op": "is", "value": "retail"}).to_string();
    let shops =
        alpha.create("territories", &json!({"name": "Shops", "company_filter": filter}))["id"].clone();
    let retail = alpha.create("companies", &json!({"name": "Shop", "sector": "retail"}))["id"].clone();
    let other = alpha.create("companies", &json!({"name": "Works"}))["id"].clone();
    let drill = alpha.create("products", &json!({"name": "Drill"}))["id"].clone();
    let won = |owner: &str, company: &Json, amount: &str, at: &str| {
        let deal = json!({"name": "Deal", "owner": owner, "company": company, "product": drill, "outcome": "won", "closed_at": at,
            "amount": {"amount": amount, "currency": "EUR"}});
        alpha.create("deals", &deal);
    };
    won(&eva, &retail, "1000.00", DAY);
    won(&ben, &other, "500.50", DAY);
    won(&ben, &retail, "70.00", "2025-06-30T21:59:59Z");
    // Midnight in Ljubljana has passed: the next quarter. And another currency adds up with nothing.
    won(&ben, &retail, "9000.00", "2025-06-30T22:00:00Z");
    alpha.create("deals", &json!({"name": "Dollars", "owner": eva, "outcome": "won", "closed_at": DAY, "amount": {"amount": "8.00", "currency": "USD"}}));
    alpha.create("deals", &json!({"name": "Lost", "owner": eva, "outcome": "lost", "closed_at": DAY, "amount": {"amount": "8.00", "currency": "EUR"}}));

    let target = |more: Json| {
        let mut target = json!({"period": "quarter", "starts_on": "2025-05-20", "amount": {"amount": "2000.00", "currency": "EUR"}});
        target.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        alpha.create("targets", &target)
    };
    let of_eva = target(json!({"scope": "user", "user": eva}));
    assert_eq!(
        (&of_eva["name"], &of_eva["starts_on"], &of_eva["ends_on"]),
        (&json!("eva · 2025-Q2 · Revenue"), &json!("2025-04-01"), &json!("2025-06-30"))
    );
    let of_north = target(json!({"scope": "team", "team": north}));
    assert_eq!(of_north["team"]["title"], "North");
    let of_coast = target(json!({"scope": "team", "team": coast}));
    let of_all = target(json!({"scope": "company"}));
    let of_drill = target(json!({"scope": "product", "product": drill}));
    let of_retail = target(json!({"scope": "territory", "territory": shops, "name": "Shops"}));
    let number = target(json!({"scope": "company", "measure": "count", "quantity": 4}));

    let found = attained(alpha, "2025-Q2");
    assert_eq!((&found["pace"], &found["working_days"]), (&json!(1.0), &json!(65)));
    for (target, amount) in [
        (&of_eva, "1000.00"),
        (&of_north, "1570.50"),
        (&of_coast, "570.50"),
        (&of_all, "1570.50"),
        (&of_drill, "1570.50"),
        (&of_retail, "1070.00"),
    ] {
        let row = row(&found, &target["id"]);
        assert_eq!(row["attained"], json!({"amount": amount, "currency": "EUR"}), "{row}");
    }
    assert_eq!(row(&found, &of_eva["id"])["attained_share"], 0.5);
    assert_eq!(row(&found, &of_retail["id"])["name"], "Shops");
    // Deals without an amount, in whatever currency, are deals: four were won.
    assert_eq!(row(&found, &number["id"])["attained"], 4);
    assert_eq!(attained(alpha, "2025-Q3")["targets"], json!([]));
    assert_eq!(
        alpha.get("/targets/attainment?period=2025-Q2&by=team").expect(200)["targets"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    assert_eq!(attained(&world.beta, "2025-Q2")["targets"], json!([]));
    for path in ["period=2025-Q7", "by=nobody", "x=1"] {
        alpha.get(&format!("/targets/attainment?{path}")).expect(422);
    }
}

#[test]
fn purchases_margins_and_activities_are_measured_too() {
    let world = World::start("targets2");
    let alpha = &world.alpha;
    let (_, eva) = world.user("eva", &seller(), None);
    let money = |amount: &str| json!({"amount": amount, "currency": "EUR"});
    for (number, total, kind) in [("1", "300.00", "sale"), ("2", "-100.00", "return")] {
        let purchase =
            json!({"number": number, "owner": eva, "purchased_at": DAY, "kind": kind, "total": money(total)});
        let purchase = alpha.create("purchases", &purchase)["id"].clone();
        let quantity = if kind == "sale" { "3" } else { "-1" };
        let line = json!({"purchase": purchase, "purchased_at": DAY, "quantity": quantity, "cost": money("60.00"), "total": money(total)});
        let margin = alpha.create("purchase_lines", &line)["margin"].clone();
        assert_eq!(margin, money(if kind == "sale" { "120.00" } else { "-40.00" }));
    }
    alpha.create("calls", &json!({"subject": "Call", "owner": eva, "happened_at": DAY}));
    alpha.create("meetings", &json!({"subject": "Visit", "owner": eva, "happened_at": DAY}));
    alpha.create("tasks", &json!({"subject": "Offer", "owner": eva, "done": true, "done_at": DAY}));
    alpha.create("tasks", &json!({"subject": "Not done", "owner": eva, "due_at": DAY}));
    let target = |measure: &str, more: Json| {
        let mut target = json!({"scope": "user", "user": eva, "based_on": "purchases", "measure": measure, "period": "month", "starts_on": "2025-05-01"});
        target.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        alpha.create("targets", &target)["id"].clone()
    };
    let revenue = target("revenue", json!({"amount": money("400.00")}));
    let margin = target("margin", json!({"amount": money("400.00")}));
    let count = target("count", json!({"quantity": 2}));
    let acts = target("activities", json!({"quantity": 6}));
    let found = attained(alpha, "2025-05");
    assert_eq!(row(&found, &revenue)["attained"], money("200.00"));
    assert_eq!(row(&found, &margin)["attained"], money("80.00"));
    assert_eq!(row(&found, &count)["attained"], 1);
    assert_eq!(
        (&row(&found, &acts)["attained"], &row(&found, &acts)["attained_share"]),
        (&json!(3), &json!(0.5))
    );

    let wrong = |body: Json| alpha.post("/targets", &body).expect(422);
    let base = json!({"scope": "user", "user": eva, "period": "month", "starts_on": "2025-05-01", "amount": money("1.00")});
    let with = |key: &str, value: Json| {
        let mut body = base.clone();
        body[key] = value;
        body
    };
    wrong(with("user", Json::Null));
    wrong(with("amount", Json::Null));
    wrong(with("amount", money("0.00")));
    wrong(with("measure", json!("count")));
    // Deals know their margin from their lines.
    alpha.post("/targets", &with("measure", json!("margin"))).expect(201);
    wrong(with("scope", json!("team")));
    let message = wrong(with("scope", json!("territory")));
    assert_eq!(message["problems"][0]["field"], "territory");
}

#[test]
fn a_target_is_measured_on_what_its_reader_may_see_and_the_leaderboard_can_be_switched_off() {
    let world = World::start("targets3");
    let alpha = &world.alpha;
    let own = json!({"objects": {"deal": {"read": "own"}, "*": {"read": "all"}}});
    let (eva, eva_id) = world.user("eva", &own, None);
    let (_, ben_id) = world.user("ben", &own, None);
    let money = |amount: &str| json!({"amount": amount, "currency": "EUR"});
    let plan = alpha.create("commission_plans", &json!({"name": "2025"}))["id"].clone();
    for (from, rate) in [("50", "2"), ("100", "5")] {
        let tier = alpha
            .create("commission_tiers", &json!({"commission_plan": plan, "from_share": from, "rate": rate}));
        assert_eq!(tier["name"], format!("≥ {from} %: {rate} %"));
    }
    let mut ids = Vec::new();
    for (user, amount) in [(&eva_id, "600.00"), (&ben_id, "1200.00")] {
        alpha.create("deals", &json!({"name": "Deal", "owner": user, "outcome": "won", "closed_at": DAY, "amount": money(amount)}));
        let target = json!({"scope": "user", "user": user, "period": "year", "starts_on": "2025-01-01", "amount": money("1000.00"), "commission_plan": plan});
        ids.push(alpha.create("targets", &target)["id"].clone());
    }
    let found = attained(alpha, "2025");
    let (of_eva, of_ben) = (row(&found, &ids[0]), row(&found, &ids[1]));
    assert_eq!((&of_eva["rank"], &of_ben["rank"]), (&json!(2), &json!(1)));
    assert_eq!(of_eva["commission"]["amount"], money("2.00"));
    assert_eq!(of_eva["commission"]["next"], json!({"missing": money("400.00"), "rate": "5"}));
    assert_eq!(
        (&of_ben["commission"]["amount"], &of_ben["commission"]["next"]),
        (&money("20.00"), &Json::Null)
    );
    let hers = attained(&eva, "2025");
    assert_eq!(row(&hers, &ids[0])["attained"], money("600.00"));
    assert_eq!(row(&hers, &ids[1])["attained"], money("0.00"), "others' deals are not hers to see");

    eva.json("PUT", "/target_setting", &json!({"leaderboard": false})).expect(403);
    alpha.json("PUT", "/target_setting", &json!({"leaderboard": false})).expect(200);
    let quiet = attained(&eva, "2025");
    assert_eq!((&quiet["leaderboard"], &row(&quiet, &ids[0])["rank"]), (&json!(false), &Json::Null));
    assert_eq!(world.beta.get("/target_setting").expect(200), json!({"leaderboard": true}));
}
