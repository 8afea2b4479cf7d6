-- Alerts on imbalance and on spikes, each with its own cooldown; what follows soon is told together; hours in which a
-- person is left alone.
ALTER TABLE alerts
    ADD COLUMN share    double precision,                      -- of the heavier side, 0.5 to 1
    ADD COLUMN cooldown interval NOT NULL DEFAULT '1 hour';

ALTER TABLE users
    ADD COLUMN quiet_from time,                                -- by the person's own clock; null: none
    ADD COLUMN quiet_to   time,
    ADD CONSTRAINT users_quiet_is_a_span CHECK ((quiet_from IS NULL) = (quiet_to IS NULL));

CREATE SEQUENCE alert_batches;
ALTER TABLE alert_firings
    ADD COLUMN seen_value  double precision,                   -- the heavier side's share, or the figure that jumped
    ADD COLUMN seen_detail text,                               -- long, short; volume, oi, move
    ADD COLUMN batch_id    bigint,                             -- told in one message
    ADD COLUMN is_held     boolean NOT NULL DEFAULT false,     -- waited for the end of quiet hours
    ADD COLUMN sent_at     timestamptz;
CREATE INDEX alert_firings_sent ON alert_firings (alert_id, sent_at) WHERE sent_at IS NOT NULL;

-- A card that keeps itself up to date: one a chat.
CREATE TABLE watch_cards (
    chat_id       bigint PRIMARY KEY,
    user_id       bigint NOT NULL,                             -- who asked: language, zone
    market_source text NOT NULL,
    coins         text[] NOT NULL CHECK (cardinality(coins) BETWEEN 1 AND 20),
    time_window   text NOT NULL,
    message_id    bigint NOT NULL,
    text_hash     text NOT NULL DEFAULT '',                    -- of what it shows
    not_before    timestamptz NOT NULL DEFAULT now(),
    created_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX watch_cards_due ON watch_cards (market_source, not_before);
