//! What time alone does to segments: at the moment at which a rule turns, the records for which it may have turned are held against it.

use super::keep::{Move, belonging, make};
use super::table::{State, of_segment};
use platform::Platform;
use records::{Context, RuleWays};
use store::table::{Condition, Update};
use vocabulary::{Result, Timestamp};

/// After more turns than this, while no server ran, the rest is made up in one.
const TURNS: usize = 40;

/// Makes up all turns of a segment that are due; answers when the next one is.
pub(super) fn turn(
    platform: &Platform,
    context: &Context,
    state: &State,
    ways: &RuleWays,
) -> Result<Option<Timestamp>> {
    let (mut seen, mut due, mut turns) = (state.seen_at, state.due_at, 0);
    while let Some(mut at) = due.filter(|due| *due <= context.now) {
        turns += 1;
        if turns > TURNS {
            at = context.now;
        }
        due = one(platform, context, state, ways, (seen, at))?;
        seen = at;
    }
    Ok(due)
}

fn one(
    platform: &Platform,
    context: &Context,
    state: &State,
    ways: &RuleWays,
    (seen, at): (Timestamp, Timestamp),
) -> Result<Option<Timestamp>> {
    let (workspace, segment) = (context.workspace, state.segment);
    let mut then = context.clone();
    then.moment.now = at;
    let (moves, due) = platform.engine.read(&then, |reading| {
        let mut ids: Vec<_> = reading.turned_since(ways, seen)?.into_iter().collect();
        ids.sort_unstable();
        let met = reading.meeting(ways, &ids)?;
        let known = belonging(reading.reader(), workspace, segment, &ids)?;
        let moved = ids.into_iter().filter(|id| met.contains(id) != known.contains(id));
        let moves: Vec<Move> =
            moved.map(|record| Move { segment, record, enters: met.contains(&record) }).collect();
        Ok((moves, reading.next_turn(ways)?))
    })?;
    let context = context.clone();
    platform.store.write(move |writer| {
        let set = vec![("seen_at", at.into()), ("due_at", due.into())];
        let mut filter = of_segment(workspace, segment);
        filter.push(Condition::Lt("seen_at", at.into()));
        // Another server was faster.
        if writer.update(&Update::new("segment_state", set, filter))? == 0 {
            return Ok(());
        }
        make(writer, &context, at, &moves, true).map(|_| ())
    })?;
    Ok(due)
}
