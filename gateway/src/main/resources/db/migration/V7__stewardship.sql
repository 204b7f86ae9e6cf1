-- Clearance before a release, exceptions, retention, destruction. Rows end; they are not deleted.

CREATE TABLE clearance (
    id             TEXT PRIMARY KEY,
    kind           TEXT   NOT NULL CHECK (kind IN ('case', 'standing', 'vital-interests')),
    deposit_id     TEXT REFERENCES deposit (id),
    label_version  BIGINT NOT NULL,
    type           TEXT   NOT NULL,
    audience       TEXT   NOT NULL,
    sender         TEXT REFERENCES participant (id),
    recipient      TEXT,
    purpose        TEXT   NOT NULL,
    risk           TEXT   NOT NULL,
    mitigation     TEXT   NOT NULL,
    anonymisation  TEXT   NOT NULL,
    asked_by       TEXT   NOT NULL REFERENCES person (id),
    from_at        BIGINT NOT NULL,
    until_at       BIGINT NOT NULL CHECK (until_at > from_at),
    approved_by    TEXT REFERENCES person (id),
    approved_at    BIGINT,
    approval_note  TEXT,
    ended_at       BIGINT,
    ended_by       TEXT,
    end_reason     TEXT,
    review_by      BIGINT,
    reminded_at    BIGINT,
    overdue_at     BIGINT,
    reviewed_by    TEXT REFERENCES person (id),
    reviewed_at    BIGINT,
    upheld         INTEGER CHECK (upheld IN (0, 1)),
    review_note    TEXT,
    CHECK ((kind = 'standing') = (deposit_id IS NULL)),
    CHECK ((kind = 'vital-interests') = (review_by IS NOT NULL)),
    CHECK (kind <> 'vital-interests' OR recipient IS NOT NULL),
    CHECK (approved_by IS NULL OR approved_by <> asked_by),
    CHECK (reviewed_by IS NULL OR reviewed_by <> asked_by),
    CHECK ((reviewed_by IS NULL) = (upheld IS NULL))
);
CREATE INDEX clearance_deposit ON clearance (deposit_id);
CREATE INDEX clearance_type ON clearance (type, audience);

-- How many people a participant wants to look before anything of its own, or released by it, leaves.
CREATE TABLE clearance_demand (
    participant_id TEXT PRIMARY KEY REFERENCES participant (id),
    people         INTEGER NOT NULL CHECK (people IN (1, 2))
);

-- The group's word that one cell may be passed over for a while.
CREATE TABLE exception_grant (
    id           TEXT PRIMARY KEY,
    type         TEXT   NOT NULL,
    audience     TEXT   NOT NULL,
    recipient    TEXT,
    reason       TEXT   NOT NULL,
    approval     TEXT   NOT NULL,
    proposed_by  TEXT   NOT NULL REFERENCES person (id),
    proposed_at  BIGINT NOT NULL,
    until_at     BIGINT NOT NULL CHECK (until_at > proposed_at),
    approved_by  TEXT REFERENCES person (id),
    approved_at  BIGINT,
    ended_at     BIGINT,
    ended_by     TEXT,
    end_reason   TEXT,
    CHECK (approved_by IS NULL OR approved_by <> proposed_by),
    CHECK ((approved_by IS NULL) = (approved_at IS NULL))
);
CREATE INDEX exception_cell ON exception_grant (type, audience);

-- The retention schema. '*' stands for every protocol, channel or type; the most specific line counts.
CREATE TABLE retention_rule (
    clock    TEXT NOT NULL CHECK (clock IN ('content', 'label', 'audit', 'backup')),
    protocol TEXT NOT NULL,
    channel  TEXT NOT NULL,
    type     TEXT NOT NULL,
    act      TEXT NOT NULL CHECK (act IN ('destroy', 'review')),
    days     INTEGER CHECK (days > 0),
    on_day   TEXT,
    PRIMARY KEY (clock, protocol, channel, type),
    CHECK ((days IS NULL) <> (on_day IS NULL))
);

-- What somebody found on looking again at something that is kept long, and until when it is kept.
CREATE TABLE retention_review (
    id               TEXT PRIMARY KEY,
    deposit_id       TEXT   NOT NULL REFERENCES deposit (id),
    reviewed_by      TEXT   NOT NULL REFERENCES person (id),
    at               BIGINT NOT NULL,
    sensitivity      TEXT   NOT NULL,
    reidentification TEXT   NOT NULL,
    keep_until       BIGINT NOT NULL
);
CREATE INDEX retention_review_deposit ON retention_review (deposit_id);

CREATE TABLE retention_reminder (
    deposit_id TEXT   NOT NULL REFERENCES deposit (id),
    due_at     BIGINT NOT NULL,
    PRIMARY KEY (deposit_id, due_at)
);

-- A destruction stays on record with its signed certificates after everything else is gone.
CREATE TABLE destruction (
    id                TEXT PRIMARY KEY,
    deposit_id        TEXT    NOT NULL UNIQUE REFERENCES deposit (id),
    body_id           TEXT    NOT NULL,
    channel           TEXT    NOT NULL,
    key_version       INTEGER NOT NULL,
    reason            TEXT    NOT NULL,
    at                BIGINT  NOT NULL,
    backups_until     BIGINT  NOT NULL,
    certificate       TEXT    NOT NULL,
    retired_at        BIGINT,
    final_at          BIGINT,
    final_certificate TEXT,
    label_erased_at   BIGINT,
    CHECK ((final_at IS NULL) = (final_certificate IS NULL))
);
CREATE INDEX destruction_key ON destruction (channel, key_version);
