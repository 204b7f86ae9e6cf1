-- What recipients are reminded of: that a link ends with something unfetched, that what they got is to be destroyed. Letters are
-- made when they are sent; the address in the second kind has a token, of which the hash of the last sending rests here.
CREATE TABLE link_letter (
    id         TEXT    PRIMARY KEY,
    link_id    TEXT    NOT NULL REFERENCES link (id),
    kind       TEXT    NOT NULL CHECK (kind IN ('expiry', 'destruction')),
    due_at     BIGINT  NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'dropped', 'no-mail')),
    attempts   INTEGER NOT NULL,
    created_at BIGINT  NOT NULL,
    next_at    BIGINT,
    token_hash TEXT UNIQUE,
    CHECK ((state IN ('waiting', 'sending')) = (next_at IS NOT NULL)),
    UNIQUE (link_id, kind, due_at)
);
CREATE INDEX link_letter_due ON link_letter (next_at) WHERE state IN ('waiting', 'sending');

-- That a recipient destroyed what it got: its own word over the page of its letter, or what a releaser was told.
CREATE TABLE link_destroyed (
    link_id TEXT   PRIMARY KEY REFERENCES link (id),
    at      BIGINT NOT NULL,
    by_whom TEXT   NOT NULL,
    words   TEXT
);
