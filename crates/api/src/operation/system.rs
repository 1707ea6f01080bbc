//! The interface about itself.

use super::Door::Open;
use super::Method::Get;
use super::Shape::{Binary, Empty, Html, Named};
use super::{Operation, operation};

/// The interface about itself.
pub(super) const LIST: &[Operation] = &[
    operation("show_openapi", Get, "/openapi.json", "This document").of("System").gives(Named("OpenApi")),
    operation("show_docs", Get, "/docs", "A page to read and try this interface")
        .door(Open)
        .of("System")
        .gives(Html),
    operation("show_docs_script", Get, "/docs.js", "The script of that page")
        .door(Open)
        .of("System")
        .gives(Binary),
    operation("show_docs_style", Get, "/docs.css", "The style of that page")
        .door(Open)
        .of("System")
        .gives(Binary),
    operation(
        "show_empty",
        Get,
        "/empty",
        "Answers nothing, through every layer: the yardstick of benchmarks",
    )
    .of("System")
    .takes(Empty)
    .status(204),
];
