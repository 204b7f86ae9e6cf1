package org.sluice.gateway.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.KeptDocument;
import org.sluice.gateway.domain.KeptDocument.Of;

/** The columns that every kept document has, whatever it belongs to: its file, its body, its wrap. */
public final class KeptDocuments {
    private KeptDocuments() {}

    private static String table(Of of) {
        return switch (of) {
            case ADHERENCE -> "adherence";
            case AGREEMENT -> "agreement_document";
            case ASSESSMENT -> "policy_assessment_document";
        };
    }

    /** Keeps where a document lies whose record is there already; an adherence makes its row itself. */
    public static void add(Tx tx, KeptDocument document, Keys.WrapRow wrap) {
        tx.sql()
                .createUpdate("INSERT INTO " + table(document.of())
                        + " (id, name, size, sha256, body_id, channel, key_version, record)"
                        + " VALUES (:id, :name, :size, :sha256, :body, :channel, :version, :record)")
                .bind("id", document.id())
                .bind("name", document.name())
                .bind("size", document.size())
                .bind("sha256", document.sha256())
                .bind("body", document.bodyId())
                .bind("channel", wrap.channel())
                .bind("version", wrap.keyVersion())
                .bind("record", wrap.record())
                .execute();
    }

    public static Optional<KeptDocument> find(Handle sql, Of of, String id) {
        return sql.createQuery("SELECT id, name, size, sha256, body_id FROM " + table(of) + " WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> new KeptDocument(
                        of,
                        row.getString("id"),
                        row.getString("name"),
                        row.getLong("size"),
                        row.getString("sha256"),
                        row.getString("body_id")))
                .findOne();
    }

    /** Those whose wraps stand under an older key of this channel. */
    public static List<KeptDocument> below(Handle sql, String channel, int version) {
        List<KeptDocument> documents = new ArrayList<>();
        for (Of of : Of.values()) {
            sql.createQuery("SELECT id FROM " + table(of) + " WHERE channel = :channel AND key_version < :version")
                    .bind("channel", channel)
                    .bind("version", version)
                    .mapTo(String.class)
                    .list()
                    .forEach(id -> find(sql, of, id).ifPresent(documents::add));
        }
        return documents;
    }

    public static Optional<Keys.WrapRow> wrap(Handle sql, KeptDocument document) {
        return sql.createQuery("SELECT channel, key_version, record FROM " + table(document.of()) + " WHERE id = :id")
                .bind("id", document.id())
                .map((row, context) ->
                        new Keys.WrapRow(row.getString("channel"), row.getInt("key_version"), row.getBytes("record")))
                .findOne();
    }

    /** Puts a wrap in place of the earlier one. */
    public static void putWrap(Tx tx, KeptDocument document, Keys.WrapRow wrap) {
        tx.sql()
                .createUpdate("UPDATE " + table(document.of())
                        + " SET channel = :channel, key_version = :version, record = :record WHERE id = :id")
                .bind("id", document.id())
                .bind("channel", wrap.channel())
                .bind("version", wrap.keyVersion())
                .bind("record", wrap.record())
                .execute();
    }

    public static boolean needsBody(Handle sql, String bodyId) {
        for (Of of : Of.values()) {
            if (sql.createQuery("SELECT COUNT(*) FROM " + table(of) + " WHERE body_id = :body")
                            .bind("body", bodyId)
                            .mapTo(Integer.class)
                            .one()
                    > 0) {
                return true;
            }
        }
        return false;
    }
}
