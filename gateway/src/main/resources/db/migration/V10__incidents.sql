-- The register of incidents. Holds win over everything, also over destruction.

CREATE TABLE incident (
    id            TEXT PRIMARY KEY,
    nature        TEXT    NOT NULL,
    severity      TEXT    NOT NULL CHECK (severity IN ('low', 'moderate', 'high', 'severe')),
    certainty     TEXT    NOT NULL CHECK (certainty IN ('actual', 'suspected', 'threatened')),
    what          TEXT    NOT NULL,
    found         TEXT    NOT NULL,
    opened_by     TEXT    NOT NULL,
    opened_at     BIGINT  NOT NULL,
    aware_at      BIGINT  NOT NULL,
    unhcr         INTEGER NOT NULL CHECK (unhcr IN (0, 1)),
    hold          INTEGER NOT NULL CHECK (hold IN (0, 1)),
    stop_external TEXT,
    told_group_at BIGINT,
    told_unhcr_at BIGINT,
    met_at        BIGINT,
    resolution    TEXT,
    resolved_at   BIGINT,
    resolved_by   TEXT CHECK (resolved_by IN ('all', 'senior-management')),
    lessons       TEXT,
    closed_at     BIGINT,
    CHECK (closed_at IS NULL OR (resolved_at IS NOT NULL AND lessons IS NOT NULL))
);

CREATE TABLE incident_subject (
    incident_id TEXT NOT NULL REFERENCES incident (id),
    kind        TEXT NOT NULL CHECK (kind IN ('deposit', 'link', 'person')),
    subject     TEXT NOT NULL,
    PRIMARY KEY (incident_id, kind, subject)
);
CREATE INDEX incident_subject_of ON incident_subject (kind, subject);

-- What was done about it, one line each, and who did it.
CREATE TABLE incident_action (
    id          TEXT PRIMARY KEY,
    incident_id TEXT   NOT NULL REFERENCES incident (id),
    at          BIGINT NOT NULL,
    by_whom     TEXT   NOT NULL,
    words       TEXT   NOT NULL
);
CREATE INDEX incident_action_of ON incident_action (incident_id);

CREATE TABLE incident_assent (
    incident_id    TEXT   NOT NULL REFERENCES incident (id),
    participant_id TEXT   NOT NULL REFERENCES participant (id),
    person_id      TEXT   NOT NULL REFERENCES person (id),
    at             BIGINT NOT NULL,
    PRIMARY KEY (incident_id, participant_id)
);

-- A reminder goes out once, also when the gateway was off at its hour.
CREATE TABLE incident_reminder (
    incident_id TEXT   NOT NULL REFERENCES incident (id),
    clock       TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (incident_id, clock)
);
