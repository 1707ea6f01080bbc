//! How the demo company sells: what makes a lead promising, who gets the new ones, why deals are lost, and who has a part in a deal.

use crate::calendar::DAYS;
use crate::chance::Chance;
use crate::deal::{Deal, Standing};
use crate::record::DemoRecord;
use crate::world::World;
use serde_json::{Value as Json, json};
use standard::{
    assignment_rule, assignment_seat, deal as noun, deal_person, deal_share, lost_reason, score_rule,
};
use vocabulary::{Decimal, Id, Timestamp};

const LOST_REASONS: &[&str] =
    &["Price", "Competitor", "No budget", "No decision", "Delivery time", "Did not fit", "Postponed"];

const NEXT_STEPS: &[&str] = &[
    "Call about the offer",
    "Send the revised prices",
    "Show the machine in the workshop",
    "Agree on the delivery date",
    "Meet the production manager",
    "Clear up the financing",
    "Ask for the signed order",
];

/// Parts people play in a decision, as they come one after the other, with their weight.
const ROLES: &[(&str, &str)] = &[("decides", "high"), ("uses", "medium"), ("buys", "low")];

fn score_rules() -> Vec<(&'static str, i64, Json)> {
    let is = |field: &str, value: &str| json!({"field": field, "op": "is", "value": value});
    vec![
        ("Came by referral", 30, is("source", "referral")),
        ("Met at a trade fair", 20, is("source", "event")),
        ("Company of 50 or more", 20, json!({"field": "company.employees", "op": "gte", "value": 50})),
        ("Has bought before", 25, json!({"field": "person.purchases_count", "op": "gte", "value": 1})),
        ("Can be called", 10, json!({"field": "person.phones", "op": "is_not_empty"})),
        ("Says what they want", 10, json!({"field": "message", "op": "is_not_empty"})),
        ("Private person", -10, json!({"field": "company", "op": "is_empty"})),
    ]
}

/// Assignment rules: name, method, whether languages count, condition, and the positions of the colleagues with what they speak.
type AssignmentSpec =
    (&'static str, &'static str, bool, Option<Json>, &'static [(usize, &'static [&'static str])]);

fn assignment_rules() -> Vec<AssignmentSpec> {
    vec![
        (
            "Customers we know",
            "company_owner",
            false,
            Some(json!({"field": "company.lifecycle", "op": "is", "value": "customer"})),
            &[],
        ),
        (
            "Home market",
            "round_robin",
            false,
            Some(json!({"field": "person.language", "op": "is", "value": "sl"})),
            &[(0, &["sl"]), (1, &["sl"]), (2, &["sl"])],
        ),
        (
            "Everybody else",
            "load",
            true,
            None,
            &[(3, &["sk", "de"]), (4, &["sr"]), (5, &["sv"]), (6, &["en"])],
        ),
    ]
}

impl World {
    fn selling_at(&self, index: u64) -> Timestamp {
        self.calendar.moment(-30, 10 * 3600 + index as i64)
    }

    /// Rules and lists of the settings.
    pub(crate) fn selling_records(&self) -> Vec<DemoRecord> {
        let mut records = Vec::new();
        for (index, name) in (0u64..).zip(LOST_REASONS) {
            let at = self.selling_at(index);
            records.push(
                DemoRecord::new(lost_reason::KEY, self.id(70, index, at), at, self.owner(0))
                    .with(&lost_reason::NAME, *name)
                    .with(&lost_reason::ACTIVE, true)
                    .with(&lost_reason::POSITION, index as i64 + 1),
            );
        }
        for (index, (name, points, filter)) in (0u64..).zip(score_rules()) {
            let at = self.selling_at(index);
            records.push(
                DemoRecord::new(score_rule::KEY, self.id(71, index, at), at, self.owner(0))
                    .with(&score_rule::NAME, name)
                    .with(&score_rule::ACTIVE, true)
                    .with(&score_rule::POINTS, points)
                    .with(&score_rule::FILTER, filter.to_string())
                    .with(&score_rule::POSITION, index as i64 + 1),
            );
        }
        for (index, rule) in (0u64..).zip(assignment_rules()) {
            self.assignment(index, rule, &mut records);
        }
        records
    }

    fn assignment(&self, index: u64, rule: AssignmentSpec, records: &mut Vec<DemoRecord>) {
        let (name, method, languages, filter, seats) = rule;
        let at = self.selling_at(index);
        let id = self.id(72, index, at);
        records.push(
            DemoRecord::new(assignment_rule::KEY, id, at, self.owner(0))
                .with(&assignment_rule::NAME, name)
                .with(&assignment_rule::ACTIVE, true)
                .with(&assignment_rule::POSITION, index as i64 + 1)
                .with(&assignment_rule::METHOD, method)
                .with(&assignment_rule::MATCH_LANGUAGE, languages)
                .with(&assignment_rule::FILTER, filter.map(|filter| filter.to_string()).unwrap_or_default()),
        );
        for (position, spoken) in seats {
            // Without users there is nobody to give a lead to.
            let Some(user) = self.owner(*position) else { continue };
            let number = index * 16 + *position as u64;
            let at = self.selling_at(100 + number);
            records.push(
                DemoRecord::new(assignment_seat::KEY, self.id(73, number, at), at, self.owner(0))
                    .with(&assignment_seat::RULE, id)
                    .with(&assignment_seat::USER, user)
                    .with(&assignment_seat::LANGUAGES, crate::record::tags(spoken)),
            );
        }
    }

    /// What is done next for an open deal; every fourth has nothing planned.
    pub(crate) fn with_next_step(&self, record: DemoRecord, deal: &Deal, chance: &mut Chance) -> DemoRecord {
        if !matches!(deal.standing, Standing::Open(_)) || chance.happens(0.25) {
            return record;
        }
        let day = self.calendar.workday(DAYS + chance.between(0, 12) as i32);
        record
            .with(&noun::NEXT_STEP, chance.pick(NEXT_STEPS))
            .with(&noun::NEXT_STEP_ON, self.calendar.date(day))
    }

    /// Who has a say in an open deal, and who works on it together.
    pub(crate) fn around_deal(
        &self,
        index: u64,
        deal: &Deal,
        (of, at, seller): (Id, Timestamp, usize),
        chance: &mut Chance,
    ) -> Vec<DemoRecord> {
        if !matches!(deal.standing, Standing::Open(_)) {
            return Vec::new();
        }
        let (first, people) = self.people_of(deal.company);
        let owner = self.owner(seller);
        let known = (first..first + people.min(ROLES.len() as u64))
            .filter(|person| self.person_day(*person) <= deal.engaged);
        let mut records: Vec<DemoRecord> = known
            .zip(0u64..)
            .zip(ROLES)
            .map(|((person, place), (role, influence))| {
                DemoRecord::new(deal_person::KEY, self.id(74, index * 8 + place, at), at, owner)
                    .with(&deal_person::DEAL, of)
                    .with(&deal_person::PERSON, self.person_id(person))
                    .with(&deal_person::ROLE, *role)
                    .with(&deal_person::INFLUENCE, *influence)
            })
            .collect();
        let colleague = (seller + 1) % 7;
        let both = self.owner(seller).zip(self.owner(colleague)).filter(|(one, other)| one != other);
        if let Some((one, other)) = both.filter(|_| chance.happens(0.3)) {
            let shares = [(one, 70, "Lead"), (other, 30, "Technical advice")];
            records.extend((0u64..).zip(shares).map(|(place, (user, share, role))| {
                DemoRecord::new(deal_share::KEY, self.id(75, index * 2 + place, at), at, owner)
                    .with(&deal_share::DEAL, of)
                    .with(&deal_share::USER, user)
                    .with(&deal_share::SHARE, Decimal::from_integer(share))
                    .with(&deal_share::ROLE, role)
            }));
        }
        records
    }
}
