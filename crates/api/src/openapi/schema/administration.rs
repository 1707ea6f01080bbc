//! Sign-in, users, teams, roles and keys.

use super::{
    Named, answer, answer_but, at, flag, id, list, map, maybe, maybe_at, maybe_id, maybe_text, needing,
    number, of, rows, taken, text,
};
use serde_json::{Value as Json, json};

pub(super) fn schemas() -> Vec<Named> {
    vec![
        ("Setup", answer(json!({"needed": flag()}))),
        (
            "SetupInput",
            needing(
                &["workspace_name", "name", "email", "password", "code"],
                json!({
                    "workspace_name": text(), "name": text(), "email": text(), "password": text(), "currency": text(), "zone": text(),
                    "language": text(), "country": text(), "code": text(),
                }),
            ),
        ),
        (
            "SignIn",
            needing(
                &["email", "password"],
                json!({"email": text(), "password": text(), "workspace": maybe_text()}),
            ),
        ),
        (
            "Session",
            answer(json!({
                "user": answer(json!({"id": id(), "name": text(), "email": text(), "language": text(), "zone": text(), "theme": text()})),
                "workspace": answer(json!({
                    "id": number(), "key": text(), "name": text(), "currency": text(), "zone": text(), "first_weekday": number(),
                    "language": text(), "country": text(),
                })),
                "role": answer(json!({"id": id(), "name": text(), "administrator": flag()})),
                "csrf": {"type": ["string", "null"], "description": "None for an API key."},
                "workspaces": list(answer(json!({"key": text(), "name": text()}))),
            })),
        ),
        (
            "OwnSession",
            answer(json!({
                "id": id(), "browser": maybe_text(), "system": maybe_text(), "address": maybe_text(), "created_at": at(),
                "seen_at": at(), "current": flag(),
            })),
        ),
        ("OwnSessionList", rows(of("OwnSession"))),
        (
            "OwnUserInput",
            taken(json!({
                "name": text(), "language": text(), "zone": text(), "theme": text(),
                "password": needing(&["current", "new"], json!({"current": text(), "new": text()})),
            })),
        ),
        (
            "Workspace",
            answer(json!({
                "key": text(), "name": text(), "currency": text(), "zone": text(), "language": text(), "country": text(),
                "first_weekday": number(), "trash_days": number(), "created_at": at(),
            })),
        ),
        (
            "WorkspaceInput",
            taken(json!({
                "name": text(), "currency": text(), "zone": text(), "language": text(), "country": text(),
                "first_weekday": {"type": "integer", "minimum": 1, "maximum": 7},
                "trash_days": {"type": "integer", "minimum": 0, "maximum": 3650},
            })),
        ),
        (
            "RecordAccess",
            answer(json!({
                "data": list(answer(json!({
                    "user": titled(), "role": maybe(titled()), "team": maybe(titled()), "read": flag(), "change": flag(),
                    "remove": flag(),
                    "why": answer(json!({"code": {"enum": ["administrator", "all", "team", "owner"]}, "text": text()})),
                }))),
                "hidden_fields": list(answer(json!({"field": text(), "roles": list(text())}))),
            })),
        ),
        ("Backup", answer(json!({"name": text(), "size": number(), "made_at": at(), "verified": flag()}))),
        ("BackupList", rows(of("Backup"))),
        ("SampleData", answer(json!({"present": flag(), "job": maybe_id()}))),
        (
            "SampleDataInput",
            taken(
                json!({"size": {"type": "number", "minimum": 0.01, "maximum": 1, "description": "0.1 when left out; 1 is three years of a company of twelve."}}),
            ),
        ),
        ("Here", needing(&["object", "id"], json!({"object": text(), "id": id(), "field": maybe_text()}))),
        ("Presence", rows(answer(json!({"user": titled(), "field": maybe_text(), "since": at()})))),
        (
            "User",
            answer_but(
                // Others than administrators learn the name and the team.
                &["email", "role", "language", "zone", "created_at", "last_seen_at"],
                json!({
                    "id": id(), "name": text(), "email": text(), "role": of("Named"), "team": maybe(of("Named")), "active": flag(),
                    "language": text(), "zone": text(), "created_at": at(), "last_seen_at": maybe_at(),
                }),
            ),
        ),
        ("UserList", rows(of("User"))),
        (
            "UserInput",
            taken(json!({
                "name": text(), "email": text(), "password": text(), "role": text(), "team": maybe_text(), "active": flag(),
            })),
        ),
        ("Team", answer(json!({"id": id(), "name": text(), "parent": maybe(of("Named"))}))),
        ("TeamList", rows(of("Team"))),
        (
            "StaffInput",
            needing(
                &["rows"],
                json!({"rows": list(needing(&["name"], json!({
                    "name": text(), "email": text(), "team": text(), "above": text(), "lead": text(),
                })))}),
            ),
        ),
        ("StaffBrought", answer(json!({"users": number(), "teams": number(), "moved": number()}))),
        ("TeamInput", taken(json!({"name": text(), "parent": maybe_id()}))),
        (
            "ObjectRights",
            answer(
                json!({"read": extent(), "create": flag(), "change": extent(), "remove": extent(), "export": extent()}),
            ),
        ),
        (
            "ObjectRightsInput",
            taken(
                json!({"read": extent(), "create": flag(), "change": extent(), "remove": extent(), "export": extent()}),
            ),
        ),
        (
            "Role",
            answer(
                json!({"id": id(), "name": text(), "administrator": flag(), "objects": map(of("ObjectRights")), "fields": map(access())}),
            ),
        ),
        ("RoleList", rows(of("Role"))),
        (
            "RoleInput",
            taken(
                json!({"name": text(), "administrator": flag(), "objects": map(of("ObjectRightsInput")), "fields": map(access())}),
            ),
        ),
        (
            "ApiKey",
            answer_but(
                // Told once, when it is made.
                &["secret"],
                json!({
                    "id": id(), "name": text(), "prefix": text(), "secret": text(), "role": of("Named"), "user": id(), "created_at": at(),
                    "expires_at": maybe_at(), "last_used_at": maybe_at(),
                }),
            ),
        ),
        ("ApiKeyList", rows(of("ApiKey"))),
        (
            "ApiKeyInput",
            needing(&["name", "role"], json!({"name": text(), "role": text(), "expires_at": maybe_at()})),
        ),
    ]
}

/// Whose records a right reaches.
fn extent() -> Json {
    json!({"enum": ["none", "own", "team", "all"]})
}

fn access() -> Json {
    json!({"enum": ["hidden", "read", "write"]})
}

/// Something with a name.
fn titled() -> Json {
    answer(json!({"id": id(), "name": text()}))
}
