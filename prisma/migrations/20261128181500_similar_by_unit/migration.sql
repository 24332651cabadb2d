-- CreateIndex
CREATE INDEX "nomination_unit_key_nominee_parts_id_idx" ON "nomination"("unit_key", "nominee_parts", "id");
