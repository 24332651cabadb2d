-- AlterTable
ALTER TABLE "nominator" ADD COLUMN     "phone_hash" TEXT;

-- AlterTable
ALTER TABLE "address_private" ALTER COLUMN "birth_year" SET DATA TYPE TEXT;

-- CreateTable
CREATE TABLE "data_key" (
    "id" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "data_key_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "nominator_phone_hash_idx" ON "nominator"("phone_hash");

-- The number stands in one column, where it is sealed.
UPDATE "nominator" SET "answers" = "answers" - 'byPhone' WHERE "answers" ? 'byPhone';
