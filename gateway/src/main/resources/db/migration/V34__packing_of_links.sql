-- How what leaves over one link is packed. It is settled when the link is made: by the wish for its release, or else by
-- whether its recipient has keys. A link from before that has no row goes by its release.
CREATE TABLE link_packing (
    link_id TEXT PRIMARY KEY REFERENCES link (id),
    packing TEXT NOT NULL CHECK (packing IN ('plain', 'zip', 'age', 'keys'))
);
-- A wish for plain files is one too, now that wishing nothing may mean keys.
CREATE TABLE release_packing_wished (
    release_id TEXT PRIMARY KEY REFERENCES release (id),
    packing    TEXT NOT NULL CHECK (packing IN ('plain', 'zip', 'age', 'keys'))
);
INSERT INTO release_packing_wished (release_id, packing) SELECT release_id, packing FROM release_packing;
DROP TABLE release_packing;
ALTER TABLE release_packing_wished RENAME TO release_packing;
