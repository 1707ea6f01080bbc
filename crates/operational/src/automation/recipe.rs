//! Ready-made automations: a start that works as it is, to be made one's own. Their names come from the app in the reader's language;
//! what they write into records is English until it is changed.

use super::manage::{self, NewAutomation};
use jiff::tz::TimeZone;
use serde_json::{Value as Json, json};
use vocabulary::Result;

/// A ready-made automation.
pub struct Recipe {
    /// Its name in code; the app has words for it.
    pub key: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it does.
    pub description: &'static str,
    definition: fn() -> Json,
}

impl Recipe {
    /// As the interface tells it.
    pub fn shown(&self) -> Json {
        let definition = (self.definition)();
        json!({"key": self.key, "name": self.name, "description": self.description, "definition": definition})
    }
}

/// Makes a ready-made automation one's own, and switches it on if wanted.
pub fn install(writing: &mut records::Writing<'_>, key: &str, on: bool, zone: &TimeZone) -> Result<()> {
    let Some(recipe) = RECIPES.iter().find(|recipe| recipe.key == key) else { return Ok(()) };
    let new = NewAutomation {
        name: recipe.name.to_string(),
        description: recipe.description.to_string(),
        definition: (recipe.definition)(),
    };
    let context = writing.context();
    let id = manage::create(writing.writer(), context, &new)?;
    if on { manage::publish(writing, id, zone) } else { Ok(()) }
}

/// All of them.
pub static RECIPES: &[Recipe] = &[
    Recipe {
        key: "birthday",
        name: "Birthday greeting",
        description: "On the birthday of a person their owner gets a task to greet them.",
        definition: || {
            json!({
                "object": "person", "trigger": {"on": "date", "field": "birth_date", "yearly": true, "hour": 8},
                "steps": [{"do": "task", "subject": "Greet {{record.name}}: it is their birthday today"}],
            })
        },
    },
    Recipe {
        key: "purchase_anniversary",
        name: "Purchase anniversary",
        description: "Each year on the day of a purchase the owner gets a task to ask how it goes.",
        definition: || {
            json!({
                "object": "purchase", "trigger": {"on": "date", "field": "purchased_at", "yearly": true, "hour": 8},
                "steps": [{"do": "task", "subject": "Ask how it goes: purchase {{record.number}} was made on this day"}],
            })
        },
    },
    Recipe {
        key: "stale_deal",
        name: "Stale deal",
        description: "After 14 days without anything happening with an open deal its owner gets a task.",
        definition: || {
            json!({
                "object": "deal", "trigger": {"on": "silence", "days": 14},
                "condition": {"field": "outcome", "op": "is", "value": "open"},
                "steps": [{"do": "task", "subject": "Nothing happened for 14 days: {{record.name}}", "priority": "high"}],
            })
        },
    },
    Recipe {
        key: "new_lead",
        name: "New lead",
        description: "Whoever looks after a new lead gets a task to call the same day.",
        definition: || {
            json!({
                "object": "lead", "trigger": {"on": "created"},
                "steps": [{"do": "task", "subject": "Call the new lead {{record.name}}", "priority": "high"}],
            })
        },
    },
    Recipe {
        key: "close_date",
        name: "Close date ahead",
        description: "Seven days before the close date of an open deal its owner gets a task.",
        definition: || {
            json!({
                "object": "deal", "trigger": {"on": "date", "field": "close_date", "days": -7, "hour": 8},
                "condition": {"field": "outcome", "op": "is", "value": "open"},
                "steps": [{"do": "task", "subject": "{{record.name}} is to close on {{record.close_date}}", "days": 1}],
            })
        },
    },
    Recipe {
        key: "welcome",
        name: "Welcome",
        description: "A new person is welcomed by a task today and asked how it goes two weeks later.",
        definition: || {
            json!({
                "object": "person", "trigger": {"on": "created"},
                "steps": [
                    {"do": "task", "subject": "Welcome {{record.name}}"},
                    {"do": "wait", "minutes": 20_160},
                    {"do": "task", "subject": "Ask {{record.name}} how it goes"},
                ],
            })
        },
    },
    Recipe {
        key: "won",
        name: "Thanks for a won deal",
        description: "When a deal is won its owner gets a task to say thank you.",
        definition: || {
            json!({
                "object": "deal",
                "trigger": {"on": "changed", "changes": [{"field": "outcome", "to": "won"}]},
                "steps": [{"do": "task", "subject": "Say thank you for {{record.name}}", "days": 1}],
            })
        },
    },
    Recipe {
        key: "won_elsewhere",
        name: "Tell another system of a won deal",
        description: "When a deal is won its name, amount and company are sent to an address of yours, and its owner is told the answer.",
        definition: || {
            json!({
                "object": "deal",
                "trigger": {"on": "changed", "changes": [{"field": "outcome", "to": "won"}]},
                "steps": [
                    {
                        "do": "webhook", "url": "https://example.com/hooks/kith",
                        "body": {"deal": "{{record.id}}", "name": "{{record.name}}", "amount": "{{record.amount}}", "company": "{{record.company.name}}"},
                    },
                    {"do": "notify", "text": "{{record.name}} was passed on, the answer was {{answer.status}}"},
                ],
            })
        },
    },
    Recipe {
        key: "close_date_moved",
        name: "Close date moved",
        description: "When the close date of an open deal changes its owner is told at once.",
        definition: || {
            json!({
                "object": "deal",
                "trigger": {"on": "changed", "changes": [{"field": "close_date"}]},
                "condition": {"field": "outcome", "op": "is", "value": "open"},
                "steps": [{"do": "notify", "text": "{{record.name}} is to close on {{record.close_date}} now"}],
            })
        },
    },
    Recipe {
        key: "lost",
        name: "Try again after a lost deal",
        description: "90 days after a deal was lost its owner gets a task, unless it was opened again.",
        definition: || {
            json!({
                "object": "deal",
                "trigger": {"on": "changed", "changes": [{"field": "outcome", "to": "lost"}]},
                "steps": [{
                    "do": "await", "changes": [{"field": "outcome"}], "days": 90, "yes": [],
                    "no": [{"do": "task", "subject": "Try again: {{record.name}} was lost 90 days ago"}],
                }],
            })
        },
    },
    Recipe {
        key: "quiet_company",
        name: "Quiet company",
        description: "After 30 days without anything happening with a company its owner gets a task.",
        definition: || {
            json!({
                "object": "company", "trigger": {"on": "silence", "days": 30},
                "steps": [{"do": "task", "subject": "Nothing happened for 30 days: {{record.name}}"}],
            })
        },
    },
];
