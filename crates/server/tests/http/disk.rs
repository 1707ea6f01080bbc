//! When the disk does not do its part: full, read-only, a database of a newer Kith; and a backup while all write.

use crate::features;
use crate::support::{Asker, Server, add_workspace, folder, kith, sign_in};
use serde_json::json;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use store::migrate::Migration;
use store::{Config, Store};

const BINARY: &str = env!("CARGO_BIN_EXE_kith");

/// The binary as on a disk with this room: no file may grow beyond so many kilobytes, the write of more fails.
fn confined(kilobytes: u32) -> Command {
    let mut command = Command::new("bash");
    // Ignored, the signal of the limit becomes an error of the write.
    let script = "trap '' XFSZ; ulimit -S -f \"$0\"; exec \"$@\"";
    command.args(["-c", script, &kilobytes.to_string(), BINARY]);
    command
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn a_full_disk_is_told_loses_nothing_and_is_over_when_there_is_room() {
    let folder = folder("full");
    add_workspace(&folder, &[], "alpha");
    let server = Server::start(confined(8_000), &folder, true);
    let root = sign_in(&server.address, "alpha", "root@alpha.example");
    let note = json!({"body": "A long story. ".repeat(7_000)});
    let mut kept = HashSet::new();
    let refused = loop {
        assert!(kept.len() < 500, "the disk does not fill");
        let answer = root.post("/notes", &note);
        if answer.status != 201 {
            break answer;
        }
        kept.insert(answer.json()["id"].clone());
    };
    assert!(!kept.is_empty());
    let problem = refused.expect(507);
    assert_eq!((&problem["code"], &problem["status"]), (&json!("full"), &json!(507)));
    for part in ["Nothing was written", "free some space"] {
        assert!(problem["detail"].as_str().unwrap().contains(part), "{problem}");
    }

    let twice = json!({"atomic": true, "operations": [{"create": {"body": "half"}}, {"create": note}, {"create": note}]});
    assert_eq!(root.post("/notes/bulk", &json!({"operations": twice["operations"]})).status / 100, 5);
    assert_eq!(root.post("/notes/bulk", &twice).status, 507);
    let once = root.with("idempotency-key", "once");
    assert_eq!(once.post("/notes", &note).status, 507);
    let upload =
        root.send("POST", "/files/content?name=large.txt", Some(("text/plain", vec![b'x'; 9 << 20])));
    let words = upload.expect(507)["detail"].as_str().unwrap().to_string();
    assert!(words.contains("free some space"), "{words}");
    assert_eq!(files(&folder.join("files")), Vec::<PathBuf>::new(), "nothing of the upload stays");
    let count = |root: &Asker| root.list("notes", &json!({"count": "exact"}))["count"]["value"].clone();
    assert_eq!(count(&root), kept.len(), "reading goes on, nothing is half there");

    // There is room again: the same server goes on, and what was refused can be sent again.
    let freed = Command::new("prlimit")
        .args(["--pid", &server.process().to_string(), "--fsize=unlimited:"])
        .status()
        .unwrap();
    assert!(freed.success());
    kept.insert(once.post("/notes", &note).expect(201)["id"].clone());
    root.send("POST", "/files/content?name=large.txt", Some(("text/plain", vec![b'x'; 9 << 20]))).expect(201);
    drop(server);

    let server = Server::serve(&folder, true);
    let root = sign_in(&server.address, "alpha", "root@alpha.example");
    assert_eq!(count(&root), kept.len(), "what was acknowledged is there after a restart");
    let export = root.get("/notes/export?format=jsonl&fields=subject").text;
    let found: HashSet<serde_json::Value> = export
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].clone())
        .collect();
    assert_eq!(found, kept);

    // A backup for which there is no room says so and leaves no part of itself.
    let copy = folder.join("copies");
    std::fs::create_dir(&copy).unwrap();
    let place = [copy.join("a.backup"), folder.clone()];
    let output = confined(500)
        .args(["backup", place[0].to_str().unwrap(), "--data", place[1].to_str().unwrap(), "--log", "error"])
        .output()
        .unwrap();
    assert!(!output.status.success() && said(&output).contains("free some space"), "{}", said(&output));
    assert_eq!(files(&copy), Vec::<PathBuf>::new());
    drop(server);
    let (sound, said) = kith(&folder, &["check"], "");
    assert!(sound, "{said}");
    let _ = std::fs::remove_dir_all(&folder);
}

/// Runs the binary as somebody who may not write what is read-only; the super-user may write everything.
#[cfg(unix)]
fn as_nobody(folder: &Path, arguments: &[&str]) -> (bool, String) {
    use std::os::unix::fs::MetadataExt as _;
    use std::os::unix::process::CommandExt as _;
    const NOBODY: u32 = 65_534;
    let super_user = std::fs::metadata("/proc/self").unwrap().uid() == 0;
    // Nobody may not look into the folder of the build, perhaps.
    let outside =
        folder.parent().unwrap().join(format!("{}-kith", folder.file_name().unwrap().to_str().unwrap()));
    std::fs::copy(BINARY, &outside).unwrap();
    let mut command = Command::new(&outside);
    if super_user {
        command.uid(NOBODY).gid(NOBODY);
    }
    let output = command
        .args(arguments)
        .args(["--data", folder.to_str().unwrap(), "--log", "error"])
        .current_dir("/")
        .output()
        .unwrap();
    std::fs::remove_file(&outside).unwrap();
    (output.status.success(), said(&output))
}

#[cfg(unix)]
#[test]
fn a_folder_or_file_that_cannot_be_written_is_told_and_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let allow = |path: &Path, mode| std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    let folder = folder("read-only");
    add_workspace(&folder, &[], "alpha");
    let database = folder.join("kith.db");
    let before = std::fs::read(&database).unwrap();
    let serve = &["serve", "--listen", "127.0.0.1:0"];

    allow(&folder, 0o555);
    let (done, said) = as_nobody(&folder, serve);
    assert!(!done && said.contains("cannot be written") && said.contains("--data"), "{said}");
    assert!(said.contains(folder.to_str().unwrap()), "{said}");

    // The folder may be written, the database in it not.
    allow(&folder, 0o777);
    for file in files(&folder) {
        allow(&file, 0o666);
    }
    for inner in ["files", "files/incoming"] {
        if folder.join(inner).is_dir() {
            allow(&folder.join(inner), 0o777);
        }
    }
    allow(&database, 0o444);
    let (done, said) = as_nobody(&folder, serve);
    assert!(!done && said.contains("kith.db") && said.contains("read-only"), "{said}");
    assert!(!said.contains("is ready"), "{said}");
    assert!(std::fs::read(&database).unwrap() == before, "the database is as it was");

    let (done, said) = kith(Path::new("/proc/kith/data"), serve, "");
    assert!(!done && said.contains("cannot be made") && said.contains("--data"), "{said}");

    allow(&database, 0o644);
    let server = Server::serve(&folder, false);
    assert_eq!(Asker::stranger(&server.address).get("/ready").status, 200);
}

#[test]
fn a_database_of_a_newer_kith_is_refused_and_not_touched() {
    let folder = folder("newer");
    add_workspace(&folder, &[], "alpha");
    let copy = folder.join("old.backup");
    let (done, said) = kith(&folder, &["backup", copy.to_str().unwrap()], "");
    assert!(done, "{said}");
    let database = folder.join("kith.db");
    let mut migrations = features::migrations();
    migrations.push(Migration::both("future/0001_more", "CREATE TABLE more (a BIGINT)"));
    let newer = Store::open(&Config::Sqlite { path: database.clone() }, &migrations).unwrap();
    let newer_copy = folder.join("new.backup");
    newer.backup(&newer_copy, &mut |_, _| {}).unwrap();
    drop(newer);

    let before = std::fs::read(&database).unwrap();
    for arguments in [
        &["serve", "--listen", "127.0.0.1:0"][..],
        &["migrate"],
        &["check"],
        &["export", "people"],
        &["workspace", "list"],
    ] {
        let (done, said) = kith(&folder, arguments, "");
        assert!(!done, "{arguments:?}");
        for part in ["newer than this program", "future/0001_more", "Use the Kith that made it"] {
            assert!(said.contains(part), "{arguments:?} said {said}");
        }
        assert!(std::fs::read(&database).unwrap() == before, "{arguments:?} touched the database");
    }
    // A newer backup is refused in the same words, and what it was to replace stays.
    std::fs::remove_file(&database).unwrap();
    let (done, said) = kith(&folder, &["restore", copy.to_str().unwrap()], "");
    assert!(done, "{said}");
    let (done, said) = kith(&folder, &["migrate"], "");
    assert!(done, "{said}");
    let before = std::fs::read(&database).unwrap();
    let (done, said) = kith(&folder, &["restore", newer_copy.to_str().unwrap(), "--replace"], "");
    assert!(!done && said.contains("newer than this program"), "{said}");
    assert!(std::fs::read(&database).unwrap() == before, "what was to be replaced is as it was");
    let server = Server::serve(&folder, false);
    sign_in(&server.address, "alpha", "root@alpha.example");
}

#[test]
fn a_backup_while_many_write_holds_one_moment_and_restores() {
    let (folder, other) = (folder("writing"), folder("restored"));
    add_workspace(&folder, &[], "alpha");
    let server = Server::serve(&folder, false);
    let root = sign_in(&server.address, "alpha", "root@alpha.example");
    let (stop, acknowledged) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(HashSet::new())));
    let writers: Vec<_> = (0..8)
        .map(|writer| {
            let (root, stop, acknowledged) = (root.clone(), Arc::clone(&stop), Arc::clone(&acknowledged));
            std::thread::spawn(move || {
                for number in 0.. {
                    if stop.load(Ordering::Relaxed) {
                        break;
                    }
                    let name = format!("w{writer}n{number}");
                    let pair = json!({"atomic": true, "operations": [{"create": {"name": name}}, {"create": {"name": format!("{name} half")}}]});
                    root.post("/companies/bulk", &pair).expect(200);
                    acknowledged.lock().unwrap().insert(name);
                }
            })
        })
        .collect();
    while acknowledged.lock().unwrap().len() < 50 {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    let before = acknowledged.lock().unwrap().clone();
    let copy = folder.join("copy.backup");
    let (done, said) = kith(&folder, &["backup", copy.to_str().unwrap()], "");
    stop.store(true, Ordering::Relaxed);
    writers.into_iter().for_each(|writer| writer.join().unwrap());
    assert!(done && said.contains("verified"), "{said}");
    assert!(acknowledged.lock().unwrap().len() > before.len(), "writing went on meanwhile");

    let (done, said) = kith(&other, &["restore", copy.to_str().unwrap()], "");
    assert!(done, "{said}");
    let (sound, said) = kith(&other, &["check"], "");
    assert!(sound, "{said}");
    let restored = Server::serve(&other, false);
    let root = sign_in(&restored.address, "alpha", "root@alpha.example");
    let export = root.get("/companies/export?format=jsonl&fields=name").text;
    let names: HashSet<String> = export
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["name"].as_str().unwrap().to_string()
        })
        .collect();
    for name in &before {
        assert!(names.contains(name), "{name} was acknowledged before the backup began");
    }
    for name in names.iter().filter(|name| !name.ends_with(" half")) {
        assert!(names.contains(&format!("{name} half")), "{name} is half there");
    }
    assert_eq!(names.len() % 2, 0);
    root.create("companies", &json!({"name": "goes on"}));
    assert_eq!(Asker::stranger(&server.address).get("/ready").status, 200);
}
