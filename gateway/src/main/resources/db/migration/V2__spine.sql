-- Participants, deposits, releases and links. Instants are epoch milliseconds; ids are text; flags are 0 or 1.

CREATE TABLE participant (
    id           TEXT PRIMARY KEY,
    name         TEXT   NOT NULL,
    signed_on    TEXT   NOT NULL,
    status       TEXT   NOT NULL CHECK (status IN ('active', 'suspended', 'withdrawing', 'withdrawn')),
    epoch        BIGINT NOT NULL,
    effective_at BIGINT,
    reason       TEXT,
    created_at   BIGINT NOT NULL,
    CHECK (status <> 'withdrawing' OR effective_at IS NOT NULL)
);

CREATE TABLE participant_audience (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    audience       TEXT NOT NULL,
    PRIMARY KEY (participant_id, audience)
);

CREATE TABLE person (
    id             TEXT PRIMARY KEY,
    participant_id TEXT   NOT NULL REFERENCES participant (id),
    name           TEXT   NOT NULL,
    email          TEXT   NOT NULL,
    language       TEXT   NOT NULL,
    created_at     BIGINT NOT NULL
);

CREATE TABLE person_role (
    person_id TEXT NOT NULL REFERENCES person (id),
    role      TEXT NOT NULL,
    PRIMARY KEY (person_id, role)
);

CREATE TABLE person_key (
    fingerprint TEXT PRIMARY KEY,
    person_id   TEXT   NOT NULL REFERENCES person (id),
    line        TEXT   NOT NULL,
    added_at    BIGINT NOT NULL
);

CREATE TABLE contact (
    id             TEXT PRIMARY KEY,
    name           TEXT   NOT NULL,
    participant_id TEXT REFERENCES participant (id),
    email          TEXT,
    phone          TEXT,
    confirmed_by   TEXT   NOT NULL,
    created_at     BIGINT NOT NULL
);

CREATE TABLE contact_audience (
    contact_id TEXT NOT NULL REFERENCES contact (id),
    audience   TEXT NOT NULL,
    PRIMARY KEY (contact_id, audience)
);

-- Protocols are data; every version stays, and the text is the truth that decisions name.
CREATE TABLE protocol_document (
    id        TEXT   NOT NULL,
    version   TEXT   NOT NULL,
    digest    TEXT   NOT NULL,
    text      TEXT   NOT NULL,
    loaded_at BIGINT NOT NULL,
    PRIMARY KEY (id, version)
);

-- No unwrapped key is in this database: records are sealed by the node's root key.
CREATE TABLE channel_key (
    channel    TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    record     ${blob} NOT NULL,
    created_at BIGINT  NOT NULL,
    PRIMARY KEY (channel, version)
);

CREATE TABLE node_secret (
    name   TEXT PRIMARY KEY,
    record ${blob} NOT NULL
);

CREATE TABLE deposit (
    id             TEXT PRIMARY KEY,
    participant_id TEXT   NOT NULL REFERENCES participant (id),
    person_id      TEXT   NOT NULL REFERENCES person (id),
    folder         TEXT   NOT NULL,
    type           TEXT   NOT NULL,
    name           TEXT   NOT NULL,
    state          TEXT   NOT NULL CHECK (state IN ('receiving', 'settling', 'deposited', 'removed')),
    channel        TEXT   NOT NULL,
    label          TEXT   NOT NULL,
    label_version  BIGINT NOT NULL,
    body_id        TEXT   NOT NULL UNIQUE,
    size           BIGINT NOT NULL,
    sha256         TEXT,
    begun_at       BIGINT NOT NULL,
    closed_at      BIGINT,
    settles_at     BIGINT,
    deposited_at   BIGINT,
    removed_at     BIGINT,
    modified_at    BIGINT,
    superseded_by  TEXT REFERENCES deposit (id),
    CHECK (state IN ('receiving', 'removed') OR sha256 IS NOT NULL)
);

-- One upload under way and one current version for each name of a person's folder.
CREATE UNIQUE INDEX deposit_receiving ON deposit (person_id, folder, type, name) WHERE state = 'receiving';
CREATE UNIQUE INDEX deposit_current ON deposit (person_id, folder, type, name)
    WHERE state IN ('settling', 'deposited') AND superseded_by IS NULL;
CREATE INDEX deposit_settling ON deposit (settles_at) WHERE state = 'settling';

-- The one record that opens a body. Dropping the row (really overwritten) destroys the content.
CREATE TABLE wrap (
    deposit_id    TEXT PRIMARY KEY REFERENCES deposit (id),
    channel       TEXT    NOT NULL,
    key_version   INTEGER NOT NULL,
    record        ${blob} NOT NULL,
    FOREIGN KEY (channel, key_version) REFERENCES channel_key (channel, version)
);

CREATE TABLE fact (
    id             TEXT PRIMARY KEY,
    kind           TEXT   NOT NULL,
    deposit_id     TEXT   NOT NULL REFERENCES deposit (id),
    participant_id TEXT   NOT NULL REFERENCES participant (id),
    note           TEXT,
    recorded_by    TEXT   NOT NULL,
    recorded_at    BIGINT NOT NULL
);
CREATE INDEX fact_deposit ON fact (deposit_id);

CREATE TABLE release (
    id             TEXT PRIMARY KEY,
    person_id      TEXT    NOT NULL REFERENCES person (id),
    participant_id TEXT    NOT NULL REFERENCES participant (id),
    purpose        TEXT    NOT NULL,
    created_at     BIGINT  NOT NULL,
    expires_at     BIGINT  NOT NULL,
    most_downloads INTEGER NOT NULL CHECK (most_downloads > 0),
    link_way       TEXT,
    password_way   TEXT,
    revoked_at     BIGINT,
    revoke_reason  TEXT
);

CREATE TABLE release_deposit (
    release_id TEXT NOT NULL REFERENCES release (id),
    deposit_id TEXT NOT NULL REFERENCES deposit (id),
    PRIMARY KEY (release_id, deposit_id)
);

CREATE TABLE release_recipient (
    release_id TEXT NOT NULL REFERENCES release (id),
    kind       TEXT NOT NULL CHECK (kind IN ('contact', 'person')),
    contact_id TEXT REFERENCES contact (id),
    person_id  TEXT REFERENCES person (id),
    audience   TEXT NOT NULL,
    CHECK ((kind = 'contact') = (contact_id IS NOT NULL) AND (kind = 'person') = (person_id IS NOT NULL))
);
CREATE INDEX release_recipient_release ON release_recipient (release_id);
CREATE INDEX release_recipient_person ON release_recipient (person_id);

-- A link without a password hash can exist for the public channel only.
CREATE TABLE link (
    id            TEXT PRIMARY KEY,
    release_id    TEXT    NOT NULL REFERENCES release (id),
    contact_id    TEXT    NOT NULL REFERENCES contact (id),
    audience      TEXT    NOT NULL,
    channel       TEXT    NOT NULL,
    token_hash    TEXT    NOT NULL UNIQUE,
    password_hash TEXT,
    issued_at     BIGINT  NOT NULL,
    expires_at    BIGINT  NOT NULL,
    opened_at     BIGINT,
    failures      INTEGER NOT NULL,
    locked_until  BIGINT,
    closed_at     BIGINT,
    close_reason  TEXT CHECK (close_reason IN ('confirmed', 'revoked', 'reissued', 'withdrawn')),
    CHECK (password_hash IS NOT NULL OR channel = 'public'),
    CHECK ((closed_at IS NULL) = (close_reason IS NULL))
);
CREATE INDEX link_release ON link (release_id);
CREATE INDEX link_contact ON link (contact_id);

-- A claim counts when it is opened and stays open until the last byte left or the link ends.
CREATE TABLE link_file (
    link_id        TEXT    NOT NULL REFERENCES link (id),
    deposit_id     TEXT    NOT NULL REFERENCES deposit (id),
    most_downloads INTEGER NOT NULL,
    claims         INTEGER NOT NULL CHECK (claims <= most_downloads),
    open           INTEGER NOT NULL CHECK (open IN (0, 1)),
    delivered      BIGINT  NOT NULL,
    completed_at   BIGINT,
    PRIMARY KEY (link_id, deposit_id)
);

-- What persons fetched with their own log-in.
CREATE TABLE inbox_delivery (
    id           TEXT PRIMARY KEY,
    person_id    TEXT   NOT NULL REFERENCES person (id),
    release_id   TEXT   NOT NULL REFERENCES release (id),
    deposit_id   TEXT   NOT NULL REFERENCES deposit (id),
    started_at   BIGINT NOT NULL,
    ended_at     BIGINT,
    bytes        BIGINT NOT NULL
);
CREATE INDEX inbox_delivery_person ON inbox_delivery (person_id);

-- Words are made when a notice is read, in the reader's language; only kind and parameters rest here.
CREATE TABLE notice (
    id         TEXT PRIMARY KEY,
    person_id  TEXT   NOT NULL REFERENCES person (id),
    at         BIGINT NOT NULL,
    kind       TEXT   NOT NULL,
    parameters TEXT   NOT NULL,
    deposit_id TEXT REFERENCES deposit (id)
);
CREATE INDEX notice_person ON notice (person_id);
