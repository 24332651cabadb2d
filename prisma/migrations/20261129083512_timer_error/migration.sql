-- AlterTable
ALTER TABLE "timer" ADD COLUMN     "error" TEXT;
