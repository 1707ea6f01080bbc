-- Segments: live rules; audiences: who belonged to one at a moment.
CREATE TABLE "segment" (
    workspace_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    updated_by TEXT COLLATE "C" NOT NULL,
    owner UUID,
    removed_at BIGINT,
    batch UUID,
    custom JSONB NOT NULL,
    "name" TEXT COLLATE "C",
    "name_fold" TEXT COLLATE "C",
    "description" TEXT COLLATE "C",
    "description_fold" TEXT COLLATE "C",
    "of_object" TEXT COLLATE "C",
    "of_object_fold" TEXT COLLATE "C",
    "rule" TEXT COLLATE "C",
    "rule_fold" TEXT COLLATE "C",
    "external_ids" TEXT COLLATE "C",
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
    created_by TEXT COLLATE "C" NOT NULL,
    updated_by TEXT COLLATE "C" NOT NULL,
    owner UUID,
    removed_at BIGINT,
    batch UUID,
    custom JSONB NOT NULL,
    "name" TEXT COLLATE "C",
    "name_fold" TEXT COLLATE "C",
    "segment" UUID,
    "of_object" TEXT COLLATE "C",
    "of_object_fold" TEXT COLLATE "C",
    "rule" TEXT COLLATE "C",
    "rule_fold" TEXT COLLATE "C",
    "frozen_at" BIGINT,
    "external_ids" TEXT COLLATE "C",
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "audience_by_name_fold" ON "audience" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "audience_by_segment" ON "audience" (workspace_id, "segment", id) WHERE removed_at IS NULL;
CREATE INDEX "audience_by_frozen_at" ON "audience" (workspace_id, "frozen_at", id) WHERE removed_at IS NULL;
CREATE INDEX "audience_by_owner" ON "audience" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "audience_by_created_at" ON "audience" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "audience_by_updated_at" ON "audience" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "audience_by_removed_at" ON "audience" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;
