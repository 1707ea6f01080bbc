//! A PostgreSQL server for tests: in a temporary folder, on a socket of its own, shared by all test processes of a user
//! and stopped by a watchdog when the last of them is gone.

use super::gave_up;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Runs detached: as soon as nobody holds the lock, it stops the server and removes its folder. `$1` lock, `$2` folder,
/// `$3` pg_ctl with what must stand before it.
const WATCHDOG: &str = r#"while sleep 5; do
  flock -n -x "$1" sh -c "$3 -D '$2/data' -m immediate stop >/dev/null 2>&1; rm -rf '$2'; true" && exit 0
done"#;

struct Server {
    folder: PathBuf,
    programs: PathBuf,
    /// Shared by every test process; lasts as long as this one.
    _in_use: File,
}

fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(start)
}

/// The address of a database on the server.
pub(super) fn url(database: &str) -> String {
    format!("host={} user=kith dbname={database}", server().folder.display())
}

/// Makes an empty database; answers its name.
pub(super) fn create_database() -> String {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    drop_database(&name);
    run_sql(&format!("CREATE DATABASE {name}"));
    name
}

/// Drops a database, whoever is still connected.
pub(super) fn drop_database(name: &str) {
    run_sql(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
}

/// Ends all connections to a database.
pub(super) fn cut_connections(name: &str) {
    run_sql(&format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"));
}

fn run_sql(text: &str) {
    let server = server();
    let output = Command::new(server.programs.join("psql"))
        .args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-U", "kith", "-d", "postgres", "-h"])
        .arg(&server.folder)
        .args(["-c", text])
        .output();
    match output {
        Ok(output) if output.status.success() => {}
        Ok(output) => gave_up(&format!("{text}: {}", String::from_utf8_lossy(&output.stderr))),
        Err(error) => gave_up(&format!("psql did not run: {error}")),
    }
}

fn start() -> Server {
    let programs = programs();
    let user = std::fs::metadata("/proc/self").map_or(0, |own| own.uid());
    let folder = std::env::temp_dir().join(format!("kith-test-postgres-{user}"));
    let in_use = lock_file(&folder, "use");
    if let Err(error) = in_use.lock_shared() {
        gave_up(&format!("the lock of the test server: {error}"));
    }
    let starting = lock_file(&folder, "start");
    if let Err(error) = starting.lock() {
        gave_up(&format!("the lock of the test server: {error}"));
    }
    if !answers(&programs, &folder) {
        make(&programs, &folder, user == 0);
    }
    Server { folder, programs, _in_use: in_use }
}

fn lock_path(folder: &Path, which: &str) -> PathBuf {
    let mut name = folder.as_os_str().to_os_string();
    name.push(format!(".{which}"));
    PathBuf::from(name)
}

fn lock_file(folder: &Path, which: &str) -> File {
    let opened = OpenOptions::new().create(true).truncate(false).write(true).open(lock_path(folder, which));
    opened.unwrap_or_else(|error| gave_up(&format!("the lock of the test server: {error}")))
}

/// The newest PostgreSQL of this machine.
fn programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = versions
        .filter_map(|version| Some((version.file_name().to_str()?.parse().ok()?, version.path().join("bin"))))
        .filter(|(_, bin)| bin.join("initdb").exists())
        .collect();
    found.sort();
    match found.pop() {
        Some((_, bin)) => bin,
        None if Path::new("/usr/local/bin/initdb").exists() => PathBuf::from("/usr/local/bin"),
        None => {
            gave_up("PostgreSQL is not installed (apt install postgresql): the tests of the store need it")
        }
    }
}

fn answers(programs: &Path, folder: &Path) -> bool {
    let asked = Command::new(programs.join("pg_isready")).arg("-q").arg("-h").arg(folder).status();
    asked.is_ok_and(|status| status.success())
}

/// PostgreSQL refuses to run as root; nobody's name will do.
fn unprivileged(root: bool) -> Vec<&'static str> {
    if root { vec!["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] } else { Vec::new() }
}

fn command(prefix: &[&str], program: &Path) -> Command {
    match prefix.split_first() {
        Some((first, rest)) => {
            let mut command = Command::new(first);
            command.args(rest).arg(program);
            command
        }
        None => Command::new(program),
    }
}

fn must(what: &str, done: std::io::Result<()>) {
    if let Err(error) = done {
        gave_up(&format!("{what}: {error}"));
    }
}

fn make(programs: &Path, folder: &Path, root: bool) {
    let _left_by_a_crash = std::fs::remove_dir_all(folder);
    must("the folder of the test server", std::fs::create_dir_all(folder));
    must("its rights", std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)));
    if root {
        must("its owner", std::os::unix::fs::chown(folder, Some(65534), Some(65534)));
    }
    let (prefix, data) = (unprivileged(root), folder.join("data"));
    let output = command(&prefix, &programs.join("initdb"))
        .args(["-U", "kith", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync", "-D"])
        .arg(&data)
        .current_dir("/")
        .output();
    match output {
        Ok(output) if output.status.success() => {}
        Ok(output) => gave_up(&format!("initdb: {}", String::from_utf8_lossy(&output.stderr))),
        Err(error) => gave_up(&format!("initdb did not run: {error}")),
    }
    // Speed over safety: this server holds nothing anybody wants back.
    let settings = format!(
        "listen_addresses = ''\nunix_socket_directories = '{}'\nfsync = off\nsynchronous_commit = off\nfull_page_writes = off\n\
         deadlock_timeout = 100ms\nmax_connections = 300\nshared_buffers = 64MB\nautovacuum = off\n",
        folder.display()
    );
    let appended = OpenOptions::new().append(true).open(data.join("postgresql.conf"));
    must("its settings", appended.and_then(|mut file| file.write_all(settings.as_bytes())));
    let started = command(&prefix, &programs.join("pg_ctl"))
        .args(["-w", "-t", "60", "-l"])
        .arg(folder.join("log"))
        .arg("-D")
        .arg(&data)
        .arg("start")
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if !started.is_ok_and(|status| status.success()) {
        gave_up(&format!("PostgreSQL did not start: look at {}", folder.join("log").display()));
    }
    let mut tries = 0;
    while !answers(programs, folder) {
        tries += 1;
        if tries > 100 {
            gave_up("PostgreSQL does not answer");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let stop = format!("{} {}", prefix.join(" "), programs.join("pg_ctl").display());
    let watchdog = Command::new("setsid")
        .args(["sh", "-c", WATCHDOG, "watchdog"])
        .arg(lock_path(folder, "use"))
        .arg(folder)
        .arg(stop.trim())
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if let Err(error) = watchdog {
        gave_up(&format!("the watchdog of the test server: {error}"));
    }
}
