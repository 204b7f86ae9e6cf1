-- Asking persons to confirm protocols, contacts confirmed for personal data, and protocols that end.

-- One row while the person's word on this version is missing or after it was asked; the notice moves with each reminder.
CREATE TABLE protocol_ask (
    person_id TEXT   NOT NULL REFERENCES person (id),
    protocol  TEXT   NOT NULL,
    version   TEXT   NOT NULL,
    notice_id TEXT   NOT NULL,
    asked_at  BIGINT NOT NULL,
    PRIMARY KEY (person_id, protocol, version)
);

-- What was confirmed is kept beside it: another e-mail address or number is another contact.
CREATE TABLE contact_confirmation (
    contact_id     TEXT   NOT NULL REFERENCES contact (id),
    participant_id TEXT   NOT NULL REFERENCES participant (id),
    confirmed_by   TEXT   NOT NULL REFERENCES person (id),
    email          TEXT,
    phone          TEXT,
    confirmed_at   BIGINT NOT NULL,
    reminded_at    BIGINT,
    PRIMARY KEY (contact_id, participant_id)
);

CREATE TABLE protocol_end (
    id         TEXT PRIMARY KEY,
    protocol   TEXT   NOT NULL,
    ends_at    BIGINT NOT NULL,
    decision   TEXT   NOT NULL,
    reason     TEXT   NOT NULL,
    decided_by TEXT   NOT NULL,
    decided_at BIGINT NOT NULL,
    answers_by BIGINT NOT NULL,
    asked_last BIGINT
);
CREATE INDEX protocol_end_protocol ON protocol_end (protocol);

-- The types that it decided on when its end was announced.
CREATE TABLE protocol_end_type (
    end_id TEXT NOT NULL REFERENCES protocol_end (id),
    type   TEXT NOT NULL,
    PRIMARY KEY (end_id, type)
);

-- One for each copy: the one that rests here (owner), and each that somebody fetched.
CREATE TABLE protocol_end_task (
    id             TEXT PRIMARY KEY,
    end_id         TEXT   NOT NULL REFERENCES protocol_end (id),
    deposit_id     TEXT   NOT NULL REFERENCES deposit (id),
    holder         TEXT   NOT NULL,
    way            TEXT   NOT NULL CHECK (way IN ('owner', 'link', 'inbox')),
    participant_id TEXT REFERENCES participant (id),
    asked_person   TEXT   NOT NULL REFERENCES person (id),
    asked_at       BIGINT NOT NULL,
    answer         TEXT CHECK (answer IN ('returned', 'destroyed', 'kept')),
    words          TEXT,
    duty           TEXT,
    answered_by    TEXT,
    answered_at    BIGINT,
    CHECK ((answer IS NULL) = (answered_at IS NULL)),
    CHECK ((answer IS NULL) = (words IS NULL)),
    CHECK (answer IS NULL OR (answer = 'kept') = (duty IS NOT NULL)),
    UNIQUE (end_id, deposit_id, holder, way)
);

CREATE TABLE protocol_end_certificate (
    end_id   TEXT    NOT NULL REFERENCES protocol_end (id),
    at       BIGINT  NOT NULL,
    complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
    line     TEXT    NOT NULL,
    PRIMARY KEY (end_id, at)
);
