//! Profit by segment, to the cent against plain sums: segments overlap, hold members who bought nothing, and show nobody more than they see.

use crate::analysis::ask;
use crate::shop::money;
use crate::support::{Asker, World};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// What is known of a customer, beside the server.
#[derive(Clone, Debug, Default)]
struct Known {
    object: &'static str,
    retail: bool,
    mine: bool,
    called: bool,
    purchases: i64,
    revenue: i64,
    cost: i64,
    seconds: i64,
}

const HOUR: i64 = 3600;
const HANDLING: i64 = 250;

impl Known {
    fn serving(&self) -> i64 {
        // A cent a second.
        self.seconds * HOUR / 3600 + self.purchases * HANDLING
    }

    fn profit(&self) -> i64 {
        self.revenue - self.cost - self.serving()
    }
}

fn id(json: &Json) -> String {
    json["id"].as_str().unwrap().to_string()
}

/// Companies and people of two owners: some bought, some were called, and one bought in the name of a company.
fn business(asker: &Asker, mine: &str, other: &str) -> BTreeMap<String, Known> {
    let mut all = BTreeMap::new();
    let product = id(&asker
        .create("products", &json!({"name": "Chair", "code": "chair", "cost": money(3000), "owner": mine})));
    for n in 0..24_i64 {
        let is_company = n % 3 != 2;
        let owner = if n % 2 == 0 { mine } else { other };
        let mut known = Known {
            object: if is_company { "company" } else { "person" },
            retail: n % 4 < 2,
            mine: n % 2 == 0,
            ..Known::default()
        };
        let who = if is_company {
            let sector = if known.retail { "retail" } else { "manufacturing" };
            id(&asker
                .create("companies", &json!({"name": format!("C{n}"), "sector": sector, "owner": owner})))
        } else {
            let name =
                json!({"given": if known.retail { "Rita" } else { "Mira" }, "family": format!("P{n}")});
            id(&asker.create("people", &json!({"name": name, "owner": owner})))
        };
        // Every sixth never bought.
        for m in 0..(n % 6) {
            let (price, quantity) = (4000 + n * 131 + m * 17, 1 + m % 3);
            let purchase = json!({"number": format!("{n}-{m}"), known.object: who, "owner": owner,
                "purchased_at": "2026-03-01T10:00:00Z", "total": money(price * quantity)});
            let purchase = id(&asker.create("purchases", &purchase));
            asker.create("purchase_lines", &json!({"purchase": purchase, "product": product, "owner": owner,
                "quantity": quantity.to_string(), "unit_price": money(price), "total": money(price * quantity)}));
            known.purchases += 1;
            known.revenue += price * quantity;
            known.cost += 3000 * quantity;
        }
        if n % 5 == 0 {
            let seconds = 600 + 60 * n;
            asker.create(
                "calls",
                &json!({"subject": "Talk", known.object: who, "owner": owner,
                "happened_at": "2026-03-02T10:00:00Z", "duration": seconds}),
            );
            known.called = true;
            known.seconds = if known.purchases > 0 { seconds } else { 0 };
        }
        all.insert(who, known);
    }
    all
}

fn segment(asker: &Asker, name: &str, object: &str, rule: &Json) -> String {
    id(&asker.create("segments", &json!({"name": name, "of_object": object, "rule": rule.to_string()})))
}

fn gathered(asker: &Asker) {
    for _ in 0..1000 {
        let all = asker.get("/segments/overview").expect(200);
        if all["data"].as_array().unwrap().iter().all(|one| one["gathering"] == false) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("the segments are never gathered");
}

/// Half up, as money is divided.
fn each(sum: i64, of: i64) -> i64 {
    (2 * sum + of).div_euclid(2 * of)
}

fn same(row: &Json, members: &[&Known]) {
    let bought: Vec<&&Known> = members.iter().filter(|one| one.purchases > 0).collect();
    let sum = |of: fn(&Known) -> i64| bought.iter().map(|one| of(one)).sum::<i64>();
    assert_eq!(row["customers"], bought.len(), "{row}");
    for (key, cents) in [
        ("revenue", sum(|one| one.revenue)),
        ("margin", sum(|one| one.revenue - one.cost)),
        ("time", sum(|one| one.seconds)),
        ("handling", sum(|one| one.purchases * HANDLING)),
        ("serving", sum(Known::serving)),
        ("profit", sum(Known::profit)),
    ] {
        assert_eq!(row[key], money(cents), "{key}: {row}");
    }
    let wanted = if bought.is_empty() {
        Json::Null
    } else {
        money(each(sum(Known::profit), i64::try_from(bought.len()).unwrap()))
    };
    assert_eq!(row["each"], wanted, "{row}");
}

#[test]
fn segments_overlap_and_show_own_customers_only() {
    let world = World::start("profit-segment");
    let alpha = &world.alpha;
    let own = json!({"read": "own", "create": true, "change": "own", "remove": "own", "export": "own"});
    let all = json!({"read": "all", "create": false, "change": "none", "remove": "none", "export": "none"});
    let (seller, seller_id) = world.user(
        "seller",
        &json!({"administrator": false, "objects": {"*": own, "segment": all, "product": all}, "fields": {}}),
        None,
    );
    let (_, other_id) = world.user("other", &json!({"administrator": false, "objects": {"*": own}}), None);
    let known = business(alpha, &seller_id, &other_id);
    let rates = json!({"parameters": {"hour": "36", "purchase": "2.5", "call_minutes": 10, "meeting_minutes": 60, "taken_back": "0"}});
    // No segments: nothing to tell, and nobody is in none of them.
    let before = ask(alpha, "profit", &rates);
    let none = json!({"left_off": 0, "in_several": 0, "in_none": null, "rows": []});
    assert_eq!(before["result"]["segments"], none, "{before}");

    let is = |field: &str, value: &str| json!({"field": field, "op": "is", "value": value});
    type Rule = fn(&Known) -> bool;
    let rules: Vec<(&str, &str, Json, Rule)> = vec![
        ("Retail", "company", is("sector", "retail"), |one| one.object == "company" && one.retail),
        ("Everybody", "company", json!({"field": "name", "op": "is_not_empty"}), |one| {
            one.object == "company"
        }),
        ("Called", "company", json!({"linked": "call.company"}), |one| one.object == "company" && one.called),
        ("Nobody", "company", is("name", "There is none"), |_| false),
        ("Ritas", "person", json!({"field": "name", "op": "contains", "value": "Rita"}), |one| {
            one.object == "person" && one.retail
        }),
        // Sums over everybody's purchases: whoever sees own ones only is not told that it exists.
        ("Buyers", "person", json!({"field": "bought_count", "op": "gte", "value": 1}), |one| {
            one.object == "person" && one.purchases > 0
        }),
    ];
    let ids: Vec<String> =
        rules.iter().map(|(name, object, rule, _)| segment(alpha, name, object, rule)).collect();
    // One of deals is none of customers.
    segment(alpha, "Deals", "deal", &json!({"field": "name", "op": "is_not_empty"}));
    gathered(alpha);

    let run = ask(alpha, "profit", &rates);
    let told = &run["result"]["segments"];
    let rows = told["rows"].as_array().unwrap();
    assert_eq!(rows.len(), rules.len(), "{told}");
    let of = |rows: &[Json], id: &str| rows.iter().find(|row| row["key"] == id).cloned();
    for ((name, object, _, rule), id) in rules.iter().zip(&ids) {
        let row = of(rows, id).unwrap();
        let members: Vec<&Known> = known.values().filter(|one| rule(one)).collect();
        assert_eq!((&row["name"], &row["object"]), (&json!(name), &json!(object)));
        assert_eq!((&row["members"], &row["partly"]), (&json!(members.len()), &json!(false)), "{row}");
        assert_eq!(
            row["lists"],
            json!([{"object": object, "customers": members.len(), "filter": {"member_of": id}}])
        );
        same(&row, &members);
    }
    // From the most profitable on.
    let profits: Vec<f64> =
        rows.iter().map(|row| row["profit"]["amount"].as_str().unwrap().parse().unwrap()).collect();
    assert!(profits.is_sorted_by(|one, other| one >= other), "{profits:?}");
    // They overlap: together they come to more than the whole, and what is in none of them is told apart.
    let times = |one: &Known| rules.iter().filter(|(_, _, _, rule)| rule(one)).count();
    let buyers: Vec<&Known> = known.values().filter(|one| one.purchases > 0).collect();
    assert_eq!(told["in_several"], buyers.iter().filter(|one| times(one) > 1).count());
    let outside: Vec<&Known> = buyers.iter().copied().filter(|one| times(one) == 0).collect();
    same(&told["in_none"], &outside);

    // A seller: own members only, by a rule that is read with their eyes, and nothing of the one that sums what they do not see.
    let mine = ask(&seller, "profit", &rates);
    let told = &mine["result"]["segments"];
    let rows = told["rows"].as_array().unwrap_or_else(|| panic!("{mine}"));
    for ((name, _, _, rule), id) in rules.iter().zip(&ids) {
        let Some(row) = of(rows, id) else {
            assert_eq!(*name, "Buyers", "{told}");
            continue;
        };
        assert_ne!(*name, "Buyers", "{told}");
        let members: Vec<&Known> = known.values().filter(|one| one.mine && rule(one)).collect();
        assert_eq!((&row["members"], &row["partly"]), (&json!(members.len()), &json!(*name == "Called")));
        same(&row, &members);
    }
    // What the list behind a row shows is as many.
    let row = of(rows, &ids[0]).unwrap();
    let listed = seller.list("companies", &json!({"filter": row["lists"][0]["filter"], "limit": 200}));
    assert_eq!(listed["data"].as_array().unwrap().len(), row["members"].as_u64().unwrap() as usize);

    // A run that tells of calls through a segment is for those who see all calls; the analysis itself needs none of them.
    let reads = |noun: &str| {
        let mut objects = json!({"*": {"read": "all"}});
        objects[noun] = json!({"read": "none"});
        json!({"administrator": false, "objects": objects, "fields": {}})
    };
    let (sees, _) =
        world.user("sees", &json!({"administrator": false, "objects": {"*": {"read": "all"}}}), None);
    let (blind, _) = world.user("blind", &reads("task"), None);
    let path = format!("/analysis-runs/{}", id(&run));
    assert_eq!((sees.get(&path).status, blind.get(&path).status), (200, 200));
    let busy = segment(alpha, "Busy", "company", &json!({"linked": "task.company"}));
    gathered(alpha);
    let later = ask(alpha, "profit", &rates);
    assert!(of(later["result"]["segments"]["rows"].as_array().unwrap(), &busy).is_some());
    let path = format!("/analysis-runs/{}", id(&later));
    assert_eq!((sees.get(&path).status, blind.get(&path).status), (200, 404));
    let without = ask(&blind, "profit", &rates);
    assert!(of(without["result"]["segments"]["rows"].as_array().unwrap(), &busy).is_none(), "{without}");
    // Whoever sees no segments is told of none.
    let (none_seen, _) = world.user("none", &reads("segment"), None);
    assert_eq!(ask(&none_seen, "profit", &rates)["result"]["segments"], none);
}
