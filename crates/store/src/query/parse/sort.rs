//! Sorts (`-amount,company.name`) and selections (`name,amount,company.sector`).

use super::Parser;
use crate::query::{Path, Selection, Sort};
use dictionary::ObjectDef;
use std::sync::Arc;
use vocabulary::{Error, Problem, Result};

/// Most fields in one sort.
const MAX_SORTS: usize = 5;
/// Most fields in one selection.
const MAX_FIELDS: usize = 200;

impl Parser<'_> {
    /// Reads a sort: paths separated by commas, a minus for descending. Empty text gives no sort (the id decides).
    pub fn sort(&self, object: &Arc<ObjectDef>, text: &str, at: &str) -> Result<Vec<Sort>> {
        let mut sorts: Vec<Sort> = Vec::new();
        for item in items(text) {
            let (descending, item) = match item.strip_prefix('-') {
                Some(rest) => (true, rest),
                None => (false, item),
            };
            let path =
                self.path(object, item).map_err(|(code, message)| Error::invalid(at, code, message))?;
            if path.field.as_ref().is_some_and(|field| !field.sortable()) {
                return Err(Error::invalid(
                    at,
                    "not_sortable",
                    format!("A list cannot be sorted by “{item}”."),
                ));
            }
            if !sorts.iter().any(|known| known.path.text == path.text) {
                sorts.push(Sort { path, descending });
            }
        }
        if sorts.len() > MAX_SORTS {
            return Err(Error::invalid(
                at,
                "too_long",
                format!("A list is sorted by at most {MAX_SORTS} fields."),
            ));
        }
        Ok(sorts)
    }

    /// Reads a selection: paths separated by commas.
    pub fn selection(&self, object: &Arc<ObjectDef>, text: &str, at: &str) -> Result<Selection> {
        let mut paths: Vec<Path> = Vec::new();
        let mut problems = Vec::new();
        for item in items(text).take(MAX_FIELDS + 1) {
            match self.path(object, item) {
                Ok(path) if paths.iter().any(|known| known.text == path.text) => {}
                Ok(path) => paths.push(path),
                Err((code, message)) => problems.push(Problem::new(at, code, message)),
            }
        }
        if paths.len() > MAX_FIELDS {
            problems.push(Problem::new(at, "too_long", format!("At most {MAX_FIELDS} fields are answered.")));
        }
        if problems.is_empty() {
            Ok(Selection { paths, titles: true })
        } else {
            Err(Error::Invalid(problems))
        }
    }
}

impl Selection {
    /// The whole record: all fields of the object, in its sequence, links with titles.
    pub fn whole(object: &Arc<ObjectDef>) -> Selection {
        let path = |field: &Arc<dictionary::FieldDef>| Path {
            links: Vec::new(),
            object: Arc::clone(object),
            field: Some(Arc::clone(field)),
            text: field.key.clone(),
        };
        Selection { paths: object.fields.iter().map(path).collect(), titles: true }
    }
}

fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty())
}
