-- The update an alert was asked in. An update that is handled again after a crash finds its alert, even where that one
-- has spoken and ended meanwhile, and sets no second one.
ALTER TABLE alerts ADD COLUMN asked_in bigint;
