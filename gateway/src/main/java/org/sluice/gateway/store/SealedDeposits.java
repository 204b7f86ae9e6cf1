package org.sluice.gateway.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Rows of deposits whose keys rest only for those they were sealed for, with the wraps of their owners. */
public final class SealedDeposits {
    private SealedDeposits() {}

    /**
     * A data key, wrapped for an owner's key.
     *
     * @param publicKey the one that it was wrapped for, as text
     */
    // Sealed bytes on their way to the next call; nobody compares two of them.
    @SuppressWarnings("ArrayRecordComponent")
    public record OwnerWrap(String depositId, String participantId, String publicKey, byte[] record) {}

    public static Optional<Instant> at(Handle sql, String depositId) {
        return sql.createQuery("SELECT sealed_at FROM sealed_deposit WHERE deposit_id = :deposit")
                .bind("deposit", depositId)
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    /** The deposits of all that are sealed, by one query. */
    public static Set<String> all(Handle sql) {
        return sql.createQuery("SELECT deposit_id FROM sealed_deposit")
                .mapTo(String.class)
                .collectIntoSet();
    }

    public static boolean sealed(Handle sql, String depositId) {
        return at(sql, depositId).isPresent();
    }

    /** Puts a deposit's seal on record and drops the wrap that the gateway could open. */
    public static void seal(Tx tx, String depositId, Instant now) {
        tx.sql()
                .createUpdate("INSERT INTO sealed_deposit (deposit_id, sealed_at) VALUES (:deposit, :now)")
                .bind("deposit", depositId)
                .bind("now", now.toEpochMilli())
                .execute();
        tx.sql()
                .createUpdate("DELETE FROM wrap WHERE deposit_id = :deposit")
                .bind("deposit", depositId)
                .execute();
    }

    /** In place of the participant's earlier one, if it had one. */
    public static void put(Tx tx, OwnerWrap wrap) {
        tx.sql()
                .createUpdate(
                        "DELETE FROM sealed_owner_wrap WHERE deposit_id = :deposit AND participant_id = :participant")
                .bind("deposit", wrap.depositId())
                .bind("participant", wrap.participantId())
                .execute();
        tx.sql()
                .createUpdate("INSERT INTO sealed_owner_wrap (deposit_id, participant_id, public_key, record)"
                        + " VALUES (:deposit, :participant, :key, :record)")
                .bind("deposit", wrap.depositId())
                .bind("participant", wrap.participantId())
                .bind("key", wrap.publicKey())
                .bind("record", wrap.record())
                .execute();
    }

    public static List<OwnerWrap> wraps(Handle sql, String depositId) {
        return sql.createQuery("SELECT * FROM sealed_owner_wrap WHERE deposit_id = :deposit ORDER BY participant_id")
                .bind("deposit", depositId)
                .map((row, context) -> new OwnerWrap(
                        row.getString("deposit_id"),
                        row.getString("participant_id"),
                        row.getString("public_key"),
                        row.getBytes("record")))
                .list();
    }

    /** Drops the wraps of all but the one to whom it passed. */
    public static void passed(Tx tx, String depositId, String to) {
        tx.sql()
                .createUpdate(
                        "DELETE FROM sealed_owner_wrap WHERE deposit_id = :deposit AND participant_id <> :participant")
                .bind("deposit", depositId)
                .bind("participant", to)
                .execute();
    }

    /** Drops whatever opens it, for all. That it was sealed stays on record. */
    public static void drop(Tx tx, String depositId) {
        for (String table : List.of("sealed_session", "sealed_link_wrap", "sealed_owner_wrap")) {
            tx.sql()
                    .createUpdate("DELETE FROM " + table + " WHERE deposit_id = :deposit")
                    .bind("deposit", depositId)
                    .execute();
        }
    }
}
