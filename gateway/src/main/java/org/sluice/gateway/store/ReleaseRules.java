package org.sluice.gateway.store;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Under which rule what a release holds went to whom. */
public final class ReleaseRules {
    private ReleaseRules() {}

    /**
     * The rule of one exit.
     *
     * @param protocol with its version
     * @param cell the row of the matrix; {@code none} where no cell was asked
     */
    public record Rule(String protocol, String cell) {}

    public static void add(Tx tx, String releaseId, String depositId, String recipientId, Rule rule) {
        tx.sql()
                .createUpdate("INSERT INTO release_rule (release_id, deposit_id, recipient_id, protocol, cell)"
                        + " VALUES (:release, :deposit, :recipient, :protocol, :cell)")
                .bind("release", releaseId)
                .bind("deposit", depositId)
                .bind("recipient", recipientId)
                .bind("protocol", rule.protocol())
                .bind("cell", rule.cell())
                .execute();
    }

    /** Nothing for releases that are older than this record. */
    public static Optional<Rule> find(Handle sql, String releaseId, String depositId, String recipientId) {
        return sql.createQuery("SELECT protocol, cell FROM release_rule WHERE release_id = :release"
                        + " AND deposit_id = :deposit AND recipient_id = :recipient")
                .bind("release", releaseId)
                .bind("deposit", depositId)
                .bind("recipient", recipientId)
                .map((row, context) -> new Rule(row.getString("protocol"), row.getString("cell")))
                .findOne();
    }
}
