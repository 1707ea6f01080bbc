//! Which records are worth comparing with one that somebody types: found by the keys of its values and by the words of its name. Nothing
//! is written for it that is not written anyway.

use super::Roles;
use super::role::Role;
use crate::access::Seen;
use crate::read::Reading;
use dictionary::{FieldDef, ObjectDef, Value};
use matching::Candidate;
use std::collections::HashSet;
use std::sync::Arc;
use store::Datum;
use store::layout;
use store::query::Search;
use store::table::{Condition, Select};
use vocabulary::{Id, Result};

/// The most records that are compared with one.
pub(super) const MOST: usize = 60;
/// The most records taken by one key: what more share, tells nobody apart.
const PER_KEY: u32 = 20;
/// The most records taken by one search of words.
const PER_SEARCH: usize = 20;

impl Reading<'_> {
    /// Ids of records that share a key or a name with the candidate, those that share most telling things first.
    pub(super) fn gathered(
        &mut self,
        object: &Arc<ObjectDef>,
        roles: &Roles,
        values: &[Value],
        candidate: &Candidate,
    ) -> Result<Vec<Id>> {
        let mut found = Found::default();
        for ((field, role), value) in roles.fields.iter().zip(values) {
            let keys = keys_of(field, *role, value);
            for table in tables_of(field) {
                found.take(self.by_keys(object, field, table, &keys)?);
            }
        }
        // A firm is also known by the domain of its web site and of its mails.
        let domains = domains_of(candidate);
        for (field, role) in &roles.fields {
            if *role == Role::Domain && field.value_kind().multiple() && !domains.is_empty() {
                found.take(self.by_keys(object, field, "record_key", &domains)?);
            }
        }
        for text in matching::probes(candidate) {
            if found.ids.len() >= MOST {
                break;
            }
            found.take(self.by_words(object, &text)?);
        }
        found.ids.truncate(MOST);
        Ok(found.ids)
    }

    fn by_keys(
        &mut self,
        object: &Arc<ObjectDef>,
        field: &FieldDef,
        table: &'static str,
        keys: &[String],
    ) -> Result<Vec<Id>> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let filter = vec![
            Condition::Eq("workspace_id", self.context.workspace.into()),
            Condition::Eq("object", object.key.clone().into()),
            Condition::Eq("field", field.key.clone().into()),
            Condition::In("key", keys.iter().take(20).map(|key| Datum::from(key.clone())).collect()),
        ];
        let rows = self.reader.select(&Select::new(table, &["record_id"], filter).limit(PER_KEY))?;
        Ok(rows.iter().filter_map(|row| row.first()?.id()).collect())
    }

    fn by_words(&mut self, object: &Arc<ObjectDef>, text: &str) -> Result<Vec<Id>> {
        let (rights, dictionary) = (Arc::clone(&self.context.rights), Arc::clone(&self.dictionary));
        let seen = Seen::reading(&rights, &dictionary);
        let search = Search {
            workspace: self.context.workspace,
            dictionary: &dictionary,
            visibility: &seen,
            text,
            country: None,
            objects: vec![object.key.clone()],
            limit: PER_SEARCH,
        };
        Ok(self.reader.search(&search)?.into_iter().map(|hit| hit.id).collect())
    }
}

#[derive(Default)]
struct Found {
    ids: Vec<Id>,
    known: HashSet<Id>,
}

impl Found {
    fn take(&mut self, ids: Vec<Id>) {
        self.ids.extend(ids.into_iter().filter(|id| self.known.insert(*id)));
    }
}

/// Where the keys of a field stand: unique values of living records apart from values that many may have.
fn tables_of(field: &FieldDef) -> impl Iterator<Item = &'static str> {
    let unique = field.unique.then_some("unique_key");
    unique.into_iter().chain(field.value_kind().multiple().then_some("record_key"))
}

/// The keys of a value that are worth a look.
fn keys_of(field: &FieldDef, role: Role, value: &Value) -> Vec<String> {
    let mut keys = layout::keys(field, value);
    match role {
        // Half the town shares city and postal code.
        Role::Place => keys.retain(|key| key.starts_with("line:")),
        Role::Name | Role::Title | Role::Date if !field.unique => keys.clear(),
        _ => {}
    }
    keys
}

/// The hosts a candidate is known by, in the form in which lists of domains keep them.
fn domains_of(candidate: &Candidate) -> Vec<String> {
    let mails = candidate.mails.iter().filter_map(|mail| mail.rsplit_once('@')).map(|(_, host)| host);
    let mut hosts: Vec<String> =
        candidate.domains.iter().map(String::as_str).chain(mails).filter_map(matching::host).collect();
    hosts.sort_unstable();
    hosts.dedup();
    hosts
}
