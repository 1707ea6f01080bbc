//! A seller's pipeline is imported with who sells, led by whom, in which region: win rates, days to close, attainment and
//! forecast of each are what one gets straight from the files, by a program that knows nothing of Kith.

use crate::support::{Asker, Server, World, add_workspace, folder, kith};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// A line of a file by the headers of its columns.
pub type Line = HashMap<String, String>;

/// The files have neither quotes nor commas in their cells.
fn lines(path: &Path) -> Vec<Line> {
    let text = std::fs::read_to_string(path).unwrap();
    assert!(!text.contains('"'));
    let mut rows = text.lines().map(|line| line.split(',').map(str::to_string).collect::<Vec<_>>());
    let header = rows.next().unwrap();
    rows.map(|row| header.iter().cloned().zip(row).collect()).collect()
}

/// Days since 1970 of a day as text, by the rule of the calendar (Fliegel and Van Flandern).
pub fn day(text: &str) -> i64 {
    let part = |from: usize, to: usize| text[from..to].parse::<i64>().unwrap();
    let (year, month, day) = (part(0, 4), part(5, 7), part(8, 10));
    let shift = (14 - month) / 12;
    let (y, m) = (year + 4800 - shift, month + 12 * shift - 3);
    day + (153 * m + 2) / 5 + 365 * y + y / 4 - y / 100 + y / 400 - 32045 - 2_440_588
}

#[derive(Default, Clone, Copy, Debug, PartialEq)]
struct Figures {
    won: i64,
    won_cents: i64,
    lost: i64,
    cycle: i64,
    best: i64,
    best_cents: i64,
    pipeline: i64,
    pipeline_cents: i64,
}

fn add(to: &mut Figures, more: Figures) {
    to.won += more.won;
    to.won_cents += more.won_cents;
    to.lost += more.lost;
    to.cycle += more.cycle;
    to.best += more.best;
    to.best_cents += more.best_cents;
    to.pipeline += more.pipeline;
    to.pipeline_cents += more.pipeline_cents;
}

/// The files, and what they say.
pub struct Files {
    pub deals: Vec<Line>,
    pub teams: Vec<Line>,
    prices: HashMap<String, i64>,
    companies: BTreeSet<String>,
}

impl Files {
    pub fn read(folder: &Path) -> Files {
        let price =
            |line: &Line| (line["product"].clone(), line["sales_price"].parse::<i64>().unwrap() * 100);
        Files {
            deals: lines(&folder.join("sales_pipeline.csv")),
            teams: lines(&folder.join("sales_teams.csv")),
            prices: lines(&folder.join("products.csv")).iter().map(price).collect(),
            companies: lines(&folder.join("accounts.csv"))
                .iter()
                .map(|line| line["account"].clone())
                .collect(),
        }
    }

    fn price(&self, deal: &Line) -> i64 {
        self.prices[if deal["product"] == "GTXPro" { "GTX Pro" } else { &deal["product"] }]
    }

    /// What is imported: a deal of a company that is in no file is refused.
    pub fn taken(&self) -> impl Iterator<Item = &Line> {
        self.deals
            .iter()
            .filter(|deal| deal["account"].is_empty() || self.companies.contains(&deal["account"]))
    }

    /// The figures of each seller in a quarter; open deals are to be decided at the end of 2017 at the list price.
    fn sellers(&self, period: &str) -> BTreeMap<String, Figures> {
        let mut found: BTreeMap<String, Figures> = BTreeMap::new();
        for deal in self.taken() {
            let figures = found.entry(deal["sales_agent"].clone()).or_default();
            let close = &deal["close_date"];
            let month: i64 = if close.is_empty() { 12 } else { close[5..7].parse().unwrap() };
            let year = if close.is_empty() { "2017" } else { &close[..4] };
            if period != format!("{year}-Q{}", (month + 2) / 3) {
                continue;
            }
            match deal["deal_stage"].as_str() {
                "Won" => {
                    figures.won += 1;
                    figures.won_cents += deal["close_value"].parse::<i64>().unwrap() * 100;
                    figures.cycle += day(close) - day(&deal["engage_date"]);
                }
                "Lost" => figures.lost += 1,
                "Engaging" => {
                    figures.best += 1;
                    figures.best_cents += self.price(deal);
                }
                _ => {
                    figures.pipeline += 1;
                    figures.pipeline_cents += self.price(deal);
                }
            }
        }
        found
    }
}

pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub fn ids(asker: &Asker, plural: &str) -> HashMap<String, String> {
    let text = |json: &Json| json.as_str().unwrap().to_string();
    let rows = asker.get(&format!("/{plural}")).expect(200)["data"].clone();
    rows.as_array().unwrap().iter().map(|row| (text(&row["name"]), text(&row["id"]))).collect()
}

/// Open deals have neither amount nor day in the files: each is to bring its list price by the end of 2017.
fn price_open_deals(asker: &Asker, files: &Files) {
    let by_id: HashMap<String, &Line> =
        files.deals.iter().map(|deal| (format!("crm_sales:{}", deal["opportunity_id"]), deal)).collect();
    let mut cursor = Json::Null;
    loop {
        let page = asker.list("deals", &json!({"limit": 200, "cursor": cursor, "fields": ["external_ids"], "filter": {"field": "outcome", "op": "is", "value": "open"}, "sort": "created_at"}));
        let change = |deal: &Json| {
            let key = deal["external_ids"][0].as_str().unwrap();
            let amount = format!("{}.00", files.price(by_id[key]) / 100);
            json!({"change": {"id": deal["id"], "fields": {"close_date": "2017-12-31", "amount": {"amount": amount, "currency": "USD"}}}})
        };
        let operations: Vec<Json> = page["data"].as_array().unwrap().iter().map(change).collect();
        if !operations.is_empty() {
            asker.post("/deals/bulk", &json!({"operations": operations})).expect(200);
        }
        cursor = page["next"].clone();
        if cursor.is_null() {
            return;
        }
    }
}

fn dollars(cents: i64) -> Json {
    json!({"amount": format!("{}.{:02}", cents / 100, cents % 100), "currency": "USD"})
}

/// Imports a folder as a user does on the command line, and serves it.
pub fn imported(data: &Path) -> (Server, Asker) {
    let place = folder("crm_sales");
    add_workspace(&place, &[], "alpha");
    let set = project().join("examples/crm_sales/import.json");
    let (_, said) = kith(&place, &["import", "--set", set.to_str().unwrap(), data.to_str().unwrap()], "");
    assert!(said.contains("Staff: "), "{said}");
    let server = Server::serve(&place, false);
    let asker = World::administrator(&server.address, "alpha");
    (server, asker)
}

fn agrees(data: &Path) -> usize {
    let files = Files::read(data);
    let (_server, asker) = imported(data);
    price_open_deals(&asker, &files);
    let (users, teams) = (ids(&asker, "users"), ids(&asker, "teams"));
    let mut compared = 0;
    for period in ["2017-Q1", "2017-Q2", "2017-Q3", "2017-Q4"] {
        let sellers = files.sellers(period);
        let mut groups: BTreeMap<(&str, String), Figures> = BTreeMap::new();
        for line in &files.teams {
            let own = sellers.get(&line["sales_agent"]).copied().unwrap_or_default();
            let places = [
                ("user", &line["sales_agent"]),
                ("team", &line["manager"]),
                ("team", &line["regional_office"]),
            ];
            for (kind, name) in places {
                add(groups.entry((kind, name.clone())).or_default(), own);
            }
        }
        let goal = 5_000_000;
        let month = [1, 4, 7, 10][period[6..7].parse::<usize>().unwrap() - 1];
        let mut targets: HashMap<String, &(&str, String)> = HashMap::new();
        for whose in groups.keys() {
            let id = if whose.0 == "user" { &users[&whose.1] } else { &teams[&whose.1] };
            let target = json!({"scope": whose.0, (whose.0): id, "period": "quarter", "starts_on": format!("2017-{month:02}-15"), "amount": dollars(goal)});
            targets.insert(asker.create("targets", &target)["id"].as_str().unwrap().to_string(), whose);
        }
        let forecast = asker.get(&format!("/forecast?period={period}&currency=USD")).expect(200);
        let row = |kind: &str, id: &str| {
            let rows = forecast["rows"].as_array().unwrap();
            rows.iter().find(|row| row["kind"] == kind && row["id"] == id).cloned().unwrap()
        };
        for (whose, figures) in &groups {
            let id = if whose.0 == "user" { &users[&whose.1] } else { &teams[&whose.1] };
            let row = row(whose.0, id);
            let told = format!("{period} {whose:?}: {row}");
            assert_eq!(
                row["won"],
                json!({"amount": dollars(figures.won_cents), "count": figures.won}),
                "{told}"
            );
            assert_eq!(row["lost"]["count"], figures.lost, "{told}");
            assert_eq!(
                row["open"]["best_case"],
                json!({"amount": dollars(figures.best_cents), "count": figures.best}),
                "{told}"
            );
            assert_eq!(
                row["open"]["pipeline"],
                json!({"amount": dollars(figures.pipeline_cents), "count": figures.pipeline}),
                "{told}"
            );
            assert_eq!(
                row["weighted"],
                dollars(figures.best_cents * 2 / 5 + figures.pipeline_cents / 10),
                "{told}"
            );
            let near = |json: &Json, wanted: Option<f64>| match wanted {
                None => assert!(json.is_null(), "{told}"),
                Some(wanted) => assert!((json.as_f64().unwrap() - wanted).abs() < 1e-9, "{told}"),
            };
            let decided = figures.won + figures.lost;
            near(&row["win_rate"], (decided > 0).then(|| figures.won as f64 / decided as f64));
            near(&row["cycle_days"], (figures.won > 0).then(|| figures.cycle as f64 / figures.won as f64));
            compared += 1;
        }
        let attainment = asker.get(&format!("/targets/attainment?period={period}")).expect(200);
        let rows = attainment["targets"].as_array().unwrap();
        assert_eq!(rows.len(), groups.len());
        for row in rows {
            let figures = groups[targets[row["id"].as_str().unwrap()]];
            assert_eq!(row["attained"], dollars(figures.won_cents), "{row}");
            let share = row["attained_share"].as_f64().unwrap();
            assert!((share - figures.won_cents as f64 / f64::from(goal as i32)).abs() < 1e-9, "{row}");
        }
    }
    compared
}

#[test]
fn a_small_pipeline_has_the_same_figures_as_its_files() {
    // Four quarters of three sellers, two managers and two regions.
    assert_eq!(agrees(&project().join("examples/crm_sales/small")), 4 * 7);
}

#[test]
#[ignore = "real data that may not be shipped: make test-data"]
fn the_whole_pipeline_has_the_same_figures_as_its_files() {
    #[expect(
        clippy::disallowed_methods,
        reason = "tests are told by the environment where the real data lies"
    )]
    let data = std::env::var_os("KITH_DATA").expect("KITH_DATA names the folder of the real data");
    assert_eq!(agrees(&PathBuf::from(data).join("crm_sales")), 4 * (35 + 6 + 3));
}
