//! Records of all objects: reading, writing, searching, and what happens to them.

use super::Method::{Delete, Get, Patch, Post, Put};
use super::Shape::{Binary, Events, Named, Record, RecordInput, RecordPage};
use super::{Operation, Repeat, operation};

const LIST_QUERY: &[(&str, &str)] = &[
    (
        "filter",
        "A filter as JSON: {\"field\":\"amount\",\"op\":\"gte\",\"value\":\"1000\"}, combined by and, or, not.",
    ),
    (
        "sort",
        "Fields to sort by, separated by commas; a minus sign for descending. A linked record's title by the link's key.",
    ),
    ("fields", "The fields wanted, separated by commas; paths over links such as company.sector too."),
    ("include", "Links whose records come along, separated by commas."),
    ("limit", "Records per page, 1 to 200; 50 when left out."),
    ("cursor", "Where to go on: next of the page before."),
    ("count", "none, capped (up to 1,000) or exact."),
    ("q", "Words all of which the record has, each as the beginning of a word."),
    ("trash", "true for records in the trash instead."),
];

/// Records of all objects: reading, writing, searching, and what happens to them.
pub(super) const LIST: &[Operation] = &[
    operation("list_records", Get, "/{plural}", "Lists records")
        .of("Records")
        .query(LIST_QUERY)
        .gives(RecordPage),
    operation("query_records", Post, "/{plural}/query", "Lists records; the query stands in the body")
        .repeat(Repeat::Looks)
        .of("Records")
        .takes(Named("Query"))
        .gives(RecordPage),
    operation("create_record", Post, "/{plural}", "Creates a record")
        .repeat(Repeat::Inside)
        .of("Records")
        .takes(RecordInput)
        .gives(Record)
        .status(201),
    operation("show_record", Get, "/{plural}/{id}", "Shows a record").of("Records").gives(Record),
    operation(
        "change_record",
        Patch,
        "/{plural}/{id}",
        "Changes fields of a record; with If-Match only if nobody else changed it meanwhile",
    )
    .of("Records")
    .takes(RecordInput)
    .gives(Record),
    operation("remove_record", Delete, "/{plural}/{id}", "Puts a record into the trash")
        .of("Records")
        .status(204),
    operation("restore_record", Put, "/{plural}/{id}/restoration", "Takes a record out of the trash")
        .of("Records")
        .gives(Record),
    operation(
        "bulk_records",
        Post,
        "/{plural}/bulk",
        "Creates, changes, removes and restores up to 1,000 records in one request",
    )
    .of("Records")
    .takes(Named("Bulk"))
    .gives(Named("BulkResults")),
    operation(
        "upsert_records",
        Post,
        "/{plural}/upsert",
        "Creates or changes records found by external id or a unique field",
    )
    .of("Records")
    .takes(Named("Upsert"))
    .gives(Named("BulkResults")),
    operation("link_record", Put, "/{plural}/{id}/links/{field}/{target}", "Points a link at a record")
        .of("Records")
        .gives(Record),
    operation(
        "unlink_record",
        Delete,
        "/{plural}/{id}/links/{field}/{target}",
        "Empties a link that points at this record",
    )
    .of("Records")
    .gives(Record),
    operation("group_records", Post, "/{plural}/groups", "Counts and measures records in groups")
        .repeat(Repeat::Looks)
        .of("Records")
        .takes(Named("GroupRequest"))
        .gives(Named("Groups")),
    operation("list_history", Get, "/{plural}/{id}/history", "Tells who changed what, when and from where")
        .of("Records")
        .query(&[
            ("field", "Only changes of this field."),
            ("limit", "Rows per page."),
            ("cursor", "Where to go on."),
        ])
        .gives(Named("History")),
    operation(
        "list_timeline",
        Get,
        "/{plural}/{id}/timeline",
        "Activities, purchases and changes around a record, newest first",
    )
    .of("Records")
    .query(&[
        ("kinds", "Only these objects, separated by commas; event for changes."),
        ("limit", "Rows per page."),
        ("cursor", "Where to go on."),
    ])
    .gives(Named("Timeline")),
    operation("list_linked", Get, "/{plural}/{id}/linked", "The links that point to a record, with counts")
        .of("Records")
        .gives(Named("LinkedList")),
    operation("show_record_access", Get, "/{plural}/{id}/access", "Who may see a record, and why")
        .of("Records")
        .gives(Named("RecordAccess")),
    operation("export_records", Get, "/{plural}/export", "All matching records as a file")
        .of("Records")
        .query(&[
            ("format", "csv, xlsx, parquet or jsonl."),
            ("filter", "A filter as JSON."),
            ("sort", "The sequence."),
            ("fields", "The columns."),
            ("raw", "true keeps leading formula characters in CSV."),
        ])
        .gives(Binary),
    operation(
        "export_tables",
        Get,
        "/tables",
        "Many objects at one moment, each as a Parquet file with typed columns, in one ZIP: what the asker may take out",
    )
    .of("Records")
    .query(&[("objects", "Their plurals, separated by commas; all that may be taken out when missing.")])
    .gives(Binary),
    operation("list_trash", Get, "/trash", "What was removed and can be restored")
        .of("Records")
        .query(&[("object", "Only this object."), ("limit", "Rows per page."), ("cursor", "Where to go on.")])
        .gives(Named("TrashPage")),
    operation("search_records", Get, "/search", "Finds records of all objects as one types")
        .of("Search")
        .query(&[
            ("q", "Words, an e-mail address, a phone number in any spelling, an external id."),
            ("objects", "Only these objects, separated by commas."),
            ("limit", "At most so many, up to 50."),
        ])
        .gives(Named("Hits")),
    operation("put_presence", Put, "/presence", "Says that one has a record open, and asks who else has")
        .of("Search")
        .takes(Named("Here"))
        .gives(Named("Presence")),
    operation("remove_presence", Delete, "/presence", "Says that one has left a record")
        .of("Search")
        .takes(Named("Here"))
        .status(204),
    operation("list_changes", Get, "/changes", "Changes as they happen, as server-sent events")
        .of("Search")
        .gives(Events),
];
