-- What boards read of every record is read from an index alone.
DROP INDEX "deal_totals_by_stage";
CREATE INDEX "deal_totals_by_stage" ON "deal" (workspace_id, "stage", "amount_currency", "amount", id, "owner", "probability", removed_at) WHERE removed_at IS NULL;
