-- What a recipient agreed to before its first download, in the very terms that were shown.
CREATE TABLE link_terms (
    link_id   TEXT   NOT NULL REFERENCES link (id),
    digest    TEXT   NOT NULL,
    terms     TEXT   NOT NULL,
    language  TEXT   NOT NULL,
    agreed_at BIGINT NOT NULL,
    PRIMARY KEY (link_id, digest)
);

-- By when whoever gets a release destroys it, as its releaser said.
CREATE TABLE release_destruction (
    release_id TEXT   PRIMARY KEY REFERENCES release (id),
    destroy_by BIGINT NOT NULL
);
