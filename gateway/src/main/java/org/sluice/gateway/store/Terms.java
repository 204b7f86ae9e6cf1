package org.sluice.gateway.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.participant.Duty;

/** Until when persons and contacts take part, who speaks for a participant, and when its list was last confirmed. */
public final class Terms {
    private Terms() {}

    /** The end of a person's or contact's term; from that instant on it takes part no longer. */
    public static Optional<Instant> end(Handle sql, String id) {
        return sql.createQuery("SELECT ends_at FROM person_term WHERE person_id = :id UNION ALL"
                        + " SELECT ends_at FROM contact_term WHERE contact_id = :id")
                .bind("id", id)
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    public static boolean ended(Handle sql, String id, Instant now) {
        return end(sql, id).filter(end -> !now.isBefore(end)).isPresent();
    }

    public static void setPerson(Tx tx, String id, Optional<Instant> end) {
        set(tx, "person", id, end);
    }

    public static void setContact(Tx tx, String id, Optional<Instant> end) {
        set(tx, "contact", id, end);
    }

    private static void set(Tx tx, String what, String id, Optional<Instant> end) {
        tx.sql()
                .createUpdate("DELETE FROM " + what + "_term WHERE " + what + "_id = :id")
                .bind("id", id)
                .execute();
        end.ifPresent(instant -> tx.sql()
                .createUpdate("INSERT INTO " + what + "_term (" + what + "_id, ends_at) VALUES (:id, :end)")
                .bind("id", id)
                .bind("end", instant.toEpochMilli())
                .execute());
    }

    public static List<String> speakers(Handle sql, String participantId, Duty duty) {
        return sql.createQuery("SELECT person_id FROM participant_speaker WHERE participant_id = :participant"
                        + " AND duty = :duty ORDER BY person_id")
                .bind("participant", participantId)
                .bind("duty", duty.word())
                .mapTo(String.class)
                .list();
    }

    public static void setSpeakers(Tx tx, String participantId, Duty duty, List<String> persons) {
        tx.sql()
                .createUpdate("DELETE FROM participant_speaker WHERE participant_id = :participant AND duty = :duty")
                .bind("participant", participantId)
                .bind("duty", duty.word())
                .execute();
        for (String person : persons) {
            tx.sql()
                    .createUpdate("INSERT INTO participant_speaker (participant_id, person_id, duty)"
                            + " VALUES (:participant, :person, :duty)")
                    .bind("participant", participantId)
                    .bind("person", person)
                    .bind("duty", duty.word())
                    .execute();
        }
    }

    /** When the list of a participant's people was last confirmed and last asked for. */
    public record PeopleList(
            String participantId, Instant confirmed, Optional<String> by, Optional<Instant> reminded) {}

    public static List<PeopleList> lists(Handle sql) {
        return sql.createQuery("SELECT l.* FROM people_list l JOIN participant p ON p.id = l.participant_id"
                        + " WHERE p.status <> 'withdrawn' ORDER BY l.participant_id")
                .map((row, context) -> new PeopleList(
                        row.getString("participant_id"),
                        Instant.ofEpochMilli(row.getLong("confirmed_at")),
                        Rows.text(row, "confirmed_by"),
                        Rows.instant(row, "reminded_at")))
                .list();
    }

    public static void confirmed(Tx tx, String participantId, Optional<String> by, Instant now) {
        tx.sql()
                .createUpdate("DELETE FROM people_list WHERE participant_id = :participant")
                .bind("participant", participantId)
                .execute();
        tx.sql()
                .createUpdate("INSERT INTO people_list (participant_id, confirmed_at, confirmed_by)"
                        + " VALUES (:participant, :now, :by)")
                .bind("participant", participantId)
                .bind("now", now.toEpochMilli())
                .bind("by", by.orElse(null))
                .execute();
    }

    /** Marks the focal points as asked; false if another node did. */
    public static boolean reminded(Tx tx, String participantId, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE people_list SET reminded_at = :now WHERE participant_id = :participant"
                                + " AND reminded_at IS NULL")
                        .bind("now", now.toEpochMilli())
                        .bind("participant", participantId)
                        .execute()
                == 1;
    }

    public static boolean confirmedProtocol(Handle sql, String personId, String protocol, String version) {
        return sql.createQuery("SELECT COUNT(*) FROM protocol_confirmation WHERE person_id = :person"
                                + " AND protocol = :protocol AND version = :version")
                        .bind("person", personId)
                        .bind("protocol", protocol)
                        .bind("version", version)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    public static void confirmProtocol(
            Tx tx, String personId, String protocol, String version, String language, Instant now) {
        tx.sql()
                .createUpdate("INSERT INTO protocol_confirmation (person_id, protocol, version, language, confirmed_at)"
                        + " VALUES (:person, :protocol, :version, :language, :now)")
                .bind("person", personId)
                .bind("protocol", protocol)
                .bind("version", version)
                .bind("language", language)
                .bind("now", now.toEpochMilli())
                .execute();
    }
}
