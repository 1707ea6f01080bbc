//! `kith import`

use super::terminal::{Progress, say};
use crate::command::Import;
use crate::config::Config;
use crate::installation::Installation;
use anyhow::{Context as _, bail};
use platform::identity;
use platform::import::{self, FileOutcome, ImportState};
use std::path::PathBuf;
use std::process::ExitCode;

/// Imports files, or takes an import back.
pub fn run(config: Config, options: &Import) -> anyhow::Result<ExitCode> {
    let installation = Installation::open(config)?;
    let workspace = installation.workspace(options.workspace.as_deref())?;
    let context = installation.context(&workspace);
    let platform = &installation.platform;
    if let Some(id) = &options.undo {
        let id = id.parse().map_err(|_| anyhow::anyhow!("“{id}” is no id of an import."))?;
        let mut progress = Progress::new("Undo");
        let undone = import::undo_now(platform, &context, id, &mut |told| {
            progress.show(told.done.unsigned_abs(), told.rows.unwrap_or(0).unsigned_abs())
        })?;
        progress.end();
        platform.store.maintain()?;
        if undone.kept.is_empty() {
            say(&format!("{} was taken back.", undone.name));
            return Ok(ExitCode::SUCCESS);
        }
        say(&format!("{} was taken back, except what others have changed or linked since:", undone.name));
        undone.kept.iter().for_each(|reason| say(&format!("  {reason}")));
        return Ok(ExitCode::from(3));
    }
    let Some(file) = &options.file else { bail!("Name the file to import.") };
    let files: Vec<(PathBuf, records::import::Mapping)> = match (&options.set, &options.mapping) {
        (Some(set), _) => import::files_of_set(set, file)?,
        (None, Some(mapping)) => vec![(file.clone(), import::read_mapping(mapping)?)],
        (None, None) => bail!(
            "Say with --mapping which column goes where. The web app writes such a file under Import, and examples/ has some."
        ),
    };
    if let (Some(set), false) = (&options.set, options.dry_run) {
        let rows = import::staff_of_set(set, file)?;
        if !rows.is_empty() {
            let asker = identity::command_line(platform, &workspace)?;
            let brought = identity::create_staff(platform, &asker, rows)?;
            let (users, teams, moved) = (brought.users, brought.teams, brought.moved);
            say(&format!(
                "Staff: {users} users and {teams} teams were made, {moved} users moved to another team."
            ));
        }
    }
    let mut refused = 0;
    for (path, mapping) in files {
        let mut progress = Progress::new("Import");
        let outcome = import::run_file(platform, &context, &path, mapping, options.dry_run, &mut |told| {
            progress.show(told.done.unsigned_abs(), told.rows.unwrap_or(0).unsigned_abs())
        })?;
        progress.end();
        tell(&outcome, options.dry_run);
        refused += outcome.import.progress.refused;
        if let Some(results) = &options.results {
            let out = std::fs::File::create(results)
                .with_context(|| format!("{} cannot be written", results.display()))?;
            import::write_import_results(platform, &context, outcome.import.id, None, out)?;
            say(&format!("What became of each row stands in {}.", results.display()));
        }
        if outcome.import.state == ImportState::Failed {
            bail!(
                "{} could not be read to its end; what was written before stands and can be taken back with: kith import --undo {}",
                path.display(),
                outcome.import.id
            );
        }
    }
    if !options.dry_run {
        platform.store.maintain()?;
    }
    Ok(if refused > 0 { ExitCode::from(3) } else { ExitCode::SUCCESS })
}

fn tell(outcome: &FileOutcome, dry_run: bool) {
    let import = &outcome.import;
    let told = &import.progress;
    let verb = if dry_run { "would be" } else { "were" };
    say(&format!(
        "{}: {} rows; records of {} {verb} created, {} changed, {} unchanged; {} skipped, {} refused.",
        import.name, told.done, told.created, told.changed, told.unchanged, told.skipped, told.refused
    ));
    for (message, rows) in outcome.messages.iter().take(12) {
        say(&format!("  {rows} × {message}"));
    }
    if outcome.messages.len() > 12 {
        say(&format!(
            "  … and {} more kinds of messages; --results FILE writes them all.",
            outcome.messages.len() - 12
        ));
    }
    if !dry_run {
        say(&format!("  To take it back: kith import --undo {}", import.id));
    }
}
