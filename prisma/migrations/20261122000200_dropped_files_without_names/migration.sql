-- The name of a file may say more than the file: it goes when the file does.
UPDATE "file" SET name = NULL WHERE state = 'dropped' AND name IS NOT NULL;
