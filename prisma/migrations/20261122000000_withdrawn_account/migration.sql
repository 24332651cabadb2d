-- AlterTable
ALTER TABLE "nominator" ADD COLUMN     "withdrawn_at" TIMESTAMPTZ(3);
