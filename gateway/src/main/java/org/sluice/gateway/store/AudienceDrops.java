package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.release.AudienceDrop;

/** Rows of deposits that go to somebody at once. */
public final class AudienceDrops {
    private AudienceDrops() {}

    public static Optional<AudienceDrop> find(Handle sql, String depositId) {
        return sql.createQuery("SELECT * FROM audience_drop WHERE deposit_id = :deposit")
                .bind("deposit", depositId)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** One that still waits, its row held until the unit ends, so that no other node releases it a second time. */
    public static Optional<AudienceDrop> hold(Tx tx, String depositId) {
        return tx.sql()
                .createQuery("SELECT * FROM audience_drop WHERE deposit_id = :deposit AND state = 'waiting'"
                        + tx.dialect().forUpdate())
                .bind("deposit", depositId)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Those that wait, the oldest first. */
    public static List<AudienceDrop> waiting(Handle sql) {
        return sql.createQuery("SELECT * FROM audience_drop WHERE state = 'waiting' ORDER BY since, deposit_id")
                .map((row, context) -> read(row))
                .list();
    }

    /** Closed uploads in folders "@…" that have not settled, and that nobody kept back. */
    public static List<Deposit> settling(Handle sql) {
        return sql.createQuery("SELECT d.* FROM deposit d WHERE d.state = 'settling' AND d.path LIKE '@%'"
                        + " AND NOT EXISTS (SELECT 1 FROM audience_drop a WHERE a.deposit_id = d.id)"
                        + " ORDER BY d.closed_at, d.id")
                .map((row, context) -> Deposits.read(row))
                .list();
    }

    /** From here on it waits for its release; nothing happens to one that was kept back before. */
    public static void await(Tx tx, String depositId, String addressed, Instant now) {
        insert(tx, depositId, addressed, "waiting", now, null);
    }

    /** Keeps back what has not settled yet. */
    public static void keepBack(Tx tx, String depositId, String addressed, Instant now) {
        insert(tx, depositId, addressed, "kept-back", now, now.toEpochMilli());
    }

    private static void insert(
            Tx tx, String depositId, String addressed, String state, Instant now, @Nullable Long ended) {
        tx.sql()
                .createUpdate("INSERT INTO audience_drop (deposit_id, addressed, state, since, ended_at)"
                        + " VALUES (:deposit, :addressed, :state, :now, :ended) ON CONFLICT (deposit_id) DO NOTHING")
                .bind("deposit", depositId)
                .bind("addressed", addressed)
                .bind("state", state)
                .bind("now", now.toEpochMilli())
                .bind("ended", ended)
                .execute();
    }

    /** The end of the waiting; false if it does not wait any more. */
    public static boolean end(
            Tx tx,
            String depositId,
            AudienceDrop.State state,
            Optional<String> reason,
            Optional<String> releaseId,
            Instant now) {
        return tx.sql()
                        .createUpdate(
                                "UPDATE audience_drop SET state = :state, reason = :reason, release_id = :release,"
                                        + " ended_at = :now WHERE deposit_id = :deposit AND state = 'waiting'")
                        .bind("state", state.word())
                        .bind("reason", reason.orElse(null))
                        .bind("release", releaseId.orElse(null))
                        .bind("now", now.toEpochMilli())
                        .bind("deposit", depositId)
                        .execute()
                == 1;
    }

    private static AudienceDrop read(ResultSet row) throws SQLException {
        return new AudienceDrop(
                row.getString("deposit_id"),
                row.getString("addressed"),
                AudienceDrop.State.of(row.getString("state")),
                Rows.text(row, "reason"),
                Rows.text(row, "release_id"),
                Instant.ofEpochMilli(row.getLong("since")),
                Rows.instant(row, "ended_at"));
    }
}
