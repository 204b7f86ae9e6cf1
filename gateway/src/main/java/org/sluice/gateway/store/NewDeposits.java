package org.sluice.gateway.store;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Rows that count what a person is told of new deposits, one for each channel, information type and day. */
public final class NewDeposits {
    private NewDeposits() {}

    /** The notice that tells of them, and how many there are. */
    public record Counted(String noticeId, long files) {}

    /** One more, under a notice of this id if it is the first. */
    public static Counted count(Tx tx, String personId, String channel, String type, String day, String noticeId) {
        tx.sql()
                .createUpdate("INSERT INTO new_deposits (person_id, channel, type, day, files, notice_id)"
                        + " VALUES (:person, :channel, :type, :day, 1, :notice)"
                        + " ON CONFLICT (person_id, channel, type, day)"
                        + " DO UPDATE SET files = new_deposits.files + 1")
                .bind("person", personId)
                .bind("channel", channel)
                .bind("type", type)
                .bind("day", day)
                .bind("notice", noticeId)
                .execute();
        return tx.sql()
                .createQuery("SELECT notice_id, files FROM new_deposits WHERE person_id = :person"
                        + " AND channel = :channel AND type = :type AND day = :day")
                .bind("person", personId)
                .bind("channel", channel)
                .bind("type", type)
                .bind("day", day)
                .map((row, context) -> new Counted(row.getString("notice_id"), row.getLong("files")))
                .one();
    }

    /** Persons who may have to be told of a deposit of this participant: its releasers, and all coordinators. */
    public static List<String> listeners(Handle sql, String participantId) {
        return sql.createQuery("SELECT DISTINCT p.id FROM person p JOIN person_role r ON r.person_id = p.id"
                        + " WHERE r.role = 'coordinator' OR (r.role = 'releaser' AND p.participant_id = :participant)"
                        + " ORDER BY p.id")
                .bind("participant", participantId)
                .mapTo(String.class)
                .list();
    }

    public static boolean forgettable(Handle sql, String beforeDay) {
        return sql.createQuery("SELECT COUNT(*) FROM new_deposits WHERE day < :day")
                        .bind("day", beforeDay)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /** Forgets days long past, with their notices. */
    public static void forget(Tx tx, String beforeDay) {
        tx.sql()
                .createUpdate("DELETE FROM notice WHERE id IN (SELECT notice_id FROM new_deposits WHERE day < :day)")
                .bind("day", beforeDay)
                .execute();
        tx.sql()
                .createUpdate("DELETE FROM new_deposits WHERE day < :day")
                .bind("day", beforeDay)
                .execute();
    }
}
