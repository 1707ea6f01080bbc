//! Holding all records against a segment: when it was made, when its rule or what it depends on changed, and to prove that what is
//! kept is right.

use super::follow::Known;
use super::keep::{Move, PIECE, all_belonging, make, of_list, take};
use super::table::{GONE, KEPT, NEW, Row, State, of_segment};
use platform::Platform;
use records::{Context, RuleWays};
use std::collections::HashSet;
use store::table::{Condition, Delete, Select, Update};
use vocabulary::{Id, Result};

/// Compares the members of a segment with its rule, in one view of the database: who meets it and is no member, and who is one and does
/// not meet it. A rule that cannot be read is met by nobody.
pub(super) fn differences(
    platform: &Platform,
    context: &Context,
    segment: Id,
    ways: Option<&RuleWays>,
) -> Result<Vec<Move>> {
    platform.engine.read(context, |reading| {
        let met = match ways {
            Some(ways) => reading.all_meeting(ways)?,
            None => HashSet::new(),
        };
        let known = all_belonging(reading.reader(), context.workspace, segment)?;
        let enter = met.difference(&known).map(|record| Move { segment, record: *record, enters: true });
        let leave = known.difference(&met).map(|record| Move { segment, record: *record, enters: false });
        let mut moves: Vec<Move> = enter.chain(leave).collect();
        moves.sort_by_key(|one| one.record);
        Ok(moves)
    })
}

/// Looks through a segment as a whole. What is written meanwhile is in the log still to be read.
pub(super) fn look_through(
    platform: &Platform,
    context: &Context,
    known: &Known,
    state: &State,
    ways: Option<&RuleWays>,
) -> Result<()> {
    let (workspace, segment, now) = (context.workspace, state.segment, context.now);
    if state.stage == GONE {
        return forget(platform, context, segment);
    }
    let told = state.stage != NEW;
    let found = differences(platform, context, segment, ways)?;
    let kept = known.kept;
    for piece in found.chunks(PIECE) {
        let (context, piece) = (context.clone(), piece.to_vec());
        platform.store.write(move |writer| {
            take(writer, workspace, kept, kept)?;
            make(writer, &context, now, &piece, told).map(|_| ())
        })?;
    }
    let due_at = match ways {
        Some(ways) => platform.engine.read(context, |reading| reading.next_turn(ways))?,
        None => None,
    };
    let stage = state.stage.clone();
    platform.store.write(move |writer| {
        let set = vec![("stage", KEPT.into()), ("seen_at", now.into()), ("due_at", due_at.into())];
        let mut filter = of_segment(workspace, segment);
        filter.push(Condition::Eq("stage", stage.clone().into()));
        writer.update(&Update::new("segment_state", set, filter)).map(|_| ())
    })
}

/// Forgets the members of a segment that was removed; who entered and left stays, should it come back.
fn forget(platform: &Platform, context: &Context, segment: Id) -> Result<()> {
    let workspace = context.workspace;
    loop {
        let more = platform.store.write(move |writer| {
            let select = Select::new("list_member", &["record_id"], of_list(workspace, segment)).limit(1_000);
            let ids: Vec<_> =
                Row::all(writer, &select)?.into_iter().map(|mut row| row.id()).collect::<Result<_>>()?;
            let more = !ids.is_empty();
            let mut filter = of_list(workspace, segment);
            filter.push(Condition::In("record_id", ids.into_iter().map(Into::into).collect()));
            writer.delete(&Delete { table: "list_member", filter })?;
            if !more {
                let mut filter = of_segment(workspace, segment);
                filter.push(Condition::Eq("stage", GONE.into()));
                writer.delete(&Delete { table: "segment_state", filter })?;
            }
            Ok(more)
        })?;
        if !more {
            return Ok(());
        }
    }
}
