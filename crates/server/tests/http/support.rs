//! Starts the real binary on a fresh data folder and talks to it.

use crate::document::Document;
use serde_json::{Value as Json, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;
use store::Config;
use store::testing::Fresh;

pub const PASSWORD: &str = "a long pass phrase 7";

/// A running server; stopped and its folder removed when dropped.
pub struct Server {
    child: Child,
    pub address: String,
    pub code: Option<String>,
    pub folder: PathBuf,
    keep: bool,
}

/// A fresh, unique folder.
pub fn folder(name: &str) -> PathBuf {
    static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let count = COUNT.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
    let folder = std::env::temp_dir().join(format!("kith-http-{}-{name}-{count}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Runs a command of the binary; answers whether it went well, and what it printed on both channels.
pub fn kith(folder: &Path, arguments: &[&str], input: &str) -> (bool, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kith"))
        .args(arguments)
        .args(["--data", folder.to_str().unwrap(), "--log", "error"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    (
        output.status.success(),
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)),
    )
}

impl Server {
    /// Serves a folder on a port the system chooses.
    pub fn serve(folder: &Path, keep: bool) -> Server {
        Server::start(Command::new(env!("CARGO_BIN_EXE_kith")), folder, keep)
    }

    /// Serves a folder with a command that takes the arguments of the binary.
    pub fn start(mut command: Command, folder: &Path, keep: bool) -> Server {
        command.arg("serve");
        Server::launch(command, folder, keep)
    }

    /// Serves a small demo company in a fresh folder.
    pub fn demo(name: &str) -> Server {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kith"));
        command.args(["serve", "--demo", "--size", "0.01"]);
        Server::launch(command, &folder(name), false)
    }

    fn launch(mut command: Command, folder: &Path, keep: bool) -> Server {
        let mut child = command
            .args(["--listen", "127.0.0.1:0", "--data", folder.to_str().unwrap(), "--log", "warn"])
            .env("KITH_REQUESTS_PER_SECOND", "100000")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (mut address, mut code) = (String::new(), None);
        for line in lines.by_ref() {
            let line = line.unwrap();
            if let Some((_, found)) = line.split_once("Kith is ready: ") {
                address = found.trim().to_string();
            }
            if let Some((_, found)) = line.split_once("Set-up code: ") {
                code = Some(found.trim().to_string());
            }
            if line.contains("For scripts") {
                break;
            }
        }
        assert!(!address.is_empty(), "the server did not start");
        std::thread::spawn(move || lines.for_each(drop));
        Server { child, address, code, folder: folder.to_path_buf(), keep }
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Ends it the hard way.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
        if !self.keep {
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Json {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {} {}", self.status, self.text))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    #[track_caller]
    pub fn expect(self, status: u16) -> Json {
        assert_eq!(self.status, status, "{}", self.text);
        if self.text.is_empty() { Json::Null } else { self.json() }
    }
}

/// Somebody who asks.
#[derive(Clone)]
pub struct Asker {
    pub address: String,
    pub headers: Vec<(String, String)>,
}

fn agent() -> &'static ureq::Agent {
    static AGENT: OnceLock<ureq::Agent> = OnceLock::new();
    AGENT.get_or_init(|| {
        ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(60)))
            .build()
            .into()
    })
}

impl Asker {
    pub fn stranger(address: &str) -> Asker {
        Asker { address: address.to_string(), headers: Vec::new() }
    }

    pub fn key(address: &str, secret: &str) -> Asker {
        Asker {
            address: address.to_string(),
            headers: vec![("authorization".into(), format!("Bearer {secret}"))],
        }
    }

    pub fn with(&self, name: &str, value: &str) -> Asker {
        let mut asker = self.clone();
        asker.headers.push((name.to_string(), value.to_string()));
        asker
    }

    /// Sends a request; `body` of `None` sends none.
    pub fn send(&self, method: &str, path: &str, body: Option<(&str, Vec<u8>)>) -> Answer {
        self.try_send(method, path, body).unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    pub fn try_send(
        &self,
        method: &str,
        path: &str,
        body: Option<(&str, Vec<u8>)>,
    ) -> Result<Answer, ureq::Error> {
        // What stands beside the interface, and is not in its document.
        let bare =
            ["/health", "/ready", "/metrics"].iter().any(|known| path.starts_with(known)) || path == "/";
        let below = if bare { "" } else { "/api/v1" };
        let url = format!("{}{below}{path}", self.address);
        let mut request = ureq::http::Request::builder().method(method).uri(url);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let mut response = match body {
            Some((kind, bytes)) => agent().run(request.header("content-type", kind).body(bytes).unwrap())?,
            None => agent().run(request.body(()).unwrap())?,
        };
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_string()))
            .collect();
        let mut text = Vec::new();
        response.body_mut().as_reader().read_to_end(&mut text)?;
        let text = String::from_utf8_lossy(&text).into_owned();
        let answer = Answer { status: response.status().as_u16(), headers, text };
        if !bare {
            let kind = answer.header("content-type").unwrap_or_default();
            let faults = Document::printed().faults(method, path, answer.status, kind, &answer.text);
            assert!(faults.is_empty(), "{method} {path} answered otherwise than documented: {faults:#?}");
        }
        Ok(answer)
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None)
    }

    pub fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, None)
    }

    pub fn json(&self, method: &str, path: &str, body: &Json) -> Answer {
        self.send(method, path, Some(("application/json", body.to_string().into_bytes())))
    }

    pub fn post(&self, path: &str, body: &Json) -> Answer {
        self.json("POST", path, body)
    }

    pub fn patch(&self, path: &str, body: &Json) -> Answer {
        self.json("PATCH", path, body)
    }

    /// Creates a record and answers it.
    #[track_caller]
    pub fn create(&self, plural: &str, body: &Json) -> Json {
        self.post(&format!("/{plural}"), body).expect(201)
    }

    /// Lists with a filter.
    #[track_caller]
    pub fn list(&self, plural: &str, query: &Json) -> Json {
        self.post(&format!("/{plural}/query"), query).expect(200)
    }
}

/// Signs in with a password and answers an asker with the session's cookie and token.
#[track_caller]
pub fn sign_in(address: &str, workspace: &str, email: &str) -> Asker {
    sign_in_with(address, workspace, email, PASSWORD)
}

/// Signs in with that password.
#[track_caller]
pub fn sign_in_with(address: &str, workspace: &str, email: &str, password: &str) -> Asker {
    let stranger = Asker::stranger(address);
    let answer =
        stranger.post("/session", &json!({"email": email, "password": password, "workspace": workspace}));
    let cookie =
        answer.header("set-cookie").expect("a session cookie").split(';').next().unwrap().to_string();
    let csrf = answer.expect(200)["csrf"].as_str().unwrap().to_string();
    stranger.with("cookie", &cookie).with("x-kith-csrf", &csrf).with("origin", address)
}

/// Adds a workspace with an administrator, `root@….example`; `place` says where, beyond the folder.
#[track_caller]
pub fn add_workspace(folder: &Path, place: &[&str], workspace: &str) {
    let email = format!("root@{workspace}.example");
    let mut arguments = vec!["workspace", "add", workspace, "--name", workspace, "--email", &email];
    arguments.extend(["--administrator", "Root", "--country", "SI"]);
    arguments.extend(place);
    let (done, said) = kith(folder, &arguments, PASSWORD);
    assert!(done, "{said}");
}

/// The address of a database in the form that settings take, made of `host=… user=… dbname=…`.
pub fn database_address(words: &str) -> String {
    let part =
        |name: &str| words.split(' ').find_map(|word| word.strip_prefix(name)).unwrap().replace('/', "%2F");
    format!("postgres://{}@{}/{}", part("user="), part("host="), part("dbname="))
}

/// Two workspaces that know nothing of each other, each with an administrator's key.
pub struct World {
    pub server: Server,
    pub alpha: Asker,
    pub beta: Asker,
    /// The database beside the folder, where there is one; it goes when the server has ended.
    _database: Option<Fresh>,
}

impl World {
    /// On the embedded database; on a PostgreSQL that the tests start themselves where `KITH_TEST_DATABASE` says `postgres`.
    #[expect(clippy::disallowed_methods, reason = "who runs the tests says on which database")]
    pub fn start(name: &str) -> World {
        let folder = folder(name);
        let database =
            (std::env::var("KITH_TEST_DATABASE").as_deref() == Ok("postgres")).then(Fresh::postgres);
        let place: Vec<String> = match database.as_ref().map(|fresh| &fresh.config) {
            Some(Config::Postgres { url, .. }) => vec!["--database".to_string(), database_address(url)],
            _ => Vec::new(),
        };
        let place: Vec<&str> = place.iter().map(String::as_str).collect();
        for workspace in ["alpha", "beta"] {
            add_workspace(&folder, &place, workspace);
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_kith"));
        command.args(&place);
        let server = Server::start(command, &folder, false);
        let alpha = World::administrator(&server.address, "alpha");
        let beta = World::administrator(&server.address, "beta");
        World { server, alpha, beta, _database: database }
    }

    pub fn administrator(address: &str, workspace: &str) -> Asker {
        let session = sign_in(address, workspace, &format!("root@{workspace}.example"));
        let role = session.get("/roles").expect(200)["data"]
            .as_array()
            .unwrap()
            .iter()
            .find(|role| role["administrator"] == true)
            .unwrap()["id"]
            .clone();
        let key = session.post("/api_keys", &json!({"name": "tests", "role": role})).expect(201);
        Asker::key(address, key["secret"].as_str().unwrap())
    }

    /// A user of alpha with a role of these rights, signed in.
    #[track_caller]
    pub fn user(&self, name: &str, role: &Json, team: Option<&Json>) -> (Asker, String) {
        let mut role = role.clone();
        role["name"] = json!(format!("role of {name}"));
        let role = self.alpha.post("/roles", &role).expect(201)["id"].clone();
        let email = format!("{name}@alpha.example");
        let user = json!({"name": name, "email": email, "password": PASSWORD, "role": role, "team": team});
        let id = self.alpha.post("/users", &user).expect(201)["id"].as_str().unwrap().to_string();
        (sign_in(&self.server.address, "alpha", &email), id)
    }
}

/// The moment of the machine: what must lie some days back or ahead of the server, which goes by the same clock.
pub fn wall() -> jiff::Timestamp {
    #[expect(clippy::disallowed_methods, reason = "the server under test goes by the clock of the machine")]
    jiff::Timestamp::now()
}
