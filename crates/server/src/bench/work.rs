//! The works that are measured.

use super::limit;
use super::load::{self, Call, Client, Measured};
use super::table::Table;
use crate::installation::Installation;
use anyhow::Context as _;
use platform::identity::Workspace;
use records::FindRequest;
use records::export::{ExportFormat, ExportRequest};
use serde_json::{Value as Json, json};
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How long each load lasts.
pub const TIME: Duration = Duration::from_millis(1500);
/// How long each load runs before it is measured.
pub const WARM_UP: Duration = Duration::from_millis(1500);
/// Rows of the file that is imported.
const IMPORTED: usize = 40_000;

/// A filled database being served.
pub struct Works<'a> {
    pub installation: &'a Installation,
    pub workspace: &'a Workspace,
    pub address: SocketAddr,
    pub key: &'a str,
    pub name: &'static str,
    pub database: Option<PathBuf>,
    pub folder: PathBuf,
    pub limit: f64,
    /// Only the works whose name contains this.
    pub only: Option<&'a str>,
    /// Only those whose cost is compared between a smaller and a larger database.
    pub growing: bool,
    /// Tells what this run makes from what an earlier one made in the same database.
    pub mark: i64,
}

const FIRST: &str = "first page of 50 by name";
const DEEP: &str = "page of 50 at depth 50,000";
const SEARCH: &str = "search as you type";
const FILTERED: &str = "deals by stage and amount, sorted by amount";
const BOARD: &str = "board sums per stage";
/// What must not cost more than a logarithm more with more records: lists, boards, search.
pub const GROWS: [&str; 5] = [FIRST, DEEP, SEARCH, FILTERED, BOARD];
const FORECAST: &str = "forecast of a year, rolled up through 200 sellers";
const EMPTY: &str = "the server's own empty route";
const IMPORT: &str = "import with matching, history and events";
const EXPORT: &str = "export of people as CSV, all fields";

/// Makes the number-th request of a client.
pub type Make = Arc<dyn Fn(usize, usize) -> Call + Send + Sync>;

/// A request that only reads.
pub fn get(path: String) -> Call {
    ("GET", path, String::new())
}

impl Works<'_> {
    /// Measures all works.
    pub fn measure(&self, table: &mut Table) -> anyhow::Result<()> {
        let empty = self.load(table, EMPTY, &[1, 8], Arc::new(|_, _| get("/empty".into())), &|_, _| {
            "is the limit".into()
        })?;
        let people: Arc<Vec<String>> = Arc::new(self.ids("people", 2000)?);
        let companies = Arc::new(self.ids("companies", 500)?);
        let ids = Arc::clone(&people);
        let read: Make =
            Arc::new(move |client, number| get(format!("/people/{}", pick(&ids, client * 7919 + number))));
        let against = |clients: usize, measured: &Measured| {
            let limit =
                empty.iter().find(|(known, _)| *known == clients).map_or(0.0, |(_, limit)| limit.rate);
            format!("{:.2} of the empty route", measured.rate / limit)
        };
        let reads = self.load(table, "read a person with company", &[1, 8], read, &against)?;
        for ((clients, read), (_, empty)) in reads.iter().zip(&empty) {
            let share = read.rate / empty.rate;
            let want = format!("read one record, {clients} clients: at least half of the empty route");
            self.goal(table, &want, format!("{share:.2}"), share >= 0.5);
        }
        let none = |_: usize, _: &Measured| "–".to_string();
        let first = self.load(
            table,
            FIRST,
            &[1, 8],
            Arc::new(|_, _| get("/people?sort=name&limit=50".into())),
            &none,
        )?;
        let cursor = if self.wants(DEEP) { self.deep(50_000)? } else { String::new() };
        let first = first.first().map_or(0.0, |(_, measured)| measured.p50);
        let deep: Make = Arc::new(move |_, _| get(format!("/people?sort=name&limit=50&cursor={cursor}")));
        let deep = self.load(table, DEEP, &[1, 8], deep, &|clients, measured| {
            if clients == 1 { format!("{:.2} × the first page", measured.p50 / first) } else { "–".into() }
        })?;
        if let Some((_, deep)) = deep.first() {
            let ratio = deep.p50 / first;
            let want = "a deep page costs what the first one costs, at most 1.2 ×";
            self.goal(table, want, format!("{ratio:.2} ×"), ratio <= 1.2);
        }
        let words = Arc::new(self.words()?);
        let search: Make =
            Arc::new(move |client, number| get(format!("/search?q={}", pick(&words, client * 31 + number))));
        let searched = self.load(table, SEARCH, &[1, 8], search, &none)?;
        if let Some((_, searched)) = searched.first() {
            let millis = searched.p99 * 1000.0;
            self.goal(table, "search: p99 at most 15 ms", format!("{millis:.1} ms"), millis <= 15.0);
        }
        let stages = Arc::new(self.ids("stages", 20)?);
        let ids = Arc::clone(&stages);
        let deals: Make = Arc::new(move |client, number| {
            let filter = json!({"and": [{"field": "stage", "op": "is", "value": pick(&ids, client + number)}, {"field": "amount", "op": "between", "value": ["1000", "20000"]}]});
            (
                "POST",
                "/deals/query".into(),
                json!({"filter": filter, "sort": "-amount", "limit": 50}).to_string(),
            )
        });
        let listed = self.load(table, FILTERED, &[1, 8], deals, &none)?;
        if let Some((_, listed)) = listed.first() {
            let millis = listed.p99 * 1000.0;
            self.goal(table, "filtered list: p99 at most 10 ms", format!("{millis:.1} ms"), millis <= 10.0);
        }
        let board: Make = Arc::new(|_, _| {
            ("POST", "/deals/groups".into(), json!({"by": [{"field": "stage"}], "measures": [{"measure": "count"}, {"measure": "sum", "field": "amount"}]}).to_string())
        });
        self.load(table, BOARD, &[1, 8], board, &none)?;
        let month: Make = Arc::new(|_, _| {
            ("POST", "/purchase_lines/groups".into(), json!({"by": [{"field": "purchased_at", "bucket": "month"}, {"field": "category"}], "measures": [{"measure": "sum", "field": "total"}], "limit": 1000}).to_string())
        });
        self.load(table, "purchases by month and category", &[1], month, &none)?;
        self.forecast(table)?;
        let most = empty.iter().map(|(_, measured)| measured.rate).fold(0.0, f64::max);
        self.writes(table, people, companies, most)?;
        self.pages(table)?;
        self.import(table)?;
        self.export(table)?;
        let empty = empty.first().map(|(_, measured)| *measured).unwrap_or_default();
        self.sales(table, &empty)?;
        self.knowledge(table)?;
        self.summary(table)
    }

    /// The deals of a year, owned by two hundred sellers, rolled up.
    fn forecast(&self, table: &mut Table) -> anyhow::Result<()> {
        if !self.wants(FORECAST) {
            return Ok(());
        }
        let today = self.installation.platform.now().date_in(&jiff::tz::TimeZone::UTC).to_jiff();
        let year = today.year();
        let raw = match &self.database {
            Some(database) => Some(limit::raw(database, &limit::forecast(i64::from(year)))?),
            None => None,
        };
        let made: Make = Arc::new(move |_, _| get(format!("/forecast?period={year}")));
        let against = |_: usize, measured: &Measured| {
            raw.map_or("–".into(), |raw| format!("{:.1} × raw SQLite", measured.p50 / raw))
        };
        for (clients, measured) in self.load(table, FORECAST, &[1, 8], made, &against)? {
            let millis = measured.p99 * 1000.0;
            let want = format!("forecast, {clients} clients: p99 less than 200 ms");
            self.goal(table, &want, format!("{millis:.1} ms"), millis < 200.0);
        }
        if let Some(raw) = raw {
            table.limit("Raw SQLite: the sums of a forecast", raw * 1000.0, "ms");
        }
        Ok(())
    }

    pub(super) fn load(
        &self,
        table: &mut Table,
        work: &str,
        clients: &[usize],
        make: Make,
        against: &dyn Fn(usize, &Measured) -> String,
    ) -> anyhow::Result<Vec<(usize, Measured)>> {
        let mut all = Vec::new();
        // Others are held against the empty route.
        if !self.wants(work) && work != EMPTY {
            return Ok(all);
        }
        for clients in clients {
            // What is read for the first time comes from the disk: that is not what the limit measures either.
            load::run(self.address, self.key, *clients, WARM_UP, Arc::clone(&make))?;
            let measured = load::run(self.address, self.key, *clients, TIME, Arc::clone(&make))?;
            table.row(self.name, work, *clients, &measured, &against(*clients, &measured));
            all.push((*clients, measured));
        }
        Ok(all)
    }

    /// The goals are those of the embedded database.
    pub(super) fn goal(&self, table: &mut Table, want: &str, measured: String, met: bool) {
        if self.database.is_some() {
            table.goal(want, measured, met);
        }
    }

    pub(super) fn wants(&self, work: &str) -> bool {
        self.only.is_none_or(|only| only.split(',').any(|only| work.contains(only)))
            && (!self.growing || GROWS.contains(&work))
    }

    pub(super) fn ask(&self, call: &Call) -> anyhow::Result<Json> {
        let (status, body) = Client::connect(self.address, self.key)?.send(call)?;
        anyhow::ensure!(
            (200..300).contains(&status),
            "{} answered {status}: {}",
            call.1,
            String::from_utf8_lossy(&body)
        );
        Ok(serde_json::from_slice(&body)?)
    }

    pub(super) fn ids(&self, plural: &str, most: usize) -> anyhow::Result<Vec<String>> {
        let (mut ids, mut cursor) = (Vec::new(), Json::Null);
        while ids.len() < most {
            let page = self.ask(&(
                "POST",
                format!("/{plural}/query"),
                json!({"limit": 200, "cursor": cursor, "fields": ["created_at"]}).to_string(),
            ))?;
            let data = page.get("data").and_then(Json::as_array).cloned().unwrap_or_default();
            ids.extend(data.iter().filter_map(|record| record.get("id")?.as_str().map(str::to_string)));
            cursor = page.get("next").cloned().unwrap_or(Json::Null);
            if cursor.is_null() {
                break;
            }
        }
        anyhow::ensure!(!ids.is_empty(), "there are no {plural}");
        Ok(ids)
    }

    /// The cursor of the page that begins that deep.
    fn deep(&self, depth: usize) -> anyhow::Result<String> {
        let mut cursor = Json::Null;
        for _ in 0..depth / 200 {
            let page = self.ask(&(
                "POST",
                "/people/query".into(),
                json!({"sort": "name", "limit": 200, "cursor": cursor, "fields": ["name"]}).to_string(),
            ))?;
            let next = page.get("next").cloned().unwrap_or(Json::Null);
            if next.is_null() {
                break;
            }
            cursor = next;
        }
        Ok(cursor.as_str().unwrap_or_default().to_string())
    }

    /// Beginnings of names as people type them: two letters, four letters, two words.
    pub(super) fn words(&self) -> anyhow::Result<Vec<String>> {
        let page = self.ask(&get("/people?limit=200&fields=name&sort=created_at".into()))?;
        let mut words = Vec::new();
        for record in page.get("data").and_then(Json::as_array).into_iter().flatten() {
            let title = vocabulary::fold(record.get("title").and_then(Json::as_str).unwrap_or_default());
            let mut parts = title.split(' ').filter(|part| part.len() > 3 && part.is_ascii());
            let (Some(given), Some(family)) = (parts.next(), parts.next()) else { continue };
            words.extend(
                [given.get(..2), given.get(..4), family.get(..4)].into_iter().flatten().map(str::to_string),
            );
            words.push(format!("{given}%20{}", family.get(..3).unwrap_or(family)));
        }
        anyhow::ensure!(!words.is_empty(), "no names to search for");
        Ok(words)
    }

    fn writes(
        &self,
        table: &mut Table,
        people: Arc<Vec<String>>,
        companies: Arc<Vec<String>>,
        most: f64,
    ) -> anyhow::Result<()> {
        let limit = self.limit;
        let against =
            |_: usize, measured: &Measured| format!("{:.1} × one commit per fsync", measured.rate / limit);
        let count = Arc::new(AtomicUsize::new(0));
        let mark = self.mark;
        let (counter, ids) = (Arc::clone(&count), Arc::clone(&companies));
        let create: Make = Arc::new(move |_, _| {
            let number = counter.fetch_add(1, Ordering::Relaxed);
            let body = json!({"name": {"given": "Bench", "family": format!("Person {number}")}, "emails": [format!("bench{mark}-{number}@bench.example")], "company": pick(&ids, number)});
            ("POST", "/people".into(), body.to_string())
        });
        let created = self.load(table, "create a person", &[1, 8, 64], create, &against)?;
        if let Some((_, created)) = created.last() {
            let (ratio, most) = (created.rate / limit, most / limit);
            let want = "durable writes, 64 clients: at least 15 × one commit per fsync";
            let measured = format!(
                "{ratio:.1} ×; on this disk the empty route, which writes nothing, answers {most:.1} ×"
            );
            self.goal(table, want, measured, ratio >= 15.0);
        }
        let (counter, ids) = (Arc::clone(&count), Arc::clone(&people));
        let change: Make = Arc::new(move |_, _| {
            let number = counter.fetch_add(1, Ordering::Relaxed);
            (
                "PATCH",
                format!("/people/{}", pick(&ids, number)),
                json!({"job_title": format!("Title {number}")}).to_string(),
            )
        });
        self.load(table, "change a field", &[1, 8, 64], change, &against)?;
        let counter = Arc::clone(&count);
        let note: Make = Arc::new(move |_, _| {
            let number = counter.fetch_add(1, Ordering::Relaxed);
            let body = json!({"subject": "Called back", "body": "Wants the new price list before Friday.", "person": pick(&people, number), "happened_at": "2026-11-22T10:00:00Z"});
            ("POST", "/notes".into(), body.to_string())
        });
        self.load(table, "log a note", &[1, 8, 64], note, &against)?;
        Ok(())
    }

    /// A page of fifty in process, against SQLite doing the same rows by itself.
    fn pages(&self, table: &mut Table) -> anyhow::Result<()> {
        const PAGE: &str = "page of 50 in process against raw SQLite";
        let Some(database) = self.database.as_ref().filter(|_| self.wants(PAGE)) else { return Ok(()) };
        let context = self.installation.context(self.workspace);
        let request = FindRequest {
            sort: Some(records::Names::parse("name")),
            limit: Some(50),
            ..FindRequest::default()
        };
        let mut times = Vec::new();
        for _ in 0..300 {
            let started = Instant::now();
            let page = self
                .installation
                .platform
                .engine
                .read(&context, |reading| reading.find("person", &request))?;
            let bytes = serde_json::to_vec(&page)?;
            times.push(started.elapsed().as_secs_f64());
            anyhow::ensure!(bytes.len() > 1000, "the page is empty");
        }
        times.sort_by(f64::total_cmp);
        let ours = times.get(times.len() / 2).copied().unwrap_or_default();
        let raw = limit::raw(database, &[limit::PAGE.to_string()])?;
        table.limit("Raw SQLite: the same 50 people, read and serialized", raw * 1000.0, "ms");
        table.fact(self.name, PAGE, format!("{:.2} ms, {:.2} ×", ours * 1000.0, ours / raw));
        let want = "page of 50: at most 3 × raw SQLite";
        self.goal(table, want, format!("{:.2} ×", ours / raw), ours <= 3.0 * raw);
        Ok(())
    }

    fn import(&self, table: &mut Table) -> anyhow::Result<()> {
        if !self.wants(IMPORT) {
            return Ok(());
        }
        let mark = self.mark;
        let path = self.folder.join("bench.csv");
        let mut text = String::from("Name,Email,Phone,Company,Job title\n");
        for row in 0..IMPORTED {
            // Every fourth row is one that was there before, so that matching has something to find.
            let number = if row % 4 == 3 { row - 3 } else { row };
            writeln!(
                text,
                "Imported Person {number},imported{mark}-{number}@bench.example,+3864{:07},Imported Company {},Buyer",
                number % 10_000_000,
                number % 500
            )?;
        }
        std::fs::write(&path, text)?;
        let mapping = serde_json::from_value(json!({"objects": [
            {"object": "company", "match": ["title"], "fields": [{"field": "name", "column": "Company"}]},
            {"object": "person", "match": ["emails"], "conflict": "fill_empty", "fields": [
                {"field": "name", "column": "Name"}, {"field": "emails", "column": "Email"}, {"field": "phones", "column": "Phone"},
                {"field": "job_title", "column": "Job title"}, {"field": "company", "link": {"to": "company"}}]},
        ]}))
        .context("the mapping of the bench")?;
        let context = self.installation.context(self.workspace);
        let started = Instant::now();
        let outcome = platform::import::run_file(
            &self.installation.platform,
            &context,
            &path,
            mapping,
            false,
            &mut |_| {},
        )?;
        let seconds = started.elapsed().as_secs_f64();
        let told = outcome.import.progress;
        anyhow::ensure!(
            told.refused == 0,
            "the import refused {} rows: {:?}",
            told.refused,
            outcome.messages
        );
        table.fact(
            self.name,
            IMPORT,
            format!(
                "{:.0} rows/s ({IMPORTED} rows, {} created, {} unchanged)",
                IMPORTED as f64 / seconds,
                told.created,
                told.unchanged
            ),
        );
        let rate = IMPORTED as f64 / seconds;
        self.goal(table, "import: at least 8,000 rows/s", format!("{rate:.0} rows/s"), rate >= 8000.0);
        Ok(())
    }

    fn export(&self, table: &mut Table) -> anyhow::Result<()> {
        if !self.wants(EXPORT) {
            return Ok(());
        }
        let context = self.installation.context(self.workspace);
        let request = ExportRequest { format: ExportFormat::Csv, ..ExportRequest::default() };
        let started = Instant::now();
        let exported =
            self.installation.platform.engine.read(&context, |reading| {
                reading.export("person", &request, std::io::sink(), &self.folder)
            })?;
        let seconds = started.elapsed().as_secs_f64();
        table.fact(
            self.name,
            EXPORT,
            format!("{:.0} rows/s ({} rows)", exported.rows as f64 / seconds, exported.rows),
        );
        let rate = exported.rows as f64 / seconds;
        self.goal(table, "export: at least 50,000 rows/s", format!("{rate:.0} rows/s"), rate >= 50_000.0);
        Ok(())
    }
}

fn pick(list: &[String], number: usize) -> &str {
    list.get(number % list.len().max(1)).map_or("", String::as_str)
}
