//! What analyses learn of the list: what stood there, what was decided, and when. What came of it they find out with the eyes of
//! whoever asks.

use super::table::DECISIONS;
use records::Reading;
use standard::deal;
use store::Datum;
use store::query::{Scope, Visibility};
use store::table::{Condition, Select};
use vocabulary::{Error, Id, Result, Timestamp};

/// Something that stood on a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Suggested {
    pub(crate) object: String,
    pub(crate) record: Id,
    pub(crate) shown_at: Timestamp,
    /// What was decided last, and when.
    pub(crate) decision: Option<(&'static str, Timestamp)>,
}

/// What stood on the lists of those whose deals the asker may read, as the list itself shows them, in a span; the newest first and no more
/// than `most`.
pub(crate) fn suggested(
    reading: &mut Reading<'_>,
    (since, until): (Option<Timestamp>, Timestamp),
    most: u32,
) -> Result<Vec<Suggested>> {
    const COLUMNS: &[&str] = &["object", "record_id", "shown_at", "decision", "decided_at"];
    let mut filter = vec![
        Condition::Eq("workspace_id", reading.context().workspace.into()),
        Condition::Lte("shown_at", until.into()),
    ];
    filter.extend(since.map(|since| Condition::Gte("shown_at", since.into())));
    match reading.context().rights.scope(deal::KEY) {
        Scope::All => {}
        Scope::Nothing => return Ok(Vec::new()),
        Scope::Owners(owners) => {
            filter.push(Condition::In("user_id", owners.iter().map(|owner| (*owner).into()).collect()));
        }
    }
    let select = Select::new("next_suggestion", COLUMNS, filter).descending("shown_at").limit(most);
    reading.reader().select(&select)?.iter().map(|row| read(row)).collect()
}

fn read(row: &[Datum]) -> Result<Suggested> {
    let wrong = || Error::internal("next_suggestion: a row reads otherwise than it was written");
    let [object, record, shown, decision, decided] = row else { return Err(wrong()) };
    let shown_at = shown.integer().map(Timestamp::from_micros).ok_or_else(wrong)?;
    let word = DECISIONS.into_iter().find(|word| decision.text() == Some(*word));
    let at = decided.integer().map_or(shown_at, Timestamp::from_micros);
    Ok(Suggested {
        object: object.text().ok_or_else(wrong)?.to_string(),
        record: record.id().ok_or_else(wrong)?,
        shown_at,
        decision: word.map(|word| (word, at)),
    })
}
