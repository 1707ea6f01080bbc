//! The command line.

use clap::{Args, CommandFactory, Parser, Subcommand};
use std::path::PathBuf;

/// Kith keeps a company's whole relationship with its customers in one database.
#[derive(Debug, Parser)]
#[command(
    name = "kith",
    version,
    arg_required_else_help = true,
    after_help = "Exit codes: 0 done, 1 failed, 2 wrong use, 3 done but some rows or checks were refused."
)]
pub struct Cli {
    /// Where Kith lives.
    #[command(flatten)]
    pub place: Place,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Settings given on the command line win over file and environment.
#[derive(Args, Clone, Debug, Default)]
pub struct Place {
    /// Configuration file [default: kith.toml in the current folder, if there is one]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Folder of the embedded database, files and backups [default: data]
    #[arg(long, global = true, value_name = "FOLDER")]
    pub data: Option<String>,
    /// postgres:// address, to use PostgreSQL instead of the embedded database
    #[arg(long, global = true, value_name = "URL")]
    pub database: Option<String>,
    /// What is logged: error, warn, info, debug
    #[arg(long, global = true, value_name = "LEVEL")]
    pub log: Option<String>,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the web app and the HTTP interface
    Serve(Serve),
    /// Fill an empty workspace with the demo company
    Demo(Demo),
    /// Import files: CSV or XLSX
    Import(Import),
    /// Write the records of an object to a file
    Export(Export),
    /// Write a verified copy of the database, while Kith may be running
    Backup(Backup),
    /// Put a backup in place of the database; Kith must not be running
    Restore(Restore),
    /// Bring the database up to date with this version, without serving
    Migrate,
    /// Add and list workspaces: several firms in one installation, never mixed
    #[command(subcommand)]
    Workspace(WorkspaceCommand),
    /// Add users, set passwords, switch users off
    #[command(subcommand)]
    User(UserCommand),
    /// Make and end API keys
    #[command(subcommand)]
    Key(KeyCommand),
    /// Check the database for faults
    Check,
    /// Measure this machine with a large database and print the table
    Bench(Bench),
    /// Print a completion script for a shell
    Completion {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print a generated document
    #[command(hide = true)]
    Docs {
        /// Which one.
        #[arg(value_parser = ["openapi", "dictionary", "config", "cli"])]
        which: String,
    },
}

/// Options of `serve`.
#[derive(Args, Debug)]
pub struct Serve {
    /// Address and port [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<String>,
    /// When there is nothing yet, make the demo company first
    #[arg(long)]
    pub demo: bool,
    /// Size of that demo company: 1 is about 2,000 companies and 10,000 people
    #[arg(long, default_value_t = 1.0, requires = "demo")]
    pub size: f64,
}

/// Options of `demo`.
#[derive(Args, Debug)]
pub struct Demo {
    /// 1 is about 2,000 companies and 10,000 people; 100 is a million people
    #[arg(long, default_value_t = 1.0)]
    pub size: f64,
}

/// Options of `import`.
#[derive(Args, Debug)]
pub struct Import {
    /// The file; with --set, the folder of the files
    #[arg(required_unless_present = "undo")]
    pub file: Option<PathBuf>,
    /// The mapping: which column goes where
    #[arg(long, value_name = "FILE", conflicts_with = "set")]
    pub mapping: Option<PathBuf>,
    /// Several files with their mappings, one after the other
    #[arg(long, value_name = "FILE")]
    pub set: Option<PathBuf>,
    /// Only tell what would happen
    #[arg(long)]
    pub dry_run: bool,
    /// Where to write what became of each row
    #[arg(long, value_name = "FILE")]
    pub results: Option<PathBuf>,
    /// Take an import back, by its id
    #[arg(long, value_name = "ID", conflicts_with_all = ["file", "mapping", "set", "dry_run"])]
    pub undo: Option<String>,
    /// The workspace, when there are several
    #[arg(long)]
    pub workspace: Option<String>,
}

/// Options of `export`.
#[derive(Args, Debug)]
pub struct Export {
    /// The object, by its plural: people, deals …
    pub object: String,
    /// csv, xlsx, parquet or jsonl [default: by the file's ending, else csv]
    #[arg(long, value_parser = ["csv", "xlsx", "parquet", "jsonl"])]
    pub format: Option<String>,
    /// The file [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// A filter as JSON
    #[arg(long)]
    pub filter: Option<String>,
    /// Fields to sort by, separated by commas
    #[arg(long)]
    pub sort: Option<String>,
    /// The columns, separated by commas
    #[arg(long)]
    pub fields: Option<String>,
    /// The workspace, when there are several
    #[arg(long)]
    pub workspace: Option<String>,
}

/// Options of `backup`.
#[derive(Args, Debug)]
pub struct Backup {
    /// The file to write
    pub file: PathBuf,
}

/// Options of `restore`.
#[derive(Args, Debug)]
pub struct Restore {
    /// The backup
    pub file: PathBuf,
    /// Replace a database that is there
    #[arg(long)]
    pub replace: bool,
}

/// What can be done about workspaces.
#[derive(Debug, Subcommand)]
pub enum WorkspaceCommand {
    /// List workspaces
    List,
    /// Add a workspace and its administrator; the password is asked for or read from standard input
    Add {
        /// The word that names it when signing in
        key: String,
        /// Its name
        #[arg(long)]
        name: String,
        /// The administrator's e-mail address
        #[arg(long)]
        email: String,
        /// The administrator's name
        #[arg(long)]
        administrator: String,
        /// Currency of amounts without one
        #[arg(long, default_value = "EUR")]
        currency: String,
        /// Time zone
        #[arg(long, default_value = "UTC")]
        zone: String,
        /// Country assumed for phone numbers, two letters
        #[arg(long, default_value = "")]
        country: String,
    },
}

/// What can be done about users.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// List users
    List {
        /// The workspace, when there are several
        #[arg(long)]
        workspace: Option<String>,
    },
    /// Add a user; the password is asked for or read from standard input
    Add {
        /// E-mail address
        email: String,
        /// Name
        #[arg(long)]
        name: String,
        /// Role, by name
        #[arg(long)]
        role: String,
        /// The workspace, when there are several
        #[arg(long)]
        workspace: Option<String>,
    },
    /// Set a user's password; it is asked for or read from standard input
    Password {
        /// E-mail address
        email: String,
        /// The workspace, when there are several
        #[arg(long)]
        workspace: Option<String>,
    },
}

/// What can be done about API keys.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// List keys
    List {
        /// The workspace, when there are several
        #[arg(long)]
        workspace: Option<String>,
    },
    /// Make a key and print its secret, once
    Create {
        /// What it is for
        name: String,
        /// The user it acts for, by e-mail address
        #[arg(long)]
        user: String,
        /// Role, by name [default: the user's]
        #[arg(long)]
        role: Option<String>,
        /// Days until it ends
        #[arg(long)]
        days: Option<i64>,
        /// The workspace, when there are several
        #[arg(long)]
        workspace: Option<String>,
    },
    /// End a key, by its id
    Remove {
        /// The id
        id: String,
        /// The workspace, when there are several
        #[arg(long)]
        workspace: Option<String>,
    },
}

/// Options of `bench`.
#[derive(Args, Debug)]
pub struct Bench {
    /// 1 is 100,000 people, 10 is a million
    #[arg(long, default_value_t = 1.0)]
    pub scale: f64,
    /// Measure what is worked out of a million customers and ten million purchase lines (35 GB of disk, an hour to fill)
    #[arg(long, conflicts_with = "scale")]
    pub shop: bool,
    /// Also measure on this PostgreSQL server (an empty database)
    #[arg(long, value_name = "URL")]
    pub postgres: Option<String>,
    /// Write the table to this page too
    #[arg(long, value_name = "FILE")]
    pub page: Option<PathBuf>,
    /// Where to build the databases [default: a temporary folder]
    #[arg(long, value_name = "FOLDER")]
    pub folder: Option<PathBuf>,
    /// Keep the databases and use those that are there
    #[arg(long)]
    pub keep: bool,
    /// Only the works whose name contains this, or one of these between commas
    #[arg(long, value_name = "TEXT")]
    pub only: Option<String>,
    /// Only fill the database in the folder, or the one of PostgreSQL
    #[arg(long, hide = true)]
    pub fill: bool,
}

/// The page `cli.md`: the help of every command.
pub fn document() -> String {
    let mut page = String::from("# Command line\n");
    let mut root = Cli::command();
    root.build();
    describe(&root, "kith", 2, &mut page);
    page
}

fn describe(command: &clap::Command, path: &str, level: usize, page: &mut String) {
    let mut shown = command.clone().term_width(100);
    let help = shown.render_long_help().to_string();
    let help: Vec<&str> = help.lines().map(str::trim_end).collect();
    page.push_str(&format!(
        "\n{} `{path}`\n\n```text\n{}\n```\n",
        "#".repeat(level),
        help.join("\n").trim_end()
    ));
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set() && sub.get_name() != "help") {
        describe(sub, &format!("{path} {}", sub.get_name()), 3, page);
    }
}
