package org.sluice.gateway.store;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of the sealed secrets of authenticator apps. */
public final class SecondFactors {
    private SecondFactors() {}

    /**
     * A person's secret, sealed.
     *
     * @param lastStep the last time step whose code was taken
     */
    // Sealed bytes on their way to the next call; nobody compares two of them.
    @SuppressWarnings("ArrayRecordComponent")
    public record Row(byte[] record, long lastStep) {}

    public static Optional<Row> find(Handle sql, String personId) {
        return sql.createQuery("SELECT record, last_step FROM person_totp WHERE person_id = :id")
                .bind("id", personId)
                .map((row, context) -> new Row(row.getBytes("record"), row.getLong("last_step")))
                .findOne();
    }

    public static boolean enrolled(Handle sql, String personId) {
        return sql.createQuery("SELECT COUNT(*) FROM person_totp WHERE person_id = :id")
                        .bind("id", personId)
                        .mapTo(Integer.class)
                        .one()
                == 1;
    }

    /** False where the person has one already. */
    public static boolean add(Tx tx, String personId, byte[] record, long lastStep, Instant now) {
        return tx.sql()
                        .createUpdate("INSERT INTO person_totp (person_id, record, last_step, added_at)"
                                + " VALUES (:id, :record, :step, :now) ON CONFLICT DO NOTHING")
                        .bind("id", personId)
                        .bind("record", record)
                        .bind("step", lastStep)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    /** Takes a time step, once: false if this one or a later one was taken before. */
    public static boolean take(Tx tx, String personId, long step) {
        return tx.sql()
                        .createUpdate("UPDATE person_totp SET last_step = :step"
                                + " WHERE person_id = :id AND last_step < :step")
                        .bind("id", personId)
                        .bind("step", step)
                        .execute()
                == 1;
    }

    public static boolean remove(Tx tx, String personId) {
        return tx.sql()
                        .createUpdate("DELETE FROM person_totp WHERE person_id = :id")
                        .bind("id", personId)
                        .execute()
                == 1;
    }
}
