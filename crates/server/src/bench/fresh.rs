//! What is to be fresh: a report asked again after a purchase, a segment counted while it is made, and how soon it knows of a write.

use super::knowledge::Sizes;
use super::limit;
use super::load::{Measured, told};
use super::table::Table;
use super::work::{Works, get};
use anyhow::Context as _;
use serde_json::{Value as Json, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

pub(super) const REPORT: &str = "knowledge: sums by month and category of all lines";
pub(super) const SEGMENT: &str = "knowledge: a segment of five conditions";
/// How often each is asked.
const TIMES: usize = 15;
/// Longest wait for a member.
const PATIENCE: Duration = Duration::from_secs(60);
const SUMS: &str = "SELECT purchased_at, category, total, total_currency FROM purchase_line \
     WHERE workspace_id = 1 AND removed_at IS NULL";

impl Works<'_> {
    /// A report over all lines, first and again after each new line.
    pub(super) fn report(&self, table: &mut Table, sizes: Sizes) -> anyhow::Result<()> {
        if !self.wants(REPORT) {
            return Ok(());
        }
        let question = |measures: Json| -> Json {
            json!({"object": "purchase_line", "measures": measures,
                "by": [{"field": "purchased_at", "bucket": "month"}, {"field": "category"}]})
        };
        let sum = json!({"measure": "sum", "field": "total"});
        let ask = |question: &Json| -> anyhow::Result<f64> {
            let begun = Instant::now();
            self.ask(&("POST", "/reports/answer".into(), question.to_string()))?;
            Ok(begun.elapsed().as_secs_f64())
        };
        // Each another question, so that none finds what the one before left.
        let others = [json!([sum, {"measure": "count"}]), json!([{"measure": "count"}, sum]), json!([sum])];
        let cold = others.into_iter().map(|measures| ask(&question(measures)));
        let cold = told(cold.collect::<anyhow::Result<_>>()?, 0, None);
        let raw = match &self.database {
            Some(database) => Some(limit::scan(database, SUMS)?),
            None => None,
        };
        let against = raw.map_or("–".to_string(), |raw| {
            table.limit("Raw SQLite: month, category and total of all lines read", raw * 1000.0, "ms");
            format!("{:.1} × raw SQLite", cold.p50 / raw)
        });
        table.row(self.name, REPORT, 1, &cold, &against);
        let most = 5.0 * sizes.of_lines();
        self.goal(
            table,
            &format!("{REPORT}: at most {most:.2} s of so many"),
            format!("{:.2} s, {against}", cold.p50),
            cold.p50 <= most,
        );
        let (products, people) = (self.ids("products", 50)?, self.ids("people", 200)?);
        let mut again = Vec::new();
        for turn in 0..TIMES {
            let person = people.get(turn % people.len()).context("a person")?;
            let purchase = self.purchase(&format!("r{turn}"), person)?;
            let line = json!({"purchase": purchase, "product": products.get(turn % products.len()), "person": person,
                "quantity": "2", "unit_price": {"amount": "10.00", "currency": "EUR"}, "purchased_at": "2026-11-20T10:00:00Z"});
            self.ask(&("POST", "/purchase_lines".into(), line.to_string()))?;
            again.push(ask(&question(json!([sum])))?);
        }
        let again = told(again, 0, None);
        let work = format!("{REPORT}, again after one more");
        table.row(self.name, &work, 1, &again, &format!("{:.3} of the first time", again.p50 / cold.p50));
        let millis = again.p99 * 1000.0;
        self.goal(table, &format!("{work}: less than 300 ms"), format!("p99 {millis:.1} ms"), millis < 300.0);
        Ok(())
    }

    /// A segment counted while somebody makes it, and how soon it has whom a purchase brings into it.
    pub(super) fn segment(&self, table: &mut Table, sizes: Sizes) -> anyhow::Result<()> {
        if !self.wants(SEGMENT) {
            return Ok(());
        }
        let mark = self.mark;
        let rule = |more: i64| {
            json!({"and": [
                {"field": "bought_count", "op": "gte", "value": 2},
                {"field": "bought_total", "op": "gt", "value": more.to_string()},
                {"field": "bought_last", "op": "within", "value": {"last": 24, "unit": "month"}},
                {"field": "created_at", "op": "after", "value": "2001-01-01T00:00:00Z"},
                {"linked": "purchase.person", "where": {"field": "kind", "op": "is", "value": "sale"}},
            ]})
        };
        let (mut times, mut counted) = (Vec::new(), 0);
        for turn in 0..TIMES {
            let body =
                json!({"filter": rule(50 + turn as i64), "count": "exact", "limit": 1, "fields": ["name"]});
            let begun = Instant::now();
            let page = self.ask(&("POST", "/people/query".into(), body.to_string()))?;
            times.push(begun.elapsed().as_secs_f64());
            counted = page.pointer("/count/value").and_then(Json::as_u64).context("a count")?;
        }
        let counting = told(times, 0, None);
        table.row(self.name, &format!("{SEGMENT} counted: {counted} people"), 1, &counting, "–");
        let most = sizes.of_customers();
        self.goal(
            table,
            &format!("{SEGMENT} counted: at most {most:.3} s of so many"),
            format!("p50 {:.3} s", counting.p50),
            counting.p50 <= most,
        );
        let new = json!({"name": format!("Bench {mark}"), "of_object": "person", "rule": rule(1_000_000).to_string()});
        let stop = Arc::new(AtomicBool::new(false));
        let threads =
            platform::follower::start(&self.installation.platform, &crate::features::followers(), &stop)?;
        let measured = self.followed(&new);
        stop.store(true, Ordering::SeqCst);
        for thread in threads {
            let _ = thread.join();
        }
        let (followed, gathered) = measured?;
        let what = "knowledge: a new segment looked through all people";
        table.fact(self.name, what, format!("{gathered:.2} s"));
        let work = format!("{SEGMENT}: from the answer to a purchase until its buyer belongs to it");
        table.row(self.name, &work, 1, &followed, "–");
        let millis = followed.p99 * 1000.0;
        self.goal(table, &format!("{work}: at most 100 ms"), format!("p99 {millis:.1} ms"), millis <= 100.0);
        Ok(())
    }

    fn followed(&self, new: &Json) -> anyhow::Result<(Measured, f64)> {
        let segment = self.ask(&("POST", "/segments".into(), new.to_string()))?;
        let segment = segment.get("id").and_then(Json::as_str).context("a segment has an id")?.to_string();
        let people = self.ids("people", 400)?;
        let belongs = |person: &str| -> anyhow::Result<bool> {
            let found = self.ask(&get(format!("/segments/of/person/{person}")))?;
            let all = found.get("data").and_then(Json::as_array).cloned().unwrap_or_default();
            Ok(all.iter().any(|one| one.get("id").and_then(Json::as_str) == Some(&segment)))
        };
        let gathering = || -> anyhow::Result<bool> {
            let all = self.ask(&get("/segments/overview".into()))?;
            let all = all.get("data").and_then(Json::as_array).cloned().unwrap_or_default();
            let own = all.iter().find(|one| one.get("id").and_then(Json::as_str) == Some(&segment));
            Ok(own.and_then(|one| one.get("gathering")?.as_bool()).unwrap_or(true))
        };
        // Before it follows it looks through all there are.
        let begun = Instant::now();
        while gathering()? {
            anyhow::ensure!(begun.elapsed() < PATIENCE, "the segment was not gathered");
            std::thread::sleep(Duration::from_millis(20));
        }
        let gathered = begun.elapsed().as_secs_f64();
        let mut times = Vec::new();
        for turn in 0..=TIMES {
            let person = people.get(people.len() - 1 - turn).context("a person")?;
            self.purchase(&format!("s{turn}"), person)?;
            let large = json!({"number": format!("B{}-l{turn}", self.mark), "person": person, "purchased_at": "2026-11-20T10:00:00Z",
                "total": {"amount": "2000000.00", "currency": "EUR"}});
            self.ask(&("POST", "/purchases".into(), large.to_string()))?;
            let begun = Instant::now();
            while !belongs(person)? {
                anyhow::ensure!(begun.elapsed() < PATIENCE, "nobody came into the segment");
                std::thread::sleep(Duration::from_millis(1));
            }
            // The first finds nothing in memory yet.
            if turn > 0 {
                times.push(begun.elapsed().as_secs_f64());
            }
        }
        Ok((told(times, 0, None), gathered))
    }

    fn purchase(&self, number: &str, person: &str) -> anyhow::Result<Json> {
        let body = json!({"number": format!("B{}-{number}", self.mark), "person": person, "purchased_at": "2026-11-20T10:00:00Z",
            "total": {"amount": "20.00", "currency": "EUR"}});
        let made = self.ask(&("POST", "/purchases".into(), body.to_string()))?;
        made.get("id").cloned().context("a purchase has an id")
    }
}
