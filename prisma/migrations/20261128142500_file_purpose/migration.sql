-- AlterTable
ALTER TABLE "file" ADD COLUMN     "purpose" TEXT;
