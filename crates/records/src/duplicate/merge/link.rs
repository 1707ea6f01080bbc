//! Links of others to merged records follow them to the winner. They are moved in the system's name: what somebody may not see of a
//! company stays with that company all the same.

use crate::read::{load_seen, own_path, target_of};
use crate::write::Writing;
use crate::{Context, read};
use dictionary::{FieldDef, LinkValue, ObjectDef, Operator, Value};
use std::sync::Arc;
use store::query::{Filter, Operand, Query, SeesAll, Selection, Test, Trash};
use store::record::StoredRecord;
use vocabulary::{Actor, Id, Result};

/// Records moved between two looks at which are left.
const PAGE: usize = 200;
/// Further up than this nobody follows a chain of links.
const MOST_STEPS: usize = 100;

/// The circumstances of what the system does for a merge.
pub(super) fn system(context: &Context) -> Context {
    let actor = Actor { user: context.actor.user, ..Actor::system(context.actor.channel) };
    Context { actor, ..context.unlimited() }
}

/// All links of others to the losers point to the winner afterwards.
pub(super) fn follow(
    writing: &mut Writing<'_>,
    object: &Arc<ObjectDef>,
    winner: Id,
    losers: &[Id],
) -> Result<()> {
    let dictionary = Arc::clone(&writing.dictionary);
    for inverse in dictionary.inverse_links(&object.key) {
        let Some(linking) = dictionary.object(&inverse.object).cloned() else { continue };
        let Some(field) = linking.field(&inverse.field).filter(|field| !field.is_rollup()).cloned() else {
            continue;
        };
        let Some(position) = linking.position(&field.key) else { continue };
        loop {
            let ids = linking_ids(writing, &linking, &field, object, winner, losers)?;
            for id in &ids {
                writing.repoint(
                    &linking,
                    *id,
                    position,
                    Value::Link(LinkValue { id: winner, title: None }),
                )?;
            }
            if ids.len() < PAGE {
                break;
            }
        }
    }
    Ok(())
}

/// Some living records that link to one of the losers; not those that are merged themselves.
fn linking_ids(
    writing: &mut Writing<'_>,
    linking: &Arc<ObjectDef>,
    field: &Arc<FieldDef>,
    object: &Arc<ObjectDef>,
    winner: Id,
    losers: &[Id],
) -> Result<Vec<Id>> {
    let mut filters = vec![to_one_of(linking, field, losers)];
    if linking.key == object.key {
        let merged = losers.iter().copied().chain([winner]).collect();
        filters.push(Filter::Not(Box::new(read::with_ids(linking, merged))));
    }
    let dictionary = Arc::clone(&writing.dictionary);
    let query = Query {
        workspace: writing.context.workspace,
        dictionary: &dictionary,
        object: linking,
        visibility: &SeesAll,
        filter: Some(Filter::And(filters)),
        text: None,
        sort: Vec::new(),
        selection: Selection { paths: Vec::new(), titles: false },
        limit: PAGE,
        after: None,
        trash: Trash::Without,
    };
    Ok(writing.writer.find(&query)?.records.into_iter().map(|record| record.meta.id).collect())
}

/// The records whose link points to one of these.
pub(super) fn to_one_of(linking: &Arc<ObjectDef>, field: &Arc<FieldDef>, ids: &[Id]) -> Filter {
    Filter::Field(Test {
        path: own_path(linking, field),
        operator: Operator::In,
        operand: Operand::Ids(ids.to_vec()),
    })
}

/// The values of the winner's links to its own kind that would lead back to it: emptied, or as the losers had them.
pub(super) fn own_links(
    writing: &mut Writing<'_>,
    object: &Arc<ObjectDef>,
    winner: &StoredRecord,
    losers: &[Id],
    united: &mut Vec<(usize, Value)>,
) -> Result<Vec<(usize, Value)>> {
    let mut before = Vec::new();
    for (position, field) in object.fields.iter().enumerate() {
        if field.is_rollup() || target_of(field) != Some(object.key.as_str()) {
            continue;
        }
        let own = winner.values.get(position).cloned().unwrap_or_default();
        let planned = united.iter().find(|(known, _)| *known == position).map(|(_, value)| value.clone());
        let mut value = planned.unwrap_or_else(|| own.clone());
        if leads_back(writing, object, position, winner.meta.id, losers, &value)? {
            value = Value::Null;
        }
        united.retain(|(known, _)| *known != position);
        if value != own {
            before.push((position, value));
        }
    }
    Ok(before)
}

/// Whether a chain of links that begins with this value comes to the winner, or to a loser that becomes it.
fn leads_back(
    writing: &mut Writing<'_>,
    object: &Arc<ObjectDef>,
    position: usize,
    winner: Id,
    losers: &[Id],
    from: &Value,
) -> Result<bool> {
    let unlimited = writing.context.unlimited();
    let mut value = from.clone();
    for _ in 0..MOST_STEPS {
        let Value::Link(link) = &value else { return Ok(false) };
        if link.id == winner || losers.contains(&link.id) {
            return Ok(true);
        }
        let dictionary = Arc::clone(&writing.dictionary);
        let next = load_seen(writing.writer, &unlimited, &dictionary, object, link.id, Trash::With);
        let Ok(next) = next else { return Ok(false) };
        value = next.values.get(position).cloned().unwrap_or_default();
    }
    Ok(false)
}
