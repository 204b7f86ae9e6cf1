package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.retention.RetentionRule;
import org.sluice.gateway.domain.retention.RetentionSchema;

/** Rows of the retention schema, of reviews and of reminders. */
public final class Retention {
    private Retention() {}

    public static RetentionSchema schema(Handle sql) {
        return new RetentionSchema(
                sql.createQuery("SELECT * FROM retention_rule ORDER BY clock, protocol, channel, type")
                        .map((row, context) -> rule(row))
                        .list());
    }

    /** Puts a line in place of the earlier one for the same clock, protocol, channel and type. */
    public static void set(Tx tx, RetentionRule rule) {
        unset(tx, rule.clock(), rule.protocol(), rule.channel(), rule.type());
        tx.sql()
                .createUpdate("INSERT INTO retention_rule (clock, protocol, channel, type, act, days, on_day)"
                        + " VALUES (:clock, :protocol, :channel, :type, :act, :days, :onDay)")
                .bind("clock", rule.clock().word())
                .bind("protocol", rule.protocol())
                .bind("channel", rule.channel())
                .bind("type", rule.type())
                .bind("act", rule.act().word())
                .bind("days", rule.days().orElse(null))
                .bind("onDay", rule.onDay().map(LocalDate::toString).orElse(null))
                .execute();
    }

    public static boolean unset(Tx tx, RetentionRule.Clock clock, String protocol, String channel, String type) {
        return tx.sql()
                        .createUpdate("DELETE FROM retention_rule WHERE clock = :clock AND protocol = :protocol"
                                + " AND channel = :channel AND type = :type")
                        .bind("clock", clock.word())
                        .bind("protocol", protocol)
                        .bind("channel", channel)
                        .bind("type", type)
                        .execute()
                == 1;
    }

    /** Until when whoever looked last keeps it. */
    public static Optional<Instant> keptUntil(Handle sql, String depositId) {
        return sql.createQuery("SELECT keep_until FROM retention_review WHERE deposit_id = :id"
                        + " ORDER BY at DESC, id DESC LIMIT 1")
                .bind("id", depositId)
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    public static void review(
            Tx tx,
            String id,
            String depositId,
            String by,
            String sensitivity,
            String reidentification,
            Instant keepUntil,
            Instant now) {
        tx.sql()
                .createUpdate("INSERT INTO retention_review (id, deposit_id, reviewed_by, at, sensitivity,"
                        + " reidentification, keep_until) VALUES (:id, :deposit, :by, :now, :sensitivity,"
                        + " :reidentification, :until)")
                .bind("id", id)
                .bind("deposit", depositId)
                .bind("by", by)
                .bind("now", now.toEpochMilli())
                .bind("sensitivity", sensitivity)
                .bind("reidentification", reidentification)
                .bind("until", keepUntil.toEpochMilli())
                .execute();
    }

    /** Notes that somebody was told; false if that was done for this very instant. */
    public static boolean remind(Tx tx, String depositId, Instant due, Instant now) {
        return tx.sql()
                        .createUpdate(
                                "INSERT INTO retention_reminder (deposit_id, due_at, told_at) VALUES (:id, :due, :now)"
                                        + " ON CONFLICT (deposit_id, due_at) DO NOTHING")
                        .bind("id", depositId)
                        .bind("due", due.toEpochMilli())
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    /** When its owner was told that it falls due at this instant. */
    public static Optional<Instant> told(Handle sql, String depositId, Instant due) {
        return sql.createQuery("SELECT COALESCE(told_at, due_at) AS told FROM retention_reminder"
                        + " WHERE deposit_id = :id AND due_at = :due")
                .bind("id", depositId)
                .bind("due", due.toEpochMilli())
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    /** Everything whose content is here and whole, superseded versions too. */
    public static List<Deposit> kept(Handle sql) {
        return sql.createQuery("SELECT * FROM deposit WHERE state = 'deposited' ORDER BY deposited_at, id")
                .map((row, context) -> Deposits.read(row))
                .list();
    }

    private static RetentionRule rule(ResultSet row) throws SQLException {
        int days = row.getInt("days");
        Optional<Integer> span = row.wasNull() ? Optional.empty() : Optional.of(days);
        return new RetentionRule(
                RetentionRule.Clock.of(row.getString("clock")).orElseThrow(),
                row.getString("protocol"),
                row.getString("channel"),
                row.getString("type"),
                RetentionRule.Act.of(row.getString("act")).orElseThrow(),
                span,
                Rows.text(row, "on_day").map(LocalDate::parse));
    }
}
