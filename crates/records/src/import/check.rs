//! Checks a mapping against dictionary and file: what is wrong is told before the first row is read.

use super::mapping::{Column, FieldMapping, LINE, LinkMapping, Mapping, ObjectMapping, RowOperator, RowTest};
use super::plan::{Plan, PlanCorrection, PlanField, PlanObject, PlanTest, Source};
use dictionary::{Dictionary, FieldDef, Formula, Kind, ObjectDef};
use vocabulary::{Error, Problem, Result};

pub(super) fn check(dictionary: &Dictionary, mapping: &Mapping, headers: &[String]) -> Result<Plan> {
    let mut checker = Checker { dictionary, headers, problems: Vec::new() };
    let plan = checker.plan(mapping);
    if checker.problems.is_empty() { Ok(plan) } else { Err(Error::Invalid(checker.problems)) }
}

/// The parts of a value that may have a column each.
pub(super) fn parts_of(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::PersonName => &["given", "family"],
        Kind::PostalAddress => &["street", "city", "region", "postal_code", "country"],
        Kind::Money => &["currency"],
        _ => &[],
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
        let options = &mapping.options;
        let group_by = options.group_by.as_ref().and_then(|column| self.column("options.group_by", column));
        let skip = self.tests("options.skip_rows_where", &options.skip_rows_where);
        let mut reports = Vec::new();
        for report in &options.report_rows_where {
            if let Some(test) =
                self.test("options.report_rows_where", &report.column, report.op, &report.value)
            {
                reports.push((test, report.message.clone()));
            }
        }
        let mut corrections = Vec::new();
        for correction in &options.corrections {
            if let Some(column) = self.column("options.corrections", &correction.column) {
                let header = self.headers.get(column).cloned().unwrap_or_default();
                corrections.push(PlanCorrection { column, header, values: correction.values.clone() });
            }
        }
        let mut objects: Vec<PlanObject> = Vec::new();
        for (index, object) in mapping.objects.iter().enumerate() {
            let place = format!("objects.{index}");
            if objects.iter().any(|earlier| earlier.mapping.called() == object.called()) {
                let message = format!("Two objects of the mapping are called “{}”.", object.called());
                self.problem(&place, "taken", message);
            }
            if object.per_group && group_by.is_none() {
                let message = "Without “group_by” there are no groups.".to_string();
                self.problem(&format!("{place}.per_group"), "malformed", message);
            }
            if let Some(planned) = self.object(&place, object, &objects) {
                objects.push(planned);
            }
        }
        Plan { objects, skip, reports, group_by, corrections }
    }

    fn object(&mut self, place: &str, mapping: &ObjectMapping, earlier: &[PlanObject]) -> Option<PlanObject> {
        let Some(object) = self.dictionary.object(&mapping.object).cloned() else {
            let message = format!("There is no object “{}”.", mapping.object);
            self.problem(&format!("{place}.object"), "not_found", message);
            return None;
        };
        let mut fields: Vec<PlanField> = Vec::new();
        for (index, field) in mapping.fields.iter().enumerate() {
            let place = format!("{place}.fields.{index}");
            let Some(field) = self.field(&place, mapping, &object, field, earlier) else { continue };
            let again =
                fields.iter().any(|known| known.field.key == field.field.key && known.part == field.part);
            if again && !field.field.value_kind().multiple() {
                let message = format!("“{}” gets a value twice.", field.mapping.field);
                self.problem(&place, "taken", message);
            }
            fields.push(field);
        }
        for key in &mapping.match_fields {
            self.matching(place, mapping, &object, key, &fields);
        }
        let when = self.tests(&format!("{place}.when"), &mapping.when);
        let by_line = |field: &PlanField| {
            matches!(field.source, Source::Line) && mapping.match_fields.first() == Some(&field.field.key)
        };
        let once = fields.iter().any(by_line);
        Some(PlanObject { object, mapping: mapping.clone(), when, fields, once })
    }

    fn matching(
        &mut self,
        place: &str,
        mapping: &ObjectMapping,
        object: &ObjectDef,
        key: &str,
        fields: &[PlanField],
    ) {
        let place = format!("{place}.match");
        if key != "title" && !object.field(key).is_some_and(|field| field.unique) {
            let message =
                format!("“{key}” does not tell records of {} apart: it is not unique.", object.label);
            self.problem(&place, "malformed", message);
        }
        let key = if key == "title" { object.title_field.as_str() } else { key };
        // A field that was wrong has been told already.
        let mapped = mapping.fields.iter().any(|field| field.field.split('.').next() == Some(key));
        if !mapped && !fields.iter().any(|field| field.field.key == key) {
            self.problem(&place, "required", format!("“{key}” is to match records but gets no value."));
        }
    }

    fn field(
        &mut self,
        place: &str,
        of: &ObjectMapping,
        object: &ObjectDef,
        mapping: &FieldMapping,
        earlier: &[PlanObject],
    ) -> Option<PlanField> {
        let (key, part) = match mapping.field.split_once('.') {
            Some((key, part)) => (key, Some(part.to_string())),
            None => (mapping.field.as_str(), None),
        };
        let place_of_field = format!("{place}.field");
        let Some(field) = object.field(key).cloned() else {
            self.problem(&place_of_field, "unknown_field", format!("{} has no field “{key}”.", object.label));
            return None;
        };
        if field.read_only() {
            self.problem(&place_of_field, "read_only", format!("“{key}” cannot be written."));
            return None;
        }
        if let Some(part) = &part
            && !parts_of(field.value_kind()).contains(&part.as_str())
        {
            self.problem(&place_of_field, "unknown_field", format!("“{key}” has no part “{part}”."));
            return None;
        }
        if mapping.sum && !(of.per_group && field.value_kind().summable()) {
            let message = "Only numbers and amounts of an object that stands once per group can be added up.";
            self.problem(&format!("{place}.sum"), "malformed", message.to_string());
        }
        if let Some(currency) = &mapping.parse.currency
            && let Err(message) = currency.parse::<vocabulary::Currency>()
        {
            self.problem(&format!("{place}.parse.currency"), "malformed", message);
        }
        let link = matches!(field.value_kind(), Kind::Link | Kind::File);
        if mapping.link.is_some() && !link {
            self.problem(&format!("{place}.link"), "malformed", format!("“{key}” is no link."));
            return None;
        }
        let source = self.source(place, &field, mapping, earlier)?;
        let by = mapping.link.as_ref().and_then(|link| link.by.as_deref());
        match (&source, by) {
            (Source::LinkTo(_), _) => {}
            (_, Some(by)) => self.link(place, &field, by),
            (_, None) if link => {
                let message = format!("“{key}” is a link: say in “link” by what its records are found.");
                self.problem(&format!("{place}.link"), "required", message);
            }
            _ => {}
        }
        Some(PlanField { field, part, source, mapping: mapping.clone() })
    }

    fn link(&mut self, place: &str, field: &FieldDef, by: &str) {
        let target = field.to.as_deref().unwrap_or("file");
        let unique = |object: &std::sync::Arc<ObjectDef>| object.field(by).is_some_and(|field| field.unique);
        if !["user", "team"].contains(&target)
            && by != "title"
            && !self.dictionary.object(target).is_some_and(unique)
        {
            let message =
                format!("“{}” links to {target}, whose records “{by}” does not tell apart.", field.key);
            self.problem(&format!("{place}.link.by"), "malformed", message);
        }
    }

    fn source(
        &mut self,
        place: &str,
        field: &FieldDef,
        mapping: &FieldMapping,
        earlier: &[PlanObject],
    ) -> Option<Source> {
        let to = mapping.link.as_ref().and_then(|link| link.to.as_deref());
        let given = usize::from(mapping.column.is_some())
            + usize::from(mapping.constant.is_some())
            + usize::from(mapping.formula.is_some())
            + usize::from(to.is_some());
        if given != 1 {
            let message =
                format!("“{}” needs exactly one of column, constant, formula and link.to.", mapping.field);
            self.problem(place, "malformed", message);
            return None;
        }
        match (&mapping.column, &mapping.constant, to) {
            (Some(Column::Header(header)), ..) if header == LINE => Some(Source::Line),
            (Some(column), ..) => self.column(&format!("{place}.column"), column).map(Source::Column),
            (_, Some(constant), _) => Some(Source::Constant(constant.clone())),
            (.., Some(name)) => self.link_to(place, field, mapping.link.as_ref(), name, earlier),
            _ => self.formula(place, mapping.formula.as_deref().unwrap_or_default()),
        }
    }

    fn link_to(
        &mut self,
        place: &str,
        field: &FieldDef,
        link: Option<&LinkMapping>,
        name: &str,
        earlier: &[PlanObject],
    ) -> Option<Source> {
        let place = format!("{place}.link.to");
        if link.is_some_and(|link| link.by.is_some()) {
            self.problem(&place, "malformed", "Say either “by” or “to”, not both.".to_string());
        }
        let position = earlier.iter().position(|object| object.mapping.called() == name);
        let target = position.and_then(|position| earlier.get(position));
        if target.is_none_or(|object| field.to.as_deref() != Some(object.object.key.as_str())) {
            let message = format!("No earlier object of the mapping called “{name}” fits “{}”.", field.key);
            self.problem(&place, "malformed", message);
            return None;
        }
        position.map(Source::LinkTo)
    }

    fn formula(&mut self, place: &str, text: &str) -> Option<Source> {
        let place = format!("{place}.formula");
        let formula = match Formula::parse(text) {
            Ok(formula) => formula,
            Err(error) => {
                self.problem(&place, "malformed", error.to_string());
                return None;
            }
        };
        let names: Vec<String> = formula.fields().into_iter().map(str::to_string).collect();
        let mut columns: Vec<(String, usize)> = Vec::new();
        for name in names {
            let column = self.column(&place, &Column::Header(name.clone()))?;
            if !columns.iter().any(|(known, _)| *known == name) {
                columns.push((name, column));
            }
        }
        Some(Source::Formula(formula, columns))
    }

    fn tests(&mut self, place: &str, tests: &[RowTest]) -> Vec<PlanTest> {
        tests.iter().filter_map(|test| self.test(place, &test.column, test.op, &test.value)).collect()
    }

    fn test(&mut self, place: &str, column: &Column, op: RowOperator, value: &str) -> Option<PlanTest> {
        let column = self.column(place, column)?;
        Some(PlanTest { column, op, value: value.to_string() })
    }

    fn column(&mut self, place: &str, column: &Column) -> Option<usize> {
        let found = match column {
            Column::Number(number) => Some(*number).filter(|number| *number < self.headers.len()),
            Column::Header(header) => {
                let spellings: [fn(&str) -> String; 3] = [
                    |text| text.to_string(),
                    |text| vocabulary::fold(text),
                    |text| vocabulary::words(text).join("_"),
                ];
                spellings.iter().find_map(|spelled| {
                    self.headers.iter().position(|known| spelled(known) == spelled(header))
                })
            }
        };
        if found.is_none() {
            let wanted = match column {
                Column::Number(number) => format!("no column number {number}"),
                Column::Header(header) => format!("no column “{header}”"),
            };
            let headers = self.headers.iter().take(40).cloned().collect::<Vec<_>>().join(", ");
            self.problem(place, "not_found", format!("The file has {wanted}; it has: {headers}."));
        }
        found
    }
}
