//! Mentions: a colleague named in a long text, `@[Ana Novak](user:<id>)`, hears of it.
//!
//! A rule of the write keeps who was named where. What is told is looked up under the rights of who asks, at the moment they ask:
//! who may not read the record, or the field, hears of nothing, and text that is gone tells nobody any more.

use crate::Platform;
use crate::feature::Feature;
use crate::identity::Authenticated;
use crate::notification::{self, Kind as Told, NewNotification};
use crate::row::Row;
use dictionary::{Kind, Value};
use records::{Reading, Rule, RuleInput};
use serde::Serialize;
use std::collections::BTreeSet;
use store::event::Verb;
use store::migrate::Migration;
use store::table::{Condition, Delete, Insert, Select, Update};
use store::{Datum, Writer};
use vocabulary::{Error, Id, Result, Timestamp, WorkspaceId};

/// Mentions as a feature: their table, and the rule that keeps them.
pub static FEATURE: Feature = Feature::new("mention")
    .migrations(&[Migration::both("mention/0001_mention", MIGRATION)])
    .rules(&[Rule { name: "mentions", object: "*", run }]);

const MIGRATION: &str = r#"
CREATE TABLE mention (
  workspace_id BIGINT NOT NULL, id UUID NOT NULL, user_id UUID NOT NULL, object TEXT NOT NULL, record_id UUID NOT NULL,
  field TEXT NOT NULL, by_id UUID, by_name TEXT NOT NULL, at BIGINT NOT NULL, seen_at BIGINT, PRIMARY KEY (workspace_id, id));
CREATE UNIQUE INDEX mention_by_place ON mention (workspace_id, object, record_id, field, user_id);
CREATE INDEX mention_by_user ON mention (workspace_id, user_id, id);
CREATE INDEX mention_by_age ON mention (at);
"#;

const TABLE: &str = "mention";
const MARK: &str = "](user:";
/// Bytes of a name, at most.
const NAME: usize = 400;
/// Characters of an id.
const ID: usize = 36;
/// People named in one text who hear of it.
const MOST: usize = 50;
/// Characters of the text that are told, on both sides of the name.
const AROUND: usize = 80;
/// Rows looked at for one page: those that tell nothing any more are passed over.
const MOST_ROWS: usize = 2_000;
/// Days after which nobody hears of it any more.
const KEPT_DAYS: i64 = 365;

/// Where somebody was named.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mention {
    /// The id.
    pub id: Id,
    /// The object of the record.
    pub object: String,
    /// The record.
    pub record: Id,
    /// Its title.
    pub title: Option<String>,
    /// The words around the name.
    pub excerpt: String,
    /// Who wrote it.
    pub by: MentionedBy,
    /// When.
    pub at: Timestamp,
    /// Whether it was seen.
    pub seen: bool,
}

/// Who named somebody.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MentionedBy {
    /// The user, if it was one.
    pub id: Option<Id>,
    /// The name.
    pub name: String,
}

/// A page of mentions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MentionPage {
    /// Newest first.
    pub data: Vec<Mention>,
    /// Where the next page begins.
    pub next: Option<Id>,
}

/// Where the asker was named, newest first.
pub fn list_mentions(
    platform: &Platform,
    asker: &Authenticated,
    unseen: bool,
    limit: usize,
    mut after: Option<Id>,
) -> Result<MentionPage> {
    platform.engine.read(&asker.context(platform), |reading| {
        let (mut data, mut looked) = (Vec::new(), 0);
        loop {
            let mut filter = own(asker);
            if unseen {
                filter.push(Condition::IsNull("seen_at"));
            }
            filter.extend(after.map(|after| Condition::Lt("id", after.into())));
            let page = limit.max(50);
            let select = Select::new(TABLE, COLUMNS, filter)
                .descending("id")
                .limit(u32::try_from(page).unwrap_or(u32::MAX));
            let rows: Vec<Kept> =
                reading.reader().select(&select)?.into_iter().map(Kept::read).collect::<Result<_>>()?;
            let last = rows.len() < page;
            looked += rows.len();
            for kept in rows {
                after = Some(kept.id);
                data.extend(told(reading, asker.user.id, kept)?);
                if data.len() == limit {
                    return Ok(MentionPage { data, next: after });
                }
            }
            if last || looked >= MOST_ROWS {
                return Ok(MentionPage { data, next: after.filter(|_| !last) });
            }
        }
    })
}

/// Notes that the asker has seen some of their mentions.
pub fn see_mentions(platform: &Platform, asker: &Authenticated, ids: &[Id]) -> Result<()> {
    if ids.len() > 1_000 {
        return Err(Error::invalid("ids", "too_many", "At most 1,000 at a time."));
    }
    let mut filter = own(asker);
    filter.push(Condition::In("id", ids.iter().map(|id| (*id).into()).collect()));
    filter.push(Condition::IsNull("seen_at"));
    let (now, asker) = (platform.now(), asker.clone());
    platform.store.write(move |writer| {
        let select = Select::new(TABLE, &["object", "record_id", "field"], filter.clone());
        for row in writer.select(&select)? {
            let mut row = Row::new(TABLE, row);
            let place = (row.text()?, row.id()?, row.text()?);
            notification::see_mentioned(writer, &asker, place, now)?;
        }
        writer.update(&Update::new(TABLE, vec![("seen_at", now.into())], filter.clone()))
    })?;
    platform.changes.ring();
    Ok(())
}

/// Notes that a mention was seen, or is to be seen again, where notifications are listed.
pub(crate) fn see_at(
    writer: &mut dyn Writer,
    (workspace, user): (WorkspaceId, Id),
    (object, record, field): (String, Id, String),
    moment: &Datum,
) -> Result<()> {
    let filter = vec![
        Condition::Eq("workspace_id", workspace.into()),
        Condition::Eq("object", object.into()),
        Condition::Eq("record_id", record.into()),
        Condition::Eq("field", field.into()),
        Condition::Eq("user_id", user.into()),
    ];
    writer.update(&Update::new(TABLE, vec![("seen_at", moment.clone())], filter)).map(|_| ())
}

/// Forgets what is too old to be told; answers how much. Run it daily.
pub fn remove_old_mentions(platform: &Platform) -> Result<u64> {
    let end = platform.now().plus_seconds(-KEPT_DAYS * 24 * 3600);
    platform.store.write(move |writer| {
        writer.delete(&Delete { table: TABLE, filter: vec![Condition::Lt("at", end.into())] })
    })
}

fn own(asker: &Authenticated) -> Vec<Condition> {
    vec![
        Condition::Eq("workspace_id", asker.workspace.id.into()),
        Condition::Eq("user_id", asker.user.id.into()),
    ]
}

const COLUMNS: &[&str] = &["id", "object", "record_id", "field", "by_id", "by_name", "at", "seen_at"];

struct Kept {
    id: Id,
    object: String,
    record: Id,
    field: String,
    by: MentionedBy,
    at: Timestamp,
    seen: bool,
}

impl Kept {
    fn read(columns: Vec<Datum>) -> Result<Kept> {
        let mut row = Row::new(TABLE, columns);
        Ok(Kept {
            id: row.id()?,
            object: row.text()?,
            record: row.id()?,
            field: row.text()?,
            by: MentionedBy { id: row.id_or_none()?, name: row.text()? },
            at: row.moment()?,
            seen: row.moment_or_none()?.is_some(),
        })
    }
}

/// The mention, if record and field are seen and the text still names the user.
fn told(reading: &mut Reading<'_>, user: Id, kept: Kept) -> Result<Option<Mention>> {
    let record = match reading.get(&kept.object, kept.record) {
        Ok(record) => record,
        Err(Error::NotFound(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let Some(Value::Text(text)) = record.value(&kept.field) else { return Ok(None) };
    let Some(excerpt) = excerpt(text, user) else { return Ok(None) };
    let Kept { id, object, record: of, by, at, seen, .. } = kept;
    let title = record.title().map(str::to_string);
    Ok(Some(Mention { id, object, record: of, title, excerpt, by, at, seen }))
}

/// Keeps who is named newly, and forgets whom the text names no longer, unless they have seen it.
fn run(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if !matches!(input.verb, Verb::Created | Verb::Changed) {
        return Ok(());
    }
    let object = input.object.clone();
    for field in object.fields.iter().filter(|field| field.kind == Kind::LongText) {
        let (before, after) = (named(input.old_value(&field.key)), named(input.value(&field.key)));
        if before == after {
            continue;
        }
        let context = input.writing.context();
        let place = |user: Id| {
            vec![
                Condition::Eq("workspace_id", context.workspace.into()),
                Condition::Eq("object", object.key.clone().into()),
                Condition::Eq("record_id", input.meta().id.into()),
                Condition::Eq("field", field.key.clone().into()),
                Condition::Eq("user_id", user.into()),
            ]
        };
        let gone: Vec<Vec<Condition>> = before.difference(&after).map(|user| place(*user)).collect();
        let new: Vec<(Id, Vec<Condition>)> = after
            .difference(&before)
            .filter(|user| Some(**user) != context.actor.user)
            .map(|user| (*user, place(*user)))
            .collect();
        let (record, key) = (input.meta().id, field.key.clone());
        let writer = input.writing.writer();
        for mut filter in gone {
            filter.push(Condition::IsNull("seen_at"));
            writer.delete(&Delete { table: TABLE, filter })?;
        }
        for (user, filter) in new {
            let writer = input.writing.writer();
            if !works_here(writer, context.workspace, user)? {
                continue;
            }
            // Whoever was named there before, and saw it, is named anew.
            writer.delete(&Delete { table: TABLE, filter })?;
            let values = vec![
                ("workspace_id", context.workspace.into()),
                ("id", context.ids.next(context.now).into()),
                ("user_id", user.into()),
                ("object", object.key.clone().into()),
                ("record_id", record.into()),
                ("field", key.clone().into()),
                ("by_id", context.actor.user.into()),
                ("by_name", context.actor.name.clone().into()),
                ("at", context.now.into()),
            ];
            writer.insert(&Insert::new(TABLE, values))?;
            let told = format!("mention:{record}:{key}");
            notification::forget(writer, context.workspace, user, &told)?;
            let new = NewNotification::about(user, Told::Mention, &object.key, record, told);
            notification::notify(input.writing, &NewNotification { field: Some(key.clone()), ..new })?;
        }
    }
    Ok(())
}

fn works_here(writer: &mut dyn Writer, workspace: WorkspaceId, user: Id) -> Result<bool> {
    let filter = vec![
        Condition::Eq("workspace_id", workspace.into()),
        Condition::Eq("id", user.into()),
        Condition::Eq("active", true.into()),
    ];
    Ok(!writer.select(&Select::new("user", &["id"], filter))?.is_empty())
}

/// Everybody a value names.
fn named(value: &Value) -> BTreeSet<Id> {
    match value {
        Value::Text(text) => marks(text).map(|mark| mark.user).take(MOST).collect(),
        _ => BTreeSet::new(),
    }
}

/// A mention in a text: where it begins and ends, and whom it names.
struct Mark<'t> {
    from: usize,
    to: usize,
    name: &'t str,
    user: Id,
}

fn marks(text: &str) -> impl Iterator<Item = Mark<'_>> {
    text.match_indices(MARK).filter_map(|(middle, _)| {
        // A name is short and an id has its length: however many marks a text holds, each is looked at once.
        let near = (middle.saturating_sub(NAME)..=middle).find(|at| text.is_char_boundary(*at))?;
        let from = near + text.get(near..middle)?.rfind("@[")?;
        let name = text.get(from + 2..middle)?;
        let rest = text.get(middle + MARK.len()..)?;
        let user = rest.get(..ID).filter(|_| rest.get(ID..ID + 1) == Some(")"))?.parse().ok()?;
        // A bracket or a new line in between: what stands there is something else.
        (!name.contains(['[', ']', '\n'])).then_some(Mark {
            from,
            to: middle + MARK.len() + ID + 1,
            name,
            user,
        })
    })
}

/// The words around the first time the text names a user, with names instead of marks.
pub(crate) fn excerpt(text: &str, user: Id) -> Option<String> {
    let (mut plain, mut at, mut found) = (String::with_capacity(text.len()), 0, None);
    for mark in marks(text) {
        plain.push_str(text.get(at..mark.from).unwrap_or_default());
        if mark.user == user && found.is_none() {
            found = Some(plain.chars().count());
        }
        plain.push('@');
        plain.push_str(mark.name);
        at = mark.to;
    }
    plain.push_str(text.get(at..).unwrap_or_default());
    let middle = found?;
    let from = middle.saturating_sub(AROUND);
    let cut: String = plain.chars().skip(from).take(2 * AROUND).collect();
    let words = cut.split_whitespace().collect::<Vec<_>>().join(" ");
    let before = if from > 0 { "…" } else { "" };
    let after = if plain.chars().count() > from + 2 * AROUND { "…" } else { "" };
    Some(format!("{before}{words}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_from_other_text() {
        let id = "01890000-0000-7000-8000-000000000001";
        let names = |text: &str| marks(text).map(|mark| mark.name.to_string()).collect::<Vec<_>>();
        assert_eq!(
            names(&format!("Hi @[Ana Novak](user:{id}), see @[Ђорђе](user:{id})!")),
            ["Ana Novak", "Ђорђе"]
        );
        for text in [
            "Ana".to_string(),
            "@[Ana](user:1)".to_string(),
            format!("[Ana](user:{id})"),
            format!("@[Ana\nNovak](user:{id})"),
            format!("@[Ana](user:{id}"),
            "](user:".repeat(1000),
        ] {
            assert_eq!(names(&text), Vec::<String>::new(), "{text}");
        }
        let user: Id = id.parse().unwrap();
        let told = excerpt(
            &format!("{} @[Ana](user:{id})  please\n call {}", "a".repeat(200), "b".repeat(200)),
            user,
        )
        .unwrap();
        assert!(
            told.starts_with("…a") && told.contains("a @Ana please call b") && told.ends_with("b…"),
            "{told}"
        );
        assert_eq!(excerpt(&format!("@[Ana](user:{id})"), user).as_deref(), Some("@Ana"));
    }
}
