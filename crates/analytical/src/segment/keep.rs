//! Moving records into segments and out of them: the member, the line in the log of moves, and the event that automations hear.

use super::table::{Row, of};
use records::{Context, Listing, tell_listed};
use std::collections::HashSet;
use store::table::{Condition, Delete, Insert, OnConflict, Select, Update};
use store::{Reader, Writer};
use vocabulary::{Conflict, Error, Id, Result, Timestamp, WorkspaceId};

/// Records of one commit.
pub(super) const PIECE: usize = 1_000;

/// A record that is to belong to a segment, or is not to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Move {
    pub segment: Id,
    pub record: Id,
    pub enters: bool,
}

/// Which of these records belong to a segment now.
pub(super) fn belonging(
    reader: &mut dyn Reader,
    workspace: WorkspaceId,
    segment: Id,
    among: &[Id],
) -> Result<HashSet<Id>> {
    let mut found = HashSet::new();
    for piece in among.chunks(500) {
        let mut filter = of_list(workspace, segment);
        filter.push(Condition::In("record_id", piece.iter().map(|id| (*id).into()).collect()));
        found.extend(ids(reader, filter)?);
    }
    Ok(found)
}

/// All members of a segment.
pub(super) fn all_belonging(
    reader: &mut dyn Reader,
    workspace: WorkspaceId,
    segment: Id,
) -> Result<HashSet<Id>> {
    ids(reader, of_list(workspace, segment)).map(|ids| ids.into_iter().collect())
}

fn ids(reader: &mut dyn Reader, filter: Vec<Condition>) -> Result<Vec<Id>> {
    let select = Select::new("list_member", &["record_id"], filter);
    Row::all(reader, &select)?.into_iter().map(|mut row| row.id()).collect()
}

/// The members of a list.
pub(super) fn of_list(workspace: WorkspaceId, list: Id) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("list_id", list.into())]
}

/// Goes on in the log, if it still is where it was read: another server may have been faster.
pub(super) fn take(writer: &mut dyn Writer, workspace: WorkspaceId, from: i64, to: i64) -> Result<()> {
    let mut filter = of(workspace);
    filter.push(Condition::Eq("position", from.into()));
    match writer.update(&Update::new("segment_feed", vec![("position", to.into())], filter))? {
        1 => Ok(()),
        _ => Err(Error::Conflict(Conflict::Other, "Another server keeps the segments.".to_string())),
    }
}

/// Makes moves, each once however often it is asked for. Those of a segment that was just made are not told.
pub(super) fn make(
    writer: &mut dyn Writer,
    context: &Context,
    at: Timestamp,
    moves: &[Move],
    told: bool,
) -> Result<u64> {
    let mut made = 0;
    for one in moves {
        let moved = if one.enters {
            let values = vec![
                ("workspace_id", context.workspace.into()),
                ("list_id", one.segment.into()),
                ("record_id", one.record.into()),
                ("since", at.into()),
            ];
            writer.insert(&Insert { table: "list_member", values, on_conflict: OnConflict::Ignore })? == 1
        } else {
            let mut filter = of_list(context.workspace, one.segment);
            filter.push(Condition::Eq("record_id", one.record.into()));
            writer.delete(&Delete { table: "list_member", filter })? == 1
        };
        if moved {
            made += 1;
            if told {
                tell(writer, context, at, *one)?;
            }
        }
    }
    Ok(made)
}

fn tell(writer: &mut dyn Writer, context: &Context, at: Timestamp, one: Move) -> Result<()> {
    let values = vec![
        ("workspace_id", context.workspace.into()),
        ("segment_id", one.segment.into()),
        ("id", context.ids.next(at).into()),
        ("record_id", one.record.into()),
        ("at", at.into()),
        ("entered", i64::from(one.enters).into()),
    ];
    writer.insert(&Insert::new("segment_move", values))?;
    tell_listed(writer, context, at, &Listing { list: one.segment, record: one.record, on: one.enters })
}
