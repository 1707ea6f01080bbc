//! Counters and timings, shown as Prometheus text at `/metrics`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

/// All that is counted in this process. Labels come from code and from patterns of routes, never from what a user typed, so
/// the number of series is bounded.
#[derive(Default)]
pub struct Metrics {
    families: RwLock<BTreeMap<&'static str, Family>>,
}

struct Family {
    help: &'static str,
    kind: &'static str,
    series: BTreeMap<String, Arc<Series>>,
}

#[derive(Default)]
struct Series {
    /// The count, or the value of a gauge.
    value: AtomicU64,
    buckets: [AtomicU64; BOUNDS.len()],
    micros: AtomicU64,
}

/// Upper bounds of the buckets, in seconds.
const BOUNDS: [f64; 12] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];

/// A label and its value.
pub type Label<'a> = (&'static str, &'a str);

impl Metrics {
    /// Counts one more.
    pub fn count(&self, name: &'static str, help: &'static str, labels: &[Label<'_>]) {
        self.add(name, help, labels, 1);
    }

    /// Counts so many more.
    pub fn add(&self, name: &'static str, help: &'static str, labels: &[Label<'_>], number: u64) {
        self.series(name, help, "counter", labels).value.fetch_add(number, Ordering::Relaxed);
    }

    /// Sets a value that goes up and down.
    pub fn set(&self, name: &'static str, help: &'static str, labels: &[Label<'_>], value: u64) {
        self.series(name, help, "gauge", labels).value.store(value, Ordering::Relaxed);
    }

    /// Notes how long something took.
    pub fn observe(&self, name: &'static str, help: &'static str, labels: &[Label<'_>], seconds: f64) {
        let series = self.series(name, help, "histogram", labels);
        series.value.fetch_add(1, Ordering::Relaxed);
        series.micros.fetch_add((seconds.max(0.0) * 1_000_000.0) as u64, Ordering::Relaxed);
        for (_, bucket) in BOUNDS.iter().zip(&series.buckets).filter(|(bound, _)| seconds <= **bound) {
            bucket.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// The text Prometheus reads.
    pub fn render(&self) -> String {
        if let Some(bytes) = resident_bytes() {
            self.set("process_resident_memory_bytes", "Memory of this process", &[], bytes);
        }
        let families = self.families.read().unwrap_or_else(PoisonError::into_inner);
        let mut text = String::new();
        for (name, family) in families.iter() {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "# HELP {name} {}\n# TYPE {name} {}", family.help, family.kind);
            for (labels, series) in &family.series {
                if family.kind == "histogram" {
                    write_histogram(&mut text, name, labels, series);
                } else {
                    let braces = if labels.is_empty() { String::new() } else { format!("{{{labels}}}") };
                    let _ = writeln!(text, "{name}{braces} {}", series.value.load(Ordering::Relaxed));
                }
            }
        }
        text
    }

    fn series(
        &self,
        name: &'static str,
        help: &'static str,
        kind: &'static str,
        labels: &[Label<'_>],
    ) -> Arc<Series> {
        let labels = label_text(labels);
        {
            let families = self.families.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(series) = families.get(name).and_then(|family| family.series.get(&labels)) {
                return series.clone();
            }
        }
        let mut families = self.families.write().unwrap_or_else(PoisonError::into_inner);
        let family = families.entry(name).or_insert_with(|| Family { help, kind, series: BTreeMap::new() });
        family.series.entry(labels).or_default().clone()
    }
}

fn write_histogram(text: &mut String, name: &str, labels: &str, series: &Series) {
    let comma = if labels.is_empty() { "" } else { "," };
    for (bound, bucket) in BOUNDS.iter().zip(&series.buckets) {
        let _ = writeln!(
            text,
            "{name}_bucket{{{labels}{comma}le=\"{bound}\"}} {}",
            bucket.load(Ordering::Relaxed)
        );
    }
    let count = series.value.load(Ordering::Relaxed);
    let seconds = series.micros.load(Ordering::Relaxed) as f64 / 1_000_000.0;
    let braces = if labels.is_empty() { String::new() } else { format!("{{{labels}}}") };
    let _ = writeln!(text, "{name}_bucket{{{labels}{comma}le=\"+Inf\"}} {count}");
    let _ = writeln!(text, "{name}_sum{braces} {seconds}\n{name}_count{braces} {count}");
}

fn label_text(labels: &[Label<'_>]) -> String {
    let mut text = String::new();
    for (name, value) in labels {
        if !text.is_empty() {
            text.push(',');
        }
        let value = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        let _ = write!(text, "{name}=\"{value}\"");
    }
    text
}

/// The memory this process holds, where the system tells (Linux).
fn resident_bytes() -> Option<u64> {
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = statm.split(' ').nth(1)?.parse().ok()?;
    Some(pages * 4096)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_what_prometheus_reads() {
        let metrics = Metrics::default();
        metrics.count("kith_things_total", "Things", &[("kind", "a\"b")]);
        metrics.add("kith_things_total", "Things", &[("kind", "a\"b")], 2);
        metrics.set("kith_level", "Level", &[], 7);
        metrics.observe("kith_seconds", "Time", &[("route", "/x")], 0.002);
        metrics.observe("kith_seconds", "Time", &[("route", "/x")], 60.0);
        let text = metrics.render();
        for line in [
            "# TYPE kith_things_total counter",
            "kith_things_total{kind=\"a\\\"b\"} 3",
            "kith_level 7",
            "kith_seconds_bucket{route=\"/x\",le=\"0.001\"} 0",
            "kith_seconds_bucket{route=\"/x\",le=\"0.0025\"} 1",
            "kith_seconds_bucket{route=\"/x\",le=\"30\"} 1",
            "kith_seconds_bucket{route=\"/x\",le=\"+Inf\"} 2",
            "kith_seconds_count{route=\"/x\"} 2",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} in\n{text}");
        }
    }
}
