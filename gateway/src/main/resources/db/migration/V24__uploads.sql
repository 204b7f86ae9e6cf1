-- What a job deposits with: a hash of the token and never the token; worthless once its participant's epoch has moved.
CREATE TABLE deposit_token (
    id            TEXT PRIMARY KEY,
    hash          TEXT   NOT NULL UNIQUE,
    person_id     TEXT   NOT NULL REFERENCES person (id),
    channel       TEXT   NOT NULL,
    purpose       TEXT   NOT NULL,
    epoch         BIGINT NOT NULL,
    created_at    BIGINT NOT NULL,
    expires_at    BIGINT NOT NULL,
    first_used_at BIGINT,
    last_used_on  TEXT,
    revoked_at    BIGINT,
    CHECK (expires_at > created_at)
);

-- The information types that it may deposit; all where it has none.
CREATE TABLE deposit_token_type (
    token_id TEXT NOT NULL REFERENCES deposit_token (id),
    type     TEXT NOT NULL,
    PRIMARY KEY (token_id, type)
);

-- An upload over HTTPS that its client can continue. It outlives its deposit's row, which a new beginning replaces.
CREATE TABLE web_upload (
    id         TEXT PRIMARY KEY,
    token_id   TEXT   NOT NULL REFERENCES deposit_token (id),
    person_id  TEXT   NOT NULL REFERENCES person (id),
    deposit_id TEXT   NOT NULL,
    length     BIGINT,
    expires_at BIGINT NOT NULL,
    ended_at   BIGINT
);
CREATE INDEX web_upload_expiry ON web_upload (expires_at);
