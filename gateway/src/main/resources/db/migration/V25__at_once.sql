-- A deposit put into a folder "@…" goes to whom the folder names once it is deposited and looked at. One row for each such
-- deposit, from then on; or from when somebody kept it back before.
CREATE TABLE audience_drop (
    deposit_id TEXT PRIMARY KEY REFERENCES deposit (id),
    addressed  TEXT   NOT NULL,
    state      TEXT   NOT NULL CHECK (state IN ('waiting', 'released', 'refused', 'kept-back', 'overtaken')),
    reason     TEXT,
    release_id TEXT REFERENCES release (id),
    since      BIGINT NOT NULL,
    ended_at   BIGINT,
    CHECK ((state = 'waiting') = (ended_at IS NULL)),
    CHECK ((state = 'released') = (release_id IS NOT NULL))
);
CREATE INDEX audience_drop_waiting ON audience_drop (since) WHERE state = 'waiting';

-- A contact of a release whose link nobody has handed over yet: there is no link row before its password is shown.
CREATE TABLE pending_hand_over (
    release_id     TEXT   NOT NULL REFERENCES release (id),
    contact_id     TEXT   NOT NULL REFERENCES contact (id),
    since          BIGINT NOT NULL,
    handed_over_at BIGINT,
    PRIMARY KEY (release_id, contact_id)
);
