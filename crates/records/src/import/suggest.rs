//! A mapping made of guesses, to be looked at by the user, and what must be asked before a file can be read for sure.

use super::guess::{Guess, Guessed};
use super::mapping::{
    Column, Conflict, FieldMapping, LinkMapping, LinkMissing, Mapping, ObjectMapping, Parse, RowOperator,
    RowTest, UnknownChoice, WhenMissing,
};
use dictionary::{Dictionary, FieldDef, Formula, Kind, ObjectDef, SystemField};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tabular::{ColumnShape, Looks};

/// Something only the user can decide.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// The column's number.
    pub column: usize,
    /// What is asked.
    pub question: String,
    /// The possible answers.
    pub options: Vec<String>,
}

/// A mapping made of the guesses. Objects that link to others of the file come after them, and link to them.
pub fn suggest(
    dictionary: &Dictionary,
    headers: &[String],
    guesses: &[Guessed],
    shapes: &[ColumnShape],
) -> Option<Mapping> {
    let mut keys: Vec<&str> = Vec::new();
    for guess in guesses.iter().filter_map(|guessed| guessed.guess.as_ref()) {
        if !keys.contains(&guess.object.as_str()) {
            keys.push(&guess.object);
        }
    }
    let objects: Vec<Arc<ObjectDef>> =
        keys.iter().filter_map(|key| dictionary.object(key).cloned()).collect();
    let mut mapped: Vec<ObjectMapping> = Vec::new();
    for object in sorted(objects) {
        let mine = guesses.iter().enumerate().filter_map(|(column, guessed)| {
            let guess = guessed.guess.as_ref().filter(|guess| guess.object == object.key)?;
            field(dictionary, &object, guess, column, shapes.get(column))
        });
        let mut fields: Vec<FieldMapping> = mine.collect();
        for earlier in &mapped {
            let links = |field: &&Arc<FieldDef>| {
                field.to.as_deref() == Some(earlier.object.as_str())
                    && !fields.iter().any(|known| known.field == field.key)
            };
            if let Some(link) = object.fields.iter().find(links) {
                let to = LinkMapping { to: Some(earlier.object.clone()), ..LinkMapping::default() };
                fields.push(FieldMapping {
                    field: link.key.clone(),
                    link: Some(to),
                    ..FieldMapping::default()
                });
            }
        }
        fields.extend(title(&object, &fields, headers));
        mapped.push(object_mapping(&object, fields));
    }
    if mapped.len() > 1 {
        for (object, definition) in mapped.iter_mut().filter_map(|mapping| {
            let definition = dictionary.object(&mapping.object)?;
            Some((mapping, definition))
        }) {
            object.when = needed(definition, &object.fields);
        }
    }
    if mapped.is_empty() { None } else { Some(Mapping { objects: mapped, ..Mapping::default() }) }
}

/// Those that link to others come after them.
fn sorted(mut objects: Vec<Arc<ObjectDef>>) -> Vec<Arc<ObjectDef>> {
    let mut sorted: Vec<Arc<ObjectDef>> = Vec::new();
    while !objects.is_empty() {
        let waits = |object: &Arc<ObjectDef>| {
            let targets = object.fields.iter().filter_map(|field| field.to.as_deref());
            objects
                .iter()
                .any(|other| other.key != object.key && targets.clone().any(|target| target == other.key))
        };
        // In a circle of links whoever stands first goes first.
        let next = objects.iter().position(|object| !waits(object)).unwrap_or(0);
        sorted.push(objects.remove(next));
    }
    sorted
}

/// A title put together from what a row links to, or from its id, where the file has no column for one that is required.
fn title(object: &ObjectDef, fields: &[FieldMapping], headers: &[String]) -> Option<FieldMapping> {
    let definition = object.field(&object.title_field)?;
    if !definition.required
        || definition.value_kind() != Kind::Text
        || fields.iter().any(|mapping| mapping.field == definition.key)
    {
        return None;
    }
    let named = |wanted: &dyn Fn(&FieldDef) -> bool| -> Vec<String> {
        let mine =
            fields.iter().filter(|mapping| object.field(&mapping.field).is_some_and(|field| wanted(field)));
        let columns = mine.filter_map(|mapping| match &mapping.column {
            Some(Column::Number(number)) => headers.get(*number),
            _ => None,
        });
        columns.map(|header| vocabulary::words(header).join("_")).collect()
    };
    let links = named(&|field| field.kind == Kind::Link && field.system.is_none());
    let ids = named(&|field| field.system == Some(SystemField::ExternalIds));
    let formula = match (links.as_slice(), ids.as_slice()) {
        ([first, second, ..], _) => format!("if({second}, concat({first}, ', ', {second}), {first})"),
        ([only], _) | ([], [only, ..]) => only.clone(),
        ([], []) => return None,
    };
    // Headers may be anything; not all can be named in a formula.
    Formula::parse(&formula).ok()?;
    Some(FieldMapping { field: definition.key.clone(), formula: Some(formula), ..FieldMapping::default() })
}

fn object_mapping(object: &ObjectDef, fields: Vec<FieldMapping>) -> ObjectMapping {
    let unique = |field: &&FieldMapping| object.field(&field.field).is_some_and(|field| field.unique);
    let mut match_fields: Vec<String> = Vec::new();
    for field in fields.iter().filter(unique) {
        if !match_fields.contains(&field.field) {
            match_fields.push(field.field.clone());
        }
    }
    // Where rows name others of their own kind, such as a parent company, a row further down may be one that was made by its name.
    let names_its_own = fields.iter().any(|mapping| {
        object.field(&mapping.field).is_some_and(|field| field.to.as_deref() == Some(&object.key))
    });
    let titled = fields.iter().any(|mapping| mapping.field == object.title_field);
    if match_fields.is_empty() && names_its_own && titled {
        match_fields.push("title".to_string());
    }
    // An external id decides before a mail address, which people share and change.
    match_fields.sort_by_key(|field| field != "external_ids");
    let conflict = if match_fields.is_empty() { Conflict::Overwrite } else { Conflict::FillEmpty };
    ObjectMapping {
        name: None,
        object: object.key.clone(),
        match_fields,
        when_missing: WhenMissing::Create,
        conflict,
        when: Vec::new(),
        per_group: false,
        fields,
    }
}

/// In a file of several objects a row has this one only if what it needs is there.
fn needed(object: &ObjectDef, fields: &[FieldMapping]) -> Vec<RowTest> {
    let of_column = |wanted: &dyn Fn(&FieldDef) -> bool| {
        fields.iter().find_map(|mapping| {
            let key = mapping.field.split('.').next().unwrap_or_default();
            let column = mapping.column.clone()?;
            object.field(key).filter(|field| wanted(field)).map(|_| column)
        })
    };
    let column =
        of_column(&|field| field.required).or_else(|| of_column(&|field| field.key == object.title_field));
    let test = |column| RowTest { column, op: RowOperator::IsNotEmpty, value: String::new() };
    column.map(test).into_iter().collect()
}

fn field(
    dictionary: &Dictionary,
    object: &ObjectDef,
    guess: &Guess,
    column: usize,
    shape: Option<&ColumnShape>,
) -> Option<FieldMapping> {
    let field = object.field(guess.field.split('.').next().unwrap_or_default())?;
    let mut mapping = FieldMapping {
        field: guess.field.clone(),
        column: Some(Column::Number(column)),
        parse: shape.map(parse_of).unwrap_or_default(),
        ..FieldMapping::default()
    };
    let link = |by: &str, when_missing: LinkMissing| {
        Some(LinkMapping { by: Some(by.to_string()), when_missing, to: None })
    };
    match (field.value_kind(), field.system) {
        (_, Some(SystemField::ExternalIds)) => {
            let system = if guess.label.is_empty() { "file" } else { &guess.label };
            mapping.prefix = format!("{system}:");
        }
        (Kind::Link, Some(SystemField::Owner)) => mapping.link = link("title", LinkMissing::Blank),
        (Kind::Link, _) if !guess.label.is_empty() => {
            mapping.prefix = format!("{}:", guess.label);
            mapping.parse.separator = Some(';');
            mapping.link = link("external_ids", LinkMissing::Blank);
        }
        (Kind::Link | Kind::File, _) => {
            let target = field.to.as_deref().and_then(|target| dictionary.object(target));
            mapping.link = link(
                "title",
                if target.is_some_and(|target| title_suffices(target)) {
                    LinkMissing::Create
                } else {
                    LinkMissing::Blank
                },
            );
        }
        (Kind::Choice | Kind::Choices, _) => mapping.unknown_choice = UnknownChoice::Blank,
        _ => mapping.label.clone_from(&guess.label),
    }
    Some(mapping)
}

/// Whether a record can be made of its title alone.
fn title_suffices(object: &ObjectDef) -> bool {
    let needs = |field: &&Arc<FieldDef>| field.required && field.default.is_none();
    object.fields.iter().filter(needs).all(|field| field.key == object.title_field)
}

/// What must be asked before the file can be read for sure.
pub fn questions(headers: &[String], shapes: &[ColumnShape]) -> Vec<Question> {
    let mut questions = Vec::new();
    for (column, shape) in shapes.iter().enumerate() {
        let header = headers.get(column).map(String::as_str).unwrap_or_default();
        let example = shape.examples.first().map(String::as_str).unwrap_or_default();
        match &shape.looks_like {
            Looks::Date { order, .. } | Looks::Timestamp { order, .. } if order.known().is_none() => {
                let question =
                    format!("In “{header}”, does “{example}” begin with the day or with the month?");
                questions.push(Question { column, question, options: vec!["dmy".into(), "mdy".into()] });
            }
            Looks::Decimal(style) | Looks::Percent(style) | Looks::Money { style, .. } if style.ambiguous => {
                let question = format!("In “{header}”, does the comma in “{example}” separate decimals?");
                let options = vec!["decimal_comma".into(), "decimal_point".into()];
                questions.push(Question { column, question, options });
            }
            _ => {}
        }
    }
    questions
}

fn parse_of(shape: &ColumnShape) -> Parse {
    let mut parse = Parse { html: shape.html, ..Parse::default() };
    match &shape.looks_like {
        Looks::Date { order, .. } | Looks::Timestamp { order, .. } => parse.date_order = order.known(),
        Looks::Decimal(style) | Looks::Percent(style) => parse.decimal_comma = style.decimal_comma,
        Looks::Money { currency, style } => {
            parse.decimal_comma = style.decimal_comma;
            parse.currency.clone_from(currency);
        }
        Looks::ExcelSerial => parse.excel_serial = true,
        Looks::MultiValue { separator } => parse.separator = Some(*separator),
        _ => {}
    }
    parse
}
