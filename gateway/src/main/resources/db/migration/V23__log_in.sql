-- What limits a key: the networks it may be used from, and the instant from which on it lets nobody in.
ALTER TABLE person_key ADD COLUMN from_networks TEXT;
ALTER TABLE person_key ADD COLUMN until_at BIGINT;

-- From where a participant's persons and jobs may come, with commas between; empty is from anywhere.
ALTER TABLE participant ADD COLUMN networks TEXT NOT NULL DEFAULT '';

-- Keys with which a participant signs certificates of its own persons.
CREATE TABLE certificate_authority (
    fingerprint    TEXT PRIMARY KEY,
    participant_id TEXT   NOT NULL REFERENCES participant (id),
    line           TEXT   NOT NULL,
    most_days      INTEGER CHECK (most_days > 0),
    added_at       BIGINT NOT NULL
);
CREATE INDEX certificate_authority_by_participant ON certificate_authority (participant_id);

-- Certificates that let nobody in any more. A row is never taken back.
CREATE TABLE certificate_revocation (
    participant_id TEXT   NOT NULL REFERENCES participant (id),
    revoked_by     TEXT   NOT NULL CHECK (revoked_by IN ('serial', 'key-id', 'authority')),
    what           TEXT   NOT NULL,
    reason         TEXT   NOT NULL,
    at             BIGINT NOT NULL,
    PRIMARY KEY (participant_id, revoked_by, what)
);

-- Secrets of authenticator apps, sealed by the node's root key. A time step is taken once: last_step only rises.
CREATE TABLE person_totp (
    person_id TEXT PRIMARY KEY REFERENCES person (id),
    record    ${blob} NOT NULL,
    last_step BIGINT NOT NULL,
    added_at  BIGINT NOT NULL
);
