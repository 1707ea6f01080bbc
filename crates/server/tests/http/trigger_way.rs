//! What triggers do with every write takes as long in a large database as in a small one: none of their statements reads all records of a
//! workspace, also where the statistics SQLite makes of samples mislead it.

use crate::support::{add_workspace, folder};

/// Tables that grow with the company.
const LARGE: [&str; 12] = [
    "purchase",
    "purchase_line",
    "deal",
    "call",
    "meeting",
    "note",
    "task",
    "person",
    "company",
    "quote",
    "lead",
    "event",
];

#[test]
fn no_trigger_reads_all_records_of_a_workspace() {
    let folder = folder("trigger-way");
    add_workspace(&folder, &[], "alpha");
    let steps = store::testing::trigger_steps(&folder.join("kith.db"), &LARGE);
    assert!(steps.len() > 300, "{}", steps.len());
    // Another currency is for all customers.
    let wrong: Vec<String> = steps
        .iter()
        .filter(|step| step.reads_all && !step.trigger.starts_with("workspace_"))
        .map(|step| format!("{}: {}: {}", step.trigger, step.says, step.statement))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // The look is not blind: for another currency all customers are gone through, but only they.
    assert!(steps.iter().any(|step| step.reads_all && step.trigger.starts_with("workspace_")));
    let _ = std::fs::remove_dir_all(&folder);
}
