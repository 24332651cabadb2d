-- A conversation is rewritten at every turn: not compressed until it fills most of a page, and with room beside it so
-- that the new version lands on the same page and touches no index.
ALTER TABLE "session" SET (toast_tuple_target = 8160, fillfactor = 50);
