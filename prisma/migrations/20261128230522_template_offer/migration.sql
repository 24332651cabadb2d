-- AlterTable
ALTER TABLE "broadcast" ADD COLUMN     "templates" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "recipient" ADD COLUMN     "way" TEXT;

-- CreateTable
CREATE TABLE "template_offer" (
    "channel" TEXT NOT NULL,
    "price" INTEGER NOT NULL,
    "daily" INTEGER NOT NULL,
    "monthly" INTEGER,

    CONSTRAINT "template_offer_pkey" PRIMARY KEY ("channel")
);
