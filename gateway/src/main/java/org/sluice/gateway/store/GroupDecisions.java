package org.sluice.gateway.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.participant.GroupDecision;

/** Rows of the group's decisions that a participant must withdraw. */
public final class GroupDecisions {
    private GroupDecisions() {}

    public static void add(Tx tx, GroupDecision decision) {
        tx.sql()
                .createUpdate(
                        "INSERT INTO group_decision (id, participant_id, decided_by, decided_on, reason, reference,"
                                + " effective_at, recorded_at) VALUES (:id, :participant, :by, :on, :reason, :reference,"
                                + " :effective, :recorded)")
                .bind("id", decision.id())
                .bind("participant", decision.participantId())
                .bind("by", decision.decidedBy())
                .bind("on", decision.on().toString())
                .bind("reason", decision.reason())
                .bind("reference", decision.reference())
                .bind("effective", decision.effective().toEpochMilli())
                .bind("recorded", decision.recorded().toEpochMilli())
                .execute();
    }

    /** Whether the group required that the participant withdraw at this very instant. */
    public static boolean requires(Handle sql, String participantId, Instant effective) {
        return of(sql, participantId).stream()
                .anyMatch(decision -> decision.effective().equals(effective));
    }

    /** About one participant, the latest last. */
    public static List<GroupDecision> of(Handle sql, String participantId) {
        return sql.createQuery("SELECT * FROM group_decision WHERE participant_id = :participant"
                        + " ORDER BY recorded_at, id")
                .bind("participant", participantId)
                .map((row, context) -> new GroupDecision(
                        row.getString("id"),
                        row.getString("participant_id"),
                        row.getString("decided_by"),
                        LocalDate.parse(row.getString("decided_on")),
                        row.getString("reason"),
                        row.getString("reference"),
                        Instant.ofEpochMilli(row.getLong("effective_at")),
                        Instant.ofEpochMilli(row.getLong("recorded_at"))))
                .list();
    }
}
