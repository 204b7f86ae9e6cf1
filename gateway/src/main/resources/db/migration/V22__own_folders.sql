-- Folders that a person made inside an information type; they stay while they are empty. Those that files lie in are there
-- without a row too.
CREATE TABLE folder (
    person_id TEXT   NOT NULL REFERENCES person (id),
    channel   TEXT   NOT NULL,
    type      TEXT   NOT NULL,
    path      TEXT   NOT NULL CHECK (path <> ''),
    made_at   BIGINT NOT NULL,
    PRIMARY KEY (person_id, channel, type, path)
);
