-- How an organisation leaves: what passes to whom, what was passed, which files it must account for, and the group's decision.

-- One line of a transition plan. A deposit, release or link passes to the successor; a fetch is what the leaver may still
-- fetch until it leaves, and its "successor" is the deposit's owner, who agrees to that.
CREATE TABLE transition_entry (
    id              TEXT PRIMARY KEY,
    participant_id  TEXT   NOT NULL REFERENCES participant (id),
    kind            TEXT   NOT NULL CHECK (kind IN ('deposit', 'release', 'link', 'fetch')),
    subject         TEXT   NOT NULL,
    successor_id    TEXT   NOT NULL REFERENCES participant (id),
    audience        TEXT,
    purpose         TEXT   NOT NULL,
    proposed_by     TEXT   NOT NULL,
    proposed_at     BIGINT NOT NULL,
    acknowledged_by TEXT REFERENCES person (id),
    acknowledged_at BIGINT,
    evidence        TEXT,
    in_force_at     BIGINT,
    ended_at        BIGINT,
    outcome         TEXT CHECK (outcome IN ('passed', 'closed', 'dropped')),
    outcome_reason  TEXT,
    CHECK ((acknowledged_by IS NULL) = (acknowledged_at IS NULL)),
    CHECK (in_force_at IS NULL OR acknowledged_at IS NOT NULL),
    CHECK ((ended_at IS NULL) = (outcome IS NULL))
);
CREATE INDEX transition_entry_participant ON transition_entry (participant_id);
-- One thing passes to one participant.
CREATE UNIQUE INDEX transition_entry_subject ON transition_entry (participant_id, kind, subject) WHERE ended_at IS NULL;

-- Who had a deposit before: the first line of a deposit names its original source.
CREATE TABLE deposit_handover (
    entry_id         TEXT PRIMARY KEY REFERENCES transition_entry (id),
    deposit_id       TEXT   NOT NULL REFERENCES deposit (id),
    from_participant TEXT   NOT NULL REFERENCES participant (id),
    from_person      TEXT   NOT NULL REFERENCES person (id),
    to_participant   TEXT   NOT NULL REFERENCES participant (id),
    to_person        TEXT   NOT NULL REFERENCES person (id),
    at               BIGINT NOT NULL
);
CREATE INDEX deposit_handover_deposit ON deposit_handover (deposit_id);

-- Which releases a plan kept alive; with a link, that one alone of its release.
CREATE TABLE release_handover (
    entry_id         TEXT PRIMARY KEY REFERENCES transition_entry (id),
    release_id       TEXT   NOT NULL REFERENCES release (id),
    link_id          TEXT REFERENCES link (id),
    from_participant TEXT   NOT NULL REFERENCES participant (id),
    from_person      TEXT   NOT NULL REFERENCES person (id),
    to_participant   TEXT   NOT NULL REFERENCES participant (id),
    to_person        TEXT   NOT NULL REFERENCES person (id),
    at               BIGINT NOT NULL
);
CREATE INDEX release_handover_release ON release_handover (release_id);

-- Every file that a leaver received, to be destroyed or accounted for; its answer outlives the withdrawal.
CREATE TABLE received_copy (
    id             TEXT PRIMARY KEY,
    participant_id TEXT   NOT NULL REFERENCES participant (id),
    deposit_id     TEXT   NOT NULL REFERENCES deposit (id),
    holder         TEXT   NOT NULL,
    way            TEXT   NOT NULL CHECK (way IN ('link', 'inbox')),
    asked_at       BIGINT NOT NULL,
    due_at         BIGINT NOT NULL,
    reminded_at    BIGINT,
    answer         TEXT CHECK (answer IN ('destroyed', 'kept')),
    done_on        TEXT,
    done_by        TEXT,
    reason         TEXT,
    evidence       TEXT,
    recorded_by    TEXT,
    recorded_at    BIGINT,
    UNIQUE (participant_id, deposit_id, holder, way),
    CHECK ((answer IS NULL) = (recorded_at IS NULL)),
    CHECK (answer IS NULL OR answer <> 'destroyed' OR (done_on IS NOT NULL AND done_by IS NOT NULL)),
    CHECK (answer IS NULL OR answer <> 'kept' OR reason IS NOT NULL)
);

-- A withdrawal that the group required: its decision, as it is on record with the group.
CREATE TABLE group_decision (
    id             TEXT PRIMARY KEY,
    participant_id TEXT   NOT NULL REFERENCES participant (id),
    decided_by     TEXT   NOT NULL,
    decided_on     TEXT   NOT NULL,
    reason         TEXT   NOT NULL,
    reference      TEXT   NOT NULL,
    effective_at   BIGINT NOT NULL,
    recorded_at    BIGINT NOT NULL
);
CREATE INDEX group_decision_participant ON group_decision (participant_id);
