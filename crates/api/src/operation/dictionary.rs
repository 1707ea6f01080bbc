//! The dictionary, and contents of files.

use super::Door::Administrator;
use super::Method::{Delete, Get, Patch, Post};
use super::Shape::{Binary, Named};
use super::{Operation, operation};

/// The dictionary, and contents of files.
pub(super) const LIST: &[Operation] = &[
    operation("show_dictionary", Get, "/dictionary", "Objects, fields, choices and one's rights on them")
        .of("Dictionary")
        .gives(Named("Dictionary")),
    operation("create_object", Post, "/dictionary/objects", "Adds a custom object")
        .door(Administrator)
        .of("Dictionary")
        .takes(Named("ObjectInput"))
        .gives(Named("DictionaryObject"))
        .status(201),
    operation(
        "change_object",
        Patch,
        "/dictionary/objects/{object}",
        "Changes labels and icon of a custom object",
    )
    .door(Administrator)
    .of("Dictionary")
    .takes(Named("ObjectChange"))
    .gives(Named("DictionaryObject")),
    operation(
        "remove_object",
        Delete,
        "/dictionary/objects/{object}",
        "Removes a custom object without records",
    )
    .door(Administrator)
    .of("Dictionary")
    .status(204),
    operation("create_field", Post, "/dictionary/objects/{object}/fields", "Adds a custom field")
        .door(Administrator)
        .of("Dictionary")
        .takes(Named("FieldInput"))
        .gives(Named("DictionaryField"))
        .status(201),
    operation("change_field", Patch, "/dictionary/objects/{object}/fields/{field}", "Changes a custom field")
        .door(Administrator)
        .of("Dictionary")
        .takes(Named("FieldChange"))
        .gives(Named("DictionaryField")),
    operation(
        "remove_field",
        Delete,
        "/dictionary/objects/{object}/fields/{field}",
        "Removes a custom field",
    )
    .door(Administrator)
    .of("Dictionary")
    .status(204),
    operation("upload_file", Post, "/files/content", "Uploads a file; the body is its bytes")
        .of("Files")
        .query(&[
            ("name", "The file's name."),
            ("person", "A person it belongs to."),
            ("company", "A company it belongs to."),
            ("deal", "A deal it belongs to."),
            ("lead", "A lead it belongs to."),
        ])
        .takes(Binary)
        .gives(Named("File"))
        .status(201),
    operation("show_file_content", Get, "/files/{id}/content", "The bytes of a file")
        .of("Files")
        .gives(Binary),
];
