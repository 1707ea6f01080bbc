//! What a change would do: how many records it means, and some of them before and after.

use super::BulkChange;
use crate::Writing;
use serde::Serialize;
use serde_json::{Map, Value as Json};
use vocabulary::{Error, Id, Problem, Result};

/// How many records a change means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct BulkCount {
    /// Those that match and the asker may see.
    pub count: u64,
    /// Those of them that the asker may alter.
    pub reachable: u64,
    /// The others.
    pub refused: u64,
}

/// A record before and after.
#[derive(Clone, Debug, Serialize)]
pub struct BulkSample {
    /// The record.
    pub id: Id,
    /// Its title.
    pub title: Option<String>,
    /// The fields that would change, as they are.
    pub before: Map<String, Json>,
    /// The fields that would change, as they would be.
    pub after: Map<String, Json>,
}

/// Members of a record that change with every write, or say nothing of it.
const ASIDE: &[&str] =
    &["object", "id", "version", "title", "updated_at", "updated_by", "can", "readonly", "removed_at"];

impl Writing<'_> {
    /// Some records before and after, and what is wrong with the change. Nothing of it stays.
    pub fn bulk_sample(
        &mut self,
        object: &str,
        request: &BulkChange,
        ids: &[Id],
    ) -> Result<(Vec<BulkSample>, Vec<Problem>)> {
        let problems = self.bulk_problems(object, request)?;
        if !problems.is_empty() {
            return Ok((Vec::new(), problems));
        }
        let object = self.object(object)?;
        let (mut samples, mut problems) = (Vec::new(), Vec::<Problem>::new());
        for id in ids {
            let mut sample = None;
            let tried: Result<()> = self.attempt(|writing| {
                let before = writing.reading().get_written(&object, *id)?;
                let written = writing.bulk_one(&object, *id, request)?;
                let after = writing.reading().get_written(&object, written.id())?;
                let (old, new) = (members(&before.to_bytes())?, members(&after.to_bytes())?);
                let named = |key: &String| {
                    [&request.change, &request.add, &request.take]
                        .iter()
                        .any(|fields| fields.contains_key(key))
                };
                let told = |key: &&String| {
                    !ASIDE.contains(&key.as_str()) && (named(key) || old.get(*key) != new.get(*key))
                };
                let only = |all: &Map<String, Json>| -> Map<String, Json> {
                    new.keys()
                        .filter(told)
                        .filter_map(|key| Some((key.clone(), all.get(key)?.clone())))
                        .collect()
                };
                sample = Some(BulkSample {
                    id: *id,
                    title: before.title().map(str::to_string),
                    before: only(&old),
                    after: only(&new),
                });
                Err(Error::internal("a trial leaves nothing"))
            });
            match (sample, tried) {
                (Some(sample), _) => samples.push(sample),
                (None, Err(Error::Invalid(found))) => {
                    for problem in found {
                        let known =
                            |known: &Problem| known.field == problem.field && known.code == problem.code;
                        if !problems.iter().any(known) {
                            problems.push(problem);
                        }
                    }
                }
                (None, Err(Error::NotFound(_) | Error::Forbidden(_) | Error::Conflict(..)) | Ok(())) => {}
                (None, Err(error)) => return Err(error),
            }
        }
        Ok((samples, problems))
    }
}

fn members(bytes: &[u8]) -> Result<Map<String, Json>> {
    serde_json::from_slice(bytes).map_err(Error::internal)
}
