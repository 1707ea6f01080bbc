-- Territories: one noun for what assignment, targets and forecasts share. Filters that stood in targets become territories.
CREATE TABLE "territory" (
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
    "parent" UUID,
    "team" UUID,
    "position" BIGINT,
    "company_filter" TEXT,
    "company_filter_fold" TEXT,
    "lead_filter" TEXT,
    "lead_filter_fold" TEXT,
    "deal_filter" TEXT,
    "deal_filter_fold" TEXT,
    "sorted_at" BIGINT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "territory_by_name_fold" ON "territory" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "territory_by_parent" ON "territory" (workspace_id, "parent", id) WHERE removed_at IS NULL;
CREATE INDEX "territory_by_team" ON "territory" (workspace_id, "team", id) WHERE removed_at IS NULL;
CREATE INDEX "territory_by_owner" ON "territory" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "territory_by_created_at" ON "territory" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "territory_by_updated_at" ON "territory" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "territory_by_removed_at" ON "territory" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

ALTER TABLE "company" ADD COLUMN "territory" UUID;
ALTER TABLE "company" ADD COLUMN "territory_because" TEXT;
CREATE INDEX "company_by_territory" ON "company" (workspace_id, "territory", id) WHERE removed_at IS NULL;
ALTER TABLE "lead" ADD COLUMN "territory" UUID;
ALTER TABLE "lead" ADD COLUMN "territory_because" TEXT;
CREATE INDEX "lead_by_territory" ON "lead" (workspace_id, "territory", id) WHERE removed_at IS NULL;
ALTER TABLE "deal" ADD COLUMN "territory" UUID;
ALTER TABLE "deal" ADD COLUMN "territory_because" TEXT;
CREATE INDEX "deal_by_territory" ON "deal" (workspace_id, "territory", id) WHERE removed_at IS NULL;
ALTER TABLE "assignment_rule" ADD COLUMN "territory" UUID;
CREATE INDEX "assignment_rule_by_territory" ON "assignment_rule" (workspace_id, "territory", id) WHERE removed_at IS NULL;

-- The id of the first target with a filter names its territory.
INSERT INTO "territory" (workspace_id, id, version, created_at, updated_at, created_by, updated_by, owner, custom, "name", "name_fold", "position", "company_filter", "company_filter_fold")
SELECT workspace_id, id, 1, created_at, updated_at, created_by, updated_by, owner, '{}', "name", "name_fold", place, "territory", "territory_fold"
FROM (SELECT t.*, row_number() OVER (PARTITION BY workspace_id, "territory" ORDER BY id) AS turn, row_number() OVER (PARTITION BY workspace_id ORDER BY id) AS place FROM "target" t WHERE "territory" IS NOT NULL) first WHERE turn = 1;
ALTER TABLE "target" RENAME COLUMN "territory" TO "territory_filter";
ALTER TABLE "target" ADD COLUMN "territory" UUID;
UPDATE "target" SET "territory" = (SELECT t.id FROM "territory" t WHERE t.workspace_id = "target".workspace_id AND t."company_filter" = "target"."territory_filter") WHERE "territory_filter" IS NOT NULL;
ALTER TABLE "target" DROP COLUMN "territory_filter";
ALTER TABLE "target" DROP COLUMN "territory_fold";
CREATE INDEX "target_by_territory" ON "target" (workspace_id, "territory", id) WHERE removed_at IS NULL;
