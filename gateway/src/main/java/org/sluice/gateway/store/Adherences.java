package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.participant.Adherence;
import org.sluice.gateway.domain.participant.Signature;

/** Rows of adherence documents, with the wraps of their bodies. */
public final class Adherences {
    private Adherences() {}

    public static void add(Tx tx, Adherence adherence, Keys.WrapRow wrap) {
        tx.sql()
                .createUpdate("INSERT INTO adherence (id, participant_id, signatory, function, signed_on, name, size,"
                        + " sha256, body_id, channel, key_version, record, recorded_at) VALUES (:id, :participant,"
                        + " :signatory, :function, :signed, :name, :size, :sha256, :body, :channel, :version, :record,"
                        + " :recorded)")
                .bind("id", adherence.id())
                .bind("participant", adherence.participantId())
                .bind("signatory", adherence.signatory())
                .bind("function", adherence.function())
                .bind("signed", adherence.signed().toString())
                .bind("name", adherence.name())
                .bind("size", adherence.size())
                .bind("sha256", adherence.sha256())
                .bind("body", adherence.bodyId())
                .bind("channel", wrap.channel())
                .bind("version", wrap.keyVersion())
                .bind("record", wrap.record())
                .bind("recorded", adherence.recorded().toEpochMilli())
                .execute();
        for (String protocol : adherence.protocols()) {
            tx.sql()
                    .createUpdate("INSERT INTO adherence_protocol (adherence_id, protocol) VALUES (:id, :protocol)")
                    .bind("id", adherence.id())
                    .bind("protocol", protocol)
                    .execute();
        }
    }

    public static List<Adherence> all(Handle sql) {
        return sql.createQuery("SELECT * FROM adherence ORDER BY signed_on, id")
                .map((row, context) -> read(sql, row))
                .list();
    }

    /** The signatures of participants that have not withdrawn. */
    public static List<Signature> standing(Handle sql) {
        return sql.createQuery("SELECT a.participant_id, x.protocol, a.signed_on FROM adherence a"
                        + " JOIN adherence_protocol x ON x.adherence_id = a.id"
                        + " JOIN participant p ON p.id = a.participant_id WHERE p.status <> 'withdrawn'")
                .map((row, context) -> new Signature(
                        row.getString("participant_id"),
                        row.getString("protocol"),
                        LocalDate.parse(row.getString("signed_on"))))
                .list();
    }

    private static Adherence read(Handle sql, ResultSet row) throws SQLException {
        String id = row.getString("id");
        return new Adherence(
                id,
                row.getString("participant_id"),
                new HashSet<>(sql.createQuery("SELECT protocol FROM adherence_protocol WHERE adherence_id = :id")
                        .bind("id", id)
                        .mapTo(String.class)
                        .list()),
                row.getString("signatory"),
                row.getString("function"),
                LocalDate.parse(row.getString("signed_on")),
                row.getString("name"),
                row.getLong("size"),
                row.getString("sha256"),
                row.getString("body_id"),
                Instant.ofEpochMilli(row.getLong("recorded_at")));
    }
}
