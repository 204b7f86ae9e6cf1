package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.mail.Mail;

/** Rows of mail on its way. Every change of state is one conditional UPDATE whose row count is the answer. */
public final class Mails {
    private Mails() {}

    /** The mail that gathers for a person, held so that it is not tried before this unit has ended. */
    public static Optional<String> holdGathering(Tx tx, String personId, Mail.Kind kind) {
        return tx.sql()
                .createQuery("SELECT id FROM mail WHERE person_id = :person AND kind = :kind AND state = 'waiting'"
                        + " AND attempts = 0" + tx.dialect().forUpdate())
                .bind("person", personId)
                .bind("kind", kind.word())
                .mapTo(String.class)
                .findOne();
    }

    /** Nothing happens where one of this kind gathers for the person already. */
    public static void addUnlessGathering(Tx tx, Mail mail) {
        tx.sql()
                .createUpdate("INSERT INTO mail (id, person_id, kind, state, attempts, created_at, next_at)"
                        + " VALUES (:id, :person, :kind, :state, :attempts, :created, :next) ON CONFLICT DO NOTHING")
                .bind("id", mail.id())
                .bind("person", mail.personId())
                .bind("kind", mail.kind().word())
                .bind("state", mail.state().word())
                .bind("attempts", mail.attempts())
                .bind("created", mail.created().toEpochMilli())
                .bind("next", mail.next().map(Instant::toEpochMilli).orElse(null))
                .execute();
    }

    public static void addDeposit(Tx tx, String mailId, String depositId) {
        tx.sql()
                .createUpdate("INSERT INTO mail_deposit (mail_id, deposit_id) VALUES (:mail, :deposit)"
                        + " ON CONFLICT DO NOTHING")
                .bind("mail", mailId)
                .bind("deposit", depositId)
                .execute();
    }

    public static List<String> deposits(Handle sql, String mailId) {
        return sql.createQuery("SELECT deposit_id FROM mail_deposit WHERE mail_id = :mail ORDER BY deposit_id")
                .bind("mail", mailId)
                .mapTo(String.class)
                .list();
    }

    public static List<Mail> due(Handle sql, Instant now, int most) {
        return sql.createQuery("SELECT * FROM mail WHERE state IN ('waiting', 'sending') AND next_at <= :now"
                        + " ORDER BY next_at, id LIMIT :most")
                .bind("now", now.toEpochMilli())
                .bind("most", most)
                .map((row, context) -> read(row))
                .list();
    }

    public static Optional<Mail> find(Handle sql, String id) {
        return sql.createQuery("SELECT * FROM mail WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** The newest first. */
    public static List<Mail> all(Handle sql, int most) {
        return sql.createQuery("SELECT * FROM mail ORDER BY created_at DESC, id LIMIT :most")
                .bind("most", most)
                .map((row, context) -> read(row))
                .list();
    }

    /** Takes a mail to send it; of several nodes one gets it. Given back unless it ends before {@code until}. */
    public static boolean take(Tx tx, String id, Instant now, Instant until) {
        return tx.sql()
                        .createUpdate("UPDATE mail SET state = 'sending', attempts = attempts + 1, next_at = :until"
                                + " WHERE id = :id AND state IN ('waiting', 'sending') AND next_at <= :now")
                        .bind("id", id)
                        .bind("now", now.toEpochMilli())
                        .bind("until", until.toEpochMilli())
                        .execute()
                == 1;
    }

    public static void again(Tx tx, Mail taken, Instant next, String said) {
        tx.sql()
                .createUpdate("UPDATE mail SET state = 'waiting', next_at = :next, said = :said"
                        + " WHERE id = :id AND state = 'sending' AND attempts = :attempts")
                .bind("id", taken.id())
                .bind("attempts", taken.attempts())
                .bind("next", next.toEpochMilli())
                .bind("said", said)
                .execute();
    }

    /** False where another node has taken it since. */
    public static boolean end(Tx tx, Mail taken, Mail.State state, Instant now, Optional<String> said) {
        return tx.sql()
                        .createUpdate("UPDATE mail SET state = :state, next_at = NULL, ended_at = :now, said = :said"
                                + " WHERE id = :id AND state = 'sending' AND attempts = :attempts")
                        .bind("id", taken.id())
                        .bind("attempts", taken.attempts())
                        .bind("state", state.word())
                        .bind("now", now.toEpochMilli())
                        .bind("said", said.orElse(null))
                        .execute()
                == 1;
    }

    /** Forgets what ended before this instant. */
    public static void forget(Tx tx, Instant before) {
        tx.sql()
                .createUpdate("DELETE FROM mail_deposit WHERE mail_id IN"
                        + " (SELECT id FROM mail WHERE ended_at IS NOT NULL AND ended_at < :before)")
                .bind("before", before.toEpochMilli())
                .execute();
        tx.sql()
                .createUpdate("DELETE FROM mail WHERE ended_at IS NOT NULL AND ended_at < :before")
                .bind("before", before.toEpochMilli())
                .execute();
    }

    public static boolean forgettable(Handle sql, Instant before) {
        return sql.createQuery("SELECT COUNT(*) FROM mail WHERE ended_at IS NOT NULL AND ended_at < :before")
                        .bind("before", before.toEpochMilli())
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    public static boolean wanted(Handle sql, String personId) {
        return sql.createQuery("SELECT COUNT(*) FROM mail_unwanted WHERE person_id = :person")
                        .bind("person", personId)
                        .mapTo(Long.class)
                        .one()
                == 0;
    }

    public static void want(Tx tx, String personId, boolean wanted, Instant now) {
        tx.sql()
                .createUpdate(
                        wanted
                                ? "DELETE FROM mail_unwanted WHERE person_id = :person"
                                : "INSERT INTO mail_unwanted (person_id, since) VALUES (:person, " + now.toEpochMilli()
                                        + ") ON CONFLICT DO NOTHING")
                .bind("person", personId)
                .execute();
    }

    private static Mail read(ResultSet row) throws SQLException {
        return new Mail(
                row.getString("id"),
                row.getString("person_id"),
                Mail.Kind.of(row.getString("kind")),
                Mail.State.of(row.getString("state")),
                row.getInt("attempts"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Rows.instant(row, "next_at"),
                Rows.instant(row, "ended_at"),
                Rows.text(row, "said"));
    }
}
