//! The schemas that do not depend on the dictionary.

use serde_json::{Map, Value as Json, json};

/// All of them, by name.
pub(super) fn fixed() -> Map<String, Json> {
    let text = json!({"type": "string"});
    let maybe_text = json!({"type": ["string", "null"]});
    let id = json!({"type": "string", "format": "uuid"});
    let at = json!({"type": "string", "format": "date-time"});
    let maybe_at = json!({"type": ["string", "null"], "format": "date-time"});
    let number = json!({"type": "integer"});
    let flag = json!({"type": "boolean"});
    let free = json!({"type": "object"});
    let of = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let list = |items: Json| json!({"type": "array", "items": items});
    let object = |members: Json| json!({"type": "object", "properties": members});
    let page = |items: Json| json!({"type": "object", "properties": {"data": {"type": "array", "items": items}, "next": {"type": ["string", "null"]}}, "required": ["data"]});
    let schemas = [
        (
            "Problem",
            object(json!({"type": text, "title": text, "status": number, "code": text, "detail": text,
            "problems": list(object(json!({"field": text, "code": text, "message": text}))), "conflict": free})),
        ),
        ("Count", object(json!({"value": number, "capped": flag}))),
        (
            "Money",
            object(
                json!({"amount": {"type": ["string", "number"]}, "currency": {"type": "string", "minLength": 3, "maxLength": 3}}),
            ),
        ),
        ("Link", object(json!({"id": id, "object": text, "title": maybe_text}))),
        ("Email", json!({"anyOf": [text, object(json!({"address": text, "label": text, "primary": flag}))]})),
        (
            "Phone",
            json!({"anyOf": [text, object(json!({"number": text, "national": text, "label": text, "primary": flag}))]}),
        ),
        (
            "Address",
            object(
                json!({"label": text, "street": text, "city": text, "region": text, "postal_code": text, "country": text, "primary": flag}),
            ),
        ),
        (
            "PersonName",
            json!({"anyOf": [text, object(json!({"given": text, "family": text, "display": text}))]}),
        ),
        (
            "Actor",
            object(
                json!({"kind": {"enum": ["user", "key", "job", "import", "system"]}, "id": maybe_text, "name": text}),
            ),
        ),
        ("Setup", object(json!({"needed": flag}))),
        (
            "SetupInput",
            object(
                json!({"workspace_name": text, "name": text, "email": text, "password": text, "currency": text, "zone": text, "language": text, "code": text}),
            ),
        ),
        ("SignIn", object(json!({"email": text, "password": text, "workspace": maybe_text}))),
        (
            "Session",
            object(
                json!({"user": object(json!({"id": id, "name": text, "email": text, "language": text, "zone": text, "theme": text})),
            "workspace": object(json!({"id": number, "key": text, "name": text, "currency": text, "zone": text, "first_weekday": number, "language": text})),
            "role": object(json!({"id": id, "name": text, "administrator": flag})), "csrf": text, "workspaces": list(object(json!({"key": text, "name": text})))}),
            ),
        ),
        (
            "OwnUserInput",
            object(
                json!({"name": text, "language": text, "zone": text, "theme": text, "password": object(json!({"current": text, "new": text}))}),
            ),
        ),
        (
            "Query",
            object(
                json!({"filter": of("Filter"), "sort": text, "fields": {}, "include": {}, "limit": number, "cursor": maybe_text, "count": {"enum": ["none", "capped", "exact"]}, "q": maybe_text, "trash": flag}),
            ),
        ),
        (
            "Filter",
            json!({"type": "object", "description": "One of {and:[…]}, {or:[…]}, {not:…}, {field,op,value}, {linked,where,having}."}),
        ),
        (
            "Bulk",
            object(
                json!({"atomic": flag, "operations": list(object(json!({"create": free, "change": object(json!({"id": id, "version": number, "fields": free})), "remove": object(json!({"id": id})), "restore": object(json!({"id": id}))})))}),
            ),
        ),
        (
            "BulkResults",
            object(
                json!({"results": list(object(json!({"status": number, "outcome": text, "record": free, "problem": of("Problem")})))}),
            ),
        ),
        (
            "Upsert",
            object(
                json!({"match": list(text.clone()), "records": list(free.clone()), "fill": {"enum": ["overwrite", "fill_empty", "keep"]}}),
            ),
        ),
        (
            "GroupRequest",
            object(
                json!({"filter": of("Filter"), "q": maybe_text, "by": list(object(json!({"field": text, "bucket": {"enum": ["day", "week", "month", "quarter", "year"]}}))),
            "measures": list(object(json!({"measure": {"enum": ["count", "sum", "avg", "min", "max"]}, "field": text}))), "sort": text, "limit": number}),
            ),
        ),
        (
            "Groups",
            object(
                json!({"groups": list(object(json!({"key": list(json!({})), "values": list(json!({})), "currency": text}))), "truncated": flag}),
            ),
        ),
        (
            "HistoryEntry",
            object(
                json!({"seq": number, "at": at, "actor": of("Actor"), "channel": text, "source": maybe_text, "verb": {"enum": ["created", "changed", "removed", "restored", "purged"]},
            "changes": list(object(json!({"field": text, "old": {}, "new": {}})))}),
            ),
        ),
        ("History", page(of("HistoryEntry"))),
        (
            "Timeline",
            page(object(
                json!({"kind": text, "at": at, "record": {"type": ["object", "null"]}, "event": {"anyOf": [of("HistoryEntry"), {"type": "null"}]}}),
            )),
        ),
        (
            "LinkedList",
            page(object(
                json!({"link": text, "object": text, "field": text, "label": text, "count": of("Count")}),
            )),
        ),
        (
            "Hits",
            page(object(
                json!({"object": text, "id": id, "title": text, "subtitle": maybe_text, "matched": maybe_text}),
            )),
        ),
        (
            "TrashPage",
            page(object(
                json!({"object": text, "id": id, "title": maybe_text, "removed_at": at, "removed_by": of("Actor")}),
            )),
        ),
        ("Choice", object(json!({"key": text, "label": text, "color": text}))),
        (
            "DictionaryField",
            object(
                json!({"key": text, "label": text, "kind": text, "required": flag, "unique": flag, "custom": flag, "indexed": flag, "sortable": flag, "groupable": flag, "read_only": flag,
            "access": {"enum": ["read", "write"]}, "operators": list(text.clone()), "help": maybe_text, "choices": {"anyOf": [list(of("Choice")), {"type": "null"}]}, "to": maybe_text, "inverse_label": maybe_text, "computed": {}, "max_length": {"type": ["integer", "null"]}, "default": {}}),
            ),
        ),
        (
            "DictionaryObject",
            object(
                json!({"key": text, "plural": text, "label": text, "label_plural": text, "icon": text, "group": text, "title_field": text, "custom": flag, "searchable": flag,
            "fields": list(of("DictionaryField")), "can": free, "list_fields": list(text.clone()), "default_sort": text}),
            ),
        ),
        (
            "Dictionary",
            object(json!({"version": number, "currency": text, "objects": list(of("DictionaryObject"))})),
        ),
        (
            "ObjectInput",
            object(
                json!({"key": text, "plural": text, "label": text, "label_plural": text, "icon": maybe_text, "fields": list(of("FieldInput"))}),
            ),
        ),
        ("ObjectChange", object(json!({"label": text, "label_plural": text, "icon": text}))),
        (
            "FieldInput",
            object(
                json!({"key": text, "label": text, "kind": text, "required": flag, "unique": flag, "indexed": flag, "searchable": flag, "to": maybe_text, "inverse_label": maybe_text, "choices": list(of("Choice")), "computed": {}, "help": maybe_text, "default": {}, "max_length": {"type": ["integer", "null"]}}),
            ),
        ),
        (
            "FieldChange",
            object(
                json!({"label": text, "help": text, "choices": list(of("Choice")), "required": flag, "indexed": flag, "searchable": flag}),
            ),
        ),
        ("File", free.clone()),
        (
            "ImportFormat",
            object(
                json!({"kind": {"enum": ["csv", "xlsx"]}, "encoding": text, "delimiter": text, "quote": text, "header": flag, "sheet": maybe_text}),
            ),
        ),
        ("Mapping", object(json!({"objects": list(free.clone()), "options": free}))),
        (
            "Import",
            object(
                json!({"id": id, "name": text, "size": number, "state": text, "format": free, "columns": list(free.clone()), "mapping": {}, "progress": free, "job": maybe_text, "questions": list(free.clone())}),
            ),
        ),
        ("ImportPage", page(of("Import"))),
        (
            "ImportResults",
            page(object(
                json!({"row": number, "outcome": text, "messages": list(text.clone()), "records": list(free.clone())}),
            )),
        ),
        (
            "Job",
            object(
                json!({"id": id, "kind": text, "label": text, "state": {"enum": ["queued", "running", "done", "failed", "cancelled"]}, "progress": object(json!({"done": number, "total": {"type": ["integer", "null"]}, "note": maybe_text})),
            "error": maybe_text, "created_at": at, "started_at": maybe_at, "finished_at": maybe_at, "attempts": number, "result": {}}),
            ),
        ),
        ("JobPage", page(of("Job"))),
        (
            "User",
            object(
                json!({"id": id, "name": text, "email": text, "role": of("Link"), "team": {}, "active": flag, "last_seen_at": maybe_at}),
            ),
        ),
        ("UserList", page(of("User"))),
        (
            "UserInput",
            object(
                json!({"name": text, "email": text, "password": text, "role": text, "team": maybe_text, "active": flag}),
            ),
        ),
        ("Team", object(json!({"id": id, "name": text, "parent": {}}))),
        ("TeamList", page(of("Team"))),
        ("TeamInput", object(json!({"name": text, "parent": maybe_text}))),
        (
            "Role",
            object(json!({"id": id, "name": text, "administrator": flag, "objects": free, "fields": free})),
        ),
        ("RoleList", page(of("Role"))),
        ("RoleInput", object(json!({"name": text, "administrator": flag, "objects": free, "fields": free}))),
        (
            "ApiKey",
            object(
                json!({"id": id, "name": text, "prefix": text, "secret": text, "role": {}, "expires_at": maybe_at, "last_used_at": maybe_at}),
            ),
        ),
        ("ApiKeyList", page(of("ApiKey"))),
        ("ApiKeyInput", object(json!({"name": text, "role": text, "expires_at": maybe_at}))),
        ("OpenApi", free.clone()),
    ];
    schemas.into_iter().map(|(name, schema)| (name.to_string(), schema)).collect()
}
