-- Changes of protocols: proposals with objections, impact assessments, reviews. Instants are epoch milliseconds.

-- From when an accepted version counts; null for one that was there from the start.
ALTER TABLE protocol_document ADD COLUMN accepted_for BIGINT;

-- Every text that was ever proposed stays, whatever became of it.
CREATE TABLE policy_proposal (
    id             TEXT PRIMARY KEY,
    protocol_id    TEXT   NOT NULL,
    version        TEXT   NOT NULL,
    text           TEXT   NOT NULL,
    summary        TEXT   NOT NULL,
    proposed_by    TEXT   NOT NULL REFERENCES person (id),
    proposed_at    BIGINT NOT NULL,
    window_ends_at BIGINT NOT NULL,
    asked_for      BIGINT,
    asked_reason   TEXT,
    state          TEXT   NOT NULL CHECK (state IN ('open', 'accepted', 'rejected', 'adapted')),
    decided_at     BIGINT,
    decided_by     TEXT,
    decided_reason TEXT,
    in_force_at    BIGINT,
    adapts         TEXT REFERENCES policy_proposal (id),
    CHECK ((asked_for IS NULL) = (asked_reason IS NULL)),
    CHECK ((state = 'open') = (decided_at IS NULL)),
    CHECK ((state = 'accepted') = (in_force_at IS NOT NULL)),
    CHECK (in_force_at IS NULL OR in_force_at >= window_ends_at)
);

CREATE TABLE policy_objection (
    id             TEXT PRIMARY KEY,
    proposal_id    TEXT   NOT NULL REFERENCES policy_proposal (id),
    person_id      TEXT   NOT NULL REFERENCES person (id),
    participant_id TEXT   NOT NULL REFERENCES participant (id),
    reason         TEXT   NOT NULL,
    at             BIGINT NOT NULL
);

CREATE INDEX policy_objection_of ON policy_objection (proposal_id);

-- What was assessed is the text: the parts named may be as wide as it has them, and no wider.
CREATE TABLE policy_assessment (
    id          TEXT PRIMARY KEY,
    protocol_id TEXT   NOT NULL,
    text        TEXT   NOT NULL,
    signed_by   TEXT   NOT NULL,
    signed_on   TEXT   NOT NULL,
    document    TEXT,
    note        TEXT,
    recorded_by TEXT   NOT NULL,
    recorded_at BIGINT NOT NULL,
    CHECK (document IS NOT NULL OR note IS NOT NULL)
);

CREATE TABLE policy_assessment_part (
    assessment_id TEXT NOT NULL REFERENCES policy_assessment (id),
    part          TEXT NOT NULL,
    PRIMARY KEY (assessment_id, part)
);

CREATE TABLE policy_review (
    id          TEXT PRIMARY KEY,
    protocol_id TEXT   NOT NULL,
    version     TEXT   NOT NULL,
    person_id   TEXT   NOT NULL REFERENCES person (id),
    note        TEXT   NOT NULL,
    at          BIGINT NOT NULL
);

-- One reminder for each instant at which one was due, whoever's clock came first.
CREATE TABLE policy_review_reminder (
    protocol_id TEXT   NOT NULL,
    due_at      BIGINT NOT NULL,
    PRIMARY KEY (protocol_id, due_at)
);
