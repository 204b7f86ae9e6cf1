-- Owners' public keys, to which data keys are wrapped when a deposit is sealed. The private halves were never here.
CREATE TABLE sealing_key (
    participant_id TEXT   PRIMARY KEY REFERENCES participant (id),
    public_key     TEXT   NOT NULL,
    registered_by  TEXT   NOT NULL,
    registered_at  BIGINT NOT NULL
);

-- A sealed deposit has no row in wrap: its data key opens with what rests nowhere here.
CREATE TABLE sealed_deposit (
    deposit_id TEXT   PRIMARY KEY REFERENCES deposit (id),
    sealed_at  BIGINT NOT NULL
);
CREATE TABLE sealed_owner_wrap (
    deposit_id     TEXT    NOT NULL REFERENCES sealed_deposit (deposit_id),
    participant_id TEXT    NOT NULL REFERENCES participant (id),
    public_key     TEXT    NOT NULL,
    record         ${blob} NOT NULL,
    PRIMARY KEY (deposit_id, participant_id)
);

-- How a link's key is made of its token and password, neither of which is here.
CREATE TABLE sealed_link (
    link_id TEXT PRIMARY KEY REFERENCES link (id),
    lock    TEXT NOT NULL
);
CREATE TABLE sealed_link_wrap (
    link_id    TEXT    NOT NULL REFERENCES sealed_link (link_id),
    deposit_id TEXT    NOT NULL REFERENCES deposit (id),
    record     ${blob} NOT NULL,
    PRIMARY KEY (link_id, deposit_id)
);

-- Between two requests of a recipient: under a secret that only the recipient's cookie holds.
CREATE TABLE sealed_session (
    secret_hash TEXT    NOT NULL,
    link_id     TEXT    NOT NULL REFERENCES link (id),
    deposit_id  TEXT    NOT NULL REFERENCES deposit (id),
    record      ${blob} NOT NULL,
    ends_at     BIGINT  NOT NULL,
    PRIMARY KEY (secret_hash, deposit_id)
);
CREATE INDEX sealed_session_link ON sealed_session (link_id);
CREATE INDEX sealed_session_end ON sealed_session (ends_at);
