package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.domain.incident.Certainty;
import org.sluice.gateway.domain.incident.Incident;
import org.sluice.gateway.domain.incident.Nature;
import org.sluice.gateway.domain.incident.Progress;
import org.sluice.gateway.domain.incident.Severity;

/** Rows of incidents. */
public final class Incidents {
    private static final String SENIOR = "senior-management";

    private Incidents() {}

    /** One line of what was done. */
    public record Action(Instant at, String by, String words) {}

    public static void add(Tx tx, Incident incident) {
        tx.sql()
                .createUpdate(
                        "INSERT INTO incident (id, nature, severity, certainty, what, found, opened_by, opened_at,"
                                + " aware_at, unhcr, hold, stop_external) VALUES (:id, :nature, :severity, :certainty, :what,"
                                + " :found, :by, :opened, :aware, :unhcr, :hold, :stop)")
                .bind("id", incident.id())
                .bind("nature", incident.nature().word())
                .bind("severity", incident.severity().word())
                .bind("certainty", incident.certainty().word())
                .bind("what", incident.what())
                .bind("found", incident.found())
                .bind("by", incident.openedBy())
                .bind("opened", incident.opened().toEpochMilli())
                .bind("aware", incident.aware().toEpochMilli())
                .bind("unhcr", incident.unhcr() ? 1 : 0)
                .bind("hold", incident.progress().hold() ? 1 : 0)
                .bind("stop", incident.stopExternal().orElse(null))
                .execute();
        Map.of("deposit", incident.deposits(), "link", incident.links(), "person", incident.persons())
                .forEach((kind, subjects) ->
                        new HashSet<>(subjects).forEach(subject -> subject(tx, incident.id(), kind, subject)));
    }

    private static void subject(Tx tx, String id, String kind, String subject) {
        tx.sql()
                .createUpdate("INSERT INTO incident_subject (incident_id, kind, subject) VALUES (:id, :kind, :subject)")
                .bind("id", id)
                .bind("kind", kind)
                .bind("subject", subject)
                .execute();
    }

    /** Writes what may change of an incident. */
    public static void update(Tx tx, Incident incident) {
        Progress progress = incident.progress();
        tx.sql()
                .createUpdate("UPDATE incident SET severity = :severity, certainty = :certainty, hold = :hold,"
                        + " told_group_at = :toldGroup, told_unhcr_at = :toldUnhcr, met_at = :met,"
                        + " resolution = :resolution, resolved_at = :resolved, resolved_by = :resolvedBy,"
                        + " lessons = :lessons, closed_at = :closed WHERE id = :id")
                .bind("id", incident.id())
                .bind("severity", incident.severity().word())
                .bind("certainty", incident.certainty().word())
                .bind("hold", incident.progress().hold() ? 1 : 0)
                .bind("toldGroup", millis(progress.toldGroup()))
                .bind("toldUnhcr", millis(progress.toldUnhcr()))
                .bind("met", millis(progress.met()))
                .bind(
                        "resolution",
                        progress.ending().map(Progress.Ending::resolution).orElse(null))
                .bind("resolved", millis(progress.ending().map(Progress.Ending::at)))
                .bind(
                        "resolvedBy",
                        progress.ending()
                                .map(ending -> ending.bySenior() ? SENIOR : "all")
                                .orElse(null))
                .bind(
                        "lessons",
                        progress.closing().map(Progress.Closing::lessons).orElse(null))
                .bind("closed", millis(progress.closing().map(Progress.Closing::at)))
                .execute();
    }

    public static Optional<Incident> find(Handle sql, String id) {
        return sql.createQuery("SELECT * FROM incident WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(sql, row))
                .findOne();
    }

    public static List<Incident> all(Handle sql) {
        return sql.createQuery("SELECT * FROM incident ORDER BY opened_at DESC, id")
                .map((row, context) -> read(sql, row))
                .list();
    }

    public static List<Incident> open(Handle sql) {
        return sql.createQuery("SELECT * FROM incident WHERE closed_at IS NULL ORDER BY opened_at, id")
                .map((row, context) -> read(sql, row))
                .list();
    }

    /** The incident that freezes a deposit or a link, if one does. */
    public static Optional<String> freezing(Handle sql, String kind, String subject) {
        return sql.createQuery("SELECT i.id FROM incident i JOIN incident_subject s ON s.incident_id = i.id"
                        + " WHERE s.kind = :kind AND s.subject = :subject AND i.hold = 1 AND i.closed_at IS NULL"
                        + " ORDER BY i.id LIMIT 1")
                .bind("kind", kind)
                .bind("subject", subject)
                .mapTo(String.class)
                .findOne();
    }

    /** The incident that freezes the link of a release to one contact, if one does. */
    public static Optional<String> freezingLink(Handle sql, String releaseId, String contactId) {
        return sql.createQuery("SELECT i.id FROM incident i JOIN incident_subject s ON s.incident_id = i.id"
                        + " JOIN link l ON l.id = s.subject WHERE s.kind = 'link' AND l.release_id = :release"
                        + " AND l.contact_id = :contact AND i.hold = 1 AND i.closed_at IS NULL ORDER BY i.id LIMIT 1")
                .bind("release", releaseId)
                .bind("contact", contactId)
                .mapTo(String.class)
                .findOne();
    }

    /** The incident that freezes a link with this deposit in it, if one does. */
    public static Optional<String> freezingLinkWith(Handle sql, String depositId) {
        return sql.createQuery("SELECT i.id FROM incident i JOIN incident_subject s ON s.incident_id = i.id"
                        + " JOIN link_file f ON f.link_id = s.subject WHERE s.kind = 'link' AND f.deposit_id = :deposit"
                        + " AND i.hold = 1 AND i.closed_at IS NULL ORDER BY i.id LIMIT 1")
                .bind("deposit", depositId)
                .mapTo(String.class)
                .findOne();
    }

    /** The protocols whose information stays inside, each with the incident that says so. */
    public static Map<String, String> stops(Handle sql) {
        return sql.createQuery("SELECT stop_external, max(id) AS id FROM incident"
                        + " WHERE stop_external IS NOT NULL AND resolved_at IS NULL GROUP BY stop_external")
                .reduceRows(new java.util.HashMap<>(), (map, row) -> {
                    map.put(row.getColumn("stop_external", String.class), row.getColumn("id", String.class));
                    return map;
                });
    }

    public static void act(Tx tx, String actionId, String incidentId, Action action) {
        tx.sql()
                .createUpdate("INSERT INTO incident_action (id, incident_id, at, by_whom, words)"
                        + " VALUES (:id, :incident, :at, :by, :words)")
                .bind("id", actionId)
                .bind("incident", incidentId)
                .bind("at", action.at().toEpochMilli())
                .bind("by", action.by())
                .bind("words", action.words())
                .execute();
    }

    public static List<Action> actions(Handle sql, String incidentId) {
        return sql.createQuery("SELECT * FROM incident_action WHERE incident_id = :id ORDER BY at, id")
                .bind("id", incidentId)
                .map((row, context) -> new Action(
                        Instant.ofEpochMilli(row.getLong("at")), row.getString("by_whom"), row.getString("words")))
                .list();
    }

    /** Puts an assent on record; a repeat changes nothing. */
    public static boolean assent(Tx tx, String incidentId, String participantId, String personId, Instant now) {
        if (assents(tx.sql(), incidentId).contains(participantId)) {
            return false;
        }
        tx.sql()
                .createUpdate("INSERT INTO incident_assent (incident_id, participant_id, person_id, at)"
                        + " VALUES (:id, :participant, :person, :now)")
                .bind("id", incidentId)
                .bind("participant", participantId)
                .bind("person", personId)
                .bind("now", now.toEpochMilli())
                .execute();
        return true;
    }

    public static Set<String> assents(Handle sql, String incidentId) {
        return new HashSet<>(sql.createQuery("SELECT participant_id FROM incident_assent WHERE incident_id = :id")
                .bind("id", incidentId)
                .mapTo(String.class)
                .list());
    }

    /** Whether this reminder is the first of its clock; if so it is on record now. */
    public static boolean remind(Tx tx, String incidentId, String clock, Instant now) {
        boolean before = tx.sql()
                        .createQuery(
                                "SELECT count(*) FROM incident_reminder WHERE incident_id = :id AND clock = :clock")
                        .bind("id", incidentId)
                        .bind("clock", clock)
                        .mapTo(Integer.class)
                        .one()
                > 0;
        if (!before) {
            tx.sql()
                    .createUpdate("INSERT INTO incident_reminder (incident_id, clock, at) VALUES (:id, :clock, :now)")
                    .bind("id", incidentId)
                    .bind("clock", clock)
                    .bind("now", now.toEpochMilli())
                    .execute();
        }
        return !before;
    }

    private static List<String> subjects(Handle sql, String id, String kind) {
        return sql.createQuery(
                        "SELECT subject FROM incident_subject WHERE incident_id = :id AND kind = :kind ORDER BY subject")
                .bind("id", id)
                .bind("kind", kind)
                .mapTo(String.class)
                .list();
    }

    private static Incident read(Handle sql, ResultSet row) throws SQLException {
        String id = row.getString("id");
        return new Incident(
                id,
                Nature.of(row.getString("nature")).orElseThrow(),
                Severity.of(row.getString("severity")).orElseThrow(),
                Certainty.of(row.getString("certainty")).orElseThrow(),
                row.getString("what"),
                row.getString("found"),
                row.getString("opened_by"),
                Instant.ofEpochMilli(row.getLong("opened_at")),
                Instant.ofEpochMilli(row.getLong("aware_at")),
                row.getInt("unhcr") == 1,
                Rows.text(row, "stop_external"),
                subjects(sql, id, "deposit"),
                subjects(sql, id, "link"),
                subjects(sql, id, "person"),
                progress(row));
    }

    private static Progress progress(ResultSet row) throws SQLException {
        Optional<Instant> resolved = Rows.instant(row, "resolved_at");
        Optional<Instant> closed = Rows.instant(row, "closed_at");
        String resolution = row.getString("resolution");
        String lessons = row.getString("lessons");
        boolean bySenior = SENIOR.equals(row.getString("resolved_by"));
        return new Progress(
                row.getInt("hold") == 1,
                Rows.instant(row, "told_group_at"),
                Rows.instant(row, "told_unhcr_at"),
                Rows.instant(row, "met_at"),
                resolved.map(at -> new Progress.Ending(at, resolution, bySenior)),
                closed.map(at -> new Progress.Closing(at, lessons)));
    }

    private static @Nullable Long millis(Optional<Instant> instant) {
        return instant.map(Instant::toEpochMilli).orElse(null);
    }
}
