-- AlterTable
ALTER TABLE "file" ADD COLUMN     "delivery_id" BIGINT;

-- AlterTable
ALTER TABLE "address" ADD COLUMN     "reason" TEXT;

-- AlterTable
ALTER TABLE "pledge" ADD COLUMN     "month_day" INTEGER,
ADD COLUMN     "place" TEXT,
ADD COLUMN     "proposal" TEXT,
ADD COLUMN     "proposed_from" TEXT,
ADD COLUMN     "rhythm" TEXT NOT NULL DEFAULT 'once';

-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "by_code" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "suggestion" (
    "address_id" BIGINT NOT NULL,
    "person_id" BIGINT,
    "draft_id" TEXT,
    "own" BOOLEAN NOT NULL,
    "name" TEXT,
    "phone" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "suggestion_pkey" PRIMARY KEY ("address_id")
);

-- CreateTable
CREATE TABLE "receipt_code" (
    "pledge_id" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "receipt_code_pkey" PRIMARY KEY ("pledge_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "suggestion_draft_id_key" ON "suggestion"("draft_id");

-- CreateIndex
CREATE INDEX "suggestion_person_id_idx" ON "suggestion"("person_id");

-- AddForeignKey
ALTER TABLE "file" ADD CONSTRAINT "file_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "suggestion" ADD CONSTRAINT "suggestion_address_id_fkey" FOREIGN KEY ("address_id") REFERENCES "address"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "suggestion" ADD CONSTRAINT "suggestion_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt_code" ADD CONSTRAINT "receipt_code_pledge_id_fkey" FOREIGN KEY ("pledge_id") REFERENCES "pledge"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Pledges made until now keep the rhythm of their need.
UPDATE "pledge" p SET "rhythm" = n."rhythm" FROM "need" n WHERE n."id" = p."need_id";
ALTER TABLE "pledge" ADD CONSTRAINT "pledge_month_day_check" CHECK ("month_day" BETWEEN 1 AND 31);
