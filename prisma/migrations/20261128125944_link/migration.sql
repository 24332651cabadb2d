-- CreateTable
CREATE TABLE "link" (
    "id" BIGSERIAL NOT NULL,
    "maker_id" BIGINT NOT NULL,
    "maker_channel" TEXT NOT NULL,
    "code_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "joined_id" BIGINT,
    "state" TEXT NOT NULL DEFAULT 'offered',
    "maker_agreed" BOOLEAN NOT NULL DEFAULT false,
    "joined_agreed" BOOLEAN NOT NULL DEFAULT false,
    "joined_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "stopped" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_row" (
    "link_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "person_id" BIGINT NOT NULL,

    CONSTRAINT "link_row_pkey" PRIMARY KEY ("link_id","name","key")
);

-- CreateTable
CREATE TABLE "tally" (
    "person_id" BIGINT NOT NULL,
    "what" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "tally_pkey" PRIMARY KEY ("person_id","what")
);

-- CreateIndex
CREATE UNIQUE INDEX "link_code_hash_key" ON "link"("code_hash");

-- CreateIndex
CREATE INDEX "link_maker_id_idx" ON "link"("maker_id");

-- CreateIndex
CREATE INDEX "link_joined_id_idx" ON "link"("joined_id");

-- AddForeignKey
ALTER TABLE "link" ADD CONSTRAINT "link_maker_id_fkey" FOREIGN KEY ("maker_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link" ADD CONSTRAINT "link_joined_id_fkey" FOREIGN KEY ("joined_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_row" ADD CONSTRAINT "link_row_link_id_fkey" FOREIGN KEY ("link_id") REFERENCES "link"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tally" ADD CONSTRAINT "tally_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
