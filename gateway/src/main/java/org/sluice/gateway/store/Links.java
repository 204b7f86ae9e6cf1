package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.link.LinkFile;

/** Rows of links and their files. The database counts: "at most N" is one conditional UPDATE. */
public final class Links {
    private Links() {}

    public static Optional<Link> find(Handle sql, String id) {
        return one(sql.createQuery("SELECT * FROM link WHERE id = :id").bind("id", id));
    }

    /** {@code tokenHash}: SHA-256 of the token, in hex; the token itself is nowhere. */
    public static Optional<Link> byToken(Handle sql, String tokenHash) {
        return one(
                sql.createQuery("SELECT * FROM link WHERE token_hash = :hash").bind("hash", tokenHash));
    }

    public static List<Link> all(Handle sql) {
        return list(sql.createQuery("SELECT * FROM link ORDER BY issued_at DESC, id"));
    }

    public static List<Link> ofRelease(Handle sql, String releaseId) {
        return list(sql.createQuery("SELECT * FROM link WHERE release_id = :release ORDER BY issued_at, id")
                .bind("release", releaseId));
    }

    /** Open links that a participant's people issued, or that are addressed to its contacts. */
    public static List<Link> openOf(Handle sql, String participantId) {
        return list(sql.createQuery("SELECT l.* FROM link l JOIN release r ON r.id = l.release_id"
                        + " JOIN contact c ON c.id = l.contact_id WHERE l.closed_at IS NULL"
                        + " AND (r.participant_id = :participant OR c.participant_id = :participant) ORDER BY l.id")
                .bind("participant", participantId));
    }

    public static void add(Tx tx, Link link, String tokenHash, List<String> deposits, int mostDownloads) {
        tx.sql()
                .createUpdate("INSERT INTO link (id, release_id, contact_id, audience, channel, token_hash,"
                        + " password_hash, issued_at, expires_at, failures) VALUES (:id, :release, :contact,"
                        + " :audience, :channel, :token, :password, :issued, :expires, 0)")
                .bind("id", link.id())
                .bind("release", link.releaseId())
                .bind("contact", link.contactId())
                .bind("audience", link.audience())
                .bind("channel", link.channel().word())
                .bind("token", tokenHash)
                .bind("password", link.passwordHash().orElse(null))
                .bind("issued", link.issued().toEpochMilli())
                .bind("expires", link.expires().toEpochMilli())
                .execute();
        for (String deposit : deposits) {
            tx.sql()
                    .createUpdate("INSERT INTO link_file (link_id, deposit_id, most_downloads, claims, open, delivered)"
                            + " VALUES (:link, :deposit, :most, 0, 0, 0)")
                    .bind("link", link.id())
                    .bind("deposit", deposit)
                    .bind("most", mostDownloads)
                    .execute();
        }
    }

    /** Closes a link, and drops what it opened where that was sealed. */
    public static boolean close(Tx tx, String id, Link.Closing why, Instant now) {
        SealedLinks.drop(tx, id);
        return tx.sql()
                        .createUpdate("UPDATE link SET closed_at = :now, close_reason = :why"
                                + " WHERE id = :id AND closed_at IS NULL")
                        .bind("id", id)
                        .bind("why", why.word())
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    /** Moves the end of a link that is open still. */
    public static void expire(Tx tx, String id, Instant expires) {
        tx.sql()
                .createUpdate("UPDATE link SET expires_at = :expires WHERE id = :id AND closed_at IS NULL")
                .bind("id", id)
                .bind("expires", expires.toEpochMilli())
                .execute();
    }

    /** Closes a link because a new one takes its place, also one that its recipient has confirmed. */
    public static void reissued(Tx tx, String id, Instant now) {
        SealedLinks.drop(tx, id);
        tx.sql()
                .createUpdate("UPDATE link SET closed_at = :now, close_reason = 'reissued' WHERE id = :id")
                .bind("id", id)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    /** Puts another password in place of one; a lock was for guesses at the old one. False for a link without. */
    public static boolean newPassword(Tx tx, String id, String hash) {
        return tx.sql()
                        .createUpdate("UPDATE link SET password_hash = :hash, failures = 0, locked_until = NULL"
                                + " WHERE id = :id AND closed_at IS NULL AND password_hash IS NOT NULL")
                        .bind("id", id)
                        .bind("hash", hash)
                        .execute()
                == 1;
    }

    public static void opened(Tx tx, String id, Instant now) {
        tx.sql()
                .createUpdate("UPDATE link SET opened_at = COALESCE(opened_at, :now), failures = 0, locked_until = NULL"
                        + " WHERE id = :id")
                .bind("id", id)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    /** One more wrong password; {@code lockedUntil} may be null. */
    public static void failed(Tx tx, String id, Optional<Instant> lockedUntil) {
        tx.sql()
                .createUpdate("UPDATE link SET failures = failures + 1, locked_until = :until WHERE id = :id")
                .bind("id", id)
                .bind("until", lockedUntil.map(Instant::toEpochMilli).orElse(null))
                .execute();
    }

    public static List<LinkFile> files(Handle sql, String linkId) {
        return sql.createQuery("SELECT * FROM link_file WHERE link_id = :link ORDER BY deposit_id")
                .bind("link", linkId)
                .map((row, context) -> readFile(row))
                .list();
    }

    public static Optional<LinkFile> file(Handle sql, String linkId, String depositId) {
        return sql.createQuery("SELECT * FROM link_file WHERE link_id = :link AND deposit_id = :deposit")
                .bind("link", linkId)
                .bind("deposit", depositId)
                .map((row, context) -> readFile(row))
                .findOne();
    }

    /** Counts one download, if one is left, none is open and the link still lives. The row count is the answer. */
    public static boolean claim(Tx tx, String linkId, String depositId, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE link_file SET claims = claims + 1, open = 1, delivered = 0"
                                + " WHERE link_id = :link AND deposit_id = :deposit AND open = 0"
                                + " AND claims < most_downloads AND EXISTS (SELECT 1 FROM link l WHERE l.id = :link"
                                + " AND l.closed_at IS NULL AND l.expires_at > :now)")
                        .bind("link", linkId)
                        .bind("deposit", depositId)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    /** Bytes {@code from} to {@code to} left; they count where they join what already left without a gap. */
    public static void delivered(Tx tx, String linkId, String depositId, long from, long to) {
        tx.sql()
                .createUpdate("UPDATE link_file SET delivered = :to WHERE link_id = :link AND deposit_id = :deposit"
                        + " AND open = 1 AND delivered >= :from AND delivered < :to")
                .bind("link", linkId)
                .bind("deposit", depositId)
                .bind("from", from)
                .bind("to", to)
                .execute();
    }

    /** Ends the open claim once every byte left; true for the one call that ended it. */
    public static boolean complete(Tx tx, String linkId, String depositId, long size, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE link_file SET open = 0, completed_at = :now WHERE link_id = :link"
                                + " AND deposit_id = :deposit AND open = 1 AND delivered >= :size")
                        .bind("link", linkId)
                        .bind("deposit", depositId)
                        .bind("size", size)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    private static Optional<Link> one(Query query) {
        return query.map((row, context) -> read(row)).findOne();
    }

    private static List<Link> list(Query query) {
        return query.map((row, context) -> read(row)).list();
    }

    private static Link read(ResultSet row) throws SQLException {
        return new Link(
                row.getString("id"),
                row.getString("release_id"),
                row.getString("contact_id"),
                row.getString("audience"),
                Channel.of(row.getString("channel")).orElseThrow(),
                Rows.text(row, "password_hash"),
                Instant.ofEpochMilli(row.getLong("issued_at")),
                Instant.ofEpochMilli(row.getLong("expires_at")),
                Rows.instant(row, "opened_at"),
                row.getInt("failures"),
                Rows.instant(row, "locked_until"),
                Rows.instant(row, "closed_at"),
                Rows.text(row, "close_reason").map(Link.Closing::of));
    }

    private static LinkFile readFile(ResultSet row) throws SQLException {
        return new LinkFile(
                row.getString("link_id"),
                row.getString("deposit_id"),
                row.getInt("most_downloads"),
                row.getInt("claims"),
                row.getInt("open") == 1,
                row.getLong("delivered"),
                Rows.instant(row, "completed_at"));
    }
}
