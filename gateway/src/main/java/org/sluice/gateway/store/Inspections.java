package org.sluice.gateway.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.inspect.Acceptance;
import org.sluice.gateway.domain.inspect.Finding;
import org.sluice.gateway.domain.inspect.FindingKind;
import org.sluice.gateway.domain.inspect.Gap;
import org.sluice.gateway.domain.inspect.Inspection;
import org.sluice.gateway.domain.inspect.Report;

/** Rows of inspections and of what people answer for. */
public final class Inspections {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Inspections() {}

    /** From here on a deposit waits for its inspection. */
    public static void await(Tx tx, String depositId) {
        tx.sql()
                .createUpdate("INSERT INTO inspection (deposit_id, state, looked, report, judged_version)"
                        + " VALUES (:deposit, 'pending', '', '{}', 0) ON CONFLICT (deposit_id) DO NOTHING")
                .bind("deposit", depositId)
                .execute();
    }

    /**
     * Deposits that wait and are no larger, and no smaller, than said; the oldest first.
     *
     * @param scanned only what a virus scanner has called clean or infected
     */
    public static List<String> pending(Handle sql, long least, long most, boolean scanned, int limit) {
        return sql.createQuery("SELECT i.deposit_id FROM inspection i JOIN deposit d ON d.id = i.deposit_id"
                        + " WHERE i.state = 'pending' AND d.size >= :least AND d.size <= :most"
                        + (scanned
                                ? " AND EXISTS (SELECT 1 FROM scan s WHERE s.deposit_id = d.id AND s.state IN ('clean', 'infected'))"
                                : "")
                        + " ORDER BY d.deposited_at, d.id LIMIT :limit")
                .bind("least", least)
                .bind("most", most)
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }

    /** Deposits whose label changed since their findings were last judged. */
    public static List<String> toJudge(Handle sql, int limit) {
        return sql.createQuery("SELECT i.deposit_id FROM inspection i JOIN deposit d ON d.id = i.deposit_id"
                        + " WHERE i.state = 'found' AND i.judged_version <> d.label_version AND d.state <> 'removed'"
                        + " LIMIT :limit")
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }

    public static Optional<Inspection> find(Handle sql, String depositId) {
        List<Acceptance> accepted = accepted(sql, depositId);
        return sql.createQuery("SELECT * FROM inspection WHERE deposit_id = :deposit")
                .bind("deposit", depositId)
                .map((row, context) -> read(row, accepted))
                .findOne();
    }

    /** All but those of removed deposits, the newest deposit first. */
    public static List<Inspection> all(Handle sql) {
        List<String> ids = sql.createQuery("SELECT i.deposit_id FROM inspection i JOIN deposit d ON d.id = i.deposit_id"
                        + " WHERE d.state <> 'removed' ORDER BY d.begun_at DESC, d.id")
                .mapTo(String.class)
                .list();
        return ids.stream().map(id -> find(sql, id)).flatMap(Optional::stream).toList();
    }

    /** The end of an inspection; false if another node was faster. */
    public static boolean finish(Tx tx, String depositId, Report report, long labelVersion, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE inspection SET state = :state, looked = :looked, report = :report,"
                                + " looked_at = :now, judged_version = :version"
                                + " WHERE deposit_id = :deposit AND state = 'pending'")
                        .bind("state", report.state().word())
                        .bind("looked", report.looked())
                        .bind("report", write(report))
                        .bind("now", now.toEpochMilli())
                        .bind("version", labelVersion)
                        .bind("deposit", depositId)
                        .execute()
                == 1;
    }

    /** Waits anew, where it was not opened because it counted as infected. */
    public static void reopen(Tx tx, String depositId) {
        tx.sql()
                .createUpdate("UPDATE inspection SET state = 'pending', looked = '', report = '{}', looked_at = NULL,"
                        + " judged_version = 0 WHERE deposit_id = :deposit AND state = 'not-inspected'"
                        + " AND report LIKE '%\"infected\"%'")
                .bind("deposit", depositId)
                .execute();
    }

    public static boolean judged(Tx tx, String depositId, long before, long labelVersion) {
        return tx.sql()
                        .createUpdate("UPDATE inspection SET judged_version = :version"
                                + " WHERE deposit_id = :deposit AND judged_version = :before")
                        .bind("version", labelVersion)
                        .bind("deposit", depositId)
                        .bind("before", before)
                        .execute()
                == 1;
    }

    public static void attest(Tx tx, String depositId, String personId, String note, Instant now) {
        tx.sql()
                .createUpdate("UPDATE inspection SET attested_by = :person, attested_note = :note, attested_at = :now"
                        + " WHERE deposit_id = :deposit")
                .bind("person", personId)
                .bind("note", note)
                .bind("now", now.toEpochMilli())
                .bind("deposit", depositId)
                .execute();
    }

    public static void accept(Tx tx, String depositId, Acceptance acceptance) {
        tx.sql()
                .createUpdate("INSERT INTO inspection_acceptance"
                        + " (deposit_id, kind, claimed, person_id, reason, accepted_at)"
                        + " VALUES (:deposit, :kind, :claimed, :person, :reason, :at)"
                        + " ON CONFLICT (deposit_id, kind, claimed) DO NOTHING")
                .bind("deposit", depositId)
                .bind("kind", acceptance.kind().word())
                .bind("claimed", acceptance.claimed())
                .bind("person", acceptance.personId())
                .bind("reason", acceptance.reason())
                .bind("at", acceptance.at().toEpochMilli())
                .execute();
    }

    private static List<Acceptance> accepted(Handle sql, String depositId) {
        return sql.createQuery(
                        "SELECT * FROM inspection_acceptance WHERE deposit_id = :deposit ORDER BY accepted_at, kind")
                .bind("deposit", depositId)
                .map((row, context) -> new Acceptance(
                        kind(row.getString("kind")),
                        row.getInt("claimed"),
                        row.getString("person_id"),
                        row.getString("reason"),
                        Instant.ofEpochMilli(row.getLong("accepted_at"))))
                .list();
    }

    private static Inspection read(ResultSet row, List<Acceptance> accepted) throws SQLException {
        return new Inspection(
                row.getString("deposit_id"),
                Report.State.of(row.getString("state")),
                report(row.getString("report"), row.getString("looked")),
                Rows.instant(row, "looked_at"),
                row.getLong("judged_version"),
                Rows.text(row, "attested_by"),
                Rows.text(row, "attested_note"),
                accepted);
    }

    private static String write(Report report) {
        ObjectNode json = JSON.createObjectNode();
        ArrayNode findings = json.putArray("findings");
        report.findings()
                .forEach(finding -> findings.addObject()
                        .put("kind", finding.kind().word())
                        .put("place", finding.place())
                        .put("count", finding.count()));
        ArrayNode gaps = json.putArray("gaps");
        report.gaps()
                .forEach(gap -> gaps.addObject()
                        .put("place", gap.place())
                        .put("why", gap.why().word()));
        return json.toString();
    }

    private static Report report(String text, String looked) {
        try {
            JsonNode json = JSON.readTree(text);
            List<Finding> findings = new ArrayList<>();
            json.path("findings")
                    .forEach(node -> findings.add(new Finding(
                            kind(node.path("kind").asText()),
                            node.path("place").asText(),
                            node.path("count").asLong())));
            List<Gap> gaps = new ArrayList<>();
            json.path("gaps")
                    .forEach(node -> gaps.add(new Gap(
                            node.path("place").asText(),
                            Gap.Why.of(node.path("why").asText())
                                    .orElseThrow(() -> new IllegalStateException("A gap on record has no reason.")))));
            return new Report(findings, gaps, looked);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A report in the database is not JSON.", e);
        }
    }

    /** A kind that is no longer known must not read as nothing found. */
    private static FindingKind kind(String word) {
        return FindingKind.of(word)
                .orElseThrow(() -> new IllegalStateException("No kind of finding is called " + word + "."));
    }
}
