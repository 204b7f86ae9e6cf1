-- How the files of a release are packed while they are sent over its links; plain where it has no row. No password is
-- here or anywhere: the recipient gives it with each download.
CREATE TABLE release_packing (
    release_id TEXT PRIMARY KEY REFERENCES release (id),
    packing    TEXT NOT NULL CHECK (packing IN ('zip', 'age'))
);
