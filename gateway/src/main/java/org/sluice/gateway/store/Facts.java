package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.fact.Fact;

/** Rows of facts. */
public final class Facts {
    private Facts() {}

    /** Those about a deposit, whatever came of them since. */
    public static List<Fact> of(Handle sql, String depositId) {
        return about(sql, Fact.About.DEPOSIT, depositId);
    }

    /** Those about one subject, whatever came of them since, in the order in which they were recorded. */
    public static List<Fact> about(Handle sql, Fact.About about, String subject) {
        return sql.createQuery(
                        "SELECT * FROM fact WHERE about = :about AND subject = :subject ORDER BY recorded_at, id")
                .bind("about", about.word())
                .bind("subject", subject)
                .map((row, context) -> read(row))
                .list();
    }

    public static List<Fact> all(Handle sql) {
        return sql.createQuery("SELECT * FROM fact ORDER BY recorded_at, id")
                .map((row, context) -> read(row))
                .list();
    }

    public static Optional<Fact> find(Handle sql, String id) {
        return sql.createQuery("SELECT * FROM fact WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    public static void add(Tx tx, Fact fact) {
        tx.sql()
                .createUpdate("INSERT INTO fact (id, kind, about, subject, participant_id, given, scope_audience,"
                        + " scope_recipient, scope_purpose, from_at, until_at, note, recorded_by, recorded_at)"
                        + " VALUES (:id, :kind, :about, :subject, :by, :given, :audience, :recipient, :purpose, :from,"
                        + " :until, :note, :recordedBy, :recorded)")
                .bind("id", fact.id())
                .bind("kind", fact.kind())
                .bind("about", fact.about().word())
                .bind("subject", fact.subject())
                .bind("by", fact.by())
                .bind("given", fact.given() ? 1 : 0)
                .bind("audience", fact.scope().audience().orElse(null))
                .bind("recipient", fact.scope().recipient().orElse(null))
                .bind("purpose", fact.scope().purpose().orElse(null))
                .bind("from", fact.from().toEpochMilli())
                .bind("until", fact.until().map(Instant::toEpochMilli).orElse(null))
                .bind("note", fact.note().orElse(null))
                .bind("recordedBy", fact.recordedBy())
                .bind("recorded", fact.recorded().toEpochMilli())
                .execute();
    }

    /** Ends a fact that has not ended; whether it did. */
    public static boolean end(Tx tx, String id, Instant now, String reason) {
        return tx.sql()
                        .createUpdate("UPDATE fact SET ended_at = :now, end_reason = :reason"
                                + " WHERE id = :id AND ended_at IS NULL")
                        .bind("id", id)
                        .bind("now", now.toEpochMilli())
                        .bind("reason", reason)
                        .execute()
                == 1;
    }

    /** Given ones that ran out and whose end was told to nobody yet. */
    public static List<Fact> ranOut(Handle sql, Instant now) {
        return sql.createQuery("SELECT * FROM fact WHERE given = 1 AND until_at <= :now AND end_told_at IS NULL"
                        + " AND (ended_at IS NULL OR ended_at > until_at) ORDER BY until_at, id")
                .bind("now", now.toEpochMilli())
                .map((row, context) -> read(row))
                .list();
    }

    /** Whether nobody had told of its end before. */
    public static boolean told(Tx tx, String id, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE fact SET end_told_at = :now WHERE id = :id AND end_told_at IS NULL")
                        .bind("id", id)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    private static Fact read(ResultSet row) throws SQLException {
        return new Fact(
                row.getString("id"),
                row.getString("kind"),
                Fact.About.of(row.getString("about")).orElseThrow(),
                row.getString("subject"),
                row.getString("participant_id"),
                row.getInt("given") == 1,
                new Fact.Scope(
                        Rows.text(row, "scope_audience"),
                        Rows.text(row, "scope_recipient"),
                        Rows.text(row, "scope_purpose")),
                Instant.ofEpochMilli(row.getLong("from_at")),
                Rows.instant(row, "until_at"),
                Rows.text(row, "note"),
                row.getString("recorded_by"),
                Instant.ofEpochMilli(row.getLong("recorded_at")),
                Rows.instant(row, "ended_at"),
                Rows.text(row, "end_reason"));
    }
}
