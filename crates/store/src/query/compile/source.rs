//! Tables and the links between them: what FROM and its joins say.

use super::{Compiler, Way, all};
use crate::dialect::{quoted, table_of};
use crate::query::parse::target_of;
use crate::query::{Path, Scope, Trash};
use crate::totals;
use dictionary::{FieldDef, ObjectDef};
use std::sync::Arc;

/// The records of an object under an alias, and what is joined to them.
pub(super) struct Source {
    pub alias: String,
    pub object: Arc<ObjectDef>,
    joins: Vec<Join>,
    text: String,
    /// A table that stands before it, and how they are joined.
    before: Option<(String, String)>,
    /// The table of the object's totals instead of its own.
    totals: bool,
    /// The index it is to be read by, where the database might mistake another for as good.
    index: Option<String>,
    /// It is read as it lies.
    as_it_lies: bool,
}

struct Join {
    from: String,
    link: String,
    alias: String,
}

/// The table a link leads to.
pub(super) enum Target {
    /// Records of an object.
    Object(Arc<ObjectDef>),
    /// The table of users, which is no object of the dictionary.
    User,
    /// The table of teams, which is none either.
    Team,
}

impl Source {
    /// The text after FROM.
    pub fn from(&self) -> String {
        let table = if self.totals { totals::table(&self.object) } else { table_of(&self.object) };
        let mut own = format!("{table} {}", self.alias);
        if let Some(index) = &self.index {
            own.push_str(&format!(" INDEXED BY {}", quoted(index)));
        } else if self.as_it_lies {
            own.push_str(" NOT INDEXED");
        }
        match &self.before {
            None => format!("{own}{}", self.text),
            Some((table, on)) => format!("{table} {own} ON {on}{}", self.text),
        }
    }
}

impl Source {
    /// Reads the object's totals instead of its records.
    pub fn take_totals(&mut self) {
        self.totals = true;
    }

    /// Reads by an index, which the conditions must bound.
    pub fn read_by(&mut self, index: String) {
        self.index = Some(index);
    }
}

impl Compiler<'_> {
    pub(super) fn source(&mut self, object: &Arc<ObjectDef>, alias: &str) -> Source {
        Source {
            alias: alias.to_string(),
            object: Arc::clone(object),
            joins: Vec::new(),
            text: String::new(),
            before: None,
            totals: false,
            index: None,
            as_it_lies: self.way == Way::Table && alias == "t",
        }
    }

    /// What holds for every visible row of a source: its workspace, its object, the trash and the viewer's scope.
    pub(super) fn base(&mut self, source: &Source, trash: Trash) -> Vec<String> {
        let mut conditions = self.rows(source, trash);
        conditions.extend(self.scope(&source.alias, &source.object));
        conditions
    }

    /// The same without the viewer's scope.
    pub(super) fn rows(&mut self, source: &Source, trash: Trash) -> Vec<String> {
        let mut conditions = vec![self.of_workspace(&source.alias)];
        conditions.extend(self.object(&source.alias, &source.object));
        match trash {
            // Written as the indexes have it: they hold living records only.
            Trash::Without => conditions.push(format!("{}.removed_at IS NULL", source.alias)),
            Trash::Only => conditions.push(format!("{}.removed_at IS NOT NULL", source.alias)),
            Trash::With => {}
        }
        conditions
    }

    /// Records of custom objects share a table.
    fn object(&mut self, alias: &str, object: &ObjectDef) -> Option<String> {
        object.custom.then(|| format!("{alias}.object = {}", self.bind(object.key.as_str())))
    }

    fn scope(&mut self, alias: &str, object: &ObjectDef) -> Option<String> {
        match self.visibility.scope(&object.key) {
            Scope::All => None,
            Scope::Owners(owners) if !owners.is_empty() => {
                let column = self.column(alias, "owner");
                Some(format!("{column} IN ({})", self.bind_all(owners.iter().copied())))
            }
            Scope::Owners(_) | Scope::Nothing => Some("FALSE".to_string()),
        }
    }

    /// A column of a table; written so that no index serves it while another part is to lead.
    pub(super) fn column(&self, alias: &str, name: &str) -> String {
        // Keys of the dictionary are small letters, digits and underscores; some of them are words of SQL.
        let column = format!("{alias}.\"{name}\"");
        if self.opaque { self.dialect.unindexed(&column) } else { column }
    }

    /// The alias of the records a link leads to, joined at most once; `None` when the viewer can see none of them.
    pub(super) fn join(
        &mut self,
        source: &mut Source,
        from: &str,
        object: &ObjectDef,
        link: &FieldDef,
    ) -> Option<(String, Target)> {
        let target = match target_of(link)? {
            "user" => Target::User,
            "team" => Target::Team,
            key => Target::Object(Arc::clone(self.dictionary.object(key)?)),
        };
        if let Target::Object(object) = &target
            && self.visibility.scope(&object.key) == Scope::Nothing
        {
            return None;
        }
        if let Some(join) = source.joins.iter().find(|join| join.from == from && join.link == link.key) {
            return Some((join.alias.clone(), target));
        }
        // Joins look up one row by its key: the link's own column must stay as it is.
        let opaque = std::mem::replace(&mut self.opaque, false);
        let alias = self.alias();
        let id = self.part(from, object, link, "");
        self.opaque = opaque;
        let join = self.join_by_id(&alias, &target, &id);
        source.text.push_str(&join);
        source.joins.push(Join { from: from.to_string(), link: link.key.clone(), alias: alias.clone() });
        Some((alias, target))
    }

    /// The join of the visible record with that id, an expression.
    pub(super) fn join_by_id(&mut self, alias: &str, target: &Target, id: &str) -> String {
        let (table, mut conditions) = self.target_rows(alias, target);
        conditions.push(format!("{alias}.id = {id}"));
        format!(" LEFT JOIN {table} {alias} ON {}", all(&conditions))
    }

    /// Puts the records a link leads to before those that link; what they meet.
    pub(super) fn join_before(
        &mut self,
        source: &mut Source,
        link: &FieldDef,
        target: &Target,
    ) -> Vec<String> {
        let alias = self.alias();
        let (table, conditions) = self.target_rows(&alias, target);
        let id = self.part(&source.alias, &Arc::clone(&source.object), link, "");
        source.before = Some((
            format!("{table} {alias} {}", self.dialect.joined_in_sequence()),
            format!("{id} = {alias}.id"),
        ));
        source.joins.push(Join { from: source.alias.clone(), link: link.key.clone(), alias });
        conditions
    }

    /// The table a link leads to, and what its visible living rows meet.
    fn target_rows(&mut self, alias: &str, target: &Target) -> (String, Vec<String>) {
        let opaque = std::mem::replace(&mut self.opaque, false);
        let mut conditions = vec![format!("{alias}.workspace_id = {}", self.workspace)];
        let table = match target {
            Target::User => quoted("user"),
            Target::Team => quoted("team"),
            Target::Object(object) => {
                conditions.extend(self.object(alias, object));
                conditions.push(format!("{alias}.removed_at IS NULL"));
                conditions.extend(self.scope(alias, object));
                table_of(object)
            }
        };
        self.opaque = opaque;
        (table, conditions)
    }

    /// The alias of the records a path ends at; `None` when its links lead to nothing visible.
    pub(super) fn reach(&mut self, source: &mut Source, path: &Path) -> Option<String> {
        let mut alias = source.alias.clone();
        let mut object = Arc::clone(&source.object);
        for link in &path.links {
            match self.join(source, &alias, &object, link)? {
                (next, Target::Object(target)) => (alias, object) = (next, target),
                (_, Target::User | Target::Team) => return None,
            }
        }
        Some(alias)
    }
}
