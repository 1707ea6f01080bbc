//! Saved views, pins, favorites and layouts.

use super::Door::Administrator;
use super::Method::{Delete, Get, Patch, Post, Put};
use super::Shape::Named;
use super::{Operation, operation};

/// Saved views, pins, favorites and layouts.
pub(super) const LIST: &[Operation] = &[
    operation("list_views", Get, "/views", "One's own saved views and those shared with everybody")
        .of("Views")
        .query(&[("object", "Only views of this object.")])
        .gives(Named("ViewList")),
    operation("create_view", Post, "/views", "Saves a view")
        .of("Views")
        .takes(Named("ViewInput"))
        .gives(Named("View"))
        .status(201),
    operation("change_view", Patch, "/views/{id}", "Renames, rearranges, shares or moves a view")
        .of("Views")
        .takes(Named("ViewChange"))
        .gives(Named("View")),
    operation("remove_view", Delete, "/views/{id}", "Removes a view").of("Views").status(204),
    operation("pin_view", Put, "/views/{id}/pin", "Keeps a view at hand for oneself").of("Views").status(204),
    operation("unpin_view", Delete, "/views/{id}/pin", "Takes one's pin off a view").of("Views").status(204),
    operation("list_favorites", Get, "/favorites", "Records one keeps at hand")
        .of("Views")
        .gives(Named("FavoriteList")),
    operation("add_favorite", Put, "/favorites/{object}/{id}", "Keeps a record at hand for oneself")
        .of("Views")
        .status(204),
    operation("remove_favorite", Delete, "/favorites/{object}/{id}", "Lets go of a record kept at hand")
        .of("Views")
        .status(204),
    operation("list_mentions", Get, "/mentions", "Where colleagues have named one, newest first")
        .of("Views")
        .query(&[
            ("unseen", "true for those only that were not seen yet."),
            ("limit", "Rows per page, 1 to 200; 50 when left out."),
            ("cursor", "Where to go on: next of the page before."),
        ])
        .gives(Named("MentionPage")),
    operation("see_mentions", Put, "/mentions/seen", "Notes that one has seen mentions")
        .of("Views")
        .takes(Named("MentionIds"))
        .status(204),
    operation("list_layouts", Get, "/layouts", "How fields are arranged on pages and forms")
        .of("Views")
        .gives(Named("LayoutList")),
    operation("put_layout", Put, "/layouts/{object}", "Arranges the fields of an object")
        .door(Administrator)
        .of("Views")
        .takes(Named("LayoutInput"))
        .gives(Named("Layout")),
    operation(
        "remove_layout",
        Delete,
        "/layouts/{object}",
        "Goes back to the usual arrangement of an object",
    )
    .door(Administrator)
    .of("Views")
    .status(204),
];
