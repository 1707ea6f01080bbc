//! Each release leaves a database behind, made by its own program; today's program opens it, brings it up to date, and finds in
//! it what its users had. How one is made stands in `docs/book/releasing.md`.

use crate::features;
use crate::overlay::{fields, machine};
use crate::support::{Asker, PASSWORD, Server, add_workspace, database_address, folder, kith, sign_in};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use store::testing::Fresh;
use store::{Config, Store};

/// Where the releases lie, each in a folder named by its version.
fn releases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// A database to work with: its folder, and the flags that name it.
struct Place {
    fresh: Fresh,
    folder: PathBuf,
    flags: Vec<String>,
}

impl Place {
    fn new(fresh: Fresh) -> Place {
        match &fresh.config {
            Config::Sqlite { path } => {
                Place { folder: path.parent().unwrap().to_path_buf(), flags: Vec::new(), fresh }
            }
            Config::Postgres { url, .. } => Place {
                folder: folder("release"),
                flags: vec!["--database".to_string(), database_address(url)],
                fresh,
            },
        }
    }

    /// The backup of this kind of database in a release.
    fn backup(&self) -> &'static str {
        if self.flags.is_empty() { "sqlite.backup.gz" } else { "postgres.backup.gz" }
    }

    fn flags(&self) -> Vec<&str> {
        self.flags.iter().map(String::as_str).collect()
    }

    #[track_caller]
    fn kith(&self, arguments: &[&str]) {
        let (done, said) = kith(&self.folder, &[arguments, &self.flags()].concat(), PASSWORD);
        assert!(done, "{arguments:?} said {said}");
    }

    fn serve(&self) -> Server {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kith"));
        command.args(self.flags());
        Server::start(command, &self.folder, true)
    }

    fn schema(&self) -> String {
        self.fresh.open(&features::migrations()).schema_text().unwrap()
    }
}

/// Waits until an import is in this state.
fn wait_for(asker: &Asker, path: &str, state: &str) {
    for _ in 0..600 {
        let import = asker.get(path).expect(200);
        assert_ne!(import["state"], "failed", "{import}");
        if import["state"] == state {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("{path} does not become {state}")
}

/// What a small firm has after its first weeks: a few records of many objects, its own object and fields, an import, a history.
fn live(alpha: &Asker) {
    let color =
        json!({"key": "x_color", "label": "Color", "kind": "text", "searchable": true, "indexed": true});
    alpha.post("/dictionary/objects/company/fields", &color).expect(201);
    let object = json!({"key": "x_machine", "plural": "x_machines", "label": "Machine", "label_plural": "Machines", "fields": fields()});
    alpha.post("/dictionary/objects", &object).expect(201);
    let parent = alpha.create("companies", &json!({"name": "Kovačnica Novak d.o.o.", "domains": ["novak.example"], "employees": 40, "tax_number": "SI12345678",
        "revenue": {"amount": "1250000.50", "currency": "EUR"}, "sector": "manufacturing", "x_color": "žametno rdeča", "external_ids": ["old:17"], "tags": ["key"]}))["id"].clone();
    let company = alpha.create("companies", &json!({"name": "Ђорђе и синови", "parent": parent, "emails": [{"address": "info@djordje.example", "label": "office"}]}))["id"].clone();
    let person = alpha.create("people", &json!({"name": {"given": "Ana", "family": "Novak"}, "company": parent, "emails": ["ana@novak.example", {"address": "ana@home.example", "label": "home"}],
        "phones": [{"number": "040 123 456", "label": "work"}], "addresses": [{"street": "Glavni trg 1", "city": "Celje", "postal_code": "3000", "country": "SI"}],
        "birth_date": "1984-02-29", "language": "sl", "interests": ["skiing"], "description": "Likes **short** mails.\n\nCalls back."}))["id"].clone();
    let household = alpha.create("households", &json!({"name": "Novak"}))["id"].clone();
    alpha
        .patch(
            &format!("/people/{}", person.as_str().unwrap()),
            &json!({"household": household, "job_title": "Director"}),
        )
        .expect(200);
    alpha.create("employments", &json!({"person": person, "company": company}));
    let category = alpha.create("product_categories", &json!({"name": "Drills"}))["id"].clone();
    let product = alpha.create(
        "products",
        &json!({"name": "Drill 500", "code": "D-500", "category": category, "price": "199.00"}),
    )["id"]
        .clone();
    let pipeline = alpha.create("pipelines", &json!({"name": "Large machines", "position": 9}))["id"].clone();
    let stage = alpha.create(
        "stages",
        &json!({"name": "Offer", "pipeline": pipeline, "position": 1, "probability": "40"}),
    )["id"]
        .clone();
    let deal = alpha.create("deals", &json!({"name": "Ten drills", "company": parent, "person": person, "pipeline": pipeline, "stage": stage, "amount": "1990.00", "close_date": "2026-12-31"}))["id"].clone();
    alpha.create("deal_lines", &json!({"deal": deal, "product": product, "quantity": "10", "unit_price": "199.00", "discount": "5", "description": "Drill 500"}));
    for (number, kind, total) in [("P-1", "sale", "398.00"), ("P-2", "return", "-199.00")] {
        let purchase = alpha.create("purchases", &json!({"number": number, "person": person, "company": parent, "purchased_at": "2026-11-01T10:00:00Z", "total": total, "kind": kind}))["id"].clone();
        alpha.create("purchase_lines", &json!({"purchase": purchase, "person": person, "product": product, "category": category, "quantity": "1", "unit_price": "199.00", "total": total, "description": "Drill 500"}));
    }
    alpha.create("notes", &json!({"subject": "First visit", "body": "They have **three** halls.", "company": parent, "happened_at": "2026-10-05T08:30:00Z"}));
    alpha.create("tasks", &json!({"subject": "Send the offer", "deal": deal}));
    alpha.create(
        "calls",
        &json!({"subject": "Asked for a price", "person": person, "happened_at": "2026-10-07T12:00:00Z"}),
    );
    alpha.create(
        "meetings",
        &json!({"subject": "Tour of the hall", "company": parent, "happened_at": "2026-10-09T09:00:00Z"}),
    );
    alpha.create("leads", &json!({"name": "Bor Kranjec"}));
    alpha
        .send("POST", "/files/content?name=offer.txt", Some(("text/plain", b"An offer".to_vec())))
        .expect(201);
    let gone = alpha.create("companies", &json!({"name": "A mistake"}))["id"].clone();
    assert_eq!(alpha.delete(&format!("/companies/{}", gone.as_str().unwrap())).status, 204);
    let sales = alpha.post("/teams", &json!({"name": "Sales"})).expect(201)["id"].clone();
    let role = alpha.get("/roles").expect(200)["data"][0]["id"].clone();
    alpha.post("/users", &json!({"name": "Maja", "email": "maja@alpha.example", "password": PASSWORD, "role": role, "team": sales})).expect(201);
    for number in 1..=3 {
        alpha.create("x_machines", &machine(number, &company));
    }
    alpha
        .patch(
            &format!("/companies/{}", parent.as_str().unwrap()),
            &json!({"employees": 41, "x_color": "modra"}),
        )
        .expect(200);

    let csv = "Name;Serial number;Integer\nImported one;S-8;8\nImported two;S-9;9\nNo number;S-10;many\n";
    let import = alpha.send("POST", "/imports?name=machines.csv", Some(("text/csv", csv.into()))).expect(201);
    let path = format!("/imports/{}", import["id"].as_str().unwrap());
    let columns = [("name", "Name"), ("x_serial", "Serial number"), ("x_integer", "Integer")];
    let columns: Vec<Json> =
        columns.iter().map(|(field, column)| json!({"field": field, "column": column})).collect();
    let mapping = json!({"objects": [{"object": "x_machine", "match": ["x_serial"], "fields": columns}]});
    alpha.json("PUT", &format!("{path}/mapping"), &mapping).expect(200);
    alpha.send("POST", &format!("{path}/run"), None).expect(202);
    wait_for(alpha, &path, "done");
}

/// All that a workspace holds, as the interface tells it.
fn told(asker: &Asker) -> Json {
    let mut records = Map::new();
    let mut histories = Map::new();
    let dictionary = asker.get("/dictionary").expect(200);
    for object in dictionary["objects"].as_array().unwrap() {
        let plural = object["plural"].as_str().unwrap();
        let page = asker.list(plural, &json!({"limit": 200, "sort": "created_at"}));
        assert_eq!(page["next"], Json::Null, "a fixture is small");
        for record in page["data"].as_array().unwrap() {
            let id = record["id"].as_str().unwrap();
            let history = asker.get(&format!("/{plural}/{id}/history")).expect(200);
            histories.insert(id.to_string(), history["data"].clone());
            records.insert(id.to_string(), record.clone());
        }
    }
    let fixed = |path: &str| asker.get(path).expect(200)["data"].clone();
    let custom: Vec<&Json> =
        dictionary["objects"].as_array().unwrap().iter().filter(|object| object["custom"] == true).collect();
    json!({"records": records, "histories": histories, "custom": custom, "trash": fixed("/trash"), "users": fixed("/users"),
        "teams": fixed("/teams"), "roles": fixed("/roles"), "imports": fixed("/imports")})
}

/// All that was there is there unchanged; what a newer Kith tells besides does not matter.
fn holds(now: &Json, then: &Json, at: &str) {
    match (now, then) {
        (Json::Object(now), Json::Object(then)) => {
            // When somebody was here last is another time after each sign-in, also that of this test.
            for (key, value) in then.iter().filter(|(key, _)| *key != "last_seen_at") {
                let found = now.get(key).unwrap_or_else(|| panic!("{at}.{key} is gone; it was {value}"));
                holds(found, value, &format!("{at}.{key}"));
            }
        }
        (Json::Array(now), Json::Array(then)) => {
            assert_eq!(now.len(), then.len(), "{at} has another length");
            now.iter()
                .zip(then)
                .enumerate()
                .for_each(|(index, (now, then))| holds(now, then, &format!("{at}.{index}")));
        }
        _ => assert_eq!(now, then, "{at}"),
    }
}

fn pack(from: &mut dyn Read, to: &Path) {
    let mut packed = GzEncoder::new(File::create(to).unwrap(), Compression::best());
    std::io::copy(from, &mut packed).unwrap();
    packed.finish().unwrap();
}

fn unpacked(path: &Path) -> GzDecoder<File> {
    GzDecoder::new(File::open(path).unwrap())
}

/// Makes a firm on a fresh database and writes its backup, and what the interface tells of it.
fn write(into: &Path, place: &Place) {
    for workspace in ["alpha", "beta"] {
        add_workspace(&place.folder, &place.flags(), workspace);
    }
    let server = place.serve();
    let alpha = sign_in(&server.address, "alpha", "root@alpha.example");
    live(&alpha);
    sign_in(&server.address, "beta", "root@beta.example").create("companies", &json!({"name": "Beta only"}));
    let told = told(&alpha);
    drop(server);
    let plain = place.folder.join("fixture.backup");
    place.kith(&["backup", plain.to_str().unwrap()]);
    pack(&mut File::open(&plain).unwrap(), &into.join(place.backup()));
    let name = place.backup().replace(".backup.gz", ".json.gz");
    pack(&mut told.to_string().as_bytes(), &into.join(name));
}

#[test]
#[ignore = "run once at each release: it writes the fixture of this version"]
fn write_the_fixture_of_this_release() {
    let into = releases().join(env!("CARGO_PKG_VERSION"));
    assert!(
        !into.exists(),
        "{} is there: a fixture never changes once its version is released",
        into.display()
    );
    std::fs::create_dir_all(&into).unwrap();
    for fresh in [Fresh::sqlite(), Fresh::postgres()] {
        write(&into, &Place::new(fresh));
    }
}

/// The parts of a schema: some indexes go over several lines.
fn parts(schema: &str) -> BTreeSet<String> {
    let mut parts: Vec<String> = Vec::new();
    for line in schema.lines() {
        let begins = ["column ", "index ", "constraint ", "table ", "trigger ", "view "]
            .iter()
            .any(|word| line.starts_with(word));
        match parts.last_mut() {
            Some(last) if !begins => last.push_str(line),
            _ => parts.push(line.to_string()),
        }
    }
    parts.into_iter().collect()
}

/// What differs from a fresh schema: nothing but the indexes of the firm's own fields.
fn differences(upgraded: &str, fresh: &str) -> Vec<String> {
    let (upgraded, fresh) = (parts(upgraded), parts(fresh));
    let own = |part: &String| part.contains("custom_company_x_") || part.contains("custom_x_machine_x_");
    upgraded.symmetric_difference(&fresh).filter(|part| !own(part)).cloned().collect()
}

fn upgrade(release: &Path, kind: fn() -> Fresh) {
    let place = Place::new(kind());
    let plain = place.folder.join("release.backup");
    std::io::copy(&mut unpacked(&release.join(place.backup())), &mut File::create(&plain).unwrap()).unwrap();
    place.kith(&["restore", plain.to_str().unwrap()]);

    // Restored, it is as the old program left it; serving brings it up to date.
    let server = place.serve();
    let alpha = sign_in(&server.address, "alpha", "root@alpha.example");
    let name = place.backup().replace(".backup.gz", ".json.gz");
    let then: Json = serde_json::from_reader(unpacked(&release.join(name))).unwrap();
    assert!(then["records"].as_object().unwrap().len() > 25, "the fixture holds something");
    holds(&told(&alpha), &then, "alpha");
    let beta = sign_in(&server.address, "beta", "root@beta.example");
    assert_eq!(beta.list("companies", &json!({}))["data"][0]["name"], "Beta only");

    // It is a living database: found, written, and the old import taken back.
    assert_eq!(alpha.get("/search?q=imported").expect(200)["data"].as_array().unwrap().len(), 2);
    alpha.create("people", &json!({"name": "Later", "phones": ["040 555 666"]}));
    assert_eq!(alpha.post("/people", &json!({"name": "Twin", "emails": ["ana@novak.example"]})).status, 409);
    let path = format!("/imports/{}", then["imports"][0]["id"].as_str().unwrap());
    alpha.send("POST", &format!("{path}/undo"), None).expect(202);
    wait_for(&alpha, &path, "undone");
    assert_eq!(alpha.list("x_machines", &json!({"count": "exact"}))["count"]["value"], 3);
    drop(server);
    place.kith(&["check"]);

    let fresh = kind().open(&features::migrations()).schema_text().unwrap();
    assert_eq!(differences(&place.schema(), &fresh), [""; 0], "fresh and upgraded differ");
}

/// Every release there is.
fn all() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(releases()).unwrap().map(|entry| entry.unwrap().path());
    let all: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    assert!(!all.is_empty());
    all
}

#[test]
fn every_release_on_sqlite_is_brought_up_to_date_unchanged() {
    all().iter().for_each(|release| upgrade(release, Fresh::sqlite));
}

#[test]
fn every_release_on_postgres_is_brought_up_to_date_unchanged() {
    all().iter().for_each(|release| upgrade(release, Fresh::postgres));
}

#[test]
fn a_schema_that_differs_is_seen() {
    let fresh = Fresh::sqlite();
    let schema = fresh.open(&features::migrations()).schema_text().unwrap();
    assert_eq!(differences(&schema, &schema), [""; 0]);
    let other = schema.replacen("column company.sector TEXT", "column company.sector BIGINT", 1);
    assert_eq!(differences(&other, &schema).len(), 2);
    drop(Store::open(&fresh.config, &features::migrations()).unwrap());
}
