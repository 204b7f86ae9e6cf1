-- What owners say about their own deposits beyond the protocol: it only narrows.

CREATE TABLE owner_policy (
    id             TEXT PRIMARY KEY,
    participant_id TEXT   NOT NULL REFERENCES participant (id),
    type           TEXT,
    audience       TEXT,
    recipient      TEXT,
    reason         TEXT   NOT NULL,
    added_by       TEXT   NOT NULL,
    added_at       BIGINT NOT NULL,
    ended_at       BIGINT,
    CHECK (audience IS NOT NULL OR recipient IS NOT NULL OR type IS NOT NULL)
);
CREATE INDEX owner_policy_of ON owner_policy (participant_id);

-- A pause can be lifted, a recall can't. Without a release it holds for every one.
CREATE TABLE owner_stop (
    id         TEXT PRIMARY KEY,
    deposit_id TEXT    NOT NULL REFERENCES deposit (id),
    release_id TEXT REFERENCES release (id),
    recall     INTEGER NOT NULL CHECK (recall IN (0, 1)),
    reason     TEXT    NOT NULL,
    by_whom    TEXT    NOT NULL,
    at         BIGINT  NOT NULL,
    lifted_at  BIGINT
);
CREATE INDEX owner_stop_of ON owner_stop (deposit_id);
