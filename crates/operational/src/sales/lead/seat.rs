//! Who among the colleagues of an assignment rule gets the next lead: those who are there, and of them the one whose turn it is.

use crate::sales::house::{counted, found, is, linked_id};
use dictionary::Value;
use records::{Viewed, Writing};
use serde_json::json;
use standard::{absence, assignment_seat, lead};
use std::collections::HashSet;
use store::table::{Condition, Select};
use vocabulary::{Id, Result};

/// Most colleagues of one rule.
const MOST: usize = 200;

/// A seat, and whether its language was what decided.
pub(super) struct Chosen {
    pub(super) seat: Option<Id>,
    pub(super) user: Id,
    pub(super) by_language: bool,
}

/// How the turn passes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// Whoever waited longest.
    Waited,
    /// Whoever has the fewest open leads.
    Load,
}

/// The seat of a rule that is next.
pub(super) fn next(
    writing: &mut Writing<'_>,
    rule: Id,
    turn: Turn,
    language: Option<&str>,
) -> Result<Option<Chosen>> {
    let seats = found(
        writing,
        assignment_seat::KEY,
        is(assignment_seat::RULE.key(), rule.to_string()),
        "created_at",
        MOST,
    )?;
    let users: Vec<Id> =
        seats.iter().filter_map(|seat| linked_id(seat.value(assignment_seat::USER.key()))).collect();
    let there = present(writing, users)?;
    let mut free: Vec<(&Viewed, Id)> = seats
        .iter()
        .filter_map(|seat| Some((seat, linked_id(seat.value(assignment_seat::USER.key()))?)))
        .filter(|(_, user)| there.contains(user))
        .collect();
    let speaks = |seat: &Viewed| match (language, seat.value(assignment_seat::LANGUAGES.key())) {
        (Some(language), Some(Value::List(spoken))) => {
            spoken.iter().any(|one| one.eq_ignore_ascii_case(language))
        }
        _ => false,
    };
    let by_language = free.iter().any(|(seat, _)| speaks(seat));
    if by_language {
        free.retain(|(seat, _)| speaks(seat));
    }
    let waited = |seat: &Viewed| match seat.value(assignment_seat::LAST_ASSIGNED_AT.key()) {
        Some(Value::Timestamp(at)) => at.micros(),
        _ => i64::MIN,
    };
    let mut ranked = Vec::with_capacity(free.len());
    for (seat, user) in free {
        let load = if turn == Turn::Load { open_leads(writing, user)? } else { 0 };
        ranked.push(((load, waited(seat)), seat.id(), user));
    }
    // Seats come in the sequence they were made in, and the first of equals is taken.
    let best = ranked.into_iter().min_by_key(|(rank, ..)| *rank);
    Ok(best.map(|(_, seat, user)| Chosen { seat: Some(seat), user, by_language }))
}

/// Whoever of a team is there and has the fewest open leads.
pub(super) fn least_loaded(writing: &mut Writing<'_>, team: Option<Id>) -> Result<Option<Id>> {
    let Some(team) = team else { return Ok(None) };
    let filter = vec![
        Condition::Eq("workspace_id", writing.context().workspace.into()),
        Condition::Eq("team_id", team.into()),
    ];
    let rows = writing.writer().select(&Select::new("user", &["id"], filter).ascending("id"))?;
    let users: Vec<Id> = rows.iter().filter_map(|row| row.first()?.id()).collect();
    let mut ranked = Vec::new();
    for user in present(writing, users)? {
        ranked.push((open_leads(writing, user)?, user));
    }
    Ok(ranked.into_iter().min().map(|(_, user)| user))
}

fn open_leads(writing: &mut Writing<'_>, user: Id) -> Result<u64> {
    let filter = json!({"and": [
        is("owner", user.to_string()),
        {"field": lead::STATE.key(), "op": "in", "value": ["new", "working", "qualified"]},
    ]});
    counted(writing, lead::KEY, filter, 100_000)
}

/// Those who may sign in and are not away today.
pub(super) fn present(writing: &mut Writing<'_>, users: Vec<Id>) -> Result<HashSet<Id>> {
    if users.is_empty() {
        return Ok(HashSet::new());
    }
    let context = writing.context();
    let filter = vec![
        Condition::Eq("workspace_id", context.workspace.into()),
        Condition::In("id", users.iter().map(|user| (*user).into()).collect()),
        Condition::Eq("active", true.into()),
    ];
    let rows = writing.writer().select(&Select::new("user", &["id"], filter))?;
    let mut there: HashSet<Id> = rows.iter().filter_map(|row| row.first()?.id()).collect();
    let today = context.now.date_in(&context.moment.zone).to_string();
    let away = json!({"and": [
        {"field": absence::USER.key(), "op": "in", "value": users},
        {"field": absence::FROM_DATE.key(), "op": "on_or_before", "value": today},
        {"field": absence::UNTIL_DATE.key(), "op": "on_or_after", "value": today},
    ]});
    for absent in found(writing, absence::KEY, away, "", MOST)? {
        if let Some(user) = linked_id(absent.value(absence::USER.key())) {
            there.remove(&user);
        }
    }
    Ok(there)
}
