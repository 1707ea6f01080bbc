//! The form of an answer, worked out once for all records of it: which columns, under which names, at which positions.

use crate::access::{Access, Rights};
use dictionary::{FieldDef, Kind, ObjectDef, SystemField};
use std::sync::Arc;
use store::query::{Path, Selection, Visibility};

/// One column of an answer.
#[derive(Clone, Debug)]
pub struct Column {
    /// The member's name: the field's key, or the path as it was asked for.
    pub name: String,
    /// The field its values are of.
    pub field: Arc<FieldDef>,
    /// For links, the key of the object they point to.
    pub target: Option<String>,
    pub(crate) position: usize,
}

/// The form of records in one answer. It holds readable columns only.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    pub(crate) object: Arc<ObjectDef>,
    pub(crate) columns: Vec<Column>,
    pub(crate) title: bool,
    pub(crate) created_at: bool,
    pub(crate) updated_at: bool,
    pub(crate) removed_at: bool,
}

/// The object a link or file points to.
pub(crate) fn target_of(field: &FieldDef) -> Option<&str> {
    match field.value_kind() {
        Kind::Link => field.to.as_deref(),
        Kind::File => Some("file"),
        _ => None,
    }
}

impl Shape {
    fn empty(object: &Arc<ObjectDef>, visibility: &dyn Visibility) -> Shape {
        let seen = |field: &str| visibility.may_read(&object.key, field);
        Shape {
            object: Arc::clone(object),
            columns: Vec::new(),
            title: seen(&object.title_field),
            created_at: seen("created_at"),
            updated_at: seen("updated_at"),
            removed_at: seen("removed_at"),
        }
    }

    fn push(&mut self, name: &str, field: &Arc<FieldDef>, position: usize) {
        self.columns.push(Column {
            name: name.to_string(),
            field: Arc::clone(field),
            target: target_of(field).map(str::to_string),
            position,
        });
    }

    /// The form of a whole record: values parallel to the fields of its object.
    pub(crate) fn whole(object: &Arc<ObjectDef>, visibility: &dyn Visibility) -> Arc<Shape> {
        let mut shape = Shape::empty(object, visibility);
        // The system's fields come first, as in the documentation of the interface.
        for system in [true, false] {
            for (position, field) in object.fields.iter().enumerate() {
                if field.system.is_some() == system
                    && !in_meta(field)
                    && visibility.may_read(&object.key, &field.key)
                {
                    shape.push(&field.key, field, position);
                }
            }
        }
        Arc::new(shape)
    }

    /// The form of a selection: values parallel to its paths.
    pub(crate) fn of(
        object: &Arc<ObjectDef>,
        selection: &Selection,
        visibility: &dyn Visibility,
    ) -> Arc<Shape> {
        let mut shape = Shape::empty(object, visibility);
        for (position, path) in selection.paths.iter().enumerate() {
            if let Some(field) = &path.field
                && (!path.links.is_empty() || !in_meta(field))
            {
                shape.push(&path.text, field, position);
            }
        }
        Arc::new(shape)
    }

    /// Names of the columns a viewer may not write: what the system keeps, what their role fixes, what belongs to another record.
    pub(crate) fn readonly(&self, rights: &Rights) -> Arc<[String]> {
        let fixed = |column: &&Column| {
            column.name != column.field.key
                || column.field.read_only()
                || rights.field(&self.object.key, &column.field.key) < Access::Write
        };
        self.columns.iter().filter(fixed).map(|column| column.name.clone()).collect()
    }
}

/// Shown from the record's own data in every answer, whether it was selected or not.
fn in_meta(field: &FieldDef) -> bool {
    matches!(field.system, Some(SystemField::CreatedAt | SystemField::UpdatedAt | SystemField::RemovedAt))
}

/// The path of an object's own field.
pub(crate) fn own_path(object: &Arc<ObjectDef>, field: &Arc<FieldDef>) -> Path {
    Path {
        links: Vec::new(),
        object: Arc::clone(object),
        field: Some(Arc::clone(field)),
        text: field.key.clone(),
    }
}
