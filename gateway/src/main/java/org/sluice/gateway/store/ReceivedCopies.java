package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.participant.ReceivedCopy;

/** Rows of the files that leavers received and have to account for. */
public final class ReceivedCopies {
    private ReceivedCopies() {}

    /** A file of another's that somebody fetched, wholly or in part. */
    public record Fetched(String depositId, String holder, String way) {}

    /** What a participant's people and contacts fetched of deposits that are not its own; each holder and way once. */
    public static List<Fetched> fetched(Handle sql, String participantId) {
        return sql.createQuery(
                        "SELECT DISTINCT f.deposit_id, l.contact_id AS holder, 'link' AS way FROM link_file f"
                                + " JOIN link l ON l.id = f.link_id JOIN contact c ON c.id = l.contact_id"
                                + " JOIN deposit d ON d.id = f.deposit_id WHERE f.claims > 0"
                                + " AND c.participant_id = :participant AND d.participant_id <> :participant"
                                + " UNION SELECT DISTINCT i.deposit_id, i.person_id, 'inbox' FROM inbox_delivery i"
                                + " JOIN person p ON p.id = i.person_id JOIN deposit d ON d.id = i.deposit_id"
                                + " WHERE p.participant_id = :participant AND d.participant_id <> :participant ORDER BY 1, 2, 3")
                .bind("participant", participantId)
                .map((row, context) ->
                        new Fetched(row.getString("deposit_id"), row.getString("holder"), row.getString("way")))
                .list();
    }

    /** Asks, unless it was asked already; whether it was asked now. */
    public static boolean ask(Tx tx, ReceivedCopy copy) {
        return tx.sql()
                        .createUpdate(
                                "INSERT INTO received_copy (id, participant_id, deposit_id, holder, way, asked_at,"
                                        + " due_at) VALUES (:id, :participant, :deposit, :holder, :way, :asked, :due)"
                                        + " ON CONFLICT (participant_id, deposit_id, holder, way) DO NOTHING")
                        .bind("id", copy.id())
                        .bind("participant", copy.participantId())
                        .bind("deposit", copy.depositId())
                        .bind("holder", copy.holder())
                        .bind("way", copy.way())
                        .bind("asked", copy.asked().toEpochMilli())
                        .bind("due", copy.due().toEpochMilli())
                        .execute()
                == 1;
    }

    /** Another effective date is another end of the time for what is not answered. */
    public static void due(Tx tx, String participantId, Instant due) {
        tx.sql()
                .createUpdate("UPDATE received_copy SET due_at = :due WHERE participant_id = :participant"
                        + " AND answer IS NULL")
                .bind("participant", participantId)
                .bind("due", due.toEpochMilli())
                .execute();
    }

    /** Who stays has to account for nothing; what it has answered stays on record. */
    public static void askNoMore(Tx tx, String participantId) {
        tx.sql()
                .createUpdate("DELETE FROM received_copy WHERE participant_id = :participant AND answer IS NULL")
                .bind("participant", participantId)
                .execute();
    }

    public static List<ReceivedCopy> of(Handle sql, String participantId) {
        return sql.createQuery("SELECT * FROM received_copy WHERE participant_id = :participant ORDER BY asked_at, id")
                .bind("participant", participantId)
                .map((row, context) -> read(row))
                .list();
    }

    /** What nobody has answered for, of all who leave or left. */
    public static List<ReceivedCopy> open(Handle sql) {
        return sql.createQuery("SELECT * FROM received_copy WHERE answer IS NULL ORDER BY due_at, id")
                .map((row, context) -> read(row))
                .list();
    }

    public static Optional<ReceivedCopy> find(Handle sql, String id) {
        return sql.createQuery("SELECT * FROM received_copy WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Only if nobody answered before; the row count is the answer. */
    public static boolean answer(Tx tx, String id, ReceivedCopy.Answer answer) {
        Optional<ReceivedCopy.Destroyed> destroyed =
                answer.fate() instanceof ReceivedCopy.Destroyed fate ? Optional.of(fate) : Optional.empty();
        Optional<ReceivedCopy.Kept> kept =
                answer.fate() instanceof ReceivedCopy.Kept fate ? Optional.of(fate) : Optional.empty();
        return tx.sql()
                        .createUpdate("UPDATE received_copy SET answer = :answer, done_on = :on, done_by = :by,"
                                + " reason = :reason, evidence = :evidence, recorded_by = :recordedBy,"
                                + " recorded_at = :recorded WHERE id = :id AND answer IS NULL")
                        .bind("id", id)
                        .bind("answer", answer.fate().word())
                        .bind("on", destroyed.map(fate -> fate.on().toString()).orElse(null))
                        .bind("by", destroyed.map(ReceivedCopy.Destroyed::by).orElse(null))
                        .bind("reason", kept.map(ReceivedCopy.Kept::reason).orElse(null))
                        .bind("evidence", answer.evidence().orElse(null))
                        .bind("recordedBy", answer.recordedBy())
                        .bind("recorded", answer.recorded().toEpochMilli())
                        .execute()
                == 1;
    }

    public static void reminded(Tx tx, String id, Instant now) {
        tx.sql()
                .createUpdate("UPDATE received_copy SET reminded_at = :now WHERE id = :id")
                .bind("id", id)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    private static ReceivedCopy read(ResultSet row) throws SQLException {
        Optional<String> word = Rows.text(row, "answer");
        Optional<ReceivedCopy.Answer> answer = Optional.empty();
        if (word.isPresent()) {
            ReceivedCopy.Fate fate = word.get().equals("destroyed")
                    ? new ReceivedCopy.Destroyed(LocalDate.parse(row.getString("done_on")), row.getString("done_by"))
                    : new ReceivedCopy.Kept(row.getString("reason"));
            answer = Optional.of(new ReceivedCopy.Answer(
                    fate,
                    Rows.text(row, "evidence"),
                    row.getString("recorded_by"),
                    Instant.ofEpochMilli(row.getLong("recorded_at"))));
        }
        return new ReceivedCopy(
                row.getString("id"),
                row.getString("participant_id"),
                row.getString("deposit_id"),
                row.getString("holder"),
                row.getString("way"),
                Instant.ofEpochMilli(row.getLong("asked_at")),
                Instant.ofEpochMilli(row.getLong("due_at")),
                Rows.instant(row, "reminded_at"),
                answer);
    }
}
