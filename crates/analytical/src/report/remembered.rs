//! Groups that were worked out before: used again as long as nothing they depend on was written since, and moved on by the new
//! records alone where there are only those. The log of writes says what was; it is read in the same view of the database.
//!
//! Remembered for one asker's rights, dictionary, calendar day and question. Some things change without a line in the log (names of
//! users, scores worked out at night), so nothing is remembered for longer than a few minutes.

use super::answer::field_at;
use dictionary::{Dictionary, FieldDef};
use records::{GroupAnswer, GroupRequest, Groups, Reading, Rights};
use serde_json::{Value as Json, json};
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use store::event::{EventFilter, Verb};
use vocabulary::{Id, Result, Timestamp};

/// How long something is remembered.
const KEPT_SECONDS: i64 = 600;
/// Groups remembered in all; the oldest questions are forgotten first.
const MOST_GROUPS: usize = 400_000;
/// Writes that are looked through; after more it is quicker to ask anew.
const MOST_WRITES: u32 = 2_000;
/// New records that are added up by themselves.
const MOST_NEW: usize = 500;

/// Groups, and what has come since: to be added to them.
pub struct Found {
    /// The groups of before, or all of them.
    pub groups: Arc<Vec<GroupAnswer>>,
    /// Groups of records that are new.
    pub more: Vec<GroupAnswer>,
    /// There are more groups than are answered.
    pub truncated: bool,
}

struct Entry {
    key: String,
    // Kept alive, so that its address in the key means nothing else meanwhile.
    _dictionary: Arc<Dictionary>,
    /// Worked out anew for whoever asks a second later: alike is what they let see.
    rights: Arc<Rights>,
    at: Timestamp,
    position: i64,
    groups: Arc<Vec<GroupAnswer>>,
    truncated: bool,
}

impl Entry {
    /// Whether it is what somebody with these rights would be answered to a question.
    fn is_for(&self, key: &str, rights: &Rights) -> bool {
        self.key == key && self.rights.are_alike(rights)
    }
}

static ENTRIES: Mutex<VecDeque<Entry>> = Mutex::new(VecDeque::new());

/// The groups of a question. `additive` says that groups of new records may be added to those of before.
pub fn groups(
    reading: &mut Reading<'_>,
    object: &str,
    request: &GroupRequest,
    additive: bool,
) -> Result<Found> {
    let (key, dictionary) = key_of(reading, object, request);
    let rights = Arc::clone(&reading.context().rights);
    let now = reading.context().moment.now;
    let position = last_write(reading)?;
    let known = {
        let entries = ENTRIES.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = |entry: &&Entry| {
            entry.is_for(&key, &rights)
                && now.micros().saturating_sub(entry.at.micros()).abs() < KEPT_SECONDS * 1_000_000
        };
        entries.iter().find(fresh).map(|entry| (entry.position, Arc::clone(&entry.groups), entry.truncated))
    };
    if let Some((since, groups, truncated)) = known {
        match written_since(reading, object, request, since, position)? {
            Written::Nothing => return Ok(Found { groups, more: Vec::new(), truncated }),
            Written::New(ids) if additive && !truncated => {
                let more = reading.groups(object, &only(request, &ids))?;
                return Ok(Found { groups, more: more.groups, truncated });
            }
            _ => {}
        }
    }
    let Groups { groups, truncated } = reading.groups(object, request)?;
    let groups = Arc::new(groups);
    remember(Entry {
        key,
        _dictionary: dictionary,
        rights,
        at: now,
        position,
        groups: Arc::clone(&groups),
        truncated,
    });
    Ok(Found { groups, more: Vec::new(), truncated })
}

fn remember(entry: Entry) {
    let mut entries = ENTRIES.lock().unwrap_or_else(PoisonError::into_inner);
    entries.retain(|known| !known.is_for(&entry.key, &entry.rights));
    entries.push_front(entry);
    let mut held = 0;
    entries.retain(|known| {
        held += known.groups.len() + 50;
        held < MOST_GROUPS
    });
}

fn key_of(reading: &Reading<'_>, object: &str, request: &GroupRequest) -> (String, Arc<Dictionary>) {
    let context = reading.context();
    let dictionary = Arc::clone(reading.dictionary());
    let moment = &context.moment;
    // Conditions such as “this month” and “me” mean something else on another day and to somebody else.
    let asked = json!([
        context.workspace.0,
        moment.me,
        moment.now.date_in(&moment.zone),
        moment.zone.iana_name(),
        moment.first_weekday,
        moment.read.currency,
        object,
        request.filter,
        request.by,
        request.measures,
        request.limit,
    ]);
    (format!("{:p} {asked}", Arc::as_ptr(&dictionary)), dictionary)
}

fn last_write(reading: &mut Reading<'_>) -> Result<i64> {
    let workspace = reading.context().workspace;
    let newest = EventFilter { descending: true, limit: 1, ..EventFilter::default() };
    Ok(reading.reader().events(workspace, &newest)?.first().map_or(0, |event| event.seq))
}

/// What was written since that the groups depend on.
enum Written {
    /// Nothing.
    Nothing,
    /// Only new records of the object itself.
    New(Vec<Id>),
    /// Something else, or nobody knows.
    Much,
}

fn written_since(
    reading: &mut Reading<'_>,
    object: &str,
    request: &GroupRequest,
    since: i64,
    position: i64,
) -> Result<Written> {
    if since == position {
        return Ok(Written::Nothing);
    }
    let Some(used) = used(reading.dictionary(), object, request) else { return Ok(Written::Much) };
    let workspace = reading.context().workspace;
    let later = EventFilter { after: Some(since), limit: MOST_WRITES, ..EventFilter::default() };
    let events = reading.reader().events(workspace, &later)?;
    if since > position || events.len() >= MOST_WRITES as usize {
        return Ok(Written::Much);
    }
    let mut new: HashSet<Id> = HashSet::new();
    for event in events.iter().map(|event| &event.event) {
        let Some(fields) = used.get(&event.object) else { continue };
        let own = event.object == object;
        match event.verb {
            Verb::Created if own => {
                new.insert(event.record);
            }
            // Nothing that was there before links to what is new, unless it was changed too.
            Verb::Created => {}
            Verb::Changed if own && new.contains(&event.record) => {}
            Verb::Changed if event.changes.keys().all(|changed| !fields.contains(changed)) => {}
            _ => return Ok(Written::Much),
        }
    }
    Ok(match new.len() {
        0 => Written::Nothing,
        1..=MOST_NEW => Written::New(new.into_iter().collect()),
        _ => Written::Much,
    })
}

/// The fields a question looks at, by object; none when that cannot be told.
fn used(
    dictionary: &Dictionary,
    object: &str,
    request: &GroupRequest,
) -> Option<HashMap<String, HashSet<String>>> {
    let mut used: HashMap<String, HashSet<String>> = HashMap::new();
    let mut paths: Vec<String> = Vec::new();
    for part in [&request.by, &request.measures] {
        let fields = part.as_array().into_iter().flatten().filter_map(|one| one.get("field")?.as_str());
        paths.extend(fields.map(str::to_string));
    }
    if let Some(filter) = &request.filter {
        fields_of(filter, &mut paths)?;
    }
    used.entry(object.to_string()).or_default();
    for path in paths {
        let mut at = object.to_string();
        for step in path.split('.') {
            let field = field_at(dictionary, &at, step)?;
            add(used.entry(at.clone()).or_default(), &field)?;
            if let Some(target) = &field.to {
                at = target.clone();
                // A link is shown by its title, which may be made of any field.
                if dictionary.object(target).is_some() {
                    let titled = used.entry(at.clone()).or_default();
                    titled.extend(
                        dictionary
                            .object(target)?
                            .fields
                            .iter()
                            .filter(|one| one.searchable)
                            .map(|one| one.key.clone()),
                    );
                }
            }
        }
    }
    // Rights may go by the owner.
    for fields in used.values_mut() {
        fields.insert("owner".to_string());
    }
    Some(used)
}

fn add(fields: &mut HashSet<String>, field: &FieldDef) -> Option<()> {
    if field.is_rollup() || !field.made_of.is_empty() {
        return None;
    }
    fields.insert(field.key.clone());
    if let Some(formula) = &field.formula {
        fields.extend(formula.fields().iter().map(|used| (*used).to_string()));
    }
    Some(())
}

/// The paths of a filter; none when it asks about linked records.
fn fields_of(filter: &Json, paths: &mut Vec<String>) -> Option<()> {
    let members = filter.as_object()?;
    for (name, value) in members {
        match name.as_str() {
            "and" | "or" => value.as_array()?.iter().try_for_each(|part| fields_of(part, paths))?,
            "not" => fields_of(value, paths)?,
            "field" => paths.push(value.as_str()?.to_string()),
            "op" | "value" => {}
            _ => return None,
        }
    }
    Some(())
}

/// The question, of these records only.
fn only(request: &GroupRequest, ids: &[Id]) -> GroupRequest {
    let new = json!({"field": "id", "op": "in", "value": ids});
    let filter = match &request.filter {
        Some(filter) => json!({"and": [filter, new]}),
        None => new,
    };
    GroupRequest { filter: Some(filter), ..request.clone() }
}

#[cfg(test)]
mod tests {
    use super::{Entry, fields_of};
    use dictionary::Dictionary;
    use records::{Extent, ObjectRights, Rights, Role};
    use serde_json::json;
    use std::sync::Arc;
    use vocabulary::{Id, Timestamp};

    #[test]
    fn what_is_remembered_outlives_a_sign_in_and_is_for_nobody_who_sees_something_else() {
        let rights = |read: Extent, user: u8| {
            let all = ObjectRights { read, ..ObjectRights::default() };
            let role = Role { objects: [("*".to_string(), all)].into(), ..Role::default() };
            Rights::new(role, Some(Id::from_bytes([user; 16])), Vec::new())
        };
        let entry = Entry {
            key: "asked".to_string(),
            _dictionary: Arc::new(Dictionary::default()),
            rights: Arc::new(rights(Extent::Own, 1)),
            at: Timestamp::from_micros(0),
            position: 0,
            groups: Arc::new(Vec::new()),
            truncated: false,
        };
        assert!(entry.is_for("asked", &rights(Extent::Own, 1)), "the same rights, worked out again");
        assert!(!entry.is_for("another", &rights(Extent::Own, 1)));
        assert!(!entry.is_for("asked", &rights(Extent::All, 1)));
        assert!(!entry.is_for("asked", &rights(Extent::Own, 2)));
        assert!(!entry.is_for("asked", &Rights::unlimited()));
    }

    #[test]
    fn the_fields_of_a_filter_are_known_unless_it_asks_about_linked_records() {
        let mut paths = Vec::new();
        let plain = json!({"and": [{"field": "stage", "op": "is_empty"}, {"not": {"field": "company.sector", "op": "is", "value": "retail"}}]});
        assert!(fields_of(&plain, &mut paths).is_some());
        assert_eq!(paths, ["stage", "company.sector"]);
        assert!(fields_of(&json!({"linked": "deal.company"}), &mut paths).is_none());
    }
}
