package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of the public keys for which owners have their deposits sealed. */
public final class SealingKeys {
    private SealingKeys() {}

    /** @param publicKey as text; its private half never was at the gateway */
    public record Row(String participantId, String publicKey, String registeredBy, Instant registered) {}

    public static Optional<Row> find(Handle sql, String participantId) {
        return sql.createQuery("SELECT * FROM sealing_key WHERE participant_id = :participant")
                .bind("participant", participantId)
                .map((row, context) -> read(row))
                .findOne();
    }

    public static List<Row> all(Handle sql) {
        return sql.createQuery("SELECT * FROM sealing_key ORDER BY participant_id")
                .map((row, context) -> read(row))
                .list();
    }

    /** In place of the participant's earlier one: what was sealed for that still opens with its private half. */
    public static void put(Tx tx, Row row) {
        tx.sql()
                .createUpdate("DELETE FROM sealing_key WHERE participant_id = :participant")
                .bind("participant", row.participantId())
                .execute();
        tx.sql()
                .createUpdate("INSERT INTO sealing_key (participant_id, public_key, registered_by, registered_at)"
                        + " VALUES (:participant, :key, :by, :at)")
                .bind("participant", row.participantId())
                .bind("key", row.publicKey())
                .bind("by", row.registeredBy())
                .bind("at", row.registered().toEpochMilli())
                .execute();
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(
                row.getString("participant_id"),
                row.getString("public_key"),
                row.getString("registered_by"),
                Instant.ofEpochMilli(row.getLong("registered_at")));
    }
}
