//! A shop's invoices are imported; the groups of its customers, its cohorts, what they are worth, what they buy together and at which prices
//! are what one gets straight from the file, by a program that knows nothing of Kith: counts exactly, money to the cent.

use crate::analysis::ask;
use crate::retail_sales::{Line, sales_agree};
use crate::retail_value::{Entry, values_agree};
use crate::support::{Asker, Server, World, add_workspace, folder, kith};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// An invoice of a customer.
#[derive(Debug, Clone)]
struct Invoice {
    customer: String,
    /// `2010-12-01`
    day: String,
    cents: i64,
    is_return: bool,
}

/// The cells of a line; quotes may stand around them.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(std::mem::take(&mut cell)),
            other => cell.push(other),
        }
    }
    cells.push(cell);
    cells
}

/// Ten-thousandths of a price as text.
fn price(text: &str) -> i64 {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let sign = if whole.starts_with('-') { -1 } else { 1 };
    sign * (whole.trim_start_matches('-').parse::<i64>().unwrap() * 10_000
        + format!("{rest:0<4}").parse::<i64>().unwrap())
}

/// Whole ones out of so many parts, half away from zero.
fn whole(parts: i64, of: i64) -> i64 {
    (parts + parts.signum() * of / 2) / of
}

/// Every line of every invoice, as what was sold.
fn lines(text: &str) -> Vec<Line> {
    let mut days: BTreeMap<String, i64> = BTreeMap::new();
    let one = |line: &str| {
        let [number, code, _, quantity, at, unit, customer, _] = &cells(line)[..] else { panic!("{line:?}") };
        let quantity: i64 = quantity.parse().unwrap();
        Line {
            invoice: number.clone(),
            customer: customer.clone(),
            code: code.to_lowercase(),
            day: *days.entry(number.clone()).or_insert_with(|| day(&at[..10])),
            quantity,
            price: whole(price(unit), 100),
            total: whole(quantity * price(unit), 100),
            is_return: number.starts_with('C'),
        }
    };
    text.lines().skip(1).map(one).collect()
}

/// The invoices of customers that have a number.
fn invoices(text: &str) -> Vec<Invoice> {
    let mut found: BTreeMap<String, Invoice> = BTreeMap::new();
    for line in text.lines().skip(1).map(cells) {
        let [number, _, _, quantity, at, unit, customer, _] = &line[..] else { panic!("{line:?}") };
        if customer.is_empty() {
            continue;
        }
        let cents = whole(quantity.parse::<i64>().unwrap() * price(unit), 100);
        let invoice = found.entry(number.clone()).or_insert_with(|| Invoice {
            customer: customer.clone(),
            day: at[..10].to_string(),
            cents: 0,
            is_return: number.starts_with('C'),
        });
        invoice.cents += cents;
    }
    let negative =
        |invoice: Invoice| Invoice { is_return: invoice.is_return || invoice.cents < 0, ..invoice };
    found.into_values().map(negative).collect()
}

/// Days since 1970 of a day as text, by the rule of the calendar (Fliegel and Van Flandern).
fn day(text: &str) -> i64 {
    let part = |from: usize, to: usize| text[from..to].parse::<i64>().unwrap();
    let (year, month, day) = (part(0, 4), part(5, 7), part(8, 10));
    let shift = (14 - month) / 12;
    let (y, m) = (year + 4800 - shift, month + 12 * shift - 3);
    day + (153 * m + 2) / 5 + 365 * y + y / 4 - y / 100 + y / 400 - 32045 - 2_440_588
}

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Imports a file as a user does on the command line, and serves it.
fn imported(text: &str) -> (Server, Asker) {
    let (place, files) = (folder("online_retail"), folder("online_retail_files"));
    std::fs::write(files.join("online_retail.csv"), text).unwrap();
    add_workspace(&place, &[], "alpha");
    let set = project().join("examples/online_retail/import.json");
    let (done, said) = kith(&place, &["import", "--set", set.to_str().unwrap(), files.to_str().unwrap()], "");
    assert!(done, "{said}");
    let _ = std::fs::remove_dir_all(&files);
    let server = Server::serve(&place, false);
    let asker = World::administrator(&server.address, "alpha");
    asker.patch("/workspace", &json!({"currency": "GBP"})).expect(200);
    (server, asker)
}

fn pounds(cents: i64) -> Json {
    let sign = if cents < 0 { "-" } else { "" };
    json!({"amount": format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100), "currency": "GBP"})
}

/// The score of each value: how many of the four cuts at the fifths (R's type 7) lie below it, and one.
fn scores(values: &[f64]) -> Vec<usize> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let cuts: Vec<f64> = (1..5)
        .map(|fifth| {
            let at = (sorted.len() - 1) as f64 * f64::from(fifth) / 5.0;
            let low = sorted[at.floor() as usize];
            low + (at - at.floor()) * (sorted[at.ceil() as usize] - low)
        })
        .collect();
    values.iter().map(|value| cuts.iter().filter(|cut| *cut < value).count() + 1).collect()
}

/// The group of the map that marketers use, by pattern.
fn group(recency: usize, frequency: usize) -> &'static str {
    match (recency, frequency) {
        (1..=2, 1..=2) => "hibernating",
        (1..=2, 3..=4) => "at_risk",
        (1..=2, _) => "cannot_lose",
        (3, 1..=2) => "about_to_sleep",
        (3, 3) => "needs_attention",
        (3..=4, 4..=5) => "loyal",
        (4, 1) => "promising",
        (5, 1) => "new",
        (5, 4..=5) => "champions",
        _ => "potential",
    }
}

const AS_OF: &str = "2012-01-01T12:00:00Z";

fn groups_agree(asker: &Asker, invoices: &[Invoice]) {
    let mut customers: BTreeMap<&str, (i64, f64, i64)> = BTreeMap::new();
    for invoice in invoices {
        let own = customers.entry(&invoice.customer).or_insert((i64::MIN, 0.0, 0));
        own.2 += invoice.cents;
        if !invoice.is_return {
            own.0 = own.0.max(day(&invoice.day));
            own.1 += 1.0;
        }
    }
    customers.retain(|_, own| own.1 > 0.0);
    let habits: Vec<(i64, f64, i64)> = customers.values().copied().collect();
    let recency = scores(&habits.iter().map(|own| own.0 as f64).collect::<Vec<_>>());
    let frequency = scores(&habits.iter().map(|own| own.1).collect::<Vec<_>>());
    let mut wanted: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    let mut grid: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for ((own, recency), frequency) in habits.iter().zip(&recency).zip(&frequency) {
        for sum in [
            wanted.entry(group(*recency, *frequency)).or_default(),
            grid.entry(format!("{recency}{frequency}")).or_default(),
        ] {
            *sum = (sum.0 + 1, sum.1 + own.2);
        }
    }
    let run = ask(asker, "rfm", &json!({"as_of": AS_OF}));
    let told = &run["result"];
    assert_eq!(told["customers"], habits.len(), "{run}");
    assert_eq!(told["total"], pounds(habits.iter().map(|own| own.2).sum()));
    let mut listed = 0;
    for (rows, wanted) in [
        (
            &told["groups"],
            wanted.iter().map(|(key, sum)| ((*key).to_string(), *sum)).collect::<BTreeMap<_, _>>(),
        ),
        (&told["grid"], grid),
    ] {
        for row in rows.as_array().unwrap() {
            let (count, cents) = wanted.get(row["key"].as_str().unwrap()).copied().unwrap_or_default();
            assert_eq!((&row["customers"], &row["total"]), (&json!(count), &pounds(cents)), "{row}");
            // What one opens is what was counted.
            for list in row["lists"].as_array().unwrap() {
                assert_eq!(list["object"], "person");
                let query = json!({"filter": list["filter"], "count": "exact", "limit": 1});
                assert_eq!(asker.list("people", &query)["count"]["value"], list["customers"], "{row}");
                listed += 1;
            }
        }
    }
    assert!(listed > 4, "{listed}");
}

fn cohorts_agree(asker: &Asker, invoices: &[Invoice]) {
    let month = |text: &str| text[..4].parse::<i64>().unwrap() * 12 + text[5..7].parse::<i64>().unwrap() - 1;
    let mut first: BTreeMap<&str, i64> = BTreeMap::new();
    for invoice in invoices.iter().filter(|invoice| !invoice.is_return) {
        let own = first.entry(&invoice.customer).or_insert(i64::MAX);
        *own = (*own).min(month(&invoice.day));
    }
    let mut active: BTreeMap<(i64, i64), BTreeSet<&str>> = BTreeMap::new();
    let mut cents: BTreeMap<(i64, i64), i64> = BTreeMap::new();
    for invoice in invoices {
        let Some(own) = first.get(invoice.customer.as_str()) else { continue };
        let age = month(&invoice.day) - own;
        // Something was given back before anything was bought: of no cohort yet.
        if age < 0 {
            continue;
        }
        *cents.entry((*own, age)).or_default() += invoice.cents;
        if !invoice.is_return {
            active.entry((*own, age)).or_default().insert(&invoice.customer);
        }
    }
    let run = ask(asker, "cohorts", &json!({"as_of": AS_OF}));
    let rows = run["result"]["rows"].as_array().unwrap().clone();
    let starts: BTreeSet<i64> = first.values().copied().collect();
    assert_eq!(rows.len(), starts.len(), "{run}");
    for (row, start) in rows.iter().zip(&starts) {
        assert_eq!(row["key"], format!("{}-{:02}", start / 12, start % 12 + 1));
        let size = first.values().filter(|own| *own == start).count();
        assert_eq!(row["customers"], size);
        let mut sum = 0;
        let ages = row["cells"].as_array().unwrap();
        // Up to and with January 2012, the month the analysis is about.
        assert_eq!(ages.len() as i64, 2012 * 12 - start + 1);
        for (age, cell) in (0..).zip(ages) {
            let count = active.get(&(*start, age)).map_or(0, BTreeSet::len);
            let money = cents.get(&(*start, age)).copied().unwrap_or_default();
            sum += money;
            assert_eq!((&cell["customers"], &cell["of"]), (&json!(count), &json!(size)), "{cell}");
            assert_eq!((&cell["total"], &cell["cumulated"]), (&pounds(money), &pounds(sum)), "{cell}");
            let share = (count as f64 / size as f64 * 1e4).round() / 1e4;
            assert_eq!(cell["share"], share, "{cell}");
        }
        let list = &row["lists"][0];
        let query = json!({"filter": list["filter"], "count": "exact", "limit": 1});
        assert_eq!(asker.list("people", &query)["count"]["value"], size, "{row}");
    }
}

/// The groups that are written into the fields of customers are those of the analysis.
fn fields_agree(asker: &Asker) {
    let job = asker.post("/customer-groups", &json!({})).expect(202);
    let path = format!("/jobs/{}", job["id"].as_str().unwrap());
    for _ in 0..600 {
        if asker.get(&path).expect(200)["state"] == "done" {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let run = ask(asker, "rfm", &json!({}));
    for row in run["result"]["groups"].as_array().unwrap() {
        let filter = json!({"field": "rfm_group", "op": "is", "value": row["key"]});
        let found = asker.list("people", &json!({"filter": filter, "count": "exact", "limit": 1}));
        assert_eq!(found["count"]["value"], row["customers"], "{row}");
        if let Some(person) = found["data"].as_array().unwrap().first() {
            assert_eq!(person["version"], 1, "a group is no change of the customer");
        }
    }
}

/// Whether all agrees, and whether customers had a worth.
fn agrees(text: &str) -> bool {
    let invoices = invoices(text);
    let (_server, asker) = imported(text);
    // Many years later there are no years of nothing, and the last period is over.
    let run = ask(&asker, "cohorts", &json!({"as_of": "2026-06-01T12:00:00Z"}));
    let ages: Vec<&Json> =
        run["result"]["rows"].as_array().unwrap().iter().map(|row| &row["cells"]).collect();
    let cells: Vec<&Json> = ages.iter().flat_map(|cells| cells.as_array().unwrap()).collect();
    assert!((1..=13).contains(&ages[0].as_array().unwrap().len()), "{run}");
    assert!(cells.iter().all(|cell| cell["running"] == false), "{run}");
    groups_agree(&asker, &invoices);
    cohorts_agree(&asker, &invoices);
    fields_agree(&asker);
    // Three days of a shop show no weeks; a year has them.
    let least = if text.len() > 1_000_000 { 150 } else { 4 };
    let judged = sales_agree(&asker, &lines(text), least, &pounds);
    assert_eq!(judged > 30, least > 4, "{judged}");
    let entries: Vec<Entry<'_>> = invoices
        .iter()
        .map(|one| Entry {
            customer: &one.customer,
            day: day(&one.day),
            cents: one.cents,
            is_return: one.is_return,
        })
        .collect();
    // Three weeks after the last invoice nobody can be seen to leave (a → 0), which the analysis has to say instead of a worth.
    assert!(!values_agree(&asker, AS_OF, &entries));
    values_agree(&asker, "2011-12-09T23:00:00Z", &entries)
}

#[test]
fn a_slice_of_a_shop_has_the_same_groups_and_cohorts_as_its_file() {
    // A few days of a shop: nobody came again.
    assert!(!agrees(&std::fs::read_to_string(project().join("examples/online_retail/slice.csv")).unwrap()));
}

#[test]
#[ignore = "real data that may not be shipped: make test-data"]
fn a_whole_shop_has_the_same_groups_and_cohorts_as_its_file() {
    #[expect(
        clippy::disallowed_methods,
        reason = "tests are told by the environment where the real data lies"
    )]
    let data = std::env::var_os("KITH_DATA").expect("KITH_DATA names the folder of the real data");
    let path = Path::new(&data).join("online_retail.csv.xz");
    let output = std::process::Command::new("xz").arg("-dc").arg(&path).output().unwrap();
    assert!(output.status.success(), "{}", path.display());
    assert!(agrees(&String::from_utf8(output.stdout).unwrap()));
}
