-- AlterTable
ALTER TABLE "erasure" ADD COLUMN     "address" TEXT,
ADD COLUMN     "families" TEXT[] DEFAULT ARRAY[]::TEXT[];
