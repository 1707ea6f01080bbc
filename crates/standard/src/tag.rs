//! A tag with its color. Tags on records are free text; this is where one gets a color.

use dictionary::marker::Text;
use dictionary::{Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "tag";

/// The tag.
pub const NAME: Field<Text> = Field::new("name", "Name").required().unique().searchable();
/// A color name of the theme.
pub const COLOR: Field<Text> = Field::new("color", "Color").max_length(20);

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "tags", "Tag", "Tags")
    .fields(&[NAME.def, COLOR.def])
    .titled_by(NAME.def.key)
    .shown_as("system", "tag")
    .listed(&[NAME.def.key, COLOR.def.key], "name")
    .not_searchable()
    .checked();
