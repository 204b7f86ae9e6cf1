package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.KeptDocument;
import org.sluice.gateway.domain.request.Agreement;

/** Rows of agreements with third parties. */
public final class Agreements {
    private Agreements() {}

    public static void add(Tx tx, Agreement agreement) {
        tx.sql()
                .createUpdate(
                        "INSERT INTO agreement (id, participant_id, name, reference, signatory, signed_on, from_at,"
                                + " until_at, recorded_by, recorded_at) VALUES (:id, :participant, :name, :reference, :signatory,"
                                + " :signed, :from, :until, :by, :recorded)")
                .bind("id", agreement.id())
                .bind("participant", agreement.party().orElse(null))
                .bind("name", agreement.name())
                .bind("reference", agreement.reference())
                .bind("signatory", agreement.signatory())
                .bind("signed", agreement.signed().toString())
                .bind("from", agreement.from().toEpochMilli())
                .bind("until", agreement.until().toEpochMilli())
                .bind("by", agreement.recordedBy())
                .bind("recorded", agreement.recorded().toEpochMilli())
                .execute();
        words(tx, agreement.id(), "with", agreement.with());
        words(tx, agreement.id(), "type", agreement.types());
        words(tx, agreement.id(), "purpose", agreement.purposes());
    }

    private static void words(Tx tx, String id, String kind, Collection<String> words) {
        for (String word : words) {
            tx.sql()
                    .createUpdate("INSERT INTO agreement_word (agreement_id, kind, word) VALUES (:id, :kind, :word)")
                    .bind("id", id)
                    .bind("kind", kind)
                    .bind("word", word)
                    .execute();
        }
    }

    /** Ends it now; false where it was ended already. */
    public static boolean end(Tx tx, String id, String by, String reason, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE agreement SET ended_at = :now, ended_by = :by, end_reason = :reason"
                                + " WHERE id = :id AND ended_at IS NULL")
                        .bind("id", id)
                        .bind("by", by)
                        .bind("reason", reason)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    public static List<Agreement> all(Handle sql) {
        return sql.createQuery("SELECT * FROM agreement ORDER BY from_at, id")
                .map((row, context) -> read(sql, row))
                .list();
    }

    /** Those with this contact or participant, the earliest first; ended ones too. */
    public static List<Agreement> with(Handle sql, String id) {
        return sql.createQuery("SELECT a.* FROM agreement a JOIN agreement_word w ON w.agreement_id = a.id"
                        + " WHERE w.kind = 'with' AND w.word = :id ORDER BY a.from_at, a.id")
                .bind("id", id)
                .map((row, context) -> read(sql, row))
                .list();
    }

    public static Optional<Agreement> find(Handle sql, String id) {
        return sql.createQuery("SELECT * FROM agreement WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(sql, row))
                .findOne();
    }

    private static Agreement read(Handle sql, ResultSet row) throws SQLException {
        String id = row.getString("id");
        Optional<Instant> ended = Rows.instant(row, "ended_at");
        return new Agreement(
                id,
                Rows.text(row, "participant_id"),
                row.getString("name"),
                new HashSet<>(words(sql, id, "with")),
                new HashSet<>(words(sql, id, "type")),
                words(sql, id, "purpose"),
                Instant.ofEpochMilli(row.getLong("from_at")),
                Instant.ofEpochMilli(row.getLong("until_at")),
                row.getString("reference"),
                row.getString("signatory"),
                LocalDate.parse(row.getString("signed_on")),
                KeptDocuments.find(sql, KeptDocument.Of.AGREEMENT, id),
                row.getString("recorded_by"),
                Instant.ofEpochMilli(row.getLong("recorded_at")),
                ended.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Agreement.Ended(
                                ended.get(), row.getString("ended_by"), row.getString("end_reason"))));
    }

    private static List<String> words(Handle sql, String id, String kind) {
        return sql.createQuery(
                        "SELECT word FROM agreement_word WHERE agreement_id = :id AND kind = :kind ORDER BY word")
                .bind("id", id)
                .bind("kind", kind)
                .mapTo(String.class)
                .list();
    }
}
