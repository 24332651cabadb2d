-- A list brings in who is behind its addresses and their needs first, the numbered addresses last: whoever counts lets
-- everybody else's deeds wait.
ALTER TABLE "address_private" ALTER CONSTRAINT "address_private_address_id_fkey" DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE "need" ALTER CONSTRAINT "need_address_id_fkey" DEFERRABLE INITIALLY IMMEDIATE;
