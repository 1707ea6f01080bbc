//! Forecasts: how sure deals are, how they roll up, who adjusts them, and what became of them since a snapshot.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};

fn euro(amount: &str) -> Json {
    json!({"amount": amount, "currency": "EUR"})
}

fn row<'a>(forecast: &'a Json, kind: &str, id: Option<&str>) -> &'a Json {
    let rows = forecast["rows"].as_array().unwrap();
    let wanted = |row: &&Json| row["kind"] == kind && row["id"].as_str() == id;
    rows.iter().find(wanted).unwrap_or_else(|| panic!("{kind} {id:?} in {forecast}"))
}

fn forecast(asker: &Asker) -> Json {
    asker.get("/forecast?period=2031-Q2").expect(200)
}

fn open(asker: &Asker, owner: &str, amount: &str, probability: &str) -> Json {
    asker.create(
        "deals",
        &json!({"name": format!("Deal of {amount}"), "owner": owner, "amount": euro(amount), "probability": probability, "close_date": "2031-05-15"}),
    )
}

fn path(deal: &Json) -> String {
    format!("/deals/{}", deal["id"].as_str().unwrap())
}

const ALL: &str = r#"{"objects": {"*": {"read": "all", "create": true, "change": "own", "remove": "own"}}}"#;
const MANAGER: &str =
    r#"{"objects": {"*": {"read": "all", "create": true, "change": "team", "remove": "team"}}}"#;

fn role(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

#[test]
fn the_category_follows_the_probability_until_somebody_says_otherwise() {
    let world = World::start("forecast");
    let alpha = &world.alpha;
    let deal =
        alpha.create("deals", &json!({"name": "Drills", "probability": "40", "amount": euro("1000.00")}));
    assert_eq!((&deal["forecast_category"], &deal["weighted"]), (&json!("best_case"), &euro("400.00")));
    let path = path(&deal);
    let changed = |fields: Json| alpha.patch(&path, &fields).expect(200)["forecast_category"].clone();
    assert_eq!(changed(json!({"probability": "80"})), "commit");
    assert_eq!(changed(json!({"forecast_category": "pipeline"})), "pipeline");
    assert_eq!(changed(json!({"name": "Ten drills"})), "pipeline", "what was said stays");
    assert_eq!(changed(json!({"probability": "30", "forecast_category": "omitted"})), "omitted");
    assert_eq!(changed(json!({"probability": "75"})), "commit");
    assert_eq!(changed(json!({"outcome": "lost"})), "omitted");
    let won = alpha.create("deals", &json!({"name": "Saws", "engaged_on": "2025-01-10", "outcome": "won", "closed_at": "2025-02-10T12:00:00Z"}));
    assert_eq!(won["cycle_days"], 31);
    alpha.patch(&path, &json!({"cycle_days": 5})).expect(422);
}

#[test]
fn sums_roll_up_through_the_teams_and_managers_adjust_them() {
    let world = World::start("forecast2");
    let alpha = &world.alpha;
    let team = |name: &str, parent: Json| {
        alpha.post("/teams", &json!({"name": name, "parent": parent})).expect(201)["id"].clone()
    };
    let north = team("North", Json::Null);
    let coast = team("Coast", north.clone());
    let (mia, _) = world.user("mia", &role(MANAGER), Some(&north));
    let (eva, eva_id) = world.user("eva", &role(ALL), Some(&coast));
    let (_, ben_id) = world.user("ben", &role(ALL), None);
    open(alpha, &eva_id, "1000.00", "80");
    open(alpha, &eva_id, "200.00", "50");
    open(alpha, &eva_id, "10.00", "10");
    open(alpha, &ben_id, "5.00", "80");
    alpha.create("deals", &json!({"name": "No amount", "owner": eva_id, "close_date": "2031-05-15"}));
    alpha.create(
        "deals",
        &json!({"name": "Later", "owner": eva_id, "close_date": "2031-07-01", "amount": euro("70.00")}),
    );
    for (outcome, amount) in [("won", "300.00"), ("lost", "40.00")] {
        alpha.create(
            "deals",
            &json!({"name": outcome, "owner": eva_id, "outcome": outcome, "engaged_on": "2031-04-01",
            "closed_at": "2031-04-11T10:00:00Z", "amount": euro(amount)}),
        );
    }
    alpha.create("targets", &json!({"scope": "user", "user": eva_id, "period": "quarter", "starts_on": "2031-04-01", "amount": euro("2000.00")}));

    let found = forecast(alpha);
    let (north_id, coast_id) = (north.as_str(), coast.as_str());
    for (kind, id, commit, weighted) in [
        ("user", Some(eva_id.as_str()), "1000.00", "901.00"),
        ("team", coast_id, "1000.00", "901.00"),
        ("team", north_id, "1000.00", "901.00"),
        ("user", Some(ben_id.as_str()), "5.00", "4.00"),
        ("all", None, "1005.00", "905.00"),
    ] {
        let row = row(&found, kind, id);
        assert_eq!(
            (&row["open"]["commit"]["amount"], &row["weighted"]),
            (&euro(commit), &euro(weighted)),
            "{row}"
        );
    }
    let hers = row(&found, "user", Some(&eva_id));
    assert_eq!(hers["open"]["best_case"], json!({"amount": euro("200.00"), "count": 1}));
    assert_eq!((&hers["won"]["amount"], &hers["lost"]["amount"]), (&euro("300.00"), &euro("40.00")));
    assert_eq!(
        (&hers["win_rate"], &hers["cycle_days"], &hers["target"]),
        (&json!(0.5), &json!(10.0), &euro("2000.00"))
    );
    assert_eq!(found["left_out"], json!([{"currency": null, "count": 1}]));
    let depths: Vec<i64> =
        found["rows"].as_array().unwrap().iter().filter_map(|row| row["depth"].as_i64()).collect();
    assert_eq!(depths[..4], [0, 1, 2, 3], "each team stands right above those in it");

    let adjustment = |user: &str, amount: &str| json!({"user": user, "period": "quarter", "starts_on": "2031-05-02", "category": "commit", "amount": euro(amount), "reason": "Their budget is frozen."});
    mia.create("forecast_adjustments", &adjustment(&eva_id, "-150.00"));
    mia.post("/forecast_adjustments", &adjustment(&ben_id, "1.00")).expect(403);
    eva.post("/forecast_adjustments", &adjustment(&eva_id, "1.00")).expect(403);
    let mut silent = adjustment(&eva_id, "1.00");
    silent["reason"] = Json::Null;
    mia.post("/forecast_adjustments", &silent).expect(422);
    let mut both = adjustment(&eva_id, "1.00");
    both["team"] = north.clone();
    mia.post("/forecast_adjustments", &both).expect(422);
    both["user"] = Json::Null;
    mia.create("forecast_adjustments", &both);

    let found = forecast(alpha);
    assert_eq!(row(&found, "user", Some(&eva_id))["adjusted"]["commit"], euro("850.00"));
    assert_eq!(row(&found, "user", Some(&eva_id))["open"]["commit"]["amount"], euro("1000.00"));
    assert_eq!(row(&found, "team", coast_id)["adjusted"]["commit"], euro("850.00"));
    assert_eq!(row(&found, "team", north_id)["adjusted"]["commit"], euro("851.00"));
    assert_eq!(row(&found, "all", None)["adjusted"]["commit"], euro("856.00"));
    let told = &row(&found, "user", Some(&eva_id))["adjustments"][0];
    assert_eq!((&told["reason"], &told["by"]), (&json!("Their budget is frozen."), &json!("mia")));
    let blind = json!({"objects": {"*": {"read": "all"}}, "fields": {"deal.amount": "hidden"}});
    let (blind, _) = world.user("blind", &blind, None);
    blind.get("/forecast").expect(404);
}

#[test]
fn what_became_of_each_deal_since_a_snapshot_adds_up() {
    let world = World::start("forecast3");
    let alpha = &world.alpha;
    let (eva, eva_id) =
        world.user("eva", &role(r#"{"objects": {"deal": {"read": "own"}, "*": {"read": "all"}}}"#), None);
    let (_, ben_id) = world.user("ben", &role(ALL), None);
    let deal = |amount: &str| open(alpha, &eva_id, amount, "50");
    let (grows, shrinks, slips, wins, loses) =
        (deal("100.00"), deal("200.00"), deal("300.00"), deal("400.00"), deal("500.00"));
    let (goes, leaves, surer, stays) = (deal("600.00"), deal("700.00"), deal("800.00"), deal("50.00"));
    let early = alpha.create(
        "deals",
        &json!({"name": "Early", "owner": eva_id, "amount": euro("30.00"), "close_date": "2031-08-01"}),
    );
    open(alpha, &ben_id, "9999.00", "50");
    let day = alpha.post("/forecast/snapshots", &json!({})).expect(200)["day"].as_str().unwrap().to_string();

    let change = |deal: &Json, fields: Json| alpha.patch(&path(deal), &fields).expect(200);
    change(&grows, json!({"amount": euro("140.00")}));
    change(&shrinks, json!({"amount": euro("150.00")}));
    change(&slips, json!({"close_date": "2031-09-01"}));
    change(&wins, json!({"outcome": "won"}));
    change(&loses, json!({"outcome": "lost"}));
    change(&leaves, json!({"owner": ben_id}));
    change(&surer, json!({"forecast_category": "commit"}));
    change(&early, json!({"close_date": "2031-06-01"}));
    change(&stays, json!({"name": "Another name"}));
    alpha.delete(&path(&goes)).expect(204);
    deal("25.00");

    let query = format!("/forecast/changes?period=2031-Q2&since={day}&user={eva_id}");
    let found = alpha.get(&query).expect(200);
    let steps: Vec<(String, String)> = found["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| {
            (
                step["kind"].as_str().unwrap().to_string(),
                step["amount"]["amount"].as_str().unwrap().to_string(),
            )
        })
        .collect();
    let wanted = [
        ("new", "25.00"),
        ("moved_in", "30.00"),
        ("grew", "40.00"),
        ("shrank", "-50.00"),
        ("slipped", "-300.00"),
        ("lost", "-500.00"),
        ("won", "-400.00"),
        ("left", "-1300.00"),
        ("recategorized", "0.00"),
    ];
    assert_eq!(steps, wanted.map(|(kind, amount)| (kind.to_string(), amount.to_string())));
    assert_eq!((&found["opening"], &found["closing"]), (&euro("3650.00"), &euro("1195.00")));
    let recategorized =
        found["deals"].as_array().unwrap().iter().find(|one| one["kind"] == "recategorized").unwrap();
    assert_eq!(
        (&recategorized["before"]["category"], &recategorized["after"]["category"]),
        (&json!("best_case"), &json!("commit"))
    );

    // She sees her own part of it and nothing of his.
    let hers = eva.get(&format!("/forecast/changes?period=2031-Q2&since={day}")).expect(200);
    assert_eq!((&hers["opening"], &hers["closing"]), (&euro("3650.00"), &euro("1195.00")));
    assert!(!hers.to_string().contains("9999.00"));
    assert_eq!(alpha.get("/forecast/snapshots").expect(200)["data"][0]["deals"], 11);
    assert_eq!(world.beta.get("/forecast/snapshots").expect(200)["data"], json!([]));
    world.beta.get(&query).expect(404);
    for bad in ["since=2001-01-01", "period=2031-Q2"] {
        let status = alpha.get(&format!("/forecast/changes?{bad}")).status;
        assert!([404, 422].contains(&status), "{bad}: {status}");
    }
    alpha.get(&format!("/forecast/changes?since={day}&until={day}")).expect(422);
}
