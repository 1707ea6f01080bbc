-- What a customer will probably still bring, worked out each night from all purchases.
ALTER TABLE "company" ADD COLUMN "alive_probability" BIGINT;
ALTER TABLE "company" ADD COLUMN "expected_purchases" BIGINT;
ALTER TABLE "company" ADD COLUMN "expected_value" BIGINT;
ALTER TABLE "company" ADD COLUMN "expected_value_currency" TEXT COLLATE "C";
ALTER TABLE "company" ADD COLUMN "churn_risk" BIGINT;
ALTER TABLE "company" ADD COLUMN "valued_by" TEXT COLLATE "C";
ALTER TABLE "company" ADD COLUMN "valued_at" BIGINT;
CREATE INDEX "company_by_expected_value" ON "company" (workspace_id, "expected_value", id) WHERE removed_at IS NULL;
CREATE INDEX "company_by_churn_risk" ON "company" (workspace_id, "churn_risk", id) WHERE removed_at IS NULL;
ALTER TABLE "person" ADD COLUMN "alive_probability" BIGINT;
ALTER TABLE "person" ADD COLUMN "expected_purchases" BIGINT;
ALTER TABLE "person" ADD COLUMN "expected_value" BIGINT;
ALTER TABLE "person" ADD COLUMN "expected_value_currency" TEXT COLLATE "C";
ALTER TABLE "person" ADD COLUMN "churn_risk" BIGINT;
ALTER TABLE "person" ADD COLUMN "valued_by" TEXT COLLATE "C";
ALTER TABLE "person" ADD COLUMN "valued_at" BIGINT;
CREATE INDEX "person_by_expected_value" ON "person" (workspace_id, "expected_value", id) WHERE removed_at IS NULL;
CREATE INDEX "person_by_churn_risk" ON "person" (workspace_id, "churn_risk", id) WHERE removed_at IS NULL;
