-- AlterTable
-- Written whole at every turn: what jsonb takes apart and puts together again is never asked for.
ALTER TABLE "session" ALTER COLUMN "state" DROP DEFAULT,
ALTER COLUMN "state" SET DATA TYPE JSON USING "state"::JSON,
ALTER COLUMN "state" SET DEFAULT '{}';
