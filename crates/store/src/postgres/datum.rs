//! Values on their way to PostgreSQL and back, in its binary form.

use crate::Datum;
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use vocabulary::Id;

type Fault = Box<dyn std::error::Error + Sync + Send>;

impl ToSql for Datum {
    fn to_sql(&self, of: &Type, out: &mut BytesMut) -> Result<IsNull, Fault> {
        match (self, of) {
            (Datum::Null, _) => return Ok(IsNull::Yes),
            (Datum::Integer(number), of) if *of == Type::INT8 => out.extend_from_slice(&number.to_be_bytes()),
            (Datum::Integer(number), of) if *of == Type::INT4 => {
                out.extend_from_slice(&i32::try_from(*number)?.to_be_bytes());
            }
            (Datum::Integer(number), of) if *of == Type::INT2 => {
                out.extend_from_slice(&i16::try_from(*number)?.to_be_bytes());
            }
            (Datum::Integer(number), of) if *of == Type::BOOL => {
                out.extend_from_slice(&[u8::from(*number != 0)])
            }
            (Datum::Integer(number), of) if *of == Type::FLOAT8 => {
                out.extend_from_slice(&(*number as f64).to_be_bytes());
            }
            (Datum::Integer(number), of) if *of == Type::NUMERIC => write_numeric(*number, out),
            (Datum::Integer(number), of) if is_text(of) => {
                out.extend_from_slice(number.to_string().as_bytes())
            }
            (Datum::Text(text), of) if *of == Type::JSONB => {
                out.extend_from_slice(&[1]);
                out.extend_from_slice(text.as_bytes());
            }
            (Datum::Text(text), of) if is_text(of) || *of == Type::JSON => {
                out.extend_from_slice(text.as_bytes())
            }
            (Datum::Id(id), of) if *of == Type::UUID => out.extend_from_slice(id.as_bytes()),
            (Datum::Id(id), of) if is_text(of) => out.extend_from_slice(id.to_string().as_bytes()),
            (Datum::Bytes(bytes), of) if *of == Type::BYTEA => out.extend_from_slice(bytes),
            (datum, of) => return Err(format!("{datum:?} does not go into {of}").into()),
        }
        Ok(IsNull::No)
    }

    fn accepts(_of: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn is_text(of: &Type) -> bool {
    [Type::TEXT, Type::VARCHAR, Type::BPCHAR, Type::NAME, Type::UNKNOWN].contains(of)
}

/// A cell as it arrives.
pub(crate) struct Cell(pub(crate) Datum);

impl<'a> FromSql<'a> for Cell {
    fn from_sql(of: &Type, raw: &'a [u8]) -> Result<Cell, Fault> {
        Ok(Cell(match of {
            of if *of == Type::INT8 => Datum::Integer(i64::from_be_bytes(raw.try_into()?)),
            of if *of == Type::INT4 => Datum::Integer(i32::from_be_bytes(raw.try_into()?).into()),
            of if *of == Type::INT2 => Datum::Integer(i16::from_be_bytes(raw.try_into()?).into()),
            of if *of == Type::BOOL => Datum::from(raw.first().is_some_and(|byte| *byte != 0)),
            of if *of == Type::FLOAT8 => Datum::Integer(f64::from_be_bytes(raw.try_into()?).round() as i64),
            of if *of == Type::NUMERIC => Datum::Integer(read_numeric(raw).ok_or("a number beyond 64 bits")?),
            of if *of == Type::UUID => Datum::Id(Id::from_slice(raw).ok_or("an id of the wrong length")?),
            of if *of == Type::BYTEA => Datum::Bytes(raw.to_vec()),
            of if *of == Type::JSONB => {
                Datum::Text(std::str::from_utf8(raw.get(1..).unwrap_or_default())?.to_string())
            }
            of if is_text(of) || *of == Type::JSON => Datum::Text(std::str::from_utf8(raw)?.to_string()),
            of => return Err(format!("a column of type {of} is not read").into()),
        }))
    }

    fn from_sql_null(_of: &Type) -> Result<Cell, Fault> {
        Ok(Cell(Datum::Null))
    }

    fn accepts(_of: &Type) -> bool {
        true
    }
}

/// NUMERIC in binary: four digits to a piece, largest first.
fn write_numeric(number: i64, out: &mut BytesMut) {
    let mut rest = number.unsigned_abs();
    let mut pieces = Vec::new();
    while rest > 0 {
        pieces.push((rest % 10_000) as i16);
        rest /= 10_000;
    }
    pieces.reverse();
    let count = pieces.len() as i16;
    let sign: i16 = if number < 0 { 0x4000 } else { 0 };
    for part in [count, count - 1, sign, 0].into_iter().chain(pieces) {
        out.extend_from_slice(&part.to_be_bytes());
    }
}

/// A NUMERIC rounded half away from zero to a whole number.
fn read_numeric(raw: &[u8]) -> Option<i64> {
    let mut parts = raw.chunks_exact(2).map(|pair| {
        i16::from_be_bytes([pair.first().copied().unwrap_or(0), pair.get(1).copied().unwrap_or(0)])
    });
    let (_count, weight, sign, _scale) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let pieces: Vec<i16> = parts.collect();
    let mut value: i128 = 0;
    for place in 0..=weight.max(-1) {
        value = value.checked_mul(10_000)?
            + i128::from(pieces.get(usize::try_from(place).ok()?).copied().unwrap_or(0));
    }
    let next = usize::try_from(weight + 1).ok().and_then(|place| pieces.get(place)).copied().unwrap_or(0);
    if next >= 5_000 {
        value += 1;
    }
    i64::try_from(if sign == 0x4000 { -value } else { value }).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numeric_goes_there_and_back() {
        for number in [0, 1, -1, 9_999, 10_000, -123_456_789, i64::MAX, i64::MIN + 1] {
            let mut out = BytesMut::new();
            write_numeric(number, &mut out);
            assert_eq!(read_numeric(&out), Some(number));
        }
    }
}
