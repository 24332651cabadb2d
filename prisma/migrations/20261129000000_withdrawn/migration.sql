-- CreateIndex
CREATE INDEX "nomination_withdrawn_idx" ON "nomination"("id") WHERE (state = 'withdrawn');
