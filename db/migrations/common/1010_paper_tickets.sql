-- Orders that people are still putting together. What was shown last is kept with it: that is what a press on [Buy]
-- orders, or refuses to when it is too old. `asked_in`: the update it was asked in, so that an update handled again
-- after a crash finds its ticket.
CREATE TABLE paper_tickets (
    ticket_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id       bigint NOT NULL REFERENCES users,
    source        market_source NOT NULL,
    coin          text NOT NULL,
    symbol        text NOT NULL,
    side          position_side NOT NULL,
    size_by       text NOT NULL CHECK (size_by IN ('stake', 'share', 'risk')),
    size          numeric NOT NULL CHECK (size > 0),
    leverage      numeric NOT NULL CHECK (leverage >= 1),
    time_window   text NOT NULL,
    limit_usd     numeric CHECK (limit_usd > 0),
    stop_usd      numeric CHECK (stop_usd > 0),
    target_usd    numeric CHECK (target_usd > 0),
    shown_usd     numeric CHECK (shown_usd > 0),
    quantity      numeric CHECK (quantity > 0),
    win_usdt      numeric,
    lose_usdt     numeric,
    shown_at      timestamptz,
    state         text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'sent', 'cancelled')),
    account_id    bigint,                           -- that ordered it
    asked_in      bigint,
    created_at    timestamptz NOT NULL DEFAULT now(),
    UNIQUE (user_id, asked_in)
);
INSERT INTO retention (table_name, time_column, only_where, keep) VALUES
    ('paper_tickets', 'created_at', 'true', '30 days');
