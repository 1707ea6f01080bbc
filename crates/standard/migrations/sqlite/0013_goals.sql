-- Targets, commissions, forecasts and company plans.
CREATE TABLE "target" (
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
    "scope" TEXT,
    "user" UUID,
    "team" UUID,
    "product" UUID,
    "territory" TEXT,
    "territory_fold" TEXT,
    "measure" TEXT,
    "based_on" TEXT,
    "period" TEXT,
    "starts_on" BIGINT,
    "ends_on" BIGINT,
    "amount" BIGINT,
    "amount_currency" TEXT,
    "quantity" BIGINT,
    "commission_plan" UUID,
    "note" TEXT,
    "note_fold" TEXT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "target_by_name_fold" ON "target" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "target_by_scope" ON "target" (workspace_id, "scope", id) WHERE removed_at IS NULL;
CREATE INDEX "target_by_user" ON "target" (workspace_id, "user", id) WHERE removed_at IS NULL;
CREATE INDEX "target_by_team" ON "target" (workspace_id, "team", id) WHERE removed_at IS NULL;
CREATE INDEX "target_by_product" ON "target" (workspace_id, "product", id) WHERE removed_at IS NULL;
CREATE INDEX "target_by_starts_on" ON "target" (workspace_id, "starts_on", id) WHERE removed_at IS NULL;
CREATE INDEX "target_by_commission_plan" ON "target" (workspace_id, "commission_plan", id) WHERE removed_at IS NULL;
CREATE INDEX "target_by_owner" ON "target" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "target_by_created_at" ON "target" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "target_by_updated_at" ON "target" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "target_by_removed_at" ON "target" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "commission_plan" (
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
    "method" TEXT,
    "active" BIGINT,
    "note" TEXT,
    "note_fold" TEXT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "commission_plan_by_name_fold" ON "commission_plan" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "commission_plan_by_owner" ON "commission_plan" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "commission_plan_by_created_at" ON "commission_plan" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "commission_plan_by_updated_at" ON "commission_plan" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "commission_plan_by_removed_at" ON "commission_plan" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "commission_tier" (
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
    "commission_plan" UUID,
    "from_share" BIGINT,
    "rate" BIGINT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "commission_tier_by_name_fold" ON "commission_tier" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "commission_tier_by_commission_plan" ON "commission_tier" (workspace_id, "commission_plan", id) WHERE removed_at IS NULL;
CREATE INDEX "commission_tier_by_owner" ON "commission_tier" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "commission_tier_by_created_at" ON "commission_tier" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "commission_tier_by_updated_at" ON "commission_tier" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "commission_tier_by_removed_at" ON "commission_tier" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "forecast_adjustment" (
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
    "user" UUID,
    "team" UUID,
    "period" TEXT,
    "starts_on" BIGINT,
    "category" TEXT,
    "amount" BIGINT,
    "amount_currency" TEXT,
    "reason" TEXT,
    "reason_fold" TEXT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "forecast_adjustment_by_name_fold" ON "forecast_adjustment" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "forecast_adjustment_by_user" ON "forecast_adjustment" (workspace_id, "user", id) WHERE removed_at IS NULL;
CREATE INDEX "forecast_adjustment_by_team" ON "forecast_adjustment" (workspace_id, "team", id) WHERE removed_at IS NULL;
CREATE INDEX "forecast_adjustment_by_starts_on" ON "forecast_adjustment" (workspace_id, "starts_on", id) WHERE removed_at IS NULL;
CREATE INDEX "forecast_adjustment_by_owner" ON "forecast_adjustment" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "forecast_adjustment_by_created_at" ON "forecast_adjustment" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "forecast_adjustment_by_updated_at" ON "forecast_adjustment" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "forecast_adjustment_by_removed_at" ON "forecast_adjustment" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "company_plan" (
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
    "company" UUID,
    "state" TEXT,
    "starts_on" BIGINT,
    "ends_on" BIGINT,
    "revenue_goal" BIGINT,
    "revenue_goal_currency" TEXT,
    "goals" TEXT,
    "goals_fold" TEXT,
    "strategy" TEXT,
    "strategy_fold" TEXT,
    "strengths" TEXT,
    "weaknesses" TEXT,
    "chances" TEXT,
    "threats" TEXT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "company_plan_by_name_fold" ON "company_plan" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "company_plan_by_company" ON "company_plan" (workspace_id, "company", id) WHERE removed_at IS NULL;
CREATE INDEX "company_plan_by_starts_on" ON "company_plan" (workspace_id, "starts_on", id) WHERE removed_at IS NULL;
CREATE INDEX "company_plan_by_owner" ON "company_plan" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "company_plan_by_created_at" ON "company_plan" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "company_plan_by_updated_at" ON "company_plan" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "company_plan_by_removed_at" ON "company_plan" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "plan_person" (
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
    "company_plan" UUID,
    "person" UUID,
    "role" TEXT,
    "influence" TEXT,
    "attitude" TEXT,
    "reports_to" UUID,
    "note" TEXT,
    "note_fold" TEXT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "plan_person_by_name_fold" ON "plan_person" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "plan_person_by_company_plan" ON "plan_person" (workspace_id, "company_plan", id) WHERE removed_at IS NULL;
CREATE INDEX "plan_person_by_person" ON "plan_person" (workspace_id, "person", id) WHERE removed_at IS NULL;
CREATE INDEX "plan_person_by_reports_to" ON "plan_person" (workspace_id, "reports_to", id) WHERE removed_at IS NULL;
CREATE INDEX "plan_person_by_owner" ON "plan_person" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "plan_person_by_created_at" ON "plan_person" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "plan_person_by_updated_at" ON "plan_person" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "plan_person_by_removed_at" ON "plan_person" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

ALTER TABLE "deal" ADD COLUMN "forecast_category" TEXT;
ALTER TABLE "deal" ADD COLUMN "weighted" BIGINT;
ALTER TABLE "deal" ADD COLUMN "weighted_currency" TEXT;
ALTER TABLE "deal" ADD COLUMN "cycle_days" BIGINT;
ALTER TABLE "task" ADD COLUMN "company_plan" UUID;
ALTER TABLE "purchase_line" ADD COLUMN "margin" BIGINT;
ALTER TABLE "purchase_line" ADD COLUMN "margin_currency" TEXT;
UPDATE "deal" SET "forecast_category" = CASE WHEN "probability" >= 75000000 THEN 'commit' WHEN "probability" >= 40000000 THEN 'best_case' WHEN "outcome" = 'lost' THEN 'omitted' ELSE 'pipeline' END;
UPDATE "deal" SET "weighted" = ("amount" * "probability" + 50000000) / 100000000, "weighted_currency" = "amount_currency" WHERE "amount" >= 0 AND "probability" IS NOT NULL;
UPDATE "deal" SET "cycle_days" = CAST(julianday(date("closed_at" / 1000000, 'unixepoch')) - julianday(printf('%04d-%02d-%02d', "engaged_on" / 10000, "engaged_on" / 100 % 100, "engaged_on" % 100)) AS INTEGER) WHERE "closed_at" IS NOT NULL AND "engaged_on" IS NOT NULL;
UPDATE "purchase_line" SET "margin" = "total" - "quantity" * "cost" / 1000000, "margin_currency" = "total_currency" WHERE "total_currency" = "cost_currency" AND "quantity" IS NOT NULL;
CREATE INDEX "deal_by_forecast_category" ON "deal" (workspace_id, "forecast_category", id) WHERE removed_at IS NULL;
CREATE INDEX "task_by_company_plan" ON "task" (workspace_id, "company_plan", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_totals_by_close_date" ON "deal" (workspace_id, "outcome", "close_date", "owner", "forecast_category", "amount_currency", "amount", "weighted", removed_at) WHERE removed_at IS NULL;
CREATE INDEX "deal_totals_by_closed_at" ON "deal" (workspace_id, "outcome", "closed_at", "owner", "amount_currency", "amount", "cycle_days", removed_at) WHERE removed_at IS NULL;
