//! A category of products, in a tree.

use dictionary::marker::{Link, Text};
use dictionary::{Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "product_category";

/// What it is called.
pub const NAME: Field<Text> = Field::new("name", "Name").required().unique().searchable();
/// The category it is part of.
pub const PARENT: Field<Link> = Field::new("parent", "Parent category").to(KEY, "Subcategories");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "product_categories", "Product category", "Product categories")
    .fields(&[NAME.def, PARENT.def])
    .titled_by(NAME.def.key)
    .shown_as("catalog", "category")
    .listed(&[NAME.def.key, PARENT.def.key], "name")
    .checked();
