package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.domain.release.Way;

/** Rows of releases. */
public final class Releases {
    private Releases() {}

    public static Optional<Release> find(Handle sql, String id) {
        return sql.createQuery("SELECT * FROM release WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(sql, row))
                .findOne();
    }

    public static List<Release> all(Handle sql) {
        return sql.createQuery("SELECT * FROM release ORDER BY created_at DESC, id")
                .map((row, context) -> read(sql, row))
                .list();
    }

    /** The releases that a deposit stands in, ended ones too. */
    public static List<String> holding(Handle sql, String depositId) {
        return sql.createQuery("SELECT release_id FROM release_deposit WHERE deposit_id = :deposit ORDER BY release_id")
                .bind("deposit", depositId)
                .mapTo(String.class)
                .list();
    }

    /** Releases of which something may lie in a person's inbox now. */
    public static List<Release> liveTo(Handle sql, String personId, Instant now) {
        return sql.createQuery("SELECT r.* FROM release r JOIN release_recipient x ON x.release_id = r.id"
                        + " WHERE x.person_id = :person AND r.revoked_at IS NULL AND r.expires_at > :now"
                        + " ORDER BY r.created_at DESC, r.id")
                .bind("person", personId)
                .bind("now", now.toEpochMilli())
                .map((row, context) -> read(sql, row))
                .list();
    }

    /** Releases that one of a participant's people or contacts may still fetch. */
    public static List<Release> liveToParticipant(Handle sql, String participantId, Instant now) {
        return sql.createQuery("SELECT DISTINCT r.* FROM release r JOIN release_recipient x ON x.release_id = r.id"
                        + " LEFT JOIN person p ON p.id = x.person_id LEFT JOIN contact c ON c.id = x.contact_id"
                        + " WHERE (p.participant_id = :of OR c.participant_id = :of) AND r.revoked_at IS NULL"
                        + " AND r.expires_at > :now ORDER BY r.id")
                .bind("of", participantId)
                .bind("now", now.toEpochMilli())
                .map((row, context) -> read(sql, row))
                .list();
    }

    /** Releases that a contact may still fetch. */
    public static List<Release> liveToContact(Handle sql, String contactId, Instant now) {
        return sql.createQuery("SELECT r.* FROM release r JOIN release_recipient x ON x.release_id = r.id"
                        + " WHERE x.contact_id = :contact AND r.revoked_at IS NULL AND r.expires_at > :now"
                        + " ORDER BY r.id")
                .bind("contact", contactId)
                .bind("now", now.toEpochMilli())
                .map((row, context) -> read(sql, row))
                .list();
    }

    public static void add(Tx tx, Release release) {
        tx.sql()
                .createUpdate("INSERT INTO release (id, person_id, participant_id, purpose, created_at, expires_at,"
                        + " most_downloads, link_way, password_way) VALUES (:id, :person, :participant, :purpose,"
                        + " :created, :expires, :most, :linkWay, :passwordWay)")
                .bind("id", release.id())
                .bind("person", release.personId())
                .bind("participant", release.participantId())
                .bind("purpose", release.purpose())
                .bind("created", release.created().toEpochMilli())
                .bind("expires", release.expires().toEpochMilli())
                .bind("most", release.mostDownloads())
                .bind("linkWay", release.linkWay().map(Way::word).orElse(null))
                .bind("passwordWay", release.passwordWay().map(Way::word).orElse(null))
                .execute();
        for (String deposit : release.deposits()) {
            tx.sql()
                    .createUpdate("INSERT INTO release_deposit (release_id, deposit_id) VALUES (:release, :deposit)")
                    .bind("release", release.id())
                    .bind("deposit", deposit)
                    .execute();
        }
        for (Recipient recipient : release.recipients()) {
            boolean contact = recipient instanceof Recipient.OfContact;
            tx.sql()
                    .createUpdate("INSERT INTO release_recipient (release_id, kind, contact_id, person_id, audience)"
                            + " VALUES (:release, :kind, :contact, :person, :audience)")
                    .bind("release", release.id())
                    .bind("kind", contact ? "contact" : "person")
                    .bind("contact", contact ? recipient.id() : null)
                    .bind("person", contact ? null : recipient.id())
                    .bind("audience", recipient.audience())
                    .execute();
        }
    }

    /** Whether one of these deposits lies in the person's inbox by a release that stands. */
    public static boolean anyFor(Handle sql, String personId, List<String> deposits, Instant now) {
        return !deposits.isEmpty()
                && sql.createQuery("SELECT COUNT(*) FROM release r JOIN release_recipient p ON p.release_id = r.id"
                                        + " JOIN release_deposit d ON d.release_id = r.id WHERE p.person_id = :person"
                                        + " AND r.revoked_at IS NULL AND r.expires_at > :now"
                                        + " AND d.deposit_id IN (<deposits>)")
                                .bind("person", personId)
                                .bind("now", now.toEpochMilli())
                                .bindList("deposits", deposits)
                                .mapTo(Long.class)
                                .one()
                        > 0;
    }

    /** Says how links and passwords travelled, where nobody had said it yet. */
    public static void travelled(Tx tx, String id, Way link, Way password) {
        tx.sql()
                .createUpdate("UPDATE release SET link_way = :link, password_way = :password"
                        + " WHERE id = :id AND link_way IS NULL AND password_way IS NULL")
                .bind("id", id)
                .bind("link", link.word())
                .bind("password", password.word())
                .execute();
    }

    public static boolean revoke(Tx tx, String id, String reason, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE release SET revoked_at = :now, revoke_reason = :reason"
                                + " WHERE id = :id AND revoked_at IS NULL")
                        .bind("id", id)
                        .bind("reason", reason)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    private static Release read(Handle sql, ResultSet row) throws SQLException {
        String id = row.getString("id");
        List<String> deposits = sql.createQuery(
                        "SELECT deposit_id FROM release_deposit WHERE release_id = :id ORDER BY deposit_id")
                .bind("id", id)
                .mapTo(String.class)
                .list();
        List<Recipient> recipients = sql.createQuery(
                        "SELECT * FROM release_recipient WHERE release_id = :id ORDER BY kind, contact_id, person_id")
                .bind("id", id)
                .map((line, context) -> recipient(line))
                .list();
        return new Release(
                id,
                row.getString("person_id"),
                row.getString("participant_id"),
                row.getString("purpose"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("expires_at")),
                row.getInt("most_downloads"),
                Rows.text(row, "link_way").flatMap(Way::of),
                Rows.text(row, "password_way").flatMap(Way::of),
                Rows.instant(row, "revoked_at"),
                deposits,
                recipients);
    }

    private static Recipient recipient(ResultSet row) throws SQLException {
        String audience = row.getString("audience");
        return row.getString("kind").equals("contact")
                ? new Recipient.OfContact(row.getString("contact_id"), audience)
                : new Recipient.OfPerson(row.getString("person_id"), audience);
    }
}
