package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.scan.Scan;

/** Rows of what the virus scanner said. */
public final class Scans {
    private Scans() {}

    /**
     * Lets whatever was deposited and never scanned wait for it, the newest first, and what was too large for a scanner that
     * took less than this one takes.
     *
     * @param most bytes of a file that the scanner takes now
     */
    public static int enlist(Tx tx, long most, int limit, Instant now) {
        int again = tx.sql()
                .createUpdate("UPDATE scan SET state = 'waiting', most = NULL, scanned_at = NULL, due_at = :now"
                        + " WHERE state = 'too-large' AND most < :most AND deposit_id IN"
                        + " (SELECT id FROM deposit WHERE size <= :most)")
                .bind("most", most)
                .bind("now", now.toEpochMilli())
                .execute();
        return again
                + tx.sql()
                        .createUpdate("INSERT INTO scan (deposit_id, state, attempts, due_at)"
                                + " SELECT d.id, 'waiting', 0, :now FROM deposit d"
                                + " JOIN wrap w ON w.deposit_id = d.id"
                                + " WHERE d.state = 'deposited' AND NOT EXISTS"
                                + " (SELECT 1 FROM scan s WHERE s.deposit_id = d.id)"
                                + " ORDER BY d.deposited_at DESC, d.id LIMIT :limit")
                        .bind("limit", limit)
                        .bind("now", now.toEpochMilli())
                        .execute();
    }

    /** Whether {@link #enlist} would find something; asked often, and without a unit of work. */
    public static boolean anyToEnlist(Handle sql, long most) {
        return sql.createQuery("SELECT count(*) FROM (SELECT d.id FROM deposit d JOIN wrap w ON w.deposit_id = d.id"
                                + " LEFT JOIN scan s ON s.deposit_id = d.id WHERE d.state = 'deposited'"
                                + " AND (s.deposit_id IS NULL OR (s.state = 'too-large' AND s.most < :most"
                                + " AND d.size <= :most)) LIMIT 1) AS one")
                        .bind("most", most)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    /** What waits, is due and is no larger, and no smaller, than said: what failed least goes first, then the newest. */
    public static List<String> due(Handle sql, long least, long most, int limit, Instant now) {
        return sql.createQuery("SELECT s.deposit_id FROM scan s JOIN deposit d ON d.id = s.deposit_id"
                        + " WHERE s.state = 'waiting' AND s.due_at <= :now AND d.size >= :least AND d.size <= :most"
                        + " ORDER BY s.attempts, d.deposited_at DESC, d.id LIMIT :limit")
                .bind("now", now.toEpochMilli())
                .bind("least", least)
                .bind("most", most)
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }

    public static Optional<Scan> find(Handle sql, String depositId) {
        return sql.createQuery("SELECT * FROM scan WHERE deposit_id = :deposit")
                .bind("deposit", depositId)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** All that are not clean, the newest deposit first. */
    public static List<Scan> notClean(Handle sql) {
        return sql.createQuery("SELECT s.* FROM scan s JOIN deposit d ON d.id = s.deposit_id"
                        + " WHERE s.state <> 'clean' AND d.state <> 'removed' ORDER BY d.begun_at DESC, d.id")
                .map((row, context) -> read(row))
                .list();
    }

    public static int waiting(Handle sql) {
        return sql.createQuery("SELECT count(*) FROM scan WHERE state = 'waiting'")
                .mapTo(Integer.class)
                .one();
    }

    /**
     * The scanner's word; false if another node was faster.
     *
     * @param most bytes of a file that the scanner took, where this one was too large
     */
    public static boolean finish(
            Tx tx, String depositId, Scan.State state, Optional<String> signature, Optional<Long> most, Instant now) {
        return tx.sql()
                        .createUpdate(
                                "UPDATE scan SET state = :state, signature = :signature, most = :most, why = NULL,"
                                        + " scanned_at = :now WHERE deposit_id = :deposit AND state = 'waiting'")
                        .bind("state", state.word())
                        .bind("signature", signature.orElse(null))
                        .bind("most", most.orElse(null))
                        .bind("now", now.toEpochMilli())
                        .bind("deposit", depositId)
                        .execute()
                == 1;
    }

    /** It did not come to a word; tried again then. */
    public static void failed(Tx tx, String depositId, String why, Instant next) {
        tx.sql()
                .createUpdate("UPDATE scan SET why = :why, attempts = attempts + 1, due_at = :next"
                        + " WHERE deposit_id = :deposit AND state = 'waiting'")
                .bind("why", why)
                .bind("next", next.toEpochMilli())
                .bind("deposit", depositId)
                .execute();
    }

    /** The scanner can't be asked at all, which is no failure of any file. */
    public static void allWait(Tx tx, String why) {
        tx.sql()
                .createUpdate("UPDATE scan SET why = :why WHERE state = 'waiting'")
                .bind("why", why)
                .execute();
    }

    /** It can be asked again. */
    public static void allDue(Tx tx, Instant now) {
        tx.sql()
                .createUpdate("UPDATE scan SET why = NULL, due_at = :now WHERE state = 'waiting'")
                .bind("now", now.toEpochMilli())
                .execute();
    }

    /** Waits anew, whatever was said before. */
    public static void again(Tx tx, String depositId, Instant now) {
        drop(tx, depositId);
        tx.sql()
                .createUpdate("INSERT INTO scan (deposit_id, state, attempts, due_at)"
                        + " VALUES (:deposit, 'waiting', 0, :now)")
                .bind("deposit", depositId)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    /** Nothing is left that could be scanned. */
    public static void drop(Tx tx, String depositId) {
        tx.sql()
                .createUpdate("DELETE FROM scan WHERE deposit_id = :deposit")
                .bind("deposit", depositId)
                .execute();
    }

    private static Scan read(ResultSet row) throws SQLException {
        return new Scan(
                row.getString("deposit_id"),
                Scan.State.of(row.getString("state")),
                Rows.text(row, "signature"),
                Rows.text(row, "why"),
                row.getInt("attempts"),
                Instant.ofEpochMilli(row.getLong("due_at")),
                Rows.instant(row, "scanned_at"));
    }
}
