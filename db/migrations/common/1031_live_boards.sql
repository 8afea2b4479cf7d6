-- The one message of a group that shows a round while it runs.
CREATE TABLE live_boards (
    chat_id       bigint NOT NULL,
    market_source text NOT NULL,
    message_id    bigint NOT NULL,
    ended_key     text,                             -- the round whose result stands above; null: none
    shown_hash    text NOT NULL DEFAULT '',         -- of the ranks it shows
    not_before    timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (chat_id, market_source)
);
CREATE INDEX live_boards_due ON live_boards (market_source, not_before);
