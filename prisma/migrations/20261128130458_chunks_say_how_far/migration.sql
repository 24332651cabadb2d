-- DropIndex
DROP INDEX "broadcast_chunk_open_idx";

-- AlterTable
ALTER TABLE "recipient" DROP COLUMN "leaving_at";

-- AlterTable
ALTER TABLE "broadcast_chunk" DROP COLUMN "whole",
ADD COLUMN     "reached" BIGINT;

-- CreateIndex
CREATE INDEX "broadcast_chunk_open_idx" ON "broadcast_chunk"("channel", "n", "broadcast_id") WHERE (NOT done);

-- CreateIndex
CREATE INDEX "broadcast_chunk_claimed_idx" ON "broadcast_chunk"("claimed_by") WHERE (claimed_by IS NOT NULL);
