-- A fact that is missing, asked of an organisation that can give it. The token of its page rests as a hash only.

CREATE TABLE question (
    id             TEXT PRIMARY KEY,
    kind           TEXT   NOT NULL,
    about          TEXT   NOT NULL CHECK (about IN ('deposit', 'participant', 'contact')),
    subject        TEXT   NOT NULL,
    deposit_id     TEXT   NOT NULL REFERENCES deposit (id),
    recipient      TEXT   NOT NULL,
    audience       TEXT   NOT NULL,
    purpose        TEXT   NOT NULL,
    why            TEXT   NOT NULL,
    participant_id TEXT   NOT NULL REFERENCES participant (id),
    asked_by       TEXT   NOT NULL,
    asked_at       BIGINT NOT NULL,
    expires_at     BIGINT NOT NULL,
    token_hash     TEXT   NOT NULL UNIQUE,
    answered_at    BIGINT,
    answered_by    TEXT,
    answer         TEXT CHECK (answer IN ('once', 'standing', 'no')),
    fact_id        TEXT,
    CHECK ((answered_at IS NULL) = (answer IS NULL))
);
CREATE INDEX question_deposit ON question (deposit_id);
