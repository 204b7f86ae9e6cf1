package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.request.Coverage;
import org.sluice.gateway.domain.request.InformationRequest;
import org.sluice.gateway.domain.request.Outcome;
import org.sluice.gateway.domain.request.Proportionality;

/** Rows of requests for information, and of the reminders that all requests share. */
public final class InformationRequests {
    private InformationRequests() {}

    public static void add(Tx tx, InformationRequest request) {
        tx.sql()
                .createUpdate("INSERT INTO information_request (id, contact_id, written, what, purpose, format, scope,"
                        + " until_at, destroy_at, standing, every, recorded_by, received_at) VALUES (:id, :contact, :written,"
                        + " :what, :purpose, :format, :scope, :until, :destroy, :standing, :every, :by, :received)")
                .bind("id", request.id())
                .bind("contact", request.contact())
                .bind("written", request.written())
                .bind("what", request.what())
                .bind("purpose", request.purpose())
                .bind("format", request.format())
                .bind("scope", request.scope())
                .bind("until", request.until().toEpochMilli())
                .bind("destroy", request.destroyBy().toEpochMilli())
                .bind("standing", request.standing() ? 1 : 0)
                .bind("every", request.every().map(Period::toString).orElse(null))
                .bind("by", request.recordedBy())
                .bind("received", request.received().toEpochMilli())
                .execute();
    }

    /** Puts the check on record, in place of an earlier one, as long as there is no answer; whether it did. */
    public static boolean check(Tx tx, String id, Proportionality check) {
        return tx.sql()
                        .createUpdate("UPDATE information_request SET necessary = :necessary, least = :least,"
                                + " harmless = :harmless, check_words = :words, checked_by = :by"
                                + " WHERE id = :id AND outcome IS NULL")
                        .bind("id", id)
                        .bind("necessary", check.necessary() ? 1 : 0)
                        .bind("least", check.least() ? 1 : 0)
                        .bind("harmless", check.harmless() ? 1 : 0)
                        .bind("words", check.words())
                        .bind("by", check.by())
                        .execute()
                == 1;
    }

    public static boolean refer(Tx tx, String id, String to) {
        return tx.sql()
                        .createUpdate("UPDATE information_request SET referred_to = :to"
                                + " WHERE id = :id AND outcome IS NULL")
                        .bind("id", id)
                        .bind("to", to)
                        .execute()
                == 1;
    }

    public static boolean answer(Tx tx, String id, Outcome outcome, String reason, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE information_request SET outcome = :outcome, reason = :reason,"
                                + " answered_at = :now WHERE id = :id AND outcome IS NULL")
                        .bind("id", id)
                        .bind("outcome", outcome.word())
                        .bind("reason", reason)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    public static boolean destroyed(Tx tx, String id, String words, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE information_request SET destroyed_at = :now, destroyed_words = :words"
                                + " WHERE id = :id AND destroyed_at IS NULL AND outcome IN ('granted', 'partly')")
                        .bind("id", id)
                        .bind("words", words)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    /** Adds to what a request lets go; what it lets go already stays. */
    public static void cover(Tx tx, String id, Coverage coverage, Instant now) {
        coverage.deposits().forEach(deposit -> cover(tx, id, "deposit", deposit, "", now));
        coverage.types().forEach(all -> cover(tx, id, "type", all.type(), all.participant(), now));
    }

    private static void cover(Tx tx, String id, String kind, String word, String participant, Instant now) {
        tx.sql()
                .createUpdate("INSERT INTO request_coverage (request_id, kind, word, participant_id, at)"
                        + " VALUES (:id, :kind, :word, :participant, :now)"
                        + " ON CONFLICT (request_id, kind, word, participant_id) DO UPDATE SET at = :now")
                .bind("id", id)
                .bind("kind", kind)
                .bind("word", word)
                .bind("participant", participant)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    public static Coverage coverage(Handle sql, String id) {
        Set<String> deposits = new HashSet<>();
        Set<Coverage.OfType> types = new HashSet<>();
        sql.createQuery("SELECT kind, word, participant_id FROM request_coverage WHERE request_id = :id")
                .bind("id", id)
                .map((row, context) -> row.getString("kind").equals("deposit")
                        ? deposits.add(row.getString("word"))
                        : types.add(new Coverage.OfType(row.getString("word"), row.getString("participant_id"))))
                .list();
        return new Coverage(deposits, types);
    }

    /** When it was last answered with something; nothing before the first answer. */
    public static Optional<Instant> lastCovered(Handle sql, String id) {
        return sql.createQuery("SELECT MAX(at) AS latest FROM request_coverage WHERE request_id = :id")
                .bind("id", id)
                .map((row, context) -> Rows.instant(row, "latest"))
                .one();
    }

    /** Those of one contact that were granted, the newest first. */
    public static List<InformationRequest> grantedTo(Handle sql, String contactId) {
        return sql.createQuery("SELECT * FROM information_request WHERE contact_id = :contact"
                        + " AND outcome IN ('granted', 'partly') ORDER BY received_at DESC, id")
                .bind("contact", contactId)
                .map((row, context) -> read(row))
                .list();
    }

    public static Optional<InformationRequest> find(Handle sql, String id) {
        return sql.createQuery("SELECT * FROM information_request WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    public static List<InformationRequest> all(Handle sql) {
        return sql.createQuery("SELECT * FROM information_request ORDER BY received_at DESC, id")
                .map((row, context) -> read(row))
                .list();
    }

    /** Those with a clock: unanswered, or with information that is out and not known to be destroyed. */
    public static List<InformationRequest> running(Handle sql) {
        return sql.createQuery("SELECT * FROM information_request WHERE outcome IS NULL"
                        + " OR (outcome <> 'refused' AND destroyed_at IS NULL) ORDER BY received_at, id")
                .map((row, context) -> read(row))
                .list();
    }

    /** Notes that a reminder went out; whether it is the first. */
    public static boolean remind(Tx tx, String subject, String clock, Instant now) {
        return tx.sql()
                        .createUpdate("INSERT INTO request_reminder (subject, clock, at) VALUES (:subject, :clock,"
                                + " :now) ON CONFLICT (subject, clock) DO NOTHING")
                        .bind("subject", subject)
                        .bind("clock", clock)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    private static InformationRequest read(ResultSet row) throws SQLException {
        Optional<String> checkedBy = Rows.text(row, "checked_by");
        Optional<Proportionality> check = checkedBy.isEmpty()
                ? Optional.empty()
                : Optional.of(new Proportionality(
                        row.getInt("necessary") == 1,
                        row.getInt("least") == 1,
                        row.getInt("harmless") == 1,
                        row.getString("check_words"),
                        checkedBy.get()));
        return new InformationRequest(
                row.getString("id"),
                row.getString("contact_id"),
                row.getString("written"),
                row.getString("what"),
                row.getString("purpose"),
                row.getString("format"),
                row.getString("scope"),
                Instant.ofEpochMilli(row.getLong("until_at")),
                Instant.ofEpochMilli(row.getLong("destroy_at")),
                row.getInt("standing") == 1,
                Rows.text(row, "every").map(Period::parse),
                row.getString("recorded_by"),
                Instant.ofEpochMilli(row.getLong("received_at")),
                check,
                Rows.text(row, "referred_to"),
                Rows.text(row, "outcome").flatMap(Outcome::of),
                Rows.text(row, "reason"),
                Rows.instant(row, "answered_at"),
                Rows.instant(row, "destroyed_at"),
                Rows.text(row, "destroyed_words"));
    }
}
