package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.participant.Direction;
import org.sluice.gateway.domain.participant.FlowSuspension;

/** Rows of suspended flows. */
public final class FlowSuspensions {
    private FlowSuspensions() {}

    public static List<FlowSuspension> all(Handle sql) {
        return sql.createQuery("SELECT * FROM flow_suspension ORDER BY since, id")
                .map((row, context) -> read(row))
                .list();
    }

    public static Optional<FlowSuspension> find(Handle sql, String id) {
        return sql.createQuery("SELECT * FROM flow_suspension WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** The first one that stops this flow of a participant. */
    public static Optional<FlowSuspension> stopping(
            Handle sql, String participantId, Direction direction, String type) {
        return sql
                .createQuery("SELECT * FROM flow_suspension WHERE participant_id = :participant AND lifted_at IS NULL"
                        + " ORDER BY since, id")
                .bind("participant", participantId)
                .map((row, context) -> read(row))
                .list()
                .stream()
                .filter(suspension -> suspension.stops(direction, type))
                .findFirst();
    }

    public static void add(Tx tx, FlowSuspension suspension) {
        tx.sql()
                .createUpdate("INSERT INTO flow_suspension (id, participant_id, direction, type, reason, since)"
                        + " VALUES (:id, :participant, :direction, :type, :reason, :since)")
                .bind("id", suspension.id())
                .bind("participant", suspension.participantId())
                .bind("direction", suspension.direction().word())
                .bind("type", suspension.type())
                .bind("reason", suspension.reason())
                .bind("since", suspension.since().toEpochMilli())
                .execute();
    }

    /** Lifts one that stands; whether it did. */
    public static boolean lift(Tx tx, String id, String reason, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE flow_suspension SET lifted_at = :now, lift_reason = :reason"
                                + " WHERE id = :id AND lifted_at IS NULL")
                        .bind("now", now.toEpochMilli())
                        .bind("reason", reason)
                        .bind("id", id)
                        .execute()
                == 1;
    }

    private static FlowSuspension read(ResultSet row) throws SQLException {
        return new FlowSuspension(
                row.getString("id"),
                row.getString("participant_id"),
                Direction.of(row.getString("direction")).orElseThrow(),
                row.getString("type"),
                row.getString("reason"),
                Instant.ofEpochMilli(row.getLong("since")),
                Rows.instant(row, "lifted_at"),
                Rows.text(row, "lift_reason"));
    }
}
