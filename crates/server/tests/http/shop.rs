//! The slice of a real shop's invoices, read by plain code, and written into a workspace record by record.

use crate::support::Asker;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

/// A line of an invoice, as the file has it. Money in hundredths.
#[derive(Clone, Debug)]
pub struct Row {
    pub invoice: String,
    pub code: String,
    pub quantity: i64,
    pub moment: String,
    pub price: i64,
    pub customer: String,
}

impl Row {
    pub fn is_return(&self) -> bool {
        self.invoice.starts_with('C')
    }

    pub fn total(&self) -> i64 {
        self.price * self.quantity
    }
}

/// The rows of the slice that is committed beside its mapping.
pub fn slice() -> Vec<Row> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/online_retail/slice.csv");
    rows(&std::fs::read_to_string(path).unwrap())
}

/// The rows of a file of that kind.
pub fn rows(text: &str) -> Vec<Row> {
    text.lines().skip(1).map(row).collect()
}

fn row(line: &str) -> Row {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells.last_mut().unwrap().push(letter),
        }
    }
    assert_eq!(cells.len(), 8, "{line}");
    // Prices have up to three decimals and are rounded to hundredths, half away from zero.
    let (whole, part) = cells[5].split_once('.').unwrap_or((&cells[5], ""));
    let thousandths: i64 = format!("{whole}{part:0<3}").get(..whole.len() + 3).unwrap().parse().unwrap();
    Row {
        invoice: cells[0].clone(),
        code: cells[1].to_lowercase(),
        quantity: cells[3].parse().unwrap(),
        moment: format!("{}Z", cells[4].replace(' ', "T")),
        price: (thousandths + 5 * thousandths.signum()) / 10,
        customer: cells[6].clone(),
    }
}

/// What was written: ids by what the file calls them.
pub struct Shop {
    pub products: BTreeMap<String, String>,
    pub customers: BTreeMap<String, String>,
}

impl Shop {
    pub fn code(&self, id: &str) -> &str {
        self.products.iter().find(|(_, known)| *known == id).map(|(code, _)| code).unwrap()
    }
}

/// Creates records; their ids.
pub fn bulk(asker: &Asker, plural: &str, records: &[Json]) -> Vec<String> {
    let mut ids = Vec::new();
    for chunk in records.chunks(200) {
        let operations: Vec<Json> = chunk.iter().map(|record| json!({"create": record})).collect();
        let made = asker.post(&format!("/{plural}/bulk"), &json!({"operations": operations})).expect(200);
        for one in made["results"].as_array().unwrap() {
            ids.push(one["record"]["id"].as_str().unwrap_or_else(|| panic!("{plural}: {one}")).to_string());
        }
    }
    ids
}

pub fn money(cents: i64) -> Json {
    let sign = if cents < 0 { "-" } else { "" };
    json!({"amount": format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100), "currency": "EUR"})
}

/// Writes the rows; `more` adds to a product, by its code.
pub fn write(asker: &Asker, rows: &[Row], more: &dyn Fn(&str) -> Json) -> Shop {
    let made =
        |plural: &str, keys: BTreeSet<&str>, record: &dyn Fn(&str) -> Json| -> BTreeMap<String, String> {
            let records: Vec<Json> = keys.iter().map(|key| record(key)).collect();
            keys.iter().map(|key| (*key).to_string()).zip(bulk(asker, plural, &records)).collect()
        };
    let codes = rows.iter().map(|row| row.code.as_str()).collect();
    let products = made("products", codes, &|code| {
        let mut product = json!({"name": format!("Product {code}"), "code": code});
        for (key, value) in more(code).as_object().unwrap() {
            product[key] = value.clone();
        }
        product
    });
    let known = rows.iter().map(|row| row.customer.as_str()).filter(|one| !one.is_empty()).collect();
    let customers = made("people", known, &|number| json!({"name": {"given": "Customer", "family": number}}));
    let first: BTreeMap<&str, &Row> = rows.iter().rev().map(|row| (row.invoice.as_str(), row)).collect();
    let purchases = made("purchases", first.keys().copied().collect(), &|number| {
        let row = first[number];
        let total: i64 = rows.iter().filter(|one| one.invoice == number).map(Row::total).sum();
        json!({
            "number": number, "purchased_at": row.moment, "person": customers.get(&row.customer),
            "kind": if row.is_return() { "return" } else { "sale" }, "total": money(total), "channel": "web",
        })
    });
    let lines: Vec<Json> = rows
        .iter()
        .map(|row| {
            json!({
                "purchase": purchases[&row.invoice], "product": products[&row.code], "purchased_at": row.moment,
                "person": customers.get(&row.customer), "quantity": row.quantity.to_string(),
                "unit_price": money(row.price), "total": money(row.total()),
            })
        })
        .collect();
    bulk(asker, "purchase_lines", &lines);
    Shop { products, customers }
}
