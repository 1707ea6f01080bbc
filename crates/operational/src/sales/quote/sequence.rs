//! The sequence of the lines of a deal or a quote, set in one act.

use super::create::lines;
use crate::sales::plain::value;
use axum::extract::{Path, Request, State};
use dictionary::Value;
use platform::http::app::{empty, id};
use platform::http::{Answer, App, Asker};
use records::{ChangeRequest, Input, Writing};
use serde::Deserialize;
use serde_json::json;
use standard::{deal, deal_line, quote, quote_line};
use std::collections::HashSet;
use vocabulary::{Error, Id, Result};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sequence {
    lines: Vec<Id>,
}

/// What has lines: its object, that of its lines, and the field that leads back.
type Lined = (&'static str, &'static str, &'static str);

/// `PUT /deals/{id}/line_sequence`
pub(super) async fn sort_deal_lines(
    State(app): State<App>,
    asker: Asker,
    Path(deal): Path<String>,
    request: Request,
) -> Answer {
    sort(&app, &asker, (deal::KEY, deal_line::KEY, deal_line::DEAL.def.key), &deal, request).await
}

/// `PUT /quotes/{id}/line_sequence`
pub(super) async fn sort_quote_lines(
    State(app): State<App>,
    asker: Asker,
    Path(quote): Path<String>,
    request: Request,
) -> Answer {
    sort(&app, &asker, (quote::KEY, quote_line::KEY, quote_line::QUOTE.def.key), &quote, request).await
}

async fn sort(app: &App, asker: &Asker, lined: Lined, owner: &str, request: Request) -> Answer {
    let owner = id(owner)?;
    let input: Sequence = app.taken(asker, request).await?;
    app.write(asker, move |writing| put(writing, lined, owner, &input.lines)).await?;
    Ok(empty())
}

/// Numbers the lines as they are named; those that are not named follow as they stood.
fn put(
    writing: &mut Writing<'_>,
    (object, line_object, field): Lined,
    owner: Id,
    wanted: &[Id],
) -> Result<()> {
    writing.reading().get(object, owner)?;
    let known = lines(writing, line_object, field, owner)?;
    let named: HashSet<Id> = wanted.iter().copied().collect();
    if named.len() != wanted.len() || !wanted.iter().all(|id| known.iter().any(|line| line.id() == *id)) {
        return Err(Error::invalid("lines", "unknown", "Name each line of this record at most once."));
    }
    let rest = known.iter().map(|line| line.id()).filter(|id| !named.contains(id));
    let sequence: Vec<Id> = wanted.iter().copied().chain(rest).collect();
    for (position, id) in (1i64..).zip(sequence) {
        let stands = known.iter().find(|line| line.id() == id).map(|line| value(line, "position"));
        if stands == Some(Value::Integer(position)) {
            continue;
        }
        let fields: Input = [("position".to_string(), json!(position))].into_iter().collect();
        writing.change(line_object, &ChangeRequest { id, version: None, fields })?;
    }
    Ok(())
}
