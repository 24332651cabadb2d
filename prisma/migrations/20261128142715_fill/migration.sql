-- AlterTable
ALTER TABLE "broadcast" ADD COLUMN     "fill" TEXT;
