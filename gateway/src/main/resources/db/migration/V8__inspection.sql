-- What was found in deposits and where: kinds, places and counts, never a value. One row for each deposited file.
CREATE TABLE inspection (
    deposit_id     TEXT PRIMARY KEY REFERENCES deposit (id),
    state          TEXT   NOT NULL CHECK (state IN ('pending', 'found', 'nothing-found', 'not-inspected')),
    looked         TEXT   NOT NULL,
    report         TEXT   NOT NULL,
    looked_at      BIGINT,
    judged_version BIGINT NOT NULL,
    attested_by    TEXT REFERENCES person (id),
    attested_note  TEXT,
    attested_at    BIGINT,
    CHECK ((state = 'pending') = (looked_at IS NULL))
);
CREATE INDEX inspection_pending ON inspection (deposit_id) WHERE state = 'pending';
CREATE INDEX inspection_found ON inspection (deposit_id) WHERE state = 'found';

-- What was deposited before there was an inspection is looked at like the rest.
INSERT INTO inspection (deposit_id, state, looked, report, judged_version)
    SELECT id, 'pending', '', '{}', 0 FROM deposit WHERE state = 'deposited';

-- A kind of finding that somebody answers for, as long as the label claims no less than it did then.
CREATE TABLE inspection_acceptance (
    deposit_id  TEXT    NOT NULL REFERENCES deposit (id),
    kind        TEXT    NOT NULL,
    claimed     INTEGER NOT NULL,
    person_id   TEXT    NOT NULL REFERENCES person (id),
    reason      TEXT    NOT NULL,
    accepted_at BIGINT  NOT NULL,
    PRIMARY KEY (deposit_id, kind, claimed)
);

-- Which deposit is a version of which other one.
CREATE TABLE deposit_version (
    derived_id  TEXT PRIMARY KEY REFERENCES deposit (id),
    original_id TEXT   NOT NULL REFERENCES deposit (id),
    kind        TEXT   NOT NULL CHECK (kind IN ('anonymised', 'consolidated')),
    made_by     TEXT   NOT NULL,
    made_at     BIGINT NOT NULL,
    CHECK (derived_id <> original_id)
);
CREATE INDEX deposit_version_original ON deposit_version (original_id);

-- Codes that stand for organisations in anonymised versions; only coordinators read them.
CREATE TABLE org_code (
    name_key TEXT PRIMARY KEY,
    name     TEXT   NOT NULL,
    code     TEXT   NOT NULL UNIQUE,
    made_at  BIGINT NOT NULL
);
