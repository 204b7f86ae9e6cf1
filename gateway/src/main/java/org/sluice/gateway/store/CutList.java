package org.sluice.gateway.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.deposit.Exposure;
import org.sluice.gateway.domain.label.Channel;

/** What hangs on a participant: asked when it is cut. */
public final class CutList {
    private CutList() {}

    /**
     * One file that went out, by a link or from an inbox.
     *
     * @param sender the participant that released it
     * @param side the recipient's participant, if it has one
     * @param whole every byte of it did
     */
    public record Delivered(
            String depositId,
            String name,
            Channel channel,
            String owner,
            String sender,
            String recipientId,
            Optional<String> side,
            String way,
            Optional<Instant> at,
            boolean whole) {

        /** As somebody of this participant may see it; absent for the host's administrator. */
        public Delivered shown(Optional<String> viewersParticipant) {
            return Exposure.hides(channel, owner, viewersParticipant)
                    ? new Delivered(
                            depositId, Exposure.WITHHELD, channel, owner, sender, recipientId, side, way, at, whole)
                    : this;
        }
    }

    /** Open links that its people issued. */
    public static List<String> linksIssued(Handle sql, String participantId) {
        return sql.createQuery("SELECT l.id FROM link l JOIN release r ON r.id = l.release_id"
                        + " WHERE l.closed_at IS NULL AND r.participant_id = :participant ORDER BY l.id")
                .bind("participant", participantId)
                .mapTo(String.class)
                .list();
    }

    /** Open links that are addressed to its contacts. */
    public static List<String> linksReceived(Handle sql, String participantId) {
        return sql.createQuery("SELECT l.id FROM link l JOIN contact c ON c.id = l.contact_id"
                        + " WHERE l.closed_at IS NULL AND c.participant_id = :participant ORDER BY l.id")
                .bind("participant", participantId)
                .mapTo(String.class)
                .list();
    }

    /** Live releases that lie in its people's inboxes, or in others' because its people made them. */
    public static List<String> inboxes(Handle sql, String participantId, Instant now) {
        return sql.createQuery("SELECT DISTINCT r.id FROM release r JOIN release_recipient x ON x.release_id = r.id"
                        + " JOIN person p ON p.id = x.person_id WHERE r.revoked_at IS NULL AND r.expires_at > :now"
                        + " AND (p.participant_id = :participant OR r.participant_id = :participant) ORDER BY r.id")
                .bind("participant", participantId)
                .bind("now", now.toEpochMilli())
                .mapTo(String.class)
                .list();
    }

    public static List<String> keys(Handle sql, String participantId) {
        return sql.createQuery("SELECT k.fingerprint FROM person_key k JOIN person p ON p.id = k.person_id"
                        + " WHERE p.participant_id = :participant ORDER BY k.person_id, k.fingerprint")
                .bind("participant", participantId)
                .mapTo(String.class)
                .list();
    }

    /** What of its own deposits went to others, what it released, and what its people and contacts received. */
    public static List<Delivered> delivered(Handle sql, String participantId) {
        return sql.createQuery("SELECT f.deposit_id, d.name, d.channel, d.participant_id AS owner,"
                        + " r.participant_id AS sender, l.contact_id AS recipient, c.participant_id AS side,"
                        + " 'link' AS way, f.completed_at AS at, CASE WHEN f.completed_at IS NULL THEN 0 ELSE 1 END"
                        + " AS whole FROM link_file f JOIN link l ON l.id = f.link_id"
                        + " JOIN release r ON r.id = l.release_id JOIN deposit d ON d.id = f.deposit_id"
                        + " JOIN contact c ON c.id = l.contact_id WHERE f.claims > 0 AND (d.participant_id = :participant"
                        + " OR r.participant_id = :participant OR c.participant_id = :participant)"
                        + " UNION ALL SELECT i.deposit_id, d.name, d.channel, d.participant_id, r.participant_id,"
                        + " i.person_id, p.participant_id, 'inbox', i.ended_at,"
                        + " CASE WHEN i.bytes >= d.size THEN 1 ELSE 0 END FROM inbox_delivery i"
                        + " JOIN deposit d ON d.id = i.deposit_id JOIN person p ON p.id = i.person_id"
                        + " JOIN release r ON r.id = i.release_id WHERE d.participant_id = :participant"
                        + " OR r.participant_id = :participant OR p.participant_id = :participant ORDER BY 1, 6")
                .bind("participant", participantId)
                .map((row, context) -> new Delivered(
                        row.getString("deposit_id"),
                        row.getString("name"),
                        Channel.of(row.getString("channel")).orElseThrow(),
                        row.getString("owner"),
                        row.getString("sender"),
                        row.getString("recipient"),
                        Optional.ofNullable(row.getString("side")),
                        row.getString("way"),
                        Rows.instant(row, "at"),
                        row.getInt("whole") == 1))
                .list();
    }

    /** Closes every open link that it issued or that is addressed to it; says how many. */
    public static int closeLinks(Tx tx, String participantId, Instant now) {
        return tx.sql()
                .createUpdate("UPDATE link SET closed_at = :now, close_reason = 'withdrawn' WHERE closed_at IS NULL"
                        + " AND (release_id IN (SELECT id FROM release WHERE participant_id = :participant)"
                        + " OR contact_id IN (SELECT id FROM contact WHERE participant_id = :participant))")
                .bind("participant", participantId)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    /** Ends every release that its people made. */
    public static int endReleases(Tx tx, String participantId, Instant now) {
        return tx.sql()
                .createUpdate("UPDATE release SET revoked_at = :now, revoke_reason = 'withdrawn'"
                        + " WHERE revoked_at IS NULL AND participant_id = :participant")
                .bind("participant", participantId)
                .bind("now", now.toEpochMilli())
                .execute();
    }
}
