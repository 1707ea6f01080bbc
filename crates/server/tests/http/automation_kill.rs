//! The server is killed again and again while automations run: no step is lost, none happens twice. Days that come each year are told once
//! although the calendar goes back at each kill.

use crate::support::{Asker, Server, add_workspace, folder, kith, sign_in};
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value as Json, json};
use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};

/// Records that start a run, in each round.
const RECORDS: usize = 6;
/// People and purchases whose day was lately: the first two days ago, each a day before the other.
const DAYS: i64 = 12;
/// How many days the calendar of the automations goes back at each kill.
const BACK: i64 = 20;

fn exported(asker: &Asker, plural: &str, field: &str) -> HashMap<String, usize> {
    let mut found: HashMap<String, usize> = HashMap::new();
    let text = asker.get(&format!("/{plural}/export?format=jsonl&fields={field}")).text;
    for line in text.lines() {
        let record: Json = serde_json::from_str(line).unwrap();
        *found.entry(record[field].as_str().unwrap_or_default().to_string()).or_default() += 1;
    }
    found
}

fn published(asker: &Asker, name: &str, definition: &Json) -> String {
    let made = asker.post("/automations", &json!({"name": name, "definition": definition})).expect(201);
    let id = made["id"].as_str().unwrap().to_string();
    asker.send("PUT", &format!("/automations/{id}/publication"), None).expect(200);
    id
}

/// The newest day all automations that go by the calendar have looked at.
fn looked_at(folder: &Path) -> Date {
    let database = rusqlite::Connection::open(folder.join("kith.db")).unwrap();
    let text: String = database
        .query_row("SELECT min(scanned) FROM automation WHERE scanned LIKE '2%'", [], |row| row.get(0))
        .unwrap();
    text.parse().unwrap()
}

/// As if the server had been down since that day.
fn go_back(folder: &Path, day: Date) {
    let database = rusqlite::Connection::open(folder.join("kith.db")).unwrap();
    database
        .execute(
            "UPDATE automation SET scanned = ?1, scan_after = NULL WHERE scanned LIKE '2%'",
            [day.to_string()],
        )
        .unwrap();
}

/// The ready-made automations for birthdays and anniversaries, and some whose day it was.
fn days(root: &Asker, folder: &Path) -> Vec<String> {
    let recipes = root.get("/automation-recipes").expect(200);
    let definition = |key: &str| {
        let all = recipes["data"].as_array().unwrap();
        all.iter().find(|recipe| recipe["key"] == key).unwrap()["definition"].clone()
    };
    let made = ["birthday", "purchase_anniversary"].map(|key| published(root, key, &definition(key)));
    let today = looked_at(folder);
    for back in 2..2 + DAYS {
        let day = today.checked_sub(back.days()).unwrap();
        // Of a leap year, in which each day of the year is there.
        let (month, day) = (day.month(), day.day());
        let name = json!({"given": format!("p{back}"), "family": "X"});
        root.create("people", &json!({"name": name, "birth_date": format!("1992-{month:02}-{day:02}")}));
        let at = format!("2024-{month:02}-{day:02}T12:00:00Z");
        root.create("purchases", &json!({"number": format!("n{back}"), "purchased_at": at}));
    }
    made.to_vec()
}

/// `KITH_KILLS=1000` kills it a thousand times; a few are enough to see that nothing is grossly wrong.
#[test]
fn kills_lose_no_step_of_a_run_and_double_none() {
    #[expect(clippy::disallowed_methods, reason = "how often a test kills is said from outside")]
    let kills: u64 = std::env::var("KITH_KILLS").map_or(8, |text| text.parse().unwrap());
    let folder = folder("automation-kill");
    add_workspace(&folder, &[], "alpha");
    let mut server = Server::serve(&folder, true);
    let root = sign_in(&server.address, "alpha", "root@alpha.example");
    let role = root.get("/roles").expect(200)["data"]
        .as_array()
        .unwrap()
        .iter()
        .find(|role| role["administrator"] == true)
        .unwrap()["id"]
        .clone();
    let secret = root.post("/api_keys", &json!({"name": "load", "role": role})).expect(201)["secret"]
        .as_str()
        .unwrap()
        .to_string();
    let definition = json!({
        "object": "company", "trigger": {"on": "created"}, "limits": {"minute": 100_000, "hour": 1_000_000},
        "steps": [
            {"do": "task", "subject": "{{record.name}}"},
            {"do": "change", "set": {"description": "{{record.description}}+"}},
            {"do": "create", "object": "note", "set": {"body": "{{record.name}}"}},
        ],
    });
    let mut all = days(&root, &folder);
    let today = looked_at(&folder);
    let long_ago = today.checked_sub(BACK.days()).unwrap();
    all.push(published(&root, "Load", &definition));
    let mut chance = 7u64;
    for round in 0..kills {
        let asker = Asker::key(&server.address, &secret);
        let records: Vec<Json> =
            (0..RECORDS).map(|place| json!({"create": {"name": format!("c{round}-{place}")}})).collect();
        let body = json!({"operations": records}).to_string().into_bytes();
        let answer = asker.try_send("POST", "/companies/bulk", Some(("application/json", body)));
        assert!(answer.is_ok_and(|answer| answer.status == 200), "round {round}");
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        std::thread::sleep(Duration::from_millis((chance >> 33) % 260));
        server.kill();
        go_back(&folder, long_ago);
        server = Server::serve(&folder, true);
    }
    let asker = Asker::key(&server.address, &secret);
    let open = |state: &str| {
        all.iter().any(|id| {
            let runs = asker.get(&format!("/automations/{id}/runs?state={state}&limit=1")).expect(200);
            !runs["data"].as_array().unwrap().is_empty()
        })
    };
    let expected = RECORDS * usize::try_from(kills).unwrap();
    let tasks = expected + 2 * usize::try_from(DAYS).unwrap();
    // Thousands of runs may wait by now: as long as it goes on, it may take its time.
    let (mut reached, mut since) = (0, Instant::now());
    loop {
        let done = exported(&asker, "tasks", "subject").len();
        if done >= tasks && !open("due") && looked_at(&folder) == today {
            break;
        }
        if done > reached {
            (reached, since) = (done, Instant::now());
        }
        assert!(since.elapsed() < Duration::from_secs(120), "it stands still at {done} of {tasks} tasks");
        std::thread::sleep(Duration::from_millis(200));
    }
    assert!(!open("failed") && !open("stopped"));
    let all = [("tasks", "subject", tasks), ("notes", "body", expected), ("companies", "name", expected)];
    for (plural, field, expected) in all {
        let found = exported(&asker, plural, field);
        assert_eq!(found.len(), expected, "{plural}");
        let wrong: Vec<_> = found.iter().filter(|(_, count)| **count != 1).collect();
        assert!(wrong.is_empty(), "{plural}: {wrong:?}");
    }
    assert_eq!(exported(&asker, "companies", "description"), HashMap::from([("+".to_string(), expected)]));
    drop(server);
    let (sound, said) = kith(&folder, &["check"], "");
    assert!(sound, "{said}");
    let _ = std::fs::remove_dir_all(&folder);
}
