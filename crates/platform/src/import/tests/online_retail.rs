//! Invoice lines of a shop, by their example mapping: a slice of the real file (its first lines and its oddest invoices)
//! that lies beside the mapping. The whole file is for hands with patience.

use super::*;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

fn mapping() -> Mapping {
    example("online_retail/online_retail.mapping.json")
}

fn unpacked() -> String {
    let path = data("online_retail.csv.xz");
    let output =
        Command::new("xz").arg("-dc").arg(&path).output().expect("xz is there to unpack the real data");
    assert!(output.status.success(), "{}", path.display());
    String::from_utf8(output.stdout).unwrap()
}

/// What a plain reading of the file gives.
#[derive(Debug, Default, PartialEq)]
struct Facts {
    lines: u64,
    invoices: u64,
    customers: u64,
    products: u64,
    without_customer: u64,
    returns: u64,
    /// Hundredths.
    revenue: i64,
}

fn facts(text: &str) -> Facts {
    let reader =
        tabular::CsvReader::new(std::io::Cursor::new(text.to_string()), &tabular::Format::default()).unwrap();
    let (mut invoices, mut customers, mut products) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut facts = Facts::default();
    for row in reader {
        let cells = row.unwrap().cells;
        facts.lines += 1;
        invoices.insert(cells[0].clone());
        products.insert(cells[1].to_lowercase());
        if cells[6].is_empty() {
            facts.without_customer += 1;
        } else {
            customers.insert(cells[6].clone());
        }
        let price = tabular::value::parse_decimal(&cells[5], false).unwrap();
        let quantity: i64 = cells[3].parse().unwrap();
        facts.returns += u64::from(quantity < 0);
        let total = price * quantity;
        facts.revenue += (total + total.signum() * 5_000) / 10_000;
    }
    (facts.invoices, facts.customers, facts.products) =
        (invoices.len() as u64, customers.len() as u64, products.len() as u64);
    facts
}

fn hundredths(sums: &Json) -> i64 {
    let amount = sums[0]["values"][0]["amount"].as_str().unwrap().replace('.', "");
    assert_eq!(sums.as_array().unwrap().len(), 1, "one currency: {sums}");
    amount.parse().unwrap()
}

fn stands(shop: &Shop) -> Facts {
    let lines = shop.sums("purchase_line", "total", Json::Null);
    let purchases = shop.sums("purchase", "total", Json::Null);
    assert_eq!(hundredths(&lines), hundredths(&purchases), "each purchase is the sum of its lines");
    Facts {
        lines: shop.count("purchase_line", Json::Null),
        invoices: shop.count("purchase", Json::Null),
        customers: shop.count("person", Json::Null),
        products: shop.count("product", Json::Null),
        without_customer: shop.count("purchase_line", json!({"field": "person", "op": "is_empty"})),
        returns: shop.count("purchase_line", json!({"field": "quantity", "op": "lt", "value": "0"})),
        revenue: hundredths(&lines),
    }
}

#[test]
fn a_slice_is_imported_and_taken_back_to_the_byte() {
    let shop = Shop::new();
    shop.run(
        &shop.file("first.csv", b"Code,Name\n22423,Old name\n"),
        serde_json::from_value(json!({"objects": [
        {"object": "product", "match": ["code"], "fields": [
            {"field": "code", "column": "Code"}, {"field": "name", "column": "Name"}]}]}))
        .unwrap(),
    );
    let before = shop.everything();
    let text = std::fs::read_to_string(project().join("examples/online_retail/slice.csv")).unwrap();
    let path = shop.file("online_retail.csv", text.as_bytes());
    let expected = facts(&text);

    let foretold = run_file(&shop.platform, &shop.context, &path, mapping(), true, &mut |_| {}).unwrap();
    assert_eq!(foretold.import.state, ImportState::DryRunDone);
    assert_eq!((foretold.import.progress.done as u64, foretold.import.progress.refused), (expected.lines, 0));
    assert_eq!(shop.everything(), before, "a dry run writes nothing");

    let done = shop.run(&path, mapping());
    assert_eq!(done.import.progress.refused, 0, "{:?}", done.messages);
    assert_eq!(stands(&shop), expected);
    assert!(
        told(&done, "has no description") > 0 && told(&done, "Postage or a fee") > 0,
        "{:?}",
        done.messages
    );
    assert!(told(&done, "manual entry") > 0 && told(&done, "bad debt") == 3, "{:?}", done.messages);
    let kept = shop.count("product", json!({"field": "name", "op": "is", "value": "Old name"}));
    assert_eq!(kept, 1, "names that are there are not overwritten");

    let after = shop.everything();
    let again = shop.run(&path, mapping());
    assert_eq!(
        (again.import.progress.created, again.import.progress.changed),
        (0, 0),
        "{:?}",
        again.messages
    );
    assert_eq!(shop.everything(), after);

    assert_eq!(undo_now(&shop.platform, &shop.context, again.import.id, &mut |_| {}).unwrap().kept, [""; 0]);
    let undone = undo_now(&shop.platform, &shop.context, done.import.id, &mut |_| {}).unwrap();
    assert_eq!(undone.kept, [""; 0]);
    assert_eq!(shop.everything(), before);
}

#[test]
#[ignore = "half a million lines of real data: make test-data"]
fn the_whole_file_agrees_with_itself() {
    let shop = Shop::new();
    let text = unpacked();
    let path = shop.file("online_retail.csv", text.as_bytes());
    let started = std::time::Instant::now();
    let done = shop.run(&path, mapping());
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "{} lines in {seconds:.1} s: {:.0} a second",
        done.import.progress.done,
        done.import.progress.done as f64 / seconds
    );
    let rare: BTreeMap<_, _> = done
        .messages
        .iter()
        .filter(|(_, count)| *count < 10)
        .take(20)
        .map(|(text, count)| (text, count))
        .collect();
    println!("{:?}\n{rare:?}", done.messages.iter().take(10).collect::<Vec<_>>());
    let stands = stands(&shop);
    assert_eq!((stands.lines, stands.invoices, stands.customers), (541_909, 25_900, 4_372));
    assert_eq!((stands.without_customer, stands.returns, stands.revenue), (135_080, 10_624, 974_774_793));
    assert_eq!(stands, facts(&text));
}
