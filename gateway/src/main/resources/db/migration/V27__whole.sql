-- Whether what arrived is the whole file: what its form says, and what its owner's own hash says. One row for each deposit.
CREATE TABLE wholeness (
    deposit_id    TEXT PRIMARY KEY REFERENCES deposit (id),
    state         TEXT NOT NULL CHECK (state IN ('pending', 'whole', 'untold', 'cut-off')),
    format        TEXT NOT NULL,
    why           TEXT NOT NULL,
    looked_at     BIGINT,
    said_sha256   TEXT,
    said_at       BIGINT,
    answered_by   TEXT REFERENCES person (id),
    answered_note TEXT,
    answered_at   BIGINT,
    CHECK ((state = 'pending') = (looked_at IS NULL)),
    CHECK ((said_sha256 IS NULL) = (said_at IS NULL))
);
CREATE INDEX wholeness_pending ON wholeness (deposit_id) WHERE state = 'pending';

-- What was deposited before there was such a look is looked at like the rest.
INSERT INTO wholeness (deposit_id, state, format, why)
    SELECT id, 'pending', '', '' FROM deposit WHERE state = 'deposited';

-- What the virus scanner said. No row: it was not asked.
CREATE TABLE scan (
    deposit_id TEXT PRIMARY KEY REFERENCES deposit (id),
    state      TEXT    NOT NULL CHECK (state IN ('waiting', 'clean', 'infected', 'too-large')),
    signature  TEXT,
    why        TEXT,
    most       BIGINT,
    attempts   INTEGER NOT NULL,
    due_at     BIGINT  NOT NULL,
    scanned_at BIGINT,
    CHECK ((state = 'infected') = (signature IS NOT NULL)),
    CHECK ((state = 'waiting') = (scanned_at IS NULL))
);
CREATE INDEX scan_waiting ON scan (due_at) WHERE state = 'waiting';
