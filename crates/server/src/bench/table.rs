//! The page the benchmark writes.

use super::load::Measured;
use std::fmt::Write as _;

/// Collects what was measured and prints it as Markdown.
pub struct Table {
    scale: f64,
    limits: Vec<(String, f64, &'static str)>,
    rows: Vec<String>,
    facts: Vec<String>,
    goals: Vec<String>,
    /// Works with one client on the embedded database and how long half of their requests took at most.
    times: Vec<(String, f64)>,
    growth: Vec<String>,
    fsync: f64,
}

/// Ten times as many records may cost a logarithm more; measuring has this much noise of its own.
const NOISE: f64 = 1.25;

impl Table {
    /// An empty page.
    pub fn new(scale: f64) -> Table {
        Table {
            scale,
            limits: Vec::new(),
            rows: Vec::new(),
            facts: Vec::new(),
            goals: Vec::new(),
            times: Vec::new(),
            growth: Vec::new(),
            fsync: 0.0,
        }
    }

    /// A limit of the machine.
    pub fn limit(&mut self, name: &str, value: f64, unit: &'static str) {
        if self.limits.is_empty() {
            self.fsync = value;
        }
        self.limits.push((name.to_string(), value, unit));
    }

    /// How much data: 1 is 100,000 people.
    pub fn scale(&self) -> f64 {
        self.scale
    }

    /// Commits per second of this disk.
    pub fn fsync(&self) -> f64 {
        self.fsync
    }

    /// A work under load.
    pub fn row(&mut self, store: &str, work: &str, clients: usize, measured: &Measured, against: &str) {
        if clients == 1 && store == super::EMBEDDED {
            self.times.push((work.to_string(), measured.p50 * 1000.0));
        }
        let failed =
            if measured.failed > 0 { format!(" ({} failed)", measured.failed) } else { String::new() };
        self.rows.push(format!(
            "| {store} | {work} | {clients} | {:.2} ms | {:.2} ms | {:.0}/s{failed} | {against} |",
            measured.p50 * 1000.0,
            measured.p99 * 1000.0,
            measured.rate
        ));
    }

    /// Anything else.
    pub fn fact(&mut self, store: &str, what: &str, value: String) {
        self.facts.push(format!("| {store} | {what} | {value} |"));
    }

    /// Something we want to reach, what was measured, and whether that is enough.
    pub fn goal(&mut self, want: &str, measured: String, met: bool) {
        let word = if met { "yes" } else { "**no**" };
        self.goals.push(format!("| {want} | {measured} | {word} |"));
    }

    /// What the works cost here against a smaller database.
    pub fn grown_from(&mut self, smaller: &Table) {
        let logarithm = (100_000.0 * self.scale).ln() / (100_000.0 * smaller.scale).ln();
        let times = self.times.clone();
        for (work, before) in &smaller.times {
            let Some((_, now)) = times.iter().find(|(known, _)| known == work) else { continue };
            let ratio = now / before;
            self.growth.push(format!("| {work} | {before:.2} ms | {now:.2} ms | {ratio:.2} × |"));
            if super::work::GROWS.contains(&work.as_str()) {
                let want = format!(
                    "{work}: {:.0} × the records cost at most {logarithm:.2} ×, the logarithm, and a quarter more for noise",
                    self.scale / smaller.scale
                );
                self.goal(&want, format!("{ratio:.2} ×"), ratio <= logarithm * NOISE);
            }
        }
    }

    /// The page.
    pub fn text(&self) -> String {
        let mut page = String::from(
            "# Performance\n\nWritten by `make bench`. Every ratio is against a limit measured in the same run on the same machine.\n\n",
        );
        let cores = std::thread::available_parallelism().map(usize::from).unwrap_or(1);
        let processor = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let model = processor
            .lines()
            .find_map(|line| line.strip_prefix("model name"))
            .map_or("unknown", |line| line.trim_start_matches([' ', '\t', ':']));
        let _ = writeln!(
            page,
            "Machine: {cores} cores, {model}. Scale {}: {:.0} people. Server and clients of the load share the machine.\n",
            self.scale,
            100_000.0 * self.scale
        );
        page.push_str("## Limits of this machine\n\n| Limit | Value |\n|---|---|\n");
        for (name, value, unit) in &self.limits {
            let _ = writeln!(page, "| {name} | {value:.2} {unit} |");
        }
        page.push_str("\n## Works over HTTP\n\n| Store | Work | Clients | p50 | p99 | Throughput | Against the limit |\n|---|---|---|---|---|---|---|\n");
        for row in &self.rows {
            let _ = writeln!(page, "{row}");
        }
        if !self.growth.is_empty() {
            page.push_str("\n## With ten times the records\n\nOne client, half of the requests.\n\n| Work | A tenth | All | |\n|---|---|---|---|\n");
            for row in &self.growth {
                let _ = writeln!(page, "{row}");
            }
        }
        page.push_str("\n## Further\n\n| Store | What | Value |\n|---|---|---|\n");
        for fact in &self.facts {
            let _ = writeln!(page, "{fact}");
        }
        page.push_str(
            "\n## What we want to reach, on SQLite\n\n| Goal | Measured | Reached |\n|---|---|---|\n",
        );
        for goal in &self.goals {
            let _ = writeln!(page, "{goal}");
        }
        page
    }
}
