-- Under which rule each deposit went to each recipient of a release, as it was decided when the release was made.
CREATE TABLE release_rule (
    release_id   TEXT NOT NULL REFERENCES release (id),
    deposit_id   TEXT NOT NULL REFERENCES deposit (id),
    recipient_id TEXT NOT NULL,
    protocol     TEXT NOT NULL,
    cell         TEXT NOT NULL,
    PRIMARY KEY (release_id, deposit_id, recipient_id)
);
