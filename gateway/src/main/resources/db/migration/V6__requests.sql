-- Requests for information by third parties, demands by government bodies, and requests of data subjects.

CREATE TABLE information_request (
    id              TEXT PRIMARY KEY,
    contact_id      TEXT    NOT NULL REFERENCES contact (id),
    written         TEXT    NOT NULL,
    what            TEXT    NOT NULL,
    purpose         TEXT    NOT NULL,
    format          TEXT    NOT NULL,
    scope           TEXT    NOT NULL,
    until_at        BIGINT  NOT NULL,
    destroy_at      BIGINT  NOT NULL,
    standing        INTEGER NOT NULL CHECK (standing IN (0, 1)),
    recorded_by     TEXT    NOT NULL,
    received_at     BIGINT  NOT NULL,
    necessary       INTEGER CHECK (necessary IN (0, 1)),
    least           INTEGER CHECK (least IN (0, 1)),
    harmless        INTEGER CHECK (harmless IN (0, 1)),
    check_words     TEXT,
    checked_by      TEXT,
    referred_to     TEXT,
    outcome         TEXT CHECK (outcome IN ('granted', 'partly', 'refused')),
    reason          TEXT,
    answered_at     BIGINT,
    destroyed_at    BIGINT,
    destroyed_words TEXT,
    CHECK ((outcome IS NULL) = (answered_at IS NULL)),
    CHECK (outcome IS NULL OR reason IS NOT NULL),
    CHECK (destroyed_at IS NULL OR outcome IN ('granted', 'partly'))
);

-- A demand is a matter of consultation: no release can rest on a row of it.
CREATE TABLE demand (
    id          TEXT PRIMARY KEY,
    body        TEXT   NOT NULL,
    what        TEXT   NOT NULL,
    ground      TEXT   NOT NULL,
    recorded_by TEXT   NOT NULL,
    received_at BIGINT NOT NULL,
    outcome     TEXT,
    closed_at   BIGINT,
    CHECK ((outcome IS NULL) = (closed_at IS NULL))
);

CREATE TABLE demand_participant (
    demand_id      TEXT NOT NULL REFERENCES demand (id),
    participant_id TEXT NOT NULL REFERENCES participant (id),
    PRIMARY KEY (demand_id, participant_id)
);

CREATE TABLE subject_request (
    id          TEXT PRIMARY KEY,
    kind        TEXT   NOT NULL CHECK (kind IN ('access', 'correction', 'deletion', 'objection')),
    case_code   TEXT   NOT NULL,
    what        TEXT   NOT NULL,
    recorded_by TEXT   NOT NULL,
    received_at BIGINT NOT NULL,
    due_at      BIGINT NOT NULL,
    outcome     TEXT,
    closed_at   BIGINT,
    CHECK ((outcome IS NULL) = (closed_at IS NULL))
);

-- One for each copy: the one that lies here, and each that somebody fetched.
CREATE TABLE subject_task (
    id             TEXT PRIMARY KEY,
    request_id     TEXT   NOT NULL REFERENCES subject_request (id),
    deposit_id     TEXT   NOT NULL REFERENCES deposit (id),
    holder         TEXT   NOT NULL,
    way            TEXT   NOT NULL CHECK (way IN ('owner', 'link', 'inbox')),
    participant_id TEXT REFERENCES participant (id),
    asked_person   TEXT   NOT NULL REFERENCES person (id),
    asked_at       BIGINT NOT NULL,
    confirmed_at   BIGINT,
    confirmed_by   TEXT,
    words          TEXT,
    CHECK ((confirmed_at IS NULL) = (words IS NULL)),
    UNIQUE (request_id, deposit_id, holder, way)
);

-- A reminder goes out once, also when the gateway was off at its hour.
CREATE TABLE request_reminder (
    subject TEXT   NOT NULL,
    clock   TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (subject, clock)
);
