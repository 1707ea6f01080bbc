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

/// Seconds that SQLite itself takes to read the first fifty people by name and serialize their columns (median).
pub fn raw_page(database: &Path) -> anyhow::Result<f64> {
    let connection =
        rusqlite::Connection::open_with_flags(database, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut statement = connection.prepare(
        "SELECT p.*, c.name AS company_title, u.name AS owner_title FROM person p \
         LEFT JOIN company c ON c.workspace_id = p.workspace_id AND c.id = p.company \
         LEFT JOIN \"user\" u ON u.workspace_id = p.workspace_id AND u.id = p.owner \
         WHERE p.workspace_id = 1 AND p.removed_at IS NULL AND p.name_fold IS NOT NULL ORDER BY p.name_fold, p.id LIMIT 50",
    )?;
    let names: Vec<String> = statement.column_names().map(str::to_string).collect();
    let mut times = Vec::new();
    let mut bytes = 0;
    for _ in 0..300 {
        let started = Instant::now();
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
            page.push(record);
        }
        bytes += serde_json::to_vec(&page)?.len();
        times.push(started.elapsed().as_secs_f64());
    }
    anyhow::ensure!(bytes > 0, "the raw page is empty");
    times.sort_by(f64::total_cmp);
    Ok(times.get(times.len() / 2).copied().unwrap_or_default())
}

/// Resident memory of this process in bytes.
pub fn memory() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm")
        .ok()
        .and_then(|text| text.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok()));
    pages.unwrap_or(0) * 4096
}
