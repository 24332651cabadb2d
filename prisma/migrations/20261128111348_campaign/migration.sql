-- CreateTable
CREATE TABLE "member" (
    "person_id" BIGINT NOT NULL,
    "unit_code" TEXT NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "member_pkey" PRIMARY KEY ("person_id","unit_code")
);

-- CreateTable
CREATE TABLE "campaign" (
    "id" BIGSERIAL NOT NULL,
    "unit_code" TEXT NOT NULL,
    "audience" JSONB NOT NULL,
    "created_by" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "weekday" SMALLINT NOT NULL,
    "hour" SMALLINT NOT NULL,
    "late" TEXT NOT NULL DEFAULT 'send',
    "next_slot" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "issue" (
    "id" BIGSERIAL NOT NULL,
    "campaign_id" BIGINT NOT NULL,
    "position" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'ready',

    CONSTRAINT "issue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "broadcast" (
    "id" BIGSERIAL NOT NULL,
    "draft_id" UUID,
    "unit_code" TEXT NOT NULL,
    "audience" JSONB NOT NULL,
    "body" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "policy" TEXT NOT NULL DEFAULT 'leave',
    "urgent" BOOLEAN NOT NULL DEFAULT false,
    "created_by" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_by" BIGINT,
    "starts_at" TIMESTAMPTZ(3),
    "weekly" JSONB,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "campaign_id" BIGINT,
    "slot" TIMESTAMPTZ(3),
    "late" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "broadcast_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recipient" (
    "broadcast_id" BIGINT NOT NULL,
    "person_id" BIGINT NOT NULL,
    "contact_id" BIGINT,
    "channel" TEXT,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "leaving_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "external_id" TEXT,

    CONSTRAINT "recipient_pkey" PRIMARY KEY ("broadcast_id","person_id")
);

-- CreateTable
CREATE TABLE "broadcast_chunk" (
    "broadcast_id" BIGINT NOT NULL,
    "channel" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "first" BIGINT NOT NULL,
    "last" BIGINT NOT NULL,
    "done" BOOLEAN NOT NULL DEFAULT false,
    "claimed_by" INTEGER,
    "claimed_until" TIMESTAMPTZ(3),
    "whole" BOOLEAN NOT NULL DEFAULT false,
    "not_before" TIMESTAMPTZ(3),

    CONSTRAINT "broadcast_chunk_pkey" PRIMARY KEY ("broadcast_id","channel","n")
);

-- CreateTable
CREATE TABLE "pace" (
    "channel" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "silent_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pace_pkey" PRIMARY KEY ("channel")
);

-- CreateTable
CREATE TABLE "campaign_setting" (
    "unit_code" TEXT NOT NULL,
    "four_eyes" BOOLEAN NOT NULL,

    CONSTRAINT "campaign_setting_pkey" PRIMARY KEY ("unit_code")
);

-- CreateIndex
CREATE INDEX "member_unit_code_idx" ON "member"("unit_code");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_unit_code_weekday_hour_key" ON "campaign"("unit_code", "weekday", "hour");

-- CreateIndex
CREATE INDEX "issue_ready_idx" ON "issue"("campaign_id", "position") WHERE (state = 'ready');

-- CreateIndex
CREATE UNIQUE INDEX "broadcast_draft_id_key" ON "broadcast"("draft_id");

-- CreateIndex
CREATE INDEX "broadcast_unit_code_created_at_idx" ON "broadcast"("unit_code", "created_at");

-- CreateIndex
CREATE INDEX "broadcast_running_idx" ON "broadcast"("id") WHERE (state = 'sending');

-- CreateIndex
CREATE UNIQUE INDEX "broadcast_campaign_id_slot_key" ON "broadcast"("campaign_id", "slot");

-- CreateIndex
CREATE INDEX "broadcast_chunk_open_idx" ON "broadcast_chunk"("channel", "broadcast_id", "n") WHERE (NOT done);

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_unit_code_fkey" FOREIGN KEY ("unit_code") REFERENCES "unit"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_unit_code_fkey" FOREIGN KEY ("unit_code") REFERENCES "unit"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "issue" ADD CONSTRAINT "issue_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "broadcast" ADD CONSTRAINT "broadcast_unit_code_fkey" FOREIGN KEY ("unit_code") REFERENCES "unit"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "broadcast" ADD CONSTRAINT "broadcast_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recipient" ADD CONSTRAINT "recipient_broadcast_id_fkey" FOREIGN KEY ("broadcast_id") REFERENCES "broadcast"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "broadcast_chunk" ADD CONSTRAINT "broadcast_chunk_broadcast_id_fkey" FOREIGN KEY ("broadcast_id") REFERENCES "broadcast"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_setting" ADD CONSTRAINT "campaign_setting_unit_code_fkey" FOREIGN KEY ("unit_code") REFERENCES "unit"("code") ON DELETE CASCADE ON UPDATE CASCADE;
