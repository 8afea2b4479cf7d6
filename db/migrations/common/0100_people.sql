-- Who uses Helix, where it speaks, what it was asked to watch, and what is on its way in and out.

CREATE TABLE users (
    user_id        bigint PRIMARY KEY,              -- Telegram's
    first_name     text NOT NULL,
    username       text,
    locale         text NOT NULL,
    zone           text NOT NULL,                   -- IANA name
    theme          text NOT NULL DEFAULT 'dark',
    style          text NOT NULL DEFAULT 'full',
    default_window text NOT NULL DEFAULT '12h',
    inviter_code   text,                            -- kept at the first /start, never changed
    started_at     timestamptz,                     -- first private message; null: met in a group
    blocked_at     timestamptz,                     -- null: reachable
    created_at     timestamptz NOT NULL DEFAULT now(),
    seen_at        timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE chats (
    chat_id     bigint PRIMARY KEY,
    kind        text NOT NULL,
    title       text,
    locale      text,
    migrated_to bigint,                             -- a group that became a supergroup
    left_at     timestamptz,                        -- the bot was removed
    created_at  timestamptz NOT NULL DEFAULT now(),
    seen_at     timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE alerts (
    alert_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id       bigint NOT NULL REFERENCES users,
    coin          text NOT NULL,
    market_source text NOT NULL,                    -- live, recorded, simulated
    kind          text NOT NULL,                    -- price, level
    time_window   text NOT NULL,
    price_usd     double precision,
    direction     text,                             -- rise, fall
    level         text,                             -- A2, as it was called on the card
    distance      double precision,                 -- fraction of price
    strength      double precision,                 -- percentile 0..100 among the map's levels
    is_armed      boolean NOT NULL DEFAULT true,
    last_fired_at timestamptz,
    created_at    timestamptz NOT NULL DEFAULT now(),
    ended_at      timestamptz                       -- reached, deleted; null: being watched
);
CREATE INDEX alerts_watched ON alerts (market_source, coin) WHERE ended_at IS NULL;
CREATE INDEX alerts_of_user ON alerts (user_id) WHERE ended_at IS NULL;

-- One row for each time an alert spoke, written with the alert's new state and before anything is sent.
CREATE TABLE alert_firings (
    firing_id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    alert_id           bigint NOT NULL REFERENCES alerts,
    agent              text NOT NULL DEFAULT 'alerts',
    vertical           text NOT NULL DEFAULT 'perps',
    market_source      text NOT NULL,
    price_usd          double precision NOT NULL,
    level_price_usd    double precision,
    level_notional_usd double precision,
    fired_at           timestamptz NOT NULL,
    state              text NOT NULL DEFAULT 'due', -- due, intent, sent, dropped
    attempts           integer NOT NULL DEFAULT 0,
    not_before         timestamptz NOT NULL DEFAULT now(),
    anchor_id          bigint,                      -- newest message of the chat when it was about to be sent
    message_id         bigint,
    note               text
);
CREATE INDEX alert_firings_due ON alert_firings (not_before) WHERE state IN ('due', 'intent');

CREATE TABLE inbox (
    bot_id        bigint NOT NULL,
    update_id     bigint NOT NULL,
    lane          bigint NOT NULL,                  -- the chat, else the person: one after the other within it
    payload       text NOT NULL,                    -- JSON as it came
    received_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    claimed_by    text,
    claimed_until timestamptz,
    not_before    timestamptz,
    attempts      integer NOT NULL DEFAULT 0,
    last_error    text,
    PRIMARY KEY (bot_id, update_id)
);
CREATE INDEX inbox_lane ON inbox (bot_id, lane, update_id);

-- What was handled, for as long as Telegram may send it again.
CREATE TABLE inbox_handled (
    bot_id     bigint NOT NULL,
    update_id  bigint NOT NULL,
    handled_at timestamptz NOT NULL DEFAULT now(),
    failed     text,                                -- the last error where it was given up
    PRIMARY KEY (bot_id, update_id)
);
CREATE INDEX inbox_handled_at ON inbox_handled (handled_at);

-- What was sent for an update, so that handling it again sends nothing twice.
CREATE TABLE answers (
    bot_id     bigint NOT NULL,
    update_id  bigint NOT NULL,
    step       integer NOT NULL,
    method     text NOT NULL,
    state      text NOT NULL,                       -- intent, sent
    result     text,                                -- JSON of the message
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (bot_id, update_id, step)
);
CREATE INDEX answers_created ON answers (created_at);
