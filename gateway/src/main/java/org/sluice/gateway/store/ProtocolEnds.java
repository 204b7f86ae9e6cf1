package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.ending.EndTask;
import org.sluice.gateway.domain.ending.ProtocolEnd;

/** Rows of protocols that end, of the copies to account for, and of the certificates. */
public final class ProtocolEnds {
    private static final String END = "end";

    private ProtocolEnds() {}

    /** Those that stand, newest first. */
    public static List<ProtocolEnd> all(Handle sql) {
        return sql.createQuery("SELECT * FROM protocol_end WHERE taken_back_at IS NULL ORDER BY decided_at DESC, id")
                .map((row, context) -> read(sql, row))
                .list();
    }

    public static void add(Tx tx, ProtocolEnd end) {
        tx.sql()
                .createUpdate(
                        "INSERT INTO protocol_end (id, protocol, ends_at, decision, reason, decided_by, decided_at,"
                                + " answers_by) VALUES (:id, :protocol, :ends, :decision, :reason, :by, :at, :answers)")
                .bind("id", end.id())
                .bind("protocol", end.protocol())
                .bind("ends", end.ends().toEpochMilli())
                .bind("decision", end.decision())
                .bind("reason", end.reason())
                .bind("by", end.decidedBy())
                .bind("at", end.decided().toEpochMilli())
                .bind("answers", end.answersBy().toEpochMilli())
                .execute();
        for (String type : end.types()) {
            tx.sql()
                    .createUpdate("INSERT INTO protocol_end_type (end_id, type) VALUES (:end, :type)")
                    .bind(END, end.id())
                    .bind("type", type)
                    .execute();
        }
    }

    /** The end stays on record and counts no more, nor does what was asked for it. */
    public static void takeBack(Tx tx, String id, String why, Instant now) {
        tx.sql()
                .createUpdate("UPDATE protocol_end SET taken_back_at = :now, taken_back_why = :why WHERE id = :id")
                .bind("id", id)
                .bind("why", why)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    public static void askedLast(Tx tx, String id, Instant now) {
        tx.sql()
                .createUpdate("UPDATE protocol_end SET asked_last = :now WHERE id = :id AND asked_last IS NULL")
                .bind("id", id)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    /** Every deposit of its types that was begun before the end, destroyed ones too: what was fetched is still out there. */
    public static List<String> deposits(Handle sql, ProtocolEnd end) {
        return sql.createQuery("SELECT d.id FROM deposit d JOIN protocol_end_type t ON t.type = d.type"
                        + " WHERE t.end_id = :end AND d.begun_at < :ends ORDER BY d.begun_at, d.id")
                .bind(END, end.id())
                .bind("ends", end.ends().toEpochMilli())
                .mapTo(String.class)
                .list();
    }

    /** Asks for a copy; false if that was done already. */
    public static boolean ask(Tx tx, EndTask task) {
        return tx.sql()
                        .createUpdate(
                                "INSERT INTO protocol_end_task (id, end_id, deposit_id, holder, way, participant_id,"
                                        + " asked_person, asked_at) VALUES (:id, :end, :deposit, :holder, :way, :participant,"
                                        + " :asked, :at) ON CONFLICT (end_id, deposit_id, holder, way) DO NOTHING")
                        .bind("id", task.id())
                        .bind(END, task.endId())
                        .bind("deposit", task.depositId())
                        .bind("holder", task.holder())
                        .bind("way", task.way())
                        .bind("participant", task.participant().orElse(null))
                        .bind("asked", task.asked())
                        .bind("at", task.askedAt().toEpochMilli())
                        .execute()
                == 1;
    }

    public static List<EndTask> tasks(Handle sql, String endId) {
        return sql.createQuery("SELECT * FROM protocol_end_task WHERE end_id = :end ORDER BY asked_at, deposit_id, way,"
                        + " holder")
                .bind(END, endId)
                .map((row, context) -> task(row))
                .list();
    }

    public static Optional<EndTask> task(Handle sql, String id) {
        return sql.createQuery("SELECT * FROM protocol_end_task WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> task(row))
                .findOne();
    }

    /** Puts an answer on record; what was kept may be returned or destroyed later, and nothing else changes. */
    public static boolean answer(Tx tx, String id, EndTask.Given given) {
        return tx.sql()
                        .createUpdate("UPDATE protocol_end_task SET answer = :answer, words = :words, duty = :duty,"
                                + " answered_by = :by, answered_at = :at WHERE id = :id"
                                + " AND (answer IS NULL OR (answer = 'kept' AND :answer <> 'kept'))")
                        .bind("id", id)
                        .bind("answer", given.fate().word())
                        .bind("words", given.words())
                        .bind("duty", given.duty().orElse(null))
                        .bind("by", given.by())
                        .bind("at", given.at().toEpochMilli())
                        .execute()
                == 1;
    }

    /** Own copies that are gone by whatever act: nobody needs to say so. */
    public static void settle(Tx tx, String endId, Instant now) {
        tx.sql()
                .createUpdate(
                        "UPDATE protocol_end_task SET answer = 'destroyed', words = 'destroyed here', duty = NULL,"
                                + " answered_by = 'gateway', answered_at = :now WHERE end_id = :end AND way = 'owner'"
                                + " AND (answer IS NULL OR answer = 'kept')"
                                + " AND deposit_id IN (SELECT id FROM deposit WHERE state = 'removed')")
                .bind(END, endId)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    /** Whether a reminder went out. */
    public static boolean reminded(Handle sql, String endId, String clock) {
        return sql.createQuery("SELECT COUNT(*) FROM request_reminder WHERE subject = :end AND clock = :clock")
                        .bind(END, endId)
                        .bind("clock", clock)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /** Whether an own copy is gone that nobody has answered for. */
    public static boolean unsettled(Handle sql, String endId) {
        return sql.createQuery("SELECT COUNT(*) FROM protocol_end_task t JOIN deposit d ON d.id = t.deposit_id"
                                + " WHERE t.end_id = :end AND t.way = 'owner' AND d.state = 'removed'"
                                + " AND (t.answer IS NULL OR t.answer = 'kept')")
                        .bind(END, endId)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /** A signed certificate; {@code complete}: nothing was open. */
    public record Certified(Instant at, boolean complete, String line) {}

    public static void certify(Tx tx, String endId, Certified certified) {
        tx.sql()
                .createUpdate("INSERT INTO protocol_end_certificate (end_id, at, complete, line)"
                        + " VALUES (:end, :at, :complete, :line) ON CONFLICT (end_id, at) DO NOTHING")
                .bind(END, endId)
                .bind("at", certified.at().toEpochMilli())
                .bind("complete", certified.complete() ? 1 : 0)
                .bind("line", certified.line())
                .execute();
    }

    /** The newest one. */
    public static Optional<Certified> certificate(Handle sql, String endId) {
        return sql.createQuery("SELECT * FROM protocol_end_certificate WHERE end_id = :end ORDER BY at DESC LIMIT 1")
                .bind(END, endId)
                .map((row, context) -> new Certified(
                        Instant.ofEpochMilli(row.getLong("at")), row.getInt("complete") == 1, row.getString("line")))
                .findOne();
    }

    private static ProtocolEnd read(Handle sql, ResultSet row) throws SQLException {
        String id = row.getString("id");
        Set<String> types = new HashSet<>(sql.createQuery("SELECT type FROM protocol_end_type WHERE end_id = :end")
                .bind(END, id)
                .mapTo(String.class)
                .list());
        return new ProtocolEnd(
                id,
                row.getString("protocol"),
                types,
                Instant.ofEpochMilli(row.getLong("ends_at")),
                row.getString("decision"),
                row.getString("reason"),
                row.getString("decided_by"),
                Instant.ofEpochMilli(row.getLong("decided_at")),
                Instant.ofEpochMilli(row.getLong("answers_by")),
                Rows.instant(row, "asked_last"));
    }

    private static EndTask task(ResultSet row) throws SQLException {
        Optional<Instant> answered = Rows.instant(row, "answered_at");
        Optional<EndTask.Given> given = answered.isEmpty()
                ? Optional.empty()
                : Optional.of(new EndTask.Given(
                        EndTask.Fate.of(row.getString("answer")).orElseThrow(),
                        row.getString("words"),
                        Rows.text(row, "duty"),
                        row.getString("answered_by"),
                        answered.get()));
        return new EndTask(
                row.getString("id"),
                row.getString("end_id"),
                row.getString("deposit_id"),
                row.getString("holder"),
                row.getString("way"),
                Rows.text(row, "participant_id"),
                row.getString("asked_person"),
                Instant.ofEpochMilli(row.getLong("asked_at")),
                given);
    }
}
