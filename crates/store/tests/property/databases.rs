//! Both databases, with tables for the dictionary of the test.

use crate::records::Data;
use dictionary::{Dictionary, ObjectDef};
use std::sync::Arc;
use store::migrate::Migration;
use store::query::{Count, Group, GroupQuery, Page, Query};
use store::record::StoredRecord;
use store::table::Insert;
use store::testing::Fresh;
use store::{Datum, Store};
use vocabulary::{Id, Result, WorkspaceId, fold};

const USERS: &str = "CREATE TABLE \"user\" (workspace_id BIGINT NOT NULL, id UUID NOT NULL, name TEXT NOT NULL, \
                     name_fold TEXT NOT NULL, PRIMARY KEY (workspace_id, id));";

/// A database that answers questions.
pub struct Database {
    store: Arc<Store>,
    _fresh: Fresh,
}

/// SQLite and PostgreSQL.
pub fn databases(dictionary: &Dictionary) -> Vec<(&'static str, Database)> {
    let objects =
        |dialect: &str| -> &'static str { store::ddl::create_objects(dialect, dictionary).unwrap().leak() };
    let migrations = [
        Migration { name: "test/objects", sqlite: objects("sqlite"), postgres: objects("postgres") },
        Migration::both("test/user", USERS),
    ];
    [("SQLite", Fresh::sqlite()), ("PostgreSQL", Fresh::postgres())]
        .into_iter()
        .map(|(name, fresh)| (name, Database { store: fresh.open(&migrations), _fresh: fresh }))
        .collect()
}

impl Database {
    /// Fills a workspace.
    pub fn load(&self, workspace: WorkspaceId, dictionary: &Dictionary, data: &Data) {
        let mut all: Vec<(Arc<ObjectDef>, Vec<StoredRecord>)> = Vec::new();
        for object in dictionary.objects() {
            all.push((Arc::clone(object), data.memory.records[&object.key].clone()));
        }
        let users: Vec<(Id, String)> =
            data.memory.users.iter().map(|(id, name)| (*id, name.clone())).collect();
        self.store
            .write(move |writer| {
                for (object, records) in &all {
                    for record in records {
                        writer.insert_record(workspace, object, record)?;
                    }
                }
                for (id, name) in &users {
                    let values: Vec<(&'static str, Datum)> = vec![
                        ("workspace_id", workspace.into()),
                        ("id", (*id).into()),
                        ("name", name.as_str().into()),
                        ("name_fold", fold(name).into()),
                    ];
                    writer.insert(&Insert::new("user", values))?;
                }
                Ok(())
            })
            .unwrap();
    }

    pub fn find(&self, query: &Query<'_>) -> Result<Page> {
        self.store.read(|reader| reader.find(query))
    }

    pub fn each(&self, query: &Query<'_>, each: &mut dyn FnMut(StoredRecord) -> Result<bool>) -> Result<()> {
        self.store.read(|reader| reader.each(query, each))
    }

    pub fn count(&self, query: &Query<'_>, cap: Option<u64>) -> Result<Count> {
        self.store.read(|reader| reader.count(query, cap))
    }

    pub fn groups(&self, query: &GroupQuery<'_>) -> Result<Vec<Group>> {
        self.store.read(|reader| reader.groups(query))
    }

    pub fn get(&self, query: &Query<'_>, id: Id) -> Result<Option<StoredRecord>> {
        let Query { workspace, dictionary, object, visibility, trash, .. } = query;
        self.store.read(|reader| reader.get(*workspace, dictionary, object, id, *visibility, *trash))
    }
}
