//! A mapping checked against dictionary and file: what is wrong is told before the first row is read.

use super::mapping::{Column, FieldMapping, Mapping, ObjectMapping, RowOperator, RowTest};
use dictionary::{Dictionary, FieldDef, Formula, Kind, ObjectDef};
use std::sync::Arc;
use vocabulary::{Error, Problem, Result};

/// A mapping that fits its file.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(super) objects: Vec<PlanObject>,
    pub(super) skip: Vec<PlanTest>,
    pub(super) group_by: Option<usize>,
}

#[derive(Clone, Debug)]
pub(super) struct PlanObject {
    pub object: Arc<ObjectDef>,
    pub mapping: ObjectMapping,
    pub when: Vec<PlanTest>,
    pub fields: Vec<PlanField>,
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
            RowOperator::Lt => matches!((number(text), number(&self.value)), (Some(a), Some(b)) if a < b),
            RowOperator::Gt => matches!((number(text), number(&self.value)), (Some(a), Some(b)) if a > b),
        }
    }
}

impl Plan {
    /// Checks a mapping. All mistakes come back together, each with its place in the mapping.
    pub fn new(dictionary: &Dictionary, mapping: &Mapping, headers: &[String]) -> Result<Plan> {
        let mut checker = Checker { dictionary, headers, problems: Vec::new() };
        let plan = checker.plan(mapping);
        if checker.problems.is_empty() { Ok(plan) } else { Err(Error::Invalid(checker.problems)) }
    }

    /// The column whose neighboring equal values make a group.
    pub fn group_by(&self) -> Option<usize> {
        self.group_by
    }

    /// The keys of the objects it writes.
    pub fn objects(&self) -> impl Iterator<Item = &str> {
        self.objects.iter().map(|object| object.object.key.as_str())
    }
}

struct Checker<'a> {
    dictionary: &'a Dictionary,
    headers: &'a [String],
    problems: Vec<Problem>,
}

impl Checker<'_> {
    fn problem(&mut self, place: &str, code: &str, message: String) {
        self.problems.push(Problem::new(place, code, message));
    }

    fn plan(&mut self, mapping: &Mapping) -> Plan {
        if mapping.objects.is_empty() {
            self.problem("objects", "required", "The mapping names no object to import.".to_string());
        }
        let group_by = mapping.options.group_by.as_ref().and_then(|column| self.column("options.group_by", column));
        let skip = self.tests("options.skip_rows_where", &mapping.options.skip_rows_where);
        let mut objects: Vec<PlanObject> = Vec::new();
        for (index, object) in mapping.objects.iter().enumerate() {
            let place = format!("objects.{index}");
            if objects.iter().any(|earlier| earlier.mapping.called() == object.called()) {
                self.problem(&place, "taken", format!("Two objects of the mapping are called “{}”.", object.called()));
            }
            if let Some(planned) = self.object(&place, object, &objects) {
                objects.push(planned);
            }
        }
        Plan { objects, skip, group_by }
    }

    fn object(&mut self, place: &str, mapping: &ObjectMapping, earlier: &[PlanObject]) -> Option<PlanObject> {
        let Some(object) = self.dictionary.object(&mapping.object).cloned() else {
            self.problem(&format!("{place}.object"), "not_found", format!("There is no object “{}”.", mapping.object));
            return None;
        };
        let mut fields = Vec::new();
        for (index, field) in mapping.fields.iter().enumerate() {
            if let Some(field) = self.field(&format!("{place}.fields.{index}"), &object, field, earlier) {
                fields.push(field);
            }
        }
        for key in &mapping.match_fields {
            let unique = key == "title" || object.field(key).is_some_and(|field| field.unique);
            if !unique {
                self.problem(&format!("{place}.match"), "malformed", format!("“{key}” does not tell records of {} apart: it is not unique.", object.label));
            }
            let key = if key == "title" { object.title_field.as_str() } else { key.as_str() };
            if !fields.iter().any(|field| field.field.key == key) {
                self.problem(&format!("{place}.match"), "required", format!("“{key}” is to match records but gets no value."));
            }
        }
        let when = self.tests(&format!("{place}.when"), &mapping.when);
        Some(PlanObject { object, mapping: mapping.clone(), when, fields })
    }

    fn field(&mut self, place: &str, object: &ObjectDef, mapping: &FieldMapping, earlier: &[PlanObject]) -> Option<PlanField> {
        let (key, part) = match mapping.field.split_once('.') {
            Some((key, part)) => (key, Some(part.to_string())),
            None => (mapping.field.as_str(), None),
        };
        let Some(field) = object.field(key).cloned() else {
            self.problem(&format!("{place}.field"), "unknown_field", format!("{} has no field “{key}”.", object.label));
            return None;
        };
        if field.read_only() {
            self.problem(&format!("{place}.field"), "read_only", format!("“{key}” cannot be written."));
            return None;
        }
        if let Some(part) = &part {
            let parts: &[&str] = match field.value_kind() {
                Kind::PersonName => &["given", "family"],
                Kind::PostalAddress => &["street", "city", "region", "postal_code", "country"],
                _ => &[],
            };
            if !parts.contains(&part.as_str()) {
                self.problem(&format!("{place}.field"), "unknown_field", format!("“{key}” has no part “{part}”."));
                return None;
            }
        }
        if let Some(link) = &mapping.link {
            self.link(place, &field, &link.by);
        }
        let source = self.source(place, &field, mapping, earlier)?;
        Some(PlanField { field, part, source, mapping: mapping.clone() })
    }

    fn link(&mut self, place: &str, field: &FieldDef, by: &str) {
        let target = field.to.as_deref().unwrap_or_default();
        let found = target == "user" || by == "title" || self.dictionary.object(target).and_then(|object| object.field(by)).is_some_and(|field| field.unique);
        if !found {
            let message = format!("“{}” links to {target}, whose records “{by}” does not tell apart.", field.key);
            self.problem(&format!("{place}.link.by"), "malformed", message);
        }
    }

    fn source(&mut self, place: &str, field: &FieldDef, mapping: &FieldMapping, earlier: &[PlanObject]) -> Option<Source> {
        let given = usize::from(mapping.column.is_some())
            + usize::from(mapping.constant.is_some())
            + usize::from(mapping.formula.is_some())
            + usize::from(mapping.link_to.is_some());
        if given != 1 {
            self.problem(place, "malformed", format!("“{}” needs exactly one of column, constant, formula, link_to.", field.key));
            return None;
        }
        if let Some(column) = &mapping.column {
            return self.column(&format!("{place}.column"), column).map(Source::Column);
        }
        if let Some(constant) = &mapping.constant {
            return Some(Source::Constant(constant.clone()));
        }
        if let Some(name) = &mapping.link_to {
            let position = earlier.iter().position(|object| object.mapping.called() == name);
            let fits = position.and_then(|position| earlier.get(position)).is_some_and(|object| field.to.as_deref() == Some(object.object.key.as_str()));
            if !fits {
                self.problem(&format!("{place}.link_to"), "malformed", format!("No earlier object of the mapping called “{name}” fits “{}”.", field.key));
                return None;
            }
            return position.map(Source::LinkTo);
        }
        let text = mapping.formula.as_deref().unwrap_or_default();
        match Formula::parse(text) {
            Ok(formula) => {
                let names: Vec<String> = formula.fields().into_iter().map(str::to_string).collect();
                let columns: Vec<(String, usize)> = names
                    .into_iter()
                    .filter_map(|name| {
                        let column = self.column(&format!("{place}.formula"), &Column::Header(name.clone()))?;
                        Some((name, column))
                    })
                    .collect();
                Some(Source::Formula(formula, columns))
            }
            Err(error) => {
                self.problem(&format!("{place}.formula"), "malformed", error.to_string());
                None
            }
        }
    }

    fn tests(&mut self, place: &str, tests: &[RowTest]) -> Vec<PlanTest> {
        tests
            .iter()
            .filter_map(|test| {
                let column = self.column(place, &test.column)?;
                Some(PlanTest { column, op: test.op, value: test.value.clone() })
            })
            .collect()
    }

    fn column(&mut self, place: &str, column: &Column) -> Option<usize> {
        let found = match column {
            Column::Number(number) => Some(*number).filter(|number| *number < self.headers.len()),
            Column::Header(header) => {
                let folded = vocabulary::fold(header);
                self.headers.iter().position(|known| known == header).or_else(|| self.headers.iter().position(|known| vocabulary::fold(known) == folded))
            }
        };
        if found.is_none() {
            let wanted = match column {
                Column::Number(number) => format!("no column number {number}"),
                Column::Header(header) => format!("no column “{header}”"),
            };
            self.problem(place, "not_found", format!("The file has {wanted}; it has: {}.", self.headers.iter().take(40).cloned().collect::<Vec<_>>().join(", ")));
        }
        found
    }
}
