package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.clearance.ExceptionGrant;

/** Rows of exceptions. */
public final class ExceptionGrants {
    private ExceptionGrants() {}

    public static Optional<ExceptionGrant> find(Handle sql, String id) {
        return sql.createQuery("SELECT * FROM exception_grant WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Newest first. */
    public static List<ExceptionGrant> all(Handle sql) {
        return sql.createQuery("SELECT * FROM exception_grant ORDER BY proposed_at DESC, id")
                .map((row, context) -> read(row))
                .list();
    }

    /** All that were ever made for a cell; which of them counts now, they say themselves. */
    public static List<ExceptionGrant> ofCell(Handle sql, String type, String audience) {
        return sql.createQuery("SELECT * FROM exception_grant WHERE type = :type AND audience = :audience"
                        + " ORDER BY proposed_at, id")
                .bind("type", type)
                .bind("audience", audience)
                .map((row, context) -> read(row))
                .list();
    }

    public static void add(Tx tx, ExceptionGrant grant) {
        tx.sql()
                .createUpdate(
                        "INSERT INTO exception_grant (id, type, audience, recipient, reason, approval, proposed_by,"
                                + " proposed_at, until_at) VALUES (:id, :type, :audience, :recipient, :reason, :approval,"
                                + " :proposedBy, :proposed, :until)")
                .bind("id", grant.id())
                .bind("type", grant.type())
                .bind("audience", grant.audience())
                .bind("recipient", grant.recipient().orElse(null))
                .bind("reason", grant.reason().word())
                .bind("approval", grant.approval())
                .bind("proposedBy", grant.proposedBy())
                .bind("proposed", grant.proposed().toEpochMilli())
                .bind("until", grant.until().toEpochMilli())
                .execute();
    }

    public static boolean approve(Tx tx, String id, String by, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE exception_grant SET approved_by = :by, approved_at = :now WHERE id = :id"
                                + " AND approved_by IS NULL AND ended_at IS NULL AND proposed_by <> :by")
                        .bind("id", id)
                        .bind("by", by)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    public static boolean end(Tx tx, String id, String by, String reason, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE exception_grant SET ended_at = :now, ended_by = :by, end_reason = :reason"
                                + " WHERE id = :id AND ended_at IS NULL")
                        .bind("id", id)
                        .bind("by", by)
                        .bind("reason", reason)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    private static ExceptionGrant read(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        return new ExceptionGrant(
                row.getString("id"),
                row.getString("type"),
                row.getString("audience"),
                Rows.text(row, "recipient"),
                ExceptionGrant.Reason.of(reason)
                        .orElseThrow(() -> new IllegalStateException("No exception has the reason " + reason + ".")),
                row.getString("approval"),
                row.getString("proposed_by"),
                Instant.ofEpochMilli(row.getLong("proposed_at")),
                Instant.ofEpochMilli(row.getLong("until_at")),
                Rows.text(row, "approved_by"),
                Rows.instant(row, "approved_at"),
                Rows.instant(row, "ended_at"));
    }
}
