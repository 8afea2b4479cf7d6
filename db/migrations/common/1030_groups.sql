-- How a group wants the bot to behave in it. A group without a row has the plain settings.
CREATE TABLE group_settings (
    chat_id      bigint PRIMARY KEY,
    locale       text,                              -- null: each reader's own
    thread_id    bigint,                            -- topic for boards and answers; null: where they were asked
    has_boards   boolean NOT NULL DEFAULT true,
    board_minute integer NOT NULL DEFAULT 0,        -- of the house's day; 0: at the bell
    cooldown_s   integer NOT NULL DEFAULT 60,       -- between two posts of the same card
    clean_up_h   integer NOT NULL DEFAULT 0,        -- hours until answers are deleted; 0: never
    pins         boolean NOT NULL DEFAULT true,
    is_muted     boolean NOT NULL DEFAULT false,
    changed_by   bigint,                            -- Telegram id; null: an anonymous admin
    changed_at   timestamptz NOT NULL DEFAULT now()
);

-- Answers in groups that want them gone after a while.
CREATE TABLE group_answers (
    chat_id    bigint NOT NULL,
    message_id bigint NOT NULL,
    sent_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (chat_id, message_id)
);
CREATE INDEX group_answers_sent ON group_answers (sent_at);
