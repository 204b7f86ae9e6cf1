-- What one participant's files may take together, where it is not what the settings say for all.
CREATE TABLE participant_quota (
    participant_id TEXT   PRIMARY KEY REFERENCES participant (id),
    bytes          BIGINT NOT NULL CHECK (bytes >= 0),
    set_at         BIGINT NOT NULL
);

-- What they take is asked before every file; the sum needs nothing but this index.
CREATE INDEX deposit_room ON deposit (participant_id, state, size);
