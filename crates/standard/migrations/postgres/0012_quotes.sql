-- Price books, tax rates, bundles, quotes with their lines and approvals; lines and deals with tax, cost and sums.
ALTER TABLE "deal" ADD COLUMN "price_book" UUID;
ALTER TABLE "deal" ADD COLUMN "line_total" BIGINT;
ALTER TABLE "deal" ADD COLUMN "line_total_currency" TEXT COLLATE "C";
ALTER TABLE "deal" ADD COLUMN "line_tax" BIGINT;
ALTER TABLE "deal" ADD COLUMN "line_tax_currency" TEXT COLLATE "C";
ALTER TABLE "deal" ADD COLUMN "line_gross" BIGINT;
ALTER TABLE "deal" ADD COLUMN "line_gross_currency" TEXT COLLATE "C";
ALTER TABLE "deal" ADD COLUMN "line_cost" BIGINT;
ALTER TABLE "deal" ADD COLUMN "line_cost_currency" TEXT COLLATE "C";
ALTER TABLE "deal" ADD COLUMN "margin" BIGINT;
CREATE INDEX "deal_by_price_book" ON "deal" (workspace_id, "price_book", id) WHERE removed_at IS NULL;
ALTER TABLE "deal_line" ADD COLUMN "position" BIGINT;
ALTER TABLE "deal_line" ADD COLUMN "list_price" BIGINT;
ALTER TABLE "deal_line" ADD COLUMN "list_price_currency" TEXT COLLATE "C";
ALTER TABLE "deal_line" ADD COLUMN "tax_rate" BIGINT;
ALTER TABLE "deal_line" ADD COLUMN "cost" BIGINT;
ALTER TABLE "deal_line" ADD COLUMN "cost_currency" TEXT COLLATE "C";
CREATE TABLE "quote" (
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
    "number" TEXT COLLATE "C",
    "number_fold" TEXT COLLATE "C",
    "version_number" BIGINT,
    "deal" UUID,
    "company" UUID,
    "person" UUID,
    "state" TEXT COLLATE "C",
    "valid_until" BIGINT,
    "language" TEXT COLLATE "C",
    "currency" TEXT COLLATE "C",
    "currency_fold" TEXT COLLATE "C",
    "introduction" TEXT COLLATE "C",
    "introduction_fold" TEXT COLLATE "C",
    "terms" TEXT COLLATE "C",
    "terms_fold" TEXT COLLATE "C",
    "net" BIGINT,
    "net_currency" TEXT COLLATE "C",
    "tax" BIGINT,
    "tax_currency" TEXT COLLATE "C",
    "gross" BIGINT,
    "gross_currency" TEXT COLLATE "C",
    "cost" BIGINT,
    "cost_currency" TEXT COLLATE "C",
    "margin" BIGINT,
    "discount" BIGINT,
    "prices_changed" BIGINT,
    "approval" TEXT COLLATE "C",
    "previous" UUID,
    "sent_at" BIGINT,
    "viewed_at" BIGINT,
    "decided_at" BIGINT,
    "decided_by" TEXT COLLATE "C",
    "decided_by_fold" TEXT COLLATE "C",
    "decided_from" TEXT COLLATE "C",
    "decided_from_fold" TEXT COLLATE "C",
    "decline_reason" TEXT COLLATE "C",
    "decline_reason_fold" TEXT COLLATE "C",
    "purchase" UUID,
    "external_ids" TEXT COLLATE "C",
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "quote_by_name_fold" ON "quote" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "quote_by_number_fold" ON "quote" (workspace_id, "number_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "quote_by_deal" ON "quote" (workspace_id, "deal", id) WHERE removed_at IS NULL;
CREATE INDEX "quote_by_company" ON "quote" (workspace_id, "company", id) WHERE removed_at IS NULL;
CREATE INDEX "quote_by_person" ON "quote" (workspace_id, "person", id) WHERE removed_at IS NULL;
CREATE INDEX "quote_by_state" ON "quote" (workspace_id, "state", id) WHERE removed_at IS NULL;
CREATE INDEX "quote_by_valid_until" ON "quote" (workspace_id, "valid_until", id) WHERE removed_at IS NULL;
CREATE INDEX "quote_by_net" ON "quote" (workspace_id, "net", id) WHERE removed_at IS NULL;
CREATE INDEX "quote_by_approval" ON "quote" (workspace_id, "approval", id) WHERE removed_at IS NULL;
CREATE INDEX "quote_by_previous" ON "quote" (workspace_id, "previous", id) WHERE removed_at IS NULL;
CREATE INDEX "quote_by_purchase" ON "quote" (workspace_id, "purchase", id) WHERE removed_at IS NULL;
CREATE INDEX "quote_by_owner" ON "quote" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "quote_by_created_at" ON "quote" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "quote_by_updated_at" ON "quote" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "quote_by_removed_at" ON "quote" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;
CREATE TABLE "quote_line" (
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
    "description" TEXT COLLATE "C",
    "description_fold" TEXT COLLATE "C",
    "quote" UUID,
    "position" BIGINT,
    "product" UUID,
    "quantity" BIGINT,
    "unit_price" BIGINT,
    "unit_price_currency" TEXT COLLATE "C",
    "discount" BIGINT,
    "tax_rate" BIGINT,
    "cost" BIGINT,
    "cost_currency" TEXT COLLATE "C",
    "total" BIGINT,
    "total_currency" TEXT COLLATE "C",
    "external_ids" TEXT COLLATE "C",
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "quote_line_by_description_fold" ON "quote_line" (workspace_id, "description_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "quote_line_by_quote" ON "quote_line" (workspace_id, "quote", id) WHERE removed_at IS NULL;
CREATE INDEX "quote_line_by_product" ON "quote_line" (workspace_id, "product", id) WHERE removed_at IS NULL;
CREATE INDEX "quote_line_by_owner" ON "quote_line" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "quote_line_by_created_at" ON "quote_line" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "quote_line_by_updated_at" ON "quote_line" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "quote_line_by_removed_at" ON "quote_line" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;
CREATE TABLE "discount_approval" (
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
    "quote" UUID,
    "discount" BIGINT,
    "net" BIGINT,
    "net_currency" TEXT COLLATE "C",
    "asked_by" UUID,
    "reason" TEXT COLLATE "C",
    "reason_fold" TEXT COLLATE "C",
    "state" TEXT COLLATE "C",
    "decided_by" UUID,
    "decided_at" BIGINT,
    "answer" TEXT COLLATE "C",
    "answer_fold" TEXT COLLATE "C",
    "external_ids" TEXT COLLATE "C",
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "discount_approval_by_name_fold" ON "discount_approval" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "discount_approval_by_quote" ON "discount_approval" (workspace_id, "quote", id) WHERE removed_at IS NULL;
CREATE INDEX "discount_approval_by_asked_by" ON "discount_approval" (workspace_id, "asked_by", id) WHERE removed_at IS NULL;
CREATE INDEX "discount_approval_by_state" ON "discount_approval" (workspace_id, "state", id) WHERE removed_at IS NULL;
CREATE INDEX "discount_approval_by_decided_by" ON "discount_approval" (workspace_id, "decided_by", id) WHERE removed_at IS NULL;
CREATE INDEX "discount_approval_by_owner" ON "discount_approval" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "discount_approval_by_created_at" ON "discount_approval" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "discount_approval_by_updated_at" ON "discount_approval" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "discount_approval_by_removed_at" ON "discount_approval" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;
CREATE TABLE "price_book" (
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
    "currency" TEXT COLLATE "C",
    "currency_fold" TEXT COLLATE "C",
    "customer_tag" TEXT COLLATE "C",
    "customer_tag_fold" TEXT COLLATE "C",
    "valid_from" BIGINT,
    "valid_until" BIGINT,
    "priority" BIGINT,
    "active" BIGINT,
    "description" TEXT COLLATE "C",
    "description_fold" TEXT COLLATE "C",
    "external_ids" TEXT COLLATE "C",
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "price_book_by_name_fold" ON "price_book" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "price_book_by_currency_fold" ON "price_book" (workspace_id, "currency_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "price_book_by_active" ON "price_book" (workspace_id, "active", id) WHERE removed_at IS NULL;
CREATE INDEX "price_book_by_owner" ON "price_book" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "price_book_by_created_at" ON "price_book" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "price_book_by_updated_at" ON "price_book" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "price_book_by_removed_at" ON "price_book" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;
CREATE TABLE "price_entry" (
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
    "price_book" UUID,
    "product" UUID,
    "from_quantity" BIGINT,
    "price" BIGINT,
    "price_currency" TEXT COLLATE "C",
    "external_ids" TEXT COLLATE "C",
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "price_entry_by_name_fold" ON "price_entry" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "price_entry_by_price_book" ON "price_entry" (workspace_id, "price_book", id) WHERE removed_at IS NULL;
CREATE INDEX "price_entry_by_product" ON "price_entry" (workspace_id, "product", id) WHERE removed_at IS NULL;
CREATE INDEX "price_entry_by_owner" ON "price_entry" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "price_entry_by_created_at" ON "price_entry" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "price_entry_by_updated_at" ON "price_entry" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "price_entry_by_removed_at" ON "price_entry" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;
CREATE TABLE "product_bundle_item" (
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
    "bundle" UUID,
    "product" UUID,
    "quantity" BIGINT,
    "external_ids" TEXT COLLATE "C",
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "product_bundle_item_by_name_fold" ON "product_bundle_item" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "product_bundle_item_by_bundle" ON "product_bundle_item" (workspace_id, "bundle", id) WHERE removed_at IS NULL;
CREATE INDEX "product_bundle_item_by_product" ON "product_bundle_item" (workspace_id, "product", id) WHERE removed_at IS NULL;
CREATE INDEX "product_bundle_item_by_owner" ON "product_bundle_item" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "product_bundle_item_by_created_at" ON "product_bundle_item" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "product_bundle_item_by_updated_at" ON "product_bundle_item" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "product_bundle_item_by_removed_at" ON "product_bundle_item" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;
CREATE TABLE "tax_rate" (
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
    "percent" BIGINT,
    "country" TEXT COLLATE "C",
    "country_fold" TEXT COLLATE "C",
    "standard" BIGINT,
    "active" BIGINT,
    "external_ids" TEXT COLLATE "C",
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "tax_rate_by_name_fold" ON "tax_rate" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "tax_rate_by_country_fold" ON "tax_rate" (workspace_id, "country_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "tax_rate_by_owner" ON "tax_rate" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "tax_rate_by_created_at" ON "tax_rate" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "tax_rate_by_updated_at" ON "tax_rate" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "tax_rate_by_removed_at" ON "tax_rate" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;
