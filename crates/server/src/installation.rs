//! An installation, opened: configuration, database, engine and platform put together.

use crate::config::{Config, key_of};
use crate::features;
use crate::host::{RandomIds, SystemSecrets, WallClock, random_bytes};
use anyhow::{Context as _, bail};
use platform::identity::{self, Workspace};
use platform::outbound::Policy;
use platform::{Parts, Platform, Settings};
use records::{Context, Engine};
use std::sync::Arc;
use store::Store;
use vocabulary::Channel;

/// Everything a command works with.
pub struct Installation {
    /// The configuration.
    pub config: Config,
    /// The platform over the open database.
    pub platform: Arc<Platform>,
}

/// The database the configuration names.
pub fn database(config: &Config) -> store::Config {
    match &config.database {
        Some(url) => store::Config::Postgres { url: url.clone(), pool: config.connections_to_database },
        None => store::Config::Sqlite { path: config.data.join("kith.db") },
    }
}

impl Installation {
    /// Opens the database alone, brings it up to date, and puts everything together.
    pub fn open(config: Config) -> anyhow::Result<Installation> {
        prepare(&config)?;
        let store = Store::open(&database(&config), &features::migrations()).map_err(anyhow::Error::new)?;
        Installation::over(config, store)
    }

    /// Opens a database that a server may be using at the same time.
    pub fn open_shared(config: Config) -> anyhow::Result<Installation> {
        let store =
            Store::open_shared(&database(&config), &features::migrations()).map_err(anyhow::Error::new)?;
        Installation::over(config, store)
    }

    /// Puts everything together over an open database.
    pub fn over(config: Config, store: Arc<Store>) -> anyhow::Result<Installation> {
        let platform = assemble(store, &config.data, secret_key(&config)?, settings(&config)?)?;
        Ok(Installation { config, platform })
    }

    /// The workspaces there are.
    pub fn workspaces(&self) -> anyhow::Result<Vec<Workspace>> {
        Ok(self.platform.store.read(|reader| identity::list_workspaces(reader))?)
    }

    /// The workspace of that key, or the only one.
    pub fn workspace(&self, key: Option<&str>) -> anyhow::Result<Workspace> {
        let mut all = self.workspaces()?;
        if let Some(key) = key {
            return all
                .into_iter()
                .find(|workspace| workspace.key == key)
                .with_context(|| format!("There is no workspace “{key}”."));
        }
        match (all.pop(), all.is_empty()) {
            (Some(only), true) => Ok(only),
            (None, _) => {
                bail!("There is no workspace yet. Start `kith serve` and follow the set-up, or `kith demo`.")
            }
            (Some(last), false) => {
                let keys: Vec<String> =
                    all.into_iter().chain([last]).map(|workspace| workspace.key).collect();
                bail!("There are several workspaces: {}. Name one with --workspace.", keys.join(", "))
            }
        }
    }

    /// The circumstances in which the command line acts on a workspace.
    pub fn context(&self, workspace: &Workspace) -> Context {
        identity::system_context(&self.platform, workspace, Channel::Command)
    }
}

/// The limits and lifetimes a configuration sets.
pub fn settings(config: &Config) -> anyhow::Result<Settings> {
    let networks = config
        .trusted_proxies
        .iter()
        .map(|address| address.to_string().parse().map_err(anyhow::Error::new))
        .collect::<Result<_, _>>()?;
    Ok(Settings {
        job_workers: config.job_threads,
        public_origin: config.base_url.clone(),
        trusted_proxies: networks,
        requests_per_second: config.requests_per_second,
        request_burst: config.requests_per_second.saturating_mul(5),
        run_log_days: i64::try_from(config.run_log_days).unwrap_or(90),
        outbound: Policy {
            networks: config.outbound_networks.clone(),
            ports: config.outbound_ports.clone(),
            closed: None,
        },
        ..Settings::default()
    })
}

/// A platform with all features over an open database, with the files in a folder.
pub fn assemble(
    store: Arc<Store>,
    folder: &std::path::Path,
    key: [u8; 32],
    settings: Settings,
) -> anyhow::Result<Arc<Platform>> {
    let engine = Engine::new(Arc::clone(&store), features::objects(), features::rules());
    Ok(Platform::new(Parts {
        store,
        engine,
        clock: Arc::new(WallClock),
        ids: Arc::new(RandomIds::default()),
        secrets: Arc::new(SystemSecrets),
        files: folder.join("files"),
        backups: folder.join("backups"),
        key,
        settings,
        features: features::all(),
    })?)
}

/// What secrets are made from: as configured, or from its file beside the database, which is made once and for its user alone.
fn secret_key(config: &Config) -> anyhow::Result<[u8; 32]> {
    if let Some(key) = config.secret_key {
        return Ok(key);
    }
    let path = config.data.join("secret.key");
    let wrong = || {
        format!(
            "{} should hold 64 hexadecimal digits. Bring it back from where you keep it, or remove it: webhooks then need new secrets.",
            path.display()
        )
    };
    if let Some(known) = read_if_there(&path)? {
        return key_of(&known).with_context(wrong);
    }
    let made = platform::hex(&random_bytes::<32>());
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let part = config.data.join(format!("secret.key.{}", std::process::id()));
    let mut file = options.open(&part).with_context(|| format!("{} cannot be written", part.display()))?;
    std::io::Write::write_all(&mut file, made.as_bytes())?;
    file.sync_all()?;
    // Another command may start at the same moment: the first one's file stays, and both read it.
    let linked = std::fs::hard_link(&part, &path);
    let _ = std::fs::remove_file(&part);
    match linked {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error).with_context(|| format!("{} cannot be made", path.display())),
    }
    read_if_there(&path)?.and_then(|known| key_of(&known)).with_context(wrong)
}

fn read_if_there(path: &std::path::Path) -> anyhow::Result<Option<String>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
    }
}

/// Makes the data folder, or says why it cannot be used.
fn prepare(config: &Config) -> anyhow::Result<()> {
    std::fs::create_dir_all(&config.data).with_context(|| {
        format!("The data folder {} cannot be made. Choose another with --data.", config.data.display())
    })?;
    let probe = config.data.join(".writable");
    std::fs::write(&probe, b"")
        .with_context(|| format!("The data folder {} cannot be written. Give the user that runs Kith the right to, or choose another with --data.", config.data.display()))?;
    let _ = std::fs::remove_file(probe);
    Ok(())
}
