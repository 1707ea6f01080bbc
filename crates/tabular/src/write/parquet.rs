//! Parquet: a table in typed columns, for programs that count. Rows are gathered into groups of bounded size, so that memory does not
//! grow with the table; every cell may be missing.

use super::{Cell, WriteError, Writer, Written};
use jiff::civil::Date;
use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;
use std::io::Write;
use std::sync::Arc;

/// Rows of one group, and about how many bytes of text: what is held at most.
const GROUP_ROWS: usize = 50_000;
const GROUP_BYTES: usize = 16 << 20;
/// Digits of an exact number that fits 64 bits.
const DIGITS: i32 = 18;

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParquetKind {
    /// Text in UTF-8.
    Text,
    /// Whole numbers.
    Integer,
    /// Exact numbers with so many digits after the point.
    Decimal(u8),
    /// Numbers that are measured, not counted.
    Double,
    /// Yes or no.
    Boolean,
    /// Days.
    Date,
    /// Moments, in microseconds of universal time.
    Timestamp,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParquetColumn {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: ParquetKind,
}

enum Values {
    Text(Vec<ByteArray>),
    Whole(Vec<i64>),
    Days(Vec<i32>),
    Double(Vec<f64>),
    Boolean(Vec<bool>),
}

struct Held {
    kind: ParquetKind,
    values: Values,
    /// For each row 1 where there is a value, else 0.
    present: Vec<i16>,
}

/// Writes a table as Parquet.
pub struct ParquetWriter<W: Write + Send> {
    file: SerializedFileWriter<W>,
    held: Vec<Held>,
    rows: usize,
    bytes: usize,
    written: u64,
}

impl<W: Write + Send> ParquetWriter<W> {
    /// Begins a table with these columns. Two of one name are told apart by a number.
    pub fn new(out: W, columns: &[ParquetColumn]) -> Result<Self, WriteError> {
        let mut names: Vec<String> = Vec::with_capacity(columns.len());
        for column in columns {
            let mut name = column.name.clone();
            let mut count = 1;
            while names.contains(&name) {
                count += 1;
                name = format!("{}_{count}", column.name);
            }
            names.push(name);
        }
        let fields = columns.iter().zip(&names).map(|(column, name)| typed(name, column.kind));
        let fields = fields.collect::<Result<Vec<_>, _>>().map_err(failed)?;
        let schema = Type::group_type_builder("schema").with_fields(fields).build().map_err(failed)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by("Kith".to_string())
            .build();
        let file = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties)).map_err(failed)?;
        let held = columns
            .iter()
            .map(|column| Held { kind: column.kind, values: empty(column.kind), present: Vec::new() })
            .collect();
        Ok(ParquetWriter { file, held, rows: 0, bytes: 0, written: 0 })
    }

    fn flush(&mut self) -> Result<(), WriteError> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.file.next_row_group().map_err(failed)?;
        for held in &mut self.held {
            match &mut held.values {
                Values::Text(values) => put::<ByteArrayType, W>(&mut group, values, &held.present),
                Values::Whole(values) => put::<Int64Type, W>(&mut group, values, &held.present),
                Values::Days(values) => put::<Int32Type, W>(&mut group, values, &held.present),
                Values::Double(values) => put::<DoubleType, W>(&mut group, values, &held.present),
                Values::Boolean(values) => put::<BoolType, W>(&mut group, values, &held.present),
            }
            .map_err(failed)?;
            held.present.clear();
        }
        group.close().map_err(failed)?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }
}

impl<W: Write + Send> Writer for ParquetWriter<W> {
    fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), WriteError> {
        for (place, held) in self.held.iter_mut().enumerate() {
            let cell = cells.get(place).unwrap_or(&Cell::Empty);
            let (is, bytes) = held.add(cell)?;
            held.present.push(i16::from(is));
            self.bytes += bytes;
        }
        self.rows += 1;
        self.written += 1;
        if self.rows >= GROUP_ROWS || self.bytes >= GROUP_BYTES {
            self.flush()?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Written, WriteError> {
        self.flush()?;
        let written = self.written;
        self.file.close().map_err(failed)?;
        Ok(Written { rows: written, shortened: 0 })
    }
}

impl Held {
    /// Takes a cell; answers whether there is a value, and how many bytes of text it has.
    fn add(&mut self, cell: &Cell<'_>) -> Result<(bool, usize), WriteError> {
        let wrong = || WriteError::Value(format!("{cell:?}"));
        match (&mut self.values, cell) {
            (_, Cell::Empty) => return Ok((false, 0)),
            (Values::Text(values), cell) => {
                let text = match cell {
                    Cell::Text(text) | Cell::Number(text) => text.to_string(),
                    Cell::Boolean(value) => value.to_string(),
                    Cell::Date(date) => date.to_string(),
                    Cell::Timestamp(at) => at.to_string(),
                    Cell::Empty => String::new(),
                };
                let bytes = text.len();
                values.push(ByteArray::from(text.into_bytes()));
                return Ok((true, bytes));
            }
            (Values::Whole(values), Cell::Number(text)) => {
                let places = if let ParquetKind::Decimal(places) = self.kind { places } else { 0 };
                values.push(unscaled(text, places).ok_or_else(wrong)?);
            }
            (Values::Whole(values), Cell::Timestamp(at)) if self.kind == ParquetKind::Timestamp => {
                values.push(at.as_microsecond());
            }
            (Values::Days(values), Cell::Date(date)) => {
                let days = date.since(Date::constant(1970, 1, 1)).map_err(|_| wrong())?;
                values.push(days.get_days());
            }
            (Values::Double(values), Cell::Number(text)) => {
                values.push(text.parse().map_err(|_| wrong())?);
            }
            (Values::Boolean(values), Cell::Boolean(value)) => values.push(*value),
            _ => return Err(wrong()),
        }
        Ok((true, 0))
    }
}

fn put<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &mut Vec<T::T>,
    present: &[i16],
) -> Result<(), ParquetError> {
    let Some(mut column) = group.next_column()? else {
        return Err(ParquetError::General("a column is missing".to_string()));
    };
    column.typed::<T>().write_batch(values, Some(present), None)?;
    values.clear();
    column.close()
}

fn typed(name: &str, kind: ParquetKind) -> Result<Arc<Type>, ParquetError> {
    let (physical, logical) = match kind {
        ParquetKind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        ParquetKind::Integer => (Physical::INT64, None),
        ParquetKind::Decimal(places) => {
            (Physical::INT64, Some(LogicalType::decimal(i32::from(places), DIGITS)))
        }
        ParquetKind::Double => (Physical::DOUBLE, None),
        ParquetKind::Boolean => (Physical::BOOLEAN, None),
        ParquetKind::Date => (Physical::INT32, Some(LogicalType::Date)),
        ParquetKind::Timestamp => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MICROS))),
    };
    let mut builder = Type::primitive_type_builder(name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical);
    if let ParquetKind::Decimal(places) = kind {
        builder = builder.with_precision(DIGITS).with_scale(i32::from(places));
    }
    builder.build().map(Arc::new)
}

fn empty(kind: ParquetKind) -> Values {
    match kind {
        ParquetKind::Text => Values::Text(Vec::new()),
        ParquetKind::Integer | ParquetKind::Decimal(_) | ParquetKind::Timestamp => Values::Whole(Vec::new()),
        ParquetKind::Double => Values::Double(Vec::new()),
        ParquetKind::Boolean => Values::Boolean(Vec::new()),
        ParquetKind::Date => Values::Days(Vec::new()),
    }
}

/// `-12.5` with two places is -1250; none when it has more places than that, or more digits than fit.
fn unscaled(text: &str, places: u8) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let (part, rest) = part.split_at_checked(usize::from(places)).unwrap_or((part, ""));
    if rest.bytes().any(|digit| digit != b'0') {
        return None;
    }
    let zeros = usize::from(places) - part.len();
    let number: i64 = format!("{whole}{part}{}", "0".repeat(zeros)).parse().ok()?;
    (number.unsigned_abs() < 10_u64.pow(DIGITS.unsigned_abs())).then_some(number)
}

fn failed(error: ParquetError) -> WriteError {
    match error {
        ParquetError::External(inner) => match inner.downcast::<std::io::Error>() {
            Ok(error) => WriteError::Output(*error),
            Err(other) => WriteError::Output(std::io::Error::other(other)),
        },
        other => WriteError::Output(std::io::Error::other(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::{Field, Row};

    fn read(bytes: Vec<u8>) -> Vec<Row> {
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        reader.get_row_iter(None).unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn what_is_read_back_has_the_types_and_values_that_were_written() {
        let kinds = [
            ("text", ParquetKind::Text),
            ("whole", ParquetKind::Integer),
            ("money", ParquetKind::Decimal(4)),
            ("share", ParquetKind::Double),
            ("is", ParquetKind::Boolean),
            ("day", ParquetKind::Date),
            ("at", ParquetKind::Timestamp),
            ("text", ParquetKind::Text),
        ];
        let columns = kinds.map(|(name, kind)| ParquetColumn { name: name.to_string(), kind }).to_vec();
        let mut bytes = Vec::new();
        let mut writer = Box::new(ParquetWriter::new(&mut bytes, &columns).unwrap());
        let at = "2024-02-29T23:59:59.000001Z".parse().unwrap();
        let day = Date::constant(1969, 12, 31);
        let full = [
            Cell::text("Žiga"),
            Cell::number("-7"),
            Cell::number("-12.50"),
            Cell::number("0.125"),
            Cell::Boolean(true),
            Cell::Date(day),
            Cell::Timestamp(at),
            Cell::text("=1+1"),
        ];
        writer.row(&full).unwrap();
        writer.row(&vec![Cell::Empty; 8]).unwrap();
        assert_eq!(writer.finish().unwrap(), Written { rows: 2, shortened: 0 });
        let rows = read(bytes);
        let fields: Vec<(String, Field)> =
            rows[0].get_column_iter().map(|(name, field)| (name.clone(), field.clone())).collect();
        let shown: Vec<String> = fields.iter().map(|(name, field)| format!("{name} {field}")).collect();
        assert_eq!(
            shown,
            [
                "text \"Žiga\"",
                "whole -7",
                "money -12.5000",
                "share 0.125",
                "is true",
                "day 1969-12-31",
                "at 2024-02-29 23:59:59.000001 +00:00",
                "text_2 \"=1+1\""
            ]
        );
        assert!(matches!(fields[5].1, Field::Date(-1)) && matches!(fields[1].1, Field::Long(-7)));
        assert!(matches!(fields[6].1, Field::TimestampMicros(micros) if micros == at.as_microsecond()));
        assert!(rows[1].get_column_iter().all(|(_, field)| *field == Field::Null));
    }

    #[test]
    fn what_does_not_fit_its_column_is_refused() {
        let columns = [ParquetColumn { name: "n".to_string(), kind: ParquetKind::Integer }];
        let mut writer = ParquetWriter::new(Vec::new(), &columns).unwrap();
        for cell in [Cell::number("1.5"), Cell::text("1"), Cell::Boolean(true)] {
            assert_eq!(writer.row(&[cell]).unwrap_err().code(), "value");
        }
    }

    #[test]
    fn many_rows_are_written_in_groups() {
        let columns = [ParquetColumn { name: "n".to_string(), kind: ParquetKind::Integer }];
        let mut bytes = Vec::new();
        let mut writer = Box::new(ParquetWriter::new(&mut bytes, &columns).unwrap());
        for row in 0..GROUP_ROWS + 1 {
            writer.row(&[Cell::number(row.to_string())]).unwrap();
        }
        writer.finish().unwrap();
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        assert_eq!((reader.num_row_groups(), reader.metadata().file_metadata().num_rows()), (2, 50_001));
    }

    #[test]
    fn exact_numbers_stay_exact_or_are_refused() {
        for (text, places, expected) in [
            ("-0.05", 2, Some(-5)),
            ("12", 4, Some(120_000)),
            ("1.500", 1, Some(15)),
            ("1.55", 1, None),
            ("99999999999999.9999", 4, Some(999_999_999_999_999_999)),
            ("100000000000000", 4, None),
            ("x", 0, None),
        ] {
            assert_eq!(unscaled(text, places), expected, "{text}");
        }
    }
}
