package org.sluice.gateway.store;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Hand-overs that nobody was asked about. */
public final class UnaskedHandOvers {
    private UnaskedHandOvers() {}

    /** A contact of a release whose link waits. */
    public record Waiting(String releaseId, String contactId) {}

    /** Those that wait in releases that stand, for contacts with standing ways, and never had a link or a try. */
    public static List<Waiting> waiting(Handle sql, Instant now) {
        return sql.createQuery("SELECT p.release_id, p.contact_id FROM pending_hand_over p"
                        + " JOIN release r ON r.id = p.release_id JOIN contact_ways w ON w.contact_id = p.contact_id"
                        + " WHERE p.handed_over_at IS NULL AND r.revoked_at IS NULL AND r.expires_at > :now"
                        + " AND w.link_way IS NOT NULL AND w.password_way IS NOT NULL"
                        + " AND NOT EXISTS (SELECT 1 FROM link l WHERE l.release_id = p.release_id"
                        + " AND l.contact_id = p.contact_id)"
                        + " AND NOT EXISTS (SELECT 1 FROM unasked_hand_over u WHERE u.release_id = p.release_id"
                        + " AND u.contact_id = p.contact_id) ORDER BY p.since, p.release_id, p.contact_id")
                .bind("now", now.toEpochMilli())
                .map((row, context) -> new Waiting(row.getString("release_id"), row.getString("contact_id")))
                .list();
    }

    /** Takes one over to be tried; false if another node did. */
    public static boolean take(Tx tx, Waiting one, Instant now) {
        return tx.sql()
                        .createUpdate("INSERT INTO unasked_hand_over (release_id, contact_id, at)"
                                + " VALUES (:release, :contact, :now) ON CONFLICT DO NOTHING")
                        .bind("release", one.releaseId())
                        .bind("contact", one.contactId())
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }
}
