-- When a lead is to be answered first by its owner's working hours, and whether it was.
ALTER TABLE "lead" ADD COLUMN "answer_by" BIGINT;
ALTER TABLE "lead" ADD COLUMN "answered_in_time" BIGINT;
CREATE INDEX "lead_by_answer_by" ON "lead" (workspace_id, "answer_by", id) WHERE removed_at IS NULL;
