package org.sluice.gateway.store;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.owner.OwnerPolicy;
import org.sluice.gateway.domain.owner.OwnerStop;

/** Rows of owners' policies and stops. */
public final class OwnersWords {
    private OwnersWords() {}

    /** The policies that stand. */
    public static List<OwnerPolicy> policies(Handle sql, String participantId) {
        return sql.createQuery("SELECT * FROM owner_policy WHERE participant_id = :id AND ended_at IS NULL"
                        + " ORDER BY added_at, id")
                .bind("id", participantId)
                .map((row, context) -> new OwnerPolicy(
                        row.getString("id"),
                        row.getString("participant_id"),
                        Rows.text(row, "type"),
                        Rows.text(row, "audience"),
                        Rows.text(row, "recipient"),
                        row.getString("reason"),
                        row.getString("added_by"),
                        Instant.ofEpochMilli(row.getLong("added_at"))))
                .list();
    }

    public static void add(Tx tx, OwnerPolicy policy) {
        tx.sql()
                .createUpdate(
                        "INSERT INTO owner_policy (id, participant_id, type, audience, recipient, reason, added_by,"
                                + " added_at) VALUES (:id, :participant, :type, :audience, :recipient, :reason, :by, :at)")
                .bind("id", policy.id())
                .bind("participant", policy.participantId())
                .bind("type", policy.type().orElse(null))
                .bind("audience", policy.audience().orElse(null))
                .bind("recipient", policy.recipient().orElse(null))
                .bind("reason", policy.reason())
                .bind("by", policy.addedBy())
                .bind("at", policy.added().toEpochMilli())
                .execute();
    }

    /** Ends a policy of this participant; whether there was one to end. */
    public static boolean endPolicy(Tx tx, String participantId, String id, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE owner_policy SET ended_at = :now WHERE id = :id"
                                + " AND participant_id = :participant AND ended_at IS NULL")
                        .bind("id", id)
                        .bind("participant", participantId)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    /** Every stop of a deposit, lifted ones too. */
    public static List<OwnerStop> stops(Handle sql, String depositId) {
        return sql.createQuery("SELECT * FROM owner_stop WHERE deposit_id = :id ORDER BY at, id")
                .bind("id", depositId)
                .map((row, context) -> new OwnerStop(
                        row.getString("id"),
                        row.getString("deposit_id"),
                        Rows.text(row, "release_id"),
                        row.getInt("recall") == 1,
                        row.getString("reason"),
                        row.getString("by_whom"),
                        Instant.ofEpochMilli(row.getLong("at")),
                        Rows.instant(row, "lifted_at")))
                .list();
    }

    public static void add(Tx tx, OwnerStop stop) {
        tx.sql()
                .createUpdate("INSERT INTO owner_stop (id, deposit_id, release_id, recall, reason, by_whom, at)"
                        + " VALUES (:id, :deposit, :release, :recall, :reason, :by, :at)")
                .bind("id", stop.id())
                .bind("deposit", stop.depositId())
                .bind("release", stop.releaseId().orElse(null))
                .bind("recall", stop.recall() ? 1 : 0)
                .bind("reason", stop.reason())
                .bind("by", stop.by())
                .bind("at", stop.at().toEpochMilli())
                .execute();
    }

    /** Lifts every pause of a deposit; recalls stay. */
    public static int lift(Tx tx, String depositId, Instant now) {
        return tx.sql()
                .createUpdate("UPDATE owner_stop SET lifted_at = :now WHERE deposit_id = :id AND recall = 0"
                        + " AND lifted_at IS NULL")
                .bind("id", depositId)
                .bind("now", now.toEpochMilli())
                .execute();
    }
}
