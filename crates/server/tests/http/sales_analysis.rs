//! A seller's pipeline is imported, and what the analyses of sales say of it is what one gets straight from the files, by a program that
//! knows nothing of Kith: who came how far, who wins how often, how long it takes, what came after each forecast.

use crate::analysis::ask;
use crate::crm_sales::{Files, Line, day, ids, imported};
use crate::support::{Asker, folder};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

const AS_OF: &str = "2017-12-31T12:00:00Z";

/// What the files say of some decided deals.
#[derive(Default)]
struct Group {
    won: i64,
    lost: i64,
    dollars: i64,
    days: Vec<i64>,
}

impl Group {
    fn take(&mut self, deal: &Line) {
        if deal["deal_stage"] == "Won" {
            self.won += 1;
            self.dollars += deal["close_value"].parse::<i64>().unwrap();
        } else {
            self.lost += 1;
        }
        self.days.push(day(&deal["close_date"]) - day(&deal["engage_date"]));
    }

    fn median(&self) -> f64 {
        let mut days = self.days.clone();
        days.sort_unstable();
        (days[(days.len() - 1) / 2] + days[days.len() / 2]) as f64 / 2.0
    }
}

fn decided(files: &Files) -> impl Iterator<Item = &Line> {
    files.taken().filter(|deal| ["Won", "Lost"].contains(&deal["deal_stage"].as_str()))
}

fn grouped(files: &Files, key: impl Fn(&Line) -> String) -> BTreeMap<String, Group> {
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    for deal in decided(files) {
        groups.entry(key(deal)).or_default().take(deal);
    }
    groups
}

fn product(deal: &Line) -> String {
    if deal["product"] == "GTXPro" { "GTX Pro".to_string() } else { deal["product"].clone() }
}

#[track_caller]
fn done(asker: &Asker, analysis: &str, parameters: Json, as_of: &str) -> Json {
    let run = ask(asker, analysis, &json!({"parameters": parameters, "as_of": as_of}));
    assert_eq!(run["state"], "done", "{run}");
    run["result"].clone()
}

fn sales(asker: &Asker, by: &str) -> Json {
    done(asker, "sales", json!({"from": "2016-01-01", "to": "2017-12-31", "by": by}), AS_OF)
}

/// Groups of win rates against the files, by what they are called.
fn rates_agree(told: &Json, groups: &BTreeMap<String, Group>, known: &dyn Fn(&Json) -> Option<String>) {
    let mut seen = 0;
    for group in told["by"]["groups"].as_array().unwrap() {
        let Some(name) = known(&group["label"]) else { continue };
        let wanted = &groups[&name];
        assert_eq!((&group["won"], &group["lost"]), (&json!(wanted.won), &json!(wanted.lost)), "{name}");
        assert_eq!(group["amount"].as_f64().unwrap(), wanted.dollars as f64, "{name}");
        assert_eq!(group["days"]["median"].as_f64().unwrap(), wanted.median(), "{name}");
        assert_eq!(group["win_rate"]["n"], wanted.won + wanted.lost, "{name}");
        // The interval of Wilson, by its formula: z for nine tenths.
        let (x, n, z) = (wanted.won as f64, (wanted.won + wanted.lost) as f64, 1.644_853_626_951_472_2);
        let middle = (x / n + z * z / (2.0 * n)) / (1.0 + z * z / n);
        let half = z / (1.0 + z * z / n) * (x / n * (1.0 - x / n) / n + z * z / (4.0 * n * n)).sqrt();
        let low = if wanted.won == 0 { 0.0 } else { middle - half };
        let high = if wanted.lost == 0 { 1.0 } else { middle + half };
        assert!((group["win_rate"]["low"].as_f64().unwrap() - low).abs() < 1e-6, "{name} {group}");
        assert!((group["win_rate"]["high"].as_f64().unwrap() - high).abs() < 1e-6, "{name} {group}");
        seen += 1;
    }
    assert_eq!(seen, groups.len().min(40));
}

/// The drill of a mark leads to as many records as the mark says.
fn drill(asker: &Asker, mark: &Json, plural: &str) -> i64 {
    let list = asker.list(plural, &json!({"filter": mark["filter"], "count": "exact", "limit": 1}));
    list["count"]["value"].as_i64().unwrap()
}

fn agrees(data: &Path) {
    let files = Files::read(data);
    let (_server, asker) = imported(data);
    let told = sales(&asker, "owner");
    assert_eq!(told["currency"], "USD");
    let all = grouped(&files, |_| String::new()).remove("").unwrap();
    let summary = &told["summary"];
    assert_eq!((&summary["won"]["count"], &summary["lost"]["count"]), (&json!(all.won), &json!(all.lost)));
    assert_eq!(summary["won"]["amount"].as_f64().unwrap(), all.dollars as f64);
    assert_eq!(drill(&asker, &summary["won"], "deals"), all.won);
    let engaging = files.taken().filter(|deal| deal["deal_stage"] == "Engaging").count() as i64;
    assert_eq!(summary["open"]["count"], engaging, "prospects have no beginning before they were brought in");

    // The funnel: all that began; known to have come to the second stage: those who stand there, and the won. Of the lost it is not known.
    let steps = told["pipelines"][0]["steps"].as_array().unwrap();
    let reached: Vec<i64> = steps.iter().map(|step| step["reached"].as_i64().unwrap()).collect();
    assert_eq!(reached, [engaging + all.won + all.lost, engaging + all.won, all.won]);
    assert_eq!(steps[1]["unknown"], all.lost);
    for (place, step) in steps.iter().enumerate() {
        assert_eq!(drill(&asker, step, "deals"), reached[place], "{step}");
    }
    let velocity = &told["pipelines"][0]["velocity"];
    assert_eq!(velocity["win_rate"]["n"], all.won + all.lost);

    let users: BTreeMap<String, String> =
        ids(&asker, "users").into_iter().map(|(name, id)| (id, name)).collect();
    let sellers = grouped(&files, |deal| deal["sales_agent"].clone());
    rates_agree(&told, &sellers, &|label| users.get(label["id"].as_str()?).cloned());
    let first = &told["by"]["groups"][0];
    assert_eq!(drill(&asker, first, "deals"), first["win_rate"]["n"].as_i64().unwrap());
    let products = grouped(&files, product);
    rates_agree(&sales(&asker, "product"), &products, &|label| Some(label["title"].as_str()?.to_string()));
    let tags = grouped(&files, |deal| format!("Seller: {}", deal["sales_agent"]));
    rates_agree(&sales(&asker, "tags"), &tags, &|label| Some(label["value"].as_str()?.to_string()));
    let bad = asker.post("/analyses/sales/runs", &json!({"parameters": {"by": "no_such_field"}}));
    assert_eq!(bad.status, 422, "{}", bad.text);

    let months = grouped(&files, |deal| deal["close_date"][..7].to_string());
    for month in told["time"]["months"].as_array().unwrap() {
        let Some(wanted) = months.get(month["month"].as_str().unwrap()) else { continue };
        assert_eq!((&month["won"], &month["lost"]), (&json!(wanted.won), &json!(wanted.lost)), "{month}");
        assert_eq!(month["amount"].as_f64().unwrap(), wanted.dollars as f64);
    }
    forecast_agrees(&asker, &files);
    revenue_agrees(&asker, &months);
    league_agrees(&asker, &files, &users);
}

/// What came after each earlier forecast is what the files say: the deals that were open then and were won in the month.
fn forecast_agrees(asker: &Asker, files: &Files) {
    let told = done(asker, "pipeline_forecast", json!({"months": 2, "runs": 200}), AS_OF);
    // Only the won have amounts, so amounts would tell the end; and the stages of what was brought in are not known.
    assert_eq!((&told["model"], &told["amounts_tell_the_end"]), (&json!("age"), &json!(true)));
    assert_eq!(told["guessed_amounts"], told["foretold"]);
    let tests = told["back_test"]["months"].as_array().unwrap();
    assert!(tests.len() >= 6, "{}", told["back_test"]);
    let (mut within, mut sums) = (0, (0.0, 0.0));
    for test in tests {
        let (as_of, month) = (day(test["as_of"].as_str().unwrap()), test["month"].as_str().unwrap());
        let came: i64 = decided(files)
            .filter(|deal| deal["deal_stage"] == "Won" && deal["close_date"][..7] == *month)
            .filter(|deal| day(&deal["engage_date"]) <= as_of && day(&deal["close_date"]) > as_of)
            .map(|deal| deal["close_value"].parse::<i64>().unwrap())
            .sum();
        assert_eq!(test["came"].as_f64().unwrap(), came as f64, "{test}");
        let at = |key: &str| test[key].as_f64().unwrap();
        assert!(at("p10") <= at("p50") && at("p50") <= at("p90"));
        within += i64::from(at("p10") <= at("came") && at("came") <= at("p90"));
        sums = (sums.0 + at("p50"), sums.1 + at("came"));
    }
    let share = within as f64 / tests.len() as f64;
    assert!((told["back_test"]["within"]["share"].as_f64().unwrap() - share).abs() < 1e-9);
    println!(
        "{} forecasts, {share:.2} within P10 and P90, told {:.0}, came {:.0}",
        tests.len(),
        sums.0,
        sums.1
    );
    let again = done(asker, "pipeline_forecast", json!({"months": 2, "runs": 200}), AS_OF);
    assert_eq!(again, told, "the same question has the same answer");
}

fn revenue_agrees(asker: &Asker, months: &BTreeMap<String, Group>) {
    let told = done(asker, "revenue_forecast", json!({}), AS_OF);
    for month in told["months"].as_array().unwrap() {
        let wanted = months.get(month["month"].as_str().unwrap()).map_or(0, |group| group.dollars);
        assert_eq!(month["amount"].as_f64().unwrap(), wanted as f64, "{month}");
    }
    // Less than a year of months: refused in words.
    if told["months"].as_array().unwrap().len() < 12 {
        assert_eq!(told["refused"]["refusal"], "too_few");
    } else {
        assert_eq!(told["ahead"].as_array().unwrap().len(), 6, "{told}");
    }
    assert_eq!(told["current"]["month"], "2017-12");
}

fn league_agrees(asker: &Asker, files: &Files, users: &BTreeMap<String, String>) {
    let told = done(asker, "performance", json!({"period": "2017-Q4", "by": "seller"}), AS_OF);
    let quarter = |deal: &&Line| ["2017-10", "2017-11", "2017-12"].contains(&&deal["close_date"][..7]);
    let mut sellers: BTreeMap<String, Group> = BTreeMap::new();
    for deal in decided(files).filter(quarter) {
        sellers.entry(deal["sales_agent"].clone()).or_default().take(deal);
    }
    let mut seen = 0;
    for row in told["rows"].as_array().unwrap() {
        let Some(wanted) = sellers.get(&users[row["id"].as_str().unwrap()]) else { continue };
        assert_eq!((&row["won"], &row["lost"]), (&json!(wanted.won), &json!(wanted.lost)), "{row}");
        assert_eq!(row["amount"].as_f64().unwrap(), wanted.dollars as f64);
        if wanted.won + wanted.lost < 8 {
            assert_eq!(row["win_standing"], "too_few", "{row}");
        }
        seen += 1;
    }
    assert_eq!(seen, sellers.len());
    let teams = done(asker, "performance", json!({"period": "2017-Q4", "by": "team"}), AS_OF);
    let names: Vec<&str> =
        teams["rows"].as_array().unwrap().iter().map(|row| row["title"].as_str().unwrap()).collect();
    for line in &files.teams {
        let manager = line["manager"].as_str();
        let sold: i64 = files
            .teams
            .iter()
            .filter(|other| other["manager"] == manager)
            .filter_map(|other| sellers.get(&other["sales_agent"]))
            .map(|group| group.dollars)
            .sum();
        if let Some(place) = names.iter().position(|name| *name == manager) {
            assert_eq!(teams["rows"][place]["amount"].as_f64().unwrap(), sold as f64, "{manager}");
        }
    }
}

/// Files of our own with the mistakes of the real ones: a misspelt sector and product, deals without a company, lost ones without an amount, open ones
/// without anything.
fn made() -> PathBuf {
    let place = folder("sales_analysis_made");
    let mut state = 7_u64;
    let mut draw = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut companies =
        "account,sector,year_established,revenue,employees,office_location,subsidiary_of\n".to_string();
    for number in 0..9 {
        let sector = ["technolgy", "medical", "retail"][number % 3];
        writeln!(companies, "Firm {number},{sector},19{},10.5,20,Slovenia,", 80 + number).unwrap();
    }
    let products = "product,series,sales_price\nGTX Basic,GTX,550\nGTX Pro,GTX,4821\nMG Special,MG,55\n";
    let teams = "sales_agent,manager,regional_office\nVida Kranjc,Maja Golob,South\nLudvig Ek,Arvid Holm,North\nPetra Lind,Arvid Holm,North\nRok Zima,Maja Golob,South\n";
    let mut deals =
        "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n"
            .to_string();
    let date = |number: i64| {
        let (mut year, mut left) = (2016, number);
        loop {
            let leap = year % 4 == 0;
            let months = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
            let all: i64 = months.iter().sum();
            if left >= all {
                (year, left) = (year + 1, left - all);
                continue;
            }
            let mut month = 0;
            while left >= months[month] {
                left -= months[month];
                month += 1;
            }
            return format!("{year}-{:02}-{:02}", month + 1, left + 1);
        }
    };
    for number in 0..700 {
        let seller = ["Vida Kranjc", "Ludvig Ek", "Petra Lind", "Rok Zima"][draw(4) as usize];
        let (product, price) =
            [("GTX Basic", 550), ("GTXPro", 4_821), ("GTX Pro", 4_821), ("MG Special", 55)][draw(4) as usize];
        let company = if draw(6) == 0 { String::new() } else { format!("Firm {}", draw(9)) };
        // From 2016-10-20 (day 293) on; the year 2017 ends with day 730.
        let begun = 293 + (draw(437)) as i64;
        let ended = begun + 3 + draw(110) as i64;
        let value = price * (85 + draw(30)) / 100;
        let line = match (draw(12), ended <= 730) {
            (0, _) => "Prospecting,,,".to_string(),
            (_, false) => format!("Engaging,{},,", date(begun)),
            (luck, true) if luck < 7 => format!("Won,{},{},{value}", date(begun), date(ended)),
            _ => format!("Lost,{},{},0", date(begun), date(ended)),
        };
        writeln!(deals, "T{number:05},{seller},{product},{company},{line}").unwrap();
    }
    let write = |name: &str, text: &str| std::fs::write(place.join(name), text).unwrap();
    write("accounts.csv", &companies);
    write("products.csv", products);
    write("sales_teams.csv", teams);
    write("sales_pipeline.csv", &deals);
    place
}

#[test]
fn a_made_up_pipeline_is_told_as_its_files_say() {
    agrees(&made());
}

#[test]
#[ignore = "real data that may not be shipped: make test-data"]
fn the_whole_pipeline_is_told_as_its_files_say() {
    #[expect(
        clippy::disallowed_methods,
        reason = "tests are told by the environment where the real data lies"
    )]
    let data = std::env::var_os("KITH_DATA").expect("KITH_DATA names the folder of the real data");
    agrees(&PathBuf::from(data).join("crm_sales"));
}
