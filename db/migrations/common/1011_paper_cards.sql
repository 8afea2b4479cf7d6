-- Messages that follow an order until its position is over. `not_before`: when the card is due to be looked at again.
CREATE TABLE paper_cards (
    order_id      bigint PRIMARY KEY,
    chat_id       bigint NOT NULL,
    message_id    bigint NOT NULL,
    user_id       bigint NOT NULL REFERENCES users,
    account_id    bigint NOT NULL,
    source        market_source NOT NULL,
    coin          text NOT NULL,
    symbol        text NOT NULL,
    slot          smallint NOT NULL,
    time_window   text NOT NULL,
    risk_usdt     numeric,
    text_hash     text NOT NULL DEFAULT '',
    not_before    timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_at    timestamptz NOT NULL DEFAULT now(),
    ended_at      timestamptz
);
CREATE INDEX paper_cards_due ON paper_cards (source, not_before) WHERE ended_at IS NULL;
CREATE INDEX paper_cards_of_account ON paper_cards (account_id) WHERE ended_at IS NULL;
INSERT INTO retention (table_name, time_column, only_where, keep) VALUES
    ('paper_cards', 'created_at', 'ended_at IS NOT NULL', '90 days');
