//! Operations of the interface as values: the router, the OpenAPI document and the security sweeps all read the same lists. The
//! generic interface keeps its list, and each feature brings its own.

use super::App;
use axum::handler::Handler;
use axum::routing::{MethodRouter, delete, get, patch, post, put};

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

/// What a second request with the same `Idempotency-Key` gets. Only requests with `POST` carry one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// The answer of the first, kept by [`super::once`].
    Kept,
    /// The answer of the first, kept by the handler in the transaction of the effect.
    Inside,
    /// Word that it was done: the answer told a secret, which is not kept.
    Secret,
    /// A fresh answer: it only looks.
    Looks,
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
    /// What it gives with the status 202, when what was asked takes longer than a request.
    pub later: Option<Shape>,
    /// What a second request with the same key gets.
    pub repeat: Repeat,
}

/// An operation with nothing but its name, door and what it does.
pub const fn operation(
    id: &'static str,
    method: Method,
    path: &'static str,
    summary: &'static str,
) -> Operation {
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
        later: None,
        repeat: Repeat::Kept,
    }
}

impl Operation {
    /// The chapter of the document it stands in.
    #[must_use]
    pub const fn of(mut self, group: &'static str) -> Self {
        self.group = group;
        self
    }
    /// Who may call it.
    #[must_use]
    pub const fn door(mut self, door: Door) -> Self {
        self.door = door;
        self
    }
    /// Its query parameters.
    #[must_use]
    pub const fn query(mut self, query: &'static [(&'static str, &'static str)]) -> Self {
        self.query = query;
        self
    }
    /// What it takes.
    #[must_use]
    pub const fn takes(mut self, shape: Shape) -> Self {
        self.takes = shape;
        self
    }
    /// What it gives.
    #[must_use]
    pub const fn gives(mut self, shape: Shape) -> Self {
        self.gives = shape;
        self
    }
    /// The status when it went well.
    #[must_use]
    pub const fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }
    /// It makes something: 201.
    #[must_use]
    pub const fn made(self) -> Self {
        self.status(201)
    }
    /// It answers without content: 204.
    #[must_use]
    pub const fn nothing(self) -> Self {
        self.status(204)
    }
    /// It takes what is done later: 202.
    #[must_use]
    pub const fn taken(self) -> Self {
        self.status(202)
    }
    /// What a second request with the same key gets.
    #[must_use]
    pub const fn repeat(mut self, repeat: Repeat) -> Self {
        self.repeat = repeat;
        self
    }
    /// What it gives with 202.
    #[must_use]
    pub const fn later(mut self, shape: Shape) -> Self {
        self.later = Some(shape);
        self
    }
}

/// Query parameters of a list that goes on from a cursor.
pub const PAGE_QUERY: &[(&str, &str)] = &[
    ("limit", "Rows per page, 1 to 200; 50 when left out."),
    ("cursor", "Where to go on: next of the page before."),
];

/// What answers an operation, by the method it is called with.
pub fn answered_by<H, T>(method: Method, handler: H) -> MethodRouter<App>
where
    H: Handler<T, App>,
    T: 'static,
{
    match method {
        Method::Get => get(handler),
        Method::Post => post(handler),
        Method::Put => put(handler),
        Method::Patch => patch(handler),
        Method::Delete => delete(handler),
    }
}
