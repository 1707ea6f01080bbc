//! Which playbooks a deal or lead meets just now, and which of their steps are done.

use crate::sales::house::{is, linked_id, text_of};
use dictionary::Value;
use records::{FindRequest, Names, Reading, Viewed};
use serde_json::{Value as Json, json};
use standard::{deal, lead, playbook, playbook_step, playbook_tick};
use std::collections::HashMap;
use vocabulary::{Error, Id, Result};

/// The most rows of each sort that are read for one record.
const MOST: usize = 200;

/// Where a deal or lead stands.
#[derive(Clone, Debug)]
pub(super) enum Standing {
    /// A deal, in a stage of a pipeline.
    Deal { pipeline: Option<Id>, stages: Vec<Id> },
    /// A lead, in a state.
    Lead { state: String },
}

impl Standing {
    /// Where a record stands.
    pub(super) fn of(record: &Viewed) -> Standing {
        if record.object() == lead::KEY {
            return Standing::Lead {
                state: text_of(record.value(lead::STATE.key())).unwrap_or("new").to_string(),
            };
        }
        Standing::Deal {
            pipeline: linked_id(record.value(deal::PIPELINE.key())),
            stages: linked_id(record.value(deal::STAGE.key())).into_iter().collect(),
        }
    }

    fn filter(&self) -> Json {
        let active = is(playbook::ACTIVE.key(), true);
        let open = |field: &str| json!({"field": field, "op": "is_empty"});
        match self {
            Standing::Lead { state } => json!({"and": [
                active, is(playbook::SUBJECT.key(), lead::KEY),
                {"or": [is(playbook::LEAD_STATE.key(), state.as_str()), open(playbook::LEAD_STATE.key())]},
            ]}),
            Standing::Deal { pipeline, stages } => {
                let mut pipelines = vec![open(playbook::PIPELINE.key())];
                pipelines.extend(pipeline.map(|id| is(playbook::PIPELINE.key(), id.to_string())));
                let mut places = vec![open(playbook::STAGE.key())];
                places.extend(stages.iter().map(|id| is(playbook::STAGE.key(), id.to_string())));
                json!({"and": [
                    active, is(playbook::SUBJECT.key(), deal::KEY), {"or": pipelines}, {"or": places},
                ]})
            }
        }
    }
}

/// The playbooks that are met there, in their sequence.
pub(super) fn playbooks(reading: &mut Reading<'_>, standing: &Standing) -> Result<Vec<Viewed>> {
    rows(reading, playbook::KEY, standing.filter(), "position,created_at")
}

/// The steps of playbooks, in their sequence.
pub(super) fn steps(
    reading: &mut Reading<'_>,
    playbooks: &[Viewed],
    only: Option<Json>,
) -> Result<Vec<Viewed>> {
    if playbooks.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Id> = playbooks.iter().map(Viewed::id).collect();
    let mut conditions = vec![json!({"field": playbook_step::PLAYBOOK.key(), "op": "in", "value": ids})];
    conditions.extend(only);
    rows(reading, playbook_step::KEY, json!({"and": conditions}), "position,created_at")
}

/// The ticks of a record, by the step they are of.
pub(super) fn ticks(reading: &mut Reading<'_>, object: &str, record: Id) -> Result<HashMap<Id, Viewed>> {
    let found = rows(reading, playbook_tick::KEY, is(object, record.to_string()), "-created_at")?;
    let step = |tick: &Viewed| linked_id(tick.value(playbook_tick::STEP.key()));
    Ok(found.into_iter().filter_map(|tick| Some((step(&tick)?, tick))).collect())
}

/// Whether a value was given: an empty list or text is none.
pub(super) fn is_given(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => false,
        Some(Value::Text(text)) => !text.trim().is_empty(),
        Some(Value::List(list)) => !list.is_empty(),
        Some(_) => true,
    }
}

/// Nothing, where the asker may not see such things at all.
fn rows(reading: &mut Reading<'_>, object: &str, filter: Json, sort: &str) -> Result<Vec<Viewed>> {
    let request = FindRequest {
        filter: Some(filter),
        sort: Some(Names::parse(sort)),
        limit: Some(MOST),
        ..FindRequest::default()
    };
    match reading.find(object, &request) {
        Ok(list) => Ok(list.data),
        Err(Error::NotFound(_)) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}
