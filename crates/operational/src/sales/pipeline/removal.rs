//! `/stages/{id}/removal`: a stage goes away, and its deals go to another stage of the same pipeline in the same act.

use crate::sales::house::{by_itself, counted, found, input, is, linked_id};
use axum::extract::{Path, Request, State};
use platform::http::app::{answer, id};
use platform::http::{Answer, App, Asker};
use records::{ChangeRequest, Permission, Viewed, Writing};
use serde::{Deserialize, Serialize};
use serde_json::json;
use standard::{deal, stage};
use vocabulary::{Conflict, Error, Id, Result};

/// Deals moved in one act; more would hold up everybody else who writes.
const MOST: u64 = 2_000;
/// Deals moved between two looks at which are left.
const PAGE: usize = 200;

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RemovalInput {
    #[serde(default)]
    move_to: Option<Id>,
}

#[derive(Serialize)]
struct Removal {
    moved: u64,
}

/// `POST /stages/{id}/removal`
pub async fn remove_stage_with_deals(
    State(app): State<App>,
    asker: Asker,
    Path(of): Path<String>,
    request: Request,
) -> Answer {
    let of = id(&of)?;
    let wanted: RemovalInput = app.taken(&asker, request).await?;
    let done = app.write(&asker, move |writing| remove(writing, of, wanted.move_to)).await?;
    Ok(platform::http::app::naming(answer(200, &done.value)?, done.change_set))
}

fn remove(writing: &mut Writing<'_>, of: Id, to: Option<Id>) -> Result<Removal> {
    let gone = writing.reading().get(stage::KEY, of)?;
    let mut moved = 0;
    if let Some(to) = to {
        check(writing, &gone, to)?;
        moved = move_deals(writing, of, to)?;
    }
    writing.remove(stage::KEY, of)?;
    Ok(Removal { moved })
}

fn check(writing: &mut Writing<'_>, gone: &Viewed, to: Id) -> Result<()> {
    let wrong = |text: &str| Error::invalid("move_to", "not_found", text);
    if to == gone.id() {
        return Err(wrong("Name another stage than the one that goes away."));
    }
    let target = match writing.reading().get(stage::KEY, to) {
        Err(Error::NotFound(_)) => return Err(wrong("There is no such stage.")),
        other => other?,
    };
    let pipeline = |of: &Viewed| linked_id(of.value(stage::PIPELINE.key()));
    if pipeline(&target) != pipeline(gone) {
        return Err(wrong("Name a stage of the same pipeline."));
    }
    if !writing.context().rights.reaches(stage::KEY, Permission::Remove, gone.meta()) {
        return Err(Error::Forbidden("Your role does not let you remove this stage.".to_string()));
    }
    let filter = is(deal::STAGE.key(), gone.id().to_string());
    if counted(writing, deal::KEY, filter, MOST + 1)? > MOST {
        let text = format!("More than {MOST} deals stand in this stage. Move them by a bulk change first.");
        return Err(Error::Conflict(Conflict::Other, text));
    }
    Ok(())
}

fn move_deals(writing: &mut Writing<'_>, of: Id, to: Id) -> Result<u64> {
    let house = by_itself(writing.context());
    let mut moved = 0;
    loop {
        let deals = found(writing, deal::KEY, is(deal::STAGE.key(), of.to_string()), "", PAGE)?;
        for deal in &deals {
            let fields = input([(deal::STAGE.key(), json!(to))]);
            let request = ChangeRequest { id: deal.id(), version: None, fields };
            writing.acting(&house, |writing| writing.change(deal::KEY, &request))?;
            moved += 1;
        }
        if deals.len() < PAGE {
            return Ok(moved);
        }
    }
}
