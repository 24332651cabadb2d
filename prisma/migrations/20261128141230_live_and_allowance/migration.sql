-- AlterTable
ALTER TABLE "broadcast" ADD COLUMN     "occasion" TEXT;

-- CreateTable
CREATE TABLE "live_message" (
    "key" TEXT NOT NULL,
    "contact_id" BIGINT NOT NULL,
    "external_id" TEXT NOT NULL,

    CONSTRAINT "live_message_pkey" PRIMARY KEY ("key","contact_id")
);

-- CreateTable
CREATE TABLE "allowance" (
    "channel" TEXT NOT NULL,
    "remain" INTEGER NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "allowance_pkey" PRIMARY KEY ("channel")
);

-- CreateTable
CREATE TABLE "campaign_theme" (
    "year" INTEGER NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "campaign_theme_pkey" PRIMARY KEY ("year")
);

-- CreateIndex
CREATE UNIQUE INDEX "broadcast_unit_code_occasion_key" ON "broadcast"("unit_code", "occasion");

-- AddForeignKey
ALTER TABLE "live_message" ADD CONSTRAINT "live_message_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;
