//! What each command does.

mod data;
mod document;
mod export;

mod identity;
mod import;
pub mod terminal;

use crate::command::{Cli, Command, Place};
use crate::config::Config;
use crate::installation::Installation;
use crate::{demo, serve};
use clap::CommandFactory as _;
use std::process::ExitCode;

/// Runs a command.
pub fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let place = cli.place;
    match cli.command {
        Command::Completion { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "kith", &mut std::io::stdout());
            return Ok(ExitCode::SUCCESS);
        }
        Command::Docs { which } => return document::print(&which),
        _ => {}
    }
    let listen = if let Command::Serve(serve) = &cli.command { serve.listen.clone() } else { None };
    let config = configuration(&place, listen)?;
    log(&config);
    match cli.command {
        Command::Serve(options) => serve::run(config, options.demo, options.size).map(|()| ExitCode::SUCCESS),
        Command::Demo(options) => {
            let installation = Installation::open(config)?;
            if !installation.workspaces()?.is_empty() {
                anyhow::bail!(
                    "There is a workspace already. The demo company is made in an empty data folder: choose one with --data."
                );
            }
            demo::create(&installation, options.size)?;
            terminal::say(&format!(
                "The demo company is there. Sign in as {} with the password {}",
                demo::EMAIL,
                demo::PASSWORD
            ));
            Ok(ExitCode::SUCCESS)
        }
        Command::Migrate => {
            Installation::open(config)?;
            terminal::say("The database is up to date.");
            Ok(ExitCode::SUCCESS)
        }

        Command::Import(options) => import::run(config, &options),
        Command::Export(options) => export::run(config, &options),
        Command::Backup(options) => data::backup(config, &options),
        Command::Restore(options) => data::restore(&config, &options),
        Command::Check => data::check(config),
        Command::Workspace(command) => identity::workspace(config, command),
        Command::User(command) => identity::user(config, command),
        Command::Key(command) => identity::key(config, command),
        Command::Bench(options) => crate::bench::run(&config, &options),
        // Answered above, before a configuration was read.
        Command::Completion { .. } | Command::Docs { .. } => Ok(ExitCode::SUCCESS),
    }
}

fn configuration(place: &Place, listen: Option<String>) -> anyhow::Result<Config> {
    let flags = [
        ("data", place.data.clone()),
        ("database", place.database.clone()),
        ("log", place.log.clone()),
        ("listen", listen),
    ];
    Config::read(place.config.as_deref(), &flags)
}

fn log(config: &Config) {
    let filter = tracing_subscriber::EnvFilter::try_new(&config.log)
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}
