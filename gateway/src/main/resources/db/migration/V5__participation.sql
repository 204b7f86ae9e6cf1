-- Who signed what, who speaks for whom and until when, and which flows are stopped.

-- The document's body lies with the other bodies, sealed; its wrap is here, so that no deposit is made of it.
CREATE TABLE adherence (
    id             TEXT PRIMARY KEY,
    participant_id TEXT    NOT NULL REFERENCES participant (id),
    signatory      TEXT    NOT NULL,
    function       TEXT    NOT NULL,
    signed_on      TEXT    NOT NULL,
    name           TEXT    NOT NULL,
    size           BIGINT  NOT NULL,
    sha256         TEXT    NOT NULL,
    body_id        TEXT    NOT NULL UNIQUE,
    channel        TEXT    NOT NULL,
    key_version    INTEGER NOT NULL,
    record         ${blob} NOT NULL,
    recorded_at    BIGINT  NOT NULL,
    FOREIGN KEY (channel, key_version) REFERENCES channel_key (channel, version)
);

CREATE TABLE adherence_protocol (
    adherence_id TEXT NOT NULL REFERENCES adherence (id),
    protocol     TEXT NOT NULL,
    PRIMARY KEY (adherence_id, protocol)
);

CREATE TABLE person_term (
    person_id TEXT PRIMARY KEY REFERENCES person (id),
    ends_at   BIGINT NOT NULL
);

CREATE TABLE contact_term (
    contact_id TEXT PRIMARY KEY REFERENCES contact (id),
    ends_at    BIGINT NOT NULL
);

CREATE TABLE participant_speaker (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    person_id      TEXT NOT NULL REFERENCES person (id),
    duty           TEXT NOT NULL CHECK (duty IN ('focal-point', 'data-protection')),
    PRIMARY KEY (participant_id, person_id, duty)
);

-- The quarter runs from the last confirmation, or from the day on which the first focal point was named.
CREATE TABLE people_list (
    participant_id TEXT PRIMARY KEY REFERENCES participant (id),
    confirmed_at   BIGINT NOT NULL,
    confirmed_by   TEXT,
    reminded_at    BIGINT
);

CREATE TABLE protocol_confirmation (
    person_id    TEXT   NOT NULL REFERENCES person (id),
    protocol     TEXT   NOT NULL,
    version      TEXT   NOT NULL,
    language     TEXT   NOT NULL,
    confirmed_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, protocol, version)
);

-- An information type of "*" is every one.
CREATE TABLE flow_suspension (
    id             TEXT PRIMARY KEY,
    participant_id TEXT   NOT NULL REFERENCES participant (id),
    direction      TEXT   NOT NULL CHECK (direction IN ('sending', 'receiving', 'both')),
    type           TEXT   NOT NULL,
    reason         TEXT   NOT NULL,
    since          BIGINT NOT NULL,
    lifted_at      BIGINT,
    lift_reason    TEXT,
    CHECK ((lifted_at IS NULL) = (lift_reason IS NULL))
);
CREATE INDEX flow_suspension_participant ON flow_suspension (participant_id);
