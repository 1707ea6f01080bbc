//! The one way out: every request Kith sends to an address somebody typed goes through here.
//!
//! An address is read strictly, its name is looked up once, every address the name has must be one that may be reached, and the
//! connection is made to one of those that were checked. Redirects are never followed. Time and size are bounded.

mod address;
mod send;
mod target;
#[cfg(test)]
mod tests;

pub use address::is_public;
pub use target::Target;

use crate::http::Network;
use std::net::IpAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::runtime::Runtime;
use vocabulary::{Error, Result};

/// What an installation allows besides the public Internet.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Networks of one's own that may be reached, on any port and without TLS.
    pub networks: Vec<Network>,
    /// Ports of public addresses that may be reached.
    pub ports: Vec<u16>,
    /// Why nothing at all may be reached, where that is so.
    pub closed: Option<&'static str>,
}

impl Default for Policy {
    fn default() -> Policy {
        Policy { networks: Vec::new(), ports: vec![443], closed: None }
    }
}

/// How long and how much.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// To find the name and make the connection, TLS included.
    pub connect: Duration,
    /// From the first step to the last byte of the answer.
    pub total: Duration,
    /// Bytes of the answer that are kept; the rest is not even read.
    pub answer: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { connect: Duration::from_secs(5), total: Duration::from_secs(15), answer: 64 * 1_024 }
    }
}

/// A request on its way out.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// `POST`, `GET` …
    pub method: &'static str,
    /// Where.
    pub target: Target,
    /// Headers besides those every request has.
    pub headers: Vec<(String, String)>,
    /// What is sent.
    pub body: Vec<u8>,
    /// How long and how much.
    pub limits: Limits,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The status.
    pub status: u16,
    /// When the other side wants to hear again: seconds.
    pub retry_after: Option<i64>,
    /// The body, as far as it is kept.
    pub body: Vec<u8>,
    /// There was more.
    pub cut: bool,
    /// How long it took.
    pub millis: i64,
}

impl Answered {
    /// The number of the status.
    pub fn code(&self) -> u16 {
        self.status
    }
}

/// Why nothing came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsent {
    /// The address may not be reached: trying again does not help before somebody changes it.
    Refused(&'static str),
    /// The name is unknown.
    Unknown,
    /// There was no connection.
    Unreachable,
    /// The certificate is not one that is trusted, or there is no TLS.
    Tls,
    /// It took too long.
    TimedOut,
    /// The connection broke, or what came was no HTTP.
    Broken,
}

impl Unsent {
    /// Its word in logs of deliveries.
    pub fn code(&self) -> &'static str {
        match self {
            Unsent::Refused(_) => "refused",
            Unsent::Unknown => "unknown_name",
            Unsent::Unreachable => "unreachable",
            Unsent::Tls => "tls",
            Unsent::TimedOut => "timed_out",
            Unsent::Broken => "broken",
        }
    }

    /// What a person is told.
    pub fn words(&self) -> &'static str {
        match self {
            Unsent::Refused(why) => why,
            Unsent::Unknown => "The name of the address is not known.",
            Unsent::Unreachable => "Nobody answers at the address.",
            Unsent::Tls => {
                "There is no trusted TLS connection to the address: its certificate is not valid for the name, or unknown."
            }
            Unsent::TimedOut => "The other side did not answer in time.",
            Unsent::Broken => "The connection broke before there was an answer.",
        }
    }
}

/// Looks a name up.
pub type Lookup = Arc<dyn Fn(&str) -> std::io::Result<Vec<IpAddr>> + Send + Sync>;

/// The guarded way out, shared by all who send.
pub struct Outbound {
    policy: Policy,
    lookup: Lookup,
    tls: OnceLock<Arc<rustls::ClientConfig>>,
    runtime: OnceLock<Runtime>,
}

impl Outbound {
    /// A way out that keeps to a policy.
    pub fn new(policy: Policy) -> Outbound {
        Outbound::with(policy, Arc::new(send::look_up))
    }

    /// One that looks names up in its own way.
    pub fn with(policy: Policy, lookup: Lookup) -> Outbound {
        Outbound { policy, lookup, tls: OnceLock::new(), runtime: OnceLock::new() }
    }

    /// Reads an address somebody typed, and refuses at once what can never be reached. A name is looked up only when something
    /// is sent: until then it may point elsewhere.
    pub fn read(&self, field: &str, text: &str) -> Result<Target> {
        let refused = |why: &'static str| Error::invalid(field, "not_allowed", why);
        let target = Target::read(text).map_err(refused)?;
        if let Some(address) = target.address() {
            self.policy.check(&target, address).map_err(refused)?;
        }
        Ok(target)
    }

    /// Sends and waits for the answer. Not to be called where one may not wait.
    pub fn send(&self, outgoing: &Outgoing) -> std::result::Result<Answered, Unsent> {
        self.send_all(std::slice::from_ref(outgoing)).pop().unwrap_or(Err(Unsent::Broken))
    }

    /// Sends all at the same time, and waits for all answers: as long as the slowest takes, never longer than the limits.
    pub fn send_all(&self, outgoing: &[Outgoing]) -> Vec<std::result::Result<Answered, Unsent>> {
        let Some(runtime) = self.runtime() else {
            return outgoing.iter().map(|_| Err(Unsent::Broken)).collect();
        };
        runtime.block_on(futures_util::future::join_all(outgoing.iter().map(|one| send::send(self, one))))
    }

    /// Sends without waiting; what came back is told on a thread of the way out.
    pub fn begin(
        self: &Arc<Self>,
        outgoing: Outgoing,
        tell: impl FnOnce(std::result::Result<Answered, Unsent>) + Send + 'static,
    ) {
        let Some(runtime) = self.runtime() else { return tell(Err(Unsent::Broken)) };
        let outbound = Arc::clone(self);
        runtime.spawn(async move { tell(send::send(&outbound, &outgoing).await) });
    }

    fn runtime(&self) -> Option<&Runtime> {
        if self.runtime.get().is_none() {
            let made = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(1)
                .max_blocking_threads(16)
                .thread_name("outbound")
                .enable_all()
                .build()
                .inspect_err(|error| tracing::error!(%error, "no thread to send with"));
            // Somebody may have been faster: theirs stays, and this one ends.
            if let Some(Err(late)) = made.ok().map(|made| self.runtime.set(made)) {
                late.shutdown_background();
            }
        }
        self.runtime.get()
    }
}

impl Drop for Outbound {
    fn drop(&mut self) {
        // A look-up that hangs must not hold up the end of the server.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Policy {
    /// Whether a connection may be made to an address.
    fn check(&self, target: &Target, address: IpAddr) -> std::result::Result<(), &'static str> {
        if let Some(why) = self.closed {
            return Err(why);
        }
        if self.networks.iter().any(|network| network.contains(address)) {
            return Ok(());
        }
        if !is_public(address) {
            return Err(
                "The address lies in a private network. An administrator of the installation can allow it with “outbound_networks”.",
            );
        }
        if !target.is_secure() {
            return Err("Outside one's own networks only https:// is allowed.");
        }
        if !self.ports.contains(&target.port()) {
            return Err(
                "The port is not allowed. An administrator of the installation can allow it with “outbound_ports”.",
            );
        }
        Ok(())
    }
}
