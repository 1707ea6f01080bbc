//! Configuration: defaults, then the file, then the environment, then flags; each setting described once, here.

use anyhow::{Context as _, bail};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// A setting as documented in `config.md`.
pub struct Setting {
    /// The key in the file; the environment variable is `KITH_` and the key in capitals.
    pub key: &'static str,
    /// The default, as written in the file.
    pub default: &'static str,
    /// What it does.
    pub help: &'static str,
}

/// All settings.
pub const SETTINGS: &[Setting] = &[
    Setting {
        key: "data",
        default: "data",
        help: "Folder of the embedded database, uploaded files and backups.",
    },
    Setting {
        key: "database",
        default: "",
        help: "`postgres://user:password@host/name` to use PostgreSQL (15 or newer); empty for the embedded SQLite database in the data folder.",
    },
    Setting { key: "listen", default: "127.0.0.1:8080", help: "Address and port to listen on." },
    Setting {
        key: "base_url",
        default: "",
        help: "The address people use, such as `https://crm.example.com`; empty for the listening address. With https, cookies are marked secure.",
    },
    Setting {
        key: "trusted_proxies",
        default: "",
        help: "Addresses of reverse proxies, separated by commas, whose `X-Forwarded-For` is believed.",
    },
    Setting {
        key: "max_connections",
        default: "4096",
        help: "Connections served at a time; further ones wait.",
    },
    Setting {
        key: "connections_to_database",
        default: "8",
        help: "Readers of the embedded database, or connections to PostgreSQL.",
    },
    Setting {
        key: "requests_per_second",
        default: "200",
        help: "Requests one session or API key may send per second in the long run; five times as many at once.",
    },
    Setting {
        key: "outbound_networks",
        default: "",
        help: "Networks of your own, separated by commas, such as `10.0.0.0/8`, that webhooks and automations may reach, on any port and without TLS. The public Internet needs no entry; everything else is refused.",
    },
    Setting {
        key: "outbound_ports",
        default: "443",
        help: "Ports of public addresses that webhooks and automations may reach.",
    },
    Setting {
        key: "secret_key",
        default: "",
        help: "64 hexadecimal digits from which the secrets of webhooks are made; empty for those in the file `secret.key` of the data folder, which is made at the first start. Several servers on one database need the same.",
    },
    Setting {
        key: "run_log_days",
        default: "90",
        help: "Days after which runs of automations that ended are forgotten, with their log.",
    },
    Setting {
        key: "practice_places",
        default: "4",
        help: "Practice workspaces that are open at a time on this server, each with a database of its own in the data folder; 0 for none at all.",
    },
    Setting {
        key: "practice_days",
        default: "14",
        help: "Days after which a practice workspace that nobody used is taken away.",
    },
    Setting { key: "job_threads", default: "2", help: "Background jobs that run at a time." },
    Setting {
        key: "metrics",
        default: "local",
        help: "Who may read `/metrics`: `local` (this machine only), `all` or `none`.",
    },
    Setting {
        key: "log",
        default: "info",
        help: "What is logged: `error`, `warn`, `info`, `debug`, or a filter such as `info,store=debug`.",
    },
];

/// The configuration, read and checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// The data folder.
    pub data: PathBuf,
    /// The PostgreSQL address, if one is set.
    pub database: Option<String>,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The address people use.
    pub base_url: Option<String>,
    /// Believed proxies.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// Connections at a time.
    pub max_connections: usize,
    /// Database connections.
    pub connections_to_database: usize,
    /// Requests per second of one session or key.
    pub requests_per_second: u32,
    /// Networks that may be reached from here besides the public Internet.
    pub outbound_networks: Vec<platform::http::Network>,
    /// Ports of public addresses that may be reached.
    pub outbound_ports: Vec<u16>,
    /// What secrets are made from, if it is set.
    pub secret_key: Option<[u8; 32]>,
    /// Days for which the log of automations is kept.
    pub run_log_days: usize,
    /// Practice workspaces open at a time.
    pub practice_places: usize,
    /// Days for which one that is not used is kept.
    pub practice_days: usize,
    /// Jobs at a time.
    pub job_threads: usize,
    /// Who may read metrics.
    pub metrics: String,
    /// What is logged.
    pub log: String,
}

impl Config {
    /// Reads the configuration; `flags` are what the command line sets.
    pub fn read(file: Option<&Path>, flags: &[(&str, Option<String>)]) -> anyhow::Result<Config> {
        let mut values: BTreeMap<&str, String> =
            SETTINGS.iter().map(|setting| (setting.key, setting.default.to_string())).collect();
        let named = file.map(Path::to_path_buf);
        let path = named.clone().unwrap_or_else(|| PathBuf::from("kith.toml"));
        if named.is_some() || path.exists() {
            let text = std::fs::read_to_string(&path)
                .with_context(|| format!("The configuration {} cannot be read", path.display()))?;
            let table: toml::Table =
                text.parse().with_context(|| format!("{} is not a TOML file", path.display()))?;
            for (key, value) in table {
                let Some(setting) = SETTINGS.iter().find(|setting| setting.key == key) else {
                    bail!("{}: there is no setting “{key}”. The settings are: {}.", path.display(), keys());
                };
                let text = match value {
                    toml::Value::String(text) => text,
                    toml::Value::Integer(number) => number.to_string(),
                    other => bail!("{}: “{key}” should be a text or a number, not {other}.", path.display()),
                };
                values.insert(setting.key, text);
            }
        }
        for setting in SETTINGS {
            #[expect(
                clippy::disallowed_methods,
                reason = "this is the one place where the environment is read"
            )]
            if let Ok(value) = std::env::var(format!("KITH_{}", setting.key.to_uppercase())) {
                values.insert(setting.key, value);
            }
        }
        for (key, value) in flags {
            if let (Some(setting), Some(value)) = (SETTINGS.iter().find(|setting| setting.key == *key), value)
            {
                values.insert(setting.key, value.clone());
            }
        }
        Config::from_values(&values)
    }

    fn from_values(values: &BTreeMap<&str, String>) -> anyhow::Result<Config> {
        let text = |key: &str| values.get(key).map(|value| value.trim().to_string()).unwrap_or_default();
        let filled = |key: &str| Some(text(key)).filter(|value| !value.is_empty());
        let number = |key: &str, least: usize, most: usize| -> anyhow::Result<usize> {
            let number: usize = text(key)
                .parse()
                .with_context(|| format!("“{key}” should be a number, not “{}”", text(key)))?;
            if !(least..=most).contains(&number) {
                bail!("“{key}” should lie between {least} and {most}, not {number}.");
            }
            Ok(number)
        };
        let listen = text("listen");
        let listen = listen.parse().with_context(|| {
            format!("“listen” should be an address and port such as 127.0.0.1:8080, not “{listen}”")
        })?;
        let database = filled("database");
        if database
            .as_ref()
            .is_some_and(|url| !url.starts_with("postgres://") && !url.starts_with("postgresql://"))
        {
            bail!("“database” should be empty or begin with postgres://.");
        }
        let base_url = filled("base_url").map(|url| url.trim_end_matches('/').to_string());
        if base_url.as_ref().is_some_and(|url| !url.starts_with("http://") && !url.starts_with("https://")) {
            bail!("“base_url” should begin with https:// or http://.");
        }
        let metrics = text("metrics");
        if !["local", "all", "none"].contains(&metrics.as_str()) {
            bail!("“metrics” should be local, all or none, not “{metrics}”.");
        }
        let trusted_proxies = text("trusted_proxies")
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(|part| {
                part.parse().with_context(|| format!("“trusted_proxies”: “{part}” is not an address"))
            })
            .collect::<anyhow::Result<_>>()?;
        let outbound_networks = listed(&text("outbound_networks"))
            .map(|part| {
                part.parse().map_err(|_| {
                    anyhow::anyhow!("“outbound_networks”: “{part}” is not a network such as 10.0.0.0/8")
                })
            })
            .collect::<anyhow::Result<_>>()?;
        let outbound_ports = listed(&text("outbound_ports"))
            .map(|part| part.parse().with_context(|| format!("“outbound_ports”: “{part}” is not a port")))
            .collect::<anyhow::Result<_>>()?;
        let secret_key = filled("secret_key")
            .map(|digits| {
                // What was written is not repeated: it may be nearly the secret.
                key_of(&digits).context(
                    "“secret_key” should be 64 hexadecimal digits, such as `openssl rand -hex 32` gives.",
                )
            })
            .transpose()?;
        Ok(Config {
            data: PathBuf::from(text("data")),
            database,
            listen,
            base_url,
            trusted_proxies,
            max_connections: number("max_connections", 1, 1_000_000)?,
            connections_to_database: number("connections_to_database", 1, 256)?,
            requests_per_second: number("requests_per_second", 1, 1_000_000)? as u32,
            outbound_networks,
            outbound_ports,
            secret_key,
            run_log_days: number("run_log_days", 1, 36_500)?,
            practice_places: number("practice_places", 0, 1_000)?,
            practice_days: number("practice_days", 1, 3_650)?,
            job_threads: number("job_threads", 1, 64)?,
            metrics,
            log: text("log"),
        })
    }

    /// The address people use.
    pub fn address(&self) -> String {
        self.base_url.clone().unwrap_or_else(|| format!("http://{}", self.listen))
    }

    /// Whether cookies must only travel over TLS.
    pub fn secure(&self) -> bool {
        self.base_url.as_ref().is_some_and(|url| url.starts_with("https://"))
    }
}

fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty())
}

/// The 32 bytes of 64 hexadecimal digits.
pub fn key_of(digits: &str) -> Option<[u8; 32]> {
    let digits = digits.trim();
    if digits.len() != 64 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut key = [0u8; 32];
    for (place, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(place * 2..place * 2 + 2)?, 16).ok()?;
    }
    Some(key)
}

fn keys() -> String {
    SETTINGS.iter().map(|setting| setting.key).collect::<Vec<_>>().join(", ")
}

/// The page `config.md`.
pub fn document() -> String {
    let mut page = String::from(
        "# Configuration\n\nKith reads defaults, then the file (`--config`, else `kith.toml` in the current folder), then the \
         environment, then flags; the later wins.\n\n| Setting | Environment | Default | What it does |\n|---|---|---|---|\n",
    );
    for setting in SETTINGS {
        let default =
            if setting.default.is_empty() { "empty".to_string() } else { format!("`{}`", setting.default) };
        let _ = writeln!(
            page,
            "| `{}` | `KITH_{}` | {default} | {} |",
            setting.key,
            setting.key.to_uppercase(),
            setting.help
        );
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_win_over_the_file_and_mistakes_are_named() {
        let folder = std::env::temp_dir().join(format!("kith-config-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("kith.toml");
        std::fs::write(&file, "listen = \"127.0.0.1:9000\"\nmax_connections = 10\n").unwrap();
        let config = Config::read(Some(&file), &[("listen", Some("127.0.0.1:9001".into()))]).unwrap();
        assert_eq!((config.listen.port(), config.max_connections), (9001, 10));
        for (text, part) in [
            ("listne = \"x\"", "listne"),
            ("listen = \"x\"", "listen"),
            ("max_connections = 0", "max_connections"),
            ("outbound_networks = \"10.0.0.0/33\"", "outbound_networks"),
            ("outbound_ports = \"https\"", "outbound_ports"),
            ("secret_key = \"abc\"", "secret_key"),
        ] {
            std::fs::write(&file, text).unwrap();
            let error = format!("{:#}", Config::read(Some(&file), &[]).unwrap_err());
            assert!(error.contains(part), "{error}");
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
