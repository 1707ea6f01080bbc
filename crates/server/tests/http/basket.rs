//! What sells together, counted by plain code: baskets, pairs in them, and what an answer tells of rules.

use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What lies in each basket.
pub type Baskets = BTreeMap<String, BTreeSet<String>>;
/// Given, then, baskets with both, with what is given, with what follows.
pub type Rules = BTreeSet<(String, String, u64, u64, u64)>;

/// Baskets by whose they are; nobody's are left out.
pub fn baskets<'a>(things: impl Iterator<Item = (&'a str, &'a str)>) -> Baskets {
    let mut baskets = Baskets::new();
    for (holder, code) in things.filter(|(holder, _)| !holder.is_empty()) {
        baskets.entry(holder.to_string()).or_default().insert(code.to_string());
    }
    baskets
}

/// In how many baskets all of these lie.
pub fn having(baskets: &Baskets, codes: &[&str]) -> u64 {
    baskets.values().filter(|basket| codes.iter().all(|code| basket.contains(*code))).count() as u64
}

/// The rules from one thing to another in at least so many baskets, with at least this confidence (a fraction) and a lift of one.
pub fn counted(baskets: &Baskets, least: u64, confidence: (u64, u64)) -> Rules {
    let mut alone: HashMap<&str, u64> = HashMap::new();
    for code in baskets.values().flatten() {
        *alone.entry(code).or_default() += 1;
    }
    alone.retain(|_, baskets| *baskets >= least);
    let mut both: HashMap<(&str, &str), u64> = HashMap::new();
    for basket in baskets.values() {
        let frequent: Vec<&str> =
            basket.iter().map(String::as_str).filter(|code| alone.contains_key(code)).collect();
        for (place, one) in frequent.iter().enumerate() {
            for other in frequent.iter().skip(place + 1) {
                *both.entry((*one, *other)).or_default() += 1;
            }
        }
    }
    let mut rules = Rules::new();
    for ((one, other), both) in both.into_iter().filter(|(_, both)| *both >= least) {
        for (given, then) in [(one, other), (other, one)] {
            let (before, after) = (alone[given], alone[then]);
            let often = both * confidence.1 >= before * confidence.0;
            if often && both * baskets.len() as u64 >= before * after {
                rules.insert((given.to_string(), then.to_string(), both, before, after));
            }
        }
    }
    rules
}

/// The rules an answer tells, each from one product to one other; `code` names a product by its id.
pub fn told<'a>(result: &Json, code: &dyn Fn(&str) -> &'a str) -> Rules {
    let name = |place: &Json| {
        let thing = &result["things"][place.as_u64().unwrap() as usize];
        code(thing["id"].as_str().unwrap()).to_string()
    };
    let count = |rule: &Json, key: &str| rule[key].as_u64().unwrap();
    let rules = result["rules"].as_array().unwrap().iter();
    rules
        .map(|rule| {
            assert_eq!(
                (rule["given"].as_array().unwrap().len(), rule["then"].as_array().unwrap().len()),
                (1, 1)
            );
            (
                name(&rule["given"][0]),
                name(&rule["then"][0]),
                count(rule, "baskets"),
                count(rule, "given_baskets"),
                count(rule, "then_baskets"),
            )
        })
        .collect()
}
