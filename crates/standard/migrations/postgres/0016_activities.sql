-- Activities: tasks that repeat, remind and stand in queues; who comes to a meeting; pages where customers book; templates.
ALTER TABLE "task" ADD COLUMN "repeat" TEXT COLLATE "C";
ALTER TABLE "task" ADD COLUMN "repeat_fold" TEXT COLLATE "C";
ALTER TABLE "task" ADD COLUMN "repeat_at" TEXT COLLATE "C";
ALTER TABLE "task" ADD COLUMN "repeat_at_fold" TEXT COLLATE "C";
ALTER TABLE "task" ADD COLUMN "repeat_of" UUID;
ALTER TABLE "task" ADD COLUMN "reminders" TEXT COLLATE "C";
ALTER TABLE "task" ADD COLUMN "queue" UUID;
ALTER TABLE "call" ADD COLUMN "transcript" TEXT COLLATE "C";
ALTER TABLE "call" ADD COLUMN "transcript_fold" TEXT COLLATE "C";
ALTER TABLE "meeting" ADD COLUMN "state" TEXT COLLATE "C";
ALTER TABLE "meeting" ADD COLUMN "booking_page" UUID;
CREATE INDEX "task_by_repeat_of" ON "task" (workspace_id, "repeat_of", id) WHERE removed_at IS NULL;
CREATE INDEX "task_by_queue" ON "task" (workspace_id, "queue", id) WHERE removed_at IS NULL;
CREATE INDEX "meeting_by_booking_page" ON "meeting" (workspace_id, "booking_page", id) WHERE removed_at IS NULL;

CREATE TABLE "task_queue" (
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
    "description" TEXT COLLATE "C",
    "description_fold" TEXT COLLATE "C",
    "external_ids" TEXT COLLATE "C",
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "task_queue_by_name_fold" ON "task_queue" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "task_queue_by_owner" ON "task_queue" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "task_queue_by_created_at" ON "task_queue" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "task_queue_by_updated_at" ON "task_queue" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "task_queue_by_removed_at" ON "task_queue" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "task_queue_seat" (
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
    "remark" TEXT COLLATE "C",
    "remark_fold" TEXT COLLATE "C",
    "queue" UUID,
    "user" UUID,
    "external_ids" TEXT COLLATE "C",
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "task_queue_seat_by_remark_fold" ON "task_queue_seat" (workspace_id, "remark_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "task_queue_seat_by_queue" ON "task_queue_seat" (workspace_id, "queue", id) WHERE removed_at IS NULL;
CREATE INDEX "task_queue_seat_by_user" ON "task_queue_seat" (workspace_id, "user", id) WHERE removed_at IS NULL;
CREATE INDEX "task_queue_seat_by_owner" ON "task_queue_seat" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "task_queue_seat_by_created_at" ON "task_queue_seat" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "task_queue_seat_by_updated_at" ON "task_queue_seat" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "task_queue_seat_by_removed_at" ON "task_queue_seat" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "meeting_attendee" (
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
    "meeting" UUID,
    "person" UUID,
    "user" UUID,
    "email" TEXT COLLATE "C",
    "email_fold" TEXT COLLATE "C",
    "answer" TEXT COLLATE "C",
    "external_ids" TEXT COLLATE "C",
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "meeting_attendee_by_name_fold" ON "meeting_attendee" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "meeting_attendee_by_meeting" ON "meeting_attendee" (workspace_id, "meeting", id) WHERE removed_at IS NULL;
CREATE INDEX "meeting_attendee_by_person" ON "meeting_attendee" (workspace_id, "person", id) WHERE removed_at IS NULL;
CREATE INDEX "meeting_attendee_by_user" ON "meeting_attendee" (workspace_id, "user", id) WHERE removed_at IS NULL;
CREATE INDEX "meeting_attendee_by_owner" ON "meeting_attendee" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "meeting_attendee_by_created_at" ON "meeting_attendee" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "meeting_attendee_by_updated_at" ON "meeting_attendee" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "meeting_attendee_by_removed_at" ON "meeting_attendee" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "booking_page" (
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
    "active" BIGINT,
    "duration" BIGINT,
    "buffer" BIGINT,
    "notice" BIGINT,
    "days_ahead" BIGINT,
    "place" TEXT COLLATE "C",
    "place_fold" TEXT COLLATE "C",
    "description" TEXT COLLATE "C",
    "description_fold" TEXT COLLATE "C",
    "questions" TEXT COLLATE "C",
    "questions_fold" TEXT COLLATE "C",
    "external_ids" TEXT COLLATE "C",
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "booking_page_by_name_fold" ON "booking_page" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "booking_page_by_owner" ON "booking_page" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "booking_page_by_created_at" ON "booking_page" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "booking_page_by_updated_at" ON "booking_page" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "booking_page_by_removed_at" ON "booking_page" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "activity_template" (
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
    "activity" TEXT COLLATE "C",
    "subject" TEXT COLLATE "C",
    "subject_fold" TEXT COLLATE "C",
    "body" TEXT COLLATE "C",
    "body_fold" TEXT COLLATE "C",
    "external_ids" TEXT COLLATE "C",
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "activity_template_by_name_fold" ON "activity_template" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "activity_template_by_owner" ON "activity_template" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "activity_template_by_created_at" ON "activity_template" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "activity_template_by_updated_at" ON "activity_template" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "activity_template_by_removed_at" ON "activity_template" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;
