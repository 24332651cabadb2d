-- AlterTable
ALTER TABLE "file" ADD COLUMN     "ticket_id" BIGINT;

-- AlterTable
ALTER TABLE "ticket" ADD COLUMN     "urgent" BOOLEAN NOT NULL DEFAULT false;

-- AddForeignKey
ALTER TABLE "file" ADD CONSTRAINT "file_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE SET NULL ON UPDATE CASCADE;
