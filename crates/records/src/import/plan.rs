//! A mapping that fits its file: what every row goes through.

use super::mapping::{FieldMapping, Mapping, ObjectMapping, RowOperator};
use super::result::EntryRow;
use dictionary::{Dictionary, FieldDef, Formula, ObjectDef};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;
use vocabulary::Result;

/// A mapping checked against dictionary and file.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(super) objects: Vec<PlanObject>,
    pub(super) skip: Vec<PlanTest>,
    pub(super) reports: Vec<(PlanTest, String)>,
    pub(super) group_by: Option<usize>,
    pub(super) corrections: Vec<PlanCorrection>,
}

/// Texts of a column that are replaced.
#[derive(Clone, Debug)]
pub(super) struct PlanCorrection {
    pub column: usize,
    pub header: String,
    pub values: BTreeMap<String, String>,
}

#[derive(Clone, Debug)]
pub(super) struct PlanObject {
    pub object: Arc<ObjectDef>,
    pub mapping: ObjectMapping,
    pub when: Vec<PlanTest>,
    pub fields: Vec<PlanField>,
    /// Every row has a value of its own to match by, so there is no use in remembering it.
    pub once: bool,
}

#[derive(Clone, Debug)]
pub(super) struct PlanField {
    pub field: Arc<FieldDef>,
    pub part: Option<String>,
    pub source: Source,
    pub mapping: FieldMapping,
}

#[derive(Clone, Debug)]
pub(super) enum Source {
    Column(usize),
    Line,
    Constant(serde_json::Value),
    Formula(Formula, Vec<(String, usize)>),
    LinkTo(usize),
}

#[derive(Clone, Debug)]
pub(super) struct PlanTest {
    pub column: usize,
    pub op: RowOperator,
    pub value: String,
}

impl PlanTest {
    /// Whether a row passes.
    pub fn holds(&self, cells: &[String]) -> bool {
        let text = cells.get(self.column).map_or("", |cell| cell.trim());
        let number = |text: &str| tabular::value::parse_decimal(text, false).ok();
        match self.op {
            RowOperator::IsEmpty => text.is_empty(),
            RowOperator::IsNotEmpty => !text.is_empty(),
            RowOperator::Is => text == self.value,
            RowOperator::IsNot => text != self.value,
            RowOperator::StartsWith => text.starts_with(&self.value),
            RowOperator::NotStartsWith => !text.starts_with(&self.value),
            RowOperator::IsOneOf => self.value.split(',').any(|one| one.trim() == text),
            RowOperator::Lt => matches!((number(text), number(&self.value)), (Some(a), Some(b)) if a < b),
            RowOperator::Gt => matches!((number(text), number(&self.value)), (Some(a), Some(b)) if a > b),
        }
    }
}

/// Rows, and the objects (with their position in the plan) that are written with them.
pub(super) type Pass<'p, 'r, R> = (&'r [R], Vec<(usize, &'p PlanObject)>);

impl Plan {
    /// Checks a mapping. All mistakes come back together, each with its place in the mapping.
    pub fn new(dictionary: &Dictionary, mapping: &Mapping, headers: &[String]) -> Result<Plan> {
        super::check::check(dictionary, mapping, headers)
    }

    /// The column whose neighboring equal values make a group.
    pub fn group_by(&self) -> Option<usize> {
        self.group_by
    }

    /// A row with the corrections of the mapping, which are told in its warnings.
    pub(super) fn corrected<'e>(&self, row: &'e EntryRow) -> Cow<'e, EntryRow> {
        let mut row = Cow::Borrowed(row);
        for correction in &self.corrections {
            let text = row.cells.get(correction.column).map_or("", |cell| cell.trim());
            let Some(replaced) = correction.values.get(text).filter(|replaced| *replaced != text) else {
                continue;
            };
            let message = format!("{}: “{text}” was read as “{replaced}”", correction.header);
            let owned = row.to_mut();
            owned.warnings.push(message);
            if let Some(cell) = owned.cells.get_mut(correction.column) {
                cell.clone_from(replaced);
            }
        }
        row
    }

    /// The keys of the objects it writes.
    pub fn objects(&self) -> impl Iterator<Item = &str> {
        self.objects.iter().map(|object| object.object.key.as_str())
    }

    /// The objects written with one set of rows: once per group those that stand first, then for each row the others.
    /// Without groups all are written once.
    pub(super) fn passes<'p, 'r, R>(&'p self, rows: &'r [R]) -> Vec<Pass<'p, 'r, R>> {
        let with = |per_group: bool| -> Vec<(usize, &PlanObject)> {
            let suits =
                |object: &PlanObject| self.group_by.is_none() || object.mapping.per_group == per_group;
            self.objects.iter().enumerate().filter(|(_, object)| suits(object)).collect()
        };
        let mut passes = vec![(rows, with(true))];
        if self.group_by.is_some() {
            passes.extend(rows.chunks(1).map(|row| (row, with(false))));
        }
        passes
    }
}
