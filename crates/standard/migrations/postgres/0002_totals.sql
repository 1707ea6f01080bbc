-- What lists, boards and reports add up again and again is read from an index alone. Each ends in removed_at, although it is
-- always empty there: else the row is looked up to see that it is.
CREATE INDEX "deal_totals_by_stage" ON "deal" (workspace_id, "stage", "amount_currency", "amount", id, "owner", removed_at) WHERE removed_at IS NULL;
CREATE INDEX "purchase_totals_by_person" ON "purchase" (workspace_id, "person", "purchased_at", "total_currency", "total", removed_at) WHERE removed_at IS NULL;
CREATE INDEX "purchase_totals_by_company" ON "purchase" (workspace_id, "company", "purchased_at", "total_currency", "total", removed_at) WHERE removed_at IS NULL;
CREATE INDEX "purchase_line_totals_by_month" ON "purchase_line" (workspace_id, "purchased_at", "category", "total_currency", "total", "owner", removed_at) WHERE removed_at IS NULL;
