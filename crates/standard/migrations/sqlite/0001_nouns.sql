CREATE TABLE "company" (
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
    "domains" TEXT,
    "sector" TEXT,
    "employees" BIGINT,
    "revenue" BIGINT,
    "revenue_currency" TEXT,
    "founded" BIGINT,
    "parent" UUID,
    "emails" TEXT,
    "phones" TEXT,
    "addresses" TEXT,
    "website" TEXT,
    "website_fold" TEXT,
    "tax_number" TEXT,
    "tax_number_fold" TEXT,
    "lifecycle" TEXT,
    "tags" TEXT,
    "description" TEXT,
    "description_fold" TEXT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "company_by_name_fold" ON "company" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "company_by_sector" ON "company" (workspace_id, "sector", id) WHERE removed_at IS NULL;
CREATE INDEX "company_by_parent" ON "company" (workspace_id, "parent", id) WHERE removed_at IS NULL;
CREATE INDEX "company_by_tax_number_fold" ON "company" (workspace_id, "tax_number_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "company_by_lifecycle" ON "company" (workspace_id, "lifecycle", id) WHERE removed_at IS NULL;
CREATE INDEX "company_by_owner" ON "company" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "company_by_created_at" ON "company" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "company_by_updated_at" ON "company" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "company_by_removed_at" ON "company" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "person" (
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
    "name_given" TEXT,
    "name_family" TEXT,
    "name_fold" TEXT,
    "company" UUID,
    "job_title" TEXT,
    "job_title_fold" TEXT,
    "emails" TEXT,
    "phones" TEXT,
    "addresses" TEXT,
    "birth_date" BIGINT,
    "language" TEXT,
    "gender" TEXT,
    "household" UUID,
    "interests" TEXT,
    "preferences" TEXT,
    "preferences_fold" TEXT,
    "lifecycle" TEXT,
    "tags" TEXT,
    "website" TEXT,
    "website_fold" TEXT,
    "description" TEXT,
    "description_fold" TEXT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "person_by_name_fold" ON "person" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "person_by_company" ON "person" (workspace_id, "company", id) WHERE removed_at IS NULL;
CREATE INDEX "person_by_birth_date" ON "person" (workspace_id, "birth_date", id) WHERE removed_at IS NULL;
CREATE INDEX "person_by_household" ON "person" (workspace_id, "household", id) WHERE removed_at IS NULL;
CREATE INDEX "person_by_lifecycle" ON "person" (workspace_id, "lifecycle", id) WHERE removed_at IS NULL;
CREATE INDEX "person_by_owner" ON "person" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "person_by_created_at" ON "person" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "person_by_updated_at" ON "person" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "person_by_removed_at" ON "person" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "household" (
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
    "addresses" TEXT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "household_by_name_fold" ON "household" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "household_by_owner" ON "household" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "household_by_created_at" ON "household" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "household_by_updated_at" ON "household" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "household_by_removed_at" ON "household" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "employment" (
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
    "role" TEXT,
    "role_fold" TEXT,
    "person" UUID,
    "company" UUID,
    "from_date" BIGINT,
    "until_date" BIGINT,
    "main" BIGINT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "employment_by_role_fold" ON "employment" (workspace_id, "role_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "employment_by_person" ON "employment" (workspace_id, "person", id) WHERE removed_at IS NULL;
CREATE INDEX "employment_by_company" ON "employment" (workspace_id, "company", id) WHERE removed_at IS NULL;
CREATE INDEX "employment_by_owner" ON "employment" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "employment_by_created_at" ON "employment" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "employment_by_updated_at" ON "employment" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "employment_by_removed_at" ON "employment" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "lead" (
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
    "person" UUID,
    "company" UUID,
    "source" TEXT,
    "state" TEXT,
    "score" BIGINT,
    "message" TEXT,
    "message_fold" TEXT,
    "tags" TEXT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "lead_by_name_fold" ON "lead" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "lead_by_person" ON "lead" (workspace_id, "person", id) WHERE removed_at IS NULL;
CREATE INDEX "lead_by_company" ON "lead" (workspace_id, "company", id) WHERE removed_at IS NULL;
CREATE INDEX "lead_by_source" ON "lead" (workspace_id, "source", id) WHERE removed_at IS NULL;
CREATE INDEX "lead_by_state" ON "lead" (workspace_id, "state", id) WHERE removed_at IS NULL;
CREATE INDEX "lead_by_score" ON "lead" (workspace_id, "score", id) WHERE removed_at IS NULL;
CREATE INDEX "lead_by_owner" ON "lead" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "lead_by_created_at" ON "lead" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "lead_by_updated_at" ON "lead" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "lead_by_removed_at" ON "lead" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "deal" (
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
    "person" UUID,
    "pipeline" UUID,
    "stage" UUID,
    "amount" BIGINT,
    "amount_currency" TEXT,
    "probability" BIGINT,
    "close_date" BIGINT,
    "engaged_on" BIGINT,
    "outcome" TEXT,
    "closed_at" BIGINT,
    "lost_reason" TEXT,
    "lost_reason_fold" TEXT,
    "source" TEXT,
    "product" UUID,
    "tags" TEXT,
    "description" TEXT,
    "description_fold" TEXT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "deal_by_name_fold" ON "deal" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_by_company" ON "deal" (workspace_id, "company", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_by_person" ON "deal" (workspace_id, "person", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_by_pipeline" ON "deal" (workspace_id, "pipeline", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_by_stage" ON "deal" (workspace_id, "stage", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_by_amount" ON "deal" (workspace_id, "amount", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_by_close_date" ON "deal" (workspace_id, "close_date", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_by_outcome" ON "deal" (workspace_id, "outcome", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_by_product" ON "deal" (workspace_id, "product", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_by_owner" ON "deal" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_by_created_at" ON "deal" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_by_updated_at" ON "deal" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_by_removed_at" ON "deal" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "deal_line" (
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
    "description" TEXT,
    "description_fold" TEXT,
    "deal" UUID,
    "product" UUID,
    "quantity" BIGINT,
    "unit_price" BIGINT,
    "unit_price_currency" TEXT,
    "discount" BIGINT,
    "total" BIGINT,
    "total_currency" TEXT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "deal_line_by_description_fold" ON "deal_line" (workspace_id, "description_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_line_by_deal" ON "deal_line" (workspace_id, "deal", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_line_by_product" ON "deal_line" (workspace_id, "product", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_line_by_owner" ON "deal_line" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_line_by_created_at" ON "deal_line" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_line_by_updated_at" ON "deal_line" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "deal_line_by_removed_at" ON "deal_line" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "pipeline" (
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
    "active" BIGINT,
    "position" BIGINT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "pipeline_by_name_fold" ON "pipeline" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "pipeline_by_owner" ON "pipeline" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "pipeline_by_created_at" ON "pipeline" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "pipeline_by_updated_at" ON "pipeline" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "pipeline_by_removed_at" ON "pipeline" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "stage" (
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
    "pipeline" UUID,
    "position" BIGINT,
    "probability" BIGINT,
    "color" TEXT,
    "color_fold" TEXT,
    "kind" TEXT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "stage_by_name_fold" ON "stage" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "stage_by_pipeline" ON "stage" (workspace_id, "pipeline", id) WHERE removed_at IS NULL;
CREATE INDEX "stage_by_owner" ON "stage" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "stage_by_created_at" ON "stage" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "stage_by_updated_at" ON "stage" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "stage_by_removed_at" ON "stage" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "purchase" (
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
    "number" TEXT,
    "number_fold" TEXT,
    "person" UUID,
    "company" UUID,
    "purchased_at" BIGINT,
    "channel" TEXT,
    "kind" TEXT,
    "total" BIGINT,
    "total_currency" TEXT,
    "deal" UUID,
    "note" TEXT,
    "note_fold" TEXT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "purchase_by_number_fold" ON "purchase" (workspace_id, "number_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "purchase_by_person" ON "purchase" (workspace_id, "person", id) WHERE removed_at IS NULL;
CREATE INDEX "purchase_by_company" ON "purchase" (workspace_id, "company", id) WHERE removed_at IS NULL;
CREATE INDEX "purchase_by_purchased_at" ON "purchase" (workspace_id, "purchased_at", id) WHERE removed_at IS NULL;
CREATE INDEX "purchase_by_kind" ON "purchase" (workspace_id, "kind", id) WHERE removed_at IS NULL;
CREATE INDEX "purchase_by_deal" ON "purchase" (workspace_id, "deal", id) WHERE removed_at IS NULL;
CREATE INDEX "purchase_by_owner" ON "purchase" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "purchase_by_created_at" ON "purchase" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "purchase_by_updated_at" ON "purchase" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "purchase_by_removed_at" ON "purchase" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "purchase_line" (
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
    "description" TEXT,
    "description_fold" TEXT,
    "purchase" UUID,
    "person" UUID,
    "company" UUID,
    "purchased_at" BIGINT,
    "product" UUID,
    "category" UUID,
    "quantity" BIGINT,
    "unit_price" BIGINT,
    "unit_price_currency" TEXT,
    "discount" BIGINT,
    "tax_rate" BIGINT,
    "cost" BIGINT,
    "cost_currency" TEXT,
    "total" BIGINT,
    "total_currency" TEXT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "purchase_line_by_description_fold" ON "purchase_line" (workspace_id, "description_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "purchase_line_by_purchase" ON "purchase_line" (workspace_id, "purchase", id) WHERE removed_at IS NULL;
CREATE INDEX "purchase_line_by_person" ON "purchase_line" (workspace_id, "person", id) WHERE removed_at IS NULL;
CREATE INDEX "purchase_line_by_company" ON "purchase_line" (workspace_id, "company", id) WHERE removed_at IS NULL;
CREATE INDEX "purchase_line_by_purchased_at" ON "purchase_line" (workspace_id, "purchased_at", id) WHERE removed_at IS NULL;
CREATE INDEX "purchase_line_by_product" ON "purchase_line" (workspace_id, "product", id) WHERE removed_at IS NULL;
CREATE INDEX "purchase_line_by_category" ON "purchase_line" (workspace_id, "category", id) WHERE removed_at IS NULL;
CREATE INDEX "purchase_line_by_owner" ON "purchase_line" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "purchase_line_by_created_at" ON "purchase_line" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "purchase_line_by_updated_at" ON "purchase_line" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "purchase_line_by_removed_at" ON "purchase_line" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "product" (
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
    "code" TEXT,
    "code_fold" TEXT,
    "category" UUID,
    "price" BIGINT,
    "price_currency" TEXT,
    "cost" BIGINT,
    "cost_currency" TEXT,
    "tax_rate" BIGINT,
    "active" BIGINT,
    "description" TEXT,
    "description_fold" TEXT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "product_by_name_fold" ON "product" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "product_by_code_fold" ON "product" (workspace_id, "code_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "product_by_category" ON "product" (workspace_id, "category", id) WHERE removed_at IS NULL;
CREATE INDEX "product_by_owner" ON "product" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "product_by_created_at" ON "product" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "product_by_updated_at" ON "product" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "product_by_removed_at" ON "product" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "product_category" (
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
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "product_category_by_name_fold" ON "product_category" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "product_category_by_parent" ON "product_category" (workspace_id, "parent", id) WHERE removed_at IS NULL;
CREATE INDEX "product_category_by_owner" ON "product_category" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "product_category_by_created_at" ON "product_category" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "product_category_by_updated_at" ON "product_category" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "product_category_by_removed_at" ON "product_category" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "task" (
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
    "subject" TEXT,
    "subject_fold" TEXT,
    "person" UUID,
    "company" UUID,
    "deal" UUID,
    "lead" UUID,
    "due_at" BIGINT,
    "done" BIGINT,
    "done_at" BIGINT,
    "priority" TEXT,
    "body" TEXT,
    "body_fold" TEXT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "task_by_subject_fold" ON "task" (workspace_id, "subject_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "task_by_person" ON "task" (workspace_id, "person", id) WHERE removed_at IS NULL;
CREATE INDEX "task_by_company" ON "task" (workspace_id, "company", id) WHERE removed_at IS NULL;
CREATE INDEX "task_by_deal" ON "task" (workspace_id, "deal", id) WHERE removed_at IS NULL;
CREATE INDEX "task_by_lead" ON "task" (workspace_id, "lead", id) WHERE removed_at IS NULL;
CREATE INDEX "task_by_due_at" ON "task" (workspace_id, "due_at", id) WHERE removed_at IS NULL;
CREATE INDEX "task_by_done" ON "task" (workspace_id, "done", id) WHERE removed_at IS NULL;
CREATE INDEX "task_by_owner" ON "task" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "task_by_created_at" ON "task" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "task_by_updated_at" ON "task" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "task_by_removed_at" ON "task" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "call" (
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
    "subject" TEXT,
    "subject_fold" TEXT,
    "person" UUID,
    "company" UUID,
    "deal" UUID,
    "lead" UUID,
    "happened_at" BIGINT,
    "direction" TEXT,
    "duration" BIGINT,
    "result" TEXT,
    "body" TEXT,
    "body_fold" TEXT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "call_by_subject_fold" ON "call" (workspace_id, "subject_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "call_by_person" ON "call" (workspace_id, "person", id) WHERE removed_at IS NULL;
CREATE INDEX "call_by_company" ON "call" (workspace_id, "company", id) WHERE removed_at IS NULL;
CREATE INDEX "call_by_deal" ON "call" (workspace_id, "deal", id) WHERE removed_at IS NULL;
CREATE INDEX "call_by_lead" ON "call" (workspace_id, "lead", id) WHERE removed_at IS NULL;
CREATE INDEX "call_by_happened_at" ON "call" (workspace_id, "happened_at", id) WHERE removed_at IS NULL;
CREATE INDEX "call_by_owner" ON "call" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "call_by_created_at" ON "call" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "call_by_updated_at" ON "call" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "call_by_removed_at" ON "call" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "meeting" (
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
    "subject" TEXT,
    "subject_fold" TEXT,
    "person" UUID,
    "company" UUID,
    "deal" UUID,
    "lead" UUID,
    "happened_at" BIGINT,
    "duration" BIGINT,
    "place" TEXT,
    "place_fold" TEXT,
    "result" TEXT,
    "result_fold" TEXT,
    "body" TEXT,
    "body_fold" TEXT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "meeting_by_subject_fold" ON "meeting" (workspace_id, "subject_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "meeting_by_person" ON "meeting" (workspace_id, "person", id) WHERE removed_at IS NULL;
CREATE INDEX "meeting_by_company" ON "meeting" (workspace_id, "company", id) WHERE removed_at IS NULL;
CREATE INDEX "meeting_by_deal" ON "meeting" (workspace_id, "deal", id) WHERE removed_at IS NULL;
CREATE INDEX "meeting_by_lead" ON "meeting" (workspace_id, "lead", id) WHERE removed_at IS NULL;
CREATE INDEX "meeting_by_happened_at" ON "meeting" (workspace_id, "happened_at", id) WHERE removed_at IS NULL;
CREATE INDEX "meeting_by_owner" ON "meeting" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "meeting_by_created_at" ON "meeting" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "meeting_by_updated_at" ON "meeting" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "meeting_by_removed_at" ON "meeting" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "note" (
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
    "subject" TEXT,
    "subject_fold" TEXT,
    "person" UUID,
    "company" UUID,
    "deal" UUID,
    "lead" UUID,
    "happened_at" BIGINT,
    "body" TEXT,
    "body_fold" TEXT,
    "pinned" BIGINT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "note_by_subject_fold" ON "note" (workspace_id, "subject_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "note_by_person" ON "note" (workspace_id, "person", id) WHERE removed_at IS NULL;
CREATE INDEX "note_by_company" ON "note" (workspace_id, "company", id) WHERE removed_at IS NULL;
CREATE INDEX "note_by_deal" ON "note" (workspace_id, "deal", id) WHERE removed_at IS NULL;
CREATE INDEX "note_by_lead" ON "note" (workspace_id, "lead", id) WHERE removed_at IS NULL;
CREATE INDEX "note_by_happened_at" ON "note" (workspace_id, "happened_at", id) WHERE removed_at IS NULL;
CREATE INDEX "note_by_owner" ON "note" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "note_by_created_at" ON "note" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "note_by_updated_at" ON "note" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "note_by_removed_at" ON "note" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "file" (
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
    "content_type" TEXT,
    "content_type_fold" TEXT,
    "size" BIGINT,
    "sha256" TEXT,
    "sha256_fold" TEXT,
    "person" UUID,
    "company" UUID,
    "deal" UUID,
    "lead" UUID,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "file_by_name_fold" ON "file" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "file_by_person" ON "file" (workspace_id, "person", id) WHERE removed_at IS NULL;
CREATE INDEX "file_by_company" ON "file" (workspace_id, "company", id) WHERE removed_at IS NULL;
CREATE INDEX "file_by_deal" ON "file" (workspace_id, "deal", id) WHERE removed_at IS NULL;
CREATE INDEX "file_by_lead" ON "file" (workspace_id, "lead", id) WHERE removed_at IS NULL;
CREATE INDEX "file_by_owner" ON "file" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "file_by_created_at" ON "file" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "file_by_updated_at" ON "file" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "file_by_removed_at" ON "file" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "tag" (
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
    "color" TEXT,
    "color_fold" TEXT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "tag_by_name_fold" ON "tag" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "tag_by_owner" ON "tag" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "tag_by_created_at" ON "tag" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "tag_by_updated_at" ON "tag" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "tag_by_removed_at" ON "tag" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

