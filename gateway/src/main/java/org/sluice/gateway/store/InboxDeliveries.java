package org.sluice.gateway.store;

import java.time.Instant;

/** Rows of what persons fetched with their own log-in. */
public final class InboxDeliveries {
    private InboxDeliveries() {}

    public static void begin(Tx tx, String id, String personId, String releaseId, String depositId, Instant now) {
        tx.sql()
                .createUpdate("INSERT INTO inbox_delivery (id, person_id, release_id, deposit_id, started_at, bytes)"
                        + " VALUES (:id, :person, :release, :deposit, :now, 0)")
                .bind("id", id)
                .bind("person", personId)
                .bind("release", releaseId)
                .bind("deposit", depositId)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    public static void end(Tx tx, String id, long bytes, Instant now) {
        tx.sql()
                .createUpdate("UPDATE inbox_delivery SET ended_at = :now, bytes = :bytes WHERE id = :id")
                .bind("id", id)
                .bind("bytes", bytes)
                .bind("now", now.toEpochMilli())
                .execute();
    }
}
