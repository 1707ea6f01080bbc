//! What an automation is made of, as it is written, kept and shown: a trigger, a condition, steps.

use platform::job::Rhythm;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use vocabulary::Id;

/// Fields and the values they are given; texts may hold `{{record.name}}`.
pub type Fields = serde_json::Map<String, Json>;

/// An automation as its author wrote it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// The object whose records it is about; a schedule and an incoming webhook can do without.
    #[serde(default)]
    pub object: Option<String>,
    /// What starts it.
    pub trigger: Trigger,
    /// What the record must be like, in the language of filters.
    #[serde(default)]
    pub condition: Option<Json>,
    /// What it does, in sequence.
    pub steps: Vec<Step>,
    /// How often it may run.
    #[serde(default)]
    pub limits: Limits,
    /// Whether it hears of what imports write.
    #[serde(default)]
    pub imports: bool,
}

/// More runs than these in a minute or an hour pause it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Runs begun in one minute.
    pub minute: i64,
    /// Runs begun in one hour.
    pub hour: i64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { minute: 1_000, hour: 10_000 }
    }
}

/// What starts an automation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "on", rename_all = "snake_case", deny_unknown_fields)]
pub enum Trigger {
    /// A record was made.
    Created {},
    /// A record was changed: all of these changes at once, or any when there are none.
    Changed {
        /// The changes.
        #[serde(default)]
        changes: Vec<FieldChange>,
    },
    /// A day in a field has come.
    Date {
        /// The field.
        field: String,
        /// So many days after the day (before it, when negative).
        #[serde(default)]
        days: i32,
        /// Each year again.
        #[serde(default)]
        yearly: bool,
        /// The hour of the day in the workspace's zone.
        #[serde(default = "morning")]
        hour: i8,
    },
    /// Nothing happened with a record for so many days.
    Silence {
        /// The days.
        days: i32,
    },
    /// By the clock; with an object, once for each record that meets the condition.
    Schedule {
        /// How often.
        rhythm: Rhythm,
    },
    /// Somebody calls its secret address.
    Webhook {},
    /// A record begins to meet a filter.
    Enters {
        /// The filter.
        filter: Json,
    },
    /// A record no longer meets a filter.
    Leaves {
        /// The filter.
        filter: Json,
    },
}

fn morning() -> i8 {
    8
}

/// A change of one field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldChange {
    /// The field.
    pub field: String,
    /// The value before; any when left out, none when null.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub from: Option<Json>,
    /// The value after; any when left out, none when null.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub to: Option<Json>,
}

fn given<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Json>, D::Error> {
    Json::deserialize(deserializer).map(Some)
}

/// One step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// Changes the record, the one a loop is at (`item`), or one a step before made (its name).
    Change {
        /// Which record; the record of the run when left out.
        #[serde(default)]
        of: Option<String>,
        /// What it is given.
        set: Fields,
    },
    /// Makes a record.
    Create {
        /// The object.
        object: String,
        /// Its fields.
        set: Fields,
        /// A name by which later steps speak of it.
        #[serde(default)]
        name: Option<String>,
    },
    /// Links the record with another.
    Link {
        /// Which record.
        #[serde(default)]
        of: Option<String>,
        /// The field.
        field: String,
        /// The id of the other, or `{{…}}`.
        to: String,
    },
    /// Gives the record an owner.
    Assign {
        /// Which record.
        #[serde(default)]
        of: Option<String>,
        /// One of these users; several take turns.
        users: Vec<Id>,
    },
    /// Makes a task about the record.
    Task {
        /// What is to be done.
        subject: String,
        /// Due in so many days.
        #[serde(default)]
        days: i64,
        /// Who does it; the owner of the record when left out.
        #[serde(default)]
        user: Option<Id>,
        /// `low`, `normal` or `high`.
        #[serde(default)]
        priority: Option<String>,
        /// The details.
        #[serde(default)]
        body: Option<String>,
    },
    /// Waits.
    Wait {
        /// So many minutes.
        minutes: i64,
    },
    /// Waits for a change of the record.
    Await {
        /// The changes, all at once.
        changes: Vec<FieldChange>,
        /// For so many days at most.
        days: i64,
        /// What it does when it happened.
        #[serde(default)]
        yes: Vec<Step>,
        /// What it does when it did not.
        #[serde(default)]
        no: Vec<Step>,
    },
    /// Goes one of two ways.
    Branch {
        /// The condition, a filter.
        when: Json,
        /// What it does when the record meets it.
        #[serde(default)]
        yes: Vec<Step>,
        /// What it does otherwise.
        #[serde(default)]
        no: Vec<Step>,
    },
    /// Does something for each record that links to this one.
    Each {
        /// The object of the others.
        object: String,
        /// Their link.
        link: String,
        /// Which of them.
        #[serde(default)]
        filter: Option<Json>,
        /// What it does with each, called `item`.
        steps: Vec<Step>,
    },
    /// Asks somebody.
    Approve {
        /// Whom; the owner of the automation when left out.
        #[serde(default)]
        user: Option<Id>,
        /// What.
        text: String,
        /// What it does when they say yes.
        #[serde(default)]
        yes: Vec<Step>,
        /// What it does when they say no.
        #[serde(default)]
        no: Vec<Step>,
    },
    /// Tells somebody.
    Notify {
        /// Whom; the owner of the record when there is none.
        #[serde(default)]
        users: Vec<Id>,
        /// What.
        text: String,
    },
    /// Sends something to an address outside.
    Webhook {
        /// Where.
        url: String,
        /// What; record and automation when left out.
        #[serde(default)]
        body: Fields,
        /// A name by which later steps speak of the answer.
        #[serde(default = "answer")]
        name: String,
    },
    /// Ends the run.
    Stop {},
}

fn answer() -> String {
    "answer".to_string()
}

impl Step {
    /// Its word.
    pub fn word(&self) -> &'static str {
        match self {
            Step::Change { .. } => "change",
            Step::Create { .. } => "create",
            Step::Link { .. } => "link",
            Step::Assign { .. } => "assign",
            Step::Task { .. } => "task",
            Step::Wait { .. } => "wait",
            Step::Await { .. } => "await",
            Step::Branch { .. } => "branch",
            Step::Each { .. } => "each",
            Step::Approve { .. } => "approve",
            Step::Notify { .. } => "notify",
            Step::Webhook { .. } => "webhook",
            Step::Stop {} => "stop",
        }
    }
}
