-- What is known of the ways to a contact, beside its e-mail address and telephone: the language that it reads, a second number
-- for Signal and WhatsApp, and by which ways links and passwords go to it without anybody being asked.
CREATE TABLE contact_ways (
    contact_id   TEXT PRIMARY KEY REFERENCES contact (id),
    language     TEXT NOT NULL CHECK (language IN ('en', 'fr', 'ar', 'tr')),
    messenger    TEXT,
    link_way     TEXT,
    password_way TEXT,
    CHECK ((link_way IS NULL) = (password_way IS NULL))
);

-- How the two parts of a link travel: what the releaser shows or sends, by which way, where to, and what came of it. Secrets
-- lie in neither row.
CREATE TABLE link_sending (
    link_id TEXT    NOT NULL REFERENCES link (id),
    part    TEXT    NOT NULL CHECK (part IN ('link', 'password')),
    state   TEXT    NOT NULL CHECK (state IN ('to-hand-over', 'sent', 'failed', 'shown')),
    way     TEXT    NOT NULL,
    address TEXT,
    at      BIGINT  NOT NULL,
    said    TEXT,
    made    INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (link_id, part)
);
