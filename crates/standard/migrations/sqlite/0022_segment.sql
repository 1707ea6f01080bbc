-- Segments: live rules; audiences: who belonged to one at a moment.
CREATE TABLE "segment" (
    workspace_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    owner UUID,
    removed_at BIGINT,
    batch UUID,
    custom TEXT NOT NULL,
    "name" TEXT,
    "name_fold" TEXT,
    "description" TEXT,
    "description_fold" TEXT,
    "of_object" TEXT,
    "of_object_fold" TEXT,
    "rule" TEXT,
    "rule_fold" TEXT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "segment_by_name_fold" ON "segment" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "segment_by_owner" ON "segment" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "segment_by_created_at" ON "segment" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "segment_by_updated_at" ON "segment" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "segment_by_removed_at" ON "segment" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;
CREATE TABLE "audience" (
    workspace_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    owner UUID,
    removed_at BIGINT,
    batch UUID,
    custom TEXT NOT NULL,
    "name" TEXT,
    "name_fold" TEXT,
    "segment" UUID,
    "of_object" TEXT,
    "of_object_fold" TEXT,
    "rule" TEXT,
    "rule_fold" TEXT,
    "frozen_at" BIGINT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "audience_by_name_fold" ON "audience" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "audience_by_segment" ON "audience" (workspace_id, "segment", id) WHERE removed_at IS NULL;
CREATE INDEX "audience_by_frozen_at" ON "audience" (workspace_id, "frozen_at", id) WHERE removed_at IS NULL;
CREATE INDEX "audience_by_owner" ON "audience" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "audience_by_created_at" ON "audience" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "audience_by_updated_at" ON "audience" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "audience_by_removed_at" ON "audience" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;
