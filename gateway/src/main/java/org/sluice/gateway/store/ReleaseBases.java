package org.sluice.gateway.store;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.request.ReleaseBasis;

/** Rows that say on what each deposit of a release rested, for each recipient, when it was made. */
public final class ReleaseBases {
    private ReleaseBases() {}

    /** One of them. */
    public record Row(String releaseId, String depositId, String recipientId, ReleaseBasis basis) {}

    public static void add(Tx tx, Row row) {
        tx.sql()
                .createUpdate("INSERT INTO release_basis (release_id, deposit_id, recipient_id, kind, rests_on)"
                        + " VALUES (:release, :deposit, :recipient, :kind, :on)")
                .bind("release", row.releaseId())
                .bind("deposit", row.depositId())
                .bind("recipient", row.recipientId())
                .bind("kind", row.basis().kind().word())
                .bind("on", row.basis().on())
                .execute();
    }

    public static List<Row> of(Handle sql, String releaseId) {
        return sql.createQuery("SELECT * FROM release_basis WHERE release_id = :id ORDER BY deposit_id, recipient_id")
                .bind("id", releaseId)
                .map((row, context) -> read(row))
                .list();
    }

    /** All that rested on one request or agreement. */
    public static List<Row> restingOn(Handle sql, String on) {
        return sql.createQuery("SELECT * FROM release_basis WHERE rests_on = :on ORDER BY release_id, deposit_id,"
                        + " recipient_id")
                .bind("on", on)
                .map((row, context) -> read(row))
                .list();
    }

    private static Row read(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Row(
                row.getString("release_id"),
                row.getString("deposit_id"),
                row.getString("recipient_id"),
                new ReleaseBasis(ReleaseBasis.Kind.of(row.getString("kind")), row.getString("rests_on")));
    }
}
