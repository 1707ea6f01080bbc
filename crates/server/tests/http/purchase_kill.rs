//! The server is killed again and again while people sell, take back and change the currency: what was answered is there, and every
//! customer's summary says what the purchases say.

use crate::support::{Asker, Server, add_workspace, folder, kith, sign_in};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Who sells at the same moment, and to how many customers.
const SELLERS: usize = 3;
const CUSTOMERS: usize = 5;

/// What was answered before the server died.
#[derive(Default)]
struct Answered {
    kept: BTreeSet<String>,
    removed: BTreeSet<String>,
    currencies: usize,
}

struct Seller<'t> {
    asker: Asker,
    people: &'t [Json],
    companies: &'t [Json],
    product: &'t Json,
    answered: &'t Mutex<Answered>,
    /// How many requests were answered in all.
    answers: &'t AtomicU64,
    name: String,
}

impl Seller<'_> {
    /// Sells until nobody answers any more.
    fn work(&self) {
        for turn in 0.. {
            if self.sell(turn).is_none() {
                return;
            }
        }
    }

    fn ask(&self, method: &str, path: &str, body: &Json) -> Option<Json> {
        let body = Some(("application/json", body.to_string().into_bytes()));
        let answer = self.asker.try_send(method, path, body).ok()?;
        assert!(answer.status < 300, "{method} {path}: {} {}", answer.status, answer.text);
        self.answers.fetch_add(1, Ordering::SeqCst);
        Some(serde_json::from_str(&answer.text).unwrap_or(Json::Null))
    }

    fn sell(&self, turn: usize) -> Option<()> {
        let number = format!("{}-{turn}", self.name);
        let mut purchase = json!({"number": number, "person": self.people[turn % CUSTOMERS],
            "purchased_at": format!("2026-0{}-11T10:00:00Z", 1 + turn % 6),
            "kind": if turn % 7 == 6 { "return" } else { "sale" },
            "total": {"amount": format!("{}.50", 1 + turn % 90), "currency": if turn.is_multiple_of(5) { "USD" } else { "EUR" }}});
        if turn.is_multiple_of(3) {
            purchase["company"] = self.companies[turn % CUSTOMERS].clone();
        }
        let made = self.ask("POST", "/purchases", &purchase)?;
        self.answered.lock().unwrap().kept.insert(number.clone());
        let line = json!({"purchase": made["id"], "product": self.product, "person": purchase["person"], "quantity": "1",
            "purchased_at": purchase["purchased_at"], "total": purchase["total"]});
        self.ask("POST", "/purchase_lines", &line)?;
        if turn % 4 == 3 {
            // Asked and not answered, it may be there or not.
            self.answered.lock().unwrap().kept.remove(&number);
            self.ask("DELETE", &format!("/purchases/{}", made["id"].as_str().unwrap()), &json!({}))?;
            self.answered.lock().unwrap().removed.insert(number);
        }
        if turn % 5 == 4 {
            let currency = if turn % 10 == 4 { "USD" } else { "EUR" };
            self.ask("PATCH", "/workspace", &json!({"currency": currency}))?;
            self.answered.lock().unwrap().currencies += 1;
        }
        Some(())
    }
}

fn exported(asker: &Asker, plural: &str, fields: &str) -> Vec<Json> {
    let text = asker.get(&format!("/{plural}/export?format=jsonl&fields={fields}")).text;
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// `KITH_KILLS=1000` kills it a thousand times; a few are enough to see that nothing is grossly wrong.
#[test]
fn kills_lose_no_purchase_and_leave_every_summary_true() {
    #[expect(clippy::disallowed_methods, reason = "how often a test kills is said from outside")]
    let kills: u64 = std::env::var("KITH_KILLS").map_or(8, |text| text.parse().unwrap());
    let folder = folder("purchase-kill");
    add_workspace(&folder, &[], "alpha");
    let mut server = Server::serve(&folder, true);
    let root = sign_in(&server.address, "alpha", "root@alpha.example");
    let roles = root.get("/roles").expect(200);
    let role = roles["data"].as_array().unwrap().iter().find(|role| role["administrator"] == true).unwrap();
    let made = root.post("/api_keys", &json!({"name": "till", "role": role["id"]})).expect(201);
    let secret = made["secret"].as_str().unwrap().to_string();
    let of = |plural: &str, body: &dyn Fn(usize) -> Json| -> Vec<Json> {
        (0..CUSTOMERS).map(|place| root.create(plural, &body(place))["id"].clone()).collect()
    };
    let people = of("people", &|place| json!({"name": {"given": format!("p{place}")}}));
    let companies = of("companies", &|place| json!({"name": format!("c{place}")}));
    let product = root.create("products", &json!({"name": "Saw"}))["id"].clone();
    let (answered, answers) = (Mutex::new(Answered::default()), AtomicU64::new(0));
    let mut chance = 11_u64;
    for round in 0..kills {
        std::thread::scope(|scope| {
            for seller in 0..SELLERS {
                let asker = Asker::key(&server.address, &secret);
                let (people, companies, product) = (&people, &companies, &product);
                let (answered, answers, name) = (&answered, &answers, format!("{round}-{seller}"));
                scope.spawn(move || {
                    Seller { asker, people, companies, product, answered, answers, name }.work()
                });
            }
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            // After so many answers, enough for each seller to have done everything once, and in the midst of the next ones.
            let until = answers.load(Ordering::SeqCst) + 60 + (chance >> 33) % 60;
            while answers.load(Ordering::SeqCst) < until {
                std::thread::sleep(Duration::from_micros(chance % 900));
            }
            server.kill();
        });
        server = Server::serve(&folder, true);
    }
    let asker = Asker::key(&server.address, &secret);
    let all = exported(&asker, "purchases", "number,kind,person,total");
    let numbers: BTreeSet<&str> = all.iter().map(|one| one["number"].as_str().unwrap()).collect();
    let answered = answered.into_inner().unwrap();
    assert!(!answered.kept.is_empty() && !answered.removed.is_empty() && answered.currencies > 1);
    let lost: Vec<&String> = answered.kept.iter().filter(|one| !numbers.contains(one.as_str())).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
    let back: Vec<&String> = answered.removed.iter().filter(|one| numbers.contains(one.as_str())).collect();
    assert!(back.is_empty(), "removed and here again: {back:?}");

    // Each person's number of purchases, counted here.
    let mut counted: BTreeMap<String, i64> = BTreeMap::new();
    for one in all.iter().filter(|one| one["kind"] == "sale") {
        *counted.entry(one["person"]["id"].as_str().unwrap().to_string()).or_default() += 1;
    }
    let told: BTreeMap<String, i64> = exported(&asker, "people", "id,bought_count")
        .iter()
        .filter_map(|one| Some((one["id"].as_str()?.to_string(), one["bought_count"].as_i64()?)))
        .collect();
    assert_eq!(told, counted);

    // And all of it, worked out anew.
    let mut job = asker.post("/customer-summaries", &json!({})).expect(202);
    while ["queued", "running"].contains(&job["state"].as_str().unwrap()) {
        std::thread::sleep(Duration::from_millis(50));
        job = asker.get(&format!("/jobs/{}", job["id"].as_str().unwrap())).expect(200);
    }
    assert_eq!((&job["state"], &job["result"]["differed"]), (&json!("done"), &json!(0)), "{job}");
    drop(server);
    let (sound, said) = kith(&folder, &["check"], "");
    assert!(sound, "{said}");
    let _ = std::fs::remove_dir_all(&folder);
}
