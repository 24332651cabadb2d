-- CreateTable
CREATE TABLE "erasure" (
    "key" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "accounts" TEXT[],
    "filed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "erasure_unfiled_idx" ON "erasure"("at") WHERE NOT filed;

-- Audit rows are never changed; one by one they are deleted when they are older than two years, by the rule of retention.
DROP TRIGGER "audit_append_only" ON "audit";
CREATE TRIGGER "audit_append_only" BEFORE UPDATE OR TRUNCATE ON "audit"
    FOR EACH STATEMENT EXECUTE FUNCTION "audit_is_append_only"();
ALTER TABLE "audit" ENABLE ALWAYS TRIGGER "audit_append_only";
CREATE FUNCTION "audit_is_kept"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD."at" < now() - interval '729 days' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'audit rows are never changed or deleted' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER "audit_kept" BEFORE DELETE ON "audit"
    FOR EACH ROW EXECUTE FUNCTION "audit_is_kept"();
ALTER TABLE "audit" ENABLE ALWAYS TRIGGER "audit_kept";
