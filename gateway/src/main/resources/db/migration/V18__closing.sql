-- What the end of a consent closes is told once, also when the gateway was off when its time ran out.
ALTER TABLE fact ADD COLUMN end_told_at BIGINT;

-- Whom a person must tell of an incident directly, because no notice of this gateway reaches them.
CREATE TABLE incident_telling (
    incident_id TEXT NOT NULL REFERENCES incident (id),
    contact_id  TEXT NOT NULL REFERENCES contact (id),
    told_at     BIGINT,
    how         TEXT,
    PRIMARY KEY (incident_id, contact_id),
    CHECK ((told_at IS NULL) = (how IS NULL))
);

-- Whoever asks holds the address of a question's page; whoever is asked has its code. It rests as a hash only.
ALTER TABLE question ADD COLUMN code_hash TEXT;
ALTER TABLE question ADD COLUMN wrong_codes INTEGER;
