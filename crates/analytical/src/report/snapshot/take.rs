//! Works a dashboard out as it stands: each tile under the rights of whom it is kept for, at one moment. A tile that fails says so and
//! takes nothing of the others with it.

use super::reach::{every, objects_of};
use crate::analysis::reach::Reach;
use crate::report::answer::answer;
use crate::report::definition::Definition;
use crate::report::http::is_seen;
use crate::report::kept::{self, Kept, Sort};
use crate::report::tiles::{Tile, Tiles};
use platform::Platform;
use platform::http::app::typed;
use platform::identity::Authenticated;
use records::Context;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::sync::Arc;
use vocabulary::{Error, Id, Result, Timestamp};

/// Groups of a tile that are kept: as many as a table shows.
const MOST_ROWS: usize = 1_000;

/// A dashboard as it stood.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Taken {
    pub(super) as_of: Timestamp,
    pub(super) name: String,
    pub(super) named: Option<String>,
    pub(super) period: Option<Json>,
    pub(super) owner: Option<Id>,
    pub(super) tiles: Vec<TakenTile>,
}

/// A tile as it stood.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct TakenTile {
    pub(super) tile: Tile,
    /// What was asked; none where its report could not be seen.
    pub(super) question: Option<Question>,
}

/// What a tile asked, and what was said.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Question {
    pub(super) name: String,
    pub(super) definition: Definition,
    pub(super) said: Said,
    pub(super) reach: Reach,
}

/// What a report said.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Said {
    /// The answer, without the names of records: those are looked up when it is shown.
    Answer(Json),
    /// Why there is none.
    Problem(String),
}

/// How it is worked out.
pub(super) struct Way<'w> {
    /// What may go well another time fails the whole, to be tried again.
    pub(super) tries_again: bool,
    /// Whether to go on with the next tile.
    pub(super) goes_on: &'w dyn Fn() -> bool,
}

/// Works out a dashboard, if the asker sees it.
pub(super) fn take(
    platform: &Platform,
    asker: &Authenticated,
    dashboard: Id,
    way: &Way<'_>,
) -> Result<(Kept, Taken)> {
    let (kept, reports) = platform.store.read(|reader| {
        let kept = kept::find(reader, asker, Sort::Dashboard, dashboard)?;
        let tiles: Tiles = typed(kept.body.clone())?;
        let ids: Vec<Id> = tiles.tiles.iter().map(|tile| tile.report).collect();
        let reports = kept::find_any(reader, asker, Sort::Report, &ids)?;
        Ok((kept, reports))
    })?;
    let tiles: Tiles = typed(kept.body.clone())?;
    // One moment for all of them: they agree on what today is.
    let context = asker.context(platform);
    let mut taken = Vec::with_capacity(tiles.tiles.len());
    for tile in &tiles.tiles {
        if !(way.goes_on)() {
            return Err(Error::Unavailable("It was stopped.".to_string()));
        }
        let report = reports.iter().find(|report| report.id == tile.report && is_seen(asker, report));
        let question = match report {
            Some(report) => Some(question(platform, &context, &tiles, report, way)?),
            None => None,
        };
        taken.push(TakenTile { tile: tile.clone(), question });
    }
    let Tiles { period, owner, named, .. } = tiles;
    let name = kept.name.clone();
    Ok((kept, Taken { as_of: context.now, name, named, period, owner, tiles: taken }))
}

fn question(
    platform: &Platform,
    context: &Context,
    tiles: &Tiles,
    report: &Kept,
    way: &Way<'_>,
) -> Result<Question> {
    let own: Definition = match typed(report.body.clone()) {
        Ok(own) => own,
        Err(error) => return Ok(not_understood(report, &error)),
    };
    // A transaction for each: one that fails leaves the others theirs.
    let asked = platform.engine.read(context, |reading| {
        let dictionary = Arc::clone(reading.dictionary());
        let definition = tiles.narrowed(&dictionary, own.clone())?;
        let objects = objects_of(&dictionary, &definition);
        let reach = Reach::over(&context.rights, &dictionary, objects.iter().map(String::as_str));
        let said = match answer(reading, &definition) {
            Ok(answer) => {
                let mut told = serde_json::to_value(answer).map_err(Error::internal)?;
                reduce(&mut told, |object| dictionary.object(object).is_some());
                Said::Answer(told)
            }
            Err(error) => return Ok((definition, reach, Err(error))),
        };
        Ok((definition, reach, Ok(said)))
    });
    let (definition, reach, said) = match asked {
        Ok((definition, reach, said)) => (definition, reach, said),
        // What it would have looked at nobody knows: it is told to whoever sees as much as its owner saw then.
        Err(error) => (own, of_all(platform, context)?, Err(error)),
    };
    let said = match said {
        Ok(said) => said,
        Err(error) if error.may_pass() && way.tries_again => return Err(error),
        Err(error) => Said::Problem(words(&error)),
    };
    Ok(Question { name: report.name.clone(), definition, said, reach })
}

/// A question that an earlier Kith kept and this one does not understand.
fn not_understood(report: &Kept, error: &Error) -> Question {
    let object = report.body.get("object").and_then(Json::as_str).unwrap_or_default().to_string();
    let (name, said) = (report.name.clone(), Said::Problem(words(error)));
    Question { name, definition: Definition::of(object), said, reach: Reach::nothing() }
}

/// How far somebody sees at all.
fn of_all(platform: &Platform, context: &Context) -> Result<Reach> {
    platform.engine.read(context, |reading| {
        let dictionary = reading.dictionary();
        Ok(Reach::over(&context.rights, dictionary, every(dictionary).iter().map(String::as_str)))
    })
}

/// What may be told of an error.
fn words(error: &Error) -> String {
    match error {
        Error::Invalid(problems) => {
            problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>().join(" ")
        }
        Error::Internal(_) => "Something went wrong while this was worked out.".to_string(),
        other => other.to_string(),
    }
}

/// What is kept of an answer: not more groups than are looked at, no filters of records as they stand today, and no names of records,
/// which may be deleted for good one day.
fn reduce(answer: &mut Json, is_record: impl Fn(&str) -> bool) {
    let mut cut = false;
    for part in ["rows", "firsts", "others", "totals"] {
        let Some(rows) = answer.get_mut(part).and_then(Json::as_array_mut) else { continue };
        cut |= rows.len() > MOST_ROWS;
        rows.truncate(MOST_ROWS);
        for row in rows {
            if let Some(filter) = row.get_mut("filter") {
                *filter = Json::Null;
            }
            for key in row.get_mut("key").and_then(Json::as_array_mut).into_iter().flatten() {
                if key.get("object").and_then(Json::as_str).is_some_and(&is_record)
                    && let Some(title) = key.get_mut("title")
                {
                    *title = Json::Null;
                }
            }
        }
    }
    if cut && let Some(truncated) = answer.get_mut("truncated") {
        *truncated = Json::Bool(true);
    }
}
