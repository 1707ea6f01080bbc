//! The columns of an exported table: names, addresses and amounts are spread over several, so that each cell is one value.

use super::{ExportFormat, ExportRequest, Headers};
use crate::{Column, FindRequest, Names, Reading, Viewed};
use dictionary::{FieldDef, Kind, Value};
use std::borrow::Cow;
use store::query::Visibility as _;
use tabular::{Cell, ParquetColumn, ParquetKind};
use vocabulary::{Result, Timestamp};

/// Digits after the point: no currency has more, and numbers are kept in millionths.
const MONEY_PLACES: u8 = 4;
const DECIMAL_PLACES: u8 = 6;

/// The columns, in sequence.
pub(super) struct Columns {
    columns: Vec<Out>,
    labels: bool,
    /// Links have their ids beside them.
    ids: bool,
}

struct Out {
    header: String,
    from: From,
}

enum From {
    Id,
    CreatedAt,
    UpdatedAt,
    RemovedAt,
    /// A value of the record by its position, or a part of it.
    Value(usize, std::sync::Arc<FieldDef>, Part),
}

#[derive(Clone, Copy)]
enum Part {
    Whole,
    Given,
    Family,
    Street,
    City,
    Region,
    PostalCode,
    Country,
    Amount,
    Currency,
    LinkId,
}

/// The names a list can select: what every record has besides is added here.
pub(super) fn selected(names: &Names) -> Names {
    Names(names.0.iter().filter(|name| meta(name).is_none()).cloned().collect())
}

fn meta(name: &str) -> Option<From> {
    Some(match name {
        "id" => From::Id,
        "created_at" => From::CreatedAt,
        "updated_at" => From::UpdatedAt,
        "removed_at" => From::RemovedAt,
        _ => return None,
    })
}

fn parts(kind: Kind, ids: bool) -> &'static [(Part, &'static str)] {
    match kind {
        Kind::Link if ids => &[(Part::Whole, ""), (Part::LinkId, "id")],
        Kind::PersonName => &[(Part::Given, "given"), (Part::Family, "family")],
        Kind::PostalAddress => &[
            (Part::Street, "street"),
            (Part::City, "city"),
            (Part::Region, "region"),
            (Part::PostalCode, "postal_code"),
            (Part::Country, "country"),
        ],
        Kind::Money => &[(Part::Amount, ""), (Part::Currency, "currency")],
        _ => &[(Part::Whole, "")],
    }
}

impl Columns {
    pub(super) fn of(
        reading: &mut Reading<'_>,
        object: &str,
        request: &ExportRequest,
        find: &FindRequest,
    ) -> Result<Columns> {
        let ids = request.format == ExportFormat::Parquet;
        let labels = request.headers == Headers::Labels && !ids;
        let known = reading.columns(object, find)?;
        let mut columns = Columns { columns: Vec::new(), labels, ids };
        let names = match &request.fields {
            Some(names) => names.0.clone(),
            None => {
                let usual = known.iter().map(|column| column.name.as_str());
                let names = std::iter::once("id").chain(usual).chain(["created_at", "updated_at"]);
                names.map(str::to_string).collect()
            }
        };
        let definition = reading.object(object)?;
        let rights = &reading.context().rights;
        for name in names {
            if let Some(from) = meta(&name) {
                let seen = name == "id" || rights.may_read(&definition.key, &name);
                let label = definition.field(&name).map_or("Id", |field| field.label.as_str());
                let header = if labels { label.to_string() } else { name };
                if seen {
                    columns.columns.push(Out { header, from });
                }
            } else if let Some(position) = known.iter().position(|column| column.name == name)
                && let Some(column) = known.get(position)
            {
                columns.spread(position, column);
            }
        }
        Ok(columns)
    }

    /// Gives a field its columns.
    fn spread(&mut self, position: usize, column: &Column) {
        let field = &column.field;
        for (part, word) in parts(field.value_kind(), self.ids) {
            let header = match (self.labels, word.is_empty()) {
                // A path over links says where it leads; its own label alone would not.
                (true, true) if column.name == field.key => field.label.clone(),
                (true, false) if column.name == field.key => {
                    format!("{}: {}", field.label, word.replace('_', " "))
                }
                (_, true) => column.name.clone(),
                (_, false) => format!("{}.{word}", column.name),
            };
            self.columns.push(Out { header, from: From::Value(position, field.clone(), *part) });
        }
    }

    /// The columns with their types. Names have no points: some programs take those for a way into a column.
    pub(super) fn typed(&self) -> Vec<ParquetColumn> {
        let typed =
            |column: &Out| ParquetColumn { name: column.header.replace('.', "_"), kind: kind(&column.from) };
        self.columns.iter().map(typed).collect()
    }

    pub(super) fn header(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.header.clone()).collect()
    }

    pub(super) fn cells<'r>(&self, record: &'r Viewed) -> Vec<Cell<'r>> {
        let values: Vec<&Value> = record.values().collect();
        let meta = record.meta();
        let column = |column: &Out| match &column.from {
            From::Id => Cell::text(record.id().to_string()),
            From::CreatedAt => moment(meta.created_at),
            From::UpdatedAt => moment(meta.updated_at),
            From::RemovedAt => meta.removed_at.map_or(Cell::Empty, moment),
            From::Value(position, field, part) => match values.get(*position) {
                Some(value) => self.cell(value, field, *part),
                None => Cell::Empty,
            },
        };
        self.columns.iter().map(column).collect()
    }

    fn cell<'r>(&self, value: &'r Value, field: &FieldDef, part: Part) -> Cell<'r> {
        let text = |text: &'r str| if text.is_empty() { Cell::Empty } else { Cell::text(text) };
        match (value, part) {
            (Value::Null, _) => Cell::Empty,
            (Value::Name(name), Part::Given) => text(&name.given),
            (Value::Name(name), Part::Family) => text(&name.family),
            (Value::Addresses(addresses), part) => {
                addresses.first().map_or(Cell::Empty, |address| match part {
                    Part::Street => text(&address.street),
                    Part::City => text(&address.city),
                    Part::Region => text(&address.region),
                    Part::PostalCode => text(&address.postal_code),
                    _ => text(&address.country),
                })
            }
            (Value::Link(link), Part::LinkId) => Cell::text(link.id.to_string()),
            (Value::Money(money), Part::Currency) => Cell::text(money.currency.code().to_string()),
            (Value::Money(money), _) => Cell::number(money.amount()),
            (Value::Text(key), _) => Cell::Text(self.choice(field, key)),
            (Value::List(keys), _) if !field.choices.is_empty() => {
                let shown: Vec<Cow<'_, str>> = keys.iter().map(|key| self.choice(field, key)).collect();
                Cell::text(shown.join("; "))
            }
            (Value::Integer(number), _) => Cell::number(number.to_string()),
            (Value::Decimal(number), _) => Cell::number(number.to_string()),
            (Value::Boolean(value), _) => Cell::Boolean(*value),
            (Value::Date(date), _) => Cell::Date(date.to_jiff()),
            (Value::Timestamp(at), _) => moment(*at),
            (value, _) => Cell::text(value.to_text()),
        }
    }

    fn choice<'r>(&self, field: &FieldDef, key: &'r str) -> Cow<'r, str> {
        let choice = field.choices.iter().find(|choice| self.labels && choice.key == key);
        choice.map_or(Cow::Borrowed(key), |choice| Cow::Owned(choice.label.clone()))
    }
}

fn kind(from: &From) -> ParquetKind {
    match from {
        From::Id => ParquetKind::Text,
        From::CreatedAt | From::UpdatedAt | From::RemovedAt => ParquetKind::Timestamp,
        From::Value(_, _, Part::Amount) => ParquetKind::Decimal(MONEY_PLACES),
        From::Value(_, field, Part::Whole) => match field.value_kind() {
            Kind::Integer | Kind::Duration => ParquetKind::Integer,
            Kind::Decimal | Kind::Percent => ParquetKind::Decimal(DECIMAL_PLACES),
            Kind::Boolean => ParquetKind::Boolean,
            Kind::Date => ParquetKind::Date,
            Kind::Timestamp => ParquetKind::Timestamp,
            _ => ParquetKind::Text,
        },
        From::Value(..) => ParquetKind::Text,
    }
}

fn moment<'r>(at: Timestamp) -> Cell<'r> {
    at.to_jiff().map_or(Cell::Empty, Cell::Timestamp)
}
