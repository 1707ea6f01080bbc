//! Backup of a PostgreSQL database: the rows of all tables out of one snapshot, in one file with its hash; and back again.
//!
//! The file: a first line that says what it is, then for each table a line of JSON and its rows in pieces (four bytes of
//! length, then PostgreSQL's own text form), a piece of length 0 after the last. At the end stands the SHA-256 of
//! everything before it.

use super::block::wait;
use super::connection::{Link, Source};
use super::error::translate;
use crate::dialect::quoted;
use crate::migrate::{Migration, TABLE, pending, steps};
use crate::store::Progress;
use futures_util::{SinkExt, TryStreamExt};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::pin::pin;
use tokio_postgres::types::private::BytesMut;
use vocabulary::{Error, Result};

const FIRST_LINE: &[u8] = b"kith backup of postgresql, form 1\n";
const HASH_LENGTH: u64 = 32;

/// A table of the file.
#[derive(Serialize, Deserialize)]
struct Table {
    name: String,
    columns: Vec<String>,
    rows: i64,
}

/// Writes all tables into a new file and verifies it.
pub(crate) fn backup(link: &mut Link, to: &Path, progress: Progress<'_>) -> Result<()> {
    if to.exists() {
        return Err(Error::Unavailable(format!(
            "{} exists already: a backup never overwrites.",
            to.display()
        )));
    }
    let mut name = to.as_os_str().to_os_string();
    name.push(".partial");
    let partial = PathBuf::from(name);
    let written = write_file(link, &partial, progress)
        .and_then(|()| verify(&partial))
        .and_then(|()| std::fs::rename(&partial, to).map_err(|error| unwritten(&error)));
    if written.is_err() {
        let _missing = std::fs::remove_file(&partial);
    }
    written
}

fn unwritten(error: &std::io::Error) -> Error {
    Error::Unavailable(format!("The backup cannot be written ({error})."))
}

fn unread(error: &std::io::Error) -> Error {
    Error::Unavailable(format!("The backup cannot be read ({error})."))
}

fn damaged() -> Error {
    Error::Unavailable(
        "This is no backup of a PostgreSQL database, or it is damaged. Nothing was restored.".to_string(),
    )
}

/// Writes to a file and hashes what passes.
struct Hashed<W> {
    inner: W,
    hash: Sha256,
}

impl<W: Write> Hashed<W> {
    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.hash.update(bytes);
        self.inner.write_all(bytes).map_err(|error| unwritten(&error))
    }

    fn piece(&mut self, bytes: &[u8]) -> Result<()> {
        let length = u32::try_from(bytes.len()).map_err(Error::internal)?;
        self.put(&length.to_be_bytes())?;
        self.put(bytes)
    }
}

fn write_file(link: &mut Link, to: &Path, progress: Progress<'_>) -> Result<()> {
    let file = File::create(to).map_err(|error| unwritten(&error))?;
    let mut out = Hashed { inner: BufWriter::new(file), hash: Sha256::new() };
    out.put(FIRST_LINE)?;
    link.batch("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
    let indexes = custom_indexes(link)?;
    out.put(format!("{}\n", serde_json::to_string(&indexes).map_err(Error::internal)?).as_bytes())?;
    let tables = tables(link)?;
    let all: i64 = tables.iter().map(|table| table.rows).sum();
    let mut done = 0;
    for table in &tables {
        progress(done, all.max(0) as u64);
        out.put(format!("{}\n", serde_json::to_string(table).map_err(Error::internal)?).as_bytes())?;
        copy_out(link, table, &mut out)?;
        done += table.rows.max(0) as u64;
    }
    progress(done, all.max(0) as u64);
    link.batch("ROLLBACK")?;
    let hash = out.hash.finalize();
    out.inner.write_all(&hash).map_err(|error| unwritten(&error))?;
    let file = out.inner.into_inner().map_err(|error| unwritten(error.error()))?;
    file.sync_all().map_err(|error| unwritten(&error))
}

fn copy_out(link: &mut Link, table: &Table, out: &mut Hashed<BufWriter<File>>) -> Result<()> {
    let text = format!("COPY {} ({}) TO STDOUT", quoted(&table.name), columns(table));
    let stream = wait(link.driver.copy_out(&text)).map_err(|error| translate(&error))?;
    let mut stream = pin!(stream);
    // PostgreSQL sends row by row: gathered into pieces, and counted on the way.
    let mut gathered = BytesMut::new();
    let mut rows = 0;
    while let Some(row) = wait(stream.try_next()).map_err(|error| translate(&error))? {
        rows += 1;
        gathered.extend_from_slice(&row);
        if gathered.len() >= 1 << 20 {
            out.piece(&gathered)?;
            gathered.clear();
        }
    }
    if !gathered.is_empty() {
        out.piece(&gathered)?;
    }
    if rows != table.rows {
        return Err(Error::internal(format!("{} rows of {} became {rows}", table.rows, table.name)));
    }
    out.put(&0u32.to_be_bytes())
}

fn columns(table: &Table) -> String {
    table.columns.iter().map(|column| quoted(column)).collect::<Vec<_>>().join(", ")
}

/// All tables, the applied migrations first.
fn tables(link: &mut Link) -> Result<Vec<Table>> {
    let text = "SELECT table_name::TEXT, array_agg(column_name::TEXT ORDER BY ordinal_position) FROM information_schema.columns \
         JOIN information_schema.tables USING (table_schema, table_name) \
         WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' GROUP BY table_name ORDER BY table_name <> 'schema_migration', table_name";
    let rows = wait(link.driver.query(text, &[])).map_err(|error| translate(&error))?;
    let mut tables = Vec::new();
    for row in rows {
        let (name, columns): (String, Vec<String>) = (row.get(0), row.get(1));
        let text = format!("SELECT count(*) FROM {}", quoted(&name));
        let count = wait(link.driver.query_one(&text, &[])).map_err(|error| translate(&error))?;
        tables.push(Table { name, columns, rows: count.get(0) });
    }
    Ok(tables)
}

/// The indexes that no migration makes: those of custom fields.
fn custom_indexes(link: &mut Link) -> Result<Vec<String>> {
    let text = "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() AND indexname LIKE 'custom\\_%\\_x\\_%'";
    let rows = wait(link.driver.query(text, &[])).map_err(|error| translate(&error))?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// Reads a file and hashes what passes.
struct FileReader {
    inner: BufReader<File>,
    hash: Sha256,
    left: u64,
}

impl FileReader {
    fn open(path: &Path) -> Result<FileReader> {
        let file = File::open(path).map_err(|error| unread(&error))?;
        let length = file.metadata().map_err(|error| unread(&error))?.len();
        let left = length.checked_sub(HASH_LENGTH).ok_or_else(damaged)?;
        let mut source = FileReader { inner: BufReader::new(file), hash: Sha256::new(), left };
        if source.line()? != FIRST_LINE {
            return Err(damaged());
        }
        Ok(source)
    }

    fn take(&mut self, length: usize) -> Result<Vec<u8>> {
        // Lengths are the file's own claim: never more than it has.
        self.left = self.left.checked_sub(length as u64).ok_or_else(damaged)?;
        let mut bytes = vec![0; length];
        self.inner.read_exact(&mut bytes).map_err(|error| unread(&error))?;
        self.hash.update(&bytes);
        Ok(bytes)
    }

    fn line(&mut self) -> Result<Vec<u8>> {
        let mut line = Vec::new();
        while line.last() != Some(&b'\n') {
            if line.len() > 1 << 20 {
                return Err(damaged());
            }
            line.extend(self.take(1)?);
        }
        Ok(line)
    }

    fn json<T: for<'a> Deserialize<'a>>(&mut self) -> Result<T> {
        serde_json::from_slice(&self.line()?).map_err(|_| damaged())
    }

    fn piece(&mut self) -> Result<Vec<u8>> {
        let length: [u8; 4] = self.take(4)?.try_into().map_err(|_| damaged())?;
        self.take(u32::from_be_bytes(length) as usize)
    }

    fn finish(mut self) -> Result<()> {
        let mut expected = Vec::new();
        self.inner.read_to_end(&mut expected).map_err(|error| unread(&error))?;
        if self.left == 0 && self.hash.finalize().as_slice() == expected { Ok(()) } else { Err(damaged()) }
    }
}

fn verify(path: &Path) -> Result<()> {
    let mut source = FileReader::open(path)?;
    let _indexes: Vec<String> = source.json()?;
    while source.left > 0 {
        let _table: Table = source.json()?;
        while !source.piece()?.is_empty() {}
    }
    source.finish()
}

/// Fills an empty database from a file; all or nothing.
pub(crate) fn restore(
    from: &Path,
    url: &str,
    migrations: &[Migration],
    progress: Progress<'_>,
) -> Result<()> {
    verify(from)?;
    let source = Source::new(url)?;
    let mut link = source.connect()?;
    link.check_version()?;
    let taken = "SELECT EXISTS (SELECT 1 FROM information_schema.tables \
         WHERE table_schema = current_schema() AND table_name = 'schema_migration')";
    let row = wait(link.driver.query_one(taken, &[])).map_err(|error| translate(&error))?;
    if row.get(0) {
        return Err(Error::Unavailable(
            "There is a database of Kith already: restore into an empty one.".to_string(),
        ));
    }
    // Dropped with its transaction when anything fails.
    link.batch("BEGIN")?;
    fill(&mut link, from, migrations, progress)?;
    link.batch("COMMIT")
}

fn fill(link: &mut Link, from: &Path, migrations: &[Migration], progress: Progress<'_>) -> Result<()> {
    let mut source = FileReader::open(from)?;
    let whole = source.left;
    let indexes: Vec<String> = source.json()?;
    link.batch(TABLE)?;
    let mut first = true;
    while source.left > 0 {
        let table: Table = source.json()?;
        copy_in(link, &table, &mut source)?;
        if first {
            first = false;
            make_tables(link, &table, migrations)?;
        }
        progress(whole - source.left, whole);
    }
    source.finish()?;
    for index in indexes.iter().filter(|index| index.starts_with("CREATE INDEX custom_")) {
        link.batch(index)?;
    }
    link.batch("SELECT setval(pg_get_serial_sequence('search_entry', 'entry'), coalesce(max(entry), 0) + 1) FROM search_entry; ANALYZE")
}

/// Runs the steps the backup had; the others follow when the database is opened.
fn make_tables(link: &mut Link, table: &Table, migrations: &[Migration]) -> Result<()> {
    if table.name != "schema_migration" {
        return Err(damaged());
    }
    let rows = wait(link.driver.query("SELECT name, hash FROM schema_migration", &[]))
        .map_err(|error| translate(&error))?;
    let applied: Vec<(String, String)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    let steps = steps(migrations, |migration| migration.postgres);
    let missing: Vec<&str> = pending(&steps, &applied)?.iter().map(|step| step.name).collect();
    for step in steps.iter().filter(|step| !missing.contains(&step.name)) {
        link.batch(step.text)?;
    }
    // Rows that migrations themselves put in are in the backup too.
    for name in tables(link)?.into_iter().filter(|table| table.rows > 0 && table.name != "schema_migration") {
        link.batch(&format!("TRUNCATE {}", quoted(&name.name)))?;
    }
    Ok(())
}

fn copy_in(link: &mut Link, table: &Table, source: &mut FileReader) -> Result<()> {
    let text = format!("COPY {} ({}) FROM STDIN", quoted(&table.name), columns(table));
    let sink = wait(link.driver.copy_in(&text)).map_err(|error| translate(&error))?;
    let mut sink = pin!(sink);
    loop {
        let piece = source.piece()?;
        if piece.is_empty() {
            break;
        }
        wait(sink.send(std::io::Cursor::new(piece))).map_err(|error| translate(&error))?;
    }
    let rows = wait(sink.finish()).map_err(|error| translate(&error))?;
    if i64::try_from(rows).ok() == Some(table.rows) { Ok(()) } else { Err(damaged()) }
}
