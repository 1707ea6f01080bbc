//! Prices that moved under a draft: taken over from the list, line by line or all, or left as they are for good. What was sent does not
//! change; its next version does.

use super::send::demand_change;
use crate::sales::plain::{all, only, value, words};
use crate::sales::price::line::FROZEN;
use axum::extract::{Path, Request, State};
use dictionary::Value;
use platform::http::app::{answer, id};
use platform::http::{Answer, App, Asker};
use records::{ChangeRequest, Input, Writing};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use standard::{quote, quote_line};
use vocabulary::{Conflict, Error, Id, Result};

#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Prices {
    /// The lines that are meant; all where none are named.
    pub(super) lines: Option<Vec<Id>>,
    /// Whether the old prices stay.
    pub(super) keep: bool,
}

/// `PUT /quotes/{id}/prices`
pub(super) async fn take_over_prices(
    State(app): State<App>,
    asker: Asker,
    Path(quote): Path<String>,
    request: Request,
) -> Answer {
    let quote = id(&quote)?;
    let input: Prices = app.taken(&asker, request).await?;
    let done = app
        .write(&asker, move |writing| {
            take_over(writing, quote, &input)?;
            let viewed = writing.reading().get(quote::KEY, quote)?;
            serde_json::from_slice::<Json>(&viewed.to_bytes()).map_err(Error::internal)
        })
        .await?;
    answer(200, &done.value)
}

pub(super) fn take_over(writing: &mut Writing<'_>, id: Id, input: &Prices) -> Result<()> {
    let seen = writing.reading().get(quote::KEY, id)?;
    demand_change(writing, &seen)?;
    if value(&seen, quote::STATE.key()) != words("draft") {
        return Err(Error::Conflict(Conflict::Other, FROZEN.to_string()));
    }
    let filter = json!({"and": [
        {"field": quote_line::QUOTE.key(), "op": "is", "value": id},
        {"field": quote_line::NEW_PRICE.key(), "op": "is_not_empty"},
    ]});
    let moved = all(writing, quote_line::KEY, filter, quote_line::NEW_PRICE.key(), None)?;
    let house = writing.context().unlimited();
    for line in moved {
        if input.lines.as_ref().is_some_and(|lines| !lines.contains(&line.id())) {
            continue;
        }
        let new = value(&line, quote_line::NEW_PRICE.key());
        if input.keep {
            let kept = vec![(quote_line::LIST_PRICE.key(), new), (quote_line::NEW_PRICE.key(), Value::Null)];
            let line = line.id();
            writing.acting(&house, |writing| writing.change_made(quote_line::KEY, &only(line), kept))?;
        } else {
            let fields: Input =
                [(quote_line::UNIT_PRICE.key().to_string(), new.to_json())].into_iter().collect();
            writing.change(quote_line::KEY, &ChangeRequest { id: line.id(), version: None, fields })?;
        }
    }
    Ok(())
}
