-- CreateTable
CREATE TABLE "consent_code" (
    "id" BIGSERIAL NOT NULL,
    "code_hash" TEXT NOT NULL,
    "nomination_id" BIGINT NOT NULL,
    "created_by" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_by" BIGINT,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "consent_code_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "consent_code_code_hash_key" ON "consent_code"("code_hash");

-- CreateIndex
CREATE INDEX "consent_code_nomination_id_idx" ON "consent_code"("nomination_id");

-- CreateIndex
CREATE INDEX "consent_code_used_by_idx" ON "consent_code"("used_by");

-- AddForeignKey
ALTER TABLE "consent_code" ADD CONSTRAINT "consent_code_nomination_id_fkey" FOREIGN KEY ("nomination_id") REFERENCES "nomination"("id") ON DELETE CASCADE ON UPDATE CASCADE;
