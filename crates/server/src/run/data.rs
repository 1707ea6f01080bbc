//! `kith backup`, `kith restore`, `kith check`.

use super::terminal::{Progress, say};
use crate::command::{Backup, Restore};
use crate::config::Config;
use crate::features;
use crate::installation::{Installation, database};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use store::Store;

/// Writes a verified copy while Kith may be running.
pub fn backup(config: Config, options: &Backup) -> anyhow::Result<ExitCode> {
    if options.file.exists() {
        anyhow::bail!(
            "{} is there already. Choose another name; backups are never overwritten.",
            options.file.display()
        );
    }
    let installation = Installation::open_shared(config)?;
    let mut progress = Progress::new("Backup");
    installation.platform.store.backup(&options.file, &mut |done, total| progress.show(done, total))?;
    progress.end();
    let size = std::fs::metadata(&options.file)?.len();
    say(&format!(
        "{} holds the database, verified ({} MB). Uploaded files lie in {} and are copied like any folder.",
        options.file.display(),
        size.div_ceil(1 << 20),
        installation.config.data.join("files").display()
    ));
    Ok(ExitCode::SUCCESS)
}

/// Puts a backup in place.
pub fn restore(config: &Config, options: &Restore) -> anyhow::Result<ExitCode> {
    let place = database(config);
    let mut aside = None;
    if let store::Config::Sqlite { path } = &place {
        std::fs::create_dir_all(&config.data)?;
        if path.exists() {
            if !options.replace {
                anyhow::bail!(
                    "There is a database at {}. To replace it, add --replace; it is kept beside the new one.",
                    path.display()
                );
            }
            // Opening it takes the lock, so that a running server is noticed, and folds its log into the one file.
            drop(Installation::open(config.clone())?);
            aside = Some((path.clone(), put_aside(path)?));
        }
    }
    let mut progress = Progress::new("Restore");
    let restored = Store::restore(&options.file, &place, &features::migrations(), &mut |done, total| {
        progress.show(done, total)
    });
    progress.end();
    if let (Err(_), Some((path, kept))) = (&restored, &aside) {
        std::fs::rename(kept, path)?;
    }
    restored?;
    if let Some((_, kept)) = aside {
        say(&format!("The database that was there is kept as {}.", kept.display()));
    }
    say(&format!("The database is as it was when {} was written.", options.file.display()));
    Ok(ExitCode::SUCCESS)
}

/// Gives a database file another name beside its old one.
fn put_aside(path: &Path) -> anyhow::Result<PathBuf> {
    for number in 1.. {
        let kept = path.with_extension(format!("db.replaced-{number}"));
        if !kept.exists() {
            std::fs::rename(path, &kept)?;
            for ending in ["db-wal", "db-shm"] {
                let _ = std::fs::remove_file(path.with_extension(ending));
            }
            return Ok(kept);
        }
    }
    anyhow::bail!("{} cannot be put aside.", path.display())
}

/// Looks for faults.
pub fn check(config: Config) -> anyhow::Result<ExitCode> {
    let installation = Installation::open_shared(config)?;
    let mut progress = Progress::new("Check");
    let faults = installation.platform.store.check(&mut |done, total| progress.show(done, total))?;
    progress.end();
    if faults.is_empty() {
        say("No faults were found.");
        return Ok(ExitCode::SUCCESS);
    }
    for fault in &faults {
        say(fault);
    }
    say(&format!("{} faults were found.", faults.len()));
    Ok(ExitCode::from(3))
}
