//! Runs the query tree on a connection.

use super::compile::{self, Boundaries, Drive, FEW, GroupPlan, Way};
use super::known::{Asked, One};
use super::{Count, Cursor, Group, GroupQuery, Page, Query, Row, Split, Trash, Visibility};
use crate::Datum;
use crate::dialect::{Connection, Dialect, Statement};
use crate::record::StoredRecord;
use crate::sqlite::grouped::NOT_SO;
use dictionary::{Dictionary, ObjectDef};
use std::sync::Arc;
use vocabulary::{Error, Id, Result, WorkspaceId};

/// A whole record; see [`crate::Reader::get`].
pub fn get(
    connection: &mut dyn Connection,
    workspace: WorkspaceId,
    dictionary: &Dictionary,
    object: &Arc<ObjectDef>,
    id: Id,
    visibility: &dyn Visibility,
    trash: Trash,
) -> Result<Option<StoredRecord>> {
    let asked = Asked { workspace, dictionary, object, visibility, trash };
    let one = One::of(connection.dialect(), &asked, id)?;
    let mut found = None;
    connection.query(&one.statement(workspace, id), &mut |row| {
        found = Some(one.plan.record(row)?);
        Ok(false)
    })?;
    Ok(found)
}

/// A page of a list.
pub fn find(connection: &mut dyn Connection, query: &Query<'_>) -> Result<Page> {
    let mut records = Vec::with_capacity(query.limit.min(200));
    let mut next = None;
    let mut more = false;
    if query.limit == 0 {
        return Ok(Page { records, next });
    }
    let probes = compile::probes(connection.dialect(), query)?;
    let drive = match compile::walk(connection.dialect(), query) {
        pair @ Drive::Pair(_) => drive(connection, probes, pair, pair)?,
        walk => drive(connection, probes, Drive::Natural, walk)?,
    };
    for phase in compile::phases(query) {
        let rest = query.limit + 1 - records.len();
        let (statement, plan) = compile::list(connection.dialect(), query, *phase, Some(rest), &drive)?;
        connection.query(&statement, &mut |row| {
            if records.len() == query.limit {
                more = true;
                return Ok(false);
            }
            records.push(plan.record(row)?);
            if records.len() == query.limit
                && let (Some(id), values) = plan.place(row)
            {
                next = Some(Cursor { values, id });
            }
            Ok(true)
        })?;
        if more {
            break;
        }
    }
    Ok(Page { records, next: next.filter(|_| more) })
}

/// What leads, after a bounded look at the data; `without` candidates, or `else_by` when each leaves many rows.
fn drive(
    connection: &mut dyn Connection,
    probes: Vec<(Drive, Statement)>,
    without: Drive,
    else_by: Drive,
) -> Result<Drive> {
    let mut drive = without;
    for (candidate, statement) in probes {
        if number(connection, &statement)? <= FEW {
            return Ok(candidate);
        }
        drive = else_by;
    }
    Ok(drive)
}

/// The one number a statement answers with.
fn number(connection: &mut dyn Connection, statement: &Statement) -> Result<u64> {
    let mut value = None;
    connection.query(statement, &mut |row| {
        value = row.first().and_then(Datum::integer);
        Ok(false)
    })?;
    value
        .and_then(|value| u64::try_from(value).ok())
        .ok_or_else(|| Error::internal("a count without a number"))
}

/// All records of a list, one after the other; see [`crate::Reader::each`].
pub fn each(
    connection: &mut dyn Connection,
    query: &Query<'_>,
    each: &mut dyn FnMut(StoredRecord) -> Result<bool>,
) -> Result<()> {
    if query.limit > 0 {
        for record in find(connection, query)?.records {
            if !each(record)? {
                break;
            }
        }
        return Ok(());
    }
    if connection.dialect() == Dialect::Postgres {
        // As long as whoever takes the records needs: the database counts that time too.
        connection.execute("SET LOCAL statement_timeout = 0", &[])?;
    }
    let from_start;
    let query = if query.after.is_some() {
        from_start = Query {
            workspace: query.workspace,
            dictionary: query.dictionary,
            object: query.object,
            visibility: query.visibility,
            filter: query.filter.clone(),
            text: query.text.clone(),
            sort: query.sort.clone(),
            selection: query.selection.clone(),
            limit: 0,
            after: None,
            trash: query.trash,
        };
        &from_start
    } else {
        query
    };
    let mut going = true;
    for phase in compile::phases(query) {
        let (statement, plan) = compile::list(connection.dialect(), query, *phase, None, &Drive::Natural)?;
        connection.query(&statement, &mut |row| {
            going = each(plan.record(row)?)?;
            Ok(going)
        })?;
        if !going {
            break;
        }
    }
    Ok(())
}

/// The chosen fields of all rows of a list; see [`crate::Reader::rows`].
pub fn rows(
    connection: &mut dyn Connection,
    query: &Query<'_>,
    each: &mut dyn FnMut(Row<'_>) -> Result<bool>,
) -> Result<()> {
    if connection.dialect() == Dialect::Postgres {
        // As long as whoever takes the rows needs: the database counts that time too.
        connection.execute("SET LOCAL statement_timeout = 0", &[])?;
    }
    let dialect = connection.dialect();
    let way = if query.sort.is_empty() {
        way(connection, query, &|way| Ok(compile::rows(dialect, query, way)?.0))?
    } else {
        Way::Any
    };
    let (statement, at) = compile::rows(dialect, query, way)?;
    connection.query(&statement, &mut |row| each(Row::new(row, &at)))
}

/// How the records of a query are come by. Where all of a table are, and it has no others, `compiled` is asked for a statement that
/// reads an index alone; where there is none, the table is read as it lies.
fn way(
    connection: &mut dyn Connection,
    query: &Query<'_>,
    compiled: &dyn Fn(Way) -> Result<Statement>,
) -> Result<Way> {
    let Some(statement) = compile::alone(connection.dialect(), query) else { return Ok(Way::Any) };
    if held_alone(connection, &statement)?.is_none() {
        return Ok(Way::Any);
    }
    all_of(connection, compiled)
}

/// About how many records a table has, if it holds one workspace only.
fn held_alone(connection: &mut dyn Connection, statement: &Statement) -> Result<Option<u64>> {
    let mut held = None;
    connection.query(statement, &mut |row| {
        if let [Datum::Integer(1), Datum::Integer(records)] = row {
            held = u64::try_from(*records).ok();
        }
        Ok(false)
    })?;
    Ok(held)
}

fn all_of(connection: &mut dyn Connection, compiled: &dyn Fn(Way) -> Result<Statement>) -> Result<Way> {
    let mut covered = false;
    connection.query(&compile::plan(&compiled(Way::Covered)?), &mut |step| {
        covered |= step.last().and_then(Datum::text).is_some_and(compile::is_covered);
        Ok(true)
    })?;
    Ok(if covered { Way::Covered } else { Way::Table })
}

/// How many records a list has.
pub fn count(connection: &mut dyn Connection, query: &Query<'_>, cap: Option<u64>) -> Result<Count> {
    let looked_at = cap.map(|cap| cap.saturating_add(1));
    let probes = compile::count_probes(connection.dialect(), query)?;
    let drive = drive(connection, probes, Drive::Natural, Drive::Natural)?;
    let statement = match (drive, cap) {
        (Drive::Natural, None) => count_all(connection, query)?,
        _ => None,
    };
    let statement = match statement {
        Some(statement) => statement,
        None => compile::count(connection.dialect(), query, looked_at, &drive, Way::Any)?,
    };
    let value = number(connection, &statement)?;
    let most = cap.unwrap_or(u64::MAX);
    Ok(Count { value: value.min(most), capped: value > most })
}

/// Of so many records one: where an index leaves more of a table than that, to read all of it is faster than to look them up.
const MANY: u64 = 8;

/// The statement that counts by looking at all records, where that is faster: no condition leaves few of them.
fn count_all(connection: &mut dyn Connection, query: &Query<'_>) -> Result<Option<Statement>> {
    let dialect = connection.dialect();
    let Some(asked) = compile::alone_counted(dialect, query) else { return Ok(None) };
    let Some(records) = held_alone(connection, &asked)? else { return Ok(None) };
    let limit = (records / MANY).max(FEW);
    for (limit, probe) in compile::width_probes(dialect, query, limit)? {
        if number(connection, &probe)? <= limit {
            return Ok(None);
        }
    }
    let compiled = |way| compile::count(dialect, query, None, &Drive::Nothing, way);
    let way = all_of(connection, &compiled)?;
    compiled(way).map(Some)
}

/// Records in groups.
pub fn groups(connection: &mut dyn Connection, query: &GroupQuery<'_>) -> Result<Vec<Group>> {
    let mut boundaries = Vec::with_capacity(query.by.len());
    for (path, bucket) in &query.by {
        boundaries.push(match bucket {
            Some(Split::Time(bucket)) if compile::needs_range(path, Some(*bucket)) => {
                Some(ranges(connection, query, path, *bucket)?)
            }
            _ => None,
        });
    }
    let dialect = connection.dialect();
    // Kept sums are few.
    let compiled = |way| Ok(compile::groups(dialect, query, &boundaries, way)?.0);
    let mut way =
        if compile::kept(dialect, query) { Way::Any } else { way(connection, &query.query, &compiled)? };
    if way == Way::Covered
        && compile::spanned(query, &boundaries).is_some()
        && spans_are_covered(connection, &compiled(Way::Spans)?)?
    {
        way = Way::Spans;
    }
    let (statement, plan) = compile::groups(dialect, query, &boundaries, way)?;
    let (statement, plan) = match looked_up(connection, query, &boundaries, way, &statement)? {
        Some(found) => found,
        None => (statement, plan),
    };
    let mut groups = Vec::new();
    connection.query(&statement, &mut |row| {
        groups.push(plan.group(row)?);
        Ok(true)
    })?;
    Ok(groups)
}

/// Longest text of groups that were looked up: about a hundred thousand groups.
const MOST_TEXT: usize = 16 << 20;

/// Puts rows that `statement` would have to sort into groups another way, if there is one and the groups are not too many; answers what names
/// them.
fn looked_up(
    connection: &mut dyn Connection,
    query: &GroupQuery<'_>,
    boundaries: &[Option<Boundaries>],
    way: Way,
    statement: &Statement,
) -> Result<Option<(Statement, GroupPlan)>> {
    let Some(found) = compile::looked_up(connection.dialect(), query, boundaries, way)? else {
        return Ok(None);
    };
    let mut sorts = false;
    connection.query(&compile::plan(statement), &mut |step| {
        sorts |= step.last().and_then(Datum::text).is_some_and(compile::sorts);
        Ok(!sorts)
    })?;
    if !sorts {
        return Ok(None);
    }
    let (mut groups, mut fits) = (String::from("["), true);
    let read = connection.query(&found.first, &mut |row| {
        let text = row.first().and_then(Datum::text).unwrap_or_default();
        let inside = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or_default();
        if !inside.is_empty() && groups.len() > 1 {
            groups.push(',');
        }
        groups.push_str(inside);
        fits = groups.len() <= MOST_TEXT;
        Ok(fits)
    });
    match read {
        Err(Error::Internal(words)) if words.contains(NOT_SO) => return Ok(None),
        other => other?,
    }
    groups.push(']');
    Ok(fits.then(|| found.second(groups)))
}

/// Whether each span of time is read by an index that has all that is asked for.
fn spans_are_covered(connection: &mut dyn Connection, statement: &Statement) -> Result<bool> {
    let (mut read, mut covered) = (0, 0);
    connection.query(&compile::plan(statement), &mut |step| {
        if let Some(step) = step.last().and_then(Datum::text) {
            read += u32::from(compile::reads(step));
            covered += u32::from(compile::is_spanned(step));
        }
        Ok(true)
    })?;
    Ok(read > 0 && read == covered)
}

/// The buckets a key needs: over all its values if they are few enough, else over those of the query.
fn ranges(
    connection: &mut dyn Connection,
    query: &GroupQuery<'_>,
    path: &super::Path,
    bucket: super::Bucket,
) -> Result<Boundaries> {
    let kind = path.field.as_ref().map_or(dictionary::Kind::Date, |field| field.value_kind());
    // The indexes hold living records only.
    let widths: &[bool] = if query.query.trash == Trash::Without { &[false, true] } else { &[true] };
    for filtered in widths {
        let statement = compile::time_range(connection.dialect(), query, path, *filtered)?;
        let mut range = None;
        connection.query(&statement, &mut |row| {
            if let [from, until] = row {
                range = from.integer().zip(until.integer());
            }
            Ok(false)
        })?;
        let Some((from, until)) = range else { return Ok(Boundaries::none()) };
        if let Some(found) = Boundaries::between(kind, bucket, from, until, query.moment) {
            return Ok(found);
        }
    }
    Err(Boundaries::too_many(path))
}
