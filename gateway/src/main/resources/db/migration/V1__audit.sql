-- The audit chain. A row is never changed but to erase its payload together with its salt.
CREATE TABLE audit (
    seq     BIGINT NOT NULL PRIMARY KEY CHECK (seq > 0),
    at      BIGINT NOT NULL,
    kind    TEXT   NOT NULL,
    line    TEXT   NOT NULL,
    salt    TEXT,
    payload TEXT,
    hash    TEXT   NOT NULL CHECK (length(hash) = 64),
    CHECK ((salt IS NULL) = (payload IS NULL))
);
CREATE INDEX audit_by_time ON audit (at);

-- Locked last in every transaction that appends, so that two gateways cannot fork the chain.
CREATE TABLE audit_head (
    id   INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    seq  BIGINT  NOT NULL CHECK (seq >= 0),
    hash TEXT    NOT NULL CHECK (length(hash) = 64)
);
INSERT INTO audit_head (id, seq, hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

CREATE TABLE checkpoint (
    seq       BIGINT NOT NULL PRIMARY KEY CHECK (seq >= 0),
    hash      TEXT   NOT NULL CHECK (length(hash) = 64),
    at        BIGINT NOT NULL,
    signer    TEXT   NOT NULL,
    signature TEXT   NOT NULL
);
