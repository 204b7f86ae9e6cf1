-- On what releases to third parties rest: agreements, what granted requests cover; and what recipients passed on.

CREATE TABLE agreement (
    id             TEXT PRIMARY KEY,
    participant_id TEXT REFERENCES participant (id),
    name           TEXT   NOT NULL,
    reference      TEXT   NOT NULL,
    signatory      TEXT   NOT NULL,
    signed_on      TEXT   NOT NULL,
    from_at        BIGINT NOT NULL,
    until_at       BIGINT NOT NULL,
    recorded_by    TEXT   NOT NULL,
    recorded_at    BIGINT NOT NULL,
    ended_at       BIGINT,
    ended_by       TEXT,
    end_reason     TEXT,
    CHECK (until_at > from_at),
    CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);

-- The body lies with the other bodies, sealed; its wrap is here. An agreement that is filed elsewhere has no row.
CREATE TABLE agreement_document (
    id          TEXT PRIMARY KEY REFERENCES agreement (id),
    name        TEXT    NOT NULL,
    size        BIGINT  NOT NULL,
    sha256      TEXT    NOT NULL,
    body_id     TEXT    NOT NULL UNIQUE,
    channel     TEXT    NOT NULL,
    key_version INTEGER NOT NULL,
    record      ${blob} NOT NULL,
    FOREIGN KEY (channel, key_version) REFERENCES channel_key (channel, version)
);

CREATE TABLE agreement_word (
    agreement_id TEXT NOT NULL REFERENCES agreement (id),
    kind         TEXT NOT NULL CHECK (kind IN ('with', 'type', 'purpose')),
    word         TEXT NOT NULL,
    PRIMARY KEY (agreement_id, kind, word)
);
CREATE INDEX agreement_with ON agreement_word (kind, word);

ALTER TABLE information_request ADD COLUMN every TEXT;

CREATE TABLE request_coverage (
    request_id TEXT   NOT NULL REFERENCES information_request (id),
    kind       TEXT   NOT NULL CHECK (kind IN ('deposit', 'type')),
    word       TEXT   NOT NULL,
    -- Whose, for a type; empty for a single deposit.
    participant_id TEXT NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (request_id, kind, word, participant_id)
);
CREATE INDEX request_of_contact ON information_request (contact_id);

-- What was granted before stands in the facts that the answers put on record.
INSERT INTO request_coverage (request_id, kind, word, participant_id, at)
    SELECT DISTINCT r.id, 'deposit', f.subject, '', r.answered_at FROM information_request r
    JOIN fact f ON f.note = 'request ' || r.id WHERE f.about = 'deposit' AND r.answered_at IS NOT NULL;

CREATE TABLE release_basis (
    release_id   TEXT NOT NULL REFERENCES release (id),
    deposit_id   TEXT NOT NULL REFERENCES deposit (id),
    recipient_id TEXT NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('request', 'standing-request', 'agreement', 'flow')),
    rests_on     TEXT NOT NULL,
    PRIMARY KEY (release_id, deposit_id, recipient_id)
);
CREATE INDEX release_basis_on ON release_basis (rests_on);

CREATE TABLE passed_on (
    id          TEXT PRIMARY KEY,
    link_id     TEXT   NOT NULL REFERENCES link (id),
    release_id  TEXT   NOT NULL REFERENCES release (id),
    contact_id  TEXT   NOT NULL,
    to_whom     TEXT   NOT NULL,
    why         TEXT   NOT NULL,
    reported_at BIGINT NOT NULL
);
CREATE INDEX passed_on_of ON passed_on (release_id);
