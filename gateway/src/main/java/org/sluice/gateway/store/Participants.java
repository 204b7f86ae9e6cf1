package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.participant.AllowedNetworks;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.Status;

/** Rows of participants. */
public final class Participants {
    private Participants() {}

    public static Optional<Participant> find(Handle sql, String id) {
        return sql.createQuery("SELECT * FROM participant WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(sql, row))
                .findOne();
    }

    public static List<Participant> all(Handle sql) {
        return sql.createQuery("SELECT * FROM participant ORDER BY id")
                .map((row, context) -> read(sql, row))
                .list();
    }

    /**
     * The participant if it may act now, its row held against changes until the unit ends: a withdrawal at the same moment
     * either comes first and bars it, or waits and cuts what came of it.
     */
    public static Answer<Participant> holdActive(Tx tx, String id, Instant now) {
        Optional<Participant> found = tx.sql()
                .createQuery("SELECT * FROM participant WHERE id = :id"
                        + tx.dialect().forShare())
                .bind("id", id)
                .map((row, context) -> read(tx.sql(), row))
                .findOne();
        if (found.isEmpty()) {
            return Answer.refused(Refusal.unknown("participant", id));
        }
        Optional<Refusal> barred = found.get().barred(now);
        return barred.isPresent() ? Answer.refused(barred.get()) : Answer.done(found.get());
    }

    /** The participant, its row held against anybody else's hold until the unit ends: for those who change its standing. */
    public static Optional<Participant> holdToChange(Tx tx, String id) {
        return tx.sql()
                .createQuery("SELECT * FROM participant WHERE id = :id"
                        + tx.dialect().forUpdate())
                .bind("id", id)
                .map((row, context) -> read(tx.sql(), row))
                .findOne();
    }

    public static void add(Tx tx, Participant participant, Instant now) {
        tx.sql()
                .createUpdate("INSERT INTO participant (id, name, signed_on, status, epoch, created_at)"
                        + " VALUES (:id, :name, :signed, :status, :epoch, :now)")
                .bind("id", participant.id())
                .bind("name", participant.name())
                .bind("signed", participant.signed().toString())
                .bind("status", participant.status().word())
                .bind("epoch", participant.epoch())
                .bind("now", now.toEpochMilli())
                .execute();
        addAudiences(tx, participant.id(), participant.audiences());
    }

    /** From where the participant's persons and jobs may come; from nowhere if there is no such participant. */
    public static Optional<AllowedNetworks> networks(Handle sql, String id) {
        return sql.createQuery("SELECT networks FROM participant WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .map(text -> text.isEmpty()
                        ? AllowedNetworks.ANY
                        : AllowedNetworks.of(List.of(text.split(",", -1))).orThrow());
    }

    public static void setNetworks(Tx tx, String id, AllowedNetworks networks) {
        tx.sql()
                .createUpdate("UPDATE participant SET networks = :networks WHERE id = :id")
                .bind("networks", networks.text())
                .bind("id", id)
                .execute();
    }

    public static void setAudiences(Tx tx, String id, Set<String> audiences) {
        tx.sql()
                .createUpdate("DELETE FROM participant_audience WHERE participant_id = :id")
                .bind("id", id)
                .execute();
        addAudiences(tx, id, audiences);
    }

    private static void addAudiences(Tx tx, String id, Set<String> audiences) {
        for (String audience : audiences) {
            tx.sql()
                    .createUpdate("INSERT INTO participant_audience (participant_id, audience) VALUES (:id, :audience)")
                    .bind("id", id)
                    .bind("audience", audience)
                    .execute();
        }
    }

    /** Changes the standing and raises the epoch, only if the status still is {@code from}; false if it is not. */
    public static boolean move(Tx tx, String id, Status from, Status to, Optional<Instant> effective, String reason) {
        return tx.sql()
                        .createUpdate(
                                "UPDATE participant SET status = :to, epoch = epoch + 1, effective_at = :effective,"
                                        + " reason = :reason WHERE id = :id AND status = :from")
                        .bind("to", to.word())
                        .bind("from", from.word())
                        .bind("effective", effective.map(Instant::toEpochMilli).orElse(null))
                        .bind("reason", reason)
                        .bind("id", id)
                        .execute()
                == 1;
    }

    /** Announces a withdrawal. The epoch stays: until that instant the participant acts as before. */
    public static boolean announce(Tx tx, String id, Instant effective, String reason) {
        return tx.sql()
                        .createUpdate("UPDATE participant SET status = 'withdrawing', effective_at = :effective,"
                                + " reason = :reason WHERE id = :id AND status IN ('active', 'withdrawing')")
                        .bind("effective", effective.toEpochMilli())
                        .bind("reason", reason)
                        .bind("id", id)
                        .execute()
                == 1;
    }

    /** Takes an announced withdrawal back. The epoch stays, as it did when it was announced. */
    public static void stay(Tx tx, String id, Status to, String reason) {
        tx.sql()
                .createUpdate(
                        "UPDATE participant SET status = :to, effective_at = NULL, reason = :reason WHERE id = :id")
                .bind("to", to.word())
                .bind("reason", reason)
                .bind("id", id)
                .execute();
    }

    /** Participants whose announced withdrawal has become effective; a suspension meanwhile puts nothing off. */
    public static List<String> dueToWithdraw(Handle sql, Instant now) {
        return sql.createQuery("SELECT id FROM participant WHERE status IN ('withdrawing', 'suspended')"
                        + " AND effective_at <= :now")
                .bind("now", now.toEpochMilli())
                .mapTo(String.class)
                .list();
    }

    private static Participant read(Handle sql, ResultSet row) throws SQLException {
        String id = row.getString("id");
        Set<String> audiences =
                new HashSet<>(sql.createQuery("SELECT audience FROM participant_audience WHERE participant_id = :id")
                        .bind("id", id)
                        .mapTo(String.class)
                        .list());
        return new Participant(
                id,
                row.getString("name"),
                audiences,
                LocalDate.parse(row.getString("signed_on")),
                Status.of(row.getString("status")),
                row.getLong("epoch"),
                Rows.instant(row, "effective_at"),
                Optional.ofNullable(row.getString("reason")));
    }
}
