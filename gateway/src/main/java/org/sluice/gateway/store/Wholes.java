package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.whole.Ending;
import org.sluice.gateway.domain.whole.Wholeness;

/** Rows of whether deposits are whole, by their form and by the hashes that their owners say. */
public final class Wholes {
    private Wholes() {}

    /** From here on a deposit waits for the look at its end. */
    public static void await(Tx tx, String depositId) {
        tx.sql()
                .createUpdate("INSERT INTO wholeness (deposit_id, state, format, why)"
                        + " VALUES (:deposit, 'pending', '', '') ON CONFLICT (deposit_id) DO NOTHING")
                .bind("deposit", depositId)
                .execute();
    }

    /** Deposits that wait and are no larger, and no smaller, than said; the oldest first. */
    public static List<String> pending(Handle sql, long least, long most, int limit) {
        return sql.createQuery("SELECT w.deposit_id FROM wholeness w JOIN deposit d ON d.id = w.deposit_id"
                        + " WHERE w.state = 'pending' AND d.size >= :least AND d.size <= :most"
                        + " ORDER BY d.deposited_at, d.id LIMIT :limit")
                .bind("least", least)
                .bind("most", most)
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }

    public static Optional<Wholeness> find(Handle sql, String depositId) {
        return sql.createQuery("SELECT * FROM wholeness WHERE deposit_id = :deposit")
                .bind("deposit", depositId)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** The end of the look; false if another node was faster. */
    public static boolean finish(Tx tx, String depositId, Ending ending, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE wholeness SET state = :state, format = :format, why = :why,"
                                + " looked_at = :now WHERE deposit_id = :deposit AND state = 'pending'")
                        .bind("state", ending.state().word())
                        .bind("format", ending.format())
                        .bind("why", ending.why())
                        .bind("now", now.toEpochMilli())
                        .bind("deposit", depositId)
                        .execute()
                == 1;
    }

    /** What the owner's hash says of a deposit; whoever answered before did not know of it. */
    public static void said(Tx tx, String depositId, String sha256, Instant now) {
        tx.sql()
                .createUpdate("UPDATE wholeness SET said_sha256 = :sha256, said_at = :now, answered_by = NULL,"
                        + " answered_note = NULL, answered_at = NULL WHERE deposit_id = :deposit")
                .bind("sha256", sha256)
                .bind("now", now.toEpochMilli())
                .bind("deposit", depositId)
                .execute();
    }

    /** It was not meant for this deposit, or was taken back. */
    public static void unsaid(Tx tx, String depositId) {
        tx.sql()
                .createUpdate("UPDATE wholeness SET said_sha256 = NULL, said_at = NULL WHERE deposit_id = :deposit")
                .bind("deposit", depositId)
                .execute();
    }

    public static void answer(Tx tx, String depositId, String personId, String note, Instant now) {
        tx.sql()
                .createUpdate("UPDATE wholeness SET answered_by = :person, answered_note = :note, answered_at = :now"
                        + " WHERE deposit_id = :deposit")
                .bind("person", personId)
                .bind("note", note)
                .bind("now", now.toEpochMilli())
                .bind("deposit", depositId)
                .execute();
    }

    private static Wholeness read(ResultSet row) throws SQLException {
        return new Wholeness(
                row.getString("deposit_id"),
                new Ending(Ending.State.of(row.getString("state")), row.getString("format"), row.getString("why")),
                Rows.instant(row, "looked_at"),
                Rows.text(row, "said_sha256"),
                Rows.instant(row, "said_at"),
                Rows.text(row, "answered_by"),
                Rows.text(row, "answered_note"));
    }
}
