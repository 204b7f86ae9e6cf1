-- Facts have a subject, a period and a scope; a refusal is kept like a consent. Functions and names of persons.

CREATE TABLE fact_kept (
    id              TEXT PRIMARY KEY,
    kind            TEXT    NOT NULL,
    about           TEXT    NOT NULL CHECK (about IN ('deposit', 'participant', 'contact')),
    subject         TEXT    NOT NULL,
    participant_id  TEXT    NOT NULL,
    given           INTEGER NOT NULL CHECK (given IN (0, 1)),
    scope_audience  TEXT,
    scope_recipient TEXT,
    scope_purpose   TEXT,
    from_at         BIGINT  NOT NULL,
    until_at        BIGINT,
    note            TEXT,
    recorded_by     TEXT    NOT NULL,
    recorded_at     BIGINT  NOT NULL,
    ended_at        BIGINT,
    end_reason      TEXT,
    CHECK (until_at IS NULL OR until_at > from_at)
);
INSERT INTO fact_kept (id, kind, about, subject, participant_id, given, from_at, note, recorded_by, recorded_at)
    SELECT id, kind, 'deposit', deposit_id, participant_id, 1, recorded_at, note, recorded_by, recorded_at FROM fact;
DROP TABLE fact;
ALTER TABLE fact_kept RENAME TO fact;
CREATE INDEX fact_subject ON fact (about, subject);

-- What a person does for its participant, such as case-worker.
CREATE TABLE person_function (
    person_id TEXT NOT NULL REFERENCES person (id),
    function  TEXT NOT NULL,
    PRIMARY KEY (person_id, function)
);

-- Contacts that are one named person and not a desk.
CREATE TABLE contact_named (
    contact_id TEXT PRIMARY KEY REFERENCES contact (id),
    since      BIGINT NOT NULL
);
