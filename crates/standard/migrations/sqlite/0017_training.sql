-- Playbooks and training.
CREATE TABLE "playbook" (
    workspace_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    owner UUID,
    removed_at BIGINT,
    batch UUID,
    custom TEXT NOT NULL,
    "name" TEXT,
    "name_fold" TEXT,
    "subject" TEXT,
    "pipeline" UUID,
    "stage" UUID,
    "lead_state" TEXT,
    "guidance" TEXT,
    "guidance_fold" TEXT,
    "active" BIGINT,
    "position" BIGINT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "playbook_by_name_fold" ON "playbook" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "playbook_by_pipeline" ON "playbook" (workspace_id, "pipeline", id) WHERE removed_at IS NULL;
CREATE INDEX "playbook_by_stage" ON "playbook" (workspace_id, "stage", id) WHERE removed_at IS NULL;
CREATE INDEX "playbook_by_owner" ON "playbook" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "playbook_by_created_at" ON "playbook" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "playbook_by_updated_at" ON "playbook" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "playbook_by_removed_at" ON "playbook" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "playbook_step" (
    workspace_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    owner UUID,
    removed_at BIGINT,
    batch UUID,
    custom TEXT NOT NULL,
    "name" TEXT,
    "name_fold" TEXT,
    "playbook" UUID,
    "kind" TEXT,
    "text" TEXT,
    "text_fold" TEXT,
    "field" TEXT,
    "field_fold" TEXT,
    "required" BIGINT,
    "competitor" UUID,
    "position" BIGINT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "playbook_step_by_name_fold" ON "playbook_step" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "playbook_step_by_playbook" ON "playbook_step" (workspace_id, "playbook", id) WHERE removed_at IS NULL;
CREATE INDEX "playbook_step_by_competitor" ON "playbook_step" (workspace_id, "competitor", id) WHERE removed_at IS NULL;
CREATE INDEX "playbook_step_by_owner" ON "playbook_step" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "playbook_step_by_created_at" ON "playbook_step" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "playbook_step_by_updated_at" ON "playbook_step" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "playbook_step_by_removed_at" ON "playbook_step" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "playbook_tick" (
    workspace_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    owner UUID,
    removed_at BIGINT,
    batch UUID,
    custom TEXT NOT NULL,
    "name" TEXT,
    "name_fold" TEXT,
    "step" UUID,
    "deal" UUID,
    "lead" UUID,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "playbook_tick_by_name_fold" ON "playbook_tick" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "playbook_tick_by_step" ON "playbook_tick" (workspace_id, "step", id) WHERE removed_at IS NULL;
CREATE INDEX "playbook_tick_by_deal" ON "playbook_tick" (workspace_id, "deal", id) WHERE removed_at IS NULL;
CREATE INDEX "playbook_tick_by_lead" ON "playbook_tick" (workspace_id, "lead", id) WHERE removed_at IS NULL;
CREATE INDEX "playbook_tick_by_owner" ON "playbook_tick" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "playbook_tick_by_created_at" ON "playbook_tick" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "playbook_tick_by_updated_at" ON "playbook_tick" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "playbook_tick_by_removed_at" ON "playbook_tick" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "course" (
    workspace_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    owner UUID,
    removed_at BIGINT,
    batch UUID,
    custom TEXT NOT NULL,
    "name" TEXT,
    "name_fold" TEXT,
    "summary" TEXT,
    "summary_fold" TEXT,
    "language" TEXT,
    "language_fold" TEXT,
    "passing_mark" BIGINT,
    "published" BIGINT,
    "position" BIGINT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "course_by_name_fold" ON "course" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "course_by_owner" ON "course" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "course_by_created_at" ON "course" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "course_by_updated_at" ON "course" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "course_by_removed_at" ON "course" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "lesson" (
    workspace_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    owner UUID,
    removed_at BIGINT,
    batch UUID,
    custom TEXT NOT NULL,
    "name" TEXT,
    "name_fold" TEXT,
    "course" UUID,
    "body" TEXT,
    "body_fold" TEXT,
    "minutes" BIGINT,
    "position" BIGINT,
    "revision" BIGINT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "lesson_by_name_fold" ON "lesson" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "lesson_by_course" ON "lesson" (workspace_id, "course", id) WHERE removed_at IS NULL;
CREATE INDEX "lesson_by_owner" ON "lesson" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "lesson_by_created_at" ON "lesson" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "lesson_by_updated_at" ON "lesson" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "lesson_by_removed_at" ON "lesson" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "lesson_question" (
    workspace_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    owner UUID,
    removed_at BIGINT,
    batch UUID,
    custom TEXT NOT NULL,
    "text" TEXT,
    "text_fold" TEXT,
    "lesson" UUID,
    "kind" TEXT,
    "answers" TEXT,
    "answers_fold" TEXT,
    "explanation" TEXT,
    "explanation_fold" TEXT,
    "position" BIGINT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "lesson_question_by_text_fold" ON "lesson_question" (workspace_id, "text_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "lesson_question_by_lesson" ON "lesson_question" (workspace_id, "lesson", id) WHERE removed_at IS NULL;
CREATE INDEX "lesson_question_by_owner" ON "lesson_question" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "lesson_question_by_created_at" ON "lesson_question" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "lesson_question_by_updated_at" ON "lesson_question" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "lesson_question_by_removed_at" ON "lesson_question" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;

CREATE TABLE "course_assignment" (
    workspace_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    owner UUID,
    removed_at BIGINT,
    batch UUID,
    custom TEXT NOT NULL,
    "name" TEXT,
    "name_fold" TEXT,
    "course" UUID,
    "user" UUID,
    "team" UUID,
    "role" TEXT,
    "role_fold" TEXT,
    "due_on" BIGINT,
    "external_ids" TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX "course_assignment_by_name_fold" ON "course_assignment" (workspace_id, "name_fold", id) WHERE removed_at IS NULL;
CREATE INDEX "course_assignment_by_course" ON "course_assignment" (workspace_id, "course", id) WHERE removed_at IS NULL;
CREATE INDEX "course_assignment_by_user" ON "course_assignment" (workspace_id, "user", id) WHERE removed_at IS NULL;
CREATE INDEX "course_assignment_by_team" ON "course_assignment" (workspace_id, "team", id) WHERE removed_at IS NULL;
CREATE INDEX "course_assignment_by_due_on" ON "course_assignment" (workspace_id, "due_on", id) WHERE removed_at IS NULL;
CREATE INDEX "course_assignment_by_owner" ON "course_assignment" (workspace_id, "owner", id) WHERE removed_at IS NULL;
CREATE INDEX "course_assignment_by_created_at" ON "course_assignment" (workspace_id, "created_at", id) WHERE removed_at IS NULL;
CREATE INDEX "course_assignment_by_updated_at" ON "course_assignment" (workspace_id, "updated_at", id) WHERE removed_at IS NULL;
CREATE INDEX "course_assignment_by_removed_at" ON "course_assignment" (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;
