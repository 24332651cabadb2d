-- AlterTable
ALTER TABLE "consent" ADD COLUMN     "text_hash" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "ticket" ADD COLUMN     "purpose" TEXT;

UPDATE "consent" SET "text_hash" = encode(sha256(convert_to("text", 'UTF8')), 'hex');
