//! The check of a declaration while it is compiled, and the keys none may take.

use super::{FieldSpec, Object};
use crate::Kind;

impl Object {
    /// Ends the declaration. Run while compiling: a duplicate or reserved key, a title that is no text, a link
    /// without target or a choice without choices fails the build.
    #[expect(
        clippy::indexing_slicing,
        reason = "iterators do not exist in const functions; the loops are bounded"
    )]
    pub const fn checked(self) -> Object {
        let mut title_found = false;
        let mut index = 0;
        while index < self.fields.len() {
            let field = &self.fields[index];
            assert!(!field.key.is_empty(), "a field needs a key");
            assert!(
                !(field.key.len() > 1 && field.key.as_bytes()[0] == b'x' && field.key.as_bytes()[1] == b'_'),
                "x_ is for the customer's own fields"
            );
            let mut reserved = 0;
            while reserved < RESERVED.len() {
                assert!(!same(field.key, RESERVED[reserved]), "this key is a system field");
                reserved += 1;
            }
            if same(field.key, self.title) {
                assert!(
                    matches!(field.kind, Kind::Text | Kind::PersonName),
                    "the title must be a text or a person's name"
                );
                title_found = true;
            }
            assert!(
                matches!(field.kind, Kind::Link) != field.to.is_empty(),
                "a link, and only a link, has a target"
            );
            assert!(
                matches!(field.kind, Kind::Choice | Kind::Choices) != field.choices.is_empty(),
                "a choice, and only a choice, has choices"
            );
            assert!(
                matches!(field.kind, Kind::Computed) == (field.rollup.is_some() || field.formula.is_some()),
                "a computed field, and only a computed field, has a rollup or a formula"
            );
            let mut other = index + 1;
            while other < self.fields.len() {
                let twin = &self.fields[other];
                assert!(!same(field.key, twin.key), "two fields have the same key");
                other += 1;
            }
            index += 1;
        }
        assert!(title_found, "the title field is not among the fields");
        assert!(
            self.title_instead.is_empty()
                || matches!(self.kind_of(self.title_instead), Some(Kind::Text | Kind::LongText)),
            "what stands for a title is a text"
        );
        if let Some(totals) = self.totals {
            let mut at = 0;
            while at < totals.by.len() {
                assert!(
                    matches!(self.kind_of(totals.by[at]), Some(Kind::Link | Kind::Choice)),
                    "totals are kept by links and choices"
                );
                at += 1;
            }
            assert!(matches!(self.kind_of(totals.of), Some(Kind::Money)), "totals are kept of money");
        }
        let mut at = 0;
        while at < self.along.len() {
            assert!(matches!(self.kind_of(self.along[at].0), Some(Kind::Link)), "fields stand along a link");
            let mut field = 0;
            while field < self.along[at].1.len() {
                assert!(
                    self.kind_of(self.along[at].1[field]).is_some(),
                    "a field along a link is one of its own"
                );
                field += 1;
            }
            at += 1;
        }
        let mut at = 0;
        while at < self.pairs.len() {
            let (within, by) = self.pairs[at];
            assert!(
                matches!(self.kind_of(within), Some(Kind::Link | Kind::Choice)),
                "records are listed together by a link or choice"
            );
            assert!(
                matches!(
                    self.kind_of(by),
                    Some(
                        Kind::Text
                            | Kind::Integer
                            | Kind::Decimal
                            | Kind::Percent
                            | Kind::Money
                            | Kind::Date
                            | Kind::Timestamp
                    )
                ),
                "they are sorted by a field with one value"
            );
            assert!(
                matches!(self.field_of(by), Some(field) if field.indexed),
                "which is indexed by itself too"
            );
            at += 1;
        }
        self
    }
}

impl Object {
    #[expect(
        clippy::indexing_slicing,
        reason = "iterators do not exist in const functions; the loop is bounded"
    )]
    const fn field_of(&self, key: &str) -> Option<&'static FieldSpec> {
        let mut index = 0;
        while index < self.fields.len() {
            if same(self.fields[index].key, key) {
                return Some(&self.fields[index]);
            }
            index += 1;
        }
        None
    }

    const fn kind_of(&self, key: &str) -> Option<Kind> {
        match self.field_of(key) {
            Some(field) => Some(field.kind),
            None => None,
        }
    }
}

/// Keys of system fields, which no declaration may take.
pub(crate) const RESERVED: &[&str] = &[
    "id",
    "object",
    "version",
    "title",
    "created_at",
    "updated_at",
    "created_by",
    "updated_by",
    "owner",
    "external_ids",
    "removed_at",
    "can",
    "readonly",
    "workspace",
    "custom",
    "workspace_id",
    "removed_by",
];

#[expect(clippy::indexing_slicing, reason = "iterators do not exist in const functions; the loop is bounded")]
const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut index = 0;
    while index < a.len() {
        if a[index] != b[index] {
            return false;
        }
        index += 1;
    }
    true
}
