//! What a shop sells together and at which prices, against plain counting of its file, by a program that knows nothing of Kith: counts
//! exactly, money to the cent; how much quantity follows the price by the equations of least squares, its error by those of MacKinnon and
//! White (1985, HC3).

use crate::analysis::ask;
use crate::basket::{baskets, counted, told};
use crate::support::Asker;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

/// A line of an invoice. Money in hundredths.
pub struct Line {
    pub invoice: String,
    pub customer: String,
    pub code: String,
    /// Since 1970, of its invoice.
    pub day: i64,
    pub quantity: i64,
    pub price: i64,
    pub total: i64,
    pub is_return: bool,
}

/// Rules and prices of what was imported; the number of products whose elasticity was compared.
pub fn sales_agree(asker: &Asker, lines: &[Line], least: u64, money: &dyn Fn(i64) -> Json) -> usize {
    let codes = codes(asker);
    rules_agree(asker, lines, &codes, least);
    prices_agree(asker, lines, &codes, money)
}

/// The code of each product by its id.
fn codes(asker: &Asker) -> BTreeMap<String, String> {
    let mut codes = BTreeMap::new();
    let mut cursor = Json::Null;
    loop {
        let page = asker.list("products", &json!({"fields": ["code"], "limit": 200, "cursor": cursor}));
        for product in page["data"].as_array().unwrap() {
            let text = |key: &str| product[key].as_str().unwrap().to_string();
            codes.insert(text("id"), text("code").to_lowercase());
        }
        cursor = page["next"].clone();
        if cursor.is_null() {
            return codes;
        }
    }
}

fn count(asker: &Asker, list: &Json) -> Json {
    let plural = if list["object"] == "purchase" { "purchases" } else { "purchase_lines" };
    let query = json!({"filter": list["filter"], "count": "exact", "limit": 1});
    asker.list(plural, &query)["count"]["value"].clone()
}

fn rules_agree(asker: &Asker, lines: &[Line], codes: &BTreeMap<String, String>, least: u64) {
    let bought = || lines.iter().filter(|line| !line.is_return && line.quantity > 0);
    let of_purchases = baskets(bought().map(|line| (line.invoice.as_str(), line.code.as_str())));
    let of_customers = baskets(bought().map(|line| (line.customer.as_str(), line.code.as_str())));
    for (unit, baskets) in [("purchase", of_purchases), ("customer", of_customers)] {
        let asked =
            json!({"parameters": {"unit": unit, "baskets": least, "support": "0", "confidence": "0.3"}});
        let run = ask(asker, "together", &asked);
        assert_eq!(run["state"], "done", "{run}");
        let result = &run["result"];
        let wanted = counted(&baskets, least, (3, 10));
        assert!(wanted.len() > 20, "{unit}: {}", wanted.len());
        assert_eq!(
            (&result["baskets"], &result["rules_found"]),
            (&json!(baskets.len()), &json!(wanted.len()))
        );
        let found = told(result, &|id| codes[id].as_str());
        assert!(found.is_subset(&wanted) && found.len() == wanted.len().min(500), "{unit}");
        if unit == "purchase" {
            for rule in result["rules"].as_array().unwrap().iter().step_by(90) {
                assert_eq!(count(asker, &rule["lists"][0]), rule["baskets"], "{rule}");
            }
        }
    }
}

fn prices_agree(
    asker: &Asker,
    lines: &[Line],
    codes: &BTreeMap<String, String>,
    money: &dyn Fn(i64) -> Json,
) -> usize {
    let run = ask(asker, "price", &json!({}));
    assert_eq!(run["state"], "done", "{run}");
    let result = &run["result"];
    let sold = || lines.iter().filter(|line| !line.is_return && line.quantity > 0);
    let priced: Vec<&Line> = sold().filter(|line| line.price > 0).collect();
    assert_eq!(result["without_price"], sold().count() - priced.len());
    let bands: Vec<(i64, i64, i64)> =
        priced.iter().map(|line| (line.price, line.quantity, line.total)).collect();
    bands_agree(asker, result, &bands, money);
    let estimates = result["estimates"]["products"].as_array().unwrap();
    let refused = result["estimates"]["refused"].as_array().unwrap();
    // What is charged for the way, or entered by hand, has no price of its own.
    let amounts = refused.iter().find(|one| one["key"] == "amount").map(|one| &one["named"]);
    let named = |code: &str| {
        amounts.is_some_and(|named| {
            named.as_array().unwrap().iter().any(|one| codes[one["id"].as_str().unwrap()] == code)
        })
    };
    assert_eq!(named("dot"), lines.iter().filter(|line| line.code == "dot").count() >= 10, "{refused:?}");
    assert_eq!(named("m"), lines.len() > 100_000, "{refused:?}");
    assert!(!named("22423") && !named("85123a"), "{refused:?}");
    let refused: u64 = refused.iter().map(|one| one["products"].as_u64().unwrap()).sum();
    let all: BTreeSet<&str> =
        priced.iter().filter(|line| line.total > 0).map(|line| line.code.as_str()).collect();
    assert_eq!(estimates.len() as u64 + refused, all.len() as u64);
    // The first are those that bring most.
    for told in estimates.iter().take(40) {
        let code = codes[told["id"].as_str().unwrap()].as_str();
        let own: Vec<&&Line> = priced.iter().filter(|line| line.code == code && line.total > 0).collect();
        assert_eq!(told["revenue"], money(own.iter().map(|line| line.total).sum()), "{told}");
        let (value, low, high, periods) = elasticity(&own);
        assert_eq!(told["periods"], periods, "{told}");
        for (key, wanted, near) in [("value", value, 2e-6), ("low", low, 2e-3), ("high", high, 2e-3)] {
            let found = told["own"][key].as_f64().unwrap();
            assert!((found - wanted).abs() <= near * wanted.abs().max(1.0), "{code} {key}: {wanted}, {told}");
        }
    }
    estimates.len().min(40)
}

/// Lines by the price of one in bands from 1, 2, 5, 10, … hundredths on: each what is counted, and a list of as many lines.
pub fn bands_agree(asker: &Asker, result: &Json, sold: &[(i64, i64, i64)], money: &dyn Fn(i64) -> Json) {
    assert_eq!(result["lines"], sold.len());
    assert_eq!(result["revenue"], money(sold.iter().map(|(_, _, total)| total).sum()));
    let mut bounds: Vec<i64> =
        (0..8).flat_map(|power| [1, 2, 5].map(|step| step * 10_i64.pow(power))).collect();
    bounds.sort_unstable();
    let mut wanted: BTreeMap<i64, (u64, i64, i64)> = BTreeMap::new();
    for (price, quantity, total) in sold {
        let bound = *bounds.iter().rev().find(|bound| *bound <= price).unwrap();
        let band = wanted.entry(bound).or_default();
        *band = (band.0 + 1, band.1 + quantity, band.2 + total);
    }
    let bands = result["bands"].as_array().unwrap();
    assert_eq!(bands.len(), wanted.len(), "{bands:?}");
    for (band, (from, (lines, quantity, total))) in bands.iter().zip(wanted) {
        assert_eq!(band["from"], money(from));
        assert_eq!((&band["lines"], &band["revenue"]), (&json!(lines), &money(total)), "{band}");
        assert_eq!(band["quantity"].as_str().unwrap().parse::<i64>().unwrap(), quantity);
        assert_eq!(count(asker, &band["lists"][0]), lines, "{band}");
    }
}

/// The logarithm of a week's quantity by that of its middle price, with trend and quarters: the slope, its interval of 95 %, the weeks.
fn elasticity(lines: &[&&Line]) -> (f64, f64, f64, usize) {
    let mut weeks: BTreeMap<i64, (Vec<f64>, i64)> = BTreeMap::new();
    for line in lines {
        // 5 January 1970 was a Monday.
        let week = weeks.entry((line.day - 4).div_euclid(7)).or_default();
        week.0.push(line.total as f64 / line.quantity as f64);
        week.1 += line.quantity;
    }
    let quarter = |week: i64| {
        let thursday = jiff::civil::date(1970, 1, 1) + jiff::Span::new().days(week * 7 + 7);
        (thursday.month() - 1) / 3
    };
    let first = *weeks.keys().next().unwrap();
    let quarters: BTreeSet<i8> = weeks.keys().map(|week| quarter(*week)).collect();
    let (mut rows, mut heights) = (Vec::new(), Vec::new());
    for (week, (mut prices, quantity)) in weeks {
        prices.sort_by(f64::total_cmp);
        let half = prices.len() / 2;
        let middle =
            if prices.len() % 2 == 1 { prices[half] } else { (prices[half - 1] + prices[half]) / 2.0 };
        let mut row = vec![1.0, middle.ln(), (week - first) as f64];
        row.extend(quarters.iter().skip(1).map(|one| f64::from(u8::from(*one == quarter(week)))));
        rows.push(row);
        heights.push((quantity as f64).ln());
    }
    let columns = rows[0].len();
    let sum = |of: &dyn Fn(usize) -> f64| (0..rows.len()).map(of).sum::<f64>();
    let squares: Vec<Vec<f64>> = (0..columns)
        .map(|one| (0..columns).map(|other| sum(&|row| rows[row][one] * rows[row][other])).collect())
        .collect();
    let inverse = inverted(squares);
    let heights_by: Vec<f64> = (0..columns).map(|one| sum(&|row| rows[row][one] * heights[row])).collect();
    let times =
        |row: &[f64], column: &[f64]| row.iter().zip(column).map(|(one, other)| one * other).sum::<f64>();
    let slopes: Vec<f64> = inverse.iter().map(|row| times(row, &heights_by)).collect();
    let variance = sum(&|row| {
        let reached: Vec<f64> = inverse.iter().map(|line| times(line, &rows[row])).collect();
        let error = (heights[row] - times(&rows[row], &slopes)) / (1.0 - times(&rows[row], &reached));
        (reached[1] * error).powi(2)
    });
    let reach = student((rows.len() - columns) as f64) * variance.sqrt();
    (slopes[1], slopes[1] - reach, slopes[1] + reach, rows.len())
}

/// By Gauss and Jordan.
fn inverted(mut left: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let size = left.len();
    let mut right: Vec<Vec<f64>> =
        (0..size).map(|row| (0..size).map(|at| f64::from(u8::from(at == row))).collect()).collect();
    for at in 0..size {
        let best = (at..size).max_by(|one, other| left[*one][at].abs().total_cmp(&left[*other][at].abs()));
        left.swap(at, best.unwrap());
        right.swap(at, best.unwrap());
        let by = left[at][at];
        for matrix in [&mut left, &mut right] {
            matrix[at].iter_mut().for_each(|value| *value /= by);
        }
        for row in (0..size).filter(|row| *row != at) {
            let times = left[row][at];
            for matrix in [&mut left, &mut right] {
                let pivot = matrix[at].clone();
                matrix[row].iter_mut().zip(pivot).for_each(|(value, pivot)| *value -= times * pivot);
            }
        }
    }
    right
}

/// The 97.5 % point of Student's distribution (Abramowitz and Stegun, 26.7.5).
fn student(freedom: f64) -> f64 {
    let x = 1.959_963_985_f64;
    let (cubed, fifth, seventh) = (x.powi(3), x.powi(5), x.powi(7));
    x + (cubed + x) / (4.0 * freedom)
        + (5.0 * fifth + 16.0 * cubed + 3.0 * x) / (96.0 * freedom.powi(2))
        + (3.0 * seventh + 19.0 * fifth + 17.0 * cubed - 15.0 * x) / (384.0 * freedom.powi(3))
}
