-- CreateIndex
CREATE INDEX "outbox_said_idx" ON "outbox"("contact_id") WHERE (external_id IS NOT NULL);
