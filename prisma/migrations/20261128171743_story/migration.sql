-- CreateTable
CREATE TABLE "story" (
    "id" BIGSERIAL NOT NULL,
    "nomination_id" BIGINT NOT NULL,
    "text" TEXT NOT NULL,
    "written_by" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "story_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "story_nomination_id_key" ON "story"("nomination_id");

-- AddForeignKey
ALTER TABLE "story" ADD CONSTRAINT "story_nomination_id_fkey" FOREIGN KEY ("nomination_id") REFERENCES "nomination"("id") ON DELETE CASCADE ON UPDATE CASCADE;
