-- AlterTable
ALTER TABLE "unit" ADD COLUMN     "closed_at" TIMESTAMPTZ(3),
ADD COLUMN     "edited" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "merged_into" TEXT;

-- CreateIndex
CREATE INDEX "unit_parent_code_idx" ON "unit"("parent_code");

-- CreateIndex
CREATE INDEX "unit_merged_into_idx" ON "unit"("merged_into");

-- AddForeignKey
ALTER TABLE "unit" ADD CONSTRAINT "unit_merged_into_fkey" FOREIGN KEY ("merged_into") REFERENCES "unit"("code") ON DELETE SET NULL ON UPDATE CASCADE;

-- Prisma knows no CHECK: the kinds of flows/vi/unit-kinds.ts, by hand.
ALTER TABLE "unit" ADD CONSTRAINT "unit_kind_check" CHECK ("kind" IN ('city', 'ward', 'commune', 'special_zone',
  'industrial_park', 'enterprise', 'school', 'hospital', 'office', 'union', 'association', 'residential_area'));

-- A unit that was taken over is closed.
ALTER TABLE "unit" ADD CONSTRAINT "unit_merged_is_closed" CHECK ("merged_into" IS NULL OR "closed_at" IS NOT NULL);
