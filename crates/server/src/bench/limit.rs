//! The limits of the machine, measured in the same run: what Kith's numbers are held against.

use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::time::Instant;

/// Commits per second when each waits for the disk alone: a page written and synced, again and again.
pub fn fsync_rate(folder: &Path) -> anyhow::Result<f64> {
    let path = folder.join("fsync.probe");
    let mut file = std::fs::File::create(&path)?;
    let page = [7u8; 4096];
    let started = Instant::now();
    let mut count = 0u32;
    while count < 20 || started.elapsed().as_secs_f64() < 1.0 {
        file.seek(SeekFrom::Start(u64::from(count % 64) * 4096))?;
        file.write_all(&page)?;
        file.sync_data()?;
        count += 1;
    }
    let rate = f64::from(count) / started.elapsed().as_secs_f64();
    std::fs::remove_file(path)?;
    Ok(rate)
}

/// The first fifty people by name.
pub const PAGE: &str = "SELECT p.*, c.name AS company_title, u.name AS owner_title FROM person p \
     LEFT JOIN company c ON c.workspace_id = p.workspace_id AND c.id = p.company \
     LEFT JOIN \"user\" u ON u.workspace_id = p.workspace_id AND u.id = p.owner \
     WHERE p.workspace_id = 1 AND p.removed_at IS NULL AND p.name_fold IS NOT NULL ORDER BY p.name_fold, p.id LIMIT 50";

/// The sums of a forecast of a year.
pub fn forecast(year: i64) -> Vec<String> {
    let (first, last) = (year * 10_000 + 101, year * 10_000 + 1231);
    let moment = |year: i64| {
        let day =
            jiff::civil::date(i16::try_from(year).unwrap_or(2026), 1, 1).to_zoned(jiff::tz::TimeZone::UTC);
        day.map_or(0, |day| day.timestamp().as_microsecond())
    };
    let (from, until) = (moment(year), moment(year + 1));
    let of = "FROM deal WHERE workspace_id = 1 AND removed_at IS NULL";
    let decided = |outcome: &str| {
        format!(
            "SELECT owner, amount_currency, count(*), sum(amount), sum(cycle_days) {of} AND outcome = '{outcome}' \
             AND closed_at >= {from} AND closed_at < {until} GROUP BY owner, amount_currency"
        )
    };
    vec![
        format!(
            "SELECT owner, forecast_category, amount_currency, count(*), sum(amount), sum(weighted) {of} \
             AND outcome = 'open' AND close_date BETWEEN {first} AND {last} GROUP BY owner, forecast_category, amount_currency"
        ),
        decided("won"),
        decided("lost"),
    ]
}

/// The ids a statement answers with, as hexadecimal digits.
pub fn ids(database: &Path, statement: &str) -> anyhow::Result<Vec<String>> {
    let connection = open(database)?;
    let mut statement = connection.prepare(statement)?;
    let ids = statement.query_map([], |row| Ok(platform::hex(row.get_ref(0)?.as_blob()?)))?;
    Ok(ids.collect::<rusqlite::Result<Vec<_>>>()?)
}

/// Seconds that SQLite itself takes to read what these statements ask for, one after the other, and to serialize it (median).
pub fn raw(database: &Path, statements: &[String]) -> anyhow::Result<f64> {
    let connection = open(database)?;
    let mut prepared =
        statements.iter().map(|text| connection.prepare(text)).collect::<rusqlite::Result<Vec<_>>>()?;
    let (mut times, mut bytes) = (Vec::new(), 0);
    let begun = Instant::now();
    while times.len() < 10 || (times.len() < 300 && begun.elapsed().as_secs_f64() < 3.0) {
        let started = Instant::now();
        for statement in &mut prepared {
            bytes += serde_json::to_vec(&rows(statement)?)?.len();
        }
        times.push(started.elapsed().as_secs_f64());
    }
    anyhow::ensure!(bytes > 0, "the raw rows are empty");
    times.sort_by(f64::total_cmp);
    Ok(times.get(times.len() / 2).copied().unwrap_or_default())
}

/// Seconds that SQLite itself takes to hand over every value a statement asks for (the middle of three times).
pub fn scan(database: &Path, statement: &str) -> anyhow::Result<f64> {
    let connection = open(database)?;
    let mut times = Vec::new();
    for _ in 0..3 {
        let started = Instant::now();
        let mut statement = connection.prepare(statement)?;
        let columns = statement.column_count();
        let (mut rows, mut bytes) = (statement.query([])?, 0u64);
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                bytes = bytes.wrapping_add(match row.get_ref(column)? {
                    rusqlite::types::ValueRef::Integer(number) => number.unsigned_abs(),
                    rusqlite::types::ValueRef::Blob(blob) => blob.len() as u64,
                    _ => 1,
                });
            }
        }
        // Looked at, so that the reading is not left out.
        std::hint::black_box(bytes);
        times.push(started.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    Ok(times.get(1).copied().unwrap_or_default())
}

fn open(database: &Path) -> anyhow::Result<rusqlite::Connection> {
    Ok(rusqlite::Connection::open_with_flags(database, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?)
}

fn rows(statement: &mut rusqlite::Statement<'_>) -> anyhow::Result<Vec<serde_json::Value>> {
    let names: Vec<String> = statement.column_names().map(str::to_string).collect();
    let mut page = Vec::with_capacity(50);
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let mut record = serde_json::Map::with_capacity(names.len());
        for (index, name) in names.iter().enumerate() {
            let value = match row.get_ref(index)? {
                rusqlite::types::ValueRef::Null => serde_json::Value::Null,
                rusqlite::types::ValueRef::Integer(number) => number.into(),
                rusqlite::types::ValueRef::Real(number) => number.into(),
                rusqlite::types::ValueRef::Text(text) => String::from_utf8_lossy(text).into(),
                rusqlite::types::ValueRef::Blob(blob) => platform::hex(blob).into(),
            };
            record.insert(name.clone(), value);
        }
        page.push(serde_json::Value::Object(record));
    }
    Ok(page)
}

/// What a run of three steps leaves: table and rows. The change of the record stands here as one more row.
const LEFT: [(&str, usize); 6] =
    [("company", 1), ("task", 1), ("note", 1), ("event", 3), ("automation_run", 1), ("automation_step", 3)];
/// Runs written to find that limit, and those of one commit.
const RUNS: usize = 2_000;
const PIECE: usize = 25;

/// Runs per second when SQLite itself writes the rows each leaves, with the same indexes and just as durable.
pub fn raw_runs(database: &Path, folder: &Path) -> anyhow::Result<f64> {
    let source = open(database)?;
    let path = folder.join("raw-runs.db");
    let target = rusqlite::Connection::open(&path)?;
    target.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")?;
    let mut all = Vec::new();
    for (name, each) in LEFT {
        let mut schema = source
            .prepare("SELECT sql FROM sqlite_master WHERE tbl_name = ?1 AND sql IS NOT NULL ORDER BY type = 'table' DESC")?;
        let texts = schema.query_map([name], |row| row.get::<_, String>(0))?;
        for text in texts {
            let text = text?;
            if text.starts_with("CREATE TABLE") || text.contains("INDEX") {
                target.execute_batch(&text)?;
            }
        }
        let mut newest = source.prepare(&format!("SELECT * FROM \"{name}\" LIMIT {}", RUNS * each))?;
        let columns = newest.column_count();
        let read = newest.query_map([], |row| {
            (0..columns)
                .map(|at| row.get::<_, rusqlite::types::Value>(at))
                .collect::<rusqlite::Result<Vec<_>>>()
        })?;
        let read = read.collect::<rusqlite::Result<Vec<_>>>()?;
        anyhow::ensure!(read.len() == RUNS * each, "too few rows of {name} to measure with");
        let marks = vec!["?"; columns].join(", ");
        all.push((format!("INSERT INTO \"{name}\" VALUES ({marks})"), each, read));
    }
    let started = Instant::now();
    for piece in 0..RUNS / PIECE {
        target.execute_batch("BEGIN IMMEDIATE")?;
        for (insert, each, rows) in &all {
            let mut insert = target.prepare_cached(insert)?;
            for row in rows.iter().skip(piece * PIECE * each).take(PIECE * each) {
                insert.execute(rusqlite::params_from_iter(row))?;
            }
        }
        target.execute_batch("COMMIT")?;
    }
    let rate = RUNS as f64 / started.elapsed().as_secs_f64();
    drop(target);
    std::fs::remove_file(path)?;
    Ok(rate)
}

/// Resident memory of this process in bytes.
pub fn memory() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm")
        .ok()
        .and_then(|text| text.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok()));
    pages.unwrap_or(0) * 4096
}

/// Takes away the triggers by which a purchase and its lines keep the summary of their customer; answers them.
pub fn without_summary(database: &Path) -> anyhow::Result<Vec<String>> {
    let connection = rusqlite::Connection::open(database)?;
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    let mut statement = connection.prepare(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('purchase', 'purchase_line') \
         AND (name LIKE '%customer%' OR name LIKE 'purchase_channel%' OR name LIKE 'purchase_lines%' OR name LIKE 'purchase_detail%')",
    )?;
    let found = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let kept = found.collect::<Result<Vec<_>, _>>()?;
    drop(statement);
    for (name, _) in &kept {
        connection.execute_batch(&format!("DROP TRIGGER {name}"))?;
    }
    anyhow::ensure!(!kept.is_empty(), "no trigger keeps a summary");
    Ok(kept.into_iter().map(|(_, text)| text).collect())
}

/// Brings them back.
pub fn with_summary(database: &Path, kept: &[String]) -> anyhow::Result<()> {
    let connection = rusqlite::Connection::open(database)?;
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    for text in kept {
        connection.execute_batch(text)?;
    }
    Ok(())
}

/// From here on [`peak`] tells the most memory anew.
pub fn forget_peak() {
    // Where the system does not let one, the peak is that of all the time before as well.
    let _told = std::fs::write("/proc/self/clear_refs", "5");
}

/// The most memory this process had at once, in bytes.
pub fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) * 1024
}
