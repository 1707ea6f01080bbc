//! What happens when things go wrong: a kill in the middle of writes, a second server, a wrong command.

use crate::support::{Asker, Server, add_workspace, folder, kith, sign_in};
use serde_json::json;
use std::collections::HashSet;
use std::sync::{Arc, Mutex};

const WRITERS: usize = 32;
const ROUNDS: u64 = 6;

/// Writers create a company with a person in one bulk; each acknowledged pair must be whole after a kill, and none half.
#[test]
fn no_acknowledged_write_is_lost_by_a_kill() {
    let folder = folder("kill");
    add_workspace(&folder, &[], "alpha");
    let server = Server::serve(&folder, true);
    let session = sign_in(&server.address, "alpha", "root@alpha.example");
    let role = session.get("/roles").expect(200)["data"]
        .as_array()
        .unwrap()
        .iter()
        .find(|role| role["administrator"] == true)
        .unwrap()["id"]
        .clone();
    let secret = session.post("/api_keys", &json!({"name": "kill", "role": role})).expect(201)["secret"]
        .as_str()
        .unwrap()
        .to_string();
    drop(server);
    let acknowledged: Arc<Mutex<HashSet<String>>> = Arc::default();
    for round in 0..ROUNDS {
        let mut server = Server::serve(&folder, true);
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (asker, acknowledged) = (Asker::key(&server.address, &secret), Arc::clone(&acknowledged));
                std::thread::spawn(move || {
                    for number in 0.. {
                        let name = format!("r{round}w{writer}n{number}");
                        // Both halves in one atomic request: a company, and one that names it.
                        let body = json!({"atomic": true, "operations": [{"create": {"name": name, "external_ids": [format!("kill:{name}")]}}, {"create": {"name": format!("{name} half")}}]});
                        let bytes = body.to_string().into_bytes();
                        match asker.try_send("POST", "/companies/bulk", Some(("application/json", bytes))) {
                            Ok(answer) if answer.status == 200 => { acknowledged.lock().unwrap().insert(name); }
                            Ok(answer) => panic!("{}", answer.text),
                            Err(_) => break,
                        }
                    }
                })
            })
            .collect();
        std::thread::sleep(std::time::Duration::from_millis(300 + 170 * round));
        server.kill();
        writers.into_iter().for_each(|writer| writer.join().unwrap());
        let server = Server::serve(&folder, true);
        let asker = Asker::key(&server.address, &secret);
        let export = asker.get("/companies/export?format=jsonl");
        assert_eq!(export.status, 200);
        let mut names = HashSet::new();
        for line in export.text.lines() {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(names.insert(record["name"].as_str().unwrap().to_string()), "written twice: {line}");
        }
        let acknowledged = acknowledged.lock().unwrap();
        assert!(!acknowledged.is_empty());
        let lost: Vec<&String> = acknowledged.iter().filter(|name| !names.contains(*name)).collect();
        assert!(lost.is_empty(), "lost after round {round}: {lost:?}");
        for name in names.iter().filter(|name| !name.ends_with(" half")) {
            assert!(names.contains(&format!("{name} half")), "{name} is half there");
        }
        assert_eq!(names.len() % 2, 0);
    }
    let (sound, said) = kith(&folder, &["check"], "");
    assert!(sound, "{said}");
    let _ = std::fs::remove_dir_all(&folder);
}

#[test]
fn a_second_server_is_refused_and_told_why() {
    let server = Server::serve(&folder("second"), false);
    let nowhere = server.folder.join("nowhere.backup");
    for arguments in [
        &["serve", "--listen", "127.0.0.1:0"][..],
        &["migrate"],
        &["demo"],
        &["restore", nowhere.to_str().unwrap(), "--replace"],
    ] {
        let (done, said) = kith(&server.folder, arguments, "");
        assert!(!done && said.contains("Another Kith is using") && said.contains("Stop it first"), "{said}");
    }
    assert_eq!(Asker::stranger(&server.address).get("/health").status, 200, "the first one lives");
}

#[test]
fn backup_while_serving_and_restore() {
    let folder = folder("backup");
    add_workspace(&folder, &[], "alpha");
    let server = Server::serve(&folder, true);
    let root = sign_in(&server.address, "alpha", "root@alpha.example");
    for number in 0..50 {
        root.create("companies", &json!({"name": format!("Company {number}")}));
    }
    let copy = folder.join("copy.kith");
    let (done, said) = kith(&folder, &["backup", copy.to_str().unwrap()], "");
    assert!(done, "{said}");
    root.create("companies", &json!({"name": "Too late"}));
    let before = root.get("/companies/export?format=jsonl&filter={\"field\":\"name\",\"op\":\"is_not\",\"value\":\"Too%20late\"}".replace('"', "%22").replace('{', "%7B").replace('}', "%7D").as_str()).text;
    drop(server);
    let (done, said) = kith(&folder, &["restore", copy.to_str().unwrap()], "");
    assert!(!done && said.contains("--replace"), "a database is not replaced unasked: {said}");
    let (done, said) = kith(&folder, &["restore", copy.to_str().unwrap(), "--replace"], "");
    assert!(done, "{said}");
    let server = Server::serve(&folder, false);
    let root = sign_in(&server.address, "alpha", "root@alpha.example");
    assert_eq!(root.get("/companies/export?format=jsonl").text, before, "the same to the byte");
}

#[test]
fn a_wrong_command_says_what_to_do() {
    let folder = folder("wrong");
    for (arguments, part) in [
        (vec!["export", "people"], "no database"),
        (vec!["restore", "/nowhere.kith"], "nowhere"),
        (vec!["serve", "--listen", "nonsense"], "listen"),
    ] {
        let (done, said) = kith(&folder, &arguments, "");
        assert!(!done && said.contains(part), "{arguments:?} said {said}");
    }
    let _ = std::fs::remove_dir_all(&folder);
}
