package org.sluice.gateway.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.participant.TransitionEntry;
import org.sluice.gateway.domain.release.Release;

/** What passed from participants that left to others. */
public final class HandOvers {
    private HandOvers() {}

    /** Makes the successor the owner of a deposit that is still the leaver's; false if it is not. */
    public static boolean deposit(Tx tx, Deposit deposit, TransitionEntry entry, String toPerson, Instant now) {
        boolean passed = tx.sql()
                        .createUpdate("UPDATE deposit SET participant_id = :to WHERE id = :id"
                                + " AND participant_id = :from AND state = 'deposited'")
                        .bind("id", deposit.id())
                        .bind("from", entry.leaver())
                        .bind("to", entry.successor())
                        .execute()
                == 1;
        if (!passed) {
            return false;
        }
        // It moves into the folder of whoever took it over, unless a file of that name lies there already.
        tx.sql()
                .createUpdate(
                        "UPDATE deposit SET person_id = :person WHERE id = :id AND NOT EXISTS (SELECT 1"
                                + " FROM deposit o WHERE o.person_id = :person AND o.folder = :folder AND o.type = :type"
                                + " AND o.path = :path AND o.name = :name AND o.state <> 'removed' AND o.superseded_by IS NULL)")
                .bind("id", deposit.id())
                .bind("person", toPerson)
                .bind("folder", deposit.folder().word())
                .bind("type", deposit.type())
                .bind("path", deposit.path())
                .bind("name", deposit.name())
                .execute();
        tx.sql()
                .createUpdate("INSERT INTO deposit_handover (entry_id, deposit_id, from_participant, from_person,"
                        + " to_participant, to_person, at) VALUES (:entry, :deposit, :from, :fromPerson, :to,"
                        + " :toPerson, :now)")
                .bind("entry", entry.id())
                .bind("deposit", deposit.id())
                .bind("from", entry.leaver())
                .bind("fromPerson", deposit.personId())
                .bind("to", entry.successor())
                .bind("toPerson", toPerson)
                .bind("now", now.toEpochMilli())
                .execute();
        return true;
    }

    /**
     * Keeps a release alive beyond the leaver. One that the leaver's people made is the successor's from now on; one that
     * others made of the leaver's deposits stays theirs.
     *
     * @param linkId the one link that it is about; none where all of the release is
     */
    public static void release(
            Tx tx, Release release, Optional<String> linkId, TransitionEntry entry, String toPerson, Instant now) {
        tx.sql()
                .createUpdate("INSERT INTO release_handover (entry_id, release_id, link_id, from_participant,"
                        + " from_person, to_participant, to_person, at) VALUES (:entry, :release, :link, :from,"
                        + " :fromPerson, :to, :toPerson, :now)")
                .bind("entry", entry.id())
                .bind("release", release.id())
                .bind("link", linkId.orElse(null))
                .bind("from", release.participantId())
                .bind("fromPerson", release.personId())
                .bind("to", entry.successor())
                .bind("toPerson", toPerson)
                .bind("now", now.toEpochMilli())
                .execute();
        tx.sql()
                .createUpdate("UPDATE release SET participant_id = :to, person_id = :person WHERE id = :id"
                        + " AND participant_id = :leaver")
                .bind("id", release.id())
                .bind("leaver", entry.leaver())
                .bind("to", entry.successor())
                .bind("person", toPerson)
                .execute();
    }

    /** Who owned a deposit before its owner of today, the original source first. */
    public static List<String> sources(Handle sql, String depositId) {
        return sql.createQuery(
                        "SELECT from_participant FROM deposit_handover WHERE deposit_id = :deposit ORDER BY at, entry_id")
                .bind("deposit", depositId)
                .mapTo(String.class)
                .list();
    }

    /** Whether a plan keeps a release open to this recipient although the owner of what is in it left. */
    public static boolean carried(Handle sql, String releaseId, String recipientId) {
        return sql.createQuery("SELECT count(*) FROM release_handover h LEFT JOIN link l ON l.id = h.link_id"
                                + " WHERE h.release_id = :release AND (h.link_id IS NULL OR l.contact_id = :recipient)")
                        .bind("release", releaseId)
                        .bind("recipient", recipientId)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    /** Whether single links of a release passed on and the rest of it did not: then it lies in no inbox any more. */
    public static boolean linksOnly(Handle sql, String releaseId) {
        return sql.createQuery("SELECT count(*) AS moved, coalesce(sum(CASE WHEN link_id IS NULL THEN 1 ELSE 0 END), 0)"
                        + " AS whole FROM release_handover WHERE release_id = :release"
                        + " AND from_participant <> to_participant")
                .bind("release", releaseId)
                .map((row, context) -> row.getInt("moved") > 0 && row.getInt("whole") == 0)
                .one();
    }

    /** Open links of others that hold nothing but a participant's deposits, and that no plan carries. */
    public static List<String> linksOfOthers(Handle sql, String participantId) {
        return sql.createQuery("SELECT l.id FROM link l JOIN release r ON r.id = l.release_id"
                        + " WHERE l.closed_at IS NULL AND r.participant_id <> :participant"
                        + " AND EXISTS (SELECT 1 FROM release_deposit x JOIN deposit d ON d.id = x.deposit_id"
                        + " WHERE x.release_id = r.id AND d.participant_id = :participant)"
                        + " AND NOT EXISTS (SELECT 1 FROM release_deposit x JOIN deposit d ON d.id = x.deposit_id"
                        + " WHERE x.release_id = r.id AND d.participant_id <> :participant)"
                        + " AND NOT EXISTS (SELECT 1 FROM release_handover h LEFT JOIN link k ON k.id = h.link_id"
                        + " WHERE h.release_id = r.id AND (h.link_id IS NULL OR k.contact_id = l.contact_id))"
                        + " ORDER BY l.id")
                .bind("participant", participantId)
                .mapTo(String.class)
                .list();
    }
}
