-- Public keys for which senders seal files. One counts once a second person has compared its fingerprint, until it is
-- revoked; the holder's standing is looked at besides, every time.
CREATE TABLE recipient_key (
    id             TEXT   PRIMARY KEY,
    participant_id TEXT   REFERENCES participant (id),
    contact_id     TEXT   REFERENCES contact (id),
    kind           TEXT   NOT NULL CHECK (kind IN ('age', 'openpgp')),
    name           TEXT   NOT NULL,
    public_key     TEXT   NOT NULL,
    fingerprint    TEXT   NOT NULL,
    added_by       TEXT   NOT NULL,
    added_at       BIGINT NOT NULL,
    confirmed_by   TEXT   REFERENCES person (id),
    confirmed_at   BIGINT,
    revoked_by     TEXT,
    revoked_at     BIGINT,
    CHECK ((participant_id IS NULL) <> (contact_id IS NULL)),
    CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
    CHECK ((revoked_by IS NULL) = (revoked_at IS NULL)),
    CHECK (confirmed_by <> added_by)
);
CREATE INDEX recipient_key_participant ON recipient_key (participant_id) WHERE participant_id IS NOT NULL;
CREATE INDEX recipient_key_contact ON recipient_key (contact_id) WHERE contact_id IS NOT NULL;
-- One key stands once for each holder.
CREATE UNIQUE INDEX recipient_key_once
    ON recipient_key (COALESCE(participant_id, ''), COALESCE(contact_id, ''), fingerprint) WHERE revoked_at IS NULL;
