//! Imports from the file to the records and back, over the standard nouns.

mod cost;
mod crm_sales;
mod faults;
mod online_retail;
mod other_systems;
mod steps;

use super::*;
use crate::identity::{self, NewWorkspace};
use crate::{Parts, Platform, Secrets, Settings};
use records::export::{ExportFormat, ExportRequest};
use records::import::{KnownHeader, Mapping};
use records::{Context, Engine};
use serde_json::{Value as Json, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use store::migrate::Migration;
use store::{Config, Store};
use vocabulary::{Channel, Clock, Error, Id, SeededIds, Timestamp};

/// A clock that goes on by a millisecond each time it is asked.
struct TickingClock(AtomicI64);

impl Clock for TickingClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.fetch_add(1_000, Ordering::SeqCst))
    }
}

struct CountingSecrets(AtomicU64);

impl Secrets for CountingSecrets {
    fn fill(&self, bytes: &mut [u8]) {
        for byte in bytes {
            *byte = self.0.fetch_add(7, Ordering::SeqCst).to_le_bytes()[0];
        }
    }
}

/// A platform over the standard nouns, with one workspace.
struct Shop {
    platform: Arc<Platform>,
    context: Context,
    folder: tempfile::TempDir,
}

impl Shop {
    fn new() -> Shop {
        let folder = tempfile::tempdir().unwrap();
        let platform = open(folder.path(), 0);
        let new = NewWorkspace {
            key: "shop".to_string(),
            name: "Shop".to_string(),
            currency: "EUR".to_string(),
            zone: "Europe/London".to_string(),
            language: "en".to_string(),
            country: "GB".to_string(),
            first_weekday: 1,
            administrator: "Moses Frase".to_string(),
            email: "moses@example.com".to_string(),
            password: "pravi konj baterija".to_string(),
        };
        let (workspace, _) = identity::create_workspace(&platform, new).unwrap();
        let context = identity::system_context(&platform, &workspace, Channel::Command);
        Shop { platform, context, folder }
    }

    /// A file in the test's own folder.
    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn run(&self, path: &Path, mapping: Mapping) -> FileOutcome {
        run_file(&self.platform, &self.context, path, mapping, false, &mut |_| {}).unwrap()
    }

    /// An import as an upload makes it.
    fn upload(&self, name: &str, bytes: &[u8]) -> Result<Import, Error> {
        let mut upload =
            self.platform.files.begin(self.context.workspace, self.platform.new_id(), MAX_FILE).unwrap();
        upload.write(bytes).unwrap();
        let content = upload.finish(None, name)?;
        create_import(&self.platform, &self.context, name, &content, &known())
    }

    fn find(&self, id: Id) -> Import {
        find_import(&self.platform, &self.context, id).unwrap()
    }

    fn export(&self, object: &str) -> String {
        let request = ExportRequest { format: ExportFormat::Jsonl, ..ExportRequest::default() };
        let mut bytes = Vec::new();
        let temporary = std::env::temp_dir();
        let read =
            |reading: &mut records::Reading<'_>| reading.export(object, &request, &mut bytes, &temporary);
        self.platform.engine.read(&self.context, read).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    /// All that stands in the workspace, as bytes.
    fn everything(&self) -> String {
        standard::OBJECTS.iter().map(|object| self.export(object.key)).collect()
    }

    fn count(&self, object: &str, filter: Json) -> u64 {
        let request = serde_json::from_value(json!({"filter": filter})).unwrap();
        let read = |reading: &mut records::Reading<'_>| reading.count(object, &request, None);
        self.platform.engine.read(&self.context, read).unwrap().value
    }

    /// Sums of a field of money, per currency.
    fn sums(&self, object: &str, field: &str, filter: Json) -> Json {
        let request = json!({"filter": filter, "by": [], "measures": [{"measure": "sum", "field": field}]});
        let request = serde_json::from_value(request).unwrap();
        let groups =
            self.platform.engine.read(&self.context, |reading| reading.groups(object, &request)).unwrap();
        serde_json::to_value(groups).unwrap()["groups"].clone()
    }

    fn run_jobs(&self) {
        crate::job::run_due(&self.platform, JOBS, "test").unwrap();
    }
}

fn open(folder: &Path, number: u64) -> Arc<Platform> {
    let nouns = standard::MIGRATION_TEXTS.iter().map(|text| Migration {
        name: text.name,
        sqlite: text.sqlite,
        postgres: text.postgres,
    });
    let migrations: Vec<Migration> = nouns
        .chain(records::MIGRATIONS.iter().copied())
        .chain(crate::migrations::MIGRATIONS.iter().copied())
        .chain(MIGRATIONS.iter().copied())
        .collect();
    let store = Store::open(&Config::Sqlite { path: folder.join("kith.db") }, &migrations).unwrap();
    Platform::new(Parts {
        engine: Engine::new(store.clone(), standard::OBJECTS, Vec::new()),
        store,
        clock: Arc::new(TickingClock(AtomicI64::new(1_790_000_000_000_000 + number as i64 * 3_600_000_000))),
        ids: Arc::new(SeededIds::new(number)),
        secrets: Arc::new(CountingSecrets(AtomicU64::new(number))),
        files: folder.join("files"),
        backups: folder.join("backups"),
        key: [7; 32],
        settings: Settings::default(),
        features: &[],
    })
    .unwrap()
}

fn known() -> Vec<KnownHeader> {
    let known = |header: &standard::Header| KnownHeader {
        system: header.system,
        header: header.header,
        object: header.object,
        field: header.field,
        label: header.label,
        explicit: header.explicit,
    };
    standard::HEADERS.iter().map(known).collect()
}

/// The real data: in the folder that the environment names, or beside the project.
fn data(name: &str) -> PathBuf {
    #[expect(
        clippy::disallowed_methods,
        reason = "tests are told by the environment where the real data lies"
    )]
    let folder = match std::env::var_os("KITH_DATA") {
        Some(folder) => PathBuf::from(folder),
        None => project().join("../shared/data"),
    };
    let path = folder.join(name);
    assert!(
        path.exists(),
        "The real data is missing: {} does not exist. Set KITH_DATA to its folder.",
        path.display()
    );
    path
}

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn example(name: &str) -> Mapping {
    read_mapping(&project().join("examples").join(name)).unwrap()
}

fn told(outcome: &FileOutcome, text: &str) -> u64 {
    outcome.messages.iter().filter(|(message, _)| message.contains(text)).map(|(_, count)| count).sum()
}
