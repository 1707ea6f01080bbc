//! Merging by chance: whatever is merged, whatever hangs on it, and in whichever sequence, taking it back leaves every record as it was.

use super::MergeRequest;
use crate::tests::house::{House, input, shown};
use crate::{Context, FindRequest, Writing};
use serde_json::{Value as Json, json};
use store::testing::Fresh;
use vocabulary::{Id, Result};

store::on_both_databases! { merges_that_are_taken_back_leave_everything_as_it_was }

/// Chance that repeats.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % bound as u64) as usize
    }

    fn one_of(&mut self, ids: &[Id]) -> Json {
        if ids.is_empty() || self.below(4) == 0 { Json::Null } else { json!(ids[self.below(ids.len())]) }
    }
}

const OBJECTS: [&str; 3] = ["club", "fan", "visit"];

/// All living records, without what each write changes.
fn all(house: &House) -> Vec<Json> {
    let mut all = Vec::new();
    for object in OBJECTS {
        let context = house.ana();
        let take = |reading: &mut crate::Reading<'_>| -> Result<()> {
            reading.each(object, &FindRequest::default(), &mut |viewed| {
                let mut record = shown(&viewed);
                for key in ["version", "updated_at", "updated_by"] {
                    record.as_object_mut().unwrap().remove(key);
                }
                all.push(record);
                Ok(true)
            })
        };
        house.engine.read(&context, take).unwrap();
    }
    all.sort_by_key(|record| record["id"].to_string());
    all
}

fn living(records: &[Json], from: &[Id]) -> Vec<Id> {
    let lives = |id: &&Id| records.iter().any(|record| record["id"] == json!(id));
    from.iter().filter(lives).copied().collect()
}

/// Writes as one act; answers its id.
fn act(house: &House, write: impl FnMut(&mut Writing<'_>) -> Result<()> + Send + 'static) -> Id {
    let context = house.ana();
    let batch = context.ids.next(context.now);
    house.engine.write(&Context { batch: Some(batch), ..context }, write).unwrap();
    batch
}

/// Clubs under clubs, fans of clubs, visits of both; unique values, lists that overlap, fields that are empty.
fn world(house: &House, chance: &mut Chance, round: usize) -> (Vec<Id>, Vec<Id>) {
    let (mut clubs, mut fans) = (Vec::new(), Vec::new());
    for number in 0..6 {
        let mut club = json!({"name": format!("Club {}", chance.below(3)), "parent": chance.one_of(&clubs)});
        if chance.below(2) == 0 {
            club["code"] = json!(format!("C{round}-{number}"));
        }
        clubs.push(house.create("club", club).id());
    }
    for number in 0..8 {
        let mails: Vec<String> =
            (0..chance.below(3)).map(|mail| format!("m{round}-{number}-{mail}@x.si")).collect();
        let tags: Vec<String> = (0..chance.below(3)).map(|_| format!("tag{}", chance.below(4))).collect();
        let mut fan = json!({"name": format!("Fan {}", chance.below(4)), "emails": mails, "tags": tags});
        fan["club"] = chance.one_of(&clubs);
        if chance.below(2) == 0 {
            fan["age"] = json!(chance.below(90));
        }
        if chance.below(3) == 0 {
            fan["level"] = json!("gold");
        }
        fans.push(house.create("fan", fan).id());
    }
    for number in 0..14 {
        let mut visit =
            json!({"subject": format!("Match {number}"), "seats": format!("{}", 1 + chance.below(5))});
        visit["fan"] = chance.one_of(&fans);
        visit["club"] = chance.one_of(&clubs);
        visit["price"] = json!({"amount": format!("{}", chance.below(100)), "currency": "EUR"});
        house.create("visit", visit);
    }
    (clubs, fans)
}

fn merges_that_are_taken_back_leave_everything_as_it_was(fresh: Fresh) {
    let house = House::new(fresh);
    let mut chance = Chance(20);
    let (mut merges, mut links) = (0, 0);
    for round in 0..6 {
        let (clubs, fans) = world(&house, &mut chance, round);
        let mut states = vec![all(&house)];
        let mut acts = Vec::new();
        for _ in 0..5 {
            let now = states.last().unwrap();
            let (object, ids) = if chance.below(2) == 0 { ("club", &clubs) } else { ("fan", &fans) };
            let mut ids = living(now, ids);
            if ids.len() < 3 {
                continue;
            }
            let winner = ids.remove(chance.below(ids.len()));
            let losers: Vec<Id> =
                (0..1 + chance.below(2)).map(|_| ids.remove(chance.below(ids.len()))).collect();
            let values = if chance.below(3) == 0 { json!({"name": "Chosen"}) } else { json!({}) };
            let count = losers.len();
            let request =
                MergeRequest { winner, losers: losers.clone(), values: input(values), dry_run: false };
            acts.push(act(&house, move |writing| writing.merge(object, &request).map(|_| ())));
            let after = all(&house);
            assert_eq!(after.len() + count, now.len(), "those that went are gone, and nobody else");
            for loser in &losers {
                let text = loser.to_string();
                assert!(
                    !after.iter().any(|record| record.to_string().contains(&text)),
                    "a link to who is gone"
                );
                links += now
                    .iter()
                    .filter(|record| record["id"] != json!(loser) && record.to_string().contains(&text))
                    .count();
            }
            merges += 1;
            states.push(after);
        }
        // Back from the last to the first, each time exactly to where it was.
        for set in acts.into_iter().rev() {
            states.pop();
            let context = house.ana();
            let context = Context { batch: Some(context.ids.next(context.now)), ..context };
            let undone = house.engine.write(&context, move |writing| writing.undo(set, false)).unwrap();
            assert_eq!(undone.all_kept(), [], "round {round}");
            let (now, before) = (all(&house), states.last().unwrap());
            for (now, before) in now.iter().zip(before) {
                assert_eq!(now, before, "round {round}");
            }
            assert_eq!(now.len(), before.len());
        }
    }
    assert!(merges >= 20 && links >= 20, "{merges} merges with {links} links show little");
}
