//! Telling somebody something, in the transaction of its cause: either both happen or neither.

use super::model::of_user;
use super::table::TABLE;
use super::{Kind, place, setting};
use records::Writing;
use serde_json::{Map, Value as Json};
use store::table::{Condition, Delete, Insert, OnConflict, Select, Update};
use store::{Datum, Writer};
use vocabulary::{ActorKind, Id, Result, WorkspaceId};

/// Something to tell.
#[derive(Clone, Debug)]
pub struct NewNotification {
    /// Whom.
    pub user: Id,
    /// Its kind.
    pub kind: Kind,
    /// Which sentence tells it.
    pub text: String,
    /// What stands in the sentence: never anything of a record, which is looked up under the rights of who reads.
    pub params: Map<String, Json>,
    /// Object and record it is about.
    pub about: Option<(String, Id)>,
    /// The field whose text names the user; the words around the name are told.
    pub field: Option<String>,
    /// The same thing has the same key and is told once.
    pub key: String,
    /// Whether what comes again under the same key raises the count of what was told, instead of being passed over.
    pub counted: bool,
}

impl NewNotification {
    /// A notification about a record.
    pub fn about(user: Id, kind: Kind, object: &str, record: Id, key: String) -> NewNotification {
        NewNotification {
            user,
            kind,
            text: kind.word().to_string(),
            params: Map::new(),
            about: Some((object.to_string(), record)),
            field: None,
            key,
            counted: false,
        }
    }
}

/// Tells somebody; answers whether it is new. Who does not work here any more, or does not want to hear of this kind, is told nothing.
pub fn notify(writing: &mut Writing<'_>, new: &NewNotification) -> Result<bool> {
    let context = writing.context();
    let workspace = context.workspace;
    let writer = writing.writer();
    if !works_here(writer, workspace, new.user)? {
        return Ok(false);
    }
    let (wanted, pushed) = setting::wants(writer, workspace, new.user, new.kind)?;
    if !wanted {
        return Ok(false);
    }
    let id = context.ids.next(context.now);
    let by = (context.actor.kind != ActorKind::System).then_some(&context.actor);
    let (object, record) = new.about.clone().unzip();
    let values = vec![
        ("workspace_id", workspace.into()),
        ("id", id.into()),
        ("user_id", new.user.into()),
        ("kind", new.kind.word().into()),
        ("text", new.text.clone().into()),
        ("params", Json::Object(new.params.clone()).to_string().into()),
        ("object", object.into()),
        ("record_id", record.into()),
        ("field", new.field.clone().into()),
        ("by_id", by.and_then(|actor| actor.user).into()),
        ("by_name", by.map(|actor| actor.name.clone()).into()),
        ("count", 1i64.into()),
        ("key", new.key.clone().into()),
        ("at", context.now.into()),
    ];
    let is_new = writer.insert(&Insert { table: TABLE, values, on_conflict: OnConflict::Ignore })? == 1;
    if !is_new && new.counted {
        let mut filter = of_user(workspace, new.user);
        filter.push(Condition::Eq("key", new.key.clone().into()));
        // What was seen meanwhile is told again, because it is about more now.
        let again = Update::new(TABLE, vec![("seen_at", Datum::Null)], filter);
        writer.update(&Update { add: vec![("count", 1)], ..again })?;
    }
    if is_new || new.counted {
        place::touch(writer, workspace, new.user, context.now)?;
    }
    if is_new && pushed {
        crate::push::queue(writing, new.user, id)?;
    }
    Ok(is_new)
}

/// Takes back what was told under a key.
pub fn forget(writer: &mut dyn Writer, workspace: WorkspaceId, user: Id, key: &str) -> Result<()> {
    let mut filter = of_user(workspace, user);
    filter.push(Condition::Eq("key", key.into()));
    writer.delete(&Delete { table: TABLE, filter }).map(|_| ())
}

fn works_here(writer: &mut dyn Writer, workspace: WorkspaceId, user: Id) -> Result<bool> {
    let filter = vec![
        Condition::Eq("workspace_id", workspace.into()),
        Condition::Eq("id", user.into()),
        Condition::Eq("active", true.into()),
    ];
    Ok(!writer.select(&Select::new("user", &["id"], filter))?.is_empty())
}
