package org.sluice.gateway.store;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.deposit.Fact;

/** Rows of facts. */
public final class Facts {
    private Facts() {}

    public static List<Fact> of(Handle sql, String depositId) {
        return sql.createQuery("SELECT * FROM fact WHERE deposit_id = :deposit ORDER BY recorded_at, id")
                .bind("deposit", depositId)
                .map((row, context) -> new Fact(
                        row.getString("id"),
                        row.getString("kind"),
                        row.getString("deposit_id"),
                        row.getString("participant_id"),
                        Rows.text(row, "note"),
                        row.getString("recorded_by"),
                        Instant.ofEpochMilli(row.getLong("recorded_at"))))
                .list();
    }

    public static void add(Tx tx, Fact fact) {
        tx.sql()
                .createUpdate("INSERT INTO fact (id, kind, deposit_id, participant_id, note, recorded_by, recorded_at)"
                        + " VALUES (:id, :kind, :deposit, :by, :note, :recordedBy, :recorded)")
                .bind("id", fact.id())
                .bind("kind", fact.kind())
                .bind("deposit", fact.depositId())
                .bind("by", fact.by())
                .bind("note", fact.note().orElse(null))
                .bind("recordedBy", fact.recordedBy())
                .bind("recorded", fact.recorded().toEpochMilli())
                .execute();
    }
}
