//! The works of a sales team: a board opened, a quote drawn, automations that listen and run beside normal use.

use super::limit;
use super::load::{self, Call, Client, Measured};
use super::table::Table;
use super::work::{Works, get};
use anyhow::Context as _;
use serde_json::{Value as Json, json};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use store::table::{Condition, Select};
use vocabulary::Id;

const BOARD: &str = "a board of deals opened, all requests up to its first paint";
const DOCUMENT: &str = "a quote drawn as a PDF";
const LISTENED: &str = "a write that 200 automations listen for";
const RUNS: &str = "automation runs of three steps";
/// Columns of a board in sight on a screen of 1440.
const COLUMNS: usize = 6;
/// Requests a browser sends to one server at once.
const AT_ONCE: usize = 6;
/// Boards opened.
const OPENED: usize = 40;
/// Automations that listen for a write.
const LISTENERS: usize = 200;
/// Records whose creation starts a run.
const STARTED: usize = 4_000;
/// Records made in one request.
const PIECE: usize = 200;
/// People at work meanwhile, and how long each of them looks at an answer.
const PEOPLE: usize = 8;
const LOOKS: Duration = Duration::from_millis(50);
/// Longest wait for the runs to end.
const PATIENCE: Duration = Duration::from_secs(180);

impl Works<'_> {
    /// Measures them.
    pub(super) fn sales(&self, table: &mut Table, empty: &Measured) -> anyhow::Result<()> {
        self.boards(table)?;
        self.document(table, empty)?;
        if !self.wants(LISTENED) && !self.wants(RUNS) {
            return Ok(());
        }
        let stop = Arc::new(AtomicBool::new(false));
        let followers = crate::features::followers();
        let threads = platform::follower::start(&self.installation.platform, &followers, &stop)?;
        let measured = self.listened(table).and_then(|()| self.runs(table));
        stop.store(true, Ordering::SeqCst);
        for thread in threads {
            let _ = thread.join();
        }
        measured
    }

    /// A board as the web app opens it: its stages and counts at once, then the cards of the columns in sight and the sums.
    fn boards(&self, table: &mut Table) -> anyhow::Result<()> {
        if !self.wants(BOARD) {
            return Ok(());
        }
        let pipelines = self.ids("pipelines", 1)?;
        let (mut worst, mut told) = (0.0f64, Vec::new());
        let scopes = std::iter::once(None).chain(pipelines.iter().map(Some));
        for scope in scopes {
            let filter = scope.map_or(Json::Null, |id| json!({"field": "pipeline", "op": "is", "value": id}));
            let (measured, deals) = self.board(&filter, scope)?;
            let name = if scope.is_some() { "of one pipeline" } else { "of all" };
            table.row(self.name, &format!("{BOARD}: {deals} deals, {name}"), 1, &measured, "–");
            worst = worst.max(measured.p99);
            told.push(deals);
        }
        if let Some(database) = &self.database {
            let raw = limit::raw(database, &raw_board(database)?)?;
            table.limit("Raw SQLite: the counts, sums and cards of a board of all deals", raw * 1000.0, "ms");
            let times = worst / raw;
            let measured = format!("p99 {:.1} ms, {times:.2} × raw SQLite, {told:?} deals", worst * 1000.0);
            self.goal(
                table,
                "board of 50,000 deals: all it asks for before its first paint in less than 300 ms",
                measured,
                worst < 0.3,
            );
        }
        Ok(())
    }

    fn board(&self, filter: &Json, scope: Option<&String>) -> anyhow::Result<(Measured, u64)> {
        let mut clients = (0..AT_ONCE)
            .map(|_| Client::connect(self.address, self.key))
            .collect::<std::io::Result<Vec<_>>>()?;
        let of_pipeline = |id: &String| json!({"field": "pipeline", "op": "is", "value": id});
        let stages = match scope {
            Some(id) => {
                format!("/stages?sort=position&limit=100&filter={}", encoded(&of_pipeline(id).to_string()))
            }
            None => "/stages?sort=position&limit=100".to_string(),
        };
        let groups = |by: Json, measures: Json, most: u64| -> Call {
            let body = json!({"filter": filter, "by": by, "measures": measures, "limit": most});
            ("POST", "/deals/groups".into(), body.to_string())
        };
        let counts = groups(json!([{"field": "stage"}]), json!([{"measure": "count"}]), 200);
        let by = json!([{"field": "stage"}, {"field": "probability"}]);
        let sums = groups(by, json!([{"measure": "sum", "field": "amount"}]), 1000);
        let (mut times, mut deals) = (Vec::new(), 0);
        for turn in 0..OPENED + 5 {
            let begun = Instant::now();
            let answers = together(&mut clients, &[get(stages.clone()), counts.clone()])?;
            let columns = answers.first().and_then(|found| found.pointer("/data")?.as_array().cloned());
            let mut calls = vec![sums.clone()];
            for column in columns.context("a board without stages")?.iter().take(COLUMNS) {
                let own = json!({"field": "stage", "op": "is", "value": column.get("id")});
                let both = if filter.is_null() { own } else { json!({"and": [filter, own]}) };
                calls.push(get(format!("/deals?limit=50&filter={}", encoded(&both.to_string()))));
            }
            together(&mut clients, &calls)?;
            if turn >= 5 {
                times.push(begun.elapsed().as_secs_f64());
            }
            let groups = answers.get(1).and_then(|found| found.pointer("/groups")?.as_array().cloned());
            let count = |group: &Json| group.pointer("/values/0").and_then(Json::as_u64);
            deals = groups.unwrap_or_default().iter().filter_map(count).sum();
        }
        anyhow::ensure!(deals > 0, "the board is empty");
        Ok((load::told(times, 0, None), deals))
    }

    /// The quote of a deal with lines, drawn again and again.
    fn document(&self, table: &mut Table, empty: &Measured) -> anyhow::Result<()> {
        if !self.wants(DOCUMENT) {
            return Ok(());
        }
        let lines = self.ask(&get("/deal_lines?limit=1&fields=deal".into()))?;
        let deal = lines.pointer("/data/0/deal/id").and_then(Json::as_str).context("a deal with lines")?;
        let made = self.ask(&("POST", format!("/deals/{deal}/quotes"), "{}".into()))?;
        let quote = made.get("id").and_then(Json::as_str).context("a quote")?.to_string();
        let draw = Arc::new(move |_: usize, _: usize| get(format!("/quotes/{quote}/pdf")));
        let against =
            |_: usize, measured: &Measured| format!("{:.1} × the empty route", measured.p50 / empty.p50);
        for (clients, measured) in self.load(table, DOCUMENT, &[1, 8], draw, &against)? {
            let millis = measured.p99 * 1000.0;
            let want = format!("quote PDF, {clients} clients: p99 less than 150 ms");
            self.goal(table, &want, format!("{millis:.1} ms"), millis < 150.0 && measured.failed == 0);
        }
        Ok(())
    }

    /// The same write with nobody who listens, with two hundred automations that look at it and find that it is not theirs,
    /// and without them again.
    fn listened(&self, table: &mut Table) -> anyhow::Result<()> {
        if !self.wants(LISTENED) {
            return Ok(());
        }
        let companies = Arc::new(self.ids("companies", 500)?);
        let write: super::work::Make = {
            let mark = self.mark;
            Arc::new(move |client, number| {
                let id = companies.get((client * 97 + number) % companies.len().max(1));
                let body = json!({"description": format!("Seen {mark}-{client}-{number}")});
                ("PATCH", format!("/companies/{}", id.map_or("", String::as_str)), body.to_string())
            })
        };
        let measure = |clients: usize| -> anyhow::Result<Measured> {
            load::run(self.address, self.key, clients, super::work::WARM_UP, Arc::clone(&write))?;
            Ok(load::run(self.address, self.key, clients, super::work::TIME * 2, Arc::clone(&write))?)
        };
        for clients in [1, 8] {
            let before = measure(clients)?;
            let made = (0..LISTENERS)
                .map(|number| {
                    let condition = json!({"and": [
                        {"field": "employees", "op": "gt", "value": 1_000_000_000 + number},
                        {"field": "name", "op": "is_not_empty"},
                    ]});
                    let changes = if number % 2 == 0 { json!([{"field": "description"}]) } else { json!([]) };
                    self.automation(
                        &format!("Listener {number}"),
                        json!({
                            "object": "company", "trigger": {"on": "changed", "changes": changes},
                            "condition": condition, "steps": [{"do": "change", "set": {"lifecycle": "customer"}}],
                        }),
                    )
                })
                .collect::<anyhow::Result<Vec<_>>>()?;
            std::thread::sleep(Duration::from_millis(300));
            let with = measure(clients)?;
            let waited = self.caught_up()?;
            for id in &made {
                self.ask_nothing(&("DELETE", format!("/automations/{id}"), String::new()))?;
            }
            let after = measure(clients)?;
            // Not only what the writer waits for: also what the machine has to do besides.
            let ratio = (before.rate + after.rate) / 2.0 / with.rate;
            table.row(self.name, "the same write, nobody listens", clients, &before, "–");
            table.row(
                self.name,
                LISTENED,
                clients,
                &with,
                &format!("{ratio:.2} × the write nobody listens for"),
            );
            table.fact(
                self.name,
                &format!("all that {LISTENERS} automations had to look at, {clients} clients"),
                format!("done {:.2} s after the last write", waited.as_secs_f64()),
            );
            let want = format!(
                "a write {LISTENERS} automations listen for, {clients} clients: at most 1.3 × one that none does"
            );
            self.goal(table, &want, format!("{ratio:.2} ×"), ratio <= 1.3);
        }
        Ok(())
    }

    /// Records are made in bulk and each starts a run, while people work.
    fn runs(&self, table: &mut Table) -> anyhow::Result<()> {
        if !self.wants(RUNS) {
            return Ok(());
        }
        let alone = self.people_at_work(|| {
            std::thread::sleep(Duration::from_secs(4));
            Ok(())
        })?;
        let automation = self.automation(
            "Bench",
            json!({
                "object": "company", "trigger": {"on": "created"},
                "limits": {"minute": 100_000, "hour": 1_000_000},
                "steps": [
                    {"do": "task", "subject": "Welcome {{record.name}}", "days": 2},
                    {"do": "change", "set": {"description": "{{record.description}} Welcomed."}},
                    {"do": "create", "object": "note", "set": {"body": "{{record.name}} is new."}},
                ],
            }),
        )?;
        let id: Id = automation.parse().map_err(|_| anyhow::anyhow!("an id"))?;
        let mut seconds = 0.0;
        let beside = self.people_at_work(|| {
            let begun = Instant::now();
            let mark = self.mark;
            for piece in 0..STARTED / PIECE {
                let made: Vec<Json> = (0..PIECE)
                    .map(|one| json!({"create": {"name": format!("Run {mark}-{piece}-{one}")}}))
                    .collect();
                self.ask(&("POST", "/companies/bulk".into(), json!({"operations": made}).to_string()))?;
            }
            while self.done(id)? < STARTED {
                anyhow::ensure!(begun.elapsed() < PATIENCE, "the runs do not come to their end");
                std::thread::sleep(Duration::from_millis(100));
            }
            seconds = begun.elapsed().as_secs_f64();
            Ok(())
        })?;
        let rate = STARTED as f64 / seconds * 60.0;
        table.row(self.name, "people at work, no automation runs", PEOPLE, &alone, "–");
        let slower = format!("p50 {:.2} × alone", beside.p50 / alone.p50);
        table.row(self.name, &format!("people at work beside {RUNS}"), PEOPLE, &beside, &slower);
        let mut told = format!("{rate:.0} per minute ({STARTED} runs in {seconds:.1} s)");
        if let Some(database) = &self.database {
            let raw = limit::raw_runs(database, &self.folder)? * 60.0;
            table.limit("Raw SQLite: the rows such a run leaves, 25 runs a commit", raw, "runs per minute");
            told = format!("{told}, {:.3} of raw SQLite", rate / raw);
        }
        self.ask_nothing(&("DELETE", format!("/automations/{automation}"), String::new()))?;
        table.fact(self.name, &format!("{RUNS} beside normal use"), told.clone());
        let want = "automation: at least 10,000 runs of three steps per minute beside normal use";
        self.goal(table, want, told, rate >= 10_000.0 && beside.failed == 0);
        Ok(())
    }

    /// People who read, list, search and write while something else happens.
    fn people_at_work(&self, meanwhile: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<Measured> {
        let people = Arc::new(self.ids("people", 500)?);
        let words = Arc::new(self.words()?);
        let stop = AtomicBool::new(false);
        let all = Mutex::new((Vec::new(), 0usize));
        let started = Instant::now();
        let work = &|client: usize| -> anyhow::Result<()> {
            let mut connection = Client::connect(self.address, self.key)?;
            let mut number = client * 101;
            while !stop.load(Ordering::SeqCst) {
                number += 1;
                let person = people.get(number % people.len().max(1)).map_or("", String::as_str);
                let call = match number % 4 {
                    0 => get(format!("/people/{person}")),
                    1 => get("/people?sort=name&limit=50".into()),
                    2 => get(format!(
                        "/search?q={}",
                        words.get(number % words.len().max(1)).map_or("", String::as_str)
                    )),
                    _ => {
                        let body = json!({"job_title": format!("Title {number}")}).to_string();
                        ("PATCH", format!("/people/{person}"), body)
                    }
                };
                let begun = Instant::now();
                let (status, _) = connection.send(&call)?;
                let took = begun.elapsed().as_secs_f64();
                if let Ok(mut all) = all.lock() {
                    all.0.push(took);
                    all.1 += usize::from(!(200..300).contains(&status));
                }
                std::thread::sleep(LOOKS);
            }
            Ok(())
        };
        std::thread::scope(|scope| -> anyhow::Result<()> {
            let threads: Vec<_> = (0..PEOPLE).map(|client| scope.spawn(move || work(client))).collect();
            let done = meanwhile();
            stop.store(true, Ordering::SeqCst);
            for thread in threads {
                thread.join().map_err(|_| anyhow::anyhow!("a client of the benchmark stopped"))??;
            }
            done
        })?;
        let seconds = started.elapsed();
        let (times, failed) =
            all.into_inner().map_err(|_| anyhow::anyhow!("a client of the benchmark stopped"))?;
        Ok(load::told(times, failed, Some(seconds)))
    }

    /// An automation that is on; answers its id.
    fn automation(&self, name: &str, definition: Json) -> anyhow::Result<String> {
        let body = json!({"name": name, "definition": definition}).to_string();
        let made = self.ask(&("POST", "/automations".into(), body))?;
        let id = made.get("id").and_then(Json::as_str).context("an automation")?.to_string();
        self.ask(&("PUT", format!("/automations/{id}/publication"), String::new()))?;
        Ok(id)
    }

    /// How many runs of an automation have come to their end.
    fn done(&self, automation: Id) -> anyhow::Result<usize> {
        let filter = vec![
            Condition::Eq("workspace_id", self.workspace.id.into()),
            Condition::Eq("automation_id", automation.into()),
            Condition::Eq("state", "done".into()),
        ];
        let select = Select::new("automation_run", &["id"], filter);
        Ok(self.installation.platform.store.read(|reader| reader.select(&select))?.len())
    }

    /// Waits until the automations have read all of the log; answers how long that took.
    fn caught_up(&self) -> anyhow::Result<Duration> {
        let begun = Instant::now();
        let workspace = self.workspace.id;
        let newest = store::event::EventFilter { descending: true, limit: 1, ..Default::default() };
        let select = Select::new(
            "automation_feed",
            &["position"],
            vec![Condition::Eq("workspace_id", workspace.into())],
        );
        loop {
            let (last, place) = self.installation.platform.store.read(|reader| {
                let last = reader.events(workspace, &newest)?.first().map_or(0, |event| event.seq);
                let place = reader.select(&select)?.first().and_then(|row| row.first()?.integer());
                Ok((last, place.unwrap_or_default()))
            })?;
            if place >= last {
                return Ok(begun.elapsed());
            }
            anyhow::ensure!(begun.elapsed() < PATIENCE, "the automations do not come to the end of the log");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn ask_nothing(&self, call: &Call) -> anyhow::Result<()> {
        let (status, _) = Client::connect(self.address, self.key)?.send(call)?;
        anyhow::ensure!((200..300).contains(&status), "{} answered {status}", call.1);
        Ok(())
    }
}

/// Sends calls at once, as many as there are clients, and reads all answers.
fn together(clients: &mut [Client], calls: &[Call]) -> anyhow::Result<Vec<Json>> {
    let next = Mutex::new((0..calls.len()).collect::<std::collections::VecDeque<usize>>());
    let answers = Mutex::new(vec![Json::Null; calls.len()]);
    std::thread::scope(|scope| -> anyhow::Result<()> {
        let threads: Vec<_> = clients
            .iter_mut()
            .take(calls.len())
            .map(|client| {
                let (next, answers) = (&next, &answers);
                scope.spawn(move || -> anyhow::Result<()> {
                    while let Some(place) = next.lock().ok().and_then(|mut next| next.pop_front()) {
                        let Some(call) = calls.get(place) else { break };
                        let (status, body) = client.send(call)?;
                        anyhow::ensure!(
                            status == 200,
                            "{} answered {status}: {}",
                            call.1,
                            String::from_utf8_lossy(&body)
                        );
                        let body = serde_json::from_slice(&body)?;
                        if let Ok(mut answers) = answers.lock()
                            && let Some(answer) = answers.get_mut(place)
                        {
                            *answer = body;
                        }
                    }
                    Ok(())
                })
            })
            .collect();
        for thread in threads {
            thread.join().map_err(|_| anyhow::anyhow!("a client of the benchmark stopped"))??;
        }
        Ok(())
    })?;
    answers.into_inner().map_err(|_| anyhow::anyhow!("a client of the benchmark stopped"))
}

/// What SQLite itself is asked for the same board.
fn raw_board(database: &Path) -> anyhow::Result<Vec<String>> {
    let mut statements = vec![
        "SELECT stage, count(*) FROM deal WHERE workspace_id = 1 AND removed_at IS NULL GROUP BY stage".to_string(),
        "SELECT stage, probability, amount_currency, sum(amount) FROM deal WHERE workspace_id = 1 AND removed_at IS NULL \
         GROUP BY stage, probability, amount_currency"
            .to_string(),
    ];
    for stage in
        limit::ids(database, "SELECT id FROM stage WHERE workspace_id = 1 ORDER BY position, id LIMIT 6")?
    {
        statements.push(format!(
            "SELECT d.*, c.name AS company_title, u.name AS owner_title FROM deal d \
             LEFT JOIN company c ON c.workspace_id = d.workspace_id AND c.id = d.company \
             LEFT JOIN \"user\" u ON u.workspace_id = d.workspace_id AND u.id = d.owner \
             WHERE d.workspace_id = 1 AND d.removed_at IS NULL AND d.stage = x'{stage}' ORDER BY d.created_at DESC, d.id DESC LIMIT 50"
        ));
    }
    Ok(statements)
}

/// A text as part of an address.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}
