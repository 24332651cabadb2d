-- AlterTable
ALTER TABLE "story" ADD COLUMN     "picture" TEXT,
ADD COLUMN     "picture_how" TEXT,
ADD COLUMN     "picture_note" TEXT;
