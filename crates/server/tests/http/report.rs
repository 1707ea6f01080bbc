//! Reports: numbers held against sums worked out here, under the rights of who asks, with every mark leading to its records.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};

fn euro(amount: &str) -> Json {
    json!({"amount": amount, "currency": "EUR"})
}

fn ask(asker: &Asker, definition: &Json) -> Json {
    asker.post("/reports/answer", definition).expect(200)
}

/// The keys and columns of rows.
fn rows(answer: &Json, part: &str) -> Vec<(Json, Json)> {
    let pair = |row: &Json| (row["key"].clone(), row["values"].clone());
    answer[part].as_array().unwrap().iter().map(pair).collect()
}

/// How many records a mark leads to.
fn behind(asker: &Asker, plural: &str, filter: &Json) -> u64 {
    asker.list(plural, &json!({"filter": filter, "count": "exact", "limit": 1}))["count"]["value"]
        .as_u64()
        .unwrap()
}

fn role(extent: &str, export: &str) -> Json {
    json!({"objects": {"*": {"read": extent, "create": true, "change": extent, "remove": extent, "export": export}}})
}

/// Six deals: closed in two years, three currencies short of one.
fn deals(asker: &Asker) -> Vec<Json> {
    [
        ("A", "100.00", "2031-01-05T08:30:00Z", "retail"),
        ("B", "50.50", "2031-01-20T08:10:00Z", "retail"),
        ("C", "200.00", "2031-02-03T17:00:00Z", "technology"),
        ("D", "10.00", "2030-01-06T08:00:00Z", "retail"),
        ("E", "30.00", "2030-02-03T09:00:00Z", "technology"),
    ]
    .iter()
    .map(|(name, amount, at, sector)| {
        let addresses = match *name {
            "A" => json!([{"city": "Kranj", "country": "SI"}]),
            "B" => json!([{"city": "Graz", "country": "AT"}, {"city": "Celje", "country": "SI"}, {"city": "Ptuj", "country": "SI"}]),
            "C" => json!([{"city": "Nowhere"}]),
            _ => json!([]),
        };
        let company = json!({"name": format!("Company {name}"), "sector": sector, "addresses": addresses});
        let company = asker.create("companies", &company);
        asker.create(
            "deals",
            &json!({"name": name, "amount": euro(amount), "company": company["id"], "outcome": "won", "closed_at": at}),
        )
    })
    .collect()
}

#[test]
fn a_report_groups_measures_works_out_and_compares_and_each_mark_leads_to_its_records() {
    let world = World::start("report");
    let alpha = &world.alpha;
    deals(alpha);
    alpha.create("deals", &json!({"name": "Dollars", "amount": {"amount": "7.00", "currency": "USD"}, "outcome": "won", "closed_at": "2031-02-10T09:00:00Z"}));
    let definition = json!({
        "object": "deal", "by": [{"field": "closed_at", "bucket": "month"}, {"field": "company.sector"}],
        "measures": [{"measure": "sum", "field": "amount"}, {"measure": "count"}, {"measure": "avg", "field": "amount"}],
        "formulas": [{"name": "Share", "formula": "round(100 * A / total(A), 1)", "form": "percent"}],
        "period": {"field": "closed_at", "from": "2031-01-01", "until": "2031-12-31"}, "compare": "year",
    });
    let answer = ask(alpha, &definition);
    assert_eq!(
        rows(&answer, "rows"),
        [
            (json!(["2031-01-01", "retail"]), json!([euro("150.50"), 2, euro("75.25"), 42.9])),
            (json!(["2031-02-01", "technology"]), json!([euro("200.00"), 1, euro("200.00"), 57.1])),
            (
                json!(["2031-02-01", null]),
                json!([{"amount": "7.00", "currency": "USD"}, 1, {"amount": "7.00", "currency": "USD"}, 100.0])
            ),
        ]
    );
    assert_eq!(answer["rows"][0]["before"], json!([euro("10.00"), 1, euro("10.00"), 25.0]));
    assert_eq!(answer["compared"], json!({"from": "2030-01-01", "until": "2030-12-31"}));
    assert_eq!(rows(&answer, "firsts").len(), 3, "January, and February once for each currency");
    let totals = answer["totals"].as_array().unwrap();
    let euros = totals.iter().find(|row| row["currency"] == "EUR").unwrap();
    assert_eq!(
        (&euros["values"][0], &euros["values"][1], &euros["before"][0]),
        (&euro("350.50"), &json!(3), &euro("40.00"))
    );
    for row in answer["rows"].as_array().unwrap() {
        assert_eq!(behind(alpha, "deals", &row["filter"]), row["values"][1].as_u64().unwrap(), "{row}");
    }

    // By country, over a link: who has addresses in two stands in both, once.
    let dimension = json!({"field": "company.addresses", "bucket": "country"});
    let measures = json!([{"measure": "count"}, {"measure": "sum", "field": "amount"}]);
    let question = json!({"object": "deal", "by": [dimension], "measures": measures, "sort": "key",
        "filter": {"field": "name", "op": "is_not", "value": "Dollars"}});
    let answer = ask(alpha, &question);
    assert_eq!(
        rows(&answer, "rows"),
        [
            (json!(["AT"]), json!([1, euro("50.50")])),
            (json!(["SI"]), json!([2, euro("150.50")])),
            (json!([null]), json!([3, euro("240.00")])),
        ]
    );
    for row in &answer["rows"].as_array().unwrap()[..2] {
        assert_eq!(behind(alpha, "deals", &row["filter"]), row["values"][0].as_u64().unwrap(), "{row}");
    }
    assert_eq!(answer["rows"][2]["filter"], Json::Null, "no filter tells of addresses without a country");

    // Weekdays, hours, bands, middles and different values.
    let by = |dimension: Json, measures: Json| {
        let answer = ask(
            alpha,
            &json!({"object": "deal", "by": [dimension], "measures": measures, "sort": "key",
            "filter": {"field": "name", "op": "is_not", "value": "Dollars"}}),
        );
        rows(&answer, "rows")
    };
    let weekdays = by(json!({"field": "closed_at", "bucket": "weekday"}), json!([]));
    assert_eq!(weekdays, [(json!([1]), json!([2])), (json!([7]), json!([3]))].as_slice());
    let hours: u64 = by(json!({"field": "closed_at", "bucket": "hour"}), json!([]))
        .iter()
        .map(|(_, values)| values[0].as_u64().unwrap())
        .sum();
    assert_eq!(hours, 5);
    let bands = by(
        json!({"field": "amount", "band": 100}),
        json!([{"measure": "count"}, {"measure": "median", "field": "amount"}, {"measure": "distinct", "field": "company.sector"}]),
    );
    assert_eq!(
        bands,
        [
            (json!([euro("0.00")]), json!([3, euro("30.00"), 2])),
            (json!([euro("100.00")]), json!([1, euro("100.00"), 1])),
            (json!([euro("200.00")]), json!([1, euro("200.00"), 1])),
        ]
    );
    let answer = ask(alpha, &json!({"object": "deal", "by": [{"field": "amount", "band": "100"}]}));
    for row in answer["rows"].as_array().unwrap() {
        assert_eq!(behind(alpha, "deals", &row["filter"]), row["values"][0].as_u64().unwrap(), "{row}");
    }
}

#[test]
fn the_first_ones_stand_by_themselves_and_the_others_together() {
    let world = World::start("report-top");
    let alpha = &world.alpha;
    deals(alpha);
    for measures in [
        json!([{"measure": "sum", "field": "amount"}]),
        json!([{"measure": "sum", "field": "amount"}, {"measure": "median", "field": "amount"}]),
    ] {
        let answer = ask(
            alpha,
            &json!({"object": "deal", "by": [{"field": "company"}], "measures": measures, "top": 2}),
        );
        let found: Vec<(Json, Json, bool)> = answer["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| {
                (row["key"][0]["title"].clone(), row["values"][0].clone(), row["rest"].as_bool().unwrap())
            })
            .collect();
        assert_eq!(
            found,
            [
                (json!("Company C"), euro("200.00"), false),
                (json!("Company A"), euro("100.00"), false),
                (Json::Null, euro("90.50"), true),
            ]
        );
        let rest = &answer["rows"][2];
        assert_eq!(behind(alpha, "deals", &rest["filter"]), 3);
        if measures[1] != Json::Null {
            assert_eq!(rest["values"][1], euro("30.00"), "a middle is asked for again, not added up");
        }
    }
    let split = ask(
        alpha,
        &json!({"object": "deal", "by": [{"field": "company"}, {"field": "closed_at", "bucket": "year"}], "measures": [{"measure": "sum", "field": "amount"}], "top": 1}),
    );
    let sum = |part: &str| -> f64 {
        rows(&split, part)
            .iter()
            .map(|(_, values)| values[0]["amount"].as_str().unwrap().parse::<f64>().unwrap())
            .sum()
    };
    for part in ["rows", "firsts", "others", "totals"] {
        assert_eq!(sum(part), 390.5, "{part}: {split}");
    }
}

#[test]
fn everybody_gets_their_own_numbers_whoever_made_the_report() {
    let world = World::start("report-rights");
    let alpha = &world.alpha;
    deals(alpha);
    let (eva, _) = world.user("eva", &role("own", "none"), None);
    let (reader, _) = world.user("reader", &json!({"objects": {"company": {"read": "all"}}}), None);
    eva.create("deals", &json!({"name": "Mine", "amount": euro("5.00"), "outcome": "won"}));
    let definition =
        json!({"object": "deal", "measures": [{"measure": "sum", "field": "amount"}, {"measure": "count"}]});
    let made = alpha
        .post("/reports", &json!({"name": "All won", "sharing": "everyone", "body": definition}))
        .expect(201);
    let path = format!("/reports/{}", made["id"].as_str().unwrap());
    let total =
        |asker: &Asker| asker.get(&format!("{path}/answer")).expect(200)["totals"][0]["values"].clone();
    assert_eq!(total(alpha), json!([euro("395.50"), 6]));
    assert_eq!(total(&eva), json!([euro("5.00"), 1]));
    // Along links too: what is not seen is no group of its own.
    let linked = ask(&eva, &json!({"object": "deal", "by": [{"field": "company.sector"}]}));
    assert_eq!(rows(&linked, "rows"), [(json!([null]), json!([1]))]);
    // What one may not see at all does not exist.
    reader.get(&path).expect(404);
    reader.get(&format!("{path}/answer")).expect(404);
    reader.post("/reports/answer", &definition).expect(404);
    assert!(!reader.get("/reports").expect(200).to_string().contains("All won"));
    // Changing is for its owner, taking out for who may export.
    eva.patch(&path, &json!({"name": "Hers"})).expect(403);
    eva.delete(&path).expect(403);
    eva.post("/reports/file?format=csv", &definition).expect(403);
    let private = eva.post("/reports", &json!({"name": "Private", "body": definition})).expect(201);
    world.alpha.get(&format!("/reports/{}", private["id"].as_str().unwrap())).expect(404);
    // A dashboard shows its questions to who sees it, and to nobody the numbers of others.
    let tile = json!({"id": "a", "report": private["id"], "x": 0, "y": 0, "w": 6, "h": 4});
    let board = eva
        .post("/dashboards", &json!({"name": "Board", "sharing": "everyone", "body": {"tiles": [tile]}}))
        .expect(201);
    let seen = alpha.get(&format!("/dashboards/{}", board["id"].as_str().unwrap())).expect(200);
    assert_eq!(seen["reports"][0]["name"], "Private");
    alpha.post("/dashboards", &json!({"name": "Mine", "body": {"tiles": [tile]}})).expect(422);
    let unseen = reader.get(&format!("/dashboards/{}", board["id"].as_str().unwrap())).expect(200);
    assert_eq!(unseen["reports"], json!([]));
}

#[test]
fn custom_objects_nothing_at_all_and_wrong_questions() {
    let world = World::start("report-custom");
    let alpha = &world.alpha;
    alpha
        .post(
            "/dictionary/objects",
            &json!({"key": "x_boat", "plural": "x_boats", "label": "Boat", "label_plural": "Boats"}),
        )
        .expect(201);
    alpha
        .post(
            "/dictionary/objects/x_boat/fields",
            &json!({"key": "x_length", "label": "Length", "kind": "decimal"}),
        )
        .expect(201);
    let by_length = json!({"object": "x_boat", "by": [{"field": "x_length", "band": 5}], "measures": [{"measure": "count"}, {"measure": "avg", "field": "x_length"}],
        "formulas": [{"name": "Half", "formula": "B / (A - A)"}]});
    let empty = ask(alpha, &by_length);
    assert_eq!((&empty["rows"], &empty["truncated"]), (&json!([]), &json!(false)));
    for length in ["3", "4.5", "12"] {
        alpha.create("x_boats", &json!({"name": length, "x_length": length}));
    }
    let answer = ask(alpha, &by_length);
    assert_eq!(
        rows(&answer, "rows"),
        [(json!(["0"]), json!([2, "3.75", null])), (json!(["10"]), json!([1, "12", null]))],
        "nothing is divided by nothing"
    );
    let wrong = |change: Json| {
        let mut definition = json!({"object": "deal"});
        definition.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let told = alpha.post("/reports/answer", &definition).expect(422);
        told["problems"][0]["field"].as_str().unwrap_or_default().to_string()
    };
    for (change, field) in [
        (json!({"formulas": [{"name": "x", "formula": "A +"}]}), "formulas.0.formula"),
        (json!({"formulas": [{"name": "", "formula": "A"}]}), "formulas.0.name"),
        (json!({"by": [{"field": "nothing"}]}), "by.0.field"),
        (json!({"by": [{"field": "name", "band": 5}]}), "by.0.band"),
        (json!({"measures": [{"measure": "sum", "field": "name"}]}), "measures.0.field"),
        (json!({"measures": [{"measure": "mode"}]}), "measures.0.measure"),
        (json!({"compare": "year"}), "compare"),
        (json!({"period": {"field": "closed_at"}}), "period"),
        (json!({"top": 0}), "top"),
        (json!({"sort": "-Q"}), "sort"),
    ] {
        assert_eq!(wrong(change.clone()), field, "{change}");
    }
}

#[test]
fn more_groups_than_can_be_answered_are_said_to_be_more_and_the_first_ones_stay_right() {
    let world = World::start("report-many");
    let alpha = &world.alpha;
    for part in 0..25 {
        let operations: Vec<Json> = (0..410)
            .map(|at| json!({"create": {"name": format!("Product {part} {at}"), "code": format!("S{part}-{at}"), "price": euro(&format!("{}.00", part * 410 + at + 1))}}))
            .collect();
        alpha.post("/products/bulk", &json!({"operations": operations})).expect(200);
    }
    let definition = json!({"object": "product", "by": [{"field": "code"}], "measures": [{"measure": "sum", "field": "price"}, {"measure": "count"}]});
    let answer = ask(alpha, &definition);
    assert_eq!((answer["rows"].as_array().unwrap().len(), &answer["truncated"]), (10_000, &json!(true)));
    assert_eq!(answer["totals"][0]["values"], json!([euro("52536375.00"), 10_250]), "the total is of all");
}

#[test]
fn a_report_is_a_file_too_and_the_first_dashboard_is_there_once() {
    let world = World::start("report-file");
    let alpha = &world.alpha;
    deals(alpha);
    let definition = json!({"object": "deal", "by": [{"field": "company.sector"}], "measures": [{"measure": "sum", "field": "amount"}]});
    let file = alpha.post("/reports/file?format=csv", &definition);
    let text = file.text;
    assert!(text.contains("Retail,160.5,") || text.contains("Retail,160.50,EUR"), "{text}");
    let book = alpha.post("/reports/file?format=xlsx", &definition);
    assert!(book.text.starts_with("PK"));

    let boards = alpha.get("/dashboards").expect(200);
    let first = &boards["data"][0];
    assert_eq!((&first["name"], &first["sharing"]), (&json!("Overview"), &json!("everyone")));
    let page = alpha.get(&format!("/dashboards/{}", first["id"].as_str().unwrap())).expect(200);
    for report in page["reports"].as_array().unwrap() {
        ask(alpha, &report["body"]);
    }
    assert_eq!(page["reports"].as_array().unwrap().len(), first["body"]["tiles"].as_array().unwrap().len());
    alpha.delete(&format!("/dashboards/{}", first["id"].as_str().unwrap())).expect(204);
    assert_eq!(alpha.get("/dashboards").expect(200)["data"], json!([]), "what was removed stays away");
}

#[test]
fn what_was_worked_out_before_is_used_again_and_follows_every_write() {
    let world = World::start("report-again");
    let alpha = &world.alpha;
    let deals = deals(alpha);
    let (eva, _) = world.user("eva", &role("own", "none"), None);
    let asked = |filter: &Json, asker: &Asker| {
        let definition = json!({"object": "deal", "by": [{"field": "company"}, {"field": "closed_at", "bucket": "year"}], "filter": filter,
            "measures": [{"measure": "sum", "field": "amount"}, {"measure": "count"}, {"measure": "avg", "field": "amount"}, {"measure": "max", "field": "amount"}]});
        let answer = ask(asker, &definition);
        json!([rows(&answer, "rows"), rows(&answer, "totals"), rows(&answer, "firsts")])
    };
    let mut turn = 0;
    let mut same = |what: &str| {
        turn += 1;
        // A condition that is never the same twice, and that all records meet: this question was never asked before.
        let anew = json!({"field": "name", "op": "is_not", "value": format!("nothing {turn}")});
        for asker in [alpha, &eva] {
            assert_eq!(asked(&Json::Null, asker), asked(&anew, asker), "{what}");
        }
    };
    let path = |deal: &Json| format!("/deals/{}", deal["id"].as_str().unwrap());
    same("at first");
    same("asked again");
    let company = deals[0]["company"]["id"].clone();
    let new = alpha.create("deals", &json!({"name": "New", "amount": euro("7.77"), "company": company, "closed_at": "2031-03-01T08:00:00Z", "outcome": "won"}));
    same("after a new one in a group that is there");
    eva.create("deals", &json!({"name": "First of 2029", "amount": euro("1.00"), "closed_at": "2029-03-01T08:00:00Z", "outcome": "won"}));
    same("after a new one in a group of its own");
    alpha.create("leads", &json!({"name": "Something else"}));
    same("after a write that has nothing to do with it");
    alpha.patch(&path(&new), &json!({"amount": euro("8.00")})).expect(200);
    same("after a change of what is measured");
    alpha.patch(&path(&new), &json!({"closed_at": "2030-03-01T08:00:00Z"})).expect(200);
    same("after a change of group");
    alpha
        .patch(&format!("/companies/{}", company.as_str().unwrap()), &json!({"name": "Renamed"}))
        .expect(200);
    same("after a group got another name");
    alpha.delete(&path(&deals[1])).expect(204);
    same("after a removal");
    alpha.patch(&path(&deals[2]), &json!({"name": "Another name"})).expect(200);
    same("after a change of what is not asked");
}
