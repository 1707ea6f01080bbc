-- Since when a deal stands in its stage, and how long it may.
ALTER TABLE "deal" ADD COLUMN "stage_since" BIGINT;
ALTER TABLE "stage" ADD COLUMN "age_limit" BIGINT;
