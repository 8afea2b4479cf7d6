-- One office for everything said in public: the day's post, signals and the ledger's heads. A process sends only what
-- belongs to its own market. `said`: the words as they were about to be sent, kept until it is known whether they
-- arrived; while it is null nothing has left the house.
ALTER TABLE posts ADD COLUMN source market_source, ADD COLUMN said text;
UPDATE posts SET source = split_part(post_key, ':', 2);
ALTER TABLE posts
    ALTER COLUMN source SET NOT NULL, DROP CONSTRAINT posts_pkey, ADD PRIMARY KEY (post_key, chat_id, source);
COMMENT ON COLUMN posts.anchor_id IS 'newest message of the chat known before the attempt; 0: none';
CREATE INDEX posts_sent ON posts (source, kind, made_at) WHERE state = 'sent';
