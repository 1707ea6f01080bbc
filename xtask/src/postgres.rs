//! `cargo xtask with-postgres -- <command>`: starts a PostgreSQL of its own in a temporary folder, runs the command with `{postgres}`
//! replaced by its address, and takes everything away again. For measuring on both databases without setting one up.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// Where Debian keeps the programs, one folder for each version.
const VERSIONS: &str = "/usr/lib/postgresql";

/// What stands for the address in the command.
const PLACEHOLDER: &str = "{postgres}";

/// How often to look whether the server answers, ten times a second.
const LOOKS: u32 = 600;

/// Starts the server, runs the command, answers its exit code.
pub fn run(words: &[&str]) -> Result<ExitCode> {
    let [program, arguments @ ..] = words else { bail!("with-postgres needs a command after --") };
    let server = Server::start()?;
    let arguments = arguments.iter().map(|word| word.replace(PLACEHOLDER, &server.address()));
    let status =
        Command::new(program).args(arguments).status().with_context(|| format!("cannot start {program}"))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
    Ok(ExitCode::from(code))
}

/// A running server; it stops, and its folder goes, when this is dropped.
struct Server {
    programs: PathBuf,
    owner: Owner,
    folder: PathBuf,
    port: u16,
    process: Child,
}

impl Server {
    fn start() -> Result<Self> {
        let programs = programs()?;
        let owner = Owner::find()?;
        let folder = std::env::temp_dir().join(format!("kith-postgres-{}", std::process::id()));
        fs::create_dir(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
        owner.take(&folder)?;
        let data = folder.join("data");
        let mut initdb = owner.command(&programs.join("initdb"));
        initdb.arg("--pgdata").arg(&data).args([
            "--username=kith",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-locale",
        ]);
        let output = initdb.output().context("cannot start initdb")?;
        if !output.status.success() {
            bail!("initdb failed: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        let port = free_port()?;
        let log = fs::File::create(folder.join("log")).context("cannot create the log of PostgreSQL")?;
        let mut postgres = owner.command(&programs.join("postgres"));
        postgres.arg("-D").arg(&data).arg("-k").arg(&folder).args([
            "-h",
            "127.0.0.1",
            "-p",
            &port.to_string(),
        ]);
        let process = postgres.stdout(Stdio::null()).stderr(log).spawn().context("cannot start postgres")?;
        let mut server = Self { programs, owner, folder, port, process };
        server.wait()?;
        Ok(server)
    }

    fn address(&self) -> String {
        format!("postgres://kith@127.0.0.1:{}/postgres", self.port)
    }

    /// Until it listens, or is gone.
    fn wait(&mut self) -> Result<()> {
        for _ in 0..LOOKS {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return Ok(());
            }
            if self.process.try_wait().context("cannot look after postgres")?.is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        bail!("PostgreSQL did not start: {}", log.trim())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // What it holds is thrown away: no need to let it finish. Killing it outright would leave its shared memory behind.
        let mut stop = self.owner.command(&self.programs.join("pg_ctl"));
        stop.args(["stop", "--silent", "--mode=immediate", "--pgdata"]).arg(self.folder.join("data"));
        if !stop.status().is_ok_and(|status| status.success()) {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Whom the server runs as: PostgreSQL refuses to run as root.
struct Owner {
    user: Option<u32>,
}

impl Owner {
    fn find() -> Result<Self> {
        if id(&[])? != Some(0) {
            return Ok(Self { user: None });
        }
        let user = id(&["postgres"])?.or(id(&["nobody"])?);
        let user =
            user.context("PostgreSQL refuses to run as root, and there is no user postgres or nobody")?;
        Ok(Self { user: Some(user) })
    }

    fn take(&self, folder: &Path) -> Result<()> {
        std::os::unix::fs::chown(folder, self.user, None)
            .with_context(|| format!("cannot give {} away", folder.display()))
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(std::env::temp_dir());
        if let Some(user) = self.user {
            command.uid(user);
        }
        command
    }
}

/// The number of a user, of this one without a name; none if there is no such user.
fn id(name: &[&str]) -> Result<Option<u32>> {
    let output = Command::new("id").arg("-u").args(name).output().context("cannot start id")?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().parse().ok())
}

/// The folder of the newest version.
fn programs() -> Result<PathBuf> {
    let versions = fs::read_dir(VERSIONS).with_context(|| format!("PostgreSQL is not in {VERSIONS}"))?;
    let versions = versions.filter_map(|entry| entry.ok()?.file_name().to_string_lossy().parse::<u32>().ok());
    let newest = versions.max().with_context(|| format!("no version of PostgreSQL is in {VERSIONS}"))?;
    Ok(Path::new(VERSIONS).join(newest.to_string()).join("bin"))
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("no free port")?;
    Ok(listener.local_addr().context("no free port")?.port())
}
