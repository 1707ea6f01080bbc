-- What lists, boards and reports add up again and again is read from an index alone. Each ends in removed_at, although it is
-- always empty there: else the row is looked up to see that it is.
CREATE INDEX "deal_totals_by_stage" ON "deal" (workspace_id, "stage", "amount_currency", "amount", id, "owner", removed_at) WHERE removed_at IS NULL;
CREATE INDEX "purchase_totals_by_person" ON "purchase" (workspace_id, "person", "purchased_at", "total_currency", "total", removed_at) WHERE removed_at IS NULL;
CREATE INDEX "purchase_totals_by_company" ON "purchase" (workspace_id, "company", "purchased_at", "total_currency", "total", removed_at) WHERE removed_at IS NULL;
CREATE INDEX "purchase_line_totals_by_month" ON "purchase_line" (workspace_id, "purchased_at", "category", "total_currency", "total", "owner", removed_at) WHERE removed_at IS NULL;
CREATE TABLE "deal_totals" (
    workspace_id BIGINT NOT NULL,
    "pipeline",
    "stage",
    "outcome",
    owner,
    "amount_currency",
    records BIGINT NOT NULL,
    amounts BIGINT NOT NULL,
    removed_at BIGINT,
    "amount" BIGINT NOT NULL
);
CREATE UNIQUE INDEX deal_totals_key ON "deal_totals" (ifnull(workspace_id, x''), ifnull("pipeline", x''), ifnull("stage", x''), ifnull("outcome", x''), ifnull(owner, x''), ifnull("amount_currency", x''));
CREATE TRIGGER deal_totals_insert AFTER INSERT ON "deal" BEGIN
    INSERT INTO "deal_totals" (workspace_id, "pipeline", "stage", "outcome", owner, "amount_currency", records, amounts, "amount") SELECT NEW.workspace_id, NEW."pipeline", NEW."stage", NEW."outcome", NEW.owner, NEW."amount_currency", 1, (NEW."amount" IS NOT NULL), ifnull(NEW."amount", 0) WHERE NEW.removed_at IS NULL ON CONFLICT (ifnull(workspace_id, x''), ifnull("pipeline", x''), ifnull("stage", x''), ifnull("outcome", x''), ifnull(owner, x''), ifnull("amount_currency", x'')) DO UPDATE SET records = records + excluded.records, amounts = amounts + excluded.amounts, "amount" = "amount" + excluded."amount";
END;
CREATE TRIGGER deal_totals_delete AFTER DELETE ON "deal" BEGIN
    INSERT INTO "deal_totals" (workspace_id, "pipeline", "stage", "outcome", owner, "amount_currency", records, amounts, "amount") SELECT OLD.workspace_id, OLD."pipeline", OLD."stage", OLD."outcome", OLD.owner, OLD."amount_currency", -1, -(OLD."amount" IS NOT NULL), -ifnull(OLD."amount", 0) WHERE OLD.removed_at IS NULL ON CONFLICT (ifnull(workspace_id, x''), ifnull("pipeline", x''), ifnull("stage", x''), ifnull("outcome", x''), ifnull(owner, x''), ifnull("amount_currency", x'')) DO UPDATE SET records = records + excluded.records, amounts = amounts + excluded.amounts, "amount" = "amount" + excluded."amount";
END;
CREATE TRIGGER deal_totals_update AFTER UPDATE OF "pipeline", "stage", "outcome", owner, "amount_currency", "amount", removed_at ON "deal" BEGIN
    INSERT INTO "deal_totals" (workspace_id, "pipeline", "stage", "outcome", owner, "amount_currency", records, amounts, "amount") SELECT OLD.workspace_id, OLD."pipeline", OLD."stage", OLD."outcome", OLD.owner, OLD."amount_currency", -1, -(OLD."amount" IS NOT NULL), -ifnull(OLD."amount", 0) WHERE OLD.removed_at IS NULL ON CONFLICT (ifnull(workspace_id, x''), ifnull("pipeline", x''), ifnull("stage", x''), ifnull("outcome", x''), ifnull(owner, x''), ifnull("amount_currency", x'')) DO UPDATE SET records = records + excluded.records, amounts = amounts + excluded.amounts, "amount" = "amount" + excluded."amount";
    INSERT INTO "deal_totals" (workspace_id, "pipeline", "stage", "outcome", owner, "amount_currency", records, amounts, "amount") SELECT NEW.workspace_id, NEW."pipeline", NEW."stage", NEW."outcome", NEW.owner, NEW."amount_currency", 1, (NEW."amount" IS NOT NULL), ifnull(NEW."amount", 0) WHERE NEW.removed_at IS NULL ON CONFLICT (ifnull(workspace_id, x''), ifnull("pipeline", x''), ifnull("stage", x''), ifnull("outcome", x''), ifnull(owner, x''), ifnull("amount_currency", x'')) DO UPDATE SET records = records + excluded.records, amounts = amounts + excluded.amounts, "amount" = "amount" + excluded."amount";
END;
INSERT INTO "deal_totals" (workspace_id, "pipeline", "stage", "outcome", owner, "amount_currency", records, amounts, "amount") SELECT workspace_id, "pipeline", "stage", "outcome", owner, "amount_currency", count(*), count("amount"), ifnull(sum("amount"), 0) FROM "deal" WHERE removed_at IS NULL GROUP BY workspace_id, "pipeline", "stage", "outcome", owner, "amount_currency";
