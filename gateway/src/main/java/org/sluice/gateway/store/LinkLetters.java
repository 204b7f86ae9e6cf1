package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.link.LinkLetter;

/** Reminders to recipients, and what they said of the destruction of what they got. */
public final class LinkLetters {
    private LinkLetters() {}

    /**
     * Open links that end within a span, of which something was not fetched in whole, and whose recipients were not reminded
     * of this very end.
     */
    public static List<String> ending(Handle sql, Instant now, Duration within) {
        return sql.createQuery("SELECT l.id FROM link l WHERE l.closed_at IS NULL AND l.expires_at > :now"
                        + " AND l.expires_at <= :until"
                        + " AND EXISTS (SELECT 1 FROM link_file f WHERE f.link_id = l.id AND f.completed_at IS NULL)"
                        + " AND NOT EXISTS (SELECT 1 FROM link_letter r WHERE r.link_id = l.id AND r.kind = 'expiry'"
                        + " AND r.due_at = l.expires_at) ORDER BY l.expires_at, l.id")
                .bind("now", now.toEpochMilli())
                .bind("until", now.plus(within).toEpochMilli())
                .mapTo(String.class)
                .list();
    }

    /** Links over which something was fetched that may have a day of destruction, of which nobody was reminded yet. */
    public static List<String> toDestroy(Handle sql, Instant now) {
        return sql.createQuery("SELECT l.id FROM link l WHERE EXISTS (SELECT 1 FROM link_file f"
                        + " WHERE f.link_id = l.id AND f.claims > 0)"
                        + " AND (EXISTS (SELECT 1 FROM release_destruction d WHERE d.release_id = l.release_id"
                        + " AND d.destroy_by <= :now) OR EXISTS (SELECT 1 FROM release_basis b"
                        + " WHERE b.release_id = l.release_id AND b.recipient_id = l.contact_id"
                        + " AND b.kind IN ('request', 'standing-request')))"
                        + " AND NOT EXISTS (SELECT 1 FROM link_destroyed g WHERE g.link_id = l.id)"
                        + " AND NOT EXISTS (SELECT 1 FROM link_letter r WHERE r.link_id = l.id"
                        + " AND r.kind = 'destruction') ORDER BY l.id")
                .bind("now", now.toEpochMilli())
                .mapTo(String.class)
                .list();
    }

    /** @param mailed whether it is to go by mail; else only the releaser is told */
    public static boolean add(Tx tx, LinkLetter letter, boolean mailed) {
        return tx.sql()
                        .createUpdate("INSERT INTO link_letter (id, link_id, kind, due_at, state, attempts, created_at,"
                                + " next_at) VALUES (:id, :link, :kind, :due, :state, 0, :now, :next)"
                                + " ON CONFLICT (link_id, kind, due_at) DO NOTHING")
                        .bind("id", letter.id())
                        .bind("link", letter.linkId())
                        .bind("kind", letter.kind().word())
                        .bind("due", letter.due().toEpochMilli())
                        .bind("state", mailed ? "waiting" : "no-mail")
                        .bind("now", letter.created().toEpochMilli())
                        .bind("next", mailed ? letter.created().toEpochMilli() : null)
                        .execute()
                == 1;
    }

    public static List<LinkLetter> due(Handle sql, Instant now, int most) {
        return sql.createQuery("SELECT * FROM link_letter WHERE state IN ('waiting', 'sending') AND next_at <= :now"
                        + " ORDER BY next_at, id LIMIT :most")
                .bind("now", now.toEpochMilli())
                .bind("most", most)
                .map((row, context) -> read(row))
                .list();
    }

    /** Takes a letter to send it; of several nodes one gets it. Given back unless it ends before {@code until}. */
    public static Optional<LinkLetter> take(Tx tx, String id, Instant now, Instant until, Optional<String> tokenHash) {
        boolean taken = tx.sql()
                        .createUpdate("UPDATE link_letter SET state = 'sending', attempts = attempts + 1,"
                                + " next_at = :until, token_hash = :token WHERE id = :id"
                                + " AND state IN ('waiting', 'sending') AND next_at <= :now")
                        .bind("id", id)
                        .bind("now", now.toEpochMilli())
                        .bind("until", until.toEpochMilli())
                        .bind("token", tokenHash.orElse(null))
                        .execute()
                == 1;
        return taken
                ? tx.sql()
                        .createQuery("SELECT * FROM link_letter WHERE id = :id")
                        .bind("id", id)
                        .map((row, context) -> read(row))
                        .findOne()
                : Optional.empty();
    }

    /** Ends a taken letter, or puts it back until {@code next}. */
    public static boolean end(Tx tx, LinkLetter taken, String state, Optional<Instant> next) {
        return tx.sql()
                        .createUpdate("UPDATE link_letter SET state = :state, next_at = :next WHERE id = :id"
                                + " AND state = 'sending' AND attempts = :attempts")
                        .bind("id", taken.id())
                        .bind("attempts", taken.attempts())
                        .bind("state", state)
                        .bind("next", next.map(Instant::toEpochMilli).orElse(null))
                        .execute()
                == 1;
    }

    /** The letter in which an address with this token stood. */
    public static Optional<LinkLetter> byToken(Handle sql, String tokenHash) {
        return sql.createQuery("SELECT * FROM link_letter WHERE token_hash = :token AND kind = 'destruction'")
                .bind("token", tokenHash)
                .map((row, context) -> read(row))
                .findOne();
    }

    /**
     * The word that what was got over a link was destroyed.
     *
     * @param by {@code recipient}, or who put it on record
     */
    public record Destroyed(Instant at, String by, Optional<String> words) {}

    public static Optional<Destroyed> destroyed(Handle sql, String linkId) {
        return sql.createQuery("SELECT * FROM link_destroyed WHERE link_id = :link")
                .bind("link", linkId)
                .map((row, context) -> new Destroyed(
                        Instant.ofEpochMilli(row.getLong("at")), row.getString("by_whom"), Rows.text(row, "words")))
                .findOne();
    }

    /** False if it was said already; the first word stands. */
    public static boolean destroyed(Tx tx, String linkId, Destroyed said) {
        return tx.sql()
                        .createUpdate("INSERT INTO link_destroyed (link_id, at, by_whom, words)"
                                + " VALUES (:link, :at, :by, :words) ON CONFLICT (link_id) DO NOTHING")
                        .bind("link", linkId)
                        .bind("at", said.at().toEpochMilli())
                        .bind("by", said.by())
                        .bind("words", said.words().orElse(null))
                        .execute()
                == 1;
    }

    private static LinkLetter read(ResultSet row) throws SQLException {
        return new LinkLetter(
                row.getString("id"),
                row.getString("link_id"),
                LinkLetter.Kind.of(row.getString("kind")),
                Instant.ofEpochMilli(row.getLong("due_at")),
                row.getInt("attempts"),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }
}
