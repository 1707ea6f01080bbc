//! The analyses, each asked for with its usual parameters, against SQLite reading the same columns by itself. The goals are set for
//! a million customers and ten million purchase lines; a smaller database gets that part of the time.

use super::limit;
use super::table::Table;
use super::work::{Works, get};
use anyhow::Context as _;
use platform::job::Runner;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// How often each is asked.
const TIMES: usize = 3;
/// Longest wait for one of them.
const PATIENCE: Duration = Duration::from_secs(900);
/// Customers, lines and baskets the goals are set for.
const CUSTOMERS: f64 = 1_000_000.0;
const LINES: f64 = 10_000_000.0;
const BASKETS: f64 = 1_000_000.0;
/// Megabytes all of it may take.
const MEMORY: u64 = 1024;

const OF_CUSTOMERS: &str = "SELECT id, bought_first, bought_last, bought_count, bought_total FROM person \
     WHERE workspace_id = 1 AND removed_at IS NULL UNION ALL \
     SELECT id, bought_first, bought_last, bought_count, bought_total FROM company WHERE workspace_id = 1 AND removed_at IS NULL";
const OF_PURCHASES: &str =
    "SELECT person, company, purchased_at, total FROM purchase WHERE workspace_id = 1 AND removed_at IS NULL";
const OF_LINES: &str = "SELECT purchase, product, quantity, unit_price, total FROM purchase_line \
     WHERE workspace_id = 1 AND removed_at IS NULL";
const OF_DEALS: &str = "SELECT owner, stage, amount, outcome, closed_at, created_at FROM deal \
     WHERE workspace_id = 1 AND removed_at IS NULL";

/// How many there are of what is analysed.
#[derive(Clone, Copy)]
pub(super) struct Sizes {
    customers: f64,
    baskets: f64,
    pub(super) lines: f64,
}

impl Sizes {
    /// The part of a time that is set for ten million lines.
    pub(super) fn of_lines(self) -> f64 {
        self.lines / LINES
    }

    /// The part of a time that is set for a million customers.
    pub(super) fn of_customers(self) -> f64 {
        self.customers / CUSTOMERS
    }
}

/// What an analysis has to read at least, and the seconds it may take of as many records as there are.
fn expected(analysis: &str, sizes: Sizes) -> (&'static str, &'static str, Option<f64>) {
    match analysis {
        "rfm" => ("customers", OF_CUSTOMERS, Some(2.0 * sizes.of_customers())),
        // Five to fit the model and five to score all: the run also tests it on days it has not seen, and asks a second model.
        "lifetime_value" => ("purchases", OF_PURCHASES, Some(10.0 * sizes.of_customers())),
        "cohorts" => ("purchases", OF_PURCHASES, Some(3.0 * sizes.of_customers())),
        "together" => ("purchase lines", OF_LINES, Some(20.0 * sizes.baskets / BASKETS)),
        "price" | "profit" => ("purchase lines", OF_LINES, None),
        "leaving" | "revenue_forecast" => ("purchases", OF_PURCHASES, None),
        _ => ("deals", OF_DEALS, None),
    }
}

impl Works<'_> {
    /// Measures what the analytical wing works out, with the workers that do it.
    pub(super) fn knowledge(&self, table: &mut Table) -> anyhow::Result<()> {
        let parts = [super::fresh::REPORT, super::fresh::SEGMENT, ANALYSIS];
        if !parts.iter().any(|part| self.wants(part)) {
            return Ok(());
        }
        limit::forget_peak();
        let number = |plural: &str, filter: Json| -> anyhow::Result<f64> {
            let asked = json!({"filter": filter, "by": [], "measures": [{"measure": "count"}]});
            let found = self.ask(&("POST", format!("/{plural}/groups"), asked.to_string()))?;
            let count = found.pointer("/groups/0/values/0").context("a count is there")?;
            count.as_f64().or_else(|| count.as_str()?.parse().ok()).context("a count is a number")
        };
        let bought = json!({"field": "bought_count", "op": "is_not_empty"});
        let sizes = Sizes {
            customers: number("people", bought.clone())? + number("companies", bought)?,
            baskets: number("purchases", Json::Null)?,
            lines: number("purchase_lines", Json::Null)?,
        };
        table.fact(
            self.name,
            "knowledge is worked out of",
            format!(
                "{} customers with {} purchases of {} lines",
                sizes.customers, sizes.baskets, sizes.lines
            ),
        );
        self.report(table, sizes)?;
        self.analyses(table, sizes)?;
        self.segment(table, sizes)?;
        let most = limit::peak() >> 20;
        table.fact(
            self.name,
            "memory, at most while knowledge was worked out (clients of the bench included)",
            format!("{most} MB"),
        );
        let want = format!("knowledge: memory at most {MEMORY} MB");
        self.goal(table, &want, format!("{most} MB"), most <= MEMORY);
        Ok(())
    }

    /// Each analysis there is.
    fn analyses(&self, table: &mut Table, sizes: Sizes) -> anyhow::Result<()> {
        if !self.wants(ANALYSIS) {
            return Ok(());
        }
        let runner = Runner::start(&self.installation.platform, crate::features::jobs(), "bench")?;
        let measured = self.each_analysis(table, sizes);
        runner.stop();
        measured
    }

    fn each_analysis(&self, table: &mut Table, sizes: Sizes) -> anyhow::Result<()> {
        let all = self.ask(&get("/analyses".into()))?;
        let keys = all.pointer("/data").and_then(Json::as_array).cloned().unwrap_or_default();
        let mut read: BTreeMap<&str, f64> = BTreeMap::new();
        for key in keys.iter().filter_map(|one| one.get("key")?.as_str()) {
            let (what, statement, most) = expected(key, sizes);
            let raw = match (&self.database, read.get(what)) {
                (Some(_), Some(known)) => Some(*known),
                (Some(database), None) => {
                    let seconds = limit::scan(database, statement)?;
                    table.limit(
                        &format!("Raw SQLite: the columns of all {what} read"),
                        seconds * 1000.0,
                        "ms",
                    );
                    read.insert(what, seconds);
                    Some(seconds)
                }
                (None, _) => None,
            };
            let (seconds, ended) = self.analysis(key)?;
            let against = raw.map_or(String::new(), |raw| {
                format!(", {:.1} × raw SQLite reading the {what}", seconds / raw)
            });
            let told = format!("{seconds:.2} s{against} ({ended})");
            if let Some(most) = most {
                let want = format!("{ANALYSIS} {key}: at most {most:.2} s of so many");
                self.goal(table, &want, told.clone(), seconds <= most && ended == "done");
            }
            table.fact(self.name, &format!("{ANALYSIS} {key}"), told);
        }
        Ok(())
    }

    /// Seconds an analysis takes (the middle of a few runs), and how it ended.
    fn analysis(&self, key: &str) -> anyhow::Result<(f64, String)> {
        let (mut times, mut ended) = (Vec::new(), String::new());
        for _ in 0..TIMES {
            let asked = ("POST", format!("/analyses/{key}/runs"), json!({"parameters": {}}).to_string());
            let begun = Instant::now();
            let mut run = self.ask(&asked)?;
            let id = run.get("id").and_then(Json::as_str).context("a run has an id")?.to_string();
            loop {
                ended = run.get("state").and_then(Json::as_str).context("a run has a state")?.to_string();
                if !matches!(ended.as_str(), "queued" | "running") {
                    break;
                }
                anyhow::ensure!(begun.elapsed() < PATIENCE, "{key} did not end");
                std::thread::sleep(Duration::from_millis(100));
                run = self.ask(&get(format!("/analysis-runs/{id}")))?;
            }
            // What the job took: whoever asked looks only now and then whether it is done.
            let millis = run.get("milliseconds").and_then(Json::as_f64);
            times.push(millis.map_or_else(|| begun.elapsed().as_secs_f64(), |millis| millis / 1000.0));
        }
        times.sort_by(f64::total_cmp);
        Ok((times.get(times.len() / 2).copied().unwrap_or_default(), ended))
    }
}

/// Each analysis of everybody.
const ANALYSIS: &str = "knowledge: the analysis";
