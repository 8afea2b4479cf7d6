-- How far the books of a bell and of an entry's opening go. Ids ascend as rows are written, so what is booked late for a
-- moment before a bell counts in the round in which it was booked, by the score and by its replay alike.
ALTER TABLE round_bells ADD COLUMN fill_id bigint, ADD COLUMN transfer_id bigint,
    ADD CHECK ((fill_id IS NULL) = (transfer_id IS NULL));
ALTER TABLE round_entries
    ADD COLUMN opening_fill_id bigint NOT NULL DEFAULT 0, ADD COLUMN opening_transfer_id bigint NOT NULL DEFAULT 0;

-- What is written by now is told apart by its time alone, as it was until now.
UPDATE round_bells AS b SET fill_id = n.fill_id, transfer_id = n.transfer_id
FROM (SELECT source, max(last_fill_id) AS fill_id, max(last_transfer_id) AS transfer_id
      FROM paper_batches GROUP BY source) AS n
WHERE n.source = b.source;
UPDATE round_entries AS e SET opening_fill_id = n.fill_id, opening_transfer_id = n.transfer_id
FROM (SELECT source, max(last_fill_id) AS fill_id, max(last_transfer_id) AS transfer_id
      FROM paper_batches GROUP BY source) AS n
WHERE n.source = e.source;

ALTER TABLE round_entries ALTER COLUMN opening_fill_id DROP DEFAULT, ALTER COLUMN opening_transfer_id DROP DEFAULT;
