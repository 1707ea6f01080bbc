-- In which group of customers somebody is, worked out each night from all purchases.
ALTER TABLE "company" ADD COLUMN "rfm_group" TEXT;
ALTER TABLE "company" ADD COLUMN "rfm_scores" BIGINT;
ALTER TABLE "company" ADD COLUMN "rfm_at" BIGINT;
CREATE INDEX "company_by_rfm_group" ON "company" (workspace_id, "rfm_group", id) WHERE removed_at IS NULL;
ALTER TABLE "person" ADD COLUMN "rfm_group" TEXT;
ALTER TABLE "person" ADD COLUMN "rfm_scores" BIGINT;
ALTER TABLE "person" ADD COLUMN "rfm_at" BIGINT;
CREATE INDEX "person_by_rfm_group" ON "person" (workspace_id, "rfm_group", id) WHERE removed_at IS NULL;
