-- AlterTable
ALTER TABLE "nomination" ADD COLUMN     "programme" TEXT NOT NULL DEFAULT 'nguoi-tot-viec-thien';

-- CreateTable
CREATE TABLE "programme" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "loaded_at" TIMESTAMPTZ(3) NOT NULL,
    "edited" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "programme_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "round" (
    "id" BIGSERIAL NOT NULL,
    "programme" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "unit_code" TEXT NOT NULL,
    "opens_at" TIMESTAMPTZ(3) NOT NULL,
    "submit_by" TIMESTAMPTZ(3) NOT NULL,
    "review_by" TIMESTAMPTZ(3) NOT NULL,
    "publish_at" TIMESTAMPTZ(3),
    "ladder" JSONB NOT NULL,
    "late" TEXT NOT NULL DEFAULT 'send',
    "reason" TEXT,
    "opened_by" BIGINT,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "round_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review" (
    "id" BIGSERIAL NOT NULL,
    "round_id" BIGINT NOT NULL,
    "nomination_id" BIGINT NOT NULL,
    "title" TEXT NOT NULL,
    "reviewer" BIGINT,
    "assigned_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "ticks" JSONB NOT NULL DEFAULT '{}',
    "paused_at" TIMESTAMPTZ(3),

    CONSTRAINT "review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" BIGSERIAL NOT NULL,
    "review_id" BIGINT NOT NULL,
    "decided_by" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "verdict" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "ticks" JSONB NOT NULL DEFAULT '{}',
    "undone_at" TIMESTAMPTZ(3),
    "undone_by" BIGINT,
    "undone_for" TEXT,
    "told_at" TIMESTAMPTZ(3),

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recusal" (
    "review_id" BIGINT NOT NULL,
    "person_id" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "recusal_pkey" PRIMARY KEY ("review_id","person_id")
);

-- CreateTable
CREATE TABLE "review_question" (
    "id" BIGSERIAL NOT NULL,
    "review_id" BIGINT NOT NULL,
    "asked_by" BIGINT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "question" TEXT NOT NULL,
    "answered_by" BIGINT,
    "answered_at" TIMESTAMPTZ(3),
    "answer" TEXT,

    CONSTRAINT "review_question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reminder" (
    "review_id" BIGINT NOT NULL,
    "rung" TEXT NOT NULL,
    "fire_on" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "why" TEXT,
    "person_id" BIGINT,
    "at" TIMESTAMPTZ(3),

    CONSTRAINT "reminder_pkey" PRIMARY KEY ("review_id","rung")
);

-- CreateTable
CREATE TABLE "digest" (
    "person_id" BIGINT NOT NULL,
    "day" DATE NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "digest_pkey" PRIMARY KEY ("person_id","day")
);

-- CreateIndex
CREATE INDEX "round_unit_code_idx" ON "round"("unit_code");

-- CreateIndex
CREATE INDEX "round_programme_stage_idx" ON "round"("programme", "stage");

-- CreateIndex
CREATE INDEX "review_nomination_id_idx" ON "review"("nomination_id");

-- CreateIndex
CREATE INDEX "review_waiting_idx" ON "review"("reviewer", "due_at", "id") WHERE (state = 'waiting');

-- CreateIndex
CREATE UNIQUE INDEX "review_round_id_nomination_id_key" ON "review"("round_id", "nomination_id");

-- CreateIndex
CREATE INDEX "decision_review_id_idx" ON "decision"("review_id");

-- CreateIndex
CREATE INDEX "review_question_review_id_idx" ON "review_question"("review_id");

-- CreateIndex
CREATE INDEX "reminder_planned_idx" ON "reminder"("fire_on") WHERE (state = 'planned');

-- AddForeignKey
ALTER TABLE "round" ADD CONSTRAINT "round_programme_fkey" FOREIGN KEY ("programme") REFERENCES "programme"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "round" ADD CONSTRAINT "round_unit_code_fkey" FOREIGN KEY ("unit_code") REFERENCES "unit"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "round"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_nomination_id_fkey" FOREIGN KEY ("nomination_id") REFERENCES "nomination"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "review"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recusal" ADD CONSTRAINT "recusal_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "review"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_question" ADD CONSTRAINT "review_question_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "review"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "review"("id") ON DELETE CASCADE ON UPDATE CASCADE;
