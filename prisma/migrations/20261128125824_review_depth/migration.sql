-- AlterTable
ALTER TABLE "nomination" ADD COLUMN     "nominee_parts" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "review_question" ADD COLUMN     "lapsed_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "regroup" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "from_id" BIGINT NOT NULL,
    "into_id" BIGINT NOT NULL,
    "accounts" BIGINT[],
    "state_before" TEXT NOT NULL,
    "review_id" BIGINT,
    "done_by" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by" BIGINT,

    CONSTRAINT "regroup_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "nominee_consent" (
    "id" BIGSERIAL NOT NULL,
    "nomination_id" BIGINT NOT NULL,
    "given" BOOLEAN NOT NULL,
    "how" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "recorded_by" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "nominee_consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "nominator_reminder" (
    "round_id" BIGINT NOT NULL,
    "person_id" BIGINT NOT NULL,
    "rung" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "nominator_reminder_pkey" PRIMARY KEY ("round_id","person_id","rung","about")
);

-- CreateIndex
CREATE INDEX "regroup_from_id_idx" ON "regroup"("from_id");

-- CreateIndex
CREATE INDEX "regroup_into_id_idx" ON "regroup"("into_id");

-- CreateIndex
CREATE INDEX "nominee_consent_nomination_id_id_idx" ON "nominee_consent"("nomination_id", "id");

-- CreateIndex
CREATE INDEX "nomination_nominee_parts_idx" ON "nomination"("nominee_parts");

-- AddForeignKey
ALTER TABLE "regroup" ADD CONSTRAINT "regroup_from_id_fkey" FOREIGN KEY ("from_id") REFERENCES "nomination"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "regroup" ADD CONSTRAINT "regroup_into_id_fkey" FOREIGN KEY ("into_id") REFERENCES "nomination"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "nominee_consent" ADD CONSTRAINT "nominee_consent_nomination_id_fkey" FOREIGN KEY ("nomination_id") REFERENCES "nomination"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "nominator_reminder" ADD CONSTRAINT "nominator_reminder_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "round"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is there already is found by its parts as well.
UPDATE "nomination" SET "nominee_parts" =
  (SELECT string_agg(part, ' ' ORDER BY part COLLATE "C") FROM unnest(string_to_array("nominee_folded", ' ')) AS part);
