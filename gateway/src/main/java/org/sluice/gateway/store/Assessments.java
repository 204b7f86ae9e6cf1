package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.KeptDocument;
import org.sluice.gateway.domain.protocol.Assessment;

/** Rows of data protection impact assessments. */
public final class Assessments {
    private Assessments() {}

    public static List<Assessment> all(Handle sql) {
        return sql.createQuery("SELECT * FROM policy_assessment ORDER BY recorded_at, id")
                .map((row, context) -> read(sql, row))
                .list();
    }

    public static List<Assessment> of(Handle sql, String protocolId) {
        return all(sql).stream().filter(a -> a.protocolId().equals(protocolId)).toList();
    }

    public static void add(Tx tx, Assessment assessment) {
        tx.sql()
                .createUpdate("INSERT INTO policy_assessment (id, protocol_id, text, signed_by, signed_on, document,"
                        + " note, recorded_by, recorded_at) VALUES (:id, :protocol, :text, :signedBy, :signedOn,"
                        + " :document, :note, :by, :at)")
                .bind("id", assessment.id())
                .bind("protocol", assessment.protocolId())
                .bind("text", assessment.text())
                .bind("signedBy", assessment.signedBy())
                .bind("signedOn", assessment.signed().toString())
                .bind("document", assessment.document().orElse(null))
                .bind("note", assessment.note().orElse(null))
                .bind("by", assessment.recordedBy())
                .bind("at", assessment.recorded().toEpochMilli())
                .execute();
        for (String part : assessment.parts()) {
            tx.sql()
                    .createUpdate("INSERT INTO policy_assessment_part (assessment_id, part) VALUES (:id, :part)")
                    .bind("id", assessment.id())
                    .bind("part", part)
                    .execute();
        }
    }

    private static Assessment read(Handle sql, ResultSet row) throws SQLException {
        String id = row.getString("id");
        return new Assessment(
                id,
                row.getString("protocol_id"),
                sql.createQuery("SELECT part FROM policy_assessment_part WHERE assessment_id = :id ORDER BY part")
                        .bind("id", id)
                        .mapTo(String.class)
                        .list(),
                row.getString("text"),
                row.getString("signed_by"),
                LocalDate.parse(row.getString("signed_on")),
                Rows.text(row, "document"),
                KeptDocuments.find(sql, KeptDocument.Of.ASSESSMENT, id).map(KeptDocument::name),
                Rows.text(row, "note"),
                row.getString("recorded_by"),
                Instant.ofEpochMilli(row.getLong("recorded_at")));
    }
}
