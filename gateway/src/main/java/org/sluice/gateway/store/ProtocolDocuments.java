package org.sluice.gateway.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of protocols as they were written; every version stays. */
public final class ProtocolDocuments {
    private ProtocolDocuments() {}

    /** {@code digest}: SHA-256 of the text, lower-case hex. */
    public record Document(String id, String version, String digest, String text) {}

    /** Digests of all versions, the earliest loaded first: small enough to be asked at every decision. */
    public static List<String> digests(Handle sql) {
        return sql.createQuery("SELECT digest FROM protocol_document ORDER BY loaded_at, id, version")
                .mapTo(String.class)
                .list();
    }

    /**
     * A version on record.
     *
     * @param accepted from when the group lets it count; absent for one that was there from the start
     */
    public record Version(String digest, Instant loaded, Optional<Instant> accepted) {}

    /** All versions, the earliest loaded first. */
    public static List<Version> versions(Handle sql) {
        return sql.createQuery("SELECT digest, loaded_at, accepted_for FROM protocol_document"
                        + " ORDER BY loaded_at, id, version")
                .map((row, context) -> new Version(
                        row.getString("digest"),
                        Instant.ofEpochMilli(row.getLong("loaded_at")),
                        Rows.instant(row, "accepted_for")))
                .list();
    }

    /** Whether a version of this name is on record; none is ever written over. */
    public static boolean has(Handle sql, String id, String version) {
        return sql.createQuery("SELECT COUNT(*) FROM protocol_document WHERE id = :id AND version = :version")
                        .bind("id", id)
                        .bind("version", version)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /** When a version began to count here: when it was put on record, or what it was accepted for. */
    public static Optional<Instant> loaded(Handle sql, String id, String version) {
        return sql.createQuery("SELECT COALESCE(accepted_for, loaded_at) FROM protocol_document"
                        + " WHERE id = :id AND version = :version")
                .bind("id", id)
                .bind("version", version)
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    /** Puts an accepted version on record, to count from an instant on. */
    public static void accept(Tx tx, Document document, Instant now, Instant from) {
        add(tx, document, now);
        tx.sql()
                .createUpdate("UPDATE protocol_document SET accepted_for = :from WHERE id = :id AND version = :version")
                .bind("id", document.id())
                .bind("version", document.version())
                .bind("from", from.toEpochMilli())
                .execute();
    }

    public static Optional<Document> find(Handle sql, String digest) {
        return sql.createQuery("SELECT * FROM protocol_document WHERE digest = :digest")
                .bind("digest", digest)
                .map((row, context) -> new Document(
                        row.getString("id"), row.getString("version"), row.getString("digest"), row.getString("text")))
                .findFirst();
    }

    public static void add(Tx tx, Document document, Instant now) {
        tx.sql()
                .createUpdate("INSERT INTO protocol_document (id, version, digest, text, loaded_at)"
                        + " VALUES (:id, :version, :digest, :text, :now)")
                .bind("id", document.id())
                .bind("version", document.version())
                .bind("digest", document.digest())
                .bind("text", document.text())
                .bind("now", now.toEpochMilli())
                .execute();
    }
}
