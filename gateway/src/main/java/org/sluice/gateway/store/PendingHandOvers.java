package org.sluice.gateway.store;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Contacts of releases whose links nobody has handed over yet. */
public final class PendingHandOvers {
    private PendingHandOvers() {}

    public static void add(Tx tx, String releaseId, String contactId, Instant now) {
        tx.sql()
                .createUpdate("INSERT INTO pending_hand_over (release_id, contact_id, since)"
                        + " VALUES (:release, :contact, :now)")
                .bind("release", releaseId)
                .bind("contact", contactId)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    /** Lets one wait again, as its link could not be sent. */
    public static void again(Tx tx, String releaseId, String contactId, Instant now) {
        tx.sql()
                .createUpdate("INSERT INTO pending_hand_over (release_id, contact_id, since)"
                        + " VALUES (:release, :contact, :now)"
                        + " ON CONFLICT (release_id, contact_id) DO UPDATE SET handed_over_at = NULL, since = :now")
                .bind("release", releaseId)
                .bind("contact", contactId)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    /** The contacts of a release that wait for their link. */
    public static List<String> of(Handle sql, String releaseId) {
        return sql.createQuery("SELECT contact_id FROM pending_hand_over WHERE release_id = :release"
                        + " AND handed_over_at IS NULL ORDER BY contact_id")
                .bind("release", releaseId)
                .mapTo(String.class)
                .list();
    }

    /** Releases that still stand and of which a link waits, the oldest first. */
    public static List<String> releases(Handle sql, Instant now) {
        return sql.createQuery("SELECT r.id FROM release r WHERE r.revoked_at IS NULL AND r.expires_at > :now"
                        + " AND EXISTS (SELECT 1 FROM pending_hand_over p WHERE p.release_id = r.id"
                        + " AND p.handed_over_at IS NULL) ORDER BY r.created_at, r.id")
                .bind("now", now.toEpochMilli())
                .mapTo(String.class)
                .list();
    }

    /** Takes one over to be handed over; false if somebody else did. */
    public static boolean handedOver(Tx tx, String releaseId, String contactId, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE pending_hand_over SET handed_over_at = :now WHERE release_id = :release"
                                + " AND contact_id = :contact AND handed_over_at IS NULL")
                        .bind("now", now.toEpochMilli())
                        .bind("release", releaseId)
                        .bind("contact", contactId)
                        .execute()
                == 1;
    }
}
