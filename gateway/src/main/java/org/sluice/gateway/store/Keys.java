package org.sluice.gateway.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of wrapped channel keys, of the node's sealed secrets, and of the wraps that open bodies. All are sealed records. */
public final class Keys {
    private Keys() {}

    /** The newest version of a channel's key; 0 if it has none. */
    public static int newestVersion(Handle sql, String channel) {
        return sql.createQuery("SELECT COALESCE(MAX(version), 0) FROM channel_key WHERE channel = :channel")
                .bind("channel", channel)
                .mapTo(Integer.class)
                .one();
    }

    /** How many versions of a channel's key are on record: more than one until a rotation is finished. */
    public static int versions(Handle sql, String channel) {
        return sql.createQuery("SELECT COUNT(*) FROM channel_key WHERE channel = :channel")
                .bind("channel", channel)
                .mapTo(Integer.class)
                .one();
    }

    public static Optional<byte[]> channelKey(Handle sql, String channel, int version) {
        return sql.createQuery("SELECT record FROM channel_key WHERE channel = :channel AND version = :version")
                .bind("channel", channel)
                .bind("version", version)
                .mapTo(byte[].class)
                .findOne();
    }

    /** When a version was made. */
    public static Optional<Instant> created(Handle sql, String channel, int version) {
        return sql.createQuery("SELECT created_at FROM channel_key WHERE channel = :channel AND version = :version")
                .bind("channel", channel)
                .bind("version", version)
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    public static void addChannelKey(Tx tx, String channel, int version, byte[] record, Instant now) {
        tx.sql()
                .createUpdate("INSERT INTO channel_key (channel, version, record, created_at)"
                        + " VALUES (:channel, :version, :record, :now)")
                .bind("channel", channel)
                .bind("version", version)
                .bind("record", record)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    /** Deposits whose data key is wrapped under an older version than this one. */
    public static List<String> wrappedBelow(Handle sql, String channel, int version, int most) {
        return sql.createQuery("SELECT deposit_id FROM wrap WHERE channel = :channel AND key_version < :version"
                        + " ORDER BY deposit_id LIMIT :most")
                .bind("channel", channel)
                .bind("version", version)
                .bind("most", most)
                .mapTo(String.class)
                .list();
    }

    /**
     * Deletes the older versions of a channel's key, for good: nothing that was wrapped under them opens any more. Fails
     * as a whole where a wrap still stands under one of them.
     */
    public static int retireBelow(Tx tx, String channel, int version) {
        return tx.sql()
                .createUpdate("DELETE FROM channel_key WHERE channel = :channel AND version < :version")
                .bind("channel", channel)
                .bind("version", version)
                .execute();
    }

    /** Deletes the older versions of a key under which nothing stands any more. */
    public static int retireUnused(Tx tx, String channel, int below) {
        return tx.sql()
                .createUpdate("DELETE FROM channel_key WHERE channel = :channel AND version < :below AND NOT EXISTS"
                        + " (SELECT 1 FROM wrap w WHERE w.channel = channel_key.channel"
                        + " AND w.key_version = channel_key.version)")
                .bind("channel", channel)
                .bind("below", below)
                .execute();
    }

    public static Optional<byte[]> secret(Handle sql, String name) {
        return sql.createQuery("SELECT record FROM node_secret WHERE name = :name")
                .bind("name", name)
                .mapTo(byte[].class)
                .findOne();
    }

    public static void addSecret(Tx tx, String name, byte[] record) {
        tx.sql()
                .createUpdate("INSERT INTO node_secret (name, record) VALUES (:name, :record)")
                .bind("name", name)
                .bind("record", record)
                .execute();
    }

    /** What opens one body, and under which key. */
    // Sealed bytes on their way to the next call; nobody compares two of them.
    @SuppressWarnings("ArrayRecordComponent")
    public record WrapRow(String channel, int keyVersion, byte[] record) {}

    public static Optional<WrapRow> wrap(Handle sql, String depositId) {
        return sql.createQuery("SELECT channel, key_version, record FROM wrap WHERE deposit_id = :deposit")
                .bind("deposit", depositId)
                .map((row, context) ->
                        new WrapRow(row.getString("channel"), row.getInt("key_version"), row.getBytes("record")))
                .findOne();
    }

    /** Puts a wrap in place of the deposit's earlier one, if there was one. */
    public static void putWrap(Tx tx, String depositId, WrapRow wrap) {
        tx.sql()
                .createUpdate("DELETE FROM wrap WHERE deposit_id = :deposit")
                .bind("deposit", depositId)
                .execute();
        tx.sql()
                .createUpdate("INSERT INTO wrap (deposit_id, channel, key_version, record)"
                        + " VALUES (:deposit, :channel, :version, :record)")
                .bind("deposit", depositId)
                .bind("channel", wrap.channel())
                .bind("version", wrap.keyVersion())
                .bind("record", wrap.record())
                .execute();
    }
}
