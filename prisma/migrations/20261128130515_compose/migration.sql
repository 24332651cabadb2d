-- AlterTable
ALTER TABLE "broadcast" ADD COLUMN     "form" JSONB;

-- CreateTable
CREATE TABLE "broadcast_press" (
    "broadcast_id" BIGINT NOT NULL,
    "person_id" BIGINT NOT NULL,
    "button" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "broadcast_press_pkey" PRIMARY KEY ("broadcast_id","person_id","button")
);

-- AddForeignKey
ALTER TABLE "broadcast_press" ADD CONSTRAINT "broadcast_press_broadcast_id_fkey" FOREIGN KEY ("broadcast_id") REFERENCES "broadcast"("id") ON DELETE CASCADE ON UPDATE CASCADE;
