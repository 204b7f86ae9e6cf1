package org.sluice.gateway.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Rows of what opens sealed deposits for a link's recipient: for token and password, and for the sessions they opened. */
public final class SealedLinks {
    private SealedLinks() {}

    /** How the key of a sealed link is made; nothing for any other link. */
    public static Optional<String> lock(Handle sql, String linkId) {
        return sql.createQuery("SELECT lock FROM sealed_link WHERE link_id = :link")
                .bind("link", linkId)
                .mapTo(String.class)
                .findOne();
    }

    /** The links of all that are sealed, by one query. */
    public static Set<String> all(Handle sql) {
        return sql.createQuery("SELECT link_id FROM sealed_link")
                .mapTo(String.class)
                .collectIntoSet();
    }

    public static void add(Tx tx, String linkId, String lock) {
        tx.sql()
                .createUpdate("INSERT INTO sealed_link (link_id, lock) VALUES (:link, :lock)")
                .bind("link", linkId)
                .bind("lock", lock)
                .execute();
    }

    public static void addWrap(Tx tx, String linkId, String depositId, byte[] record) {
        tx.sql()
                .createUpdate("INSERT INTO sealed_link_wrap (link_id, deposit_id, record)"
                        + " VALUES (:link, :deposit, :record)")
                .bind("link", linkId)
                .bind("deposit", depositId)
                .bind("record", record)
                .execute();
    }

    /** Deposits of a sealed link that its token and password still open. */
    public static List<String> deposits(Handle sql, String linkId) {
        return sql.createQuery("SELECT deposit_id FROM sealed_link_wrap WHERE link_id = :link ORDER BY deposit_id")
                .bind("link", linkId)
                .mapTo(String.class)
                .list();
    }

    public static Optional<byte[]> wrap(Handle sql, String linkId, String depositId) {
        return sql.createQuery("SELECT record FROM sealed_link_wrap WHERE link_id = :link AND deposit_id = :deposit")
                .bind("link", linkId)
                .bind("deposit", depositId)
                .mapTo(byte[].class)
                .findOne();
    }

    public static void addSession(
            Tx tx, String secretHash, String linkId, String depositId, byte[] record, Instant ends) {
        tx.sql()
                .createUpdate("INSERT INTO sealed_session (secret_hash, link_id, deposit_id, record, ends_at)"
                        + " VALUES (:hash, :link, :deposit, :record, :ends)")
                .bind("hash", secretHash)
                .bind("link", linkId)
                .bind("deposit", depositId)
                .bind("record", record)
                .bind("ends", ends.toEpochMilli())
                .execute();
    }

    public static Optional<byte[]> session(
            Handle sql, String secretHash, String linkId, String depositId, Instant now) {
        return sql.createQuery("SELECT record FROM sealed_session WHERE secret_hash = :hash AND link_id = :link"
                        + " AND deposit_id = :deposit AND ends_at > :now")
                .bind("hash", secretHash)
                .bind("link", linkId)
                .bind("deposit", depositId)
                .bind("now", now.toEpochMilli())
                .mapTo(byte[].class)
                .findOne();
    }

    /** Drops what opened over a link, whether it ever was sealed or not. */
    static void drop(Tx tx, String linkId) {
        for (String table : List.of("sealed_session", "sealed_link_wrap")) {
            tx.sql()
                    .createUpdate("DELETE FROM " + table + " WHERE link_id = :link")
                    .bind("link", linkId)
                    .execute();
        }
    }

    /** Whether {@link #dropEnded} would find anything. */
    public static boolean ended(Handle sql, Instant now) {
        return sql.createQuery("SELECT count(*) FROM sealed_link_wrap WHERE link_id IN (" + OVER + ")")
                                .bind("now", now.toEpochMilli())
                                .mapTo(Long.class)
                                .one()
                        + sql.createQuery("SELECT count(*) FROM sealed_session WHERE ends_at <= :now OR link_id IN ("
                                        + OVER + ")")
                                .bind("now", now.toEpochMilli())
                                .mapTo(Long.class)
                                .one()
                > 0;
    }

    /** Drops what opened over links that are closed or have expired, and sessions that are over. */
    public static int dropEnded(Tx tx, Instant now) {
        return tx.sql()
                        .createUpdate("DELETE FROM sealed_session WHERE ends_at <= :now OR link_id IN (" + OVER + ")")
                        .bind("now", now.toEpochMilli())
                        .execute()
                + tx.sql()
                        .createUpdate("DELETE FROM sealed_link_wrap WHERE link_id IN (" + OVER + ")")
                        .bind("now", now.toEpochMilli())
                        .execute();
    }

    private static final String OVER =
            "SELECT l.id FROM link l JOIN sealed_link s ON s.link_id = l.id WHERE l.closed_at IS NOT NULL"
                    + " OR l.expires_at <= :now";
}
