//! Times the search over a million people: `cargo run --release -p matching --example million [records]`.

#[path = "../tests/support/mod.rs"]
mod support;

use matching::{Finder, Level, Options};
use std::ops::ControlFlow;
use std::time::Instant;

fn main() {
    let records = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    let mut finder = Finder::new(Options::default());
    let mut chance = support::Chance::new(7);
    let begun = Instant::now();
    support::people_until(&mut chance, records, &mut |labeled| finder.add(&labeled.candidate));
    println!("made and taken in {:.1} s", begun.elapsed().as_secs_f64());
    let begun = Instant::now();
    let mut levels = [0_u64; 3];
    let found = finder.find(&|_| ControlFlow::Continue(()), &mut |pair| {
        let place = match pair.level {
            Level::Certain => 0,
            Level::Likely => 1,
            Level::Possible => 2,
        };
        if let Some(count) = levels.get_mut(place) {
            *count += 1;
        }
    });
    let kept = found.is_ok();
    println!(
        "searched in {:.1} s (finished: {kept}); certain, likely, possible: {levels:?}",
        begun.elapsed().as_secs_f64()
    );
    let memory = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    memory.lines().filter(|line| line.starts_with("VmHWM")).for_each(|line| println!("{line}"));
}
