-- CreateTable
CREATE TABLE "address" (
    "id" BIGSERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "unit_code" TEXT NOT NULL,
    "group_key" TEXT NOT NULL,
    "shown_unit" TEXT NOT NULL,
    "shown_group" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "urgency" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "list_key" TEXT,
    "invented" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" BIGINT,

    CONSTRAINT "address_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "address_private" (
    "address_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "birth_year" INTEGER,
    "guardian" TEXT,
    "phone" TEXT,
    "place" TEXT NOT NULL,
    "details" TEXT NOT NULL,
    "papers_by" BIGINT,
    "papers_at" TIMESTAMPTZ(3),
    "consented_at" TIMESTAMPTZ(3),

    CONSTRAINT "address_private_pkey" PRIMARY KEY ("address_id")
);

-- CreateTable
CREATE TABLE "need" (
    "id" BIGSERIAL NOT NULL,
    "address_id" BIGINT NOT NULL,
    "form" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "quantity" BIGINT NOT NULL,
    "taken" BIGINT NOT NULL DEFAULT 0,
    "rhythm" TEXT NOT NULL,
    "needed_by" DATE,

    CONSTRAINT "need_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pledge" (
    "id" BIGSERIAL NOT NULL,
    "code" TEXT,
    "need_id" BIGINT,
    "person_id" BIGINT,
    "draft_id" TEXT,
    "quantity" BIGINT NOT NULL,
    "proposed" BIGINT,
    "delivered" BIGINT NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL,
    "held_until" TIMESTAMPTZ(3),
    "name" TEXT,
    "phone" TEXT,
    "organisation" TEXT,
    "position" TEXT,
    "starts" TEXT,
    "note" TEXT,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" BIGINT,

    CONSTRAINT "pledge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" BIGSERIAL NOT NULL,
    "pledge_id" BIGINT NOT NULL,
    "day" DATE NOT NULL,
    "quantity" BIGINT NOT NULL,
    "worth" BIGINT,
    "changed" TEXT,
    "recorded_by" BIGINT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_by" BIGINT,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger" (
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "event" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "need" BIGINT NOT NULL,
    "pledge" BIGINT NOT NULL,
    "form" TEXT NOT NULL,
    "quantity" BIGINT NOT NULL,
    "unit_code" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "ledger_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "ledger_head" (
    "id" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "ledger_head_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "address_code_key" ON "address"("code");

-- CreateIndex
CREATE INDEX "address_shown_unit_idx" ON "address"("shown_unit");

-- CreateIndex
CREATE INDEX "address_unit_code_group_key_idx" ON "address"("unit_code", "group_key");

-- CreateIndex
CREATE UNIQUE INDEX "address_unit_code_list_key_key" ON "address"("unit_code", "list_key");

-- CreateIndex
CREATE INDEX "need_address_id_idx" ON "need"("address_id");

-- CreateIndex
CREATE INDEX "need_open_idx" ON "need"("form") WHERE (taken < quantity);

-- CreateIndex
CREATE UNIQUE INDEX "pledge_code_key" ON "pledge"("code");

-- CreateIndex
CREATE UNIQUE INDEX "pledge_draft_id_key" ON "pledge"("draft_id");

-- CreateIndex
CREATE INDEX "pledge_need_id_idx" ON "pledge"("need_id");

-- CreateIndex
CREATE INDEX "pledge_person_id_idx" ON "pledge"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "pledge_one_hold" ON "pledge"("person_id") WHERE (state = 'held');

-- CreateIndex
CREATE INDEX "delivery_pledge_id_idx" ON "delivery"("pledge_id");

-- CreateIndex
CREATE INDEX "ledger_need_idx" ON "ledger"("need");

-- AddForeignKey
ALTER TABLE "address" ADD CONSTRAINT "address_unit_code_fkey" FOREIGN KEY ("unit_code") REFERENCES "unit"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "address" ADD CONSTRAINT "address_shown_unit_fkey" FOREIGN KEY ("shown_unit") REFERENCES "unit"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "address_private" ADD CONSTRAINT "address_private_address_id_fkey" FOREIGN KEY ("address_id") REFERENCES "address"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "need" ADD CONSTRAINT "need_address_id_fkey" FOREIGN KEY ("address_id") REFERENCES "address"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pledge" ADD CONSTRAINT "pledge_need_id_fkey" FOREIGN KEY ("need_id") REFERENCES "need"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pledge" ADD CONSTRAINT "pledge_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_pledge_id_fkey" FOREIGN KEY ("pledge_id") REFERENCES "pledge"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Nobody can promise more than is needed, whatever the program does.
ALTER TABLE "need" ADD CONSTRAINT "need_taken_check" CHECK ("taken" BETWEEN 0 AND "quantity" AND "quantity" > 0),
  ADD CONSTRAINT "need_form_check" CHECK ("form" IN ('material', 'spiritual', 'labour', 'expertise'));
ALTER TABLE "pledge" ADD CONSTRAINT "pledge_quantity_check" CHECK ("quantity" > 0 AND "delivered" >= 0);
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_quantity_check" CHECK ("quantity" > 0);
ALTER TABLE "address" ADD CONSTRAINT "address_summary_check" CHECK (char_length("summary") <= 300);

INSERT INTO "ledger_head" ("id", "seq", "hash") VALUES (1, 0, '');

-- Rows of the ledger are only ever added. ALWAYS, so that a session that plays a replica is refused too.
CREATE FUNCTION "ledger_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ledger rows are never changed or deleted' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER "ledger_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger"
    FOR EACH STATEMENT EXECUTE FUNCTION "ledger_is_append_only"();
ALTER TABLE "ledger" ENABLE ALWAYS TRIGGER "ledger_append_only";
