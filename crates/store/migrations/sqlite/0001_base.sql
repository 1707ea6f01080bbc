-- What the store itself needs: records of custom objects, keys, events, search, overlays.

CREATE TABLE custom_record (
    workspace_id BIGINT NOT NULL,
    id UUID NOT NULL,
    object TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    owner UUID,
    removed_at BIGINT,
    batch UUID,
    external_ids TEXT,
    custom TEXT NOT NULL,
    name TEXT,
    name_fold TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX custom_record_name ON custom_record (workspace_id, object, name_fold, id) WHERE removed_at IS NULL;
CREATE INDEX custom_record_created_at ON custom_record (workspace_id, object, created_at, id) WHERE removed_at IS NULL;
CREATE INDEX custom_record_updated_at ON custom_record (workspace_id, object, updated_at, id) WHERE removed_at IS NULL;
CREATE INDEX custom_record_owner ON custom_record (workspace_id, object, owner, id) WHERE removed_at IS NULL;
CREATE INDEX custom_record_removed_at ON custom_record (workspace_id, object, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE unique_key (
    workspace_id BIGINT NOT NULL,
    object TEXT NOT NULL,
    field TEXT NOT NULL,
    key TEXT NOT NULL,
    record_id UUID NOT NULL,
    PRIMARY KEY (workspace_id, object, field, key)
) WITHOUT ROWID;

CREATE TABLE record_key (
    workspace_id BIGINT NOT NULL,
    object TEXT NOT NULL,
    field TEXT NOT NULL,
    key TEXT NOT NULL,
    record_id UUID NOT NULL,
    PRIMARY KEY (workspace_id, object, field, key, record_id)
) WITHOUT ROWID;

CREATE TABLE event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id UUID,
    actor_user UUID,
    actor_name TEXT NOT NULL,
    channel TEXT NOT NULL,
    source TEXT,
    object TEXT NOT NULL,
    record_id UUID NOT NULL,
    version BIGINT NOT NULL,
    verb TEXT NOT NULL,
    changes TEXT NOT NULL,
    batch UUID
);
CREATE INDEX event_workspace ON event (workspace_id);
CREATE INDEX event_record ON event (workspace_id, record_id);
CREATE INDEX event_batch ON event (workspace_id, batch) WHERE batch IS NOT NULL;

CREATE TABLE search_entry (
    entry INTEGER PRIMARY KEY,
    workspace_id BIGINT NOT NULL,
    object TEXT NOT NULL,
    record_id UUID NOT NULL,
    owner UUID,
    title TEXT NOT NULL,
    title_fold TEXT NOT NULL,
    words TEXT NOT NULL
);
CREATE UNIQUE INDEX search_entry_record ON search_entry (workspace_id, object, record_id);
CREATE INDEX search_entry_title ON search_entry (workspace_id, title_fold);
CREATE VIRTUAL TABLE search_word USING fts5 (words, content = '', detail = none, columnsize = 0, tokenize = 'ascii');
INSERT INTO search_word (search_word, rank) VALUES ('automerge', 8);
CREATE TABLE search_erasure (pending INTEGER NOT NULL PRIMARY KEY);

CREATE TABLE overlay (
    workspace_id BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    body TEXT NOT NULL
);
