-- What boards read of every record is read from an index alone.
DROP INDEX "deal_totals_by_stage";
CREATE INDEX "deal_totals_by_stage" ON "deal" (workspace_id, "stage", "amount_currency", "amount", id, "owner", "probability", removed_at) WHERE removed_at IS NULL;
-- Links to what a customer bought most often are found from their other end too.
CREATE INDEX "company_by_bought_product" ON "company" (workspace_id, "bought_product", id) WHERE removed_at IS NULL;
CREATE INDEX "company_by_bought_category" ON "company" (workspace_id, "bought_category", id) WHERE removed_at IS NULL;
CREATE INDEX "person_by_bought_product" ON "person" (workspace_id, "bought_product", id) WHERE removed_at IS NULL;
CREATE INDEX "person_by_bought_category" ON "person" (workspace_id, "bought_category", id) WHERE removed_at IS NULL;
