//! The demo company: Nakovalo, who make and sell workshop machines, tools and consumables in Ljubljana, with customers in
//! eight countries and three years behind them.
//!
//! [`DemoCompany::records`] hands out its records one after the other, each after those it links to. The same seed, size
//! and day give the same records, and each record is made from its number alone: a million of them need little memory.

mod activity;
mod calendar;
mod catalog;
mod chance;
mod company;
mod deal;
mod double;
mod fill;
mod lead;
mod name;
mod person;
mod place;
mod pricing;
mod purchase;
mod quote;
mod record;
mod segment;
mod selling;
mod shelf;
mod size;
mod staff;
mod text;
mod world;

#[cfg(test)]
mod tests;

pub use fill::{CHUNK, fill};
pub use record::{DemoChange, DemoRecord};
pub use size::Size;
pub use staff::{DemoTeam, DemoUser, TEAMS, USERS};

use purchase::Purchases;
use vocabulary::{Date, Id};
use world::World;

/// The demo company, ready to hand out its records.
#[derive(Debug)]
pub struct DemoCompany {
    world: World,
}

impl DemoCompany {
    /// The company as it stands on the morning of `today`. `owners` are the ids of the users made from [`USERS`], in that
    /// sequence; fewer share the work, none leaves the records without owner.
    pub fn new(seed: u64, size: Size, today: Date, owners: Vec<Id>) -> DemoCompany {
        DemoCompany { world: World::new(seed, size, today, owners) }
    }

    /// About how many records there are, for a progress bar: what hangs on others is estimated.
    pub fn about(&self) -> u64 {
        let size = self.world.size;
        let lines = f64::from(size.purchases) * 1.75 + f64::from(size.deals) * 2.9;
        let people = f64::from(size.people) * 1.85;
        let others = size.companies + size.leads + size.deals + size.purchases + size.activities + 90;
        (f64::from(others) + lines + people) as u64
    }

    /// All records, each after those it links to.
    pub fn records(&self) -> impl Iterator<Item = DemoRecord> + Send + '_ {
        let world = &self.world;
        let employed = world.employed();
        let people = u64::from(world.size.people);
        world
            .category_records()
            .chain(world.product_records())
            .chain(world.pricing_records())
            .chain(world.pipeline_records())
            .chain(world.stage_records())
            .chain(world.tag_records())
            .chain(world.selling_records())
            .chain((0..u64::from(world.size.companies)).map(|index| world.company_record(index)))
            .chain((0..world.households()).map(|index| world.household_record(index)))
            .chain((0..people).map(|index| world.person_record(index)))
            .chain((0..employed).flat_map(|index| world.employment_records(index)))
            .chain((0..u64::from(world.size.leads)).map(|index| world.lead_record(index)))
            .chain((0..u64::from(world.size.deals)).flat_map(|index| world.deal_records(index)))
            .chain(world.quote_records())
            .chain(Purchases::new(world))
            .chain((0..u64::from(world.size.activities)).map(|index| world.activity_record(index)))
            .chain(world.segment_records())
    }

    /// People and companies that were entered a second time, a little differently, each with a note. They come after all
    /// others and are not counted among the records that were asked for.
    pub fn doubles(&self) -> impl Iterator<Item = DemoRecord> + Send + '_ {
        self.world.double_records()
    }
}
