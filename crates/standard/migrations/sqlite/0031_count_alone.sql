-- How many customers meet what a segment asks of their purchases and of how long they are known is counted from an index alone.
DROP INDEX "person_totals_by_id";
CREATE INDEX "person_totals_by_id" ON "person" (workspace_id, id, "bought_first", "bought_last", "bought_count", "bought_total", "bought_total_currency", owner, "created_at", removed_at) WHERE removed_at IS NULL;
DROP INDEX "company_totals_by_id";
CREATE INDEX "company_totals_by_id" ON "company" (workspace_id, id, "bought_first", "bought_last", "bought_count", "bought_total", "bought_total_currency", owner, "created_at", removed_at) WHERE removed_at IS NULL;
