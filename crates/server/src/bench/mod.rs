//! `kith bench`: a large database, the daily works over HTTP, and ratios against limits measured in the same run.

mod fresh;
mod knowledge;
mod limit;
mod load;
mod sales;
mod summary;
mod table;
mod work;

use crate::command::Bench;
use crate::config::Config;
use crate::demo;
use crate::installation::Installation;
use ::demo::{DemoCompany, Size};
use anyhow::Context as _;
use platform::Platform;
use platform::identity::{self, NewApiKey, NewWorkspace, StaffRow, Workspace};
use records::{ChangeRequest, Context, FindRequest, Names};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;
use table::Table;
use vocabulary::{Channel, Id};

/// The sizes of the bench at scale 1.
const SIZE: Size = Size {
    companies: 20_000,
    people: 100_000,
    leads: 5_000,
    deals: 50_000,
    purchases: 278_000,
    activities: 300_000,
};
/// The sizes of `--shop`: a million customers who bought ten million lines.
const SHOP: Size = Size {
    companies: 300_000,
    people: 1_500_000,
    leads: 0,
    deals: 50_000,
    purchases: 5_600_000,
    activities: 100_000,
};
/// The works measured in it: what is worked out of purchases.
const OF_SHOP: &str = "knowledge,a purchase with three lines";
/// The name of the embedded database on the page.
const EMBEDDED: &str = "SQLite";
/// From this scale on, a tenth of the data is measured too.
const LARGE: f64 = 10.0;
/// Records written together while filling.
const CHUNK: usize = 20_000;
const PASSWORD: &str = "bench only, on this machine";

/// Builds the databases, measures, prints, and writes the page.
pub fn run(config: &Config, options: &Bench) -> anyhow::Result<ExitCode> {
    if options.fill {
        return fill(config, options);
    }
    let folder = options
        .folder
        .clone()
        .unwrap_or_else(|| std::env::temp_dir().join(format!("kith-bench-{}", std::process::id())));
    std::fs::create_dir_all(&folder)?;
    let mut table = Table::new(if options.shop { people(SHOP) } else { options.scale });
    table.limit("One commit per fsync", limit::fsync_rate(&folder)?, "per second");
    measure(config, options, &folder.join("sqlite"), None, &mut table, false)?;
    if options.scale >= LARGE && !options.shop {
        let mut smaller = Table::new(options.scale / 10.0);
        measure(config, options, &folder.join("smaller"), None, &mut smaller, true)?;
        table.grown_from(&smaller);
    }
    if let Some(url) = &options.postgres {
        measure(config, options, &folder.join("postgres"), Some(url.clone()), &mut table, false)?;
    }
    let text = table.text();
    crate::run::terminal::say(&text);
    if let Some(page) = &options.page {
        std::fs::write(page, &text).with_context(|| format!("{} cannot be written", page.display()))?;
    }
    if !options.keep {
        std::fs::remove_dir_all(&folder)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// How many people there are, as a scale.
fn people(size: Size) -> f64 {
    f64::from(size.people) / f64::from(SIZE.people)
}

fn measure(
    config: &Config,
    options: &Bench,
    folder: &Path,
    database: Option<String>,
    table: &mut Table,
    growing: bool,
) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)?;
    let name = if database.is_some() { "PostgreSQL" } else { EMBEDDED };
    let scale = table.scale();
    let listen: SocketAddr = ([127, 0, 0, 1], 0).into();
    let config = Config {
        data: folder.to_path_buf(),
        database,
        listen,
        requests_per_second: 1_000_000,
        ..config.clone()
    };
    if let Some(filled) = fill_apart(&config, options.shop, scale)? {
        table.fact(name, "records written through the engine", filled);
    }
    let installation = Installation::open(config)?;
    let workspace = installation.workspace(None)?;
    let asker = identity::command_line(&installation.platform, &workspace)?;
    let (_, key) = identity::create_api_key(
        &installation.platform,
        &asker,
        NewApiKey { name: "bench".into(), role: asker.role.id, expires_at: None },
    )?;
    let listener = std::net::TcpListener::bind(listen)?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let router = crate::serve::router(&installation, "");
    let (stop, stopped) = tokio::sync::watch::channel(false);
    runtime.spawn(async move {
        if let Ok(listener) = tokio::net::TcpListener::from_std(listener) {
            crate::accept::serve(listener, router, 4096, stopped).await;
        }
    });
    let idle = limit::memory() >> 20;
    table.fact(name, "memory, idle", format!("{idle} MB"));
    let database = if name == EMBEDDED { Some(folder.join("kith.db")) } else { None };
    let bench = work::Works {
        installation: &installation,
        workspace: &workspace,
        address,
        key: &key,
        name,
        database,
        folder: folder.to_path_buf(),
        limit: table.fsync(),
        only: options.only.as_deref().or(options.shop.then_some(OF_SHOP)),
        growing,
        mark: installation.platform.now().micros(),
    };
    bench.measure(table)?;
    table.fact(
        name,
        "memory, under this load (clients of the bench included)",
        format!("{} MB", limit::memory() >> 20),
    );
    if name == EMBEDDED {
        let loaded = limit::memory() >> 20;
        table.goal("memory, idle: at most 150 MB", format!("{idle} MB"), idle <= 150);
        table.goal("memory under load: at most 300 MB", format!("{loaded} MB"), loaded <= 300);
    }
    let _ = stop.send(true);
    runtime.shutdown_timeout(std::time::Duration::from_secs(2));
    let again = installation.config.clone();
    drop(installation);
    if name == EMBEDDED {
        let started = Instant::now();
        drop(Installation::open(again)?);
        let seconds = started.elapsed().as_secs_f64();
        table.goal("ready on this database in less than 0.5 s", format!("{seconds:.2} s"), seconds < 0.5);
    }
    if name == EMBEDDED {
        table.fact(name, "database file", format!("{} MB", file_size(&folder.join("kith.db")) >> 20));
    }
    Ok(())
}

/// Two hundred sellers in twenty teams, who share the deals.
fn sell(platform: &Platform, workspace: &Workspace, context: &Context) -> anyhow::Result<()> {
    let row = |number: usize| StaffRow {
        name: format!("Seller {number}"),
        team: format!("Team {}", number % 20),
        above: "Sales".to_string(),
        ..StaffRow::default()
    };
    let asker = identity::command_line(platform, workspace)?;
    identity::create_staff(platform, &asker, (0..200).map(row).collect())?;
    let sellers: Vec<Id> = identity::list_users(platform, &asker)?.iter().map(|user| user.id).collect();
    let mut deals = Vec::new();
    let request = FindRequest { fields: Some(Names::parse("name")), ..FindRequest::default() };
    platform.engine.read(context, |reading| {
        reading.scan("deal", &request, &mut |deal| {
            deals.push(deal.id());
            Ok(true)
        })
    })?;
    for (at, chunk) in deals.chunks(2_000).enumerate() {
        let (chunk, sellers) = (chunk.to_vec(), sellers.clone());
        platform.engine.write(context, move |writing| {
            for (place, id) in chunk.iter().enumerate() {
                let owner = sellers.get((at * 2_000 + place) % sellers.len().max(1));
                let fields = std::iter::once(("owner".to_string(), serde_json::json!(owner))).collect();
                writing.change("deal", &ChangeRequest { id: *id, version: None, fields })?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

fn file_size(path: &PathBuf) -> u64 {
    std::fs::metadata(path).map(|file| file.len()).unwrap_or_default()
}

/// Fills the database in a process of its own, so that what filling takes of memory is not there when it is measured.
/// Answers what was written; nothing where the database was filled before.
fn fill_apart(config: &Config, shop: bool, scale: f64) -> anyhow::Result<Option<String>> {
    let mut command = std::process::Command::new(std::env::current_exe()?);
    command.args(["bench", "--fill", "--folder"]).arg(&config.data);
    match shop {
        true => command.arg("--shop"),
        false => command.args(["--scale", &scale.to_string()]),
    };
    if let Some(url) = &config.database {
        command.args(["--postgres", url]);
    }
    let output = command.stderr(std::process::Stdio::inherit()).output()?;
    anyhow::ensure!(output.status.success(), "the database could not be filled");
    let told = String::from_utf8_lossy(&output.stdout).trim().to_string();
    Ok(Some(told).filter(|told| !told.is_empty()))
}

/// Fills a database that is empty, and prints what was written.
fn fill(config: &Config, options: &Bench) -> anyhow::Result<ExitCode> {
    let folder = options.folder.clone().context("--fill needs --folder")?;
    let config = Config { data: folder, database: options.postgres.clone(), ..config.clone() };
    let installation = Installation::open(config)?;
    if !installation.workspaces()?.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let platform = &installation.platform;
    let size = if options.shop { SHOP } else { SIZE.times(options.scale) };
    let new = NewWorkspace {
        key: "bench".into(),
        name: "Bench".into(),
        currency: "EUR".into(),
        zone: "Europe/Ljubljana".into(),
        language: "en".into(),
        country: "SI".into(),
        first_weekday: 1,
        administrator: "Bench".into(),
        email: "bench@example.com".into(),
        password: PASSWORD.into(),
    };
    let (workspace, user) = identity::create_workspace(platform, new)?;
    let today = platform.now().date_in(&jiff::tz::TimeZone::UTC);
    let company = DemoCompany::new(demo::SEED, size, today, vec![user.id]);
    let context = identity::system_context(platform, &workspace, Channel::Demo);
    let mut progress = crate::run::terminal::Progress::new("Filling");
    let started = Instant::now();
    platform.store.set_write_memory(Some(
        (1000.0 * people(size)).clamp(100.0, if options.shop { 8000.0 } else { 4000.0 }) as u32,
    ))?;
    let records =
        ::demo::fill(&platform.engine, &context, &company, CHUNK, &mut |done| progress.show(done, 0))?;
    progress.end();
    let seconds = started.elapsed().as_secs_f64();
    sell(platform, &workspace, &context)?;
    platform.store.set_write_memory(None)?;
    platform.store.maintain()?;
    crate::run::terminal::say(&format!(
        "{records} in {seconds:.0} s, {:.0} per second, with history, events, keys and search",
        records as f64 / seconds
    ));
    Ok(ExitCode::SUCCESS)
}
