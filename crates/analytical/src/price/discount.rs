//! Who buys only with a discount: of each customer the share of purchases in which something was cheaper.

use super::gather::Discounts;
use super::{SURE, rounded};
use crate::analysis::{Ground, refused};
use crate::line::Till;
use math::proportion::wilson;
use serde_json::{Value as Json, json};
use standard::{company, person};
use vocabulary::{Id, Result};

/// With fewer purchases nothing is said of a customer.
const LEAST: u64 = 3;
/// Customers that are named: those who depend most surely on discounts.
const MOST: usize = 50;
const GROUPS: [&str; 5] = ["never", "sometimes", "mostly", "always", "too_few"];

#[derive(Clone, Copy, Default)]
struct Sum {
    customers: u64,
    listed: i64,
    total: i64,
}

pub(super) fn told(ground: &Ground<'_>, till: &Till, customers: &[Discounts]) -> Result<Json> {
    let mut groups = [Sum::default(); 5];
    let mut named: Vec<(f64, bool, Id, u64, u64, f64, &Discounts)> = Vec::new();
    let mut any = false;
    for ((is_company, id), one) in till.customers.iter().zip(customers).filter(|(_, one)| one.purchases > 0) {
        let (purchases, cheaper) = (one.purchases, one.cheaper);
        any |= cheaper > 0;
        let place = match cheaper {
            _ if purchases < LEAST => 4,
            0 => 0,
            all if all == purchases => 3,
            some if some * 2 >= purchases => 2,
            _ => 1,
        };
        if let Some(sum) = groups.get_mut(place) {
            sum.customers += 1;
            sum.listed = sum.listed.saturating_add(one.listed);
            sum.total = sum.total.saturating_add(one.total);
        }
        if place != 4 && cheaper > 0 {
            let share = wilson(cheaper, purchases, SURE).map_err(|refusal| refused(&refusal))?;
            named.push((share.low, *is_company, *id, cheaper, purchases, share.high, one));
        }
    }
    // No line carries a discount: nothing is said, instead of “nobody depends on discounts”.
    if !any {
        return Ok(Json::Null);
    }
    named.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.2.cmp(&right.2)));
    let named: Vec<Json> = (named.into_iter().take(MOST))
        .map(|(low, is_company, id, cheaper, purchases, high, one)| {
            json!({
                "key": id,
                "id": id,
                "object": if is_company { company::KEY } else { person::KEY },
                "purchases": purchases,
                "cheaper": cheaper,
                "low": rounded(low),
                "high": rounded(high),
                "given": ground.money(one.listed.saturating_sub(one.total)),
                "total": ground.money(one.total),
            })
        })
        .collect();
    let groups: Vec<Json> = GROUPS
        .iter()
        .zip(groups)
        .map(|(key, sum)| {
            json!({
                "key": key,
                "customers": sum.customers,
                "given": ground.money(sum.listed.saturating_sub(sum.total)),
                "total": ground.money(sum.total),
            })
        })
        .collect();
    Ok(json!({"groups": groups, "customers": named}))
}
