//! Every operation of the interface, once: the router, the OpenAPI document and the security sweeps all read this list.

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// GET.
    Get,
    /// POST.
    Post,
    /// PUT.
    Put,
    /// PATCH.
    Patch,
    /// DELETE.
    Delete,
}

impl Method {
    /// In small letters, as OpenAPI writes it.
    pub fn word(self) -> &'static str {
        match self {
            Method::Get => "get",
            Method::Post => "post",
            Method::Put => "put",
            Method::Patch => "patch",
            Method::Delete => "delete",
        }
    }
}

/// Who may call an operation at all; rights on records are checked further in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Anybody.
    Open,
    /// Who is signed in or has a key.
    Signed,
    /// Administrators.
    Administrator,
}

/// What an operation takes or gives, for the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Nothing.
    Empty,
    /// A named schema.
    Named(&'static str),
    /// The record of the object in the path.
    Record,
    /// What a record is created or changed with.
    RecordInput,
    /// A page of records of the object in the path.
    RecordPage,
    /// Bytes of a file.
    Binary,
    /// A stream of server-sent events.
    Events,
    /// A page of HTML.
    Html,
}

/// An operation.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// Its name, also of its handler: verb and noun.
    pub id: &'static str,
    /// The method.
    pub method: Method,
    /// The path below the base; `{plural}` stands for each object's plural.
    pub path: &'static str,
    /// One line of what it does.
    pub summary: &'static str,
    /// The chapter in the document.
    pub group: &'static str,
    /// Who may call it.
    pub door: Door,
    /// Query parameters: name and what it does.
    pub query: &'static [(&'static str, &'static str)],
    /// What it takes.
    pub takes: Shape,
    /// What it gives.
    pub gives: Shape,
    /// The status when it went well.
    pub status: u16,
}

const fn operation(id: &'static str, method: Method, path: &'static str, summary: &'static str) -> Operation {
    Operation {
        id,
        method,
        path,
        summary,
        group: "System",
        door: Door::Signed,
        query: &[],
        takes: Shape::Empty,
        gives: Shape::Empty,
        status: 200,
    }
}

impl Operation {
    const fn of(mut self, group: &'static str) -> Self {
        self.group = group;
        self
    }
    const fn door(mut self, door: Door) -> Self {
        self.door = door;
        self
    }
    const fn query(mut self, query: &'static [(&'static str, &'static str)]) -> Self {
        self.query = query;
        self
    }
    const fn takes(mut self, shape: Shape) -> Self {
        self.takes = shape;
        self
    }
    const fn gives(mut self, shape: Shape) -> Self {
        self.gives = shape;
        self
    }
    const fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }
}

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

const PAGE_QUERY: &[(&str, &str)] = &[
    ("limit", "Rows per page, 1 to 200; 50 when left out."),
    ("cursor", "Where to go on: next of the page before."),
];

use Door::{Administrator, Open};
use Method::{Delete, Get, Patch, Post, Put};
use Shape::{Binary, Empty, Events, Html, Named, Record, RecordInput, RecordPage};

/// All operations below `/api/v1`.
pub const OPERATIONS: &[Operation] = &[
    operation("show_setup", Get, "/setup", "Tells whether the first set-up is still to be done")
        .door(Open)
        .of("Sign-in")
        .gives(Named("Setup")),
    operation(
        "create_setup",
        Post,
        "/setup",
        "Makes the first workspace and its administrator; closes itself afterwards",
    )
    .door(Open)
    .of("Sign-in")
    .takes(Named("SetupInput"))
    .gives(Named("Session")),
    operation("create_session", Post, "/session", "Signs in")
        .door(Open)
        .of("Sign-in")
        .takes(Named("SignIn"))
        .gives(Named("Session")),
    operation("show_session", Get, "/session", "Tells who is signed in")
        .of("Sign-in")
        .gives(Named("Session")),
    operation("remove_session", Delete, "/session", "Signs out").of("Sign-in").status(204),
    operation(
        "change_session_user",
        Patch,
        "/session/user",
        "Changes one's own name, language, zone, theme or password",
    )
    .of("Sign-in")
    .takes(Named("OwnUserInput"))
    .gives(Named("Session")),
    operation("list_records", Get, "/{plural}", "Lists records")
        .of("Records")
        .query(LIST_QUERY)
        .gives(RecordPage),
    operation("query_records", Post, "/{plural}/query", "Lists records; the query stands in the body")
        .of("Records")
        .takes(Named("Query"))
        .gives(RecordPage),
    operation("create_record", Post, "/{plural}", "Creates a record")
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
    operation("export_records", Get, "/{plural}/export", "All matching records as a file")
        .of("Records")
        .query(&[
            ("format", "csv, xlsx or jsonl."),
            ("filter", "A filter as JSON."),
            ("sort", "The sequence."),
            ("fields", "The columns."),
            ("raw", "true keeps leading formula characters in CSV."),
        ])
        .gives(Binary),
    operation("search_records", Get, "/search", "Finds records of all objects as one types")
        .of("Search")
        .query(&[
            ("q", "Words, an e-mail address, a phone number in any spelling, an external id."),
            ("objects", "Only these objects, separated by commas."),
            ("limit", "At most so many, up to 50."),
        ])
        .gives(Named("Hits")),
    operation("list_trash", Get, "/trash", "What was removed and can be restored")
        .of("Records")
        .query(&[("object", "Only this object."), ("limit", "Rows per page."), ("cursor", "Where to go on.")])
        .gives(Named("TrashPage")),
    operation("list_changes", Get, "/changes", "Changes as they happen, as server-sent events")
        .of("Search")
        .gives(Events),
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
    operation("create_import", Post, "/imports", "Uploads a table to import; the body is its bytes")
        .of("Import")
        .query(&[("name", "The file's name.")])
        .takes(Binary)
        .gives(Named("Import"))
        .status(201),
    operation("list_imports", Get, "/imports", "Imports, newest first")
        .of("Import")
        .query(PAGE_QUERY)
        .gives(Named("ImportPage")),
    operation("show_import", Get, "/imports/{id}", "An import with columns, guesses, questions and progress")
        .of("Import")
        .gives(Named("Import")),
    operation("change_import_format", Put, "/imports/{id}/format", "Says how the file is to be read")
        .of("Import")
        .takes(Named("ImportFormatChange"))
        .gives(Named("Import")),
    operation("change_import_mapping", Put, "/imports/{id}/mapping", "Says which column goes where")
        .of("Import")
        .takes(Named("Mapping"))
        .gives(Named("Import")),
    operation(
        "dry_run_import",
        Post,
        "/imports/{id}/dry_run",
        "Tells what each row would do, writing nothing",
    )
    .of("Import")
    .gives(Named("Job"))
    .status(202),
    operation("run_import", Post, "/imports/{id}/run", "Runs the import in the background")
        .of("Import")
        .gives(Named("Job"))
        .status(202),
    operation("pause_import", Put, "/imports/{id}/pause", "Pauses an import after the rows at hand")
        .of("Import")
        .gives(Named("Import")),
    operation("resume_import", Put, "/imports/{id}/resumption", "Goes on with a paused import")
        .of("Import")
        .gives(Named("Job"))
        .status(202),
    operation("undo_import", Post, "/imports/{id}/undo", "Takes back all that an import did")
        .of("Import")
        .gives(Named("Job"))
        .status(202),
    operation("list_import_results", Get, "/imports/{id}/results", "What became of each row")
        .of("Import")
        .query(&[
            ("only", "created, changed, unchanged, skipped, refused or warned."),
            ("limit", "Rows per page."),
            ("cursor", "Where to go on."),
        ])
        .gives(Named("ImportResults")),
    operation(
        "show_import_results_file",
        Get,
        "/imports/{id}/results.csv",
        "What became of each row, as a file",
    )
    .of("Import")
    .gives(Binary),
    operation("list_jobs", Get, "/jobs", "Background jobs, newest first")
        .of("Jobs")
        .query(PAGE_QUERY)
        .gives(Named("JobPage")),
    operation("show_job", Get, "/jobs/{id}", "A background job with its progress")
        .of("Jobs")
        .gives(Named("Job")),
    operation("remove_job", Delete, "/jobs/{id}", "Cancels a background job").of("Jobs").gives(Named("Job")),
    operation("list_users", Get, "/users", "Users: all for administrators, names for everybody")
        .of("Administration")
        .gives(Named("UserList")),
    operation("create_user", Post, "/users", "Adds a user")
        .door(Administrator)
        .of("Administration")
        .takes(Named("UserInput"))
        .gives(Named("User"))
        .status(201),
    operation("show_user", Get, "/users/{id}", "A user").of("Administration").gives(Named("User")),
    operation("change_user", Patch, "/users/{id}", "Changes or disables a user")
        .door(Administrator)
        .of("Administration")
        .takes(Named("UserInput"))
        .gives(Named("User")),
    operation("list_teams", Get, "/teams", "Teams").of("Administration").gives(Named("TeamList")),
    operation("create_team", Post, "/teams", "Adds a team")
        .door(Administrator)
        .of("Administration")
        .takes(Named("TeamInput"))
        .gives(Named("Team"))
        .status(201),
    operation("change_team", Patch, "/teams/{id}", "Changes a team")
        .door(Administrator)
        .of("Administration")
        .takes(Named("TeamInput"))
        .gives(Named("Team")),
    operation("remove_team", Delete, "/teams/{id}", "Removes an empty team")
        .door(Administrator)
        .of("Administration")
        .status(204),
    operation("list_roles", Get, "/roles", "Roles")
        .door(Administrator)
        .of("Administration")
        .gives(Named("RoleList")),
    operation("create_role", Post, "/roles", "Adds a role")
        .door(Administrator)
        .of("Administration")
        .takes(Named("RoleInput"))
        .gives(Named("Role"))
        .status(201),
    operation("change_role", Patch, "/roles/{id}", "Changes a role; in force from the next request on")
        .door(Administrator)
        .of("Administration")
        .takes(Named("RoleInput"))
        .gives(Named("Role")),
    operation("remove_role", Delete, "/roles/{id}", "Removes a role nobody has")
        .door(Administrator)
        .of("Administration")
        .status(204),
    operation("list_api_keys", Get, "/api_keys", "API keys, without their secrets")
        .door(Administrator)
        .of("Administration")
        .gives(Named("ApiKeyList")),
    operation("create_api_key", Post, "/api_keys", "Makes an API key; its secret is shown this once")
        .door(Administrator)
        .of("Administration")
        .takes(Named("ApiKeyInput"))
        .gives(Named("ApiKey"))
        .status(201),
    operation("remove_api_key", Delete, "/api_keys/{id}", "Ends an API key at once")
        .door(Administrator)
        .of("Administration")
        .status(204),
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_and_doors_are_each_one() {
        let mut ids = HashSet::new();
        let mut doors = HashSet::new();
        for operation in OPERATIONS {
            assert!(ids.insert(operation.id), "{}", operation.id);
            assert!(doors.insert((operation.method, operation.path)), "{}", operation.path);
            assert!(!operation.summary.ends_with('.'));
        }
    }
}
