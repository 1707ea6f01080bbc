//! The binary `kith`: one file that serves, imports, exports, backs up and measures.

mod accept;
mod bench;
mod command;
mod config;
mod demo;
mod demo_activity;
mod demo_automation;
mod demo_goal;
mod demo_training;
mod demo_view;
mod features;
mod headers;
mod host;
mod installation;
mod practice;
mod run;
mod running;
mod sample_data;
mod serve;
mod web;

use clap::Parser as _;
use std::process::ExitCode;

/// Requests and imports make many small pieces on several threads, which this allocator hands out faster than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = command::Cli::parse();
    match run::run(cli) {
        Ok(code) => code,
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "errors are for the person at the terminal")]
            {
                eprintln!("kith: {error:#}");
            }
            ExitCode::from(1)
        }
    }
}
