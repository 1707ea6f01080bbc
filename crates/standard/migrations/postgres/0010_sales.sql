-- Sales at work: rules for leads, conversions, the way of deals through their stages, and who has a part in them.
ALTER TABLE "lead" ADD COLUMN "disqualification" TEXT COLLATE "C";
ALTER TABLE "lead" ADD COLUMN "retry_on" BIGINT;
ALTER TABLE "lead" ADD COLUMN "responded_at" BIGINT;
ALTER TABLE "lead" ADD COLUMN "response_time" BIGINT;
ALTER TABLE "lead" ADD COLUMN "assigned_by" UUID;
ALTER TABLE "lead" ADD COLUMN "assigned_because" TEXT COLLATE "C";
CREATE INDEX "lead_by_retry_on" ON "lead" (workspace_id, "retry_on", id) WHERE removed_at IS NULL;
CREATE INDEX "lead_by_assigned_by" ON "lead" (workspace_id, "assigned_by", id) WHERE removed_at IS NULL;
ALTER TABLE "deal" ADD COLUMN "decided_by" UUID;
ALTER TABLE "deal" ADD COLUMN "competitor" UUID;
ALTER TABLE "deal" ADD COLUMN "next_step" TEXT COLLATE "C";
ALTER TABLE "deal" ADD COLUMN "next_step_fold" TEXT COLLATE "C";
ALTER TABLE "deal" ADD COLUMN "next_step_on" BIGINT;
CREATE INDEX "deal_by_decided_by" ON "deal" (workspace_id, "decided_by", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_by_competitor" ON "deal" (workspace_id, "competitor", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_by_next_step_on" ON "deal" (workspace_id, "next_step_on", id) WHERE removed_at IS NULL;
ALTER TABLE "stage" ADD COLUMN "exit_fields" TEXT COLLATE "C";
ALTER TABLE "pipeline" ADD COLUMN "next_step" TEXT COLLATE "C";
ALTER TABLE "pipeline" ADD COLUMN "reason_required" BIGINT;

CREATE TABLE "conversion" (
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
    "lead" UUID,
    "deal" UUID,
    "person" UUID,
    "company" UUID,
    "made_deal" BIGINT,
    "state_before" TEXT COLLATE "C",
    "state_before_fold" TEXT COLLATE "C",
    "external_ids" TEXT COLLATE "C",
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "conversion_by_name_fold" ON "conversion" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "conversion_by_lead" ON "conversion" (workspace_id, "lead", id) WHERE removed_at IS NULL;
CREATE INDEX "conversion_by_deal" ON "conversion" (workspace_id, "deal", id) WHERE removed_at IS NULL;
CREATE INDEX "conversion_by_person" ON "conversion" (workspace_id, "person", id) WHERE removed_at IS NULL;
CREATE INDEX "conversion_by_company" ON "conversion" (workspace_id, "company", id) WHERE removed_at IS NULL;
CREATE INDEX "conversion_by_owner" ON "conversion" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "conversion_by_created_at" ON "conversion" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "conversion_by_updated_at" ON "conversion" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "conversion_by_removed_at" ON "conversion" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "deal_share" (
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
    "role" TEXT COLLATE "C",
    "role_fold" TEXT COLLATE "C",
    "deal" UUID,
    "user" UUID,
    "share" BIGINT,
    "external_ids" TEXT COLLATE "C",
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "deal_share_by_role_fold" ON "deal_share" (workspace_id, "role_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_share_by_deal" ON "deal_share" (workspace_id, "deal", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_share_by_user" ON "deal_share" (workspace_id, "user", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_share_by_owner" ON "deal_share" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_share_by_created_at" ON "deal_share" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_share_by_updated_at" ON "deal_share" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_share_by_removed_at" ON "deal_share" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "deal_person" (
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
    "remark" TEXT COLLATE "C",
    "remark_fold" TEXT COLLATE "C",
    "deal" UUID,
    "person" UUID,
    "role" TEXT COLLATE "C",
    "influence" TEXT COLLATE "C",
    "external_ids" TEXT COLLATE "C",
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "deal_person_by_remark_fold" ON "deal_person" (workspace_id, "remark_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_person_by_deal" ON "deal_person" (workspace_id, "deal", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_person_by_person" ON "deal_person" (workspace_id, "person", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_person_by_owner" ON "deal_person" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_person_by_created_at" ON "deal_person" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_person_by_updated_at" ON "deal_person" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_person_by_removed_at" ON "deal_person" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "stage_visit" (
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
    "deal" UUID,
    "pipeline" UUID,
    "stage" UUID,
    "entered_at" BIGINT,
    "left_at" BIGINT,
    "time_there" BIGINT,
    "external_ids" TEXT COLLATE "C",
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "stage_visit_by_name_fold" ON "stage_visit" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "stage_visit_by_deal" ON "stage_visit" (workspace_id, "deal", id) WHERE removed_at IS NULL;
CREATE INDEX "stage_visit_by_pipeline" ON "stage_visit" (workspace_id, "pipeline", id) WHERE removed_at IS NULL;
CREATE INDEX "stage_visit_by_stage" ON "stage_visit" (workspace_id, "stage", id) WHERE removed_at IS NULL;
CREATE INDEX "stage_visit_by_entered_at" ON "stage_visit" (workspace_id, "entered_at", id) WHERE removed_at IS NULL;
CREATE INDEX "stage_visit_by_owner" ON "stage_visit" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "stage_visit_by_created_at" ON "stage_visit" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "stage_visit_by_updated_at" ON "stage_visit" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "stage_visit_by_removed_at" ON "stage_visit" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "lost_reason" (
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
    "active" BIGINT,
    "position" BIGINT,
    "external_ids" TEXT COLLATE "C",
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "lost_reason_by_name_fold" ON "lost_reason" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "lost_reason_by_owner" ON "lost_reason" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "lost_reason_by_created_at" ON "lost_reason" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "lost_reason_by_updated_at" ON "lost_reason" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "lost_reason_by_removed_at" ON "lost_reason" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "score_rule" (
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
    "active" BIGINT,
    "points" BIGINT,
    "filter" TEXT COLLATE "C",
    "filter_fold" TEXT COLLATE "C",
    "position" BIGINT,
    "external_ids" TEXT COLLATE "C",
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "score_rule_by_name_fold" ON "score_rule" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "score_rule_by_active" ON "score_rule" (workspace_id, "active", id) WHERE removed_at IS NULL;
CREATE INDEX "score_rule_by_owner" ON "score_rule" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "score_rule_by_created_at" ON "score_rule" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "score_rule_by_updated_at" ON "score_rule" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "score_rule_by_removed_at" ON "score_rule" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "assignment_rule" (
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
    "active" BIGINT,
    "position" BIGINT,
    "filter" TEXT COLLATE "C",
    "filter_fold" TEXT COLLATE "C",
    "method" TEXT COLLATE "C",
    "match_language" BIGINT,
    "external_ids" TEXT COLLATE "C",
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "assignment_rule_by_name_fold" ON "assignment_rule" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "assignment_rule_by_active" ON "assignment_rule" (workspace_id, "active", id) WHERE removed_at IS NULL;
CREATE INDEX "assignment_rule_by_owner" ON "assignment_rule" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "assignment_rule_by_created_at" ON "assignment_rule" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "assignment_rule_by_updated_at" ON "assignment_rule" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "assignment_rule_by_removed_at" ON "assignment_rule" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "assignment_seat" (
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
    "remark" TEXT COLLATE "C",
    "remark_fold" TEXT COLLATE "C",
    "rule" UUID,
    "user" UUID,
    "languages" TEXT COLLATE "C",
    "last_assigned_at" BIGINT,
    "assigned_count" BIGINT,
    "external_ids" TEXT COLLATE "C",
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "assignment_seat_by_remark_fold" ON "assignment_seat" (workspace_id, "remark_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "assignment_seat_by_rule" ON "assignment_seat" (workspace_id, "rule", id) WHERE removed_at IS NULL;
CREATE INDEX "assignment_seat_by_user" ON "assignment_seat" (workspace_id, "user", id) WHERE removed_at IS NULL;
CREATE INDEX "assignment_seat_by_owner" ON "assignment_seat" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "assignment_seat_by_created_at" ON "assignment_seat" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "assignment_seat_by_updated_at" ON "assignment_seat" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "assignment_seat_by_removed_at" ON "assignment_seat" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "absence" (
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
    "reason" TEXT COLLATE "C",
    "reason_fold" TEXT COLLATE "C",
    "user" UUID,
    "from_date" BIGINT,
    "until_date" BIGINT,
    "external_ids" TEXT COLLATE "C",
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "absence_by_reason_fold" ON "absence" (workspace_id, "reason_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "absence_by_user" ON "absence" (workspace_id, "user", id) WHERE removed_at IS NULL;
CREATE INDEX "absence_by_from_date" ON "absence" (workspace_id, "from_date", id) WHERE removed_at IS NULL;
CREATE INDEX "absence_by_until_date" ON "absence" (workspace_id, "until_date", id) WHERE removed_at IS NULL;
CREATE INDEX "absence_by_owner" ON "absence" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "absence_by_created_at" ON "absence" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "absence_by_updated_at" ON "absence" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "absence_by_removed_at" ON "absence" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;
