//! The const builder with which the standard nouns are declared. A wrong declaration fails the build.

mod check;

pub(crate) use check::RESERVED;

use crate::kind::marker;
use crate::{Kind, Measure};
use std::marker::PhantomData;
use vocabulary::{Date, Decimal, Money, Timestamp};

/// Ties a Rust type to the kind of field it stands for.
pub trait FieldType {
    /// The kind.
    const KIND: Kind;
}

macro_rules! field_types {
    ($($kind:ident: $($type:ty),+;)*) => { $($(impl FieldType for $type { const KIND: Kind = Kind::$kind; })+)* };
}

field_types! {
    Text: marker::Text;
    LongText: marker::LongText;
    Integer: marker::Integer;
    Decimal: Decimal;
    Percent: marker::Percent;
    Money: Money;
    Boolean: bool;
    Date: Date;
    Timestamp: Timestamp;
    Choice: marker::Choice;
    Choices: marker::Choices;
    Link: marker::Link;
    EmailAddresses: marker::Emails;
    PhoneNumbers: marker::Phones;
    PostalAddress: marker::Addresses;
    WebAddress: marker::WebAddress;
    Tags: marker::Tags;
    File: marker::File;
    PersonName: crate::PersonName;
    Duration: marker::Duration;
    Computed: marker::Computed;
}

/// A choice as declared.
#[derive(Clone, Copy, Debug)]
pub struct ChoiceSpec {
    /// The key kept in the database.
    pub key: &'static str,
    /// The English label.
    pub label: &'static str,
    /// A color name of the theme (`gray`, `blue`, `green`, `amber`, `red`, `violet`, `teal`, `pink`).
    pub color: &'static str,
}

impl ChoiceSpec {
    /// A choice.
    pub const fn new(key: &'static str, label: &'static str, color: &'static str) -> ChoiceSpec {
        ChoiceSpec { key, label, color }
    }
}

/// A rollup as declared: a measure over the records that link here.
#[derive(Clone, Copy, Debug)]
pub struct RollupSpec {
    /// The linking field, `object.field`.
    pub link: &'static str,
    /// What is computed.
    pub measure: Measure,
    /// The field of the linking object that is measured; empty for a count.
    pub field: &'static str,
    /// The kind of the result.
    pub kind: Kind,
}

/// A field as declared.
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    /// The key.
    pub key: &'static str,
    /// The English label.
    pub label: &'static str,
    /// The kind.
    pub kind: Kind,
    /// Must have a value.
    pub required: bool,
    /// No two records share a value.
    pub unique: bool,
    /// An index serves filters and sorting.
    pub indexed: bool,
    /// Its text is found by search.
    pub searchable: bool,
    /// The object a link points to; empty for other kinds.
    pub to: &'static str,
    /// How the linked object calls the records that link to it; empty for other kinds.
    pub inverse_label: &'static str,
    /// The choices.
    pub choices: &'static [ChoiceSpec],
    /// A rollup, for computed fields.
    pub rollup: Option<RollupSpec>,
    /// A formula and the kind of its result, for computed fields.
    pub formula: Option<(&'static str, Kind)>,
    /// One sentence of help; empty for none.
    pub help: &'static str,
    /// Longest text in characters; 0 for the kind's own limit.
    pub max_length: usize,
    /// The JSON text of the value a new record gets; empty for none.
    pub default: &'static str,
    /// Filled in by Kith itself: whoever writes the record cannot.
    pub kept: bool,
    /// The fields of other objects, as `object.field`, that it sums up: kept by the store with every write of theirs.
    pub made_of: &'static [&'static str],
    /// Says how many of something there are: empty is none.
    pub counts: bool,
    /// Tells its record from others for as long as it exists: a date of birth, a number given once, the domains of a firm.
    pub identifying: bool,
}

/// A field with the Rust type of its values: the handle features read and write through.
#[derive(Clone, Copy, Debug)]
pub struct Field<T> {
    /// The declaration.
    pub def: FieldSpec,
    marker: PhantomData<fn() -> T>,
}

impl<T: FieldType> Field<T> {
    /// A field of `T`'s kind.
    pub const fn new(key: &'static str, label: &'static str) -> Field<T> {
        let def = FieldSpec {
            key,
            label,
            kind: T::KIND,
            required: false,
            unique: false,
            indexed: false,
            searchable: false,
            to: "",
            inverse_label: "",
            choices: &[],
            rollup: None,
            formula: None,
            help: "",
            max_length: 0,
            default: "",
            kept: false,
            made_of: &[],
            counts: false,
            identifying: false,
        };
        Field { def, marker: PhantomData }
    }

    /// The key.
    pub const fn key(&self) -> &'static str {
        self.def.key
    }

    /// Must have a value.
    pub const fn required(mut self) -> Self {
        self.def.required = true;
        self
    }

    /// No two records share a value.
    pub const fn unique(mut self) -> Self {
        self.def.unique = true;
        self
    }

    /// An index serves filters and sorting.
    pub const fn indexed(mut self) -> Self {
        self.def.indexed = true;
        self
    }

    /// Found by search.
    pub const fn searchable(mut self) -> Self {
        self.def.searchable = true;
        self
    }

    /// Points to that object; its records call the ones linking to them `inverse_label`.
    pub const fn to(mut self, object: &'static str, inverse_label: &'static str) -> Self {
        self.def.to = object;
        self.def.inverse_label = inverse_label;
        self
    }

    /// Offers these choices.
    pub const fn choices(mut self, choices: &'static [ChoiceSpec]) -> Self {
        self.def.choices = choices;
        self
    }

    /// Measures the records that link here through `link` (`object.field`).
    pub const fn rollup(
        mut self,
        link: &'static str,
        measure: Measure,
        field: &'static str,
        kind: Kind,
    ) -> Self {
        self.def.rollup = Some(RollupSpec { link, measure, field, kind });
        self
    }

    /// Computed from the record's own fields at each write.
    pub const fn formula(mut self, text: &'static str, kind: Kind) -> Self {
        self.def.formula = Some((text, kind));
        self
    }

    /// One sentence of help.
    pub const fn help(mut self, text: &'static str) -> Self {
        self.def.help = text;
        self
    }

    /// Longest text, in characters.
    pub const fn max_length(mut self, characters: usize) -> Self {
        self.def.max_length = characters;
        self
    }

    /// Filled in by Kith itself: whoever writes the record cannot.
    pub const fn kept(mut self) -> Self {
        self.def.kept = true;
        self
    }

    /// Sums up fields of other objects, given as `object.field`, and is kept by the store with every write of theirs: without
    /// an event or a new version. It is seen by those who see all that it is made of.
    pub const fn made_of(mut self, sources: &'static [&'static str]) -> Self {
        self.def.kept = true;
        self.def.made_of = sources;
        self
    }

    /// Says how many of something there are: filters take an empty one for none.
    pub const fn counting(mut self) -> Self {
        self.def.counts = true;
        self
    }

    /// Tells its record from others for as long as it exists: duplicates are found by it.
    pub const fn identifying(mut self) -> Self {
        self.def.identifying = true;
        self
    }

    /// The JSON text of the value a new record gets.
    pub const fn default(mut self, json: &'static str) -> Self {
        self.def.default = json;
        self
    }
}

/// An object as declared.
#[derive(Clone, Copy, Debug)]
pub struct Object {
    /// The key, singular: also its table.
    pub key: &'static str,
    /// The plural used in URLs.
    pub plural: &'static str,
    /// The English label.
    pub label: &'static str,
    /// The English plural label.
    pub label_plural: &'static str,
    /// The group in the navigation: customers, sales, catalog, activity, system.
    pub group: &'static str,
    /// The name of its icon (Tabler icons).
    pub icon: &'static str,
    /// Its fields.
    pub fields: &'static [FieldSpec],
    /// The field that names a record.
    pub title: &'static str,
    /// The text whose beginning names a record that has no title; empty for none.
    pub title_instead: &'static str,
    /// The fields a list shows at first.
    pub list: &'static [&'static str],
    /// The sort a list has at first, such as `-created_at`.
    pub sort: &'static str,
    /// The date or timestamp field that says when it happened; empty for creation. Used by timeline and *last*.
    pub moment: &'static str,
    /// Its records are found by search.
    pub searchable: bool,
    /// How its records are made, if not from their fields alone; empty for all others.
    pub made_by: &'static str,
    /// Sums that are kept with every write.
    pub totals: Option<Totals>,
    /// Links and choices, each with the field its records are often sorted by, which is indexed.
    pub pairs: &'static [(&'static str, &'static str)],
    /// Links, each with the fields that stand in an index of it too.
    pub along: &'static [(&'static str, &'static [&'static str])],
    /// Only administrators and roles that name it may see it: what a role may do with all other objects is not enough.
    pub guarded: bool,
}

/// Sums kept with every write, so that they cost the same however many records there are: how many records, and how much of
/// a money field, for each combination of some links and choices and of the owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Totals {
    /// The links and choices.
    pub by: &'static [&'static str],
    /// The money field.
    pub of: &'static str,
}

impl Object {
    /// An object without fields yet.
    pub const fn new(
        key: &'static str,
        plural: &'static str,
        label: &'static str,
        label_plural: &'static str,
    ) -> Object {
        Object {
            key,
            plural,
            label,
            label_plural,
            group: "system",
            icon: "circle",
            fields: &[],
            title: "name",
            title_instead: "",
            list: &[],
            sort: "-created_at",
            moment: "",
            searchable: true,
            made_by: "",
            totals: None,
            pairs: &[],
            along: &[],
            guarded: false,
        }
    }

    /// Says that the records with one value of the first field, a link or choice, are often listed sorted by the second: such
    /// a list costs the same however many records there are.
    pub const fn sorted_within(mut self, pairs: &'static [(&'static str, &'static str)]) -> Object {
        self.pairs = pairs;
        self
    }

    /// Says which fields stand in an index of a link, called `object_totals_by_link`: what is asked of records that link somewhere is then
    /// answered without looking up each of them.
    pub const fn along(mut self, links: &'static [(&'static str, &'static [&'static str])]) -> Object {
        self.along = links;
        self
    }

    /// Keeps sums of a money field by links and choices.
    pub const fn totals(mut self, by: &'static [&'static str], of: &'static str) -> Object {
        self.totals = Some(Totals { by, of });
        self
    }

    /// Its records are made in another way than from their fields alone: this sentence tells which.
    pub const fn made_by(mut self, how: &'static str) -> Object {
        self.made_by = how;
        self
    }

    /// Its fields, in the sequence forms show them.
    pub const fn fields(mut self, fields: &'static [FieldSpec]) -> Object {
        self.fields = fields;
        self
    }

    /// The field that names a record: text or person_name.
    pub const fn titled_by(mut self, key: &'static str) -> Object {
        self.title = key;
        self
    }

    /// The text whose beginning names a record that has no title.
    pub const fn or_by(mut self, key: &'static str) -> Object {
        self.title_instead = key;
        self
    }

    /// Group in the navigation and icon.
    pub const fn shown_as(mut self, group: &'static str, icon: &'static str) -> Object {
        self.group = group;
        self.icon = icon;
        self
    }

    /// The columns and the sort of a fresh list.
    pub const fn listed(mut self, fields: &'static [&'static str], sort: &'static str) -> Object {
        self.list = fields;
        self.sort = sort;
        self
    }

    /// The field that says when it happened.
    pub const fn happens_at(mut self, key: &'static str) -> Object {
        self.moment = key;
        self
    }

    /// Left out of search.
    pub const fn not_searchable(mut self) -> Object {
        self.searchable = false;
        self
    }

    /// Seen by administrators, and by roles that name it; what a role may do with all other objects is not enough.
    pub const fn guarded(mut self) -> Object {
        self.guarded = true;
        self
    }
}
