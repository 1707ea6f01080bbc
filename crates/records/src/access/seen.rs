//! Rights seen together with the dictionary: a rollup or a formula shows what it is made of, so it is seen only with that.

use super::rights::{Permission, Rights};
use super::role::Extent;
use dictionary::Dictionary;
use store::query::{SEES_ALL, Scope, Visibility};

/// What a viewer may see of a workspace.
pub(crate) struct Seen<'a> {
    rights: &'a Rights,
    dictionary: &'a Dictionary,
    rows: Permission,
    /// The one object whose rows go by the right; none for all.
    only: Option<&'a str>,
}

impl<'a> Seen<'a> {
    /// For looking at records.
    pub(crate) fn reading(rights: &'a Rights, dictionary: &'a Dictionary) -> Seen<'a> {
        Seen { rights, dictionary, rows: Permission::Read, only: None }
    }

    /// For altering records of one object: rows by a right on it, fields and what is linked as they are seen.
    pub(crate) fn altering(
        rights: &'a Rights,
        dictionary: &'a Dictionary,
        object: &'a str,
        rows: Permission,
    ) -> Seen<'a> {
        Seen { rights, dictionary, rows, only: Some(object) }
    }

    /// For taking them out: rows by the export right, fields as they are seen.
    pub(crate) fn exporting(rights: &'a Rights, dictionary: &'a Dictionary) -> Seen<'a> {
        Seen { rights, dictionary, rows: Permission::Export, only: None }
    }
}

impl Seen<'_> {
    /// Whether every record of an object is seen, and this field (`object.field`) of it: a sum that is kept holds them all.
    fn sees_all_of(&self, source: &str) -> bool {
        let Some((object, field)) = source.split_once('.') else { return false };
        self.rights.object(object).read == Extent::All && self.rights.may_read(object, field)
    }
}

impl Visibility for Seen<'_> {
    fn scope(&self, object: &str) -> Scope {
        let rows = if self.only.is_none_or(|only| only == object) { self.rows } else { Permission::Read };
        self.rights.scope_of(object, rows)
    }

    fn may_read(&self, object: &str, field: &str) -> bool {
        if self.rights.administrator() {
            return true;
        }
        let known = self.dictionary.object(object).and_then(|object| object.field(field));
        if known.is_some_and(|known| !known.made_of.iter().all(|source| self.sees_all_of(source))) {
            return false;
        }
        if !self.rights.hides_fields() {
            return true;
        }
        if !self.rights.may_read(object, field) {
            return false;
        }
        let Some(field) = known else { return true };
        if let Some(formula) = &field.formula {
            // A formula reads plain fields only: the dictionary does not let it use a computed one.
            return formula.fields().iter().all(|used| self.rights.may_read(object, used));
        }
        let Some(rollup) = field.computed.as_ref().and_then(|computed| computed.rollup.as_ref()) else {
            return true;
        };
        let Some((from, link)) = rollup.link.split_once('.') else { return false };
        self.rights.may_read(from, link)
            && rollup.field.as_ref().is_none_or(|measured| self.may_read(from, measured))
    }

    fn shared(&self) -> Option<u64> {
        // An administrator sees everything, whatever the object. All others see by their rights, and export less.
        let Some(number) = self.rights.number() else { return Some(SEES_ALL) };
        if self.only.is_some() {
            return None;
        }
        Some(number * 2 + u64::from(self.rows == Permission::Export))
    }
}
