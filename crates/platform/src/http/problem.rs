//! Errors as problem documents (RFC 9457): the only place where an error becomes a status.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use vocabulary::{Conflict, Error};

/// Why a request was not done: an error of the rooms below, or one that only HTTP knows.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// From the rooms below.
    Error(Error),
    /// The body or the address cannot be read at all.
    Malformed(String),
    /// The body is of a type that is not taken.
    UnsupportedMedia(String),
    /// The address exists, but not for this method.
    MethodNotAllowed,
    /// Who looks through the eyes of a role writes nothing.
    SeeingAs,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Error(error)
    }
}

/// Goes along with a 5xx answer to [`super::observe`], which writes it to the log and puts the correlation id into the body.
#[derive(Clone, Debug)]
pub(super) struct Hidden(pub String);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, document) = match &self {
            Failure::Error(error) => problem_document(error),
            Failure::Malformed(detail) => (StatusCode::BAD_REQUEST, document(400, "malformed", detail)),
            Failure::UnsupportedMedia(detail) => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, document(415, "unsupported_media", detail))
            }
            Failure::MethodNotAllowed => {
                let detail = "This address does not take this method.";
                (StatusCode::METHOD_NOT_ALLOWED, document(405, "method_not_allowed", detail))
            }
            Failure::SeeingAs => {
                let detail = "You are seeing Kith as a role: nothing is written meanwhile.";
                (StatusCode::FORBIDDEN, document(403, "seeing_as", detail))
            }
        };
        let mut response = answer(status, &document);
        let headers = response.headers_mut();
        match &self {
            Failure::Error(Error::TooMany(_, seconds)) => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
            }
            Failure::Error(Error::Unavailable(_)) => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(5));
            }
            Failure::Error(Error::Unauthenticated(_)) => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            _ => {}
        }
        if let Failure::Error(Error::Internal(context)) = self {
            response.extensions_mut().insert(Hidden(context));
        }
        response
    }
}

/// The status and the document of an error; also for one operation among many in a bulk request.
pub fn problem_document(error: &Error) -> (StatusCode, Value) {
    let detail = error.to_string();
    let (status, code) = match error {
        Error::NotFound(_) => (StatusCode::NOT_FOUND, "not_found"),
        Error::Merged(..) => (StatusCode::NOT_FOUND, "merged"),
        Error::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
        Error::Conflict(..) => (StatusCode::CONFLICT, "conflict"),
        Error::Forbidden(_) => (StatusCode::FORBIDDEN, "forbidden"),
        Error::Unauthenticated(_) => (StatusCode::UNAUTHORIZED, "unauthenticated"),
        Error::TooMany(..) => (StatusCode::TOO_MANY_REQUESTS, "too_many"),
        Error::TooLarge(_) => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
        Error::Full(_) => (StatusCode::INSUFFICIENT_STORAGE, "full"),
        Error::Unavailable(_) => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
        Error::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
    };
    // What went wrong inside is for the log: it may hold anything.
    let detail = if matches!(error, Error::Internal(_)) { SOMETHING_WENT_WRONG } else { &detail };
    let mut document = document(status.as_u16(), code, detail);
    let extra = match error {
        Error::Invalid(problems) => Some(("problems", json!(problems))),
        Error::Merged(_, record) => {
            Some(("merged_into", json!({ "object": record.object, "id": record.id })))
        }
        Error::Conflict(Conflict::Stale { version, changed }, _) => {
            Some(("conflict", json!({ "version": version, "changed": changed })))
        }
        Error::Conflict(Conflict::Duplicate { field, record }, _) => {
            Some(("conflict", json!({ "field": field, "record": record })))
        }
        _ => None,
    };
    if let (Some((name, value)), Some(members)) = (extra, document.as_object_mut()) {
        members.insert(name.to_string(), value);
    }
    (status, document)
}

/// The answer to a fault of ours, with nothing but the id under which the log tells more.
pub(super) fn internal_answer(correlation: &str) -> Response {
    let mut document = document(500, "internal", SOMETHING_WENT_WRONG);
    if let Some(members) = document.as_object_mut() {
        members.insert("correlation".to_string(), json!(correlation));
    }
    answer(StatusCode::INTERNAL_SERVER_ERROR, &document)
}

const SOMETHING_WENT_WRONG: &str = "Something went wrong on our side. The log of the server tells more.";

fn document(status: u16, code: &str, detail: &str) -> Value {
    let title = match code {
        "not_found" => "Not found",
        "merged" => "Merged into another record",
        "invalid" => "The input is not valid",
        "conflict" => "In conflict with another change",
        "forbidden" | "seeing_as" => "Not allowed",
        "unauthenticated" => "Not signed in",
        "too_many" => "Too many requests",
        "too_large" => "Too large",
        "full" => "No room left",
        "unavailable" => "Not possible right now",
        "malformed" => "Not readable",
        "unsupported_media" => "Type not taken",
        "method_not_allowed" => "Method not allowed",
        _ => "Internal error",
    };
    json!({ "type": "about:blank", "title": title, "status": status, "code": code, "detail": detail })
}

fn answer(status: StatusCode, document: &Value) -> Response {
    let mut response = Response::new(Body::from(document.to_string()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::Problem;

    #[test]
    fn errors_have_their_status_and_code() {
        let text = || "x".to_string();
        let cases = [
            (Error::NotFound(text()), 404, "not_found"),
            (Error::Invalid(vec![Problem::new("name", "required", "Name it.")]), 422, "invalid"),
            (Error::Conflict(Conflict::Other, text()), 409, "conflict"),
            (Error::Forbidden(text()), 403, "forbidden"),
            (Error::Unauthenticated(text()), 401, "unauthenticated"),
            (Error::TooMany(text(), 7), 429, "too_many"),
            (Error::TooLarge(text()), 413, "too_large"),
            (Error::Full(text()), 507, "full"),
            (Error::Unavailable(text()), 503, "unavailable"),
            (Error::Internal(text()), 500, "internal"),
        ];
        for (error, status, code) in cases {
            let (found, document) = problem_document(&error);
            assert_eq!((found.as_u16(), document["code"].as_str()), (status, Some(code)));
            assert_eq!(document["status"], status);
        }
    }

    #[test]
    fn a_fault_of_ours_tells_nothing() {
        let (_, document) = problem_document(&Error::internal("password of the database"));
        assert!(!document.to_string().contains("password"));
    }

    #[test]
    fn problems_name_their_field_and_waiting_its_time() {
        let (_, document) = problem_document(&Error::invalid("emails", "email_malformed", "Not an address."));
        assert_eq!(document["problems"][0]["field"], "emails");
        let response = Failure::from(Error::TooMany("x".to_string(), 7)).into_response();
        assert_eq!(response.headers()[header::RETRY_AFTER], "7");
    }
}
