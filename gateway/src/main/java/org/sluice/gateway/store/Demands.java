package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.request.Demand;

/** Rows of demands by government bodies. */
public final class Demands {
    private Demands() {}

    public static void add(Tx tx, Demand demand) {
        tx.sql()
                .createUpdate("INSERT INTO demand (id, body, what, ground, recorded_by, received_at)"
                        + " VALUES (:id, :body, :what, :ground, :by, :received)")
                .bind("id", demand.id())
                .bind("body", demand.body())
                .bind("what", demand.what())
                .bind("ground", demand.ground())
                .bind("by", demand.recordedBy())
                .bind("received", demand.received().toEpochMilli())
                .execute();
        for (String participant : demand.participants()) {
            tx.sql()
                    .createUpdate("INSERT INTO demand_participant (demand_id, participant_id) VALUES (:id, :of)")
                    .bind("id", demand.id())
                    .bind("of", participant)
                    .execute();
        }
    }

    public static boolean close(Tx tx, String id, String outcome, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE demand SET outcome = :outcome, closed_at = :now"
                                + " WHERE id = :id AND closed_at IS NULL")
                        .bind("id", id)
                        .bind("outcome", outcome)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    public static Optional<Demand> find(Handle sql, String id) {
        return sql.createQuery("SELECT * FROM demand WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(sql, row))
                .findOne();
    }

    public static List<Demand> all(Handle sql) {
        return sql.createQuery("SELECT * FROM demand ORDER BY received_at DESC, id")
                .map((row, context) -> read(sql, row))
                .list();
    }

    private static Demand read(Handle sql, ResultSet row) throws SQLException {
        return new Demand(
                row.getString("id"),
                row.getString("body"),
                row.getString("what"),
                row.getString("ground"),
                sql.createQuery("SELECT participant_id FROM demand_participant WHERE demand_id = :id ORDER BY 1")
                        .bind("id", row.getString("id"))
                        .mapTo(String.class)
                        .list(),
                row.getString("recorded_by"),
                Instant.ofEpochMilli(row.getLong("received_at")),
                Rows.text(row, "outcome"),
                Rows.instant(row, "closed_at"));
    }
}
