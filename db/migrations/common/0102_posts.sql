-- What is said in the channel, or to the admins where there is none: one row a thing and chat, written before it is
-- sent, so that a crash neither loses a post nor repeats it.
CREATE TABLE posts (
    post_key     text NOT NULL,                         -- what it is about: levels-day:live:2026-02-06
    chat_id      bigint NOT NULL,
    kind         text NOT NULL,                         -- who knows how to write it
    body         jsonb NOT NULL DEFAULT '{}',           -- what it is written from, and nothing that may change
    reply_to_key text,                                  -- hangs on that post in the same chat
    state        text NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'intent', 'sent', 'dropped')),
    good_until   timestamptz,                           -- by the market's clock: later it is no news; null: always
    attempts     integer NOT NULL DEFAULT 0,
    not_before   timestamptz NOT NULL DEFAULT now(),
    anchor_id    bigint,                                -- newest post of ours in the chat before the attempt
    message_id   bigint,
    sent_at      timestamptz,
    note         text,
    made_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (post_key, chat_id)
);
CREATE INDEX posts_due ON posts (not_before) WHERE state IN ('due', 'intent');
CREATE INDEX posts_of_chat ON posts (chat_id, message_id) WHERE message_id IS NOT NULL;
