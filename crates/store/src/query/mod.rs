//! The query tree: what a list, a segment, a board or a report asks, before any dialect.

pub(crate) mod compile;
mod cursor;
mod known;
pub mod memory;
pub mod parse;
mod row;
pub mod run;

pub use parse::{GroupRequest, Parser};
pub use row::Row;

use dictionary::{Dictionary, FieldDef, Measure, ObjectDef, Operator, Value};
use std::sync::Arc;
use vocabulary::{Id, Timestamp, WorkspaceId};

/// Which rows of an object its viewer may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// None.
    Nothing,
    /// All of the workspace.
    All,
    /// Those looked after by one of these users.
    Owners(Arc<[Id]>),
}

/// What the viewer may see; asked for every object and field a query touches, also along links and inside conditions.
pub trait Visibility {
    /// Which rows of an object.
    fn scope(&self, object: &str) -> Scope;
    /// Whether a field may be read. A hidden field does not exist for filters, sorts, groups, search and links.
    fn may_read(&self, object: &str, field: &str) -> bool;
    /// A number that all share who see the same of an object and of what it links to, whoever they are: what was worked out
    /// for one of them is used again for the others. None when there is no such number; [`SEES_ALL`] and [`SEES_BARE`] are
    /// taken, and no other is used twice.
    fn shared(&self) -> Option<u64> {
        None
    }
}

/// Shared by those who see everything.
pub const SEES_ALL: u64 = 0;
/// Shared by those who see all of one object and nothing of others.
pub const SEES_BARE: u64 = 1;

/// Sees all: for the system itself.
#[derive(Clone, Copy, Debug)]
pub struct SeesAll;

impl Visibility for SeesAll {
    fn scope(&self, _object: &str) -> Scope {
        Scope::All
    }
    fn may_read(&self, _object: &str, _field: &str) -> bool {
        true
    }
    fn shared(&self) -> Option<u64> {
        Some(SEES_ALL)
    }
}

/// Whether records in the trash count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash)]
pub enum Trash {
    /// Only living records.
    #[default]
    Without,
    /// Only removed ones.
    Only,
    /// Both.
    With,
}

/// Who asks and when: what relative dates and `me` mean.
#[derive(Clone, Debug)]
pub struct Moment {
    /// Now.
    pub now: Timestamp,
    /// The asker's time zone.
    pub zone: jiff::tz::TimeZone,
    /// First day of the week: 1 Monday … 7 Sunday.
    pub first_weekday: u8,
    /// The asker.
    pub me: Option<Id>,
    /// The workspace's currency, for bare amounts.
    pub read: dictionary::ReadContext,
}

/// A field reached over up to three links: `company.parent.sector`.
#[derive(Clone, Debug)]
pub struct Path {
    /// The links on the way: the field of each object, in sequence.
    pub links: Vec<Arc<FieldDef>>,
    /// The object the last step lands on (the query's own object when there are no links).
    pub object: Arc<ObjectDef>,
    /// The field there; `None` stands for the record's id (`id`).
    pub field: Option<Arc<FieldDef>>,
    /// The path as written.
    pub text: String,
}

/// A condition, checked against dictionary and rights.
#[derive(Clone, Debug)]
pub enum Filter {
    /// All of them; true when empty.
    And(Vec<Filter>),
    /// At least one; false when empty.
    Or(Vec<Filter>),
    /// The opposite.
    Not(Box<Filter>),
    /// A test of a field.
    Field(Test),
    /// A test of the records that link here.
    Linked(Linked),
    /// A test of whether it is on a list of members.
    Member(Member),
}

/// A test of whether a record, or the one it links to, is on a list of members.
#[derive(Clone, Debug)]
pub struct Member {
    /// The list.
    pub list: Id,
    /// The way to the member; no field at its end.
    pub path: Path,
    /// For those who may not see all the rule looks at: what they see decides, not the list that is kept.
    pub rule: Option<Box<Filter>>,
}

/// A test of a field.
#[derive(Clone, Debug)]
pub struct Test {
    /// The field.
    pub path: Path,
    /// The operator.
    pub operator: Operator,
    /// What it is compared with; relative dates and `me` are resolved already.
    pub operand: Operand,
}

/// What a field is compared with.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// Nothing (`is_empty`).
    None,
    /// A value of the field's kind.
    Value(Value),
    /// Several.
    Values(Vec<Value>),
    /// From, to, both included; a missing end is open.
    Range(Option<Value>, Option<Value>),
    /// A half-open span: from included, until excluded. Relative spans and whole days of moments become this.
    Span(Value, Value),
    /// A text, to be folded.
    Text(String),
    /// Ids.
    Ids(Vec<Id>),
    /// Month and day from, to (mmdd); from may be after to across New Year.
    MonthDays(u16, u16),
}

/// A test of the records of another object that link here.
#[derive(Clone, Debug)]
pub struct Linked {
    /// The linking object.
    pub object: Arc<ObjectDef>,
    /// Its link field.
    pub link: Arc<FieldDef>,
    /// Which of its records count.
    pub filter: Option<Box<Filter>>,
    /// What must hold of them together; none means at least one.
    pub having: Vec<Having>,
}

/// A bound on a measure over linked records.
#[derive(Clone, Debug)]
pub struct Having {
    /// The measure.
    pub measure: Measure,
    /// The measured field; none for a count.
    pub field: Option<Arc<FieldDef>>,
    /// `lt lte gt gte is between`.
    pub operator: Operator,
    /// The bound, of the field's kind (an integer for a count). Money: only records of that currency are measured.
    pub operand: Operand,
}

/// One level of sorting. Empty values come last, whichever the direction.
#[derive(Clone, Debug)]
pub struct Sort {
    /// The field; a link sorts by the linked record's title.
    pub path: Path,
    /// Largest first.
    pub descending: bool,
}

/// What a query answers with.
#[derive(Clone, Debug)]
pub struct Selection {
    /// The fields, in sequence; the values of a record are parallel to them.
    pub paths: Vec<Path>,
    /// Whether links come with their target's title (where the viewer may see it).
    pub titles: bool,
}

/// A list of records.
pub struct Query<'a> {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The dictionary.
    pub dictionary: &'a Dictionary,
    /// Whose records.
    pub object: &'a Arc<ObjectDef>,
    /// What the viewer may see.
    pub visibility: &'a dyn Visibility,
    /// Which records.
    pub filter: Option<Filter>,
    /// Words all of which the record's search text has, as the beginning of a word.
    pub text: Option<String>,
    /// The sequence; the id decides what is equal.
    pub sort: Vec<Sort>,
    /// What to answer with.
    pub selection: Selection,
    /// At most so many.
    pub limit: usize,
    /// Continue after this place.
    pub after: Option<Cursor>,
    /// Whether the trash counts.
    pub trash: Trash,
}

/// A place in a sorted list: the sort values and id of the last record seen. Its text form is opaque to users.
#[derive(Clone, Debug, PartialEq)]
pub struct Cursor {
    /// The sort column values, parallel to the sort.
    pub values: Vec<crate::Datum>,
    /// The id.
    pub id: Id,
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct Page {
    /// The records.
    pub records: Vec<crate::record::StoredRecord>,
    /// Where the next page begins, if there is one.
    pub next: Option<Cursor>,
}

/// A number of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// How many, at most the cap.
    pub value: u64,
    /// There are more than the cap.
    pub capped: bool,
}

/// A span of time that groups fall into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bucket {
    /// A day.
    Day,
    /// A week, from the asker's first weekday.
    Week,
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// A year.
    Year,
}

/// What the values of a key fall into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// Spans of time.
    Time(Bucket),
    /// Days of the week, 1 Monday to 7 Sunday, in the asker's zone.
    Weekday,
    /// Hours of the day, 0 to 23, in the asker's zone.
    Hour,
    /// Bands of numbers of that width, in millionths; each is named by where it begins.
    Band(i64),
    /// Countries of postal addresses, in capitals; a record stands in each country it has an address in.
    Country,
}

/// What is measured of the records of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gauge {
    /// What rollups measure too.
    Of(Measure),
    /// How many different values there are.
    Distinct,
    /// The value in the middle; of an even number the mean of the two in the middle.
    Median,
}

/// Records in groups.
pub struct GroupQuery<'a> {
    /// Which records: sort, selection, limit and cursor of it are not used.
    pub query: Query<'a>,
    /// The moment, for buckets in the asker's zone.
    pub moment: &'a Moment,
    /// The keys, and what their values fall into.
    pub by: Vec<(Path, Option<Split>)>,
    /// The measures; none for a count of records.
    pub measures: Vec<(Gauge, Option<Path>)>,
    /// By which column of the result (keys first, then measures), and whether descending; else by the keys.
    pub sort: Option<(usize, bool)>,
    /// At most so many groups.
    pub limit: usize,
}

/// One group. Where a measure is money, groups are per currency.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The keys: values of the field, the first day of the bucket as a date, the number of the day or hour, or the number a band
    /// begins with. Links come with titles.
    pub keys: Vec<Value>,
    /// The currency of money measures.
    pub currency: Option<vocabulary::Currency>,
    /// The measures: integers for counts, else values of the field's kind (means: decimal, or money).
    pub values: Vec<Value>,
}

/// What someone types into the search box.
pub struct Search<'a> {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The dictionary.
    pub dictionary: &'a Dictionary,
    /// What the viewer may see.
    pub visibility: &'a dyn Visibility,
    /// The text: words, a mail address, a phone number in any spelling, an external id.
    pub text: &'a str,
    /// Country assumed for phone numbers.
    pub country: Option<&'a str>,
    /// Only these objects; all when empty.
    pub objects: Vec<String>,
    /// At most so many.
    pub limit: usize,
}

/// A record found by search, best first.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Its object.
    pub object: String,
    /// Its id.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// The readable field in which the words were found, if not the title.
    pub matched: Option<String>,
}
