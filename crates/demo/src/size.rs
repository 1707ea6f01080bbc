//! How many records of each sort the demo company has.

/// Counts of records. What hangs on them (employments, households, lines) follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Companies.
    pub companies: u32,
    /// People, three quarters of them working for a company.
    pub people: u32,
    /// Leads.
    pub leads: u32,
    /// Deals, with about two lines each.
    pub deals: u32,
    /// Purchases, with about 1.8 lines each, returns among them.
    pub purchases: u32,
    /// Calls, meetings, tasks and notes together.
    pub activities: u32,
}

impl Size {
    /// The company `kith demo` shows.
    pub const STANDARD: Size = Size {
        companies: 2_000,
        people: 10_000,
        leads: 600,
        deals: 3_000,
        purchases: 80_000,
        activities: 60_000,
    };

    /// All counts times a factor; at least one company and two people stay.
    pub fn times(self, factor: f64) -> Size {
        let scaled = |count: u32, least: u32| ((f64::from(count) * factor).round() as u32).max(least);
        Size {
            companies: scaled(self.companies, 1),
            people: scaled(self.people, 2),
            leads: scaled(self.leads, 0),
            deals: scaled(self.deals, 0),
            purchases: scaled(self.purchases, 0),
            activities: scaled(self.activities, 0),
        }
    }
}
