//! Which value a merged record has: the winner's; where it has none, that of the oldest loser that has one; lists are united.

use dictionary::{FieldDef, Kind, ObjectDef, SystemField, Value};
use store::record::StoredRecord;
use vocabulary::{Id, fold};

/// The longest list a field takes.
const MOST_ITEMS: usize = 200;

/// Values the winner gets that differ from its own, by the position of their fields. Records come whole: values parallel to the fields.
pub(super) fn united(
    object: &ObjectDef,
    winner: &StoredRecord,
    losers: &[StoredRecord],
) -> Vec<(usize, Value)> {
    let mut oldest: Vec<&StoredRecord> = losers.iter().collect();
    oldest.sort_by_key(|loser| (loser.meta.created_at, loser.meta.id));
    let merged: Vec<Id> = std::iter::once(winner).chain(losers).map(|record| record.meta.id).collect();
    let mut values = Vec::new();
    for (position, field) in object.fields.iter().enumerate().filter(|(_, field)| is_merged(field)) {
        let to_itself = field.to.as_deref() == Some(object.key.as_str());
        let value = |record: &StoredRecord| match record.values.get(position) {
            // Among those that become one, a link would lead nowhere but to itself.
            Some(Value::Link(link)) if to_itself && merged.contains(&link.id) => Value::Null,
            other => other.cloned().unwrap_or_default(),
        };
        let mut united = value(winner);
        for loser in &oldest {
            united = join(united, value(loser));
        }
        if winner.values.get(position) != Some(&united) {
            values.push((position, united));
        }
    }
    values
}

/// Whether a merge has a say about a field: not about what follows from others, nor about when and by whom the record was made.
pub(super) fn is_merged(field: &FieldDef) -> bool {
    field.kind != Kind::Computed
        && !field.follows_others()
        && !matches!(
            field.system,
            Some(SystemField::CreatedAt | SystemField::UpdatedAt | SystemField::RemovedAt)
        )
}

fn join(ours: Value, theirs: Value) -> Value {
    match (ours, theirs) {
        (Value::Null, theirs) => theirs,
        (Value::Emails(ours), Value::Emails(theirs)) => {
            Value::Emails(both(ours, theirs, |mail| mail.address.key()))
        }
        (Value::Phones(ours), Value::Phones(theirs)) => {
            Value::Phones(both(ours, theirs, |phone| phone.number.as_str().to_string()))
        }
        (Value::Addresses(ours), Value::Addresses(theirs)) => {
            Value::Addresses(both(ours, theirs, |address| fold(&address.one_line())))
        }
        (Value::List(ours), Value::List(theirs)) => Value::List(both(ours, theirs, |text| fold(text))),
        (ours, _) => ours,
    }
}

fn both<T>(mut ours: Vec<T>, theirs: Vec<T>, key: impl Fn(&T) -> String) -> Vec<T> {
    for one in theirs {
        if ours.len() < MOST_ITEMS && !ours.iter().any(|known| key(known) == key(&one)) {
            ours.push(one);
        }
    }
    ours
}
