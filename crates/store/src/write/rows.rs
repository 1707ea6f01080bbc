//! Rows of system tables: the statements of [`crate::table`], rendered and run.

use crate::Datum;
use crate::dialect::{Connection, Dialect, Statement, quoted};
use crate::table::{Condition, Delete, Insert, OnConflict, Select, Update};
use vocabulary::{Conflict, Error, Result};

/// A text in the making, with its values.
struct Text {
    dialect: Dialect,
    text: String,
    params: Vec<Datum>,
}

impl Text {
    fn new(dialect: Dialect, text: String) -> Text {
        Text { dialect, text, params: Vec::new() }
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn bind(&mut self, datum: &Datum) {
        self.params.push(datum.clone());
        self.text.push_str(&self.dialect.placeholder(self.params.len()));
    }

    fn compare(&mut self, column: &str, operator: &str, datum: &Datum) {
        self.push(&quoted(column));
        self.push(operator);
        self.bind(datum);
    }

    fn filter(&mut self, conditions: &[Condition]) {
        if !conditions.is_empty() {
            self.push(" WHERE ");
            self.all(conditions);
        }
    }

    fn all(&mut self, conditions: &[Condition]) {
        if conditions.is_empty() {
            self.push("TRUE");
        }
        for (index, condition) in conditions.iter().enumerate() {
            if index > 0 {
                self.push(" AND ");
            }
            self.condition(condition);
        }
    }

    fn condition(&mut self, condition: &Condition) {
        match condition {
            // NULL equals nothing; PostgreSQL could not even tell the type of a bare NULL.
            Condition::Eq(_, Datum::Null) => self.push("FALSE"),
            Condition::Ne(column, Datum::Null) | Condition::NotNull(column) => {
                self.push(&quoted(column));
                self.push(" IS NOT NULL");
            }
            Condition::IsNull(column) => {
                self.push(&quoted(column));
                self.push(" IS NULL");
            }
            Condition::Eq(column, datum) => self.compare(column, " = ", datum),
            Condition::Ne(column, datum) => {
                self.push("(");
                self.compare(column, " <> ", datum);
                self.push(&format!(" OR {} IS NULL)", quoted(column)));
            }
            Condition::Lt(column, datum) => self.compare(column, " < ", datum),
            Condition::Lte(column, datum) => self.compare(column, " <= ", datum),
            Condition::Gt(column, datum) => self.compare(column, " > ", datum),
            Condition::Gte(column, datum) => self.compare(column, " >= ", datum),
            Condition::In(_, data) if data.is_empty() => self.push("FALSE"),
            Condition::In(column, data) => {
                self.push(&quoted(column));
                self.push(" IN (");
                for (index, datum) in data.iter().enumerate() {
                    if index > 0 {
                        self.push(", ");
                    }
                    self.bind(datum);
                }
                self.push(")");
            }
            Condition::AnyOf(groups) if groups.is_empty() => self.push("FALSE"),
            Condition::AnyOf(groups) => {
                self.push("(");
                for (index, group) in groups.iter().enumerate() {
                    self.push(if index > 0 { " OR (" } else { "(" });
                    self.all(group);
                    self.push(")");
                }
                self.push(")");
            }
        }
    }
}

fn names(columns: impl Iterator<Item = &'static str>) -> String {
    columns.map(quoted).collect::<Vec<_>>().join(", ")
}

/// Rows of a table.
pub(crate) fn select(connection: &mut dyn Connection, select: &Select) -> Result<Vec<Vec<Datum>>> {
    let columns = names(select.columns.iter().copied());
    let mut text = Text::new(connection.dialect(), format!("SELECT {columns} FROM {}", quoted(select.table)));
    text.filter(&select.filter);
    for (index, (column, descending)) in select.sort.iter().enumerate() {
        text.push(if index == 0 { " ORDER BY " } else { ", " });
        text.push(&quoted(column));
        // PostgreSQL would put NULL last.
        text.push(if *descending { " DESC NULLS LAST" } else { " NULLS FIRST" });
    }
    if let Some(limit) = select.limit {
        text.push(&format!(" LIMIT {limit}"));
    }
    let mut rows = Vec::new();
    let statement = Statement { text: text.text, params: text.params, columns: Vec::new() };
    connection.query(&statement, &mut |row| {
        rows.push(row.to_vec());
        Ok(true)
    })?;
    Ok(rows)
}

/// Adds a row.
pub(crate) fn insert(connection: &mut dyn Connection, insert: &Insert) -> Result<u64> {
    let columns = names(insert.values.iter().map(|(column, _)| *column));
    let mut text =
        Text::new(connection.dialect(), format!("INSERT INTO {} ({columns}) VALUES (", quoted(insert.table)));
    for (index, (_, datum)) in insert.values.iter().enumerate() {
        if index > 0 {
            text.push(", ");
        }
        text.bind(datum);
    }
    text.push(")");
    match &insert.on_conflict {
        // Not a plain insert: PostgreSQL would give the whole transaction up, SQLite only the statement.
        OnConflict::Fail | OnConflict::Ignore => text.push(" ON CONFLICT DO NOTHING"),
        OnConflict::Replace(keys) => {
            let others: Vec<String> = insert
                .values
                .iter()
                .filter(|(column, _)| !keys.contains(column))
                .map(|(column, _)| {
                    let column = quoted(column);
                    format!("{column} = excluded.{column}")
                })
                .collect();
            let keys = names(keys.iter().copied());
            if others.is_empty() {
                text.push(&format!(" ON CONFLICT ({keys}) DO NOTHING"));
            } else {
                text.push(&format!(" ON CONFLICT ({keys}) DO UPDATE SET {}", others.join(", ")));
            }
        }
    }
    let added = connection.execute(&text.text, &text.params)?;
    if added == 0 && insert.on_conflict == OnConflict::Fail {
        return Err(Error::Conflict(Conflict::Other, "This exists already.".to_string()));
    }
    Ok(added)
}

/// Changes rows.
pub(crate) fn update(connection: &mut dyn Connection, update: &Update) -> Result<u64> {
    let mut text = Text::new(connection.dialect(), format!("UPDATE {} SET ", quoted(update.table)));
    for (index, (column, datum)) in update.set.iter().enumerate() {
        if index > 0 {
            text.push(", ");
        }
        text.compare(column, " = ", datum);
    }
    for (index, (column, by)) in update.add.iter().enumerate() {
        if index > 0 || !update.set.is_empty() {
            text.push(", ");
        }
        let column = quoted(column);
        text.push(&format!("{column} = {column} + ({by})"));
    }
    text.filter(&update.filter);
    connection.execute(&text.text, &text.params)
}

/// Deletes rows.
pub(crate) fn delete(connection: &mut dyn Connection, delete: &Delete) -> Result<u64> {
    let mut text = Text::new(connection.dialect(), format!("DELETE FROM {}", quoted(delete.table)));
    text.filter(&delete.filter);
    connection.execute(&text.text, &text.params)
}
