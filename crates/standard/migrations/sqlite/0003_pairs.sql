-- A list of the deals of one stage by amount walks this index, however many deals there are.
CREATE INDEX "deal_by_stage_and_amount" ON "deal" (workspace_id, "stage", "amount", id) WHERE removed_at IS NULL;
