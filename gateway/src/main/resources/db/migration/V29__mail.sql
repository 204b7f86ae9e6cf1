-- Mail on its way. What a mail says is made when it is sent, so nothing lies here that a mail server could not be told.
CREATE TABLE mail (
    id         TEXT    PRIMARY KEY,
    person_id  TEXT    NOT NULL REFERENCES person (id),
    kind       TEXT    NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'dropped')),
    attempts   INTEGER NOT NULL,
    created_at BIGINT  NOT NULL,
    next_at    BIGINT,
    ended_at   BIGINT,
    said       TEXT,
    CHECK ((state IN ('waiting', 'sending')) = (next_at IS NOT NULL)),
    CHECK ((state IN ('waiting', 'sending')) = (ended_at IS NULL))
);
CREATE INDEX mail_due ON mail (next_at) WHERE state IN ('waiting', 'sending');
CREATE INDEX mail_ended ON mail (ended_at) WHERE ended_at IS NOT NULL;
-- One mail of a kind gathers for each person, until it is tried for the first time.
CREATE UNIQUE INDEX mail_gathering ON mail (person_id, kind) WHERE state = 'waiting' AND attempts = 0;

CREATE TABLE mail_deposit (
    mail_id    TEXT NOT NULL REFERENCES mail (id),
    deposit_id TEXT NOT NULL REFERENCES deposit (id),
    PRIMARY KEY (mail_id, deposit_id)
);

-- Who wants no mail; notices come all the same.
CREATE TABLE mail_unwanted (
    person_id TEXT   PRIMARY KEY REFERENCES person (id),
    since     BIGINT NOT NULL
);

-- One notice for each person, channel, type and day (UTC), however many files come.
CREATE TABLE new_deposits (
    person_id TEXT   NOT NULL REFERENCES person (id),
    channel   TEXT   NOT NULL,
    type      TEXT   NOT NULL,
    day       TEXT   NOT NULL,
    files     BIGINT NOT NULL,
    notice_id TEXT   NOT NULL,
    PRIMARY KEY (person_id, channel, type, day)
);
