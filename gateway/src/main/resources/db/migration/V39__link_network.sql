-- From where a link opens and delivers; a link without a row does so from anywhere.
CREATE TABLE link_network (
    link_id  TEXT PRIMARY KEY REFERENCES link (id),
    networks TEXT NOT NULL
);
