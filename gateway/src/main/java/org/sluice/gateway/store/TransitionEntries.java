package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.participant.TransitionEntry;

/** Rows of transition plans. */
public final class TransitionEntries {
    private TransitionEntries() {}

    public static Optional<TransitionEntry> find(Handle sql, String id) {
        return sql.createQuery("SELECT * FROM transition_entry WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** All lines of a leaver's plan, ended ones too, in the order in which they were proposed. */
    public static List<TransitionEntry> of(Handle sql, String leaver) {
        return sql.createQuery("SELECT * FROM transition_entry WHERE participant_id = :leaver ORDER BY proposed_at, id")
                .bind("leaver", leaver)
                .map((row, context) -> read(row))
                .list();
    }

    /** Those that have not ended. */
    public static List<TransitionEntry> open(Handle sql, String leaver) {
        return of(sql, leaver).stream().filter(TransitionEntry::open).toList();
    }

    /**
     * Open lines that concern a deposit, by itself or through a release or link. A leaver's mere proposal about what
     * another owns is not among them: that counts once the successor, or for a fetch the owner, has acknowledged it.
     */
    public static List<TransitionEntry> openWith(Handle sql, String depositId) {
        return sql.createQuery("SELECT * FROM transition_entry e WHERE e.ended_at IS NULL"
                        + " AND ((e.kind IN ('deposit', 'fetch') AND e.subject = :deposit)"
                        + " OR (e.kind = 'release' AND EXISTS (SELECT 1 FROM release_deposit r"
                        + " WHERE r.release_id = e.subject AND r.deposit_id = :deposit))"
                        + " OR (e.kind = 'link' AND EXISTS (SELECT 1 FROM link_file f"
                        + " WHERE f.link_id = e.subject AND f.deposit_id = :deposit)))"
                        + " AND (e.acknowledged_at IS NOT NULL OR EXISTS (SELECT 1 FROM deposit d"
                        + " WHERE d.id = :deposit AND d.participant_id = e.participant_id))"
                        + " ORDER BY e.proposed_at, e.id")
                .bind("deposit", depositId)
                .map((row, context) -> read(row))
                .list();
    }

    /** Lines of participants about to leave that nobody has acknowledged yet. */
    public static List<TransitionEntry> unacknowledged(Handle sql) {
        return sql.createQuery("SELECT * FROM transition_entry WHERE ended_at IS NULL AND acknowledged_at IS NULL"
                        + " ORDER BY proposed_at, id")
                .map((row, context) -> read(row))
                .list();
    }

    public static void add(Tx tx, TransitionEntry entry) {
        tx.sql()
                .createUpdate("INSERT INTO transition_entry (id, participant_id, kind, subject, successor_id, audience,"
                        + " purpose, proposed_by, proposed_at) VALUES (:id, :leaver, :kind, :subject, :successor,"
                        + " :audience, :purpose, :by, :at)")
                .bind("id", entry.id())
                .bind("leaver", entry.leaver())
                .bind("kind", entry.kind().word())
                .bind("subject", entry.subject())
                .bind("successor", entry.successor())
                .bind("audience", entry.audience().orElse(null))
                .bind("purpose", entry.purpose())
                .bind("by", entry.proposedBy())
                .bind("at", entry.proposed().toEpochMilli())
                .execute();
    }

    /** Only if it is open and nobody has acknowledged it; the row count is the answer. */
    public static boolean acknowledge(Tx tx, String id, TransitionEntry.Acknowledgement word) {
        return tx.sql()
                        .createUpdate("UPDATE transition_entry SET acknowledged_by = :person, acknowledged_at = :at,"
                                + " evidence = :evidence WHERE id = :id AND ended_at IS NULL"
                                + " AND acknowledged_at IS NULL")
                        .bind("id", id)
                        .bind("person", word.person())
                        .bind("at", word.at().toEpochMilli())
                        .bind("evidence", word.evidence().orElse(null))
                        .execute()
                == 1;
    }

    /** Puts a plan in force if every open line of it is acknowledged; how many lines newly count. */
    public static int inForce(Tx tx, String leaver, Instant now) {
        return tx.sql()
                .createUpdate("UPDATE transition_entry SET in_force_at = :now WHERE participant_id = :leaver"
                        + " AND ended_at IS NULL AND in_force_at IS NULL AND NOT EXISTS (SELECT 1 FROM transition_entry o"
                        + " WHERE o.participant_id = :leaver AND o.ended_at IS NULL AND o.acknowledged_at IS NULL)")
                .bind("leaver", leaver)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    public static boolean end(Tx tx, String id, TransitionEntry.Ending ending) {
        return tx.sql()
                        .createUpdate("UPDATE transition_entry SET ended_at = :at, outcome = :outcome,"
                                + " outcome_reason = :reason WHERE id = :id AND ended_at IS NULL")
                        .bind("id", id)
                        .bind("at", ending.at().toEpochMilli())
                        .bind("outcome", ending.outcome().word())
                        .bind("reason", ending.reason())
                        .execute()
                == 1;
    }

    private static TransitionEntry read(ResultSet row) throws SQLException {
        Optional<Instant> acknowledged = Rows.instant(row, "acknowledged_at");
        Optional<Instant> ended = Rows.instant(row, "ended_at");
        String by = row.getString("acknowledged_by");
        String outcome = row.getString("outcome");
        String reason = row.getString("outcome_reason");
        Optional<String> evidence = Rows.text(row, "evidence");
        return new TransitionEntry(
                row.getString("id"),
                row.getString("participant_id"),
                TransitionEntry.Kind.of(row.getString("kind")).orElseThrow(),
                row.getString("subject"),
                row.getString("successor_id"),
                Rows.text(row, "audience"),
                row.getString("purpose"),
                row.getString("proposed_by"),
                Instant.ofEpochMilli(row.getLong("proposed_at")),
                acknowledged.map(at -> new TransitionEntry.Acknowledgement(by, at, evidence)),
                Rows.instant(row, "in_force_at"),
                ended.map(at -> new TransitionEntry.Ending(TransitionEntry.Outcome.of(outcome), reason, at)));
    }
}
