-- The code that a link asks for besides its password, one at a time. Its hash is made with a ticket that only the page of who
-- gave the password knows, so that whoever reads this row can't try codes.
CREATE TABLE link_code (
    link_id     TEXT    PRIMARY KEY REFERENCES link (id),
    code_hash   TEXT    NOT NULL,
    ticket_hash TEXT    NOT NULL,
    ends_at     BIGINT  NOT NULL,
    tries       INTEGER NOT NULL,
    sent        INTEGER NOT NULL,
    first_at    BIGINT  NOT NULL
);

-- Contacts of releases to whom the gateway handed over, or tried to, without anybody being asked: once, whatever came of it.
CREATE TABLE unasked_hand_over (
    release_id TEXT   NOT NULL REFERENCES release (id),
    contact_id TEXT   NOT NULL REFERENCES contact (id),
    at         BIGINT NOT NULL,
    PRIMARY KEY (release_id, contact_id)
);
