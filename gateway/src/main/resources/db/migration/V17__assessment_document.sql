-- Signed assessments kept with what they assess, windows that the group made longer, proposals that wait for an assessment.

-- The body lies with the other bodies, sealed; its wrap is here. An assessment that rests on a note alone has no row.
CREATE TABLE policy_assessment_document (
    id          TEXT PRIMARY KEY REFERENCES policy_assessment (id),
    name        TEXT    NOT NULL,
    size        BIGINT  NOT NULL,
    sha256      TEXT    NOT NULL,
    body_id     TEXT    NOT NULL UNIQUE,
    channel     TEXT    NOT NULL,
    key_version INTEGER NOT NULL,
    record      ${blob} NOT NULL,
    FOREIGN KEY (channel, key_version) REFERENCES channel_key (channel, version)
);

-- When the coordinators were told that an unopposed proposal can't be accepted as it is; they are told once.
ALTER TABLE policy_proposal ADD COLUMN waiting_since BIGINT;
