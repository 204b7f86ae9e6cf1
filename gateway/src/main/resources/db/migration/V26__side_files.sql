-- Files that speak of a file beside them: its label, its hash. Short texts, kept as they were sent while they are of use.
CREATE TABLE side_file (
    id         TEXT PRIMARY KEY,
    person_id  TEXT   NOT NULL REFERENCES person (id),
    channel    TEXT   NOT NULL,
    type       TEXT   NOT NULL,
    path       TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    kind       TEXT   NOT NULL CHECK (kind IN ('label', 'hash')),
    subject    TEXT   NOT NULL,
    arriving   INTEGER NOT NULL,
    text       TEXT   NOT NULL,
    at         BIGINT NOT NULL,
    deposit_id TEXT REFERENCES deposit (id)
);
CREATE UNIQUE INDEX side_file_name ON side_file (person_id, channel, type, path, name);
CREATE INDEX side_file_subject ON side_file (person_id, channel, type, path, subject);
CREATE INDEX side_file_deposit ON side_file (deposit_id);
CREATE INDEX side_file_at ON side_file (at);
