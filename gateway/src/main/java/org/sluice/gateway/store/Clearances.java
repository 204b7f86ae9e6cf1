package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.clearance.Clearance;

/** Rows of clearances, and of how many people a participant wants. A change is one conditional UPDATE. */
public final class Clearances {
    private Clearances() {}

    public static Optional<Clearance> find(Handle sql, String id) {
        return sql.createQuery("SELECT * FROM clearance WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Newest first. */
    public static List<Clearance> all(Handle sql) {
        return sql.createQuery("SELECT * FROM clearance ORDER BY from_at DESC, id")
                .map((row, context) -> read(row))
                .list();
    }

    /** All that may speak for a deposit of this type on its way to this audience. */
    public static List<Clearance> about(Handle sql, String depositId, String type, String audience) {
        return sql.createQuery(
                        "SELECT * FROM clearance WHERE ended_at IS NULL AND type = :type AND audience = :audience"
                                + " AND (deposit_id IS NULL OR deposit_id = :deposit) ORDER BY from_at, id")
                .bind("type", type)
                .bind("audience", audience)
                .bind("deposit", depositId)
                .map((row, context) -> read(row))
                .list();
    }

    /** Releases that went at once and that nobody has looked at yet. */
    public static List<Clearance> unreviewed(Handle sql) {
        return sql.createQuery("SELECT * FROM clearance WHERE kind = 'vital-interests' AND reviewed_by IS NULL"
                        + " AND ended_at IS NULL ORDER BY review_by, id")
                .map((row, context) -> read(row))
                .list();
    }

    public static void add(Tx tx, Clearance clearance) {
        tx.sql()
                .createUpdate("INSERT INTO clearance (id, kind, deposit_id, label_version, type, audience, sender,"
                        + " recipient, purpose, risk, mitigation, anonymisation, asked_by, from_at, until_at, review_by)"
                        + " VALUES (:id, :kind, :deposit, :version, :type, :audience, :sender, :recipient, :purpose,"
                        + " :risk, :mitigation, :anonymisation, :askedBy, :from, :until, :reviewBy)")
                .bind("id", clearance.id())
                .bind("kind", clearance.kind().word())
                .bind("deposit", clearance.depositId().orElse(null))
                .bind("version", clearance.labelVersion())
                .bind("type", clearance.type())
                .bind("audience", clearance.audience())
                .bind("sender", clearance.sender().orElse(null))
                .bind("recipient", clearance.recipient().orElse(null))
                .bind("purpose", clearance.checklist().purpose())
                .bind("risk", clearance.checklist().risk())
                .bind("mitigation", clearance.checklist().mitigation())
                .bind("anonymisation", clearance.checklist().anonymisation())
                .bind("askedBy", clearance.askedBy())
                .bind("from", clearance.from().toEpochMilli())
                .bind("until", clearance.until().toEpochMilli())
                .bind(
                        "reviewBy",
                        clearance
                                .review()
                                .map(review -> review.by().toEpochMilli())
                                .orElse(null))
                .execute();
    }

    public static boolean approve(Tx tx, String id, Clearance.Approval approval) {
        return tx.sql()
                        .createUpdate("UPDATE clearance SET approved_by = :by, approved_at = :at, approval_note = :note"
                                + " WHERE id = :id AND approved_by IS NULL AND ended_at IS NULL AND asked_by <> :by")
                        .bind("id", id)
                        .bind("by", approval.by())
                        .bind("at", approval.at().toEpochMilli())
                        .bind("note", approval.note())
                        .execute()
                == 1;
    }

    public static boolean end(Tx tx, String id, String by, String reason, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE clearance SET ended_at = :now, ended_by = :by, end_reason = :reason"
                                + " WHERE id = :id AND ended_at IS NULL")
                        .bind("id", id)
                        .bind("by", by)
                        .bind("reason", reason)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    public static boolean review(Tx tx, String id, String by, boolean upheld, String note, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE clearance SET reviewed_by = :by, reviewed_at = :now, upheld = :upheld,"
                                + " review_note = :note WHERE id = :id AND kind = 'vital-interests'"
                                + " AND reviewed_by IS NULL AND asked_by <> :by")
                        .bind("id", id)
                        .bind("by", by)
                        .bind("upheld", upheld ? 1 : 0)
                        .bind("note", note)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    /** Notes that the reviewers were asked again; false if they were already. */
    public static boolean reminded(Tx tx, String id, Instant now) {
        return once(tx, id, "reminded_at", now);
    }

    /** Notes that the review is overdue; false if that was noted already. */
    public static boolean overdue(Tx tx, String id, Instant now) {
        return once(tx, id, "overdue_at", now);
    }

    private static boolean once(Tx tx, String id, String column, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE clearance SET " + column + " = :now WHERE id = :id AND " + column
                                + " IS NULL AND reviewed_by IS NULL")
                        .bind("id", id)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    /** How many people a participant wants to look; 0 where it did not say. */
    public static int people(Handle sql, String participantId) {
        return sql.createQuery("SELECT people FROM clearance_demand WHERE participant_id = :id")
                .bind("id", participantId)
                .mapTo(Integer.class)
                .findOne()
                .orElse(0);
    }

    /** @param people 1 or 2; 0 takes the wish back */
    public static void demand(Tx tx, String participantId, int people) {
        tx.sql()
                .createUpdate("DELETE FROM clearance_demand WHERE participant_id = :id")
                .bind("id", participantId)
                .execute();
        if (people > 0) {
            tx.sql()
                    .createUpdate("INSERT INTO clearance_demand (participant_id, people) VALUES (:id, :people)")
                    .bind("id", participantId)
                    .bind("people", people)
                    .execute();
        }
    }

    private static Clearance read(ResultSet row) throws SQLException {
        Optional<Instant> approved = Rows.instant(row, "approved_at");
        Optional<String> approver = Rows.text(row, "approved_by");
        String note = Rows.text(row, "approval_note").orElse("");
        Optional<String> reviewer = Rows.text(row, "reviewed_by");
        boolean upheld = row.getInt("upheld") == 1;
        return new Clearance(
                row.getString("id"),
                Clearance.Kind.of(row.getString("kind")),
                Rows.text(row, "deposit_id"),
                row.getLong("label_version"),
                row.getString("type"),
                row.getString("audience"),
                Rows.text(row, "sender"),
                Rows.text(row, "recipient"),
                new Clearance.Checklist(
                        row.getString("risk"),
                        row.getString("mitigation"),
                        row.getString("anonymisation"),
                        row.getString("purpose")),
                row.getString("asked_by"),
                Instant.ofEpochMilli(row.getLong("from_at")),
                Instant.ofEpochMilli(row.getLong("until_at")),
                approver.flatMap(by -> approved.map(at -> new Clearance.Approval(by, at, note))),
                Rows.instant(row, "ended_at"),
                Rows.instant(row, "review_by").map(by -> new Clearance.Review(by, reviewer, upheld)));
    }
}
