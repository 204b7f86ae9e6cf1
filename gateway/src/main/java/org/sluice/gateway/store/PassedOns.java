package org.sluice.gateway.store;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.release.PassedOn;

/** Rows of what recipients reported that they passed on. */
public final class PassedOns {
    private PassedOns() {}

    public static void add(Tx tx, PassedOn report) {
        tx.sql()
                .createUpdate("INSERT INTO passed_on (id, link_id, release_id, contact_id, to_whom, why, reported_at)"
                        + " VALUES (:id, :link, :release, :contact, :to, :why, :at)")
                .bind("id", report.id())
                .bind("link", report.linkId())
                .bind("release", report.releaseId())
                .bind("contact", report.recipient())
                .bind("to", report.to())
                .bind("why", report.why())
                .bind("at", report.reported().toEpochMilli())
                .execute();
    }

    public static List<PassedOn> ofLink(Handle sql, String linkId) {
        return where(sql, "WHERE p.link_id = :id", linkId);
    }

    public static List<PassedOn> all(Handle sql) {
        return where(sql, "WHERE p.id <> :id", "");
    }

    /** Those about a release that this deposit stands in. */
    public static List<PassedOn> ofDeposit(Handle sql, String depositId) {
        return where(sql, "JOIN release_deposit d ON d.release_id = p.release_id WHERE d.deposit_id = :id", depositId);
    }

    private static List<PassedOn> where(Handle sql, String clause, String id) {
        return sql.createQuery("SELECT p.* FROM passed_on p " + clause + " ORDER BY p.reported_at, p.id")
                .bind("id", id)
                .map((row, context) -> new PassedOn(
                        row.getString("id"),
                        row.getString("link_id"),
                        row.getString("release_id"),
                        row.getString("contact_id"),
                        row.getString("to_whom"),
                        row.getString("why"),
                        Instant.ofEpochMilli(row.getLong("reported_at"))))
                .list();
    }
}
