-- A need that ended while nobody promised any of it, and that somebody once did, is a need of nothing.
ALTER TABLE "need" DROP CONSTRAINT "need_taken_check",
  ADD CONSTRAINT "need_taken_check" CHECK ("taken" BETWEEN 0 AND "quantity");
