//! The analyses, each asked for with its usual parameters, against SQLite reading the same columns by itself. The goals are set for
//! a million people and ten million purchase lines, which is scale 10; a smaller database gets that part of the time.

use super::limit;
use super::table::Table;
use super::work::{Works, get};
use anyhow::Context as _;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

const KNOWLEDGE: &str = "an analysis of everybody";
/// How often each is asked.
const TIMES: usize = 3;
/// Longest wait for one of them.
const PATIENCE: Duration = Duration::from_secs(900);
/// The scale the goals are set for.
const FULL: f64 = 10.0;

const CUSTOMERS: &str = "SELECT id, bought_first, bought_last, bought_count, bought_total FROM person \
     WHERE workspace_id = 1 AND removed_at IS NULL UNION ALL \
     SELECT id, bought_first, bought_last, bought_count, bought_total FROM company WHERE workspace_id = 1 AND removed_at IS NULL";
const PURCHASES: &str =
    "SELECT person, company, purchased_at, total FROM purchase WHERE workspace_id = 1 AND removed_at IS NULL";
const LINES: &str = "SELECT purchase, product, quantity, unit_price, total FROM purchase_line \
     WHERE workspace_id = 1 AND removed_at IS NULL";
const DEALS: &str = "SELECT owner, stage, amount, outcome, closed_at, created_at FROM deal \
     WHERE workspace_id = 1 AND removed_at IS NULL";

/// What an analysis has to read at least, and the seconds it may take of a million people.
fn expected(analysis: &str) -> (&'static str, &'static str, Option<f64>) {
    match analysis {
        "rfm" => ("customers", CUSTOMERS, Some(2.0)),
        "lifetime_value" => ("purchases", PURCHASES, Some(10.0)),
        "cohorts" => ("purchases", PURCHASES, Some(3.0)),
        "what_sells_together" | "basket" | "together" => ("purchase lines", LINES, Some(20.0)),
        "price" | "elasticity" | "profit" => ("purchase lines", LINES, None),
        "leaving" => ("purchases", PURCHASES, None),
        _ => ("deals", DEALS, None),
    }
}

impl Works<'_> {
    /// Measures each analysis there is.
    pub(super) fn knowledge(&self, table: &mut Table) -> anyhow::Result<()> {
        if !self.wants(KNOWLEDGE) {
            return Ok(());
        }
        let part = table.scale() / FULL;
        let all = self.ask(&get("/analyses".into()))?;
        let keys = all.pointer("/data").and_then(Json::as_array).cloned().unwrap_or_default();
        let mut read: BTreeMap<&str, f64> = BTreeMap::new();
        for key in keys.iter().filter_map(|one| one.get("key")?.as_str()) {
            let (what, statement, most) = expected(key);
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
            let told = format!("{:.2} s{against} ({ended})", seconds);
            if let Some(most) = most {
                let most = most * part;
                let want = format!("{KNOWLEDGE}, {key}: at most {most:.2} s at this scale");
                self.goal(table, &want, told.clone(), seconds <= most && ended == "done");
            }
            table.fact(self.name, &format!("{KNOWLEDGE}: {key}"), told);
        }
        Ok(())
    }

    /// Seconds an analysis takes (the middle of a few runs), and how it ended.
    fn analysis(&self, key: &str) -> anyhow::Result<(f64, String)> {
        let (mut times, mut ended) = (Vec::new(), String::new());
        for _ in 0..TIMES {
            let asked = ("POST", format!("/analyses/{key}/runs"), json!({}).to_string());
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
