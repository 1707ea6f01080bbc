//! Who did something, and through which door.

use crate::Id;
use serde::{Deserialize, Serialize};

/// What sort of actor changed a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// A person who signed in.
    User,
    /// A script with an API key.
    Key,
    /// A background job.
    Job,
    /// A file that was imported.
    Import,
    /// An automation of the workspace, with the rights of its owner.
    Automation,
    /// Kith itself, at set-up.
    System,
}

impl ActorKind {
    /// The word kept in the database.
    pub fn word(self) -> &'static str {
        match self {
            ActorKind::User => "user",
            ActorKind::Key => "key",
            ActorKind::Job => "job",
            ActorKind::Import => "import",
            ActorKind::Automation => "automation",
            ActorKind::System => "system",
        }
    }

    /// The kind from its word.
    pub fn from_word(word: &str) -> ActorKind {
        match word {
            "user" => ActorKind::User,
            "key" => ActorKind::Key,
            "job" => ActorKind::Job,
            "import" => ActorKind::Import,
            "automation" => ActorKind::Automation,
            _ => ActorKind::System,
        }
    }
}

/// The door a change came through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The web app.
    Web,
    /// A script over HTTP.
    Api,
    /// An imported file.
    Import,
    /// The command line.
    Command,
    /// A background job.
    Job,
    /// The demo company.
    Demo,
}

impl Channel {
    /// The word kept in the database.
    pub fn word(self) -> &'static str {
        match self {
            Channel::Web => "web",
            Channel::Api => "api",
            Channel::Import => "import",
            Channel::Command => "command",
            Channel::Job => "job",
            Channel::Demo => "demo",
        }
    }

    /// The door from its word.
    pub fn from_word(word: &str) -> Channel {
        match word {
            "web" => Channel::Web,
            "import" => Channel::Import,
            "command" => Channel::Command,
            "job" => Channel::Job,
            "demo" => Channel::Demo,
            _ => Channel::Api,
        }
    }
}

/// Who acts: shown in history, checked for rights, never a bare name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// What sort of actor.
    pub kind: ActorKind,
    /// The user, key, job or import; none for the system.
    pub id: Option<Id>,
    /// The user on whose behalf it acts (the user of a key, the starter of an import); owner of what is created.
    pub user: Option<Id>,
    /// Shown when the id no longer resolves.
    pub name: String,
    /// The door.
    pub channel: Channel,
    /// Finer provenance, such as `deals.csv line 12`.
    pub source: Option<String>,
}

impl Actor {
    /// Kith itself.
    pub fn system(channel: Channel) -> Actor {
        Actor {
            kind: ActorKind::System,
            id: None,
            user: None,
            name: "Kith".to_string(),
            channel,
            source: None,
        }
    }
}
