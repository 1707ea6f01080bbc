//! The example a script author begins with, run as it stands: from a lead that arrives to a target that is reached, with curl alone.

use crate::support::World;
use serde_json::{Value as Json, json};
use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

fn seller() -> Json {
    json!({"objects": {"*": {"read": "all", "create": true, "change": "own", "remove": "own"}}})
}

#[test]
fn the_example_sells_from_the_lead_to_the_target() {
    let world = World::start("whole_sale");
    let alpha = &world.alpha;
    let (_, nina) = world.user("nina", &seller(), None);
    let key = alpha.headers[0].1.trim_start_matches("Bearer ").to_string();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/whole_sale.sh");
    // Twice, because what was set up by the first run must not be in the way of the second.
    for round in 1..=2u64 {
        let ran = Command::new(&script)
            .env("KITH", &world.server.address)
            .env("KEY", &key)
            .arg("nina@alpha.example")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&ran.stdout).into_owned();
        assert!(ran.status.success(), "{said}\n{}", String::from_utf8_lossy(&ran.stderr));
        let told: HashMap<&str, &str> = said
            .lines()
            .map(|line| {
                let (step, result) = line.split_at(36);
                (step.trim(), result.trim())
            })
            .collect();
        assert_eq!(told["It was called, state"], "working", "{said}");
        assert_eq!(told["The deal is"], "won");
        // The target of the first run counts both sales, as does that of the second.
        assert_eq!(told["Of the seller's target is reached"].parse::<f64>().unwrap(), 1.35 * round as f64);

        let lead = alpha.get(&format!("/leads/{}", told["The lead arrived and was assigned"])).expect(200);
        assert_eq!((&lead["owner"]["id"], &lead["state"]), (&json!(nina), &json!("converted")));
        assert_eq!(lead["assigned_because"], "round_robin");
        let purchase = alpha.get(&format!("/purchases/{}", told["On the customer's timeline"])).expect(200);
        assert_eq!(purchase["total"], json!({"amount": "1350.00", "currency": "EUR"}));
        assert_eq!(purchase["person"]["title"], "Vida Kos");
        assert_eq!(purchase["owner"]["id"], json!(nina));
    }
    let refused = Command::new(&script)
        .env("KITH", &world.server.address)
        .env("KEY", "kith_00000000_nothing")
        .output()
        .unwrap();
    assert!(!refused.status.success(), "a wrong key ends the script");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("401"), "{refused:?}");
}
