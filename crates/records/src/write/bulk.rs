//! Many operations in one request: all or none, or each for itself.

use super::{ChangeRequest, FillBy, Input, Outcome, UpsertRequest, Writing};
use crate::read::Viewed;
use crate::{Context, Engine};
use serde::Deserialize;
use std::sync::Arc;
use vocabulary::{Error, Id, Problem, Result};

/// Most operations of one request.
const MAX_OPERATIONS: usize = 1_000;

/// Many operations on records of one object.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BulkRequest {
    /// Whether one failure undoes all.
    #[serde(default = "yes")]
    pub atomic: bool,
    /// The operations, in sequence.
    pub operations: Vec<Operation>,
}

fn yes() -> bool {
    true
}

/// One operation.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// Create a record of these fields.
    Create(Input),
    /// Change a record.
    Change(ChangeRequest),
    /// Remove a record.
    Remove(Named),
    /// Restore a record.
    Restore(Named),
    /// Create or change the record that has the same unique values.
    #[serde(skip)]
    Upsert(Input, Arc<(Vec<String>, FillBy)>),
}

/// A record by its id.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// The id.
    pub id: Id,
}

/// What became of one operation.
#[derive(Clone, Debug)]
pub enum BulkResult {
    /// The record as it is now.
    Done(Outcome, Box<Viewed>),
    /// It lies in the trash.
    Removed,
    /// It failed, alone.
    Failed(Error),
}

impl Writing<'_> {
    /// Does one operation.
    pub fn operate(&mut self, object: &str, operation: &Operation) -> Result<BulkResult> {
        let written = match operation {
            Operation::Create(input) => self.create(object, input)?,
            Operation::Change(request) => self.change(object, request)?,
            Operation::Restore(named) => self.restore(object, named.id)?,
            Operation::Upsert(input, how) => self.upsert(object, &how.0, input, &how.1)?,
            Operation::Remove(named) => {
                self.remove(object, named.id)?;
                return Ok(BulkResult::Removed);
            }
        };
        Ok(BulkResult::Done(written.outcome, Box::new(self.view(object, &written)?)))
    }

    /// Does all operations or, at the first failure, none.
    pub fn bulk(&mut self, object: &str, operations: &[Operation]) -> Result<Vec<BulkResult>> {
        let mut results = Vec::with_capacity(operations.len());
        for (index, operation) in operations.iter().enumerate() {
            results.push(self.operate(object, operation).map_err(|error| placed(error, index))?);
        }
        Ok(results)
    }

    /// Does all operations that can be done; of one that is refused, nothing stays.
    fn each_for_itself(&mut self, object: &str, operations: &[Operation]) -> Result<Vec<BulkResult>> {
        let mut results = Vec::with_capacity(operations.len());
        for operation in operations {
            results.push(match self.attempt(|writing| writing.operate(object, operation)) {
                Ok(result) => result,
                Err(
                    error @ (Error::Invalid(_)
                    | Error::NotFound(_)
                    | Error::Forbidden(_)
                    | Error::Conflict(..)),
                ) => BulkResult::Failed(error),
                Err(error) => return Err(error),
            });
        }
        Ok(results)
    }
}

impl Engine {
    /// Does many operations: together, or each for itself, in which case failures stand among the results. Answers the change
    /// set too, if anything was written. Blocks.
    pub fn bulk(
        self: &Arc<Self>,
        context: &Context,
        object: &str,
        request: BulkRequest,
    ) -> Result<(Vec<BulkResult>, Option<Id>)> {
        if request.operations.len() > MAX_OPERATIONS {
            let text = format!("At most {MAX_OPERATIONS} operations fit in one request.");
            return Err(Error::invalid("operations", "too_long", text));
        }
        // What the asker may not know of is not found as a whole, not once per operation.
        self.read(context, |reading| reading.object(object).map(|_| ()))?;
        let operations: Arc<[Operation]> = request.operations.into();
        let (atomic, object) = (request.atomic, object.to_string());
        self.write(context, move |writing| {
            let results = if atomic {
                writing.bulk(&object, &operations)?
            } else {
                writing.each_for_itself(&object, &operations)?
            };
            Ok((results, writing.change_set()))
        })
    }

    /// Creates or changes many records, each for itself. Blocks.
    pub fn upsert(
        self: &Arc<Self>,
        context: &Context,
        object: &str,
        request: UpsertRequest,
    ) -> Result<(Vec<BulkResult>, Option<Id>)> {
        let how = Arc::new((request.r#match, FillBy::from(request.fill)));
        let upsert = |input| Operation::Upsert(input, Arc::clone(&how));
        let operations = request.records.into_iter().map(upsert).collect();
        self.bulk(context, object, BulkRequest { atomic: false, operations })
    }
}

/// Says at which operation an error happened.
fn placed(error: Error, index: usize) -> Error {
    match error {
        Error::Invalid(problems) => Error::Invalid(
            problems
                .into_iter()
                .map(|problem| Problem { field: format!("operations.{index}.{}", problem.field), ..problem })
                .collect(),
        ),
        Error::Conflict(conflict, text) => Error::Conflict(conflict, format!("Operation {index}: {text}")),
        Error::NotFound(text) => Error::NotFound(format!("Operation {index}: {text}")),
        Error::Forbidden(text) => Error::Forbidden(format!("Operation {index}: {text}")),
        other => other,
    }
}
