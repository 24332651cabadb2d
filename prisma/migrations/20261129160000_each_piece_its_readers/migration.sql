-- Whom a piece of a series is for belongs to the piece: the one added last does not change it for the others.
ALTER TABLE "issue" ADD COLUMN "audience" JSONB;
UPDATE "issue" SET "audience" = c."audience" FROM "campaign" c WHERE c."id" = "campaign_id";
ALTER TABLE "issue" ALTER COLUMN "audience" SET NOT NULL;
ALTER TABLE "campaign" DROP COLUMN "audience";
