-- /learn: which lessons somebody has done, the badges they hold, and the practice trades being replayed in the chat now.
-- A practice trade follows from lesson and choice alone, so neither its orders nor its fills are kept.

CREATE TABLE lessons_done (
    user_id   bigint NOT NULL REFERENCES users,
    lesson    smallint NOT NULL CHECK (lesson > 0),
    done_at   timestamptz NOT NULL,            -- the first time; the rest is of the newest try
    choice    text NOT NULL,
    ended_by  text NOT NULL,                   -- target, stop, liquidation, day
    net_usdt  numeric NOT NULL,                -- simulated money of the lesson's own account
    PRIMARY KEY (user_id, lesson)
);

CREATE TABLE badges (
    user_id    bigint NOT NULL REFERENCES users,
    badge      text NOT NULL,
    awarded_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, badge)
);

-- A row goes with its replay's end.
CREATE TABLE lesson_replays (
    chat_id      bigint NOT NULL,
    message_id   bigint NOT NULL,
    user_id      bigint NOT NULL REFERENCES users,
    lesson       smallint NOT NULL,
    choice       text NOT NULL,
    step         smallint NOT NULL DEFAULT 0,  -- the newest one shown
    is_skipped   boolean NOT NULL DEFAULT false,
    started_at   timestamptz NOT NULL DEFAULT now(),
    not_before   timestamptz NOT NULL,         -- when the next step is due
    leased_until timestamptz,                  -- somebody is showing one until then at the latest
    PRIMARY KEY (chat_id, message_id)
);
CREATE INDEX lesson_replays_due ON lesson_replays (not_before);
