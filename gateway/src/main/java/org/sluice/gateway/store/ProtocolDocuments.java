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
