//! Turns requests into query trees, seen through the viewer's rights, and small queries of the engine's own.

use super::Reading;
use super::shape::own_path;
use super::title::{title_of, title_selection};
use crate::access::Seen;
use dictionary::{Dictionary, FieldDef, ObjectDef, Operator};
use std::collections::HashMap;
use std::sync::Arc;
use store::query::{Filter, Operand, Path, Query, Selection, Sort, Test, Trash, Visibility};
use vocabulary::{Error, Id, Result};

/// Most records of a page.
pub(crate) const MAX_LIMIT: usize = 200;

/// The size of a page as asked for.
pub(crate) fn limit_of(asked: Option<usize>, usual: usize, most: usize) -> Result<usize> {
    match asked {
        None => Ok(usual),
        Some(limit) if (1..=most).contains(&limit) => Ok(limit),
        Some(_) => {
            Err(Error::invalid("limit", "out_of_range", format!("The limit lies between 1 and {most}.")))
        }
    }
}

/// The path of a record's id.
pub(crate) fn id_path(object: &Arc<ObjectDef>) -> Path {
    Path { links: Vec::new(), object: Arc::clone(object), field: None, text: "id".to_string() }
}

/// The records with these ids.
pub(crate) fn with_ids(object: &Arc<ObjectDef>, ids: Vec<Id>) -> Filter {
    Filter::Field(Test { path: id_path(object), operator: Operator::In, operand: Operand::Ids(ids) })
}

/// The records whose link points to `target`.
pub(crate) fn linking(object: &Arc<ObjectDef>, link: &Arc<FieldDef>, target: Id) -> Filter {
    Filter::Field(Test {
        path: own_path(object, link),
        operator: Operator::Is,
        operand: Operand::Ids(vec![target]),
    })
}

/// The records whose field has a value, or has none.
pub(crate) fn filled(object: &Arc<ObjectDef>, field: &Arc<FieldDef>, wanted: bool) -> Filter {
    let operator = if wanted { Operator::IsNotEmpty } else { Operator::IsEmpty };
    Filter::Field(Test { path: own_path(object, field), operator, operand: Operand::None })
}

/// The fields an answer has when none were chosen: all that are seen, but no rollups, which cost a query for each record.
pub(crate) fn usual_selection(object: &Arc<ObjectDef>, visibility: &dyn Visibility) -> Selection {
    let seen = |field: &&Arc<FieldDef>| !field.is_rollup() && visibility.may_read(&object.key, &field.key);
    let paths = object.fields.iter().filter(seen).map(|field| own_path(object, field)).collect();
    Selection { paths, titles: true }
}

impl<'r> Reading<'r> {
    /// A query of the engine's own.
    pub(crate) fn query<'q>(
        &self,
        dictionary: &'q Dictionary,
        object: &'q Arc<ObjectDef>,
        visibility: &'q dyn Visibility,
        filter: Option<Filter>,
        selection: Selection,
        limit: usize,
    ) -> Query<'q> {
        Query {
            workspace: self.context.workspace,
            dictionary,
            object,
            visibility,
            filter,
            text: None,
            sort: Vec::new(),
            selection,
            limit,
            after: None,
            trash: Trash::Without,
        }
    }

    /// The title of a record, or the name of a user or a team, if the viewer may see it.
    pub fn title_of(&mut self, target: &str, id: Id) -> Result<Option<String>> {
        Ok(self.titles(target, vec![id])?.remove(&id))
    }

    /// The titles of records, as far as the viewer may see them.
    pub(crate) fn titles(&mut self, target: &str, mut ids: Vec<Id>) -> Result<HashMap<Id, String>> {
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        match target {
            "user" => return self.names("user", ids),
            "team" => return self.names("team", ids),
            _ => {}
        }
        let Ok(object) = self.object(target) else { return Ok(HashMap::new()) };
        let dictionary = Arc::clone(&self.dictionary);
        let rights = Arc::clone(&self.context.rights);
        let seen = Seen::reading(&rights, &dictionary);
        let mut found = HashMap::new();
        for part in ids.chunks(MAX_LIMIT) {
            let selection = title_selection(&object, &seen);
            let mut query = self.query(
                &dictionary,
                &object,
                &seen,
                Some(with_ids(&object, part.to_vec())),
                selection,
                part.len(),
            );
            query.trash = Trash::With;
            for record in self.reader.find(&query)?.records {
                if let Some(title) = title_of(&record) {
                    found.insert(record.meta.id, title);
                }
            }
        }
        Ok(found)
    }

    fn names(&mut self, table: &'static str, ids: Vec<Id>) -> Result<HashMap<Id, String>> {
        use store::table::{Condition, Select};
        let ids = ids.into_iter().map(store::Datum::from).collect();
        let filter =
            vec![Condition::Eq("workspace_id", self.context.workspace.into()), Condition::In("id", ids)];
        let rows = self.reader.select(&Select::new(table, &["id", "name"], filter))?;
        let pair = |row: &Vec<store::Datum>| Some((row.first()?.id()?, row.get(1)?.text()?.to_string()));
        Ok(rows.iter().filter_map(pair).collect())
    }
}

/// Newest first by a field.
pub(crate) fn newest(object: &Arc<ObjectDef>, field: &Arc<FieldDef>) -> Vec<Sort> {
    vec![Sort { path: own_path(object, field), descending: true }]
}
