package org.sluice.gateway.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.protocol.Review;

/** Rows of reviews of protocols, and of the reminders of them. */
public final class Reviews {
    private Reviews() {}

    public static List<Review> of(Handle sql, String protocolId) {
        return sql.createQuery("SELECT * FROM policy_review WHERE protocol_id = :protocol ORDER BY at DESC, id")
                .bind("protocol", protocolId)
                .map((row, context) -> new Review(
                        row.getString("id"),
                        row.getString("protocol_id"),
                        row.getString("version"),
                        row.getString("person_id"),
                        row.getString("note"),
                        Instant.ofEpochMilli(row.getLong("at"))))
                .list();
    }

    public static Optional<Review> latest(Handle sql, String protocolId) {
        return of(sql, protocolId).stream().findFirst();
    }

    public static void add(Tx tx, Review review) {
        tx.sql()
                .createUpdate("INSERT INTO policy_review (id, protocol_id, version, person_id, note, at)"
                        + " VALUES (:id, :protocol, :version, :person, :note, :at)")
                .bind("id", review.id())
                .bind("protocol", review.protocolId())
                .bind("version", review.version())
                .bind("person", review.by())
                .bind("note", review.note())
                .bind("at", review.at().toEpochMilli())
                .execute();
    }

    /** Notes a reminder as sent; false where it was already. */
    public static boolean remind(Tx tx, String protocolId, Instant due) {
        return tx.sql()
                        .createUpdate("INSERT INTO policy_review_reminder (protocol_id, due_at)"
                                + " SELECT :protocol, :due WHERE NOT EXISTS (SELECT 1 FROM policy_review_reminder"
                                + " WHERE protocol_id = :protocol AND due_at = :due)")
                        .bind("protocol", protocolId)
                        .bind("due", due.toEpochMilli())
                        .execute()
                == 1;
    }

    public static boolean reminded(Handle sql, String protocolId, Instant due) {
        return sql.createQuery("SELECT COUNT(*) FROM policy_review_reminder"
                                + " WHERE protocol_id = :protocol AND due_at = :due")
                        .bind("protocol", protocolId)
                        .bind("due", due.toEpochMilli())
                        .mapTo(Long.class)
                        .one()
                > 0;
    }
}
