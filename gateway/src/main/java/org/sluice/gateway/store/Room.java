package org.sluice.gateway.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of quotas, and what participants' files take. */
public final class Room {
    private Room() {}

    /**
     * What a participant's files take, all from one look.
     *
     * @param kept bytes of files that are closed, those that were superseded included, and of label files and the like
     * @param receiving bytes that had arrived when an upload last stopped, by deposit; those under way have more
     */
    public record Taken(long kept, Map<String, Long> receiving) {
        public Taken {
            receiving = Map.copyOf(receiving);
        }
    }

    public static Taken taken(Handle sql, String participantId) {
        Map<String, Long> receiving = new HashMap<>();
        long[] kept = {0};
        // One statement, so that a file that is just closed is on one side and never on neither.
        sql.createQuery("SELECT '' AS upload, SUM(size) AS bytes FROM deposit"
                        + " WHERE participant_id = :participant AND state IN ('settling', 'deposited')"
                        + " UNION ALL SELECT '', SUM(OCTET_LENGTH(s.text)) FROM side_file s"
                        + " JOIN person p ON p.id = s.person_id WHERE p.participant_id = :participant"
                        + " UNION ALL SELECT id, size FROM deposit"
                        + " WHERE participant_id = :participant AND state = 'receiving'")
                .bind("participant", participantId)
                .map((row, context) -> Map.entry(row.getString("upload"), row.getLong("bytes")))
                .forEach(sum -> {
                    if (sum.getKey().isEmpty()) {
                        kept[0] += sum.getValue();
                    } else {
                        receiving.put(sum.getKey(), sum.getValue());
                    }
                });
        return new Taken(kept[0], receiving);
    }

    /** The quota that somebody set for a participant; absent where the usual one counts. */
    public static Optional<Long> quota(Handle sql, String participantId) {
        return sql.createQuery("SELECT bytes FROM participant_quota WHERE participant_id = :participant")
                .bind("participant", participantId)
                .mapTo(Long.class)
                .findOne();
    }

    public static void set(Tx tx, String participantId, long bytes, Instant now) {
        tx.sql()
                .createUpdate("INSERT INTO participant_quota (participant_id, bytes, set_at)"
                        + " VALUES (:participant, :bytes, :now)"
                        + " ON CONFLICT (participant_id) DO UPDATE SET bytes = :bytes, set_at = :now")
                .bind("participant", participantId)
                .bind("bytes", bytes)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    /** Back to the usual one. */
    public static void unset(Tx tx, String participantId) {
        tx.sql()
                .createUpdate("DELETE FROM participant_quota WHERE participant_id = :participant")
                .bind("participant", participantId)
                .execute();
    }

    /** How many files a participant has, uploads under way included. */
    public static long files(Handle sql, String participantId) {
        return sql.createQuery("SELECT COUNT(*) FROM deposit WHERE participant_id = :participant"
                        + " AND state IN ('receiving', 'settling', 'deposited')")
                .bind("participant", participantId)
                .mapTo(Long.class)
                .one();
    }

    /** Bytes of versions that newer ones took the place of: room that comes back when they are destroyed. */
    public static long superseded(Handle sql, String participantId) {
        return sql.createQuery("SELECT SUM(size) AS bytes FROM deposit WHERE participant_id = :participant"
                        + " AND state IN ('settling', 'deposited') AND superseded_by IS NOT NULL")
                .bind("participant", participantId)
                .map((row, context) -> row.getLong("bytes"))
                .one();
    }
}
